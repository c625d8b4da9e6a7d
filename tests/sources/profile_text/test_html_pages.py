"""Profile pages as HTML: read as the text of the same page is, each value at its bytes of the page."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest

from scholargraph.acquire import Resolver, item_of
from scholargraph.errors import SourceError
from scholargraph.model import Person, Publication, SourceRecord
from scholargraph.sources import profile_text
from scholargraph.sources.profile_text import SOURCE
from scholargraph.sources.profile_text.visible_text import VisibleText
from scholargraph.testing import Broken, ReaderContract, Sample
from tests.growth import grows_in_proportion

PAGES: Final = sorted(Path(__file__).parent.glob("pages/*.txt"))

WORD: Final = re.compile(r"[^ &;]+(?= )")


def _lines(text: str, line: Callable[[str], str]) -> str:
    return "".join(line(html.escape(one)) if one.strip() else "<div><br></div>\n" for one in text.splitlines())


LAYOUTS: Final[dict[str, Callable[[str], str]]] = {
    "blocks": lambda text: f"<!DOCTYPE html><html><body>{_lines(text, lambda one: f'<div>{one}</div>')}",
    "line breaks": lambda text: "<p>" + "<br>\n".join(html.escape(one) for one in text.splitlines()),
    "rows": lambda text: (
        "<table>" + "".join(f"<tr><td>{html.escape(one) or '<br>'}</td></tr>" for one in text.splitlines())
    ),
    "references": lambda text: _lines(
        text, lambda one: f"<section>{one.encode('ascii', 'xmlcharrefreplace').decode()}</section>"
    ),
    "tags": lambda text: _lines(text, lambda one: "<div>" + WORD.sub(r"<span class=w>\g<0></span>", one) + "</div>"),
    "menus": lambda text: (
        f"<header><a>Home</a></header><nav>Menu</nav>{_lines(text, lambda one: f'<div>{one}</div>')}<footer>(c)</footer>"
    ),
}

AL_FOLIO: Final = """\
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ada Quill</title><style>.x{}</style></head><body>
<header><nav id="navbar"><a href="/">about</a><a href="/publications/">publications</a></nav></header>
<div class="container"><div class="post"><header class="post-header"><h1 class="post-title"><span class="font-weight-bold">Ada</span> Quill</h1>
<p class="desc">Reader at <a href="https://nowhere.example/">University of Nowhere</a></p></header>
<article><p>Ada is a reader at University of Nowhere. She works on maps &amp; tides.</p>
<h2>Publications</h2><div class="publications"><ol class="bibliography">
<li><div class="title">Tides of Nowhere &amp; Elsewhere</div><div class="author"><em>Ada Quill</em>, and&nbsp;Beno&icirc;t Okafor</div>
<div class="periodical"><em>Journal of Imaginary Geography</em>, 2021</div>
<div class="links"><a href="https://doi.org/10.5555/tides?x=1&amp;y=2" role="button">DOI</a> <a href="/t.pdf">PDF</a></div>
<div class="abstract hidden" hidden><p>Not shown.</p></div></li>
<li><div class="title">A Grammar of Coastlines</div><div class="author"><em>Ada Quill</em></div>
<div class="periodical"><em>Journal of Imaginary Geography</em>, 2019</div></li></ol></div></article></div></div>
<footer>&copy; 2024 Ada Quill. Powered by Jekyll.</footer><script>var x = "<p>no</p>";</script></body></html>
"""
LIST: Final = """\
<html><body><h1>Ada Quill</h1><p>Professor of Geography, University of Nowhere</p><h2>Publications</h2><ul>
<li>A. Quill, B. Okafor. <b>Tides of Nowhere &amp; Elsewhere</b>. <i>Journal of Imaginary Geography</i>, 7(2):12&ndash;34, 2021.
<li>A. Quill. <b>A Grammar of Coastlines</b>. <i>Journal of Imaginary Geography</i>, 2019.
<li>A. Quill and C. Moss. <b>Maps that Lie</b>. In <i>Proceedings of the Conference on Imaginary Places</i>, 2018.</ul>
"""
HUGO: Final = """\
<body><aside><p>Search</p></aside><main><section id="about"><div id="profile"><img src="a.jpg" alt="x"><div class="portrait-title"><h2>Ada Quill</h2>
<h3>Professor of Geography</h3><h3><a href="https://nowhere.example"><span>University of Nowhere</span></a></h3></div></div>
<div><p>Ada Quill is a professor of geography at University of Nowhere.</p></div></section>
<section><h1>Publications</h1><div class="pub-list-item"><span class="article-metadata">Ada Quill, Beno&#238;t Okafor</span> (2021).
<a href="/p/tides">Tides of Nowhere &amp; Elsewhere</a>. <em>Journal of Imaginary Geography</em>. <p><a class="btn" href="https://doi.org/10.5555/tides?x=1&amp;y=2">DOI</a></p></div>
<div class="pub-list-item"><span class="article-metadata">Ada Quill</span> (2019). <a href="/p/g">A Grammar of Coastlines</a>. <em>Journal of Imaginary Geography</em>.</div>
</section></main></body>
"""


def read(page: str | bytes, media_type: str = "text/html") -> list[Any]:
    return list(SOURCE.read(item_of(page, id="page.html", media_type=media_type), SOURCE.checked({})))


def said(found: list[Any]) -> list[Any]:
    return [
        (one.record, {(each.field, repr(each.value)) for each in one.attributions})
        if isinstance(one, SourceRecord)
        else one.reason
        for one in found
    ]


def places(page: str | bytes, found: list[Any]) -> None:
    with Resolver(item_of(page, id="page.html", media_type="text/html")) as resolver:
        for one in found:
            for each in one.attributions if isinstance(one, SourceRecord) else ():
                assert resolver.resolve(each.evidence.locator) == each.evidence.quote


def works(found: list[Any]) -> dict[str, Publication]:
    return {
        one.record.title.value: one.record
        for one in found
        if isinstance(one, SourceRecord) and isinstance(one.record, Publication) and one.record.title is not None
    }


class TestHtmlPages(ReaderContract):
    reader = SOURCE
    samples = (
        Sample(AL_FOLIO, entries=2, record=Publication, id="page.html"),
        Sample(LIST, entries=3, record=Publication, id="page.html"),
        Sample(HUGO, entries=2, record=Publication, id="page.htm"),
    )
    broken = (
        Broken("", says="empty", id="page.html"),
        Broken(b"Ada\0Quill", says="binary", id="page.html"),
        Broken("<title>Ada Quill</title><script>x</script>", says="shows no words", id="page.html"),
        Broken("<p>Authored Publications<p>Maps", says="No name of a person", records=0, id="page.html"),
        Broken(b"<p>Zo\xeb Quill", says="says no encoding", id="page.html"),
    )


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_read_as_its_text_is(path: Path, layout: str) -> None:
    """White space means nothing in HTML, so the text is compared without its columns."""
    text = re.sub(r"(?m)^[ \t]+|[ \t]+$", "", path.read_text("utf-8"))
    text = re.sub(r"[ \t]+", " ", text)
    page = LAYOUTS[layout](text)
    found = read(page)
    assert said(found) == said(read(text, "text/plain"))
    places(page, found)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_preformatted_text_is_read_as_it_stands(path: Path) -> None:
    text = path.read_text("utf-8")
    page = f"<pre>{html.escape(text)}</pre>"
    found = read(page)
    assert said(found) == said(read(text, "text/plain"))
    places(page, found)


@pytest.mark.parametrize("page", [AL_FOLIO, LIST, HUGO], ids=["al-folio", "list", "hugo"])
def test_pages_of_themes(page: str) -> None:
    found = read(page)
    places(page, found)
    (person,) = [one.record for one in found if isinstance(one, SourceRecord) and isinstance(one.record, Person)]
    assert person.name == "Ada Quill"
    titles = works(found)
    tides = titles["Tides of Nowhere & Elsewhere"]
    assert {one.agent.record for one in tides.contributions} == {person.key, None}
    assert tides.contributions[1].printed_name.endswith("Okafor")
    assert "A Grammar of Coastlines" in titles
    if "doi.org" in page:
        assert [str(one) for one in tides.identifiers] == ["doi:10.5555/tides?x=1&y=2"]


def test_the_address_of_a_label_has_its_place() -> None:
    (one,) = [
        each
        for found in read(AL_FOLIO)
        if isinstance(found, SourceRecord)
        for each in found.attributions
        if each.field == "identifiers"
    ]
    assert one.evidence.quote == "https://doi.org/10.5555/tides?x=1&amp;y=2"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>a<p>b", "a\n\nb"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<div>a<div>b</div></div>c", "a\nb\nc"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("a  \n b&nbsp;c", "a b\xa0c"),
        ("<ul><li>a<li>b</ul>c", "a\nb\n\nc"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a\tb\nc"),
        ("a<script>b</script><style>c</style><!-- d -->e", "ae"),
        ("a<span hidden>b</span><b style='display: none'>c</b><i aria-hidden=true>d</i>e", "ae"),
        ("<header>menu</header><header><h1>Name</h1></header>x", "Name\n\nx"),
        ("<header>menu<nav><h1>No</h1></nav></header>x", "x"),
        ("<footer>a</footer><div role=navigation>b</div>c", "c"),
        ("<pre>a\n  b\tc</pre>", "a\n  b\tc"),
        ("&lt;b&gt; &amp;amp; &#x41;", "<b> &amp; A"),
        ("<a href='https://x.example/a'>PDF</a>", "PDF https://x.example/a"),
        ("<a href='https://x.example/a'>A title</a>", "A title"),
        ("<a href='javascript:x'>PDF</a>", "PDF"),
        ("<h1>a</h1>b<h2>c</h2>", "a\n\nb\n\nc"),
        ("a</b></p></div>b", "ab"),
    ],
)
def test_what_a_page_shows(page: str, text: str) -> None:
    shown = VisibleText(item_of(page, media_type="text/html"), limit=1000)
    assert shown.text.strip("\n") == text


@pytest.mark.parametrize(
    "page",
    [
        "<" * 3_000_000,
        "<div>" * 500_000,
        "<b>x" * 200_000,
        "<header>x" * 100_000,
        "<a href=https://x>pdf</a>" * 60_000,
        "&amp;" * 500_000,
        "x " * 1_000_000,
        "<br>" * 500_000,
        "<td>" * 500_000,
        "</p>" * 500_000,
        "<pre>\n" * 100_000,
    ],
    ids=lambda page: page[:20],
)
def test_no_page_takes_longer_than_it_is_long(page: str) -> None:
    def show(size: int) -> None:
        with suppress(SourceError):
            VisibleText(item_of(page[:size], media_type="text/html"), limit=profile_text.LIMIT)

    assert grows_in_proportion(show, len(page))
