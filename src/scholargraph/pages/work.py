"""A work's page: its title or that it is lost, authors as printed and in order, where and when it appeared, its abstract.

It makes no markup and never a title.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scholargraph.ntriples import Literal, Term, iri_value
from scholargraph.pages import access, citations, parts, provenance, words
from scholargraph.pages.cards import Card
from scholargraph.pages.citations import StyledCitation
from scholargraph.pages.graph import Graph, authors
from scholargraph.pages.parts import Fact, ThingPage, fact
from scholargraph.pages.relations import Relation
from scholargraph.pages.site import Ref, Site
from scholargraph.vocab import BIBO, DCTERMS, SDO, SG, VIVO

NO_LONGER: Final = "Notices about this work"
"""What notices are called of which none is in force any more."""
NOTICE: Final = "Notice"


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of a work: what it is called, when, how far it had come, where it is."""

    label: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice of a work: its kind in words, when it appeared, where it stands, the reason that it gives."""

    fragment: str
    kind: str
    date: str | None
    places: tuple[Ref, ...]
    reason: Literal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPage(ThingPage):
    """What a work's page shows beside what every page shows."""

    title: Literal | None
    authors: tuple[Ref, ...] = ()
    complete: bool = False
    abstract: Literal | None = None
    received: Literal | None = None
    """The abstract as the source has it, where `abstract` is a cleaned one."""
    versions: tuple[VersionLine, ...] = ()
    notices: tuple[NoticeLine, ...] = ()
    standing: str | None = None
    """What the notices say of the work today, in words."""
    related: tuple[Fact, ...] = ()
    citations: tuple[StyledCitation, ...] = ()

    @property
    def summary(self) -> str | None:
        """The abstract, if there is one."""
        return None if self.abstract is None else self.abstract.value


def make(site: Site, card: Card, page: Graph) -> WorkPage:
    """Make the page of a work."""
    thing = site.thing(card.key)
    cleaned, abstract = page.literal(thing, SG.abstractCleaned), page.literal(thing, DCTERMS.abstract)
    names = _authors(site, page, thing)
    complete = page.value(thing, BIBO.authorList) is not None
    return WorkPage(
        card=card,
        thing=site.iris.thing(card.key),
        document=site.iris.document(card.key),
        title=page.literal(thing, DCTERMS.title),
        other_names=parts.other_names(site, page, thing),
        authors=names,
        complete=complete,
        marked=parts.marked(page, page.literal(thing, DCTERMS.title), cleaned, abstract),
        abstract=cleaned or abstract,
        received=abstract if cleaned else None,
        facts=_facts(site, page, thing),
        versions=tuple(_version(site, page, node) for node in page.values(thing, DCTERMS.hasVersion)),
        notices=_notices(site, page, thing),
        standing=card.mark or NO_LONGER,
        related=(
            *fact("About", parts.refs(site, page, thing, predicate=SDO.about)),
            *fact("Cites", parts.refs(site, page, thing, predicate=SDO.citation)),
        ),
        citations=citations.of_work(site, card.key),
        gaps=parts.gaps(site, page, thing),
        disagreements=parts.disagreements(site, page, thing),
        lists=parts.lists(site, card.key, (Relation.CITED, Relation.SUBJECT, Relation.NOTICE)),
        sources=tuple(provenance.sources(site, page, card.key)),
        provenance=provenance.of_thing(site, card.key, page),
    )


def _authors(site: Site, page: Graph, thing: Term) -> tuple[Ref, ...]:
    """The authors under the names printed on the work; whoever has a page is led to."""
    printed: dict[Term, str] = {}
    variants: dict[Term, list[str]] = {}
    for node in page.values(thing, VIVO.relatedBy):
        names = [literal.value for literal in page.literals(node, SG.printedName)]
        for who in page.values(node, VIVO.relates):
            if who != thing and names:
                variants[who] = names
    found: list[Ref] = []
    for who in authors(page, thing):
        ref = site.ref(who, page)
        names = variants.get(who, [])
        printed[who] = ref.words if ref.words in names or not names else names[0]
        others = [name for name in names if name != printed[who]]
        key = site.iris.key(iri_value(who))
        has_page = key is not None and site.thing(key) == who
        note = f"also printed as {', '.join(others)}" if others else None
        href = ref.href if has_page else None
        found.append(Ref(printed[who], href, ref.language, note=note, html=page.html(printed[who])))
    return tuple(found)


def _facts(site: Site, page: Graph, thing: Term) -> tuple[Fact, ...]:
    first, last = page.words(thing, SDO.pageStart), page.words(thing, SDO.pageEnd)
    stretch = words.pages(first, last)
    return (
        *fact("Published in", parts.refs(site, page, thing, predicate=SDO.isPartOf)),
        *fact("Date", parts.dates(page, thing, SDO.datePublished)),
        *fact("Volume", parts.refs(site, page, thing, predicate=BIBO.volume)),
        *fact("Issue", parts.refs(site, page, thing, predicate=BIBO.issue)),
        *fact("Pages", [Ref(stretch)] if stretch else []),
        *fact("Article number", parts.refs(site, page, thing, predicate=BIBO.locator)),
        *fact("Number of pages", parts.refs(site, page, thing, predicate=BIBO.numPages)),
        *fact("Edition", parts.refs(site, page, thing, predicate=BIBO.edition)),
        *fact("Number", parts.refs(site, page, thing, predicate=BIBO.number)),
        *fact("Kind, as printed", parts.refs(site, page, thing, predicate=SDO.genre)),
        *fact("Presented at", parts.refs(site, page, thing, predicate=BIBO.presentedAt)),
        *fact("Place", parts.refs(site, page, thing, predicate=VIVO.placeOfPublication)),
        *fact("Publisher", parts.refs(site, page, thing, predicate=SDO.publisher)),
        *fact("Status", parts.refs(site, page, thing, predicate=SDO.creativeWorkStatus)),
        *fact("Degree", parts.refs(site, page, thing, predicate=SDO.inSupportOf)),
        *fact("Institution", parts.refs(site, page, thing, predicate=SDO.sourceOrganization)),
        *fact("Supervisor", parts.refs(site, page, thing, predicate=SG.supervisor)),
        *fact("Editors", parts.refs(site, page, thing, predicate=SDO.editor)),
        *fact("Translators", parts.refs(site, page, thing, predicate=SDO.translator)),
        *fact("Language", parts.refs(site, page, thing, predicate=SDO.inLanguage)),
        *fact("Keywords", parts.refs(site, page, thing, predicate=SDO.keywords)),
        *access.access(site, page, thing),
        *access.funding(site, page, thing),
        *parts.identifiers(site, page, thing),
        *parts.links(site, page, thing),
    )


def _version(site: Site, page: Graph, node: Term) -> VersionLine:
    label = page.words(node, SG.versionLabel) or node.rpartition("#")[2].rstrip(">")
    return VersionLine(
        label,
        (
            *fact("Date", parts.dates(page, node, SDO.datePublished)),
            *fact("Status", parts.refs(site, page, node, predicate=SDO.creativeWorkStatus)),
            *parts.identifiers(site, page, node),
            *parts.links(site, page, node),
        ),
    )


def _notices(site: Site, page: Graph, thing: Term) -> tuple[NoticeLine, ...]:
    """The notices of a work in the order of their dates; what has none stands last."""
    found = []
    for node in page.values(thing, SG.notice):
        kind = page.link(node, SG.noticeKind)
        found.append(
            NoticeLine(
                fragment=node.rpartition("#")[2].rstrip(">"),
                kind=site.concept(kind).label.capitalize() if kind else NOTICE,
                date=page.words(node, SDO.datePublished),
                places=_places(site, page, node),
                reason=page.literal(node, DCTERMS.description),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.date is None, one.date or "")))


def _places(site: Site, page: Graph, node: Term) -> tuple[Ref, ...]:
    """Where a notice stands: at its record, under its identifiers, at its address."""
    identifiers = [
        Ref(f"{one.name} {ref.words}", ref.href) for one in parts.identifiers(site, page, node) for ref in one.values
    ]
    pages = [parts.link(site, address) for address in page.links(node, SDO.url)]
    return tuple(dict.fromkeys((*parts.refs(site, page, node, predicate=DCTERMS.source), *identifiers, *pages)))
