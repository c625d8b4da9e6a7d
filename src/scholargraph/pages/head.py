"""What machines read before a page's body: Google Scholar's meta tags and FAIR Signposting's typed links.

It emits a tag only for what the graph states; for a work without title, authors or date it emits none at all.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from scholargraph.identifiers import SCHEMES
from scholargraph.iris import Iris
from scholargraph.ntriples import iri
from scholargraph.pages.addresses import safe_href
from scholargraph.pages.graph import Graph, authors
from scholargraph.vocab import BIBO, RDF, SDO
from scholargraph.web_addresses import ascii_uri

ABOUT_PAGE: Final = f"{SDO.base}AboutPage"
LINKSET: Final = "application/linkset+json"
OPENAPI: Final = "application/vnd.oai.openapi+json"
SHOWN_LINKS: Final = 24
"""How many links of one relation go into the header; the linkset holds all of them."""

_TYPES: Final = ("ScholarlyArticle", "Article", "Thesis", "Book", "Chapter", "Report", "Dataset")
_JOURNALS: Final = (iri(SDO.Periodical), iri(BIBO.Journal))
_MEETINGS: Final = (iri(BIBO.Proceedings), iri(SDO.PublicationVolume))


@dataclass(frozen=True, slots=True)
class Link:
    """A typed link (RFC 8288): the target, the relation, the target's media type."""

    target: str
    relation: str
    type: str | None = None

    @property
    def uri(self) -> str:
        """The target as a URI."""
        return ascii_uri(self.target)

    def field(self) -> str:
        """Write it as a member of a Link header field."""
        kind = f'; type="{self.type}"' if self.type else ""
        return f'<{self.uri}>; rel="{self.relation}"{kind}'


def scholar_tags(graph: Graph, venue: Graph, work: str) -> list[tuple[str, str]]:
    """Give Google Scholar's meta tags of a work, in order (Inclusion Guidelines for Webmasters, "Indexing").

    `venue` holds the statements about what the work is part of. Without a title, a date and a complete list of
    authors there are no tags: the guidelines take a page that lacks one of them as if it had none, and a part of the
    authors would be read as all of them.
    """
    subject = iri(work)
    title, date = graph.words(subject, SDO.name), graph.words(subject, SDO.datePublished)
    if title is None or date is None or graph.value(subject, BIBO.authorList) is None:
        return []
    names = [graph.words(author, SDO.name) for author in authors(graph, subject)]
    if not names or None in names:
        return []
    tags = [("citation_title", title)]
    tags += [("citation_author", name) for name in names if name is not None]
    tags.append(("citation_publication_date", date.replace("-", "/")))
    tags += _venue_tags(graph, venue, work)
    for name, predicate in (
        ("citation_volume", BIBO.volume),
        ("citation_issue", BIBO.issue),
        ("citation_firstpage", BIBO.pageStart),
        ("citation_lastpage", BIBO.pageEnd),
        ("citation_doi", BIBO.doi),
        ("citation_isbn", BIBO.isbn13),
        ("citation_language", SDO.inLanguage),
    ):
        tags += [(name, literal.value) for literal in graph.literals(subject, predicate)[:1]]
    return tags


def _venue_tags(graph: Graph, venue: Graph, work: str) -> list[tuple[str, str]]:
    subject = graph.value(iri(work), SDO.isPartOf)
    if subject is None:
        return _institution_tags(graph, work)
    name, types = graph.words(subject, SDO.name), venue.values(subject, RDF.type)
    tags: list[tuple[str, str]] = []
    if name is not None and any(kind in types for kind in _JOURNALS):
        tags.append(("citation_journal_title", name))
    elif name is not None and any(kind in types for kind in _MEETINGS):
        tags.append(("citation_conference_title", name))
    tags += [("citation_issn", literal.value) for literal in venue.literals(subject, BIBO.issn)[:1]]
    if not graph.values(iri(work), BIBO.isbn13):
        tags += [("citation_isbn", literal.value) for literal in venue.literals(subject, BIBO.isbn13)[:1]]
    return tags


def _institution_tags(graph: Graph, work: str) -> list[tuple[str, str]]:
    """Of a thesis the institution, of a report the institution and the number."""
    types = graph.values(iri(work), RDF.type)
    names = [graph.words(school, SDO.name) for school in graph.values(iri(work), SDO.sourceOrganization)]
    institution = next((name for name in names if name is not None), None)
    tags: list[tuple[str, str]] = []
    if iri(SDO.Thesis) in types and institution is not None:
        tags.append(("citation_dissertation_institution", institution))
    elif iri(SDO.Report) in types:
        if institution is not None:
            tags.append(("citation_technical_report_institution", institution))
        number = graph.words(iri(work), BIBO.number)
        if number is not None:
            tags.append(("citation_technical_report_number", number))
    return tags


def signposts(
    graph: Graph, iris: Iris, key: str, *, formats: Sequence[tuple[str, str]], license_iri: str | None
) -> list[Link]:
    """Give the typed links of a page (FAIR Signposting profile, level 2).

    `formats` are the endings and media types of the page's metadata. `cite-as` is our own IRI, which leads back here.
    """
    document, thing = iris.document(key), iri(iris.thing(key))
    links = [Link(document, "cite-as")]
    links += [Link(document + ending, "describedby", media) for ending, media in formats]
    types = sorted(kind for kind in graph.types(thing) if kind.startswith(SDO.base))
    preferred = [SDO.base + name for name in _TYPES if SDO.base + name in types]
    links += [Link(kind, "type") for kind in [*(preferred or types)[:1], ABOUT_PAGE]]
    for author in authors(graph, thing):
        owner = iris.key(author[1:-1])
        if owner is not None and owner != key:
            links.append(Link(iris.document(owner), "author"))
    if license_iri is not None:
        links.append(Link(license_iri, "license"))
    same = graph.links(thing, SDO.sameAs)
    links += [
        Link(address, "related")
        for address in same
        if safe_href(address) and address.startswith(SCHEMES["doi"].template)
    ]
    links.append(Link(f"{document}.linkset.json", "linkset", LINKSET))
    return links


def services(base: str) -> list[Link]:
    """Give the links to what describes a site's services for programs (RFC 8631, section 4.1)."""
    return [
        Link(f"{base}openapi.json", "service-desc", OPENAPI),
        Link(f"{base}sparql", "service-desc", "text/turtle"),
    ]


def header(links: Sequence[Link]) -> str:
    """Write links as one Link header field, with at most SHOWN_LINKS of a relation."""
    counts: dict[str, int] = {}
    shown = []
    for link in links:
        counts[link.relation] = counts.get(link.relation, 0) + 1
        if counts[link.relation] <= SHOWN_LINKS:
            shown.append(link.field())
    return ", ".join(shown)


def linkset(links: Sequence[Link], iris: Iris, key: str, *, formats: Sequence[tuple[str, str]]) -> str:
    """Write the linkset of a page and its metadata (RFC 9264, section 4.2)."""
    document = iris.document(key)
    page: dict[str, Any] = {"anchor": ascii_uri(document)}
    for link in links:
        if link.relation != "linkset":
            page.setdefault(link.relation, []).append(_target(link.target, link.type))
    described = [
        {"anchor": ascii_uri(document + ending), "describes": [_target(document, "text/html")]} for ending, _ in formats
    ]
    return json.dumps({"linkset": [page, *described]}, ensure_ascii=False, indent=1) + "\n"


def _target(address: str, media: str | None) -> dict[str, str]:
    return {"href": ascii_uri(address), **({"type": media} if media else {})}
