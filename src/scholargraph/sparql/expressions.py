"""The expressions of a query (SPARQL 1.1, section 19.8, rules 60 to 128) as trees, each node with its place in the text.

It reads what stands in FILTER, BIND, HAVING, SELECT, GROUP BY and ORDER BY, and passes over all other text. Whether the query
is SPARQL is for the engine to say: what cannot be read here is told by its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import urljoin

from scholargraph.sparql.cursor import END, Cursor, Token, UnreadableError
from scholargraph.sparql.nodes import Kind, Node, Parsed, string_value, unescaped

_KEYWORDS: Final = frozenset(
    [
        "BASE",
        "PREFIX",
        "VERSION",
        "SELECT",
        "DISTINCT",
        "REDUCED",
        "AS",
        "CONSTRUCT",
        "WHERE",
        "DESCRIBE",
        "ASK",
        "FROM",
        "NAMED",
        "GROUP",
        "BY",
        "HAVING",
        "ORDER",
        "ASC",
        "DESC",
        "LIMIT",
        "OFFSET",
        "VALUES",
        "OPTIONAL",
        "GRAPH",
        "SERVICE",
        "SILENT",
        "UNDEF",
        "UNION",
        "MINUS",
        "BIND",
        "FILTER",
        "LATERAL",
        "A",
        "TRUE",
        "FALSE",
    ]
)
_AFTER_CONDITIONS: Final = frozenset({"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"})
_PRECEDENCE: Final = {
    "||": (Kind.OR, 0),
    "&&": (Kind.AND, 1),
    **dict.fromkeys(("=", "!=", "<", ">", "<=", ">="), (Kind.COMPARISON, 2)),
    "+": (Kind.SUM, 3),
    "-": (Kind.SUM, 3),
    "*": (Kind.PRODUCT, 4),
    "/": (Kind.PRODUCT, 4),
}
_CHAINS: Final = frozenset({Kind.OR, Kind.AND, Kind.SUM})
_PLAIN_PREFIX: Final = re.compile(
    r"[ \t\r\n]++([A-Za-z][A-Za-z0-9_\-]*+)?:[ \t\r\n]*+<([A-Za-z][A-Za-z0-9+.\-]*+:[^<>\"{}|^`\\\x00-\x20]*+)>"
)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


def parse(text: str, base: str | None = None) -> Parsed:
    """Read the expressions of a query, in time that grows with its text; deep brackets raise RecursionError."""
    reader = _Reader(text, base)
    unreadable = None
    try:
        while reader.peek() is not END:
            reader.group(reader.nodes)
            reader.take()  # a bracket that closes nothing
    except UnreadableError as error:
        unreadable = error.at
    return Parsed(reader.nodes, reader.graphs, unreadable)


class _Reader(Cursor):
    """One pass over a query."""

    def __init__(self, text: str, base: str | None) -> None:
        super().__init__(text)
        self.base = base
        self.prefixes: dict[str, str] = {}
        self.nodes: list[Node] = []
        self.graphs: list[tuple[str, int]] = []
        self.clauses: dict[str, Callable[[list[Node]], None]] = {
            "FILTER": lambda nodes: nodes.append(self.condition()),
            "BIND": self.bind,
            "SELECT": self.projection,
            "HAVING": self.having,
            "BY": self.keys,
            "PREFIX": self.prefix,
            "BASE": self.new_base,
            "FROM": self.graph,
        }

    # ------------------------------------------------------------------------------------------------------ clauses

    def group(self, nodes: list[Node]) -> None:
        """Read up to the bracket that closes what was opened before, or to the end."""
        depth = 0
        while (token := self.peek_in_pattern()) is not END:
            if token.kind == "close":
                if not depth:
                    return
                depth -= 1
            depth += token.kind == "open"
            self.take()
            if keyword := token.keyword:
                clause = self.clauses.get(keyword)
                if clause:
                    clause(nodes)
                elif keyword not in _KEYWORDS:
                    raise UnreadableError(token.start)

    def condition(self) -> Node:
        found = self.primary()
        return Node(Kind.CONDITION, found.start, found.end, [found])

    def bind(self, nodes: list[Node]) -> None:
        self.expect("(")
        nodes.append(self.expression())
        self.named()

    def named(self, *, needed: bool = True) -> None:
        """Read `AS ?name )`."""
        if needed or self.peek().keyword == "AS":
            self.expect("AS")
            if self.take().kind != "variable":
                raise self.unreadable()
        self.expect(")")

    def projection(self, nodes: list[Node]) -> None:
        while True:
            if self.took("("):
                nodes.append(self.expression())
                self.named()
            elif self.peek().kind == "variable" or self.peek().keyword in {"DISTINCT", "REDUCED"}:
                self.take()
            else:
                return

    def having(self, nodes: list[Node]) -> None:
        while self.begins_key():
            nodes.append(self.condition())

    def keys(self, nodes: list[Node]) -> None:
        """Read what GROUP BY or ORDER BY names."""
        while self.begins_key():
            if self.took("("):
                nodes.append(self.expression())
                self.named(needed=False)
            elif self.peek().keyword in {"ASC", "DESC"}:
                self.take()
            else:
                nodes.append(self.primary())

    def begins_key(self) -> bool:
        token = self.peek()
        return (
            token.text == "("
            or token.kind in {"variable", "iri"}
            or (token.kind == "word" and token.keyword not in _AFTER_CONDITIONS)
        )

    def prefix(self, nodes: list[Node]) -> None:
        found = _PLAIN_PREFIX.match(self.text, self.end)
        if found:
            self.prefixes[found[1] or ""] = found[2]
            self.go_on(found.end())
            return
        name, iri = self.take(), self.take()
        if name.kind != "word" or iri.kind != "iri":
            raise UnreadableError(name.start)
        self.prefixes[name.text.removesuffix(":")] = self.resolved(iri.text)

    def new_base(self, nodes: list[Node]) -> None:
        self.base = self.resolved(self.take().text)

    def graph(self, nodes: list[Node]) -> None:
        self.took("NAMED")
        token = self.take()
        if token.kind == "iri":
            self.graphs.append((self.resolved(token.text), token.start))
        elif token.kind == "word" and ":" in token.text:
            self.graphs.append((self.expanded(token.text), token.start))

    def expanded(self, name: str) -> str:
        """Give the IRI of a prefixed name."""
        prefix, _, local = name.partition(":")
        return self.prefixes.get(prefix, "") + local.replace("\\", "")

    def resolved(self, iri: str) -> str:
        """Give an IRI reference in full."""
        reference = unescaped(iri[1:-1])
        if _SCHEME.match(reference) or not self.base:
            return reference
        try:
            return urljoin(self.base, reference)
        except ValueError:
            return reference

    # -------------------------------------------------------------------------------------------------- expressions

    def expression(self) -> Node:
        """Read an expression by the precedence of its operators."""
        operands: list[Node] = []
        operators: list[str] = []
        while True:
            operands.append(self.unary())
            while (operator := self.operator()) in {"IN", "NOT IN"}:
                _reduce(operands, operators, 2)
                self.expect("(")
                parts = [operands.pop(), *self.arguments()]
                operands.append(Node(Kind.IN, parts[0].start, self.end, parts, operator.removesuffix("IN")))
            if not operator:
                break
            _reduce(operands, operators, _PRECEDENCE[operator][1])
            operators.append(operator)
        _reduce(operands, operators, 0)
        return operands[0]

    def operator(self) -> str:
        """Take an operator; "" where there is none. What looks like an IRI is none behind an operand."""
        token = self.peek()
        if token.keyword in {"IN", "NOT"}:
            self.take()
            if token.keyword == "NOT":
                self.expect("IN")
                return "NOT IN"
            return "IN"
        sign = "<" if token.kind == "iri" else token.text if token.kind == "sign" else ""
        if sign in {"<", ">", "!"} and self.text[token.start + 1 : token.start + 2] == "=":
            sign += "="
        if sign not in _PRECEDENCE:
            return ""
        self.go_on(token.start + len(sign))
        return sign

    def unary(self) -> Node:
        signs: list[Token] = []
        while self.peek().text in {"!", "+", "-"}:
            signs.append(self.take())
        found = self.primary()
        for sign in reversed(signs):
            kind = Kind.NOT if sign.text == "!" else Kind.SIGN
            found = Node(kind, sign.start, found.end, [found], sign.text, found.value if kind is Kind.SIGN else "")
        return found

    def primary(self) -> Node:
        """Read an operand."""
        token = self.take()
        start, end = token.start, token.end
        if token.text == "(":
            inner = self.expression()
            self.expect(")")
            return Node(Kind.BRACKETS, start, self.end, [inner])
        if token.kind == "variable":
            return Node(Kind.VARIABLE, start, end)
        if token.kind == "number":
            return Node(Kind.NUMBER, start, end, name="integer" if token.text.isdigit() else "other", value=token.text)
        if token.kind == "string":
            return self.string(token)
        if token.kind == "iri" or (token.kind == "word" and ":" in token.text):
            if not self.took("("):
                return Node(Kind.IRI, start, end, value=token.text)
            parts = self.arguments()
            return Node(Kind.FUNCTION, start, self.end, parts, token.text)
        return self.keyword(token)

    def keyword(self, token: Token) -> Node:
        """Read a built-in call, an aggregate, a truth value, or EXISTS."""
        name = token.keyword
        if name in {"TRUE", "FALSE"}:
            return Node(Kind.TRUTH, token.start, token.end, value=token.text)
        if name == "EXISTS" or (name == "NOT" and self.took("EXISTS")):
            self.expect("{")
            parts: list[Node] = []
            self.group(parts)
            self.expect("}")
            return Node(Kind.EXISTS, token.start, self.end, parts)
        if not name or not self.took("("):
            raise UnreadableError(token.start if token is not END else len(self.text))
        parts = self.arguments()
        return Node(Kind.CALL, token.start, self.end, parts, name)

    def arguments(self) -> list[Node]:
        """Read arguments, their opening bracket taken; those of an aggregate may be `*`, and have a separator."""
        found: list[Node] = []
        self.took("DISTINCT")
        if self.took("*") or self.peek().text == ")":
            self.expect(")")
            return found
        found.append(self.expression())
        while self.took(","):
            found.append(self.expression())
        if self.took(";"):
            self.expect("SEPARATOR")
            self.expect("=")
            if self.take().kind != "string":
                raise self.unreadable()
        self.expect(")")
        return found

    def string(self, token: Token) -> Node:
        if self.peek().kind == "language":
            return Node(Kind.LITERAL, token.start, self.take().end, value=string_value(token.text))
        if self.took("^^"):
            datatype = self.take()
            if datatype.kind not in {"iri", "word"}:
                raise UnreadableError(datatype.start)
            iri = self.resolved(datatype.text) if datatype.kind == "iri" else self.expanded(datatype.text)
            return Node(Kind.LITERAL, token.start, datatype.end, name=iri, value=string_value(token.text))
        return Node(Kind.STRING, token.start, token.end, value=string_value(token.text))


def _reduce(operands: list[Node], operators: list[str], precedence: int) -> None:
    """Join operands whose operator binds as strongly; a chain of || or && or sums is one node."""
    while operators and _PRECEDENCE[operators[-1]][1] >= precedence:
        operator = operators.pop()
        right = operands.pop()
        left = operands.pop()
        kind = _PRECEDENCE[operator][0]
        if left.kind is kind and kind in _CHAINS:
            left.parts.append(right)
            left.end = right.end
            operands.append(left)
        else:
            operands.append(Node(kind, left.start, right.end, [left, right], operator))
