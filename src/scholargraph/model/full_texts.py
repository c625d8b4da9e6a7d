"""Full texts: where the text of a work itself can be read or downloaded, as a source says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from scholargraph.identifiers import Url
from scholargraph.model.fields import declared
from scholargraph.model.kinds import TextVersion

_MEDIA_TYPE = r"[A-Za-z0-9!#$&^_.+\-]+/[A-Za-z0-9!#$&^_.+\-]+"
"""A media type without parameters (RFC 6838, section 4.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FullText:
    """A copy of the text of a work, at an address."""

    url: Annotated[Url, declared("Address", "Addresses", "Where the text can be read.")]
    media_type: Annotated[
        str | None,
        declared("Format", "Formats", "The media type, such as application/pdf.", pattern=_MEDIA_TYPE, lower=True),
    ] = None
    version: Annotated[
        TextVersion | None, declared("Version", "Versions", "Which state of the work it is, as the source says.")
    ] = None
    license: Annotated[Url | None, declared("Licence", "Licences", "The address of the licence of this copy.")] = None
