"""A site of fetched sources, published from its cache alone: whence and when it came stands in the graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from scholargraph import publish
from scholargraph.config import Settings
from scholargraph.errors import SourceError
from tests import dumps
from tests.acquire.fetching import answers
from tests.acquire.fetching.server import sends, serving
from tests.acquire.fetching.sites import Clock, fetched, site, source

PATH = f"/crossref/works/{answers.DOI}"


def graph(settings: Settings) -> str:
    done = publish.publish(settings)
    return dumps.text(done.snapshot)


def test_a_site_is_published_from_what_was_fetched(tmp_path: Path) -> None:
    with serving(answers.everything()) as service:
        settings = site(
            tmp_path, service, source("crossref", answers.DOI) + source("ror", answers.ROR) + source("openalex", "W99")
        )
        with pytest.raises(SourceError, match="scholargraph refresh"):
            publish.publish(settings)
        fetched(settings)
        asked = len(service.asked)
        done = publish.publish(settings)
        assert len(service.asked) == asked, "publishing asks nobody"

        told = [one.message for one in done.findings if "refresh" in one.message]
        assert told == [
            f"Nothing is there yet of what is fetched as openalex W99: `scholargraph refresh {tmp_path}` fetches it."
        ]
        said = graph(settings)
        assert not publish.publish(settings).changed
        assert '<http://purl.org/dc/terms/modified> "2026-03-01"' in said
        assert f"<https://doi.org/{answers.DOI}>" in said
        assert f"<https://ror.org/{answers.ROR}>" in said
        assert "ada@maps.example" not in said

        service.answers[PATH] = sends(answers.dumped(answers.crossref_work(title="Maps of Nowhere, Again")))
        fetched(settings, clock=Clock(seconds=90_000), only={"crossref"})
        assert publish.publish(settings).changed
        assert "Maps of Nowhere, Again" in graph(settings)
