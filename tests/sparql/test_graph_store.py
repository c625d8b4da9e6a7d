"""Which graph a request names: exactly one, in full, decoded once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholargraph.errors import BadRequestError
from scholargraph.ntriples import valid_iri
from scholargraph.sparql.graph_store import Named, direct, indirect
from scholargraph.store import DEFAULT


@pytest.mark.parametrize(
    ("query_string", "expected"),
    [
        (b"default", Named(DEFAULT)),
        (b"default=", Named(DEFAULT)),
        (b"default&format=nt", Named(DEFAULT, ("nt",))),
        (b"format=&default", Named(DEFAULT)),
        (b"graph=https%3A%2F%2Fx.example%2Fg", Named("https://x.example/g")),
        (b"graph=https://x.example/g&format=ttl&format=turtle", Named("https://x.example/g", ("ttl", "turtle"))),
        (b"graph=https://x.example/%2531", Named("https://x.example/%31")),
        (b"graph=urn:x:%C3%BC&other=1", Named("urn:x:ü")),
    ],
)
def test_one_graph_is_named(query_string: bytes, expected: Named) -> None:
    assert indirect(query_string) == expected


@pytest.mark.parametrize(
    "query_string",
    [
        b"",
        b"format=ttl",
        b"default&default",
        b"graph=urn:a&graph=urn:a",
        b"default&graph=urn:a",
        b"graph=",
        b"graph",
        b"graph=evidence",
        b"graph=/graph/evidence",
        b"graph=//x.example/g",
        b"graph=http://x.example/a%20b",
        b"graph=urn:%3C%3E",
        b"graph=urn:%FF",
        b"graph=urn:%zz",
    ],
)
def test_none_several_or_a_malformed_one_is_refused(query_string: bytes) -> None:
    with pytest.raises(BadRequestError, match=r":|%"):
        indirect(query_string)


@given(st.binary(max_size=60))
def test_whatever_is_asked_names_a_whole_iri_or_is_refused(query_string: bytes) -> None:
    for asked in (b"graph=" + query_string, query_string):
        try:
            named = indirect(asked)
        except BadRequestError:
            continue
        assert named.graph == DEFAULT or valid_iri(named.graph)


def test_an_address_that_is_a_graph_has_no_other_name() -> None:
    assert direct("https://x.example/graph/a", b"graph=urn:b&format=nt") == Named("https://x.example/graph/a", ("nt",))
