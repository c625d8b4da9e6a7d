"""The real files of others: every entry is read, counted by an expression and by pybtex."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pybtex.database.input.bibtex import LowLevelParser, month_names
from pybtex.utils import CaseInsensitiveDict

from scholargraph.model import Publication
from tests.sources.readers.bibtex.reading import read

FILES = {
    "acl-style-custom.bib": 7,
    "biblatex-examples.bib": 90,  # and two of @set, which are lists of entries and no works
    "citationjs-biblatex-input.bib": 28,
    "cyrillic.bib": 5,
    "handlr-bib-many.bib": 2,
    "jabref-testjabref.bib": 156,
    "xampl.bib": 36,
    "xampl_mixed.bib": 36,
}
MACROS = CaseInsensitiveDict(month_names)
NO_WORKS = {"comment", "string", "preamble", "set", "xdata"}
SAID = {
    "biblatex-examples.bib": [
        "“langlatin and langgerman” is no language", "“1984/1986” is no single date", "“1984/1986” is no single date",
        "“1885/1888” is no single date", "There is no role of a “redactor”",
    ],
    "citationjs-biblatex-input.bib": ["“unknown” is no month"],
    "cyrillic.bib": ["“000-0000000000” is no ISBN"],
    "xampl.bib": ["is no single date", "“November, December” is no month"],
    "xampl_mixed.bib": ["is no single date", "“November, December” is no month"],
}  # fmt: skip
"""What of a file is not stated: dates over several years, a language that is two, an ISBN that is none, a made-up month."""


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_entry_is_a_record_or_rejected(name: str, shared: Path) -> None:
    data = (shared / "samples" / "bibtex" / name).read_bytes()
    counted = [kind for kind in re.findall(rb"(?m)^\s*@(\w+)\s*[{(]", data) if kind.decode().lower() not in NO_WORKS]
    found = read(data, id=name)
    assert len(counted) == FILES[name]
    assert len(found.works) + len(found.entries) == len(counted)
    assert not found.entries  # 0 % are rejected
    parsed = [kind for kind, _ in LowLevelParser(data.decode(), macros=MACROS) if kind.lower() not in NO_WORKS]
    assert len(parsed) == len(counted)


@pytest.mark.parametrize("name", sorted(FILES))
def test_what_is_not_stated_is_said(name: str, shared: Path) -> None:
    found = read((shared / "samples" / "bibtex" / name).read_bytes(), id=name)
    expected = SAID.get(name, [])
    assert len(found.reasons) == len(expected), found.reasons
    assert all(words in reason for words, reason in zip(expected, found.reasons, strict=True)), found.reasons


@pytest.mark.parametrize("name", sorted(FILES))
def test_titles_and_keys_agree_with_pybtex(name: str, shared: Path) -> None:
    text = (shared / "samples" / "bibtex" / name).read_bytes().decode()
    found = {one.record.key.slug.partition("/")[2]: one for one in read(text, id=name).works}
    for kind, body in LowLevelParser(text, macros=MACROS):
        if kind.lower() in NO_WORKS:
            continue
        key, fields = body
        record = found[key].record
        assert isinstance(record, Publication)
        written = {field.lower(): value for field, value in fields}
        assert (record.title is None) is ("title" not in written), key
        if "doi" in written:
            assert any(one.scheme == "doi" for one in record.identifiers), key
