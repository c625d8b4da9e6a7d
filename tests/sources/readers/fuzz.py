"""Damage to the inputs of readers: mutants of sample files, and what must hold of whatever is made of them.

    python -m tests.sources.readers.fuzz bibtex --count 5000 --seed 7

Of every mutant: nothing is raised but InputError, no entry takes longer than two seconds, and places hold their quotes. Of a
mutant that is damaged within one entry of a file of many: all entries but that one and its neighbours are read as before.
A format is a row of FORMATS; one that cannot tell where its entries begin leaves `entry` out.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final

from scholargraph.acquire import Resolver, SourceItem, media_type
from scholargraph.errors import InputError, LocatorError
from scholargraph.model import Organization, Rejected, SourceRecord, Venue
from scholargraph.sources.reader import Reader, reader
from scholargraph.sources.reading_worker import given
from scholargraph.sources.verification import evidence_of

ROOT: Final = Path(__file__).resolve().parents[3]
SECONDS: Final = 2.0
"""The longest that a reader may take for its next entry."""
LARGEST: Final = 64 << 10
"""Sample files are cut to so many bytes: what is larger only makes a run slower."""
_SHOWN: Final = 400


@dataclass(frozen=True, slots=True)
class Format:
    """What the damage to a kind of input needs to know.

    Attributes:
        kind: the kind of source.
        samples: the sample files, as patterns below the folder of given samples.
        own: the same, below the folder of the reader's tests.
        hostile: pieces that mean something in the format, where they do not belong.
        entry: matches where an entry begins, in a format where damage within one entry leaves the others whole.
        options: what the reader is told.
    """

    kind: str
    samples: tuple[str, ...]
    own: tuple[str, ...] = ()
    hostile: tuple[bytes, ...] = ()
    entry: re.Pattern[bytes] | None = None
    options: dict[str, Any] = field(default_factory=dict)


_ANYWHERE: Final = (
    b"",
    b"\0",
    b"\xff",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\r",
    b"\n",
    b"\xc3",
    b"\xed\xa0\x80",
    b" " * 3000,
)
_XML: Final = (
    b"<",
    b">",
    b"</",
    b"&",
    b"&x;",
    b"<!--",
    b"]]>",
    b"<![CDATA[",
    b"<?x?>",
    b'<!DOCTYPE a [<!ENTITY x "y">]>',
    b"<a>" * 500,
    b'"',
)
_TABLE: Final = (
    b'"',
    b'""',
    b",",
    b";",
    b"\t",
    b"\n\n",
    b"=1+1",
    b'"' * 3001,
    b"," * 5000,
    b"0000-0002-1825-0098",
    b"31.02.2020",
)
_JSON: Final = (
    b"{",
    b"}",
    b"[",
    b"]",
    b'"',
    b"\\",
    b"\\ud800",
    b"null",
    b"1e999",
    b"-",
    b",",
    b"[" * 5000,
    b'{"a":' * 2000,
    b"true",
)

FORMATS: Final = {
    one.kind: one
    for one in (
        Format("acl-anthology", ("acl-anthology/xml/*.xml",), ("acl_anthology/**/*.xml",), _XML),
        Format(
            "bibtex",
            ("bibtex/*.bib",),
            ("bibtex/**/*.bib",),
            (
                *(b"{", b"}", b"{{", b"}}", b'"', b"#", b"=", b",", b"@", b"@comment{", b"@string{a = a # a}", b"(", b")", b"%"),
                *(b"{" * 5000, b"}" * 5000, b"{\\'" * 300, b"\\", b"$", b"$$", b"~", b" and ", b"and others", b"\\emph{" * 300),
                *(b"@preamble{", b"@article{", b"crossref = {a},", b"xdata = {a,b},", b", and ", b"\\'" * 500, b"family=,"),
            ),
            re.compile(rb"^@(?!(?i:comment|string|preamble))\w+\s*[{(]", re.MULTILINE),
        ),
        Format("crossref", ("crossref/*.json",), ("crossref/**/*.json",), _JSON),
        Format("csl-json", ("csl-json/*.json",), ("csl_json/**/*.json",), _JSON),
        Format("datacite", ("../specs/datacite/**/*.xml", "../specs/datacite/json/example-4.5/*.json"), ("datacite/**/*.json", "datacite/**/*.xml"), (*_JSON, *_XML)),
        Format("dblp", ("dblp/*.xml",), ("dblp/**/*.xml",), (*_XML, b"&uuml;")),
        Format("oai-dc", (), ("oai_dc/*.xml",), _XML),
        Format("openalex", ("openalex/*.json",), ("openalex/**/*.json",), _JSON),
        Format("orcid", ("orcid/**/*.json", "orcid/**/*.xml"), ("orcid/**/*.json", "orcid/**/*.xml"), (*_JSON, *_XML)),
        Format(
            "ris",
            ("ris/*.ris",),
            ("ris/**/*.ris",),
            (b"TY  - ", b"ER  - ", b"\nTY  - JOUR\n", b"\nER  - \n", b"AU  - ", b"  - ", b"//", b"A" * 5000),
            re.compile(rb"^TY  - ", re.MULTILINE),
        ),
        Format("rdf", (), ("rdf/*.nt", "rdf/*.ttl"), (b"<", b">", b"@prefix", b"^^", b"_:", b"[" * 5000, b"(" * 5000, b'"""', b"\\u12")),
        Format("ror", ("ror/*.json",), ("ror/**/*.json",), _JSON),
        Format("roster", (), ("roster/*.csv",), _TABLE),
        Format("table", (), ("table/*.csv", "table/*.tsv"), _TABLE),
        Format("web-page", ("html/**/*.html",), ("web_page/**/*.html",), (*_XML, b"<script>", b"</script>", b"<meta ", *_JSON)),
    )
}  # fmt: skip
"""Every format whose inputs are damaged; a row more is all that another needs."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A damaged input.

    Attributes:
        origin: the sample that it was made of.
        damage: what was done, in a word.
        data: what came of it.
        within: where in the sample the only damage is, if it is within one entry.
    """

    origin: Origin
    damage: str
    data: bytes
    within: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """A sample file, with where its entries begin (and the file ends), where that is known."""

    name: str
    data: bytes
    begins: tuple[int, ...] = ()


@dataclass(slots=True)
class Outcome:
    """What a reader made of an input, and how long it took for the slowest entry."""

    records: list[SourceRecord] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    error: InputError | None = None
    slowest: float = 0.0


Damage = Callable[[random.Random, bytes, Format, Sequence[Origin]], bytes]


def _deleted(draw: random.Random, data: bytes, _format: Format, _others: Sequence[Origin]) -> bytes:
    start, end = _stretch(draw, data)
    return data[:start] + data[end:]


def _doubled(draw: random.Random, data: bytes, _format: Format, _others: Sequence[Origin]) -> bytes:
    start, end = _stretch(draw, data)
    return data[:end] + data[start:]


def _moved(draw: random.Random, data: bytes, _format: Format, _others: Sequence[Origin]) -> bytes:
    start, end = _stretch(draw, data)
    rest = data[:start] + data[end:]
    at = draw.randint(0, len(rest))
    return rest[:at] + data[start:end] + rest[at:]


def _lines_swapped(draw: random.Random, data: bytes, _format: Format, _others: Sequence[Origin]) -> bytes:
    lines = data.splitlines(keepends=True)
    if len(lines) < 2:
        return data[::-1]
    one, other = draw.randrange(len(lines)), draw.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _overwritten(draw: random.Random, data: bytes, _format: Format, _others: Sequence[Origin]) -> bytes:
    spoilt = bytearray(data)
    for _ in range(draw.choice((1, 1, 3, 20))):
        if spoilt:
            spoilt[draw.randrange(len(spoilt))] = draw.randrange(256)
    return bytes(spoilt)


def _hostile(draw: random.Random, data: bytes, format_: Format, _others: Sequence[Origin]) -> bytes:
    for _ in range(draw.choice((1, 1, 2, 8))):
        at = draw.randint(0, len(data))
        data = data[:at] + draw.choice((*format_.hostile, *_ANYWHERE)) + data[at:]
    return data


def _cut(draw: random.Random, data: bytes, _format: Format, _others: Sequence[Origin]) -> bytes:
    return data[: draw.randint(0, len(data))]


def _joined(draw: random.Random, data: bytes, _format: Format, others: Sequence[Origin]) -> bytes:
    other = draw.choice(others).data
    return data[: draw.randint(0, len(data))] + other[draw.randint(0, len(other)) :]


WITHIN: Final[tuple[Damage, ...]] = (_deleted, _doubled, _moved, _lines_swapped, _overwritten, _hostile)
"""What can be done to one entry of a file."""
DAMAGES: Final[tuple[Damage, ...]] = (*WITHIN, _cut, _joined)


def _stretch(draw: random.Random, data: bytes) -> tuple[int, int]:
    start = draw.randint(0, len(data))
    return start, min(len(data), start + draw.choice((1, 1, 2, 10, 100, 1000)))


def origins(format_: Format, shared: Path | None) -> list[Origin]:
    """Give the sample files of a format: the given ones, where they are at hand, and the tests' own."""
    folders = [(shared / "samples", format_.samples)] if shared is not None else []
    folders.append((ROOT / "tests" / "sources" / "readers", format_.own))
    found = []
    for folder, patterns in folders:
        for pattern in patterns:
            for file in sorted(folder.glob(pattern)):
                data = file.read_bytes()[:LARGEST]
                begins = () if format_.entry is None else tuple(one.start() for one in format_.entry.finditer(data))
                found.append(Origin(file.name, data, (*begins, len(data)) if begins else ()))
    return found


def mutants(format_: Format, samples: Sequence[Origin], *, count: int, seed: int) -> Iterator[Mutant]:
    """Make mutants, the same ones for the same seed; each second one is damaged within one entry where that can be told."""
    draw = random.Random(seed)  # noqa: S311 - the same damage each time
    for number in range(count):
        origin = draw.choice(samples)
        if number % 2 and len(origin.begins) > 3:
            at = draw.randrange(len(origin.begins) - 1)
            start, end = origin.begins[at : at + 2]
            damage = draw.choice(WITHIN)
            entry = damage(draw, origin.data[start:end].rstrip(), format_, samples)
            data = origin.data[:start] + entry + b"\n\n" + origin.data[end:]
            yield Mutant(origin, f"an entry {damage.__name__.strip('_')}", data, (start, end))
            continue
        data, names = origin.data, []
        for _ in range(draw.choice((1, 1, 2, 4))):
            damage = draw.choice(DAMAGES)
            data = damage(draw, data, format_, samples)
            names.append(damage.__name__.strip("_"))
        yield Mutant(origin, ", ".join(names), data)


def outcome(read: Reader, format_: Format, name: str, data: bytes) -> tuple[SourceItem, Outcome]:
    """Read an input. Raises whatever the reader raises that is no InputError."""
    opener: Callable[[], BinaryIO] = lambda: BytesIO(data)  # noqa: E731 - its type needs a name
    item = SourceItem("sample", name, media_type(name), opener=opener)
    found = Outcome()
    began = time.process_time()
    try:
        for one in given(read, item, read.checked(format_.options)):
            found.slowest = max(found.slowest, time.process_time() - began)
            if isinstance(one, SourceRecord):
                found.records.append(one)
            elif isinstance(one, Rejected):
                found.rejected.append(one)
            began = time.process_time()
    except LocatorError:
        raise  # a place that leads to nothing is the reader's fault
    except InputError as error:
        found.error = error
    found.slowest = max(found.slowest, time.process_time() - began)
    return item, found


def faults(read: Reader, format_: Format, mutant: Mutant, before: Outcome) -> Iterator[str]:
    """Say what does not hold of a mutant, given what was read of the sample it was made of."""
    try:
        item, after = outcome(read, format_, mutant.origin.name, mutant.data)
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        yield f"raises {type(error).__name__}: {error}"
        return
    if after.slowest > SECONDS:
        yield f"takes {after.slowest:.1f} seconds for an entry"
    with Resolver(item) as resolver:
        yield from _misplaced(resolver, after)
    if mutant.within is not None:
        yield from _lost(mutant, before, after)


def _misplaced(resolver: Resolver, found: Outcome) -> Iterator[str]:
    for record in found.records:
        for evidence in evidence_of(record):
            try:
                stands = resolver.resolve(evidence.locator)
            except InputError as error:
                yield f"has a place at which nothing stands: {error}"
                return
            if stands != evidence.quote:
                yield f"quotes {evidence.quote[:_SHOWN]!r}, but at {evidence.locator} stands {stands[:_SHOWN]!r}"
                return


def _lost(mutant: Mutant, before: Outcome, after: Outcome) -> Iterator[str]:
    """Say which entries are gone that stand neither in the damaged stretch nor beside it."""
    if after.error is not None:
        yield f"is refused as a whole for damage within one entry: {after.error}"
        return
    start, end = mutant.within or (0, 0)
    begins = mutant.origin.begins
    at = begins.index(start)
    beside = (begins[max(at - 1, 0)], begins[min(begins.index(end) + 1, len(begins) - 1)])
    kept = Counter(one.whole.quote for one in _entries(before) if not _between(one.whole.locator, *beside))
    lost = kept - Counter(one.whole.quote for one in _entries(after))
    for quote in lost:
        yield f"loses an entry that is not beside the damage: {quote[:_SHOWN]!r}"
        return


def _entries(found: Outcome) -> Iterator[SourceRecord]:
    """Give the records of entries: a venue stands beside the first entry that names it, which may be another now."""
    return (one for one in found.records if not isinstance(one.record, Venue | Organization))


def _between(locator: object, start: int, end: int) -> bool:
    return start <= getattr(locator, "start", start) < end


def run(kind: str, *, count: int, seed: int, shared: Path | None) -> list[str]:
    """Read so many mutants of a kind; give what does not hold, each with what it takes to see it again."""
    format_, read = FORMATS[kind], reader(kind)
    samples = origins(format_, shared)
    before = {id(one): outcome(read, format_, one.name, one.data)[1] for one in samples}
    found: list[str] = []
    for number, mutant in enumerate(mutants(format_, samples, count=count, seed=seed)):
        found += [
            f"{kind} mutant {number} of seed {seed} ({mutant.origin.name}: {mutant.damage}) {fault}"
            for fault in faults(read, format_, mutant, before[id(mutant.origin)])
        ]
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; 1 where something does not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.sources.readers.fuzz", description=__doc__)
    parser.add_argument(
        "kinds", nargs="*", choices=[*FORMATS, []], default=[], help="the kinds to damage (default: all)"
    )
    parser.add_argument("--count", type=int, default=5000, help="how many mutants of each (default: 5000)")
    parser.add_argument("--seed", type=int, default=None, help="what they are drawn by (default: another each time)")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="the folder of given material")
    parser.add_argument(
        "--keep", type=int, default=None, help="write the mutant of this number to standard output, and end"
    )
    options = parser.parse_args(arguments)
    seed = random.SystemRandom().randrange(1 << 32) if options.seed is None else options.seed
    shared = options.shared if options.shared.is_dir() else None
    kinds = options.kinds or list(FORMATS)
    if options.keep is not None:
        format_ = FORMATS[kinds[0]]
        made = mutants(format_, origins(format_, shared), count=options.keep + 1, seed=seed)
        sys.stdout.buffer.write(list(made)[-1].data)
        return 0
    failed = False
    for kind in kinds:
        began = time.perf_counter()
        found = run(kind, count=options.count, seed=seed, shared=shared)
        print(  # noqa: T201
            f"{kind}: {options.count:,} mutants of seed {seed}, {len(found)} faults, {time.perf_counter() - began:.0f} s"
        )
        for fault in found[:20]:
            print(f"  {fault}")  # noqa: T201
        failed = failed or bool(found)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
