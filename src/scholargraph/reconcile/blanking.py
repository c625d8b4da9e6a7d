"""Names and identifiers out of answers of services: blanked where they stand, so that a list keeps its places.

An author who is cut out of a list would leave one that looks complete; what stands in the place of a name (`WITHHELD`) is read
as somebody who is not named. It knows the formats that answers come in (JSON, XML, lines of either, RDF) and opens nothing.
"""

from __future__ import annotations

import codecs
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html.entities import codepoint2name
from typing import Any, Final

from scholargraph.reconcile.fingerprints import normal
from scholargraph.reconcile.name_patterns import name_pattern

WITHHELD: Final = "Namewithheld"
"""What stands in the place of a name: letters, so that every reader takes it for one, and gives somebody that place."""
_DECLARED: Final = re.compile(
    rb"""\s{0,99}<\?xml\b[^>]{0,200}\bencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,40})["']"""
)
_GIVEN: Final = frozenset({"given", "given-names", "given_names", "given_name", "givenname", "first", "firstname"})
_ENDS_WORD: Final = re.compile(r'[\s<>"]')
_FAMILY: Final = frozenset({"family", "family-name", "family_name", "familyname", "last", "lastname"})
"""How services call the parts of a name."""


@dataclass(frozen=True, slots=True)
class Blank:
    """What is blanked of one person.

    Attributes:
        names: names in full, wherever they stand.
        identifiers: the values of identifiers.
        printed: other forms (“I. Probe”), where they stand beside a name in full or an identifier.
        in_use: the name that takes the place of names, if any.
    """

    names: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    in_use: str | None = None
    forms: frozenset[str] = field(init=False)
    pattern: re.Pattern[str] | None = field(init=False)

    def __post_init__(self) -> None:
        several = [name for name in self.names if len(name.split()) > 1]
        object.__setattr__(self, "forms", frozenset(map(normal, several)))
        text = "|".join(name_pattern(name, _letter) for name in several)
        object.__setattr__(self, "pattern", re.compile(text, re.IGNORECASE) if text else None)

    @property
    def beside(self) -> Blank:
        """What is blanked beside what was."""
        return Blank(self.printed, in_use=self.in_use)

    def words(self, text: str) -> str:
        """Give a text without the names."""
        return text if self.pattern is None else self.pattern.sub(lambda _: self.in_use or WITHHELD, text)

    def identifies(self, text: str) -> bool:
        """Whether a text holds one of the identifiers."""
        folded = text.casefold()
        return any(_holds(folded, value.casefold()) for value in self.identifiers)


def blanked(body: bytes, media_type: str, blanks: Sequence[Blank]) -> bytes:
    """Give the body of an answer without names and identifiers; the very same where it has none of them."""
    encoding = _encoding(body)
    try:
        text = body.decode(encoding)
    except (UnicodeError, LookupError):
        encoding = "latin-1"  # whatever else it is, ASCII is told in it
        text = body.decode(encoding)
    if "json" in media_type:
        changed = _json_lines(text, blanks) if "lines" in media_type or "jsonl" in media_type else _json(text, blanks)
    else:
        changed = _marked_up(text, blanks)
    if changed == text:
        return body
    return changed.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "xmlcharrefreplace")


def _encoding(body: bytes) -> str:
    """Tell the encoding of a body: UTF-8, but where a mark or a declaration of XML says otherwise (XML 1.0, appendix F)."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for sign, encoding in ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"), (b"{\0", "utf-16-le"), (b"\0{", "utf-16-be")):
        if body.startswith(sign):
            return encoding
    declared = _DECLARED.match(body)
    return "utf-8" if declared is None else declared[1].decode("ascii").lower()


def _json_lines(text: str, blanks: Sequence[Blank]) -> str:
    return "\n".join(_json(line, blanks) for line in text.split("\n"))


def _json(text: str, blanks: Sequence[Blank]) -> str:
    """Change a JSON document; one that is none is changed as words."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return _marked_up(text, blanks)
    changed = value
    for one in blanks:
        changed = _whole(changed, one)
    return text if changed == value else json.dumps(changed, ensure_ascii=False)


def _whole(value: Any, one: Blank) -> Any:
    """Change a value that is none of another's parts: a document, a member of a list."""
    changed, here = _value(value, one)
    return _value(changed, one.beside)[0] if here and one.printed and isinstance(changed, dict) else changed


def _value(value: Any, one: Blank) -> tuple[Any, bool]:
    """Change a value; tell whether it changed itself, and not a member of a list in it."""
    if isinstance(value, str):
        words = one.words(value)
        return words, words != value
    if isinstance(value, list):
        kept = [member for member in value if not (isinstance(member, str) and one.identifies(member))]
        return [_whole(member, one) for member in kept], len(kept) < len(value)
    if not isinstance(value, dict):
        return value, False
    parts = _parts(value)
    told = None not in parts and normal(f"{_text(value, parts[0])} {_text(value, parts[1])}") in one.forms
    instead = (one.in_use or "").rpartition(" ")
    found: dict[str, Any] = {}
    here = told
    for name, member in value.items():
        if told and name in parts:
            words = WITHHELD if one.in_use is None else instead[0 if name == parts[0] else 2]
            found[name] = member | {"value": words} if isinstance(member, dict) else words
        elif isinstance(member, str) and one.identifies(member):
            here = True
        else:
            found[name], changed = _value(member, one)
            here = here or changed
    return found, here


def _parts(value: dict[str, Any]) -> tuple[str | None, str | None]:
    """Give the keys at which the given and the family name stand."""
    given = next((name for name in value if name.casefold() in _GIVEN), None)
    family = next((name for name in value if name.casefold() in _FAMILY), None)
    return given, family


def _text(value: dict[str, Any], name: str | None) -> str:
    found = value.get(name or "")
    found = found.get("value") if isinstance(found, dict) else found
    return found if isinstance(found, str) else ""


def _marked_up(text: str, blanks: Iterable[Blank]) -> str:
    """Change XML, RDF or plain words: names in the text, and whole attributes and addresses with an identifier."""
    for one in blanks:
        text = one.words(text)
        for value in one.identifiers:
            held = re.escape(value)
            if re.search(rf"(?<!\w){held}(?!\w)", text, re.IGNORECASE) is None:
                continue  # the rest takes long where words are
            if one.in_use is None:
                text = re.sub(
                    rf"(<[\w:.-]+[^<>]*(?<!\w){held}(?!\w)[^<>]*(?<!/)>)[^<>]+(</)",
                    rf"\g<1>{WITHHELD}\g<2>",
                    text,
                    flags=re.IGNORECASE,
                )
            text = re.sub(rf'\s[\w:.-]+\s*=\s*"[^"<>]*(?<!\w){held}(?!\w)[^"<>]*"', "", text, flags=re.IGNORECASE)
            text = _words_with(text, re.compile(rf"(?<!\w){held}(?!\w)", re.IGNORECASE))
    return text


def _words_with(text: str, held: re.Pattern[str]) -> str:
    """Change words, as addresses are, that hold something; each is looked at once, however long it is."""
    kept, end = list[str](), 0
    for found in held.finditer(text):
        if found.start() < end:
            continue
        start = found.start()
        while start > end and not _ENDS_WORD.match(text, start - 1):
            start -= 1
        after = _ENDS_WORD.search(text, found.end())
        kept += [text[end:start], WITHHELD]
        end = len(text) if after is None else after.start()
    return "".join((*kept, text[end:]))


def _holds(text: str, value: str) -> bool:
    at = text.find(value)
    while at >= 0:
        end = at + len(value)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            return True
        at = text.find(value, at + 1)
    return False


def _letter(character: str) -> str:
    code = ord(character)
    if code < 128:
        return re.escape(character)
    named = codepoint2name.get(code)
    known = f"|&{named};" if named else ""
    apart = unicodedata.normalize("NFD", character)
    known += "" if apart == character else f"|{re.escape(apart)}"
    return rf"(?:{re.escape(character)}|&#{code};|&#x0*{code:x};{known}|\\u{code:04x})"
