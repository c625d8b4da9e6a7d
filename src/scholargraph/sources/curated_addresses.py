"""Decisions on old addresses in a curation file: what became of a thing that the sources no longer have.

```toml
[[address]]
key = "publication/a-frist-title"
same = "publication/a-first-title"   # or different = "...", or gone = true
```
"""

from __future__ import annotations

from typing import Any, Final

from scholargraph import toml_spans
from scholargraph.iris import KEY, Key
from scholargraph.model import AddressDecision, Evidence
from scholargraph.sources.curated_file import CuratedFile

ADDRESS: Final = "address"
"""What the tables are called."""
VERDICTS: Final = ("same", "different", "gone")
"""The keys of which each table has one."""
ADDRESS_KEYS: Final = ("key", *VERDICTS, "basis")
"""The keys of a table."""


def read_decision(file: CuratedFile, table: dict[str, Any], path: toml_spans.Path) -> AddressDecision:
    """Read one table. Raises SourceError with its place for what is missing, unknown or contradicts itself."""
    file.known(table, ADDRESS_KEYS, path)
    if "key" not in table:
        raise file.error('Say which address it is: add key = "collection/words".', path)
    said = [name for name in VERDICTS if name in table]
    if len(said) != 1:
        told = f"{' and '.join(said)} stand here together" if said else "Nothing is said of this address"
        raise file.error(f"{told}: give one of same, different and gone.", (*path, said[1]) if said else path)
    if "gone" in table and table["gone"] is not True:
        raise file.error("gone can only be true: leave it out otherwise.", (*path, "gone"))
    at = file.span(path)
    return AddressDecision(
        key=read_key(file, table["key"], (*path, "key")),
        whole=Evidence(file.item.source, file.item.id, at, file.content.quote(at)),
        same=read_key(file, table["same"], (*path, "same")) if "same" in table else None,
        different=tuple(
            read_key(file, one, where) for one, where in _one_or_many(file, table, path=(*path, "different"))
        ),
        gone="gone" in table,
    )


def _one_or_many(
    file: CuratedFile, table: dict[str, Any], *, path: toml_spans.Path
) -> list[tuple[Any, toml_spans.Path]]:
    raw = table.get(str(path[-1]), [])
    return file.members(raw, path) if isinstance(raw, list) else [(raw, path)]


def read_key(file: CuratedFile, raw: Any, path: toml_spans.Path) -> Key:
    """Read an address: a key, or the address of the page as a browser shows it."""
    words = raw.partition("#")[0] if isinstance(raw, str) else ""
    found = KEY.fullmatch("/".join(words.rstrip("/").split("/")[-2:]))
    if found is None:
        raise file.error("An address is written as collection/words, such as person/ada-quill.", path)
    return Key(found.group())
