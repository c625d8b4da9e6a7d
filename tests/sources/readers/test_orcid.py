"""The reader of ORCID's records: golden values for every trap, both syntaxes alike, nothing private, nothing lost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar
from xml.etree import ElementTree as ET

import pytest

from scholargraph.acquire import SourceItem, item_of, media_type
from scholargraph.errors import SourceError
from scholargraph.identifiers import Identifier
from scholargraph.model import (
    AgentKind,
    ContributorRole,
    Gap,
    Organization,
    PartialDate,
    Person,
    Publication,
    PublicationType,
    Record,
    Rejected,
    Role,
    RoleKind,
    RoleStatus,
    SourceRecord,
    Text,
    Venue,
    VenueType,
)
from scholargraph.sources.readers.orcid import SOURCE
from scholargraph.sources.readers.orcid.tables import WORK_KINDS
from scholargraph.testing import Broken, ReaderContract, Sample

HERE: Final = Path(__file__).parent / "orcid"
RECORD_JSON: Final = (HERE / "record.json").read_bytes()
RECORD_XML: Final = (HERE / "record.xml").read_bytes()
WORKS_JSON: Final = (HERE / "works.json").read_bytes()

Found = list[SourceRecord | Rejected]
R = TypeVar("R", bound=Record)


def read(data: bytes | str, name: str = "record.json", **more: Any) -> Found:
    return list(SOURCE.read(_item(data, name, **more), SOURCE.checked({})))  # type: ignore[arg-type]


def _item(data: bytes | str, name: str, **more: Any) -> SourceItem:
    return item_of(data, id=name, media_type=media_type(name), **more)


def records(found: Found, kind: type[R]) -> dict[str, R]:
    held = [one.record for one in found if isinstance(one, SourceRecord)]
    return {one.key.slug.removeprefix("~source/"): one for one in held if isinstance(one, kind)}


def reasons(found: Found) -> list[str]:
    return [one.reason for one in found if isinstance(one, Rejected)]


class TestOrcid(ReaderContract):
    reader = SOURCE
    # One person and ten groups of works; of what is rejected, twelve are values beside records (two are whole groups).
    samples = (
        Sample(RECORD_JSON, entries=19 + 14, id="record.json"),
        Sample(RECORD_XML, entries=19 + 14, id="record.xml"),
        Sample(WORKS_JSON, entries=2 + 5, record=Publication, id="works.json"),
    )
    broken = (
        Broken(b"", says="empty", id="record.json"),
        Broken(b"{", says="JSON", id="record.json", records=0),
        Broken(b"[" * 100_000, says="JSON", id="record.json", records=0),
        Broken(b"\xff\xfe\x00", says="JSON", id="record.json", records=0),
        Broken(b"<record", says="XML", id="record.xml", records=0),
        Broken(b"<!DOCTYPE a [<!ENTITY b 'c'>]><record>&b;</record>", says="DOCTYPE", id="record.xml", records=0),
        Broken(b"<html><body/></html>", says="no record of ORCID", id="record.xml", records=0),
        Broken(b'{"a": 1}', says="no record of ORCID", id="record.json", records=0),
        Broken(b"7", says="no record of ORCID", id="record.json", records=0),
        Broken(b'{"response-code": 409, "developer-message": "Deprecated"}', says="Deprecated", records=0),
        Broken(RECORD_JSON.replace(b'"public"', b'"limited"'), says="not public", id="record.json", records=0),
    )


def test_both_syntaxes_give_the_same_values() -> None:
    one, other = read(RECORD_JSON), read(RECORD_XML, "record.xml")
    assert [_values(found) for found in one] == [_values(found) for found in other]
    assert len(one) == 33


def _values(found: SourceRecord | Rejected) -> object:
    if isinstance(found, Rejected):
        return found.reason
    said = [(one.field, one.value, one.evidence.quote.strip()) for one in found.attributions]
    return found.record, said, [(one.field, one.value) for one in found.disputes]


def test_the_person_goes_by_the_credit_name() -> None:
    (person,) = records(read(RECORD_JSON), Person).values()
    assert person.name == "J. S. Carberry"
    assert (person.given_name, person.family_name) == ("Josiah Stinkney", "Carberry")
    assert person.alternate_names == ("Josiah Stinkney Carberry", "Josias Kruggäß", "Josiah Carberry")
    assert person.biography == Text("Professor of psychoceramics.\n\nHe studies cracked pots.")
    assert person.topics == (Text("psychoceramics"),)
    assert person.awards == (Text("Golden Pot, Society of Cracked Pots, 2015"),)
    assert [str(one) for one in person.identifiers] == [
        "orcid:0000-0002-1825-0097",
        "scopus-author:7007156898",
        "isni:000000012281955X",
    ]
    assert person.links == ("https://library.example.edu/carberry", "https://loop.frontiersin.org/people/4711/overview")


@pytest.mark.parametrize(
    ("name", "expected", "family"),
    [
        ({"given-names": {"value": "Mononym"}, "family-name": None, "credit-name": None}, "Mononym", None),
        ({"given-names": {"value": "Åse"}, "family-name": {"value": " Ødegård "}}, "Åse Ødegård", "Ødegård"),
        ({"given-names": None, "family-name": {"value": "Li"}, "credit-name": None}, "Li", "Li"),
        ({"credit-name": {"value": "Only Credit"}}, "Only Credit", None),
        (
            {"given-names": {"value": "伟"}, "family-name": {"value": "王"}, "credit-name": {"value": "王伟"}},
            "王伟",
            "王",
        ),
        ({"given-names": {"value": "..."}, "credit-name": {"value": "A. B."}}, "A. B.", None),
    ],
)
def test_names_with_parts_missing(name: dict[str, Any], expected: str, family: str | None) -> None:
    (person,) = records(read(json.dumps({"name": name, "emails": {"email": []}})), Person).values()
    assert (person.name, person.family_name) == (expected, family)


@pytest.mark.parametrize(
    "name",
    [
        None,
        {"given-names": {"value": "Given Names Deactivated"}, "family-name": {"value": "Family Name Deactivated"}},
        {"given-names": {"value": "Secret"}, "visibility": "private"},
        {"given-names": {"value": "---"}},
        {"given-names": 7.5},
    ],
)
def test_who_has_no_name_is_not_stated(name: object) -> None:
    found = read(json.dumps({"orcid-identifier": {"path": "0000-0002-1825-0097"}, "person": {"name": name}}))
    assert records(found, Person) == {}
    assert "does not tell the name" in " ".join(reasons(found))
    assert not any("Secret" in reason for reason in reasons(found))


def test_roles_have_organisations_dates_and_states() -> None:
    found = read(RECORD_JSON)
    (person,) = records(found, Person).values()
    organizations = records(found, Organization)
    told = {
        str(role.title.value if role.title else None): (
            organizations[role.organization.slug.removeprefix("~source/")].name,
            role.kind,
            role.status,
            str(role.start),
            str(role.end),
        )
        for role in person.roles
    }
    current, former = RoleStatus.CURRENT, RoleStatus.FORMER
    society, oxford = "Society of Cracked Pots", "University of Oxford"
    assert told == {
        "Professor (Department of Psychoceramics)": (
            "Brown University",
            RoleKind.EMPLOYMENT,
            current,
            "1999-09",
            "None",
        ),
        "Lecturer": ("Wesleyan University", RoleKind.EMPLOYMENT, former, "1990", "1999-08-31"),
        "DPhil": (oxford, RoleKind.EDUCATION, former, "1985", "1989"),
        "Chartered Potter": ("Potters' Guild", RoleKind.EDUCATION, current, "1992-02", "2030"),
        "Visiting Fellow": (oxford, RoleKind.INVITED, None, "2005-01", "None"),  # its end is no date
        "Member": (society, RoleKind.MEMBERSHIP, None, "None", "None"),
        "Treasurer": (society, RoleKind.MEMBERSHIP, former, "2010", "2012"),
    }
    assert {one.name: ([str(id_) for id_ in one.identifiers], one.location) for one in organizations.values()} == {
        "Brown University": (["ror:05gq02987"], None),
        "Wesleyan University": ([], "Middletown, CT, US"),
        oxford: (["grid:grid.4991.5"], None),
        "Potters' Guild": ([], "Stoke-on-Trent, GB"),
        society: ([], "London, GB"),
        "Wellcome Trust": (["doi:10.13039/100004440"], None),
    }


@pytest.mark.parametrize(
    ("start", "end", "retrieved", "status"),
    [
        ("2010", None, None, RoleStatus.CURRENT),
        (None, None, None, None),
        (None, "2011", None, RoleStatus.FORMER),
        ("2010", "2024", None, None),  # it may have ended by June, or not
        ("2010", "2024-05", None, RoleStatus.FORMER),
        ("2010", "2024-07", None, RoleStatus.CURRENT),
        ("2010", "2024-07", date(2025, 1, 1), RoleStatus.FORMER),
        ("2025", None, None, None),  # it has not begun
        ("2025", None, date(2026, 1, 1), RoleStatus.CURRENT),
        (None, "2030", None, None),
    ],
)
def test_a_role_lasts_on_the_day_of_the_file(
    start: str | None, end: str | None, retrieved: date | None, status: RoleStatus | None
) -> None:
    data = json.loads(RECORD_JSON)
    section = data["activities-summary"]["employments"]
    section["affiliation-group"] = section["affiliation-group"][:1]
    employment = section["affiliation-group"][0]["summaries"][0]["employment-summary"]
    employment["start-date"], employment["end-date"] = _fuzzy(start), _fuzzy(end)
    (person,) = records(read(json.dumps(data), retrieved=retrieved), Person).values()
    assert [role.status for role in person.roles if role.kind is RoleKind.EMPLOYMENT] == [status]


def _fuzzy(words: str | None) -> dict[str, Any] | None:
    if words is None:
        return None
    parts = [*words.split("-"), None, None]
    return {name: part and {"value": part} for name, part in zip(("year", "month", "day"), parts, strict=False)}


def test_without_an_end_nothing_lasts_in_a_file_older_than_its_beginning() -> None:
    bare = {"orcid-identifier": {"path": "0000-0002-1825-0097"}, "person": {"name": {"given-names": {"value": "Ada"}}}}
    employment = {"organization": {"name": "Brown"}, "start-date": _fuzzy("2013"), "end-date": _fuzzy("2012-09")}
    data = {**bare, "activities-summary": {"employments": {"employment-summary": [employment]}}}
    (person,) = records(read(json.dumps(data)), Person).values()
    assert person.roles == (
        Role(
            organization=person.roles[0].organization,
            kind=RoleKind.EMPLOYMENT,
            status=RoleStatus.FORMER,  # the registry opened in October 2012
            start=PartialDate(2013),
            end=PartialDate(2012, 9),
        ),
    )


def test_fundings_have_number_funder_and_dates() -> None:
    (person,) = records(read(RECORD_JSON), Person).values()
    (funding,) = person.funding
    assert funding.funder is not None
    assert (funding.funder.printed, funding.funder.kind) == ("Wellcome Trust", AgentKind.ORGANIZATION)
    assert (funding.number, funding.name, funding.url) == (
        "POT-42",
        Text("Why pots crack"),
        "https://grants.example.org/POT-42",
    )
    assert (funding.start, funding.end) == (PartialDate(2016, 1), PartialDate(2019, 12))


def test_several_sources_of_one_work_are_one_publication() -> None:
    found = read(RECORD_JSON)
    work = records(found, Publication)["work-1001"]
    assert work.title == Text("Toward a unified theory of cracks")
    assert work.alternate_titles == (Text("Vers une théorie unifiée des fissures", "fr"), Text("Cracks: a theory"))
    assert work.issued == PartialDate(2008, 8, 13)
    assert work.identifiers == (Identifier("doi", "10.5555/12345678"),)
    assert [(one.label, [str(id_) for id_ in one.identifiers], str(one.issued)) for one in work.versions] == [
        ("doi", ["doi:10.5555/preprint"], "None"),
        ("arxiv", ["arxiv:0705.1234"], "2007-05"),
    ]
    assert work.links == ("https://www.scopus.com/record/1",)
    venue = records(found, Venue)[str(work.venue).removeprefix("venue/~source/")]
    assert (venue.name, venue.type, venue.identifiers) == (
        "Journal of Psychoceramics",
        VenueType.JOURNAL,
        (Identifier("issn", "0264-3561"),),
    )
    (given,) = [one for one in found if isinstance(one, SourceRecord) and one.record is work]
    assert [(one.field, one.value) for one in given.disputes] == [("issued", PartialDate(2007))]
    places = {
        str(one.evidence.locator) for one in given.attributions if one.value == Identifier("doi", "10.5555/12345678")
    }
    assert len(places) == 4  # in each summary that has it, and as the address of the work


def test_the_owner_is_said_to_be_what_the_kind_of_work_tells() -> None:
    found = read(RECORD_JSON)
    (person,) = records(found, Person).values()
    works = records(found, Publication)
    roles = {name: [(one.role, one.person) for one in work.contributions] for name, work in works.items()}
    author, editor = [(ContributorRole.AUTHOR, person.key)], [(ContributorRole.EDITOR, person.key)]
    assert roles == {
        "work-1001": author,
        "work-1011": author,
        "work-1021": editor,
        "work-1031": author,
        "work-1041": author,
        "work-1051": [],  # who translated, and who wrote, ORCID does not tell
        "work-1081": author,
        "work-1091": author,
    }
    assert works["work-1001"].gaps == (Gap.AUTHORS_LOST, Gap.POSITION_UNKNOWN)
    assert not any(work.authors_complete for work in works.values())


def test_the_title_of_the_journal_is_what_the_kind_of_work_makes_it() -> None:
    found = read(RECORD_JSON)
    works, venues = records(found, Publication), records(found, Venue)
    hosts = {one.name: (one.type, [str(id_) for id_ in one.identifiers]) for one in venues.values()}
    assert hosts == {
        "Journal of Psychoceramics": (VenueType.JOURNAL, ["issn:0264-3561"]),
        "Handbook of Pots": (VenueType.BOOK, ["isbn:9783161484100"]),
        "Bibliothek der Töpfe": (VenueType.SERIES, []),
        "Tomorrow": (VenueType.OTHER, []),
    }
    assert works["work-1011"].title == Text("Pots: An introduction")
    assert works["work-1011"].identifiers == ()
    assert [one.number for one in works["work-1011"].funding] == ["POT-42"]
    publisher, institution = works["work-1021"].publisher, works["work-1031"].institution
    assert [one and one.printed for one in (publisher, institution)] == [
        "Cambridge University Press",
        "University of Oxford",
    ]
    assert works["work-1041"].event == Text("International Conference on Pots")
    assert (works["work-1091"].publisher, works["work-1091"].venue) == (None, None)


def test_kinds_that_are_not_known_are_said_to_be_so() -> None:
    works = records(read(RECORD_JSON), Publication)
    later = works["work-1081"]
    assert (later.type, later.genre) == (PublicationType.OTHER, Text("a-kind-of-tomorrow"))
    assert Gap.TYPE_UNKNOWN in later.gaps
    assert works["work-1041"].genre == Text("Conference poster", "en")


def test_what_is_wrong_or_private_is_said_and_not_stated() -> None:
    found = read(RECORD_JSON)
    kinds = Counter(reason.partition(",")[0].partition("(")[0] for reason in reasons(found))
    assert sum("not public" in reason for reason in reasons(found)) == 4
    assert {
        "“2005-13” is no date: correct it at ORCID.",
        "“2019-02-30” is no date: correct it at ORCID.",
        "“10.5555/bad doi” is no valid DOI: compare it with its source.",
        "“9783161484101” is no valid ISBN: compare it with its source.",
        "“https://ror.org/05gq02988” is no valid ROR: compare it with its source.",
        "“not an id” is no valid ResearcherID: compare it with its source.",
    } <= set(reasons(found))
    assert sum(kinds.values()) == 14
    stated = repr([one for one in found if isinstance(one, SourceRecord)])
    for hidden in ("A Hidden Name", "secret pots", "A Secret Lab", "A private paper", "@example.edu"):
        assert hidden not in stated + " ".join(reasons(found))


def test_a_full_work_names_its_contributors() -> None:
    found = read(WORKS_JSON, "works.json")
    (person,) = records(found, Person).values()
    assert (person.name, person.identifiers) == ("Josiah Carberry", (Identifier("orcid", "0000-0002-1825-0097"),))
    work = records(found, Publication)["work-1"]
    assert [(one.printed_name, one.agent.kind, one.position) for one in work.contributions] == [
        ("Ada Quill", AgentKind.PERSON, 1),
        ("J. Carberry", AgentKind.PERSON, 2),
        ("The Pot Consortium", AgentKind.GROUP, 3),
    ]
    assert [one.agent.record for one in work.contributions] == [None, person.key, None]
    assert work.contributions[0].agent.identifiers == (Identifier("orcid", "0000-0001-5000-0007"),)
    assert (work.title, work.abstract) == (Text("Krüge", "de"), Text("Über Krüge,\nund ihre Risse.", "de"))
    assert (work.type, work.language, str(work.issued)) == (PublicationType.JOURNAL_ARTICLE, None, "2017-03")
    assert work.identifiers == (Identifier("pmcid", "PMC3531190"),)
    assert work.gaps == ()


def test_contributors_of_other_roles_are_no_authors() -> None:
    found = read(WORKS_JSON, "works.json")
    (person,) = records(found, Person).values()
    work = records(found, Publication)["work-2"]
    assert [(one.printed_name, one.agent.record, one.position) for one in work.contributions] == [
        ("Benoît Okafor", None, None),
        ("Carberry, J.", person.key, None),
    ]
    assert work.contributions[0].agent.identifiers == ()
    assert work.gaps == (Gap.AUTHORS_TRUNCATED, Gap.POSITION_UNKNOWN, Gap.DATE_UNKNOWN)
    assert "“0000-0001-5000-0008” is no valid ORCID iD: compare it with its source." in reasons(found)
    assert any("sandbox.orcid.org" in reason for reason in reasons(found))


def _work(**values: Any) -> dict[str, Any]:
    return {"put-code": 7, "path": "/0000-0002-1825-0097/work/7", "title": {"title": {"value": "Pots"}}, **values}


def _named(*names: str, orcid: Mapping[str, str] = {}) -> dict[str, Any]:
    entries = [
        {"credit-name": {"value": name}, "contributor-orcid": {"path": orcid[name]} if name in orcid else None}
        for name in names
    ]
    return {"contributors": {"contributor": entries}}


@pytest.mark.parametrize(
    ("names", "owner"),
    [
        (("Ada Quill", "Carberry, Josiah"), 1),
        (("Carberry JS", "Quill A"), 0),
        (("J. S. Carberry", "J. Carberry"), 2),  # either may be meant: the owner is named apart
        (("Ada Quill",), 1),
        ((), 0),
    ],
)
def test_the_owner_is_found_among_the_names(names: tuple[str, ...], owner: int) -> None:
    data = json.loads(RECORD_JSON)
    data["activities-summary"]["works"] = {
        "group": [{"work-summary": [_work(type="journal-article", **_named(*names))]}]
    }
    work = records(read(json.dumps(data)), Publication)["work-7"]
    assert [one.person is not None for one in work.contributions].index(True) == owner
    assert sum(one.person is not None for one in work.contributions) == 1


def test_a_contributor_is_listed_once_for_all_roles() -> None:
    credit = "http://credit.niso.org/contributor-roles/"
    entries = [
        {
            "credit-name": {"value": "Ada Quill"},
            "contributor-orcid": {"path": "0000-0001-5000-0007"},
            "contributor-attributes": {"contributor-role": credit + role},
        }
        for role in ("writing-original-draft", "writing-review-editing", "software")
    ]
    found = read(json.dumps(_work(type="report", contributors={"contributor": entries})))
    (work,) = records(found, Publication).values()
    assert [one.printed_name for one in work.contributions] == ["Ada Quill"]


@pytest.mark.parametrize("kind", [name for name, kind in WORK_KINDS.items() if kind.stated])
def test_every_kind_of_work_is_read(kind: str) -> None:
    found = read(json.dumps(_work(type=kind, **{"journal-title": {"value": "Somewhere"}})))
    (work,) = records(found, Publication).values()
    assert work.type is WORK_KINDS[kind].type
    assert work.title == Text("Pots")


@pytest.mark.parametrize("kind", [name for name, kind in WORK_KINDS.items() if not kind.stated])
def test_what_is_no_work_is_rejected(kind: str) -> None:
    found = read(json.dumps(_work(type=kind)))
    assert records(found, Publication) == {}
    assert "no work that is written" in " ".join(reasons(found))


@pytest.mark.parametrize("missing", ["title", "type", "publication-date", "put-code"])
def test_a_work_with_something_missing_is_read(missing: str) -> None:
    whole = {**_work(type="book"), "publication-date": _fuzzy("2020")}
    found = read(json.dumps({name: value for name, value in whole.items() if name != missing} | {"contributors": None}))
    (work,) = records(found, Publication).values()
    gaps = {"title": Gap.TITLE_LOST, "type": Gap.TYPE_UNKNOWN, "publication-date": Gap.DATE_UNKNOWN}
    assert missing not in gaps or gaps[missing] in work.gaps


@pytest.mark.parametrize("name", ["record.json", "record.xml"])
def test_too_long_a_value_costs_itself_only(name: str) -> None:
    data = {"record.json": RECORD_JSON, "record.xml": RECORD_XML}[name]
    found = read(data.replace(b"Professor of psychoceramics", b"x" * 20_000), name)
    (person,) = records(found, Person).values()
    assert person.biography is None
    assert any("20,02" in reason for reason in reasons(found))
    assert len(records(found, Publication)) == 8


def test_half_of_a_character_costs_its_value_only() -> None:
    found = read(RECORD_JSON.replace(b'"psychoceramics"', b'"\\ud83d"'))
    (person,) = records(found, Person).values()
    assert (person.topics, person.name) == ((), "J. S. Carberry")
    assert any("half of a character" in reason for reason in reasons(found))


def test_many_records_in_one_file_are_read_each() -> None:
    one, other = json.loads(RECORD_JSON), json.loads(WORKS_JSON)
    listed = read(json.dumps([one, other, "nothing"]))
    lines = read(f"{json.dumps(one)}\n\n{{\n{json.dumps(other)}\n", "records.jsonl")
    for found in (listed, lines):
        assert len(records(found, Person)) == 2
        assert len(records(found, Publication)) == 10
    assert sum("no record of ORCID" in reason for reason in reasons(listed)) == 1
    assert sum("JSON" in reason for reason in reasons(lines)) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings_of_json_and_xml(encoding: str) -> None:
    assert len(read(RECORD_JSON.decode().encode(encoding))) == 33
    xml = RECORD_XML.decode().replace('encoding="UTF-8"', f'encoding="{encoding.removesuffix("-sig")}"')
    assert len(read(xml.encode(encoding), "record.xml")) == 33


def _entries(file: Path) -> tuple[int, int]:
    """Count the groups of works of a file, and those of which nothing is public, by other means than the reader's."""
    if file.suffix == ".xml":
        root = ET.parse(file).getroot()  # noqa: S314 - a given sample
        tags = [element for element in root.iter() if element.tag.endswith(("}work-summary", "}work"))]
        groups = [[one.get("visibility")] for one in tags if one.tag.endswith("}work-summary") or one is root]
    else:
        data = json.loads(file.read_bytes())
        works = data.get("activities-summary", data.get("works", data))
        works = works.get("works", works)
        groups = [[one["visibility"] for one in group["work-summary"]] for group in works.get("group", [])]
    return len(groups), sum("public" not in seen for seen in groups)


NAMELESS: Final = {"activities-3.0.xml", "educations-3.0.xml", "employments-3.0.xml"}
"""Files with a section of activities alone, whose sources have other names than the person's."""


def test_every_entry_of_the_given_samples_is_read_or_rejected(shared: Path) -> None:
    files = sorted(path for path in (shared / "samples" / "orcid").rglob("*") if path.suffix in {".json", ".xml"})
    assert len(files) >= 10
    for file in files:
        found = read(file.read_bytes(), file.name)
        works = records(found, Publication)
        groups, hidden = _entries(file)
        refused = [
            one
            for one in found
            if isinstance(one, Rejected)
            and "not public" in one.reason
            and "work" in str(one.locator).rpartition("/")[2]
        ]
        assert len(works) + len(refused) == groups, file.name
        assert len(refused) == hidden, file.name
        assert bool(records(found, Person)) is (file.name not in NAMELESS | {"work-full-3.0.xml"}), file.name
        print(f"{file.name}: {groups} works, {len(refused)} rejected")  # noqa: T201 - the share of what is rejected


def test_the_real_answers_of_the_api(shared: Path) -> None:
    folder = shared / "samples" / "orcid" / "rorcid-v3"
    (person_file,), (works_file,) = folder.glob("*person*.json"), folder.glob("*works*.json")
    (person,) = records(read(person_file.read_bytes()), Person).values()
    assert (person.name, person.given_name, person.family_name) == ("Peter Binfield", "Peter", "Binfield")
    found = read(works_file.read_bytes())
    (owner,) = records(found, Person).values()
    assert owner.identifiers[0] == person.identifiers[0] == Identifier("orcid", "0000-0002-9341-7985")
    for group in json.loads(works_file.read_bytes())["group"]:
        given = group["work-summary"][0]
        work = records(found, Publication)[f"work-{given['put-code']}"]
        assert work.title == Text(given["title"]["title"]["value"])
        assert str(work.issued).startswith(given["publication-date"]["year"]["value"])
        dois = [
            one["external-id-value"].lower()
            for one in given["external-ids"]["external-id"]
            if one["external-id-type"] == "doi"
        ]
        assert [one.value for one in work.identifiers] == dois
        assert [one.person for one in work.contributions] == [owner.key]


def test_a_file_larger_than_any_record_is_refused_unread() -> None:
    with pytest.raises(SourceError, match="33,554,432"):
        read(b"<a>" + b" " * (32 << 20))


def _identified(*external: dict[str, Any], **values: Any) -> tuple[Publication, list[str]]:
    found = read(
        json.dumps(_work(**{"external-ids": {"external-id": list(external)}, "type": "report", "path": None, **values}))
    )
    (work,) = records(found, Publication).values()
    return work, reasons(found)


@pytest.mark.parametrize(
    ("kind", "value", "normalized", "expected"),
    [
        ("doi", "http://dx.doi.org/10.5555/A(b)<c>;2#d", None, "doi:10.5555/a(b)<c>;2#d"),
        ("doi", "doi: 10.5555/ABC", None, "doi:10.5555/abc"),
        ("DOI", "10.5555/abc", None, "doi:10.5555/abc"),
        ("pmc", "3531190", "PMC3531190", "pmcid:PMC3531190"),
        ("pmid", "https://pubmed.ncbi.nlm.nih.gov/23193287", "23193287", "pmid:23193287"),
        ("arxiv", "arXiv:1207.7214v2", None, "arxiv:1207.7214v2"),
        ("isbn", "3-16-148410-X", "316148410X", "isbn:9783161484100"),
        ("handle", "https://hdl.handle.net/10204/5599", None, "hdl:10204/5599"),
    ],
)
def test_identifiers_however_they_are_written(kind: str, value: str, normalized: str | None, expected: str) -> None:
    external = {
        "external-id-type": kind,
        "external-id-value": value,
        "external-id-normalized": normalized and {"value": normalized, "transient": True},
        "external-id-relationship": "SELF",
    }
    work, said = _identified(external)
    assert [str(one) for one in work.identifiers] == [expected]
    assert said == []


def test_an_identifier_of_a_venue_without_a_name_is_not_lost_silently() -> None:
    work, said = _identified({"external-id-type": "issn", "external-id-value": "0264-3561"}, type="journal-article")
    assert (work.identifiers, work.venue) == ((), None)
    assert said == ["“issn:0264-3561” is of what the work stands in, which has no name here."]


def test_more_than_anybody_has_is_not_read() -> None:
    many = [{"external-id-type": "doi", "external-id-value": f"10.5555/{number}"} for number in range(700)]
    work, said = _identified(*many)
    assert len(work.identifiers) == 500
    assert said == ["This and the following are more than 500 identifiers: they are not read."]
    group = [_work(type="report", title={"title": {"value": f"Pots {number}"}}) for number in range(150)]
    found = read(json.dumps({"group": [{"work-summary": group}]}))
    assert len(records(found, Publication)["work-7"].alternate_titles) == 99
    assert any("more than 100 sources" in reason for reason in reasons(found))


def test_a_list_that_is_too_long_is_cut() -> None:
    work, said = _identified(**_named(*(f"Ada Quill{number}" for number in range(1_010))))
    assert len(work.contributions) == 1_000
    assert work.gaps[0] is Gap.AUTHORS_TRUNCATED
    assert said == ["This and the following are more than 1,000 contributors: they are not read."]


def test_a_list_of_hundreds_has_its_owner_by_the_id_only() -> None:
    names = [f"Name{number} Family{number}" for number in range(150)]
    data = json.loads(RECORD_JSON)
    for orcid, apart in ({}, True), ({"Josiah Carberry": "0000-0002-1825-0097"}, False):
        works = [_work(type="report", **_named(*names, "Josiah Carberry", orcid=orcid))]
        data["activities-summary"]["works"] = {"group": [{"work-summary": works}]}
        work = records(read(json.dumps(data)), Publication)["work-7"]
        assert len(work.contributions) == 151 + apart
        assert sum(one.person is not None for one in work.contributions) == 1


def test_a_record_that_breaks_off_is_rejected() -> None:
    for cut in (0.3, 0.6, 0.99):
        for data, name in ((RECORD_JSON, "record.json"), (RECORD_XML, "record.xml")):
            try:
                found = read(data[: int(len(data) * cut)], name)
            except SourceError:
                continue
            assert records(found, Person) == {}
            assert reasons(found)
