"""What an answer of a service is about, held against the id that was asked for: another one is refused.

Services send on from an id that they merged into another one, and know aliases: what they say themselves is followed, and told.
It asks nobody. That an answer is JSON or XML is checked already.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from scholargraph.acquire.fetching.fetch_request import ARXIV_DOIS
from scholargraph.acquire.fetching.transport import FailureError, WrongAnswerError
from scholargraph.http_answers import printable

_DELETED: Final = frozenset({"deleted work", "deleted author"})
"""The names of the records into which OpenAlex merges what it deleted."""
_OTHERS: Final = frozenset({"inactive", "withdrawn"})
"""The states of a record of ROR that is no longer kept (https://ror.readme.io/docs/all-fields, `status`)."""
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class Subject:
    """What an answer is about.

    Attributes:
        id: the id that it gives, in the form in which it is asked for; empty where it gives none.
        aliases: further ids that it says are its own.
        told: what it says of itself that people should know, a clause; empty where there is nothing.
    """

    id: str
    aliases: frozenset[str] = frozenset()
    told: str = ""


def note_of(asked: str, found: Subject, moved: str | None) -> str:
    """Hold what an answer is about against what was asked for; give what people should know of it, or nothing.

    `moved` is the address to which the service sent the request on, if it did. Raises WrongAnswerError.
    """
    own, aliases = found.id.casefold(), {one.casefold() for one in found.aliases}
    if own == asked.casefold():
        return found.told
    shown = printable(found.id)[:_LONGEST]
    if asked.casefold() in aliases:
        return "; ".join(filter(None, (f"{asked} is another id of {shown or 'what came'}", found.told)))
    if own and moved is not None and _names(moved, own):
        return "; ".join(filter(None, (f"{asked} is {shown} by now: the service sends on to it", found.told)))
    raise WrongAnswerError(f"its answer is about {shown or 'nothing that it names'}, not {asked}: try again later")


def _names(address: str, id_: str) -> bool:
    """Whether an address leads to an id: parts of its path, with or without an ending."""
    path = unquote(urlsplit(address).path).casefold()
    return f"/{id_}/" in f"{path}/" or f"/{id_.rpartition(':')[2]}/" in f"{path.removesuffix('.xml')}/"


def orcid(data: Any) -> Subject:
    """A record of ORCID (record 3.0, `orcid-identifier`). Of a deprecated iD, ORCID sends on to the primary record."""
    return Subject(_text(data, "orcid-identifier", "path"))


def refuse_works_of_others(answer: Any, id_: str) -> None:
    """Raise WrongAnswerError where works of ORCID are those of another record (work 3.0, `path`)."""
    for one in _members(answer, "bulk"):
        path = _text(one, "work", "path")
        if path and not path.startswith(f"/{id_}/"):
            raise WrongAnswerError(f"its works are those of another record, not {id_}: try again later")


def crossref(data: Any) -> Subject:
    """A work of Crossref (`message.DOI`, `message.aliases`); DOIs are the same in any case (DOI Handbook, section 2.4)."""
    listed = _members(_at(data, "message"), "aliases")
    return Subject(_text(data, "message", "DOI"), frozenset(one for one in listed if isinstance(one, str)))


def datacite(data: Any) -> Subject:
    """A DOI of DataCite (`data.attributes.doi`); with the version of an arXiv id, it is about that version."""
    return Subject(_text(data, "data", "attributes", "doi") or _text(data, "data", "id"))


def arxiv(data: Any) -> Subject:
    """A DOI of arXiv: what is registered of one version is about the record, too."""
    found = datacite(data)
    head, mark, version = found.id.rpartition("v")
    of_arxiv = found.id.casefold().startswith(ARXIV_DOIS)
    return Subject(found.id, frozenset({head})) if of_arxiv and mark and version.isdecimal() else found


def agency(data: Any) -> Subject:
    """The agency of a DOI (`DOI`, beside `RA` or `status`)."""
    return Subject(_text(data[0] if isinstance(data, list) and data else None, "DOI"))


def openalex(data: Any, asked: str) -> Subject:
    """A work or an author of OpenAlex, by its own id, or by that of another service by which it was asked for.

    Raises FailureError for what OpenAlex has deleted.
    """
    own = _last(_text(data, "id"))
    if _text(data, "display_name").casefold() in _DELETED and own.casefold() != asked.casefold():
        raise FailureError(f"it has deleted {asked}: take the id out of the site file")
    scheme, colon, _ = asked.partition(":")
    if not colon:
        return Subject(own)
    known = [_text(data, scheme), _text(data, "ids", scheme)]
    if scheme == "doi":  # a preprint and what was published of it are one work there
        known += [_text(one, name) for one in _members(data, "locations") for name in ("landing_page_url", "id")]
    values = [f"{scheme}:{found}" for one in known if (found := _bare(one, scheme))]
    return Subject(values[0] if values and values[0].casefold() == asked else own, frozenset(values))


def refuse_listed_of_others(works: list[Any], author: str) -> None:
    """Raise WrongAnswerError for a work in the list of an author of OpenAlex on which the author does not stand.

    Lists cut the authors of a work at 100 (`is_authors_truncated`): of these nothing is known.
    """
    for one in works:
        listed = _members(one, "authorships")
        names = {_last(_text(entry, "author", "id")) for entry in listed}
        if author not in names and len(listed) < 100 and _at(one, "is_authors_truncated") is not True:
            raise WrongAnswerError(
                f"its list has {printable(_last(_text(one, 'id')))[:_LONGEST] or 'a work'}, on which {author} does not "
                "stand: try again later"
            )


def dblp(body: bytes) -> Subject:
    """A page of a person (`dblpperson/@pid`), or one record (its `@key`)."""
    root = ET.fromstring(body)  # noqa: S314 - the transport refuses a DOCTYPE
    if root.tag == "dblpperson":
        return Subject(f"pid/{root.get('pid', '')}", frozenset(_former(root)))
    records = [one.get("key", "") for one in root]
    return Subject(f"rec/{records[0]}" if root.tag == "dblp" and len(records) == 1 else "")


def _former(root: ET.Element) -> Iterator[str]:
    """Give the pids of a person's own entries: a person who was merged has several."""
    for one in root.iter("person"):
        key = one.get("key", "")
        if key.startswith("homepages/"):
            yield f"pid/{key.removeprefix('homepages/')}"


def ror(data: Any) -> Subject:
    """An organisation of ROR (schema 2, `id`, `status`, `relationships`)."""
    others: dict[str, list[str]] = {"successor": [], "predecessor": []}
    for one in _members(data, "relationships"):
        others.get(_text(one, "type").casefold(), []).append(_last(_text(one, "id")))
    status, told = _text(data, "status").casefold(), ""
    if status in _OTHERS:
        told = f"ROR says that {_last(_text(data, 'id'))} is {status}"
        if others["successor"]:
            told += f", and what came after it: {printable(', '.join(others['successor']))[:_LONGEST]}"
    return Subject(_last(_text(data, "id")), frozenset(others["predecessor"]), told)


def _bare(text: str, scheme: str) -> str:
    """Give an id of a scheme without its prefix or address; empty for anything else."""
    small = text.casefold()
    host = {"doi": "doi.org/", "orcid": "orcid.org/"}[scheme]
    if host in small:
        return small.partition(host)[2]
    if small.startswith(f"{scheme}:"):
        return small.removeprefix(f"{scheme}:")
    return "" if "://" in small else small


def _last(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def _at(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _text(value: Any, *names: str) -> str:
    found = _at(value, *names)
    return found.strip() if isinstance(found, str) else ""


def _members(value: Any, name: str) -> list[Any]:
    found = _at(value, name)
    return found if isinstance(found, list) else []
