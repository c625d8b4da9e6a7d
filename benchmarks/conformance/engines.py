"""Three engines that evaluate expressions: the endpoint's own way to answer, rdflib and Comunica. Values come in one form.

A value is told by its value, not by how it is written: `1.0` and `1` of xsd:decimal are one.
"""

from __future__ import annotations

import json
import logging
import math
import struct
import subprocess
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Store
from rdflib import BNode, Graph, Literal, URIRef

from scholargraph.errors import QueryError, UnsupportedQueryError
from scholargraph.sparql import asking
from scholargraph.store import Info, Reader
from scholargraph.vocab import XSD

ROOT: Final = Path(__file__).parents[2]
SCRIPT: Final = ROOT / "tests" / "live" / "comunica" / "ask.mjs"
FOLDER: Final = ROOT / ".venv" / "comunica"
BASE: Final = "http://127.0.0.1/sparql"
PROLOGUE: Final = f"BASE <{BASE}> PREFIX xsd: <{XSD.string[: -len('string')]}> "
BATCH: Final = 40

_XSD: Final = XSD.string[: -len("string")]
_INTEGERS: Final = frozenset(
    f"{_XSD}{name}"
    for name in (
        "integer nonPositiveInteger negativeInteger long int short byte nonNegativeInteger unsignedLong unsignedInt "
        "unsignedShort unsignedByte positiveInteger"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it compares: `kind` is error, refused, iri, blank, or a datatype or language of a literal."""

    kind: str
    value: object = None

    def __str__(self) -> str:
        return self.kind if self.value is None else f"{self.value!r} ({self.kind})"


ERROR: Final = Value("error")


def literal(text: str, datatype: str | None, language: str | None) -> Value:
    """Give a literal by its value."""
    if language:
        return Value(f"@{language.lower()}", text)
    short = (datatype or XSD.string).replace(_XSD, "xsd:")
    try:
        if datatype in _INTEGERS:
            return Value("xsd:integer", int(text))
        if datatype == XSD.decimal:
            return Value(short, Decimal(text).normalize())
        if datatype in {XSD.double, XSD.float}:
            number = float(text)
            return Value(short, "NaN" if math.isnan(number) else _single(number) if datatype == XSD.float else number)
    except (ValueError, InvalidOperation):
        return Value(short, text)
    if datatype == XSD.boolean:
        return Value(short, {"1": "true", "0": "false"}.get(text, text))
    if datatype == XSD.dateTime:
        return Value(short, text.replace("+00:00", "Z").replace(".000", ""))
    return Value(short, text)


def _single(number: float) -> float:
    try:
        return float(struct.unpack("f", struct.pack("f", number))[0])
    except OverflowError:
        return math.copysign(math.inf, number)


class Ours:
    """The way of the endpoint's workers and of the command line, over an empty graph."""

    def __init__(self) -> None:
        self._reader = Reader(Info(Path("nothing"), {}), _store=Store())

    def evaluate(self, expression: str) -> Value:
        """Evaluate an expression; a refusal is a value with its reason."""
        query = f"{PROLOGUE} SELECT ?told {{ VALUES ?one {{ 1 }} BIND({expression} AS ?told) }}"
        try:
            answer = asking.ask(self._reader, query, None, base=BASE)
        except UnsupportedQueryError as error:
            return Value("refused", error.message)
        except QueryError as error:
            return Value("broken", error.message)
        return from_json(json.loads(answer)["results"]["bindings"][0].get("told"))


def from_json(term: dict[str, str] | None) -> Value:
    """Give a term of SPARQL's results in JSON."""
    if term is None:
        return ERROR
    if term["type"] == "uri":
        return Value("iri", term["value"])
    if term["type"] == "bnode":
        return Value("blank")
    return literal(term["value"], term.get("datatype"), term.get("xml:lang"))


def with_rdflib(expression: str) -> Value:
    """Evaluate with rdflib; where it raises, the value is an error, too."""
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)
    query = f"{PROLOGUE} SELECT ?told {{ VALUES ?one {{ 1 }} BIND({expression} AS ?told) }}"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            rows: list[Any] = list(Graph().query(query))
    except Exception as error:  # noqa: BLE001 - whatever it raises is what it makes of the expression
        return Value("error", type(error).__name__)
    term = rows[0][0] if rows else None
    if isinstance(term, URIRef):
        return Value("iri", str(term))
    if isinstance(term, BNode):
        return Value("blank")
    if isinstance(term, Literal):
        return literal(str(term), term.datatype and str(term.datatype), term.language)
    return ERROR


def with_comunica(node: str, expressions: Sequence[str]) -> list[Value]:
    """Evaluate many expressions with Comunica; one that it cannot parse is an error alone."""
    batches = [expressions[at : at + BATCH] for at in range(0, len(expressions), BATCH)]
    found: list[Value] = []
    for batch, told in zip(batches, _ask(node, batches), strict=True):
        if told is None and len(batch) > 1:
            singles = _ask(node, [[one] for one in batch])
            found += [ERROR if one is None else one[0] for one in singles]
        else:
            found += [ERROR] if told is None else told
    return found


def _ask(node: str, batches: Sequence[Sequence[str]]) -> list[list[Value] | None]:
    nowhere = {"type": "serialized", "value": "", "mediaType": "text/turtle", "baseIRI": BASE}
    jobs = [
        {
            "query": f"{PROLOGUE} SELECT * {{ VALUES ?one {{ 1 }} "
            + " ".join(f"BIND({one} AS ?told{number})" for number, one in enumerate(batch))
            + " }",
            "sources": [nowhere],
        }
        for batch in batches
    ]
    done = subprocess.run(
        [node, str(SCRIPT), str(FOLDER)],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    outcomes: list[list[Value] | None] = []
    for batch, outcome in zip(batches, json.loads(done.stdout), strict=True):
        rows = None if "error" in outcome else json.loads(outcome["answer"])["results"]["bindings"]
        outcomes.append(rows and [from_json(rows[0].get(f"told{number}")) for number in range(len(batch))])
    return outcomes
