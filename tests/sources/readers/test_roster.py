"""Rosters: the contract, names and units, one person in several rows, columns in the wrong place, dates, many people."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from io import StringIO
from typing import Any, ClassVar

import pytest

from scholargraph.acquire import media_type
from scholargraph.errors import InputError
from scholargraph.identifiers import Identifier
from scholargraph.model import (
    Decision,
    Key,
    Organization,
    OrganizationType,
    PartialDate,
    Person,
    Rejected,
    RoleKind,
    RoleStatus,
    SourceRecord,
    Text,
)
from scholargraph.sources import item_of
from scholargraph.sources.readers.roster import SOURCE
from scholargraph.testing import Broken, ReaderContract, Sample
from tests.sources.readers.workbook_files import workbook

ORCID = "0000-0002-1825-0097"
OTHER = "0000-0001-5109-3700"
PLAIN = f"""Staff ID,Given name,Family name,ORCID,E-Mail,Organisation,ROR,Unit,Role,From,To,Topics,Website
1,Ada,Quill,{ORCID},a@example.org,University of Example,https://ror.org/05dxps055,Faculty of Arts > Department of History,Professor,2020,,salt; shores,https://example.org/quill
2,Benoît,Okafor,,b@example.org,University of Example,https://ror.org/05dxps055,Faculty of Arts,Lecturer,2019-03,2021-03-05,,
1,Ada,Quill,{ORCID},a@example.org,University of Example,https://ror.org/05dxps055,Faculty of Science,Fellow,2018,2019,,
,,,,,,,,,,,,
"""


class TestRoster(ReaderContract):
    reader = SOURCE
    growth = 60
    samples: ClassVar[Sequence[Sample]] = (
        Sample(PLAIN, entries=2, record=Person, id="people.csv"),
        Sample(workbook(list(csv.reader(StringIO(PLAIN)))), entries=2, record=Person, id="people.xlsx"),
        Sample("Who\nQuill, Ada\n", entries=1, record=Person, id="p.csv", options={"columns": ["Who = name"]}),
    )
    broken: ClassVar[Sequence[Broken]] = (
        Broken("", says="empty", id="a.csv"),
        Broken("a,b\n1,2\n", says="no column of names", id="a.csv"),
        Broken(
            f"Name,ORCID\n{ORCID},Ada Quill\n",
            says="“Name”, read as name, holds ORCID iDs: is it `orcid`?",
            records=0,
            id="a.csv",
        ),
        Broken("Name\na@example.org\n", says="holds addresses of e-mail", records=0, id="a.csv"),
        Broken(f"Name\nAda Quill\nJo Keller\n{ORCID}\n", says="is no name", records=2, id="a.csv"),
        Broken("Name,Unit\n,History\nJo Keller,History\n", says="The row has no name", records=2, id="a.csv"),
        Broken("Name\nDepartment of History\n", says="of an organisation", records=0, id="a.csv"),
        Broken("Name,ORCID\nAda Quill,0000-0002-1825-0098\n", says="no ORCID", records=1, id="a.csv"),
        Broken("Name,Role\nAda Quill,Dean\n", says="role at no unit", records=1, id="a.csv"),
        Broken("Name,Shoe size\nAda Quill,40\n", says="is not read", records=1, id="a.csv"),
    )

    def grow(self, entries: int) -> str:
        rows = (f"{n},Ada,Quill,,,University of Example,,History,Fellow,2018,2019,,\n" for n in range(entries))
        return PLAIN.splitlines()[0] + "\n" + "".join(rows)


def read(data: bytes | str, name: str = "people.csv", **more: Any) -> list[SourceRecord | Decision | Rejected]:
    retrieved = more.pop("retrieved", None)
    item = item_of(data, id=name, media_type=media_type(name), retrieved=retrieved)
    return list(SOURCE.read(item, SOURCE.checked(more)))


def people(data: bytes | str, name: str = "people.csv", **more: Any) -> list[Person]:
    found = [one.record for one in read(data, name, **more) if isinstance(one, SourceRecord)]
    return [one for one in found if isinstance(one, Person)]


def units(data: bytes | str, name: str = "people.csv", **more: Any) -> list[Organization]:
    found = [one.record for one in read(data, name, **more) if isinstance(one, SourceRecord)]
    return [one for one in found if isinstance(one, Organization)]


def reasons(data: bytes | str, name: str = "people.csv", **more: Any) -> list[str]:
    return [one.reason for one in read(data, name, **more) if isinstance(one, Rejected)]


def test_a_person_in_two_rows_is_one_record_with_two_roles() -> None:
    second, first = people(PLAIN)
    assert first.key.endswith("id-1")
    assert (first.name, first.given_name, first.family_name) == ("Ada Quill", "Ada", "Quill")
    assert first.identifiers == (Identifier("orcid", ORCID),)
    assert [role.title for role in first.roles] == [Text("Professor"), Text("Fellow")]
    assert first.topics == (Text("salt"), Text("shores"))
    assert first.homepage == "https://example.org/quill"
    assert second.roles[0].start == PartialDate(2019, 3)
    assert "a@example.org" not in repr(read(PLAIN))


def test_units_are_a_tree_below_the_organisation() -> None:
    found = {one.name: one for one in units(PLAIN)}
    assert set(found) == {"University of Example", "Faculty of Arts", "Department of History", "Faculty of Science"}
    top = found["University of Example"]
    assert (top.type, top.parent, top.identifiers) == (
        OrganizationType.ORGANIZATION,
        None,
        (Identifier("ror", "05dxps055"),),
    )
    assert found["Faculty of Arts"].parent == found["Faculty of Science"].parent == top.key
    assert found["Department of History"].parent == found["Faculty of Arts"].key
    assert found["Department of History"].type is OrganizationType.UNIT


@pytest.mark.parametrize(
    ("header", "row", "path"),
    [
        ("Faculty,Department", "Arts,History", ["Arts", "History"]),
        ("Parent unit,Unit", "Arts,History", ["Arts", "History"]),
        ("Unit", "Arts » History", ["Arts", "History"]),
        ("Unit", "Arts / History", ["Arts", "History"]),
        ("Unit", "Arts/History", ["Arts/History"]),
        ("Organisation,Unit", "Example,", ["Example"]),
    ],
)
def test_paths_of_units(header: str, row: str, path: list[str]) -> None:
    text = f"Name,{header}\nAda Quill,{row}\n"
    by_key = {one.key: one for one in units(text)}
    (role,) = people(text)[0].roles
    found: list[str] = []
    key: Key | None = role.organization
    while key is not None:
        found.insert(0, by_key[key].name)
        key = by_key[key].parent
    assert found == path


def test_two_units_of_one_name_below_two_parents_are_two_and_several_units_are_several_roles() -> None:
    text = "Name,Unit\nAda Quill,Arts > History; Science > History\n"
    assert len(people(text)[0].roles) == 2
    assert [one.name for one in units(text)].count("History") == 2


@pytest.mark.parametrize(
    ("written", "name", "given", "family"),
    [
        ('"Quill, Ada"', "Ada Quill", "Ada", "Quill"),
        ('"Prof. Dr. Quill, Ada"', "Ada Quill", "Ada", "Quill"),
        ("Prof. Dr. Ada Quill", "Ada Quill", None, None),
        ('"Ada Quill, PhD"', "Ada Quill", None, None),
        ('"van der Berg, Jan"', "Jan van der Berg", "Jan", "van der Berg"),
        ('"Quill, Ada, Jr."', "Ada Quill Jr.", "Ada", "Quill Jr."),
        ("柯米拉", "柯米拉", None, None),
    ],
)
def test_names(written: str, name: str, given: str | None, family: str | None) -> None:
    (person,) = people(f"Name\n{written}\n")
    assert (person.name, person.given_name, person.family_name) == (name, given, family)


def test_an_orcid_beside_two_names_is_stated_of_neither() -> None:
    text = f"Name,ORCID\nAda Quill,{ORCID}\nJo Keller,{ORCID}\nA. Quill,{OTHER}\nAda Quill,{OTHER}\n"
    found = people(text)
    assert [(one.name, one.identifiers) for one in found] == [
        ("Ada Quill", ()),
        ("Jo Keller", ()),
        ("A. Quill", (Identifier("orcid", OTHER),)),
    ]
    assert sum("stated of neither" in reason for reason in reasons(text)) == 2


def test_columns_in_the_wrong_place_are_said_once() -> None:
    rows = "".join(f"Ada Quill,2020-03-{n:02},Professor,History\n" for n in range(1, 29))
    text = f"Name,Role,Start,Unit\n{rows}"
    told = reasons(text)
    assert len(told) == 2
    assert "“Role”, read as role, holds dates: is it `start`?" in told[0]
    assert "“Start”, read as start, holds no dates" in told[1]
    assert len(people(text)) == 28
    assert all(role.title is None and role.start is None for one in people(text) for role in one.roles)


def test_private_columns_are_never_read_and_never_said() -> None:
    text = "Name,E-Mail,Telefon,Geburtsdatum,Room\nAda Quill,a@example.org,1234,1980-01-01,7\n"
    assert reasons(text) == []
    assert "1980" not in repr(read(text))


@pytest.mark.parametrize(
    ("written", "start"),
    [
        ("2020", PartialDate(2020)),
        ("2020-03", PartialDate(2020, 3)),
        ("2020-03-05", PartialDate(2020, 3, 5)),
        ("05.03.2020", PartialDate(2020, 3, 5)),
        ("5 March 2020", PartialDate(2020, 3, 5)),
        ("3/5/2020", None),
        ("31.02.2020", None),
        ("43895", None),
    ],
)
def test_dates_in_many_forms(written: str, start: PartialDate | None) -> None:
    text = f"Name,Unit,Start\nAda Quill,History,{written}\n"
    assert people(text)[0].roles[0].start == start
    assert bool(reasons(text)) is (start is None)


@pytest.mark.parametrize(
    ("columns", "values", "options", "status"),
    [
        ("End", "present", {}, RoleStatus.CURRENT),
        ("End", "", {}, None),
        ("End", "2019", {}, None),
        ("End", "2019", {"retrieved": date(2026, 1, 1)}, RoleStatus.FORMER),
        ("End", "2027", {"retrieved": date(2026, 1, 1)}, RoleStatus.CURRENT),
        ("End", "2026", {"retrieved": date(2026, 1, 1)}, None),
        ("Status", "ehemalig", {}, RoleStatus.FORMER),
        ("Status", "active", {}, RoleStatus.CURRENT),
        ("Status", "?", {}, None),
        ("End", "", {"status": "current"}, RoleStatus.CURRENT),
        ("End", "2019", {"status": "current"}, None),
    ],
)
def test_whether_a_role_is_held_today(
    columns: str, values: str, options: dict[str, Any], status: RoleStatus | None
) -> None:
    (person,) = people(f"Name,Unit,{columns}\nAda Quill,History,{values}\n", **options)
    assert person.roles[0].status is status


def test_what_ties_people_to_units() -> None:
    text = "Name,Unit,Employment type\nAda Quill,History,Gastwissenschaftlerin\nJo Keller,History,\n"
    assert [one.roles[0].kind for one in people(text)] == [RoleKind.INVITED, RoleKind.MEMBERSHIP]
    assert people(text, kind="employment")[1].roles[0].kind is RoleKind.EMPLOYMENT
    titled = "Name,Title,Unit\nAda Quill,Prof. Dr.,History\nJo Keller,Reader in Salt,History\n"
    assert [one.roles[0].title for one in people(titled)] == [None, Text("Reader in Salt")]


def test_a_role_that_ends_before_it_begins_has_no_dates() -> None:
    text = "Name,Unit,From,To\nAda Quill,History,2020,2019\n"
    (role,) = people(text)[0].roles
    assert (role.start, role.end) == (None, None)
    assert "before it begins" in reasons(text)[0]


def test_ten_thousand_people_are_read_in_the_order_of_their_last_rows() -> None:
    rows = "".join(f"{n},Ada Quill{n},Unit {n % 50}\n" for n in range(10_000))
    again = "".join(f"{n},Ada Quill{n},Unit x\n" for n in range(0, 10_000, 1000))
    found = people(f"ID,Name,Unit\n{rows}{again}")
    assert len(found) == 10_000
    assert sum(len(one.roles) for one in found) == 10_010


def test_a_roster_without_a_header_of_names_is_refused() -> None:
    with pytest.raises(InputError, match="no column of names"):
        read("Unit,Role\nHistory,Dean\n")
