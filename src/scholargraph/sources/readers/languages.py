"""Codes of languages as sources write them, as language tags (BCP 47). What is no code is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

TWO_LETTERS: Final[Mapping[str, str]] = {
    "ara": "ar", "ces": "cs", "cze": "cs", "dan": "da", "deu": "de", "ger": "de", "ell": "el", "gre": "el", "eng": "en",
    "fin": "fi", "fra": "fr", "fre": "fr", "heb": "he", "hin": "hi", "hun": "hu", "isl": "is", "ice": "is", "ita": "it",
    "jpn": "ja", "kor": "ko", "nld": "nl", "dut": "nl", "nor": "no", "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro",
    "rus": "ru", "spa": "es", "swe": "sv", "tur": "tr", "ukr": "uk", "zho": "zh", "chi": "zh",
}  # fmt: skip
"""ISO 639-2 and 639-3 codes of languages that language tags name by two letters (RFC 5646, section 2.2.1)."""
_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")


def language_tag(code: str) -> str | None:
    """Give the tag of a code; None for what is no code.

    >>> language_tag("FRA"), language_tag("pt_BR"), language_tag("French")
    ('fr', 'pt-br', None)
    """
    words = code.strip().lower().replace("_", "-")
    return TWO_LETTERS.get(words, words) if _TAG.fullmatch(words) else None
