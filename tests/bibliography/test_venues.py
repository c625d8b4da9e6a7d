"""Venue lines: what each form says, and how surely a line is one."""

from __future__ import annotations

from typing import Any

import pytest

from scholargraph.bibliography.dates import parse_date
from scholargraph.bibliography.lines import Line
from scholargraph.bibliography.references import is_reference, references
from scholargraph.bibliography.venue_forms import Strength, strength
from scholargraph.bibliography.venue_lines import Said
from scholargraph.bibliography.venues import parse_venue
from scholargraph.model import Pages, PartialDate

LINES: list[tuple[str, dict[str, Any]]] = [
    ("2024", {"issued": "2024"}),
    ("(2022) (to appear)", {"issued": "2022", "status": "forthcoming"}),
    ("Published: 2019", {"issued": "2019"}),
    ("June 2024", {"issued": "2024-06"}),
    ("14 March 2022", {"issued": "2022-03-14"}),
    ("SIGLAMP (2023)", {"name": "SIGLAMP", "issued": "2023"}),
    ("KDD 2024", {"name": "KDD 2024", "issued": "2024"}),
    ("KDD '24, Article 10", {"name": "KDD '24", "pages": Pages(article="10")}),
    ("Nature, vol. 529 (2016), pp. 484-489",
     {"name": "Nature", "volume": "529", "issued": "2016", "pages": Pages("484", "489")}),
    ("Nature, London, UK (2019)", {"name": "Nature", "issued": "2019"}),
    ("ACM (2024)", {"publisher": "ACM", "issued": "2024"}),
    ("Association for Computing Machinery (2021), pp. 369",
     {"publisher": "Association for Computing Machinery", "issued": "2021"}),
    ("arXiv (2023)", {"name": "arXiv", "issued": "2023", "type": "preprint"}),
    ("arXiv preprint arXiv:2301.00001 (2023)", {"name": "arXiv", "issued": "2023", "type": "preprint"}),
    ("arXiv:1905.00001 [cs.LG], 2019", {"name": "arXiv", "issued": "2019", "type": "preprint"}),
    ("Trans. on Lamps, 32(3) (2025), pp. 1-39",
     {"name": "Trans. on Lamps", "volume": "32", "issue": "3", "issued": "2025", "pages": Pages("1", "39"),
      "type": "journal-article"}),
    ("Lamp Review, 31 (2013), pp. 8", {"name": "Lamp Review", "volume": "31", "issued": "2013", "pages": Pages(count=8)}),
    ("Proceedings of the Lamp Conference (LAMP '24), ACM (2024), pp. 9 (to appear)",
     {"name": "Proceedings of the Lamp Conference (LAMP '24)", "publisher": "ACM", "issued": "2024", "type": "conference-paper",
      "pages": Pages(count=9), "status": "forthcoming"}),
    ("In Proceedings of Lamps, ACM, New York, NY, USA(2019), pp. 4278 - 4289",
     {"name": "Proceedings of Lamps", "publisher": "ACM", "issued": "2019", "type": "conference-paper",
      "pages": Pages("4278", "4289")}),
    ("Symposium on Lamp, Light and Shade Computing (LLSC), IEEE/ACM, Cartagena, Colombia (2016), pp. 52-59",
     {"name": "Symposium on Lamp, Light and Shade Computing (LLSC)", "publisher": "IEEE/ACM", "issued": "2016",
      "type": "conference-paper", "pages": Pages("52", "59")}),
    ("Workshop on Measurements, Attacks, and Defenses for the Web (MADWeb)",
     {"name": "Workshop on Measurements, Attacks, and Defenses for the Web (MADWeb)", "type": "conference-paper"}),
    ("Interlamp 2022, Interlamp 2022(2022) (to appear)",
     {"name": "Interlamp 2022", "issued": "2022", "status": "forthcoming"}),
    ("Extended Abstracts of the 2026 Lamp Conference (LA ’26), April 13–17, 2026, Barcelona, Spain, TBD",
     {"name": "Extended Abstracts of the 2026 Lamp Conference (LA ’26)", "issued": "2026", "type": "conference-paper"}),
    ("Environmental Lamp Communications(2024)", {"name": "Environmental Lamp Communications", "issued": "2024"}),
    ("PMLR 235:15466-15490", {"publisher": "PMLR", "volume": "235", "pages": Pages("15466", "15490")}),
    ("Proceedings of the ACM on Lamps, 7(CSCW1) (2023), Article 10",
     {"name": "Proceedings of the ACM on Lamps", "volume": "7", "issue": "CSCW1", "issued": "2023", "pages": Pages(article="10")}),
    ("Ph.D. thesis, University of Westmark (2006)",
     {"type": "thesis", "degree": "phd", "institution": "University of Westmark", "issued": "2006"}),
    ("US Patent 9,123,456 (2015)", {"type": "patent", "issued": "2015"}),
    ("Technical Report TR-2018-04, Lampworks (2018)", {"type": "report", "issued": "2018"}),
    ("Journal of Lamps 5:2 (2018), 11–19",
     {"name": "Journal of Lamps", "volume": "5", "issued": "2018", "pages": Pages("11", "19"), "type": "journal-article"}),
    ("Lamp Letters, vol. 3, no. 4, July 2005, pp. 12-19",
     {"name": "Lamp Letters", "volume": "3", "issue": "4", "issued": "2005-07", "pages": Pages("12", "19")}),
    ("Lamp Conference, Paris, July 2019", {"name": "Lamp Conference", "issued": "2019", "type": "conference-paper"}),
    ("Workshop at Lamps 2019, Lights 2020", {"name": "Workshop at Lamps 2019", "type": "conference-paper"}),
    ("Труды семинара (2016), стр. 12–15", {"name": "Труды семинара", "issued": "2016", "pages": Pages("12", "15")}),
    ("To appear in Proceedings of Lamps 2025",
     {"name": "Proceedings of Lamps 2025", "issued": "2025", "status": "forthcoming", "type": "conference-paper"}),
    ("In press", {"status": "forthcoming"}),
    ("灯火学会論文誌, J98-A(11), 612-620, 2015",
     {"name": "灯火学会論文誌", "volume": "J98-A", "issue": "11", "issued": "2015", "pages": Pages("612", "620"),
      "type": "journal-article"}),
    ("בקריאה: כתב עת, כרך כ\"ג (2016), עמ' 5-21",
     {"name": "בקריאה: כתב עת", "volume": 'כ"ג', "issued": "2016", "pages": Pages("5", "21")}),
    ("Preprint at medRxiv https://doi.org/10.5555/2021.03.02.1 (2021)", {"name": "medRxiv", "issued": "2021"}),
    ("Proc. ASME Turbo Lamp Expo, Paper GT2019-90210, 2019",
     {"name": "Proc. ASME Turbo Lamp Expo", "issued": "2019", "pages": Pages(article="GT2019-90210"),
      "type": "conference-paper"}),
    ("BMC Lamps, 7:31, 2019", {"name": "BMC Lamps", "volume": "7", "issued": "2019"}),
    ("- STAMPA. - Torino : Edizioni Lume, 2011. - pp. 3-9.",
     {"publisher": "Edizioni Lume", "issued": "2011", "pages": Pages("3", "9")}),
    ("In: Lume e ombra / [a cura di] P. Rossi. - ELETTRONICO. - Torino : Edizioni Lume, 2011. - pp. 3-9.",
     {"name": "Lume e ombra", "publisher": "Edizioni Lume", "issued": "2011", "pages": Pages("3", "9")}),
    ("(2018), pp. 4-11. (Intervento presentato al convegno 3rd Conference on Lamps tenutosi a Torino nel 4-6 giugno 2018).",
     {"name": "3rd Conference on Lamps", "issued": "2018", "pages": Pages("4", "11"), "type": "conference-paper"}),
    ("Труды по светильникам: сборник. СПб., 2014. С. 12–19.",
     {"name": "Труды по светильникам: сборник", "issued": "2014", "pages": Pages("12", "19")}),
    ("חיפה: הוצאת נר, 2012", {"publisher": "הוצאת נר", "issued": "2012"}),
    ("LAMP, 2021 (Best Paper Award)", {"name": "LAMP", "issued": "2021"}),
    ("Ned Tijdschr Lampen 2019;163:D4100",
     {"name": "Ned Tijdschr Lampen", "volume": "163", "issued": "2019", "pages": Pages(article="D4100"),
      "type": "journal-article"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LINES, ids=[text for text, _ in LINES])
def test_what_a_venue_line_says(text: str, expected: dict[str, Any]) -> None:
    found = parse_venue(_line(text))
    names = ("name", "publisher", "issued", "volume", "issue", "pages", "status", "type", "degree", "institution")
    said = {name: _value(getattr(found, name)) for name in names}
    assert {name: value for name, value in said.items() if value is not None} == expected


@pytest.mark.parametrize(("text", "expected"), LINES, ids=[text for text, _ in LINES])
def test_a_venue_line_is_taken_for_one(text: str, expected: dict[str, Any]) -> None:
    assert strength(_line(text)) >= Strength.MEDIUM


@pytest.mark.parametrize(
    "text",
    [
        "Ada Bright",
        "Lamps at Night",
        "How to Light a Lamp: A Study",
        "BERT",
        "Lamps, Lights and Shades",
        "Paper Lamps and Glass Lamps",
        "The ISBN of Lamps",
        "x" * 5000,
        "1984 Revisited",
    ],
)
def test_titles_and_names_are_not_taken_for_venues(text: str) -> None:
    assert strength(_line(text)) <= Strength.MEDIUM
    if text != "BERT":  # NeurIPS, KDD: an acronym alone can be a venue
        assert strength(_line(text)) < Strength.MEDIUM


@pytest.mark.parametrize(
    ("text", "name", "publisher"),
    [
        ("青灯出版, 2019年4月 (ISBN: 9784000000018)", None, "青灯出版"),
        ("مجلة القلم للدراسات، 41، 77-95، 2018", "مجلة القلم للدراسات", None),
    ],
)
def test_a_number_or_a_mark_is_no_part_of_a_name(text: str, name: str | None, publisher: str | None) -> None:
    found = parse_venue(_line(text))
    assert (found.name and found.name.text, found.publisher and found.publisher.text) == (name, publisher)
    assert found.issued is not None


def test_a_title_with_a_colon_and_a_year_is_not_surely_a_venue() -> None:
    assert strength(_line("Lamps: A Publisher's Story, 2012")) < Strength.STRONG


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024", PartialDate(2024)),
        ("2024-03", PartialDate(2024, 3)),
        ("2024-03-15", PartialDate(2024, 3, 15)),
        ("March 15, 2024", PartialDate(2024, 3, 15)),
        ("15th March 2024", PartialDate(2024, 3, 15)),
        ("Sept. 2024", PartialDate(2024, 9)),
        ("2024, May", PartialDate(2024, 5)),
        ("2024年3月", PartialDate(2024, 3)),
        ("(2024)", PartialDate(2024)),
        ("Published: 2019", PartialDate(2019)),
        ("2024-13", None),
        ("February 30, 2024", None),
        ("Lampember 2024", None),
        ("2024 lamps", None),
        ("24", None),
        ("", None),
    ],
)
def test_dates(text: str, date: PartialDate | None) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("doi:10.1234/Lamps.2016.9.", ["doi:10.1234/lamps.2016.9"]),
        ("DOI 10.1234/lamps(2016)9)", ["doi:10.1234/lamps(2016)9"]),
        (
            "see https://doi.org/10.1234/lamps, and https://lamps.example/a_(b).",
            ["doi:10.1234/lamps", "https://lamps.example/a_(b)"],
        ),
        ("arXiv:2301.00001v2 [cs.CL]", ["arxiv:2301.00001v2"]),
        ("arXiv preprint arXiv:hep-th/9901001", ["arxiv:hep-th/9901001"]),
        ("arXiv 2301.00001", ["arxiv:2301.00001"]),
        ("doi:10.99/x", [None]),
        ("https://doi.org/11.1234/x", [None]),
        ("arXiv:23.1", [None]),
        ("http://[broken", [None]),
        ("www.lamps.example/a", [None]),
        ("10.1234/lamps", ["doi:10.1234/lamps"]),
        ("pp. 10.1-10.9", []),
        ("arXiv (2023)", []),
    ],
)
def test_identifiers_and_addresses(text: str, expected: list[str | None]) -> None:
    found = references(_line(text))
    assert [None if one.value is None else str(one.value) for one in found] == expected
    assert all(one.line.text in text for one in found)


def test_lines_of_nothing_but_identifiers() -> None:
    assert is_reference(_line("DOI: 10.1234/lamps"))
    assert is_reference(_line("Available online at https://lamps.example/a"))
    assert not is_reference(_line("Lamps, doi:10.1234/lamps"))
    assert not is_reference(_line("Lamps"))


def _line(text: str) -> Line:
    return Line(text, 0, len(text))


def _value(part: Any) -> Any:
    if isinstance(part, Said):
        return part.value if isinstance(part.value, Pages) else str(part.value)
    return part.text if isinstance(part, Line) else part
