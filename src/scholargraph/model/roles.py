"""Roles: what a person is or was at an organisation. They say nothing of the edges that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from scholargraph.iris import Key
from scholargraph.model.fields import declared
from scholargraph.model.kinds import RoleKind, RoleStatus
from scholargraph.model.values import PartialDate, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a person is or was at an organisation."""

    organization: Annotated[
        Key, declared("Organisation", "Organisations", "Where the role is held.", refers_to=("organization", "project"))
    ]
    kind: Annotated[RoleKind, declared("Kind", "Kinds", "What ties the person to the organisation.")]
    title: Annotated[
        Text | None, declared("Title", "Titles", "What the role is called; of an education, the degree.")
    ] = None
    status: Annotated[
        RoleStatus | None, declared("Status", "States", "Whether it is held today, as the source says.")
    ] = None
    start: Annotated[PartialDate | None, declared("Start", "Starts", "When it began.")] = None
    end: Annotated[PartialDate | None, declared("End", "Ends", "When it ended.")] = None
