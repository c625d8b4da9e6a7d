"""A place in a query that moves on, token by token, as `guard` tells them apart. It knows no grammar."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from scholargraph.sparql.guard import TOKEN


class Token(NamedTuple):
    """A token: its kind in `guard.TOKEN`, and `text[start:end]`."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def keyword(self) -> str:
        """The word in capitals, or "" where it is none or a prefixed name."""
        return self.text.upper() if self.kind == "word" and ":" not in self.text else ""


class UnreadableError(Exception):
    """An expression is not what the grammar has; with its place."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


END: Final = Token("", "", -1, -1)
"""What stands behind the last token."""

# What patterns mostly consist of, as the tokens that it would be taken for one by one; anything else ends it.
_PLAIN: Final = re.compile(
    r"""(?:
      [ \t\r\n]++
    | [.;,]
    | [?$][A-Za-z0-9_]++(?![\x80-\U0010FFFF])
    | <[^<>"{}|^`\\\x00-\x20]*+>
    | [A-Za-z][A-Za-z0-9_\-]*+:[A-Za-z0-9_]++(?![A-Za-z0-9_:.\-%\\\x80-\U0010FFFF])
    | "[^"\\\r\n]++"
    | \#[^\r\n]*+
    )*+""",
    re.VERBOSE,
)


class Cursor:
    """Gives tokens on demand, because what `<` is depends on where it stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = 0
        """Where the token that was taken last ends."""
        self.next: Token | None = None

    def peek(self) -> Token:
        """Give the next token without taking it."""
        if self.next is None:
            at, self.next = self.end, END
            while found := TOKEN.match(self.text, at):
                kind = found.lastgroup or ""
                if kind != "comment":
                    self.next = Token(kind, found[kind], found.start(kind), found.end())
                    break
                at = found.end()
        return self.next

    def peek_in_pattern(self) -> Token:
        """Give the next token that may begin something else than a pattern, which most do not."""
        if self.next is None:
            found = _PLAIN.match(self.text, self.end)
            self.end = found.end() if found else self.end
        return self.peek()

    def take(self) -> Token:
        """Take the next token; at the end, END."""
        found = self.peek()
        if found is not END:
            self.end = found.end
        self.next = None
        return found

    def took(self, text: str) -> bool:
        """Take the next token where it is this one."""
        if self.peek().text != text and self.peek().keyword != text:
            return False
        self.take()
        return True

    def expect(self, text: str) -> None:
        """Take this token. Raises UnreadableError where it is another one."""
        if not self.took(text):
            raise self.unreadable()

    def unreadable(self) -> UnreadableError:
        """Make the error for the next token."""
        return UnreadableError(len(self.text) if self.peek() is END else self.peek().start)

    def go_on(self, at: int) -> None:
        """Read on from this place."""
        self.end, self.next = at, None
