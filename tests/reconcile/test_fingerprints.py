"""Fingerprints and slugs, word for word: the ledgers of all sites are written in them."""

from __future__ import annotations

from typing import Any

import pytest

from scholargraph.identifiers import parse_identifier
from scholargraph.iris import Key, digest
from scholargraph.model import Organization, PartialDate, Person, Publication, Version
from scholargraph.reconcile.fingerprints import local_names, normal, of_group, slugs
from tests.reconcile.records import work


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("Islands, Rivers. Seas-Lakes  and_More!", "islands rivers seas lakes and more"),
        ("C++", "c++"), ("C#, F#", "c# f#"), ("people + places", "people places"), ("+1 dose", "1 dose"),
        ("#1 of 2", "1 of 2"), ("a\u00ad+b", "a b"), ("a\u2212b", "a b"), ("a~b|c", "a b c"), ("P \u2260 NP", "p \u2260 np"),
        ("x\u2264y", "x\u2264y"), ("inter\u00adpret", "interpret"), ("?!", "?!"), (" !? ", "!?"), ("", ""),
        ("\uff21\uff22", "ab"), ("Stra\u00dfe", "strasse"), ("x²", "x2"),
    ],
)  # fmt: skip
def test_the_normal_form_of_words(words: str, form: str) -> None:
    assert normal(words) == form


DOI, ARXIV = parse_identifier("doi:10.5555/a"), parse_identifier("arxiv:2401.06102")


def test_the_fingerprints_of_a_work_come_from_the_strongest_to_the_weakest_each_once() -> None:
    records: list[Any] = [
        work("page", "1", title="Rivers \n Now", abstract="Why?", versions=(Version(label="v", identifiers=(ARXIV,)),)),
        work("other", "1", title="Rivers now", issued=PartialDate(2001, 3), identifiers=(DOI,)),
    ]
    assert of_group(records) == (
        "doi:10.5555/a", "arxiv:2401.06102", "title:rivers now", "title-year:rivers now 2001",
        f"abstract:{digest('why')}",
    )  # fmt: skip
    assert of_group([Publication(key=Key("publication/~page/1"))]) == ()


def test_the_fingerprints_of_anything_else() -> None:
    orcid = parse_identifier("orcid:0000-0002-1825-0097")
    ada = Person(key=Key("person/~page/owner"), name="Ada  Quill", identifiers=(orcid,))
    assert of_group([ada]) == ("orcid:0000-0002-1825-0097", "name:ada quill")
    assert local_names([ada, ada]) == ("entry:ada quill page/owner",)
    assert local_names([work("page", "entry-3")]) == ("entry: page/entry-3",)
    # The ledger is a table of lines and tabs.
    assert local_names([work("page", "a\t\nb")]) == ("entry: page/a b",)


def test_slugs() -> None:
    long = "word " * 30
    titled = work("page", "1", title=long, issued=PartialDate(2001))
    plain = "-".join(["word"] * 16)
    assert slugs([titled]) == (plain, f"{'-'.join(['word'] * 15)}-2001")
    assert slugs([work("page", "1"), work("page", "2", title="Rivers!")]) == ("rivers",)
    assert slugs([work("page", "1", title="Rivers"), work("page", "2", issued=PartialDate(1999))]) == (
        "rivers", "rivers-1999",
    )  # fmt: skip
    assert slugs([work("page", "1"), work("page", "2", abstract="Why?")]) == (f"untitled-{digest('why')}",)
    assert slugs([Organization(key=Key("organization/~page/o"), name="The Office")]) == ("the-office",)
