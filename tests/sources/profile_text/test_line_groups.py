"""Lists of works as groups of lines: what is read of each form, and that nothing else is taken for works."""

from __future__ import annotations

import random
from typing import Final

import pytest

from scholargraph.bibliography.lines import Line
from scholargraph.sources.profile_text.drafts import Draft, Listing
from scholargraph.sources.profile_text.layouts import authors_first, title_first
from scholargraph.sources.profile_text.layouts.group_drafts import MOST_LINES
from scholargraph.sources.profile_text.layouts.name_lines import Surety, is_owner, read_names, surety_on_page
from tests.growth import grows_in_proportion
from tests.sources.profile_text.group_pages import DAMAGES, FORMS, OWNER, Page, fault_of, section, some_entries
from tests.sources.profile_text.no_lists import NO_LISTS

READERS: Final = {"title-first": title_first.read, "authors-first": authors_first.read}
SEEDS: Final = {"lines lost": range(24), "lines lost, blank ones as well": range(24)}
FEW_SEEDS: Final = range(8)


def read(text: str, layout: str = "title-first", owner: str = OWNER) -> Listing:
    return READERS[layout](section(text), owner)


def told(draft: Draft) -> list[str]:
    """Give title, names, venue or date of a draft, each as printed; a star says that the owner is left out."""
    venue = draft.venue or draft.date
    names = "; ".join(name.value for name in draft.authors) + (" *" if draft.drops_owner else "")
    return [" ".join(line.value for line in draft.title), names, venue.value if venue else ""]


FAULTS: Final = {
    "a full stop after title and names": (
        """
Record linkage with sparse graph kernels.
Tunde Adeyemi, Mira Kovalenko, Saga Lindqvist.
29th International Conference on Data Mining (ICDM), 2022

Blocking for very large knowledge bases. [pdf]
Mira Kovalenko, Oskar Brandt
31st Conference on Large Tables (CLT), 2021
""",
        [
            ["Record linkage with sparse graph kernels", "Tunde Adeyemi; Mira Kovalenko; Saga Lindqvist", "29th International Conference on Data Mining (ICDM), 2022"],
            ["Blocking for very large knowledge bases", "Mira Kovalenko; Oskar Brandt", "31st Conference on Large Tables (CLT), 2021"],
        ],
    ),
    "an owner who is printed elsewhere": (
        """
Record linkage with sparse graph kernels
Tunde Adeyemi, Saga Lindqvist
Journal of Graphs, vol. 3, 2020

Blocking for very large knowledge bases
Adeyemi T, Kovalenko M
Journal of Graphs, vol. 4, 2021
""",
        [
            ["Record linkage with sparse graph kernels", "Tunde Adeyemi; Saga Lindqvist", "Journal of Graphs, vol. 3, 2020"],
            ["Blocking for very large knowledge bases", "Adeyemi T; Kovalenko M", "Journal of Graphs, vol. 4, 2021"],
        ],
    ),
    "sections after the list": (
        """
Record linkage with sparse graph kernels
Mira Kovalenko, Tunde Adeyemi
Journal of Graphs, vol. 3, 2020

Honors and Awards

First Prize, Northmere Teaching Award, 2026
Outstanding Advisor, University of Northmere, 2025

Invited Talks

What graphs cannot say
VIII Symposium on Invented Analysis, Torbay, June 2024

Education

Ph.D. in Computing, University of Northmere, 2014
""",
        [["Record linkage with sparse graph kernels", "Mira Kovalenko; Tunde Adeyemi", "Journal of Graphs, vol. 3, 2020"]],
    ),
    "one entry": (
        "Record linkage with sparse graph kernels\nTunde Adeyemi, Mira Kovalenko\nICDM, 2021",
        [["Record linkage with sparse graph kernels", "Tunde Adeyemi; Mira Kovalenko", "ICDM, 2021"]],
    ),
}  # fmt: skip

ORDINARY: Final = {
    "names, venue and year on one line": (
        """
Record linkage with sparse graph kernels
T. Adeyemi, M. Kovalenko. Journal of Graphs 13(2), 20-30, 2020.
Blocking for very large knowledge bases
Mira Kovalenko and Oskar Brandt. In Proceedings of CLT, 2021.
""",
        [
            ["Record linkage with sparse graph kernels", "T. Adeyemi; M. Kovalenko", "Journal of Graphs 13(2), 20-30, 2020."],
            ["Blocking for very large knowledge bases", "Mira Kovalenko; Oskar Brandt", "In Proceedings of CLT, 2021."],
        ],
    ),
    "with others": (
        """
Le pont et la ville
avec Yannick Kerbrat
Revue des Lampes, vol. 3, 2021

Les morts
Revue des Lampes, vol. 2, 2020
""",
        [["Le pont et la ville", "Yannick Kerbrat *", "Revue des Lampes, vol. 3, 2021"], ["Les morts", " *", "Revue des Lampes, vol. 2, 2020"]],
    ),
    "with others behind the venue": (
        """
Tides
Journal of Graphs, 2021 (with Tunde Adeyemi)
Lamps
Transactions on Tables, 2020 (with Saga Lindqvist and Oskar Brandt)
""",
        [["Tides", "Tunde Adeyemi *", "Journal of Graphs, 2021"], ["Lamps", "Saga Lindqvist; Oskar Brandt *", "Transactions on Tables, 2020"]],
    ),
    "years and groups as headings": (
        """
Journal articles

2024
Wiedervernässung von Niedermooren: Was bleibt?
Kovalenko, M.; Grünwald, T.; Çelik, A.
Zeitschrift für Bodenkunde, 31 (2), S. 88–104

2022
Humus zählt
Kovalenko, M.
Ökologie & Landbau, 50 (4), S. 12–15
""",
        [
            ["Wiedervernässung von Niedermooren: Was bleibt?", "Kovalenko, M.; Grünwald, T.; Çelik, A.", "Zeitschrift für Bodenkunde, 31 (2), S. 88–104"],
            ["Humus zählt", "Kovalenko, M.", "Ökologie & Landbau, 50 (4), S. 12–15"],
        ],
    ),
    "awards, links, marks of footnotes": (
        """
[1] “Record linkage with sparse graph kernels,” [pdf] [code]
Tunde Adeyemi*1, Mira Kovalenko*1,2 and Saga Lindqvist2 (* equal contribution)
ICDM, 2021
🏆 Best Paper Award
[2] Blocking for very large knowledge bases (Best Paper Award)
Mira Kovalenko (corresponding author), Oskar Brandt†
CLT 2020 [slides]
""",
        [
            ["Record linkage with sparse graph kernels", "Tunde Adeyemi; Mira Kovalenko; Saga Lindqvist", "ICDM, 2021"],
            ["Blocking for very large knowledge bases", "Mira Kovalenko; Oskar Brandt", "CLT 2020"],
        ],
    ),
    "titles and names over two lines": (
        """
Record linkage with sparse graph kernels for catalogues of
large libraries
Tunde Adeyemi, Mira Kovalenko
ICDM, 2021

Blocking for very large knowledge bases
Mira Kovalenko, Oskar Brandt,
Saga Lindqvist and Tunde Adeyemi
CLT 2020
""",
        [
            ["Record linkage with sparse graph kernels for catalogues of large libraries", "Tunde Adeyemi; Mira Kovalenko", "ICDM, 2021"],
            ["Blocking for very large knowledge bases", "Mira Kovalenko; Oskar Brandt; Saga Lindqvist; Tunde Adeyemi", "CLT 2020"],
        ],
    ),
    "years behind titles": (
        """
Record linkage with sparse graph kernels (2021)
Tunde Adeyemi, Mira Kovalenko
Journal of Graphs
Blocking for very large knowledge bases (2020)
Mira Kovalenko, Oskar Brandt
Transactions on Tables
""",
        [
            ["Record linkage with sparse graph kernels", "Tunde Adeyemi; Mira Kovalenko", "Journal of Graphs"],
            ["Blocking for very large knowledge bases", "Mira Kovalenko; Oskar Brandt", "Transactions on Tables"],
        ],
    ),
    "blank lines between all lines": (
        "Tides\n\nTunde Adeyemi, Mira Kovalenko\n\nICDM, 2021\n\nLamps\n\nMira Kovalenko\n\nCLT 2020",
        [["Tides", "Tunde Adeyemi; Mira Kovalenko", "ICDM, 2021"], ["Lamps", "Mira Kovalenko", "CLT 2020"]],
    ),
    "venues that nobody knows": (
        "Tides\nTunde Adeyemi, Mira Kovalenko\nLantern Days\n\nLamps\nMira Kovalenko, Bo Chen\nThe Torbay Papers",
        [["Tides", "Tunde Adeyemi; Mira Kovalenko", "Lantern Days"], ["Lamps", "Mira Kovalenko; Bo Chen", "The Torbay Papers"]],
    ),
    "how far works have come": (
        "Tides\nTunde Adeyemi, Mira Kovalenko\nUnder review\nLamps (slides, video)\nMira Kovalenko, Bo Chen\nICDM 2021",
        [["Tides", "Tunde Adeyemi; Mira Kovalenko", ""], ["Lamps", "Mira Kovalenko; Bo Chen", "ICDM 2021"]],
    ),
    "names as BibTeX parts them": (
        "Tides\nKovalenko, Mira and Adeyemi, Tunde and Brandt, Oskar\nICDM 2021\nLamps\nTunde Adeyemi, Kovalenko M\nVLDB 2019",
        [["Tides", "Kovalenko, Mira; Adeyemi, Tunde; Brandt, Oskar", "ICDM 2021"], ["Lamps", "Tunde Adeyemi; Kovalenko M", "VLDB 2019"]],
    ),
    "months": (
        "Tides\nTunde Adeyemi, Mira Kovalenko\nMarch 2021\n\nLamps\nMira Kovalenko, Bo Chen\nApril 2020",
        [["Tides", "Tunde Adeyemi; Mira Kovalenko", "March 2021"], ["Lamps", "Mira Kovalenko; Bo Chen", "April 2020"]],
    ),
}  # fmt: skip

AUTHORS_FIRST: Final = {
    "quoted titles and DOIs": (
        """
Journal Papers
M. Kovalenko, T. Adeyemi and S. Lindqvist
"Record Linkage with Sparse Graph Kernels for Large Catalogues"
Journal of Graphs, vol. 38, no. 9, pp. 684-697, 2024.
(Open Access from DOI: 10.5555/aaa.1)
O. Brandt, M. Kovalenko and S. Lindqvist
"Blocking for Very Large Knowledge Bases under Time Limits"
Transactions on Tables, vol. 40, pp. 1546-1565, 2023.
(DOI: 10.5555/aaa.2)
""",
        [
            ["Record Linkage with Sparse Graph Kernels for Large Catalogues", "M. Kovalenko; T. Adeyemi; S. Lindqvist", "Journal of Graphs, vol. 38, no. 9, pp. 684-697, 2024."],
            ["Blocking for Very Large Knowledge Bases under Time Limits", "O. Brandt; M. Kovalenko; S. Lindqvist", "Transactions on Tables, vol. 40, pp. 1546-1565, 2023."],
        ],
    ),
    "a year behind the names": (
        "Kovalenko, M., & Adeyemi, T. (2023).\nTides of Torbay.\nJournal of Graphs, 3, 1–9.\nKovalenko, M. (2022)\nLamps\nTransactions on Tables, 4, 10–20.",
        [["Tides of Torbay", "Kovalenko, M.; Adeyemi, T.", "Journal of Graphs, 3, 1–9."], ["Lamps", "Kovalenko, M.", "Transactions on Tables, 4, 10–20."]],
    ),
    "single names": (
        "M. Kovalenko\nTides\nJournal of Graphs, 2021\nVesna Odrin\nOn Ladders of Light\nJournal of Graphs, 2020\nM. Kovalenko and T. Adeyemi\nLamps\nJournal of Graphs, 2019",
        [
            ["Tides", "M. Kovalenko", "Journal of Graphs, 2021"],
            ["On Ladders of Light", "Vesna Odrin", "Journal of Graphs, 2020"],
            ["Lamps", "M. Kovalenko; T. Adeyemi", "Journal of Graphs, 2019"],
        ],
    ),
    "links below and blank lines": (
        'Aroha Ngata, M. Kovalenko, and C.-H. Wu\nLearning to Slip\nConference on Robot Learning (CoRL), 2023\nPDF | Code | Acceptance rate: 39%\n\nM. Kovalenko\n"Where Am I?" Maps for Moles\nICRA 2020\nPDF',
        [
            ["Learning to Slip", "Aroha Ngata; M. Kovalenko; C.-H. Wu", "Conference on Robot Learning (CoRL), 2023"],
            ['"Where Am I?" Maps for Moles', "M. Kovalenko", "ICRA 2020"],
        ],
    ),
    "numbers": (
        "1. Kovalenko M, Adeyemi T\nTides\nJ. Graphs. 2024;3(2):101-10\n2. Odrin V, Kovalenko M\nLamps\nJ. Tables. 2023;1(1):1-9",
        [["Tides", "Kovalenko M; Adeyemi T", "J. Graphs. 2024;3(2):101-10"], ["Lamps", "Odrin V; Kovalenko M", "J. Tables. 2023;1(1):1-9"]],
    ),
}  # fmt: skip

OTHER_SCRIPTS: Final = {
    "Chinese": ("柯米拉", "稀疏图核的记录链接\n柯米拉, 王小明\n图学学报, 2020, 3(2): 10-21\n大型知识库的分块\n李志明, 柯米拉\n计算机学报, 2021, 4(1): 1-9"),
    "Japanese": ("佐伯 美咲", "対話システムの研究\n佐伯美咲, 大河原健\n情報処理論文誌, Vol.64, No.3, 2023年\n浸水域推定の事例\n大河原健, 佐伯美咲\n防災研究, 第12巻, 2021年"),
    "Russian": ("Мира Коваленко", "Связывание записей\nТ. Адеми, М. Коваленко\nЖурнал графов, том 3, 2020\nРазбиение больших баз\nМ. Коваленко, О. Брандт\nЖурнал таблиц, том 4, 2021"),
    "Arabic": ("ميرا كوفالينكو", "دراسة في الرسوم الكبيرة\nمحمد علي، ميرا كوفالينكو\nمجلة الرسوم، 2020\nربط السجلات\nميرا كوفالينكو، سارة حسن\nمجلة الجداول، 2021"),
    "Korean": ("김민준", "그래프 커널 연구\n김민준, 이서연\n한국정보학회논문지, 12(3), 2020\n지식 베이스 분할\n이서연, 김민준\n한국표학회논문지, 3(1), 2021"),
}  # fmt: skip


@pytest.mark.parametrize("name", [*FAULTS, *ORDINARY])
def test_entries_that_begin_with_their_title_are_read(name: str) -> None:
    text, right = {**FAULTS, **ORDINARY}[name]
    listing = read(text)
    assert [told(draft) for draft in listing.drafts] == right
    assert [doubt.line.text for doubt in listing.doubts] == ["Under review"] * ("Under review" in text)
    assert listing.layout == "title-first"
    assert not read(text, "authors-first").drafts


@pytest.mark.parametrize("name", AUTHORS_FIRST)
def test_entries_that_begin_with_their_authors_are_read(name: str) -> None:
    text, right = AUTHORS_FIRST[name]
    listing = read(text, "authors-first")
    assert [told(draft) for draft in listing.drafts] == right
    assert not listing.doubts
    assert listing.layout == "authors-first"
    assert not read(text).drafts


@pytest.mark.parametrize("script", OTHER_SCRIPTS)
def test_names_are_names_in_any_script(script: str) -> None:
    owner, text = OTHER_SCRIPTS[script]
    listing = read(text, owner=owner)
    assert [len(draft.authors) for draft in listing.drafts] == [2, 2]
    assert not any(draft.drops_owner for draft in listing.drafts)
    assert not listing.doubts


@pytest.mark.parametrize("form", FORMS)
def test_a_whole_page_is_read_in_the_form_it_is_printed_in(form: str) -> None:
    for seed in FEW_SEEDS:
        page = FORMS[form].page(some_entries(random.Random(seed), 10))  # noqa: S311 - entries, no secrets
        listing = READERS[FORMS[form].layout](page.section(), OWNER)
        assert [fault_of(draft, page.entries) for draft in listing.drafts] == [""] * 10, (form, seed)
        other = next(layout for layout in READERS if layout != FORMS[form].layout)
        assert not READERS[other](page.section(), OWNER).drafts, (form, seed)


@pytest.mark.parametrize("name", NO_LISTS)
@pytest.mark.parametrize("blank", ["", "\n"])
@pytest.mark.parametrize("owner", [OWNER, ""])
def test_a_section_that_is_no_list_of_works_gives_none(name: str, blank: str, owner: str) -> None:
    text = NO_LISTS[name].replace("\n", f"\n{blank}")
    for reader in READERS.values():
        assert not reader(section(text), owner).drafts


def damaged(damage: str) -> tuple[int, int, list[str]]:
    """Damage every form with every seed; give how many pages that were, how many works were stated, and the false ones."""
    pages, stated, false = 0, 0, []
    for name, form in FORMS.items():
        for seed in SEEDS.get(damage, FEW_SEEDS):
            chance = random.Random(seed)  # noqa: S311 - damage, no secrets
            page: Page = DAMAGES[damage](chance, form.page(some_entries(chance, 10)))
            pages += 1
            lines = page.section()
            for layout, reader in READERS.items():
                drafts = reader(lines, OWNER).drafts
                stated += len(drafts)
                faults = [fault_of(draft, page.entries) for draft in drafts]
                false += [f"{name}, seed {seed}, {layout}: {fault}" for fault in faults if fault]
    print(f"\n{damage}: {pages} pages, {stated} works stated, {len(false)} false")  # noqa: T201 - the rate is the result
    return pages, stated, false


MOST_FALSE: Final = {
    # Where nothing but the order of lines tells entries apart, the end of one and the beginning of the next that are lost
    # in a row leave no trace. Where blank lines, bullets or numbers part them, a damaged page states nothing false.
    "lines lost": 0.01,
    "lines lost, blank ones as well": 0.01,
    "lines doubled": 0.0,
    "lines swapped": 0.02,
    "lines joined": 0.005,
    "shuffled": 1.0,
    "two pages in one": 0.001,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_page_is_read_in_part_and_states_no_false_work(damage: str) -> None:
    pages, stated, false = damaged(damage)
    assert pages >= (500 if damage in SEEDS else 160)
    assert len(false) <= MOST_FALSE[damage] * stated, "\n".join(false)
    if damage.startswith("lines lost"):
        assert stated > 5 * pages, "most of what is whole is read"
        assert not [fault for fault in false if "no title" in fault]
    if damage == "lines lost":
        assert not [fault for fault in false if FORMS[fault.partition(", seed")[0]].parted]
    if damage == "shuffled":
        assert stated <= pages // 10, "of lines in no order hardly any page is taken for a list"


def test_what_a_lost_line_leaves_behind_is_told() -> None:
    listing = read(
        "Tides\nTunde Adeyemi, Mira Kovalenko\nICDM, 2021\n\nOskar Brandt, Mira Kovalenko\nCLT 2020\n\nLamps\nMira Kovalenko\nVLDB 2019"
    )
    assert [told(draft)[0] for draft in listing.drafts] == ["Tides", "Lamps"]
    assert [doubt.line.text for doubt in listing.doubts] == ["Oskar Brandt, Mira Kovalenko", "CLT 2020"]


def test_an_entry_without_names_among_entries_with_names_is_doubtful() -> None:
    listing = read(
        "Tides\nTunde Adeyemi, Mira Kovalenko\nICDM, 2021\n\nLadders\nCLT 2020\n\nLamps\nMira Kovalenko\nVLDB 2019"
    )
    assert [told(draft)[0] for draft in listing.drafts] == ["Tides", "Lamps"]
    assert [doubt.line.text for doubt in listing.doubts] == ["Ladders", "CLT 2020"]


def test_a_year_over_works_dates_those_that_print_none() -> None:
    listing = read(ORDINARY["years and groups as headings"][0])
    assert [draft.year.text if draft.year else "" for draft in listing.drafts] == ["2024", "2022"]


def test_identifiers_and_abstracts_belong_to_their_entry() -> None:
    listing = read(
        "Tides\nTunde Adeyemi, Mira Kovalenko\nICDM, 2021\nAbstract: We count the tides. They are two.\n⟨10.5555/aaa.1⟩\n\nLamps\nMira Kovalenko\nVLDB 2019\nhttps://doi.org/10.5555/aaa.2"
    )
    assert [[line.text for line in draft.references] for draft in listing.drafts] == [
        ["10.5555/aaa.1"],
        ["https://doi.org/10.5555/aaa.2"],
    ]
    assert [[line.text for line in draft.abstract] for draft in listing.drafts] == [
        ["We count the tides. They are two."],
        [],
    ]


def test_a_list_of_names_that_is_cut_says_so() -> None:
    listing = read(
        "Tides\nTunde Adeyemi, Mira Kovalenko, et al.\nICDM, 2021\nLamps\nMira Kovalenko, Bo Chen, and 12 others\nVLDB 2019"
    )
    assert [draft.truncated for draft in listing.drafts] == [True, True]
    assert [[name.text for name in draft.authors] for draft in listing.drafts] == [
        ["Tunde Adeyemi", "Mira Kovalenko"],
        ["Mira Kovalenko", "Bo Chen"],
    ]


def test_every_value_stands_where_it_says() -> None:
    for text, _ in [*FAULTS.values(), *ORDINARY.values(), *AUTHORS_FIRST.values()]:
        for layout in READERS:
            listing = read(text, layout)
            for draft in listing.drafts:
                single = [line for line in (draft.venue, draft.date) if line is not None]
                for line in (*draft.title, *draft.authors, *single, *draft.references, *draft.abstract, *draft.marks):
                    assert text[line.start : line.end] == line.text != ""
            for doubt in listing.doubts:
                assert text[doubt.line.start : doubt.line.end] == doubt.line.text


def _is_surely_names(text: str) -> bool:
    found = read_names(Line(text, 0, len(text)))
    return found is not None and surety_on_page(found, OWNER, frozenset()) >= Surety.LIST


@pytest.mark.parametrize(
    "printed", ["Mira Kovalenko", "M. Kovalenko", "Kovalenko, M.", "Kovalenko M", "Kovalenko, Mira", "KOVALENKO Mira"]
)
def test_the_owner_is_known_in_every_order_of_the_name(printed: str) -> None:
    assert is_owner(printed, OWNER)
    assert _is_surely_names(printed)


@pytest.mark.parametrize("printed", ["Kovalenka M", "Mira", "Kovalenko", "Tunde Adeyemi", ""])
def test_another_name_is_not_the_owner(printed: str) -> None:
    assert not is_owner(printed, OWNER)


@pytest.mark.parametrize("title", [
    "Small Databases", "Mining, Learning, and Planning", "Minimum Wages and Hours, Not Heads", "Robotics · Control · Learning",
    "Germany, France and Italy", "University of Northmere, Nimbus Labs", "with Applications to Sorting", "On Ladders", "Wind Power and Green Steel",
])  # fmt: skip
def test_a_title_is_no_list_of_names(title: str) -> None:
    assert not _is_surely_names(title)


def test_marks_and_remarks_are_no_part_of_names() -> None:
    line = Line(text := "Tunde Adeyemi*1, Mira Kovalenko†1,2 (corresponding author) and Saga Lindqvist².", 0, len(text))
    found = read_names(line)
    assert found is not None
    assert [name.text for name in found.names] == ["Tunde Adeyemi", "Mira Kovalenko", "Saga Lindqvist"]


@pytest.mark.parametrize("text", [
    "Record linkage with sparse graph kernels\n", "Tunde Adeyemi, Mira Kovalenko\n", "Journal of Graphs, vol. 3, 2020\n", "[pdf] [code]\n", "a\n", "word ", "Tunde Adeyemi, ",
    "Tides\nTunde Adeyemi, Mira Kovalenko\nJournal of Graphs, vol. 3, 2020\n", "Tides\nA. Bee,\n", "(with ", "[pdf] ",
])  # fmt: skip
def test_a_long_section_is_read_in_a_time_that_grows_with_its_length(text: str) -> None:
    def read(size: int) -> None:
        lines = section(text * (size // len(text)))
        for reader in READERS.values():
            reader(lines, OWNER)

    assert grows_in_proportion(read, 5 * 2**20)


def test_a_list_that_is_too_long_says_where_it_was_left() -> None:
    lines = section(
        "".join(f"Tides of {n}\nTunde Adeyemi, Mira Kovalenko\nVLDB 2019\n" for n in range(MOST_LINES // 3 + 2))
    )
    listing = title_first.read(lines, OWNER)
    assert listing.doubts[-1].line == lines[MOST_LINES]
