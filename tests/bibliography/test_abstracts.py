"""Abstracts without citation commands and citation marks; where there are none, there is nothing to clean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholargraph.bibliography.abstracts import cleaned

CLEANED = [
    (r"Lamps (LL) \citep{bright2020} for all.", "Lamps (LL) for all."),
    (r"Lamps~\cite[p.~3]{x,y}, lights", "Lamps, lights"),
    ("tiny models [1]. They", "tiny models. They"),
    ("interest [2, 3, 4, 5, 6]. Do", "interest. Do"),
    ("as before [5-7] and [1][2] so", "as before and so"),
    (r"{\em Lamps} \cite{a} are {\bf good}, 15\% \& more", "Lamps are good, 15% & more"),
    (r"Schr\"odinger [2], caf\'e, \~{n}", "Schrödinger, café, ñ"),
    (r"cost $\alpha\%$ and 5\% more\footnote{So.}", "cost α% and 5% more"),
    (r"of <i>E. coli</i> and H<sub>2</sub>O [3].", "of E. coli and H₂O."),
    ("known ([3]) and (see [4])", "known ([3]) and (see)"),
]
KEPT = [
    "Lamps are good.",
    r"The bound is $O(\log n)$ --- no more.",
    r"saves 15\% \& more",
    r"an \emph{old \textbf{lamp}} here",
    r"Schr\"odinger, caf\'e, \~{n}",
    "Representations---for example",
    "Values lie in [0, 1] and in the interval [1, 5].",
    "x[1] is an index, a[2, 3] too",
    "the list [5, 3, 1] descends",
    "It costs $5 and $6.",
    "[sic] and [a]",
]


@pytest.mark.parametrize(("raw", "clean"), CLEANED)
def test_cleaned(raw: str, clean: str) -> None:
    assert cleaned(raw) == clean


@pytest.mark.parametrize("raw", KEPT)
def test_nothing_to_clean(raw: str) -> None:
    assert cleaned(raw) is None


@given(st.text(alphabet="ab \\{}[]$%~cite123,.-'\n", max_size=200))
def test_cleaning_never_fails_and_leaves_something_or_nothing(raw: str) -> None:
    clean = cleaned(raw)
    assert clean is None or (clean.strip() == clean != "")


@given(st.text(alphabet=st.characters(exclude_characters="\\[]$"), max_size=200))
def test_words_without_marks_are_never_changed(raw: str) -> None:
    assert cleaned(raw) is None
