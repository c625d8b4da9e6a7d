"""The encoding that a text tells, and lines and columns in it."""

from __future__ import annotations

import pytest

from scholargraph.acquire import LineIndex, Resolver, TextContent, item_of
from scholargraph.acquire.encodings import told
from scholargraph.acquire.text_stream import TextStream
from scholargraph.errors import SourceError
from scholargraph.model import Position, TextSpan

WORDS = "@misc{a, title={Größe – 𝒳}}\n\n@misc{b, title={Ünder}}\n"


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        (b"% Encoding: UTF-8\n", "utf-8"),
        (b"% Encoding: UTF8\n", "utf-8"),
        (b"% Encoding: ISO8859_1\n", "iso8859-1"),
        (b"\n% Encoding: ISO-8859-15\r\n", "iso8859-15"),
        (b"% Encoding: windows-1252\r", "cp1252"),
        (b"% This file was created with JabRef 2.9.\n% Encoding: Cp1252\n", "cp1252"),
        (b"This file was created with JabRef 2.1.\nEncoding: ISO8859_2\n", "iso8859-2"),
        (b"% Encoding: x-MacRoman\n", "mac-roman"),
        (b"% Encoding: SJIS\n", "shift_jis"),
        (b"%% Created for A at 2010\n\n%% Saved with string encoding Western (ISO Latin 1) \n", "iso8859-1"),
        (b"%% Saved with string encoding Unicode (UTF-8) \n", "utf-8"),
        (b"% -*- mode: bibtex; coding: latin-1 -*-\n", "iso8859-1"),
        (b"% !TeX encoding = koi8-r\n", "koi8-r"),
        (b"@misc{a, note={\n% Encoding: ISO8859_1\n}}", "utf-8"),
        (b"% nothing\n@misc{a}\n% Encoding: ISO8859_1\n", "utf-8"),
        (b"A page\n% Encoding: ISO8859_1\n", "utf-8"),
        (b"\xef\xbb\xbf% Encoding: ISO8859_1\n", "utf-8"),
        (b"\xff\xfea\0", "utf-16-le"),
        (b"\xfe\xff\0a", "utf-16-be"),
        (b"\xff\xfe\0\0a\0\0\0", "utf-32-le"),
        (b"", "utf-8"),
    ],
)
def test_what_is_told(head: bytes, codec: str) -> None:
    assert told(head).codec == codec
    assert told(head).known


@pytest.mark.parametrize(
    "name", [b"klingon", b"rot13", b"zip", b"idna", b"UTF-16", b"unicode_escape", b"../x", b"utf-7"]
)
def test_what_nobody_can_read(name: bytes) -> None:
    encoding = told(b"% Encoding: " + name + b"\n")
    assert (encoding.known, encoding.declared) == (False, name.decode())
    with pytest.raises(SourceError, match="which cannot be read"):
        TextStream(item_of(b"% Encoding: " + name + b"\n"))


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "gb18030"])
def test_places_in_any_encoding(codec: str) -> None:
    words = WORDS if codec != "cp1252" else WORDS.replace("𝒳", "X")
    named = f"% Encoding: {codec}\n{words}" if codec in {"cp1252", "gb18030"} else words
    item = item_of(named.encode(codec), id="a.bib")
    with TextStream(item) as stream, Resolver(item) as resolver:
        while stream.more():
            pass
        assert stream.text == named
        for quote in ("Größe", "– ", "@misc{b", "Ünder"):
            start = named.index(quote)
            span = TextSpan(stream.byte(start), stream.byte(start + len(quote)))
            assert resolver.resolve(span) == quote
        at = named.index("Ünder")
        line = named.count("\n", 0, at)
        found = resolver.position(TextSpan(stream.byte(at), stream.byte(at + 1)))
        assert found == Position(line + 1, at - named.rindex("\n", 0, at))


def test_carriage_returns_alone_end_lines() -> None:
    data = "one\rzwö\rthree".encode()
    index = LineIndex(data, encoding=told(data))
    assert index.position(data.index(b"three")) == Position(3, 1)
    assert index.position(data.index(b"w")) == Position(2, 2)
    mixed = b"one\r\ntwo\rx"
    assert LineIndex(mixed, encoding=told(mixed)).position(9) == Position(2, 5)


def test_bytes_that_are_no_text_are_told_apart_and_the_rest_is_read() -> None:
    for data in (b"a \xff b", "a ".encode("utf-16") + b"\x00\xd8" + " b".encode("utf-16-le")):
        with TextStream(item_of(data)) as stream:
            while stream.more():
                pass
            assert stream.text[:2] + stream.text[3:] == "a  b"
            assert not stream.text[2].isprintable()
            assert stream.byte(len(stream.text)) == len(data)


def test_half_a_unit_at_the_end_is_no_text() -> None:
    with TextStream(item_of("ab".encode("utf-16") + b"\x61")) as stream:
        while stream.more():
            pass
        assert stream.text == "ab"


def test_places_stay_right_when_the_window_moves() -> None:
    words = "ä€𝒳x" * 50_000
    with TextStream(item_of(words)) as stream:
        while stream.more():
            if len(stream.text) > 9000:
                stream.drop(9000)
        offset = stream.byte(len(stream.text))
        assert offset == len(words.encode())


def test_other_readers_refuse_what_says_that_it_is_not_utf_8() -> None:
    with pytest.raises(SourceError, match="written in ISO8859_1: save it as UTF-8"):
        TextContent(item_of(b"% Encoding: ISO8859_1\n\nA page\n"))
    assert TextContent(item_of(b"% Encoding: UTF-8\n\nA page\n")).text.endswith("A page\n")
