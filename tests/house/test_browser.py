"""The browser that looks at the pages starts, and measures what it shows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser


@pytest.mark.parametrize(("width", "overflows"), [(360, True), (1440, False)])
def test_the_browser_tells_what_overflows(width: int, *, overflows: bool, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.set_content('<div style="width: 1000px">wide</div>')

    assert page.evaluate("document.documentElement.scrollWidth > innerWidth") is overflows
    page.close()
