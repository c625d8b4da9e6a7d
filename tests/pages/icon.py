"""Draws `favicon.ico` out of `icon.svg` with the system's browser: `make icon`."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

import scholargraph.pages

STATIC: Final = Path(scholargraph.pages.__file__).parent / "static"
SIZE: Final = 32


def drawn(svg: str) -> bytes:
    """Draw an SVG as PNG, its corners transparent."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": SIZE, "height": SIZE})
        page.set_content(f"<style>*{{margin:0}}svg{{display:block;width:{SIZE}px;height:{SIZE}px}}</style>{svg}")
        made = page.screenshot(omit_background=True)
        browser.close()
    return made


def packed(png: bytes) -> bytes:
    """Put one PNG into a file of icons."""
    entry = struct.pack("<BBBBHHII", SIZE, SIZE, 0, 0, 1, 32, len(png), 22)
    return struct.pack("<HHH", 0, 1, 1) + entry + png


if __name__ == "__main__":
    (STATIC / "favicon.ico").write_bytes(packed(drawn((STATIC / "icon.svg").read_text("utf-8"))))
