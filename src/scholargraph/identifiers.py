"""Identifiers as values: parse what people write, check it, normalise it, and give the IRI it stands for.

It never looks anything up and never makes an identifier out of something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from scholargraph.errors import IdentifierError
from scholargraph.ntriples import valid_iri

_NOT_PRINTABLE: Final = re.compile(r"[\x00-\x20\x7f-\x9f\ud800-\udfff\ufffd]")
_HOST: Final = re.compile(r"^(?:www\.|dx\.)")
_BEFORE_ADDRESS: Final = re.compile(r"^(?:https?://)?(?:www\.|dx\.)?", re.IGNORECASE)
_BEFORE_PREFIX: Final = re.compile(r"^https?://(?:www\.|dx\.)?")
_WEB_ADDRESS: Final = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_DOI: Final = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
_ORCID: Final = re.compile(r"([0-9]{4})-?([0-9]{4})-?([0-9]{4})-?([0-9]{3}[0-9Xx])")
_ISSN: Final = re.compile(r"([0-9]{4})-?([0-9]{3}[0-9Xx])")
_CROCKFORD: Final = "0123456789abcdefghjkmnpqrstvwxyz"


def _doi(text: str) -> str | None:
    """DOI Handbook, section 2: case-insensitive, `10.` registrant `/` suffix of any printable characters."""
    found = _DOI.fullmatch(text)
    return text.lower() if found and not _NOT_PRINTABLE.search(text) else None


def _arxiv(text: str) -> str | None:
    """ArXiv's identifier scheme: old, from April 2007 on four digits, from 2015 on five; a version such as `v2` is kept."""
    old = r"[a-z-]+(?:\.[A-Z]{2})?/[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3}"
    found = re.fullmatch(rf"(?:([0-9]{{2}}(?:0[1-9]|1[0-2]))\.([0-9]{{4,5}})|{old})(?:v[1-9][0-9]*)?", text)
    if not found:
        return None
    month, number = found.groups()
    return text if month is None or (month >= "0704" and len(number) == (4 if month < "1501" else 5)) else None


def _orcid(text: str) -> str | None:
    """ORCID: sixteen characters, the last by ISO 7064 MOD 11-2."""
    found = _ORCID.fullmatch(text)
    if not found:
        return None
    digits = "".join(found.groups()).upper()
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return "-".join(found.groups()).upper() if "0123456789X"[check] == digits[-1] else None


def _isbn(text: str) -> str | None:
    """ISBN (ISO 2108): ten or thirteen digits with check digit; always returned with thirteen."""
    digits = re.sub(r"[\s\u2010-\u2015-]", "", text).upper()
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        if sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11:
            return None
        digits = "978" + digits[:9]
        return digits + str(-sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10)
    if not re.fullmatch(r"97[89][0-9]{10}", digits):
        return None
    return None if sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10 else digits


def _issn(text: str) -> str | None:
    """ISSN (ISO 3297): eight characters, weighted sum divisible by eleven."""
    found = _ISSN.fullmatch(text)
    if not found:
        return None
    digits = "".join(found.groups()).upper()
    values = [10 if digit == "X" else int(digit) for digit in digits]
    right = sum(weight * value for weight, value in zip(range(8, 0, -1), values, strict=True)) % 11 == 0
    return f"{digits[:4]}-{digits[4:]}" if right else None


def _ror(text: str) -> str | None:
    """ROR: a zero, six Crockford base 32 characters, two check digits (ISO 7064 MOD 97-10)."""
    found = re.fullmatch(r"0[0-9a-hjkmnp-tv-z]{6}[0-9]{2}", text.lower())
    if not found:
        return None
    number = 0
    for character in text.lower()[1:7]:
        number = number * 32 + _CROCKFORD.index(character)
    return text.lower() if 98 - (number * 100) % 97 == int(text[7:]) else None


def _isni(text: str) -> str | None:
    """ISNI (ISO 27729): sixteen characters, the last by ISO 7064 MOD 11-2, as an ORCID iD's."""
    found = _orcid(re.sub(r"[\s-]", "", text))
    return None if found is None else found.replace("-", "")


def _pattern(expression: str) -> Callable[[str], str | None]:
    compiled = re.compile(expression)
    return lambda text: text if compiled.fullmatch(text) else None


def parse_url(text: str) -> Url:
    """Read an absolute http(s) address as an IRI that every RDF syntax can carry.

    Raises IdentifierError where it is relative, of another scheme (`javascript:`, `file:`), or holds a
    character that IRIs exclude (RFC 3987, section 2.2).
    """
    text = text.strip()
    if not _WEB_ADDRESS.match(text):
        raise IdentifierError(f"“{text}” is not a web address: write it in full, with https:// or http://.")
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise IdentifierError(f"“{text}” is not a web address: {error}.") from error
    if not host or not valid_iri(text):
        raise IdentifierError(f"“{text}” is not a web address: percent-encode spaces and what else addresses exclude.")
    return Url(text)


def parse_identifier(text: str) -> Identifier:
    """Read `scheme:value` (`doi:10.1145/...`, `arxiv:2401.06102`), or an address of a known scheme.

    Raises IdentifierError where the scheme is unknown or the value fails the scheme's own check.
    """
    text = text.strip()
    for scheme in SCHEMES.values():
        for prefix in scheme.prefixes:
            if text.lower().startswith(prefix):
                bare = text[len(prefix) :].strip()
                value = scheme.check(unquote(bare) if prefix.startswith("http") else bare)
                if value is None:
                    raise IdentifierError(f"“{text}” is not a valid {scheme.label}: compare it with its source.")
                return Identifier(scheme.name, value)
    known = ", ".join(SCHEMES)
    raise IdentifierError(f"“{text}” names no known identifier scheme: write scheme:value, scheme one of {known}.")


def identifier_of(scheme: str, text: str) -> Identifier | None:
    """Give the identifier of a scheme that a field of that scheme holds, however it is written; None where it holds none.

    With or without prefix, address or spaces around; nothing is corrected: what fails the scheme's check is None.

    >>> str(identifier_of("doi", " DOI: 10.5555/ABC "))
    'doi:10.5555/abc'
    """
    known = SCHEMES[scheme]
    text = text.strip()
    bare_value = known.check(text)
    if bare_value is not None:
        return Identifier(scheme, bare_value)
    for words in dict.fromkeys((text, _HOST.sub("", text))):
        bare = _BEFORE_ADDRESS.sub("", words)
        for rest in dict.fromkeys((words, *_without_prefix(known, bare))):
            value = known.check(rest)
            if value is not None:
                return Identifier(scheme, value)
    return None


def recognised(text: str) -> tuple[Identifier, ...]:
    """Give every identifier that a text as a whole may be, however it is written: for searching, never for stating.

    With or without a prefix (`doi:`, `ISBN `, an address with or without https and www), hyphens, in any case. A text
    without a prefix may be of several schemes. A version of an arXiv record stands for the record, too.
    """
    words = " ".join(text.split())
    found: dict[Identifier, None] = {}
    bare = _BEFORE_ADDRESS.sub("", words)
    for scheme in SCHEMES.values():
        for rest in _without_prefix(scheme, bare):
            value = next((value for form in (rest, rest.lower(), rest.upper()) if (value := scheme.check(form))), None)
            if value is not None:
                found[Identifier(scheme.name, value)] = None
                if scheme.name == "arxiv":
                    found[Identifier(scheme.name, re.sub(r"v[1-9][0-9]*$", "", value))] = None
    return tuple(found)


def _without_prefix(scheme: Scheme, words: str) -> tuple[str, ...]:
    """The value that a text gives for a scheme: after one of its prefixes or names, or all of it."""
    small = words.lower()
    for prefix, lower in _beginnings(scheme.name):
        if small.startswith(lower):
            rest = words[len(prefix) :].strip().lstrip(":").strip().rstrip("/")
            return (unquote(rest).removesuffix(".pdf") if "/" in prefix else rest,)
    if scheme.name == "isbn" and (named := re.match(r"isbn-1[03]:?\s*", words, re.IGNORECASE)):
        return (words[named.end() :],)
    return (words,)


@cache
def _beginnings(name: str) -> tuple[tuple[str, str], ...]:
    """What may stand before a value of a scheme, the longest first, each also in small letters."""
    scheme = SCHEMES[name]
    addresses = [_BEFORE_PREFIX.sub("", prefix) for prefix in scheme.prefixes]
    if name == "arxiv":
        addresses.append("arxiv.org/pdf/")
    found = sorted({*addresses, f"{name} ", f"{scheme.label} "}, key=len, reverse=True)
    return tuple((prefix, prefix.lower()) for prefix in found)


class Url(str):
    """An absolute http(s) IRI; made by `parse_url`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """An identifier scheme: its name in files, its label for people, what may stand before the value, its check."""

    name: str
    label: str
    prefixes: tuple[str, ...]
    check: Callable[[str], str | None]
    template: str


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """A checked, normalised identifier; made by `parse_identifier`."""

    scheme: str
    value: str

    @property
    def label(self) -> str:
        """The scheme's name for people, used as schema:propertyID."""
        return SCHEMES[self.scheme].label

    @property
    def iri(self) -> str:
        """The IRI that stands for it, percent-encoded as the scheme's resolver expects."""
        return SCHEMES[self.scheme].template + quote(self.value, safe="/:.-_~;()'!*,@$&=+")

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


SCHEMES: Final[Mapping[str, Scheme]] = {
    scheme.name: scheme
    for scheme in (
        Scheme("doi", "DOI", ("doi:", "https://doi.org/", "http://doi.org/", "https://dx.doi.org/",
                              "http://dx.doi.org/"), _doi, "https://doi.org/"),
        Scheme("arxiv", "arXiv", ("arxiv:", "https://arxiv.org/abs/", "http://arxiv.org/abs/"), _arxiv,
               "https://arxiv.org/abs/"),
        Scheme("orcid", "ORCID", ("orcid:", "https://orcid.org/", "http://orcid.org/"), _orcid, "https://orcid.org/"),
        Scheme("isbn", "ISBN", ("isbn:", "urn:isbn:"), _isbn, "urn:isbn:"),
        Scheme("issn", "ISSN", ("issn:", "urn:issn:", "https://portal.issn.org/resource/issn/"), _issn, "urn:issn:"),
        Scheme("ror", "ROR", ("ror:", "https://ror.org/"), _ror, "https://ror.org/"),
        Scheme("wikidata", "Wikidata", ("wikidata:", "https://www.wikidata.org/wiki/",
                                        "https://www.wikidata.org/entity/", "http://www.wikidata.org/entity/"), _pattern(r"Q[1-9][0-9]*"),
               "http://www.wikidata.org/entity/"),
        Scheme("pmid", "PubMed", ("pmid:", "https://pubmed.ncbi.nlm.nih.gov/"), _pattern(r"[1-9][0-9]{0,8}"),
               "https://pubmed.ncbi.nlm.nih.gov/"),
        Scheme("pmcid", "PubMed Central", ("pmcid:", "https://www.ncbi.nlm.nih.gov/pmc/articles/"), _pattern(r"PMC[1-9][0-9]*"),
               "https://www.ncbi.nlm.nih.gov/pmc/articles/"),
        Scheme("openalex", "OpenAlex", ("openalex:", "https://openalex.org/"), _pattern(r"[WAISVCFPT][1-9][0-9]*"),
               "https://openalex.org/"),
        Scheme("dblp", "DBLP", ("dblp:", "https://dblp.org/pid/"), _pattern(r"[a-z0-9]{1,3}/[A-Za-z0-9-]+"),
               "https://dblp.org/pid/"),
        Scheme("dblp-rec", "DBLP record", ("dblp-rec:", "https://dblp.org/rec/"),
               _pattern(r"[a-z]+(?:/[A-Za-z0-9_-]+){1,3}"), "https://dblp.org/rec/"),
        Scheme("acl", "ACL Anthology", ("acl:", "https://aclanthology.org/", "https://www.aclweb.org/anthology/"),
               _pattern(r"[A-Z][0-9]{2}-[0-9]{4}|[0-9]{4}\.[a-z0-9]+-[a-z0-9_]+\.[0-9]+"), "https://aclanthology.org/"),
        Scheme("hdl", "Handle", ("hdl:", "https://hdl.handle.net/", "http://hdl.handle.net/"),
               _pattern(r"[0-9][0-9.]*/[!-~]+"), "https://hdl.handle.net/"),
        Scheme("isni", "ISNI", ("isni:", "https://isni.org/isni/", "http://isni.org/isni/", "http://www.isni.org/isni/",
                                "http://www.isni.org/"), _isni, "https://isni.org/isni/"),
        Scheme("viaf", "VIAF", ("viaf:", "https://viaf.org/viaf/", "http://viaf.org/viaf/"), _pattern(r"[1-9][0-9]{1,21}"),
               "https://viaf.org/viaf/"),
        Scheme("grid", "GRID", ("grid:", "https://www.grid.ac/institutes/"), _pattern(r"grid\.[0-9]+\.[0-9a-f]+"),
               "https://www.grid.ac/institutes/"),
        Scheme("scopus-author", "Scopus author", ("scopus-author:",), _pattern(r"[0-9]{8,12}"),
               "https://www.scopus.com/authid/detail.uri?authorId="),
        Scheme("researcherid", "ResearcherID", ("researcherid:", "https://www.webofscience.com/wos/author/record/"),
               _pattern(r"[A-Z]{1,3}-[0-9]{4}-[0-9]{4}"), "https://www.webofscience.com/wos/author/record/"),
    )
}  # fmt: skip

DBLP_SITE: Final = "https://dblp.org/"
"""Where dblp's own pages are, of which its records hold the paths."""
SPDX_LICENSES: Final = "https://spdx.org/licenses/"
"""Where the licences of SPDX's list are, each under its identifier."""
