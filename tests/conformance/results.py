"""Answers of queries, read from the formats they are written in and compared as SPARQL means them.

It asks nobody, and it takes no reader from the engine that is tested: only graphs in Turtle are parsed by it. Rows are a
multiset, or a sequence where they have an order; blank nodes may have any labels; a language tag may be in any case. An
answer with a value in other letters (`1.0E6`, `1000000`) is told apart from one with another value: SPARQL defines values,
not how they are spelled, and the suite itself expects `1.0e6` for a stored `1.0E6` (tsv03). A datatype is never another.
"""

from __future__ import annotations

import csv
import io
import json
import re
import struct
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import IntEnum
from typing import Final
from xml.etree import ElementTree as ET

import pyoxigraph
import rdflib
from pyoxigraph import RdfFormat, parse

XSD: Final = str(rdflib.XSD)
STRING: Final = f"{XSD}string"
RS: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
SPARQL: Final = "{http://www.w3.org/2005/sparql-results#}"
LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"

_FLOATING: Final = frozenset({f"{XSD}float", f"{XSD}double"})
_EXACT: Final = frozenset({f"{XSD}integer", f"{XSD}decimal"})
_TRUTHS: Final = {"1": "true", "0": "false"}

_TSV_TERM: Final = re.compile(
    r"<(?P<iri>[^>]*)>|_:(?P<blank>\S+)"
    r'|"(?P<text>(?:[^"\\]|\\.)*)"(?:@(?P<language>[A-Za-z0-9-]+)|\^\^<(?P<datatype>[^>]*)>)?'
    r"|(?P<integer>[+-]?[0-9]+)|(?P<decimal>[+-]?[0-9]*\.[0-9]+)"
    r"|(?P<double>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+)|(?P<boolean>true|false)"
)
_TSV_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


@dataclass(frozen=True)
class Blank:
    """A blank node; its label tells it from the others of its answer, and means nothing else."""

    label: str


@dataclass(frozen=True)
class Iri:
    value: str


@dataclass(frozen=True)
class Literal:
    text: str
    datatype: str = STRING
    language: str = ""


@dataclass(frozen=True)
class Words:
    """What CSV has of a term that is no blank node: its words without its kind."""

    text: str


Term = Blank | Iri | Literal | Words
Row = tuple[Term | None, ...]


@dataclass(frozen=True)
class Table:
    """The answer of a SELECT: each row has a place for each variable. Also a graph: rows of three, without variables."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]
    ordered: bool = False


Result = Table | bool


class Likeness(IntEnum):
    """How an answer compares with the expected one."""

    DIFFERENT = 0
    SAME_VALUES = 1
    """The same but for the letters that a number or a truth value is written in."""
    SAME_TERMS = 2


def read(data: bytes, form: str, base: str) -> Result:
    """Read an answer in the format with this file ending. `base` is the IRI that relative ones are resolved against."""
    if form == "srj":
        return _json(data)
    if form == "srx":
        return _xml(data)
    if form == "csv":
        return _csv(data)
    if form == "tsv":
        return _tsv(data)
    return _rdf(data, form, base)


def compare(expected: Result, found: Result, *, ordered: bool = False) -> Likeness:
    """Tell how an answer compares with the expected one; `ordered` where its rows have to come in their order."""
    if isinstance(expected, bool) or isinstance(found, bool):
        return Likeness.SAME_TERMS if expected is found else Likeness.DIFFERENT
    if sorted(expected.variables) != sorted(found.variables) or len(expected.rows) != len(found.rows):
        return Likeness.DIFFERENT
    places = [found.variables.index(name) for name in expected.variables]
    rows = [tuple(row[place] for place in places) for row in found.rows] if places else list(found.rows)
    alike = _same_sequence if ordered or expected.ordered else _same_rows
    if alike(list(expected.rows), rows):
        return Likeness.SAME_TERMS
    if alike([_values(row) for row in expected.rows], [_values(row) for row in rows]):
        return Likeness.SAME_VALUES
    return Likeness.DIFFERENT


def _values(row: Row) -> Row:
    return tuple(_value(term) for term in row)


def _value(term: Term | None) -> Term | None:
    """Spell a number or a truth value in one way; anything else stays as it is, an ill-typed literal too."""
    try:
        match term:
            case Words(text=text):
                return Words(repr(float(text)))
            case Literal(text=text, datatype=datatype) if datatype in _EXACT:
                return Literal(str(Decimal(text).normalize()), datatype)
            case Literal(text=text, datatype=datatype) if datatype in _FLOATING:
                size = "f" if datatype.endswith("float") else "d"
                return Literal(repr(struct.unpack(size, struct.pack(size, float(text)))[0]), datatype)
            case Literal(text=text, datatype=datatype) if datatype == f"{XSD}boolean":
                return Literal(_TRUTHS.get(text, text), datatype)
            case _:
                return term
    except (ValueError, OverflowError, InvalidOperation):
        return term


class Pairing:
    """Which blank node of one side is which of the other: each has one partner, or none yet."""

    def __init__(self, there: Mapping[Blank, Blank] | None = None, back: Mapping[Blank, Blank] | None = None) -> None:
        self.there = dict(there or {})
        self.back = dict(back or {})

    def extended(self, left: Row, right: Row) -> Pairing | None:
        """Pair what two rows need to be the same, or tell that they cannot be."""
        made = Pairing(self.there, self.back)
        for one, other in zip(left, right, strict=True):
            if isinstance(one, Blank) and isinstance(other, Blank):
                if made.there.setdefault(one, other) != other or made.back.setdefault(other, one) != one:
                    return None
            elif one != other:
                return None
        return made


def _same_sequence(expected: list[Row], found: list[Row]) -> bool:
    pairing: Pairing | None = Pairing()
    for left, right in zip(expected, found, strict=True):
        pairing = None if pairing is None else pairing.extended(left, right)
    return pairing is not None


def _same_rows(expected: list[Row], found: list[Row]) -> bool:
    """Compare two multisets of rows: those without blank nodes at once, the others by trying which fits which."""
    if Counter(filter(_ground, expected)) != Counter(filter(_ground, found)):
        return False
    return _matched(
        [row for row in expected if not _ground(row)], [row for row in found if not _ground(row)], Pairing()
    )


def _ground(row: Row) -> bool:
    return not any(isinstance(term, Blank) for term in row)


def _matched(expected: Sequence[Row], found: Sequence[Row], pairing: Pairing) -> bool:
    if not expected:
        return not found
    # The row whose blank nodes are paired best leaves the least to try.
    row = max(expected, key=lambda row: sum(term in pairing.there or not isinstance(term, Blank) for term in row))
    rest = list(expected)
    rest.remove(row)
    for place, other in enumerate(found):
        extended = pairing.extended(row, other)
        if extended is not None and _matched(rest, [*found[:place], *found[place + 1 :]], extended):
            return True
    return False


def _json(data: bytes) -> Result:
    told = json.loads(data)
    if "boolean" in told:
        return bool(told["boolean"])
    variables = tuple(told["head"]["vars"])
    rows = ({name: _json_term(term) for name, term in row.items()} for row in told["results"]["bindings"])
    return Table(variables, tuple(_row(row, variables) for row in rows))


def _json_term(term: Mapping[str, str]) -> Term:
    match term["type"]:
        case "uri":
            return Iri(term["value"])
        case "bnode":
            return Blank(term["value"])
        case "literal" | "typed-literal":
            return _literal(term["value"], term.get("datatype"), term.get("xml:lang"))
        case kind:
            raise AssertionError(f"no kind of term: {kind}")


def _xml(data: bytes) -> Result:
    root = ET.fromstring(data)  # noqa: S314 - the suite's files and our own answers
    truth = root.find(f"{SPARQL}boolean")
    if truth is not None:
        return (truth.text or "").strip() == "true"
    variables = tuple(node.attrib["name"] for node in root.findall(f"{SPARQL}head/{SPARQL}variable"))
    rows = (
        {binding.attrib["name"]: _xml_term(binding[0]) for binding in result.findall(f"{SPARQL}binding")}
        for result in root.findall(f"{SPARQL}results/{SPARQL}result")
    )
    return Table(variables, tuple(_row(row, variables) for row in rows))


def _xml_term(node: ET.Element) -> Term:
    text = node.text or ""
    match node.tag.removeprefix(SPARQL):
        case "uri":
            return Iri(text)
        case "bnode":
            return Blank(text)
        case "literal":
            return _literal(text, node.get("datatype"), node.get(LANGUAGE))
        case kind:
            raise AssertionError(f"no kind of term: {kind}")


def _csv(data: bytes) -> Table:
    """SPARQL 1.1 Query Results CSV: terms by their words alone; an empty cell is unbound or an empty literal."""
    header, *lines = csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)
    rows = tuple(
        tuple(Blank(cell) if cell.startswith("_:") else Words(cell) if cell else None for cell in line)
        for line in lines
    )
    assert all(len(row) == len(header) for row in rows)
    return Table(tuple(header), rows)


def _tsv(data: bytes) -> Table:
    """SPARQL 1.1 Query Results TSV: terms as in Turtle; an empty cell is unbound."""
    header, *lines = data.decode("utf-8").removesuffix("\n").split("\n")
    names = header.split("\t")
    assert all(name.startswith("?") for name in names)
    rows = tuple(tuple(_tsv_term(cell) if cell else None for cell in line.split("\t")) for line in lines)
    assert all(len(row) == len(names) for row in rows)
    return Table(tuple(name[1:] for name in names), rows)


def _tsv_term(cell: str) -> Term:
    found = _TSV_TERM.fullmatch(cell)
    assert found is not None, f"no term of Turtle: {cell}"
    kind = found.lastgroup or ""
    if kind == "iri":
        return Iri(_unescaped(found["iri"]))
    if kind == "blank":
        return Blank(found["blank"])
    if found["text"] is not None:
        return _literal(_unescaped(found["text"]), found["datatype"], found["language"])
    return Literal(found[kind], XSD + kind)


def _unescaped(text: str) -> str:
    def meant(found: re.Match[str]) -> str:
        code = found[1] or found[2]
        return chr(int(code, 16)) if code else _ESCAPED.get(found[3], found[3])

    return _TSV_ESCAPE.sub(meant, text)


def _rdf(data: bytes, form: str, base: str) -> Table:
    """A graph, or a table that is written as one (the result set vocabulary)."""
    quads = list(parse(data, RdfFormat.from_extension(form), base_iri=base))
    triples = list({(_term(quad.subject), _term(quad.predicate), _term(quad.object)) for quad in quads})
    heads = [s for s, p, o in triples if p == Iri(str(rdflib.RDF.type)) and o == Iri(f"{RS}ResultSet")]
    return _result_set(triples, heads[0]) if heads else Table((), tuple(triples))


def _result_set(triples: Sequence[tuple[Term, Term, Term]], head: Term) -> Table:
    def values(subject: Term, name: str) -> Iterator[Term]:
        return (o for s, p, o in triples if s == subject and p == Iri(RS + name))

    def words(term: Term) -> str:
        assert isinstance(term, Literal)
        return term.text

    variables = tuple(map(words, values(head, "resultVariable")))
    rows: list[tuple[int, Row]] = []
    for solution in values(head, "solution"):
        bindings = {
            words(next(values(binding, "variable"))): next(values(binding, "value"))
            for binding in values(solution, "binding")
        }
        index = next(values(solution, "index"), Literal("-1"))
        rows.append((int(words(index)), _row(bindings, variables)))
    rows.sort(key=lambda pair: pair[0])
    return Table(variables, tuple(row for _, row in rows), ordered=any(index >= 0 for index, _ in rows))


def _term(term: object) -> Term:
    match term:
        case pyoxigraph.NamedNode(value=value):
            return Iri(value)
        case pyoxigraph.BlankNode(value=value):
            return Blank(value)
        case pyoxigraph.Literal(value=value, datatype=datatype, language=language):
            return _literal(value, datatype.value, language)
        case _:
            raise AssertionError(f"no term of RDF 1.1: {term}")


def _literal(text: str, datatype: str | None, language: str | None) -> Literal:
    if language:
        return Literal(text, str(rdflib.RDF.langString), language.lower())
    return Literal(text, datatype or STRING)


def _row(bindings: Mapping[str, Term], variables: Sequence[str]) -> Row:
    assert set(bindings) <= set(variables)
    return tuple(bindings.get(name) for name in variables)
