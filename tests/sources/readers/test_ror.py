"""The reader of ROR's organisations: both schemas, the dump by streaming, what is withdrawn, wrong or a guess."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any, Final

import pytest

from scholargraph.acquire import item_of, media_type
from scholargraph.config import load
from scholargraph.errors import SourceError
from scholargraph.model import Organization, OrganizationType, PartialDate, Rejected, SourceRecord
from scholargraph.sources import reading
from scholargraph.sources.readers.ror import SOURCE, TYPES
from scholargraph.testing import Broken, ReaderContract, Sample

HERE: Final = Path(__file__).parent / "ror"
DUMP: Final = (HERE / "dump.json").read_bytes()
VERSION_1: Final = (HERE / "version1.json").read_bytes()
OXFORD: Final = "https://ror.org/052gg0110"

Found = list[SourceRecord | Rejected]


def read(data: bytes | str, name: str = "ror.json") -> Found:
    item = item_of(data, id=name, media_type=media_type(name))
    return list(SOURCE.read(item, SOURCE.checked({})))  # type: ignore[arg-type]


def organizations(found: Found) -> dict[str, Organization]:
    held = [one.record for one in found if isinstance(one, SourceRecord)]
    return {one.key.slug.removeprefix("~source/"): one for one in held if isinstance(one, Organization)}


def reasons(found: Found) -> list[str]:
    return [one.reason for one in found if isinstance(one, Rejected)]


def one(**values: Any) -> str:
    """Write a record with a name, an id and these values."""
    return json.dumps({"id": OXFORD, "names": [{"value": "Oxford", "types": ["ror_display"]}], **values})


class TestRor(ReaderContract):
    reader = SOURCE
    growth = 60
    # Seven entries, of which four are read and three rejected; a parent stands beside; six values are rejected.
    samples = (
        Sample(DUMP, entries=7 + 1 + 6, id="dump.json"),
        Sample(VERSION_1, entries=1 + 1, id="version1.json"),
        Sample(one(), entries=1, id="one.json"),
        Sample(f"{one()}\n{one(id='https://ror.org/05gq02987')}\n", entries=2, id="ror.jsonl"),
    )
    broken = (
        Broken(b"", says="empty", id="ror.json"),
        Broken(b"ror", says="no JSON", id="ror.json"),
        Broken(f"[{one()}, {one()[:-20]}", says="breaks off", id="ror.json", records=1),
        Broken(f'[{one()}, {{"id": 7]}}, 3]', says="JSON", id="ror.json", records=1),
        Broken('{"errors": ["not a valid ROR ID"]}', says="an error of ROR", id="ror.json", records=0),
        Broken('{"items": [{"score": 1.0, "organization": {}}]}', says="a guess", id="ror.json", records=0),
        Broken("[[" * 50_000, says="breaks off", id="ror.json", records=0),
        Broken(f"[{'[' * 5_000}{']' * 5_000}, {one()}]", says="nested", id="ror.json", records=1),
    )

    def grow(self, entries: int) -> str:
        parent = {"type": "parent", "label": "Oxford", "id": OXFORD}
        return "[" + ",\n".join(one(id=f"x{number}", relationships=[parent]) for number in range(entries)) + "]"


def test_names_types_and_identifiers_of_a_record() -> None:
    oxford = organizations(read(DUMP))["052gg0110"]
    assert oxford.name == "University of Oxford"
    assert oxford.alternate_names == ("جامعة أكسفورد", "Universitas Oxoniensis", "OU")
    assert oxford.type is OrganizationType.EDUCATION  # it funds, too
    assert (oxford.founded, oxford.location) == (PartialDate(1096), "Oxford, United Kingdom")
    assert oxford.homepage == "https://www.ox.ac.uk/"
    assert oxford.links == ("https://en.wikipedia.org/wiki/University_of_Oxford",)
    assert [str(id_) for id_ in oxford.identifiers] == [
        "ror:052gg0110",
        "doi:10.13039/501100000769",
        "grid:grid.4991.5",
        "isni:0000000419368948",
        "wikidata:Q34433",
    ]


def test_version_1_gives_what_version_2_gives() -> None:
    old, new = organizations(read(VERSION_1))["052gg0110"], organizations(read(DUMP))["052gg0110"]
    for name in ("name", "type", "founded", "location", "homepage", "links"):
        assert getattr(old, name) == getattr(new, name), name
    assert old.alternate_names == ("جامعة أكسفورد", "Oxford University", "OU")
    # Schema 1.0 preferred none of the two numbers of the registry of funders.
    assert {str(id_) for id_ in old.identifiers} == {
        "ror:052gg0110",
        "isni:0000000419368948",
        "doi:10.13039/501100000769",
        "doi:10.13039/501100000740",
        "grid:grid.4991.5",
        "wikidata:Q34433",
    }


def test_a_parent_is_known_by_id_and_name() -> None:
    found = organizations(read(DUMP))
    parent = found["05gq02987"].parent
    assert parent is not None
    stated = found[parent.slug.removeprefix("~source/")]
    assert (stated.name, [str(id_) for id_ in stated.identifiers]) == ("University of Oxford", ["ror:052gg0110"])
    assert found["052gg0110"].parent is None


def test_what_is_inactive_is_read_and_what_is_withdrawn_is_not() -> None:
    found = read(DUMP)
    (inactive,) = [one for one in found if isinstance(one, SourceRecord) and one.record.key.slug.endswith("00pjdza24")]
    assert inactive.reading is not None
    assert inactive.reading.because == "the organisation is no longer active"
    assert "02mhbdp94" not in organizations(found)
    assert any("withdrawn" in reason and "University of Oxford" in reason for reason in reasons(found))


def test_what_is_wrong_is_said() -> None:
    said = reasons(read(DUMP))
    for words in ("0000 0004 1936 8949", "ox.ac.uk", "0wrongid99", "20240", "another parent", "No One"):
        assert sum(words in reason for reason in said) == 1, words
    assert organizations(read(DUMP))["0wrongid99"].identifiers == ()


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (["funder"], OrganizationType.FUNDER),
        (["company", "funder"], OrganizationType.COMPANY),
        (["funder", "government"], OrganizationType.GOVERNMENT),
        (["funder", "healthcare"], OrganizationType.HEALTHCARE),
        (["archive", "nonprofit"], OrganizationType.ORGANIZATION),
        (["Facility"], OrganizationType.ORGANIZATION),
        (["Education"], OrganizationType.EDUCATION),
        (["a kind of tomorrow"], OrganizationType.ORGANIZATION),
        (None, OrganizationType.ORGANIZATION),
    ],
)
def test_the_first_known_type_is_taken(types: list[str] | None, expected: OrganizationType) -> None:
    (found,) = organizations(read(one(types=types))).values()
    assert found.type is expected


def test_every_type_is_another() -> None:
    assert len(set(TYPES.values())) == len(TYPES)


@pytest.mark.parametrize(
    "values",
    [
        {"names": None},
        {"names": [{"value": "…", "types": ["ror_display"]}]},
        {"names": [{"value": 7.5}]},
        {"names": "Oxford"},
        {"id": None},
        {"id": {"value": OXFORD}},
    ],
)
def test_without_an_id_or_a_name_nothing_is_read(values: dict[str, Any]) -> None:
    found = read(one(**values))
    assert organizations(found) == {}
    assert len(found) == 1


@pytest.mark.parametrize(
    "values",
    [
        {"links": ["javascript:alert(1)"]},
        {"established": "soon"},
        {"established": 0},
        {"external_ids": [{"type": "grid", "all": ["grid.x"], "preferred": None}]},
        {"external_ids": [{"type": "fundref", "all": [], "preferred": "10.5555/12345678"}]},
        {"wikipedia_url": "x" * 5_000},
    ],
)
def test_a_wrong_value_costs_itself_only(values: dict[str, Any]) -> None:
    found = read(one(**values))
    (oxford,) = organizations(found).values()
    assert (oxford.name, len(oxford.identifiers)) == ("Oxford", 1)
    assert len(reasons(found)) == 1


def test_one_id_twice_is_two_records() -> None:
    found = organizations(read(f"[{one()}, {one()}]"))
    assert list(found) == ["052gg0110", "052gg0110-n2"]


def test_the_dump_is_read_out_of_its_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "v1.74-ror-data.zip", "w") as archive:
        archive.writestr("v1.74-ror-data.json", DUMP)
    (tmp_path / "scholargraph.toml").write_text(
        '[site]\ntitle = "ROR"\nbase = "http://127.0.0.1:8000/"\n\n'
        '[[source]]\nname = "ror"\nkind = "ror"\npath = "v1.74-ror-data.zip"\n',
        encoding="utf-8",
    )
    found = list(reading.read(reading.plans(load(tmp_path))))
    assert sum(isinstance(one, SourceRecord) for one in found) == 5


def test_every_organisation_of_the_given_samples_is_read(shared: Path) -> None:
    files = sorted((shared / "samples" / "ror").glob("*.json"))
    assert len(files) >= 2
    for file in files:
        data = file.read_bytes()
        given = json.loads(data)
        found = read(data, file.name)
        assert reasons(found) == []
        (organization,) = organizations(found).values()
        names = {one["value"]: one["types"] for one in given["names"]}
        assert {organization.name, *organization.alternate_names} == set(names)
        assert "ror_display" in names[organization.name]
        assert given["id"].endswith(organization.identifiers[0].value)
        print(f"{file.name}: 1 entry, 0 rejected")  # noqa: T201 - the share of what is rejected


def test_an_error_of_the_api_is_no_organisation() -> None:
    with pytest.raises(SourceError, match="an error of ROR"):
        read('{"errors": ["‘x’ is not a valid ROR ID"]}')
