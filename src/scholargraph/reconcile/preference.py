"""Whose word is stated: the order of the site's sources, for single fields another one.

What is not preferred is not lost: it stays beside the stated value as a conflict.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from scholargraph.config import PreferenceSettings
from scholargraph.errors import SettingsError
from scholargraph.model import RECORD_CLASSES, Field, Merge, fields_of

PREFERABLE: Final = frozenset(
    name
    for record in RECORD_CLASSES
    for name, declared in fields_of(record).items()
    if declared.merge in {Merge.CHOOSE, Merge.UNITE, Merge.CONTRIBUTORS}
)
"""The fields for which sources can be put in an order; what follows from other fields follows them."""


@dataclass(frozen=True, slots=True)
class Preference:
    """The rank of each source, 0 the most preferred.

    >>> Preference.of(["curation", "page"], {"title": ("page",)}).rank("page", "title")
    0

    Attributes:
        general: the rank of each source where nothing else is said.
        special: the ranks of the sources that are named for a field.
    """

    general: Mapping[str, int]
    special: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, sources: Iterable[str], special: Mapping[str, Sequence[str]] | None = None) -> Preference:
        """Make one of the order of the site and those of single fields."""
        return cls(
            {name: rank for rank, name in enumerate(sources)},
            {name: {one: rank for rank, one in enumerate(order)} for name, order in (special or {}).items()},
        )

    def rank(self, source: str, name: str = "") -> int:
        """Give the rank of a source for a field; those that are not named for it follow in the general order."""
        special = self.special.get(name, {})
        return special.get(source, len(special) + self.general[source])

    def order_of(self, field: Field) -> str:
        """Give the words for the order that holds for a field."""
        if field.name in self.special:
            return f"the site's order of preference for “{field.spec.singular}”"
        return "the site's order of preference"


def preferences(settings: Iterable[PreferenceSettings]) -> dict[str, tuple[str, ...]]:
    """Give the orders of sources by field. Raises SettingsError, with the line, for what is no field."""
    found = {}
    for one in settings:
        if one.name not in PREFERABLE:
            near = difflib.get_close_matches(one.name, sorted(PREFERABLE), n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else "docs/data-model.md lists the fields."
            raise SettingsError(f"“{one.name}” is no field of which sources can be preferred: {hint}", one.place)
        found[one.name] = one.sources
    return found
