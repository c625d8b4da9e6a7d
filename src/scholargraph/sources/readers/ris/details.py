"""What an entry of RIS says beside who, what and when: words about it, numbers, addresses, and what it appeared in.

The tables of `tags.py` say which tag means what for which type.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from scholargraph.errors import IdentifierError
from scholargraph.identifiers import Identifier, identifier_of, parse_url
from scholargraph.model import FullText, Pages, Text, organization
from scholargraph.sources.readers.languages import language_tag
from scholargraph.sources.readers.ris import tags, values
from scholargraph.sources.readers.ris.values import BETWEEN_ADDRESSES, BETWEEN_DOIS, BY_SEMICOLON

if TYPE_CHECKING:
    from scholargraph.sources.readers.ris.lines import Field
    from scholargraph.sources.readers.ris.works import Work

_MOST_DIGITS: Final = 6
_PMCID: Final = re.compile(r"PMC[1-9][0-9]*")
_PUBMED: Final = frozenset({"pubmed", "nlm", "medline", "pubmed/nlm", "u.s. national library of medicine"})


class Details:
    """Gives a work its further fields."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.code = work.code

    def texts(self) -> None:
        """Give abstract, keywords, publisher, place, edition, language, genre and degree."""
        work = self.work
        for one in work.all(*tags.ABSTRACT):
            self.once("abstract", Text(work.words(one)), one)
        for one in work.all("KW"):
            for word, at in work.pieces(one, BY_SEMICOLON):
                work.add("keywords", Text(word), at)
        for one in work.all("PB"):
            self._publisher(one)
        self._places()
        self._editions()
        for one in work.all("LA"):
            tag = language_tag(work.words(one))
            if tag is None:
                work.refuse(work.at(one), f"“{work.words(one)[:60]}” is no language that is known: it is not stated.")
            else:
                self.once("language", tag, one)
        for one in work.all("M3"):
            self._kind(one)

    def numbers(self) -> None:
        """Give volume, issue, number, pages."""
        work = self.work
        for one in work.all("VL"):
            if self.code != "PAT":
                self.once("volume", work.words(one), one)
        for one in work.all("IS"):
            if self.code in tags.NUMBERED:
                self.once("number", work.words(one), one)
            elif self.code in tags.PERIODICALS | tags.CONFERENCES | {"", "GEN"}:
                self.once("issue", work.words(one), one)
            else:
                work.unread.note(
                    "IS", f"what it numbers of a “{self.code}” differs from program to program", work.at(one)
                )
        for one in work.all("M1"):
            work.unread.note("M1", "each program puts another number there", work.at(one))
        self._pages()

    def addresses(self) -> None:
        """Give identifiers, links, and where the text can be read."""
        work = self.work
        for one in work.all("DO"):
            self._doi(one)
        for one in work.all("UR", "LK"):
            self._urls(one)
        for tag, media_type in (("L1", "application/pdf"), ("L2", None)):
            for one in work.all(tag):
                self._full_texts(one, media_type)
        for one in work.all("C2"):
            if _PMCID.fullmatch(work.words(one)):
                work.add("identifiers", Identifier("pmcid", work.words(one)), work.at(one))
        database = [work.words(one).casefold() for one in work.all("DB", "DP")]
        if any(name in _PUBMED for name in database):
            for one in work.all("AN"):
                found = identifier_of("pmid", work.words(one))
                if found is not None:
                    work.add("identifiers", found, work.at(one))

    # ── Words ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def once(self, name: str, value: Any, one: Field) -> None:
        """Give a field its value; another than it has is said."""
        work = self.work
        if work.builder.value(name) in {None, work.builder.plain(name, value)}:
            work.set(name, value, work.at(one))
        else:
            work.refuse(
                work.at(one), f"The entry has another {name.replace('_', ' ')} before this one, which is not stated."
            )

    def _places(self) -> None:
        """Give where a work was published; of a conference CY is where it was held."""
        conference = self.code in tags.CONFERENCES
        for one in self.work.all("PP" if conference else "CY"):
            self.once("place", self.work.words(one), one)
        for one in self.work.all("CY") if conference else ():
            reason = "of a conference it is where it was held, for which there is no field"
            self.work.unread.note("CY", reason, self.work.at(one))

    def _editions(self) -> None:
        for one in self.work.all("ET"):
            if self.code in tags.PERIODICALS:
                self.work.unread.note("ET", "of an article it is the date of its electronic form", self.work.at(one))
            else:
                self.once("edition", self.work.words(one), one)

    def _publisher(self, one: Field) -> None:
        if self.code == "PAT":
            self.work.unread.note("PB", "of a patent it is the assignee, for whom there is no field", self.work.at(one))
            return
        name = "institution" if self.code in tags.INSTITUTIONS else "publisher"
        self.once(name, organization(self.work.words(one)), one)

    def _kind(self, one: Field) -> None:
        """M3 is the kind of a work in words; PLOS writes the DOI there."""
        words = self.work.words(one)
        doi = identifier_of("doi", words)
        if doi is not None:
            self.work.add("identifiers", doi, self.work.at(one))
            return
        self.once("genre", Text(words), one)
        degree = values.degree_of(words) if self.code == "THES" else None
        if degree is not None:
            self.once("degree", degree, one)

    # ── Numbers ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _pages(self) -> None:
        work = self.work
        found, used = self._range()
        if found is not None and found.last is None and found.article is None:
            found = self._single(found, used[0])
        article = work.first("C7") if self.code in tags.PERIODICALS | tags.CONFERENCES else None
        if article is not None and (found is None or found.article in {None, work.words(article)}):
            found = replace(found or Pages(), article=work.words(article))
            used = [*used, article] if found != Pages(article=found.article) else [article]
        for one in used if found is not None else ():
            work.set("pages", found, work.at(one))

    def _range(self) -> tuple[Pages | None, list[Field]]:
        """Read first and last page, and tell which fields say them."""
        work = self.work
        start, end = work.first("SP"), work.first("EP")
        if start is None and end is None:
            return None, []
        written = [work.words(one) for one in (start, end) if one is not None]
        found = values.pages_of(written[0], written[1] if len(written) > 1 else None)
        if start is None and end is not None and (found is None or found.last is None):
            work.refuse(work.at(end), f"“{written[0][:60]}” is a last page without a first: it is not stated.")
            return None, []
        used = [one for one in (start, end) if one is not None]
        if found is None and len(used) > 1:
            found = values.pages_of(written[0], None)
            last = used.pop()
            if found is not None:
                work.refuse(
                    work.at(last), f"“{written[1][:60]}” is no last page to “{written[0][:60]}”: it is not stated."
                )
        if found is None:
            work.refuse(work.at(used[0]), f"“{written[0][:60]}” is no page that can be read: it is not stated.")
            return None, []
        return found, used if found.last or found.article else used[:1]

    def _single(self, found: Pages, one: Field) -> Pages | None:
        """A single number in SP is the number of pages of a book or thesis; of a report nobody can tell."""
        work, words = self.work, self.work.words(one)
        if self.code in tags.OTHER_PAGES:
            work.unread.note("SP", f"of a “{self.code}” it is a page, or the number of pages", work.at(one))
            return None
        if self.code not in tags.BOOKS and self.code != "THES":
            return found
        if words.isascii() and words.isdecimal() and 0 < len(words) < _MOST_DIGITS and int(words):
            return Pages(count=int(words))
        work.refuse(work.at(one), f"“{words[:60]}” is no number of pages: it is not stated.")
        return None

    # ── Addresses ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _doi(self, one: Field) -> None:
        for words, at in self.work.pieces(one, BETWEEN_DOIS):
            found = identifier_of("doi", words) or identifier_of("doi", words.rstrip(".,;"))
            if found is None:
                self.work.refuse(at, f"“{words[:80]}” is no DOI: it is not stated.")
            else:
                self.work.add("identifiers", found, at)

    def _urls(self, one: Field) -> None:
        work = self.work
        for words, at in work.pieces(one, BETWEEN_ADDRESSES):
            doi = identifier_of("doi", words) if "doi.org/" in words.lower() else None
            if doi is not None:
                work.add("identifiers", doi, at)
                continue
            try:
                work.add("links", parse_url(words), at)
            except IdentifierError as error:
                work.refuse(at, str(error))

    def _full_texts(self, one: Field, media_type: str | None) -> None:
        """Addresses of the text; files on somebody's disk are none of the world's business, and stay away."""
        for words, at in self.work.pieces(one, BETWEEN_ADDRESSES):
            if not words.lower().startswith(("http://", "https://")):
                continue
            try:
                self.work.add("full_texts", FullText(url=parse_url(words), media_type=media_type), at)
            except IdentifierError as error:
                self.work.refuse(at, str(error))
