"""A check as SARIF (OASIS Static Analysis Results Interchange Format 2.1.0), so that code hosts show each result at its line.

Paths are relative to a root that the reader knows (the top of the repository), never absolute. It opens no source.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from scholargraph import __version__
from scholargraph.config import SITE_FILE
from scholargraph.findings.check_report import CheckReport
from scholargraph.findings.finding import Finding
from scholargraph.findings.groups import READING
from scholargraph.findings.source_lines import Excerpt
from scholargraph.validation import Severity
from scholargraph.validation.rules import Rule
from scholargraph.vocab import SARIF_SCHEMA

_LEVELS: Final = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ROOT: Final = "SRCROOT"
_FINGERPRINT: Final = "scholargraphFinding/v1"
_GIT: Final = ".git"


def sarif(report: CheckReport, site: Path) -> dict[str, Any]:
    """Give a check as a SARIF log of one run; `site` is the folder of the site."""
    ids = sorted({one.rule or READING for one in report.findings} | {*report.rules})
    index = {name: number for number, name in enumerate(ids)}
    locate = _locations(site)
    seen: Counter[str] = Counter()
    results = []
    for finding, line in zip(report.findings, report.lines, strict=True):
        print_ = _fingerprint(finding)
        seen[print_] += 1
        result: dict[str, Any] = {
            "ruleId": finding.rule or READING,
            "ruleIndex": index[finding.rule or READING],
            "level": _LEVELS[finding.severity],
            "message": {"text": _message(finding)},
            "locations": [locate(finding, line)],
            "partialFingerprints": {_FINGERPRINT: f"{print_}:{seen[print_]}"},
        }
        if finding.link:
            result["hostedViewerUri"] = finding.link
        results.append(result)
    driver = {
        "name": "ScholarGraph",
        "semanticVersion": __version__,
        "rules": [_rule(name, report.rules.get(name)) for name in ids],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The top of the repository that the site lies in."}}},
        "results": results,
        "properties": {"completeness": [one.as_data() for one in report.completeness]},
    }
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def repository(site: Path) -> Path:
    """Give the top of the repository that a folder lies in, otherwise the folder itself."""
    whole = site.resolve()
    return next((folder for folder in (whole, *whole.parents) if (folder / _GIT).exists()), whole)


def _rule(name: str, rule: Rule | None) -> dict[str, Any]:
    """Describe a rule (SARIF, section 3.49)."""
    if rule is None:
        return {
            "id": name,
            "shortDescription": {"text": "Something of a source is not stated, or somebody has to decide."},
            "help": {"text": "The message says what it is, and what to do."},
            "defaultConfiguration": {"level": "warning"},
        }
    message = rule.message or "Something is not as this shape asks."
    looked = f"Looked at: {', '.join(rule.targets)}." if rule.targets else ""
    lines = [message, f"Wanted: {rule.wanted}.", rule.remedy, looked]
    return {
        "id": name,
        "shortDescription": {"text": message},
        "fullDescription": {"text": f"{message} Wanted: {rule.wanted}."},
        "help": {"text": "\n".join(filter(None, lines)), "markdown": _markdown(rule, message)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.profile], "shape": rule.iri},
    }


def _markdown(rule: Rule, message: str) -> str:
    lines = [_escaped(message), f"**Wanted:** {_escaped(rule.wanted)}."]
    if rule.remedy:
        lines.append(f"**What to do:** {_escaped(rule.remedy)}")
    return "\n\n".join(lines)


def _escaped(words: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", words)


def _message(finding: Finding) -> str:
    found = f" There is: {finding.found}." if finding.found else ""
    wanted = f" Wanted: {finding.wanted}." if finding.wanted else ""
    return f"{finding.words}{found}{wanted}"


def _locations(site: Path) -> Callable[[Finding, Excerpt | None], dict[str, Any]]:
    """Give the function that says where a finding is (SARIF, section 3.28): every one has a file, or code hosts drop it."""
    root, whole = repository(site), site.resolve()

    def locate(finding: Finding, line: Excerpt | None) -> dict[str, Any]:
        place = finding.place
        named = place.file if place is not None else SITE_FILE
        file, within = _file(whole, named)
        location: dict[str, Any] = {
            "physicalLocation": {
                "artifactLocation": {"uri": quote(_relative(root, file)), "uriBaseId": _ROOT},
                **({} if within else _region(finding, line)),
            }
        }
        names = [name for name in (within, place.inside if place else None, finding.key) if name]
        if names:
            location["logicalLocations"] = [{"fullyQualifiedName": str(name)} for name in names]
        return location

    return locate


def _file(site: Path, named: str) -> tuple[Path, str | None]:
    """Give the file that a name leads to and, of what lies within an archive, the name."""
    path = site / named
    for candidate in (path, *path.parents):
        if candidate == site:
            break
        if candidate.is_file():
            return candidate, None if candidate == path else named
    return path, None


def _relative(root: Path, file: Path) -> str:
    try:
        return file.relative_to(root).as_posix()
    except ValueError:
        return file.name


def _region(finding: Finding, line: Excerpt | None) -> Mapping[str, Any]:
    """Give the part of a text (SARIF, section 3.30): a row of a table is no line of a text, so it has none."""
    place = finding.place
    if place is None or place.line is None or finding.cell:
        return {}
    region: dict[str, Any] = {"startLine": place.line}
    if line is not None and line.end_column is not None and place.column is not None:
        region |= {"startColumn": place.column, "endLine": place.line, "endColumn": line.end_column}
        region["snippet"] = {"text": line.text}
    elif place.column is not None and line is None:
        region["startColumn"] = place.column
    return {"region": region}


def _fingerprint(finding: Finding) -> str:
    """Tell a finding from others, wherever its line moves (SARIF, section 3.27.17)."""
    file = finding.place.file if finding.place else ""
    words = "" if finding.rule else finding.message
    parts: Iterator[str] = (
        part or "" for part in (finding.rule, finding.key, file, finding.path, finding.found, words)
    )
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
