"""What several records declare alike: their key, names, identifiers, links, gaps, words with markup.

It knows no record.
"""

from __future__ import annotations

from typing import Final

from scholargraph.model.fields import Column, Merge, declared

AGENTS: Final = ("person", "organization", "project")
ANYTHING: Final = ("person", "organization", "publication", "venue", "software", "service", "project")


LANGUAGE_TAG: Final = r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*"
"""A language tag in its simplest form (BCP 47, section 2.1)."""
VERSION_LABEL: Final = r"(?!(?:this|evidence|publisher)$)[a-z][a-z0-9]*"
"""A label that can be the fragment of an IRI beside the other nodes of a work, which have the names that are excluded."""

KEY: Final = declared("Key", "Keys", "What the record is called within the site.", merge=Merge.KEY, curated=())
NAME: Final = declared("Name", "Names", "What it is called.", search=Column.TITLE, others="alternate_names")
ALTERNATE_NAMES: Final = declared(
    "Other name", "Other names", "Other names, also of other times and scripts.", search=Column.NAMES
)
DESCRIPTION: Final = declared("Description", "Descriptions", "What it is, in a sentence or two.", search=Column.TEXT)
TYPE: Final = declared("Kind", "Kinds", "What kind of thing it is.", of_version=True)
HOMEPAGE: Final = declared("Home page", "Home pages", "The address of its own page.")
LINKS: Final = declared("Link", "Links", "Addresses of other pages about it.")
IDENTIFIERS: Final = declared(
    "Identifier", "Identifiers", "Identifiers of registries, such as a DOI or an ORCID iD.", search=Column.NAMES
)
GAPS: Final = declared(
    "What is not known", "What is not known", "What the sources do not tell.", merge=Merge.DERIVE, curated=()
)
MARKED: Final = declared(
    "Words with markup",
    "Words with markup",
    "Words of this record that stand with markup in the source: italics, indices, code.",
    merge=Merge.DERIVE,
    curated=(),
)
ISSUED: Final = declared("Date", "Dates", "When it appeared, as precisely as the source says.", of_version=True)
VOLUME: Final = declared("Volume", "Volumes", "The volume of the series or journal.", of_version=True)
PUBLISHER: Final = declared(
    "Publisher", "Publishers", "Who published it.", refers_to=("organization",), printed=True, of_version=True
)
FOUNDERS: Final = declared("Founder", "Founders", "Who founded it.", refers_to=AGENTS)
MAKERS: Final = declared("Maker", "Makers", "Who made it.", refers_to=AGENTS)
FUNDING: Final = declared("Funding", "Funding", "Grants and funders that are named.", curated=("funding",))
