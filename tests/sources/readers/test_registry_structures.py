"""ORCID and ROR with values of wrong types and shapes anywhere: nothing is raised, places hold, siblings are read.

    REGISTRY_MUTANTS=5000 REGISTRY_SEED=7 pytest tests/sources/readers/test_registry_structures.py

Bytes are damaged elsewhere (`fuzz.py`); here a JSON document stays one, and an XML document well formed.
"""

from __future__ import annotations

import copy
import json
import os
import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import pytest

from scholargraph.acquire import Resolver, SourceItem, item_of, media_type
from scholargraph.errors import InputError
from scholargraph.model import Decision, Publication, Rejected, SourceRecord
from scholargraph.sources.reader import Reader
from scholargraph.sources.readers import orcid, ror
from scholargraph.sources.reading_worker import given
from scholargraph.sources.verification import evidence_of, wrong_type
from tests.growth import Pace

HERE: Final = Path(__file__).parent
COUNT: Final = int(os.environ.get("REGISTRY_MUTANTS", "40"))
SEED: Final = int(os.environ.get("REGISTRY_SEED", "1"))

HOSTILE: Final[tuple[Any, ...]] = (
    None,
    True,
    0,
    -1,
    7.5,
    10**30,
    1e300,
    "",
    " ",
    "\0",
    "\u200b",
    "\ufffe",
    "x" * 12_000,
    "<b>" * 200,
    "{" * 300,
    "$" * 201,
    "10.5555/ü<>[]",
    "http://[::1",
    "9999",
    "-0001",
    "0000-0002-1825-0097",
    "private",
    [],
    [[]],
    {},
    {"value": {}},
    {"value": [1]},
    {"value": None},
    [None, 1, "x", {}],
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, child in children:
        yield from _places(child, (*path, name))


def _json_mutant(draw: random.Random, whole: Any, places: list[tuple[Any, ...]]) -> bytes:
    spoilt = {"whole": copy.deepcopy(whole)}
    for _ in range(draw.choice((1, 1, 2, 5, 20))):
        *above, last = ("whole", *draw.choice(places))
        held: Any = spoilt
        try:
            for step in above:
                held = held[step]
            other: Any = spoilt
            for step in ("whole", *draw.choice(places)):
                other = other[step]
            held[last] = copy.deepcopy(draw.choice((*HOSTILE, other)))
        except (LookupError, TypeError):
            continue  # another damage took it away
    return json.dumps(spoilt["whole"], ensure_ascii=draw.random() < 0.5).encode()


def _xml_mutant(draw: random.Random, whole: ET.Element) -> bytes:
    root = copy.deepcopy(whole)
    for _ in range(draw.choice((1, 1, 2, 5, 20))):
        elements = list(root.iter())
        one, other = draw.choice(elements), draw.choice(elements)
        damage = draw.randrange(6)
        words = draw.choice([word for word in HOSTILE if isinstance(word, str) and word.isprintable()])
        if damage == 0:
            one.text = words
        elif damage == 1:
            one.set(draw.choice(("visibility", "put-code", "display-index", "path", "language-code")), words)
        elif damage == 2 and len(one):
            one.remove(draw.choice(list(one)))
        elif damage == 3 and len(list(other.iter())) < 60:
            one.append(copy.deepcopy(other))
        elif damage == 4:
            one.tag = other.tag
        else:
            one.tail = words
    return ET.tostring(root, encoding="unicode").encode()


def _mutants(file: Path) -> Callable[[random.Random], bytes]:
    data = file.read_bytes()
    if file.suffix == ".xml":
        root = ET.fromstring(data)  # noqa: S314 - our own file
        return lambda draw: _xml_mutant(draw, root)
    whole = json.loads(data)
    places = list(_places(whole))
    return lambda draw: _json_mutant(draw, whole, places)


def _read(reader: Reader, item: SourceItem) -> list[SourceRecord | Decision | Rejected]:
    try:
        return list(given(reader, item, reader.checked({})))
    except InputError:
        return []


@pytest.mark.parametrize(
    ("reader", "name"),
    [
        (orcid.SOURCE, "orcid/record.json"),
        (orcid.SOURCE, "orcid/record.xml"),
        (orcid.SOURCE, "orcid/works.json"),
        (ror.SOURCE, "ror/dump.json"),
        (ror.SOURCE, "ror/version1.json"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_structure_breaks_the_reader(reader: Reader, name: str) -> None:
    draw = random.Random(f"{SEED} {name}")  # noqa: S311 - the same mutants each time
    made = _mutants(HERE / name)
    whole = item_of((HERE / name).read_bytes(), id=name, media_type=media_type(name))
    pace = Pace(partial(_read, reader, whole))
    for number in range(COUNT):
        data = made(draw)
        shown = f"mutant {number} of seed {SEED} of {name}"
        item = item_of(data, id=name, media_type=media_type(name))
        found = pace.kept(partial(_read, reader, item), shown)
        records = [one for one in found if isinstance(one, SourceRecord)]
        with Resolver(item) as resolver:
            for one in records:
                assert wrong_type(one) is None, shown
                for evidence in evidence_of(one):
                    assert resolver.resolve(evidence.locator) == evidence.quote, shown
        assert len({one.record.key for one in records}) == len(records), shown


def test_one_bad_work_costs_itself_only() -> None:
    whole = json.loads((HERE / "orcid/record.json").read_bytes())
    groups = whole["activities-summary"]["works"]["group"]
    for hostile in HOSTILE:
        spoilt = copy.deepcopy(whole)
        spoilt["activities-summary"]["works"]["group"][1]["work-summary"] = hostile
        data = json.dumps(spoilt)
        found = list(orcid.SOURCE.read(item_of(data, id="a.json", media_type="application/json"), {}))
        works = [
            one.record.key.slug
            for one in found
            if isinstance(one, SourceRecord) and isinstance(one.record, Publication)
        ]
        assert [f"~source/work-{code}" in works for code in (1001, 1021, 1031, 1041)] == [True] * 4
        assert any(isinstance(one, Rejected) for one in found)
    assert len(groups) == 10
