"""No reader calls a list of authors complete that is not, moves the others up, or is silent about who is left out.

Every reader of works gets one list of each kind, written in its format.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape

import pytest

from scholargraph.acquire import item_of
from scholargraph.model import ContributorRole, Gap, Publication, Rejected, SourceRecord
from scholargraph.sources import Reader
from scholargraph.sources.name_lists import NameList
from scholargraph.sources.readers import (
    acl_anthology,
    bibtex,
    crossref,
    csl_json,
    datacite,
    dblp,
    oai_dc,
    openalex,
    orcid,
    ris,
    table,
    web_page,
)
from scholargraph.sources.reading_worker import given

FIRST, LAST = "Ada Quill", "Eva Reed"
LONG: Final = "Ada " + "x" * 10_000


@dataclass(frozen=True)
class Format:
    """How a list of authors is written; `item` is the ending, `complete` whether the format can say that a list is whole."""

    reader: Reader
    write: Callable[[Sequence[Any]], str]
    item: str
    complete: bool = True
    options: tuple[tuple[str, Any], ...] = ()
    anything: bool = False


def _in_parts(name: Any, *, single: str) -> Any:
    if not isinstance(name, str) or name.count(" ") != 1 or not name.replace(" ", "").isalpha():
        return {single: name} if isinstance(name, str | int) else name
    given_, family = name.split()
    return {"given": given_, "family": family}


def _xml(names: Sequence[Any], tag: str) -> str:
    return "".join(f"<{tag}>{escape(str(name))}</{tag}>" for name in names)


def _json(work: dict[str, Any]) -> str:
    return json.dumps(work, ensure_ascii=False)


FORMATS: Final = {
    "crossref": Format(
        crossref.SOURCE,
        lambda names: _json(
            {"DOI": "10.5555/a", "title": ["T"], "author": [_in_parts(one, single="name") for one in names]}
        ),
        "a.json",
        anything=True,
    ),
    "csl-json": Format(
        csl_json.SOURCE,
        lambda names: _json(
            {
                "id": "a",
                "type": "book",
                "title": "T",
                "author": [_in_parts(one, single="literal") for one in names],
            }
        ),
        "a.json",
        anything=True,
    ),
    "openalex": Format(
        openalex.SOURCE,
        lambda names: _json(
            {
                "id": "https://openalex.org/W1",
                "title": "T",
                "authorships": [{"raw_author_name": one} if isinstance(one, str | int) else one for one in names],
            }
        ),
        "a.json",
        anything=True,
    ),
    "datacite": Format(
        datacite.SOURCE,
        lambda names: _json(
            {
                "doi": "10.5555/a",
                "titles": [{"title": "T"}],
                "creators": [{"name": one} if isinstance(one, str | int) else one for one in names],
            }
        ),
        "a.json",
        anything=True,
    ),
    "datacite-xml": Format(
        datacite.SOURCE,
        lambda names: (
            '<resource xmlns="http://datacite.org/schema/kernel-4"><identifier identifierType="DOI">10.5555/a</identifier>'
            "<titles><title>T</title></titles><creators>"
            + "".join(f"<creator>{_xml([one], 'creatorName')}</creator>" for one in names)
            + "</creators></resource>"
        ),
        "a.xml",
    ),
    "dblp": Format(
        dblp.SOURCE,
        lambda names: (
            f'<dblp><article key="journals/a/b"><title>T.</title>{_xml(names, "author")}<year>2020</year></article></dblp>'
        ),
        "a.xml",
    ),
    "acl-anthology": Format(
        acl_anthology.SOURCE,
        lambda names: (
            '<collection id="2031.zine"><volume id="1"><meta><booktitle>B</booktitle></meta>'
            f'<paper id="1"><title>T</title>{_xml(names, "author")}</paper></volume></collection>'
        ),
        "2031.zine.xml",
    ),
    "bibtex": Format(
        bibtex.SOURCE,
        lambda names: "@book{a, title = {T}, author = {" + " and ".join(map(str, names)) + "}}",
        "a.bib",
    ),
    "ris": Format(
        ris.SOURCE,
        lambda names: "\n".join(["TY  - BOOK", "TI  - T", *(f"AU  - {one}" for one in names), "ER  - ", ""]),
        "a.ris",
    ),
    "table": Format(
        table.SOURCE,
        lambda names: f'title,authors\nT,"{"; ".join(map(str, names))}"\n',
        "a.csv",
        options=(("authors_complete", True),),
    ),
    "oai-dc": Format(
        oai_dc.SOURCE,
        lambda names: (
            '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>T</dc:title>'
            f"{_xml(names, 'dc:creator')}</oai_dc:dc>"
        ),
        "a.xml",
        complete=False,
    ),
    "json-ld": Format(
        web_page.SOURCE,
        lambda names: (
            '<html><head><script type="application/ld+json">'
            + _json(
                {
                    "@context": "https://schema.org",
                    "@type": "ScholarlyArticle",
                    "name": "T",
                    "author": [{"@type": "Person", "name": one} if isinstance(one, str) else one for one in names],
                }
            )
            + "</script></head><body></body></html>"
        ),
        "a.html",
        complete=False,
    ),
    "meta-tags": Format(
        web_page.SOURCE,
        lambda names: (
            '<html><head><meta name="citation_title" content="T">'
            + "".join(f'<meta name="citation_author" content="{escape(str(one))}">' for one in names)
            + "</head><body></body></html>"
        ),
        "a.html",
        complete=False,
    ),
}

EMPTY: Final = ["", "   "]
NO_NAMES: Final = ["!!", "- -", "42", "Anonymous"]
OF_JSON: Final[list[Any]] = [None, {}, [], [["Ada"]], {"name": None}, {"name": {}}, True]
OF_NODES: Final = [{}, {"@type": "Person"}, {"@id": "#somebody"}]
"""Of JSON-LD: null and an empty list are nothing there, and lists in lists are one list."""
MARKS: Final = ["et al.", "others", "and 12 more"]
ALL: Final = list(FORMATS)
JSON: Final = [name for name, one in FORMATS.items() if one.anything]


def _read(name: str, names: Sequence[Any]) -> tuple[Publication, list[str]]:
    form = FORMATS[name]
    item = item_of(form.write(names), id=form.item)
    found = list(given(form.reader, item, form.reader.checked(dict(form.options))))
    works = [one.record for one in found if isinstance(one, SourceRecord) and isinstance(one.record, Publication)]
    works = [one for one in works if one.title is not None and one.title.value == "T"]
    assert len(works) == 1, found
    return works[0], [one.reason for one in found if isinstance(one, Rejected)]


def _authors(work: Publication) -> list[tuple[str, int | None]]:
    found = [one for one in work.contributions if one.role is ContributorRole.AUTHOR]
    return [(one.printed_name, one.position) for one in found]


@pytest.mark.parametrize("name", ALL)
def test_a_whole_list_is_said_to_be_whole(name: str) -> None:
    work, _ = _read(name, [FIRST, LAST])
    assert _authors(work) == [(FIRST, 1), (LAST, 2)]
    assert work.authors_complete is FORMATS[name].complete
    assert Gap.AUTHORS_TRUNCATED not in work.gaps


@pytest.mark.parametrize("name", ALL)
def test_two_of_one_name_stay_two(name: str) -> None:
    work, _ = _read(name, [FIRST, FIRST, LAST])
    assert _authors(work) == [(FIRST, 1), (FIRST, 2), (LAST, 3)]
    assert work.authors_complete is FORMATS[name].complete


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        *((name, lost) for name in ALL for lost in (*EMPTY, *NO_NAMES)),
        *((name, lost) for name in JSON for lost in OF_JSON),
        *(("json-ld", lost) for lost in OF_NODES),
    ],
)
def test_who_is_left_out_keeps_the_place_and_the_list_is_not_whole(name: str, lost: Any) -> None:
    work, rejected = _read(name, [FIRST, lost, LAST])
    assert not work.authors_complete
    # Where only the number of the missing entry is not known, no place is stated.
    assert _authors(work) in ([(FIRST, 1), (LAST, 3)], [(FIRST, None), (LAST, None)])
    assert Gap.AUTHORS_TRUNCATED in work.gaps or rejected


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_says_that_others_are_left_out(name: str, mark: str) -> None:
    work, _ = _read(name, [FIRST, mark])
    assert not work.authors_complete
    assert _authors(work) == [(FIRST, 1)]
    assert Gap.AUTHORS_TRUNCATED in work.gaps


@pytest.mark.parametrize("name", ALL)
def test_behind_a_mark_no_place_is_known(name: str) -> None:
    work, _ = _read(name, [FIRST, "et al.", LAST])
    assert not work.authors_complete
    assert _authors(work) == [(FIRST, 1), (LAST, None)]


@pytest.mark.parametrize("name", ALL)
def test_a_name_of_any_length_moves_nobody(name: str) -> None:
    work, _ = _read(name, [FIRST, LONG, LAST])
    found = _authors(work)
    assert (found[0], found[-1]) == ((FIRST, 1), (LAST, 3))
    assert not work.authors_complete or len(found) == 3


def test_of_two_marks_and_nobody_named_a_list_is_not_whole() -> None:
    listed = NameList()
    assert not listed.whole
    assert listed.take(None) is None
    assert not listed.whole
    assert not listed.goes_on


def test_a_nameless_contributor_of_orcid_is_said_and_nobody_has_a_place() -> None:
    people = [
        {"credit-name": {"value": name} if name else None, "contributor-attributes": {"contributor-sequence": place}}
        for name, place in ((FIRST, "first"), (None, "additional"), (LAST, "additional"))
    ]
    work = {"put-code": 1, "title": {"title": {"value": "T"}}, "type": "book", "contributors": {"contributor": people}}
    item = item_of(_json(work), id="a.json")
    found = list(given(orcid.SOURCE, item, orcid.SOURCE.checked({})))
    (one,) = [one.record for one in found if isinstance(one, SourceRecord) and isinstance(one.record, Publication)]
    assert _authors(one) == [(FIRST, None), (LAST, None)]
    assert not one.authors_complete
    assert any("has no name here" in one.reason for one in found if isinstance(one, Rejected))
