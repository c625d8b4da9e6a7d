"""Titles that a damaged profile text has lost are found again in a BibTeX file with the abstracts, without any curation."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest

from scholargraph import config
from scholargraph.model import Gap, Publication, Source, SourceRecord
from scholargraph.reconcile import IDENTIFYING, Joined, Ledger, reconcile
from scholargraph.sources.reading import plans, read

PROFILE: Final = Path(__file__).resolve().parents[2] / "data" / "lucas-dixon" / "profile.txt"
SITE: Final = """\
[site]
title = "Lucas Dixon"
base = "http://127.0.0.1:8000/"

[[source]]
name = "profile"
kind = "profile-text"
path = "profile.txt"
"""
BIBTEX: Final = """
[[source]]
name = "works"
kind = "bibtex"
path = "works.bib"
"""
SOURCES: Final = (Source("profile", "profile-text", "profile.txt"), Source("works", "bibtex", "works.bib"))
TITLES: Final = {
    "Why do models respond to harmful queries": "Who's asking? User personas and the mechanics of latent misalignment",
    "An Explorable explaining the concept": "Can Large Language Models Explain Their Internal Mechanisms?",
    "Inspecting hidden representations": "Patchscopes: A Unifying Framework for Inspecting Hidden Representations",
    "A common method to study deep learning": "Interpretability Illusions in the Generalization of Simplified Models",
    "In 2021, researchers made a striking": "Do Machine Learning Models Memorize or Generalize?",
    "Traditional recommender systems": "Large Language Models are Competitive Near Cold-start Recommenders",
}
"""The titles of the works whose abstracts begin so."""


def titled(work: Publication) -> str | None:
    """The title of the work by the beginning of its abstract."""
    abstract = "" if work.abstract is None else work.abstract.value
    return next((title for beginning, title in TITLES.items() if abstract.startswith(beginning)), None)


def site(folder: Path, *, works: str | None = None) -> Joined:
    """The damaged profile, and a BibTeX file beside it, read and joined."""
    folder.mkdir()
    shutil.copy(PROFILE, folder)
    (folder / "scholargraph.toml").write_text(SITE + (BIBTEX if works is not None else ""), "utf-8")
    if works is not None:
        (folder / "works.bib").write_text(works, "utf-8")
    items = [one for one in read(plans(config.load(folder))) if isinstance(one, SourceRecord)]
    return reconcile(items, sources=SOURCES, ledger=Ledger(schemes=IDENTIFYING))


def publications(catalogue: Joined) -> list[Publication]:
    return [entry.record for entry in catalogue.entries() if isinstance(entry.record, Publication)]


def plain(text: str) -> str:
    return text


def wrapped(text: str) -> str:
    """The words on lines of forty columns, as editors of BibTeX files break them."""
    return textwrap.fill(text, 40)


def in_latex(text: str) -> str:
    """The words with the signs of LaTeX for quotes and dashes."""
    return re.sub(r"[–—]", "--", re.sub(r"“", "``", re.sub(r"”", "''", re.sub(r"[‘’]", "'", text))))


def begun(text: str) -> str:
    """The first two thirds, as services cut it."""
    return text[: 2 * len(text) // 3].rpartition(" ")[0]


def as_bibtex(works: Mapping[str, str], change: Callable[[str], str] = plain) -> str:
    """Entries with title and abstract, and no author, year or identifier."""
    return "\n".join(
        f"@misc{{w{at},\n  title = {{{title}}},\n  abstract = {{{change(abstract).replace('%', chr(92) + '%')}}},\n}}"
        for at, (title, abstract) in enumerate(works.items())
    )


@pytest.mark.parametrize("change", [plain, wrapped, in_latex, begun])
def test_lost_titles_are_found_again_by_the_abstracts_of_a_bibtex_file(
    change: Callable[[str], str], tmp_path: Path
) -> None:
    before = publications(site(tmp_path / "alone"))
    lost = {
        title: one.abstract.value for one in before if one.title is None and one.abstract and (title := titled(one))
    }
    assert len(lost) >= 4
    found = site(tmp_path / "both", works=as_bibtex(lost, change))
    after = publications(found)
    assert len(after) == len(before)
    for work in after:
        title = titled(work)
        if title in lost:
            assert work.title is not None
            assert work.title.value == title
            assert Gap.TITLE_LOST not in work.gaps
            entry = found.get(work.key)
            assert entry is not None
            assert {one.source for one in entry.evidence_for("title", work.title)} == {"works"}
            # Beside it stands why readings of the profile are one, and why its authors are the persons that they are.
            why = [
                one
                for one in entry.joinings
                if one.other.slug.startswith("~works") or one.one.slug.startswith("~works")
            ]
            assert {one.reasons[0].comparison for one in why if one.one.collection == one.other.collection} == {
                "abstract"
            }


def test_the_abstracts_of_other_works_give_no_title(tmp_path: Path) -> None:
    before = publications(site(tmp_path / "alone"))
    other = (
        "We measured gravel, sand and silt in forty reaches of the northern plain, and find that floods alone decide."
    )
    after = publications(site(tmp_path / "both", works=as_bibtex({"Rivers of the plain": other})))
    assert len(after) == len(before) + 1
    assert sum(work.title is None for work in after) == sum(work.title is None for work in before)
