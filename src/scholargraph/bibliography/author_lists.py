"""A list of authors at the beginning of a citation: where each name stands, and where the list ends.

It knows the orders in which names are printed (given name first, family name first with a comma or with bare initials,
East Asian) and tries each; which of them is right shows in what follows, which is not its business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from scholargraph.bibliography import author_list_forms as forms
from scholargraph.bibliography import names
from scholargraph.bibliography.words import SUFFIXES

MOST_TEXT: Final = 6000
"""So much of a text is searched for names, in characters."""


class Order(Enum):
    """In what order the parts of a name are printed."""

    GIVEN_FIRST = "given-first"  # Mira Kovalenko, M. Kovalenko
    FAMILY_COMMA = "family-comma"  # Kovalenko, Mira; Kovalenko, M.
    FAMILY_THEN_GIVEN = "family-then-given"  # Castellane, Ifeoma, and Ruth E. Abernathy
    FAMILY_INITIALS = "family-initials"  # Kovalenko M, Kovalenko M.I.
    EAST_ASIAN = "east-asian"  # 柯米拉


@dataclass(frozen=True, slots=True)
class Names:
    """The names found: [start, end) of each, where the list ends, whether it says that it is cut, and what tells its end.

    `closed` means that a word such as “and” stood before the last name, so that no further name can follow.
    """

    spans: tuple[tuple[int, int], ...]
    end: int
    order: Order
    truncated: bool = False
    closed: bool = False
    editors: bool = False
    groups: int = 0


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


def author_lists(text: str, start: int = 0) -> Iterator[Names]:
    """Give the list of names that begins at an offset, as each order of names reads it; none where it reads none."""
    tokens = [
        _Token(found.group(), found.start(), found.end())
        for found in forms.TOKEN.finditer(text, start, min(len(text), start + MOST_TEXT))
    ]
    for order in Order:
        found = _Scanner(text, tokens, order).read()
        if found is not None:
            yield found


class _List:
    """Goes through a list from name to name; which tokens make a name is for the orders to say."""

    def __init__(self, text: str, tokens: Sequence[_Token], order: Order) -> None:
        self.text = text
        self.tokens = tokens
        self.order = order
        self.spans: list[tuple[int, int]] = []
        self.truncated = False
        self.closed = False
        self.groups = 0
        self.editors = False
        self.prefixed: set[int] = set()  # tokens that begin with “and” written as one letter

    def read(self) -> Names | None:
        at, end, last = 0, 0, False
        while at < len(self.tokens):
            at = self.before(at)
            after = self.name(at) if at < len(self.tokens) else None
            if after is None:
                break
            end = self.spans[-1][1]
            at = self.marks(after)
            if at > after:
                end = self.tokens[at - 1].end
            at, end = self.role(at, end)
            self.closed = self.closed or last
            others = forms.OTHERS.match(self.text, self.skip_space(end))
            if others is not None:
                self.truncated = self.closed = True
                end = others.end()
                break
            following = None if self.closed else self.separator(at)
            if following is None:
                break
            at, last = following
        if not self.spans:
            return None
        editors = forms.EDITORS.match(self.text, end)
        return Names(
            tuple(self.spans), editors.end() if editors else end, self.order, self.truncated, self.closed,
            editors is not None or self.editors, self.groups,
        )  # fmt: skip

    def before(self, at: int) -> int:
        """Pass over marks before a name, and over the dots that stand for names left out."""
        while at < len(self.tokens) and (
            self.tokens[at].text in forms.MARKS or (self.spans and self.tokens[at].text in {"...", "…"})
        ):
            self.truncated = self.truncated or self.tokens[at].text in {"...", "…"}
            at += 1
            if self.truncated and at < len(self.tokens) and self.tokens[at].text == ",":
                at += 1
        return at

    def role(self, at: int, end: int) -> tuple[int, int]:
        """Pass over “(Org.)” behind a name, where another name follows."""
        found = forms.EDITORS.match(self.text, end)
        if found is None or self.text[found.end() : found.end() + 1] != ";":
            return at, end
        self.editors = True
        while at < len(self.tokens) and self.tokens[at].start < found.end():
            at += 1
        return at, found.end()

    def skip_space(self, at: int) -> int:
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        return at

    def marks(self, at: int) -> int:
        """Pass over footnote marks and numbers that stand right behind a name."""
        while at < len(self.tokens):
            token = self.tokens[at]
            close = token.start - self.tokens[at - 1].end <= 1
            if close and (
                token.text in forms.MARKS or (token.text.isdigit() and token.start == self.tokens[at - 1].end)
            ):
                at += 1
            else:
                break
        return at

    def separator(self, at: int) -> tuple[int, bool] | None:
        """Give the token after what parts two names, and whether the next is the last; None where something else stands."""
        if at >= len(self.tokens):
            return None
        after = at + (self.tokens[at].text in forms.COMMAS)
        if (
            after < len(self.tokens)
            and forms.is_prefixed(self.tokens[after].text)
            and (after > at or self.order is Order.GIVEN_FIRST)
        ):
            self.prefixed.add(after)
            return after, after == at
        last = after < len(self.tokens) and self.tokens[after].text.casefold() in forms.AND
        after += last
        return (after, last) if after > at else None

    def add(self, first: int, end: int) -> bool:
        """Note a name unless its words are those of a title."""
        start = self.tokens[first].start + (first in self.prefixed)
        words = forms.MARK_RUN.sub("", self.text[start:end])
        if not _could_be(words):
            return False
        self.spans.append((start, start + len(words)))
        return True

    def words(self, at: int, most: int, *, joined: bool = False) -> list[tuple[int, str]]:
        """Give the tokens from an offset on that can be parts of a name, with what kind of part each is.

        `joined` lets “e” and “y” stand within a family name: “Costa e Silva, H.”.
        """
        found: list[tuple[int, str]] = []
        while at < len(self.tokens) and len(found) < most:
            token = self.tokens[at].text
            if found and token.casefold() in forms.AND and not (joined and token in forms.WITHIN):
                break
            if len(found) > 1 and forms.is_prefixed(token):
                break
            stop = (
                token.endswith(".") and not forms.DOTTED_INITIALS.fullmatch(token) and token.casefold() not in SUFFIXES
            )
            kind = names.part_kind(token.rstrip(".") if stop else token)
            if found and joined and token in forms.WITHIN:
                kind = "particle"
            if kind in {"other", "lower"}:
                break
            found.append((at, kind))
            at += 1
            if stop and not self.shortens(at - 1):
                break
        return found

    def shortens(self, at: int) -> bool:
        """Whether a word with a full stop is an abbreviated part of a name: “St. Claire”, “Fdez. de la Hoz”."""
        word = self.tokens[at].text.rstrip(".").casefold()
        following = self.tokens[at + 1].text if at + 1 < len(self.tokens) else ""
        return word in forms.SHORTENED or (
            bool(following) and len(word) <= 5 and names.part_kind(following) == "particle"
        )

    def finish(self, first: int, last: int) -> int | None:
        """Note the name from a token to another, with “, Jr.” and without the stop that ends a sentence."""
        token = self.tokens[last]
        end = token.end
        stopped = token.text.endswith(".") and not forms.DOTTED_INITIALS.fullmatch(token.text)
        if stopped and token.text.casefold() not in SUFFIXES:
            end -= 1
        suffix = forms.SUFFIX_AFTER_COMMA.match(self.text, token.end)
        if suffix is not None:
            end = suffix.end()
        if not self.add(first, end):
            return None
        after = last + 1
        while after < len(self.tokens) and self.tokens[after].start < end:
            after += 1
        if stopped and suffix is None:
            self.stop_at(last)
        return after

    def stop_at(self, last: int) -> None:
        """A full stop behind a word ends the list: what comes after it is no name."""
        self.closed = True

    def name(self, at: int) -> int | None:
        """Read one name; give the token after it."""
        raise NotImplementedError


class _Scanner(_List):
    """Reads names of one order from the first token on."""

    def name(self, at: int) -> int | None:
        """Read one name; give the token after it."""
        group = forms.GROUP.match(self.text, self.tokens[at].start)
        if group is not None and (self.spans or re.match(r"\s*[;,.:(]", self.text[group.end() : group.end() + 2])):
            bare = re.match(r"(?:[Tt]he|on behalf of|for the)\s+", group.group())
            self.spans.append((group.start() + (bare.end() if bare and self.spans else 0), group.end()))
            self.groups += 1
            return next(
                (n for n in range(at, len(self.tokens)) if self.tokens[n].start >= group.end()), len(self.tokens)
            )
        if self.order is Order.EAST_ASIAN:
            return self.east_asian(at)
        if self.order is Order.FAMILY_INITIALS:
            return self.family_initials(at)
        if self.order is Order.FAMILY_COMMA or (self.order is Order.FAMILY_THEN_GIVEN and not self.spans):
            return self.family_comma(at)
        return self.given_first(at)

    def given_first(self, at: int) -> int | None:
        parts = self.words(at, 8)
        while parts and parts[-1][1] == "particle":
            parts.pop()
        if len(parts) < 2 or parts[-1][1] == "initial" or parts[0][1] == "particle":
            return None
        kinds = [kind for _, kind in parts]
        if not any(kind in {"upper", "uncased"} for kind in kinds):
            return None
        last = parts[-1][0]
        return self.finish(at, last)

    def family_comma(self, at: int) -> int | None:
        family = self.words(at, 5, joined=True)
        if not family or family[-1][1] != "upper" or any(kind == "initial" for _, kind in family):
            return None
        comma = family[-1][0] + 1
        if comma >= len(self.tokens) or self.tokens[comma].text not in {",", "，"}:
            return None
        given = self.words(comma + 1, 4)
        while len(given) > 1 and given[-1][1] == "particle" and not self.particle_last(given[-1][0]):
            given.pop()
        if not given or given[0][1] == "particle":
            return None
        if given[0][1] == "initial":
            given = given[: self.initials(given)]  # what comes after initials is a title
        full = [sum(kind == "upper" for _, kind in part) for part in (family, given)]
        capitals = all(self.tokens[n].text.isupper() or kind == "particle" for n, kind in family)
        if min(full) > 1 and not capitals and not any(kind == "initial" for _, kind in given):
            return None  # “Ana Silva, Bo Chen” are two
        return self.finish(at, given[-1][0])

    def initials(self, given: Sequence[tuple[int, str]]) -> int:
        """How many of some words are initials printed alike, and the particles behind them."""
        dotted = "." in self.tokens[given[0][0]].text
        count = 0
        for at, kind in given:
            if self.tokens[at].text.rstrip(".,").casefold() in SUFFIXES and count:
                count += 1
                continue
            if kind not in {"initial", "particle"} or (kind == "initial" and dotted != ("." in self.tokens[at].text)):
                break
            count += 1
        return count

    def particle_last(self, at: int) -> bool:
        """“Beethoven, L. van” ends in its particle."""
        return self.tokens[at].text.endswith(".") or (
            at + 1 < len(self.tokens) and not self.tokens[at + 1].text[:1].isalpha()
        )

    def family_initials(self, at: int) -> int | None:
        parts: list[int] = []
        while at + len(parts) < len(self.tokens) and len(parts) < 6:
            n = at + len(parts)
            token = self.tokens[n].text
            bare = token.rstrip(".")
            if parts and (forms.BARE_INITIALS.fullmatch(bare) or forms.DOTTED_INITIALS.fullmatch(token)):
                last = n
                while last + 1 < len(self.tokens) and _goes_on(self.tokens[last].text, self.tokens[last + 1].text):
                    last += 1
                if last + 1 < len(self.tokens) and re.fullmatch(r"(?:2nd|3rd|Jr|Sr)\.?", self.tokens[last + 1].text):
                    last += 1
                return self.initials_end(at, n, last)
            kind = names.part_kind(bare if token.endswith(".") else token)
            if kind not in {"upper", "particle", "uncased"} or token.endswith("."):
                return None
            parts.append(n)
        return None

    def initials_end(self, first: int, initials: int, last: int) -> int | None:
        """End a name at its initials; a stop behind bare initials ends the list, behind dotted ones it belongs to them."""
        token = self.tokens[last]
        bare = token.text.endswith(".") and (
            forms.BARE_INITIALS.fullmatch(token.text.rstrip(".")) is not None
            and (len(token.text) > 2 or (bool(self.spans) and not self.text[slice(*self.spans[-1])].endswith(".")))
        )
        generation = re.fullmatch(r"(?:2nd|3rd)\.", token.text) is not None
        end = token.end - 1 if bare or generation else token.end
        if not self.add(first, end):
            return None
        if bare or generation:
            self.closed = True
        return last + 1

    def east_asian(self, at: int) -> int | None:
        token = self.tokens[at].text.rstrip("。.．")
        if not names.is_east_asian(token):
            return None
        last = at
        if len(token) <= 2 and at + 1 < len(self.tokens):
            following = self.tokens[at + 1].text.rstrip("。.．")
            if (
                names.is_east_asian(following)
                and len(following) <= 3
                and self.tokens[at + 1].start - self.tokens[at].end <= 1
            ):
                last, token = at + 1, following
        raw = self.tokens[last].text
        end = self.tokens[last].end - (len(raw) - len(raw.rstrip("。.．")))
        if not self.add(at, end):
            return None
        if end < self.tokens[last].end:
            self.closed = True
        return last + 1


def _could_be(words: str) -> bool:
    return len(words) <= names.LONGEST and names.can_stand_in_list(words)


def _goes_on(initials: str, token: str) -> bool:
    """Whether initials go on with a token: “M. I.” and “S Y” do, “S. Y” does not."""
    if initials.endswith("."):
        return forms.DOTTED_INITIALS.fullmatch(token) is not None
    return re.fullmatch(r"[^\W\d_a-z]\.?", token) is not None
