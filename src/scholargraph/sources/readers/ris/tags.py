"""What the types and tags of RIS mean, as tables.

Sources: the RIS format specification of Research Information Systems (2001, in the Internet Archive's copy of
refman.com/support/risformat_intro.asp and ..._tags_01 to _07), EndNote's RIS export (types and tags by reference type),
Zotero's translator RIS.js, and files of Elsevier, PeerJ, PLOS and Crossref. Where two programs put different things into a
tag, the tag is not read for that type, and `UNREAD` says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from scholargraph.model import ContributorRole, PublicationType, VenueType


@dataclass(frozen=True, slots=True)
class Kind:
    """What a type of reference is.

    Attributes:
        label: what the specification calls it; it becomes the genre where our kinds are coarser.
        type: the kind of work; OTHER where we have none.
        genre: whether the label says more than the type.
        venue: what the work appears in, if it has a container: the kind of what the secondary title names.
        whole: whether it is something that stands for itself, so that `SP` is a number of pages and `T2` a series.
    """

    label: str
    type: PublicationType = PublicationType.OTHER
    genre: bool = True
    venue: VenueType = VenueType.OTHER
    whole: bool = False


_P = PublicationType
_V = VenueType

TYPES: Final[Mapping[str, Kind]] = {
    "ABST": Kind("Abstract", venue=_V.JOURNAL),
    "ADVS": Kind("Audiovisual material", _P.AUDIOVISUAL),
    "AGGR": Kind("Aggregated database", _P.DATASET),
    "ANCIENT": Kind("Ancient text"),
    "ART": Kind("Art work"),
    "BILL": Kind("Bill"),
    "BLOG": Kind("Blog", _P.WEB_ARTICLE, venue=_V.WEBSITE),
    "BOOK": Kind("Whole book", _P.BOOK, genre=False, venue=_V.SERIES, whole=True),
    "CASE": Kind("Case"),
    "CHAP": Kind("Book chapter", _P.CHAPTER, genre=False, venue=_V.BOOK),
    "CHART": Kind("Chart"),
    "CLSWK": Kind("Classical work"),
    "COMP": Kind("Computer program", _P.SOFTWARE, genre=False),
    "CONF": Kind("Conference proceeding", _P.CONFERENCE_PAPER, genre=False, venue=_V.PROCEEDINGS),
    "CPAPER": Kind("Conference paper", _P.CONFERENCE_PAPER, genre=False, venue=_V.PROCEEDINGS),
    "CTLG": Kind("Catalog"),
    "DATA": Kind("Data file", _P.DATASET, genre=False),
    "DBASE": Kind("Online database", _P.DATASET),
    "DICT": Kind("Dictionary", venue=_V.BOOK),
    "EBOOK": Kind("Electronic book", _P.BOOK, venue=_V.SERIES, whole=True),
    "ECHAP": Kind("Electronic book section", _P.CHAPTER, genre=False, venue=_V.BOOK),
    "EDBOOK": Kind("Edited book", _P.EDITED_BOOK, genre=False, venue=_V.SERIES, whole=True),
    "EJOUR": Kind("Electronic article", _P.JOURNAL_ARTICLE, genre=False, venue=_V.JOURNAL),
    "ELEC": Kind("Web page", _P.WEB_ARTICLE, venue=_V.WEBSITE),
    "ENCYC": Kind("Encyclopedia", venue=_V.BOOK),
    "EQUA": Kind("Equation"),
    "FIGURE": Kind("Figure"),
    "GEN": Kind("Generic", genre=False),
    "GOVDOC": Kind("Government document", _P.REPORT, venue=_V.SERIES, whole=True),
    "GRANT": Kind("Grant"),
    "HEAR": Kind("Hearing"),
    "ICOMM": Kind("Internet communication"),
    "INPR": Kind("In press", _P.JOURNAL_ARTICLE, genre=False, venue=_V.JOURNAL),
    "JFULL": Kind("Journal (full)"),
    "JOUR": Kind("Journal", _P.JOURNAL_ARTICLE, genre=False, venue=_V.JOURNAL),
    "LEGAL": Kind("Legal rule or regulation"),
    "MANSCPT": Kind("Manuscript"),
    "MAP": Kind("Map"),
    "MGZN": Kind("Magazine article", _P.NEWS_ARTICLE, venue=_V.JOURNAL),
    "MPCT": Kind("Motion picture", _P.AUDIOVISUAL),
    "MULTI": Kind("Online multimedia", _P.AUDIOVISUAL),
    "MUSIC": Kind("Music score"),
    "NEWS": Kind("Newspaper", _P.NEWS_ARTICLE, genre=False, venue=_V.JOURNAL),
    "PAMP": Kind("Pamphlet", whole=True),
    "PAT": Kind("Patent", _P.PATENT, genre=False),
    "PCOMM": Kind("Personal communication"),
    "POD": Kind("Podcast", _P.AUDIOVISUAL),
    "PRESS": Kind("Press release"),
    "RPRT": Kind("Report", _P.REPORT, genre=False, venue=_V.SERIES, whole=True),
    "SER": Kind("Serial publication", venue=_V.SERIES),
    "SLIDE": Kind("Slide", _P.PRESENTATION),
    "SOUND": Kind("Sound recording", _P.AUDIOVISUAL),
    "STAND": Kind("Standard", _P.STANDARD, genre=False, venue=_V.SERIES, whole=True),
    "STAT": Kind("Statute"),
    "THES": Kind("Thesis/Dissertation", _P.THESIS, genre=False, whole=True),
    "UNBILL": Kind("Unenacted bill"),
    "UNPB": Kind("Unpublished work"),
    "UNPD": Kind("Unpublished work"),
    "VIDEO": Kind("Video recording", _P.AUDIOVISUAL),
    "WEB": Kind("Web page", _P.WEB_ARTICLE, venue=_V.WEBSITE),
}
"""The types of reference, by their code. Most stand in the specification of 2001, the others in EndNote's."""

NAMES: Final[Mapping[str, str]] = {
    **{kind.label.casefold(): code for code, kind in reversed(list(TYPES.items()))},
    "journal article": "JOUR",
    "book": "BOOK",
    "book section": "CHAP",
    "conference proceedings": "CONF",
    "thesis": "THES",
    "dissertation": "THES",
    "newspaper article": "NEWS",
    "electronic article": "EJOUR",
    "dataset": "DATA",
}
"""What programs write in place of the code: names of the types in small letters."""

BOOKS: Final = frozenset({"BOOK", "EBOOK", "EDBOOK"})
PARTS_OF_BOOKS: Final = frozenset({"CHAP", "ECHAP", "DICT", "ENCYC"})
CONFERENCES: Final = frozenset({"CONF", "CPAPER"})
PERIODICALS: Final = frozenset({"JOUR", "EJOUR", "INPR", "MGZN", "NEWS", "ABST"})
INSTITUTIONS: Final = frozenset({"THES", "RPRT", "GOVDOC"})
"""Types whose publisher is the institution that a thesis was written at, or that issued a report."""
NUMBERED: Final = frozenset({"RPRT", "GOVDOC", "PAT", "STAND"})
"""Types whose serial number or issue is the number of the work itself."""
OTHER_PAGES: Final = frozenset({"RPRT", "GOVDOC", "STAND", "PAMP"})
"""Types of which a single number in SP is a page to one program, and the number of pages to another."""

AUTHOR: Final = ("AU", "A1")
TITLE: Final = ("TI", "T1", "CT")
DATE: Final = ("PY", "Y1", "DA")
OTHER_TITLE: Final = ("ST", "TT")
ABSTRACT: Final = ("AB", "N2")

CONTAINER: Final = ("C3", "BT", "JF", "T2", "JO", "JA", "J2", "J1")
"""Tags that name what a work appeared in, the best first; C3 of a conference only, BT where it is not the title itself."""
ABBREVIATED: Final = frozenset({"JO", "JA", "J2", "J1"})
"""Of them those whose value is another form of the name."""

ROLES: Final[Mapping[str, Mapping[str, ContributorRole]]] = {
    "A2": dict.fromkeys((*PERIODICALS, *PARTS_OF_BOOKS, *CONFERENCES, "EDBOOK", "GEN"), ContributorRole.EDITOR),
    "ED": {"": ContributorRole.EDITOR},
    "A3": {"THES": ContributorRole.SUPERVISOR},
    "A4": dict.fromkeys((*BOOKS, *PARTS_OF_BOOKS), ContributorRole.TRANSLATOR),
    "TA": {"": ContributorRole.TRANSLATOR},
}
"""What the names of a tag did, by type; `""` is any type. A type that is missing is one on which programs disagree."""

NOT_READ: Final = frozenset(
    [
        "ID",
        "AD",
        "AN",
        "AV",
        "C1",
        "C2",
        "C4",
        "C5",
        "C6",
        "C8",
        "CA",
        "CN",
        "CP",
        "CR",
        "DB",
        "DP",
        "FD",
        "H1",
        "H2",
        "L3",
        "L4",
        "LB",
        "LL",
        "M2",
        "N1",
        "NO",
        "NV",
        "OL",
        "OP",
        "PA",
        "RD",
        "RI",
        "RN",
        "RP",
        "SV",
        "TY",
        "U1",
        "U2",
        "U3",
        "U4",
        "U5",
        "Y2",
    ]
)
"""Tags without a field: notes, call numbers, reprint status, access dates, what one program alone has."""

FORTHCOMING: Final = frozenset(
    {
        "in press",
        "forthcoming",
        "to appear",
        "accepted",
        "im druck",
        "im erscheinen",
        "à paraître",
        "sous presse",
        "en prensa",
    }
)
"""What stands in place of a year where a work has not appeared yet."""
