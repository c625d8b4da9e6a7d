"""ORCID records (API 3.0), as JSON or XML: the person, their affiliations, fundings and works, or one section of them.

The files of ORCID's annual public data file are read as they are, one record a file.
"""

from __future__ import annotations

from collections.abc import Iterator

from scholargraph.acquire.items import SourceItem
from scholargraph.errors import Place, SourceError
from scholargraph.model import Rejected, SourceRecord
from scholargraph.sources.reader import Options, Reader
from scholargraph.sources.readers.orcid.context import Context
from scholargraph.sources.readers.orcid.person import read_person
from scholargraph.sources.readers.orcid.shape import Shape, shape_of
from scholargraph.sources.readers.orcid.tree import MAX_BYTES, Part, documents
from scholargraph.sources.readers.orcid.works import WorkReader

__all__ = ["SOURCE", "read"]


def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    """Read the records of one item. Raises SourceError where it holds no answer of ORCID's that is read."""
    del options
    context = Context.of(item)
    for number, document in enumerate(documents(item, context.notes.wrong)):
        if isinstance(document, Rejected):
            yield document
            continue
        shape = shape_of(document)
        if shape is None:
            yield _unknown(document, item, alone=number == 0)
            continue
        yield from _document(shape, context, "" if number == 0 else f"record-{number + 1}-")


def _document(shape: Shape, context: Context, prefix: str) -> Iterator[SourceRecord | Rejected]:
    person, owner = read_person(shape, context, f"{prefix}person")
    yield from context.neighbours.new()
    if person is not None:
        yield person
    yield from context.notes.taken()
    for error in shape.errors:
        said = error.leaf("user-message") or error.leaf("developer-message")
        words = "nothing more" if said is None else f"“{said.line[:200]}”"
        context.notes.wrong(f"ORCID gave an error in the place of a work, and says {words}.", error.at)
    works = WorkReader(context, owner, prefix)
    for group in shape.works:
        work = works.read(group)
        yield from context.neighbours.new()
        if work is not None:
            yield work
        yield from context.notes.taken()
    yield from context.notes.taken()


def _unknown(document: Part, item: SourceItem, *, alone: bool) -> Rejected:
    """Say that a document is no answer of ORCID's; where it is the first, that is the end of the item."""
    said = document.leaf("developer-message") or document.leaf("user-message")
    if said is not None:
        reason = f"The file holds an error of ORCID's, “{said.line[:200]}”: save the record again."
    else:
        reason = "The file is no record of ORCID's, nor a section of one that is read: save the record (/record) again."
    if alone:
        raise SourceError(reason, Place(item.id))
    return Rejected(item.source, reason, item.id, document.at)


SOURCE = Reader(
    kind="orcid",
    description="Records of ORCID, or sections of them, as JSON or XML (API 3.0, public data file)",
    read=read,
    max_bytes=MAX_BYTES,
)
