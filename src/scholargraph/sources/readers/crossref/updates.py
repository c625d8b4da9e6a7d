"""Updates and relations of a work of Crossref's: notices about it, notices that it is, versions of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scholargraph.identifiers import Identifier, identifier_of
from scholargraph.iris import digest
from scholargraph.model import Notice, NoticeKind, Publication, Version
from scholargraph.model.values import PartialDate
from scholargraph.sources.parts import add_gaps
from scholargraph.sources.readers.crossref.tables import NO_NOTICES, NOTICES, RELATIONS
from scholargraph.sources.readers.json_record import JsonRecord, Names, Token


@dataclass(frozen=True, slots=True)
class Update:
    """What one work says that another does to it, or it to another."""

    kind: NoticeKind
    date: PartialDate | None
    other: Identifier | None
    path: tuple[Token, ...]


def _updates(work: JsonRecord, member: str) -> Iterator[Update]:
    """Give the updates of a member that are notices; one of a type that is not known is rejected."""
    for place, one in enumerate(work.list(member)):
        if not isinstance(one, dict):
            continue
        type_ = str(one.get("type")).strip().lower().replace("-", "_").replace(" ", "_")
        if type_ in NOTICES:
            date = work.date(member, place, "updated", "date-parts", 0)
            other = work.identifier("doi", member, place, "DOI")
            yield Update(NOTICES[type_], date, other, (member, place))
        elif type_ not in NO_NOTICES:
            work.reject(f"“{type_[:40]}” is no type of update that is known: it is not stated.", member, place)


def is_notice(work: JsonRecord, own: Identifier | None) -> bool:
    """Whether a work is itself a notice: it updates another by taking back, mending or doubting something."""
    for one in work.list("update-to"):
        named = isinstance(one, dict) and str(one.get("type")).lower().replace("-", "_") in NOTICES
        if named and (own is None or identifier_of("doi", str(one.get("DOI"))) != own):
            return True
    return False


def own_notices(work: JsonRecord, own: Identifier | None) -> None:
    """State the notices about the work itself: `updated-by`, and `update-to` with its own DOI (a notice in its place)."""
    said: set[tuple[NoticeKind, Identifier | None]] = set()
    for update in _updates(work, "updated-by"):
        if (update.kind, update.other) not in said:
            said.add((update.kind, update.other))
            identifiers = () if update.other is None or update.other == own else (update.other,)
            work.state("notices", Notice(kind=update.kind, date=update.date, identifiers=identifiers), *update.path)


def updated_works(work: JsonRecord, own: Identifier | None, names: Names) -> Iterator[JsonRecord]:
    """Give a reading of each work that this one is a notice about: its DOI, and the notice.

    Nothing else is known of it here. Joining unites it with the work wherever that stands; a notice about a work that
    no source has is a work without a title, and says so.
    """
    for update in list(_updates(work, "update-to")):
        if update.other is None:
            continue
        if update.other == own:
            work.state("notices", Notice(kind=update.kind, date=update.date), *update.path)
            continue
        name = names.of(f"updated-{digest(f'{update.other} {work.builder.key}')}", work.entry.pointer)
        at = (*update.path, "DOI")
        about = JsonRecord(work.item, Publication, name, work.entry, *at)
        about.state("identifiers", update.other, *at)
        notice = Notice(
            kind=update.kind, date=update.date, identifiers=() if own is None else (own,), work=work.builder.key
        )
        about.state("notices", notice, *update.path)
        add_gaps(about.builder, at=about.place(*at), quote=about.entry.quote(*at))
        yield about


def versions(work: JsonRecord, own: Identifier | None) -> None:
    """State the versions that relations name by a DOI."""
    said: dict[str, int] = {}
    known: set[Identifier | None] = {own, None}
    relations = work.get("relation")
    for name in relations if isinstance(relations, dict) else ():
        if name not in RELATIONS:
            continue
        label, status = RELATIONS[name]
        for place, one in enumerate(work.list("relation", name)):
            scheme = str(one.get("id-type")).lower() if isinstance(one, dict) else ""
            if scheme not in {"doi", "arxiv"}:
                continue
            found = work.identifier(scheme, "relation", name, place, "id")
            if found in known or found is None:
                continue
            known.add(found)
            said[label] = said.get(label, 0) + 1
            called = label if said[label] == 1 else f"{label}{said[label]}"
            version = Version(label=called, identifiers=(found,), status=status)
            work.state("versions", version, "relation", name, place)
