"""ScholarGraph: what the world knows of a scholar, as linked data that can be traced to the words it came from.

Importing the package gives the model only: neither Flask nor rdflib, pySHACL or pyoxigraph is loaded.
"""

from scholargraph.model import (
    Contribution,
    Evidence,
    Gap,
    Identifier,
    Organization,
    PartialDate,
    Person,
    Project,
    Publication,
    Rejected,
    Role,
    Service,
    Software,
    SourceRecord,
    Text,
    Url,
    Venue,
)

__version__ = "0.1.0"

__all__ = [
    "Contribution",
    "Evidence",
    "Gap",
    "Identifier",
    "Organization",
    "PartialDate",
    "Person",
    "Project",
    "Publication",
    "Rejected",
    "Role",
    "Service",
    "Software",
    "SourceRecord",
    "Text",
    "Url",
    "Venue",
    "__version__",
]
