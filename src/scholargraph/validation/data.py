"""The data that somebody wants judged: a file in any syntax of RDF, as the statements of one graph, and their lines.

Nothing is fetched, no import is followed, and shapes among the data do not become shapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from scholargraph.errors import Place, SourceError
from scholargraph.ntriples import Term, Triple, literal, parse_literal
from scholargraph.store.rdf_text import RdfSyntaxError, quads
from scholargraph.validation.report import Result, term_of_focus
from scholargraph.validation.turtle_lines import turtle_lines

MAX_BYTES: Final = 1 << 30
"""The largest file that is judged."""
SUFFIXES: Final = {
    ".ttl": "turtle", ".turtle": "turtle", ".n3": "turtle", ".nt": "n-triples", ".nq": "n-quads", ".trig": "trig",
    ".rdf": "rdf-xml", ".owl": "rdf-xml", ".xml": "rdf-xml", ".jsonld": "json-ld", ".json": "json-ld",
}  # fmt: skip
"""The endings of files, and the syntax of each."""
_STATEMENT: Final = re.compile(r"^[ \t]*(?=[<_])", re.MULTILINE)


@dataclass(frozen=True)
class Data:
    """The statements of the graph that is judged. `graphs` says in words which graph that is, if the file has several."""

    file: str
    syntax: str
    text: bytes
    triples: tuple[Triple, ...]
    graphs: str | None = None

    def places(self, results: Iterable[Result]) -> Mapping[Result, Place]:
        """Give where results were read: the line of the value, or of the predicate, or where the focus node begins.

        Known for Turtle and TriG, N-Triples and N-Quads; a result at a node that the text does not name has no line.
        """
        wanted = list(results)
        lines = self._lines({term_of_focus(one.focus) for one in wanted})
        found = {}
        for one in wanted:
            focus = term_of_focus(one.focus)
            path = None if one.path is None else Term(f"<{one.path}>")
            value = one.value
            if value is not None and value.startswith('"') and self.syntax in {"turtle", "trig"}:
                value = literal(parse_literal(value).value)  # a type may be written shortly there, or not at all
            for key in ((focus, path, value), (focus, path, None), (focus, None, None)):
                if key in lines:
                    found[one] = Place(self.file, lines[key])
                    break
        return found

    def _lines(self, subjects: set[Term]) -> Mapping[tuple[Term, Term | None, Term | None], int]:
        if self.syntax in {"turtle", "trig"}:
            return turtle_lines(self.text.decode("utf-8", "replace"), subjects)
        found: dict[tuple[Term, Term | None, Term | None], int] = {}
        if self.syntax in {"n-triples", "n-quads"}:
            text = self.text.decode("utf-8", "replace")
            at, line = 0, 1
            for begun, (triple, _) in zip(_STATEMENT.finditer(text), quads(self.text, self.syntax), strict=False):
                line += text.count("\n", at, begun.start())
                at = begun.start()
                subject, predicate, value = triple
                if subject in subjects:
                    for key in ((subject, predicate, value), (subject, predicate, None), (subject, None, None)):
                        found.setdefault(key, line)
        return found


def read_data(text: bytes, file: str, *, syntax: str | None = None) -> Data:
    """Read the bytes of a file; the syntax is told from its name, or from its first words.

    Raises:
        SourceError: it is malformed (with its line), too large, or has what is never read.
    """
    syntax = syntax or SUFFIXES.get(PurePath(file).suffix.lower()) or _told(text)
    if len(text) > MAX_BYTES:
        raise SourceError(f"The file has more than {MAX_BYTES:,} bytes: split it.", Place(file))
    graphs: dict[Term | None, list[Triple]] = {None: []}
    try:
        for triple, graph in quads(text, syntax):
            graphs.setdefault(graph, []).append(triple)
    except RdfSyntaxError as error:
        raise SourceError(f"The file is no {syntax} ({error}): correct it.", Place(file, error.line)) from error
    except SourceError as error:
        raise SourceError(error.message, error.place or Place(file)) from error
    named = {graph: triples for graph, triples in graphs.items() if graph is not None}
    if not named:
        return Data(file, syntax, text, tuple(graphs[None]))
    count = sum(map(len, named.values()))
    if graphs[None]:
        words = f"the default graph is judged; {count:,} statements in {len(named)} named graphs are not"
        return Data(file, syntax, text, tuple(graphs[None]), words)
    words = f"the default graph is empty, so {len(named)} named graphs are judged together"
    return Data(file, syntax, text, tuple(triple for triples in named.values() for triple in triples), words)


def _told(text: bytes) -> str:
    """Tell the syntax from the first bytes."""
    first = text.lstrip(b"\xef\xbb\xbf \t\r\n")[:200]
    if first.startswith((b"{", b"[")) and not first.startswith(b"[]"):
        return "json-ld"
    return "rdf-xml" if first.startswith((b"<?xml", b"<rdf:RDF", b"<!")) else "turtle"
