"""The inside of an entry: its key, its fields, values joined by #, and the words of @strings.

It finds no entries: `scanner` does. Grammar: bibtex.web, sections 183 to 278; Patashnik, BibTeXing (1988), section 2.3.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.bibliography.venue_words import MONTHS
from scholargraph.model import EntryField
from scholargraph.sources.readers.bibtex.entry import Entry, EntryError, Trouble, Value

MAX_DEPTH: Final = 100
"""How deep braces may stand within each other."""
MAX_VALUE: Final = 1 << 20
"""How many characters a value may have once its @strings' words are put in."""
MAX_STRINGS: Final = 50_000
"""How many @strings are kept."""
MAX_STRING: Final = 64 << 10
"""How many characters the words of a @string may have."""

_KEY: Final = re.compile(r"""\s*+([^,={}()\s]*+(?:[^,={}\s]++|[ \t]++(?=[^,={}\s]))*+)\s*+([,=})])""")
_NAME: Final = r"""[^\s"#%'(),={}0-9][^\s"#%'(),={}]*+"""
_BRACES: Final = r"(?:[^{}]++|\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+\})*+"
_QUOTES: Final = r"""(?:[^"{}]++|\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+\})*+"""
_FIELD: Final = re.compile(
    rf"""[\s,]*+({_NAME})\s*+=\s*+(?:\{{({_BRACES})\}}|"({_QUOTES})"|([0-9]++)|({_NAME}))\s*+(?=[,}})#"{{A-Za-z])"""
)
_MACRO: Final = 5
_NAMED: Final = re.compile(rf"[\s,]*+({_NAME})\s*+=\s*+")
_FIELD_FOLLOWS: Final = re.compile(rf"{_NAME}\s*+=")
_PIECE: Final = re.compile(rf"""\s*+(?:(\{{)|(")|([0-9]++)|({_NAME}))""")
_JOIN: Final = re.compile(r"\s*+#")
_SPACE: Final = re.compile(r"[\s,]*+")
_BRACE: Final = re.compile(r"[{}]")
_BRACE_OR_QUOTE: Final = re.compile(r'[{}"]')
_SPACE_ONLY: Final = re.compile(r"\s*+")
_MONTH_NAMES: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
"""What the standard styles define jan to dec as (btxbst.doc)."""


class Fields:
    """Reads the insides of entries, and keeps the @strings that stood before them."""

    def __init__(self) -> None:
        self._strings: dict[str, tuple[str, Value | None]] = {name[:3].lower(): (name, None) for name in _MONTH_NAMES}

    def read(self, entry: Entry, at: int, closing: str) -> int:
        """Read key and fields; give where the entry ends. Raises EntryError."""
        text = entry.text
        key = _KEY.match(text, at)
        if key is None:
            raise EntryError("The entry has no key and no fields: complete it, or remove it.", at)
        if key[2] == "=":
            return self._all(entry, at, closing)
        entry.key = key[1].strip()
        if key[2] == closing:
            return key.end()
        if key[2] != ",":
            raise EntryError("A comma is missing behind the entry's key: add it.", key.end() - 1)
        return self._all(entry, key.end(), closing)

    def define(self, block: Entry, at: int, closing: str) -> int:
        """Read the definitions of a @string; give where it ends. Raises EntryError."""
        end = self.read(block, at, closing)
        if not block.fields:
            raise EntryError("The @string defines nothing: write @string{name = {words}}.", at)
        for name, value in block.fields.items():
            if len(value.text) > MAX_STRING or len(self._strings) >= MAX_STRINGS:
                raise EntryError(
                    f"No more than {MAX_STRINGS:,} @strings of {MAX_STRING:,} characters are kept: shorten them.",
                    value.start,
                )
            self._strings[name] = (value.text, value)
        return end

    def _all(self, entry: Entry, at: int, closing: str) -> int:
        """Read fields up to the end of the entry, and give where that is."""
        text = entry.text
        while True:
            found = _FIELD.match(text, at)
            if found is not None and text[found.end()] != "#":
                self._keep(entry, found)
                at = found.end()
            else:
                at = _end(_SPACE, text, at)
                if text.startswith(closing, at):
                    return at + 1
                at = self._long_field(entry, at, closing)
            sign = text[at : at + 1]
            if sign == ",":
                at += 1
            elif sign == closing:
                return at + 1
            elif _FIELD_FOLLOWS.match(text, at) is None:
                raise EntryError(_unended(text, at, closing), at)
            else:
                entry.notes.append("a comma is missing between two fields")

    def _keep(self, entry: Entry, found: re.Match[str]) -> None:
        """Keep a field whose value is one piece."""
        kind = found.lastindex or 0
        name, words = found[1].lower(), found[kind]
        start, end = found.span(kind)
        if kind == _MACRO:
            value = self._macro(entry, name, words, start, end)
        else:
            bare = words.strip()
            if not bare:
                return
            if len(bare) != len(words):
                start += words.index(bare[0])
                end = start + len(bare)
            value = Value(entry, name, bare, start, end)
        self._add(entry, value)

    def _macro(self, entry: Entry, name: str, words: str, start: int, end: int) -> Value:
        known = self._strings.get(words.lower())
        if known is not None:
            return Value(entry, name, known[0].strip(), start, end, exact=False, macro=known[1])
        if name == "month" and words.lower() in MONTHS:
            return Value(entry, name, words, start, end)
        place = EntryField(entry.key, name, entry.byte(start), entry.byte(end))
        reason = f"“{words}” is no @string that stands before it: define it, or put the words in braces."
        entry.troubles.append(Trouble(reason, place))
        return Value(entry, name, "", start, end, exact=False)

    def _add(self, entry: Entry, value: Value) -> None:
        if not value.text:
            return
        first = entry.fields.setdefault(value.name, value)
        if first is not value and first.text != value.text:
            reason = f"The entry has a second {value.name}, and the first one is taken: remove one of them."
            entry.troubles.append(Trouble(reason, value.at))

    def _long_field(self, entry: Entry, at: int, closing: str) -> int:
        """Read a field whose value is joined by # or holds braces in great depth; give where it ends."""
        text = entry.text
        named = _NAMED.match(text, at)
        if named is None:
            raise EntryError(_unended(text, at, closing), at)
        name, begin = named[1].lower(), named.end()
        pieces, at, size = [], begin, 0
        while True:
            piece = self._piece(entry, name, at)
            pieces.append(piece)
            size += len(piece.text)
            if size > MAX_VALUE:
                raise EntryError(f"The value has more than {MAX_VALUE:,} characters with its @strings: shorten it.", at)
            at = piece.end + (0 if text[piece.end : piece.end + 1] not in {"}", '"'} or not piece.exact else 1)
            joined = _JOIN.match(text, at)
            if joined is None:
                break
            at = joined.end()
        end = at
        if len(pieces) == 1 and pieces[0].exact:
            only = pieces[0]
            bare = only.text.strip()
            start = only.start + (only.text.index(bare[0]) if bare else 0)
            value = Value(entry, name, bare, start, start + len(bare))
        else:
            value = Value(entry, name, "".join(one.text for one in pieces).strip(), begin, end, exact=False)
        self._add(entry, value)
        return _end(_SPACE_ONLY, text, end)

    def _piece(self, entry: Entry, name: str, at: int) -> Value:
        """Read one piece of a value; an exact one stands within delimiters, or is a number."""
        text = entry.text
        found = _PIECE.match(text, at)
        if found is None:
            raise EntryError(f"The field {name} has no value: add it in braces, or remove the field.", at)
        start, end = found.end(), found.end()
        if found[1] or found[2]:
            end = closing_of(text, start, quoted=bool(found[2]))
            return Value(entry, name, text[start:end], start, end)
        if found[3]:
            return Value(entry, name, found[3], *found.span(3), exact=False)
        return self._macro(entry, name, found[4], *found.span(4))


def _end(form: re.Pattern[str], text: str, at: int) -> int:
    """Where a form that may be empty ends."""
    found = form.match(text, at)
    return at if found is None else found.end()


def closing_of(text: str, at: int, *, quoted: bool) -> int:
    """Find where a value in braces or quotation marks ends."""
    depth = 0
    for sign in (_BRACE_OR_QUOTE if quoted else _BRACE).finditer(text, at):
        if sign.group() == "{":
            depth += 1
            if depth > MAX_DEPTH:
                raise EntryError(f"Braces stand more than {MAX_DEPTH} deep in each other: remove some.", sign.start())
        elif sign.group() == '"':
            if not depth:
                return sign.start()
        elif depth:
            depth -= 1
        elif quoted:
            raise EntryError("A brace is closed that was not opened: balance the braces.", sign.start())
        else:
            return sign.start()
    what = "quotation mark" if quoted and not depth else "brace"
    raise EntryError(f"A {what} is not closed before the next entry: close it.", at - 1)


def after_preamble(text: str, at: int, closing: str) -> int:
    """Where a @preamble ends."""
    if closing == "}":
        return closing_of(text, at, quoted=False) + 1
    end = text.find(")", at)
    return len(text) if end < 0 else end + 1


def _unended(text: str, at: int, closing: str) -> str:
    """Say what is wrong where neither a field nor the end of the entry stands."""
    if at >= len(text):
        return f"The entry does not end before the next one begins: close it with “{closing}”."
    shown = " ".join(text[at : at + 30].split())
    return f"Neither a field (name = {{value}}) nor the end of the entry stands at “{shown}”: correct it."
