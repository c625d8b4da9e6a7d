"""RDF terms in N-Triples syntax (RDF 1.1 N-Triples, canonical form): the one place that writes and reads them.

It knows no vocabulary and no graph; a triple between the stages is three such terms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address
from typing import Final, NewType

Term = NewType("Term", str)
"""An IRI or literal in N-Triples syntax: `<https://example.org/>`, `"Zoë"@nl`."""

Triple = tuple[Term, Term, Term]

XSD_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
LANG_STRING: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

# RFC 3987, section 2.2, absolute and with a fragment. What IRIREF (grammar rule 8) lets through beyond it, strict readers
# refuse: `[` in a path, `%zz`, private characters.
_LETTERS: Final = (
    r"A-Za-z0-9\-._~\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    + "".join(f"\\U000{plane:X}0000-\\U000{plane:X}FFFD" for plane in range(1, 14))
    + r"\U000E1000-\U000EFFFD"
)
_PRIVATE: Final = r"\ue000-\uf8ff\U000F0000-\U000FFFFD\U00100000-\U0010FFFD"
_DELIMITERS: Final = r"!$&'()*+,;="
_ESCAPE: Final = r"%[0-9A-Fa-f]{2}"
_IRI: Final = re.compile(
    rf"[A-Za-z][A-Za-z0-9+.\-]*:"
    rf"(?://(?:(?:[{_LETTERS}{_DELIMITERS}:]|{_ESCAPE})*@)?"
    rf"(?:\[(?P<address>[0-9A-Fa-f:.]+)\]|(?:[{_LETTERS}{_DELIMITERS}]|{_ESCAPE})*)(?::[0-9]*)?(?=[/?#]|\Z)|(?!//))"
    rf"(?:[{_LETTERS}{_DELIMITERS}:@/]|{_ESCAPE})*"
    rf"(?:\?(?:[{_LETTERS}{_DELIMITERS}{_PRIVATE}:@/?]|{_ESCAPE})*)?"
    rf"(?:#(?:[{_LETTERS}{_DELIMITERS}:@/?]|{_ESCAPE})*)?"
)
_SPACE: Final = re.compile(r"\s")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
# RFC 5646, section 2.1: language, script, region, variants, extensions, private use.
_LANGUAGE: Final = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+",
    re.IGNORECASE | re.ASCII,
)
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}
_ESCAPED: Final = re.compile(r'[\\"\n\r]')
_LITERAL: Final = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_UNESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_PLAIN: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def iri(value: str) -> Term:
    """Write an IRI. Raises ValueError for a relative one, or what RFC 3987 does not allow."""
    if not valid_iri(value):
        raise ValueError(f"not an IRI: {value!r}")
    return Term(f"<{value}>")


@lru_cache(maxsize=1 << 14)
def valid_iri(value: str) -> bool:
    """Whether a string is an absolute IRI (RFC 3987, section 2.2) that every reader takes: they refuse wide spaces.

    The answers given last are kept: a graph names the same things again and again.
    """
    found = _IRI.fullmatch(value)
    if found is None or not (value.isascii() or _SPACE.search(value) is None):
        return False
    if (address := found["address"]) is None:
        return True
    try:
        IPv6Address(address)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1 << 10)
def valid_language(tag: str) -> bool:
    """Whether a string is a well-formed language tag (BCP 47), so that every RDF syntax can carry it."""
    return _LANGUAGE.fullmatch(tag) is not None


def literal(value: str, *, language: str | None = None, datatype: str | None = None) -> Term:
    """Write a literal; with neither language nor datatype it is an xsd:string.

    Raises ValueError for a bad tag, and for half a character (a surrogate), which UTF-8 cannot carry.
    """
    if type(value) is not str:
        raise TypeError(f"a literal is made of a string, not of {type(value).__name__}")
    if not value.isascii() and _SURROGATE.search(value):
        raise ValueError(f"not text, since half a character stands in it: {value!r}")
    words = value
    if '"' in value or "\\" in value or "\n" in value or "\r" in value:  # few have any of them, and looking is quick
        words = _ESCAPED.sub(lambda found: _ESCAPES[found.group()], value)
    if language is not None:
        if not valid_language(language):
            raise ValueError(f"not a language tag (BCP 47): {language!r}")
        return Term(f'"{words}"@{language.lower()}')
    if datatype is not None and datatype != XSD_STRING:
        return Term(f'"{words}"^^{iri(datatype)}')
    return Term(f'"{words}"')


def line(triple: Triple, graph: Term | None = None) -> str:
    """Write one statement of N-Triples, or of N-Quads where a graph is given, without the line end."""
    return " ".join((*triple, graph, ".") if graph else (*triple, "."))


def parts(line: str) -> Triple:
    """Give the three terms of a line of N-Triples, as `line` writes it."""
    subject, predicate, value = line.split(" ", 2)
    return Term(subject), Term(predicate), Term(value[:-2])


def is_iri(term: Term) -> bool:
    """Whether the term is an IRI."""
    return term.startswith("<")


def iri_value(term: Term) -> str:
    """Give the IRI without its angle brackets. Raises ValueError for another term."""
    if not is_iri(term):
        raise ValueError(f"not an IRI: {term}")
    return term[1:-1]


def parse_literal(term: Term) -> Literal:
    """Read a literal. Raises ValueError for another term."""
    found = _LITERAL.fullmatch(term)
    if not found:
        raise ValueError(f"not a literal: {term}")
    words, language, datatype = found.groups()
    if "\\" in words:
        words = _UNESCAPE.sub(_unescaped, words)
    return Literal(words, language, datatype or (LANG_STRING if language else XSD_STRING))


def _unescaped(found: re.Match[str]) -> str:
    short, long, plain = found.groups()
    return chr(int(short or long, 16)) if short or long else _PLAIN.get(plain, plain)


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal taken apart: the words, the language or None, the datatype IRI."""

    value: str
    language: str | None
    datatype: str
