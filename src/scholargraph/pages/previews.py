"""What stands for a page elsewhere: its description in results of a search, the card that a message or a post shows of it.

Open Graph protocol, "Basic Metadata" and "Object Types", and X's cards, which fall back to it. It says nothing that the
page does not say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scholargraph.pages.cards import Card, shortened

LIMIT: Final = 200
"""How many characters of a description are shown elsewhere."""
_TYPES: Final = {"person": "profile", "publication": "article"}
_WEBSITE: Final = "website"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A page as it is shown elsewhere: its title, address and description, the site's title, what kind of thing it is."""

    title: str
    address: str
    site: str
    description: str = ""
    type: str = _WEBSITE
    published: str | None = None

    @property
    def properties(self) -> list[tuple[str, str]]:
        """Give the properties of the Open Graph protocol, in order."""
        given = [
            ("og:title", self.title),
            ("og:type", self.type),
            ("og:url", self.address),
            ("og:site_name", self.site),
        ]
        if self.description:
            given.append(("og:description", self.description))
        if self.type == "article" and self.published is not None:
            given.append(("article:published_time", self.published))
        return given

    @property
    def tags(self) -> list[tuple[str, str]]:
        """Give what has a name of its own: the description, and the kind of card."""
        described = [("description", self.description)] if self.description else []
        return [*described, ("twitter:card", "summary")]


def of_thing(card: Card, *, address: str, site: str, text: str | None) -> Preview:
    """Make the preview of a thing; `text` is its description, abstract or biography, if the graph has one."""
    return Preview(
        title=card.text,
        address=address,
        site=site,
        description=shortened(text or _in_words(card), LIMIT),
        type=_TYPES.get(card.key.collection, _WEBSITE),
        published=card.date,
    )


def of_page(title: str, *, address: str, site: str, description: str = "") -> Preview:
    """Make the preview of a page about no single thing."""
    return Preview(title=title, address=address, site=site, description=shortened(description, LIMIT))


def _in_words(card: Card) -> str:
    """Say what a thing is where it has no description: what stands on its card, and no more."""
    if card.note:
        return card.note
    if not (card.people or card.place or card.date):
        return ""
    by = f" by {', '.join(card.people)}" if card.people else ""
    more = f" and {card.more} more" if card.more else ""
    where = "".join(f", {part}" for part in (card.place, card.date) if part)
    return f"{card.kind}{by}{more}{where}."
