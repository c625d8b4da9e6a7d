"""docs/search.md says what is so: its query runs, its limits and the members of the data are the real ones."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from scholargraph import config, search, store
from scholargraph.pages import search as pages
from scholargraph.publish import publish
from scholargraph.web.app import create_app

TEXT: Final = (Path(__file__).resolve().parents[1] / "docs" / "search.md").read_text(encoding="utf-8")


def test_the_query_finds(copy_site: Callable[[str], Path]) -> None:
    settings = config.load(copy_site("example-department"))
    publish(settings)
    (query,) = re.findall(r"```sparql\n(.*?)```", TEXT, re.DOTALL)
    answer = store.Reader(store.Snapshots(settings.work).require()).answer(query, "json")
    titles = [row["title"]["value"] for row in json.loads(answer)["results"]["bindings"]]
    assert titles == ["Maps of Nowhere: A Survey"]


def test_the_members_are_those_that_are_sent(copy_site: Callable[[str], Path]) -> None:
    settings = config.load(copy_site("example-department"))
    publish(settings)
    data = json.loads(create_app(settings).test_client().get("/search?q=maps&format=json").data)
    table, sentence = TEXT.split("| Member | What |")[1].split("\n\n", 1)
    assert re.findall(
        r"`(\w+)`", "".join(row.split("|")[1] for row in table.splitlines() if row.startswith("| `"))
    ) == list(data)
    for member in data["results"][0]:
        assert f"`{member}`" in sentence, member


def test_the_limits_are_the_real_ones() -> None:
    assert f"At most {search.MAX_TEXT} characters and {search.MAX_WORDS} words" in TEXT
    assert pages.PAGE_SIZE == 20
    assert "twenty things at a time" in TEXT
