"""Formatted citations are those of citeproc-js: for items of all kinds, for items made from a seed, for files by others."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from scholargraph.citation.styles import LANGUAGES, STYLES, formatted
from scholargraph.errors import UsageError
from tests.citation import generated, oracle
from tests.citation.oracle import EXPECTED, ITEMS, comparable
from tests.conftest import do_without
from tests.growth import grows_in_proportion

RANGE: Final = "citeproc-js drops the space between the parts of the second date of a range: “2019Jan”"
CUT: Final = (
    "citeproc-js drops “et al.” at the end of a list where the style shows the last author: the list looks complete"
)
NOTE: Final = "citeproc-js takes “PMID: …” out of the note: an identifier belongs into its own member"
DIFFERENCES: Final = {
    ("vancouver", "article-date-range"): RANGE,
    ("vancouver", "date-range-months"): RANGE,
    ("vancouver", "date-range-years"): RANGE,
}
"""Where ours differ from theirs, by style and item, and why."""
OF_OTHERS: Final = {
    ("apa", "cdli:Born2019"): CUT,
    ("vancouver", "ramboModelingMacromolecularMotions2015"): NOTE,
}
ALLOWED: Final = re.compile(r'</?(?:i|b|sub|sup)>|<span class="(?:small-caps|normal)">|</span>')
SEED: Final = 20261126


def _cases() -> Iterator[Any]:
    expected = json.loads(EXPECTED.read_text("utf-8"))
    for style in STYLES:
        for item, entry in zip(ITEMS, expected[style], strict=True):
            reason = DIFFERENCES.get((style, item["id"]))
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            yield pytest.param(style, item, entry, id=f"{style}-{item['id']}", marks=marks)


@pytest.mark.parametrize(("style", "item", "entry"), list(_cases()))
def test_an_item_of_each_kind(style: str, item: dict[str, Any], entry: str) -> None:
    assert formatted(item, style, number=1).html == comparable(entry)


def test_there_are_enough_items_and_they_are_told_apart() -> None:
    assert len(ITEMS) >= 160
    assert len({item["id"] for item in ITEMS}) == len(ITEMS)
    assert {item["type"] for item in ITEMS} >= set(generated.TYPES)


@pytest.fixture(scope="module")
def node() -> str:
    found = oracle.available()
    if found is None:
        do_without("citeproc-js is not installed; `make citeproc` does it where Node and npm are")
    return found


@pytest.mark.long
def test_what_is_expected_is_what_citeproc_says(node: str) -> None:
    assert oracle.ask(node, ITEMS) == json.loads(EXPECTED.read_text("utf-8"))


@pytest.mark.long
def test_items_made_from_a_seed(node: str) -> None:
    items = generated.items(SEED, 60)
    assert _differing(node, items) == {}, f"seed {SEED}"


@pytest.mark.long
def test_items_of_others(node: str, shared: Path) -> None:
    items: list[dict[str, Any]] = []
    for file in sorted((shared / "samples" / "csl-json").glob("*.json")):
        found = json.loads(file.read_text("utf-8"))
        items += found if isinstance(found, list) else [found]
    assert len(items) == 50
    assert _differing(node, items).keys() == OF_OTHERS.keys()


def _differing(node: str, items: list[dict[str, Any]]) -> dict[tuple[str, str], tuple[str, str]]:
    found = {}
    for style, entries in oracle.ask(node, items).items():
        for item, entry in zip(items, entries, strict=True):
            ours, theirs = formatted(item, style, number=1).html, comparable(entry)
            if ours != theirs:
                found[style, str(item.get("id"))] = (ours, theirs)
    return found


def test_the_number_of_a_list_is_left_out() -> None:
    item = {
        "type": "book",
        "title": "Fog",
        "author": [{"family": "Quill", "given": "Ada"}],
        "issued": {"date-parts": [[2010]]},
    }
    assert formatted(item, "ieee", number=7).text.startswith("[7]A. Quill")
    assert formatted(item, "ieee").text == "A. Quill, Fog. 2010."


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", [{"literal": "others"}, {"literal": "et al."}])
def test_a_cut_list_says_so(style: str, name: dict[str, str]) -> None:
    item = {"type": "book", "title": "Fog", "author": [{"family": "Quill", "given": "Ada"}, name]}
    made = formatted(item, style).text
    assert "et al" in made
    assert "others" not in made


@pytest.mark.parametrize(
    "title", ["Why?", "Now!", "And so on...", "It ends.", "“What?”", "Who: me?", "A; B;", "Is it, then,"]
)
@pytest.mark.parametrize("style", STYLES)
def test_no_mark_stands_twice(style: str, title: str) -> None:
    told = {"type": "article-journal", "title": title, "container-title": "Fog", "volume": "1", "page": "1-2"}
    item = {**told, "issued": {"date-parts": [[2001]]}}
    made = formatted(item, style).text.replace("...", "…")
    assert not re.search(r"[?!.][.]|,,|;;|::| [.,;:]", made), made


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_language(language: str) -> None:
    item = {
        "type": "book",
        "title": "Fog",
        "editor": [{"family": "Quill", "given": "A"}, {"family": "Marsh", "given": "B"}],
    }
    made = formatted(item, "mla", language=language).text
    assert {"en-US": " and ", "de-DE": " und ", "fr-FR": " et "}[language] in made


def test_nobody_is_asked_for_an_unknown_style_or_language() -> None:
    with pytest.raises(UsageError, match="no citation style “harvard”; choose one of apa"):
        formatted({}, "harvard")
    with pytest.raises(UsageError, match="“xx”; choose one of en-US"):
        formatted({}, "apa", language="xx")


HOSTILE: Final[tuple[Any, ...]] = (
    None, True, 0, -1, 1e400, "", " ", "<script>alert(1)</script>", "</i></i><b>", "<i>" * 50, "'" * 50, '"“‘' * 30,
    [], {}, [[]], [None], [{}], [{"family": 1}], [{"family": ["x"]}], {"date-parts": 1}, {"date-parts": [[None]]},
    {"date-parts": [["x"]]}, {"date-parts": [[2001, 99, 99]]}, {"date-parts": [[10**30]]}, {"raw": "&"}, "\x00", "1-" * 40,
    "&<>", "a\u202eb", "12-15-18", "-", "–", "& & &", "vol. vol. vol.", "i" * 5000,
)  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_items_that_are_none(style: str) -> None:
    chance = random.Random(11)  # noqa: S311  (nothing secret is made)
    fields = [*generated.TEXTS, *generated.ROLES, "title", "issued", "accessed", "type", "id"]
    for _ in range(150):
        item = {field: chance.choice(HOSTILE) for field in chance.sample(fields, 8)}
        item["type"] = chance.choice([*generated.TYPES, *HOSTILE])
        made = formatted(item, style)
        assert not re.search("[<>]", ALLOWED.sub("", made.html)), item


def test_long_values_cost_in_proportion() -> None:
    def cost(size: int) -> None:
        item = {
            "type": "book",
            "title": "“a' <i>" * size,
            "author": [{"family": "de la " * size, "given": "a-b." * size}],
        }
        formatted(item, "apa")

    assert grows_in_proportion(cost, 4000)
