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
    r"|(?P<words><[^<>\"{}|^`\\\x00-\x20]*+(?:\\[uU][0-9A-Fa-f]++[^<>\"{}|^`\\\x00-\x20]*+)*+>"
    r'|"""(?:[^"\\]|\\.|""?(?!"))*+"""'
    r"|'''(?:[^'\\]|\\.|''?(?!'))*+'''"
    r'|"(?:[^"\\\n\r]|\\.)*+"'
    r"|'(?:[^'\\\n\r]|\\.)*+')"
    r"|(?P<end>[.;,])(?=[\s#<\"'\[(]|\Z)"
    r"|(?P<open>[<\"'])"
    r"|\s++",
    re.DOTALL,
)
_LONGEST_DIRECTIVE: Final = 200
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
    return _turtle_fault(_last_line(text) if suffix == ".nt" else text)  # N-Triples are Turtle


def statements(body: bytes, media_type: str) -> int | None:
    """Give how many statements N-Triples have; None for other syntaxes, where only reading tells."""
    if SUFFIXES[media_type] != ".nt":
        return None
    return sum(1 for line in body.splitlines() if line.strip() and not line.lstrip().startswith(b"#"))


def _last_line(text: str) -> str:
    """Give the last line that is not empty: statements of N-Triples stand on lines of their own (RDF 1.1 N-Triples, section 7).

    Line ends are those of the grammar alone: a literal may hold others, such as U+2028.
    """
    whole = text.rstrip(" \t\r\n")
    return whole[max(whole.rfind("\n"), whole.rfind("\r")) + 1 :]


def _turtle_fault(text: str) -> str | None:
    """Look for what is outside of comments, texts and addresses, and stands last (RDF 1.1 Turtle, section 6.5)."""
    last, address, end = ".", None, 0
    for found in _TOKENS.finditer(text):
        if found["open"]:
            return "a text or an address has no end"
        between = text[end : found.start()]
        if between:  # names, numbers and brackets: `.` ends a statement behind them, too
            last, address = between[-1], None
        end = found.end()
        if found["end"]:
            last, address = found[0], None
        elif found["words"]:
            last, address = '"', found.start() if found[0][0] == "<" else None
    if text[end:]:
        last, address = text[-1], None
    if address is not None and _DIRECTIVE.search(text, max(0, address - _LONGEST_DIRECTIVE), address):
        return None
    return None if last == "." else "it ends within a statement"
