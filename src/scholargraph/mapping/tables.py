"""The table of each class of record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scholargraph.mapping.engine import TriplesMap
from scholargraph.mapping.organization import ORGANIZATION, PROJECT
from scholargraph.mapping.person import PERSON
from scholargraph.mapping.publication import PUBLICATION
from scholargraph.mapping.software import SERVICE, SOFTWARE
from scholargraph.mapping.venue import VENUE
from scholargraph.model import Record

TABLES: Final[Mapping[type[Record], TriplesMap]] = {
    table.record: table for table in (PERSON, ORGANIZATION, PUBLICATION, VENUE, SOFTWARE, SERVICE, PROJECT)
}
"""The table of each class of record, in the order in which they are described."""
