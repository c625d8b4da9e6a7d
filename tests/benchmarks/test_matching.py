"""Two files of records are read, joined and judged as the benchmark of matching says."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.matching import run

LEFT = """
@article{tides, author={Quill, Ada and Okafor, Mira}, title={Tides of the northern harbours and their makers}, year=2001}
@article{maps, author={Quill, Ada}, title={Maps of nowhere in particular}, year=2003}
"""
RIGHT = """
@article{t, author={A. Quill and M. Okafor}, title={Tides of the northern harbors and their makers}, year=2001}
@article{m, author={Tanabe, Karl}, title={Wool and silk in the hills}, year=2003}
"""


def test_two_files_are_joined_and_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / name for name in ("left.bib", "right.bib", "truth.csv")]
    for file, text in zip(files, (LEFT, RIGHT, "left,right\ntides,t\nmaps,m\n"), strict=True):
        file.write_text(text, "utf-8")
    monkeypatch.setattr("sys.argv", ["run", *map(str, files), "--errors", "2"])
    run.main()
    told = capsys.readouterr().out
    assert told.startswith("precision 1.0000 recall 0.5000 F1 0.6667; 1 pairs found, 2 known")
    assert "missed: maps | m" in told
