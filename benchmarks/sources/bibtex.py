"""Compare the reader of BibTeX with pybtex's bare parsing of the same file, and its memory for 10 MB with that for 100 MB.

    python -m benchmarks.sources.bibtex --entries 4000

pybtex gives entries with their fields; the reader gives records, every value with its evidence. Both are timed in one process,
in turn, by the processor's clock; the ratio is that of the fastest runs. Memory is the greatest of a process of its own. It
asserts nothing.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from pybtex.database.input.bibtex import Parser

from scholargraph.acquire import SourceItem
from scholargraph.sources.reader import reader
from scholargraph.sources.reading_worker import given

SIZES: Final = (10, 100)
"""Megabytes of the two files whose memory is compared."""
_WORDS: Final = (
    "scaling of language models for the analysis of shallow rivers under changing climates a study in {DNA} repair "
    "and the {B}ayesian estimation of $H_2O$ transport in soils with {\\'e}tudes on {\\textit{Escherichia}} growth "
    "evaluation methods across large archives using graph neural networks from theory to practice"
).split()
_GIVEN: Final = (
    "Ada Benoît Chen Dana Elif Farah Gustav Hana Ingrid João Kofi Lena Mohammed Noor Olga Pavel Qi Rosa".split()
)
_FAMILY: Final = (
    'Quill Okafor Li M{\\"u}ller {\\c{C}}etin Haddad Lindqvist Sato Dahl Silva Mensah Fischer El-Sayed Rahimi Ivanova '
    "Nov{\\'a}k Zhang Garc{\\'\\i}a"
).split()


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(prog="benchmarks.sources.bibtex", description=__doc__)
    parser.add_argument("--entries", type=int, default=4000, help="how many entries the timed file has (default: 4000)")
    parser.add_argument("--runs", type=int, default=3, help="how often each is timed (default: 3)")
    parser.add_argument("--file", type=Path, default=None, help="time this file instead of a made one")
    parser.add_argument("--peak", type=Path, default=None, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peak is not None:
        print(peak(options.peak))
        return
    with tempfile.TemporaryDirectory() as folder:
        file = options.file or made(Path(folder) / "made.bib", entries=options.entries)
        speed(file, runs=options.runs)
        memory(Path(folder))


def speed(file: Path, *, runs: int) -> None:
    """Time both on a file, and print what came of it."""
    text = file.read_text(encoding="utf-8")
    bare: list[float] = []
    ours: list[float] = []
    entries = records = 0
    for _ in range(runs):
        bare.append(timed(lambda: Parser().parse_string(text)))
        began = time.process_time()
        records = sum(1 for _ in read(file))
        ours.append(time.process_time() - began)
    entries = len(Parser().parse_string(text).entries)
    print(f"{entries:,} entries of {len(text) / 1e6:.1f} MB, {records:,} records with venues and what is rejected")
    print(f"pybtex, bare        {entries / min(bare):8,.0f} entries/s")
    print(f"reader, to records  {entries / min(ours):8,.0f} entries/s, {min(bare) / min(ours):.2f} of pybtex's speed")


def memory(folder: Path) -> None:
    """Read a small and a large file, each in a process of its own, and print the memory they took."""
    peaks = []
    for size in SIZES:
        file = made(folder / f"{size}.bib", size=size * 1_000_000)
        command = [sys.executable, "-m", "benchmarks.sources.bibtex", "--peak", str(file)]
        peaks.append(int(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
        print(f"memory at {size:3} MB    {peaks[-1] / 1024:8,.1f} MiB")
    print(f"memory at {SIZES[1]} MB is {peaks[1] / peaks[0]:.2f} of that at {SIZES[0]} MB")


def peak(file: Path) -> int:
    """Read a file, keep nothing, and give the most memory that this process took, in KiB."""
    for _ in read(file):
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def read(file: Path) -> Iterator[object]:
    """Give what the reader makes of a file."""
    source = reader("bibtex")
    item = SourceItem("works", file.name, "application/x-bibtex", opener=lambda: file.open("rb"))
    return given(source, item, source.checked({}))


def timed(work: Callable[[], object]) -> float:
    """Give the seconds of the processor that something takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def made(file: Path, *, entries: int | None = None, size: int | None = None) -> Path:
    """Write a file of so many entries, or of so many bytes."""
    draw = random.Random(7)
    number = 0
    with file.open("w", encoding="utf-8") as out:
        out.write("@string{jams = {J.~Amer. Math. Soc.}}\n@string{cup = {Cambridge University Press}}\n\n")
        while (entries is not None and number < entries) or (size is not None and out.tell() < size):
            number += 1
            out.write(draw.choice(ENTRIES)(draw, number))
    return file


def _names(draw: random.Random) -> str:
    forms = ("{family}, {given}", "{given} {family}", "{given} {letter}. {family}", "van {family}, {given}")
    names = [
        draw.choice(forms).format(given=draw.choice(_GIVEN), family=draw.choice(_FAMILY), letter=draw.choice("ABCKLM"))
        for _ in range(draw.choice((1, 2, 3, 3, 4, 6)))
    ]
    return " and ".join(names)


def _title(draw: random.Random) -> str:
    return " ".join(draw.choices(_WORDS, k=draw.randint(6, 14)))


def _article(draw: random.Random, number: int) -> str:
    return f"""@article{{article{number},
  author = {{{_names(draw)}}},
  title = {{{_title(draw)}}},
  journal = {draw.choice(("jams", "{Journal of Shallow Rivers}", "{Phys.~Rev.~Lett.}", "{Annals of Examples}"))},
  year = {draw.randint(1950, 2025)},
  month = {draw.choice(("jan", "mar", "oct", "{July}"))},
  volume = {{{draw.randint(1, 90)}}},
  number = {{{draw.randint(1, 12)}}},
  pages = {{{number % 900 + 1}--{number % 900 + 17}}},
  doi = {{10.5555/example.{number}}},
  url = {{https://example.org/articles/{number}}},
}}

"""


def _paper(draw: random.Random, number: int) -> str:
    return f"""@InProceedings{{paper:{number},
  author    = "{_names(draw)}",
  title     = "{_title(draw)}",
  booktitle = "Proceedings of the {draw.randint(3, 40)}th Conference on Examples",
  year      = "{draw.randint(1990, 2025)}",
  pages     = "{number % 700 + 1}--{number % 700 + 9}",
  publisher = "Example Press",
  address   = "Bergen, Norway",
  series    = {{Lecture Notes in Examples}},
  abstract  = {{{_title(draw)}. {_title(draw)}. {_title(draw)}. {_title(draw)}.}},
  keywords  = {{rivers, soils, graphs}}
}}

"""


def _book(draw: random.Random, number: int) -> str:
    return f"""@book{{book-{number},
  author = {{{_names(draw)}}},
  title = {{{_title(draw)}}},
  subtitle = {{{_title(draw)}}},
  date = {{{draw.randint(1950, 2025)}-{draw.randint(1, 12):02}}},
  publisher = cup,
  location = {{Cambridge}},
  langid = {{english}},
  edition = {{2}},
  note = {{With an index}},
}}

"""


def _eprint(draw: random.Random, number: int) -> str:
    return f"""@misc{{eprint{number},
      title={{{_title(draw)}}},
      author={{{_names(draw)}}},
      year={{{draw.randint(2016, 2025)}}},
      eprint={{{draw.randint(16, 25)}{draw.randint(1, 12):02}.{number % 90000 + 10000}}},
      archivePrefix={{arXiv}},
      primaryClass={{cs.CL}},
}}

"""


ENTRIES: Final = (_article, _article, _article, _paper, _paper, _book, _eprint)
"""What the made file consists of: mostly articles and papers."""


if __name__ == "__main__":
    main()
