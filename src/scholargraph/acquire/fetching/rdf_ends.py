"""Whether RDF that an endpoint sent ends where a document of its syntax can end, and how many statements it has.

An endpoint that gives up in the middle often closes an answer as if it were all. This reads no RDF: `sources.readers.rdf` does.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.http_answers import json_fault, xml_fault

SUFFIXES: Final = {
    "application/n-triples": ".nt",
    "text/turtle": ".ttl",
    "application/rdf+xml": ".rdf",
    "application/ld+json": ".jsonld",
    "text/plain": ".nt",
}
"""The ending of an item's id tells its syntax to the reader."""
# RDF 1.1 Turtle, section 6.5: comments, IRIs, long and short strings; what is left of them tells the end. No part of it is
# tried twice.
_TOKENS: Final = re.compile(
    r"#[^\n\r]*+"
    r"|<[^<>\"{}|^`\\\x00-\x20]*+(?:\\[uU][0-9A-Fa-f]++[^<>\"{}|^`\\\x00-\x20]*+)*+>"
    r'|"""(?:[^"\\]|\\.|""?(?!"))*+"""'
    r"|'''(?:[^'\\]|\\.|''?(?!'))*+'''"
    r'|"(?:[^"\\\n\r]|\\.)*+"'
    r"|'(?:[^'\\\n\r]|\\.)*+'"
    r"|(?P<end>[.;,])(?=[\s#<\"'\[(]|\Z)"
    r"|(?P<open>[<\"'])"
    r"|\s++",
    re.DOTALL,
)
_STATEMENT: Final = re.compile(
    r'[ \t]*(?:<[^>\s]*>|_:\S+)[ \t]*<[^>\s]*>[ \t]*(?:<[^>\s]*>|_:\S+|".*"\S*)[ \t]*\.[ \t]*(?:#.*)?'
)
_DIRECTIVE: Final = re.compile(r"(?<!@)\b(?:PREFIX\s+\S*:|BASE)\s*\Z", re.IGNORECASE)


def fault(body: bytes, media_type: str) -> str | None:
    """Say why a body is no whole document of its syntax; None where it looks like one."""
    suffix = SUFFIXES[media_type]
    if suffix == ".rdf":
        return xml_fault(body)
    if suffix == ".jsonld":
        return json_fault(body)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"it is not UTF-8 at byte {error.start:,}"
    return _lines_fault(text) if suffix == ".nt" else _turtle_fault(text)


def statements(body: bytes, media_type: str) -> int | None:
    """Give how many statements N-Triples have; None for other syntaxes, where only reading tells."""
    if SUFFIXES[media_type] != ".nt":
        return None
    return sum(1 for line in body.splitlines() if line.strip() and not line.lstrip().startswith(b"#"))


def _lines_fault(text: str) -> str | None:
    """RDF 1.1 N-Triples, section 7: each statement stands on a line of its own."""
    last = next((line for line in reversed(text.splitlines()) if line.strip()), "")
    if not last or last.lstrip().startswith("#") or _STATEMENT.fullmatch(last):
        return None
    return "its last line is no statement"


def _turtle_fault(text: str) -> str | None:
    last, end = "", 0
    for found in _TOKENS.finditer(text):
        between = text[end : found.start()]
        if between.strip():
            last = between.strip()[-1:]
        end = found.end()
        words = found[0]
        if found["open"]:
            return "a text or an address has no end"
        if found["end"]:
            last = words
        elif words.strip() and not words.startswith("#"):
            last = (
                ">"
                if words.startswith("<") and _DIRECTIVE.search(text[max(0, found.start() - 200) : found.start()])
                else '"'
            )
    if text[end:].strip():
        last = text.rstrip()[-1:]
    return None if last in {"", ".", ">"} else "it ends within a statement"
