"""A citation of the graph, formatted in a style: what people copy from a page, ask for by address, or print with `cite`.

It reads no graph. What the notices of a work say of it today stands behind the citation in every style: styles have no
place for it in common, and a retracted work must not be cited as if it were sound.
"""

from __future__ import annotations

import html

from scholargraph.citation import csl_json
from scholargraph.citation.model import EDITORIAL_WORDS, Citation
from scholargraph.citation.styles import DEFAULT, Formatted, formatted
from scholargraph.identifiers import Identifier
from scholargraph.model import PublicationStatus, PublicationType

_UNPRINTED = ("note", "abstract", "custom", "keyword")
"""Members that belong to the record, not to a reference in a list."""


def format_citation(citation: Citation, style: str = DEFAULT, *, language: str = "en-US") -> Formatted:
    """Format a citation; both forms are empty where the style has nothing to show.

    Raises:
        UsageError: there is no such style or language.
    """
    made = formatted(_printed(citation), style, language=language)
    if citation.editorial is None or not made.text:
        return made
    mark = f" [{EDITORIAL_WORDS[citation.editorial].capitalize()}]"
    return Formatted(f"{made.text}{mark}", f"{made.html}{html.escape(mark, quote=False)}")


def _printed(citation: Citation) -> csl_json.Item:
    """Return the item without what no reference prints, and a preprint's repository as its publisher, as styles take it."""
    item = {name: value for name, value in csl_json.item(citation).items() if name not in _UNPRINTED}
    if citation.status is not PublicationStatus.FORTHCOMING:
        item.pop("status", None)  # that a work is published is no part of a reference to it
    if citation.type is PublicationType.PREPRINT and "publisher" not in item and "container-title" in item:
        item["publisher"] = item.pop("container-title")
    if citation.arxiv is not None and not {"DOI", "URL"} & item.keys():
        item["URL"] = Identifier("arxiv", citation.arxiv).iri  # not every style prints the number
    return item
