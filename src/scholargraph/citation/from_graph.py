"""The citation of a work, read out of the statements of a published graph: about the work, its nodes and its neighbours.

It asks by subject only, so what one citation costs depends on the work and not on the size of the graph.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol, TypeVar

from scholargraph.bibliography.markup import words_of
from scholargraph.citation.model import Citation, CitedVersion, Container, Contributor, Label, Notice
from scholargraph.citation.names import NameParts, parts_of
from scholargraph.citation.terms import (
    DEGREES,
    EDITORIAL_STATES,
    GAPS,
    NOTICE_KINDS,
    OPEN_ACCESS,
    STATUS_LABELS,
    agent_kind_of,
    type_of,
    venue_type_of,
)
from scholargraph.errors import IdentifierError
from scholargraph.identifiers import Identifier, parse_identifier
from scholargraph.iris import Iris, Key
from scholargraph.model import AgentKind, Gap, PartialDate, PublicationStatus
from scholargraph.ntriples import Literal, Term, Triple, iri, iri_value, is_iri, parse_literal
from scholargraph.vocab import BIBO, DCTERMS, FOAF, RDF, SDO, SG, VIVO, Iri

_NEIGHBOURS: Final = 4096
"""How many venues, persons and organisations are kept for the next work."""
_UNPLACED: Final = 1 << 30
_VALUE = TypeVar("_VALUE")


class Statements(Protocol):
    """What a citation asks of a snapshot."""

    def about(self, subject: Term, graph: Term | None = None) -> list[Triple]:
        """Give every statement about a subject."""
        ...


class Node:
    """What is said of one subject."""

    def __init__(self, subject: Term, triples: Iterable[Triple]) -> None:
        self.subject = subject
        self._values: dict[Term, list[Term]] = {}
        for _, predicate, value in triples:
            self._values.setdefault(predicate, []).append(value)
        self._forms: dict[str, str] | None = None

    def __bool__(self) -> bool:
        return bool(self._values)

    def values(self, predicate: Iri) -> list[Term]:
        """Give the values of a predicate, sorted."""
        return sorted(self._values.get(Term(f"<{predicate}>"), ()))

    def links(self, predicate: Iri) -> list[str]:
        """Give the values that are IRIs, without brackets."""
        return [iri_value(value) for value in self.values(predicate) if is_iri(value)]

    def literals(self, predicate: Iri) -> list[Literal]:
        """Give the values that are literals."""
        return [parse_literal(value) for value in self.values(predicate) if not is_iri(value)]

    def words(self, *predicates: Iri) -> str | None:
        """Give the words of the first literal of the first predicate that has one."""
        return next((one.value for predicate in predicates for one in self.literals(predicate)), None)

    def label(self, predicate: Iri) -> Label | None:
        """Give the first literal with its language and its markup."""
        return next(iter(self.labels(predicate)), None)

    def labels(self, predicate: Iri) -> tuple[Label, ...]:
        """Give the literals with their languages and their markup."""
        return tuple(Label(one.value, one.language, self.html(one.value)) for one in self.literals(predicate))

    def date(self, predicate: Iri) -> PartialDate | None:
        """Give a date as precise as it is stated."""
        words = self.words(predicate)
        try:
            return None if words is None else PartialDate.parse(words)
        except ValueError:
            return None  # a graph that others wrote into may hold anything

    def identifiers(self) -> tuple[Identifier, ...]:
        """Give the identifiers of the subject, sorted by scheme and value."""
        return tuple(sorted(filter(None, map(_identifier, self.literals(DCTERMS.identifier)))))

    def of_table(self, predicate: Iri, table: Mapping[Iri, _VALUE]) -> list[_VALUE]:
        """Give what a table has for the terms that the subject has for a predicate, in the order of the table."""
        found = set(self.links(predicate))
        return [value for term, value in table.items() if term in found]

    def html(self, words: str) -> str | None:
        """Give words as they stand with markup in the source, if they do."""
        if self._forms is None:
            self._forms = {words_of(form.value): form.value for form in self.literals(SG.markedForm)}
        return self._forms.get(words)


def _identifier(literal: Literal) -> Identifier | None:
    try:
        return parse_identifier(literal.value)
    except IdentifierError:
        return None


class CitationReader:
    """Reads citations out of a snapshot; what many works share is read once. One thread may use it at a time."""

    def __init__(self, statements: Statements, iris: Iris) -> None:
        self._statements = statements
        self._iris = iris
        self._neighbours: OrderedDict[Term, Node] = OrderedDict()

    def of_work(self, key: str) -> Citation | None:
        """Give the citation of a work; None where the graph knows no such work."""
        work = self._node(iri(self._iris.thing(key)))
        if not work.values(RDF.type):
            return None
        gaps = tuple(work.of_table(SG.gap, GAPS))
        return Citation(
            key=Key(key),
            iri=self._iris.thing(key),
            type=type_of(work.links(RDF.type)),
            title=work.label(DCTERMS.title),
            alternate_titles=work.labels(DCTERMS.alternative),
            authors=self._authors(work),
            authors_complete=bool(work.values(BIBO.authorList)),
            authors_cut=not {Gap.AUTHORS_TRUNCATED, Gap.AUTHOR_UNNAMED}.isdisjoint(gaps),
            editors=self._people(work, SDO.editor),
            translators=self._people(work, SDO.translator),
            supervisors=self._people(work, SG.supervisor),
            issued=work.date(SDO.datePublished),
            container=self._container(work),
            volume=work.words(BIBO.volume),
            issue=work.words(BIBO.issue),
            first_page=work.words(BIBO.pageStart),
            last_page=work.words(BIBO.pageEnd),
            page_count=work.words(BIBO.numPages),
            article=work.words(BIBO.locator),
            edition=work.words(BIBO.edition),
            number=work.words(BIBO.number),
            genre=work.words(SDO.genre),
            event=self._event(work),
            place=work.words(VIVO.placeOfPublication),
            degree=_first(work.of_table(BIBO.degree, DEGREES)),
            institution=self._name(work, SDO.sourceOrganization),
            publisher=self._name(work, SDO.publisher),
            status=_status(work),
            identifiers=work.identifiers(),
            url=_first(work.links(SDO.url)),
            links=_links(work),
            full_texts=self._full_texts(work),
            open_access=_first(work.of_table(SG.openAccess, OPEN_ACCESS)),
            license=_first(work.links(SDO.license)),
            rights=work.words(SDO.conditionsOfAccess),
            funding=self._funding(work),
            abstract=work.label(SG.abstractCleaned) or work.label(DCTERMS.abstract),
            keywords=tuple(one.value for one in work.literals(SDO.keywords)),
            language=work.words(SDO.inLanguage),
            versions=self._versions(work),
            editorial=_first(work.of_table(SG.editorialStatus, EDITORIAL_STATES)),
            notices=self._notices(work),
            gaps=gaps,
        )

    def _node(self, subject: Term) -> Node:
        return Node(subject, self._statements.about(subject))

    def _neighbour(self, subject: Term) -> Node:
        """What is said of something that many works may point at."""
        found = self._neighbours.get(subject)
        if found is None:
            found = self._node(subject) if subject.startswith(f"<{self._iris.base}") else Node(subject, ())
            self._neighbours[subject] = found
            if len(self._neighbours) > _NEIGHBOURS:
                self._neighbours.popitem(last=False)
        else:
            self._neighbours.move_to_end(subject)
        return found

    def _near(self, work: Node, subject: Term) -> Node:
        """A node of the work itself, which no other work shares, or a neighbour."""
        own = subject.startswith(f"{work.subject.partition('#')[0]}#")
        return self._node(subject) if own else self._neighbour(subject)

    def _name(self, work: Node, predicate: Iri) -> str | None:
        """The name of the first thing that a predicate points at."""
        return self._name_of(work, work, predicate)

    # ── Contributors ──────────────────────────────────────────────────────────────────────────────────────────────

    def _authors(self, work: Node) -> tuple[Contributor, ...]:
        """The authors by their known positions, then those at no known place; each as printed on this work."""
        found: list[tuple[int, int, Term, str | None]] = []
        told: set[Term] = set()
        for tie in work.values(VIVO.relatedBy):
            node = self._node(tie)
            rank = node.words(VIVO.rank)
            place = int(rank) if rank is not None and rank.isdecimal() else _UNPLACED
            names = [one.value for one in node.literals(SG.printedName)]
            for who in node.values(VIVO.relates):
                if who != work.subject:
                    told.add(who)
                    found.append((place, _last_number(tie), who, self._preferred(work, who, names)))
        found += [(_UNPLACED, _last_number(who), who, None) for who in work.values(SDO.author) if who not in told]
        found.sort(key=lambda one: one[:3])
        return tuple(made for _, _, who, name in found if (made := self._contributor(work, who, name)) is not None)

    def _preferred(self, work: Node, who: Term, names: list[str]) -> str | None:
        """Of several printed forms the one that the agent goes by, otherwise the longest."""
        known = self._near(work, who).words(SDO.name) if len(names) > 1 else None
        return known if known in names else max(names, key=lambda name: (len(name), name), default=None)

    def _people(self, work: Node, predicate: Iri) -> tuple[Contributor, ...]:
        values = sorted(work.values(predicate), key=lambda term: (_last_number(term), term))
        return tuple(made for value in values if (made := self._contributor(work, value, None)) is not None)

    def _contributor(self, work: Node, who: Term, printed: str | None) -> Contributor | None:
        if not is_iri(who):
            return Contributor(printed=parse_literal(who).value)
        node = self._near(work, who)
        printed = printed or node.words(SDO.name, FOAF.name)
        if printed is None:
            return None
        kind = agent_kind_of(node.links(RDF.type))
        parts = _parts(node, printed) if kind is AgentKind.PERSON else NameParts(None, None)
        orcid = next((one.value for one in node.identifiers() if one.scheme == "orcid"), None)
        return Contributor(printed=printed, kind=kind, orcid=orcid, **parts._asdict())

    # ── What it appeared in, versions, notices ────────────────────────────────────────────────────────────────────

    def _container(self, work: Node) -> Container | None:
        for value in work.values(SDO.isPartOf):
            venue = self._near(work, value) if is_iri(value) else None
            name = None if venue is None else venue.label(SDO.name) or venue.label(DCTERMS.title)
            if venue is None or name is None:
                continue
            whole = next((self._neighbour(one) for one in venue.values(SDO.isPartOf) if is_iri(one)), None)
            return Container(
                name=name,
                type=venue_type_of(venue.links(RDF.type)),
                series=None if whole is None else whole.label(SDO.name),
                series_type=None if whole is None else venue_type_of(whole.links(RDF.type)),
                volume=venue.words(BIBO.volume),
                issued=venue.date(SDO.datePublished),
                publisher=self._name(venue, SDO.publisher),
                identifiers=(*venue.identifiers(), *(() if whole is None else whole.identifiers())),
            )
        return None

    def _event(self, work: Node) -> Label | None:
        """The name of the event that the work was presented at."""
        found = (self._near(work, value).label(SDO.name) for value in work.values(BIBO.presentedAt) if is_iri(value))
        event = next(filter(None, found), None)
        return None if event is None else replace(event, html=work.html(event.plain))

    def _full_texts(self, work: Node) -> tuple[str, ...]:
        """Where copies of the text can be read, in the order of the sources."""
        nodes = sorted(work.values(SDO.encoding), key=_last_number)
        return tuple(dict.fromkeys(link for value in nodes for link in self._near(work, value).links(SDO.contentUrl)))

    def _funding(self, work: Node) -> tuple[str, ...]:
        """Who paid and by which award: funder, number, name of each."""
        found = []
        for value in sorted(work.values(SDO.funding), key=_last_number):
            node = self._near(work, value)
            told = (self._name_of(work, node, SDO.funder), node.words(VIVO.sponsorAwardId), node.words(SDO.name))
            found.append(", ".join(filter(None, told)))
        return tuple(filter(None, found))

    def _name_of(self, work: Node, node: Node, predicate: Iri) -> str | None:
        """The name of what a node of the work points at."""
        for value in node.values(predicate):
            name = self._near(work, value).words(SDO.name, FOAF.name) if is_iri(value) else None
            if name is not None:
                return name
        return None

    def _versions(self, work: Node) -> tuple[CitedVersion, ...]:
        found = []
        for value in work.values(DCTERMS.hasVersion):
            node = self._node(value)
            found.append(
                CitedVersion(
                    label=node.words(SG.versionLabel) or value.rpartition("#")[2].rstrip(">"),
                    identifiers=node.identifiers(),
                    issued=node.date(SDO.datePublished),
                    status=_status(node),
                    url=_first(node.links(SDO.url)),
                )
            )
        return tuple(found)

    def _notices(self, work: Node) -> tuple[Notice, ...]:
        found = []
        for value in work.values(SG.notice):
            node = self._node(value)
            found.append(
                Notice(
                    kind=_first(node.of_table(SG.noticeKind, NOTICE_KINDS)),
                    date=node.date(SDO.datePublished),
                    identifiers=node.identifiers(),
                    url=_first(node.links(SDO.url)),
                    reason=node.words(DCTERMS.description),
                )
            )
        return tuple(sorted(found, key=lambda one: str(one.date or "9999")))


def _first(values: Sequence[_VALUE]) -> _VALUE | None:
    return values[0] if values else None


def _parts(node: Node, printed: str) -> NameParts:
    """The parts of a person's printed name: those that the graph states, if they are parts of this very form."""
    given, family, suffix = (node.words(term) for term in (SDO.givenName, SDO.familyName, SDO.honorificSuffix))
    if family is not None and given is None and printed == family:
        return NameParts(None, family, suffix)
    if family is not None and given is not None and _letters(given, family, suffix) == _letters(printed):
        return NameParts(given, family, suffix)
    return parts_of(printed, family)


def _letters(*parts: str | None) -> list[str]:
    """The words of a name whatever their order."""
    return sorted(" ".join(part for part in parts if part).replace(",", " ").casefold().split())


def _last_number(term: Term) -> int:
    """The number at the end of a node's IRI: `#author-10` stands behind `#author-9`."""
    digits = term.rstrip(">").rpartition("-")[2]
    return int(digits) if digits.isdecimal() else _UNPLACED


def _status(node: Node) -> PublicationStatus | None:
    found = {one.value for one in node.literals(SDO.creativeWorkStatus)}
    return next((status for words, status in STATUS_LABELS.items() if words in found), None)


def _links(work: Node) -> tuple[str, ...]:
    """Other addresses of the work; those of its identifiers stand there already."""
    known = {*(one.iri for one in work.identifiers()), *work.links(SDO.url)}
    return tuple(one for one in dict.fromkeys((*work.links(SDO.sameAs), *work.links(FOAF.page))) if one not in known)
