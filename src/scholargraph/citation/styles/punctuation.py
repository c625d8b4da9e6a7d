"""Punctuation where parts of a citation meet: no mark twice, the stronger one stays, quotation marks take it in.

The marks that collapse are a table; the passes below move affixes through the tree so that two marks become neighbours
in one place. It knows no style.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from scholargraph.citation.styles.blobs import Blob

MARKS: Final = frozenset(".!?:,;")
_KEPT: Final = {
    "!": {".": "!", "?": "!?", ":": "!", ",": "!,", ";": "!;"},
    "?": {"!": "?!", ".": "?", ":": "?", ",": "?,", ";": "?;"},
    ".": {"!": ".!", "?": ".?", ":": ".:", ",": ".,", ";": ".;"},
    ":": {"!": "!", "?": "?", ".": ":", ",": ":,", ";": ":;"},
    ",": {"!": ",!", "?": ",?", ":": ",:", ".": ",.", ";": ",;"},
    ";": {"!": "!", "?": "?", ":": ";", ",": ";,", ".": ";"},
}
"""What is left of two marks in a row: the first, then the second."""
_INTO_QUOTES: Final = frozenset(".!?,")
_OUT_OF_QUOTES: Final = frozenset(":,;")
_MARKS_AND_SPACE: Final = MARKS | {" "}


def tidy(blob: Blob, *, in_quotes: bool) -> None:
    """Move and merge the punctuation of a tree without empty nodes, in place.

    `in_quotes` is the option `punctuation-in-quote` of the locale: full stops and commas go inside.
    """
    _raise_affixes(blob)
    _join_siblings(blob)
    _lower_suffixes(blob, in_quotes=in_quotes)
    _settle_quotes(blob, in_quotes=in_quotes)


def _meet(left: str, right: str) -> tuple[str, str]:
    """Return both strings after the first mark of `right` has gone to the end of `left`."""
    first, second = left[-1:], right[:1]
    if first == second:
        return left, right[1:]
    if second not in MARKS:
        return left, right
    kept = _KEPT.get(first, {}).get(second)
    if kept is None:
        return left + second, right[1:]
    return left[:-1] + kept, right[1:]


def _meet_right(left: str, right: str) -> tuple[str, str]:
    """Return both strings after the last mark of `left` has gone to the beginning of `right`."""
    first, second = left[-1:], right[:1]
    if first == second:
        return left[:-1], right
    if first not in MARKS:
        return left, right
    kept = _KEPT[first].get(second)
    if kept is None:
        return left[:-1], first + right
    return left[:-1], kept + right[1:]


def _raise_affixes(parent: Blob) -> None:
    """Let punctuation and spaces at the edges of a group stand on the group itself, and no space twice."""
    if parent.text is not None:
        if parent.suffix[:1] in MARKS and parent.suffix[:1] == parent.text[-1:]:
            parent.suffix = parent.suffix[1:]
        return
    decorated = bool(parent.decorations)
    last = len(parent.children) - 1
    for place in range(last, -1, -1):
        child = parent.children[place]
        _raise_affixes(child)
        if place == 0:
            _raise_prefix(parent, child)
        if place == last and not decorated and child.suffix.endswith(" "):
            if not parent.suffix.startswith(" "):
                parent.suffix = " " + parent.suffix
            child.suffix = child.suffix[:-1]
        if place > 0 and parent.delimiter:
            end = parent.delimiter[-1]
            if end in _MARKS_AND_SPACE and child.prefix.startswith(end):
                child.prefix = child.prefix[1:]


def _raise_prefix(parent: Blob, child: Blob) -> None:
    if parent.prefix.endswith(" ") and child.prefix.startswith(" "):
        child.prefix = child.prefix[1:]
    if not parent.decorations and child.prefix[:1] in _MARKS_AND_SPACE and not parent.prefix:
        parent.prefix, child.prefix = child.prefix[:1], child.prefix[1:]


def _join_siblings(parent: Blob) -> None:
    """Let the mark that begins a node go to the node before it, where nothing stands between them."""
    for place in range(len(parent.children) - 1, -1, -1):
        child = parent.children[place]
        _join_siblings(child)
        if place == len(parent.children) - 1 or parent.delimiter:
            continue
        sibling = parent.children[place + 1]
        mark = sibling.prefix[:1]
        if mark not in MARKS or child.formatted or sibling.formatted:
            continue
        same_text = not child.suffix and child.text is not None and child.text.endswith(mark)
        if child.suffix.endswith(mark) or same_text:
            sibling.prefix = sibling.prefix[1:]
        else:
            child.suffix, sibling.prefix = _meet(child.suffix, sibling.prefix)


def _lower_suffixes(parent: Blob, *, in_quotes: bool) -> None:
    """Let the suffix of a group go down to its last node where it merges with what stands there."""
    if parent.text is not None:
        if parent.suffix[:1] in MARKS and parent.suffix[:1] == parent.text[-1:]:
            parent.suffix = parent.suffix[1:]
        return
    _spread_delimiter(parent)
    last = len(parent.children) - 1
    for place in range(last, -1, -1):
        child = parent.children[place]
        if place == last:
            _lower_last(parent, child, in_quotes=in_quotes)
        elif parent.delimiter:
            start = parent.delimiter[0]
            if start in _MARKS_AND_SPACE and child.suffix.endswith(start):
                child.suffix = child.suffix[:-1]
        else:
            _drop_repeated(child, parent.children[place + 1])
        if not _is_number(child) and not child.decorations and child.suffix[:1] in MARKS and child.text is not None:
            child.text, child.suffix = _meet(child.text, child.suffix)
        _lower_suffixes(child, in_quotes=in_quotes)


def _spread_delimiter(parent: Blob) -> None:
    """Let a mark that begins a delimiter stand on each node before it."""
    mark = parent.delimiter[:1]
    if mark in MARKS:
        for child in parent.children[:-1]:
            if not child.suffix.endswith(mark):
                child.suffix += mark
        parent.delimiter = parent.delimiter[1:]


def _drop_repeated(child: Blob, sibling: Blob) -> None:
    end = child.suffix[-1:]
    plain = not _is_number(child) and not child.decorations
    if plain and end in _MARKS_AND_SPACE and end and sibling.prefix.startswith(end):
        sibling.prefix = sibling.prefix[1:]


def _lower_last(parent: Blob, child: Blob, *, in_quotes: bool) -> None:
    mark = parent.suffix[:1]
    if (
        mark in MARKS
        and (_merges(mark, child) or (in_quotes and _ends_in_quotes(child)))
        and not _ends_in_number(child)
    ):
        if child.text is not None:
            child.text, parent.suffix = _meet(child.text, parent.suffix)
        else:
            child.suffix, parent.suffix = _meet(child.suffix, parent.suffix)
        if parent.suffix.startswith("."):
            child.suffix += "."
            parent.suffix = parent.suffix[1:]
    if child.suffix.endswith(" ") and parent.suffix.startswith(" "):
        parent.suffix = parent.suffix[1:]
    if child.suffix[:1] in _MARKS_AND_SPACE and child.suffix:
        if child.text is not None and child.text.endswith(child.suffix[0]):
            child.suffix = child.suffix[1:]
        if child.suffix[-1:] == parent.suffix[:1]:
            parent.suffix = parent.suffix[:-1]
    if parent.suffix[:1] in MARKS and _last_mark(parent) == parent.suffix[:1]:
        parent.suffix = parent.suffix[1:]


def _settle_quotes(parent: Blob, *, in_quotes: bool) -> None:
    """Take marks behind closing quotation marks in, or those before them out."""
    for child in parent.children:
        if child.quoted:
            if in_quotes:
                _swap(child, _INTO_QUOTES, _meet, from_suffix=True)
            else:
                _swap(child, _OUT_OF_QUOTES, _meet_right, from_suffix=False)
        _settle_quotes(child, in_quotes=in_quotes)


def _swap(
    child: Blob, moving: frozenset[str], meet: Callable[[str, str], tuple[str, str]], *, from_suffix: bool
) -> None:
    while True:
        inside = child.text if child.text is not None else child.children[-1].suffix
        mark = child.suffix[:1] if from_suffix else inside[-1:]
        if mark not in moving or not mark:
            return
        inside, child.suffix = meet(inside, child.suffix)
        if child.text is not None:
            child.text = inside
        else:
            child.children[-1].suffix = inside


def _is_number(blob: Blob) -> bool:
    return blob.number or (len(blob.children) == 1 and blob.children[0].number)


def _ends_in_number(blob: Blob) -> bool:
    return blob.number or (bool(blob.children) and _ends_in_number(blob.children[-1]))


def _ends_in_quotes(blob: Blob) -> bool:
    return blob.quoted or (bool(blob.children) and _ends_in_quotes(blob.children[-1]))


def _merges(mark: str, blob: Blob) -> bool:
    """Whether the mark, behind the node or one that ends it, leaves a single mark."""
    end = blob.suffix[-1:] or (blob.text or "")[-1:]
    kept = _KEPT.get(end, {}).get(mark)
    if kept is not None and len(kept) == 1:
        return True
    return bool(blob.children) and _merges(mark, blob.children[-1])


def _last_mark(blob: Blob) -> str:
    """Return the last character of the content of a node, wherever it stands."""
    if blob.text is not None:
        return blob.text[-1:]
    if not blob.children:
        return ""
    child = blob.children[-1]
    return child.suffix[-1:] or _last_mark(child)
