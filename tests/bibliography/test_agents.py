"""What stands behind a printed name: persons, organisations, groups, the undecided, and what is no name."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from scholargraph.bibliography import author_list_forms
from scholargraph.bibliography.agent_words import agent_words
from scholargraph.bibliography.agents import NoName, agent_of, agents_of, kind_of, without_cut
from scholargraph.model import Agent, AgentKind, Name
from scholargraph.sources.profile_text.layouts.google.likeness import is_group
from tests.growth import grows_in_proportion

PERSON, ORGANIZATION, GROUP, UNDECIDED = AgentKind
LABELLED: Final = Path(__file__).with_name("printed_names.csv")
"""Names of persons, organisations and groups, with what a reader of the language says each is; labelled by hand."""


def labelled() -> list[tuple[str, str, AgentKind]]:
    with LABELLED.open(encoding="utf-8", newline="") as file:
        return [(row["language"], row["name"], AgentKind(row["kind"])) for row in csv.DictReader(file)]


# ── The hand-labelled names ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_labelled_names_are_many_of_many_languages_and_each_once() -> None:
    found = labelled()
    kinds = {kind: {language for language, _, one in found if one is kind} for kind in (PERSON, ORGANIZATION, GROUP)}
    assert len(found) >= 350
    assert all(len(languages) >= 12 for languages in kinds.values())
    assert len({name for _, name, _ in found}) == len(found)


def test_no_organisation_or_group_is_stated_as_a_person() -> None:
    assert [name for _, name, kind in labelled() if kind in {ORGANIZATION, GROUP} and kind_of(name) is PERSON] == []


def test_no_person_is_stated_as_an_organisation_or_group() -> None:
    assert [name for _, name, kind in labelled() if kind is PERSON and kind_of(name) in {ORGANIZATION, GROUP}] == []


def test_at_most_one_name_in_fifty_is_undecided_wrongly() -> None:
    found = labelled()
    wrong = [name for _, name, kind in found if kind is not UNDECIDED and kind_of(name) is UNDECIDED]
    assert len(wrong) <= 0.02 * len(found), wrong


def test_an_organisation_is_no_group_and_what_nobody_can_tell_is_undecided() -> None:
    found = [(name, kind, kind_of(name)) for _, name, kind in labelled()]
    assert [one for one in found if one[1] is UNDECIDED and one[2] is not UNDECIDED] == []
    assert [one for one in found if {one[1], one[2]} == {ORGANIZATION, GROUP}] == []


def test_every_labelled_name_is_a_name() -> None:
    assert [name for _, name, _ in labelled() if isinstance(kind_of(name), NoName)] == []


# ── Kinds of difficult names, each with further members ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        # An organisation that is called after a person.
        (ORGANIZATION, "Robert Koch Institute"),
        (ORGANIZATION, "Max Planck Society"),
        (ORGANIZATION, "Paul Scherrer Institut"),
        (ORGANIZATION, "Ada Lovelace Institute"),
        (ORGANIZATION, "Friedrich-Ebert-Stiftung"),
        (ORGANIZATION, "Institut Henri Poincaré"),
        (ORGANIZATION, "Fundación Carlos Slim"),
        (ORGANIZATION, "Alan Turing Institute"),
        # Two family names that are a firm.
        (ORGANIZATION, "Marks & Spencer"),
        (ORGANIZATION, "Smith & Nephew"),
        (ORGANIZATION, "Barnes & Noble"),
        (ORGANIZATION, "Goldman Sachs & Co"),
        (ORGANIZATION, "Lehman & Sons"),
        # Family names that are heads of names of organisations.
        (PERSON, "Anna Bank"),
        (PERSON, "William Press"),
        (PERSON, "Emma Church"),
        (PERSON, "House, Eva"),
        (PERSON, "Dr. House"),
        (PERSON, "M. Office"),
        (UNDECIDED, "Clarendon Press"),
        (UNDECIDED, "Virginia Press"),
        (ORGANIZATION, "UCL Press"),
        (ORGANIZATION, "The Harbour Press"),
        (ORGANIZATION, "Royal Bank"),
        # The same, of which a family name is rare.
        (UNDECIDED, "Mary College"),
        (UNDECIDED, "Anna Group"),
        (PERSON, "Group, A."),
        (PERSON, "Union, Maria"),
        (PERSON, "Prof. Council"),
        (GROUP, "Tidewater Team"),
        (GROUP, "Team Tidewater"),
        (ORGANIZATION, "Tidewater College"),
        # Family name first, without and with a comma.
        (GROUP, "Consortium, The Tidal"),
        (ORGANIZATION, "University of Salt, Department of Foam"),
        (ORGANIZATION, "Mercury Ltd, London"),
        (PERSON, "Centro, S."),
        (UNDECIDED, "Collaboration, A."),
        (PERSON, "van der Meer, Jan"),
        (PERSON, "King, Martin Luther, Jr."),
        # One word.
        (PERSON, "Aristotle"),
        (PERSON, "Voltaire"),
        (PERSON, "Anna"),
        (PERSON, "A.B."),
        (ORGANIZATION, "UNESCO"),
        (ORGANIZATION, "Umweltbundesamt"),
        (UNDECIDED, "Mercury"),
        (UNDECIDED, "Unesco-ähnlich"),
        # Letters of a legal form that may be initials.
        (UNDECIDED, "Keller AG"),
        (UNDECIDED, "Persson AB"),
        (ORGANIZATION, "Siemens AG"),
        (ORGANIZATION, "Keller GmbH"),
        (PERSON, "Keller AB-C"),
        # Small words.
        (PERSON, "Alfred the Great"),
        (PERSON, "Hildegard von Bingen"),
        (PERSON, "Sabine Schulte im Walde"),
        (ORGANIZATION, "Doctors without Borders"),
        (ORGANIZATION, "Ärzte ohne Grenzen"),
        (UNDECIDED, "Anna Smith and Bo Jones"),
        (UNDECIDED, "Anna Smith & Bo Jones"),
        (PERSON, "The Viet Bui"),
        # No list of words, and no shape of a name either.
        (UNDECIDED, "18437919080@163.com 18437919080"),
        (UNDECIDED, "Deep Learning"),

        # Scripts without space.
        (PERSON, "王大学"),
        (PERSON, "金 庸"),
        (PERSON, "アルベルト・カミュ"),
        (UNDECIDED, "プラトン"),
        (GROUP, "編集グループ"),
        (ORGANIZATION, "มหาวิทยาลัยเชียงใหม่"),
        (GROUP, "กลุ่มวิจัยทะเล"),
        (PERSON, "สมชาย ใจดี"),
    ],
)  # fmt: skip
def test_difficult_names(kind: AgentKind, printed: str) -> None:
    assert kind_of(printed) is kind


@pytest.mark.parametrize("printed", ["x" * 5000, "Team " * 2000, ", " * 3000, "&" * 400, "王" * 999, "é́" * 150])
def test_what_is_far_too_long_is_never_told(printed: str) -> None:
    assert kind_of(printed) in {UNDECIDED, NoName.UNKNOWN}


# ── No names ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "mark",
    [
        "et al.", "et al", "Et al.", "et. al.", "et alii", "[et al.]", "al., et", "u. a.", "u.a.", "und andere", "und weitere",
        "y otros", "y cols.", "e outros", "e altri", "et autres", "et coll.", "en anderen", "e.a.", "och andra", "m.fl.",
        "ja muut", "i in.", "i wsp.", "a kol.", "és mtsai", "ve ark.", "ve diğerleri", "и др.", "и соавт.", "та ін.",
        "και άλλοι", "ואח'", "ואחרים", "وآخرون", "و دیگران", "तथा अन्य", "และคณะ", "và cộng sự", "dkk.", "等", "他", "ほか", "외",
        "외 3명", "等人", "他3名", "...", "…", ". . .", "[...]", "others", "and others", "and 12 others", "12 others", "12 more",
        "and 3 more authors", "and colleagues", "& colleagues", "+ 5 others", "+5",
    ],
)  # fmt: skip
def test_a_mark_that_the_list_is_cut_is_no_name(mark: str) -> None:
    assert kind_of(mark) is agent_of(f"  {mark} ") is NoName.CUT
    assert without_cut(mark) == ""


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Ida Probe et al.", "Ida Probe"),
        ("Ida Probe, et al.", "Ida Probe"),
        ("Probe, I., u. a.", "Probe, I."),
        ("Ida Probe and 12 others", "Ida Probe"),
        ("Ida Probe …", "Ida Probe"),
        ("Ida Probe...", "Ida Probe"),
        ("Ида Проба и др.", "Ида Проба"),
        ("王伟等", "王伟"),
        ("湯川 秀樹 他", "湯川 秀樹"),
        ("김소월 외 3명", "김소월"),
        ("The Tidal Consortium and colleagues", "The Tidal Consortium"),
    ],
)
def test_a_mark_behind_a_name_leaves_the_name(printed: str, name: str) -> None:
    assert kind_of(printed) is NoName.CUT
    assert without_cut(printed) == name
    assert isinstance(kind_of(name), AgentKind)
    assert without_cut(name) == name


@pytest.mark.parametrize(
    "words",
    [
        "N.N.", "N. N.", "NN", "n.n.", "N/A", "Anonymous", "anonymous", "[Anonymous]", "Anon.", "Anonym", "Anonyme", "Anónimo",
        "Anônimo", "Unbekannt", "Unknown", "Unknown author", "o.V.", "o. V.", "s.n.", "[s.n.]", "Sans nom", "Desconocido",
        "Sconosciuto", "Onbekend", "Okänd", "Ukjent", "Tuntematon", "Nieznany", "Ismeretlen", "Bilinmeyen", "Неизвестный",
        "Автор неизвестен", "Аноним", "Ανώνυμος", "مجهول", "אנונימי", "अज्ञात", "佚名", "無名氏", "作者不明", "미상", "Various authors",
        "AA. VV.", "VV.AA.", "?", "-", "---", "none", "null", "TBA", "Diverse Autoren", "Verschiedene",
    ],
)  # fmt: skip
def test_an_author_whom_nobody_knows_is_no_name(words: str) -> None:
    assert kind_of(words) is agent_of(words) is NoName.UNKNOWN


@pytest.mark.parametrize(
    "printed",
    ["Al Others", "Anna Anon", "Bo Etal", "U. A. Fanthorpe", "Nan Goldin", "E. A. Poe", "N. N. Taleb", "Alii Khan",
     "Otros, Ana", "Diogo Outros", "Null, Jan", "Unbekannt, Otto", "Ana Nimo", "他 太郎", "Naomi Ana", "M. F. Lund", "Ai Ti Aw"],
)  # fmt: skip
def test_persons_whose_names_look_like_marks_are_persons(printed: str) -> None:
    assert kind_of(printed) is PERSON


@pytest.mark.parametrize(
    "mark", ["et al.", "and 12 others", "y otros", "et autres", "и др.", "та ін.", "ואח׳", "وآخرون", "等", "…"]
)
def test_what_ends_a_list_in_a_citation_is_no_name_either(mark: str) -> None:
    assert author_list_forms.OTHERS.fullmatch(mark)
    assert kind_of(mark) is NoName.CUT


# ── Agents ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_agent_of_a_name_says_that_its_words_alone_tell_the_kind() -> None:
    assert agent_of("Ida Probe") == Agent(name=Name(printed="Ida Probe"))
    group = agent_of("The Example Consortium")
    assert group == Agent(name=Name(printed="The Example Consortium"), kind=GROUP, kind_stated=False)
    assert isinstance(group, Agent)
    assert group.kind_assumed


def test_initials_elsewhere_in_a_list_tell_that_letters_are_no_legal_form() -> None:
    assert [agent.kind for agent in agents_of(["Keller AG", "Okafor BC"]) if isinstance(agent, Agent)] == [
        PERSON,
        PERSON,
    ]
    assert [agent.kind for agent in agents_of(["Keller AG", "Ben Okafor"]) if isinstance(agent, Agent)] == [
        UNDECIDED,
        PERSON,
    ]
    assert agents_of(["Siemens AG", "Okafor BC", "et al."])[2] is NoName.CUT
    assert agents_of([]) == []


def test_what_the_reader_of_google_pages_takes_for_a_group_is_never_a_person() -> None:
    heads = {phrase[0] for phrase in agent_words().groups | agent_words().organizations if len(phrase) == 1}
    lines = [f"Tidewater {head.capitalize()}" for head in sorted(heads)] + [name for _, name, _ in labelled()]
    taken = [line for line in lines if is_group(line)]
    assert len(taken) > 200
    assert [line for line in taken if kind_of(line) is PERSON] == []


# ── Names of real persons ───────────────────────────────────────────────────────────────────────────────────────────

COLLECTIONS: Final = {
    # The collection, and what in it is no person's name as printed: looked at one by one.
    "acl-2022-2024": {"18437919080@163.com 18437919080@163.com", "Chatgpt-4 C-Lara-Instance"},
    "aminer-homonyms": {"CIP Author Team", "II", "Jr."},
    "crossref-orcid": {"EPIC-CVD", "Follow-up Studies", "Dutch Upper Gastrointestinal Cancer Audit DUCA"},
    "inspire-wang": {"Jr.", "aff", "Cooper, John W., 1", "Yan, 1 X.Q."},
    "crossref-mentions-orcid": set[str](),
}
GROUPS: Final = re.compile(
    r"consorti|collaborat|group|study|initiative|network|investigators|contributors|team|biobank|project|program|center",
    re.IGNORECASE,
)
"""What the names of groups and organisations hold that crossref-orcid lists among the authors."""


def printed_names(folder: Path) -> Iterator[str]:
    mentions = folder / "mentions.jsonl.gz"
    if mentions.is_file():
        with gzip.open(mentions, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["raw_name"] for line in lines)
        return
    with gzip.open(folder / "works.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in (row.get("authors") or row.get("author") or "").split(";"):
                yield re.sub(r"\[[a-z]+:[^\]]*\]", "", name)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_of_thousands_of_real_persons_none_is_an_organisation_and_hardly_any_undecided(
    shared: Path, collection: str
) -> None:
    folder = shared / "labelled" / "persons" / collection
    if not folder.is_dir():
        pytest.skip(f"the given material has no {collection}")
    found = {name.strip() for name in printed_names(folder)} - {""} - COLLECTIONS[collection]
    assert len(found) > 5000
    persons = {name for name in found if not GROUPS.search(name)}
    told = {name: kind_of(name) for name in persons}
    assert [name for name, kind in told.items() if kind not in {PERSON, UNDECIDED}] == []
    several = [name for name, kind in told.items() if kind is UNDECIDED and " " in name.strip(" ,")]
    # A single word may be anything; of names of several words two in ten thousand are left open.
    assert len(several) <= 0.0002 * len(persons) + 1, several
    assert sum(kind is UNDECIDED for kind in told.values()) <= 0.0015 * len(persons)


def test_the_real_groups_among_authors_are_none_of_them_persons(shared: Path) -> None:
    folder = shared / "labelled" / "persons" / "crossref-orcid"
    if not folder.is_dir():
        pytest.skip("the given material has no crossref-orcid")
    found = {name.strip() for name in printed_names(folder) if GROUPS.search(name)}
    assert len(found) >= 35
    assert [name for name in found if kind_of(name) is PERSON and " " in name] == []


@pytest.mark.parametrize("sign", [",", ", ", " ;", "、"])
def test_a_flood_of_signs_is_looked_at_once(sign: str) -> None:
    assert grows_in_proportion(lambda size: without_cut(f"Ada Quill{sign * size}x"), 20_000)
