"""A venue line taken apart: name, publisher, date, volume, issue, pages, status, kind of work; each with its place.

It says only what the form of the line shows; what it cannot place (a town, a series) it leaves out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from scholargraph.bibliography import venue_forms as forms
from scholargraph.bibliography import venue_words as places
from scholargraph.bibliography.dates import YEAR
from scholargraph.bibliography.lines import Line, tidy
from scholargraph.bibliography.references import references
from scholargraph.bibliography.venue_editors import without_editors, without_printing
from scholargraph.bibliography.venue_lines import Said, VenueLine
from scholargraph.bibliography.venue_numbers import Numbers
from scholargraph.bibliography.words import SUBJECTS
from scholargraph.identifiers import Identifier
from scholargraph.model import PublicationStatus, PublicationType, VenueType

_WITHOUT_VENUE: Final = frozenset({PublicationType.THESIS, PublicationType.PATENT, PublicationType.REPORT})

_SAID_KINDS: Final = (
    (forms.THESIS, PublicationType.THESIS),
    (forms.PATENT, PublicationType.PATENT),
    (forms.REPORT, PublicationType.REPORT),
)

_MEETS: Final = re.compile(
    r"\b(?:Conference|Conf\.|Symposium|Symp\.|Workshop|Congress|Congreso|Congresso|Meeting|Tagung|Jahrestagung|Konferenz|Colloque|Convegno|Simpósio|Congr\.|Expo\.|Summit|Colloquium|Congrès)"
)
_TOWN: Final = re.compile(r"[^\W\d_a-z][\w’'.-]+(?:[ -][^\W\d_a-z][\w’'.-]+)?")


def parse_venue(line: Line) -> VenueLine:
    """Take a venue line apart."""
    found = _parsed(line.text)
    return found.moved(line)


def is_solid(line: Line) -> bool:
    """Whether a venue line has what only publications have: a volume, pages, a publisher, an identifier, a kind of work."""
    venue = parse_venue(line)
    alone = venue.type is not None and venue.name is None
    return bool(venue.pages or venue.volume or venue.publisher or venue.references or alone)


@lru_cache(maxsize=4096)
def _parsed(words: str) -> VenueLine:
    return _Parser(Line(words, 0, len(words))).parsed()


class _Parser(Numbers):
    """Takes the numbers out of a line, then tells its name from publishers and places."""

    def __init__(self, line: Line) -> None:
        super().__init__(line)
        self.led = re.match(r"(?:[Ii]n|[Dd]ans|[Ee]n|[Ee]m|[Nn]el)\b", line.text) is not None

    def parsed(self) -> VenueLine:
        found = self.found
        if forms.UNFINISHED.fullmatch(tidy(self.text).strip("(). ")):
            return found
        found.references = references(self.line)
        for reference in found.references:
            self.mask(reference.whole.start - self.line.start, reference.whole.end - self.line.start)
        self.take(forms.HONOURS)
        if self.bluebook():
            return found
        self.text = without_editors(without_printing(self.text))
        status = self.take(forms.STATUS)
        if status is not None:
            found.status = Said(PublicationStatus.FORTHCOMING, self.line.part(*status.span()))
        met = self.take(forms.MET)
        self.kind_of_work()
        self.pages()
        self.volume()
        self.date()
        self.names()
        if met is not None:
            found.name, found.kind = self.line.part(*met.span("name")), VenueType.PROCEEDINGS
            found.type = Said(PublicationType.CONFERENCE_PAPER, found.name)
        return found

    def kind_of_work(self) -> None:
        """Thesis, patent, report, preprint, paper, article: only where a word says it, and no other contradicts."""
        for form, kind in _SAID_KINDS:
            match = self.take(form)
            if match is not None:
                self.found.type = self.said(kind, match)
                if match.lastgroup is not None:
                    self.found.degree = self.said(match.lastgroup, match)
                return
        conference = places.CONFERENCE.search(self.line.text)
        journal = places.JOURNAL.search(self.text) or _numbered(self.text)
        if not places.PERIODICAL_PROCEEDINGS.search(self.line.text) and not (
            conference and (journal or forms.NUMBER_BEFORE_YEAR.search(self.text))
        ):
            self.kind_of_venue(conference, journal)

    def kind_of_venue(self, conference: re.Match[str] | None, journal: re.Match[str] | None) -> None:
        """A repository by its first word, proceedings or a journal by a word of theirs; arXiv by an identifier alone."""
        found = self.found
        first = re.search(r"[^\W\d_]+", self.text)
        if first is not None and first.group().casefold() in places.REPOSITORIES and not conference:
            found.type, found.kind = self.said(PublicationType.PREPRINT, first), VenueType.REPOSITORY
        elif conference is not None:
            found.type, found.kind = self.said(PublicationType.CONFERENCE_PAPER, conference), VenueType.PROCEEDINGS
        elif journal is not None:
            found.type, found.kind = self.said(PublicationType.JOURNAL_ARTICLE, journal), VenueType.JOURNAL
        elif first is None:
            for reference in found.references:
                if isinstance(reference.value, Identifier) and reference.value.scheme == "arxiv":
                    word = reference.line.part(0, len("arXiv"))
                    found.type = Said(PublicationType.PREPRINT, word)
                    if word.text.casefold() == "arxiv":
                        found.name, found.kind = word, VenueType.REPOSITORY
                    return

    def names(self) -> None:
        """What is left over: the name, a publisher, and places that are passed over."""
        found = self.found
        parts = [part for part in self.parts() if _says(self.text[slice(*part)])]
        if not parts or (found.type is not None and found.type.value in _WITHOUT_VENUE):
            self.institution(parts)
            return
        lead = forms.LEAD.match(self.text, parts[0][0])
        if lead is not None and lead.end() < parts[0][1]:
            parts[0] = (lead.end(), parts[0][1])
        parts = self.houses(parts, led=lead is not None)
        if not parts:
            return
        if (
            forms.BOOK_SERIES.match(self.text[slice(*parts[0])])
            and found.publisher is None
            and any(forms.is_publisher(self.text[slice(*part)]) for part in parts[1:])
        ):
            house = next(part for part in parts[1:] if forms.is_publisher(self.text[slice(*part)]))
            found.publisher = self.house(*house)
            return  # a book in a series
        if _is_school(self.text[slice(*parts[0])]) and not (found.volume or found.issue or found.pages):
            return
        name, rest = self.head(parts)
        for part in rest:
            words = self.text[slice(*part)]
            if found.publisher is None and (forms.is_publisher(words) or places.PUBLISHER_WORDS.search(words)):
                found.publisher = self.house(*part)
        if name is not None:
            if found.kind is VenueType.REPOSITORY:
                word = re.match(r"[^\W\d_]+", self.text[slice(*name)])
                name = (name[0], name[0] + word.end()) if word else name
            found.name = _unquoted(self.line.part(*name))
            found.name = found.name.part(0, len(found.name.text.rstrip(" /–—-")))
            found.edition = bool(forms.EDITION.search(found.name.text) or re.search(rf"\b{YEAR}\b", found.name.text))

    def houses(self, parts: list[tuple[int, int]], *, led: bool) -> list[tuple[int, int]]:
        """Take out “Place: Publisher”; where nothing but a publisher stands, there is no venue."""
        found, kept = self.found, []
        bare = not led and not (found.volume or found.issue or (found.pages and found.pages.value.first))
        for number, part in enumerate(parts):
            house = forms.PLACE_AND_PUBLISHER.fullmatch(self.text, *part)
            if house is not None and not _is_town(house):
                house = None
            if (
                house is not None
                and (number > 0 or bare or places.PUBLISHER_WORDS.search(house["publisher"]))
                and not places.VENUE_WORDS.search(house["publisher"])
            ):
                found.publisher = found.publisher or self.house(*house.span("publisher"))
            elif number == 0 and bare and _is_house(self.text[slice(*part)]):
                found.publisher = found.publisher or self.house(*part)
                return []
            else:
                kept.append(part)
        return kept if kept and (kept[0] == parts[0] or led) else []

    def house(self, start: int, end: int) -> Line:
        """Give a publisher without the full stop of the sentence."""
        words = self.line.text[start:end]
        year = re.search(rf",?\s{YEAR}$", words)
        if year is not None:
            return self.line.part(start, start + year.start())
        return self.line.part(start, end - (words.endswith(".") and not re.search(r"\b(?:Inc|Ltd|Co|Corp)\.$", words)))

    def head(self, parts: list[tuple[int, int]]) -> tuple[tuple[int, int] | None, list[tuple[int, int]]]:
        """Divide the parts into the name, as far as it goes, and the rest."""
        words = [tidy(self.text[slice(*part)]).rstrip(" –—-/") for part in parts]
        end = len(parts)
        for at, part in enumerate(words):
            if (re.search(r"[)）]$", part) and re.search(r"\([^()]*[A-Z][^()]*\)$", part)) or forms.EDITION.search(
                part
            ):
                end = at + 1
                break
            between = self.text[parts[at][1] : parts[at + 1][0]] if at + 1 < len(parts) else ""
            if "\x1f" in between or re.search(r"\.\s", between):
                end = at + 1
                break
        while end > 0 and (
            forms.is_publisher(words[end - 1]) or self.is_place(words, end - 1) or _outside(words[end - 1], end - 1)
        ):
            end -= 1
        end = self.without_town(words, end)
        rest = parts[end:]
        return ((parts[0][0], parts[end - 1][1]) if end else None), rest

    def without_town(self, words: list[str], end: int) -> int:
        """Leave out the town before a publisher, and both where “Paris, Hermine” ends the description of a book."""
        if end < len(words) and end > 1 and _TOWN.fullmatch(words[end - 1]) and _is_house(words[end]):
            return end - 1
        held = self.led and not places.VENUE_WORDS.search(words[0])
        if held and end == len(words) and end > 2 and _TOWN.fullmatch(words[end - 2]) and words[-1].count(" ") < 4:
            return end - 2  # “In: …, Paris, Hermine, 2015”
        if held and 1 < end == len(words) and _TOWN.fullmatch(re.sub(rf"\s{YEAR}$", "", words[-1])):
            return end - 1  # “In: …, Köln 2018”
        return end

    def is_place(self, words: list[str], at: int) -> bool:
        """Whether a part is a country, a state, or the town before one; the first part never is a town."""
        part = words[at].casefold().strip(" .")
        if part in places.COUNTRIES or part in places.CITIES:
            return True
        if at == 0:
            return False
        if places.REGION.fullmatch(words[at].rstrip(".")):
            return True
        follows = at + 1 < len(words) and (
            words[at + 1].casefold().strip(" .") in places.COUNTRIES
            or bool(places.REGION.fullmatch(words[at + 1].rstrip(".")))
        )
        periodical = self.found.volume is not None and places.VENUE_WORDS.search(words[0]) and " " not in words[at]
        if at + 1 == len(words) and (_MEETS.search(words[0]) or periodical) and _TOWN.fullmatch(words[at]):
            return True
        return (
            follows
            and len(words[at].split()) <= 3
            and words[at][:1].isupper()
            and not places.VENUE_WORDS.search(words[at])
        )

    def institution(self, parts: list[tuple[int, int]]) -> None:
        for part in parts:
            if forms.UNIVERSITY.search(self.text[slice(*part)]) and self.found.type is not None:
                if self.found.type.value is PublicationType.THESIS:
                    self.found.institution = self.line.part(*part)
                return


def _outside(words: str, at: int) -> bool:
    """Whether a part after the first is a publisher's house by its words, or the days of a meeting."""
    days = re.fullmatch(
        r"[^\W\d_]{3,9}\.? \d{1,2}(?:\s?[-–]\s?(?:[^\W\d_]{3,9} )?\d{1,2})?|\d{1,2}(?:\s?[-–]\s?\d{1,2})? [^\W\d_]{3,9}\.?",
        words,
    )
    early = words.casefold() in {
        "early access",
        "online first",
        "advance online publication",
        "early view",
        "ahead of print",
    }
    return at > 0 and bool(
        days
        or early
        or re.match(r"(?:anno|année|año|ano|jaargang|tomo|Jg\.?)\s[IVXLC\d]+$", words, re.IGNORECASE)
        or forms.SERIES.match(words)
        or places.PUBLISHER_WORDS.search(words)
    )


def _says(words: str) -> bool:
    """Whether a part is more than figures, and more than a word on how far the work has come."""
    bare = tidy(words).strip("(). ")
    return (
        not re.fullmatch(r"[\d\s'’().]+", words)
        and not forms.UNFINISHED.fullmatch(bare)
        and not words.rstrip().endswith("!")
    )


def _unquoted(name: Line) -> Line:
    """Give a name without quotation marks around it, and without what stands behind them."""
    quoted = re.match(r"[«“„\"「『]\s?([^«»“”\"「」『』]{2,200}?)\s?[»”“\"」』](?=,|$)", name.text)
    return name.part(*quoted.span(1)) if quoted is not None else name


def _is_school(words: str) -> bool:
    """Whether words are a university's name and nothing else: where a thesis or a report was made, no venue."""
    return forms.SCHOOL.match(words) is not None and not places.VENUE_WORDS.search(words)


def _is_town(house: re.Match[str]) -> bool:
    """Whether “X: Y” can be a town and a publisher, and not a name with a colon: “Robotics: Science and Systems”."""
    place, publisher = house["place"], house["publisher"]
    if places.PUBLISHER_WORDS.search(publisher) or forms.is_publisher(publisher):
        return True
    if re.match("[\u0590-\u06ff]", place):
        return (
            place in places.TOWNS_WITHOUT_CAPITALS
        )  # where no capital tells a town, a publisher has to say that it is one
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", place)}
    joined = re.search(r"\s(?:and|&|of|for|in)\s|\([A-Z]{2,}\)", publisher) is not None
    return not (words & SUBJECTS or places.VENUE_WORDS.search(place) or joined)


def _is_house(words: str) -> bool:
    """Whether words at the place of a venue are the name of a publisher."""
    bare = re.sub(rf",?\s{YEAR}$", "", words)
    if bare != words and bare.isupper():
        return False  # “AAAI 2020” is a conference, though the house is called so, too
    return bool(places.PUBLISHER_WORDS.search(bare) or forms.is_publisher(bare)) and not places.VENUE_WORDS.search(
        words
    )


def _numbered(text: str) -> re.Match[str] | None:
    """Find the numbers that only periodicals have."""
    return forms.VOLUME_ISSUE.search(text) or forms.VOLUME_BEFORE_ISSUE.search(text) or forms.VANCOUVER.search(text)
