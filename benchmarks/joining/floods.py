"""Floods of one repeated or varied line or entry: twice the input may take at most `MOST` times the time.

    python -m benchmarks.joining.floods --size 1000

Each flood is read by the product's readers and joined, or, where it is one thing told again and again, made one entry. Time
is processor time, the best of several runs, in which the two sizes take turns, so that what else the machine does falls on
both; what is over is timed again up to `AGAIN` times as often. It fails where one flood takes more.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import math
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from scholargraph.acquire import SourceItem
from scholargraph.iris import Key
from scholargraph.model import Decision, Rejected, Source, SourceRecord
from scholargraph.reconcile import IDENTIFYING, Ledger, reconcile
from scholargraph.reconcile.fusion import fuse
from scholargraph.reconcile.preference import Preference
from scholargraph.sources.reader import reader
from scholargraph.sources.reading_worker import given

MOST: Final = 2.3
SIZE: Final = 1000
RUNS: Final = 3
AGAIN: Final = 3
_SOURCES: Final = ("first", "second")


@dataclass(frozen=True)
class Flood:
    """One flood.

    Attributes:
        name: what floods.
        kind: the reader.
        text: gives the text of so many lines or entries.
        cluster: the collection of which every reading is about one thing; None where joining decides.
        share: the part of the size that is asked of it; one entry costs more than one name.
    """

    name: str
    kind: str
    text: Callable[[int], str]
    cluster: str | None = None
    share: float = 1.0


def main() -> None:
    """Print what each flood takes.

    Raises:
        SystemExit: one of them takes more than it may.
    """
    parser = argparse.ArgumentParser(prog="benchmarks.joining.floods", description=__doc__)
    parser.add_argument(
        "--size", type=int, default=SIZE, help=f"how many lines or entries (default: {SIZE}), then twice that"
    )
    parser.add_argument("--runs", type=int, default=RUNS, help=f"how often each is timed (default: {RUNS})")
    parser.add_argument("--only", default="", help="only floods whose name holds this")
    options = parser.parse_args()
    over = []
    for flood in (one for one in FLOODS if options.only in one.name):
        size = max(1, round(options.size * flood.share))
        once, twice = best(flood, size, options.runs)
        bad = twice > MOST * once
        over += [flood.name] if bad else []
        print(
            f"{flood.name:44} {size:>6} {once:7.3f} s {twice:7.3f} s  {twice / once:5.2f}{' OVER' if bad else ''}",
            flush=True,
        )
    print(f"{len(over)} of {len(FLOODS)} floods take more than {MOST} times the time for twice the input")
    if over:
        raise SystemExit(1)


def best(flood: Flood, size: int, runs: int) -> tuple[float, float]:
    """Give the seconds of the fastest run, of a size and of twice that."""
    texts = flood.text(size).encode(), flood.text(2 * size).encode()
    once = twice = math.inf
    for run in range(AGAIN * runs):
        once, twice = min(once, _timed(flood, texts[0])), min(twice, _timed(flood, texts[1]))
        if run + 1 >= runs and twice <= MOST * once:
            break
    return once, twice


def _timed(flood: Flood, text: bytes) -> float:
    gc.collect()
    began = time.process_time()
    found = [*_read(flood.kind, text)]
    if flood.cluster is None:
        sources = [Source(name, flood.kind, name) for name in _SOURCES]
        reconcile(found, sources=sources, ledger=Ledger(schemes=IDENTIFYING))
    else:
        group = [one for one in found if isinstance(one, SourceRecord) and type(one.record).collection == flood.cluster]
        fuse(Key(f"{flood.cluster}/one"), group, preference=Preference.of(_SOURCES))
    return time.process_time() - began


def _read(kind: str, text: bytes) -> Iterator[SourceRecord | Decision | Rejected]:
    chosen = reader(kind)
    for source in _SOURCES:
        item = SourceItem(source, f"{source}.txt", "text/plain", opener=lambda: io.BytesIO(text))
        yield from given(chosen, item, chosen.checked({}))


# ── The floods ──────────────────────────────────────────────────────────────────────────────────────────────────────


def bib(
    entry: Callable[[int], dict[str, str]], *, key: Callable[[int], str] = lambda at: f"k{at}"
) -> Callable[[int], str]:
    """Give a text of so many entries of BibTeX."""

    def text(size: int) -> str:
        return "".join(
            f"@article{{{key(at)},\n"
            + "".join(f"  {name} = {{{value}}},\n" for name, value in entry(at).items())
            + "}\n"
            for at in range(size)
        )

    return text


def csl(entry: Callable[[int], dict[str, Any]]) -> Callable[[int], str]:
    """Give a text of so many entries of CSL-JSON."""
    return lambda size: json.dumps([{"id": f"k{at}", "type": "article-journal", **entry(at)} for at in range(size)])


def one_bib(field: str, values: Callable[[int], Iterable[str]], glue: str) -> Callable[[int], str]:
    """Give a text of one entry of BibTeX, of which a field has so many parts."""
    return lambda size: bib(lambda _: {"title": "A work of its own", "year": "2020", field: glue.join(values(size))})(1)


def one_csl(field: str, value: Callable[[int], Any]) -> Callable[[int], str]:
    """Give a text of one entry of CSL-JSON, of which a field has so many parts."""
    return lambda size: csl(lambda _: {"title": "A work of its own", field: value(size)})(1)


def curation(table: str, head: str, lines: Callable[[int], str]) -> Callable[[int], str]:
    """Give a curation of one entry with so many lines."""
    return lambda size: f'[[{table}]]\nid = "one"\nbasis = "Made."\n{head}\n{lines(size)}'


def many(line: Callable[[int], str]) -> Callable[[int], str]:
    """Give so many lines."""
    return lambda size: "\n".join(map(line, range(size))) + "\n"


def listed(name: str, value: Callable[[int], str]) -> Callable[[int], str]:
    """Give a line with a list of so many values."""
    return lambda size: (
        f"{name} = [" + ", ".join(json.dumps(value(at), ensure_ascii=False) for at in range(size)) + "]\n"
    )


def words(at: int) -> str:
    """Give words that differ."""
    return f"{_WORDS[at % 16]} {_WORDS[at // 16 % 16]} {_WORDS[at // 256 % 16]} {at}"


_WORDS: Final = (
    "adaptive bounded causal dense elastic finite graded hybrid inverse joint latent modular nested open partial quasi"
).split()
_ROLE: Final = '[[person.role]]\norganization = "o"\nkind = "employment"\n'
_ORGANIZATION: Final = '[[organization]]\nid = "o"\nname = "Office"\nbasis = "Made."\n\n'
_PERSON: Final = 'name = "Ada Quill"\n'
_WORK: Final = 'title = "A work of its own"\nissued = 2020\n'


def _with_office(text: Callable[[int], str]) -> Callable[[int], str]:
    return lambda size: _ORGANIZATION + text(size)


def _profile(line: Callable[[int], str]) -> Callable[[int], str]:
    """Give a profile with so many works of one line each."""

    def text(size: int) -> str:
        works = "".join(
            f"    A study of {words(at)}\n    {line(at)}\n    Journal of Studies ({1990 + at % 30})\n    Preview abstract View details\n"
            for at in range(size)
        )
        return f"Ada Quill\n\nAda Quill\n\nAda is a professor.\nAuthored Publications\nSort By\n{works}"

    return text


def _cycle(size: int) -> str:
    """Give works in two cycles of `same`, those at even places and those at odd ones, and a cycle of `different` of all."""
    size += size % 2
    entries = (
        f'[[publication]]\nid = "p{at}"\nbasis = "Made."\ntitle = "A study of {words(at)}"\n' for at in range(size)
    )
    decided = (
        f'[[{verdict}]]\nthings = ["first/p{at}", "first/p{(at + step) % size}"]\nby = "A. Quill"\non = 2026-11-27\n'
        for at in range(size)
        for verdict, step in (("same", 2), ("different", 1))
    )
    return "".join((*entries, *decided))


def _names(size: int) -> list[dict[str, str]]:
    return [{"family": f"Quill{at}", "given": "Ada"} for at in range(size)]


_ONE: Final = {"title": "A work of its own", "year": "2020"}
FLOODS: Final = (
    # Authors on one work
    Flood("authors, each another", "csl-json", one_csl("author", _names), share=2.5),
    Flood("authors, one name repeated", "csl-json", one_csl("author", lambda n: [{"family": "Wang", "given": "Wei"}] * n)),
    Flood("authors, BibTeX, repeated", "bibtex", one_bib("author", lambda n: ["Wei Wang"] * n, " and ")),
    Flood("authors, BibTeX, each another", "bibtex", one_bib("author", lambda n: (f"Ada Quill{at}" for at in range(n)), " and ")),
    Flood("authors, one name in two spellings", "csl-json", one_csl("author", lambda n: [{"literal": "Wei Wang" if at % 2 else "WEI WANG"} for at in range(n)])),
    Flood("editors, each another", "csl-json", one_csl("editor", _names)),
    Flood("authors, curated", "curation", curation("publication", _WORK, listed("authors", lambda at: f"Ada Quill{at}"))),
    Flood("authors with one ORCID iD", "curation", curation("publication", _WORK, lambda n: "authors = [" + ", ".join(f'{{ name = "Ada Q{at}", identifiers = ["orcid:0000-0002-1825-0097"] }}' for at in range(n)) + "]\n")),
    Flood("affiliations of one author", "curation", curation("publication", _WORK, lambda n: 'authors = [{ name = "Ada", affiliations = [' + ", ".join(f'"Institute {at}"' for at in range(n)) + "] }]\n")),
    Flood("a line of names, repeated", "profile-text", _profile(lambda _: "Ada Quill, Benoît Okafor, Wei Wang"), share=0.3),
    Flood("a line of names, varied", "profile-text", _profile(lambda at: f"Ada Quill, Benoît Okafor{at}, Wei Wang"), share=0.3),
    # Parts of one work
    Flood("keywords, each another", "bibtex", one_bib("keywords", lambda n: map(words, range(n)), ", ")),
    Flood("keywords, one repeated", "bibtex", one_bib("keywords", lambda n: ["maps"] * n, ", ")),
    Flood("keywords in many languages", "curation", curation("publication", _WORK, lambda n: "keywords = [" + ", ".join(f'{{ value = "maps", language = "en-x-a{at}" }}' for at in range(n)) + "]\n")),
    Flood("other titles", "curation", curation("publication", _WORK, listed("alternate_titles", words))),
    Flood("identifiers of a work", "curation", curation("publication", _WORK, listed("identifiers", lambda at: f"doi:10.5555/made.{at}"))),
    Flood("versions, each another", "curation", curation("publication", _WORK, many(lambda at: f'[[publication.version]]\nlabel = "v{at}"\nissued = 2020\n'))),
    Flood("notices of many dates", "curation", curation("publication", _WORK, many(lambda at: f'[[publication.notice]]\nkind = "retraction"\ndate = {1000 + at}\n'))),
    Flood("notices, one repeated", "curation", curation("publication", _WORK, many(lambda _: '[[publication.notice]]\nkind = "correction"\ndate = 2020\n'))),
    Flood("notices with identifiers", "curation", curation("publication", _WORK, many(lambda at: f'[[publication.notice]]\nkind = "correction"\nidentifiers = ["doi:10.5555/n.{at}"]\n'))),
    Flood("notices with reasons", "curation", curation("publication", _WORK, many(lambda at: f'[[publication.notice]]\nkind = "correction"\nreason = "Fault {at}."\n'))),
    Flood("full texts", "curation", curation("publication", _WORK, many(lambda at: f'[[publication.full_text]]\nurl = "https://example.org/{at}"\n'))),
    Flood("links", "curation", curation("publication", _WORK, listed("links", lambda at: f"https://example.org/{at}"))),
    Flood("a long abstract", "bibtex", one_bib("abstract", lambda n: map(words, range(n)), ". "), share=4),
    Flood("a long title", "bibtex", one_bib("note", lambda n: map(words, range(n)), " "), share=4),
    # Parts of one person
    Flood("roles, each another", "curation", _with_office(curation("person", _PERSON, many(lambda at: f'{_ROLE}title = "Post {at}"\n')))),
    Flood("roles, one repeated", "curation", _with_office(curation("person", _PERSON, many(lambda _: f'{_ROLE}title = "Post"\n')))),
    Flood("roles of many years", "curation", _with_office(curation("person", _PERSON, many(lambda at: f"{_ROLE}start = {1000 + at}\nend = {1001 + at}\n")))),
    Flood("topics, each another", "curation", curation("person", _PERSON, listed("topics", words))),
    Flood("other names of a person", "curation", curation("person", _PERSON, listed("alternate_names", lambda at: f"Ada Quill{at}"))),
    Flood("awards, one repeated", "curation", curation("person", _PERSON, listed("awards", lambda _: "A medal"))),
    # Entries
    Flood("works, each another", "bibtex", bib(lambda at: {"title": words(at), "author": f"Ada Quill{at}", "year": "2020"}), share=0.4),
    Flood("works called Editorial, of many volumes", "bibtex", bib(lambda at: {"title": "Editorial", "journal": "Journal", "year": str(1000 + at % 1000), "volume": str(at)}), share=0.4),
    Flood("works called Editorial, and nothing else", "bibtex", bib(lambda _: {"title": "Editorial", "journal": "Journal", "year": "2020"}), share=2.5),
    Flood("works in cycles of same and different", "curation", _cycle, share=0.4),
    Flood("works with DOIs, one title", "bibtex", bib(lambda at: {"title": "Preface", "doi": f"10.5555/made.{at}"}), share=0.4),
    Flood("duplicate keys of BibTeX", "bibtex", bib(lambda at: {"title": words(at)}, key=lambda _: "same"), share=0.4),
    Flood("works without a title", "bibtex", bib(lambda at: {"author": f"Ada Quill{at}", "year": "2020"}), share=0.4),
    Flood("venues, each another", "bibtex", bib(lambda at: {"title": words(at), "journal": f"Journal of {words(at)}"}), share=0.4),
    Flood("persons called Wei Wang", "curation", many(lambda at: f'[[person]]\nid = "p{at}"\nname = "Wei Wang"\nbasis = "Made."\n')),
    Flood("organisations, each another", "curation", many(lambda at: f'[[organization]]\nid = "o{at}"\nname = "Institute of {words(at)}"\nbasis = "Made."\n'), share=0.4),
    # One thing, told again and again
    Flood("one work, the same entry", "bibtex", bib(lambda _: {**_ONE, "author": "Ada Quill and Wei Wang", "journal": "Journal"}), cluster="publication", share=0.4),
    Flood("one work, other volumes", "bibtex", bib(lambda at: {**_ONE, "volume": str(at)}), cluster="publication", share=0.4),
    Flood("one work, other titles", "bibtex", bib(lambda at: {"title": words(at)}), cluster="publication", share=0.4),
    Flood("one work, other abstracts", "bibtex", bib(lambda at: {**_ONE, "abstract": f"We study {words(at)}."}), cluster="publication", share=0.4),
    Flood("one work, other keywords", "bibtex", bib(lambda at: {**_ONE, "keywords": words(at)}), cluster="publication", share=0.4),
    Flood("one work, other authors", "bibtex", bib(lambda at: {**_ONE, "author": f"Ada Quill{at}"}), cluster="publication", share=0.4),
    Flood("one work, namesakes", "bibtex", bib(lambda _: {**_ONE, "author": "Wei Wang and Wei Wang and Wei Wang"}), cluster="publication", share=0.4),
    Flood("one work, other publishers", "bibtex", bib(lambda at: {**_ONE, "publisher": f"Press {at}"}), cluster="publication", share=0.4),
    Flood("one work, other DOIs", "csl-json", csl(lambda at: {"title": "A work of its own", "DOI": f"10.5555/made.{at}"}), cluster="publication", share=0.4),
    Flood("one work, versions of one label", "curation", many(lambda at: f'[[publication]]\nid = "p{at}"\nbasis = "Made."\n{_WORK}[[publication.version]]\nlabel = "v"\nissued = {1500 + at % 500}\n'), cluster="publication", share=0.4),
    Flood("one work, notices of one DOI", "curation", many(lambda at: f'[[publication]]\nid = "p{at}"\nbasis = "Made."\n{_WORK}[[publication.notice]]\nkind = "correction"\nidentifiers = ["doi:10.5555/n", "doi:10.5555/n.{at}"]\n'), cluster="publication", share=0.4),
    Flood("one venue", "bibtex", bib(lambda at: {"title": words(at), "journal": "Journal of Studies", "volume": str(at)}), cluster="venue", share=0.4),
    Flood("one person, other names", "curation", many(lambda at: f'[[person]]\nid = "p{at}"\nname = "Ada Quill{at}"\nbasis = "Made."\n'), cluster="person", share=0.4),
    Flood("one organisation", "curation", many(lambda at: f'[[organization]]\nid = "o{at}"\nname = "Institute {at}"\nalternate_names = ["Office"]\nbasis = "Made."\n'), cluster="organization", share=0.4),
)  # fmt: skip
"""Every flood; what it is called says what comes again and again."""


if __name__ == "__main__":
    main()
