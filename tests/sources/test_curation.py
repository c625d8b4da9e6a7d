"""Curated facts: each with its place and what it rests on; whatever is not understood is an error with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from scholargraph.acquire import LineIndex, Siblings, item_of
from scholargraph.errors import QuoteError, ScholarGraphError, SourceError
from scholargraph.model import (
    Contribution,
    ContributorRole,
    Evidence,
    Gap,
    Identifier,
    Key,
    Organization,
    Pages,
    PartialDate,
    Person,
    Position,
    Publication,
    PublicationStatus,
    RestsOn,
    Role,
    RoleKind,
    RoleStatus,
    SourceRecord,
    Text,
    TextSpan,
    Url,
    Version,
)
from scholargraph.sources.curation import SOURCE

PAGE = "Ada Quill\nAda is a professor at Example University.\n"

PERSON = '[[person]]\nid = "ada"\nname = "Ada Quill"\nbasis = "A register."\n'
WORK = '[[publication]]\nbasis = "A catalogue."\ntitle = "On Islands"\n'


def read(text: str | bytes, **texts: str | bytes) -> list[SourceRecord]:
    siblings = {name: (item_of(words, source=name, id=name),) for name, words in (texts or {"page": PAGE}).items()}
    return read_beside(text, siblings)


def read_beside(text: str | bytes, siblings: Siblings) -> list[SourceRecord]:
    item = item_of(text, source="curation", id="curation.toml", siblings=lambda: siblings)
    found = list(SOURCE.read(item, {}))
    assert all(isinstance(record, SourceRecord) for record in found)
    return [record for record in found if isinstance(record, SourceRecord)]


def words_at(evidence: Evidence, text: str | bytes) -> str:
    """The words that stand where evidence says, in bytes."""
    assert isinstance(evidence.locator, TextSpan)
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    return data[evidence.locator.start : evidence.locator.end].decode("utf-8")


def line_column(evidence: Evidence, text: str) -> tuple[int, int]:
    assert isinstance(evidence.locator, TextSpan)
    position = LineIndex(text.encode("utf-8")).position(evidence.locator.start)
    return position.line, position.column


def test_every_value_has_the_words_of_the_file_and_what_it_rests_on() -> None:
    text = PERSON.replace('basis = "A register."', 'rests_on = "https://example.org/ada"')
    (reading,) = read(text)
    assert isinstance(reading.record, Person)
    assert reading.record.name == "Ada Quill"
    (found,) = [one.evidence for one in reading.attributions if one.field == "name"]
    assert found.quote == words_at(found, text) == "Ada Quill"
    assert line_column(found, text) == (3, 9)
    assert found.rests_on == RestsOn(Url("https://example.org/ada"))
    assert reading.whole.quote.startswith("[[person]]")
    assert words_at(reading.whole, text) == reading.whole.quote == text.removesuffix('"\n')


def test_a_quote_is_found_where_it_stands() -> None:
    (reading,) = read(PERSON.replace('basis = "A register."', 'quote = "Ada is a professor"'))
    quoted = [one.evidence for one in reading.attributions if one.evidence.source == "page"]
    assert {one.quote for one in quoted} == {"Ada is a professor"}
    assert {line_column(one, PAGE) for one in quoted} == {(2, 1)}
    assert {one.position for one in quoted} == {Position(2, 1)}
    assert words_at(quoted[0], PAGE) == "Ada is a professor"


@pytest.mark.parametrize(
    "quote", ["Ada was a professor", "ada is a professor", "professor  at", "  ", "Ada is a professor\\n"]
)
def test_a_quote_that_does_not_stand_there_is_an_error(quote: str) -> None:
    with pytest.raises(QuoteError) as caught:
        read(PERSON.replace('basis = "A register."', f'quote = "{quote}"'))
    assert "curation.toml:4:" in str(caught.value)
    assert "exact words" in str(caught.value)


def test_a_quote_names_the_source_it_is_from() -> None:
    text = PERSON.replace('basis = "A register."', 'quote = "same"\nquoted_from = "b"')
    (reading,) = read(text, a="the same", b="all the same")
    assert {one.evidence.locator for one in reading.attributions if one.evidence.source == "b"} == {TextSpan(8, 12)}
    with pytest.raises(QuoteError, match="no source “b”"):
        read(text, a="the same")


def test_a_field_may_rest_on_something_else_than_its_entry() -> None:
    (reading,) = read(WORK + 'issued = 2001\n[publication.evidence.issued]\nbasis = "The title page."\n')
    bases = {one.field: one.evidence.rests_on for one in reading.attributions}
    assert bases == {"title": RestsOn(basis="A catalogue."), "issued": RestsOn(basis="The title page.")}


def test_a_person_with_roles() -> None:
    readings = read(
        PERSON
        + 'identifiers = ["orcid:0000-0002-1825-0097"]\ntopics = ["maps", { value = "cartes", language = "fr" }]\n'
        '[[person.role]]\norganization = "uni"\nkind = "employment"\ntitle = "professor"\nstatus = "former"\n'
        'start = 2001\nend = "2004-05"\nquote = "professor at Example University"\n'
        '[[organization]]\nid = "uni"\nname = "Example University"\ntype = "university"\nbasis = "Known."\n'
    )
    person = readings[0].record
    assert isinstance(person, Person)
    role = Role(
        organization=Key("organization/~curation/uni"),
        kind=RoleKind.EMPLOYMENT,
        title=Text("professor"),
        status=RoleStatus.FORMER,
        start=PartialDate(2001),
        end=PartialDate(2004, 5),
    )
    assert person.roles == (role,)
    assert person.topics == (Text("maps"), Text("cartes", "fr"))
    assert person.identifiers == (Identifier("orcid", "0000-0002-1825-0097"),)
    quotes = [one.evidence.quote for one in readings[0].attributions if one.value == role]
    assert quotes[1] == "professor at Example University"
    assert isinstance(readings[1].record, Organization)


def test_a_work_with_everything() -> None:
    (ada, reading) = read(
        PERSON
        + WORK
        + 'type = "conference-paper"\nvenue = "v"\nissued = 2024-03-15\nstatus = "published"\n'.replace(
            'venue = "v"\n', ""
        )
        + 'authors = [{ name = "A. Quill", also = ["Ada Quill"], person = "ada" }, "B. Other"]\nsupervisors = ["C. Third"]\n'
        'pages = { first = "1", last = "9", count = 9 }\nidentifiers = ["doi:10.5555/A"]\n'
        '[[publication.version]]\nlabel = "v2"\nidentifiers = ["arxiv:2401.00001v2"]\nissued = 2024-04-01\nstatus = "preprint"\n'
        '[[publication.conflict]]\nfield = "issued"\nvalue = 2023\nbasis = "A list."\nwhy = "The list is older."\n'
    )
    work = reading.record
    assert isinstance(work, Publication)
    assert work.contributions == (
        Contribution.of("A. Quill", position=1, person=ada.record.key, variants=("Ada Quill",)),
        Contribution.of("B. Other", position=2),
        Contribution.of("C. Third", role=ContributorRole.SUPERVISOR),
    )
    assert work.authors_complete
    assert work.pages == Pages("1", "9", None, 9)
    assert work.identifiers == (Identifier("doi", "10.5555/a"),)
    version = Version(
        label="v2",
        identifiers=(Identifier("arxiv", "2401.00001v2"),),
        issued=PartialDate(2024, 4, 1),
        status=PublicationStatus.PREPRINT,
    )
    assert work.versions == (version,)
    (dispute,) = reading.disputes
    assert (dispute.field, dispute.value, dispute.reason) == ("issued", PartialDate(2023), "The list is older.")
    assert dispute.evidence.rests_on == RestsOn(basis="A list.")
    assert work.gaps == ()
    assert Gap.TITLE_LOST not in [one.value for one in reading.attributions]


def test_without_authors_no_list_is_said_to_be_complete() -> None:
    (reading,) = read(WORK)
    assert isinstance(reading.record, Publication)
    assert not reading.record.authors_complete
    (reading,) = read(WORK + 'authors = ["A"]\nauthors_complete = false\n')
    assert isinstance(reading.record, Publication)
    assert not reading.record.authors_complete


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[person]\n", "curation.toml:1:"),
        (PERSON + "nmae = 'x'\n", "did you mean name?"),
        (PERSON.replace("[[person]]", "[[persom]]"), "did you mean person?"),
        (PERSON.replace("[[person]]", "[person]"), "Write [[person]]"),
        (PERSON.replace('basis = "A register."\n', ""), "what this rests on"),
        (PERSON.replace('name = "Ada Quill"\n', ""), "needs a name"),
        (PERSON + PERSON, "Two entries have the id"),
        (PERSON + 'homepage = "javascript:alert(1)"\n', "not a web address"),
        (PERSON + 'rests_on = "nowhere"\n', "not a web address"),
        (PERSON + 'links = "https://example.org/"\n', "square brackets"),
        (PERSON + "given_name = 3\n", "quotation marks"),
        (PERSON + 'identifiers = ["orcid:0000-0002-1825-0098"]\n', "not a valid ORCID"),
        (PERSON + 'identifiers = ["0000-0002-1825-0097"]\n', "names no known identifier scheme"),
        (PERSON + '[[person.role]]\norganization = "uni"\nkind = "employment"\n', "No entry has the id “uni”"),
        (PERSON + '[[person.role]]\norganization = "ada"\nkind = "employment"\n', "“ada” is a person"),
        (PERSON + '[[person.role]]\nkind = "employe"\n', "no kind of role: did you mean employment?"),
        (PERSON + '[[person.role]]\nkind = "employment"\n', "This role needs organization"),
        (PERSON + '[[person.role]]\nstatus = "gone"\n', "no status of role: it is one of current, former"),
        (PERSON + '[[person.role]]\norganisation = "ada"\n', "did you mean organization?"),
        (WORK + 'type = "conference paper"\n', "did you mean conference-paper?"),
        (WORK + 'issued = "March 2024"\n', "YYYY-MM-DD"),
        (WORK + "issued = 2024-03-15T10:00:00\n", "issued cannot be read"),
        (WORK + "issued = 0\n", "YYYY-MM-DD"),
        (WORK + 'status = "out"\n', "status cannot be read"),
        (WORK + 'publisher = "A\\u000cB"\n', "control character"),
        (WORK + 'degree = "dphil"\n', "no degree"),
        (WORK + 'pages = "1-9"\n', "pages is a table"),
        (WORK + 'pages = { count = "9" }\n', "whole number"),
        (WORK + 'authors = [""]\n', "quotation marks"),
        (WORK + 'authors = [{ nam = "x" }]\n', "did you mean name?"),
        (WORK + 'authors_complete = "yes"\n', "true or false"),
        (WORK + 'match = { doi = "x" }\n', "“doi” is not known"),
        (WORK + "match = {}\n", "match is a table"),
        (WORK + '[[publication.version]]\nlabel = "V 2"\n', "label of small letters"),
        (WORK + '[[publication.version]]\nlabel = "this"\n', "label of small letters"),
        (WORK + '[[publication.conflict]]\nfield = "issued"\nvalue = 2001\n', "A conflict needs"),
    ],
)
def test_what_is_wrong_is_said_with_line_and_remedy(text: str, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(text)
    assert words in str(caught.value)
    assert str(caught.value).startswith("curation.toml:")
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 3


def test_the_curation_of_the_first_profile_stands_in_its_text() -> None:
    site = Path(__file__).parents[2] / "data" / "lucas-dixon"
    texts = {
        name: (site / file).read_bytes() for name, file in (("profile", "profile.txt"), ("curation", "curation.toml"))
    }
    for reading in read(texts["curation"], profile=texts["profile"]):
        every = [reading.whole, *(one.evidence for one in reading.attributions)]
        for one in every:
            assert words_at(one, texts[one.source]) == one.quote
        assert any(one.source == "profile" or one.rests_on is not None for one in every)


def test_an_error_is_one_of_ours() -> None:
    with pytest.raises(ScholarGraphError):
        read("x = 1\n")


WORK_BY_TWO = WORK + 'authors = ["A. One", "C. Three"]\n'


def test_in_a_list_that_is_cut_nobody_has_a_place() -> None:
    (whole,), (cut,) = read(WORK_BY_TWO), read(WORK_BY_TWO + "authors_complete = false\n")
    assert isinstance(whole.record, Publication)
    assert isinstance(cut.record, Publication)
    assert [one.position for one in whole.record.contributions] == [1, 2]
    assert [one.position for one in cut.record.contributions] == [None, None]


def test_an_empty_list_of_authors_is_not_complete() -> None:
    (reading,) = read(WORK + "authors = []\n")
    assert isinstance(reading.record, Publication)
    assert not reading.record.authors_complete


def test_an_entry_without_id_is_never_taken_for_one_with() -> None:
    numbered = PERSON.replace('id = "ada"', 'id = "1"').replace("Ada Quill", "Bo Quill")
    readings = read(PERSON.replace('id = "ada"\n', "") + numbered)
    assert len({reading.record.key for reading in readings}) == 2


@pytest.mark.parametrize(
    "text",
    [
        WORK + 'pages.first = "1"\npages.last = "9"\n',
        WORK + '[[publication.authors]]\nname = "A. One"\n[[publication.authors]]\nname = "B. Two"\n',
        WORK + '[publication.pages]\nfirst = "1"\n',
        WORK.replace("title = ", "title.language = 'en'\ntitle.value = "),
        'publication = [{ title = "On Islands", basis = "A catalogue.", issued = 2001 }]\n',
    ],
)
def test_every_way_of_writing_toml_has_a_place(text: str) -> None:
    (reading,) = read(text)
    for found in reading.attributions:
        assert words_at(found.evidence, text) == found.evidence.quote != ""


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_a_byte_order_mark_change_no_fact(mark: str, end: str) -> None:
    page = PAGE.replace("\n", end)
    two_lines = 'quote = """\n' + "\n".join(PAGE.splitlines()[:2]) + '"""'
    text = mark + PERSON.replace('basis = "A register."', two_lines).replace("\n", end)
    (reading,) = read(text, page=page)
    assert isinstance(reading.record, Person)
    assert reading.record.name == "Ada Quill"
    for found in reading.attributions:
        words = {"page": page}.get(found.evidence.source, text)
        assert words_at(found.evidence, words) == found.evidence.quote
    assert end.join(PAGE.splitlines()[:2]) in {found.evidence.quote for found in reading.attributions}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PERSON + WORK + 'venue = "ada"\n', "“ada” is a person, where venue is a venue"),
        (WORK + 'authors = [{ name = "x", person = ["ada"] }]\n', "No entry has the id"),
        (WORK + "authors_complete = true\n", "can be complete: add authors"),
        (WORK + '[publication.evidence.isued]\nbasis = "x"\n', "“isued” is not known"),
        (WORK + 'evidence = "x"\n', "evidence is a table"),
        (WORK.replace('basis = "A catalogue."', 'quoted_from = "page"'), "what this rests on"),
        (WORK.replace('basis = "A catalogue."', "quote = 3"), "quote is a text"),
        (WORK.replace('basis = "A catalogue."', 'quote = "x"\nquoted_from = ["page"]'), "quoted_from is a text"),
        (WORK + 'type = ["thesis"]\n', "is no type of publication"),
        (WORK + 'keywords = [{ value = "x", language = 5 }]\n', "keywords cannot be read"),
        (WORK + 'keywords = [{ value = "x", language = "not one" }]\n', "no language tag"),
        (WORK + "pages = { first = [1] }\n", "pages cannot be read"),
        (WORK + "pages = { count = -3 }\n", "whole number"),
        (WORK + '[[publication.version]]\nlabel = "publisher"\n', "label of small letters"),
        (WORK + '[[publication.version]]\nlabel = "v2"\n[[publication.version]]\nlabel = "v2"\n', "Two versions"),
        (WORK + 'conflict = [{ field = "basis", value = "x", why = "y", basis = "z" }]\n', "A conflict needs"),
        (WORK_BY_TWO + 'conflict = [{ field = "authors", value = "x", why = "y", basis = "z" }]\n', "A conflict needs"),
        (WORK + 'conflict = [{ field = ["title"], value = "x", why = "y" }]\n', "A conflict needs"),
        (PERSON.replace('"ada"', "3"), "An id is a text"),
        ('person = ["ada"]\n', "with two brackets"),
    ],
)
def test_what_would_be_misread_is_refused_with_its_place(text: str, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(text)
    assert words in str(caught.value)
    assert str(caught.value).startswith("curation.toml:")
