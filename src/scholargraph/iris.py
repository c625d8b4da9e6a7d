"""Record key ↔ thing IRI ↔ page URL, and the slugs that keys are made of. It knows no record."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Final

from anyascii import anyascii

THING: Final = "this"
SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_SLUG: Final = 80

KEY: Final = re.compile(r"[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*")
"""What a key of a record within the site looks like."""


def slug(words: str) -> str:
    """Make a slug of at most 80 characters: transliterated, lower case, cut between words.

    Where nothing readable is left (only symbols), it is a short hash of the words.
    """
    parts = re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", anyascii(words)).lower())
    if not parts:
        return digest(words)
    kept = ""
    for part in parts:
        longer = f"{kept}-{part}" if kept else part[:MAX_SLUG]
        if len(longer) > MAX_SLUG:
            break
        kept = longer
    return kept


def digest(words: str) -> str:
    """Give a short, stable name (12 hexadecimal digits of SHA-256) for words."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def keyed_hash(secret: bytes, words: str) -> str:
    """Give the hash by which words are found again that are kept nowhere (HMAC-SHA-256, RFC 2104): 32 hexadecimal digits."""
    return hmac.new(secret, words.encode("utf-8", "surrogatepass"), "sha256").hexdigest()[:32]


class Key(str):
    """What a record is called within the site: `collection/slug`, for example `publication/a-proof-planning-framework`.

    A source, which cannot know the final key, writes `collection/~source/local-name`; reconciliation replaces it.
    """

    __slots__ = ()

    @property
    def collection(self) -> str:
        """The part before the slash: the kind of thing."""
        return self.partition("/")[0]

    @property
    def slug(self) -> str:
        """The part after the slash."""
        return self.partition("/")[2]


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs of one site. `base` is absolute and ends with a slash; it comes from the configuration alone."""

    base: str

    def document(self, key: str) -> str:
        """The address of the page about a thing."""
        return self.base + key

    def thing(self, key: str) -> str:
        """The IRI of the thing itself."""
        return f"{self.base}{key}#{THING}"

    def node(self, key: str, fragment: str) -> str:
        """The IRI of something that belongs to a record: a role, a list cell, an unidentified author."""
        return f"{self.base}{key}#{fragment}"

    def evidence_document(self, key: str) -> str:
        """The address of the document with all evidence of a record."""
        return f"{self.base}{key}/evidence"

    def graph(self, name: str) -> str:
        """The name of a named graph (`evidence`, `description`)."""
        return f"{self.base}graph/{name}"

    def key(self, iri: str) -> Key | None:
        """The key of the record that an IRI of this site belongs to, whatever its fragment; None for any other IRI."""
        if not iri.startswith(self.base):
            return None
        path = iri[len(self.base) :].partition("#")[0]
        return Key(path) if KEY.fullmatch(path) else None
