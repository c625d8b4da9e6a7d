"""Ask any SPARQL endpoint from Python: rows with Python values, and limits on time and bytes.

SPARQLWrapper sends the request; it has neither a byte cap nor errors of ours, and does not notice an answer that was cut,
so they are here. Nothing else uses it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from http.client import HTTPException, HTTPMessage, HTTPResponse
from ssl import SSLContext
from typing import TYPE_CHECKING, Any, Final
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, ProxyHandler, build_opener

from SPARQLWrapper import POST, SELECT, SPARQLWrapper

from scholargraph.codings import codings_of, unpacked
from scholargraph.deadlines import Connect, Deadline, connect_anywhere, handlers
from scholargraph.errors import RemoteError, UsageError
from scholargraph.http_answers import BodyError, is_page, printable, reason_of, retry_seconds, span, whole_body
from scholargraph.identifiers import parse_url
from scholargraph.vocab import XSD
from scholargraph.web_addresses import ascii_uri

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped,import-not-found,unused-ignore]

DEFAULT_TIMEOUT: Final = 30.0
LONGEST_TIMEOUT: Final = 86_400.0
DEFAULT_MAX_BYTES: Final = 64 * 1024 * 1024
RESULTS_JSON: Final = "application/sparql-results+json"

_ERROR_BYTES: Final = 1 << 16
_XSD: Final = XSD.base
_INTEGERS: Final = (
    "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger",
    "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte",
)  # fmt: skip
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_FLOAT: Final = re.compile(r"[+-]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|INF)|NaN")
_NUMBERS: Final[Mapping[str, tuple[re.Pattern[str], type]]] = {
    **dict.fromkeys(_INTEGERS, (_INTEGER, int)),
    "decimal": (_DECIMAL, Decimal),
    "double": (_FLOAT, float),
    "float": (_FLOAT, float),
}
"""Datatype of XSD → how its words may look (Python takes more, `1_000` and `Infinity` among them) and the type."""


def python_value(binding: Mapping[str, str]) -> Any:
    """Give one RDF term of a JSON result as int, Decimal, float, bool or str (SPARQL 1.1 JSON Results, section 3.2.2).

    A literal whose words its datatype does not allow stays the words.
    """
    words, datatype = binding["value"], binding.get("datatype", "")
    name = datatype[len(_XSD) :] if datatype.startswith(_XSD) else ""
    if name == "boolean":
        return {"true": True, "1": True, "false": False, "0": False}.get(words, words)
    form, kind = _NUMBERS.get(name, (None, str))
    if form is None or not form.fullmatch(words.strip()):
        return words
    try:
        return kind(words)
    except (ValueError, ArithmeticError):  # Python reads no integer of more than 4,300 digits
        return words


def results(body: bytes) -> dict[str, Any]:
    """Read SPARQL 1.1 JSON results, of a SELECT or of an ASK. Raises ValueError with the reason why they are none."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise ValueError("its answer is not JSON") from None
    if not isinstance(data, dict) or not (isinstance(data.get("boolean"), bool) or _is_table(data)):
        raise ValueError("its answer is JSON but no SPARQL result")
    return data


def _is_table(data: Mapping[str, Any]) -> bool:
    match data:
        case {"head": {"vars": list(names)}, "results": {"bindings": list(rows)}}:
            return all(isinstance(name, str) for name in names) and all(_is_row(row) for row in rows)
    return False


def _is_row(row: object) -> bool:
    return isinstance(row, dict) and all(_is_term(term) for term in row.values())


def _is_term(term: object) -> bool:
    if not isinstance(term, dict) or not {"type", "value"} <= term.keys():
        return False
    return all(isinstance(term.get(name, ""), str) for name in ("type", "value", "datatype", "xml:lang"))


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


@dataclass(frozen=True, slots=True)
class Way:
    """How an endpoint is reached.

    Attributes:
        connect: connects to its host; it may refuse to.
        idle: the most seconds of one wait; None for as long as the timeout.
        agent: what is said of who asks (User-Agent); None leaves the library's own words.
        proxies: whether the proxies that the environment names are used.
        trust: whose certificates hold (TLS); None stands for the authorities of the system.
    """

    connect: Connect = connect_anywhere
    idle: float | None = None
    agent: str | None = None
    proxies: bool = True
    trust: SSLContext | None = None


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """An answer as it came, with its media type; `cut` is why the endpoint says that it is not all, empty where it does not."""

    body: bytes
    media_type: str
    cut: str = ""


class _NoRedirect(HTTPRedirectHandler):
    """Follows nothing: a query that is sent on by POST arrives elsewhere as a GET without the query."""

    def redirect_request(self, *_: object) -> None:
        """Leave the answer what it is, an error with an address."""


class _Wrapper(SPARQLWrapper):
    """Sends requests through an opener of ours: the library's own reads bodies of errors without end, and a timeout of a
    socket is one for each of its bytes.
    """

    deadline: Deadline
    way: Way

    def _query(self) -> tuple[HTTPResponse, str]:
        direct = () if self.way.proxies else (ProxyHandler({}),)
        opener = build_opener(
            _NoRedirect, *direct, *handlers(self.deadline, connect=self.way.connect, trust=self.way.trust)
        )
        return opener.open(self._createRequest(), timeout=self.timeout), self.returnFormat


class Endpoint:
    """A SPARQL 1.1 endpoint at an http(s) address.

    `timeout` is in seconds until an answer has begun, from the connection to the last header field, and again for the whole
    answer once it has; `max_bytes` is the size at which an answer is given up, packed or unpacked; `way` is how it is reached.
    Raises IdentifierError for an address that is none and UsageError for limits that are none; each call raises RemoteError where the endpoint fails, or where its answer cannot be seen to be whole.
    """

    def __init__(
        self, url: str, *, timeout: float = DEFAULT_TIMEOUT, max_bytes: int = DEFAULT_MAX_BYTES, way: Way | None = None
    ) -> None:
        self.url = parse_url(url)
        if not 0 < timeout <= LONGEST_TIMEOUT:  # also refuses NaN
            raise UsageError(
                f"A timeout of {timeout:g} is none: give seconds, more than 0, at most {LONGEST_TIMEOUT:,g}."
            )
        if max_bytes < 1:
            raise UsageError(f"An answer of at most {max_bytes:,} bytes is none: allow some.")
        self.timeout = timeout
        self.max_bytes = max_bytes
        self.way = way or Way()

    def select(self, query: str) -> Rows:
        """Ask a SELECT query."""
        data, cut = self._results(query)
        if "results" not in data:
            raise self._error("its answer is no table: is the query a SELECT?")
        truncated = bool(data.get("truncated") or cut)
        return Rows(tuple(data["head"]["vars"]), tuple(data["results"]["bindings"]), truncated)

    def ask(self, query: str) -> bool:
        """Ask an ASK query."""
        answer = self._results(query)[0].get("boolean")
        if not isinstance(answer, bool):
            raise self._error("its answer is no boolean: is the query an ASK?")
        return answer

    def raw(self, query: str, accept: str) -> bytes:
        """Ask any query and give the answer as it came, in the first media type of `accept` that the endpoint has.

        Raises RemoteError, too, where the endpoint says that it left something out.
        """
        answer = self.answer(query, accept)
        if answer.cut:
            raise self._error(f"its answer is not all, {answer.cut}")
        return answer.body

    def answer(self, query: str, accept: str) -> RawAnswer:
        """Ask as `raw`, and give what the endpoint says of the answer, too."""
        deadline = Deadline(self.timeout, idle=self.way.idle)
        try:
            with self._wrapper(query, accept, deadline).query().response as response:
                deadline.set(self.timeout)
                body = whole_body(response, deadline, most=self.max_bytes)
                media_type = response.headers.get_content_type()
                status, cut = response.status, _cut(response.headers)
        except HTTPError as error:
            deadline.set(self.timeout)
            raise self._status(error) from error
        except BodyError as error:
            raise self._error(f"its answer {error}") from error
        except (URLError, HTTPException, OSError, ValueError) as error:
            raise self._error(reason_of(error)) from error
        if status != 200:  # 206 is a part, what other successes give is not what was asked for
            raise self._error(f"it answers {status}, which is no whole answer: ask for less", status=status)
        if "html" not in accept and is_page(body, media_type):
            raise self._error("its answer is a web page (HTML), no result: is this the address of a SPARQL endpoint?")
        return RawAnswer(body, media_type, cut)

    def _wrapper(self, query: str, accept: str, deadline: Deadline) -> SPARQLWrapper:
        wrapper = _Wrapper(ascii_uri(self.url))
        wrapper.deadline, wrapper.way = deadline, self.way
        if self.way.agent is not None:
            wrapper.agent = self.way.agent
        # setQuery would guess the form, warn where it cannot, and send what looks like an update as one.
        wrapper.queryString, wrapper.queryType = query, SELECT
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)  # otherwise a parameter of its own asks for XML, against the Accept header
        # setTimeout cuts a fraction of a second to 0, which then means for ever.
        wrapper.timeout = self.timeout  # type: ignore[assignment]
        wrapper.addCustomHttpHeader("Accept", accept)
        wrapper.addCustomHttpHeader("Accept-Encoding", "gzip")
        return wrapper

    def _results(self, query: str) -> tuple[dict[str, Any], str]:
        answer = self.answer(query, RESULTS_JSON)
        try:
            return results(answer.body), answer.cut
        except ValueError as error:
            raise self._error(str(error)) from None

    def _status(self, error: HTTPError) -> RemoteError:
        told = _problem(error)
        wait = retry_seconds(error.headers.get("Retry-After"))
        again = "" if wait is None else f"; it can be asked again in {span(wait)}"
        if 300 <= error.code < 400 and error.headers.get("Location"):
            told = f"ask at {error.headers['Location']}"
        reason = ": ".join(filter(None, (f"{error.code} {error.reason}".strip(), told.rstrip("."))))
        return self._error(f"it answers {reason}{again}", retry_after=wait, status=error.code)

    def _error(self, reason: str, *, retry_after: int | None = None, status: int | None = None) -> RemoteError:
        line = " ".join(word for word in printable(reason).split())
        words = f"The endpoint {self.url} failed: {line.rstrip('.')}."
        return RemoteError(words, retry_after=retry_after, status=status)


def _cut(fields: HTTPMessage) -> str:
    """Tell why an endpoint says that an answer is not all (Virtuoso: a limit of rows that was reached, a query that was
    interrupted); empty where it does not.
    """
    rows, state = fields.get("X-SPARQL-MaxRows"), fields.get("X-SQL-State")
    if rows is not None:
        return f"it is cut at {rows.strip()[:20]} rows (X-SPARQL-MaxRows): ask for less, with LIMIT and OFFSET"
    if state is not None:
        told = (fields.get("X-SQL-Message") or "").strip()[:100]
        return f"the query was interrupted ({' '.join((state.strip()[:20], told)).strip()}): ask for less"
    return ""


def _problem(error: HTTPError) -> str:
    """What a failing endpoint says of it: problem details, or the first lines of plain text."""
    try:
        with error:
            body = error.read(_ERROR_BYTES)
        body = unpacked(body, codings_of(error.headers.get("Content-Encoding", "")), most=_ERROR_BYTES)[:_ERROR_BYTES]
    except (OSError, HTTPException, ValueError):
        return ""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        text = body.decode("utf-8", "replace").strip()
        return "" if text.startswith("<") else _first_lines(text)
    if not isinstance(data, dict):
        return ""
    told = _first_lines(str(data.get("detail") or data.get("title") or ""))
    line, column = data.get("line"), data.get("column")
    if told and isinstance(line, int) and isinstance(column, int):
        return f"{told.rstrip('.')} (line {line}, column {column})"
    return told


def _first_lines(words: str) -> str:
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return " ".join(lines[:2])[:500]
