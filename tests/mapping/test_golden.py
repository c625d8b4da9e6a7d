"""What each full record is said in, statement by statement, against the golden files."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, RdfFormat, parse

from tests.mapping.golden_files import FOLDER, said

each_file = pytest.mark.parametrize("name", sorted(said()))


@each_file
def test_a_full_record_is_said_as_agreed(name: str) -> None:
    golden = set((FOLDER / name).read_text(encoding="utf-8").splitlines())
    now = set(said()[name].splitlines())
    report = [f"LOST     {row}" for row in sorted(golden - now)] + [f"SPURIOUS {row}" for row in sorted(now - golden)]
    if report:
        pytest.fail("\n".join([f"{name}: the record is said otherwise than agreed", *report]), pytrace=False)


def test_there_is_no_golden_file_too_many() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(said())


@each_file
def test_it_is_n_triples_without_blank_nodes(name: str) -> None:
    quads = list(parse(said()[name], format=RdfFormat.N_TRIPLES))
    assert len(quads) == len(said()[name].splitlines())
    assert not [quad for quad in quads if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)]
