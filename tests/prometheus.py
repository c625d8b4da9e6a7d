"""A strict reader of Prometheus' text format, version 0.0.4: what the documentation allows, and nothing else.

https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

_NAME: Final = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
_LABEL: Final = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"')
_SAMPLE: Final = re.compile(rf"({_NAME})(?:\{{(.*)\}})? (\S+)")
_HELP: Final = re.compile(rf"# HELP ({_NAME}) ((?:[^\\]|\\[\\n])*)")
_TYPE: Final = re.compile(rf"# TYPE ({_NAME}) (counter|gauge|histogram)")
_VALUE: Final = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)|[+-]Inf|NaN")

Labels = tuple[tuple[str, str], ...]


@dataclass
class Family:
    kind: str
    samples: dict[tuple[str, Labels], float] = field(default_factory=dict)


def read(text: str) -> dict[str, Family]:
    """Read an exposition. Raises AssertionError where it breaks a rule."""
    assert text.endswith("\n"), "the last line ends with a line feed"
    found: dict[str, Family] = {}
    helped, current = "", ""
    for line in text.removesuffix("\n").split("\n"):
        if line.startswith("# HELP"):
            match = _HELP.fullmatch(line)
            assert match, line
            helped = match[1]
        elif line.startswith("#"):
            match = _TYPE.fullmatch(line)
            assert match, line
            assert match[1] == helped, "each metric has a HELP before its TYPE"
            assert match[1] not in found, f"{match[1]} comes once, with all its samples"
            current = match[1]
            found[current] = Family(match[2])
        else:
            _sample(line, current, found[current])
    for name, family in found.items():
        assert family.samples, name
        assert (family.kind == "counter") == name.endswith("_total"), f"{name} is named for what it is"
        if family.kind == "histogram":
            _histogram(name, family)
    return found


def _sample(line: str, name: str, family: Family) -> None:
    match = _SAMPLE.fullmatch(line)
    assert match, line
    suffixes = ("_bucket", "_sum", "_count") if family.kind == "histogram" else ("",)
    assert match[1] in {name + suffix for suffix in suffixes}, line
    labels = tuple((label[1], label[2]) for label in _LABEL.finditer(match[2] or ""))
    assert ",".join(f'{label}="{value}"' for label, value in labels) == (match[2] or ""), line
    assert len(dict(labels)) == len(labels), line
    assert _VALUE.fullmatch(match[3]), line
    assert (match[1], labels) not in family.samples, f"twice: {line}"
    value = float(match[3].replace("Inf", "inf"))
    assert family.kind == "gauge" or value >= 0, line
    family.samples[match[1], labels] = value


def _histogram(name: str, family: Family) -> None:
    series: dict[Labels, list[tuple[float, float]]] = {}
    for (sample, labels), value in family.samples.items():
        if sample == f"{name}_bucket":
            bound = float(dict(labels)["le"].replace("Inf", "inf"))
            rest = tuple(label for label in labels if label[0] != "le")
            series.setdefault(rest, []).append((bound, value))
    assert series, name
    for labels, buckets in series.items():
        assert buckets == sorted(buckets), "bounds ascend"
        counts = [count for _, count in buckets]
        assert counts == sorted(counts), "buckets are cumulative"
        assert buckets[-1] == (float("inf"), family.samples[f"{name}_count", labels])
        assert (f"{name}_sum", labels) in family.samples
