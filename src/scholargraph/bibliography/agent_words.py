"""The words that tell what stands behind a printed name, as `agent_words.toml` lists them, ready to be looked up.

It decides nothing: that is for `agents`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from scholargraph.bibliography.lines import tidy, without_accents

Phrases = frozenset[tuple[str, ...]]

_HEADS_FIRST: Final = frozenset({"fr", "es", "it", "pt", "ca", "ro", "ar", "he", "vi", "id"})
"""Languages in which the head of a name stands first: “Instituto de la Sal”."""
_APOSTROPHES: Final = str.maketrans("’‘`´", "''''")


@dataclass(frozen=True, slots=True)
class AgentWords:
    """Words of all languages together, folded; a phrase is a tuple of words.

    Attributes:
        groups: what names a group, whatever else the name holds.
        organizations: what names an organisation, whatever else the name holds.
        heads_first: those of both that only languages have in which the head of a name stands first.
        rare: heads of names that few people have as a family name: the word, and whether it heads a group.
        rare_first: the same in languages in which the head of a name stands first.
        shared: heads of names of organisations that many people have as a family name.
        leads: adjectives that nobody is called.
        weak_leads: adjectives that somebody may be called; beside a head they tell an organisation.
        group_endings: endings of long words that name groups.
        organization_endings: endings of long words that name organisations.
        legal_initials: legal forms that could be initials.
        known_organizations: whole names.
        acronyms: whole names that are in capitals.
        known_parts: what stands behind the name of a known organisation.
        known_persons: whole names of one word.
        given: common given names, beside those of `given_names`.
        places: given names that are also places.
        guarded: of the groups and organisations, those that titles end in as well.
        ignored: those that in doubt are a title's.
        vietnamese: family names by which “The Anh Nguyen” is known for a person.
        sizes: how many words the phrases have that begin with a word.
    """

    groups: Phrases
    organizations: Phrases
    heads_first: Phrases
    rare: Mapping[str, bool]
    rare_first: frozenset[str]
    shared: frozenset[str]
    leads: frozenset[str]
    weak_leads: frozenset[str]
    group_endings: tuple[str, ...]
    organization_endings: tuple[str, ...]
    legal_initials: frozenset[str]
    known_organizations: frozenset[str]
    acronyms: frozenset[str]
    known_parts: frozenset[str]
    known_persons: frozenset[str]
    given: frozenset[str]
    places: frozenset[str]
    guarded: frozenset[str]
    ignored: frozenset[str]
    vietnamese: frozenset[str]

    sizes: Mapping[str, tuple[int, ...]]

    def lengths(self, word: str) -> tuple[int, ...]:
        """How many words the phrases have that begin with a word."""
        return self.sizes.get(word, ())


@dataclass(frozen=True, slots=True)
class WideWords:
    """Endings and beginnings in scripts that put no space between words; `body` ends what hardly is a title."""

    group: re.Pattern[str]
    organization: re.Pattern[str]
    body: re.Pattern[str]
    beginning: re.Pattern[str]
    thai_group: re.Pattern[str]
    thai_organization: re.Pattern[str]
    chinese_family_names: frozenset[str]
    japanese_family_names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands in the place of a name; `whole` is all of the words, `behind` stands after a name."""

    cut: re.Pattern[str]
    behind: re.Pattern[str]
    unknown: re.Pattern[str]


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Give words as they are looked up: small letters, no accents, straight apostrophes."""
    return without_accents(tidy(text).translate(_APOSTROPHES).casefold())


@cache
def agent_words() -> AgentWords:
    """Give the words of scripts with space between words."""
    raw = _raw()
    rare = {word: False for (word,) in _phrases(raw["rare_family_names"]["organization"])}
    rare |= {word: True for (word,) in _phrases(raw["rare_family_names"]["group"])}
    known = raw["known"]
    lists = [(language, words) for kind in ("group", "organization") for language, words in raw[kind].items()]
    first, others = (
        {str(at): words for at, (language, words) in enumerate(lists) if (language in _HEADS_FIRST) is wanted}
        for wanted in (True, False)
    )
    phrases = [phrase for kind in ("group", "organization") for phrase in _phrases(raw[kind]) if len(phrase) > 1]
    return AgentWords(
        groups=_phrases(raw["group"]),
        organizations=_phrases(raw["organization"]),
        heads_first=_phrases(first) - _phrases(others),
        rare=rare,
        rare_first=_folded(raw["rare_family_names"]["first"].values()),
        shared=_folded(raw["family_names_too"]["organization"].values()),
        leads=_folded(raw["leads"].values()),
        weak_leads=_folded(raw["weak_leads"].values()),
        group_endings=tuple(sorted(_folded([raw["endings"]["group"]]))),
        organization_endings=tuple(sorted(_folded([raw["endings"]["organization"]]))),
        legal_initials=_folded(raw["legal_initials"].values()),
        known_organizations=_folded([known["organizations"]]),
        acronyms=_folded([known["acronyms"]]),
        known_parts=_folded([known["parts"]]),
        known_persons=_folded([known["persons"]]),
        given=_folded(raw["given_names"].values()),
        places=_folded(raw["places"].values()),
        guarded=_folded([raw["in_titles"]["guarded"]]),
        ignored=_folded([raw["in_titles"]["ignored"]]),
        vietnamese=_folded(raw["vietnamese_family_names"].values()),
        sizes={
            word: tuple(sorted({len(phrase) for phrase in phrases if phrase[0] == word}))
            for word in {phrase[0] for phrase in phrases}
        },
    )


@cache
def wide_words() -> WideWords:
    """Give the words of scripts without space between words."""
    raw = _raw()
    wide, thai = raw["wide_endings"], raw["thai"]
    return WideWords(
        group=re.compile(f"(?:{_any(wide['group'])})$"),
        organization=re.compile(f"(?:{_any(wide['organization'] + '|' + wide['bodies'])})$"),
        body=re.compile(f"(?:{_any(wide['group'] + '|' + wide['bodies'])})$"),
        beginning=re.compile(f"(?:{_any(wide['beginnings'])})"),
        thai_group=re.compile(f"(?:{_any(thai['group'])})"),
        thai_organization=re.compile(f"(?:{_any(thai['organization'])})"),
        japanese_family_names=frozenset(_entries(raw["japanese_family_names"]["all"])),
        chinese_family_names=frozenset(_entries(raw["chinese_family_names"]["all"])),
    )


@cache
def marks() -> Marks:
    """Give what stands in the place of a name."""
    cut, unknown = _raw()["cut"], _raw()["unknown"]
    return Marks(
        cut=re.compile(_either(cut)),
        # From the first sign of a run alone: from each of them a long run would be looked at once more.
        behind=re.compile(rf"(?:(?<![\s,;、，])[\s,;、，]++{_either(cut)}|(?:等人?|…|\.\.\.))$"),
        unknown=re.compile(_either(unknown)),
    )


@cache
def _raw() -> Mapping[str, Any]:
    return tomllib.loads(files("scholargraph.bibliography").joinpath("agent_words.toml").read_text("utf-8"))


def _entries(words: str) -> list[str]:
    return [entry.strip() for entry in words.split("|") if entry.strip()]


def _phrases(languages: Mapping[str, str]) -> Phrases:
    return frozenset(tuple(fold(entry).split()) for words in languages.values() for entry in _entries(words))


def _folded(languages: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(entry) for words in languages for entry in _entries(words))


def _any(words: str) -> str:
    """Give the alternatives of a pattern, the longest first."""
    return "|".join(re.escape(entry) for entry in sorted(_entries(words), key=len, reverse=True))


def _either(table: Mapping[str, Sequence[str]]) -> str:
    """Give a pattern for any of the marks of a table; those of `small` are never in capitals."""
    return f"(?:(?i:{'|'.join(table['marks'])})|{'|'.join(table['small'])})"
