"""The entries of a BibTeX file, one after another, and what is wrong between them.

It knows no field. An entry reaches at most to the next `@type{` that begins a line, so that an error costs that entry alone.
pybtex, which tells the same apart, reads the whole file, gives no places, and ends with the first error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scholargraph.acquire.text_stream import TextStream
from scholargraph.model import EntryField
from scholargraph.sources.readers.bibtex.entry import Entry, EntryError, Trouble
from scholargraph.sources.readers.bibtex.fields import Fields, after_preamble

MAX_ENTRY: Final = 4 << 20
"""How many characters an entry may have."""

_TYPE: Final = r"[A-Za-z][\w:.+/'-]*+"
_HEAD: Final = re.compile(rf"@[ \t]*+({_TYPE})\s*+([{{(])")
_LINE_HEAD: Final = re.compile(rf"[\n\r][ \t]*+@[ \t]*+{_TYPE}\s*+[{{(]")
_LONGEST_HEAD: Final = 200
_KEY_FOLLOWS: Final = re.compile(r"""\s*+[^\s,={}()"#%]++\s*+,""")
_LINE_END: Final = re.compile(r"[\n\r]")
_BRACE: Final = re.compile(r"[{}]")
_NO_TEXT: Final = re.compile("[\ud800-\udfff]")
_WINDOW: Final = 1 << 18
_ENDLESS: Final = 3
"""After so many comments that never close, each is taken to end before the next entry."""
_NO_ENTRIES: Final = frozenset({"string", "preamble"})


class Scanner:
    """Gives the entries of a text stream, and what is wrong between and within them."""

    def __init__(self, stream: TextStream) -> None:
        self.stream = stream
        self.seen = False
        """Whether anything of BibTeX stands in the text."""
        self._fields = Fields()
        self._endless = 0

    def entries(self) -> Iterator[Entry | Trouble]:
        """Give the entries in order. Raises SourceError as the stream does."""
        stream, at = self.stream, 0
        while (head := self._next_head(at)) is not None:
            before, start, inside = at, head.start(), head.end()
            if self._is_comment(before, head):
                line = _LINE_END.search(stream.text, inside)
                at = inside if line is None else line.start()
                continue
            self.seen = True
            if start > _WINDOW:
                stream.drop(start)
                inside, start = inside - start, 0
            kind, opening = head[1].lower(), head[2]
            end = self._end_of(start, inside)
            if kind == "comment":
                at = self._after_comment(inside, opening, end)
                continue
            block = Entry(kind, stream.text[start:end], stream.byte(start), stream.encoding)
            found, length = self._read(block, inside - start, "}" if opening == "{" else ")")
            yield from found
            at = start + length

    def _next_head(self, at: int) -> re.Match[str] | None:
        """Find the next beginning of an entry; what stands before it is dropped where it is long."""
        stream = self.stream
        while (found := _HEAD.search(stream.text, at)) is None:
            at = max(at, len(stream.text) - _LONGEST_HEAD)
            if at > 4 * _WINDOW:
                line = max(stream.text.rfind("\n", at - _WINDOW, at), at - _WINDOW)
                stream.drop(line)
                at -= line
            if not stream.more():
                return None
        return found

    def _is_comment(self, after: int, head: re.Match[str]) -> bool:
        """Whether an `@` begins no entry: behind a % in its line (as for biber), or in words that only hold the sign."""
        text, start = self.stream.text, head.start()
        line = max(text.rfind("\n", after, start), text.rfind("\r", after, start), after - 1) + 1
        before = text[line:start].strip()
        if not before:
            return False
        return before[0] == "%" or _KEY_FOLLOWS.match(text, head.end()) is None

    def _end_of(self, start: int, inside: int) -> int:
        """How far an entry may reach: to the next that begins a line, or the end of the text."""
        stream, at = self.stream, inside - 1
        while (found := _LINE_HEAD.search(stream.text, at)) is None:
            at = max(at, len(stream.text) - _LONGEST_HEAD)
            if len(stream.text) - start > MAX_ENTRY or not stream.more():
                return len(stream.text)
        return found.start()

    def _after_comment(self, inside: int, opening: str, end: int) -> int:
        """Where a comment ends: with its braces, also where entries stand in them; where they never close, at the next entry."""
        if opening == "(":
            return inside
        stream, at, depth = self.stream, inside, 1
        while True:
            for brace in _BRACE.finditer(stream.text, at, end if self._endless >= _ENDLESS else len(stream.text)):
                depth += 1 if brace.group() == "{" else -1
                if not depth:
                    return brace.end()
            at = len(stream.text)
            if self._endless >= _ENDLESS or at - inside > MAX_ENTRY or not stream.more():
                self._endless += 1
                return end

    def _read(self, block: Entry, at: int, closing: str) -> tuple[list[Entry | Trouble], int]:
        """Give what stands in a stretch, and where in it that ends."""
        text = block.text = block.text.rstrip()
        no_entry = block.type in _NO_ENTRIES
        try:
            self._check(text)
            if block.type == "string":
                end = self._fields.define(block, at, closing)
            elif block.type == "preamble":
                end = after_preamble(text, at, closing)
            else:
                end = self._fields.read(block, at, closing)
        except EntryError as error:
            place = EntryField("", block.type, block.byte(0), block.byte(len(text))) if no_entry else block.whole
            return [Trouble(_with_line(error, text), place, whole=not no_entry)], len(text)
        if no_entry:
            return list(block.troubles), end
        block.text = text[:end]
        return [block], end

    def _check(self, text: str) -> None:
        """Raise EntryError for an entry that is no text."""
        if len(text) > MAX_ENTRY:
            raise EntryError(f"The entry has more than {MAX_ENTRY:,} characters: close it, or shorten it.", 0)
        if "\0" in text:
            raise EntryError("The entry holds NUL characters: save the file as text.", text.index("\0"))
        if text.isascii() or (broken := _NO_TEXT.search(text)) is None:
            return
        encoding = self.stream.encoding
        name = encoding.declared or encoding.codec.upper()
        raise EntryError(
            f"The entry holds bytes that are no {name}: save the file in one encoding, best UTF-8.", broken.start()
        )


def _with_line(error: EntryError, text: str) -> str:
    """The reason, with the line of the entry where it is seen, unless that is its first."""
    before = text[: error.at]
    line = before.count("\n") if "\n" in text else before.count("\r")
    return error.reason if not line else f"{error.reason[:-1]} (line {line + 1} of the entry)."
