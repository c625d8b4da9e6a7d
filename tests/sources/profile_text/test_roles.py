"""What the first sentences of a biography plainly say, and what they do not say plainly enough."""

from __future__ import annotations

import pytest

from scholargraph.bibliography.lines import Line
from scholargraph.sources.profile_text.roles import offices

SAID = [
    ("Ada is a principal research scientist in Google Lamps and co-lead of LAMP (Light and Mirrors Project). She lights.",
     ["principal research scientist @ Google Lamps", "co-lead @ LAMP [Light and Mirrors Project]"]),
    ("I am a software engineer at Lampworks, where I work on lamps.", ["software engineer @ Lampworks"]),
    ("I'm currently a lecturer at the University of Westmark.", ["lecturer @ University of Westmark"]),
    ("Ada Bright is Professor of Computer Science at Westmark Polytechnic.",
     ["Professor of Computer Science @ Westmark Polytechnic"]),
    ("Dr. Bright is an associate professor at ETH Lampstadt and works on lamps.", ["associate professor @ ETH Lampstadt"]),
    ("Ada likes lamps. She is a staff engineer at Lampworks, Inc. She sings.", ["staff engineer @ Lampworks, Inc."]),
    ("Ada is a scientist at Lamp Labs and an adjunct professor at Westmark University.",
     ["scientist @ Lamp Labs", "adjunct professor @ Westmark University"]),
    ("Ada is Director of Research at Lampworks.", ["Director of Research @ Lampworks"]),
    ("Ada is a research scientist at Lamp Labs in Oslo and co-lead of GLOW (Good Light Over Water).",
     ["research scientist @ Lamp Labs", "co-lead @ GLOW [Good Light Over Water]"]),
    ("Ada is a scientist at Université de Westmark.", ["scientist @ Université de Westmark"]),
]  # fmt: skip
NOT_SAID = [
    "Ada was a scientist at Lampworks.",
    "Ada is a former scientist at Lampworks.",
    "Ada is a scientist.",
    "Ada is a scientist in Paris.",
    "Ada is a scientist and founder of Lampworks.",
    "Ada is a person who likes being a scientist at Lampworks.",
    "Ada is an engineer in the Lamps group at Lampworks.",
    "Ada is a software engineer on the Lamps team at Lampworks.",
    "Ada is a professor in the Department of Lamps at Westmark University.",
    "Ada is head of Product at Lampworks until 2019.",
    "Ada is head of Machine Learning.",
    "Bo is a scientist at Lampworks.",
    "Ada works at Lampworks as a scientist.",
    "Ada is a scientist at Lampworks and Westmark University.",
    "Ada is emeritus professor at Westmark University.",
    "Ada is not a scientist at Lampworks.",
    "Ada is a PhD student at Westmark University.",
    "Ada is a scientist at lamps.",
    "She said: Ada is a scientist at Lampworks.",
    "Ada is the daughter of a professor at Westmark University.",
    "One. Two. Three. Ada is a scientist at Lampworks.",
    "Ada is a scientist with a lamp.",
]


@pytest.mark.parametrize(("text", "expected"), SAID, ids=[text for text, _ in SAID])
def test_said(text: str, expected: list[str]) -> None:
    found = offices([Line(text, 3, 3 + len(text))], name="Ada Bright")
    names = [
        f"{one.title.value} @ {one.organization.value}" + (f" [{one.long_name.value}]" if one.long_name else "")
        for one in found
    ]
    assert names == expected
    for one in found:
        assert text[one.clause.start - 3 : one.clause.end - 3] == one.clause.text
        assert one.title.text in one.clause.text
        assert one.organization.text in one.clause.text


@pytest.mark.parametrize("text", NOT_SAID)
def test_not_said_plainly_enough(text: str) -> None:
    assert offices([Line(text, 0, len(text))], name="Ada Bright") == []


def test_no_biography_no_office() -> None:
    assert offices([], name="Ada Bright") == []
