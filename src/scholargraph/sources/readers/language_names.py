"""Languages that sources name in words, and their tags (ISO 639-1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LANGUAGES: Final[Mapping[str, str]] = {
    "arabic": "ar", "chinese": "zh", "czech": "cs", "danish": "da", "deutsch": "de", "dutch": "nl", "english": "en",
    "español": "es", "finnish": "fi", "français": "fr", "french": "fr", "german": "de", "greek": "el", "hebrew": "he",
    "hungarian": "hu", "italian": "it", "italiano": "it", "japanese": "ja", "korean": "ko", "nederlands": "nl",
    "norwegian": "no", "persian": "fa", "polish": "pl", "português": "pt", "portuguese": "pt", "russian": "ru",
    "spanish": "es", "swedish": "sv", "turkish": "tr", "ukrainian": "uk",
}  # fmt: skip
"""Names in small letters, in English and in the languages themselves."""
