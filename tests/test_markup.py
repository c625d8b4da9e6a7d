"""Titles with markup on their way from the source to graph, key, page and search; language tags on theirs to the endpoint."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import html as parser

from scholargraph import config, store
from scholargraph.acquire import item_of
from scholargraph.iris import Iris, Key
from scholargraph.model import MarkedText, Publication, SourceRecord, Text, TextSpan
from scholargraph.ntriples import iri, parse_literal
from scholargraph.publish import Published, publish
from scholargraph.reconcile import Ledger
from scholargraph.reconcile.fingerprints import normal
from scholargraph.search import Search
from scholargraph.sources import RecordBuilder, TextContent
from scholargraph.sources.curation import SOURCE as CURATION
from scholargraph.sources.profile_text import SOURCE as PROFILE
from scholargraph.store import Reader
from scholargraph.validation import Severity
from scholargraph.vocab import DCTERMS, SDO, SG
from scholargraph.web.app import create_app
from tests.reconcile.records import joined, kept, reading, records, work

BASE: Final = "http://127.0.0.1:8000/"
SITE: Final = f"""
[site]
title = "A site"
base = "{BASE}"

[[source]]
name = "curation"
kind = "curation"
path = "curation.toml"
"""
Make = Callable[[str], config.Settings]

# as the source has it → as it is stated, the key, as pages show it
TITLES: Final = [
    ("Notes on <i>E. imaginaria</i> and H<sub>2</sub>O", "Notes on E. imaginaria and H₂O",
     "notes-on-e-imaginaria-and-h2o", "Notes on <i>E. imaginaria</i> and H<sub>2</sub>O"),
    ("Ice from $H_2O$ at $\\alpha$", "Ice from H₂O at α", "ice-from-h2o-at-a", "Ice from H<sub>2</sub>O at α"),
    ("On <mml:math><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math>", "On x²", "on-x2",
     "On x<sup>2</sup>"),
    ("*Drosophila* as _model_", "Drosophila as model", "drosophila-as-model", "<i>Drosophila</i> as <i>model</i>"),
    ("\\emph{Old} lamps by Erd\\H{o}s", "Old lamps by Erdős", "old-lamps-by-erdos", "<i>Old</i> lamps by Erdős"),
    ("R&amp;D of &lt;i&gt;lamps&lt;/i&gt;", "R&D of lamps", "r-d-of-lamps", "R&amp;D of <i>lamps</i>"),
    ("CO<inf>2</inf> <scp>cycles</scp>", "CO₂ cycles", "co2-cycles", "CO<sub>2</sub> cycles"),
]  # fmt: skip


def entry(title: str, **more: str) -> str:
    lines = {"title": json.dumps(title), "authors": '["Ida Probe"]', "type": '"journal-article"', "issued": "2022",
             "basis": '"made up"', **more}  # fmt: skip
    return "\n[[publication]]\n" + "".join(f"{key} = {value}\n" for key, value in lines.items())


@pytest.fixture
def site(tmp_path: Path) -> Make:
    def make(curation: str) -> config.Settings:
        (tmp_path / "scholargraph.toml").write_text(SITE, "utf-8")
        (tmp_path / "curation.toml").write_text(curation, "utf-8")
        return config.load(tmp_path)

    return make


def values(settings: config.Settings, key: str, predicate: str) -> list[str]:
    reader = Reader(store.Snapshots(settings.work).require())
    found = reader.about(iri(Iris(BASE).thing(key)))
    return [parse_literal(value).value for _, name, value in found if name == iri(predicate)]


def page(settings: config.Settings, path: str) -> str:
    return create_app(settings).test_client().get(path, headers={"Accept": "text/html"}).get_data(as_text=True)


@pytest.mark.parametrize(("raw", "words", "slug", "shown"), TITLES, ids=[one[2] for one in TITLES])
def test_a_title_is_stated_in_plain_letters_and_shown_with_its_markup(
    site: Make, raw: str, words: str, slug: str, shown: str
) -> None:
    settings = site(entry(raw))
    done: Published = publish(settings)
    key = f"publication/{slug}"
    for predicate in (SDO.name, SDO.headline, DCTERMS.title):
        assert values(settings, key, predicate) == [words]
    assert values(settings, key, SG.markedForm) == [shown]
    assert f"publication title:{normal(words)}\t{key}\n" in settings.ledger.read_text("utf-8")

    notes = [(one.severity, one.path, one.place) for one in done.findings if one.path == "sg:markedForm"]
    assert [(severity, path) for severity, path, _ in notes] == [(Severity.INFO, "sg:markedForm")]
    place = notes[0][2]
    assert place is not None
    assert (place.file, place.line, place.column) == ("curation.toml", 3, 10)

    body = page(settings, f"/{key}")
    root = parser.fromstring(body)
    assert f"<h1><bdi>{shown}</bdi></h1>" in body
    assert root.findtext(".//title") == f"{words} – A site"
    assert root.xpath("//meta[@name='citation_title']/@content") == [words]
    (data,) = root.xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(data)["name"] == json.loads(data)["headline"] == words
    assert f"<bdi>{shown}</bdi>" in page(settings, f"/search?q={slug.split('-', maxsplit=1)[0]}")


def test_the_evidence_is_the_raw_words(site: Make) -> None:
    settings = site(entry(TITLES[0][0]))
    publish(settings)
    body = page(settings, f"/publication/{TITLES[0][2]}")
    assert "&#34;Notes on &lt;i&gt;E. imaginaria&lt;/i&gt; and H&lt;sub&gt;2&lt;/sub&gt;O&#34;" in body


def test_an_unknown_tag_stays_and_is_warned_of_at_its_place(site: Make) -> None:
    settings = site(entry("A <foo>thing</foo> of Vec<T> and List<string>") + entry("Maps of x<y and y>z"))
    done = publish(settings)
    assert values(settings, "publication/a-foo-thing-foo-of-vec-t-and-list-string", SDO.name) == [
        "A <foo>thing</foo> of Vec<T> and List<string>"
    ]
    found = [(one.severity, str(one.place)) for one in done.findings if "tag that is not known" in one.message]
    assert found == [(Severity.WARNING, "curation.toml:3:10")]
    assert "A &lt;foo&gt;thing&lt;/foo&gt;" in page(settings, "/publication/a-foo-thing-foo-of-vec-t-and-list-string")


def test_nothing_but_the_allowed_elements_gets_onto_a_page(site: Make) -> None:
    evil = "<i onclick=\"pwned()\">a</i> <script>pwned()</script> <b style='x'>b</b> [c](javascript:pwned()) <img src=x onerror=pwned()>"
    settings = site(
        entry(evil, abstract=json.dumps(f"*A* {evil}"), authors=json.dumps(["Ida <i>Probe</i> <svg/onload=pwned()>"]))
    )
    publish(settings)
    ledger = settings.ledger.read_text("utf-8").splitlines()
    (key,) = {line.split("\t")[1] for line in ledger if line.startswith("publication ")}
    for path in (f"/{key}", "/", "/publication", "/search?q=pwned"):
        root = parser.fromstring(page(settings, path))
        assert not [name for one in root.iter() for name in one.attrib if name.startswith("on") or name == "style"]
        assert not root.xpath("//img | //svg")
        assert all("javascript:" not in href for href in root.xpath("//@href"))
        assert {one.get("type") for one in root.xpath("//script")} <= {"application/ld+json"}
    assert parser.fromstring(page(settings, f"/{key}")).xpath("//h1//i/text()") == ["a"]


def test_names_and_abstracts_have_markup_too(site: Make) -> None:
    venue = '\n[[venue]]\nid = "v"\nname = "Journal of <i>Drosophila</i> Research"\nbasis = "made up"\n'
    text = entry("Plain", abstract=json.dumps("Of <i>E. coli</i>.\nAnd $x^2$ \\citep{a}."), venue='"v"',
                 authors=json.dumps(['Erwin Schr\\"odinger', "Ada Quill"]))  # fmt: skip
    settings = site(venue + text)
    publish(settings)
    assert values(settings, "publication/plain", SDO.abstract) == ["Of E. coli.\nAnd x² \\citep{a}."]
    assert values(settings, "venue/journal-of-drosophila-research", SDO.name) == ["Journal of Drosophila Research"]
    body = page(settings, "/publication/plain")
    assert '<p dir="auto">Of <i>E. coli</i>.</p>' in body
    assert "Erwin Schrödinger" in body
    assert "Journal of <i>Drosophila</i> Research" in body
    assert "<h1><bdi>Journal of <i>Drosophila</i> Research</bdi></h1>" in page(
        settings, "/venue/journal-of-drosophila-research"
    )


@pytest.mark.parametrize("query", ["H2O", "H₂O", "h2o imaginaria", "e. imaginaria h₂o"])
@pytest.mark.parametrize("title", ["E. imaginaria and H<sub>2</sub>O", "E. imaginaria and H₂O", "E. imaginaria and H2O",
                                   "$E.$ imaginaria and $H_2O$", "*E. imaginaria* and H&#8322;O"])  # fmt: skip
def test_search_finds_indices_however_they_are_written(site: Make, query: str, title: str) -> None:
    settings = site(entry(title))
    publish(settings)
    found = Search(store.Snapshots(settings.work).require().path)
    assert found.find(query).total == 1
    assert found.find("H3O").total == 0


# ── Records ───────────────────────────────────────────────────────────────────────────────────────────────────────


def only(text: str) -> SourceRecord:
    (found,) = CURATION.read(item_of(text, source="curation", id="curation.toml"), {})
    assert isinstance(found, SourceRecord)
    return found


def test_the_value_is_plain_and_the_quote_is_raw() -> None:
    raw = "On <i>x</i> and $H_2O$"
    found = only(
        entry(raw, keywords='["<b>a</b>"]', conflict='[{ field = "title", value = "On *y*", why = "w", basis = "b" }]')
    )
    assert isinstance(found.record, Publication)
    assert found.record.title == Text("On x and H₂O")
    assert found.record.marked == (
        MarkedText("On x and H₂O", "On <i>x</i> and H<sub>2</sub>O", raw),
        MarkedText("a", "<b>a</b>", "<b>a</b>"),
    )
    quotes = {
        one.field: one.evidence.quote
        for one in found.attributions
        if one.value in {found.record.title, found.record.marked[0]}
    }
    assert quotes == {"title": raw, "marked": raw}
    assert [dispute.value for dispute in found.disputes] == [Text("On y")]


@pytest.mark.parametrize("raw", [one[0] for one in TITLES if not one[0].startswith("*")])
def test_a_profile_text_is_read_by_the_same_function(raw: str) -> None:
    text = f"Ada Quill\n\nPublications\n\n{raw}\nAda Quill, Bo Chen\nJournal of Maps, 2020\n\nRivers and Weirs\nAda Quill\nJournal of Maps, 2021\n"
    found = [
        one.record
        for one in PROFILE.read(item_of(text, source="page", id="page.txt"), {})
        if isinstance(one, SourceRecord)
    ]
    titles = [one.title.value for one in found if isinstance(one, Publication) and one.title is not None]
    assert next(words for given, words, _, _ in TITLES if given == raw) in titles


def test_a_reader_gives_words_as_they_stand_and_the_builder_takes_the_markup() -> None:
    item = item_of("<i>A</i> b", source="s", id="a.txt")
    content = TextContent(item, limit=100)
    said = RecordBuilder(item, Publication, "1", at=TextSpan(0, 10), content=content)
    said.set("title", Text("<i>A</i> b", "pt-BR"), at=TextSpan(0, 10))
    said.set("title", Text("A b", "pt-br"), at=TextSpan(3, 10))  # the same, in plain letters
    said.set("language", "PT-br", at=TextSpan(0, 1))
    said.set("degree", "phd", at=TextSpan(0, 1))
    made = said.build().record
    assert isinstance(made, Publication)
    assert (made.title, made.language) == (Text("A b", "pt-br"), "pt-br")
    assert [one.html for one in made.marked] == ["<i>A</i> b"]


def test_only_words_that_are_stated_keep_their_markup() -> None:
    one = MarkedText("Of x", "Of <i>x</i>", "Of *x*")
    other = MarkedText("Of x", "Of <b>x</b>", "Of **x**")
    lost = MarkedText("Of y", "Of <i>y</i>", "Of *y*")
    doi = {"issued": None, "volume": "1"}
    first = reading("curation", work("curation", "1", title="Of x", marked=(one,), **doi))
    second = reading("page", work("page", "1", title="Of x", marked=(other, lost), **doi))
    (made,) = records(joined(first, second)).values()
    assert isinstance(made, Publication)
    assert made.marked == (one,)


# ── Keys ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "written",
    ["H2O on Mars", "H₂O on Mars", "H<sub>2</sub>O on <i>Mars</i>", "$H_2O$ on Mars", "H$_2$O on *Mars*",
     "&lt;b&gt;H&lt;/b&gt;₂O on Mars", "<math><msub><mi>H</mi><mn>2</mn></msub><mi>O</mi></math> on Mars"],
)  # fmt: skip
def test_indices_and_markup_are_no_difference(written: str) -> None:
    assert normal(written) == "h2o on mars"


@pytest.mark.parametrize(
    ("raw", "fingerprint", "key"),
    [
        (
            TITLES[0][0],
            "title:notes on <i>e imaginaria< i> and h<sub>2< sub>o",
            "notes-on-i-e-imaginaria-i-and-h-sub-2-sub-o",
        ),
        ("\\emph{Old} lamps", "title:emph old lamps", "emph-old-lamps"),
        ("R&amp;D of lamps", "title:r amp d of lamps", "r-amp-d-of-lamps"),
        ("$H_2O$ now", "title:h 2o now", "h-2o-now"),
        ("x<sup>2</sup> and more", "title:x<sup>2< sup> and more", "x-sup-2-sup-and-more"),
        ("Of <tt>ls</tt>", "title:of <tt>ls< tt>", "of-tt-ls-tt"),
    ],
)
def test_a_key_that_was_given_when_markup_was_words_is_kept(site: Make, raw: str, fingerprint: str, key: str) -> None:
    settings = site(entry(raw))
    settings.ledger.write_text(f"publication {fingerprint}\tpublication/{key}\n", "utf-8")
    publish(settings)
    after = Ledger.parse(settings.ledger.read_text("utf-8"), "keys.txt")
    assert {one for one in after.keys.values() if one.collection != "source"} == {Key(f"publication/{key}")}
    assert any(name.startswith("publication title-year:") for name in after.keys)
    publish(settings)
    assert Ledger.parse(settings.ledger.read_text("utf-8"), "keys.txt") == after


def test_the_plain_title_of_another_source_is_the_same_work() -> None:
    found = joined(
        reading("curation", work("curation", "1", title="Notes on H₂O")),
        reading("page", work("page", "1", title="Notes on H2O")),
    )
    assert len(records(found)) == 1
    ledger = Ledger()
    joined(reading("page", work("page", "1", title="Notes on H2O")), ledger=ledger)
    (key,) = records(joined(reading("page", work("page", "1", title="Notes on H₂O")), ledger=kept(ledger)))
    assert key == "publication/notes-on-h2o"


# ── Languages ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("tag", ["pt-BR", "PT-br", "zh-Hant", "sr-Latn-RS", "EN", "de-CH-1901"])
def test_a_language_tag_is_in_small_letters_everywhere(site: Make, tag: str) -> None:
    title = f'{{ value = "Sobre nuvens", language = "{tag}" }}'
    settings = site(entry("x", language=f'"{tag}"').replace('"x"', title, 1))
    publish(settings)
    small = tag.lower()
    client = create_app(settings).test_client()
    for query in (
        "ASK { ?w <https://schema.org/name> ?t ; <https://schema.org/inLanguage> ?l FILTER (LANG(?t) = ?l) }",
        f'ASK {{ ?w <https://schema.org/name> ?t FILTER (LANG(?t) = "{small}") }}',
        f'ASK {{ ?w <https://schema.org/inLanguage> "{small}" }}',
        f'ASK {{ ?w <https://schema.org/name> "Sobre nuvens"@{tag} }}',
    ):
        answer = client.get(
            "/sparql",
            query_string={"query": query},
            headers={"Accept": "application/sparql-results+json"},
            buffered=True,
        )
        assert answer.get_json(force=True)["boolean"] is True, query
    (hit,) = client.get("/search", query_string={"q": "nuvens", "format": "json"}).get_json()["results"]
    assert hit["language"] == small
    body = page(settings, "/publication/sobre-nuvens")
    assert f'<bdi lang="{small}">Sobre nuvens</bdi>' in body
    assert f'lang="{tag}"' not in body or tag == small


def test_a_tag_is_the_same_in_any_case() -> None:
    assert Text("a", "pt-BR") == Text("a", "pt-br")
    made: Any = Publication(key=Key("publication/a"), language="pt-BR")
    assert made.language == "pt-br"
    with pytest.raises(ValueError, match="no language tag"):
        Text("a", "pt_BR!")
