"""Items: bytes that can be read again and again, up to a limit, with their digest."""

from __future__ import annotations

import hashlib
from io import BytesIO, RawIOBase
from typing import Any

import pytest

from scholargraph.acquire import SourceItem, TextContent, item_of
from scholargraph.errors import SourceError
from scholargraph.model import JsonPointer, TextSpan


class Failing(RawIOBase):
    """A file on a disk that breaks."""

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        raise OSError(5, "Input/output error")


def test_reading_up_to_a_limit() -> None:
    item = item_of("Grüße", id="a.txt")
    assert item.read() == item.read(7) == "Grüße".encode()
    with pytest.raises(SourceError, match="more than 6 bytes, the most that is read: split it") as caught:
        item.read(6)
    assert str(caught.value.place) == "a.txt"


def test_the_digest_is_of_the_bytes_and_made_once() -> None:
    opened: list[int] = []

    def opener() -> BytesIO:
        opened.append(1)
        return BytesIO(b"words")

    item = SourceItem("s", "a.txt", "text/plain", opener=opener)
    assert item.digest == item.digest == hashlib.sha256(b"words").hexdigest()
    assert len(opened) == 1


def test_a_file_that_breaks_while_it_is_read() -> None:
    item = SourceItem("s", "a.txt", "text/plain", opener=Failing)  # type: ignore[arg-type]
    for attempt in (item.read, lambda: item.digest, lambda: TextContent(item)):
        with pytest.raises(SourceError, match=r"a\.txt: The file cannot be read \(Input/output error\)"):
            attempt()


def test_names_within_an_item() -> None:
    assert item_of("x", id="works/a.bib", alone=True).local("knuth84") == "knuth84"
    assert item_of("x", id="works/a.bib", alone=False).local("knuth84") == "works/a.bib/knuth84"


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "empty"), (b" \n", "empty"), (b"a\0b", "binary"), (b"one\n\xff", r"a\.txt:2: .*not UTF-8")],
)
def test_what_is_no_text(data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        TextContent(item_of(data, id="a.txt"))


def test_words_of_a_text() -> None:
    content = TextContent(item_of("Grüße an alle", id="a.txt"))
    span = content.span(2, 5)
    assert (span, content.quote(span)) == (TextSpan(2, 7), "üße")
    with pytest.raises(ValueError, match="hold no words"):
        content.quote(TextSpan(3, 400))
    with pytest.raises(TypeError, match="no JsonPointer"):
        content.quote(JsonPointer("/a"))
