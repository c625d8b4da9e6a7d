"""Every kind of source that is fetched, against a server that replays answers: what is asked, and what readers make of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scholargraph.config import Settings
from scholargraph.model import Publication, Rejected, SourceRecord
from scholargraph.sources import reading
from tests.acquire.fetching import answers
from tests.acquire.fetching.server import Service, serving
from tests.acquire.fetching.sites import fetched, site, source


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with serving(answers.everything()) as running:
        yield running


def titles(settings: Settings) -> list[str]:
    found = []
    for one in reading.read(reading.plans(settings)):
        assert not isinstance(one, Rejected), one
        if isinstance(one, SourceRecord) and isinstance(one.record, Publication):
            assert one.record.title is not None
            found.append(one.record.title.value)
    return sorted(found)


@pytest.mark.parametrize(
    ("kind", "id_", "found"),
    [
        ("orcid", answers.ORCID, ["A Second Map", "Maps of Nowhere"]),
        ("crossref", answers.DOI, ["Maps of Nowhere"]),
        ("datacite", answers.DATA, ["A Table of Tides"]),
        ("doi", f"https://doi.org/{answers.DOI.upper()}", ["Maps of Nowhere"]),
        ("doi", answers.DATA, ["A Table of Tides"]),
        ("arxiv", "arXiv:2401.06102v2", ["Scopes"]),
        ("openalex", "W1", ["Maps of Nowhere"]),
        ("openalex", f"doi:{answers.DOI}", ["Maps of Nowhere"]),
        ("openalex", "A5", ["A Second Map", "A Third Map", "Maps of Nowhere"]),
        ("openalex", answers.ORCID, ["A Second Map", "A Third Map", "Maps of Nowhere"]),
        ("dblp", "65/9612", ["Maps of Nowhere"]),
        ("dblp", "https://dblp.org/rec/journals/jig/Quill21.html", ["Maps of Nowhere"]),
        ("ror", answers.ROR, []),
    ],
)
def test_what_is_fetched_is_read(kind: str, id_: str, found: list[str], service: Service, tmp_path: Path) -> None:
    settings = site(tmp_path, service, source(kind, id_))

    (outcome,) = fetched(settings)

    assert (outcome.state, outcome.reason) == ("changed", "")
    assert outcome.bytes > 0
    assert titles(settings) == found
