"""Persons, organisations, projects, software, services and venues that a document describes by themselves, as records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from scholargraph.acquire.items import SourceItem
from scholargraph.model import (
    Key,
    Organization,
    OrganizationType,
    PartialDate,
    Person,
    Project,
    Record,
    Rejected,
    Role,
    RoleKind,
    RoleStatus,
    Service,
    ServiceType,
    Software,
    SoftwareType,
    SourceRecord,
    Venue,
    VenueType,
    fields_of,
)
from scholargraph.sources.builder import Content, RecordBuilder
from scholargraph.sources.parts import Fact, Neighbours
from scholargraph.sources.readers.linked.agents import named, organization_named
from scholargraph.sources.readers.linked.nodes import Graph, Node, Value
from scholargraph.sources.readers.linked.terms import (
    ORGANIZATION_TYPES,
    ORGANIZATIONS,
    PEOPLE,
    PROJECTS,
    SCHEMES_OF_ORGANIZATIONS,
    SCHEMES_OF_PEOPLE,
    SCHEMES_OF_WORKS,
    SERVICES,
    SOFTWARE_TYPES,
    STANDING_VENUES,
)
from scholargraph.sources.readers.linked.values import Facts, prose, text, tidy
from scholargraph.sources.readers.linked.venues import venue_facts, venue_type

_ROLE_KINDS: Final[Mapping[str, RoleKind]] = {
    "worksFor": RoleKind.EMPLOYMENT,
    "affiliation": RoleKind.MEMBERSHIP,
    "memberOf": RoleKind.MEMBERSHIP,
    "alumniOf": RoleKind.EDUCATION,
    "org:hasMembership": RoleKind.EDUCATION,
}
"""Properties that tie a person to an organisation. `affiliation` says no more than that there is a tie."""
_BOOKS: Final = frozenset({"Book", "bibo:Book", "CreativeWorkSeries", "WebSite"})
_MAKERS: Final = ("author", "creator", "editor")
_ROLES: Final = frozenset({"OrganizationRole", "EmployeeRole", "Role", "org:Membership", "vivo:Position"})
_STATUS: Final[Mapping[str, RoleStatus]] = {"Current": RoleStatus.CURRENT, "Former": RoleStatus.FORMER}


def kind_of_record(node: Node, graph: Graph) -> type[Record] | None:
    """Tell which record other than a work a node is; None where it is a work, or nothing that is kept."""
    if node.has_type(PEOPLE):
        return Person
    if node.has_type(PROJECTS):
        return Project
    if node.has_type(ORGANIZATIONS):
        return Organization
    if node.has_type(STANDING_VENUES) or (
        node.is_container and node.has_type(_BOOKS) and not graph.things(node, *_MAKERS)
    ):
        return Venue
    if node.has_type(SERVICES):
        return Service
    if node.has_type(frozenset(SOFTWARE_TYPES)) and not graph.things(node, "author", "isPartOf", "publisher"):
        return Software
    return None


@dataclass(slots=True)
class Writer:
    """Makes the records of one document that are no works. `known` are the keys of the nodes that become records."""

    item: SourceItem
    content: Content | None
    graph: Graph
    neighbours: Neighbours
    known: Mapping[int, Key]
    refused: list[Rejected] = field(default_factory=list)

    def record(self, node: Node, kind: type[Record], name: str, *, numbered: bool) -> SourceRecord | Rejected:
        """Make the record of a node."""
        said = RecordBuilder(self.item, kind, name, at=node.at, quote=node.quote, content=self.content)
        said.numbered = numbered
        facts = Facts()
        called = self._name(node, facts)
        if called is None:
            return said.reject(f"This {kind.__name__.lower()} has no name, so nothing of it is kept: give it one.")
        _WRITERS[kind](self, node, facts)
        many = {name: field.many for name, field in fields_of(kind).items()}
        for fact in facts.found:
            if fact.field not in many:
                continue
            if many[fact.field]:
                said.add(fact.field, fact.value, at=fact.at, quote=fact.quote)
            elif said.value(fact.field) in {None, said.plain(fact.field, fact.value)}:
                said.set(fact.field, fact.value, at=fact.at, quote=fact.quote)
        source, id_ = self.item.source, self.item.id
        self.refused += [Rejected(source, reason, id_, at) for reason, at in facts.refused]
        return said.build()

    def _name(self, node: Node, facts: Facts) -> Value | None:
        """Note the name and other names; a person may have only its parts."""
        names = self.graph.words(node, "name")
        if not names:
            parts = self.graph.words(node, "givenName")[:1] + self.graph.words(node, "familyName")[:1]
            if not parts:
                return None
            last = parts[-1]
            names = [Value(" ".join(tidy(one.text) for one in parts), last.at, last.quote)]
        first = tidy(names[0].text)
        facts.say("name", first, names[0])
        for other in [*names[1:], *self.graph.words(node, "alternateName")]:
            facts.say("name" if tidy(other.text) == first else "alternate_names", tidy(other.text), other)
        return names[0]

    def person(self, node: Node, facts: Facts) -> None:
        """Note what is said of a person."""
        graph = self.graph
        for name, property_ in (("given_name", "givenName"), ("family_name", "familyName")):
            value = graph.first(node, property_)
            if value is not None:
                facts.say(name, tidy(value.text), value)
        story = graph.first(node, "description")
        if story is not None:
            facts.say("biography", prose(story), story)
        for name, property_ in (("topics", "knowsAbout"), ("awards", "award")):
            for value in graph.words(node, property_):
                if "://" not in value.text:
                    facts.say(name, text(value), value)
        facts.identifiers(node, graph, SCHEMES_OF_PEOPLE)
        self._homepage(node, facts)
        self._roles(node, facts)

    def _roles(self, node: Node, facts: Facts) -> None:
        """Note what a person is at organisations; a title belongs to the one employment that it can belong to."""
        title = self.graph.first(node, "jobTitle")
        direct: dict[str, tuple[RoleKind, Value]] = {}
        with_role: set[tuple[str, RoleKind]] = set()
        for property_, kind in _ROLE_KINDS.items():
            for thing in self.graph.things(node, property_):
                if isinstance(thing, Node) and thing.has_type(_ROLES):
                    role = self._role(thing, kind, property_, facts)
                    if role is not None:
                        with_role.add((role.organization, role.kind))
                    continue
                place = self._organization(thing, facts)
                if place is not None and (place[0] not in direct or kind is RoleKind.EMPLOYMENT):
                    direct.setdefault(place[0], (kind, place[1]))
        free = {key: one for key, one in direct.items() if not any(key == other for other, _ in with_role)}
        employers = [key for key, (kind, _) in free.items() if kind is RoleKind.EMPLOYMENT]
        titled = employers or [key for key, (kind, _) in free.items() if kind is RoleKind.MEMBERSHIP]
        for key, (kind, of) in free.items():
            called = text(title) if title is not None and titled == [key] else None
            status = None if kind is RoleKind.EDUCATION else RoleStatus.CURRENT
            facts.say("roles", Role(organization=Key(key), kind=kind, title=called, status=status), of)

    def _role(self, node: Node, kind: RoleKind, property_: str, facts: Facts) -> Role | None:
        """Read a role as a thing of its own (schema.org's OrganizationRole, a membership of the Organization Ontology)."""
        graph = self.graph
        things = graph.things(node, property_, "org:organization")
        place = next((found for thing in things if (found := self._organization(thing, facts)) is not None), None)
        if place is None:
            return None
        called = graph.first(node, "roleName", "jobTitle", "name")
        status = graph.first(node, "sg:roleStatus")
        dates: dict[str, PartialDate | None] = {}
        for name in ("startDate", "endDate"):
            dated = Facts()
            dated.date("issued", graph.first(node, name))
            dates[name] = dated.value("issued")
            facts.refused += dated.refused
        role = Role(
            organization=Key(place[0]),
            kind=kind,
            title=text(called),
            status=None if status is None else _STATUS.get(status.text.rsplit("#", 1)[-1]),
            start=dates["startDate"],
            end=dates["endDate"],
        )
        facts.say("roles", role, called or place[1])
        return role

    def _organization(self, thing: Value | Node, facts: Facts) -> tuple[str, Value] | None:
        """Give the key of an organisation that is named, of a record or one beside it, and where it is named."""
        if isinstance(thing, Node):
            key = self.known.get(id(thing))
            name = self.graph.first(thing, "name")
            if name is None or (key is not None and not key.startswith(("organization", "project"))):
                return None
            if key is not None:
                return str(key), name
            found = Facts()
            self.organization(thing, found)
            facts.refused += found.refused
            told = [fact for fact in found.found if fact.field not in {"parent", "founders"}]
            return str(
                self.neighbours.organization(_once([_fact("name", name), *told]), at=name.at, quote=name.quote)
            ), name
        if thing.is_iri or "://" in thing.text or not tidy(thing.text):
            return None
        return str(self.neighbours.organization([_fact("name", thing)], at=thing.at, quote=thing.quote)), thing

    def organization(self, node: Node, facts: Facts) -> None:
        """Note what is said of an organisation."""
        graph = self.graph
        kind = next((ORGANIZATION_TYPES[name] for name in ORGANIZATION_TYPES if node.has_type(frozenset({name}))), None)
        if kind is not None and kind is not OrganizationType.ORGANIZATION:
            facts.say("type", kind, next(one for one in node.types if ORGANIZATION_TYPES.get(one.text) is kind))
        self._described(node, facts)
        facts.date("founded", graph.first(node, "foundingDate"))
        facts.identifiers(node, graph, SCHEMES_OF_ORGANIZATIONS)
        self._keys(node, facts, "parent", ("parentOrganization",))
        self._keys(node, facts, "founders", ("founder",))
        self._homepage(node, facts)

    def project(self, node: Node, facts: Facts) -> None:
        """Note what is said of a project."""
        self._described(node, facts)
        facts.identifiers(node, self.graph, frozenset())
        self._keys(node, facts, "founders", ("founder",))
        self._homepage(node, facts)

    def software(self, node: Node, facts: Facts) -> None:
        """Note what is said of software."""
        kind = next(SOFTWARE_TYPES[name] for name in SOFTWARE_TYPES if node.has_type(frozenset({name})))
        if kind is not SoftwareType.APPLICATION:
            facts.say("type", kind, next(one for one in node.types if SOFTWARE_TYPES.get(one.text) is kind))
        self._described(node, facts)
        facts.identifiers(node, self.graph, SCHEMES_OF_WORKS)
        facts.date("issued", self.graph.first(node, "datePublished"))
        facts.address("repository", self.graph.first(node, "codeRepository"))
        self._keys(node, facts, "makers", ("creator",))
        self._homepage(node, facts)

    def service(self, node: Node, facts: Facts) -> None:
        """Note what is said of a service."""
        web = [one for one in node.types if one.text == "WebAPI"]
        if web:
            facts.say("type", ServiceType.WEB_API, web[0])
        self._described(node, facts)
        facts.identifiers(node, self.graph, frozenset())
        self._keys(node, facts, "makers", ("creator", "provider"))
        self._homepage(node, facts)

    def venue(self, node: Node, facts: Facts) -> None:
        """Note what is said of a venue."""
        kind = venue_type(node)
        if kind is not None and kind is not VenueType.OTHER:
            facts.say("type", kind, node.types[0])
        venue_facts(node, self.graph, facts)
        facts.found = [one for one in facts.found if one.field != "issued"]
        facts.date("issued", self.graph.first(node, "datePublished"))
        number = self.graph.first(node, "volumeNumber", "bibo:volume")
        if number is not None:
            facts.say("volume", tidy(number.text), number)
        publisher = organization_named(named(self.graph.things(node, "publisher"), self.graph, {}, facts=facts))
        if publisher is not None:
            facts.say("publisher", publisher.agent, publisher.of)
        self._keys(node, facts, "part_of", ("isPartOf",))
        self._homepage(node, facts)

    def _described(self, node: Node, facts: Facts) -> None:
        story = self.graph.first(node, "description")
        if story is not None:
            facts.say("description", prose(story), story)

    def _homepage(self, node: Node, facts: Facts) -> None:
        for url in self.graph.words(node, "url")[:1]:
            if not any(fact.field == "identifiers" and fact.at == url.at for fact in facts.found):
                facts.address("homepage", url)

    def _keys(self, node: Node, facts: Facts, name: str, properties: tuple[str, ...]) -> None:
        """Note other records of this document that a field refers to."""
        allowed = {"parent": ("organization",), "part_of": ("venue",)}.get(name, ("person", "organization", "project"))
        for thing in self.graph.nodes_of(node, *properties):
            key = self.known.get(id(thing))
            of = self.graph.first(thing, "name")
            if key is not None and of is not None and key.startswith(allowed) and thing is not node:
                facts.say(name, key, of)


_WRITERS: Final[Mapping[type[Record], Callable[[Writer, Node, Facts], None]]] = {
    Person: Writer.person,
    Organization: Writer.organization,
    Project: Writer.project,
    Software: Writer.software,
    Service: Writer.service,
    Venue: Writer.venue,
}


def _fact(name: str, of: Value) -> Fact:
    return Fact(name, tidy(of.text), of.at, of.quote)


def _once(facts: list[Fact]) -> list[Fact]:
    """Give facts of an organisation, of fields of one value only the first."""
    fields, seen = fields_of(Organization), set[str]()
    kept = []
    for fact in facts:
        if fact.field in fields and (fields[fact.field].many or fact.field not in seen):
            seen.add(fact.field)
            kept.append(fact)
    return kept


def refused(writer: Writer) -> Iterator[Rejected]:
    """Give what was refused since the last call."""
    found, writer.refused = writer.refused, []
    yield from found
