"""Harvesting over OAI-PMH 2.0 (https://www.openarchives.org/OAI/openarchivesprotocol.html): lists of records, page after page.

It reads no record; `sources.readers.oai_dc` does.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from scholargraph.acquire.fetching.harvesting import Session
from scholargraph.acquire.fetching.transport import WrongAnswerError
from scholargraph.http_answers import printable

PREFIX: Final = "oai_dc"
READER: Final = "oai-dc"
_EMPTY: Final = "noRecordsMatch"


def records(session: Session) -> None:
    """All records of a repository, or of a set of it, in one format (section 4.5, ListRecords).

    Where it takes a resumption token of an earlier run no more (section 3.5), the list begins anew.
    """
    base, options = session.request.id, session.options
    first = {"verb": "ListRecords", "metadataPrefix": options.get("prefix") or PREFIX}
    first |= {name: options[name] for name in ("set", "from", "until") if options.get(name)}
    url, seen, number = f"{base}?{urlencode(first)}", set[str](), 0
    while url:
        number += 1
        token, count = _page(session.get("oai-pmh", url), first=number == 1)
        session.budget.count(count)
        session.part(f"{base}?{urlencode(first)}#page-{number}", READER, media_type="application/xml")
        if token in seen:
            raise WrongAnswerError("its list goes in a circle: tell whoever runs the repository")
        seen.add(token)
        url = f"{base}?{urlencode({'verb': 'ListRecords', 'resumptionToken': token})}" if token else ""


def _page(body: bytes, *, first: bool) -> tuple[str, int]:
    """Give the resumption token of a page, empty where it is the last, and how many records it has.

    Raises WrongAnswerError for an error of the repository, and for a page without records, which would pass for the end of the
    list: only the `first` one may say that there are none.
    """
    root = ET.fromstring(body)  # noqa: S314 - the transport refuses a DOCTYPE
    if _name(root) != "OAI-PMH":
        raise WrongAnswerError(f"its answer is no OAI-PMH, but “{printable(_name(root))[:40]}”: check the address")
    token, is_list, count = "", False, 0
    for child in root:
        is_list = is_list or _name(child) == "ListRecords"
        if _name(child) == "error":
            code = child.get("code", "")
            words = f"it says {printable(code)[:40]} ({printable(child.text or '').strip()[:200]})"
            if code != _EMPTY or not first:
                raise WrongAnswerError(words)
            is_list = True
        for inner in child if _name(child) == "ListRecords" else ():
            count += _name(inner) == "record"
            if _name(inner) == "resumptionToken":
                token = (inner.text or "").strip()
    if not is_list:
        raise WrongAnswerError("its answer is no list of records: try again later")
    return token, count


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
