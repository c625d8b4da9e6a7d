"""The attribute `text-case` of CSL: title case after the rules of English, and the simple ones.

Words within `nocase` spans, small capitals, sub- and superscripts keep their letters. It knows no style.
Specification: https://docs.citationstyles.org/en/stable/specification.html#text-case
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

_TOKENS: Final = re.compile(
    r"‘|’|“|”| \"| '|\"|'|[-–—/.,;?!:]|\[|\]|\(|\)"
    r'|<span style="font-variant: small-caps;">|<span class="no(?:case|decor)">|</span>|</?(?:i|sc|b|sub|sup)>'
)
_SMALL_CAPS: Final = re.compile(r'<span\s+style="font-variant:\s*small-caps;?"[^>]*>')
_CLASS: Final = re.compile(r'<span\s+class="(no(?:case|decor))"[^>]*>')
_SPACES: Final = re.compile("([\u00a0\u0020\u2000-\u200b\u205f\u3000]+)")
_GREEK: Final = re.compile("[\u0370-\u03ff]")
_PROTECTED: Final = {
    '<span style="font-variant: small-caps;">': "</span>",
    '<span class="nocase">': "</span>",
    '<span class="nodecor">': "</span>",
    "<sc>": "</sc>",
    "<sub>": "</sub>",
    "<sup>": "</sup>",
}
_QUOTES: Final = {' "': (" '", '"'), " '": (' "', "'"), "‘": ("‘", "’"), "“": ("“", "”")}
"""An opening quotation mark: the one that may open within it, and the one that closes it."""
STOP_WORDS: Final = frozenset(
    [
        "a",
        "about",
        "above",
        "across",
        "afore",
        "after",
        "against",
        "al",
        "along",
        "alongside",
        "amid",
        "amidst",
        "among",
        "amongst",
        "an",
        "and",
        "anenst",
        "apropos",
        "apud",
        "around",
        "as",
        "aside",
        "astride",
        "at",
        "athwart",
        "atop",
        "barring",
        "before",
        "behind",
        "below",
        "beneath",
        "beside",
        "besides",
        "between",
        "beyond",
        "but",
        "by",
        "c",
        "ca",
        "circa",
        "d'",
        "de",
        "despite",
        "down",
        "during",
        "et",
        "except",
        "for",
        "forenenst",
        "from",
        "given",
        "in",
        "inside",
        "into",
        "lest",
        "like",
        "modulo",
        "near",
        "next",
        "nor",
        "notwithstanding",
        "of",
        "off",
        "on",
        "onto",
        "or",
        "out",
        "over",
        "per",
        "plus",
        "pro",
        "qua",
        "sans",
        "since",
        "so",
        "than",
        "the",
        "through",
        "throughout",
        "thruout",
        "till",
        "to",
        "toward",
        "towards",
        "under",
        "underneath",
        "until",
        "unto",
        "up",
        "upon",
        "v",
        "van",
        "versus",
        "via",
        "vis-à-vis",
        "von",
        "vs",
        "with",
        "within",
        "without",
        "yet",
    ]
)
"""Words that title case leaves small: articles, prepositions, conjunctions, particles of names."""


@dataclass(slots=True)
class _State:
    """Where the walk through a text is."""

    first: bool = True
    after_mark: bool = False
    last_word: tuple[int, int] | None = None
    protected: list[str] = field(default_factory=list)
    quotes: list[tuple[str, str, int | None]] = field(default_factory=list)


_Change = Callable[[str, int, str, _State], str]


def apply(case: str, text: str) -> str:
    """Return the text in a case: `title`, `capitalize-first`, `capitalize-all`, `sentence`, `lowercase`, `uppercase`."""
    change = _CHANGES.get(case)
    if change is None or not text:
        return text
    text = _CLASS.sub(r'<span class="\1">', _SMALL_CAPS.sub('<span style="font-variant: small-caps;">', text))
    return _walk(text, change, quotes=case not in {"lowercase", "uppercase"})


def _walk(text: str, change: _Change, *, quotes: bool) -> str:
    tags, strings = _tokens(text)
    written = list(strings)
    state = _State()
    if strings[0].strip():
        strings[0] = change(strings[0], 0, tags[0] if tags else "", state)
        state.first = False
    for place, tag in enumerate(tags):
        _protect(tag, state)
        if tag[-1:] in {"!", "?", ":"}:
            state.after_mark = True
        string = written[place + 1]
        if not state.protected:
            strings[place + 1] = change(string, place + 1, "", state)
        elif string.strip():
            state.last_word = None
        if quotes and (wrong := _quote(tag, place, state)) is not None:
            strings[wrong + 1] = written[wrong + 1][:1] + strings[wrong + 1][1:]
            state.last_word = None
        if string.strip():
            state.first = state.after_mark = False
    _end(strings, written, state, quotes=quotes)
    return strings[0] + "".join(tag + string for tag, string in zip(tags, strings[1:], strict=True))


def _tokens(text: str) -> tuple[list[str], list[str]]:
    """Return the tags of a text, and the strings before, between and behind them; apostrophes belong to their words."""
    tags = _TOKENS.findall(text)
    strings = _TOKENS.split(text)
    for place, tag in enumerate(tags):
        if tag == "'" and strings[place + 1]:
            tags[place], strings[place + 1] = "", tag + strings[place + 1]
    return tags, strings


def _protect(tag: str, state: _State) -> None:
    if tag in _PROTECTED:
        state.protected.append(_PROTECTED[tag])
    elif state.protected and tag == state.protected[-1]:
        state.protected.pop()


def _quote(tag: str, place: int, state: _State) -> int | None:
    """Follow the quotation marks; return the mark, if one turns out to be none, whose word keeps its letter."""
    if tag in _QUOTES:
        inner, closer = _QUOTES[tag]
        if not state.quotes or tag == state.quotes[-1][0]:
            state.quotes.append((inner, closer, place))
            return None
        before = state.quotes.pop()[2]
        state.quotes.append((inner, closer, None))
        return before
    if tag in {"’", "”", '"', "'"}:
        if state.quotes and tag == state.quotes[-1][1]:
            state.quotes.pop()
            return None
        return place
    return None


def _end(strings: list[str], written: list[str], state: _State, *, quotes: bool) -> None:
    """Undo what quotation marks that nothing closes have done; in title case, the last word is large in any case."""
    for _, _, opened in state.quotes if quotes else ():
        if opened is not None:
            strings[opened + 1] = written[opened + 1][:1] + strings[opened + 1][1:]
    if state.last_word is None:
        return
    string, word = state.last_word
    words = _SPACES.split(strings[string])
    if len(words[word]) > 1 and words[word].lower() in STOP_WORDS:
        words[word] = _capital(words[word])
        strings[string] = "".join(words)


def _capital(word: str) -> str:
    if len(word) == 1 and _GREEK.match(word):
        return word
    return word[:1].upper() + word[1:]


def _title(text: str, place: int, following: str, state: _State) -> str:
    if not text.strip():
        return text
    words = _SPACES.split(text)
    for number in range(0, len(words), 2):
        word = words[number]
        if not word:
            continue
        small = word.lower()
        hyphenated = number == len(words) - 1 and following == "-"
        large = (len(word) > 1 and small not in STOP_WORDS) or hyphenated or state.first or state.after_mark
        if large and word == small:
            words[number] = _capital(word)
        state.first = state.after_mark = False
        state.last_word = (place, number)
    return "".join(words)


def _capitalize_first(text: str, place: int, following: str, state: _State) -> str:
    if not state.first:
        return text
    words = _SPACES.split(text)
    for number in range(0, len(words), 2):
        if words[number]:
            if words[number] == words[number].lower():
                words[number] = _capital(words[number])
            state.first = False
            break
    return "".join(words)


def _capitalize_all(text: str, place: int, following: str, state: _State) -> str:
    words = _SPACES.split(text)
    return "".join(_capital(word) if word == word.lower() else word for word in words)


def _sentence(text: str, place: int, following: str, state: _State) -> str:
    words = text.split(" ")
    for number, word in enumerate(words):
        if word and state.first:
            words[number], state.first = _capital(word), False
        elif word:
            words[number] = word.lower()
    return " ".join(words)


def _lowercase(text: str, place: int, following: str, state: _State) -> str:
    return text.lower()


def _uppercase(text: str, place: int, following: str, state: _State) -> str:
    return text.upper()


_CHANGES: Final[dict[str, _Change]] = {
    "title": _title,
    "capitalize-first": _capitalize_first,
    "capitalize-all": _capitalize_all,
    "sentence": _sentence,
    "lowercase": _lowercase,
    "uppercase": _uppercase,
}
