"""The records: what can be known of a scholar, their works, venues, organisations, systems and roles.

It holds no RDF, no input format and no I/O; references between records are keys, values were parsed at the edge.
"""

from scholargraph.identifiers import Identifier, Url
from scholargraph.iris import Key
from scholargraph.model.evidence import Attribution, Dispute, Evidence, Reading, Rejected, Selector, Span
from scholargraph.model.records import (
    RECORD_CLASSES,
    Contribution,
    ContributorRole,
    Organization,
    OrganizationType,
    Person,
    Project,
    Publication,
    PublicationStatus,
    PublicationType,
    Record,
    Role,
    RoleKind,
    RoleStatus,
    Service,
    ServiceType,
    Software,
    SoftwareType,
    Venue,
    VenueType,
    Version,
)
from scholargraph.model.values import Gap, Pages, PartialDate, Text

__all__ = [
    "RECORD_CLASSES",
    "Attribution",
    "Contribution",
    "ContributorRole",
    "Dispute",
    "Evidence",
    "Gap",
    "Identifier",
    "Key",
    "Organization",
    "OrganizationType",
    "Pages",
    "PartialDate",
    "Person",
    "Project",
    "Publication",
    "PublicationStatus",
    "PublicationType",
    "Reading",
    "Record",
    "Rejected",
    "Role",
    "RoleKind",
    "RoleStatus",
    "Selector",
    "Service",
    "ServiceType",
    "Software",
    "SoftwareType",
    "Span",
    "Text",
    "Url",
    "Venue",
    "VenueType",
    "Version",
]  # fmt: skip
