"""Tables compiled: every row is in the function that its table becomes, and a fault in one shows where."""

from __future__ import annotations

import traceback
from dataclasses import replace
from typing import Any

import pytest

from scholargraph.errors import InternalError
from scholargraph.iris import Iris, Key
from scholargraph.mapping import TABLES, TriplesMap
from scholargraph.mapping.compiling import Said, compiled
from scholargraph.mapping.engine import InnerMap, Node, row
from scholargraph.mapping.terms import string
from scholargraph.model import Publication, Version
from scholargraph.ntriples import Term, iri
from scholargraph.vocab import SDO, SG
from tests.mapping import full

IRIS = Iris("https://site.test/")
KEY = Key("publication/some-work")
END = " <https://site.test/graph/evidence> ."


def said(table: TriplesMap, record: Any) -> Said:
    found = Said()
    compiled(table)(record, Node(IRIS, KEY, record, iri(IRIS.thing(KEY))), END, found)
    return found


@pytest.mark.parametrize("record", full.RECORDS, ids=lambda record: record.collection)
def test_each_value_has_an_evidence_node_that_names_its_field_and_record(record: Any) -> None:
    table = TABLES[type(record)]
    node = Node(IRIS, record.key, record, iri(IRIS.thing(record.key)))
    found = Said()
    compiled(table)(record, node, END, found)
    proofs = [proof for proof, _, _ in found.values]
    assert len(proofs) == len(set(proofs))
    for proof in proofs:
        about = [line.removesuffix(END).split(" ", 2)[1:] for line in found.evidence if line.startswith(f"{proof} ")]
        assert len([1 for predicate, _ in about if predicate == iri(SG.recordField)]) == 1
        assert len([1 for predicate, _ in about if predicate == iri(SG.record)]) == 1
    assert all(line.endswith(END) for line in found.evidence)
    assert [end for _, _, end in found.values][-1] == len(found.statements)


def test_a_fault_in_a_term_map_shows_the_line_of_the_mapping() -> None:
    record = Publication(key=KEY, volume=7)  # type: ignore[arg-type]
    with pytest.raises(TypeError) as caught:
        said(TABLES[Publication], record)
    shown = "".join(traceback.format_exception(caught.value))
    assert "<mapping of Publication>" in shown
    assert "volume_0 = of_volume_0_" in shown


def test_one_member_of_several_terms_is_said_as_one() -> None:
    table = TriplesMap(
        record=Publication,
        classes=lambda _: (),
        rows=(row("volume", lambda *_: (Term('"a"'),), SDO.name), row("issue", lambda *_: (), SDO.name)),
    )
    found = said(table, Publication(key=KEY, volume="1", issue="2"))
    assert found.statements == [f'{iri(IRIS.thing(KEY))} {iri(SDO.name)} "a" .']
    assert [claim for _, claim, _ in found.values] == [("", None), ("volume", "1")]


def test_values_within_a_value_have_one_subject() -> None:
    two = (iri("https://a.test/"), iri("https://b.test/"))
    table = TriplesMap(
        record=Publication,
        classes=lambda _: (),
        rows=(row("versions", lambda *_: two, slot=SG.version),),
        inner=(InnerMap("versions", "label", SG.version, (row("label", string, SDO.name),)),),
    )
    with pytest.raises(InternalError, match="one subject, not several"):
        said(table, replace(full.PUBLICATION, versions=(Version(label="v2"),)))


def test_a_key_that_makes_no_iri_is_refused() -> None:
    with pytest.raises(ValueError, match="not an IRI"):
        Node(IRIS, Key("publication/two words"), None, iri(IRIS.thing(KEY)))
    node = Node(IRIS, KEY, None, iri(IRIS.thing(KEY)))
    assert node.own("role-1") == "<https://site.test/publication/some-work#role-1>"
    with pytest.raises(ValueError, match="not an IRI"):
        node.own("role 1")
