"""Every exception ScholarGraph raises, as one tree.

It does not describe faults of the data: those are values (`Rejected`, SHACL results) and travel to the report.

    ScholarGraphError
    ├── UsageError                what was asked for does not exist              exit 2
    │   ├── SettingsError         scholargraph.toml: missing, malformed, unknown key
    │   └── AddressInUseError     the port to serve on is taken
    ├── InputError                what was given cannot be used                  exit 3
    │   ├── SourceError           a source file is absent, binary, empty, too large, malformed
    │   ├── LocatorError          a place in an item at which nothing stands
    │   ├── QuoteError            a curated quote does not stand in the text it quotes
    │   ├── MatchError            a curated fact matches no record, or several
    │   ├── LedgerError           the key ledger is malformed or contradicts itself
    │   ├── IdentifierError       not a valid ORCID, DOI, ISBN, ...
    │   └── ShapesError           the shapes cannot be read, make no sense, or take too long
    ├── InvalidGraphError         the graph violates a shape: nothing was published   exit 1
    ├── UndecidedError            somebody chose to decide first: nothing was published   exit 1
    ├── QueryError                a public query is refused or fails             400
    │   ├── BadRequestError       the request breaks the SPARQL protocol         400
    │   ├── QuerySyntaxError      not SPARQL 1.1 (with position)                 400
    │   ├── QueryTooComplexError  too deep, too many tokens                      400
    │   ├── UnsupportedQueryError SPARQL 1.1 that would be answered wrongly here 422
    │   ├── QueryTooLargeError    too many bytes of query text                   413
    │   ├── UnauthorizedError     a token that is not known, or has expired      401
    │   ├── ForbiddenQueryError   SERVICE, LOAD, an update                       403
    │   ├── MethodError           neither GET, HEAD, POST nor OPTIONS            405
    │   ├── NotAcceptableError    no format suits both the client and the answer 406
    │   │   └── NotRepresentableError   the format cannot carry this very answer
    │   ├── MediaTypeError        a body of a type that is no query              415
    │   ├── QueryTimeoutError     the deadline passed                            503
    │   ├── QueryMemoryError      the memory limit was met                       503
    │   ├── WorkerLostError       the query broke its worker                     503
    │   ├── ResultTooLargeError   more rows or bytes than the limits allow       413
    │   ├── OverloadedError       no worker is free                              503
    │   │   └── ThrottledError    the client's own budget is spent               429
    │   ├── NotReadyError         there is no snapshot to ask                    503
    │   └── UnforeseenError       ours; what it was is in the log                500
    ├── RemoteError               another server failed or exceeded a cap        exit 4
    └── InternalError             ours                                           exit 5
        ├── SnapshotError         no snapshot, or an unreadable one
        └── BusyError             another publish of the same site took too long
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file as the user named it, and line and column, both from 1, where known.

    `inside` is the path to a value within the file where it has no lines: a JSON pointer, an XPath, a sheet of a workbook.
    """

    file: str
    line: int | None = None
    column: int | None = None
    inside: str | None = None

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return f"{where} {self.inside}" if self.inside else where


class ScholarGraphError(Exception):
    """The root: `message` is one sentence with the remedy, `place` where the fault stands, if it stands anywhere."""

    exit_code = 5

    def __init__(self, message: str, place: Place | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class UsageError(ScholarGraphError):
    """What was asked for does not exist."""

    exit_code = 2


class SettingsError(UsageError):
    """`scholargraph.toml` is missing, malformed, or has a key nobody knows."""


class AddressInUseError(UsageError):
    """The port to serve on is taken."""


class InputError(ScholarGraphError):
    """What was given cannot be used."""

    exit_code = 3


class SourceError(InputError):
    """A source file is absent, binary, empty, too large or malformed."""


class LocatorError(InputError):
    """A locator leads to nothing in its item."""


class QuoteError(InputError):
    """A curated quote does not stand in the text it quotes."""


class MatchError(InputError):
    """A curated fact matches no record, or more than one."""


class LedgerError(InputError):
    """The key ledger is malformed or contradicts itself."""


class ShapesError(InputError):
    """The shapes cannot be read, make no sense, or take too long."""


class IdentifierError(InputError, ValueError):
    """A string is not a valid identifier of its scheme."""


class InvalidGraphError(ScholarGraphError):
    """The graph violates a shape, so nothing was published."""

    exit_code = 1


class UndecidedError(ScholarGraphError):
    """What became of an address is to be decided first, so nothing was published."""

    exit_code = 1


class QueryError(ScholarGraphError):
    """A public query is refused or fails; `status` is the HTTP status, `kind` the stable problem type."""

    exit_code = 3
    status = 400
    kind = "query"

    def __init__(self, message: str, place: Place | None = None, *, retry_after: int | None = None) -> None:
        super().__init__(message, place)
        self.retry_after = retry_after


class BadRequestError(QueryError):
    """The request breaks the SPARQL 1.1 Protocol: a parameter is missing, given twice or malformed."""

    kind = "bad-request"


class QuerySyntaxError(QueryError):
    """The text is not a SPARQL 1.1 query."""

    kind = "query-syntax"


class UnsupportedQueryError(QueryError):
    """The query is SPARQL 1.1, and has what would be answered wrongly here."""

    status = 422
    kind = "query-unsupported"


class QueryTooComplexError(QueryError):
    """The query is nested too deep or has too many tokens."""

    kind = "query-too-complex"


class QueryTooLargeError(QueryError):
    """The query text is larger than the limit."""

    status = 413
    kind = "query-too-large"


class UnauthorizedError(QueryError):
    """The request presents a token that is not known here, or has expired; then `token` is its name, for logs."""

    status = 401
    kind = "unauthorized"

    def __init__(
        self, message: str, place: Place | None = None, *, retry_after: int | None = None, token: str | None = None
    ) -> None:
        super().__init__(message, place, retry_after=retry_after)
        self.token = token


class ForbiddenQueryError(QueryError):
    """The query uses what a public endpoint must not do: SERVICE, LOAD, an update."""

    status = 403
    kind = "query-forbidden"


class MethodError(QueryError):
    """The method is not one that a query can be asked with."""

    status = 405
    kind = "method-not-allowed"


class NotAcceptableError(QueryError):
    """No format suits both the client and the kind of answer."""

    status = 406
    kind = "not-acceptable"


class NotRepresentableError(NotAcceptableError):
    """The format cannot carry this very answer; another one can."""

    kind = "not-representable"


class MediaTypeError(QueryError):
    """The request's body is of a media type that is no query."""

    status = 415
    kind = "unsupported-media-type"


class QueryTimeoutError(QueryError):
    """The query's deadline passed; its worker was killed."""

    status = 503
    kind = "query-timeout"


class QueryMemoryError(QueryError):
    """The query met the memory limit; its worker died."""

    status = 503
    kind = "query-memory"


class WorkerLostError(QueryError):
    """The query broke its worker, which was replaced; nobody else notices."""

    status = 503
    kind = "worker-lost"


class ResultTooLargeError(QueryError):
    """The result has more rows or bytes than the limits allow."""

    status = 413
    kind = "result-too-large"


class OverloadedError(QueryError):
    """No worker is free in time."""

    status = 503
    kind = "overloaded"


class ThrottledError(OverloadedError):
    """The client's own budget is spent: too much worker time, too many queries at once, too many errors.

    `budget` names it, for logs: `worker_seconds`, `errors`, `parallel`, `threads`, `downloads`. `early` is whether the client
    was told so before, and came again sooner than it was told to.
    """

    status = 429
    kind = "throttled"
    early = False

    def __init__(
        self, message: str, place: Place | None = None, *, retry_after: int | None = None, budget: str = "parallel"
    ) -> None:
        super().__init__(message, place, retry_after=retry_after)
        self.budget = budget


class NotReadyError(QueryError):
    """There is no snapshot that a query could be asked of."""

    status = 503
    kind = "not-ready"


class UnforeseenError(QueryError):
    """A fault of ours met a request; the log has it, the client is told no more than that."""

    status = 500
    kind = "unforeseen"


class RemoteError(ScholarGraphError):
    """Another server failed, was too slow, or sent more than the cap.

    `retry_after` is in seconds and `status` that of HTTP, where it told them.
    """

    exit_code = 4

    def __init__(
        self, message: str, place: Place | None = None, *, retry_after: int | None = None, status: int | None = None
    ) -> None:
        super().__init__(message, place)
        self.retry_after = retry_after
        self.status = status


class InternalError(ScholarGraphError):
    """The fault is ours or the environment's."""


class SnapshotError(InternalError):
    """There is no snapshot, or it cannot be read."""


class OtherBaseError(SnapshotError):
    """The snapshot was published for another base IRI."""


class BusyError(InternalError):
    """Another publish of the same site, or a change of its keys, did not end in time."""
