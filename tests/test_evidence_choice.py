"""`[evidence] store`: a site that is published with evidence by entries, and what changes where the choice does."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Final

import pytest

from scholargraph import config, store
from scholargraph.cli import main
from scholargraph.errors import SettingsError
from scholargraph.evidence_settings import MOST_BY_FIELDS, EvidenceStore, advice
from scholargraph.findings import read_findings
from scholargraph.publish import publish
from scholargraph.store.evidence import EVIDENCE_GZ, INDEX
from scholargraph.web.app import create_app
from tests import dumps
from tests.harbour_site import PROFILE, SITE, kept
from tests.test_withdrawal import AFTER, BEFORE, NAME

ENTRIES: Final = '\n[evidence]\nstore = "entries"\n'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "scholargraph.toml").write_text(SITE + ENTRIES, encoding="utf-8")
    (tmp_path / "profile.txt").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "curation.toml").write_text(BEFORE, encoding="utf-8")
    return tmp_path


def told(directory: Path) -> list[str]:
    """The lines of evidence beside the store."""
    text = gzip.decompress((directory / EVIDENCE_GZ).read_bytes()).decode("utf-8")
    return [line for line in text.splitlines() if not line.startswith("# ")]


def of_graph(directory: Path, name: str) -> set[str]:
    dump = dumps.text(directory).splitlines()
    return {line for line in dump if store.split(line)[1] == name}


def test_the_choice_publishes_anew_and_loses_no_line(site: Path) -> None:
    by_entries = publish(config.load(site))
    assert not publish(config.load(site)).changed
    (site / "scholargraph.toml").write_text(SITE, encoding="utf-8")
    by_fields = publish(config.load(site))
    assert by_fields.changed
    graph = "http://site.test/graph/evidence"
    assert set(told(by_entries.snapshot)) == of_graph(by_fields.snapshot, graph)
    assert of_graph(by_entries.snapshot, store.DEFAULT) == of_graph(by_fields.snapshot, store.DEFAULT)
    assert by_entries.findings == by_fields.findings
    assert read_findings(by_entries.snapshot) == read_findings(by_fields.snapshot)
    assert not {EVIDENCE_GZ, INDEX} & {path.name for path in by_fields.snapshot.iterdir()}
    manifest = json.loads((by_entries.snapshot / store.MANIFEST).read_text("utf-8"))
    assert manifest["field_evidence"] == len(told(by_entries.snapshot))
    assert {EVIDENCE_GZ, INDEX} <= set(manifest["files"])


def test_a_withdrawn_name_goes_from_the_evidence_too(site: Path) -> None:
    first = publish(config.load(site)).snapshot
    assert NAME.search("\n".join(told(first)).encode())
    (site / "curation.toml").write_text(AFTER, encoding="utf-8")
    second = publish(config.load(site)).snapshot
    assert not first.exists()
    assert told(second)
    assert [name for name, data in kept(site) if NAME.search(data)] == []
    members = gzip.decompress((second / EVIDENCE_GZ).read_bytes())
    assert not NAME.search(members)


@pytest.mark.parametrize("name", [EVIDENCE_GZ, INDEX])
def test_a_damaged_file_is_found_and_made_anew(site: Path, name: str) -> None:
    first = publish(config.load(site)).snapshot
    whole = (first / name).read_bytes()
    (first / name).write_bytes(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
    info = store.Snapshots(config.load(site).work).require()
    found = store.damage(info)
    assert found is not None
    assert (found.file, found.harmless) == (name, False)
    again = publish(config.load(site))
    assert again.changed
    assert f"({name} is not what was published)" in again.findings[0].message
    assert (again.snapshot / name).read_bytes() == whole


def test_a_lost_file_is_no_site_without_evidence(site: Path) -> None:
    first = publish(config.load(site)).snapshot
    (first / EVIDENCE_GZ).unlink()
    with create_app(config.load(site)).test_client() as client:
        assert client.get("/person/ida-probe").status_code == 503


def test_the_page_shows_the_words(site: Path) -> None:
    publish(config.load(site))
    with create_app(config.load(site)).test_client() as client:
        page = client.get("/publication/tides-of-the-inner-harbour", headers={"Accept": "text/html"})
        assert page.status_code == 200
        assert "<blockquote" in page.get_data(as_text=True)
        assert "profile.txt:8:5" in page.get_data(as_text=True)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('[evidence]\nstore = "all"\n', 2, "“all” is nothing that the store can hold of the evidence: write fields or"),
        ("[evidence]\nstore = 1\n", 2, "store is a text"),
        ('[evidence]\nstores = "fields"\n', 2, "did you mean store"),
        ("evidence = 1\n", 1, "evidence is a table"),
    ],
)
def test_a_wrong_table_is_named_with_its_line(text: str, place: int, words: str) -> None:
    whole = text + SITE if text.startswith("evidence") else SITE + text
    with pytest.raises(SettingsError, match=words) as error:
        config.parse(whole, Path("scholargraph.toml"))
    assert error.value.place is not None
    assert error.value.place.line == (place if text.startswith("evidence") else SITE.count("\n") + place)


def test_the_default_is_fields() -> None:
    assert config.parse(SITE, Path("scholargraph.toml")).evidence.store is EvidenceStore.FIELDS
    assert config.parse(SITE + "[evidence]\n", Path("scholargraph.toml")).evidence.store is EvidenceStore.FIELDS


@pytest.mark.parametrize(
    ("records", "by_entries", "better"),
    [
        (MOST_BY_FIELDS, False, None), (MOST_BY_FIELDS + 1, False, "entries"),
        (MOST_BY_FIELDS, True, "fields"), (MOST_BY_FIELDS + 1, True, None),
    ],
)  # fmt: skip
def test_advice_names_the_better_choice(records: int, by_entries: bool, better: str | None) -> None:  # noqa: FBT001
    found = advice({"records": records, **({"field_evidence": 9} if by_entries else {})})
    assert (found is None) == (better is None)
    assert better is None or (found is not None and f'store = "{better}" in [evidence] suits better' in found)


def test_publish_says_so_also_when_nothing_changed(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for first in ("Published", "Nothing has changed"):
        with pytest.raises(SystemExit) as ended:
            main(["publish", str(site)])
        assert ended.value.code == 0
        printed = capsys.readouterr().err
        assert first in printed
        assert 'store = "fields" in [evidence] suits better' in printed
