"""docs/data-model.md says what the registry says, and its examples can be read."""

from __future__ import annotations

import re
from typing import Any

import pytest

from scholargraph.acquire import item_of
from scholargraph.model import RECORD_CLASSES, Contribution, Merge, Role, SourceRecord, Version, fields_of, parsers
from scholargraph.sources.curation import CLASSES, SOURCE
from tests.sources import data_model_document as document


def test_the_document_is_that_of_the_registry() -> None:
    assert document.FILE.read_text("utf-8") == document.text(), (
        "write it anew: python -m tests.sources.data_model_document"
    )


@pytest.mark.parametrize("record", [*RECORD_CLASSES, Role, Version, Contribution], ids=lambda record: record.__name__)
def test_every_field_has_a_row_with_its_help(record: type[Any]) -> None:
    (section,) = re.findall(rf"^### {record.__name__}\n(.*?)(?=^##)", document.text(), re.MULTILINE | re.DOTALL)
    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| (.*) \|$", section, re.MULTILINE))
    assert {name: words.startswith(fields_of(record)[name].spec.help) for name, words in rows.items()} == dict.fromkeys(
        fields_of(record), True
    )


def test_every_type_and_policy_is_explained() -> None:
    assert set(document.FORMS) == set(parsers.PARSERS)
    for policy in Merge:
        assert f"| {policy} |" in document.text()


def test_every_record_has_an_example_that_is_read() -> None:
    assert set(document.EXAMPLES) == set(CLASSES)
    text = "\n".join(document.EXAMPLES.values())
    found = list(SOURCE.read(item_of(text, source="curation", id="curation.toml"), {}))
    kinds = [type(one.record) for one in found if isinstance(one, SourceRecord)]
    assert sorted(kind.__name__ for kind in kinds) == sorted(kind.__name__ for kind in RECORD_CLASSES)
