"""One thing, one address, many formats: makes the body that is asked for, and the links that go with it.

It negotiates nothing and knows no request; the web does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from markupsafe import Markup

from scholargraph import formats
from scholargraph.formats import Format
from scholargraph.iris import Key
from scholargraph.ntriples import Triple, iri, line
from scholargraph.pages import (
    evidence_documents,
    first_release,
    front,
    head,
    jsonld,
    ontology,
    person,
    previews,
    rdfxml,
    references,
    structured_data,
    thing,
    turtle,
    work,
)
from scholargraph.pages import graph as graphs
from scholargraph.pages.bodies import Representation
from scholargraph.pages.cards import Card
from scholargraph.pages.graph import Graph
from scholargraph.pages.head import Link
from scholargraph.pages.listings import NEWEST
from scholargraph.pages.parts import ThingPage, Turn, venue_of
from scholargraph.pages.person import PersonPage
from scholargraph.pages.relations import Relation
from scholargraph.pages.rendering import render
from scholargraph.pages.site import Ref, Site
from scholargraph.vocab import OWL

HTML: Final = replace(formats.HTML, aliases=())
"""Our pages are HTML, not XHTML: who asks for that alone is not served by them."""
STATEMENTS: Final = (formats.TURTLE, formats.JSONLD, formats.NTRIPLES, formats.RDFXML)
"""The formats of a page beside HTML, in the order in which they are offered."""


def _endings(forms: Sequence[Format]) -> tuple[tuple[str, str], ...]:
    """The ending of the address and the media type of formats."""
    return tuple((f".{form.suffix}", form.media_type) for form in forms)


def _ntriples(graph: Graph, _document: str) -> str:
    lines: list[Triple] = list(graph)
    return "".join(f"{text}\n" for text in sorted(map(line, lines)))


WRITERS: Final[Mapping[str, Callable[[Graph, str], str]]] = {
    formats.TURTLE.name: turtle.write,
    formats.JSONLD.name: lambda graph, _: jsonld.write(graph),
    formats.NTRIPLES.name: _ntriples,
    formats.RDFXML.name: lambda graph, _: rdfxml.write(graph),
}
"""How statements are written in each format, given the address of their document."""

DESCRIBED_BY: Final = _endings(STATEMENTS)


def exists(site: Site, key: str) -> bool:
    """Whether the graph says anything about a thing."""
    return bool(site.reader.about(site.thing(key)))


def successor(site: Site, key: str) -> Key | None:
    """Give the key that a key has become: the thing that a losing key's thing is the same as."""
    thing = site.thing(key)
    for _, predicate, value in site.reader.about(thing):
        if predicate == iri(OWL.sameAs):
            winner = site.iris.key(value[1:-1])
            return winner if winner != key else None
    return None


def of_thing(site: Site, key: Key, form: Format, *, turn: Turn | None = None) -> Representation:
    """Make the page of a thing that exists, as HTML or in one of STATEMENTS; `turn` is that of a person's works."""
    site = site.while_making()
    document = site.iris.document(key)
    if form.name == HTML.name:
        # The names of a person's works are on their cards; the other pages point at few things.
        gather = graphs.without_names if key.collection == "person" else graphs.of_page
        return _html(site, key, gather(site.reader, site.iris, key), turn or Turn(NEWEST, 1, 1))
    page = graphs.of_page(site.reader, site.iris, key)
    return _statements(page, document, form, Link(document, "describes", "text/html"))


def of_linkset(site: Site, key: Key) -> Representation:
    """Make the linkset of a thing's page."""
    page = graphs.of_page(site.reader, site.iris, key)
    links = signposts(site, key, page)
    return Representation(head.linkset(links, site.iris, key, formats=_described_by(key)).encode(), head.LINKSET)


def signposts(site: Site, key: Key, page: Graph) -> list[Link]:
    """Give the typed links of a thing's page: the references to a work describe it, those to the works of others do not."""
    links = head.signposts(page, site.iris, key, formats=_described_by(key), license_iri=site.settings.license)
    if key.collection != references.WORK and references.works_of(site, key):
        document = site.iris.document(key)
        links += [
            Link(f"{document}.{one.suffix}", "alternate", one.media_type) for one in references.offers(key.collection)
        ]
    return links


def _described_by(key: Key) -> tuple[tuple[str, str], ...]:
    return (
        (*DESCRIBED_BY, *_endings(references.offers(key.collection)))
        if key.collection == references.WORK
        else DESCRIBED_BY
    )


def of_dataset(site: Site, form: Format) -> Representation:
    """Make the description of the whole dataset (VoID) in one of STATEMENTS."""
    return _statements(
        graphs.of_dataset(site.reader, site.iris),
        site.settings.base,
        form,
        Link(site.settings.base, "describes", "text/html"),
    )


def of_evidence(site: Site, key: Key, form: Format) -> Representation:
    """Make the evidence document of a thing in one of STATEMENTS. Raises ResultTooLargeError as `evidence_documents`."""
    link = Link(site.addresses.absolute(key), "describes", HTML.media_type)
    return _statements(
        evidence_documents.gather(site.while_making(), key), site.iris.evidence_document(key), form, link
    )


def of_front(site: Site) -> Representation:
    """Make the front page."""
    page = front.front(site)
    void = f"{site.settings.base}.well-known/void"
    links = [Link(void, "describedby", form.media_type) for form in STATEMENTS]
    links += head.services(site.settings.base)
    if site.settings.license is not None:
        links.append(Link(site.settings.license, "license"))
    first = page.collections[0].cards[0] if page.collections else None
    absolute = site.addresses.absolute
    values: dict[str, Any] = {
        "page": page,
        "example": absolute(first.key if first else ""),
        "base": absolute(""),
        "by_entries": site.evidence is not None,
    }
    title = site.settings.title
    preview = previews.of_page(title, address=absolute(""), site=title, description=page.summary)
    body = rendered(
        site, "front.html", here="", title=title, links=links, canonical=absolute(""), preview=preview, **values
    )
    return Representation(body, HTML.content_type, tuple(links))


def of_list(site: Site, page: front.ListPage) -> Representation:
    """Make a page of a list."""
    mark = f"{page.owner.mark}: " if page.owner and page.owner.mark else ""
    owner = f" – {mark}{page.owner.words}" if page.owner else ""
    title = f"{page.title}{owner} – {site.settings.title}"
    has_works = any(card.key.collection == references.WORK for card in page.listed.cards)
    given = references.downloads(site, page.path) if has_works else ()
    suffixes = formats.CITATIONS if has_works else ()
    links = [Link(f"{site.settings.base}{page.path}.{one.suffix}", "alternate", one.media_type) for one in suffixes]
    canonical = site.addresses.absolute(f"{page.path}{page.turn.query()}")
    body = rendered(
        site,
        "list.html",
        here=page.path,
        page=page,
        title=title,
        downloads=given,
        links=links,
        canonical=canonical,
        preview=previews.of_page(f"{page.title}{owner}", address=canonical, site=site.settings.title),
        tags=_robots(page.turn),
    )
    return Representation(body, HTML.content_type, tuple(links))


def _robots(turn: Turn) -> list[tuple[str, str]]:
    """Keep a list out of indexes that says in another order what it says in its usual one; its links may be followed."""
    return [] if turn.sort == turn.usual else [("robots", "noindex, follow")]


def of_ontology(site: Site) -> Representation:
    """Make the page of our own terms."""
    known = ontology.concepts().values()
    terms: dict[str, Any] = {
        "terms": [concept for concept in known if not concept.deprecated],
        "deprecated": [concept for concept in known if concept.deprecated],
        "policy": ontology.policy(),
    }
    body = rendered(site, "ontology.html", here="ontology", title=f"Our own terms – {site.settings.title}", **terms)
    return Representation(body, HTML.content_type)


def of_error(site: Site, status: int, *, heading: str, detail: str, choices: Sequence[Ref] = ()) -> Representation:
    """Make the page of an error: what happened, and what can be done."""
    values: dict[str, Any] = {"status": status, "heading": heading, "detail": detail, "choices": choices}
    body = rendered(site, "error.html", here="", title=f"{heading} – {site.settings.title}", **values)
    return Representation(body, HTML.content_type)


def _statements(graph: Graph, document: str, form: Format, link: Link) -> Representation:
    return Representation(WRITERS[form.name](graph, document).encode(), form.content_type, (link,))


def _html(site: Site, key: Key, graph: Graph, turn: Turn) -> Representation:
    card = site.card(key) or Card(key=key, kind="", label=key)
    if site.listings.of_first_release:
        graph = first_release.with_new_terms(graph)
    page, template, works = _view(site, card, graph, turn)
    links = signposts(site, key, graph)
    tags = []
    if key.collection == "publication":
        tags = head.scholar_tags(graph, venue_of(site, graph, site.thing(key)), site.iris.thing(key))
    tree = structured_data.build(graph, site.reader, site.iris, key=key, works=works)
    canonical = site.addresses.absolute(f"{key}{turn.query()}")
    text = page.summary
    body = rendered(
        site,
        template,
        here=key,
        page=page,
        title=f"{card.text} – {site.settings.title}" if card.text != site.settings.title else card.text,
        preview=previews.of_thing(card, address=canonical, site=site.settings.title, text=text),
        canonical=canonical,
        links=links,
        tags=[*tags, *_robots(turn)],
        data=Markup(structured_data.embedded(tree)) if tree else None,  # noqa: S704 - `embedded` escapes it
        formats=[(form.label, site.addresses.local(f"{key}.{form.suffix}")) for form in STATEMENTS],
        downloads=references.downloads(site, key) if references.works_of(site, key) else (),
    )
    return Representation(body, HTML.content_type, tuple(links))


def _view(site: Site, card: Card, graph: Graph, turn: Turn) -> tuple[ThingPage, str, list[Key]]:
    """The view of a thing, its template, the works that its JSON-LD lists."""
    if card.key.collection == "person":
        page: PersonPage = person.make(site, card, graph, turn=turn)
        return page, "person.html", [line.card.key for line in page.lines]
    if card.key.collection == "publication":
        return work.make(site, card, graph), "work.html", []
    return thing.make(site, card, graph), "thing.html", []


def works_of(site: Site, key: str) -> int:
    """How many works are listed on a person's page."""
    return site.listings.sizes(key).get(Relation.AUTHOR, 0)


def rendered(site: Site, template: str, *, here: str, title: str, **values: object) -> bytes:
    """Fill a template of a page with what every page has, and with the values of its own."""
    given: dict[str, object] = {
        "root": site.addresses.root,
        "here": site.addresses.local(here),
        "title": title,
        "site_title": site.settings.title,
        "site_language": site.settings.language,
        "license": site.settings.license,
        "menu": front.menu(site),
        "canonical": None,
        "links": (),
        "tags": [],
        "preview": None,
        "data": None,
        "formats": (),
        "downloads": (),
    }
    return render(template, **{**given, **values}).encode()
