"""The pre-scan of a public query: what it is, and whether it may run, told from its tokens in linear time.

It does not parse: whether the query is SPARQL 1.1 is for the engine to say, in a worker. It refuses whatever the engine
could read as SERVICE, also where the grammar of SPARQL reads it otherwise, because the engine has no switch for it.

The engine's parser has no tokens of its own: it tries the next piece of text as whatever is possible there. So it reads
`SERVICEex:a{}`, `trueSERVICE<u>{}` and `ex:a.b.SERVICE<u>{}` as SERVICE, and `<` as an operator where this scan sees an IRI that hides a
quotation mark or a comment (`FILTER(?a<'>'...`). What such text could mean is judged by the worse of its readings.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from scholargraph.errors import (
    ForbiddenQueryError,
    Place,
    QuerySyntaxError,
    QueryTooComplexError,
    QueryTooLargeError,
)
from scholargraph.sparql.limits import Limits


class Form(StrEnum):
    """The four query forms (SPARQL 1.1 Query, section 16)."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def is_graph(self) -> bool:
        """Whether the answer is a graph."""
        return self in {Form.CONSTRUCT, Form.DESCRIBE}


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the scan of an admitted query found. A volatile one answers differently each time it is asked."""

    form: Form
    volatile: bool = False


UPDATES: Final = frozenset(
    ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"]  # SPARQL 1.1 Update, rule 30
)
MARK: Final = "\ufeff"
"""The byte order mark; a query may begin with one, which is no part of it."""
HOW_TO_CHANGE: Final = "change a source and publish again"

_PROLOGUE: Final = frozenset({"BASE", "PREFIX", "VERSION"})
_VOLATILE: Final = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
_JOINING: Final = frozenset(
    ["UNION", "OPTIONAL", "MINUS", "BIND", "FILTER", "GRAPH", "VALUES", "EXISTS", "LATERAL", "AS", "NOT", "IN"]
)
_BEFORE_A_GRAPH: Final = frozenset({"GRAPH", "FROM", "NAMED"})
_OPERATORS: Final = frozenset(["||", "&&", "!", "+", "-", "*", "/", "=", "|", "^"])
_DEFAULTS: Final = Limits()

# Every alternative is possessive: no input makes the scan go back over what it has read. `word` is a keyword or a
# prefixed name, whichever it turns out to be; what letters may be in it is the engine's business.
TOKEN: Final = re.compile(
    r"""[ \t\r\n]*+(?:
      (?P<comment>\#[^\r\n]*+)
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>)
    | (?P<string>
          '''(?:[^'\\]|\\.|'(?!''))*+'''
        | \"""(?:[^"\\]|\\.|"(?!""))*+\"""
        | '(?!'')(?:[^'\\\r\n]|\\.)*+'
        | "(?!"")(?:[^"\\\r\n]|\\.)*+"
      )
    | (?P<word>
          [A-Za-z\x80-\U0010FFFF](?:[A-Za-z0-9_\-\x80-\U0010FFFF]|\.++(?=[A-Za-z0-9_\-\x80-\U0010FFFF]))*+
          (?::(?:LOCAL)?)?
        | :(?:LOCAL)?
      )
    | (?P<variable>[?$][A-Za-z0-9_\x80-\U0010FFFF]++)
    | (?P<blank>_:[A-Za-z0-9_\x80-\U0010FFFF](?:[A-Za-z0-9_\-\x80-\U0010FFFF]|\.++(?=[A-Za-z0-9_\-\x80-\U0010FFFF]))*+)
    | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
    | (?P<number>[0-9]++(?:\.[0-9]*+)?(?:[eE][+-]?[0-9]++)?|\.[0-9]++(?:[eE][+-]?[0-9]++)?)
    | (?P<open>[{(\[])
    | (?P<close>[})\]])
    | (?P<quote>['"])
    | (?P<sign>\|\||&&|\^\^|.)
    )""".replace(
        "LOCAL",
        r"(?:[A-Za-z0-9_:\x80-\U0010FFFF]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])"
        r"(?:[A-Za-z0-9_:\-\x80-\U0010FFFF]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
        r"|\.++(?=[A-Za-z0-9_:\-%\\\x80-\U0010FFFF]))*+",
    ),
    re.VERBOSE | re.DOTALL,
)
_SPACE: Final = " \t\r\n"
_PLAIN_FORM: Final = re.compile(
    r"""(?:
      [ \t\r\n]++
    | \#[^\r\n]*+
    | PREFIX[ \t\r\n]++(?:[A-Za-z][A-Za-z0-9_\-]*+)?:[ \t\r\n]*+<[^<>"{}|^`\\\x00-\x20]*+>
    | BASE[ \t\r\n]++<[^<>"{}|^`\\\x00-\x20]*+>
    )*+(SELECT|ASK|CONSTRUCT|DESCRIBE)(?![A-Za-z0-9_:.\-])""",
    re.VERBOSE | re.IGNORECASE,
)
_MAY_BE_VOLATILE: Final = ("now", "rand", "uuid", "bnode")
_IS_VOLATILE: Final = re.compile(r"(?<![a-z])(?:now|rand|uuid|struuid|bnode)(?![a-z])")
_SERVICE: Final = re.compile("service", re.IGNORECASE)
_AFTER_A_DOT: Final = re.compile(r"\.[^.:]*service", re.IGNORECASE)
_PLAIN_IRI: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*+://")
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check(text: str, limits: Limits = _DEFAULTS) -> Scanned:
    """Admit a query, or refuse it with the reason and its place.

    Raises:
        QueryTooLargeError: more bytes than the limit.
        QueryTooComplexError: brackets too deep, too many tokens or operators.
        ForbiddenQueryError: SERVICE, or an update.
        QuerySyntaxError: no query form, or a string that does not end.
    """
    text = text.removeprefix(MARK)
    size = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    if size > limits.query_bytes:
        raise QueryTooLargeError(
            f"The query has {size:,} bytes, more than {limits.query_bytes:,}: shorten it, or ask in several queries."
        )
    seen = _glance(text, limits)
    if seen is not None:
        return seen
    unescaped = _ESCAPE.sub(_unescape, text)
    if unescaped != text:
        _Scan(unescaped, limits).run()  # SPARQL 1.1, section 19.2: before the grammar is applied
    return _Scan(text, limits).run()


def _glance(text: str, limits: Limits) -> Scanned | None:
    """Admit a short query that the scan would find nothing in, which is most of them; None where only the scan can tell.

    Every count is bounded by the text itself: it has no more words, signs and operators than characters, and no deeper
    brackets than opening ones. It can hide no SERVICE, because the word does not occur and nothing is escaped. A string
    that does not end within its line is left to the engine, unless that can be told by counting.
    """
    if len(text) > min(limits.operators, limits.tokens) or not text.isascii():
        return None
    words = text.lower()
    if "\\" in words or "service" in words:
        return None
    if any(word in words for word in _MAY_BE_VOLATILE) and _IS_VOLATILE.search(words):
        return None
    if text.count("{") + text.count("(") + text.count("[") > limits.depth:
        return None
    if text.count("'") % 2 or text.count('"') % 2:
        return None
    found = _PLAIN_FORM.match(text)
    return None if found is None else Scanned(Form[found[1].upper()])


def _unescape(found: re.Match[str]) -> str:
    code = int(found[1] or found[2], 16)
    return chr(code) if code <= 0x10FFFF else found[0]


class _Scan:
    """One pass over the tokens of a query."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.mentions_service = _SERVICE.search(text) is not None
        self.form: Form | None = None
        self.volatile = False
        self.depth = 0
        self.operators = 0
        self.in_values = False
        self.before = ""
        """The token before this one; comments are none."""
        self.suspect = -1
        """Where the token before this one stands, if the engine may take it, followed by `{`, for a SERVICE."""

    def run(self) -> Scanned:
        """Scan it all; this runs for every query."""
        deal: dict[str, Callable[[str, int], None]] = {
            "word": self.word,
            "blank": self.name,
            "open": self.open,
            "close": self.close,
            "sign": self.sign,
            "iri": self.iri,
            "quote": self.quote,
        }
        count, limit = 0, self.limits.tokens
        for found in TOKEN.finditer(self.text.rstrip(_SPACE)):
            kind = found.lastgroup or ""
            if kind == "comment":
                continue
            piece = found[kind]
            count += 1
            if count > limit:
                raise QueryTooComplexError(
                    f"The query has more than {limit:,} words and signs: ask in several queries.",
                    self.place(found.start(kind)),
                )
            if kind in deal:
                deal[kind](piece, found.start(kind))
            if kind != "word":
                self.suspect = -1
            self.before = piece
        if self.form is None:
            raise self.not_a_query(len(self.text))
        return Scanned(self.form, self.volatile)

    def word(self, piece: str, at: int) -> None:
        """A keyword or a prefixed name."""
        colon = ":" in piece
        self.suspect = -1
        self.name(piece, at)
        if self.mentions_service and _SERVICE.search(piece.partition(":")[0]):
            if not colon:
                raise self.service(at)
            if self.before.upper() not in _BEFORE_A_GRAPH:
                self.suspect = at
        if colon:
            return
        keyword = piece.upper()
        if self.form is None:
            self.begin(keyword, at)
        elif keyword in _JOINING:
            self.operator(at)
            self.in_values = self.in_values or keyword == "VALUES"
        elif keyword in _VOLATILE:
            self.volatile = True

    def name(self, piece: str, at: int) -> None:
        """A name with dots in it: the engine takes `ex:a.b.SERVICE` for a name, a full stop and a keyword."""
        if self.mentions_service and "." in piece and _AFTER_A_DOT.search(piece):
            raise self.service(at)

    def begin(self, keyword: str, at: int) -> None:
        """The first keyword after the prologue says what this is."""
        if keyword in _PROLOGUE:
            return
        if keyword in UPDATES:
            raise ForbiddenQueryError(
                f"{keyword} is an update, and this endpoint only reads: {HOW_TO_CHANGE}.", self.place(at)
            )
        if keyword not in Form.__members__:
            raise self.not_a_query(at)
        self.form = Form[keyword]

    def open(self, piece: str, at: int) -> None:
        if piece == "{" and self.suspect >= 0:
            raise self.service(self.suspect)
        self.depth += 1
        if self.depth > self.limits.depth:
            raise QueryTooComplexError(
                f"The query has more than {self.limits.depth} brackets within brackets: make it flatter.",
                self.place(at),
            )

    def iri(self, piece: str, at: int) -> None:
        """An IRI; or, for the engine, an operator and what follows it: then a quotation mark or comment begins here."""
        if self.mentions_service and ("'" in piece or "#" in piece) and not _PLAIN_IRI.match(piece):
            raise ForbiddenQueryError(
                "This IRI beside the word SERVICE can be read in two ways: write it with its scheme and //, "
                "or as a prefixed name.",
                self.place(at),
            )

    def close(self, piece: str, at: int) -> None:
        self.depth = max(self.depth - 1, 0)
        self.in_values = self.in_values and piece != "}"

    def sign(self, piece: str, at: int) -> None:
        if piece in _OPERATORS and not self.in_values:
            self.operator(at)

    def quote(self, piece: str, at: int) -> None:
        raise QuerySyntaxError("A string does not end: add its quotation mark.", self.place(at))

    def operator(self, at: int) -> None:
        self.operators += 1
        if self.operators > self.limits.operators:
            raise QueryTooComplexError(
                f"The query has more than {self.limits.operators:,} operators: use VALUES or IN for long lists.",
                self.place(at),
            )

    def service(self, at: int) -> ForbiddenQueryError:
        return ForbiddenQueryError(
            "SERVICE is not allowed here: ask from an endpoint of your own, with this one as the SERVICE.",
            self.place(at),
        )

    def not_a_query(self, at: int) -> QuerySyntaxError:
        return QuerySyntaxError(
            "This is not a SPARQL query: after the prefixes it begins with SELECT, ASK, CONSTRUCT or DESCRIBE.",
            self.place(at),
        )

    def place(self, at: int) -> Place:
        """Line and column of a character, both from 1, counted as the engine does."""
        line = self.text.count("\n", 0, at) + 1
        return Place("query", line, at - (self.text.rfind("\n", 0, at) + 1) + 1)
