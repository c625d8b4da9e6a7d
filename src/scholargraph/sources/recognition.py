"""Recognition: which kind of source a file is, told from its media type and its first bytes by a table of signs.

It parses nothing as a whole and never takes a file for what it only might be: without a sign there is no kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from scholargraph.acquire import SourceItem
from scholargraph.acquire.encodings import UTF_8, by_mark
from scholargraph.acquire.tables import TAB_SEPARATED
from scholargraph.sources.readers.roster import words as people
from scholargraph.sources.readers.table import words as works
from scholargraph.sources.readers.tabular.sheets import columns_of, open_table

HEAD: Final = 1 << 18
"""How many bytes of an item are looked at."""

_WORK_TYPES: Final = (
    "article|book|booklet|collection|conference|dataset|inbook|incollection|inproceedings|inreference|manual|"
    "mastersthesis|misc|mvbook|mvcollection|mvproceedings|online|patent|periodical|phdthesis|proceedings|reference|report|"
    "software|string|suppbook|techreport|thesis|unpublished|electronic|www|preamble|comment|xdata|set"
)
_CSL_TYPES: Final = (
    "article|article-journal|article-magazine|article-newspaper|bill|book|broadcast|chapter|classic|collection|dataset|"
    "document|entry|entry-dictionary|entry-encyclopedia|event|figure|graphic|hearing|interview|legal_case|legislation|"
    "manuscript|map|motion_picture|musical_score|pamphlet|paper-conference|patent|performance|periodical|"
    "personal_communication|post|post-weblog|regulation|report|review|review-book|software|song|speech|standard|thesis|"
    "treaty|webpage"
)


@dataclass(frozen=True, slots=True)
class _Sign:
    """What tells a kind: words that must all stand in the head of an item of one of these families."""

    kind: str
    family: str
    words: tuple[re.Pattern[str], ...]


def _sign(kind: str, family: str, *words: str) -> _Sign:
    return _Sign(kind, family, tuple(re.compile(one, re.IGNORECASE | re.MULTILINE) for one in words))


_SIGNS: Final = (
    _sign("dblp", "xml", r"<(?:dblp|dblpperson)\b"),
    _sign("acl-anthology", "xml", r"<collection\b[^>]*\bid\s*="),
    _sign("datacite", "xml", r"datacite\.org/schema/kernel"),
    _sign("oai-dc", "xml", r"openarchives\.org/OAI/2\.0/oai_dc/"),
    _sign("orcid", "xml", r"www\.orcid\.org/ns/"),
    _sign("rdf", "xml", r"<(?:\w+:)?RDF\b"),
    _sign("orcid", "json", r'"orcid-identifier"\s*:'),
    _sign("orcid", "json", r'"path"\s*:\s*"/?\d{4}-\d{4}-\d{4}-\d{3}[\dX]'),
    _sign("openalex", "json", r'"https://openalex\.org/[WAISCFPT]\d'),
    _sign("datacite", "json", r'"https?://(?:schema\.)?datacite\.org/(?:schema|meta)'),
    _sign("datacite", "json", r'"type"\s*:\s*"dois"'),
    _sign("ror", "json", r'"id"\s*:\s*"https://ror\.org/0'),
    _sign("crossref", "json", r'"message-type"\s*:'),
    _sign(
        "crossref",
        "json",
        r'"DOI"\s*:',
        r'"title"\s*:\s*\[',
        r'"(?:indexed|deposited|content-domain|is-referenced-by-count)"\s*:',
    ),
    _sign("rdf", "json", r'"@context"\s*:'),
    _sign("csl-json", "json", rf'"type"\s*:\s*"(?:{_CSL_TYPES})"'),
    _sign("web-page", "html", r"application/ld\+json", r"schema\.org"),
    _sign("web-page", "html", r"""<meta\b[^>]*\bname\s*=\s*["']?citation_title\b"""),
    _sign("web-page", "html", r"""<meta\b[^>]*\bname\s*=\s*["']?(?:DC|dcterms)\.title\b"""),
    _sign("web-page", "html", r"""\bitemtype\s*=\s*["']?https?://schema\.org/"""),
    _sign("profile-text", "html", r""),
    _sign("ris", "text", r"^TY {1,2}-"),
    _sign("bibtex", "text", rf"^\s*@(?:{_WORK_TYPES})\s*[{{(]"),
)
"""The signs of each family, the surest first."""

_BY_NAME: Final = {
    "application/toml": "curation",
    "application/x-bibtex": "bibtex",
    "application/x-research-info-systems": "ris",
    "application/n-triples": "rdf",
    "application/n-quads": "rdf",
    "application/ld+json": "rdf",
    "application/rdf+xml": "rdf",
    "application/trig": "rdf",
    "text/turtle": "rdf",
}
"""Kinds that the name of a file says."""
_TABLES: Final = TAB_SEPARATED | {
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
_PLAIN: Final = frozenset({"text/plain", "text/markdown"})


def kind_of(item: SourceItem) -> str | None:
    """Tell the kind of an item, None where nothing tells it. Raises SourceError where it cannot be read."""
    named = _BY_NAME.get(item.media_type)
    if named is not None:
        return named
    if item.media_type in _TABLES:
        return _of_table(item)
    with item.open() as opened:
        head = _decoded(opened.read(HEAD))
    family = "html" if item.media_type in _PAGES else _family(head)
    for sign in _SIGNS:
        if sign.family == family and all(word.search(head) for word in sign.words):
            return sign.kind
    return "profile-text" if item.media_type in _PLAIN and family == "text" else None


def _of_table(item: SourceItem) -> str | None:
    """Tell a table of works from a roster of people: by which of the two knows more of its columns."""
    table = open_table(
        item, sheet="", recognised=lambda name: works.FIELDS.recognised(name) or people.FIELDS.recognised(name)
    )
    names = [name for name in columns_of(table.header) if name]
    of_works = sum(works.FIELDS.recognised(name) for name in names)
    of_people = sum(people.FIELDS.recognised(name) for name in names)
    if of_works == of_people:
        return None
    return "table" if of_works > of_people else "roster"


def _family(head: str) -> str:
    begins = head.lstrip("\ufeff \t\r\n")
    if begins[:1] in {"{", "["}:
        return "json"
    if re.match(r"<!doctype html|<html\b", begins, re.IGNORECASE) or (
        begins.startswith("<") and re.search(r"<html\b", head, re.IGNORECASE)
    ):
        return "html"
    return "xml" if re.match(r"<\?xml|<!DOCTYPE|<!--|<[A-Za-z]", begins) else "text"


def _decoded(head: bytes) -> str:
    told = by_mark(head) or UTF_8
    return head[told.mark :].decode(told.codec, "replace")
