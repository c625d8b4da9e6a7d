"""The closed namespaces and the table of prefixes."""

from __future__ import annotations

import pytest

from scholargraph.vocab import BIBO, BIBO_STATUS, NAMESPACES, PREFIXES, SDO, SG, VOID, Iri, Namespace, compact


def test_a_term_is_its_iri() -> None:
    assert SDO.name == "https://schema.org/name"
    assert isinstance(SDO.name, Iri)
    assert VOID["class"] == "http://rdfs.org/ns/void#class"


def test_a_misspelt_term_raises() -> None:
    with pytest.raises(AttributeError, match=r"<https://schema.org/> has no term “nmae”"):
        _ = SDO.nmae
    with pytest.raises(AttributeError, match="clas"):
        _ = VOID["clas"]


def test_a_namespace_lists_its_terms_once() -> None:
    for namespace in NAMESPACES:
        terms = list(namespace)
        assert terms
        assert len(set(terms)) == len(terms), namespace.base
        assert all(term.startswith(namespace.base) for term in terms)


def test_a_term_that_is_listed_twice_is_one() -> None:
    assert list(Namespace("urn:", "a b a")) == ["urn:a", "urn:b"]


def test_schema_org_is_https() -> None:
    assert PREFIXES["schema"] == "https://schema.org/"
    assert not [base for base in PREFIXES.values() if base == "http://schema.org/"]


def test_every_prefix_belongs_to_one_namespace_and_every_namespace_that_is_no_list_of_values_has_one() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    bases = {namespace.base for namespace in NAMESPACES}
    below = {base for base in bases if any(base != other and base.startswith(other) for other in bases)}
    assert bases - below <= set(PREFIXES.values())
    assert list(PREFIXES) == sorted(PREFIXES)


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (SDO.name, "schema:name"),
        (SG.TitleLost, "sg:TitleLost"),
        (BIBO.authorList, "bibo:authorList"),
        ("https://elsewhere.test/name", "https://elsewhere.test/name"),
    ],
)
def test_compact(iri: str, short: str) -> None:
    assert compact(iri) == short


def test_what_no_prefix_fits_stays_whole_in_turtle() -> None:
    """A slash ends no local name: `bibo:status/published` would be no Turtle."""
    assert compact(BIBO_STATUS.published) == BIBO_STATUS.published
