"""Versions of a work, such as its record in a repository. A version has no title and no authors of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from scholargraph.identifiers import Identifier, Url
from scholargraph.model.alike import VERSION_LABEL
from scholargraph.model.fields import declared
from scholargraph.model.kinds import PublicationStatus
from scholargraph.model.values import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of a work, such as its arXiv record; `label` becomes the fragment of its IRI. It has no title or authors."""

    label: Annotated[
        str,
        declared(
            "Label",
            "Labels",
            "A label of small letters and digits, such as arxiv or v2; not this, evidence or publisher.",
            pattern=VERSION_LABEL,
        ),
    ]
    identifiers: Annotated[
        tuple[Identifier, ...], declared("Identifier", "Identifiers", "Identifiers of this version.")
    ] = ()
    issued: Annotated[PartialDate | None, declared("Date", "Dates", "When this version appeared.")] = None
    status: Annotated[PublicationStatus | None, declared("Status", "States", "How far it had come.")] = None
    url: Annotated[Url | None, declared("Address", "Addresses", "Where this version can be read.")] = None
