"""The records: what can be known of a scholar, their works, venues, organisations, systems and roles.

It holds no RDF, no input format and no I/O; references between records are keys, values were parsed at the edge.
"""

from scholargraph.identifiers import Identifier, Url
from scholargraph.iris import Key
from scholargraph.model.contributions import Contribution
from scholargraph.model.entry import WHOLE, Alternative, Catalogue, Claim, Conflict, Entry, Retired, Source
from scholargraph.model.evidence import (
    AddressDecision,
    Attribution,
    Decision,
    Dispute,
    Evidence,
    MatchDecision,
    OptOut,
    Reading,
    Rejected,
    RestsOn,
    Selector,
    SourceRecord,
    stated,
)
from scholargraph.model.fields import Column, Field, FieldSpec, Merge, fields_of
from scholargraph.model.full_texts import FullText
from scholargraph.model.funding import Funding
from scholargraph.model.joining import Joining, Reason, entry_name
from scholargraph.model.kinds import (
    ContributorRole,
    EditorialStatus,
    NoticeKind,
    OpenAccess,
    OrganizationType,
    PublicationStatus,
    PublicationType,
    RoleKind,
    RoleStatus,
    ServiceType,
    SoftwareType,
    TextVersion,
    VenueType,
)
from scholargraph.model.locator import EntryField, JsonPointer, Locator, Position, TableCell, TextSpan, XPath, place
from scholargraph.model.names import Affiliation, Agent, AgentKind, Name, organization
from scholargraph.model.notices import Notice
from scholargraph.model.records import (
    RECORD_CLASSES,
    Organization,
    Person,
    Project,
    Publication,
    Record,
    Service,
    Software,
    Venue,
)
from scholargraph.model.roles import Role
from scholargraph.model.values import Gap, MarkedText, Pages, PartialDate, Text
from scholargraph.model.versions import Version

__all__ = [
    "RECORD_CLASSES",
    "WHOLE",
    "AddressDecision",
    "Affiliation",
    "Agent",
    "AgentKind",
    "Alternative",
    "Attribution",
    "Catalogue",
    "Claim",
    "Column",
    "Conflict",
    "Contribution",
    "ContributorRole",
    "Decision",
    "Dispute",
    "EditorialStatus",
    "Entry",
    "EntryField",
    "Evidence",
    "Field",
    "FieldSpec",
    "FullText",
    "Funding",
    "Gap",
    "Identifier",
    "Joining",
    "JsonPointer",
    "Key",
    "Locator",
    "MarkedText",
    "MatchDecision",
    "Merge",
    "Name",
    "Notice",
    "NoticeKind",
    "OpenAccess",
    "OptOut",
    "Organization",
    "OrganizationType",
    "Pages",
    "PartialDate",
    "Person",
    "Position",
    "Project",
    "Publication",
    "PublicationStatus",
    "PublicationType",
    "Reading",
    "Reason",
    "Record",
    "Rejected",
    "RestsOn",
    "Retired",
    "Role",
    "RoleKind",
    "RoleStatus",
    "Selector",
    "Service",
    "ServiceType",
    "Software",
    "SoftwareType",
    "Source",
    "SourceRecord",
    "TableCell",
    "Text",
    "TextSpan",
    "TextVersion",
    "Url",
    "Venue",
    "VenueType",
    "Version",
    "XPath",
    "entry_name",
    "fields_of",
    "organization",
    "place",
    "stated",
]  # fmt: skip
