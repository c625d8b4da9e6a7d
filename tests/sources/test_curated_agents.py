"""Agents in a curation file: persons, organisations, groups and the undecided, as printed and as known."""

from __future__ import annotations

from typing import Final

import pytest

from scholargraph.acquire import item_of
from scholargraph.errors import SourceError
from scholargraph.model import (
    Affiliation,
    Agent,
    AgentKind,
    Contribution,
    Identifier,
    Key,
    Name,
    Publication,
    SourceRecord,
    Text,
    Venue,
    organization,
)
from scholargraph.sources.curation import SOURCE

WORK: Final = '[[publication]]\nbasis = "A catalogue."\ntitle = "On Islands"\n'
OTHERS: Final = (
    '[[person]]\nid = "ada"\nname = "Ada Quill"\nbasis = "A register."\n'
    '[[organization]]\nid = "c"\nname = "CERN"\nbasis = "Known."\n'
    '[[project]]\nid = "p"\nname = "The Atlas"\nbasis = "Known."\n'
    '[[venue]]\nid = "v"\nname = "A Journal"\nbasis = "Known."\n'
)


def read(lines: str) -> Publication:
    """Read a work with some lines, beside a person, an organisation, a project and a venue."""
    found = list(SOURCE.read(item_of(WORK + lines + OTHERS, source="curation", id="curation.toml"), {}))
    (record,) = [one.record for one in found if isinstance(one, SourceRecord) and isinstance(one.record, Publication)]
    return record


@pytest.mark.parametrize(
    ("author", "agent"),
    [
        ('"A. Quill"', Agent(name=Name(printed="A. Quill"))),
        ('{ name = "A. Quill" }', Agent(name=Name(printed="A. Quill"))),
        (
            '{ name = "A. Quill", person = "ada", kind = "person" }',
            Agent(name=Name(printed="A. Quill"), record=Key("person/~curation/ada")),
        ),
        (
            '{ name = "CERN Collaboration", organization = "c" }',
            Agent(
                name=Name(printed="CERN Collaboration"),
                kind=AgentKind.ORGANIZATION,
                record=Key("organization/~curation/c"),
            ),
        ),
        (
            '{ name = "Atlas", organization = "p", kind = "organization" }',
            Agent(name=Name(printed="Atlas"), kind=AgentKind.ORGANIZATION, record=Key("project/~curation/p")),
        ),
        (
            '{ name = "The Group", kind = "group", scripts = ["グループ"], affiliations = ["X"] }',
            Agent(
                name=Name(printed="The Group", scripts=(Text("グループ"),)),
                kind=AgentKind.GROUP,
                affiliations=(Affiliation(name="X"),),
            ),
        ),
        ('{ name = "Somebody", kind = "undecided" }', Agent(name=Name(printed="Somebody"), kind=AgentKind.UNDECIDED)),
        (
            ('{ name = "V. van der Meer Jr.", given = "V.", family = "Meer", particle = "van der", suffix = "Jr.", '
            'scripts = [{ value = "В. ван дер Меер", language = "ru" }], also = ["Vera"], '
            'affiliations = ["A College", { name = "CERN, Geneva", organization = "c" }], '
            'identifiers = ["orcid:0000-0002-1825-0097"] }'),
            Agent(
                name=Name(
                    printed="V. van der Meer Jr.", given="V.", family="Meer", particle="van der", suffix="Jr.",
                    scripts=(Text("В. ван дер Меер", "ru"),),
                ),
                kind_stated=True,
                variants=("Vera",),
                affiliations=(
                    Affiliation(name="A College"),
                    Affiliation(name="CERN, Geneva", organization=Key("organization/~curation/c")),
                ),
                identifiers=(Identifier("orcid", "0000-0002-1825-0097"),),
            ),
        ),
    ],
)  # fmt: skip
def test_an_author_is_whoever_the_file_says(author: str, agent: Agent) -> None:
    assert read(f"authors = [{author}]\n").contributions == (Contribution(agent=agent, position=1),)


@pytest.mark.parametrize(
    ("publisher", "agent"),
    [
        ('"ACM"', organization("ACM")),
        ('"c"', organization("c")),
        ('{ name = "ACM" }', organization("ACM")),
        (
            '{ name = "CERN Press", organization = "c" }',
            organization("CERN Press", record=Key("organization/~curation/c")),
        ),
        ('{ organization = "c" }', Agent(kind=AgentKind.ORGANIZATION, record=Key("organization/~curation/c"))),
    ],
)
def test_a_publisher_is_an_organisation_as_printed(publisher: str, agent: Agent) -> None:
    assert read(f"publisher = {publisher}\n").publisher == agent


@pytest.mark.parametrize(
    ("institution", "agent"),
    [
        ('"c"', Agent(kind=AgentKind.ORGANIZATION, record=Key("organization/~curation/c"))),
        ('{ name = "CERN, Geneva" }', organization("CERN, Geneva")),
        (
            '{ name = "CERN, Geneva", organization = "c" }',
            organization("CERN, Geneva", record=Key("organization/~curation/c")),
        ),
    ],
)
def test_an_institution_is_an_entry_or_a_name(institution: str, agent: Agent) -> None:
    assert read(f"institution = {institution}\n").institution == agent


def test_a_venue_has_a_publisher_too() -> None:
    text = '[[venue]]\nname = "V"\nbasis = "Known."\npublisher = { name = "CERN Press", identifiers = ["ror:01ggx4157"] }\n'
    (found,) = SOURCE.read(item_of(text, source="curation", id="curation.toml"), {})
    assert isinstance(found, SourceRecord)
    assert isinstance(found.record, Venue)
    assert found.record.publisher == Agent(
        name=Name(printed="CERN Press"), kind=AgentKind.ORGANIZATION, identifiers=(Identifier("ror", "01ggx4157"),)
    )


def test_the_evidence_of_an_author_is_what_stands_in_the_list() -> None:
    text = WORK + 'authors = ["B. First", { name = "CERN", organization = "c" }]\n' + OTHERS
    found = next(iter(SOURCE.read(item_of(text, source="curation", id="curation.toml"), {})))
    assert isinstance(found, SourceRecord)
    quotes = [one.evidence.quote for one in found.attributions if one.field == "contributions"]
    assert quotes == ["B. First", '{ name = "CERN", organization = "c" }']


@pytest.mark.parametrize(
    ("lines", "place", "words"),
    [
        (
            'authors = [{ name = "x", person = "ada", organization = "c" }]\n',
            "4:58",
            "Nobody is a person and an organization",
        ),
        ('authors = [{ name = "x", kind = "organization", person = "ada" }]\n', "4:34", "contradicts person"),
        ('authors = [{ name = "x", kind = "person", organization = "c" }]\n', "4:34", "contradicts organization"),
        ('authors = [{ name = "x", kind = "group", organization = "c" }]\n', "4:34", "contradicts organization"),
        ('authors = [{ name = "x", kind = "grup" }]\n', "4:34", "did you mean group?"),
        ('authors = [{ name = "x", kind = "group", given = "y" }]\n', "4:51", "given is part of a person's name"),
        ('authors = [{ name = "x", organization = "c", suffix = "y" }]\n', "4:56", "suffix is part of a person's name"),
        ('authors = [{ name = "x", organization = "ada" }]\n', "4:42", "“ada” is a person, where organization"),
        ('authors = [{ name = "x", person = "c" }]\n', "4:36", "“c” is an organization, where person is a person"),
        ('authors = [{ name = "x", person = "eda" }]\n', "4:36", "did you mean ada?"),
        ('authors = [{ person = "ada" }]\n', "4:12", "Say who it is: add name."),
        ('authors = [{ name = "x", also = "y" }]\n', "4:34", "also is a list"),
        ('authors = [{ name = "x", identifiers = ["y"] }]\n', "4:42", "names no known identifier scheme"),
        ('authors = [{ name = "x", affiliations = [{ organization = "c" }] }]\n', "4:42", "needs its name as printed"),
        ('authors = [{ name = "x", affiliations = [{ name = "y", organization = "v" }] }]\n', "4:72", "“v” is a venue"),
        ('authors = [{ name = "x", affiliations = [{ name = "y", city = "z" }] }]\n', "4:64", "“city” is not known"),
        ('publisher = { name = "x", person = "ada" }\n', "4:37", "“person” is not known"),
        ('publisher = { also = ["x"] }\n', "4:13", "add name or organization"),
        ('institution = "ada"\n', "4:16", "“ada” is a person, where institution is an organization"),
        ('institution = "CERN"\n', "4:16", "No entry has the id “CERN”"),
        ("institution = 3\n", "4:15", "No entry has the id “3”"),
    ],
)
def test_what_contradicts_itself_is_refused_with_its_place(lines: str, place: str, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(lines)
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"curation.toml:{place}: ")
