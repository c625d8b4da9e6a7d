"""Safe mends: what words surely mean, and where they could mean something else."""

from __future__ import annotations

import pytest

from scholargraph.findings.safe_mends import mended_date, mended_identifier


@pytest.mark.parametrize(
    ("words", "doi"),
    [
        ("see 10.1000/182.", "10.1000/182"),
        ("(10.1000/182)", "10.1000/182"),
        ("see 10.1000/abc(12)", "10.1000/abc(12)"),
        ("10.1000/182, 10.1000/182", "10.1000/182"),
        ("110.1000/182", None),
        ("10.1000/182;10.1000/183", None),
        ("10.1000/182 and 10.1000/183", None),
        ("https://x.test/10.1000/182?page=2", None),
    ],
)
def test_a_doi_is_whole_and_the_only_one(words: str, doi: str | None) -> None:
    found = mended_identifier("doi", words)
    assert (None if found is None else found.value) == doi


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2010/11", None),
        ("2010/12", "2010-12"),
        ("2010/11/05", "2010-11-05"),
        ("November 2010", "2010-11"),
        ("05/03/2014", None),
    ],
)
def test_a_date_has_one_meaning(words: str, date: str | None) -> None:
    found = mended_date(words)
    assert (None if found is None else str(found)) == date
