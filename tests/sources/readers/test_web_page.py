"""Web pages: what they say for machines, against counters of others and page by page."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import lxml.html
import pytest

from scholargraph.acquire import Resolver, SourceItem, item_of
from scholargraph.acquire.html_stream import StartTag, decoded, tokens
from scholargraph.errors import SourceError
from scholargraph.model import (
    Organization,
    OrganizationType,
    Person,
    Publication,
    PublicationType,
    Rejected,
    RoleKind,
    SourceRecord,
    TextSpan,
    Venue,
    VenueType,
)
from scholargraph.sources.readers.linked import terms, works
from scholargraph.sources.readers.web_page import SOURCE
from scholargraph.sources.readers.web_page.json_spans import JsonSyntaxError, Located, parse
from scholargraph.testing import Broken, ReaderContract, Sample
from tests.growth import grows_in_proportion

ROOT: Final = Path(__file__).resolve().parents[3]

ARTICLE: Final = """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Tides</title>
<meta name="citation_title" content="Tides of Nowhere">
<meta name="citation_author" content="Quill, Ada"><meta name="citation_author_institution" content="Coast Institute">
<meta name="citation_author_orcid" content="https://orcid.org/0000-0002-1825-0097">
<meta name="citation_author" content="Okafor, Benoît">
<meta name="citation_publication_date" content="2021/03/04">
<meta name="citation_journal_title" content="Journal of Imaginary Geography"><meta name="citation_issn" content="2049-3630">
<meta name="citation_volume" content="7"><meta name="citation_issue" content="2">
<meta name="citation_firstpage" content="12"><meta name="citation_lastpage" content="34">
<meta name="citation_doi" content="10.5555/tides&amp;more"><meta name="citation_pdf_url" content="https://example.org/t.pdf">
<meta name="DC.creator" content="Quill, Ada"><meta name="DC.rights" content="All rights reserved.">
<script type="application/ld+json">
<!-- {"@context": "https://schema.org", "@type": "ScholarlyArticle", "name": "Tides of Nowhere",
 "author": [{"@type": "Person", "givenName": "Ada", "familyName": "Quill", "name": "Ada Quill"}],
 "sameAs": "https://doi.org/10.5555/tides&more", "datePublished": "2021-03-04T23:30:00-11:00",
 "isAccessibleForFree": true, "license": "https://creativecommons.org/licenses/by/4.0/",
 "funding": {"@type": "Grant", "identifier": "G-7", "funder": {"@type": "Organization", "name": "Tide Fund"}}} -->
</script></head><body><p>Words &amp; words.</p></body></html>
"""
MICRODATA: Final = """\
<div itemscope itemtype="http://schema.org/Thesis"><h1 itemprop="name">Notes on <i>E. coli</i></h1>
<p>by <span itemprop="author">Zoë Ó Briain</span><p><time itemprop="datePublished" datetime="2019">last year</time>
<link itemprop="sameAs" href="https://doi.org/10.5555/thesis"></div>
"""
PROFILE: Final = """\
<script type='application/ld+json'>{"@context": ["https://schema.org", {"@language": "en"}], "@type": "ProfilePage",
"mainEntity": {"@id": "#me", "@type": "Person", "name": "Ada Quill", "jobTitle": "Reader", "worksFor":
{"@type": "CollegeOrUniversity", "name": "University of Nowhere", "sameAs": "https://ror.org/05dxps055"},
"sameAs": ["https://orcid.org/0000-0002-1825-0097", "https://example.org/ada"], "knowsAbout": ["Maps", "Tides"]},
"hasPart": [{"@type": "Book", "name": "Maps", "author": {"@id": "#me"}, "isbn": "978-3-16-148410-0"},
{"@type": "Article", "headline": "A Post", "author": {"@type": "Person", "name": "A. Quill",
"identifier": {"@type": "PropertyValue", "propertyID": "ORCID", "value": "0000-0002-1825-0097"}}}]}</script>
"""


def read(page: str | bytes) -> list[Any]:
    return list(SOURCE.read(item_of(page, id="page.html", media_type="text/html"), SOURCE.checked({})))


def records(page: str | bytes, kind: type) -> list[Any]:
    return [one.record for one in read(page) if isinstance(one, SourceRecord) and isinstance(one.record, kind)]


def json_ld(value: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def work(**properties: Any) -> Publication:
    (found,) = records(
        json_ld({"@context": "https://schema.org", "@type": "ScholarlyArticle", "name": "T", **properties}), Publication
    )
    assert isinstance(found, Publication)
    return found


class TestWebPage(ReaderContract):
    reader = SOURCE
    samples = (
        Sample(ARTICLE, entries=1, record=Publication, id="article.html"),
        Sample(MICRODATA, entries=1, record=Publication, id="thesis.html"),
        Sample(PROFILE, entries=2, record=Publication, id="profile.html"),
        Sample(PROFILE, entries=1, record=Person, id="profile.html"),
    )
    broken = (
        Broken("", says="empty", id="a.html"),
        Broken(b"\0\1", says="binary", id="a.html"),
        Broken(b"<title>Zo\xeb</title>", says="says no encoding", id="a.html"),
        Broken(b"<meta charset=utf-8><title>Zo\xeb</title>", says="in utf-8, and is not", id="a.html"),
        Broken(b"<meta charset=klingon><title>Zo</title>", says="no encoding that is known", id="a.html"),
        Broken("<p>Words.</p>", says="nothing for machines", id="a.html", records=0),
        Broken('<p typeof="Book" property="name">Maps</p>', says="RDFa", id="a.html", records=0),
        Broken(
            ARTICLE + '<script type="application/ld+json">{"@context": </script>', says="broken", id="a.html", records=2
        ),
        Broken(json_ld({"@type": "Book", "name": "Maps"}), says="no @context", id="a.html", records=0),
        Broken(
            json_ld({"@context": "https://w3id.org/other", "@type": "Book"}), says="not known", id="a.html", records=0
        ),
        Broken(
            json_ld({"@context": "https://schema.org", "@type": "Book"}), says="without title", id="a.html", records=0
        ),
        Broken(
            json_ld({"@context": "https://schema.org", "@type": "Book", "name": "M", "datePublished": "soon"}),
            says="is no date",
            id="a.html",
            records=1,
        ),
        Broken("<a a " * 100_000, says="too many tags", id="a.html", records=0),
    )


def test_several_ways_are_one_record() -> None:
    (found,) = [one for one in read(ARTICLE) if isinstance(one, SourceRecord) and isinstance(one.record, Publication)]
    record = found.record
    assert isinstance(record, Publication)
    assert record.title is not None
    assert record.title.value == "Tides of Nowhere"
    assert [one.printed_name for one in record.contributions] == ["Quill, Ada", "Okafor, Benoît"]
    ada = record.contributions[0].agent
    assert [str(one) for one in ada.identifiers] == ["orcid:0000-0002-1825-0097"]
    assert [one.name for one in ada.affiliations] == ["Coast Institute"]
    assert str(record.issued) == "2021-03-04"
    assert record.type is PublicationType.JOURNAL_ARTICLE
    assert (record.volume, record.issue) == ("7", "2")
    assert record.pages is not None
    assert (record.pages.first, record.pages.last) == ("12", "34")
    assert [str(one) for one in record.identifiers] == ["doi:10.5555/tides&more"]
    assert record.license == "https://creativecommons.org/licenses/by/4.0/"
    assert record.funding[0].number == "G-7"
    assert record.full_texts[0].url == "https://example.org/t.pdf"
    titles = [one.evidence.quote for one in found.attributions if one.field == "title"]
    assert titles == ["Tides of Nowhere"] * 2
    identifiers = [one.evidence.quote for one in found.attributions if one.field == "identifiers"]
    assert identifiers == ["https://doi.org/10.5555/tides&more", "10.5555/tides&amp;more"]
    assert not record.authors_complete


def test_the_venue_has_what_the_tags_say_of_it() -> None:
    (venue,) = records(ARTICLE, Venue)
    assert (venue.name, venue.type) == ("Journal of Imaginary Geography", VenueType.JOURNAL)
    assert [str(one) for one in venue.identifiers] == ["issn:2049-3630"]


def test_a_contradiction_within_a_page_is_a_dispute() -> None:
    page = ARTICLE.replace('content="2021/03/04"', 'content="2020/01/01"')
    (found,) = [one for one in read(page) if isinstance(one, SourceRecord) and isinstance(one.record, Publication)]
    assert str(found.record.issued) == "2021-03-04"  # type: ignore[union-attr]
    (dispute,) = found.disputes
    assert (dispute.field, str(dispute.value), dispute.evidence.quote) == ("issued", "2020-01-01", "2020/01/01")


def test_works_of_two_identifiers_are_two() -> None:
    page = ARTICLE.replace("10.5555/tides&amp;more", "10.5555/other")
    assert (
        len(records(page, Publication)) == 2
    )  # the tags of Dublin Core, without an identifier, are of the other tags' work


def test_a_person_with_works() -> None:
    (person,) = records(PROFILE, Person)
    assert person.name == "Ada Quill"
    assert [str(one) for one in person.identifiers] == ["orcid:0000-0002-1825-0097"]
    assert list(person.links) == ["https://example.org/ada"]
    assert [one.value for one in person.topics] == ["Maps", "Tides"]
    (role,) = person.roles
    assert (role.kind, role.title.value if role.title else None) == (RoleKind.EMPLOYMENT, "Reader")
    (place,) = records(PROFILE, Organization)
    assert (place.name, place.type) == ("University of Nowhere", OrganizationType.UNIVERSITY)
    assert role.organization == place.key
    assert [str(one) for one in place.identifiers] == ["ror:05dxps055"]
    book, post = records(PROFILE, Publication)
    assert [one.agent.record for one in (*book.contributions, *post.contributions)] == [person.key] * 2
    assert [str(one) for one in book.identifiers] == ["isbn:9783161484100"]


@pytest.mark.parametrize(
    ("given", "field", "value"),
    [
        ({"datePublished": "2021-11-22T05:06:00.000Z"}, "issued", "2021-11-22"),
        ({"datePublished": "2021-11-22 05:06 +0100"}, "issued", "2021-11-22"),
        ({"datePublished": "2021-11"}, "issued", "2021-11"),
        ({"datePublished": "11 May 2021"}, "issued", "2021-05-11"),
        ({"datePublished": "2021-02-30"}, "issued", "None"),
        ({"datePublished": None}, "issued", "None"),
        ({"inLanguage": {"@type": "Language", "name": "Portuguese", "alternateName": "pt-BR"}}, "language", "pt-br"),
        ({"inLanguage": "English"}, "language", "None"),
        ({"isAccessibleForFree": "http://schema.org/False"}, "open_access", "closed"),
        ({"identifier": "https://doi.org/10.5555/a(1)<2>;x"}, "identifiers", "doi:10.5555/a(1)<2>;x"),
        ({"identifier": ["doi:10.5555/A", "10.5555/a"]}, "identifiers", "doi:10.5555/a"),
        ({"@id": "https://doi.org/10.5555/b"}, "identifiers", "doi:10.5555/b"),
        ({"identifier": {"@type": "PropertyValue", "propertyID": "pmid", "value": 123}}, "identifiers", "pmid:123"),
        ({"identifier": {"@type": "PropertyValue", "propertyID": "pmid", "value": "12x"}}, "identifiers", ""),
        ({"license": "All rights reserved"}, "rights", "Text(value='All rights reserved', language=None)"),
        ({"pagination": "12–34"}, "pages", "Pages(first='12', last='34', article=None, count=None)"),
        ({"url": "/relative"}, "homepage", "None"),
        ({"url": "javascript:alert(1)"}, "homepage", "None"),
        (
            {"keywords": "maps, tides"},
            "keywords",
            "Text(value='maps', language=None) Text(value='tides', language=None)",
        ),
    ],
)
def test_values(given: dict[str, Any], field: str, value: str) -> None:
    found = getattr(work(**given), field)
    assert (" ".join(map(str, found)) if isinstance(found, tuple) else str(found)) == value


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ada Quill", ["Ada Quill"]),
        (["Ada Quill", {"name": "B. Okafor"}], ["Ada Quill", "B. Okafor"]),
        ({"@type": "Person", "givenName": "Ada", "familyName": "Quill"}, ["Ada Quill"]),
        ({"@list": ["Ada Quill", "B. Okafor"]}, ["Ada Quill", "B. Okafor"]),
        ({"@type": "Organization", "name": "Tide Collaboration"}, ["Tide Collaboration"]),
        ({"@type": "Role", "author": {"@type": "Person", "name": "Ada Quill"}}, ["Ada Quill"]),
        ({"@id": "https://orcid.org/0000-0002-1825-0097"}, []),
        (["Ada Quill", "et al."], ["Ada Quill"]),
    ],
)
def test_authors(author: Any, names: list[str]) -> None:
    found = work(author=author)
    assert [one.printed_name for one in found.contributions] == names
    assert [one.position for one in found.contributions] == list(range(1, len(names) + 1))
    assert not found.authors_complete


@pytest.mark.parametrize(
    ("context", "keys"),
    [
        ("http://schema.org/", ("@type", "Book", "name")),
        ({"@vocab": "https://schema.org/"}, ("@type", "Book", "name")),
        ({"s": "http://schema.org/"}, ("@type", "s:Book", "s:name")),
        ({"s": "https://schema.org/", "titel": "s:name", "Buch": {"@id": "s:Book"}}, ("@type", "Buch", "titel")),
        (["https://schema.org", {"@language": "de"}], ("@type", "Book", "name")),
        (
            "https://schema.org/docs/jsonldcontext.jsonld",
            ("@type", "https://schema.org/Book", "http://schema.org/name"),
        ),
    ],
)
def test_contexts(context: Any, keys: tuple[str, str, str]) -> None:
    (found,) = records(json_ld({"@context": context, keys[0]: keys[1], keys[2]: "Maps"}), Publication)
    assert found.type is PublicationType.BOOK
    assert found.title.value == "Maps"


def test_a_term_that_means_something_else_says_nothing() -> None:
    page = json_ld(
        {"@context": ["https://schema.org", {"name": "http://example.org/x"}], "@type": "Book", "name": "Maps"}
    )
    assert records(page, Publication) == []


def test_json_is_placed_as_json_reads_it() -> None:
    draw = random.Random(7)  # noqa: S311 - the same each time
    for _ in range(2_000):
        value = _any_json(draw, 0)
        text = json.dumps(value, ensure_ascii=draw.random() < 0.5, indent=draw.choice([None, 1]))
        assert _plain(parse(text, 0, len(text)), text) == value
        at = draw.randrange(len(text))
        spoilt = text[:at] + draw.choice('{}[],:"\\x1 ') + text[at + 1 :]
        try:
            json.loads(spoilt, strict=False)
            right = True
        except ValueError:
            right = False
        try:
            parse(spoilt, 0, len(spoilt))
            ours = True
        except JsonSyntaxError:
            ours = False
        assert ours == right, spoilt


def _any_json(draw: random.Random, depth: int) -> Any:
    kind = draw.randrange(8 if depth < 5 else 5)
    if kind < 2:
        return "".join(draw.choice('ab"\\\n\té𝔸/ ') for _ in range(draw.randrange(6)))
    if kind < 5:
        return draw.choice([1, -2.5, 1e30, 0, True, False, None])
    if kind < 7:
        return {
            "".join(draw.choice('xy"') for _ in range(3)): _any_json(draw, depth + 1) for _ in range(draw.randrange(4))
        }
    return [_any_json(draw, depth + 1) for _ in range(draw.randrange(4))]


def _plain(found: Located, text: str) -> Any:
    if isinstance(found.value, dict):
        return {key: _plain(one, text) for key, one in found.value.items()}
    if isinstance(found.value, list):
        return [_plain(one, text) for one in found.value]
    if found.is_text:
        assert json.loads(f'"{text[found.start : found.end]}"', strict=False) == found.value
        return found.value
    return json.loads(text[found.start : found.end])


def test_every_type_and_property_is_schema_org() -> None:
    declared = set(
        re.findall(
            r"^schema:(\w+) a ",
            (ROOT / "ontology/vendor/schemaorg-30.0-all-https.ttl").read_text("utf-8"),
            re.MULTILINE,
        )
    )
    names = {
        name
        for name in (*terms.WORK_TYPES, *terms.VENUE_TYPES, *terms.ORGANIZATION_TYPES, *works.ROLES)
        if ":" not in name
    }
    assert names
    assert names <= declared


# ------------------------------------------------------------------------------------------- pages of others, counted


def pages(shared: Path) -> list[Path]:
    return sorted((shared / "samples" / "html").rglob("*.html"))


def counted(page: bytes) -> int:
    """Count works on a page as others read it: JSON-LD by `json`, microdata and meta tags by lxml; equal titles once."""
    tree = lxml.html.fromstring(page)
    titles: set[str] = set()
    for script in tree.xpath('//script[@type="application/ld+json"]'):
        titles |= set(_titles(json.loads(script.text_content())))
    for item in tree.xpath("//*[@itemscope][@itemtype]"):
        types = {kind.rsplit("/", 1)[-1] for kind in item.get("itemtype").split()}
        if types & {"Book", "Thesis", "ScholarlyArticle", "MedicalScholarlyArticle"}:
            titles.add(" ".join(item.xpath('.//*[@itemprop="name"]')[0].text_content().split()))
    titles |= {meta.get("content") for meta in tree.xpath('//meta[@name="citation_title"]')}
    return len(titles)


def _titles(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _titles(one)
    if isinstance(value, dict):
        types = value.get("@type") or value.get("type") or []
        names = {str(kind).rsplit(":", 1)[-1] for kind in (types if isinstance(types, list) else [types])}
        if names & {"Article", "Book", "Thesis", "ScholarlyArticle", "MedicalScholarlyArticle"}:
            yield value.get("name") or value.get("headline") or value["schema:name"]
        for key, one in value.items():
            if key in {"@graph", "hasPart", "mainEntity"}:
                yield from _titles(one)


def test_all_pages_of_others(shared: Path) -> None:
    total, rejected = 0, []
    for path in pages(shared):
        data = path.read_bytes()
        found = list(SOURCE.read(item_of(data, id=path.name, media_type="text/html"), SOURCE.checked({})))
        works_ = [one for one in found if isinstance(one, SourceRecord) and isinstance(one.record, Publication)]
        assert len(works_) == counted(data), path
        total += len(works_)
        rejected += [(path.name, one.reason) for one in found if isinstance(one, Rejected)]
    print(f"web-page: {total} works, {len(rejected)} pages rejected")  # noqa: T201
    assert total == 18
    # pages in RDFa only, and two that describe nothing for machines
    assert {name for name, reason in rejected if "RDFa" in reason} == {
        path.name for path in pages(shared) if "rdfa" in path.name
    }
    assert {name for name, reason in rejected if "RDFa" not in reason} == {
        "commonmeta-datacite.html",
        "commonmeta-pan.html",
    }


def test_a_page_says_the_same_in_json_ld_and_in_microdata(shared: Path) -> None:
    folder = shared / "samples" / "html" / "schemaorg"
    for name in ("eg-0219", "eg-0222", "eg-0400", "eg-0401"):
        ways = []
        for way in ("json", "microdata"):
            found = records((folder / f"{name}.{way}.html").read_bytes(), Publication)
            ways.append(
                sorted(
                    (
                        one.title.value,
                        one.type,
                        str(one.issued),
                        one.volume,
                        one.issue,
                        one.pages,
                        one.language,
                        *tuple(each.printed_name for each in one.contributions),
                    )
                    for one in found
                )
            )
        assert ways[0] == ways[1], name


# --------------------------------------------------------------------------------------------------------- hostile pages


@pytest.mark.parametrize(
    "page",
    [
        "<" * 3_000_000,
        "<!" * 1_000_000,
        "&" * 3_000_000,
        "<a " * 1_000_000,
        "<a a a a " * 300_000,
        '<a b="' * 500_000,
        "</b>" * 500_000,
        "<b>" * 1_000_000,
        '<div itemscope itemprop="x">' * 100_000,
        '<b itemprop="x">y' * 100_000,
        '<div itemscope itemtype="https://schema.org/Book" itemid="#a" itemref="b"><b id=b itemprop=name>x</b>'
        * 20_000,
        "<script>" * 500_000,
        '<script type="application/ld+json">' + "[" * 3_000_000,
        '<script type="application/ld+json">' + '{"@graph":' * 300_000,
        '<script type="application/ld+json">[' + "1," * 1_000_000,
        '<script type="application/ld+json">"' + "\\" * 3_000_001,
        "&#" + "9" * 3_000_000,
        '<meta name="citation_title" content="&#' + "9" * 1_000_000 + ';">',
        '<meta name="citation_author" content="A B">' * 30_000,
        '<meta name="citation_date" content="' + "2" * 3_000_000 + '">',
    ],
    ids=lambda page: page[:40],
)
def test_no_page_takes_longer_than_it_is_long(page: str) -> None:
    def show(size: int) -> None:
        with suppress(SourceError):
            read(page[:size])

    assert grows_in_proportion(show, len(page))


def test_mutants_of_pages_raise_nothing(shared: Path) -> None:
    draw = random.Random(11)  # noqa: S311 - the same each time
    originals = [path.read_bytes() for path in pages(shared) if path.stat().st_size < 20_000]
    originals += [page.encode() for page in (ARTICLE, MICRODATA, PROFILE)]
    for _ in range(400):
        data = bytearray(draw.choice(originals))
        for _ in range(draw.randrange(1, 8)):
            at = draw.randrange(len(data))
            data[at : at + draw.choice([0, 1, 1, 30])] = draw.choice(
                [b"<", b">", b'"', b"{", b"}", b"\\", b"&#x", b"", b"\xff", b"itemscope "]
            )
        try:
            read(bytes(data))
        except SourceError as error:
            assert "page" in str(error)  # noqa: PT017


def test_json_of_any_shape_raises_nothing() -> None:
    draw = random.Random(13)  # noqa: S311 - the same each time
    odd: list[Any] = [
        None,
        5,
        True,
        "",
        "x",
        [],
        {},
        [[]],
        [{}],
        {"@value": 5},
        {"@value": {}},
        {"@list": 5},
        {"@id": 3},
        {"@id": ""},
    ]
    keys = [
        "@context",
        "@type",
        "@id",
        "@graph",
        "@reverse",
        "name",
        "author",
        "isPartOf",
        "identifier",
        "sameAs",
        "funding",
    ]
    keys += [
        "funder",
        "license",
        "encoding",
        "citation",
        "about",
        "mainEntity",
        "hasPart",
        "worksFor",
        "publisher",
        "pagination",
    ]
    for _ in range(1_500):
        value: Any = {
            "@context": "https://schema.org",
            "@type": draw.choice(["Book", "Person", "ProfilePage", "Organization"]),
        }
        inner = value
        for _ in range(draw.randrange(1, 6)):
            inner[draw.choice(keys)] = draw.choice(odd)
            key, deeper = (
                draw.choice(keys[3:]),
                {"@type": draw.choice(["Person", "Book", "Periodical", "Organization"]), "name": "N"},
            )
            inner[key] = draw.choice([deeper, [deeper, "words"]])
            inner = deeper
        assert all(isinstance(one, SourceRecord | Rejected) for one in read(json_ld(value)))


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ("<meta charset=iso-8859-1>", "cp1252"),
        (
            "<!-- <meta charset=utf-8> --><html><head><META http-equiv=Content-Type content='text/html; charset=windows-1252'>",
            "cp1252",
        ),
        ("<!DOCTYPE html><meta charset='ISO-8859-15'>", "iso8859-15"),
        ("<?xml version='1.0'?><html><meta charset='koi8-r'>", "koi8-r"),
        ("<meta charset=gb2312>", "gb18030"),
        ("<meta charset=Shift_JIS>", "cp932"),
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset=utf-16>", "utf-8"),
        ("\ufeff<title>x</title>", "utf-8"),
        ("\ufeff<title>x</title>", "utf-16-le"),
        ("\ufeff<title>x</title>", "utf-16-be"),
    ],
)
def test_pages_in_any_encoding_that_they_tell(head: str, codec: str) -> None:
    name = {"koi8-r": "Жуков", "gb18030": "王小明", "cp932": "山田太郎"}.get(codec, "Zoë Ångström")
    page = (
        f'{head}<meta name="citation_title" content="{name} and tides"><meta name="citation_author" content="{name}">'
    )
    item = item_of(page.encode(codec), id="page.html", media_type="text/html")
    (found,) = [one for one in SOURCE.read(item, SOURCE.checked({})) if isinstance(one, SourceRecord)]
    assert isinstance(found.record, Publication)
    assert [one.printed_name for one in found.record.contributions] == [name]
    with Resolver(item) as resolver:
        for one in found.attributions:
            assert resolver.resolve(one.evidence.locator) == one.evidence.quote


def test_a_broken_script_leaves_the_others() -> None:
    page = (
        json_ld({"@context": "https://schema.org", "@type": "Book", "name": "A"})
        + '\n<script type="application/ld+json">{"a": }</script>'
        + json_ld({"@context": "https://schema.org", "@type": "Book", "name": "B"})
    )
    found = read(page)
    assert [
        one.record.title.value
        for one in found
        if isinstance(one, SourceRecord) and isinstance(one.record, Publication) and one.record.title
    ] == ["A", "B"]
    (fault,) = [one for one in found if isinstance(one, Rejected)]
    assert isinstance(fault.locator, TextSpan)
    assert page.encode()[fault.locator.start : fault.locator.end].startswith(b"}")


def test_tokens_have_the_attributes_that_lxml_finds(shared: Path) -> None:
    for path in pages(shared):
        text = path.read_text("utf-8")
        ours = [
            (one.name, {key: value.value for key, value in one.attributes.items()})
            for one in tokens(text)
            if isinstance(one, StartTag) and one.name == "meta"
        ]
        theirs = [
            (one.tag, {key.lower(): value for key, value in one.attrib.items()})
            for one in lxml.html.document_fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8")).iter(
                "meta"
            )
        ]
        assert ours == theirs, path


def test_references_of_any_length_are_resolved() -> None:
    assert decoded("&#" + "9" * 10_000 + ";&#x41;&eacute;&#0000065;") == "\ufffdAéA"


def test_items_are_of_their_folder() -> None:
    item: SourceItem = item_of(MICRODATA, id="a/page.html", media_type="text/html", alone=False)
    (found,) = [one for one in SOURCE.read(item, SOURCE.checked({})) if isinstance(one, SourceRecord)]
    assert found.record.key.endswith("~source/a/page.html/publication-1")
