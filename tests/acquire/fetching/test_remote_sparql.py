"""What an endpoint sends is all that the query gives, or is refused; what looks like a limit is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from scholargraph import cached_answers
from scholargraph.acquire.fetching import Outcome
from scholargraph.acquire.fetching.rdf_ends import fault
from scholargraph.config import Settings
from tests.acquire.fetching import answers
from tests.acquire.fetching.server import Answer, sends, serving
from tests.acquire.fetching.sites import bodies, fetched, site, source

NT = "application/n-triples"
TTL = "text/turtle"
WORK = '<https://a.example/1> <https://schema.org/name> "Maps. \\" of <Nowhere>"@en .\n'


def ask(folder: Path, answer: Answer, *, fetch: str = "attempts = 2\n") -> tuple[Settings, Outcome]:
    """Ask an endpoint that answers in one way."""
    with serving({"/sparql": answer}) as service:
        told = source("sparql", f"{service.address}/sparql", options='options = { query = "w.sparql" }')
        settings = site(folder, service, told, fetch=fetch)
        (folder / "w.sparql").write_text("CONSTRUCT WHERE { ?s ?p ?o }", encoding="utf-8")
        (outcome,) = fetched(settings)
    return settings, outcome


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (sends(answers.TRIPLES, kind=NT, more={"X-SPARQL-MaxRows": "10000"}), "cut at 10000 rows (X-SPARQL-MaxRows)"),
        (sends(answers.TRIPLES, kind=NT, more={"X-SQL-State": "S1TAT", "X-SQL-Message": "RC...: Returning incomplete"}),
         "interrupted (S1TAT RC...: Returning incomplete)"),
        (sends(answers.TRIPLES, kind=NT, status=206, more={"Content-Range": "bytes 0-9/99"}), "206"),
        (sends(b"", kind=NT, status=204), "204"),
        (sends(answers.TRIPLES[:-4], kind=NT), "is cut, or no nt (a text or an address has no end)"),
        (sends(answers.TRIPLES[:-40], kind=NT), "is cut, or no nt"),
        (sends(answers.TRIPLES.encode() + b"\xff\n", kind=NT), "not UTF-8 at byte"),
        (sends("<a> <b> <c> ;", kind=TTL), "is cut, or no ttl (it ends within a statement)"),
        (sends("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>", kind="application/rdf+xml"), "is cut, or no rdf"),
        (sends('<!DOCTYPE r [<!ENTITY a "b">]><r/>', kind="application/rdf+xml"), "DOCTYPE"),
        (sends('[{"@id": "https://a.example/1"}', kind="application/ld+json"), "is cut, or no jsonld"),
    ],
)  # fmt: skip
def test_an_answer_that_is_not_all_is_refused(answer: Answer, says: str, tmp_path: Path) -> None:
    settings, outcome = ask(tmp_path, answer)
    assert outcome.state == "failed"
    assert says in outcome.reason
    assert bodies(settings) == {}


@pytest.mark.parametrize(
    "text",
    [
        "", " \n# nothing\n", WORK, f"@prefix a: <https://a.example/> .\n{WORK}", "PREFIX a: <https://a.example/#>\n",
        f'{WORK}<https://a.example/2> a <https://b.example/B> ; <https://b.example/c> """long "" . """ , 1.5 . # . end',
        "<https://a.example/2> <https://b.example/c> ( 1 2.0 [ <https://b.example/d> 'x' ] ) .", "BASE <https://a.example/>",
        "_:a <https://b.example/c> true.", 'a:b a:c "x"^^a:d . ',
    ],
)  # fmt: skip
def test_a_document_of_turtle_ends_with_a_statement_or_a_directive(text: str) -> None:
    assert fault(text.encode(), TTL) is None


def test_turtle_that_is_cut_within_a_statement_is_told() -> None:
    first = "@prefix a: <https://a.example/> .\n# a comment. \n"
    second = (
        'a:b a "x. y", """l. "o""ng""" ;\n  a:c <https://a.example/d.> , \'q.\' ;\n a:e ( a:f [ a:g \'h\'@en ] ) .\n'
    )
    text = first + second
    seen = [end for end in range(1, len(text)) if fault(text[:end].encode(), TTL) is None]
    assert seen == [*range(first.index(" .") + 2, len(first) + 1), len(text) - 1]


@pytest.mark.parametrize(
    "text",
    ["", WORK, WORK.strip(), WORK.replace("Maps", "A\u2028B\x85C\x0bD"), f"{WORK}# end", "<a:a> <a:b> _:c.\r\n \n"],
)
def test_lines_end_with_a_statement(text: str) -> None:
    assert fault(text.encode(), NT) is None


@pytest.mark.parametrize(
    "flood", ['"a', "'", '"""a', "<", "<a", '"a"a', "\\", ". ", "a:b ", "#", '""', "'''", '"""', '""" "', "\\u0041<"]
)
def test_whether_a_document_has_an_end_is_looked_for_once(flood: str) -> None:
    """Two hundred thousand steps for each letter would not end."""
    for kind in (TTL, NT):
        fault((flood * (200_000 // len(flood))).encode(), kind)


def test_a_round_number_of_statements_is_told(tmp_path: Path) -> None:
    """An endpoint that cuts without a word does so at its limit."""
    line = "<https://a.example/{}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Person> .\n"
    for count in (1_000, 999):
        text = "".join(map(line.format, range(count)))
        settings, outcome = ask(tmp_path / str(count), sends(text, kind=NT))
        assert outcome.state == "changed"
        assert bool(outcome.notes) is (count == 1_000)
        assert bool([*cached_answers.findings(settings)]) is (count == 1_000)


def test_too_many_statements_are_no_whole(tmp_path: Path) -> None:
    _settings, outcome = ask(tmp_path, sends(answers.TRIPLES, kind=NT), fetch="records = 1\n")
    assert "more than 1 records" in outcome.reason
