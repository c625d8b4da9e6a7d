"""Whose word is stated: the order of the site's sources, and that of single fields."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from scholargraph import config
from scholargraph.errors import SettingsError
from scholargraph.identifiers import parse_identifier
from scholargraph.model import PartialDate
from scholargraph.reconcile import IDENTIFYING, Joined, Ledger, preferences, reconcile
from scholargraph.reconcile.preference import Preference
from tests.reconcile.records import SOURCES, conflicts, reading, work, works

DOI: Final = (parse_identifier("doi:10.5555/t"),)
SITE: Final = """\
[site]
title = "T"
base = "http://127.0.0.1/"

[[source]]
name = "curation"
kind = "curation"
path = "curation.toml"

[[source]]
name = "page"
kind = "profile-text"
path = "page.txt"

[prefer]
"""


def joined(prefer: dict[str, tuple[str, ...]]) -> Joined:
    said = (
        reading("curation", work("curation", "1", title="T", identifiers=DOI, volume="1", issued=PartialDate(2001))),
        reading("page", work("page", "1", title="T", identifiers=DOI, volume="2", issued=PartialDate(2001, 2))),
        reading("other", work("other", "1", title="T", identifiers=DOI, volume="3", issued=PartialDate(2001, 3))),
    )
    return reconcile(said, sources=SOURCES, ledger=Ledger(schemes=IDENTIFYING), prefer=prefer)


def test_the_source_that_is_preferred_for_a_field_is_stated_there_and_nowhere_else() -> None:
    catalogue = joined({"volume": ("other", "page")})
    (only,) = works(catalogue)
    assert (only.volume, only.issued) == ("3", PartialDate(2001, 2))
    found = {(one.field, one.others[0].value): one.reason for one in conflicts(catalogue)}
    assert found == {
        ("volume", "2"): "The source “other” stands before “page” in the site's order of preference for “Volume”.",
        ("volume", "1"): "The source “other” stands before “curation” in the site's order of preference for “Volume”.",
        ("issued", PartialDate(2001, 3)): (
            "The source “page” stands before “other” in the site's order of preference."
        ),
    }


def test_sources_that_are_not_named_follow_in_the_order_of_the_site() -> None:
    order = Preference.of(["a", "b", "c", "d"], {"title": ("c",)})
    assert sorted("dcba", key=lambda one: order.rank(one, "title")) == ["c", "a", "b", "d"]
    assert sorted("dcba", key=lambda one: order.rank(one, "volume")) == ["a", "b", "c", "d"]


def test_a_site_file_says_it(tmp_path: Path) -> None:
    settings = config.parse(SITE + 'title = ["page", "curation"]\n', tmp_path / config.SITE_FILE)
    assert preferences(settings.prefer) == {"title": ("page", "curation")}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('title = ["nobody"]', "No source is named “nobody”: name sources of this file."),
        ('title = ["page", "page"]', "A source is named twice: leave out one of the two."),
        ('title = "page"', 'title is a list of names of sources: write title = ["first", "second"].'),
        ("title = []", 'title is a list of names of sources: write title = ["first", "second"].'),
        ('titel = ["page"]', "“titel” is no field of which sources can be preferred: did you mean title?"),
        (
            'gaps = ["page"]',
            "“gaps” is no field of which sources can be preferred: docs/data-model.md lists the fields.",
        ),
    ],
)
def test_what_is_wrong_has_its_line(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(SettingsError) as error:
        preferences(config.parse(SITE + line + "\n", tmp_path / config.SITE_FILE).prefer)
    assert error.value.message == message
    assert error.value.place is not None
    assert error.value.place.line == 16
