"""Damaged XML and JSON: the readers of XML formats give records whose places hold, rejections or SourceError; nothing else, soon.

`SCHOLARGRAPH_MUTANTS` says how many mutants of each sample are made; the seed is printed.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, Final

import pytest

from scholargraph.acquire import Resolver, item_of
from scholargraph.errors import SourceError
from scholargraph.model import Publication, Rejected, SourceRecord
from scholargraph.sources import Reader
from scholargraph.sources.readers import acl_anthology, datacite, dblp
from tests.growth import Pace, grows_in_proportion
from tests.sources.readers.test_acl_anthology import SMALL
from tests.sources.readers.test_datacite import JSON, XML
from tests.sources.readers.test_dblp import DUMP, PAGE

MUTANTS: Final = int(os.environ.get("SCHOLARGRAPH_MUTANTS", "150"))
SEED: Final = int(os.environ.get("SCHOLARGRAPH_SEED", "11"))
TOKENS: Final = (
    b"&uuml;", b"&nosuch;", b"&#0;", b"&", b"<", b">", b"</", b"]]>", b"<![CDATA[", b"<!--", b"-->", b'"', b"\xff", b"\x00",
    b"\xc3", b"\xef\xbf\xbf", b"<x>", b"<a:b/>", b" ", b"\n", b"0001", b"https://doi.org/", b"-", b"9" * 30, b"\xf0\x9f\x98\x80",
    b"<?x?>", b"null", b"{}", b"[]", b"\\ud800", b"1e999", b"(:unkn)",
)  # fmt: skip

FORMATS: Final = [
    pytest.param(acl_anthology.SOURCE, "a.xml", SMALL, id="acl-anthology"),
    pytest.param(dblp.SOURCE, "a.xml", DUMP, id="dblp-dump"),
    pytest.param(dblp.SOURCE, "a.xml", PAGE, id="dblp-page"),
    pytest.param(datacite.SOURCE, "a.xml", XML, id="datacite-xml"),
    pytest.param(datacite.SOURCE, "a.json", json.dumps([JSON, JSON]), id="datacite-json"),
]


def mutant(whole: bytes, draw: random.Random) -> bytes:
    """Damage a text: a byte, a stretch, a token that means something."""
    data = bytearray(whole)
    for _ in range(draw.randint(1, 4)):
        at = draw.randrange(len(data) or 1)
        end = min(len(data), at + draw.randint(1, 60))
        match draw.randrange(6):
            case 0:
                data[at:end] = b""
            case 1:
                data[at:at] = data[at:end]
            case 2:
                data[at:at] = draw.choice(TOKENS)
            case 3:
                data[at:end] = draw.choice(TOKENS)
            case 4:
                data[at : at + 1] = bytes([draw.randrange(256)])
            case _:
                data = data[:at] if draw.random() < 0.3 else data
    return bytes(data)


def checked(reader: Reader, name: str, data: bytes) -> list[Any]:
    """Read, and look at every place that is given; SourceError is an answer, too."""
    kind = "application/json" if name.endswith("json") else "application/xml"
    item = item_of(data, id=name, media_type=kind)
    found: list[Any] = []
    with suppress(SourceError):
        found.extend(reader.read(item, {}))
    with Resolver(item) as resolver:
        for one in found:
            if isinstance(one, SourceRecord):
                for evidence in (one.whole, *(a.evidence for a in one.attributions)):
                    assert resolver.resolve(evidence.locator) == evidence.quote
    return found


@pytest.mark.parametrize(("reader", "name", "sample"), FORMATS)
def test_mutants_raise_nothing_else(reader: Reader, name: str, sample: str) -> None:
    print(f"seed {SEED}, {MUTANTS} mutants")  # noqa: T201
    draw = random.Random(SEED)  # noqa: S311 - the same damage each time
    whole = sample.encode("utf-8")
    pace = Pace(lambda: checked(reader, name, whole))
    for _ in range(MUTANTS):
        data = mutant(whole, draw)
        try:
            pace.kept(partial(checked, reader, name, data), name)
        except Exception:
            print(data)  # noqa: T201
            raise


@pytest.mark.parametrize("bad", ["&nosuch;", "\x0b", "&#2;", "<x>" * 150 + "</x>" * 150])
def test_siblings_are_kept(bad: str) -> None:
    one = '<article key="journals/a/{0}"><author>Ada Quill</author><title>Title {0}{1}</title></article>'
    for place in range(0, 20, 3):
        data = f"<dblp>{''.join(one.format(n, bad if n == place else '') for n in range(20))}</dblp>"
        found = checked(dblp.SOURCE, "a.xml", data.encode())
        works = [f for f in found if isinstance(f, SourceRecord) and isinstance(f.record, Publication)]
        assert len(works) == 19
        assert len([f for f in found if isinstance(f, Rejected)]) == 1


AUTHOR: Final = "<creator><creatorName>Quill {0}, Ada</creatorName><affiliation>Place {0}</affiliation></creator>"


def _in_json(key: str, one: str) -> Callable[[int], str]:
    """Give the function that writes a work with so many values of a kind; `one` holds a `{}` for the number of each."""
    return lambda size: json.dumps({"doi": "10.5555/1", key: [{"subject": one.format(n)} for n in range(size)]})


LARGE: Final = [
    pytest.param(dblp.SOURCE, "a.xml", lambda n: f'<article key="journals/a/b">{"<author>Ada Quill</author>" * n}</article>', 8_000, id="authors"),
    pytest.param(dblp.SOURCE, "a.xml", lambda n: f'<article key="journals/a/b"><title>{"<i>x</i> $y_2$ " * n}</title></article>', 8_000, id="title"),
    pytest.param(dblp.SOURCE, "a.xml", lambda n: f'<article key="journals/a/b">{"<ee>https://example.org/x</ee>" * n}</article>', 8_000, id="editions"),
    pytest.param(datacite.SOURCE, "a.xml", lambda n: f"<resource><creators>{''.join(map(AUTHOR.format, range(n)))}</creators></resource>", 2_000, id="creators"),
    pytest.param(datacite.SOURCE, "a.json", _in_json("subjects", "s {}"), 10_000, id="subjects"),
    pytest.param(datacite.SOURCE, "a.json", _in_json("subjects", "s <i>{}</i>"), 3_000, id="markup"),
    pytest.param(datacite.SOURCE, "a.json", lambda n: f'{{"doi": "10.5555/1", "titles": {"[" * n}{"]" * n}}}', 900, id="nesting"),
    pytest.param(acl_anthology.SOURCE, "a.xml", lambda n: f"<collection id='2031.a'><volume id='1'><paper id='1'>{'<url>x y</url>' * n}</paper></volume></collection>", 8_000, id="urls"),
]  # fmt: skip


@pytest.mark.parametrize(("reader", "name", "written", "size"), LARGE)
def test_large_entries_take_time_in_proportion(
    reader: Reader, name: str, written: Callable[[int], str], size: int
) -> None:
    kind = "application/json" if name.endswith("json") else "application/xml"

    def take(many: int) -> None:
        assert list(reader.read(item_of(written(many), id=name, media_type=kind), {}))

    assert grows_in_proportion(take, size)
