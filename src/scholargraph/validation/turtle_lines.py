"""The lines of statements in Turtle and TriG, for a message: parsers of RDF do not tell them.

It reads the tokens of the grammar (RDF 1.1 Turtle, section 6.5) and follows subjects, predicates and values outside of
brackets. It judges no syntax: the text was parsed before.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urljoin

from scholargraph.ntriples import Term, literal, parse_literal
from scholargraph.vocab import RDF

Key = tuple[Term, Term | None, Term | None]

_TOKEN: Final = re.compile(
    r"(?P<space>[ \t\r\n]+|\#[^\n]*)"
    r"|(?P<string>\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')"
    r"|<(?P<iri>[^<>\"{}|^`\\\x00-\x20]*)>"
    r"|(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
    r"|(?P<type>\^\^)"
    r"|(?P<mark>[.;,\[\](){}](?![0-9]))"
    r"|(?P<name>[^\s<>\"'\[\](){};,]+?(?=[\s<>\"'\[\](){};,]|\.(?:\s|$)|$))"
    r"|(?P<other>.)",
    re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\(?=.)")
"""What stands before a punctuation mark in a local name (grammar rule PN_LOCAL_ESC)."""
_QUOTE: Final = re.compile(r'(?<!\\)"')
_TYPE: Final = Term(f"<{RDF.type}>")


def turtle_lines(text: str, subjects: Collection[Term]) -> dict[Key, int]:
    """Give the line of each subject, of each of its predicates, and of each value, as far as the text names them."""
    return _Reading(frozenset(subjects)).read(text)


@dataclass(slots=True)
class _Reading:
    subjects: frozenset[Term]
    prefixes: dict[str, str] = field(default_factory=dict)
    base: str = "tag:scholargraph,2026:document"
    depth: int = 0
    subject: Term | None = None
    predicate: Term | None = None
    found: dict[Key, int] = field(default_factory=dict)

    def read(self, text: str) -> dict[Key, int]:
        """Follow the statements of a text."""
        tokens = list(self._tokens(text))
        at = 0
        while at < len(tokens):
            kind, words, line = tokens[at]
            if self.subject is None and words.lower() in {"@prefix", "prefix"} and at + 2 < len(tokens):
                self.prefixes[tokens[at + 1][1].rstrip(":")] = urljoin(self.base, tokens[at + 2][1])
                at += 3
            elif self.subject is None and words.lower() in {"@base", "base"} and at + 1 < len(tokens):
                self.base = urljoin(self.base, tokens[at + 1][1])
                at += 2
            elif kind == "mark":
                self._mark(words)
                at += 1
            elif self.depth or kind in {"tag", "type"}:
                at += 2 if kind == "type" else 1
            else:
                self._term(kind, words, line)
                at += 1
        return self.found

    def _tokens(self, text: str) -> Iterator[tuple[str, str, int]]:
        line = 1
        for token in _TOKEN.finditer(text):
            kind = token.lastgroup or "other"
            if kind != "space":
                yield kind, token[kind], line
            line += token[0].count("\n")

    def _mark(self, mark: str) -> None:
        if mark in "[(":
            if not self.depth and self.subject is None:
                self.subject = Term("")
            self.depth += 1
        elif mark in "])":
            self.depth -= 1
        elif not self.depth:
            if mark in ".{}":
                self.subject = None
            if mark != ",":
                self.predicate = None

    def _term(self, kind: str, words: str, line: int) -> None:
        term = self._value(kind, words)
        if self.subject is None:
            self.subject = term
            self._note((term, None, None), line)
        elif self.predicate is None:
            self.predicate = _TYPE if kind == "name" and words == "a" else term
            self._note((self.subject, self.predicate, None), line)
        else:
            self._note((self.subject, self.predicate, term), line)

    def _note(self, key: Key, line: int) -> None:
        if key[0] in self.subjects:
            self.found.setdefault(key, line)

    def _value(self, kind: str, words: str) -> Term:
        if kind == "iri":
            return Term(f"<{words if ':' in words.split('/', maxsplit=1)[0] else urljoin(self.base, words)}>")
        if kind == "string":
            quotes = 3 if words[:3] in {'"""', "'''"} else 1
            inside = _QUOTE.sub(r"\"", words[quotes:-quotes])
            return literal(parse_literal(Term(f'"{inside}"')).value)
        if words.startswith("_:"):
            return Term(words)
        prefix, colon, name = words.partition(":")
        if colon and prefix in self.prefixes:
            return Term(f"<{self.prefixes[prefix]}{_ESCAPE.sub('', name)}>")
        return literal(words)
