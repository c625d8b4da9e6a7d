"""Removal from the cache: names that were withdrawn, persons who opted out; from everything that was fetched, at once.

It does not know what is to be removed: whoever does gives a function that tells it of bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final
from xml.etree import ElementTree as ET

from scholargraph.acquire.fetching.cache import Cache
from scholargraph.acquire.fetching.fetchers import JSON_LINES
from scholargraph.acquire.fetching.index_rows import Answer, Harvest, Part

Matches = Callable[[bytes], bool]
"""Whether bytes hold what is to be removed."""

_GONE: Final = object()
_NT: Final = "application/n-triples"
_LINES: Final = frozenset({JSON_LINES, _NT})
_ESCAPED: Final = re.compile(rb"\\u([0-9A-Fa-f]{4})|\\U(000[0-9A-Fa-f]{5})")
_UNREADABLE: Final = (ValueError, RecursionError, ET.ParseError)


def remove(cache: Cache, matches: Matches) -> int:
    """Remove what matches from all cached answers, current and staged; give how many were rewritten or dropped.

    JSON and XML lose the smallest values that match, lines of RDF go one by one; anything else is dropped as a whole, and what readers
    were given of it with it: the next fetching brings it again, and `remove` is called again after that. A rewritten body
    has no validators: the service is asked for the whole. The caller holds `Cache.locked`. Raises OSError.
    """

    def change(body: bytes, media_type: str) -> bytes | None:
        return _rewritten(body, media_type, matches) if _holds(body, media_type, matches) else body

    return rewrite(cache, change)


def rewrite(cache: Cache, change: Callable[[bytes, str], bytes | None]) -> int:
    """Change the bodies of all cached answers, current and staged; give how many were rewritten or dropped.

    `change` is given a body with its media type, and gives what is to stand in its place: None for nothing. What a rewritten
    answer had as validators goes. The caller holds `Cache.locked`. Raises OSError.
    """
    current, staged = cache.current(), cache.staged()
    rewritten: dict[str, str | None] = {}
    bodies: dict[str, str] = {}
    for harvest in (*current.values(), *staged.values()):
        bodies |= {one.digest: one.media_type for one in harvest.answers}
        bodies |= {one.digest: one.media_type for one in harvest.parts}
    for digest, media_type in bodies.items():
        body = cache.body(digest)
        fresh = None if body is None else change(body, media_type)
        if body is not None and fresh != body:
            rewritten[digest] = None if fresh is None else cache.keep(fresh)
    if rewritten:
        sizes = {digest: len(cache.body(digest) or b"") for digest in rewritten.values() if digest is not None}
        made = _Change(rewritten, sizes)
        cache.write({key: made.of(one) for key, one in current.items()}, [made.of(one) for one in staged.values()])
    return len(rewritten)


class _Change:
    """Bodies that are others now, or gone."""

    def __init__(self, rewritten: dict[str, str | None], sizes: dict[str, int]) -> None:
        self.rewritten = rewritten
        self.sizes = sizes

    def of(self, harvest: Harvest) -> Harvest:
        """Give a harvest with the bodies that it has now."""
        answers = (self.answer(one) for one in harvest.answers)
        kept = tuple(one for one in answers if one is not None)
        return replace(harvest, answers=kept, parts=tuple(self.part(one) for one in harvest.parts))

    def answer(self, one: Answer) -> Answer | None:
        """Give an answer, without validators where its body is another one now."""
        if one.digest not in self.rewritten:
            return one
        digest = self.rewritten[one.digest]
        return (
            None
            if digest is None
            else replace(one, digest=digest, size=self.sizes[digest], etag=None, last_modified=None)
        )

    def part(self, one: Part) -> Part:
        """Give what a reader is given; of what is gone the row stays, so that its loss is told."""
        if one.digest not in self.rewritten:
            return one
        digest = self.rewritten[one.digest]
        return replace(one, digest=digest or "", size=self.sizes.get(digest or "", 0))


def _holds(body: bytes, media_type: str, matches: Matches) -> bool:
    """Whether a body matches: as it is, or as it reads once its escapes and references are letters."""
    if matches(body):
        return True
    form = _form(media_type)
    try:
        if form is not _Json:
            return form is not None and matches(form.plain(body))
        return any(matches(_Json.plain(text)) for text in _pieces(body, media_type))
    except _UNREADABLE:
        return False


def _rewritten(body: bytes, media_type: str, matches: Matches) -> bytes | None:
    """Give a body without what matches; None where nothing of it can stay."""
    form = _form(media_type)
    if form is None:
        return None
    kept = []
    try:
        for text in _pieces(body, media_type):
            fresh = form.without(text, matches) if matches(form.plain(text)) or matches(text) else text
            kept += [] if fresh is None else [fresh]
    except _UNREADABLE:
        return None
    joined = b"".join(text + b"\n" for text in kept) if media_type in _LINES else b"".join(kept)
    return joined if joined and not matches(joined) else None


def _pieces(body: bytes, media_type: str) -> list[bytes]:
    return body.splitlines() if media_type in _LINES else [body]


class _Json:
    """JSON: the smallest values that match go."""

    @staticmethod
    def plain(body: bytes) -> bytes:
        """Give it with letters in the place of escapes."""
        return _Json.written(json.loads(body))

    @staticmethod
    def without(body: bytes, matches: Matches) -> bytes | None:
        """Give it without what matches."""
        pruned = _Json.pruned(json.loads(body), matches)
        return None if pruned is _GONE else _Json.written(pruned)

    @staticmethod
    def pruned(value: Any, matches: Matches) -> Any:
        """Give a value without the smallest values in it that match; `_GONE` where it matches by itself."""
        if not matches(_Json.written(value)):
            return value
        if isinstance(value, dict):
            found = {name: _Json.pruned(one, matches) for name, one in value.items()}
            value = {name: one for name, one in found.items() if one is not _GONE}
        elif isinstance(value, list):
            value = [one for one in (_Json.pruned(one, matches) for one in value) if one is not _GONE]
        else:
            return _GONE
        # What stands in several values beside each other, as the parts of a name do, matches as long as they are together.
        return _GONE if matches(_Json.written(value)) else value

    @staticmethod
    def written(value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


class _Xml:
    """XML: the smallest elements that match go."""

    @staticmethod
    def plain(body: bytes) -> bytes:
        """Give it with letters in the place of references."""
        return _Xml.written(ET.fromstring(body))  # noqa: S314 - the transport refuses a DOCTYPE

    @staticmethod
    def without(body: bytes, matches: Matches) -> bytes | None:
        """Give it without what matches."""
        root = ET.fromstring(body)  # noqa: S314 - see above
        return ET.tostring(root, encoding="utf-8") if _Xml.prune(root, matches) else None

    @staticmethod
    def prune(element: ET.Element, matches: Matches) -> bool:
        """Take out of an element the smallest ones in it that match; tell whether it can stay itself."""
        for child in list(element):
            if matches(_Xml.written(child)) and not _Xml.prune(child, matches):
                element.remove(child)
        return not matches(_Xml.written(element))

    @staticmethod
    def written(element: ET.Element) -> bytes:
        return b"".join((ET.tostring(element, encoding="utf-8"), b" ", " ".join(element.itertext()).encode("utf-8")))


class _Triples:
    """Lines of RDF: those that match go."""

    @staticmethod
    def plain(body: bytes) -> bytes:
        """Give them with letters in the place of escapes."""
        return _ESCAPED.sub(lambda found: chr(int(found[1] or found[2], 16)).encode("utf-8", "replace"), body)

    @staticmethod
    def without(_body: bytes, _matches: Matches) -> bytes | None:
        """Give nothing: a line is all or nothing."""
        return None


def _form(media_type: str) -> type[_Json | _Xml | _Triples] | None:
    """Give how a body is rewritten; None where it is dropped as a whole."""
    if media_type == _NT:
        return _Triples
    return _Json if "json" in media_type else _Xml if media_type.endswith("xml") else None
