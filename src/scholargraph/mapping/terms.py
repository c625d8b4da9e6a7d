"""Term maps that every table may use: a value in, an RDF term out.

Each takes one type and raises TypeError for another; none knows a class of record. Those with settings are `partial`s, so
that two that were made alike are equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import partial
from typing import Any, Final

from scholargraph.iris import Key
from scholargraph.mapping.engine import Node, NodeClasses, Row, TermMap, row
from scholargraph.model import Agent, AgentKind, Gap, Identifier, MarkedText, PartialDate, Text, Url
from scholargraph.ntriples import Term, iri, literal
from scholargraph.vocab import DCTERMS, FOAF, SDO, SG, XSD, Iri

_DATATYPES: Final = {1: XSD.gYear, 2: XSD.gYearMonth, 3: XSD.date}


def take(kind: type, value: object) -> None:
    """Refuse a value of another type: `Literal(obj)` would store what it looks like. Raises TypeError."""
    if type(value) is not kind:
        raise TypeError(f"this term map takes {kind.__name__}, not {type(value).__name__}: {value!r}")


def text(value: Text, node: Node) -> Term:
    """Words with their language, if they have one."""
    take(Text, value)
    return literal(value.value, language=value.language)


def markup(value: MarkedText, node: Node) -> Term:
    """Words with their markup, as HTML."""
    take(MarkedText, value)
    return literal(value.html)


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
    return partial(_listed, _kind_of(table), {value: iri(term) for value, term in table.items()})


def label_of(table: Mapping[Any, str]) -> TermMap:
    """A value of an enumeration in words; what the table lacks is declined."""
    return partial(_listed, _kind_of(table), {value: literal(words) for value, words in table.items()})


def _listed(kind: type, table: Mapping[Any, Term], value: StrEnum | str, node: Node) -> Term | None:
    take(kind, value)
    return table.get(value)


def _kind_of(table: Mapping[Any, object]) -> type:
    """The one type of a table's values."""
    (kind,) = {type(value) for value in table}
    return kind


# ── Identifiers ───────────────────────────────────────────────────────────────────────────────────────────────────


def curie(value: Identifier, node: Node) -> Term:
    """An identifier as `scheme:value`."""
    take(Identifier, value)
    return literal(str(value))


def identifier_node(value: Identifier, node: Node) -> Term:
    """The schema:PropertyValue of an identifier: a hash IRI made of its place."""
    take(Identifier, value)
    return node.own(f"{_prefix(node)}identifier-{node.number}")


def scheme(value: Identifier, node: Node) -> Term:
    """What the identifier's scheme is called."""
    take(Identifier, value)
    return literal(value.label)


def bare_value(value: Identifier, node: Node) -> Term:
    """The identifier without its scheme."""
    take(Identifier, value)
    return literal(value.value)


def web_address(value: Identifier, node: Node) -> Term | None:
    """Where the identifier leads to on the web, if it does."""
    take(Identifier, value)
    return iri(value.iri) if value.iri.startswith("http") else None


def bare(*schemes: str) -> TermMap:
    """The bare value of an identifier of these schemes."""
    return partial(_bare, schemes)


def _bare(schemes: tuple[str, ...], value: Identifier, node: Node) -> Term | None:
    take(Identifier, value)
    return literal(value.value) if value.scheme in schemes else None


def resolvable(*schemes: str) -> TermMap:
    """The IRI of an identifier of these schemes."""
    return partial(_resolvable, schemes)


def _resolvable(schemes: tuple[str, ...], value: Identifier, node: Node) -> Term | None:
    take(Identifier, value)
    return iri(value.iri) if value.scheme in schemes else None


def identifier_rows(*same_as: str, **bare_in: Iri) -> tuple[Row, ...]:
    """Say the identifiers of a thing: each as schema:PropertyValue and as `scheme:value`.

    `same_as` are the schemes whose IRIs are schema:sameAs; `bare_in` gives, by scheme, the property of the bare value.
    """
    return (
        row("identifiers", identifier_node, SDO.identifier, slot=SG.identifierNode),
        row("identifiers", scheme, SDO.propertyID, subject=SG.identifierNode, slot=SG.scheme),
        row("identifiers", bare_value, SDO.value, subject=SG.identifierNode, slot=SG.bareValue),
        row("identifiers", web_address, SDO.url, subject=SG.identifierNode, slot=SG.webAddress),
        row("identifiers", curie, DCTERMS.identifier),
        *(row("identifiers", bare(name), term, slot=SG[name]) for name, term in bare_in.items()),
        row("identifiers", resolvable(*same_as), SDO.sameAs, slot=SG.sameThing),
    )


IDENTIFIER_NODES: Final = NodeClasses(
    "identifiers", SG.identifierNode, lambda _: (SDO.PropertyValue,), (SDO.PropertyValue,)
)


# ── Agents ────────────────────────────────────────────────────────────────────────────────────────────────────────

AGENT_CLASSES: Final[Mapping[AgentKind, tuple[Iri, ...]]] = {
    AgentKind.PERSON: (SDO.Person, FOAF.Person),
    AgentKind.ORGANIZATION: (SDO.Organization, FOAF.Organization),
    AgentKind.GROUP: (SDO.Organization, FOAF.Group),
    AgentKind.UNDECIDED: (FOAF.Agent,),
}
"""The classes of an agent of which only the printed name is known, as a node of the work that it is printed on."""

EVERY_AGENT_CLASS: Final = tuple(dict.fromkeys(kind for kinds in AGENT_CLASSES.values() for kind in kinds))


def agent_or_record(fragment: str) -> TermMap:
    """An agent: its record, once it is known, otherwise a node of this record with that fragment."""
    return partial(_agent, fragment)


def _agent(fragment: str, value: Agent, node: Node) -> Term:
    take(Agent, value)
    return node.own(fragment) if value.record is None else node.thing(value.record)


def local_agent(fragment: str) -> TermMap:
    """The node of an agent that has no record."""
    return partial(_local_agent, fragment)


def _local_agent(fragment: str, value: Agent, node: Node) -> Term | None:
    take(Agent, value)
    return node.own(fragment) if value.record is None else None


def agent_name(value: Agent, node: Node) -> Term | None:
    """The printed name of an agent."""
    take(Agent, value)
    return None if value.printed is None else literal(value.printed)


def agent_rows(field: str, *predicates: Iri, fragment: str) -> tuple[Row, ...]:
    """Say an agent of which there is one (a publisher): its record, or a node with its printed name.

    `fragment` names the node. A version's label is a fragment, too: one with a hyphen can be no label.
    """
    return (
        row(field, agent_or_record(fragment), *predicates),
        row(field, local_agent(fragment), slot=SG.localAgent),
        row(field, agent_name, SDO.name, FOAF.name, subject=SG.localAgent, slot=SG.nameAsPrinted),
    )


def agent_nodes(field: str) -> NodeClasses:
    """The classes of such an agent's node."""
    return NodeClasses(field, SG.localAgent, lambda value: AGENT_CLASSES[value.kind], EVERY_AGENT_CLASS)


GAPS: Final[Mapping[Gap, Iri]] = {
    Gap.TITLE_LOST: SG.TitleLost,
    Gap.AUTHORS_TRUNCATED: SG.AuthorsTruncated,
    Gap.AUTHORS_LOST: SG.AuthorsLost,
    Gap.POSITION_UNKNOWN: SG.PositionUnknown,
    Gap.DATE_UNKNOWN: SG.DateUnknown,
    Gap.VENUE_UNKNOWN: SG.VenueUnknown,
    Gap.TYPE_UNKNOWN: SG.TypeUnknown,
    Gap.ABSTRACT_CUT: SG.AbstractCut,
    Gap.NAME_UNKNOWN: SG.NameUnknown,
    Gap.AUTHOR_UNNAMED: SG.AuthorUnnamed,
}
gap: Final = one_of(GAPS)


def _prefix(node: Node) -> str:
    """The fragment of a node inside the record, so that what belongs to it gets a name of its own."""
    fragment = node.subject.rpartition("#")[2].rstrip(">")
    return "" if fragment == "this" else f"{fragment}-"
