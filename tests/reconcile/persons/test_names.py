"""Names as they are compared: order, particles, initials, double names, hyphens, umlauts and scripts."""

from __future__ import annotations

import pytest

from scholargraph.model import Name
from scholargraph.reconcile.persons.names import Likeness, likeness, person_name


def alike(one: str, other: str) -> Likeness | None:
    first, second = person_name(one), person_name(other)
    assert first is not None
    assert second is not None
    assert likeness(first, second) == likeness(second, first)
    return likeness(first, second)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Ada Quill", "Quill, Ada", Likeness.EQUAL),
        ("Wang, Wei-Ming", "Weiming Wang", Likeness.EQUAL),
        ("Jürgen Müller", "Mueller, Juergen", Likeness.EQUAL),
        ("Jürgen Müller", "Muller, Jurgen", Likeness.EQUAL),
        ("Jan van der Berg", "Berg, Jan van der", Likeness.EQUAL),
        ("王伟", "Wei Wang", Likeness.EQUAL),
        ("Иванов, Иван", "Ivan Ivanov", Likeness.EQUAL),
        ("García Márquez, Gabriel", "Gabriel Garcia Marquez", Likeness.SHORTER),
        ("García Márquez, Gabriel", "García, Gabriel", Likeness.SHORTER),
        ("Wei Wang 0001", "Wang, Wei", Likeness.EQUAL),
        ("Ada B. Quill", "Ada Quill", Likeness.SHORTER),
        ("Quill AB", "A. Bea Quill", Likeness.INITIALS),
        ("Quill, A.", "Ada Quill", Likeness.INITIAL),
        ("Wang, W.-M.", "Wang, Weiming", Likeness.INITIAL),
        ("Иванов, И. И.", "Ivanov, Ivan I.", Likeness.INITIALS),
        ("Alex Quill", "Alexander Quill", Likeness.SHORT_FORM),
        ("Dupont, Jean", "Dupont, Jean-Pierre", Likeness.CUT),
        ("Lin Chen", "Chen Lin", Likeness.SWAPPED),
        ("Quill", "Ada Quill", Likeness.BARE),
    ],
)  # fmt: skip
def test_names_that_can_be_one_person_s(one: str, other: str, level: Likeness) -> None:
    assert alike(one, other) is level


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Quill", "Anna Quill"),
        ("Ada Quill", "Ada Stone"),
        ("John A. Smith", "John B. Smith"),
        ("Wang, Wei", "Wang, Weiming"),
        ("Wang, Xiao", "Wang, Xiaoming"),
        ("Wang, Xiaoming", "Wang, Xiaoping"),
        ("A. Quill", "B. Quill"),
        ("Chen, Lin", "Lin, Chen"),
    ],
)
def test_names_that_cannot(one: str, other: str) -> None:
    assert alike(one, other) is None


def test_names_that_can_be_one_have_a_key_in_common() -> None:
    for one, other in (("J. Müller", "Mueller, Jürgen"), ("Gabriel Garcia Marquez", "García Márquez, G."),
                       ("Lin Chen", "Chen Lin"), ("Ada Quill", "Quill A")):  # fmt: skip
        first, second = person_name(one), person_name(other)
        assert first is not None
        assert second is not None
        assert set(first.keys) & set(second.keys)


def test_the_parts_that_a_source_tells_are_taken() -> None:
    name = person_name(Name(printed="Wang Wei", given="Wei", family="Wang"))
    assert name is not None
    assert (name.family, name.given) == (("wang",), ("wei",))


@pytest.mark.parametrize("nothing", ["", ".", "12", "†"])
def test_what_has_no_letters_is_no_name(nothing: str) -> None:
    assert person_name(nothing) is None


def test_a_name_without_end_is_cut() -> None:
    assert person_name("Ada " + "Quill " * 100_000) is not None
