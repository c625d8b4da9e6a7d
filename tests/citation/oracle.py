"""What citeproc-js, the processor of Zotero and others, says of items; and the rules by which two entries are compared.

`python -m tests.citation.oracle` writes `expected.json` anew from `items.json`. It needs `make citeproc`.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from scholargraph.citation.styles import STYLES

ROOT: Final = Path(__file__).resolve().parents[2]
HERE: Final = Path(__file__).parent
MODULES: Final = ROOT / ".venv" / "citeproc"
CSL: Final = ROOT / "src" / "scholargraph" / "citation" / "csl"
ITEMS: Final[list[dict[str, Any]]] = json.loads((HERE / "items.json").read_text("utf-8"))
EXPECTED: Final = HERE / "expected.json"

Entries = dict[str, list[str]]
"""By the name of a style: the entry of each item, in order."""

RULES: Final = (
    (r"\s*<div[^>]*>|</div>\s*", ""),  # the boxes of a list
    (r'<span style="font-variant: ?small-caps;">', '<span class="small-caps">'),  # we have classes: CSP allows no style
    (r'<span style="font-(?:style|variant|weight):normal;">', '<span class="normal">'),
    (r"&#38;", "&amp;"),  # the same characters, escaped otherwise
    (r"&#60;", "&lt;"),
    (r"&#62;", "&gt;"),
)
"""Differences in how an entry is written down, not in what it says: a pattern of theirs, and ours."""


def available() -> str | None:
    """Give the command of Node where it and the processor are there."""
    return shutil.which("node") if (MODULES / ".installed").is_file() else None


def ask(node: str, items: Sequence[dict[str, Any]]) -> Entries:
    """Have citeproc-js format items in the five styles."""
    asked = json.dumps({"styles": [style.file for style in STYLES.values()], "items": list(items)})
    command = [node, str(HERE / "citeproc" / "format.mjs"), str(MODULES), str(CSL)]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    return {style.name: [_words(entry) for entry in found[style.file]] for style in STYLES.values()}


def _words(entry: str | dict[str, str]) -> str:
    return entry if isinstance(entry, str) else f"{entry['error']}"


def comparable(entry: str) -> str:
    """Give an entry of theirs as we would write the same."""
    for theirs, ours in RULES:
        entry = re.sub(theirs, ours, entry)
    return entry.strip()


def main() -> None:
    """Write what citeproc-js says of the items."""
    node = available()
    assert node is not None, "run `make citeproc` first"
    EXPECTED.write_text(json.dumps(ask(node, ITEMS), ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
