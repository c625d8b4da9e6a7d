"""The JSON Schemas are those of the code, take every file of ours, and refuse what the readers refuse."""

from __future__ import annotations

import json
import tomllib
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import jsonschema_rs
import pytest

from scholargraph import config, schemas
from scholargraph.acquire import item_of
from scholargraph.errors import SettingsError, SourceError
from scholargraph.model import RECORD_CLASSES, parsers
from scholargraph.schemas import site, values
from scholargraph.sources.curated_entries import curated_fields
from scholargraph.sources.curation import SOURCE

ROOT: Final = Path(__file__).resolve().parents[1]
CURATION: Final = jsonschema_rs.validator_for(schemas.curation_schema())
SITE: Final = jsonschema_rs.validator_for(schemas.site_schema())

PERSON: Final = '[[person]]\nid = "ada"\nname = "Ada Quill"\nbasis = "A register."\n'
WORK: Final = '[[publication]]\nbasis = "A catalogue."\ntitle = "On Islands"\n'
ORGANIZATION: Final = '[[organization]]\nid = "uni"\nname = "Example University"\nbasis = "Known."\n'
SAME: Final = '[[same]]\nthings = ["publication/a", "publication/b"]\nby = "A. Quill"\non = 2026-11-27\n'
FULL: Final = (
    PERSON
    + 'match = { name = "Ada Quill" }\ntopics = ["maps", { value = "cartes", language = "fr" }]\n'
    + 'homepage = "https://example.org/ada"\nidentifiers = ["orcid:0000-0002-1825-0097"]\n'
    + '[person.evidence.topics]\nrests_on = "https://example.org/topics"\n'
    + '[[person.role]]\norganization = "uni"\nkind = "employment"\nstart = 2001\nend = "2004-05"\nbasis = "A contract."\n'
    + ORGANIZATION
    + WORK
    + 'issued = 2024-03-15\npages = { first = 1, last = "9", count = 9 }\npublisher = { name = "X", organization = "uni" }\n'
    + 'institution = "uni"\nlanguage = "pt-BR"\ndegree = "phd"\ntype = "thesis"\n'
    + 'authors = ["B", { name = "A. Quill", person = "ada", also = ["Ada"], given = "A.", family = "Quill" },\n'
    + '  { name = "CERN", organization = "uni" }, { name = "The Group", kind = "group", affiliations = ["X", { name = "Y" }] }]\n'
    + '[[publication.version]]\nlabel = "v2"\nidentifiers = ["arxiv:2401.00001v2"]\nstatus = "preprint"\n'
    + '[[publication.conflict]]\nfield = "issued"\nvalue = 2023\nbasis = "A list."\nwhy = "It is older."\n'
    + '[[same]]\nthings = ["publication/a", "bib/knuth 84", "venue/~bib/x/y"]\nby = "A. Quill"\non = 2026-11-27\nreason = "Read."\n'
    + '[[different]]\nthings = ["http://x.test/person/a", "person/b"]\nby = "A. Quill"\non = 2026-11-27\n'
)

SITE_FILE: Final = (
    '[site]\ntitle = "T"\nbase = "http://127.0.0.1:8000/"\n[[source]]\nname = "a"\nkind = "curation"\npath = "a.toml"\n'
)

WRONG_CURATION: Final = {
    "a collection that nobody knows": PERSON.replace("[[person]]", "[[persom]]"),
    "one table instead of a list": PERSON.replace("[[person]]", "[person]"),
    "a key that nobody knows": PERSON + 'nmae = "x"\n',
    "nothing that it rests on": PERSON.replace('basis = "A register."\n', ""),
    "only a source to quote from": PERSON.replace("basis", "quoted_from"),
    "no name": PERSON.replace('name = "Ada Quill"\n', ""),
    "no name but a title to match": PERSON.replace('name = "Ada Quill"', 'match = { title = "x" }'),
    "an id that is no text": PERSON.replace('"ada"', "3"),
    "a number for a text": PERSON + "given_name = 3\n",
    "a blank text": PERSON + 'given_name = " "\n',
    "a control character": PERSON + 'given_name = "A\\u000cB"\n',
    "an address of another scheme": PERSON + 'homepage = "javascript:alert(1)"\n',
    "a text for a list": PERSON + 'links = "https://example.org/"\n',
    "an identifier without scheme": PERSON + 'identifiers = ["0000-0002-1825-0097"]\n',
    "a fact that rests on no address": PERSON.replace('basis = "A register."', 'rests_on = "nowhere"'),
    "a basis that is a list": PERSON.replace('"A register."', '["x"]'),
    "a role without organisation": PERSON + '[[person.role]]\nkind = "employment"\n',
    "a kind of role that nobody knows": PERSON + '[[person.role]]\norganization = "uni"\nkind = "employe"\n' + ORGANIZATION,
    "a key of a role that nobody knows": PERSON + '[[person.role]]\norganisation = "uni"\n',
    "a type that nobody knows": WORK + 'type = "conference paper"\n',
    "a degree that nobody knows": WORK + 'degree = "dphil"\n',
    "a date in words": WORK + 'issued = "March 2024"\n',
    "a date with a time": WORK + "issued = 2024-03-15T10:00:00\n",
    "the year nought": WORK + "issued = 0\n",
    "pages in words": WORK + 'pages = "1-9"\n',
    "a negative count of pages": WORK + "pages = { count = -3 }\n",
    "a key of pages that nobody knows": WORK + 'pages = { frist = "1" }\n',
    "a text for a flag": WORK + 'authors_complete = "yes"\n',
    "a complete list that is not there": WORK + "authors_complete = true\n",
    "a language in words": WORK + 'language = "not one"\n',
    "words in a language that is none": WORK + 'keywords = [{ value = "x", language = "not one" }]\n',
    "two ways to match": WORK + 'match = { title = "x", name = "y" }\n',
    "a way to match that nobody knows": WORK + 'match = { doi = "x" }\n',
    "a version with a bad label": WORK + '[[publication.version]]\nlabel = "V 2"\n',
    "a version with the label of another node": WORK + '[[publication.version]]\nlabel = "publisher"\n',
    "a version without label": WORK + "[[publication.version]]\nissued = 2001\n",
    "a conflict without reason": WORK + '[[publication.conflict]]\nfield = "title"\nvalue = "x"\n',
    "a conflict on what is no field": WORK + 'conflict = [{ field = "basis", value = "x", why = "y" }]\n',
    "evidence for what is no field": WORK + '[publication.evidence.isued]\nbasis = "x"\n',
    "evidence that is a text": WORK + 'evidence = "x"\n',
    "an author without name": WORK + 'authors = [{ person = "ada" }]\n' + PERSON,
    "an author that is a person and an organisation":
        WORK + 'authors = [{ name = "x", person = "ada", organization = "uni" }]\n' + PERSON + ORGANIZATION,
    "a kind that contradicts the person": WORK + 'authors = [{ name = "x", person = "ada", kind = "group" }]\n' + PERSON,
    "a kind that contradicts the organisation":
        WORK + 'authors = [{ name = "x", organization = "uni", kind = "person" }]\n' + ORGANIZATION,
    "a kind of agent that nobody knows": WORK + 'authors = [{ name = "x", kind = "team" }]\n',
    "the family name of a group": WORK + 'authors = [{ name = "x", kind = "group", family = "y" }]\n',
    "an affiliation without name": WORK + 'authors = [{ name = "x", affiliations = [{}] }]\n',
    "a decision on one thing": SAME.replace(', "publication/b"', ""),
    "a decision on one thing twice": SAME.replace("/b", "/a"),
    "a decision on what is no name": SAME.replace("publication/b", "b"),
    "a decision on too many things": SAME.replace('"publication/b"', ", ".join(f'"publication/{n}"' for n in range(100))),
    "a decision of nobody": SAME.replace('by = "A. Quill"\n', ""),
    "a decision of a blank": SAME.replace("A. Quill", " "),
    "a decision of no day": SAME.replace("on = 2026-11-27\n", ""),
    "a decision on a day with a time": SAME.replace("2026-11-27", "2026-11-27T10:00:00"),
    "a decision on a day in words": SAME.replace("2026-11-27", '"today"'),
    "a decision with a key that nobody knows": SAME + 'basis = "x"\n',
    "a publisher that is nobody": WORK + "publisher = {}\n",
    "a publisher that is a person": WORK + 'publisher = { name = "x", person = "ada" }\n' + PERSON,
}  # fmt: skip

BASES: Final = tuple(
    SITE_FILE.replace("http://127.0.0.1:8000/", base) + f'[web]\nprefix = "{prefix}"\n'
    for prefix, base in (
        ("kept", "https://bücher.example/é人/50%25/.../a.b"),
        ("stripped", "http://[2001:db8::1]:8000/@home/~ada/"),
    )
)
WRONG_SITE: Final = {
    "no site": SITE_FILE[SITE_FILE.index("[[source]]") :],
    "no source": SITE_FILE[: SITE_FILE.index("[[source]]")],
    "a table that nobody knows": SITE_FILE + "[endpiont]\n",
    "no title": SITE_FILE.replace('title = "T"\n', ""),
    "a base that is no address": SITE_FILE.replace("http://127.0.0.1:8000/", "nowhere"),
    "a base with a query": SITE_FILE.replace("8000/", "8000/?x"),
    "a base with a user": SITE_FILE.replace("127.0.0.1", "ada@127.0.0.1"),
    "a base that clients change": SITE_FILE.replace("8000/", "8000/a/../b/"),
    "a base that ends in dots": SITE_FILE.replace("8000/", "8000/a/.."),
    "a base that proxies change": SITE_FILE.replace("8000/", "8000/a//b/"),
    "a base with a percent sign alone": SITE_FILE.replace("8000/", "8000/50%/"),
    "a proxy that nobody knows": SITE_FILE + '[web]\nprefix = "removed"\n',
    "a proxy that is a flag": SITE_FILE + "[web]\nprefix = true\n",
    "a setting of the web that nobody knows": SITE_FILE + '[web]\nprefx = "kept"\n',
    "a licence in words": SITE_FILE.replace("[[source]]", 'license = "CC0"\n[[source]]'),
    "a language in words": SITE_FILE.replace("[[source]]", 'language = "not one"\n[[source]]'),
    "a key of a source that nobody knows": SITE_FILE + 'ulr = "x"\n',
    "a source without path": SITE_FILE.replace('path = "a.toml"\n', ""),
    "a source with a name in capitals": SITE_FILE.replace('name = "a"', 'name = "A B"'),
    "a source whose address is none": SITE_FILE + 'url = "nowhere"\n',
    "a source fetched in words": SITE_FILE + 'retrieved = "yesterday"\n',
    "options that are a text": SITE_FILE + 'options = "x"\n',
    "a deadline of nought": SITE_FILE + "deadline = 0\n",
    "a limit that is no number": SITE_FILE + '[endpoint]\nrows = "many"\n',
    "half a row": SITE_FILE + "[endpoint]\nrows = 1.5\n",
    "no time at all": SITE_FILE + "[endpoint]\ndeadline = 0\n",
    "a limit that nobody knows": SITE_FILE + "[endpoint]\nrow = 5\n",
    "a token without digest": SITE_FILE + '[[token]]\nname = "a"\ndeadline = 5\n',
    "a token as it is": SITE_FILE + '[[token]]\nname = "a"\nsha256 = "secret"\ndeadline = 5\n',
    "a token that expires in words": SITE_FILE
    + f'[[token]]\nname = "a"\nsha256 = "{"0" * 64}"\ndeadline = 5\nexpires = "soon"\n',
    "more waiting than there are threads": SITE_FILE + "[endpoint]\nwaiting = 33\n",
    "a negative patience": SITE_FILE + "[endpoint]\npatience = -1\n",
    "a format of logs that nobody knows": SITE_FILE + '[log]\nformat = "xml"\n',
    "a log that nobody knows": SITE_FILE + '[log]\nerrors = "stderr"\n',
    "a log that is a number": SITE_FILE + "[log]\naccess = 2\n",
    "a token's name with a space": SITE_FILE + f'[[token]]\nname = "a b"\nsha256 = "{"0" * 64}"\ndeadline = 5\n',
}


def as_json(text: str) -> Any:
    """What an editor checks: dates are texts to JSON Schema."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(member) for key, member in value.items()}
        if isinstance(value, list):
            return [plain(member) for member in value]
        return value.isoformat() if isinstance(value, date | datetime) else value

    return plain(tomllib.loads(text))


def faults(validator: Any, text: str) -> list[str]:
    return [f"{list(error.instance_path)}: {error.message}" for error in validator.iter_errors(as_json(text))]


def read_curation(text: str) -> None:
    list(SOURCE.read(item_of(text, source="curation", id="curation.toml"), {}))


def read_site(text: str, folder: Path) -> None:
    (folder / config.SITE_FILE).write_text(text, encoding="utf-8")
    config.load(folder)


@pytest.mark.parametrize("name", schemas.schema_files())
def test_the_files_are_those_of_the_code(name: str) -> None:
    assert (ROOT / "schemas" / name).read_text("utf-8") == schemas.schema_files()[name], (
        "write them anew: python -m scholargraph.schemas"
    )


@pytest.mark.parametrize("name", schemas.schema_files())
def test_they_are_schemas(name: str) -> None:
    schema = json.loads(schemas.schema_files()[name])
    jsonschema_rs.meta.validate(schema)
    assert schema["$schema"].endswith("/2020-12/schema")


def test_the_command_writes_them(tmp_path: Path) -> None:
    schemas.write(tmp_path)
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == schemas.schema_files()


SITES: Final = sorted(
    path
    for folder in ("data", "tests")
    for name in ("curation.toml", config.SITE_FILE)
    for path in (ROOT / folder).rglob(name)
    if config.WORK_DIRECTORY not in path.parts
)


def test_there_are_files_of_ours() -> None:
    assert len(SITES) >= 4


@pytest.mark.parametrize("path", SITES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_of_ours_is_taken(path: Path) -> None:
    validator = SITE if path.name == config.SITE_FILE else CURATION
    assert faults(validator, path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "path", [path for path in SITES if "data" in path.parts], ids=lambda path: str(path.relative_to(ROOT))
)
def test_every_example_names_its_schema(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert first.startswith("#:schema ")
    named = (path.parent / first.removeprefix("#:schema ")).resolve()
    assert named == ROOT / "schemas" / f"{path.stem}.schema.json"
    assert named.is_file()


def test_all_that_the_reader_takes_is_taken(tmp_path: Path) -> None:
    read_curation(FULL)
    assert faults(CURATION, FULL) == []
    for text in (SITE_FILE, *BASES):
        read_site(text, tmp_path)
        assert faults(SITE, text) == []


@pytest.mark.parametrize("case", WRONG_CURATION)
def test_what_the_reader_of_curation_refuses_is_refused(case: str) -> None:
    text = WRONG_CURATION[case]
    with pytest.raises(SourceError):
        read_curation(text)
    assert faults(CURATION, text)


@pytest.mark.parametrize("case", WRONG_SITE)
def test_what_the_reader_of_sites_refuses_is_refused(case: str, tmp_path: Path) -> None:
    text = WRONG_SITE[case]
    with pytest.raises(SettingsError):
        read_site(text, tmp_path)
    assert faults(SITE, text)


def test_every_type_of_value_has_a_parser_and_a_form() -> None:
    assert set(values.VALUES) == set(parsers.PARSERS)


@pytest.mark.parametrize("record", RECORD_CLASSES, ids=lambda record: record.__name__)
def test_every_curated_field_is_described(record: type[Any]) -> None:
    properties = schemas.curation_schema()["$defs"][record.collection]["properties"]
    for key, field in curated_fields(record).items():
        assert field.spec.help in properties[key]["description"]
        assert properties[key]["title"]


def test_every_setting_is_described() -> None:
    internal = {
        "directory",
        "sources",
        "prefer",
        "endpoint",
        "web",
        "tokens",
        "places",
        "log",
        "fetch",
        "evidence",
        "shapes",
        "origin",
    }
    tables = {
        "site": config.Settings,
        "source": config.SourceSettings,
        "endpoint": config.EndpointSettings,
        "web": config.WebSettings,
        "token": config.TokenSettings,
        "log": config.LogSettings,
        "fetch": config.FetchSettings,
        "evidence": config.EvidenceSettings,
    }
    for name, kind in tables.items():
        assert set(site.WORDS[name]) == {part.name for part in fields(kind)} - internal
