"""References to works in the formats of reference managers and spreadsheets: of a work, of all works of a thing, of a list.

Of many works an address gives a piece at a time, so that no request costs what the site's size does. It negotiates nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from scholargraph.citation import WRITERS, Citation, CitationReader
from scholargraph.formats import CITATIONS, Format
from scholargraph.iris import Key
from scholargraph.pages.bodies import Representation
from scholargraph.pages.head import Link
from scholargraph.pages.relations import Relation
from scholargraph.pages.site import Ref, Site

WORK: Final = "publication"
"""The collection whose things are works."""
PIECE: Final = 1000
"""How many works one address gives."""

RELATIONS: Final[Mapping[str, tuple[Relation, ...]]] = {
    "person": (Relation.AUTHOR, Relation.EDITOR, Relation.TRANSLATOR),
    "organization": (Relation.AUTHOR, Relation.ISSUED, Relation.PUBLISHED),
    "venue": (Relation.CONTENTS,),
}
"""The works of a thing, by its collection: of a person those that they wrote, edited, translated."""
_LISTS: Final = frozenset({*RELATIONS, WORK})


def offers(collection: str) -> tuple[Format, ...]:
    """Give the formats of references that a thing of a collection can be had in."""
    return CITATIONS if collection in _LISTS else ()


def has_piece(site: Site, owner: str, number: int, relation: Relation | None = None) -> bool:
    """Whether there is such a piece: of a thing's references, of which the first is there even without any works, or of a list's."""
    if relation is None:
        return 1 <= number <= max(1, _pieces(site, owner, _relations(owner)))
    return 1 <= number <= _pieces(site, owner, (relation,))


def of_thing(site: Site, key: Key, form: Format, *, number: int = 1) -> Representation:
    """Write the reference to a work, or a piece of those to the works of a person, an organisation or a venue."""
    document = Link(site.iris.document(key), "describes", "text/html")
    if key.collection == WORK:
        return Representation(_written(site, [key], form), form.content_type, (document,))
    return _piece(site, key, _relations(key), form=form, number=number, path=key)


def of_list(site: Site, owner: str, relation: Relation, *, form: Format, number: int = 1) -> Representation:
    """Write a piece of the references to the works of a list; what else it holds is left out."""
    path = owner if relation is Relation.MEMBERS else f"{owner}/{relation}"
    return _piece(site, owner, (relation,), form=form, number=number, path=path)


def of_works(site: Site, keys: Iterable[Key], form: Format, *, links: tuple[Link, ...] = ()) -> Representation:
    """Write the references to the works among some things."""
    return Representation(_written(site, keys, form), form.content_type, links)


def _piece(
    site: Site, owner: str, relations: tuple[Relation, ...], *, form: Format, number: int, path: str
) -> Representation:
    more = number < _pieces(site, owner, relations)
    links = (Link(f"{site.iris.base}{path}.{form.suffix}?page={number + 1}", "next"),) if more else ()
    keys = _members(site, owner, relations, start=(number - 1) * PIECE)
    return Representation(_written(site, keys, form), form.content_type, links)


def _relations(owner: str) -> tuple[Relation, ...]:
    return RELATIONS.get(owner.partition("/")[0], ())


def _pieces(site: Site, owner: str, relations: Iterable[Relation]) -> int:
    sizes = site.listings.sizes(owner)
    return -(-sum(sizes.get(relation, 0) for relation in relations) // PIECE)


def _members(site: Site, owner: str, relations: Iterable[Relation], *, start: int) -> Iterator[Key]:
    """The members of a stretch of several lists that stand one after the other."""
    sizes = site.listings.sizes(owner)
    wanted = PIECE
    for relation in relations:
        size = sizes.get(relation, 0)
        if start < size and wanted:
            found = site.listings.members(owner, relation, start=start, count=wanted)
            wanted -= len(found)
            yield from found
        start = max(0, start - size)


def _written(site: Site, keys: Iterable[Key], form: Format) -> bytes:
    return b"".join(WRITERS[form.name](_citations(site, keys)))


def _citations(site: Site, keys: Iterable[Key]) -> Iterator[Citation]:
    reader = CitationReader(site.reader, site.iris)
    for key in dict.fromkeys(keys):  # who wrote and edited a work has it once
        made = reader.of_work(key) if key.collection == WORK else None
        if made is not None:
            yield made


def works_of(site: Site, key: Key) -> int:
    """Give how many works a thing's references are of, as its lists count them; of a work it is one."""
    if key.collection == WORK:
        return 1
    sizes = site.listings.sizes(key)
    return sum(sizes.get(relation, 0) for relation in _relations(key))


def downloads(site: Site, path: str) -> tuple[Ref, ...]:
    """Give the addresses of the references to what stands at a path, for people."""
    return tuple(
        Ref(form.label, site.addresses.local(f"{path}.{form.suffix}"), note=form.media_type) for form in CITATIONS
    )
