"""Which lines read as names, how lists of names come apart, when two printed names are one person's."""

from __future__ import annotations

import pytest

from scholargraph.bibliography import name_forms, names
from scholargraph.bibliography.lines import Line
from scholargraph.sources.profile_text.line_forms import looks_like_names, names_and_venue

NAMES = [
    "Ada Bright", "J. P. van der Meulen", "J.-P. Dubois", "Seán Ó Briain", "María José de la Cruz y Ruiz",
    "Nguyễn Thị Minh Khai", "Анна Петровна Иванова", "王小明", "山田 太郎", "김철수", "محمد بن عبد الله", "अमित कुमार",
    "ปรีชา วงศ์ไทย", "דוד כהן", "Γιώργος Παπαδόπουλος", "Martin King, Jr.", "Gustave Eiffelbaum III", "ILYA DROZHIN",
    "danah boyle", "Santiago (Sal) Díaz", "Bo Li", "E Wang", "abd al-Rahman al-Sufi", "Chukwuemeka O'Neill", "An Nguyen",
    "Quan You", "Silva, Ana", "ジョン・スミス", "Marcel van der Holst", "JJ Furrow", "Xuan Long Do", "Li Wei-Chen",
]  # fmt: skip
OTHERS = [
    "Deep Learning", "Nature Physics", "Attention Is All You Need", "A Study of Lamps", "BERT", "KDD 2024", "PLOS ONE",
    "Machine Hearing", "Proceedings of Lamps", "Who's asking?", "草原の子守唄についての比較研究", "Kings of the North",
    "Ada Bright, Bo Chen", "Lamps and Lights", "https://example.org", "2024", "Ada Bright 2020", "IEEE Computer",
    "Secretaries with Advice", "Колыбельные в степи", "हिन्दी पाठ का सारांश", "a lamp", "C++", "", "In Proc", "A Further Thing",
]  # fmt: skip


@pytest.mark.parametrize("text", NAMES)
def test_names(text: str) -> None:
    assert names.can_be_name(text)


@pytest.mark.parametrize("text", OTHERS)
def test_no_names(text: str) -> None:
    assert not names.can_be_name(text)


@pytest.mark.parametrize("text", ["Suharto", "Aravind", "Лев"])
def test_one_word_can_be_a_name(text: str) -> None:
    assert names.is_single_name(text)


@pytest.mark.parametrize("text", ["BERT", "NeurIPS", "Learning", "Nature", "GPT-4", "lamp", "Ada Bright", "Bo"])
def test_one_word_that_is_none(text: str) -> None:
    assert not names.is_single_name(text)


@pytest.mark.parametrize(
    "text", ["Anna Weathers", "T. Weathers", "Ludwig von Weathers", "Tom Weathers III", "王小明", "김철수"]
)
def test_what_holds_what_only_names_hold(text: str) -> None:
    assert names.is_known_to_be_name(text)


@pytest.mark.parametrize("text", ["Big Bird", "Tiny Seeds", "Waiting Well", "Night Watch", "Grace Notes", "深層学習"])
def test_what_has_only_the_shape_of_a_name(text: str) -> None:
    assert not names.is_known_to_be_name(text)


def test_other_names_of_the_page_are_evidence_too() -> None:
    assert not names.is_known_to_be_name("Quill Vance")
    assert names.is_known_to_be_name("Quill Vance", {"vance"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Bright, Bo Chen, and Cy Doe", ["Ada Bright", "Bo Chen", "Cy Doe"]),
        ("Ada Bright & Bo Chen", ["Ada Bright", "Bo Chen"]),
        ("Ada Bright; Bo Chen;", ["Ada Bright", "Bo Chen"]),
        ("Ada Bright · Bo Chen | Cy Doe", None),
        ("Bright, A., Chen, B. C.", ["Bright, A.", "Chen, B. C."]),
        ("Bright, Ada; Chen, Bo", ["Bright, Ada", "Chen, Bo"]),
        ("Ada Bright, Bo Chen, et al.", ["Ada Bright", "Bo Chen"]),
        ("Ada Bright et al.", ["Ada Bright"]),
        ("Ada Bright and 12 others", ["Ada Bright"]),
        ("Kwame King, Jr., Ada Bright", ["Kwame King, Jr.", "Ada Bright"]),
        ("王小明、山田 太郎", ["王小明", "山田 太郎"]),
        ("محمد علي، نور الهدى", ["محمد علي", "نور الهدى"]),
        ("Ada Bright, Suharto", ["Ada Bright", "Suharto"]),
        ("María de la Cruz y Ruiz", None),
        ("Security, Privacy and Abuse Prevention", None),
        ("Ada Bright", None),
        ("New York, NY, USA(2019)", None),
    ],
)
def test_lists_of_names(text: str, expected: list[str] | None) -> None:
    line = Line(text, 5, 5 + len(text))
    found = names.split_names(line)
    if expected is None:
        # “·” is part of names of some languages; with it and a bar the parts are not all names.
        assert found is None or [name.value for name in found] != expected
    else:
        assert found is not None
        assert [name.value for name in found] == expected
        assert all(text[name.start - 5 : name.end - 5] == name.text for name in found)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ada Bright", "ADA BRIGHT", True),
        ("Ada Bright", "A. Bright", True),
        ("Ada Bright", "Ada M. Bright", True),
        ("Ada M. Bright", "A. Bright", True),
        ("Ada M. Bright", "Ada K. Bright", False),
        ("Ada Bright", "Anna Bright", False),
        ("Ada Bright", "Bright", False),
        ("Ada Bright", "Bright, A.", True),
        ("Ada Bright", "Bright, Ada", True),
        ("Ada Bright", "Ada, Bright", False),
        ("Martin King, Jr.", "Martin King, Jr.", True),
        ("Ada Bright", "Ada Brighton", False),
        ("Jean-Luc Petit", "Jean Luc Petit", True),
        ("Ada (Addie) Bright", "Ada Bright", True),
        ("王小明", "王小明", True),
        ("Ａｄａ Bright", "Ada Bright", True),
    ],
)
def test_one_person_printed_twice(one: str, other: str, *, same: bool) -> None:
    assert name_forms.same_name(one, other) is same
    assert name_forms.same_name(other, one) is same


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dr. Ada Bright, Ph.D.", "Ada Bright"),
        ("Prof. Dr. Ada Bright", "Ada Bright"),
        ("Ada Bright (she/her)", "Ada Bright"),
        ("Ada Bright, MD, PhD", "Ada Bright"),
        ("Ada Bright", "Ada Bright"),
    ],
)
def test_the_name_without_titles(text: str, name: str) -> None:
    assert names.bare_name(Line(text, 0, len(text))).text == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Bright,", "Ada Bright"),
        ("and Ada Bright", "Ada Bright"),
        ("Ada Bright*", "Ada Bright"),
        ("Ada Bright1,2", "Ada Bright"),
        ("Ada Bright (Google Research)", "Ada Bright"),
        ("Ada Bright (MIT)", "Ada Bright"),
        ("Santiago (Sal) Díaz", "Santiago (Sal) Díaz"),
        ("Ada Bright (明)", "Ada Bright (明)"),
    ],
)
def test_the_name_on_a_line_of_an_author(text: str, name: str) -> None:
    assert names.name_of(Line(text, 0, len(text))).text == name


def test_names_and_venue_on_one_line() -> None:
    text = "Ada Bright, Bo Chen. NeurIPS 2023"
    both = names_and_venue(Line(text, 0, len(text)))
    assert both is not None
    assert [name.text for name in both[0]] == ["Ada Bright", "Bo Chen"]
    assert both[1].text == "NeurIPS 2023"
    for other in ("In Proc. Lamps 2023", "Ada Bright, Bo Chen", "A. Bright writes. KDD 2024 was fun"):
        assert names_and_venue(Line(other, 0, len(other))) is None


def test_a_long_line_is_no_name() -> None:
    assert not looks_like_names(Line("Ada " * 5000, 0, 20000))
