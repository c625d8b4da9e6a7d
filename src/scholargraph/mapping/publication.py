"""How works, their contributors and their versions are said (schema.org, FOAF, BIBO, FaBiO, VIVO).

bibo:authorList is said of complete lists only; a version never has a title or authors of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from scholargraph.mapping.engine import Described, Node, TermMap, TriplesMap, described, row
from scholargraph.mapping.terms import (
    TYPE,
    bare,
    curie,
    date,
    flag,
    gap,
    integer,
    label_of,
    link,
    named_agent,
    one_of,
    property_value,
    resolvable,
    string,
    take,
    text,
    thing,
    year,
    year_number,
)  # fmt: skip
from scholargraph.model import (
    Contribution,
    ContributorRole,
    Pages,
    Publication,
    PublicationStatus,
    PublicationType,
    Version,
)  # fmt: skip
from scholargraph.ntriples import Term, Triple, iri, literal
from scholargraph.vocab import (
    BIBO,
    BIBO_DEGREE,
    BIBO_STATUS,
    DCAT,
    DCTERMS,
    FABIO,
    FOAF,
    RDF,
    SDO,
    SG,
    VIVO,
    Iri,
)  # fmt: skip

_ARTICLE: Final = (SDO.ScholarlyArticle, SDO.Article, FOAF.Document)

CLASSES: Final[Mapping[PublicationType, tuple[Iri, ...]]] = {
    PublicationType.CONFERENCE_PAPER: (*_ARTICLE, BIBO.AcademicArticle, FABIO.ConferencePaper),
    PublicationType.JOURNAL_ARTICLE: (*_ARTICLE, BIBO.AcademicArticle, FABIO.JournalArticle),
    PublicationType.PREPRINT: (*_ARTICLE, BIBO.Manuscript, FABIO.Preprint),
    PublicationType.BOOK: (SDO.Book, FOAF.Document, BIBO.Book, FABIO.Book),
    PublicationType.CHAPTER: (SDO.Chapter, FOAF.Document, BIBO.Chapter, FABIO.BookChapter),
    PublicationType.EDITED_BOOK: (SDO.Book, FOAF.Document, BIBO.EditedBook, FABIO.Book),
    PublicationType.THESIS: (SDO.Thesis, FOAF.Document, BIBO.Thesis, FABIO.Thesis),
    PublicationType.REPORT: (SDO.Report, SDO.Article, FOAF.Document, BIBO.Report, FABIO.Report),
    PublicationType.DATASET: (SDO.Dataset, DCAT.Dataset, FOAF.Document, FABIO.Dataset),
    PublicationType.PATENT: (SDO.CreativeWork, FOAF.Document, BIBO.Patent, FABIO.Patent),
    PublicationType.PRESENTATION: (SDO.PresentationDigitalDocument, FOAF.Document, BIBO.Slideshow, FABIO.Presentation),
    PublicationType.WEB_ARTICLE: (SDO.Article, FOAF.Document, BIBO.Webpage, FABIO.WebContent),
    PublicationType.EXPLORABLE: (SDO.Article, SDO.LearningResource, FOAF.Document, BIBO.Webpage, FABIO.WebContent),
    PublicationType.OTHER: (SDO.CreativeWork, FOAF.Document, BIBO.Document),
}

STATUS: Final = {
    PublicationStatus.FORTHCOMING: BIBO_STATUS.forthcoming,
    PublicationStatus.PUBLISHED: BIBO_STATUS.published,
}
STATUS_WORDS: Final = {
    PublicationStatus.FORTHCOMING: "To appear",
    PublicationStatus.PUBLISHED: "Published",
    PublicationStatus.PREPRINT: "Preprint",
}
DEGREES: Final = {"phd": BIBO_DEGREE.phd, "ms": BIBO_DEGREE.ms, "ma": BIBO_DEGREE.ma}
DEGREE_WORDS: Final = {"phd": "PhD", "ms": "MSc", "ma": "MA"}


def agent(contribution: Contribution, node: Node, number: int) -> Term:
    """The person once known, otherwise a node of the work: two works' namesakes are two."""
    if contribution.person is not None:
        return node.thing(contribution.person)
    return node.own(f"{contribution.role}-{number}")


def contributor(role: ContributorRole) -> TermMap:
    """A contributor in this role, with the names printed on the work where nobody knows who it is."""

    def term(contribution: Contribution, node: Node) -> Term | Described | None:
        take(Contribution, contribution)
        if contribution.role is not role:
            return None
        who = agent(contribution, node, node.number)
        if contribution.person is not None:
            return who
        names = (iri(SDO.name), iri(FOAF.name))
        return Described(who, (
            (who, TYPE, iri(SDO.Person)),
            (who, TYPE, iri(FOAF.Person)),
            *((who, predicate, literal(contribution.printed_name)) for predicate in names),
            *((who, iri(SDO.alternateName), literal(name)) for name in contribution.variants),
        ))  # fmt: skip

    return term


def authorship(contribution: Contribution, node: Node) -> Described | None:
    """An author's tie to the work: the name as printed there and the place in the list, if that is known."""
    take(Contribution, contribution)
    if contribution.role is not ContributorRole.AUTHOR:
        return None
    own = node.own(f"authorship-{node.number}")
    who = agent(contribution, node, node.number)
    return described(
        AUTHORSHIP,
        contribution,
        replace(node, subject=own, record=contribution),
        (own, iri(VIVO.relates), node.subject),
        (own, iri(VIVO.relates), who),
    )


def author_list(complete: bool, node: Node) -> Described | None:  # noqa: FBT001 - a term map takes the field's value
    """The complete authors as an rdf:List of hash IRIs, in the order of their positions."""
    take(bool, complete)
    if not complete:
        return None
    authors = [
        (contribution.position or 0, agent(contribution, node, number))
        for number, contribution in enumerate(node.record.contributions, start=1)
        if contribution.role is ContributorRole.AUTHOR
    ]
    places = sorted(place for place, _ in authors)
    if not authors or places != list(range(1, len(authors) + 1)):
        return None  # complete, but not in a known order: an rdf:List would make one up
    triples: list[Triple] = []
    for number, (_, who) in enumerate(sorted(authors, key=lambda author: author[0]), start=1):
        cell = node.own(f"authors-{number}")
        rest = node.own(f"authors-{number + 1}") if number < len(authors) else iri(RDF.nil)
        triples += [(cell, TYPE, iri(RDF.List)), (cell, iri(RDF.first), who), (cell, iri(RDF.rest), rest)]
    return Described(node.own("authors-1"), tuple(triples))


def page_range(pages: Pages, node: Node) -> Term | None:
    """First and last page as people write them."""
    take(Pages, pages)
    if pages.first is None:
        return None
    return literal(f"{pages.first}-{pages.last}" if pages.last else pages.first)


def page_part(part: str) -> TermMap:
    """One part of the pages, if it is known."""

    def term(pages: Pages, node: Node) -> Term | None:
        take(Pages, pages)
        value = getattr(pages, part)
        return None if value is None else string(value, node)

    return term


def page_count(pages: Pages, node: Node) -> Term | None:
    """How many pages there are."""
    take(Pages, pages)
    return None if pages.count is None else integer(pages.count, node)


def version(value: Version, node: Node) -> Described:
    """A version as a node of its work."""
    take(Version, value)
    own = node.own(value.label)
    return described(VERSION, value, replace(node, subject=own, record=value))


def version_classes(value: Version) -> tuple[Iri, ...]:
    """A creative work; a preprint where the source says so."""
    return (SDO.CreativeWork, FABIO.Preprint) if value.status is PublicationStatus.PREPRINT else (SDO.CreativeWork,)


AUTHORSHIP: Final = TriplesMap(
    record=Contribution,
    classes=lambda _: (VIVO.Authorship,),
    emits=(VIVO.Authorship,),
    rows=(
        row("printed_name", string, SG.printedName),
        row("variants", string, SG.printedName),
        row("position", integer, VIVO.rank),
        row("person", thing, VIVO.relates),
    ),
)

VERSION: Final = TriplesMap(
    record=Version,
    classes=version_classes,
    emits=(SDO.CreativeWork, FABIO.Preprint),
    rows=(
        row("label", string, SG.versionLabel),
        row("identifiers", property_value, SDO.identifier),
        row("identifiers", curie, DCTERMS.identifier),
        row("identifiers", bare("arxiv"), FABIO.hasArXivId),
        row("identifiers", bare("doi"), BIBO.doi),
        row("identifiers", resolvable("arxiv", "doi"), SDO.sameAs),
        row("issued", date, SDO.datePublished, DCTERMS.issued),
        row("status", label_of(STATUS_WORDS), SDO.creativeWorkStatus),
        row("url", link, SDO.url, FOAF.page),
    ),
)

PUBLICATION: Final = TriplesMap(
    record=Publication,
    classes=lambda publication: CLASSES[publication.type],
    emits=(*dict.fromkeys(kind for kinds in CLASSES.values() for kind in kinds), RDF.List),
    rows=(
        row("title", text, SDO.name, DCTERMS.title),
        row("title", text, SDO.headline),
        row("alternate_titles", text, SDO.alternateName, DCTERMS.alternative),
        row("abstract", text, SDO.abstract, BIBO.abstract, DCTERMS.abstract),
        row("abstract_cleaned", text, SG.abstractCleaned),
        row("contributions", contributor(ContributorRole.AUTHOR), SDO.author, DCTERMS.creator, inverse=(FOAF.made,)),
        row("contributions", authorship, VIVO.relatedBy),
        row("contributions", contributor(ContributorRole.EDITOR), SDO.editor, BIBO.editor, DCTERMS.contributor),
        row("contributions", contributor(ContributorRole.TRANSLATOR), SDO.translator, BIBO.translator),
        row("contributions", contributor(ContributorRole.SUPERVISOR), SDO.contributor, DCTERMS.contributor),
        row("contributions", contributor(ContributorRole.SUPERVISOR), SG.supervisor),
        row("authors_complete", author_list, BIBO.authorList),
        row("authors_complete", flag, SG.authorsComplete),
        row("issued", date, SDO.datePublished, DCTERMS.issued),
        row("issued", year, FABIO.hasPublicationYear),
        row("issued", year_number, SG.year),
        row("venue", thing, SDO.isPartOf, DCTERMS.isPartOf),
        row("volume", string, BIBO.volume),
        row("issue", string, BIBO.issue),
        row("pages", page_range, SDO.pagination, BIBO.pages),
        row("pages", page_part("first"), SDO.pageStart, BIBO.pageStart),
        row("pages", page_part("last"), SDO.pageEnd, BIBO.pageEnd),
        row("pages", page_part("article"), BIBO.locator),
        row("pages", page_count, BIBO.numPages),
        row("publisher", named_agent("publisher"), SDO.publisher, DCTERMS.publisher),
        row("status", label_of(STATUS_WORDS), SDO.creativeWorkStatus),
        row("status", one_of(STATUS), BIBO.status),
        row("degree", one_of(DEGREES), BIBO.degree),
        row("degree", label_of(DEGREE_WORDS), SDO.inSupportOf),
        row("institution", thing, SDO.sourceOrganization, BIBO.issuer),
        row("language", string, SDO.inLanguage),
        row("keywords", text, SDO.keywords),
        row("about", thing, SDO.about, FOAF.topic),
        row("cites", thing, SDO.citation, BIBO.cites, DCTERMS.references),
        row("homepage", link, SDO.url, FOAF.page),
        row("links", link, SDO.sameAs),
        row("links", link, FOAF.page),
        row("identifiers", property_value, SDO.identifier),
        row("identifiers", curie, DCTERMS.identifier),
        row("identifiers", bare("doi"), BIBO.doi),
        row("identifiers", bare("isbn"), BIBO.isbn13),
        row("identifiers", bare("pmid"), BIBO.pmid),
        row("identifiers", bare("arxiv"), FABIO.hasArXivId),
        row("identifiers", resolvable("doi", "arxiv", "wikidata", "openalex", "pmid"), SDO.sameAs),
        row("versions", version, DCTERMS.hasVersion, inverse=(DCTERMS.isVersionOf,)),
        row("gaps", gap, SG.gap),
    ),
)
