"""TOML with places: every value stands where its span says."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholargraph import toml_spans

SITES = sorted((Path(__file__).parents[1] / "data").glob("*/*.toml"))


def leaves(value: Any, path: toml_spans.Path = ()) -> list[tuple[toml_spans.Path, Any]]:
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, (*path, key))]
    if isinstance(value, list):
        return [leaf for index, inner in enumerate(value) for leaf in leaves(inner, (*path, index))]
    return [(path, value)]


@pytest.mark.parametrize("file", SITES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_value_of_a_site_stands_at_its_span(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    data, spans = toml_spans.load(text)
    found = leaves(data)
    assert found
    for path, value in found:
        start, end = spans[path]
        words = text[start:end]
        if isinstance(value, str):
            assert words.replace('\\"', '"') == value
        else:
            assert tomllib.loads(f"x = {words}")["x"] == value


def test_strings_of_every_kind_and_nested_tables() -> None:
    text = (
        'a."b c" = "x"  # comment = "no"\n'
        "d = '''\nmulti ''line'' '''\n"
        'e = ["1", [2, 3], { f = "g", h.i = true }, # in the array\n "last", ]\n'
        "[[t]]\nn = 1\n[t.sub]\nk = 1979-05-27\n[[t]]\nn = 2\n[[t.deep]]\nz = 'q'\n"
    )
    data, spans = toml_spans.load(text)
    words = {path: text[start:end] for path, (start, end) in spans.items()}
    assert words["a", "b c"] == "x"
    assert words["d",] == "multi ''line'' "
    assert words["e", 1, 1] == "3"
    assert words["e", 2, "h", "i"] == "true"
    assert words["e", 3] == "last"
    assert words["t", 0, "sub", "k"] == "1979-05-27"
    assert words["t", 1] == "[[t]]"
    assert words["t", 1, "deep", 0, "z"] == "q"
    assert {path for path, _ in leaves(data)} <= set(words)


def test_lines_and_columns_count_from_one() -> None:
    assert toml_spans.line_column("ab\ncd", 0) == (1, 1)
    assert toml_spans.line_column("ab\ncd", 4) == (2, 2)


KEYS = st.text("abcdefgh-_0123456789", min_size=1, max_size=5)
WORDS = st.text(
    st.characters(exclude_characters='"\\\x7f', min_codepoint=32, exclude_categories=["Cs", "Cc"]), max_size=12
)


@given(st.dictionaries(KEYS, st.one_of(st.integers(-99, 99), WORDS, st.lists(WORDS, max_size=3)), max_size=5))
def test_any_flat_document(data: dict[str, Any]) -> None:
    def written(value: Any) -> str:
        if isinstance(value, list):
            return "[" + ", ".join(written(member) for member in value) + "]"
        return f'"{value}"' if isinstance(value, str) else str(value)

    text = "".join(f"{key} = {written(value)}\n" for key, value in data.items())
    loaded, spans = toml_spans.load(text)
    assert loaded == data
    for path, value in leaves(loaded):
        start, end = spans[path]
        assert text[start:end] == str(value)
