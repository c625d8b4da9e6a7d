"""What an entry takes from others: `crossref` and `xdata`, as BibTeX and biber do, wherever in the file the others stand.

It reads the file twice before the entries are read once more, but only where an entry refers to another: first which keys
are referred to, then these entries. Rules: Patashnik, BibTeXing (1988), section 3.2; biblatex manual 3.20, appendix B.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from scholargraph.acquire import SourceItem
from scholargraph.acquire.text_stream import TextStream
from scholargraph.sources.readers.bibtex.entry import Entry, Trouble, Value
from scholargraph.sources.readers.bibtex.scanner import Scanner

MAX_HELD: Final = 4 << 20
"""How many characters of entries that others refer to are kept."""
_DEEPEST: Final = 8
"""How many entries may refer to each other in a row."""
_OVERLAP: Final = 4096

_REFERENCE: Final = re.compile(r"(?:crossref|xdata)\s*=\s*[{\"]([^\"{}]{1,2000})[\"}]")

_WITHIN_BOOKS: Final = frozenset({"inbook", "bookinbook", "suppbook"})
_WITHIN: Final = _WITHIN_BOOKS | {"incollection", "suppcollection", "inreference", "inproceedings", "conference"}
_VOLUMES: Final = frozenset({"mvbook", "mvcollection", "mvreference", "mvproceedings"})
_BOOKS: Final = frozenset({"book", "collection", "reference", "proceedings"})
_IN_JOURNALS: Final = frozenset({"article", "suppperiodical"})
_TITLE_PARTS: Final = ("title", "subtitle", "titleaddon")

_OWN: Final = frozenset(
    # never inherited (biblatex manual, appendix B)
    {"ids", "crossref", "xref", "xdata", "entryset", "entrysubtype", "execute", "label", "options", "presort", "related",
     "relatedoptions", "relatedstring", "relatedtype", "shorthand", "shorthandintro", "sortkey"}
    # of the other work, and no fact of this one
    | {"shorttitle", "sorttitle", "indextitle", "indexsorttitle", "title", "subtitle", "titleaddon", "origtitle", "author",
       "doi", "url", "urldate", "eprint", "eprinttype", "eprintclass", "archiveprefix", "primaryclass", "pmid", "pmcid",
       "hdl", "abstract", "keywords", "pages", "pagetotal", "eid", "chapter", "type", "file", "key", "note", "annotation",
       "annote", "howpublished", "translator", "pubstate"}
)  # fmt: skip
"""Fields that the entry of a whole has for itself: a chapter has not the DOI of its book."""
_DATES: Final = frozenset({"date", "year", "month", "day"})
_SAME: Final = (
    frozenset({"journal", "journaltitle"}),
    frozenset({"address", "location"}),
    frozenset({"institution", "school"}),
)
"""Fields that are one under two names."""


def referred_to(item: SourceItem) -> Parents:
    """Collect the entries that others refer to. Raises SourceError as the stream does."""
    wanted: set[str] = set()
    with TextStream(item) as stream:
        while stream.more():
            small = stream.text.lower()
            if "crossref" in small or "xdata" in small:  # quicker by far than the expression, and mostly not so
                for found in _REFERENCE.finditer(small):
                    wanted.update(key.strip() for key in found[1].split(","))
            stream.drop(max(len(stream.text) - _OVERLAP, 0))
    return Parents(item, wanted)


class Parents:
    """The entries that others refer to, by their keys in small letters."""

    def __init__(self, item: SourceItem, wanted: set[str]) -> None:
        self._known: dict[str, Entry] = {}
        self._full = False
        if not wanted:
            return
        held = 0
        with TextStream(item) as stream:
            for entry in Scanner(stream).entries():
                if isinstance(entry, Trouble) or entry.key.lower() not in wanted or entry.key.lower() in self._known:
                    continue
                held += len(entry.text)
                if held > MAX_HELD:
                    self._full = True
                    return
                self._known[entry.key.lower()] = entry

    def complete(self, entry: Entry) -> Mapping[str, Value]:
        """Give the fields of an entry with those that it takes from others; what is wrong is noted with the entry."""
        if "crossref" not in entry.fields and "xdata" not in entry.fields:
            return entry.fields
        return self._complete(entry, entry, (entry.key.lower(),))

    def _complete(self, entry: Entry, asked: Entry, path: tuple[str, ...]) -> Mapping[str, Value]:
        fields = dict(entry.fields)
        for name, inherit in (("xdata", _all), ("crossref", _of_whole)):
            value = entry.fields.get(name)
            if value is None:
                continue
            for key in value.text.split(",") if name == "xdata" else (value.text,):
                parent = self._parent(key.strip(), value, asked, path)
                if parent is not None:
                    inherited = self._complete(parent, asked, (*path, parent.key.lower()))
                    for target, one in inherit(entry.type, parent.type, inherited):
                        if not _is_given(target, fields, entry.fields):
                            fields[target] = one
        return fields

    def _parent(self, key: str, value: Value, asked: Entry, path: tuple[str, ...]) -> Entry | None:
        """Find an entry that another refers to; say where that leads to nothing."""
        parent = self._known.get(key.lower())
        reason = None
        if parent is None and self._full:
            reason = f"The entries that others refer to have more than {MAX_HELD:,} characters: “{key}” is not looked up; split the file."
        elif parent is None:
            reason = f"“{key}” is the key of no entry of this file: add the entry, or correct the key."
        elif key.lower() in path or len(path) > _DEEPEST:
            reason = f"“{key}” leads back to this entry, or over more than {_DEEPEST} others: correct the key."
        if reason is None:
            return parent
        asked.troubles.append(Trouble(reason, value.at))
        return None


def _is_given(name: str, fields: Mapping[str, Value], own: Mapping[str, Value]) -> bool:
    """Whether an entry has a field, if under its other name, or another part of its date."""
    if name in _DATES:
        return name in fields or not _DATES.isdisjoint(own)
    return name in fields or any(name in names and not names.isdisjoint(fields) for names in _SAME)


def _all(_child: str, _parent: str, fields: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    """What an entry takes from @xdata: all fields."""
    return ((name, value) for name, value in fields.items() if name not in {"xdata", "crossref"})


def _of_whole(child: str, parent: str, fields: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    """What an entry takes from the whole that it is a part of: its title as that of the book or journal, and what is common."""
    yield from ((name, value) for name, value in fields.items() if name not in _OWN)
    prefix = None
    if child in _WITHIN and parent in _BOOKS:
        prefix = "book"
    elif parent in _VOLUMES:
        prefix = "main"
    elif child in _IN_JOURNALS and parent == "periodical":
        prefix = "journal"
    if prefix is not None:
        yield from ((f"{prefix}{part}", fields[part]) for part in _TITLE_PARTS if part in fields)
    if child in _WITHIN_BOOKS | {"book"} and "author" in fields and parent in {"book", "mvbook"}:
        yield "author", fields["author"]
