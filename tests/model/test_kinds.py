"""The closed lists: each member's value is its name as a curation file writes it, and what fields are called is in words."""

from __future__ import annotations

import re
from enum import StrEnum

import pytest

from scholargraph.model import (
    RECORD_CLASSES,
    AgentKind,
    Column,
    Contribution,
    ContributorRole,
    Gap,
    Merge,
    OrganizationType,
    PublicationStatus,
    PublicationType,
    Role,
    RoleKind,
    RoleStatus,
    ServiceType,
    SoftwareType,
    VenueType,
    Version,
    fields_of,
)

KINDS = (
    AgentKind, Column, ContributorRole, Gap, Merge, OrganizationType, PublicationStatus, PublicationType, RoleKind,
    RoleStatus, ServiceType, SoftwareType, VenueType,
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_value_is_the_name_as_people_write_it(kind: type[StrEnum]) -> None:
    assert {member.name: member.value for member in kind} == {
        member.name: member.name.lower().replace("_", "-") for member in kind
    }


@pytest.mark.parametrize("record", [*RECORD_CLASSES, Role, Contribution, Version], ids=lambda kind: kind.__name__)
def test_what_a_field_is_called_is_in_words(record: type) -> None:
    for name, field in fields_of(record).items():
        for words in (field.spec.singular, field.spec.plural):
            assert re.fullmatch(r"[A-Z][a-z]*(?:,? [A-Za-z]+)*", words), (name, words)
        assert re.fullmatch(r"[A-Z][^~]*\.", field.spec.help, re.DOTALL), (name, field.spec.help)
        assert "~" not in field.spec.help
