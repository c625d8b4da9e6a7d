"""How fast the readers of XML are, against ElementTree's bare parsing of the same file, and whether they need more memory for more.

Each file is made up, and read in a process of its own, whose peak is taken. Run it with
`python -m benchmarks.sources.xml_formats` on a quiet machine; `--sizes 10 100` are the sizes in megabytes.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import iterparse

ROOT: Final = Path(__file__).resolve().parents[2]
SIZES: Final = (10, 100)
MOST: Final = 1.2
"""How much more memory the largest file may take than the smallest."""
MEGABYTE: Final = 1_000_000

DBLP: Final = (
    '<article mdate="2031-01-01" key="journals/zine/A{0}">\n<author orcid="0000-0002-1825-0097">Beno&icirc;t Okafor</author>\n'
    "<author>Ada Quill {1:04d}</author>\n<title>On <i>zines</i>, part {0}.</title>\n<pages>12-34</pages>\n<year>2031</year>\n"
    "<volume>7</volume>\n<number>2</number>\n<journal>Zine J. {1}</journal>\n<ee>https://doi.org/10.5555/zine.{0}</ee>\n"
    "<url>db/journals/zine/zine7.html#A{0}</url>\n</article>\n"
)
ACL: Final = (
    '<paper id="{0}"><title>On <fixed-case>Z</fixed-case>ines, part {0}</title><author><first>Benoît</first><last>Okafor</last></author>'
    "<author><first>Ada</first><last>Quill</last></author><pages>12–34</pages><abstract>We read zines. We like <tex-math>n^2</tex-math> "
    'of them.</abstract><url hash="1">2031.zine-main.{0}</url><doi>10.5555/zine.{0}</doi><bibkey>okafor-{0}</bibkey></paper>\n'
)
DATACITE: Final = (
    '<resource xmlns="http://datacite.org/schema/kernel-4"><identifier identifierType="DOI">10.5555/zine.{0}</identifier><creators>'
    '<creator><creatorName nameType="Personal">Okafor, Benoît</creatorName><givenName>Benoît</givenName><familyName>Okafor</familyName>'
    "</creator></creators><titles><title>On zines, part {0}</title></titles><publisher>Zine Press</publisher>"
    '<publicationYear>2031</publicationYear><resourceType resourceTypeGeneral="Dataset">Table</resourceType></resource>\n'
)
FILES: Final = {
    "dblp": ('<!DOCTYPE dblp SYSTEM "dblp.dtd">\n<dblp>\n', DBLP, "</dblp>\n"),
    "acl-anthology": (
        '<collection id="2031.zine"><volume id="main" type="proceedings"><meta><booktitle>Zines</booktitle><year>2031</year></meta>\n',
        ACL,
        "</volume></collection>\n",
    ),
    "datacite": ("<records>\n", DATACITE, "</records>\n"),
}


def main() -> None:
    """Print what each format takes, and the ratios.

    Raises:
        SystemExit: the largest file took more memory than it may.
    """
    parser = argparse.ArgumentParser(prog="benchmarks.sources.xml_formats", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="megabytes of the files (default: 10 100)")
    parser.add_argument("--kinds", nargs="+", default=list(FILES), choices=list(FILES), help="the formats")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one is not None:
        print(json.dumps(_taken(options.one[0], Path(options.one[1]))))
        return
    worst = 0.0
    print(f"{'format':<14} {'MB':>4} {'entries':>9} {'reader s':>9} {'bare s':>7} {'ratio':>6} {'peak MiB':>9}")
    for kind in options.kinds:
        peaks = [_measured(kind, size) for size in options.sizes]
        worst = max(worst, peaks[-1] / peaks[0])
        print(f"{kind:<14} memory {peaks[-1] / peaks[0]:.2f} ×", flush=True)
    if worst > MOST:
        raise SystemExit(f"the largest file takes {worst:.2f} times the memory of the smallest, more than {MOST}")


def _measured(kind: str, size: int) -> float:
    """Make a file, read it by the reader and by the bare parser, print a line; give the reader's peak in MiB."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made-up.xml"
        head, entry, tail = FILES[kind]
        with path.open("w", encoding="utf-8") as file:
            file.write(head)
            number = 0
            while file.tell() < size * MEGABYTE if number % 1_000 == 0 else True:
                number += 1
                file.write(entry.format(number, number % 500 + 1))
            file.write(tail)
        seconds, count, peak = _apart(kind, path)
        bare, _, _ = _apart("bare", path)
    print(
        f"{kind:<14} {size:>4} {count:>9,.0f} {seconds:>9.1f} {bare:>7.1f} {seconds / bare:>6.1f} {peak:>9.1f}",
        flush=True,
    )
    return peak


def _apart(kind: str, path: Path) -> tuple[float, float, float]:
    command = (sys.executable, "-m", "benchmarks.sources.xml_formats", "--one", kind, str(path))
    answer = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    seconds, count, peak = json.loads(answer)
    return seconds, count, peak


def _taken(kind: str, path: Path) -> tuple[float, int, float]:
    """Read a file; give seconds, how many records, and the peak of this process in MiB."""
    read: Callable[[Path], int] = _bare if kind == "bare" else lambda path: _records(kind, path)
    begun = time.process_time()
    count = read(path)
    return time.process_time() - begun, count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _bare(path: Path) -> int:
    """Parse by ElementTree, and forget every element at once. Character names without a DTD are no XML to it."""
    count = 0
    with path.open("rb") as file, tempfile.TemporaryFile() as plain:
        while chunk := file.read(1 << 20):
            plain.write(chunk.replace(b"&icirc;", b"i"))
        plain.seek(0)
        begun = iterparse(plain, events=("start", "end"))  # noqa: S314 - of our own making
        _, root = next(begun)
        for event, element in begun:
            count += event == "end"
            if event == "end" and element.tag.rpartition("}")[2] in {"article", "paper", "resource"}:
                root.clear()
                element.clear()
    return count


def _records(kind: str, path: Path) -> int:
    from scholargraph.acquire import SourceItem
    from scholargraph.sources import reader

    item = SourceItem("made-up", path.name, "application/xml", opener=lambda: path.open("rb"))
    return sum(1 for _ in reader(kind).read(item, {}))


if __name__ == "__main__":
    main()
