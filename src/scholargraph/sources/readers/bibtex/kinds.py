"""The kinds of entry of BibTeX and biblatex, the kinds of thesis, report and patent, and the languages, as tables.

Entry types: Patashnik, BibTeXing (1988), section 3.1; biblatex manual 3.20, section 2.1. Bibliography strings: section 4.9.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from scholargraph.model import PublicationType, VenueType

_T = PublicationType
_V = VenueType


@dataclass(frozen=True, slots=True)
class EntryType:
    """What an entry type says of a work.

    Attributes:
        type: our kind.
        genre: what the type is called, where it is more precise than our kind, or where we have none.
        degree: the degree of a thesis.
        venue: the kind of venue that `booktitle` names.
        institution: whether `institution`, `school` and `organization` name where it was written, or who issued it.
        published_by: whether `organization` names who published it.
        numbered: whether `number` is the issue of a periodical.
        found_at: whether `url` is where the work itself is, as that of a program or a page is.
    """

    type: PublicationType
    genre: str | None = None
    degree: Literal["phd"] | None = None
    venue: VenueType = _V.OTHER
    institution: bool = False
    published_by: bool = False
    numbered: bool = False
    found_at: bool = False


_ARTICLE: Final = EntryType(_T.JOURNAL_ARTICLE, venue=_V.JOURNAL, numbered=True)
_PAPER: Final = EntryType(_T.CONFERENCE_PAPER, venue=_V.PROCEEDINGS)
_CHAPTER: Final = EntryType(_T.CHAPTER, venue=_V.BOOK)
_COLLECTION: Final = EntryType(_T.EDITED_BOOK)
_ONLINE: Final = EntryType(_T.WEB_ARTICLE, venue=_V.WEBSITE, published_by=True, found_at=True)
_MEDIUM: Final = EntryType(_T.AUDIOVISUAL, found_at=True)

ENTRY_TYPES: Final[Mapping[str, EntryType]] = {
    "article": _ARTICLE,
    "suppperiodical": _ARTICLE,
    "periodical": EntryType(_T.OTHER, "Issue of a periodical", numbered=True),
    "inproceedings": _PAPER,
    "conference": _PAPER,
    "proceedings": EntryType(_T.EDITED_BOOK, "Proceedings"),
    "mvproceedings": EntryType(_T.EDITED_BOOK, "Proceedings"),
    "book": EntryType(_T.BOOK),
    "mvbook": EntryType(_T.BOOK),
    "booklet": EntryType(_T.OTHER, "Booklet"),
    "inbook": _CHAPTER,
    "bookinbook": _CHAPTER,
    "suppbook": _CHAPTER,
    "incollection": _CHAPTER,
    "suppcollection": _CHAPTER,
    "inreference": EntryType(_T.CHAPTER, "Entry of a work of reference", venue=_V.BOOK),
    "collection": _COLLECTION,
    "mvcollection": _COLLECTION,
    "reference": EntryType(_T.EDITED_BOOK, "Work of reference"),
    "mvreference": EntryType(_T.EDITED_BOOK, "Work of reference"),
    "manual": EntryType(_T.OTHER, "Manual", published_by=True),
    "thesis": EntryType(_T.THESIS, institution=True),
    "phdthesis": EntryType(_T.THESIS, "PhD thesis", "phd", institution=True),
    "mastersthesis": EntryType(_T.THESIS, "Master's thesis", institution=True),
    "report": EntryType(_T.REPORT, institution=True),
    "techreport": EntryType(_T.REPORT, "Technical report", institution=True),
    "unpublished": EntryType(_T.OTHER, "Unpublished work"),
    "misc": EntryType(_T.OTHER),
    "online": _ONLINE,
    "electronic": _ONLINE,
    "www": _ONLINE,
    "dataset": EntryType(_T.DATASET, published_by=True, found_at=True),
    "software": EntryType(_T.SOFTWARE, published_by=True, found_at=True),
    "patent": EntryType(_T.PATENT),
    "standard": EntryType(_T.STANDARD, institution=True, published_by=True),
    "review": EntryType(_T.REVIEW, venue=_V.JOURNAL, numbered=True),
    "audio": _MEDIUM,
    "movie": _MEDIUM,
    "music": _MEDIUM,
    "video": _MEDIUM,
    "performance": EntryType(_T.OTHER, "Performance"),
    "artwork": EntryType(_T.OTHER, "Work of art"),
    "image": EntryType(_T.OTHER, "Image"),
    "letter": EntryType(_T.OTHER, "Letter"),
    "legislation": EntryType(_T.OTHER, "Legislation"),
    "legal": EntryType(_T.OTHER, "Legal document"),
    "jurisdiction": EntryType(_T.OTHER, "Court decision"),
    "commentary": EntryType(_T.OTHER, "Legal commentary"),
}
"""Of every entry type what it says; one that is not listed is of no known kind."""
UNKNOWN: Final = EntryType(_T.OTHER)
NO_WORKS: Final = frozenset({"xdata", "set"})
"""Entries that are no works: fields for others (biblatex manual, section 3.13.5), and lists of entries (3.14.5)."""

TYPE_WORDS: Final[Mapping[str, str]] = {
    "mathesis": "Master's thesis",
    "bathesis": "Bachelor's thesis",
    "phdthesis": "PhD thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
    "software": "Computer software",
    "datacd": "Data CD",
    "audiocd": "Audio CD",
    "patent": "Patent",
    "patentde": "German patent",
    "patenteu": "European patent",
    "patentfr": "French patent",
    "patentuk": "British patent",
    "patentus": "U.S. patent",
    "patreq": "Patent request",
    "patreqde": "German patent request",
    "patreqeu": "European patent request",
    "patreqfr": "French patent request",
    "patrequk": "British patent request",
    "patrequs": "U.S. patent request",
}
"""The words that biblatex prints for a key in the field `type` (english.lbx)."""
DOCTORAL: Final = frozenset(
    {"phdthesis", "phd thesis", "ph.d. thesis", "phd dissertation", "ph.d. dissertation", "phd", "ph.d."}
)
"""What `type` says of a thesis for the degree of a PhD."""
MASTERS: Final[Mapping[str, Literal["ms", "ma"]]] = {
    "msc thesis": "ms", "m.sc. thesis": "ms", "ms thesis": "ms", "m.s. thesis": "ms", "master of science": "ms",
    "msc": "ms", "ma thesis": "ma", "m.a. thesis": "ma", "master of arts": "ma",
}  # fmt: skip
"""What `type` says of a thesis for the degree of a master of a kind."""
MAGAZINES: Final = frozenset({"magazine", "newspaper"})
"""What `entrysubtype` says of an article that is in no journal (biblatex manual, section 2.1.1)."""
FORTHCOMING: Final = frozenset(
    {"inpress", "forthcoming", "in press", "to appear", "to be published", "accepted", "accepted for publication", "im druck",
     "im erscheinen", "à paraître", "sous presse", "en prensa", "in stampa", "v tisku"}
)  # fmt: skip
"""What `pubstate`, `year` and `note` say of a work that is accepted and has not appeared."""
EDITORS: Final[Mapping[str, str]] = {"editor": "editor", "translator": "translator", "": "editor"}
"""The types of editor that have a role of ours (biblatex manual, section 2.3.6)."""

LANGUAGES: Final[Mapping[str, str]] = {
    "english": "en", "american": "en-us", "usenglish": "en-us", "british": "en-gb", "ukenglish": "en-gb",
    "canadian": "en-ca", "australian": "en-au", "newzealand": "en-nz", "eng": "en",
    "german": "de", "ngerman": "de", "austrian": "de-at", "naustrian": "de-at", "swissgerman": "de-ch",
    "nswissgerman": "de-ch", "deutsch": "de", "ger": "de", "deu": "de",
    "french": "fr", "francais": "fr", "français": "fr", "acadian": "fr-ca", "canadien": "fr-ca", "fre": "fr", "fra": "fr",
    "dutch": "nl", "nederlands": "nl", "nld": "nl", "dut": "nl", "spanish": "es", "español": "es", "spa": "es",
    "portuguese": "pt", "portuges": "pt", "brazilian": "pt-br", "brazil": "pt-br", "por": "pt", "italian": "it",
    "italiano": "it", "ita": "it", "russian": "ru", "rus": "ru", "ukrainian": "uk", "ukr": "uk", "polish": "pl", "pol": "pl",
    "czech": "cs", "cze": "cs", "ces": "cs", "slovak": "sk", "slovene": "sl", "slovenian": "sl", "croatian": "hr",
    "serbian": "sr", "serbianc": "sr", "bulgarian": "bg", "romanian": "ro", "hungarian": "hu", "magyar": "hu",
    "finnish": "fi", "fin": "fi", "swedish": "sv", "swe": "sv", "danish": "da", "dan": "da", "norwegian": "no",
    "norsk": "nb", "nynorsk": "nn", "icelandic": "is", "estonian": "et", "latvian": "lv", "lithuanian": "lt",
    "greek": "el", "turkish": "tr", "hebrew": "he", "arabic": "ar", "persian": "fa", "farsi": "fa", "hindi": "hi",
    "chinese": "zh", "chi": "zh", "zho": "zh", "japanese": "ja", "jpn": "ja", "korean": "ko", "kor": "ko",
    "vietnamese": "vi", "thai": "th", "indonesian": "id", "malay": "ms", "bahasa": "id", "latin": "la", "lat": "la",
    "catalan": "ca", "basque": "eu", "galician": "gl", "welsh": "cy", "irish": "ga", "scottish": "gd", "esperanto": "eo",
    "afrikaans": "af", "albanian": "sq", "armenian": "hy", "georgian": "ka", "macedonian": "mk", "belarusian": "be",
    "mongolian": "mn", "tamil": "ta", "bengali": "bn", "urdu": "ur",
}  # fmt: skip
"""The names of languages: those of babel and polyglossia, and codes of ISO 639-2 that have a shorter one (RFC 5646)."""
