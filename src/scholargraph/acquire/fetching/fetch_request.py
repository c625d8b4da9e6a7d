"""What is fetched: identifiers as people write them, normalised for the services that know them.

It asks nobody; an identifier that fails its own check is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from scholargraph.errors import IdentifierError, UsageError
from scholargraph.fetch_settings import FETCHED, is_service_address
from scholargraph.identifiers import DBLP_SITE, SCHEMES, identifier_of, parse_identifier
from scholargraph.web_addresses import ascii_uri

TAKEN: Final = "a DOI, an ORCID iD, an OpenAlex id, an arXiv id, the address of a page of dblp, or a ROR id"
ARXIV_DOIS: Final = "10.48550/arxiv."
"""What stands before an arXiv id in the DOI that arXiv registers for it with DataCite."""

_OF_ARXIV: Final = re.compile(r"v[1-9][0-9]*$|(?<=[a-z])\.[A-Z]{2}(?=/)")
"""A version, and the subject class that ids had until 2007 (https://info.arxiv.org/help/arxiv_identifier_for_services.html)."""
_DBLP_HOSTS: Final = frozenset({"dblp.org", "www.dblp.org", "dblp.uni-trier.de", "dblp.dagstuhl.de"})
_DBLP_PATH: Final = re.compile(r"/?(pid|rec)/(.+?)(?:\.(?:html|xml|rdf|nt|ttl|bib|ris|n3))?")
_OPENALEX: Final = re.compile(r"[AW][1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """What one source fetches under one id: the kind as in the site file, and the id, normalised."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


def request_for(words: str) -> FetchRequest:
    """Read an identifier as it is typed. Raises UsageError, naming what is taken.

    >>> request_for("https://orcid.org/0000-0002-1825-0097")
    FetchRequest(kind='orcid', id='0000-0002-1825-0097')
    """
    text = words.strip()
    small = text.lower()
    for told, prefixes in _PREFIXES.items():
        if small.startswith(prefixes) or (told == "dblp" and _dblp_host(text)):
            return checked(told, text)
    try:
        found = parse_identifier(text)
    except IdentifierError as error:
        known = next((one for name, one in _BARE.items() if identifier_of(name, text)), None)
        if known is not None:
            return checked(known, text)
        if ":" in text and text.partition(":")[0].lower() in SCHEMES:
            raise UsageError(error.message) from None
        raise UsageError(f"“{text}” is nothing that can be fetched: write {TAKEN}.") from None
    kind = _KINDS.get(found.scheme)
    if kind is None:
        raise UsageError(f"“{text}” is no identifier that can be fetched: write {TAKEN}.")
    return checked(kind, text)


def checked(kind: str, words: str) -> FetchRequest:
    """Normalise the id of a kind of source. Raises UsageError where it is none of the kind."""
    found = _CHECKS[kind](words.strip())
    if found is None:
        raise UsageError(f"“{words}” is none of what is fetched as {kind}: write {FETCHED[kind]}.")
    return FetchRequest(kind, found)


def _value(scheme: str) -> Callable[[str], str | None]:
    def check(text: str) -> str | None:
        found = identifier_of(scheme, text)
        return None if found is None else found.value

    return check


def _arxiv(text: str) -> str | None:
    """DataCite has one DOI for all versions of a record, and without a subject class."""
    if text.lower().removeprefix("doi:").strip().lower().startswith(ARXIV_DOIS):
        text = text.lower().removeprefix("doi:").strip()[len(ARXIV_DOIS) :]
    found = identifier_of("arxiv", text)
    return None if found is None else _OF_ARXIV.sub("", found.value)


def _openalex(text: str) -> str | None:
    """An OpenAlex id, or an ORCID iD or a DOI by which OpenAlex finds its own record."""
    bare = text.rstrip("/").rpartition("/")[2] if "openalex.org" in text.lower() else text
    bare = bare.upper().removeprefix("OPENALEX:")
    if _OPENALEX.fullmatch(bare):
        return bare
    for scheme in ("orcid", "doi"):
        found = identifier_of(scheme, text)
        if found is not None:
            return str(found)
    return None


def _dblp(text: str) -> str | None:
    """`pid/65/9612` or `rec/journals/x/Y20`: the path of a page of dblp without its ending."""
    if _dblp_host(text):
        path = urlsplit(text if "//" in text else f"//{text}").path
    else:
        path = text.removeprefix("dblp:").removeprefix("dblp-rec:")
    found = _DBLP_PATH.fullmatch(path)
    if found is not None:
        part, id_ = found.groups()
    elif _dblp_host(text):
        return None
    else:
        id_ = path.strip("/")
        part = "pid" if SCHEMES["dblp"].check(id_) else "rec"
    known = SCHEMES["dblp" if part == "pid" else "dblp-rec"].check(id_)
    return None if known is None else f"{part}/{known}"


def _dblp_host(text: str) -> bool:
    try:
        return urlsplit(text if "//" in text else f"//{text}").hostname in _DBLP_HOSTS
    except ValueError:
        return False


def _address(text: str) -> str | None:
    found = ascii_uri(text)
    return found if is_service_address(found) and "?" not in found else None


def landing_page(request: FetchRequest) -> str | None:
    """Give the address at which people look at what is fetched."""
    kind, id_ = request.kind, request.id
    if kind == "dblp":
        return f"{DBLP_SITE}{id_}"
    if kind in {"oai-pmh", "sparql"}:
        return id_
    if kind == "openalex" and ":" in id_:
        return parse_identifier(id_).iri
    scheme = "doi" if kind in {"crossref", "datacite"} else kind
    found = identifier_of(scheme, id_)
    return None if found is None else found.iri


_KINDS: Final[Mapping[str, str]] = {
    "doi": "doi",
    "orcid": "orcid",
    "openalex": "openalex",
    "arxiv": "arxiv",
    "ror": "ror",
    "dblp": "dblp",
    "dblp-rec": "dblp",
}
"""The kind of source that fetches an identifier of a scheme."""
_PREFIXES: Final[Mapping[str, tuple[str, ...]]] = {
    "dblp": ("dblp:", "dblp-rec:"),
    "openalex": ("openalex:", SCHEMES["openalex"].template, "openalex.org/"),
}
"""What tells a kind by itself: what stands behind it has several forms."""
_BARE: Final[Mapping[str, str]] = {name: _KINDS[name] for name in ("orcid", "doi", "openalex", "arxiv", "ror")}
"""Schemes whose values are told without a prefix."""
_CHECKS: Final[Mapping[str, Callable[[str], str | None]]] = {
    "arxiv": _arxiv,
    "crossref": _value("doi"),
    "datacite": _value("doi"),
    "dblp": _dblp,
    "doi": _value("doi"),
    "oai-pmh": _address,
    "openalex": _openalex,
    "orcid": _value("orcid"),
    "ror": _value("ror"),
    "sparql": _address,
}
