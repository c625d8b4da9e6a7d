"""Bases that hold for every client and proxy, and IRIs as the URIs that header fields need."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final
from urllib.parse import unquote, urlsplit

import pyoxigraph
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scholargraph.web_addresses import ascii_host, ascii_uri, checked_base

SOUND: Final = (
    "http://127.0.0.1:8000/",
    "http://[2001:db8::1]:8000/",
    "https://example.org/people/",
    "https://example.org/~ada/a;b=c/@home/a:b/(x)/'y'/",
    "https://example.org/caf%C3%A9/a%20b/50%25/",
    "https://example.org/café/人/",
    "https://bücher.example/",
    "https://xn--bcher-kva.example/",
    "https://例え.テスト/é/",
    "https://straße.example/",
    "http://my_host/",
    "http://example.org./",
    "http://example.org:80/",
    "http://example.org/.../..a/",
)
REFUSED: Final = (
    ("", "in full"),
    ("people", "in full"),
    ("//example.org/", "in full"),
    ("ftp://example.org/", "in full"),
    ("http://", "in full"),
    ("http:///people/", "in full"),
    ("http://:8000/", "in full"),
    ("http://example.org/a b/", "in full"),
    ("http://example.org/a\\b/", "in full"),
    ("http://example.org/{a}/", "in full"),
    ("http://example.org/\x00/", "in full"),
    ("http://[::1/", "host cannot be read"),
    ("http://[v1.x]/", "IPv6"),
    ("http://[fe80::1%25eth0]/", "IPv6"),
    ("http://exa%6Dple.org/", "host name"),
    ("http://a..b/", "host name"),
    ("http://-a.example/", "host name"),
    ("http://a$b/", "host name"),
    (f"http://{'a' * 64}.example/", "host name"),
    ("http://bücher。example/", "host name"),
    ("http://ｂücher.example/", "host name"),
    ("http://b\u200dücher.example/", "host name"),
    ("http://b\u202eücher.example/", "host name"),
    ("http://example.org:/", "a port"),
    ("http://example.org:0/", "a port"),
    ("http://example.org:65536/", "a port"),
    ("http://example.org:http/", "a port"),
    ("http://@example.org/", "the user"),
    ("http://ada:secret@example.org/", "the user"),
    ("http://example.org/?", "leave out ? and #"),
    ("http://example.org/#", "leave out ? and #"),
    ("http://example.org/?q=1#x", "leave out ? and #"),
    ("http://example.org/a%", "hexadecimal"),
    ("http://example.org/a%2/", "hexadecimal"),
    ("http://example.org/a%zz/", "hexadecimal"),
    ("http://example.org/%%41/", "hexadecimal"),
    ("http://example.org/%C3/", "UTF-8"),
    ("http://example.org/%ED%A0%80/", "UTF-8"),
    ("http://example.org/a/../b/", "clients take away"),
    ("http://example.org/a/..", "clients take away"),
    ("http://example.org/./", "clients take away"),
    ("http://example.org/%2e%2E/", "clients take away"),
    ("http://example.org/.%2e/", "clients take away"),
    ("http://example.org//", "proxies take away"),
    ("http://example.org//evil.test/", "proxies take away"),
    ("http://example.org/a//b/", "proxies take away"),
    ("http://example.org/a%2Fb/", "slashes"),
    ("http://example.org/a%5Cb/", "slashes"),
    ("http://example.org/%0D%0Aa/", "controls"),
    ("http://example.org/a\u200bb/", "controls"),
    ("http://example.org/\u202ea/", "controls"),
    ("http://example.org/[a]/", "percent-encode"),
)


@pytest.mark.parametrize("base", SOUND)
def test_a_sound_base_is_taken_as_it_is_written(base: str) -> None:
    assert checked_base(base) == base
    assert checked_base(base.removesuffix("/")) == base


@pytest.mark.parametrize(("base", "words"), REFUSED)
def test_any_other_base_is_refused_with_the_remedy(base: str, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        checked_base(base)


@given(
    st.sampled_from(["http", "https", "HTTP", "ftp"]),
    st.sampled_from(["example.org", "bücher.example"]) | st.text(max_size=12),
    st.lists(st.text(st.characters() | st.sampled_from("%./2eF"), max_size=8), max_size=4),
)
@example("http", "example.org", ["%41", ""])
def test_a_base_is_refused_or_makes_addresses_that_everybody_reads_alike(
    scheme: str, host: str, path: list[str]
) -> None:
    base = ""
    with suppress(ValueError):
        base = checked_base(f"{scheme}://{host}/{'/'.join(path)}")
    if not base:
        return
    uri = ascii_uri(base)
    assert pyoxigraph.NamedNode(f"{base}person/ada#this").value == f"{base}person/ada#this"
    assert uri.isascii()
    assert ascii_uri(uri) == uri
    assert unquote(urlsplit(uri).path) == unquote(urlsplit(base).path)
    assert not urlsplit(uri).path.startswith("//")
    assert not urlsplit(base).query + urlsplit(base).fragment


@pytest.mark.parametrize(
    ("name", "looked_up"),
    [
        ("example.org", "example.org"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("bu\u0308cher.example", "xn--bcher-kva.example"),
        ("straße.example", "xn--strae-oqa.example"),
        ("例え.テスト", "xn--r8jz45g.xn--zckzah"),
        ("пример.испытание", "xn--e1afmkfd.xn--80akhbyknj4f"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
    ],
)
def test_a_host_is_named_as_it_is_looked_up(name: str, looked_up: str) -> None:
    assert ascii_host(name) == looked_up
    assert ascii_uri(f"https://{name}:8000/é?ä#ö") == f"https://{looked_up}:8000/%C3%A9?%C3%A4#%C3%B6"


@pytest.mark.parametrize(
    ("address", "uri"),
    [
        ("https://user@bücher.example/x", "https://user@xn--bcher-kva.example/x"),
        ("/é/person", "/%C3%A9/person"),
        ("https://example.org/a%20b%C3%A9/[x]", "https://example.org/a%20b%C3%A9/[x]"),
        ("http://[é/", "http://[%C3%A9/"),
        ("mailto:é@example.org", "mailto:%C3%A9@example.org"),
        ("https://example.org/\ud800", "https://example.org/?"),
    ],
)
def test_an_iri_is_a_uri_in_header_fields(address: str, uri: str) -> None:
    assert ascii_uri(address) == uri
