"""Decisions in a curation file on what is the same thing: they win over every comparison, for ever.

```toml
[[same]]
things = ["publication/a-first-title", "bib/quill19"]   # keys, or entries as `scholargraph explain` names them
by = "Ada Quill"
on = 2026-11-27
reason = "The reprint of 2019 has the same text."       # optional

[[different]]
things = ["person/wei-wang", "person/wei-wang-2"]
by = "Ada Quill"
on = 2026-11-27
```
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, Final

from scholargraph import toml_spans
from scholargraph.iris import KEY
from scholargraph.model import Evidence, MatchDecision
from scholargraph.sources.curated_addresses import read_key
from scholargraph.sources.curated_file import CuratedFile

SAME: Final = "same"
DIFFERENT: Final = "different"
"""What the tables are called."""
MATCH_KEYS: Final = ("things", "by", "on", "reason")
"""The keys of a table."""
THING: Final = re.compile(r"[^\s/]+/[^\r\n]*\S")
"""What a thing is named by: a key, an entry (`source/id`), or an address."""
FEWEST: Final = 2
MOST: Final = 100
"""How many things a table may name: of those that differ, each is held against each."""


def read_match(file: CuratedFile, table: dict[str, Any], path: toml_spans.Path) -> MatchDecision:
    """Read one table. Raises SourceError with its place for what is missing, unknown or malformed."""
    file.known(table, MATCH_KEYS, path)
    for name, remedy in (("things", 'things = ["...", "..."]'), ("by", 'by = "Your Name"'), ("on", "on = 2026-11-27")):
        if name not in table:
            raise file.error(f"A decision says what it is about, who decided and when: add {remedy}.", path)
    things = tuple(_thing(file, one, where) for one, where in file.members(table["things"], (*path, "things")))
    if not FEWEST <= len(set(things)) == len(things) <= MOST:
        raise file.error(f"Name two things or more, up to {MOST}, each once.", (*path, "things"))
    if not isinstance(table["on"], date) or isinstance(table["on"], datetime):
        raise file.error("Write the day of the decision as a date, such as 2026-11-27.", (*path, "on"))
    at = file.span(path)
    return MatchDecision(
        same=path[0] == SAME,
        things=things,
        whole=Evidence(file.item.source, file.item.id, at, file.content.quote(at)),
        by=_words(file, table["by"], (*path, "by")),
        on=table["on"],
        reason=_words(file, table["reason"], (*path, "reason")) if "reason" in table else None,
    )


def _thing(file: CuratedFile, raw: Any, path: toml_spans.Path) -> str:
    """Read what names a thing; the address of a page becomes a key."""
    if isinstance(raw, str) and raw.startswith(("http://", "https://")):
        return read_key(file, raw, path)
    words = " ".join(raw.split()) if isinstance(raw, str) else ""
    if not THING.fullmatch(words):
        raise file.error("A thing is named by its key, collection/words, or by an entry, source/id.", path)
    return words.removesuffix("#this") if KEY.fullmatch(words.removesuffix("#this")) else words


def _words(file: CuratedFile, raw: Any, path: toml_spans.Path) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise file.error(f"{path[-1]} is a text: write it in quotation marks.", path)
    return " ".join(raw.split())
