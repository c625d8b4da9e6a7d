"""Term maps that every table may use: a value in, an RDF term out.

Each takes one type and raises TypeError for another; none knows a class of record.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from scholargraph.iris import Key
from scholargraph.mapping.engine import Described, Node, TermMap
from scholargraph.model import Gap, Identifier, PartialDate, Text, Url
from scholargraph.ntriples import Term, Triple, iri, literal
from scholargraph.vocab import FOAF, RDF, SDO, SG, XSD, Iri

_DATATYPES: Final = {1: XSD.gYear, 2: XSD.gYearMonth, 3: XSD.date}
TYPE: Final = iri(RDF.type)


def take(kind: type, value: object) -> None:
    """Refuse a value of another type: `Literal(obj)` would store what it looks like. Raises TypeError."""
    if type(value) is not kind:
        raise TypeError(f"this term map takes {kind.__name__}, not {type(value).__name__}: {value!r}")


def _kind_of(table: Mapping[Any, object]) -> type:
    """The one type of a table's values."""
    (kind,) = {type(value) for value in table}
    return kind


def text(value: Text, node: Node) -> Term:
    """Words with their language, if they have one."""
    take(Text, value)
    return literal(value.value, language=value.language)


def string(value: str, node: Node) -> Term:
    """A plain string: a name, a volume."""
    take(str, value)
    return literal(value)


def integer(value: int, node: Node) -> Term:
    """A whole number."""
    take(int, value)
    return literal(str(value), datatype=XSD.integer)


def flag(value: bool, node: Node) -> Term | None:  # noqa: FBT001 - a term map takes the field's value
    """True is said; False is not, since it only says that nobody knows."""
    take(bool, value)
    return literal("true", datatype=XSD.boolean) if value else None


def date(value: PartialDate, node: Node) -> Term:
    """A date as precise as it is known: xsd:gYear, xsd:gYearMonth or xsd:date."""
    take(PartialDate, value)
    words = str(value)
    return literal(words, datatype=_DATATYPES[words.count("-") + 1])


def year(value: PartialDate, node: Node) -> Term:
    """The year of a date as xsd:gYear."""
    take(PartialDate, value)
    return literal(f"{value.year:04d}", datatype=XSD.gYear)


def year_number(value: PartialDate, node: Node) -> Term:
    """The year as a number: engines give xsd:gYear no order."""
    take(PartialDate, value)
    return literal(str(value.year), datatype=XSD.integer)


def link(value: Url, node: Node) -> Term:
    """A web address as an IRI."""
    take(Url, value)
    return iri(value)


def thing(value: Key, node: Node) -> Term:
    """Another record."""
    take(Key, value)
    return node.thing(value)


def one_of(table: Mapping[Any, Iri]) -> TermMap:
    """A value of an enumeration as a vocabulary term; what the table lacks is declined."""
    kind = _kind_of(table)

    def term(value: StrEnum | str, node: Node) -> Term | None:
        take(kind, value)
        found = table.get(value)
        return None if found is None else iri(found)

    return term


def label_of(table: Mapping[Any, str]) -> TermMap:
    """A value of an enumeration in words; what the table lacks is declined."""
    kind = _kind_of(table)

    def term(value: StrEnum | str, node: Node) -> Term | None:
        take(kind, value)
        found = table.get(value)
        return None if found is None else literal(found)

    return term


def property_value(value: Identifier, node: Node) -> Described:
    """An identifier as schema:PropertyValue, with a hash IRI made of its scheme and value's place."""
    take(Identifier, value)
    term = node.own(f"{_prefix(node)}identifier-{node.number}")
    triples: list[Triple] = [
        (term, TYPE, iri(SDO.PropertyValue)),
        (term, iri(SDO.propertyID), literal(value.label)),
        (term, iri(SDO.value), literal(value.value)),
    ]
    if value.iri.startswith("http"):
        triples.append((term, iri(SDO.url), iri(value.iri)))
    return Described(term, tuple(triples))


def curie(value: Identifier, node: Node) -> Term:
    """An identifier as `scheme:value`."""
    take(Identifier, value)
    return literal(str(value))


def bare(*schemes: str) -> TermMap:
    """The bare value of an identifier of these schemes."""

    def term(value: Identifier, node: Node) -> Term | None:
        take(Identifier, value)
        return literal(value.value) if value.scheme in schemes else None

    return term


def resolvable(*schemes: str) -> TermMap:
    """The IRI of an identifier of these schemes."""

    def term(value: Identifier, node: Node) -> Term | None:
        take(Identifier, value)
        return iri(value.iri) if value.scheme in schemes else None

    return term


def named_agent(fragment: str) -> TermMap:
    """An organisation of which only the printed name is known, as a node of the record."""

    def term(value: str, node: Node) -> Described:
        take(str, value)
        agent = node.own(fragment)
        return Described(agent, (
            (agent, TYPE, iri(SDO.Organization)),
            (agent, TYPE, iri(FOAF.Organization)),
            (agent, iri(SDO.name), literal(value)),
            (agent, iri(FOAF.name), literal(value)),
        ))  # fmt: skip

    return term


GAPS: Final[Mapping[Gap, Iri]] = {
    Gap.TITLE_LOST: SG.TitleLost,
    Gap.AUTHORS_TRUNCATED: SG.AuthorsTruncated,
    Gap.AUTHORS_LOST: SG.AuthorsLost,
    Gap.POSITION_UNKNOWN: SG.PositionUnknown,
    Gap.DATE_UNKNOWN: SG.DateUnknown,
    Gap.VENUE_UNKNOWN: SG.VenueUnknown,
    Gap.TYPE_UNKNOWN: SG.TypeUnknown,
    Gap.NAME_UNKNOWN: SG.NameUnknown,
}
gap: Final = one_of(GAPS)


def _prefix(node: Node) -> str:
    """The fragment of a node inside the record, so that what belongs to it gets a name of its own."""
    fragment = node.subject.rpartition("#")[2].rstrip(">")
    return "" if fragment == "this" else f"{fragment}-"
