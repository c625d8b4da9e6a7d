"""Kinds of source: found by their entry points, with options that are declared and checked."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from typing import Any

import pytest
from click.testing import CliRunner

from scholargraph.cli.site import sources
from scholargraph.errors import SourceError, UsageError
from scholargraph.sources import Option, Reader, kinds, reader
from tests.sources import toys

Install = Callable[..., None]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Return what makes entry points the only ones there are."""

    def put(**points: str) -> None:
        made = [EntryPoint(name.replace("_", "-"), value, "scholargraph.sources") for name, value in points.items()]

        def entry_points(*, group: str, name: str | None = None) -> list[EntryPoint]:
            return [point for point in made if point.group == group and name in {None, point.name}]

        module = sys.modules["scholargraph.sources.reader"]  # the package has a function of this name
        monkeypatch.setattr(module, "entry_points", entry_points)

    return put


def test_our_own_kinds() -> None:
    assert {"curation", "profile-text"} <= set(kinds())
    for kind in ("curation", "profile-text"):
        assert reader(kind).kind == kind


def test_kinds_are_sorted_and_not_loaded(install: Install) -> None:
    install(b="absent:SOURCE", a="absent:SOURCE")
    assert kinds() == ["a", "b"]


def test_a_kind_that_nobody_brings(install: Install) -> None:
    install(toy_lines="tests.sources.toys:LINES")
    assert reader("toy-lines") is toys.LINES
    with pytest.raises(SourceError, match="“toy-line” is no kind of source: did you mean toy-lines"):
        reader("toy-line")
    with pytest.raises(SourceError, match="installed are toy-lines"):
        reader("zzz")


def test_a_plugin_that_cannot_be_loaded_does_not_hide_the_others(install: Install) -> None:
    install(absent="no_such_module:SOURCE", other="tests.sources.toys:Option", toy_lines="tests.sources.toys:LINES")
    with pytest.raises(SourceError, match=r"“absent” \(no_such_module:SOURCE\) cannot be loaded .*: install it again"):
        reader("absent")
    with pytest.raises(SourceError, match="is no Reader: correct its entry point"):
        reader("other")
    listed = CliRunner().invoke(sources)
    assert listed.exit_code == 0
    lines = listed.output.splitlines()
    assert lines[0].startswith("absent  The plug-in of “absent”")
    assert lines[1].startswith("other  The plug-in of “other”")
    assert lines[2:] == [
        "toy-lines  A title a line.",
        '    mode = "strict"  What becomes of an empty line. (a text: "strict" or "lenient")',
    ]


OPTIONS = (
    Option("text", str, "a", "A text."),
    Option("count", int, 3, "A number."),
    Option("share", float, 0.5, "A share."),
    Option("flag", bool, False, "A flag."),  # noqa: FBT003 - its default
    Option("words", list, ["a"], "Words."),
    Option("size", int, 1, "One of two.", choices=(1, 2)),
)
READER = Reader("kind", "Reads.", toys.LINES.read, options=OPTIONS)


def test_options_have_their_defaults() -> None:
    assert READER.checked({}) == {"text": "a", "count": 3, "share": 0.5, "flag": False, "words": ["a"], "size": 1}
    assert READER.checked({"share": 1, "flag": True, "size": 2})["size"] == 2


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": 1}, "text is a text, such as 'a'"),
        ({"text": ["a"]}, "text is a text"),
        ({"count": "3"}, "count is a whole number"),
        ({"count": 3.0}, "count is a whole number"),
        ({"count": True}, "count is a whole number"),
        ({"share": "1"}, "share is a number"),
        ({"share": False}, "share is a number"),
        ({"flag": 1}, "flag is true or false"),
        ({"words": "a"}, "words is a list of texts"),
        ({"words": [1]}, "words is a list of texts"),
        ({"size": 3}, "“3” is no size that kind knows: it is one of 1, 2"),
        ({"txt": "a"}, "“txt” is no option of kind: did you mean text"),
        ({"zzzzzz": "a"}, "it takes count, flag, share, size, text, words"),
    ],
)
def test_options_that_are_wrong(given: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        READER.checked(given)


def test_an_option_of_a_reader_without_any() -> None:
    with pytest.raises(UsageError, match="it takes none"):
        Reader("kind", "Reads.", toys.LINES.read).checked({"a": 1})


def test_options_are_shown_in_a_line() -> None:
    assert [option.shown for option in OPTIONS] == [
        'text = "a"  A text. (a text)',
        "count = 3  A number. (a whole number)",
        "share = 0.5  A share. (a number)",
        "flag = false  A flag. (true or false)",
        'words = ["a"]  Words. (a list of texts)',
        "size = 1  One of two. (a whole number: 1 or 2)",
    ]
