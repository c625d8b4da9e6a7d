"""Ask any SPARQL endpoint from Python: rows with Python values, and limits on time and bytes.

SPARQLWrapper sends the request; it has neither a byte cap nor errors of ours, so they are here. Nothing else uses it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, Final
from urllib.error import HTTPError, URLError

from SPARQLWrapper import POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from scholargraph.errors import RemoteError
from scholargraph.identifiers import parse_url
from scholargraph.vocab import XSD

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped,import-not-found,unused-ignore]

DEFAULT_TIMEOUT: Final = 30.0
DEFAULT_MAX_BYTES: Final = 64 * 1024 * 1024
RESULTS_JSON: Final = "application/sparql-results+json"

_XSD: Final = XSD.base
_NUMBERS: Final = {"integer": int, "int": int, "long": int, "nonNegativeInteger": int, "decimal": Decimal,
                   "double": float, "float": float}  # fmt: skip


def python_value(binding: Mapping[str, str]) -> Any:
    """Give one RDF term of a JSON result as int, Decimal, float, bool or str (SPARQL 1.1 JSON Results, section 3.2.2).

    A literal whose words its datatype does not allow stays the words.
    """
    words, datatype = binding["value"], binding.get("datatype", "")
    name = datatype[len(_XSD) :] if datatype.startswith(_XSD) else ""
    if name == "boolean":
        return {"true": True, "1": True, "false": False, "0": False}.get(words, words)
    try:
        return _NUMBERS.get(name, str)(words)
    except (ValueError, ArithmeticError):
        return words


@dataclass(frozen=True, slots=True)
class Rows(Sequence[Mapping[str, Any]]):
    """The rows of a SELECT: mappings from variable to Python value; an unbound variable is absent from its row."""

    variables: tuple[str, ...]
    bindings: tuple[Mapping[str, Mapping[str, str]], ...]
    truncated: bool = False
    """Whether the endpoint says that it left rows out."""

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return Rows(self.variables, self.bindings[place], self.truncated)
        return {name: python_value(term) for name, term in self.bindings[place].items()}

    def __len__(self) -> int:
        return len(self.bindings)

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return (self[place] for place in range(len(self)))

    def to_pandas(self) -> pd.DataFrame:
        """Give a data frame with a column for each variable. Raises ImportError where pandas is not installed."""
        import pandas as pd  # type: ignore[import-untyped,import-not-found,unused-ignore]

        return pd.DataFrame(list(self), columns=list(self.variables))


class Endpoint:
    """A SPARQL 1.1 endpoint at an http(s) address.

    `timeout` is in seconds for the connection and for each read, `max_bytes` the size at which an answer is given up.
    Raises IdentifierError for an address that is none; each call raises RemoteError where the endpoint fails.
    """

    def __init__(self, url: str, *, timeout: float = DEFAULT_TIMEOUT, max_bytes: int = DEFAULT_MAX_BYTES) -> None:
        self.url = parse_url(url)
        self.timeout = timeout
        self.max_bytes = max_bytes

    def select(self, query: str) -> Rows:
        """Ask a SELECT query."""
        data = self._json(query)
        try:
            return Rows(tuple(data["head"]["vars"]), tuple(data["results"]["bindings"]), bool(data.get("truncated")))
        except (KeyError, TypeError):
            raise self._error("its answer is no table: is the query a SELECT?") from None

    def ask(self, query: str) -> bool:
        """Ask an ASK query."""
        answer = self._json(query).get("boolean")
        if not isinstance(answer, bool):
            raise self._error("its answer is no boolean: is the query an ASK?")
        return answer

    def raw(self, query: str, accept: str) -> bytes:
        """Ask any query and give the answer as it came, in the first media type of `accept` that the endpoint has."""
        wrapper = SPARQLWrapper(self.url)
        wrapper.setQuery(query)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)  # otherwise a parameter of its own asks for XML, against the Accept header
        # setTimeout cuts a fraction of a second to 0, which then means for ever.
        wrapper.timeout = self.timeout  # type: ignore[assignment]
        wrapper.addCustomHttpHeader("Accept", accept)
        try:
            with wrapper.query().response as response:
                body: bytes = response.read(self.max_bytes + 1)
        except SPARQLWrapperException as error:
            raise self._error(_first_line(str(error))) from error
        except HTTPError as error:
            raise self._error(f"it answers {error.code} {error.reason}: {_problem(error)}") from error
        except (URLError, HTTPException, TimeoutError, OSError) as error:
            raise self._error(
                f"{getattr(error, 'reason', error) or type(error).__name__}; try again, or with a longer timeout"
            ) from error
        if len(body) > self.max_bytes:
            raise self._error(f"its answer is larger than {self.max_bytes:,} bytes: ask for less, or raise the cap")
        return body

    def _json(self, query: str) -> dict[str, Any]:
        body = self.raw(query, RESULTS_JSON)
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            raise self._error("its answer is not JSON, or was cut: try again, or ask for less") from None
        if not isinstance(data, dict):
            raise self._error("its answer is JSON but no SPARQL result")
        return data

    def _error(self, reason: str) -> RemoteError:
        return RemoteError(f"The endpoint {self.url} failed: {reason.rstrip('.')}.")


def _first_line(words: str) -> str:
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return " ".join(lines[:2])[:500] or "no reason given"


def _problem(error: HTTPError) -> str:
    """What a failing endpoint says of it, in one line."""
    try:
        data = json.loads(error.read(65536))
        return str(data.get("detail") or data.get("title") or "")[:500]
    except (ValueError, OSError, AttributeError):
        return ""
