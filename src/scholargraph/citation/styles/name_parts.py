"""The parts of personal names: particles and suffixes taken out of family and given names, initials.

It knows no style. Specification: https://docs.citationstyles.org/en/stable/specification.html#names
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from scholargraph.citation.styles.items import Name

_LETTERS: Final = (
    "a-zA-Z\u0e01-\u0e5b\u00c0-\u017f\u0370-\u03ff\u0400-\u052f\u0590-\u05d4\u05d6-\u05ff\u1f00-\u1fff\u0600-\u06ff"
    "\u200c-\u200e\u0218-\u021b\u202a-\u202e"
)
STARTS_IN_LETTERS: Final = re.compile(f"[&{_LETTERS}]")
"""Text that begins in an alphabetic script: names in others are written without spaces and initials."""
ALPHABETIC: Final = re.compile(f"[-0-9{_LETTERS}]")
_FAMILY_PARTICLE: Final = re.compile(r"([^ ]+(?:-|ʻ|’| |') *)(.+)")
_GIVEN_PARTICLE: Final = re.compile(r"([^ ]+(?:ʻ |’ | |' ) *)(.+)")
_SEPARATOR: Final = re.compile(r'((?:[-\s]*</*(?:span\s+class="no(?:case|decor)"|i|sc|b|sub|sup)>[-\s]*|[-\s]+))')
_INITIAL: Final = re.compile(
    "([A-Z\u0e01-\u0e5b\u00c0-\u017f\u0400-\u042f\u0590-\u05d4\u05d6-\u05ff\u0600-\u06ff\u0370\u0372\u0376\u0386"
    "\u0388-\u03ab\u03e2\u03e4\u03e6\u03e8\u03ea\u03ec\u03ee\u03f4\u03f7\u03fd-\u03ff])"
    "([a-zA-Z\u0e01-\u0e5b\u00c0-\u017f\u0400-\u052f\u0600-\u06ff\u0370-\u03ff\u1f00-\u1fff]*)(\\.)*"
)
_END_SPACE: Final = re.compile("[\\t\\n\\v\\f\\r \ufeff\u00a0]+$")
_SPACES: Final = re.compile("[\\t\\n\\v\\f\\r ]+")
_TITLES: Final = frozenset({"Lord", "Lady"})


def divided(name: Name) -> Name:
    """Take the particles out of family and given name and the suffix out of the given name, where they stand in them."""
    if not name.parse:
        return name
    if len(name.family) > 1 and name.family.startswith('"') and name.family.endswith('"'):
        return replace(name, family=name.family[1:-1])
    if name.non_dropping or not name.family or not name.given:
        return name
    family, before = _leading(name.family)
    particle = _trimmed("".join(before))
    given, suffix, comma = name.given, name.suffix, name.comma_suffix
    if not suffix and "," in given:
        given, suffix = (part.strip() for part in given.split(",", 1))
        comma = comma or suffix.startswith("!")
        suffix = suffix.lstrip("! ")
    given, after = _trailing(given)
    return replace(
        name,
        family=family,
        given=given,
        suffix=suffix,
        comma_suffix=comma,
        non_dropping=particle or name.non_dropping,
        dropping=after or name.dropping,
    )


def _leading(family: str) -> tuple[str, list[str]]:
    found: list[str] = []
    while (match := _FAMILY_PARTICLE.fullmatch(family)) and _is_particle(match[1]):
        found.append(match[1])
        family = match[2]
    return family, found


def _trailing(given: str) -> tuple[str, str]:
    rest = given
    found: list[str] = []
    while (match := _GIVEN_PARTICLE.fullmatch(rest[::-1])) and _is_particle(match[1][::-1]):
        found.insert(0, match[1][::-1])
        rest = match[2][::-1]
    return rest, "".join(found).strip()


def _is_particle(text: str) -> bool:
    first = text.lstrip("-'ʻ’ ")[:1] or text[-1:]
    return first.upper() != first


def _trimmed(particle: str) -> str:
    text = particle.strip()
    return f"{text} " if particle.endswith(" ") and text.endswith(("'", "’")) else text


def initials(given: str, mark: str, *, normalise: bool, hyphens: bool) -> str:
    """Return the initials of a given name, each with `mark`; or, with `normalise`, the name with its initials marked so.

    `hyphens` keeps the hyphen between two initials.
    """
    bare = re.sub(r"^(?:<[^>]+>)*", "", given)
    if not given or given in _TITLES or not STARTS_IN_LETTERS.match(bare):
        return given
    if not hyphens:
        given = given.replace("-", " ")
    given = re.sub(r"\s+", " ", re.sub(r"\s*-\s*", "-", given))
    given = re.sub(r"-([a-z])", "–\\1", given)
    given = re.sub(r"\.(?=[^ ])", ". ", given)
    pieces = _SEPARATOR.split(given)
    if len(pieces) == 1:
        last = re.search(r"[^.]+$", given)
        if last and len(last[0]) == 1 and last[0] != last[0].lower():
            pieces[0] += "."
    written = _normalised(pieces, mark) if normalise else _initialised(pieces, mark)
    written = re.sub(r"\s*-\s*", "-", _END_SPACE.sub("", written))
    return re.sub("–([a-z])", "-\\1", _SPACES.sub(" ", written))


def _initialised(pieces: list[str], mark: str) -> str:
    for place in range(0, len(pieces), 2):
        piece = pieces[place]
        if not piece:
            continue
        found = _INITIAL.match(piece)
        if found and found[1] == found[1].upper():
            pieces[place] = _initial(found)
            if place + 1 < len(pieces):
                between = pieces[place + 1]
                if "-" in between:
                    pieces[place + 1] = _tagged(between.replace("-", "", 1), mark) + "-"
                else:
                    pieces[place + 1] = _tagged(between, mark)
            else:
                pieces.append(mark)
        elif ALPHABETIC.search(piece):
            pieces[place] = " " + piece
    return "".join(pieces)


def _initial(found: re.Match[str]) -> str:
    """Return an initial; an abbreviation with a full stop stays whole, and "LaTonya" keeps its second capital small."""
    letters = found[2]
    if letters and found[3]:
        return found[1] + letters
    start = ""
    for letter in letters:
        if letter != letter.upper():
            break
        start += letter
    return found[1] + (start.lower() if letters and len(start) < len(letters) else "")


def _normalised(pieces: list[str], mark: str) -> str:
    short: list[bool] = []
    for place, piece in enumerate(pieces):
        bare = re.sub(r"^(?:<[^>]+>)*", "", piece)
        if len(bare) > 1 and bare.endswith("."):
            start, _, end = piece.rpartition(".")
            pieces[place] = start + end
            short.append(True)
        else:
            short.append(len(piece) == 1 and piece.upper() == piece)
    for place in range(0, len(pieces), 2):
        if not short[place]:
            continue
        if place < len(pieces) - 2:
            between = _only_tags(pieces[place + 1])
            if not short[place + 2]:
                between += " "
            if len(pieces[place + 2]) > 1:
                pieces[place + 1] = mark.removesuffix("\ufeff") + between
            else:
                pieces[place + 1] = _tagged(between, mark)
        if place == len(pieces) - 1:
            pieces[place] += mark
    return "".join(pieces)


def _tagged(between: str, mark: str) -> str:
    tags = "".join(re.findall(r"-*<[^>]+>-*", between))
    stripped = mark.rstrip()
    return f"{stripped}{tags}{mark[len(stripped) :]}" if tags else mark


def _only_tags(text: str) -> str:
    found = re.search(r"(?:<[^>]+>)+", text)
    return found[0] if found else text
