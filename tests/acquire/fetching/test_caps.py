"""What one source may bring in one run: beyond that it is no whole, which is told, and what is there stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acquire.fetching import answers
from tests.acquire.fetching.killing import Still
from tests.acquire.fetching.server import sends, serving
from tests.acquire.fetching.sites import bodies, fetched, site, source
from tests.acquire.fetching.test_kills import everything


@pytest.mark.parametrize("cap", ["records = 2", "source_mib = 1"])
def test_a_list_that_was_cut_by_a_cap_is_gone_on_with_once_more_is_allowed(cap: str, tmp_path: Path) -> None:
    """Nothing of it takes the place of what is there, and it says why; what other sources brought is current."""
    padding = "x" * (600 << 10)
    pages = dict(everything(padding if "mib" in cap else "New"))
    with serving(everything("Old")) as service:
        told = source("openalex", "A5") + source("crossref", answers.DOI) + source("oai-pmh", f"{service.address}/oai")
        settings = site(tmp_path, service, told)
        fetched(settings, clock=Still())
        old = bodies(settings)
        service.answers = pages
        limited = site(tmp_path, service, told, fetch=f"{cap}\n")
        outcomes = fetched(limited, clock=Still(hours=3))
        assert [one.state for one in outcomes][:2] == ["failed", "unchanged"]
        assert "so it is not whole: ask for less, or raise `" in outcomes[0].reason
        assert cap.partition(" ")[0] in outcomes[0].reason
        kept = bodies(limited)
        assert {name: kept[name] for name in kept if "openalex" in name} == {
            name: old[name] for name in old if "openalex" in name
        }
        asked = len(service.asked)
        again = fetched(site(tmp_path, service, told), clock=Still(hours=3))
    assert [one.reason for one in again] == ["", "", ""]
    assert not any(path.startswith("/openalex/authors") for path in service.paths[asked:])
    assert bodies(settings) != old


def test_a_cap_holds_for_all_ids_of_a_source_together_and_for_each_source_alone(tmp_path: Path) -> None:
    works = {
        f"/openalex/works/W{number}": sends(answers.dumped(answers.openalex_work(number, "M"))) for number in range(5)
    }
    told = source("openalex", "W1", "W2", "W3") + source("openalex", "W4", name="others")
    with serving(works) as service:
        settings = site(tmp_path, service, told, fetch="records = 2\n")
        assert [one.state for one in fetched(settings)] == ["changed", "changed", "failed", "changed"]


def test_no_byte_over_the_cap_is_taken(tmp_path: Path) -> None:
    """What is left of a source's cap is the cap of its next answer."""
    work = answers.openalex_work(1, "x" * (350 << 10))
    pages = {
        f"/openalex/works/W{number}": sends(answers.dumped(work | {"id": f"https://openalex.org/W{number}"}))
        for number in (1, 2)
    }
    with serving(pages) as service:
        settings = site(tmp_path, service, source("openalex", "W1", "W2"), fetch="source_mib = 1\n")
        first, second = fetched(settings)
    assert (first.state, second.state) == ("changed", "failed")
    assert "more than 1 MiB" in second.reason
    assert second.bytes == 0
