"""Answers of other servers: what is a web page is told in time that grows with its size, whatever it holds."""

from __future__ import annotations

import pytest

from scholargraph.http_answers import is_page


@pytest.mark.parametrize(
    ("body", "media_type", "says"),
    [
        (b"<!-- a --><!-- b -->\n<!DOCTYPE html>", "text/xml", True),
        (b'<?xml version="1.0"?> <!-- > --> <html>', "text/xml", True),
        (b"\xef\xbb\xbf <HTML>", "application/json", True),
        (b"<!-- a --><p>Gone", "text/html", True),
        (b"<!-- a --><p>Gone", "text/xml", False),
        (b"<!-- <html> --><OAI-PMH/>", "text/xml", False),
        (b"<!-- never ends <html>", "text/xml", False),
    ],
)
def test_a_page_is_told_by_its_first_words(body: bytes, media_type: str, *, says: bool) -> None:
    assert is_page(body, media_type) is says


@pytest.mark.parametrize("body", [b"<!---->" * 580 + b"x", b"<!---->" * 580 + b"<!-- ", b" " * 4000 + b"<!--" * 20])
def test_no_body_keeps_whoever_asked_busy(body: bytes) -> None:
    assert not is_page(body, "text/html")  # with comments that can be parted in many ways this would never end
