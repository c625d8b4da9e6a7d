"""Answers of queries as bytes: serialised by the engine under caps that are errors, never silent cuts.

It runs no query. What a format cannot carry is refused, not written wrongly.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from scholargraph.errors import NotRepresentableError, Place, QuerySyntaxError, ResultTooLargeError
from scholargraph.formats import Format

QUERY: Final = "query"
"""What a query is called where a place names its file."""

_POSITION: Final = re.compile(r"error at (\d+):(\d+): ?(.*)", re.DOTALL)
_REASONS: Final[Mapping[str, str]] = {
    "Prefix not found": "a prefix is not declared: add its PREFIX line",
    "IRI parsing failed": "an IRI is relative or malformed: write it in full",
    "Duplicated variable name": "a variable is named twice in SELECT: drop one",
    "variable that is unbound": "a variable is selected that GROUP BY does not name: group by it, too, or aggregate it",
}
_REASON_LENGTH: Final = 160
_READ_LENGTH: Final = 40
"""Characters of the query that an error shows: the last ones that were read."""

_NOT_IN_XML: Final = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D})
_NONCHARACTERS: Final = ("\ufffe".encode(), "\uffff".encode())


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query sees (SPARQL 1.1 Protocol, section 2.1.4), as IRIs; they replace what the query says."""

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.default_graphs or self.named_graphs)


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that an answer may have: rows of a SELECT, bytes of any."""

    rows: int
    size: int


class Sink:
    """A file that the engine writes an answer into; it refuses more than it may hold."""

    def __init__(self, size: int | None = None) -> None:
        self._left = size
        self._size = size
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Keep some bytes. Raises ResultTooLargeError for those beyond the cap."""
        if self._left is not None:
            self._left -= len(data)
            if self._left < 0:
                raise ResultTooLargeError(
                    f"The result has more than {self._size:,} bytes: ask for less with LIMIT and OFFSET, "
                    "or take the whole graph from the dump."
                )
        self._parts.append(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def content(self) -> bytes:
        """Give all of it."""
        return self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)


def finished(data: bytes, form: Format, *, rows: int | None = None) -> bytes:
    """Check what the engine wrote, and mend what it writes wrongly: a carriage return in XML.

    `rows` is the most that a SELECT may have.

    Raises:
        ResultTooLargeError: a SELECT has more rows than the cap.
        NotRepresentableError: XML cannot carry a character or a predicate of the result.
    """
    if rows is not None and _rows_at_most(data, form, rows) > rows:
        raise ResultTooLargeError(
            f"The result has more than {rows:,} rows: ask for less with LIMIT and OFFSET, "
            "or take the whole graph from the dump."
        )
    if form.name in {"xml", "rdf"}:
        return _as_xml(data, form)
    return data


def count_rows(data: bytes, form: Format) -> int:
    """Count the rows of a serialised SELECT."""
    if form.name == "xml":
        return data.count(b"<result>")
    if form.name == "tsv":
        return data.count(b"\n") - 1
    if form.name == "csv":
        # A line end inside quotation marks belongs to a value; a doubled mark leaves the count of marks even.
        return sum(part.count(b"\r\n") for part in data.split(b'"')[::2]) - 1
    return len(json.loads(data).get("results", {}).get("bindings", ()))


def _rows_at_most(data: bytes, form: Format, limit: int) -> int:
    """Count rows, or give a number they do not exceed where that is quicker and within the limit."""
    if form.name == "json" and data.count(b"}") <= limit:
        bound = limit  # one mark is counted three times as fast as those that tell more
    elif form.name == "json":
        bound = data.count(b'"}}') + data.count(b"{}")  # each row ends with one of them; a value may hold them too
    elif form.name == "csv":
        bound = data.count(b"\r\n")
    else:
        bound = limit + 1
    return bound if bound <= limit else count_rows(data, form)


def _as_xml(data: bytes, form: Format) -> bytes:
    """XML 1.0, sections 2.2 and 2.11: some characters cannot stand in it; a bare carriage return is read as a line feed."""
    if len(data.translate(None, _NOT_IN_XML)) != len(data) or any(found in data for found in _NONCHARACTERS):
        raise NotRepresentableError("The result has a character that XML cannot carry: ask for another format.")
    data = data.replace(b"\r", b"&#13;")
    if form.name == "rdf":
        try:
            expat.ParserCreate(namespace_separator=" ").Parse(data, True)  # noqa: FBT003 - expat takes it by position only
        except expat.ExpatError:
            raise NotRepresentableError(
                "The graph has a predicate that RDF/XML has no name for: ask for another format."
            ) from None
    return data


def syntax_error(error: SyntaxError, query: str) -> QuerySyntaxError:
    """Make our error of the engine's: position, and what is wrong in plain words.

    What the engine expected is not told: it names some of what could stand there, seldom what is missing.
    """
    text = str(error)
    found = _POSITION.match(text)
    line, column, reason = (int(found[1]), int(found[2]), None) if found else (None, None, text)
    for known, words in _REASONS.items():
        if known in text:
            reason = words
            break
    if reason is None and line is not None and column is not None:
        reason = (
            f"what ends with “{_read(query, line, column)}” does not follow its grammar: "
            "check the brackets, full stops and keywords there"
        )
    reason = " ".join((reason or "it cannot be read").split())
    if len(reason) > _REASON_LENGTH:
        reason = f"{reason[:_REASON_LENGTH]}…"
    return QuerySyntaxError(f"This is not a SPARQL 1.1 query: {reason}.", Place(QUERY, line, column))


def _read(query: str, line: int, column: int) -> str:
    """Give the end of what stands before a place of a query, on one line."""
    lines = query.split("\n")[:line]
    lines[-1] = lines[-1][: column - 1]
    text = " ".join(" ".join(lines).split())
    return text if len(text) <= _READ_LENGTH else f"…{text[-_READ_LENGTH:]}"
