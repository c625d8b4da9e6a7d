"""Full-text search: what is found, in which order, and that no words of a reader are ever more than words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scholargraph import search
from scholargraph.errors import InternalError, SnapshotError
from scholargraph.identifiers import parse_identifier
from scholargraph.iris import Iris, Key
from scholargraph.model import (
    RECORD_CLASSES,
    Affiliation,
    Agent,
    AgentKind,
    Contribution,
    Entry,
    Name,
    PartialDate,
    Person,
    Publication,
    Record,
    Software,
    Text,
    Version,
    fields_of,
)
from scholargraph.reconcile import Joined
from scholargraph.search import Search

IRIS: Final = Iris("https://site.example.org/")
Indexed = Callable[..., Search]


def work(slug: str, title: str | None = None, **more: Any) -> Publication:
    return Publication(key=Key(f"publication/{slug}"), title=None if title is None else Text(title), **more)


RECORDS: Final[tuple[Record, ...]] = (
    Person(
        key=Key("person/lukasz"),
        name="Łukasz Żółć",
        alternate_names=("L. Zolc",),
        biography=Text("Studies rivers, weirs and the people who draw them."),
    ),
    Person(key=Key("person/tanabe"), name="棚部千代", alternate_names=("Chiyo Tanabe",)),
    work("rivers", "Rivers and Weirs", abstract=Text("We draw them."), keywords=(Text("hydrology"),)),
    work("rivers-again", "On Maps", abstract=Text("This is about rivers, and again about rivers.")),
    work("by", "Something Else", contributions=(Contribution.of("Ł. Żółć", variants=("Zolc, L.",)),)),
    work("doi", "Salt", identifiers=(parse_identifier("doi:10.5555/salt.2024.11"),)),
    work("lost", abstract=Text("Why do naïve fjords <b>end</b>?")),
    Software(key=Key("software/thai"), name="Weir", description=Text("สวัสดีชาวโลก และแม่น้ำ")),
)


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Indexed:
    def index(*records: Record) -> Search:
        folder = tmp_path_factory.mktemp("index")
        made = sorted(records, key=lambda record: record.key)
        search.write(folder, Joined({record.key: Entry(record) for record in made}), IRIS)
        return Search(folder)

    return index


@pytest.fixture(scope="session")
def found(indexed: Indexed) -> Search:
    return indexed(*RECORDS)


def slugs(found: Search, text: str) -> list[str]:
    return [hit.key.slug for hit in found.find(text).hits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rivers", {"rivers", "rivers-again", "lukasz"}),
        ("RIVERS", {"rivers", "rivers-again", "lukasz"}),
        ("riv", {"rivers", "rivers-again", "lukasz"}),
        ("rivers weirs", {"rivers", "lukasz"}),
        ("riv weirs", set()),  # only the last word may be a beginning
        ("weirs riv", {"rivers", "lukasz"}),
        ("hydrology", {"rivers"}),
        ("naive fjord", {"lost"}),
        ("naïve", {"lost"}),
        ("nai\u0308ve", {"lost"}),
        ("zólc", {"lukasz", "by"}),
        ("Lukasz", {"lukasz"}),
        ("Łukasz", {"lukasz"}),
        ("10.5555/salt.2024.11", {"doi"}),
        ("10.5555/salt", {"doi"}),
        ("Tanabe", {"tanabe"}),
        ("千代", {"tanabe"}),
        ("代", {"tanabe"}),
        ("代千", set()),
        ("ชาวโลก", {"thai"}),
        ("nothing of that", set()),
    ],
)
def test_what_is_found(text: str, expected: set[str], found: Search) -> None:
    answer = found.find(text)
    assert {hit.key.slug for hit in answer.hits} == expected
    assert answer.total == len(expected)


COLUMNS: Final = {
    ("publication", "title"): "title", ("publication", "alternate_titles"): "names", ("publication", "abstract"): "text",
    ("publication", "keywords"): "text", ("person", "name"): "title", ("person", "alternate_names"): "names",
    ("person", "biography"): "text", ("person", "topics"): "text", ("software", "description"): "text",
}  # fmt: skip
"""Fields of text, and the column in which search finds each."""


@pytest.mark.parametrize(("collection", "field"), COLUMNS)
def test_a_field_is_found_in_the_column_that_the_registry_names(collection: str, field: str, tmp_path: Path) -> None:
    (kind,) = (one for one in RECORD_CLASSES if one.collection == collection)
    declared = fields_of(kind)[field]
    word = Text("quicksand") if declared.type is Text else "quicksand"
    given: dict[str, Any] = {"name": "it"} if "name" in fields_of(kind) else {}
    given |= {"key": Key(f"{collection}/it"), field: (word,) if declared.many else word}
    record = kind(**given)
    search.write(tmp_path, Joined({record.key: Entry(record)}), IRIS)
    base = sqlite3.connect(tmp_path / search.FILE)
    try:
        rows = base.execute("SELECT title, names, text FROM entry WHERE entry MATCH 'quicksand'").fetchall()
    finally:
        base.close()
    (row,) = rows
    assert [name for name, words in zip(("title", "names", "text"), row, strict=True) if "quicksand" in words] == [
        COLUMNS[collection, field]
    ]


@pytest.mark.parametrize("record", RECORD_CLASSES)
def test_what_a_record_says_is_found_where_the_registry_says_so_and_nowhere_else(record: type[Record]) -> None:
    """Every field of text, set to a word of its own: exactly those with a column are found."""
    texts = {
        name: field for name, field in fields_of(record).items() if field.type in {Text, str} and not field.choices
    }
    given: dict[str, Any] = {"key": Key(f"{record.collection}/it")}
    for number, (name, field) in enumerate(texts.items()):
        word = Text(f"word{number}") if field.type is Text else f"word{number}"
        given[name] = (word,) if field.many else word
    row = "\n".join(search._row(record(**given), IRIS)[:3])
    wanted = {f"word{number}" for number, field in enumerate(texts.values()) if field.spec.search is not None}
    assert {word for word in row.split() if word.startswith("word")} == wanted


def test_whoever_is_named_is_found_by_every_form_of_the_name(indexed: Indexed) -> None:
    name = Name(printed="Ø. Ström", given="Øystein", scripts=(Text("斯特伦", "zh"),))
    agent = Agent(
        name=name, kind=AgentKind.UNDECIDED, variants=("Oystein Stroem",), affiliations=(Affiliation(name="Quarry"),)
    )
    made = indexed(work("it", "Salt", contributions=(Contribution(agent=agent),)), work("other", "Foam"))
    for text in ("ström", "strom", "oystein stroem", "斯特伦"):
        assert slugs(made, text) == ["it"], text
    assert slugs(made, "quarry") == [], "who is looked for by an affiliation is a person's page, not their works"


IDENTIFIED: Final = [
    ("isbn:978-3-16-148410-0", ["978-3-16-148410-0", "9783161484100", "3-16-148410-X", "316148410x", "ISBN 978 3 16 148410 0",
                                "isbn:9783161484100", "ISBN-13: 978-3-16-148410-0", "urn:isbn:9783161484100"]),
    ("isbn:0-306-40615-2", ["9780306406157", "0306406152", "978-0-306-40615-7", "ISBN-10 0-306-40615-2"]),
    ("doi:10.5555/Nowhere.2021.11", ["10.5555/nowhere.2021.11", "10.5555/NOWHERE.2021.11", "doi:10.5555/nowhere.2021.11",
                                     "DOI 10.5555/Nowhere.2021.11", "https://doi.org/10.5555/nowhere.2021.11",
                                     "http://dx.doi.org/10.5555/Nowhere.2021.11", "doi.org/10.5555%2Fnowhere.2021.11"]),
    ("orcid:0000-0002-1825-0097", ["0000-0002-1825-0097", "0000000218250097", "https://orcid.org/0000-0002-1825-0097",
                                   "ORCID: 0000-0002-1825-0097", "orcid.org/0000000218250097"]),
    ("orcid:0000-0002-1694-233X", ["0000-0002-1694-233x", "000000021694233X"]),
    ("arxiv:2401.06102", ["arXiv:2401.06102", "2401.06102", "arxiv 2401.06102v2", "https://arxiv.org/abs/2401.06102",
                          "https://arxiv.org/pdf/2401.06102v3.pdf", "ARXIV:2401.06102"]),
    ("arxiv:math.AG/0601001", ["arXiv:math.AG/0601001", "https://arxiv.org/abs/math.AG/0601001v1"]),
    ("issn:2049-3630", ["2049-3630", "20493630", "ISSN 2049-3630", "issn:20493630", "urn:issn:2049-3630"]),
    ("pmid:12345678", ["12345678", "PMID: 12345678", "pmid:12345678", "https://pubmed.ncbi.nlm.nih.gov/12345678/"]),
    ("pmcid:PMC1234567", ["PMC1234567", "pmc1234567", "PMCID: PMC1234567"]),
    ("wikidata:Q42", ["Q42", "q42", "https://www.wikidata.org/wiki/Q42", "wikidata:Q42"]),
    ("ror:01nrxwf90", ["01nrxwf90", "https://ror.org/01NRXWF90", "ror.org/01nrxwf90"]),
]  # fmt: skip


@pytest.mark.parametrize(("identifier", "queries"), IDENTIFIED, ids=[one[0] for one in IDENTIFIED])
def test_an_identifier_is_found_however_it_is_written(indexed: Indexed, identifier: str, queries: list[str]) -> None:
    named = work("it", "Salt", identifiers=(parse_identifier(identifier),))
    others = (
        parse_identifier("doi:10.5555/other.1"),
        parse_identifier("isbn:978-1-86197-876-9"),
        parse_identifier("pmid:1"),
    )
    version = Version(label="v", identifiers=(parse_identifier(identifier),))
    made = indexed(named, work("version", "Foam", versions=(version,)), work("other", "Sand", identifiers=others))
    for text in queries:
        assert sorted(slugs(made, text)) == ["it", "version"], text
        assert slugs(made, f"salt {text}") == ["it"], text
        assert slugs(made, f"{text} sand") == [], text


@pytest.mark.parametrize(
    "text", ["978-3-16-148410-1", "10.5555/nowhere.2021.12", "0000-0002-1825-0098", "2401.06103", "2049-3631"]
)
def test_another_identifier_is_not_found(indexed: Indexed, text: str) -> None:
    names = (
        "isbn:9783161484100",
        "doi:10.5555/nowhere.2021.11",
        "orcid:0000-0002-1825-0097",
        "arxiv:2401.06102",
        "issn:2049-3630",
    )
    made = indexed(
        *(work(f"w{place}", "Salt", identifiers=(parse_identifier(name),)) for place, name in enumerate(names))
    )
    assert slugs(made, text) == []


@pytest.mark.parametrize(
    ("written", "queries"),
    [
        ("Ice of H₂O", ["H2O", "h₂o", "ice h2o"]),
        ("Ice of H2O", ["H₂O", "h2o"]),
        ("The x² law", ["x2", "x²"]),
        ("Ca²⁺ in cells", ["Ca2+", "ca²⁺"]),
        ("Ｆｕｌｌ width", ["full", "ｆｕｌｌ"]),
        ("The ﬁsh", ["fish", "ﬁsh"]),
        ("ℝ and ℤ", ["R Z", "ℝ ℤ"]),
    ],
)  # fmt: skip
def test_letters_that_only_look_different_are_the_same(indexed: Indexed, written: str, queries: list[str]) -> None:
    made = indexed(work("title", written), work("text", "Foam", abstract=Text(written)), work("other", "Sand"))
    for text in queries:
        assert sorted(slugs(made, text)) == ["text", "title"], text


def test_a_number_is_a_word() -> None:
    assert list(search._words((1843, True, None, PartialDate(1843, 9)))) == ["1843", "1843-09"]


def test_entries_are_read_once(tmp_path: Path) -> None:
    class Once(Joined):
        asked = 0

        def entries(self) -> Iterator[Entry]:
            type(self).asked += 1
            yield from super().entries()

    search.write(tmp_path, Once({record.key: Entry(record) for record in RECORDS}), IRIS)
    assert Once.asked == 1
    assert Search(tmp_path).find("rivers").total == 3


def test_a_title_weighs_more_than_an_abstract(found: Search) -> None:
    assert slugs(found, "rivers")[0] == "rivers"


def test_somebody_stands_before_their_works(found: Search) -> None:
    assert slugs(found, "zolc") == ["lukasz", "by"]


def test_scores_fall_and_are_greater_than_nothing(found: Search) -> None:
    scores = [hit.score for hit in found.find("rivers").hits]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0
    assert found.scores("rivers") == {hit.iri: hit.score for hit in found.find("rivers").hits}


def test_a_hit_names_the_thing(found: Search) -> None:
    (hit,) = found.find("hydrology").hits
    assert hit.key == "publication/rivers"
    assert hit.iri == "https://site.example.org/publication/rivers#this"


def test_a_snippet_is_words_and_marks_never_markup(found: Search) -> None:
    (hit,) = found.find("fjords end").hits
    assert "".join(segment.words for segment in hit.snippet) == "Why do naïve fjords <b>end</b>?"
    assert [segment.words for segment in hit.snippet if segment.found] == ["fjords", "end"]


def test_a_snippet_shows_another_name_where_that_was_found(found: Search) -> None:
    (hit,) = found.find("chiyo").hits
    assert "".join(segment.words for segment in hit.snippet) == "Chiyo Tanabe"


def test_a_snippet_of_an_unspaced_script_is_as_it_was_written(found: Search) -> None:
    (hit,) = found.find("ชาวโลก").hits
    assert "ชาวโลก" in "".join(segment.words for segment in hit.snippet)


def test_a_title_alone_needs_no_snippet(found: Search) -> None:
    (hit,) = found.find("salt").hits
    assert hit.snippet == () or "10.5555" in "".join(segment.words for segment in hit.snippet)


def test_pages_of_hits_hold_each_thing_once(indexed: Indexed) -> None:
    many = indexed(*(work(f"w{number}", f"Common {number}") for number in range(25)))
    pages = [many.find("common", limit=10, offset=offset) for offset in (0, 10, 20, 30)]
    assert [len(page.hits) for page in pages] == [10, 10, 5, 0]
    assert {page.total for page in pages} == {25}
    assert len({hit.key for page in pages for hit in page.hits}) == 25


@pytest.mark.parametrize(
    "text",
    [
        '"', '""', "'", "*", "a*", '"a"*', "rivers OR salt", "rivers NOT salt", "NEAR(rivers weirs)", "title:rivers",
        "-rivers", "^rivers", "{title} : rivers", "rivers AND", "(", ")", "a + b", "\0", "rivers\0salt", "\ud800", "\x02\x03",
        "𝄞", "👩‍👩‍👧", "\u202erivers", "' OR 1=1 --", "; DROP TABLE entry;", "a" * 100_000, "a " * 100_000, "\U0010ffff", "́",
    ],
)  # fmt: skip
def test_nothing_that_is_typed_is_more_than_words(text: str, found: Search) -> None:
    before = found.find("rivers")
    found.find(text)
    found.scores(text)
    assert found.find("rivers") == before


@pytest.mark.parametrize("text", ["rivers OR salt", "rivers NOT salt", "title:salt", "NEAR(rivers weirs)"])
def test_an_operator_is_a_word(text: str, found: Search) -> None:
    assert slugs(found, text) == []


@given(st.text(st.characters(codec=None), max_size=60))
@settings(max_examples=300)
def test_any_text_can_be_looked_for(found: Search, text: str) -> None:
    answer = found.find(text, limit=3)
    assert len(answer.hits) == min(answer.total, 3)
    assert all(hit.score > 0 for hit in answer.hits)
    assert set(found.scores(text)) >= {hit.iri for hit in answer.hits}


LETTERS: Final = st.characters(categories=["Lu", "Ll", "Lo", "Nd"], max_codepoint=0xFFFF)


@given(st.lists(st.text(LETTERS, min_size=1, max_size=8), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_a_title_is_found_by_its_own_words(indexed: Indexed, words: list[str]) -> None:
    title = " ".join(words)
    assert slugs(indexed(work("it", title), work("other", "0")), title)[0] == "it"


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_indexed(indexed: Indexed, text: str) -> None:
    made = indexed(work("it", text, abstract=Text(text)), work("other", "Quartz"))
    assert slugs(made, "quartz")[0] == "other" or "quartz" in text.casefold()
    for hit in made.find(text[:20]).hits:
        shown = "".join(segment.words for segment in hit.snippet)
        assert "\x02" not in shown
        assert "\x03" not in shown


def test_only_so_much_is_read(found: Search) -> None:
    assert search.expression("x" * 10_000) == f'"{"x" * search.MAX_TEXT}" *'
    many = search.expression("ab " * 10_000)
    assert many is not None
    assert many.count('"ab"') == search.MAX_WORDS


def test_the_same_catalogue_gives_the_same_bytes(tmp_path: Path) -> None:
    made = Joined({record.key: Entry(record) for record in RECORDS})
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        search.write(tmp_path / name, made, IRIS)
    first, second = ((tmp_path / name / search.FILE).read_bytes() for name in ("a", "b"))
    assert first == second


def test_a_snapshot_without_an_index_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="publish the site again"):
        Search(tmp_path).find("rivers")


def test_a_broken_index_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / search.FILE).write_bytes(b"no database" * 100)
    with pytest.raises(SnapshotError, match="publish the site again"):
        Search(tmp_path).find("rivers")


def test_without_fts5_the_error_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_SCHEMA", "CREATE VIRTUAL TABLE entry USING fts5x(a);")
    with pytest.raises(InternalError, match="another build"):
        search.write(tmp_path, Joined(), IRIS)


def test_another_failure_of_the_database_stays_what_it_is(tmp_path: Path) -> None:
    search.write(tmp_path, Joined(), IRIS)
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        search.write(tmp_path, Joined(), IRIS)
