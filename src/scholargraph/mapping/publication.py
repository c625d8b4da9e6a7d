"""How works, their contributors, versions and notices are said (schema.org, FOAF, BIBO, FaBiO, VIVO).

bibo:authorList is said of complete lists only; a version never has a title or authors of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from scholargraph.mapping.contributions import CONTRIBUTION_NODES, CONTRIBUTION_ROWS, author_list
from scholargraph.mapping.engine import InnerMap, Node, NodeClasses, TermMap, TriplesMap, row
from scholargraph.mapping.funding import (
    ACCESS_ROWS,
    FULL_TEXT_NODES,
    FUNDING_IDENTIFIERS,
    FUNDING_NODES,
    FUNDING_ROWS,
)
from scholargraph.mapping.notices import NOTICE_IDENTIFIERS, NOTICE_NODES, NOTICE_ROWS, whole_work
from scholargraph.mapping.terms import (
    IDENTIFIER_NODES,
    agent_nodes,
    agent_rows,
    date,
    flag,
    gap,
    identifier_rows,
    integer,
    label_of,
    link,
    markup,
    one_of,
    string,
    take,
    text,
    thing,
    year,
    year_number,
)  # fmt: skip
from scholargraph.model import Pages, Publication, PublicationStatus, PublicationType, Text, Version
from scholargraph.ntriples import Term, literal
from scholargraph.vocab import BIBO, BIBO_DEGREE, BIBO_STATUS, DCAT, DCTERMS, FABIO, FOAF, SDO, SG, VIVO, Iri

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
    PublicationType.NEWS_ARTICLE: (SDO.Article, FOAF.Document, BIBO.Article),
    PublicationType.SOFTWARE: (SDO.CreativeWork, FOAF.Document, FABIO.ComputerProgram),
    PublicationType.STANDARD: (SDO.CreativeWork, FOAF.Document, BIBO.Standard),
    PublicationType.REVIEW: (SDO.Review, FOAF.Document, BIBO.Document),
    PublicationType.AUDIOVISUAL: (SDO.CreativeWork, FOAF.Document, BIBO.AudioVisualDocument),
    PublicationType.NOTICE: (SDO.CreativeWork, FOAF.Document, BIBO.Document),
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


def page_range(pages: Pages, node: Node) -> Term | None:
    """First and last page as people write them."""
    take(Pages, pages)
    if pages.first is None:
        return None
    return literal(f"{pages.first}-{pages.last}" if pages.last else pages.first)


def page_part(part: str) -> TermMap:
    """One part of the pages, if it is known."""
    return partial(_page_part, part)


def _page_part(part: str, pages: Pages, node: Node) -> Term | None:
    take(Pages, pages)
    value = getattr(pages, part)
    return None if value is None else string(value, node)


def page_count(pages: Pages, node: Node) -> Term | None:
    """How many pages there are."""
    take(Pages, pages)
    return None if pages.count is None else integer(pages.count, node)


def book_edition(value: str, node: Node) -> Term | None:
    """The edition of a book; schema:bookEdition's domain is Book alone."""
    said = string(value, node)
    return said if node.record.type in {PublicationType.BOOK, PublicationType.EDITED_BOOK} else None


def report_number(value: str, node: Node) -> Term | None:
    """The number of a report; schema:reportNumber's domain is Report alone."""
    said = string(value, node)
    return said if node.record.type is PublicationType.REPORT else None


def event_node(value: Text, node: Node) -> Term:
    """The event that a work was presented at, as a node of the work."""
    take(Text, value)
    return node.own("presented-at")


def version_node(value: Version, node: Node) -> Term:
    """A version as a node of its work."""
    take(Version, value)
    return node.own(value.label)


def of_version(part: str, term: TermMap) -> TermMap:
    """A part of a version, if it is known, by a term map of its own."""
    return partial(_of_version, part, term)


def _of_version(part: str, term: TermMap, value: Version, node: Node) -> Term | tuple[Term, ...] | None:
    take(Version, value)
    found = getattr(value, part)
    return None if found is None else term(found, node)


def version_classes(value: Version) -> tuple[Iri, ...]:
    """A creative work; a preprint where the source says so."""
    return (SDO.CreativeWork, FABIO.Preprint) if value.status is PublicationStatus.PREPRINT else (SDO.CreativeWork,)


_STATUS_LABEL: Final = label_of(STATUS_WORDS)

PUBLICATION: Final = TriplesMap(
    record=Publication,
    classes=lambda publication: CLASSES[publication.type],
    emits=tuple(dict.fromkeys(kind for kinds in CLASSES.values() for kind in kinds)),
    share=whole_work,
    rows=(
        row("title", text, SDO.name, DCTERMS.title),
        row("title", text, SDO.headline),
        row("alternate_titles", text, SDO.alternateName, DCTERMS.alternative),
        row("abstract", text, SDO.abstract, BIBO.abstract, DCTERMS.abstract),
        row("abstract_cleaned", text, SG.abstractCleaned),
        *CONTRIBUTION_ROWS,
        row("authors_complete", author_list, BIBO.authorList, slot=SG.authorList),
        row("authors_complete", flag, SG.authorsComplete),
        row("issued", date, SDO.datePublished, DCTERMS.issued),
        row("issued", year, FABIO.hasPublicationYear, slot=SG.asYear),
        row("issued", year_number, SG.year, slot=SG.asNumber),
        row("venue", thing, SDO.isPartOf, DCTERMS.isPartOf),
        row("volume", string, BIBO.volume),
        row("issue", string, BIBO.issue),
        row("pages", page_range, SDO.pagination, BIBO.pages),
        row("pages", page_part("first"), SDO.pageStart, BIBO.pageStart, slot=SG.firstPage),
        row("pages", page_part("last"), SDO.pageEnd, BIBO.pageEnd, slot=SG.lastPage),
        row("pages", page_part("article"), BIBO.locator, slot=SG.article),
        row("pages", page_count, BIBO.numPages, slot=SG.pageCount),
        row("edition", string, BIBO.edition),
        row("edition", book_edition, SDO.bookEdition, slot=SG.edition),
        row("number", string, BIBO.number),
        row("number", report_number, SDO.reportNumber, slot=SG.reportNumber),
        row("genre", text, SDO.genre),
        row("event", event_node, BIBO.presentedAt, inverse=(SDO.workFeatured,), slot=SG.eventNode),
        row("event", text, SDO.name, subject=SG.eventNode, slot=SG.eventName),
        row("place", string, VIVO.placeOfPublication),
        *agent_rows("publisher", SDO.publisher, DCTERMS.publisher, fragment="publisher"),
        row("status", _STATUS_LABEL, SDO.creativeWorkStatus),
        row("status", one_of(STATUS), BIBO.status, slot=SG.status),
        row("degree", one_of(DEGREES), BIBO.degree),
        row("degree", label_of(DEGREE_WORDS), SDO.inSupportOf, slot=SG.title),
        *agent_rows("institution", SDO.sourceOrganization, BIBO.issuer, fragment="issuing-institution"),
        row("language", string, SDO.inLanguage),
        row("keywords", text, SDO.keywords),
        row("about", thing, SDO.about, FOAF.topic),
        row("cites", thing, SDO.citation, BIBO.cites, DCTERMS.references),
        row("homepage", link, SDO.url, FOAF.page),
        row("links", link, SDO.sameAs),
        row("links", link, FOAF.page),
        *ACCESS_ROWS,
        *FUNDING_ROWS,
        *identifier_rows(
            *("doi", "arxiv", "wikidata", "openalex", "pmid"),
            doi=BIBO.doi,
            isbn=BIBO.isbn13,
            pmid=BIBO.pmid,
            arxiv=FABIO.hasArXivId,
        ),
        row("versions", version_node, DCTERMS.hasVersion, inverse=(DCTERMS.isVersionOf,), slot=SG.version),
        row("versions", of_version("label", string), SG.versionLabel, subject=SG.version, slot=SG.title),
        row(
            "versions", of_version("issued", date), SDO.datePublished, DCTERMS.issued, subject=SG.version, slot=SG.start
        ),
        row(
            "versions", of_version("status", _STATUS_LABEL), SDO.creativeWorkStatus, subject=SG.version, slot=SG.status
        ),
        row("versions", of_version("url", link), SDO.url, FOAF.page, subject=SG.version, slot=SG.webAddress),
        *NOTICE_ROWS,
        row("marked", markup, SG.markedForm),
        row("gaps", gap, SG.gap),
    ),
    nodes=(
        IDENTIFIER_NODES,
        *CONTRIBUTION_NODES,
        agent_nodes("publisher"),
        agent_nodes("institution"),
        NodeClasses("versions", SG.version, version_classes, (SDO.CreativeWork, FABIO.Preprint)),
        NOTICE_NODES,
        NodeClasses("event", SG.eventNode, lambda _: (SDO.Event,), (SDO.Event,)),
        FULL_TEXT_NODES,
        *FUNDING_NODES,
    ),
    inner=(
        InnerMap(
            "versions",
            "identifiers",
            SG.version,
            identifier_rows("arxiv", "doi", arxiv=FABIO.hasArXivId, doi=BIBO.doi),
            (IDENTIFIER_NODES,),
        ),
        NOTICE_IDENTIFIERS,
        FUNDING_IDENTIFIERS,
    ),
)
