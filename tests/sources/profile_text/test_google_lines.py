"""Single lines of Google's people pages: one that is lost, one that stands where it does not belong, one like no other."""

from __future__ import annotations

from collections import Counter
from typing import Final

import pytest

from scholargraph.bibliography.lines import lines
from scholargraph.model import Gap, Rejected
from scholargraph.sources.profile_text.layouts import google
from scholargraph.sources.profile_text.layouts.google import reasons
from scholargraph.sources.profile_text.layouts.google.blocks import TWICE
from tests.sources.profile_text.facts import authors, entries, read
from tests.sources.profile_text.google_words import SHORT_TITLES

# ── one line lost, or one line that is no person's name ─────────────────────────────────────────────────────────────


def _text(*items: str) -> str:
    head = (
        "Mira Kovalenko\n\nMira Kovalenko\n\nMira Kovalenko is a Research Scientist at Google.\nAuthored Publications\n"
    )
    return head + "Sort By\n  • Title\n  • Title, descending\n  • Year\n" + "".join(f"    {item}\n" for item in items)


FIRST: Final = ("A Method for Everything: Notes on Graphs", "Anna Lee", "NeurIPS (2020)", "Preview abstract We study a problem. It is hard. View details")  # fmt: skip
"""An entry as the page has them, above the one that is looked at."""
ABSTRACT: Final = "Preview abstract We present a thing. It works well. View details"
PERSONS: Final = (
    "Lubor Kestrin", "Maria Delacroix", "Quill Vance", "Ludwig von und zu Rabenstein", "María de los Ángeles de la Vegara",
    "Pieter in 't Veldhof", "Abu Bakr bin Ahmad al-Farsi", "Ngũgĩ wa Thiongora", "danah boydell", "maria Delacroix", "Vijay kumaran",
    "adrienne maree brownell", "k. anders ericsen", "J. K.", "T. S.-W.", "J K", "X. Æ. Thorvaldsen", "Suhartono", "Pelé", "ILYA DROZHININ",
    "R. K. NARAYANASWAMY", "Delacroix, Mariana", "Kestrin, L.", "van der Meulen, Joosje", "Ibáñez Ferrer, María José", "Ji-woo Baek",
    "Nguyễn Thị Minh Khai", "Kovács Ágneska", "Chukwuemeka Okonkwor", "王晓明", "欧阳文远", "山田 太郎", "ジョン・スミスソン", "김철수", "محمد بن عبد الله",
    "अमित कुमार", "ปรีชา วงศ์ไทย", "דוד כהנוב", "Γιώργος Παπαδοπούλης", "Анна Петровна Заозерская", 'Sang-woo "Steve" Ahnen',
    "Martin Kingsley, Jr.", "Lubor Kestrinov1,2", "Dr. Edith Pellam", "Deep Patelwala", "Mary Surface", "Opal Frost", "Imogen Plover",
)  # fmt: skip
GROUPS: Final = (
    "The Example Consortium", "Gemini Team", "The Northmere Collaboration", "Working Group on Imaginary Rivers", "Glass Rivers Study Group",
    "4D-Ocean Team", "Arbeitsgruppe Nordheim", "Nimbus Labs", "Nimbus Research", "The LAMP Project", "on behalf of the Glass Investigators",
)  # fmt: skip
TITLES: Final = (
    *SHORT_TITLES, "Tiny Seeds", "Big Bird", "Threads", "Cold Brew", "Paper Lanterns", "Night Watch", "Rivers of Glass", "LAMPS IN 2024",
    "On Echoes", "The Globe", "Prunes, Considered", "C++", "ImageNet", "What If?", "Hidden in Plain Sight", "Колыбельные в степи",
    "القواميس الرقمية", "語彙の研究", "심층 학습", "Redes neuronales", "Étude du vent", "Maschinelles Lernen", "Attention Is All You Need",
)  # fmt: skip


@pytest.mark.parametrize("name", [*PERSONS, *GROUPS])
def test_a_name_that_lost_its_title_is_no_title(name: str) -> None:
    found = read(_text(*FIRST, name, "Vesna Odrin", "CVPR (2020)", ABSTRACT))
    first, second = entries(found)
    assert first.title is not None
    assert first.title.value == FIRST[0]
    assert second.title is None
    assert Gap.TITLE_LOST in second.gaps
    assert "Vesna Odrin" in authors(second)
    assert second.abstract is not None
    rejected = [(one.position.line, one.reason) for one in found if isinstance(one, Rejected) and one.position]
    assert name in authors(second) or rejected == [(15, reasons.NAME_OR_TITLE)]


@pytest.mark.parametrize("name", [*PERSONS, *GROUPS])
def test_a_name_above_a_venue_is_no_title(name: str) -> None:
    found = read(_text(*FIRST, name, "CVPR (2020)", ABSTRACT))
    assert [work.title.value for work in entries(found) if work.title] == [FIRST[0]]


@pytest.mark.parametrize("name", [*PERSONS, *GROUPS])
def test_a_name_between_names_and_a_venue_makes_no_second_work(name: str) -> None:
    venue = "Journal of Imaginary Geography, vol. 12 (2019), pp. 100-131"
    text = _text("Rivers of Glass", "Mira Holloway", name, venue, "Preview abstract Glass rivers flow slowly, we find in 40 maps. View details")  # fmt: skip
    found = read(text)
    (work,) = entries(found)
    assert work.title is not None
    assert work.title.value == "Rivers of Glass"
    assert (work.volume, work.issued.year if work.issued else None) == ("12", 2019)
    assert work.abstract is not None
    assert work.abstract.value == "Glass rivers flow slowly, we find in 40 maps."
    rejected = [one.position.line for one in found if isinstance(one, Rejected) and one.position]
    printed = name.strip("*").removesuffix("1,2").removeprefix("on behalf of ")
    assert printed in authors(work) or rejected == [13]


@pytest.mark.parametrize("title", TITLES)
def test_a_short_title_is_a_title_all_the_same(title: str) -> None:
    found = read(_text(*FIRST, title, "Vesna Odrin", "CVPR (2020)", ABSTRACT))
    assert [work.title.value if work.title else None for work in entries(found)] == [FIRST[0], title]
    assert not [one for one in found if isinstance(one, Rejected)]


def test_where_no_entry_has_authors_the_first_line_is_the_title() -> None:
    works = [item for at, title in enumerate(("Lubor Vance", "On the Colour Blue", "How to Fold", "Which Way Is Up?")) for item in (title, f"CVPR ({2010 + at})", ABSTRACT.replace("thing", f"thing {at}"))]  # fmt: skip
    assert [work.title.value for work in entries(read(_text(*works))) if work.title] == ["Lubor Vance", "On the Colour Blue", "How to Fold", "Which Way Is Up?"]  # fmt: skip


# ── other damage ────────────────────────────────────────────────────────────────────────────────────────────────────


def _reasons(text: str) -> Counter[str]:
    return Counter(one.reason for one in read(text) if isinstance(one, Rejected))


def test_a_title_that_ran_into_a_venue_is_left_out_and_its_names_go_to_no_other_work() -> None:
    text = _text(
        "Deep Sets", "Anna Lee", "CVPR (2020) A Study of Lamps and Moths", "Vesna Odrin", "ICLR 2021", ABSTRACT
    )
    first, second = entries(read(text))
    assert (authors(first)[0], first.issued.year if first.issued else None) == ("Anna Lee", 2020)
    assert second.title is None
    assert authors(second)[0] == "Vesna Odrin"
    assert _reasons(text) == {reasons.JOINED: 1}


def test_a_title_between_names_and_a_venue_takes_the_venue_from_the_work_above() -> None:
    title = "How Do Lamps Attract Moths? A Study of 40 Gardens"
    text = _text(*FIRST, "Deep Sets", "Petro Holloway", title, "CVPR (2020)", ABSTRACT)
    _, second, third = entries(read(text))
    assert second.issued is None
    assert third.title is None
    assert _reasons(text) == {reasons.WHOSE_VENUE: 1}


def test_a_name_that_stands_twice_below_a_title_belongs_to_two_works() -> None:
    lost = ("Petro Holloway", "CVPR (2019)", ABSTRACT)
    text = _text(
        *FIRST, *lost, "Deep Sets", "Anna Lee", "Petro Holloway", "Vesna Odrin", "Anna Lee", "CVPR (2020)", ABSTRACT
    )
    third, fourth = entries(read(text))[2:]
    assert authors(third) == ["Anna Lee", "Mira Kovalenko *"]
    assert third.issued is None
    assert (fourth.title, authors(fourth)[0]) == (None, "Anna Lee")
    assert _reasons(text)[reasons.WHOSE_NAME] == 2


def test_a_line_that_stands_twice_is_read_once() -> None:
    text = _text("Deep Sets", "Deep Sets", "Anna Lee", "Anna Lee", "CVPR (2020)", "CVPR (2020)", ABSTRACT, ABSTRACT)
    (work,) = entries(read(text))
    assert authors(work) == ["Anna Lee", "Mira Kovalenko *"]
    assert _reasons(text) == {TWICE: 4}


def test_a_venue_that_lost_its_work_is_no_title() -> None:
    text = _text(*FIRST, "Proceedings of the Lamp Conference, ACM (2019), pp. 4-28", "Deep Sets", "Vesna Odrin", "CVPR (2020)", ABSTRACT)  # fmt: skip
    assert [work.title.value for work in entries(read(text)) if work.title] == [FIRST[0], "Deep Sets"]
    assert _reasons(text) == {reasons.LOOSE_VENUE: 1}


def test_names_that_lost_everything_else_are_left_out() -> None:
    text = _text(*FIRST[:3], "Vesna Odrin", "Petro Holloway", "Deep Sets", "Anna Lee", "CVPR (2020)", ABSTRACT)
    assert [work.title.value for work in entries(read(text)) if work.title] == [FIRST[0], "Deep Sets"]
    assert set(_reasons(text)) == {reasons.NAME_OR_TITLE, reasons.NAMES_ALONE}


def test_an_abstract_whose_buttons_are_lost_is_no_title() -> None:
    apart = ("Preview abstract", "We study moths. They like lamps.", "View details")
    text = _text("Deep Sets", "Anna Lee", "CVPR (2020)", *apart, "Deep Lamps", "Vesna Odrin", "ICLR 2019", "We light a lamp. It burns.", "Toy Models", "Anna Lee", "CVPR (2018)", *apart)  # fmt: skip
    works = entries(read(text))
    assert [work.title.value for work in works if work.title] == ["Deep Sets", "Deep Lamps", "Toy Models"]
    assert [work.abstract.value for work in works if work.abstract][1] == "We light a lamp. It burns."


@pytest.mark.parametrize(
    "line", ["Teaching", "Best Paper Award", "Photo: Saga Lindqvist, 2021", "About Google", "Ph.D. in Computing, 2014"]
)
def test_a_line_of_no_work_is_left_out_wherever_it_stands(line: str) -> None:
    second = ["Deep Sets", "Anna Lee", "Petro Holloway", "CVPR (2020)", ABSTRACT]
    for at in range(len(second)):
        text = _text(*FIRST, *second[:at], line, *second[at:])
        works = entries(read(text))
        assert [work.title.value for work in works if work.title] == [FIRST[0], "Deep Sets"]
        assert authors(works[1]) == ["Anna Lee", "Petro Holloway", "Mira Kovalenko *"]
        assert sum(_reasons(text).values()) == 1


def test_of_two_titles_in_a_row_neither_is_taken() -> None:
    text = _text(*FIRST, "How Lamps Attract Moths at Night", "Why Do Moths Like Lamps?", "Vesna Odrin", "CVPR (2020)", ABSTRACT)  # fmt: skip
    assert [work.title.value if work.title else None for work in entries(read(text))] == [FIRST[0], None]
    assert _reasons(text) == {reasons.TWO_TITLES: 2}


def test_a_name_on_the_line_of_its_title_makes_the_line_doubtful() -> None:
    text = _text(*FIRST, "A Study of Lamps and Moths Anna Lee", "Vesna Odrin", "CVPR (2020)", ABSTRACT)
    assert [work.title.value for work in entries(read(text)) if work.title] == [FIRST[0]]
    assert _reasons(text) == {reasons.TITLE_AND_NAME: 1}


def test_a_menu_that_lost_its_first_line_is_no_work() -> None:
    text = _text(*FIRST).replace("Sort By\n", "")
    assert [work.title.value for work in entries(read(text)) if work.title] == [FIRST[0]]


def test_the_page_of_a_second_person_is_not_read() -> None:
    other = _text("Toy Models", "Anna Lee", "ICLR 2019", ABSTRACT).replace("Mira Kovalenko", "Ludo Exampleton")
    text = _text(*FIRST) + "    ×\nFollow us\nHome\nPeople\n" + other
    assert [work.title.value for work in entries(read(text)) if work.title] == [FIRST[0]]
    assert _reasons(text) == {reasons.SECOND_PAGE: 1}


def test_where_lines_are_lost_the_others_are_stated_with_less_confidence() -> None:
    lost = _text(*FIRST, "Vesna Odrin", "CVPR (2020)", ABSTRACT, "Deep Sets", "Anna Lee", "Toy Models", "Anna Lee", "ICLR 2019", ABSTRACT)  # fmt: skip
    drafts = google.read(list(lines(lost))).listing.drafts
    assert all(draft.confidence < 1 and draft.because for draft in drafts if draft.title)
    whole = google.read(list(lines(_text(*FIRST, "Deep Sets", "Anna Lee", "ICLR 2019", ABSTRACT)))).listing
    assert [(draft.confidence, draft.because) for draft in whole.drafts] == [(1.0, ""), (1.0, "")]


def test_preview_is_a_link_where_works_without_abstract_have_another_button() -> None:
    text = _text(*FIRST, "Deep Sets", "Anna Lee", "CVPR (2020)", "View details", "Toy Models", "Anna Lee", "ICLR 2019", "Preview", ABSTRACT)  # fmt: skip
    assert [(work.title is not None, work.abstract is not None) for work in entries(read(text))] == [(True, True), (True, False), (True, True)]  # fmt: skip


@pytest.mark.parametrize(
    ("abstract", "cut"),
    [
        ("Preview abstract We light lamps. View details", False),
        ("Preview abstract We light lamps View details", False),
        ("Preview abstract We light lamps and then... View details", True),
        ("Preview abstract We light lamps and then… View details", True),
        ("Preview abstract We light lamps, and the View details", True),
        ("Preview abstract We light lamps.", False),
        ("Preview abstract We light lamps and put them out", True),
        ("Preview abstract 草原の子守唄を比較する。", False),
    ],
)
def test_an_abstract_that_breaks_off_is_said_to(abstract: str, cut: bool) -> None:  # noqa: FBT001
    text = _text(*FIRST, "Deep Sets", "Anna Lee", "CVPR (2020)", abstract)
    assert google.read(list(lines(text))).listing.drafts[-1].abstract_cut is cut


@pytest.mark.parametrize(
    "venue",
    [
        "ICLR 2021",
        "Journal of Lamps, 32(3) (2025), pp. 1-39",
        "Proceedings of the Lamp Conference, ACM (2019), pp. 4-28",
    ],
)
@pytest.mark.parametrize("title", ["Deep Sets", "A Study of Lamps and Moths", "草原の子守唄についての比較研究"])
def test_a_venue_that_changed_places_with_a_title_is_no_venue_of_it(title: str, venue: str) -> None:
    above = ("Toy Models", "Anna Lee", "Preview abstract We weigh glass. It is heavy. View details")
    text = _text(*FIRST, *above, title, venue, "Vesna Odrin", "Petro Holloway", "CVPR (2018)", ABSTRACT)
    assert [work.issued for work in entries(read(text)) if work.title and work.title.value == title] == [None]
    assert _reasons(text)[reasons.WHOSE_VENUE_ABOVE] == 1


def test_where_other_abstracts_are_lost_a_venue_below_a_title_stays_its_own() -> None:
    lost = [line for at in range(3) for line in (f"Lamps and Moths, Part {at}", "Petro Holloway", f"ICLR {2010 + at}")]
    text = _text(*FIRST, *lost, "Deep Sets", "ICLR 2021", "Vesna Odrin", "CVPR (2018)", ABSTRACT)
    (work,) = (work for work in entries(read(text)) if work.title and work.title.value == "Deep Sets")
    assert work.issued is not None
    assert work.issued.year == 2021


@pytest.mark.parametrize(
    "title",
    ["基于大规模数据的大规模数据研究", "面向大规模数据的语音识别方法综述", "機械翻訳に基づく機械翻訳の研究について", "음성 인식을 위한 심층 학습에 관한 연구", "草原の子守唄についての比較研究"],
)  # fmt: skip
def test_a_title_without_spaces_takes_the_abstract_below_it_from_the_work_above(title: str) -> None:
    lost = ("Vesna Odrin", "CVPR (2020)", ABSTRACT)
    text = _text(*FIRST, *lost, "Climate Simulations Revisited", "Petro Holloway", title, "Preview abstract We weigh glass. It is heavy. View details")  # fmt: skip
    above = [work for work in entries(read(text)) if work.title and work.title.value.startswith("Climate")]
    assert [work.abstract for work in above] == [None]


@pytest.mark.parametrize("line", ["BERT", "GPT-3", "PaLM 2", "Deep Sets", "ImageNet", "LAMPS IN 2024", "C++"])
def test_a_title_that_ran_into_an_abstract_is_no_part_of_it(line: str) -> None:
    def apart(*lines: str) -> tuple[str, ...]:
        return "Preview abstract", *lines, "View details"

    text = _text(
        "Toy Models", "Anna Lee", "ICLR 2019", *apart("We study moths. They like lamps."),
        "Deep Lamps", "Vesna Odrin", "ICLR 2020", *apart("We light a lamp. It burns.", line),
        "Petro Holloway", "CVPR (2020)", *apart("We weigh glass. It is heavy."),
    )  # fmt: skip
    abstracts = [work.abstract.value for work in entries(read(text)) if work.abstract]
    assert abstracts == [
        "We study moths. They like lamps.",
        "We light a lamp. It burns.",
        "We weigh glass. It is heavy.",
    ]
