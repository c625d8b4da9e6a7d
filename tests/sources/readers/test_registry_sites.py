"""Sites made of ORCID and ROR files: they publish, the person made the works, and both syntaxes are one person."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

import pytest

from scholargraph import config
from scholargraph.publish import Published, publish
from tests import dumps

HERE: Final = Path(__file__).parent
MADE: Final = re.compile(r"<http://127\.0\.0\.1:8000/person/([\w-]+)#this> <http://xmlns\.com/foaf/0\.1/made> ")


def publish_files(folder: Path, files: dict[Path, str]) -> tuple[Published, str]:
    lines = ['[site]\ntitle = "Registries"\nbase = "http://127.0.0.1:8000/"\n']
    for number, (file, kind) in enumerate(files.items()):
        shutil.copy(file, folder / file.name)
        lines.append(f'[[source]]\nname = "s{number}"\nkind = "{kind}"\npath = "{file.name}"\nretrieved = 2024-06-02\n')
    (folder / "scholargraph.toml").write_text("\n".join(lines), encoding="utf-8")
    done = publish(config.load(folder))
    return done, dumps.text(done.snapshot)


def test_a_record_in_both_syntaxes_is_one_person_with_one_list_of_works(tmp_path: Path) -> None:
    names = {
        "orcid/record.json": "orcid",
        "orcid/record.xml": "orcid",
        "orcid/works.json": "orcid",
        "ror/dump.json": "ror",
    }
    _, dump = publish_files(tmp_path, {HERE / name: kind for name, kind in names.items()})
    makers = MADE.findall(dump)
    assert set(makers) == {"j-s-carberry"}
    assert len(makers) == 8  # six authored works of the record, two of the bulk answer: what was edited is not made
    assert len(set(re.findall(r"/organization/university-of-oxford[\w-]*#this", dump))) == 1
    for hidden in (
        "A Hidden Name",
        "secret pots",
        "A Secret Lab",
        "A private paper",
        "josiah@example.edu",
        "ada@example.org",
    ):
        assert hidden not in dump


def test_the_real_answers_make_a_site(tmp_path: Path, shared: Path) -> None:
    files = sorted((shared / "samples" / "orcid" / "rorcid-v3").glob("*.json"))
    if not files:
        pytest.skip("the given answers are not there")
    _, dump = publish_files(tmp_path, dict.fromkeys(files, "orcid"))
    assert MADE.findall(dump) == ["peter-binfield"] * 8
    assert "0000-0002-9341-7985" in dump
