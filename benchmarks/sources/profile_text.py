"""Time the reader of profile texts on floods: as many distinct lines of one kind as are read of a page, below the head of each layout.

    python -m benchmarks.sources.profile_text --lines 20000 --layout google --kind titles

No line stands twice, so that nothing that was found of one says anything of the next. Times are the processor's. It asserts
nothing; that the work grows in proportion is for the tests.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from typing import Final

from scholargraph.acquire import item_of
from scholargraph.sources.profile_text import SOURCE

_SYLLABLES: Final = "ba de ki lo mu na re si to vu za che pra sto bli gru".split()
_WORDS: Final = (
    "learning deep networks rivers of the analysis for models with data on systems a study towards lamps in language"
).split()

HEADS: Final = {
    "google": "Ada Bright\n\nAda Bright\n\nAda is a scientist at Lampworks.\nAuthored Publications\nSort By\n  • Title\n",
    "any page": "Ada Bright\n\nAda is a scientist at Lampworks.\n\nPublications\n\n",
    "no list": "Ada Bright\n\nAda is a scientist at Lampworks.\n\n",
    "scholar": "Ada Bright\nProfessor of Lamps, Lampworks\nVerified email at lamp.example\nTitle\tCited by\tYear\nTITLE\nCITED BY\nYEAR\n",
}
"""What stands above the lines, so that the page is read in one layout or another."""


def word(draw: random.Random) -> str:
    """Make a word."""
    return "".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4)))


def name(draw: random.Random) -> str:
    """Make the name of a person."""
    return f"{word(draw).capitalize()} {word(draw).capitalize()}"


def title(draw: random.Random) -> str:
    """Make a title of known and of unknown words."""
    words = [draw.choice(_WORDS) if draw.random() < 0.6 else word(draw) for _ in range(draw.randint(4, 10))]
    return " ".join(words).capitalize()


def venue(draw: random.Random) -> str:
    """Make the line of a conference."""
    first = draw.randint(1, 400)
    return f"Proceedings of the {word(draw).capitalize()} Conference, ACM ({draw.randint(1990, 2024)}), pp. {first}-{first + 11}"


def initials(draw: random.Random) -> str:
    """Make the name of a person with the given name cut."""
    return f"{draw.choice('ABCDEFGH')}. {word(draw).capitalize()}"


def _names(draw: random.Random, many: int) -> str:
    return ", ".join(name(draw) for _ in range(many))


KINDS: Final[dict[str, Callable[[random.Random], str]]] = {
    "titles": title,
    "words": lambda draw: word(draw) + word(draw),
    "names": name,
    "lists of names": lambda draw: _names(draw, 3),
    "long lists of names": lambda draw: _names(draw, 14),
    "names and another": lambda draw: f"{_names(draw, 2)} and {name(draw)}",
    "initials": lambda draw: ", ".join(initials(draw) for _ in range(5)),
    "venues": venue,
    "citations": lambda draw: f"{initials(draw)} and {initials(draw)}. {title(draw)}. In {venue(draw)}.",
    "sentences": lambda draw: f"{name(draw)} is a scientist at the University of {word(draw).capitalize()}.",
    "headings": lambda draw: f"Publications of {word(draw).capitalize()}",
    "abstracts": lambda draw: f"Preview abstract We study {title(draw)}. It works. View details",
    "addresses": lambda draw: f"https://{word(draw)}.example/{draw.randrange(10**9)}",
    "dates": lambda draw: f"{draw.randint(1, 28)} March {draw.randint(1900, 2024)} {word(draw)}",
    "numbers": lambda draw: f"{draw.getrandbits(160):x}",
    "signs": lambda draw: "".join(chr(0x4E00 + draw.randrange(20_000)) for _ in range(draw.choice((3, 30)))),
    "bullets": lambda draw: f"• {title(draw)}, {venue(draw)}",
    "long lines": lambda draw: " ".join(word(draw) for _ in range(30)),
    "all of them": lambda draw: draw.choice((title, name, venue, initials))(draw),
}


def flood(layout: str, kind: str, lines: int) -> str:
    """Give a page of so many lines of a kind below the head of a layout."""
    draw = random.Random(f"{kind} 20261127")
    return HEADS[layout] + "".join(f"{KINDS[kind](draw)}\n" for _ in range(lines))


def records(text: str) -> int:
    """Read a page; give how many records, and values that are rejected, it has."""
    return sum(1 for _ in SOURCE.read(item_of(text, source="profile", id="profile.txt"), {}))


def main() -> None:
    """Print the seconds for each flood."""
    parser = argparse.ArgumentParser(prog="benchmarks.sources.profile_text", description=__doc__)
    parser.add_argument("--lines", type=int, default=20_000, help="how many lines each has (default: 20000)")
    parser.add_argument("--layout", choices=HEADS, default=None, help="the head of one layout only")
    parser.add_argument("--kind", choices=KINDS, default=None, help="lines of one kind only")
    options = parser.parse_args()
    records(flood("google", "all of them", 200))  # what is loaded or compiled once counts for none
    for layout in [options.layout] if options.layout else HEADS:
        for kind in [options.kind] if options.kind else KINDS:
            text = flood(layout, kind, options.lines)
            began = time.process_time()
            found = records(text)
            print(f"{layout:10} {kind:20} {time.process_time() - began:8.1f} s {found:8,} records", flush=True)


if __name__ == "__main__":
    main()
