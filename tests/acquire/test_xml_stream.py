"""The XML stream: entries one at a time, faults that cost one entry only, limits, encodings, paths that resolve."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Iterable
from io import BufferedReader, RawIOBase
from typing import Any

import pytest

from scholargraph.acquire import SourceItem
from scholargraph.acquire.documents import XmlDocument
from scholargraph.acquire.items import item_of
from scholargraph.acquire.xml_parser import XmlLimits
from scholargraph.acquire.xml_stream import (
    Element,
    Select,
    XmlFault,
    children_of_root,
    entries,
    named,
    root_only,
)
from scholargraph.errors import SourceError
from scholargraph.model import XPath


def read(data: bytes | str, select: Select = children_of_root, **limits: int) -> list[Element | XmlFault]:
    return list(entries(item_of(data, id="a.xml"), select, XmlLimits(**limits)))


def texts(found: Iterable[Element | XmlFault]) -> list[str | None]:
    """What each entry says; None for a fault."""
    return [one.whole_text() if isinstance(one, Element) else None for one in found]


def faults(found: Iterable[Element | XmlFault]) -> list[XmlFault]:
    return [one for one in found if isinstance(one, XmlFault)]


def every(element: Element) -> Iterable[Element]:
    yield element
    for child in element.children:
        yield from every(child)


MIXED = """<?xml version="1.0" standalone="yes"?>
<r xmlns="urn:a" xmlns:x="urn:x" id="0"> <p n="1">One <i>two</i> three<sub>4</sub>.</p>
  <q x:n="2" n="3">&amp;<![CDATA[<&uuml;>]]><!-- no --> <é>6</é><p/></q><p>&uuml;<s><s>7</s></s></p></r>"""


@pytest.mark.parametrize("select", [children_of_root, root_only, named("s", "é"), named("p"), lambda *_: True])
def test_places_hold_what_the_entries_say(select: Select) -> None:
    document = XmlDocument(MIXED.encode())
    found = read(MIXED, select)
    assert found
    assert not faults(found)
    for entry in found:
        assert isinstance(entry, Element)
        for element in every(entry):
            assert document.quote(element.at) == element.whole_text()
            assert document.quote(element.at_own) == element.own_text()
            for name, value in element.attributes.items():
                assert document.quote(element.at_attribute(name)) == value


def test_paths_count_siblings_of_a_name() -> None:
    found = read("<r><a/><b/><a/><c><a/><a/></c><a/></r>", named("a"))
    assert [one.path for one in found] == [
        "/r[1]/a[1]",
        "/r[1]/a[2]",
        "/r[1]/c[1]/a[1]",
        "/r[1]/c[1]/a[2]",
        "/r[1]/a[3]",
    ]


def test_an_entry_knows_what_it_stands_in() -> None:
    (entry,) = read('<r k="1"><v id="2"><e>x</e></v></r>', named("e"))
    assert isinstance(entry, Element)
    assert entry.parent is not None
    assert entry.parent.parent is not None
    assert (entry.parent.get("id"), entry.parent.parent.get("k"), entry.parent.children) == ("2", "1", [])


def test_mixed_content_is_read_as_markup() -> None:
    (entry,) = read("<r><t>On <i>E. coli</i> &lt; <x>H</x><sub>2</sub>O</t></r>")
    assert isinstance(entry, Element)
    tags = {"i": ("<i>", "</i>"), "sub": ("<sub>", "</sub>")}
    assert entry.marked(lambda one: tags.get(one.tag, ("", ""))) == "On <i>E. coli</i> &lt; H<sub>2</sub>O"
    assert entry.whole_text() == "On E. coli < H2O"


# ----------------------------------------------------------------------------------------------------------------- faults


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (b"<e>\xff</e>", "byte or a character"),
        (b"<e>caf\xe9</e>", "byte or a character"),
        (b"<e>\x0b</e>", "byte or a character"),
        (b"<e>\x00</e>", "byte or a character"),
        (b"<e>&#2;</e>", "byte or a character"),
        (b"<e>&#x1F;</e>", "byte or a character"),
        (b"<e>&#0;</e>", "byte or a character"),
        (b"<e>&#xFFFE;</e>", "byte or a character"),
        (b"<e>&#xD800;</e>", "byte or a character"),
        (b"<e>\xef\xbf\xbe</e>", "byte or a character"),
        (b'<e a="\x01"/>', "byte or a character"),
        (b"<e>&nosuch;</e>", "&nosuch;"),
        (b'<e a="&nosuch;"/>', "&nosuch;"),
        (b"<e><f a='x>&nosuch;'/></e>", "&nosuch;"),
        (b"<e>" + b"<a>" * 200 + b"</a>" * 200 + b"</e>", "nested"),
        (b"<e " + b" ".join(b'a%d="1"' % n for n in range(150)) + b"/>", "attributes"),
        (b"<e>" + b"x" * 16_000 + b"</e>", "characters"),
        (b"<e>" + b"<a/>" * 200 + b"</e>", "characters"),
    ],
)
def test_a_fault_costs_its_entry_only(wrong: bytes, says: str) -> None:
    data = b"<r><e>one</e>\n<e>two &eacute;</e>" + wrong + b"<e>three</e></r>"
    found = read(data, entry=15_000)
    assert texts(found) == ["one", "two é", None, "three"]
    (fault,) = faults(found)
    assert says in fault.reason
    assert fault.path == "/r[1]/e[3]"
    assert fault.line == 2
    assert not fault.ends
    document = XmlDocument(data)
    assert document.quote(XPath("/r[1]/e[4]")) == "three"


@pytest.mark.parametrize(
    "rest",
    ["<e>thr", "<e>three</e></s>", "<e a=1/>", "<e><x:y/></e></r>", "<e>&#x;</e>", "<e", "", "<e>three</e></r>x"],
)
def test_what_breaks_off_is_given_up_to_there(rest: str) -> None:
    found = read(f"<r><e>one</e>\n<e>two</e>{rest}")
    assert texts(found)[:2] == ["one", "two"]
    assert [fault.ends for fault in faults(found)] == [True]
    assert found[-1] == faults(found)[0]
    assert faults(found)[0].line == 2


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("", "not XML"),
        ("   ", "not XML"),
        (b"\0" * 500, "not XML"),
        (bytes(range(256)), "not XML"),
        ("plain words", "not XML"),
        ('{"a": 1}', "not XML"),
        ('<?xml version="1.0" encoding="no-such"?><a/>', "unknown encoding"),
        ('<?xml version="1.0" encoding="unicode_escape"?><a/>', "unknown encoding"),
        ('<?xml version="1.0" encoding="utf-7"?><a/>', "unknown encoding"),
        ('<?xml version="1.0" encoding="base64"?><a/>', "unknown encoding"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>', "its bytes are UTF-8"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "declares entities"),
        ('<!DOCTYPE a SYSTEM "x.dtd" [<!ENTITY b "c">]><a>&b;</a>', "declares entities"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "declares entities"),
        ('<!DOCTYPE a [<!ENTITY % b SYSTEM "http://localhost/"> %b;]><a/>', "declares entities"),
        ('<!DOCTYPE a [<!ENTITY uuml "c">]><a>&uuml;</a>', "declares entities"),
    ],
)
def test_what_is_refused(data: bytes | str, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        read(data)


def test_names_and_nesting_are_bounded() -> None:
    assert faults(read("<r>" + "".join(f"<n{n}/>" for n in range(200)) + "</r>", names=100))[0].ends
    assert faults(read("<r>" + "<a>" * 5_000, nesting=1_000))[0].ends
    assert faults(read("<r><!--" + "x" * 400_000 + "--></r>", token=100_000))[0].ends
    assert faults(read("<r><a b='" + "x" * 400_000 + "'/></r>", token=100_000))[0].ends


# -------------------------------------------------------------------------------------------------------------- encodings

WORDS = "Erdős – Müller"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "iso8859-2", "gb18030", "koi8-r"]
)
def test_encodings_that_are_declared(encoding: str) -> None:
    words = (
        WORDS
        if encoding.startswith("utf") or encoding == "gb18030"
        else {"iso8859-2": "Erdős", "koi8-r": "Ляпунов"}[encoding]
    )
    declared = encoding.replace("-sig", "").removesuffix("-le").removesuffix("-be")
    data = f'<?xml version="1.0" encoding="{declared}"?><r><e a="{words}">{words}</e></r>'.encode(encoding)
    found = read(data)
    assert texts(found) == [words]
    assert XmlDocument(data).quote(XPath("/r[1]/e[1]/@a")) == words


def test_a_byte_that_a_declared_encoding_does_not_have_costs_its_entry() -> None:
    data = b'<?xml version="1.0" encoding="us-ascii"?><r><e>one</e><e>M\xfcller</e><e>three</e></r>'
    assert texts(read(data)) == ["one", None, "three"]


def test_latin_1_is_read_as_declared() -> None:
    data = '<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE r SYSTEM "r.dtd"><r><e>Müller &Eacute;</e></r>'
    assert texts(read(data.encode("latin-1"))) == ["Müller É"]


def test_references_across_the_pieces_that_are_read() -> None:
    """Whatever stands at the end of a piece is read as elsewhere."""
    for shift in range(0, 40, 3):
        data = "<r><e>" + "x" * (65_536 - 30 + shift) + "&uuml;&#252;&nosuch;</e><e a='&auml;&bad;'/><e>é&ouml;</e></r>"
        assert texts(read(data)) == [None, None, "éö"]


# ----------------------------------------------------------------------------------------------------------------- memory


class _Made(RawIOBase):
    """A document that is made as it is read."""

    def __init__(self, one: bytes, times: int) -> None:
        super().__init__()
        self._one, self._left, self._rest = one * 1_000, times // 1_000, b"<r>"

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        while len(self._rest) < len(into) and self._left >= 0:
            self._rest += self._one if self._left else b"</r>"
            self._left -= 1
        given, self._rest = self._rest[: len(into)], self._rest[len(into) :]
        into[: len(given)] = given
        return len(given)


@pytest.mark.parametrize("one", [b"<e a='1'>G&ouml;del<b>x</b></e>", b"<!-- a comment -->", b"text that is in none "])
def test_memory_does_not_grow(one: bytes) -> None:
    def peak(times: int) -> int:
        item = SourceItem("s", "a.xml", "application/xml", opener=lambda: BufferedReader(_Made(one, times), 1 << 16))
        for _ in entries(item, children_of_root):
            break
        tracemalloc.start()
        try:
            for _ in entries(item, children_of_root):
                pass
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(32_000) <= 1.2 * peak(4_000) + 100_000


def test_deep_nesting_takes_no_long_paths() -> None:
    data = "<r>" + "<a>" * 50_000 + "</a>" * 50_000 + "<e>one</e></r>"
    assert texts(read(data, named("e"))) == ["one"]
    assert texts(read(data)) == [None, "one"]


def test_damage_raises_nothing_else() -> None:
    draw = random.Random(11)  # noqa: S311 - the same damage each time
    whole = MIXED.encode()
    for _ in range(2_000):
        spoilt = bytearray(whole)
        for _ in range(draw.randrange(1, 4)):
            spoilt[draw.randrange(len(spoilt))] = draw.randrange(256)
        data = bytes(spoilt[: draw.randrange(len(spoilt))] if draw.random() < 0.3 else spoilt)
        document = XmlDocument(data)
        try:
            found = read(data, named("p", "q"))
        except SourceError:
            continue
        for entry in found:
            if isinstance(entry, Element):
                for element in every(entry):
                    assert document.quote(element.at) == element.whole_text()
