"""Which modules are mutated, and which tests must notice a mutant of each.

The tests that are nearest to a module stand first: where they notice a mutant, the others are not even collected.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCE: Final = ROOT / "src" / "scholargraph"

SUBJECTS: Final = (
    "model",
    "reconcile",
    "mapping",
    "findings",
    "publish.py",
    "pipeline.py",
    "inputs.py",
    "store/runs.py",
)
"""The folders and modules that are mutated."""

MODEL: Final = ("tests/test_model*.py", "tests/model")
CURATION: Final = ("tests/sources/test_curation*.py",)
GENERATED: Final = ("tests/test_schemas*.py", "tests/sources/test_data_model_document.py")
JOINING: Final = ("tests/reconcile",)
MAPPING: Final = ("tests/mapping",)
FINDINGS: Final = ("tests/findings",)
PROFILE: Final = ("tests/test_first_profile.py",)
PUBLISHING: Final = ("tests/test_publish*.py", "tests/test_pipeline*.py", "tests/test_inputs*.py")

TESTS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "model/": (MODEL, (*GENERATED, *CURATION), (*JOINING, *FINDINGS), MAPPING),
    "reconcile/": (JOINING, (*FINDINGS, *PROFILE)),
    "mapping/": (MAPPING, (*FINDINGS, *PROFILE)),
    "findings/": (FINDINGS, PROFILE),
    "publish.py": (PUBLISHING,),
    "pipeline.py": (PUBLISHING, PROFILE),
    "inputs.py": (PUBLISHING,),
    "store/runs.py": (("tests/test_store_runs*.py", "tests/store/test_runs*.py"),),
}
"""The beginning of a module's path → groups of patterns of its tests; what is not there is left out."""


def modules() -> list[str]:
    """Give the modules that are mutated, below `src/scholargraph`, sorted."""
    found: set[Path] = set()
    for subject in SUBJECTS:
        path = SOURCE / subject
        found.update(path.rglob("*.py") if path.is_dir() else [path] if path.is_file() else [])
    return sorted(path.relative_to(SOURCE).as_posix() for path in found)


def tests_of(module: str) -> list[tuple[str, ...]]:
    """Give the tests of a module in groups, the nearest first. Raises LookupError where there is none."""
    groups = next((groups for start, groups in TESTS.items() if module.startswith(start)), ())
    found = [
        tuple(path.relative_to(ROOT).as_posix() for pattern in group for path in sorted(ROOT.glob(pattern)))
        for group in groups
    ]
    if not any(found):
        raise LookupError(f"no tests of {module} are known: name them in tests/mutation/selection.py")
    return [group for group in found if group]
