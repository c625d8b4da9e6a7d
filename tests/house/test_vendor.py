"""The vendored vocabularies are what their list says: all there, unchanged, readable, and of their namespace."""

from __future__ import annotations

import hashlib
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from pyoxigraph import RdfFormat, parse

VENDOR: Final = Path(__file__).resolve().parents[2] / "ontology" / "vendor"
FORMATS: Final = {".ttl": RdfFormat.TURTLE, ".nq": RdfFormat.N_QUADS, ".owl": RdfFormat.RDF_XML}
LIST: Final = "SOURCES.toml"

VOCABULARIES: Final[list[dict[str, Any]]] = tomllib.loads((VENDOR / LIST).read_text("utf-8"))["vocabulary"]

each_vocabulary = pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda row: row["file"])


def test_the_list_is_complete() -> None:
    files = sorted(path.name for path in VENDOR.iterdir() if path.name != LIST)
    assert sorted(row["file"] for row in VOCABULARIES) == files


@each_vocabulary
def test_a_vocabulary_is_unchanged(vocabulary: dict[str, Any]) -> None:
    assert hashlib.sha256((VENDOR / vocabulary["file"]).read_bytes()).hexdigest() == vocabulary["sha256"]


@each_vocabulary
def test_its_origin_and_licence_are_stated(vocabulary: dict[str, Any]) -> None:
    for key in ("title", "namespace", "origin", "revision", "licence"):
        assert vocabulary[key].strip(), key
    assert isinstance(vocabulary["date"], date)
    assert set(vocabulary) <= {
        *("file", "title", "version", "namespace", "origin", "revision", "date"),
        *("path", "licence", "note", "sha256"),
    }


@each_vocabulary
def test_it_declares_terms_of_its_namespace(vocabulary: dict[str, Any]) -> None:
    file = VENDOR / vocabulary["file"]
    quads = parse(path=str(file), format=FORMATS[file.suffix], base_iri=vocabulary["namespace"])
    subjects = {quad.subject.value for quad in quads}
    terms = [subject for subject in subjects if subject.startswith(vocabulary["namespace"])]
    assert len(terms) > 5
