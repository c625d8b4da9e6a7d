"""The tool that changes the code: what it draws, what it never draws, and that a name outlives changes elsewhere."""

from __future__ import annotations

import ast
from textwrap import dedent

import pytest

from tests.mutation import selection
from tests.mutation.__main__ import REASONS, draw, main, population, reasons, report
from tests.mutation.mutants import Mutant, mutants, mutated
from tests.mutation.running import Outcome


def changes(source: str) -> list[str]:
    return [f"{one.change.before} → {one.change.after}" for one in mutants("m.py", dedent(source))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = a < b", "a < b → a <= b"),
        ("x = a >= b", "a >= b → a > b"),
        ("x = a is None", "a is None → a is not None"),
        ("x = a in b", "a in b → a not in b"),
        ("x = a < b < c", "a < b < c → a < b <= c"),
        ("x = a and b", "a and b → a or b"),
        ("x = not a", "not a → a"),
        ("x = a + b", "a + b → a - b"),
        ("x = 7", "7 → 8"),
        ("x = 7", "7 → 6"),
        ("x = 'word'", "'word' → 'word~'"),
        ("x = True", "True → False"),
        ("x = any(a)", "any(a) → all(a)"),
        ("x = a.startswith(b)", "a.startswith(b) → a.endswith(b)"),
        ("x = a if b else c", "a if b else c → a if not b else c"),
        ("x = [a for a in b if c]", "for a in b if c → for a in b if not c"),
        ("x = [a for a in b if c]", "for a in b if c → for a in b"),
        ("if a:\n    b = c", "if a: b = c → if not a: b = c"),
        ("def f():\n    return a", "return a → return None"),
        ("def f():\n    raise a", "raise a → pass"),
        ("def f():\n    call(a)", "call(a) → pass"),
        ("self.a = b", "self.a = b → pass"),
        ("x += a", "x += a → pass"),
        ("def f(a=1): ...", "1 → 2"),
        ("class A:\n    b: Annotated[str, declared('One', 'Many', 'Help.', private=True)]", "True → False"),
        ("class A:\n    b: Annotated[str, declared('One', 'Many', 'Help.')]", "'One' → 'One~'"),
    ],
)
def test_a_change_is_drawn(source: str, expected: str) -> None:
    assert expected in changes(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""A module."""',
        'def f():\n    """A function."""',
        "from a import b",
        "__all__ = ['a']",
        "def f(a: Literal['b']) -> Literal['c']: ...",
        "a: Annotated[int, 7]",
        "if TYPE_CHECKING:\n    a = 1",
        "@dataclass(frozen=True)\nclass A: ...",
        "class A(Protocol):\n    def f(self, a=1): ...",
        "x = field(repr=False)",
        "x = cast('int', y)",
        "x = Person | Venue",
        "def f():\n    return None",
        "def f():\n    pass",
    ],
)
def test_what_no_test_can_see_is_not_drawn(source: str) -> None:
    assert changes(source) == []


def test_a_mutant_is_the_module_with_one_change() -> None:
    source = "def f(a):\n    if a < 1:  # few\n        return a + 1\n    return 1\n"
    for mutant in mutants("m.py", source):
        new = mutated(source, mutant)
        assert ast.dump(ast.parse(new)) != ast.dump(ast.parse(source))
        restored = [one for one in mutants("m.py", new) if one.change.path == mutant.change.path]
        assert mutant.change.after == "pass" or restored or "None" in mutant.change.after


def test_a_name_outlives_changes_elsewhere() -> None:
    source = "def f(a):\n    return a < 1\n"
    before = {str(one.change.before): one.id for one in mutants("m.py", source)}
    after = {str(one.change.before): one.id for one in mutants("m.py", f"import b\n\nB = b\n\n\n{source}")}
    assert before == after


def test_two_equal_changes_of_one_function_have_two_names() -> None:
    found = mutants("m.py", "def f(a):\n    return a < 1, a < 1\n")
    assert len({one.id for one in found}) == len(found)


def test_a_draw_is_repeated_by_its_seed() -> None:
    every = mutants("m.py", "x = [a < 1, b < 2, c < 3, d < 4, e < 5]")
    assert draw(every, seed=3, count=4) == draw(every, seed=3, count=4)
    assert len({one.id for one in draw(every, seed=3, count=4)}) == 4
    assert len(draw(every, seed=3, count=1_000)) == len(every)
    assert len({tuple(one.id for one in draw(every, seed=seed, count=4)) for seed in range(5)}) > 1


@pytest.mark.parametrize("module", selection.modules())
def test_every_module_has_tests(module: str) -> None:
    assert all((selection.ROOT / test).exists() for group in selection.tests_of(module) for test in group)


def test_a_module_without_tests_is_an_error() -> None:
    with pytest.raises(LookupError, match="no tests of elsewhere"):
        selection.tests_of("elsewhere.py")


def test_every_subject_is_there() -> None:
    assert [name for name in selection.SUBJECTS if not (selection.SOURCE / name).exists()] == []


def test_there_are_enough_mutants_and_their_names_are_their_own() -> None:
    every = population()
    assert len(every) > 1_000
    assert len({one.id for one in every}) == len(every)


def test_every_reason_is_of_a_mutant_that_there_is() -> None:
    known = {one.id for one in population()}
    assert set(reasons()) - known == set(), f"the code of these has changed: take them out of {REASONS.name}"
    assert all(reason.strip() for reason in reasons().values())


def outcome(mutant: Mutant, *, killed: bool, timeout: bool = False) -> Outcome:
    return Outcome(mutant, killed, timeout, 1.0)


def test_the_report_counts_and_asks_for_reasons() -> None:
    every = mutants("m.py", "x = [a < 1, b < 2, c < 3, d < 4, e < 5, f < 6, g < 7]")[:14]
    outcomes = [outcome(one, killed=place > 0, timeout=place == 1) for place, one in enumerate(every)]

    text, good = report(outcomes, {})
    assert f"14 mutants: 13 killed (1 by running out of time), 1 survived; {100 * 13 / 14:.1f} % killed" in text
    assert every[0].id in text
    assert not good

    text, good = report(outcomes, {every[0].id: "It means the same."})
    assert "It means the same." in text
    assert good

    _, good = report(
        [outcome(one, killed=place > 2) for place, one in enumerate(every)],
        dict.fromkeys([one.id for one in every], "So."),
    )
    assert not good


def test_the_seed_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seed", "8", "--count", "3", "--list"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("3 of ")
    assert printed[0].endswith("drawn with --seed 8 --count 3")
    assert len(printed) == 4
