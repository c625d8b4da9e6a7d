"""A site, its ledger and its snapshot that the first release made are published again: no IRI changes, none is lost."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, parse

from scholargraph import config
from scholargraph.publish import Published, publish
from scholargraph.store import Snapshots
from tests import dumps
from tests.conftest import CopySite
from tests.migration.conftest import BASE, iris

SITES: Final = ("lucas-dixon", "example-department")
SAME_AS: Final = NamedNode("http://www.w3.org/2002/07/owl#sameAs")


def test_the_site_is_published_again_with_the_keys_it_had(first_release: Path) -> None:
    ledger = (first_release / "keys.txt").read_text("utf-8")

    done = publish(config.load(first_release))

    assert done.changed
    after = (first_release / "keys.txt").read_text("utf-8")
    assert set(ledger.splitlines()) <= set(after.splitlines())
    assert not [line for line in after.splitlines() if line.startswith("-")]  # nothing is gone
    assert set(iris("harbours")) - _subjects(done) == set()


def test_nothing_is_published_twice(first_release: Path) -> None:
    first = publish(config.load(first_release))
    again = publish(config.load(first_release))

    assert not again.changed
    assert again.snapshot == first.snapshot


def test_keys_that_became_others_stay_in_the_graph(first_release: Path) -> None:
    done = publish(config.load(first_release))

    found = {
        (quad.subject, quad.object)
        for quad in parse(dumps.content(done.snapshot), format=RdfFormat.N_QUADS)
        if quad.predicate == SAME_AS and isinstance(quad.graph_name, DefaultGraph)
    }
    assert {
        (_thing("person/r-vale"), _thing("person/renee-vale")),
        (_thing("publication/inner-harbour-tides"), _thing("publication/tides-of-the-inner-harbour")),
    } <= found


def test_the_findings_name_the_places_that_the_first_release_named(first_release: Path) -> None:
    snapshots = Snapshots(config.load(first_release).work)
    before = snapshots.require().path / "findings.json"
    kept = first_release / "before.json"
    shutil.copy(before, kept)

    findings = publish(config.load(first_release)).findings

    places = {str(finding.place) for finding in findings}
    assert {"vale.txt:19:5", "vale.txt:20:5", "vale.txt:22:5", "vale.txt:17:46", "curation.toml:84:9"} <= places


def test_the_snapshot_of_the_first_release_can_be_rolled_back_to(first_release: Path) -> None:
    snapshots = Snapshots(config.load(first_release).work)
    old = snapshots.require()
    new = publish(config.load(first_release)).snapshot
    assert snapshots.require().path == new

    snapshots.point_to(old.digest)

    assert snapshots.require().path == old.path
    assert snapshots.require().manifest["version"] == "0.1.0"


@pytest.mark.parametrize("name", SITES)
def test_the_sites_beside_the_code_keep_their_keys(name: str, copy_site: CopySite) -> None:
    site = copy_site(name)
    ledger = (site / "keys.txt").read_bytes()

    done = publish(config.load(site))

    assert (site / "keys.txt").read_bytes() == ledger
    assert set(iris(name)) - _subjects(done) == set()


def _subjects(done: Published) -> set[str]:
    """Give the subjects of the default graph."""
    return {
        quad.subject.value
        for quad in parse(dumps.content(done.snapshot), format=RdfFormat.N_QUADS)
        if isinstance(quad.graph_name, DefaultGraph) and isinstance(quad.subject, NamedNode)
    }


def _thing(key: str) -> NamedNode:
    return NamedNode(f"{BASE}{key}#this")
