"""What a snapshot follows from: change any of it, and publishing publishes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import pytest

import scholargraph
from scholargraph import assets, config, inputs, store
from scholargraph.model import Rejected, SourceRecord
from scholargraph.sources import Option, Options, SourceItem, reader
from scholargraph.sources.reading import Plan, plans

ROOT: Final = Path(__file__).resolve().parents[1]
PACKAGE: Final = Path(scholargraph.__file__).resolve().parent


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package, to be changed."""
    copied = tmp_path_factory.mktemp("copy") / "scholargraph"
    shutil.copytree(PACKAGE, copied, ignore=shutil.ignore_patterns("__pycache__"))
    return copied


def digest(site: Path, given: tuple[Plan, ...] | None = None, **more: Any) -> str:
    settings = config.load(site)
    told: dict[str, Any] = {"ledger": "", "stages": {}} | more
    return inputs.digest(settings, plans(settings) if given is None else given, **told)


def test_the_stages_of_a_copy_are_those_of_the_package(package: Path) -> None:
    assert inputs.stages(package) == inputs.stages()
    assert len(set(inputs.stages().values())) == len(inputs.stages())


@pytest.mark.parametrize(
    ("file", "stage"),
    [
        ("model/records.py", "model"),
        ("identifiers.py", "model"),
        ("acquire/files.py", "acquire"),
        ("sources/profile_text/__init__.py", "sources"),
        ("reconcile/fusion.py", "reconcile"),
        ("mapping/venue.py", "mapping"),
        ("findings/explain.py", "validation"),
        ("store/snapshots.py", "store"),
        ("pages/relations.py", "indexes"),
        ("search.py", "indexes"),
        ("pipeline.py", "publish"),
    ],
)
def test_another_row_in_a_file_is_another_stage_and_no_other(file: str, stage: str, package: Path) -> None:
    before = inputs.stages(package)
    path = package / file
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n", encoding="utf-8")
    after = inputs.stages(package)
    path.write_text(text, encoding="utf-8")
    assert {name for name in before if before[name] != after[name]} == {stage}
    assert inputs.stages(package) == before


def test_a_new_file_of_data_and_a_renamed_module_are_other_stages(package: Path) -> None:
    before = inputs.stages(package)
    data = package / "mapping" / "words.csv"
    data.write_bytes(b"a,b\n")
    with_data = inputs.stages(package)
    data.rename(package / "mapping" / "others.csv")
    renamed = inputs.stages(package)
    (package / "mapping" / "others.csv").unlink()
    assert len({before["mapping"], with_data["mapping"], renamed["mapping"]}) == 3
    assert inputs.stages(package) == before


def test_what_python_has_compiled_changes_nothing(package: Path) -> None:
    before = inputs.stages(package)
    compiled = package / "mapping" / "__pycache__"
    compiled.mkdir()
    (compiled / "venue.cpython-311.pyc").write_bytes(b"\0")
    assert inputs.stages(package) == before


@pytest.mark.parametrize("name", ["shapes", "ontology"])
def test_the_shapes_and_the_ontology_are_stages_of_their_own(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = inputs.stages()
    folder: Path = getattr(assets, f"{name}_dir")()
    copied = tmp_path / name
    shutil.copytree(folder, copied)
    monkeypatch.setattr(assets, f"{name}_dir", lambda: copied)
    assert inputs.stages() == before
    file = min(copied.glob("*.ttl"))
    file.write_text(file.read_text(encoding="utf-8") + "# a row\n", encoding="utf-8")
    assert {stage for stage, found in inputs.stages().items() if found != before[stage]} == {name}


LOADED: Final = """
import json, sys
from pathlib import Path
import scholargraph
from scholargraph import config
from scholargraph.publish import publish
publish(config.load(Path(sys.argv[1])))
package = Path(scholargraph.__file__).parent
files = [Path(module.__file__) for name, module in sys.modules.items() if name.partition(".")[0] == "scholargraph"]
print(json.dumps(sorted(file.relative_to(package).as_posix() for file in files)))
"""
NOT_IN_A_SNAPSHOT: Final = {
    "formats.py",  # names of formats, for answers of queries
    "pages/addresses.py",  # of pages, when they are shown
}
"""What publishing loads, though no snapshot depends on it."""


def test_every_module_that_publishing_loads_belongs_to_a_stage(example_site: Path) -> None:
    done = subprocess.run([sys.executable, "-c", LOADED, str(example_site)], check=True, capture_output=True, text=True)
    loaded = set(json.loads(done.stdout))
    told = {path for paths in inputs.STAGES.values() for path in paths}
    alone = {file for file in loaded if not any(file == path or file.startswith(f"{path}/") for path in told)}
    assert "mapping/mapper.py" in loaded
    assert alone <= NOT_IN_A_SNAPSHOT


def test_settings_sources_ledger_version_layout_and_stages_are_all_in_it(
    example_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest(example_site)
    assert digest(example_site) == before
    found = [digest(example_site, ledger="person name:ada\tperson/ada\n"), digest(example_site, stages={"a": "b"})]
    found.append(digest(example_site, stages={"a": "c"}))
    for name, value in (("__version__", "0.0.0"), ("store", SimpleNamespace(LAYOUT=store.LAYOUT + 1))):
        with monkeypatch.context() as patched:
            patched.setattr(inputs, name, value)
            found.append(digest(example_site))
    site = example_site / config.SITE_FILE
    text = site.read_text(encoding="utf-8")
    for old, new in (("Imaginary", "Unreal"), ('language = "en"', 'language = "nl"'), ("10-01", "10-04")):
        site.write_text(text.replace(old, new, 1), encoding="utf-8")
        found.append(digest(example_site))
    site.write_text(text, encoding="utf-8")
    file = example_site / "okafor.txt"
    file.write_bytes(file.read_bytes() + b"\n")
    found.append(digest(example_site))
    assert len({before, *found}) == len(found) + 1


def nothing(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    yield Rejected(item.source, "nothing", item.id)


def test_a_readers_version_and_the_value_of_an_option_are_in_it(example_site: Path) -> None:
    (first, *others) = plans(config.load(example_site))
    option = Option("mode", str, "strict", "What becomes of a bad line.")
    given = replace(first, reader=replace(first.reader, options=(option,)), options={"mode": "strict"})
    versions = [
        given,
        replace(given, options={"mode": "lenient"}),
        replace(given, reader=replace(given.reader, version="2")),
    ]
    assert len({digest(example_site, (one, *others)) for one in versions}) == 3


@pytest.mark.parametrize("whole", [False, True])
def test_the_code_of_a_plug_in_is_in_it(
    whole: bool,  # noqa: FBT001 - a parameter of the test
    example_site: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module = tmp_path / ("letters/__init__.py" if whole else "letters.py")
    module.parent.mkdir(exist_ok=True)
    module.write_text("read = None\n", encoding="utf-8")
    beside = module.with_name("words.csv")
    beside.write_text("a\n", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "letters", SimpleNamespace(__file__=str(module)))
    point = SimpleNamespace(module="letters", dist=SimpleNamespace(name="letters", version="1.0"))
    monkeypatch.setattr(inputs, "entry_points", lambda **_: [point])
    (first, *_) = plans(config.load(example_site))
    given = (replace(first, reader=replace(reader("profile-text"), kind="letters", read=nothing)),)
    found = [digest(example_site, given)]
    module.write_text("read = 1\n", encoding="utf-8")
    found.append(digest(example_site, given))
    point.dist.version = "1.1"
    found.append(digest(example_site, given))
    beside.write_text("b\n", encoding="utf-8")
    found.append(digest(example_site, given))
    assert len(set(found)) == (4 if whole else 3)


# ── publishing with a changed copy of the project ───────────────────────────────────────────────────────────────────


def add_row(project: Path) -> None:
    """Say the names of venues with one more predicate."""
    table = project / "src" / "scholargraph" / "mapping" / "venue.py"
    text = table.read_text(encoding="utf-8")
    row = 'row("name", string, SDO.name, DCTERMS.title)'
    assert text.count(row) == 1
    table.write_text(text.replace(row, row.replace("SDO.name,", "SDO.name, SDO.alternateName,")), encoding="utf-8")


def add_shape(project: Path) -> None:
    """Add a shape of one message."""
    shape = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:x:shape> a sh:NodeShape ; sh:targetClass <http://xmlns.com/foaf/0.1/Person> ;
    sh:property [ sh:path <urn:x:none> ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "There is none."@en ] .
"""
    (project / "shapes" / "one-more.ttl").write_text(shape, encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "stage", "seen"), [(add_row, "mapping", "store"), (add_shape, "shapes", "findings.json")]
)
def test_after_a_new_row_and_after_a_new_shape_publishing_publishes(
    change: Callable[[Path], None], stage: str, seen: str, example_site: Path, tmp_path: Path
) -> None:
    project = tmp_path / "project"
    for folder in ("src/scholargraph", "shapes", "ontology"):
        shutil.copytree(ROOT / folder, project / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "pyproject.toml", project / "pyproject.toml")

    def published() -> tuple[str, dict[str, Any]]:
        done = subprocess.run(
            [sys.executable, "-m", "scholargraph", "publish", str(example_site)],
            env={**os.environ, "PYTHONPATH": str(project / "src")}, capture_output=True, check=True, text=True,
        )  # fmt: skip
        return done.stderr + done.stdout, dict(store.Snapshots(config.load(example_site).work).require().manifest)

    told, before = published()
    assert "Published" in told
    told, again = published()
    assert "Nothing has changed" in told
    assert again == before
    change(project)
    told, after = published()
    assert "Published" in told
    assert {name for name in before["stages"] if before["stages"][name] != after["stages"][name]} == {stage}
    assert after["statements"] > before["statements"] if stage == "mapping" else "There is none." in told
    assert (before["files"] | before)[seen] != (after["files"] | after)[seen]
    assert "Nothing has changed" in published()[0]
