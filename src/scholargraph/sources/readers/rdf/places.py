"""Where a value of RDF stands in its text. Parsers of RDF tell no places, so they are found again.

In N-Triples and N-Quads it is the line of the statement: exact. In other syntaxes it is the first place, after the first
mention of the subject, where the words of the value stand as the syntax writes them; otherwise that mention; otherwise the
beginning of the text. What is quoted always stands there; that it is this very statement is only likely.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Final

from scholargraph.acquire import TextContent
from scholargraph.model import Locator
from scholargraph.store.rdf_text import RdfTerm, Statement, is_own_iri

_WINDOW: Final = 32_768
"""So many characters after a subject's mention are searched for its values."""
LINES: Final = frozenset({"n-triples", "n-quads"})
"""Syntaxes in which each statement is a line."""
_LINE: Final = re.compile(r"^[ \t]*(?=[<_]).*$", re.MULTILINE)


class Places:
    """Finds statements in the text of a document again."""

    def __init__(self, content: TextContent, syntax: str) -> None:
        self._content = content
        self._text = content.text
        self._syntax = syntax
        self._lines = self._line_spans() if syntax in LINES else iter(())
        self._subjects: dict[str, int] = {}
        self._broken: set[int] = set()

    def skip(self, start: int) -> None:
        """Note that the line which begins here is no statement."""
        self._broken.add(start)

    def next(self, statement: Statement) -> tuple[Locator, str]:
        """Give the place of the value of the next statement. To be called for each, in the order of the text."""
        line = next(self._lines, None)
        if line is not None:
            start, end = line
            words = self._text[start:end]
            for form in _forms(statement.object, self._syntax):
                at = words.rfind(form) if form else -1
                if at >= 0:
                    return self._place(start + at, start + at + len(form))
            return self._place(start, end)
        return self._near(statement)

    def subject(self, term: RdfTerm) -> tuple[Locator, str]:
        """Give the place of the first mention of a thing."""
        at = self._mention(term)
        end = self._text.find("\n", at)
        return self._place(at, min(end if end > at else len(self._text), at + 200))

    def _near(self, statement: Statement) -> tuple[Locator, str]:
        begun = self._mention(statement.subject)
        for start, stop in ((begun, begun + _WINDOW), (0, _WINDOW)):
            for form in _forms(statement.object, self._syntax):
                at = self._text.find(form, start, stop) if form else -1
                if at >= 0:
                    return self._place(at, at + len(form))
        return self.subject(statement.subject)

    def _mention(self, term: RdfTerm) -> int:
        """Give the first place of a thing: its IRI, its relative or prefixed form; the first word for a blank node."""
        known = self._subjects.get(term.value)
        if known is None:
            first = len(self._text) - len(self._text.lstrip())
            found = (self._text.find(form) for form in _forms(term, self._syntax) if len(form) > 1)
            known = self._subjects[term.value] = next((at for at in found if at >= 0), first)
        return known

    def _line_spans(self) -> Iterator[tuple[int, int]]:
        for found in _LINE.finditer(self._text):
            if found.start() not in self._broken:
                yield found.span()

    def _place(self, start: int, end: int) -> tuple[Locator, str]:
        at = self._content.span(start, max(end, start + 1))
        return at, self._content.quote(at)


def _forms(term: RdfTerm, syntax: str) -> Iterator[str]:
    """Give how a term can be written, the most certain first."""
    if term.is_literal:
        yield json.dumps(term.value, ensure_ascii=False)[1:-1]
        yield term.value
        if syntax == "rdf-xml":
            yield escape(term.value, quote=False)
        return
    if term.is_blank:
        if syntax in LINES:
            yield term.value
        return
    if is_own_iri(term.value):
        yield term.value[term.value.rfind("#") :] if "#" in term.value else ""
    yield term.value
    cut = max(term.value.rfind("/"), term.value.rfind("#")) + 1
    yield f":{term.value[cut:]}" if syntax in {"turtle", "trig"} and term.value[cut:] else ""
    # A relative IRI, after a base: the last two steps of the path are rarely written twice.
    steps = term.value.rsplit("/", 2)
    yield "/".join(steps[-2:]) if len(steps) == 3 else ""
