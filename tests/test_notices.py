"""Works with notices, from the curation file to every page that names them: graph, evidence, lists, search, JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from lxml import html
from pyoxigraph import RdfFormat, parse

from scholargraph import config
from scholargraph.acquire import SourceItem
from scholargraph.acquire.resolve import Resolver
from scholargraph.errors import SourceError
from scholargraph.model import Notice, NoticeKind, PartialDate
from scholargraph.publish import assemble, publish
from scholargraph.sources.reading import plans
from scholargraph.validation import Severity
from scholargraph.web.app import create_app
from tests import dumps
from tests.pages import schema_org, sites
from tests.test_evidence import ANYTHING, STRUCTURAL, Graphs, every_evidence, graphs

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from scholargraph.publish import Published

BASE: Final = "http://127.0.0.1:8000/"

SITE: Final = """
[site]
title = "A site"
base = "http://127.0.0.1:8000/"
language = "en"

[[source]]
name = "notices"
kind = "curation"
path = "notices.toml"

[[source]]
name = "register"
kind = "curation"
path = "register.toml"
"""

MEMBERS: Final[dict[str, tuple[str | None, str]]] = {
    "Doi Only": ("Retracted", '{ kind = "retraction", identifiers = ["doi:10.5555/n1"] }'),
    "Dated": ("Retracted", '{ kind = "retraction", date = 2023-05-01, reason = "The data are made up." }'),
    "Corrected Once": ("Corrected", '{ kind = "correction", date = 2022, identifiers = ["doi:10.5555/n3"] }'),
    "Corrected Twice": (
        "Corrected",
        """{ kind = "correction", date = "2021-03", url = "https://press.test/c1" },
        { kind = "correction", identifiers = ["doi:10.5555/n4", "pmid:44"] }""",
    ),
    "Doubted": ("Expression of concern", '{ kind = "expression-of-concern", date = 2020 }'),
    "Doubted And Retracted": (
        "Retracted",
        """{ kind = "expression-of-concern", date = 2020 },
        { kind = "retraction", date = 2021, rests_on = "https://press.test/retraction" }""",
    ),
    "Reinstated": (
        None,
        '{ kind = "retraction", date = 2020 }, { kind = "reinstatement", date = "2021-06", url = "https://press.test/r" }',
    ),
    "Retracted Again": (
        "Retracted",
        '{ kind = "retraction", date = 2020 }, { kind = "reinstatement", date = 2021 }, { kind = "retraction", date = 2022 }',
    ),
    "Withdrawn Preprint": ("Withdrawn", '{ kind = "withdrawal", url = "https://press.test/withdrawal" }'),
    "With Its Notice": ("Retracted", '{ kind = "retraction", date = 2023, work = "notice" }'),
    "Quiet": (None, ""),
}
"""Works by their titles: the mark before the title, and what the curation says of them; the register knows of no notice."""

RECORD: Final = """
[[publication]]
id = "notice"
title = "Retraction: With Its Notice"
type = "journal-article"
authors = ["The Editors"]
issued = 2023
basis = "The journal."
"""


def key(title: str) -> str:
    return f"publication/{title.lower().replace(' ', '-')}"


def site_of(folder: Path) -> Path:
    """A site with each member: the register tells of the works, another file of their notices."""
    register = [
        '[[person]]\nid = "ada"\nname = "Ada Quill"\nbasis = "x"\n',
        '[[venue]]\nid = "letters"\nname = "Imaginary Letters"\ntype = "journal"\nbasis = "x"\n',
        '[[organization]]\nid = "press"\nname = "Press"\nbasis = "x"\n',
        '[[software]]\nid = "atlas"\nname = "Atlas"\nmakers = ["ada"]\nbasis = "x"\n',
    ]
    curated = [RECORD]
    for number, (title, (_, said)) in enumerate(MEMBERS.items()):
        kind = "preprint" if "Preprint" in title else "journal-article"
        register.append(
            f'[[publication]]\nid = "w{number}"\ntitle = "{title}"\ntype = "{kind}"\nissued = 2019\nvenue = "letters"\n'
            'authors = [{ name = "Ada Quill", person = "ada" }]\neditors = [{ name = "Ada Quill", person = "ada" }]\n'
            'publisher = { name = "Press", organization = "press" }\nabout = ["atlas"]\nabstract = "Foam and salt."\n'
            f'identifiers = ["doi:10.5555/w{number}"]\nbasis = "The register."\n'
        )
        if said:
            curated.append(
                f'[[publication]]\nmatch = {{ identifier = "doi:10.5555/w{number}" }}\nnotice = [{said}]\n'
                'rests_on = "https://press.test/notices"\n'
            )
    cites = ", ".join(f'"w{number}"' for number in range(len(MEMBERS)))
    register.append(
        f'[[publication]]\ntitle = "Citing All"\ntype = "report"\nissued = 2024\nauthors = ["B. Other"]\ncites = [{cites}]\n'
        'basis = "The register."\n'
    )
    register.append(
        '[[publication]]\ntitle = "Citing One"\ntype = "report"\nissued = 2024\nauthors = ["B. Other"]\ncites = ["w1"]\n'
        'basis = "The register."\n'
    )
    folder.mkdir(exist_ok=True)
    for name, text in (
        ("scholargraph.toml", SITE),
        ("register.toml", "\n".join(register)),
        ("notices.toml", "\n".join(curated)),
    ):
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_of(tmp_path_factory.mktemp("notices"))


@pytest.fixture(scope="module")
def done(folder: Path) -> Published:
    return publish(config.load(folder))


@pytest.fixture(scope="module")
def client(folder: Path, done: Published) -> FlaskClient:
    return create_app(config.load(folder)).test_client()


@pytest.fixture(scope="module")
def given(done: Published) -> Graphs:
    return graphs(parse(dumps.content(done.snapshot), format=RdfFormat.N_QUADS))


def page(client: FlaskClient, path: str) -> Any:
    answer = client.get(f"/{path}", headers={"Accept": "text/html"})
    assert answer.status_code == 200, path
    return html.fromstring(answer.get_data(as_text=True))


def words(element: Any) -> str:
    return " ".join(str(element.text_content()).split())


def ask(client: FlaskClient, where: str) -> list[dict[str, str]]:
    query = f"""
        PREFIX sg: <https://w3id.org/scholargraph#> PREFIX schema: <https://schema.org/>
        PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX fabio: <http://purl.org/spar/fabio/>
        SELECT * WHERE {{ {where} }}"""
    answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": "application/sparql-results+json"})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    rows = json.loads(answer.data)["results"]["bindings"]
    return [{name: value["value"].rpartition("#")[2] for name, value in row.items()} for row in rows]


# ── the graph ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_site_with_notices_is_published_and_nothing_is_found_in_the_notices(done: Published) -> None:
    assert done.changed
    assert [one for one in done.findings if one.severity is not Severity.INFO and "notice" in str(one.path)] == []
    assert [one.message for one in done.findings if "otice" in one.message or "reinstatement" in one.message] == []


STATES: Final = {
    "Retracted": "Retracted", "Withdrawn": "Withdrawn", "Corrected": "Corrected", "Expression of concern": "OfConcern",
}  # fmt: skip


def said_of(given: Graphs, title: str, predicate: str) -> set[str]:
    subject = f"<{BASE}{key(title)}#this>"
    return {value for one, name, value in given.stated if one == subject and name == f"<{predicate}>"}


@pytest.mark.parametrize("title", MEMBERS)
def test_the_graph_states_the_status_and_no_other(given: Graphs, title: str) -> None:
    mark = MEMBERS[title][0]
    wanted = set() if mark is None else {f"<https://w3id.org/scholargraph#{STATES[mark]}>"}
    assert said_of(given, title, "https://w3id.org/scholargraph#editorialStatus") == wanted
    assert said_of(given, title, "https://schema.org/creativeWorkStatus") == ({f'"{mark}"'} if mark else set())
    assert len(said_of(given, title, "https://w3id.org/scholargraph#notice")) == MEMBERS[title][1].count("kind =")
    assert said_of(given, title, "http://purl.org/dc/terms/title") == {f'"{title}"'}, "the title stays as printed"


def test_what_is_known_of_a_notice_is_stated(given: Graphs) -> None:
    node = f"<{BASE}{key('Dated')}#notice-1>"
    said = {
        (predicate.rpartition("#")[2].rpartition("/")[2].rstrip(">"), value)
        for subject, predicate, value in given.stated
        if subject == node
    }
    assert {
        ("noticeKind", "<https://w3id.org/scholargraph#Retraction>"),
        ("datePublished", '"2023-05-01"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("description", '"The data are made up."'),
        ("noticeOf", f"<{BASE}{key('Dated')}#this>"),
        ("type", "<http://purl.org/spar/fabio/RetractionNotice>"),
    } <= said  # fmt: skip


def test_a_notice_that_is_a_record_is_that_record(given: Graphs) -> None:
    record = f"<{BASE}publication/retraction-with-its-notice#this>"
    assert said_of(given, "With Its Notice", "https://schema.org/subjectOf") == {record}
    node = f"<{BASE}{key('With Its Notice')}#notice-1>"
    assert (node, "<http://purl.org/dc/terms/source>", record) in given.stated


def test_every_statement_about_notices_has_exact_evidence(given: Graphs) -> None:
    assert given.claimed - given.stated == set()
    allowed = {f"<{predicate}>" for predicate, kind in STRUCTURAL if kind == ANYTHING}
    without = {one for one in given.stated - given.claimed if one[1] not in allowed}
    assert {subject for subject, _, _ in without if "#" in subject and "conflict" not in subject} <= {
        subject for subject in given.kinds if given.kinds[subject] != ANYTHING
    }
    about = [one for one in given.claimed if "#notice-" in one[0] or "editorialStatus" in one[1]]
    assert len(about) > 60


def test_the_status_rests_on_the_notice_that_it_follows_from(client: FlaskClient, folder: Path) -> None:
    words_of = ask(
        client,
        """GRAPH <http://127.0.0.1:8000/graph/evidence> {
            ?evidence sg:stateOfWork sg:Retracted ; sg:record <http://127.0.0.1:8000/publication/retracted-again#this> ;
                <http://www.w3.org/ns/oa#hasTarget>/<http://www.w3.org/ns/oa#hasSelector>/<http://www.w3.org/ns/oa#exact> ?words }""",
    )
    assert [row["words"] for row in words_of] == ['{ kind = "retraction", date = 2022 }']


def test_every_quote_stands_where_its_evidence_says(folder: Path) -> None:
    settings = config.load(folder)
    items = {item.id: item for plan in plans(settings) for item in plan.items if isinstance(item, SourceItem)}
    resolvers = {name: Resolver(item) for name, item in items.items()}
    found = [one for one in every_evidence(assemble(settings).catalogue) if "kind = " in one.quote]
    assert len(found) > len(MEMBERS)
    assert all(resolvers[one.item].resolve(one.locator) == one.quote for one in found)
    assert {one.rests_on.address for one in found if one.rests_on is not None} >= {
        "https://press.test/notices", "https://press.test/retraction",
    }  # fmt: skip
    for resolver in resolvers.values():
        resolver.close()


# ── lists ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

LISTS: Final = {
    "": "the front page",
    "publication": "the collection",
    "publication?sort=title": "the collection in another order",
    "person/ada-quill": "a person's works, and what they edited",
    "person/ada-quill/author": "all works of a person",
    "venue/imaginary-letters": "a venue's contents",
    "venue/imaginary-letters/contents": "all works of a venue",
    "organization/press": "what somebody published",
    "software/atlas": "works about a thing",
    "publication/citing-all": "the works that a work cites",
    "source/register/read": "what was read from a source",
    "source/notices/read": "what was read from another source",
    "search?q=foam": "what a search finds",
}


def named(root: Any) -> Iterator[tuple[str, str]]:
    """Each work that a page leads to by a link with its title: title and the words of the link."""
    for link in root.xpath("//a[@href]"):
        for title in MEMBERS:
            if link.get("href") == f"/{key(title)}" and words(link).endswith(title):
                yield title, words(link)


@pytest.mark.parametrize("path", LISTS, ids=LISTS.values())
def test_every_list_shows_the_mark(client: FlaskClient, path: str) -> None:
    found = dict(named(page(client, path)))
    assert len(found) >= 9, "the list leads to the works"
    for title, shown in found.items():
        mark = MEMBERS[title][0]
        assert shown == (f"{mark}: {title}" if mark else title)


def test_no_page_of_the_site_names_a_work_without_its_mark(client: FlaskClient) -> None:
    addresses = html.fromstring(client.get("/sitemap.xml", buffered=True).data).xpath("//loc/text()")
    assert len(addresses) > len(MEMBERS)
    seen: set[str] = set()
    for address in addresses:
        for title, shown in named(page(client, address.removeprefix(BASE))):
            seen.add(title)
            mark = MEMBERS[title][0]
            assert shown == (f"{mark}: {title}" if mark else title), address
    assert seen == set(MEMBERS)


def test_nor_do_the_lines_of_evidence(client: FlaskClient) -> None:
    lines = [words(one) for one in page(client, "publication/citing-one").xpath("//summary[contains(., 'Dated')]")]
    assert [line for line in lines if "Retracted: Dated" in line] == lines != []


def test_a_work_whose_title_is_lost_has_a_mark_too(tmp_path: Path) -> None:
    lost = sites.lost(sites.LOST, notices=(Notice(kind=NoticeKind.RETRACTION, date=PartialDate(2023)),))
    here = create_app(sites.publish(tmp_path, sites.catalogue([sites.person(), lost]))).test_client()
    for path in ("publication", sites.MIRA):
        (link,) = page(here, path).xpath(f"//h3/a[@href='/{sites.LOST}']")
        assert words(link).startswith("Retracted: Untitled work (abstract begins:")
    root = page(here, sites.LOST)
    assert words(root.xpath("//h1")[0]) == "Retracted: Title lost in the source"
    assert root.xpath("//title/text()")[0].startswith("Retracted: Untitled work")


def test_a_mark_is_words_and_not_part_of_the_title(client: FlaskClient) -> None:
    (link,) = [one for one in page(client, "publication").xpath("//h3/a") if one.get("href") == f"/{key('Dated')}"]
    assert words(link.xpath("./strong[@class='mark']")[0]) == "Retracted:"
    assert words(link.xpath("./bdi")[0]) == "Dated"


@pytest.mark.parametrize("title", MEMBERS)
def test_a_search_gives_the_status_as_data(client: FlaskClient, title: str) -> None:
    found = client.get("/search", query_string={"q": "foam", "format": "json"}).get_json()["results"]
    (result,) = [one for one in found if one["url"] == BASE + key(title)]
    states = {"Expression of concern": "of-concern", None: None}
    mark = MEMBERS[title][0]
    assert result["status"] == states.get(mark, (mark or "").lower())
    assert result["name"] == title


def test_the_order_of_a_list_is_that_of_the_titles(client: FlaskClient) -> None:
    root = page(client, "publication?sort=title")
    titles = [words(one) for one in root.xpath("//h3/a/bdi")]
    assert titles == sorted(titles)


# ── the page of the work ──────────────────────────────────────────────────────────────────────────────────────────────


def notes(client: FlaskClient, title: str) -> tuple[str, list[str]] | None:
    """The heading and the lines of the notices on the page of a work."""
    found = page(client, key(title)).xpath("//header//section[@role='note']")
    if not found:
        return None
    (section,) = found
    (heading,) = section.xpath("./h2")
    assert section.get("aria-labelledby") == heading.get("id")
    return words(heading), [words(line) for line in section.xpath("./ul/li")]


NOTES: Final = {
    "Doi Only": ("Retracted", ["Retraction, date not known: DOI 10.5555/n1"]),
    "Dated": ("Retracted", ["Retraction, 1 May 2023 Reason given: The data are made up."]),
    "Corrected Twice": (
        "Corrected",
        ["Correction, March 2021: press.test/c1", "Correction, date not known: DOI 10.5555/n4, PubMed 44"],
    ),
    "Doubted And Retracted": ("Retracted", ["Expression of concern, 2020", "Retraction, 2021"]),
    "Reinstated": ("Notices about this work", ["Retraction, 2020", "Reinstatement, June 2021: press.test/r"]),
    "Withdrawn Preprint": ("Withdrawn", ["Withdrawal, date not known: press.test/withdrawal"]),
    "With Its Notice": ("Retracted", ["Retraction, 2023: Retraction: With Its Notice"]),
    "Quiet": None,
}  # fmt: skip


@pytest.mark.parametrize("title", NOTES)
def test_the_page_of_a_work_shows_its_notices_at_the_top(client: FlaskClient, title: str) -> None:
    assert notes(client, title) == NOTES[title]


@pytest.mark.parametrize("title", MEMBERS)
def test_heading_title_and_reference_carry_the_mark_and_the_tags_the_title(client: FlaskClient, title: str) -> None:
    root, mark = page(client, key(title)), MEMBERS[title][0]
    marked = f"{mark}: {title}" if mark else title
    assert words(root.xpath("//h1")[0]) == marked
    assert root.xpath("//title/text()") == [f"{marked} – A site"]
    assert root.xpath("//meta[@name='citation_title']/@content") == [title]
    cited = words(root.xpath("//section[@aria-labelledby='section-cite']")[0])
    assert f"(2019). {title}" in cited
    assert cited.count(f"[{mark}]" if mark else "[Re") == (5 if mark else 0)


def test_links_to_notices_lead_to_where_they_can_be_read(client: FlaskClient) -> None:
    assert page(client, key("Doi Only")).xpath("//section[@role='note']//a/@href") == ["https://doi.org/10.5555/n1"]
    record = "/publication/retraction-with-its-notice"
    assert page(client, key("With Its Notice")).xpath("//section[@role='note']//a/@href") == [record]
    about = page(client, record[1:]).xpath("//section[h2[starts-with(., 'Notice about')]]//h3/a")
    assert [words(one) for one in about] == ["Retracted: With Its Notice"]


def test_the_evidence_of_a_notice_is_on_the_page(client: FlaskClient) -> None:
    backed = page(client, key("Doubted And Retracted")).xpath("//section[@class='provenance']//div[@class='backed']")
    values = [
        (words(one.xpath("./p[@class='value']")[0]), words(one)) for one in backed if one.xpath("./p[@class='value']")
    ]
    shown = [(value, whole) for value, whole in values if "kind =" in whole]
    assert [value for value, _ in shown] == ["Expression of concern", "Retraction"]
    assert "https://press.test/retraction" in shown[1][1]


# ── JSON-LD ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def data_of(client: FlaskClient, path: str) -> Any:
    (script,) = page(client, path).xpath("//script[@type='application/ld+json']/text()")
    return json.loads(script)


def test_json_ld_says_the_status_and_the_notice(client: FlaskClient) -> None:
    found = data_of(client, key("Corrected Once"))
    assert found["creativeWorkStatus"] == "Corrected"
    assert found["correction"] == {"@id": "https://doi.org/10.5555/n3"}
    notice = found["subjectOf"]
    assert (notice["@type"], notice["datePublished"], notice["sameAs"]) == (
        "CreativeWork", "2022", "https://doi.org/10.5555/n3",
    )  # fmt: skip
    own = data_of(client, key("With Its Notice"))["subjectOf"]
    assert (own["@id"], own["name"]) == (
        f"{BASE}publication/retraction-with-its-notice#this",
        "Retraction: With Its Notice",
    )
    assert "creativeWorkStatus" not in data_of(client, key("Reinstated"))


def test_json_ld_says_the_status_of_works_in_lists(client: FlaskClient) -> None:
    parts = data_of(client, "person/ada-quill")["hasPart"]
    cited = data_of(client, "publication/citing-all")["citation"]
    for found in (parts, cited):
        by_id = {one["@id"]: one.get("creativeWorkStatus") for one in found}
        assert by_id == {f"{BASE}{key(title)}#this": mark for title, (mark, _) in MEMBERS.items()}


@pytest.mark.parametrize("title", MEMBERS)
def test_json_ld_says_nothing_but_what_the_graph_states_and_leaves_nothing_out(
    client: FlaskClient, done: Published, title: str
) -> None:
    dump = dumps.text(done.snapshot).splitlines()
    stated = schema_org.said([text for text in dump if f"<{BASE}graph/" not in text])
    answer = client.get(f"/{key(title)}", headers={"Accept": "text/html"}).data
    found = schema_org.statements(answer, BASE + key(title))
    assert found <= stated
    thing, notices = f"{BASE}{key(title)}#this", f"{BASE}{key(title)}#notice-"
    own = {one for one in stated if (one[0] == thing or one[0].startswith(notices)) and "schema.org" in one[1]}
    linked = {one for one in own if one[0] == thing or "identifier" not in one[0]}
    if "work =" in MEMBERS[title][1]:  # what is said of the notice there is said beside schema.org's terms
        linked = {one for one in linked if one[0] == thing}
    assert linked <= found


# ── curation ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("notice", "complaint"),
    [
        ('{ kind = "retracted" }', "“retracted” is no kind of notice: did you mean retraction?"),
        ('{ kind = "corection" }', "did you mean correction?"),
        ('{ kind = "concern" }', "did you mean expression-of-concern?"),
        (
            '{ kind = "good news" }',
            "it is one of retraction, withdrawal, expression-of-concern, correction, reinstatement",
        ),
        ("{ date = 2023 }", "This notice needs kind"),
        ('{ kind = "retraction", doi = "10.5555/n" }', "“doi” is not known"),
        ('{ kind = "retraction", identifiers = ["10.5555/n"] }', "names no known identifier scheme"),
        ('{ kind = "retraction", date = "May 2023" }', "“May 2023” is not a date"),
        ('{ kind = "retraction", work = "nobody" }', "No entry has the id “nobody”"),
        ('{ kind = "retraction", url = "press.test" }', "is not a web address"),
    ],
)
def test_what_cannot_be_a_notice_is_refused_at_its_place(tmp_path: Path, notice: str, complaint: str) -> None:
    site = site_of(tmp_path / "site")
    entry = f'[[publication]]\ntitle = "T"\nauthors = ["A. B."]\nbasis = "x"\nnotice = [\n  {notice},\n]\n'
    (site / "notices.toml").write_text(entry, "utf-8")
    with pytest.raises(SourceError) as refused:
        publish(config.load(site))
    assert complaint in str(refused.value)
    assert "notices.toml:6:" in str(refused.value)


def test_a_notice_that_nobody_can_look_up_and_an_undated_reinstatement_are_warnings(tmp_path: Path) -> None:
    site = site_of(tmp_path / "site")
    (site / "notices.toml").write_text(
        '[[publication]]\nmatch = { identifier = "doi:10.5555/w0" }\nbasis = "x"\n'
        '[[publication.notice]]\nkind = "retraction"\n[[publication.notice]]\nkind = "reinstatement"\nurl = "https://p.test/"\n',
        "utf-8",
    )
    found = publish(config.load(site)).findings
    warned = [one.message for one in found if one.severity is Severity.WARNING and one.place is not None]
    assert [one for one in warned if one.startswith("Nobody can look this notice up")], warned
    assert [one for one in warned if one.startswith("This reinstatement has no date")], warned
    places = [one.place for one in found if one.message.startswith(("Nobody can look", "This reinstatement"))]
    assert [(Path(place.file).name, place.line) for place in places if place] == [
        ("notices.toml", 4),
        ("notices.toml", 6),
    ]
