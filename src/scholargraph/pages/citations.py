"""A work's citations in the styles that people ask for, for its page and for a program that asks for text.

A work whose title is lost has none: nobody could tell what is cited.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from scholargraph.citation import Citation, CitationReader
from scholargraph.citation.formatted import format_citation
from scholargraph.citation.styles import STYLES
from scholargraph.iris import Key
from scholargraph.pages.site import Site


@dataclass(frozen=True, slots=True)
class StyledCitation:
    """A citation in a style: the style's name, and the citation as HTML that holds no more than fonts and positions."""

    label: str
    html: Markup


def of_work(site: Site, key: Key) -> tuple[StyledCitation, ...]:
    """Give the citations of a work, in the order of `STYLES`; a style that lists no such works is left out."""
    citation = CitationReader(site.reader, site.iris).of_work(key)
    return () if citation is None or citation.title is None else tuple(_styled(citation))


def _styled(citation: Citation) -> Iterator[StyledCitation]:
    for style in STYLES.values():
        made = format_citation(citation, style.name)
        if made.html:
            yield StyledCitation(style.label, Markup(made.html))  # noqa: S704 - `formatted` escapes it
