"""Pages in a real browser: nothing runs, nothing is asked of others, nothing overflows, nothing needs script."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from scholargraph.iris import Key
from scholargraph.model import Contribution, Gap, Text, organization
from scholargraph.pages.rendering import static_files
from scholargraph.web.app import create_app
from tests.pages import sites
from tests.pages.hostile import MARK, PAYLOADS
from tests.pages.poison import publish_poisoned
from tests.web.pooled import PooledServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Request

    from scholargraph.config import Settings

WIDTHS: Final = (360, 1440)
LISTS: Final = ("", "person", "publication", "organization", "venue", "source", "ontology", "person/nobody")
KEYS: Final = tuple(record.key for record in sites.records())

OVERFLOWING = """() => {
    const found = [];
    for (const one of document.querySelectorAll('body *')) {
        if (one.closest('.hidden, .skip') || getComputedStyle(one).display === 'contents') continue;
        const box = one.getBoundingClientRect();
        if (box.width && (box.right > innerWidth + 1 || box.left < -1)) found.push(one.outerHTML.slice(0, 120));
    }
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
    return found;
}"""


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    made = PooledServer(create_app(settings))
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{made.server_port}/"
    finally:
        made.shutdown()
        thread.join()
        made.server_close()


@pytest.fixture(scope="module")
def address(settings: Settings) -> Iterator[str]:
    with served(settings) as found:
        yield found


@contextmanager
def opened(browser: Browser, **options: object) -> Iterator[BrowserContext]:
    context = browser.new_context(**options)  # type: ignore[arg-type]
    try:
        yield context
    finally:
        context.close()


def unfolded(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true })")


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_overflows(browser: Browser, address: str, width: int) -> None:
    with opened(browser, viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        for path in (*LISTS, *KEYS, "source/notes"):
            unfolded(page, address + path)
            assert page.evaluate(OVERFLOWING) == [], path


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_overflows_however_long(browser: Browser, tmp_path: Path, width: int) -> None:
    long = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 6
    crowd = tuple(Contribution.of(f"Author {n} {long[:90]}", position=n) for n in range(1, 80))
    title = f"{long} https://e.example/{'a' * 300} " + "word " * 60
    work = sites.paper(
        title=Text(title),
        contributions=crowd,
        publisher=organization(long),
        venue=None,
        about=(),
        cites=(),
        volume=long,
    )
    other = sites.lost(abstract=Text(long * 5), gaps=tuple(Gap))
    person = sites.person(name=long, biography=Text(long * 8), topics=(Text(long), Text("x")), roles=())
    settings = sites.publish(tmp_path, sites.catalogue([work, other, person]), title=long)
    with served(settings) as address, opened(browser, viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        for path in ("", "publication", sites.PAPER, sites.LOST, sites.MIRA, "nothing"):
            unfolded(page, address + path)
            assert page.evaluate(OVERFLOWING) == [], path


def test_the_test_sees_what_overflows(browser: Browser, address: str) -> None:
    with opened(browser, viewport={"width": 360, "height": 800}) as context:
        page = context.new_page()
        page.goto(address)
        page.evaluate("() => { document.querySelector('h1').style.width = '500px' }")
        assert page.evaluate(OVERFLOWING) != []


def test_everything_works_without_script(browser: Browser, address: str) -> None:
    with opened(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        page.get_by_role("link", name="The whole profile").click()
        titles = page.locator(".works h3")
        expect(titles.first).to_have_text(re.compile("^A Theory of Tides"))
        page.get_by_role("link", name="Title, descending", exact=True).click()
        expect(titles.first).to_have_text("Liber de aqua")
        abstract = page.locator(".works details", has_text="15% more tides")
        assert not abstract.locator("p").first.is_visible()
        abstract.locator("summary").click()
        assert abstract.locator("p").first.is_visible()
        abstract.get_by_role("link", name="View details").click()
        expect(page.locator("h1")).to_have_text(re.compile("^A Theory of Tides"))
        page.get_by_role("link", name="Turtle").click()
        expect(page.locator("pre")).to_contain_text("@prefix bibo:")  # which waits for it: a click waits for no page


def test_who_uses_the_keyboard_reaches_the_content_first(browser: Browser, address: str) -> None:
    with opened(browser) as context:
        page = context.new_page()
        page.goto(address + sites.MIRA)
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.inner_text() == "Skip to content"
        assert (focused.bounding_box() or {"width": 0})["width"] > 50
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("() => !!document.activeElement.closest('main')")


# ---- hostile words ----


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(publish_poisoned(tmp_path_factory.mktemp("poison"))) as found:
        yield found


def paths(kinds: tuple[Key, ...]) -> list[str]:
    """Every payload on some kinds of page, the first of them on all kinds; lists and errors hold all of them."""
    each = [f"{key}-{place}" for place in range(len(PAYLOADS)) for key in kinds]
    return [*LISTS, *each, *(f"{key}-0" for key in KEYS), "source/notes", f"{sites.MIRA}-0/author"]


@pytest.mark.parametrize("without_policy", [True, False])
def test_no_payload_runs_in_a_browser(browser: Browser, poisoned: str, *, without_policy: bool) -> None:
    """Without the policy it is escaping alone that holds; with it, nothing may even be reported."""
    told: list[str] = []
    asked: set[str] = set()

    def note(request: Request) -> None:
        asked.add(re.match(r"[a-z]+://[^/]*/|.*", request.url).group())  # type: ignore[union-attr]

    with opened(browser, bypass_csp=without_policy) as context:
        context.add_init_script(f"window.{MARK} = () => {{ window.hit = 1 }}")
        page = context.new_page()
        page.on("dialog", lambda dialog: told.append(f"dialog {dialog.message}"))
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", note)
        for path in paths((sites.MIRA, sites.PAPER) if without_policy else (sites.MIRA,)):
            page.goto(poisoned + path, wait_until="domcontentloaded")
            page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true })")
            assert page.evaluate("() => window.hit === undefined"), path
            assert page.url == poisoned + path, "no page leads away by itself"
    assert [text for text in told if "404 (NOT FOUND)" not in text] == []
    assert asked == {poisoned}


# ---- what the sheet promises ----


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1])
def test_text_has_contrast_in_light_and_in_dark(scheme: int) -> None:
    """At least 4.5 to 1 for every pair of text and ground that the sheet uses (WCAG 2.2, 1.4.3)."""
    sheet = next(file.data.decode() for name, file in static_files().items() if name.startswith("site-"))
    blocks = re.findall(r":root \{([^}]*)\}", sheet)
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", blocks[scheme]))
    grounds = {
        "paper": ("ink", "quiet", "accent"),
        "sheet": ("ink", "quiet", "accent"),
        "accent-wash": ("ink",),
        "note-wash": ("ink", "note", "quiet"),
    }
    for ground, texts in grounds.items():
        for text in texts:
            dark, light = sorted((luminance(colours[ground]), luminance(colours[text])))
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (ground, text)


def test_the_poisoned_site_holds_the_payloads(poisoned: str, browser: Browser) -> None:
    with opened(browser) as context:
        page = context.new_page()
        page.goto(f"{poisoned}{Key(f'{sites.MIRA}-0')}")
        assert page.locator("h1").inner_text() == PAYLOADS[0]
