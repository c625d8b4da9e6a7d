"""The addresses of pages: one for each thing, in every format, and the lists that lead there.

It reads the address and the Accept field; everything that is shown is made by `pages`.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any, Final

from flask import Blueprint, Response, request

from scholargraph import codings, formats
from scholargraph.formats import Format
from scholargraph.iris import SLUG, Key
from scholargraph.pages import front, references, representation
from scholargraph.pages.head import LINKSET
from scholargraph.pages.listings import COLLECTIONS, NEWEST, SORTS
from scholargraph.pages.relations import Relation
from scholargraph.pages.rendering import look, packed, static_files
from scholargraph.pages.representation import HTML, STATEMENTS
from scholargraph.pages.site import Ref
from scholargraph.pages.trees import TREE
from scholargraph.web.problems import problem, search_for
from scholargraph.web.responses import CODED, FOREVER, addresses, deliver, etag, moved, site
from scholargraph.web.routing import with_query

pages: Final = Blueprint("pages", __name__)

OFFERS: Final = (HTML, *STATEMENTS)
"""What is offered for a thing, in the order of our preference."""
LINKSET_ENDING: Final = "linkset.json"

_NAME: Final = re.compile(r"([a-z0-9-]+)(?:\.([a-z.]+))?")
KINDS: Final = {
    "person": "person", "publication": "publication", "organization": "organisation", "project": "project",
    "software": "program", "service": "service", "venue": "venue", "source": "source",
}  # fmt: skip
"""What a thing of each collection is called where its name is not to be told."""
_WITHDRAWN: Final = "This address was withdrawn: what had it is not told here, nor whether it has another one now."
_RELATIONS: Final = frozenset(relation.value for relation in Relation if relation is not Relation.MEMBERS)
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,8}")


@pages.get("/", strict_slashes=False)
def home() -> Response:
    """The site: a page for people, the dataset's description for programs. Without its last slash it leads there."""
    if not request.path.endswith("/"):
        return moved(with_query(addresses().root))
    form = formats.negotiate(request.headers.get("Accept"), OFFERS)
    return _unacceptable("index") if form is None else _home(form, negotiated=True)


@pages.get("/index.<ending>")
def index(ending: str) -> Response:
    """The site in a fixed format."""
    form = formats.by_suffix(ending, OFFERS)
    return problem(404, choices=_formats("index")) if form is None else _home(form, negotiated=False)


@pages.get("/<collection>")
def collection(collection: str) -> Response:
    """A list of all things of a kind."""
    if collection not in COLLECTIONS:
        return problem(404, choices=_way_out(slug=collection))
    sort, number = _sort_of_list(), _number()
    page = None if number is None else front.collection(site(), collection, sort=sort, number=number)
    return _list(page, collection)


@pages.get("/<collection>.<ending>")
def works(collection: str, ending: str) -> Response:
    """The references to the works of a site, a piece at a time."""
    collection, _, ending = f"{collection}.{ending}".partition(".")
    form = formats.by_suffix(ending, references.offers(collection) if collection == references.WORK else ())
    return (
        problem(404, choices=_way_out(collection)) if form is None else _references(collection, Relation.MEMBERS, form)
    )


@pages.get("/<collection>/<name>")
def thing(collection: str, name: str) -> Response:
    """A thing: negotiated, or in the format that the address ends with."""
    found = _NAME.fullmatch(name)
    if collection not in COLLECTIONS or not found or not SLUG.fullmatch(found[1]):
        return problem(404, choices=_way_out(collection, name))
    key, ending = Key(f"{collection}/{found[1]}"), found[2]
    away = _away(key, with_query(f".{ending}" if ending else ""))
    if away is not None:
        return away
    offers = (*OFFERS, *references.offers(collection))
    if ending is None:
        form = formats.negotiate(request.headers.get("Accept"), offers)
        return _unacceptable(key, offers) if form is None else _thing(key, form, negotiated=True)
    if ending == LINKSET_ENDING:
        return _linkset(key)
    form = formats.by_suffix(ending, offers)
    return problem(404, choices=_formats(key, offers)) if form is None else _thing(key, form, negotiated=False)


@pages.get("/<collection>/<name>/evidence")
def evidence(collection: str, name: str) -> Response:
    """All evidence of a thing: negotiated."""
    form = formats.negotiate(request.headers.get("Accept"), STATEMENTS)
    return _evidence(collection, name, form, negotiated=True)


@pages.get("/<collection>/<name>/evidence.<ending>")
def evidence_in(collection: str, name: str, ending: str) -> Response:
    """All evidence of a thing in a fixed format."""
    form = formats.by_suffix(ending, STATEMENTS)
    return (
        problem(404, choices=_way_out(collection))
        if form is None
        else _evidence(collection, name, form, negotiated=False)
    )


@pages.get("/<collection>/<name>/<relation>")
def related(collection: str, name: str, relation: str) -> Response:
    """A list that belongs to a thing."""
    if collection not in COLLECTIONS or not SLUG.fullmatch(name):
        return problem(404, choices=_way_out(collection))
    sort, number = _sort_of_list(), _number()
    key = Key(f"{collection}/{name}")
    away = _away(key, with_query(f"/{relation}"))
    if away is not None:
        return away
    page = None if number is None else front.relation(site(), key, relation, sort=sort, number=number)
    return _list(page, collection)


@pages.get("/<collection>/<name>/<relation>.<ending>")
def related_works(collection: str, name: str, relation: str, ending: str) -> Response:
    """The references to the works of a list that belongs to a thing, a piece at a time."""
    relation, _, ending = f"{relation}.{ending}".partition(".")
    form = formats.by_suffix(ending, formats.CITATIONS)
    if collection not in COLLECTIONS or not SLUG.fullmatch(name) or form is None or relation not in _RELATIONS:
        return problem(404, choices=_way_out(collection))
    key = Key(f"{collection}/{name}")
    away = _away(key, with_query(f"/{relation}.{ending}"))
    return _references(key, Relation(relation), form) if away is None else away


@pages.get("/static/<name>")
def static(name: str) -> Response:
    """A file whose name holds its digest, so that it may be kept for ever; packed for who can unpack it."""
    found = static_files().get(name)
    if found is None:
        return problem(404)
    coding = codings.accepted(request.headers.get(CODED))
    made = Response(packed(name, coding) if coding else found.data, content_type=found.media)
    if coding:
        made.content_encoding = coding
    made.vary.add(CODED)
    made.headers["Cache-Control"] = FOREVER
    return made


def _thing(key: Key, form: Format, *, negotiated: bool) -> Response:
    """A page in a format; a person's has a sort and a number too, and only as HTML do they matter."""
    here = site()
    if form.name in {offer.name for offer in references.offers(key.collection)}:
        return _references_of(key, form, negotiated=negotiated)
    turn, query = None, ""
    if form.name == HTML.name and key.collection == "person":
        number = _number()
        turn = front.turn(representation.works_of(here, key), sort=_sort(NEWEST), number=number) if number else None
        if turn is None:
            return problem(404, "This list has no such page.", choices=_way_out(key.collection))
        query = turn.query()
    tag = etag(key, form.media_type, query)
    location = here.addresses.local(f"{key}.{form.suffix}{query}") if negotiated else None
    made = partial(representation.of_thing, here, key, form, turn=turn)
    return deliver(tag, made, location=location, negotiated=negotiated)


def _evidence(collection: str, name: str, form: Format | None, *, negotiated: bool) -> Response:
    if collection not in COLLECTIONS or not SLUG.fullmatch(name):
        return problem(404, choices=_way_out(collection))
    here, key = site(), Key(f"{collection}/{name}")
    path = f"{key}/evidence"
    away = _away(key, with_query("/evidence" if negotiated or form is None else f"/evidence.{form.suffix}"))
    if away is not None:
        return away
    if form is None:
        return _unacceptable(path, STATEMENTS)
    if here.listings.of_first_release or collection == "source":
        return problem(404, "There is no document of the evidence of this.", choices=_way_out(collection))
    location = here.addresses.local(f"{path}.{form.suffix}") if negotiated else None
    made = partial(representation.of_evidence, here, key, form)
    return deliver(etag(path, form.media_type), made, location=location, negotiated=negotiated)


def _references_of(key: Key, form: Format, *, negotiated: bool) -> Response:
    """The reference to a work, or those to the works of a thing: a piece of them."""
    here, number = site(), _number()
    there = number is not None and references.has_piece(here, key, number)
    if number is None or not there:
        return problem(404, "There are not so many works.", choices=_way_out(key.collection))
    query = f"?page={number}" if number > 1 else ""
    location = here.addresses.local(f"{key}.{form.suffix}{query}") if negotiated else None
    made = partial(references.of_thing, here, key, form, number=number)
    tag = etag("references", key, form.media_type, query)
    return deliver(tag, made, location=location, negotiated=negotiated, packs=form.packs)


def _references(owner: str, relation: Relation, form: Format) -> Response:
    """The references to the works of a list: a piece of them."""
    here, number = site(), _number()
    if number is None or not references.has_piece(here, owner, number, relation=relation):
        return problem(
            404, "There is no such list, or it has no such piece.", choices=_way_out(owner.partition("/")[0])
        )
    made = partial(references.of_list, here, owner, relation, form=form, number=number)
    tag = etag("references", owner, relation, form.media_type, str(number))
    return deliver(tag, made, negotiated=False, packs=form.packs)


def _home(form: Format, *, negotiated: bool) -> Response:
    here = site()
    location = here.addresses.local(f"index.{form.suffix}") if negotiated else None
    made = partial(representation.of_front, here)
    if form.name != HTML.name:
        made = partial(representation.of_dataset, here, form)
    return deliver(etag("", form.media_type), made, location=location, negotiated=negotiated)


def _linkset(key: Key) -> Response:
    return deliver(etag(key, LINKSET), partial(representation.of_linkset, site(), key), negotiated=False)


def _list(page: front.ListPage | None, name: str) -> Response:
    """A list is a page only: its things are what has data."""
    if page is None:
        return problem(404, "There is no such list, or it has no such page.", choices=_way_out(name))
    if formats.negotiate(request.headers.get("Accept"), (HTML,)) is None:
        address = site().addresses.local(page.path)
        return problem(
            406,
            "A list is a page: ask for text/html, or query it at /sparql.",
            choices=[Ref("HTML", address, note="text/html")],
        )
    tag = etag("list", page.path, page.turn.sort, str(page.turn.number), look())
    return deliver(tag, partial(representation.of_list, site(), page))


def _away(key: Key, rest: str) -> Response | None:
    """Answer for a key that is not in use: where its thing is now, `rest` behind it, or that there is none; else None."""
    here = site()
    if not representation.exists(here, key):
        return _gone(key) or problem(404, choices=_way_out(key.collection, key.slug))
    successor = representation.successor(here, key)
    return None if successor is None else moved(here.addresses.local(f"{successor}{rest}"))


def _gone(key: Key) -> Response | None:
    """Say that a thing was removed (RFC 9110, section 15.5.11), and what it could have become; None for a key that never was."""
    here = site()
    retired = here.listings.retired(key)
    if retired is None:
        return problem(410, _WITHDRAWN, choices=_way_out()) if here.is_withdrawn(key) else None
    kind = KINDS[key.collection]
    snapshot = f"the snapshot {retired.snapshot} had it last" if retired.snapshot else "no snapshot is left that had it"
    told: dict[str, Any] = {"kind": key.collection, "snapshot": retired.snapshot}
    detail = f"A {kind} had this address and was removed: {snapshot}."
    choices: list[Ref] = []
    card = None if retired.candidate is None else here.card(retired.candidate)
    if card is not None and retired.score is not None:
        ref = here.to(card)
        detail = f"A {kind} had this address and is not in the sources any more: {snapshot}. It could be what is shown below."
        told |= {"candidate": ref.href, "score": retired.score / 100}
        choices.append(Ref(ref.words, ref.href, ref.language, note=f"as alike as {retired.score} of 100"))
    return problem(410, detail, choices=[*choices, *_way_out(key.collection)], more=told)


def _unacceptable(key: str, offers: tuple[Format, ...] = OFFERS) -> Response:
    told = ", ".join(form.media_type for form in offers)
    return problem(
        406, f"This can be had as {told}: ask for one of them, or follow a link below.", choices=_formats(key, offers)
    )


def _formats(key: str, offers: tuple[Format, ...] = OFFERS) -> list[Ref]:
    """The formats of a page, each with its fixed address."""
    local = site().addresses.local
    return [Ref(form.label, local(f"{key}.{form.suffix}"), note=form.media_type) for form in offers]


def _way_out(collection: str = "", slug: str = "") -> list[Ref]:
    """Where to go from an address that leads nowhere: a search for its words first."""
    here = site()
    choices = search_for(slug)
    choices += [Ref(f"The front page of {here.settings.title}", here.addresses.root)]
    near = [ref for ref in front.menu(here) if ref.href == here.addresses.local(collection)]
    return [*choices, *(Ref(f"All {ref.words.lower()}", ref.href) for ref in near or front.menu(here))]


def _sort(default: str) -> str:
    wanted = request.args.get("sort", default)
    return wanted if wanted in SORTS else default


def _sort_of_list() -> str | None:
    """The sort that is asked for; None where none is, or one that no list has."""
    wanted = request.args.get("sort")
    return wanted if wanted in {*SORTS, TREE} else None


def _number() -> int | None:
    """The number of the page that is asked for; None for what is no number."""
    wanted = request.args.get("page", "1")
    return int(wanted) if _NUMBER.fullmatch(wanted) else None
