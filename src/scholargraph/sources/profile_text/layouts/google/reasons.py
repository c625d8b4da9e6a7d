"""Why a line of a list is left out, in the words that a reader of the findings sees.

It decides nothing.
"""

from __future__ import annotations

from typing import Final

NAME_OR_TITLE: Final = "This line could be a title or a name, so it is taken for neither."
CITATION: Final = "Title, authors and venue seem to stand in this one line and cannot be told apart, so it is left out."
HEADING_OR_TITLE: Final = (
    "This line has no author, venue, date or abstract: it could be a heading or a title, so it is left out."
)
LOOSE: Final = "This address or date belongs to no entry, so it is left out."
LOOSE_VENUE: Final = (
    "This line reads like a venue and stands where titles do, so it is left out: the entry above it seems to be lost."
)
ABSTRACT_OR_TITLE: Final = (
    "This line could be a title or what is left of an abstract whose buttons are lost, so it is taken for neither."
)
WHOSE_ABSTRACT: Final = (
    "This line could be the title of the abstract below it or of an entry that is lost, so it is left out."
)
WHOSE_VENUE: Final = "This line stands between names and a venue and could be a title: whose venue it is cannot be told, so it is left out."
WHOSE_VENUE_ABOVE: Final = "This line stands between a title and names, and could be the venue of the work above: whose it is cannot be told, so it is left out."
JOINED: Final = "This seems to be a title that stands on the line of the venue above it, so it is left out: put it on a line of its own."
WHOSE_NAME: Final = "This name could belong to either of two entries that ran together, so it is left out: put back the lines between them."
NAME_AGAIN: Final = (
    "This name stands a second time below one title: another entry, whose title is lost, seems to begin here or above."
)
NO_WORK: Final = "This line reads like a heading, a button or a note and belongs to no work, so it is left out."
MENU_WORDS: Final = (
    "This line begins with words of the page's menu, so it is left out: put what follows them on a line of its own."
)
TITLE_AND_NAME: Final = (
    "This line seems to hold a title and the first name below it, so it is left out: put the name on a line of its own."
)
TWO_TITLES: Final = (
    "Two lines stand here where a title does, and nothing tells which of them it is, so both are left out."
)
SECOND_PAGE: Final = (
    "A second page begins here, so nothing is read from here on: put the page of each person into a file of its own."
)
NAMES_ALONE: Final = "This name belongs to no entry whose title, venue or abstract is left, so it is left out."

NO_VENUE_BETWEEN: Final = (
    0.985,
    "the next title stands right below the names of this work, or the names of another right above it",
)
"""How sure two entries are between which neither a venue nor an abstract is left, and why they are not surer."""
