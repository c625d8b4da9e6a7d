"""Edits published one after another give the dump that publishing from nothing gives with the same ledger.

`python -m pytest tests/test_incremental_publish.py --chains 20` tries 200 edits.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Final

import pytest

from benchmarks import curated
from scholargraph import config, record_values, store
from scholargraph.publish import publish
from scholargraph.store import building
from tests import dumps

EDITS: Final = 10
"""Of a chain."""
WORDS: Final = ["tides", "river", "harbour", "glacier", "island", "quarry", "meadow", "lagoon"]


def written(people: dict[str, str], works: dict[str, tuple[str, str]]) -> str:
    """A curation of some people, by id with their names, and works, with title and author."""
    parts = [f'[[person]]\nid = "{key}"\nname = "{name}"\nbasis = "made up"\n' for key, name in people.items()]
    parts += [
        f'[[publication]]\nid = "{key}"\ntitle = "{title}"\nauthors = ["{author}"]\ntype = "preprint"\nissued = 2020\nbasis = "made up"\n'
        for key, (title, author) in works.items()
    ]
    return "\n".join(parts)


def edit(rng: random.Random, people: dict[str, str], works: dict[str, tuple[str, str]]) -> None:
    """Add, remove, rename or retitle one thing."""
    what = rng.choice(["add", "remove", "rename", "retitle", "retitle"])
    title = f"The {rng.choice(WORDS)} and the {rng.choice(WORDS)} {rng.randrange(900)}"
    if what == "add":
        works[f"w{rng.randrange(10_000)}"] = (title, f"Printed {rng.choice(WORDS).title()}")
    elif what == "remove" and len(works) > 3:
        del works[rng.choice(sorted(works))]
    elif what == "rename":
        people[rng.choice(sorted(people))] = f"{rng.choice(WORDS).title()} {rng.choice(WORDS).title()}"
    else:
        key = rng.choice(sorted(works))
        works[key] = (title, works[key][1])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(metafunc.config.getoption("--chains")))


def test_a_chain_of_edits_gives_what_publishing_from_nothing_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(building, "SHARING", store.Sharing(least_bytes=0, share=0.5))
    monkeypatch.setattr(
        building, "SIZES", store.Sizes(least=2_000, documents=2, often=8_000, statements=8, most=20_000)
    )
    rng = random.Random(seed)  # noqa: S311 - the same edits each time
    people = {f"p{number}": f"{word.title()} Example" for number, word in enumerate(WORDS[:4])}
    works = {f"w{number}": (f"On {word} {number}", "Printed Name") for number, word in enumerate(WORDS)}
    site = tmp_path / "site"
    curated.begin(site, "Edited")
    curated.write(site, written(people, works))
    done = publish(config.load(site))
    shared = 0
    for _ in range(EDITS):
        edit(rng, people, works)
        curated.write(site, written(people, works))
        done = publish(config.load(site))
        shared += bool(store.Snapshots(config.load(site).work).require().manifest[store.STORE_CHANGES])
    assert shared > EDITS / 2, "the store was gone on with"
    fresh = tmp_path / "fresh"
    shutil.copytree(site, fresh, ignore=shutil.ignore_patterns(".scholargraph"))
    anew = publish(config.load(fresh))
    assert dumps.packed(done.snapshot) == dumps.packed(anew.snapshot)
    assert (done.snapshot / record_values.FILE).read_bytes() == (anew.snapshot / record_values.FILE).read_bytes()
    assert everything(done.snapshot) == everything(anew.snapshot)


def everything(snapshot: Path) -> list[str]:
    reader = store.Reader(store.Info(snapshot, {}))
    told = reader.ask("SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }").decode()
    return sorted(told.split("},{"))
