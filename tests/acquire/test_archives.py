"""Gzip and zip files: unpacked as streams, and whatever is wrong with one is named, while its siblings are read."""

from __future__ import annotations

import gzip
import io
import random
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from scholargraph.acquire import SourceItem, archives
from scholargraph.errors import SourceError
from scholargraph.model import Rejected
from tests.acquire.archives import MIB, encrypted, gzip_bomb, linked, renamed, zipped
from tests.acquire.test_files import listed, texts

NOISE = random.Random(1).randbytes(16 * MIB)  # noqa: S311 - it only must not pack well
GOOD = {"b.bib": b"bb", "a.bib": b"aa"}


def only(site: Path, path: str) -> SourceItem:
    (item,) = listed(site, path)
    assert isinstance(item, SourceItem)
    return item


def reasons(site: Path, path: str) -> dict[str, str]:
    return {str(one.item): one.reason for one in listed(site, path) if isinstance(one, Rejected)}


def drain(item: SourceItem) -> int:
    """Read an item to its end, as a reader that streams does."""
    with item.open() as opened:
        return sum(len(chunk) for chunk in iter(lambda: opened.read(MIB), b""))


# ------------------------------------------------------------------------------------------------------------------ gzip


def test_a_gzip_file_is_one_item_of_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "a.bib.gz").write_bytes(gzip.compress("ä".encode() * 1000))
    item = only(tmp_path, "a.bib.gz")
    assert (item.id, item.media_type, item.alone) == ("a.bib.gz", "application/x-bibtex", True)
    assert item.read() == item.read() == "ä".encode() * 1000


def test_gzip_files_in_a_folder_beside_others(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / "w/a.bib.GZ").write_bytes(gzip.compress(b"one") + gzip.compress(b"two"))
    (tmp_path / "w/b.bib").write_bytes(b"plain")
    assert texts(tmp_path, "w") == {"w/a.bib.GZ": "onetwo", "w/b.bib": "plain"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no gzip at all",
        gzip.compress(b"word " * 9_000)[:40],
        gzip.compress(b"word " * 9_000)[:-4],
        gzip.compress(b"word " * 9_000)[:-8] + b"\0\0\0\0\0\0\0\0",
        gzip.compress(b"word " * 9_000) + b"garbage",
        b"\x1f\x8b\x08\x00" + b"\xff" * 60,
    ],
    ids=["empty", "text", "cut", "without its end", "wrong sum", "garbage after it", "no deflate"],
)
def test_a_broken_gzip_file_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.bib.gz").write_bytes(data)
    item = only(tmp_path, "a.bib.gz")
    if not data:  # nothing, packed as nothing
        assert item.read() == b""
        return
    for attempt in (item.read, lambda: drain(item), lambda: item.digest):
        with pytest.raises(SourceError, match="The archive is broken") as caught:
            attempt()
        assert str(caught.value.place) == "a.bib.gz"


def test_a_gzip_bomb_is_stopped_while_it_unpacks(tmp_path: Path) -> None:
    gzip_bomb(tmp_path / "bomb.bib.gz", 12 * MIB)
    item = only(tmp_path, "bomb.bib.gz")
    for attempt in (lambda: drain(item), lambda: item.digest):
        with pytest.raises(SourceError, match="more than 200 times its size"):
            attempt()


def test_what_unpacks_to_too_much_is_stopped_whatever_its_ratio(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_UNPACKED_BYTES", 1000)
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(bytes(range(256)) * 4, compresslevel=1))
    with pytest.raises(SourceError, match="unpacks to more than"):
        drain(only(tmp_path, "a.txt.gz"))


def test_unpacking_needs_no_memory_for_the_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(NOISE, compresslevel=1))
    item = only(tmp_path, "a.txt.gz")
    tracemalloc.start()
    try:
        size = drain(item)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert size == len(NOISE)
    assert peak < len(NOISE) // 2


# ------------------------------------------------------------------------------------------------------------------- zip


def test_a_zip_file_is_an_item_for_each_member(tmp_path: Path) -> None:
    (tmp_path / "works.zip").write_bytes(
        zipped({**GOOD, "in/c.json": b"{}", ".hidden": b"x", "__MACOSX/._a.bib": b"x", "./d.bib": b"d"})
    )
    found = [one for one in listed(tmp_path, "works.zip") if isinstance(one, SourceItem)]
    assert [(one.id, one.media_type, one.alone) for one in found] == [
        ("works.zip/d.bib", "application/x-bibtex", False),
        ("works.zip/a.bib", "application/x-bibtex", False),
        ("works.zip/b.bib", "application/x-bibtex", False),
        ("works.zip/in/c.json", "application/json", False),
    ]
    assert [one.read() for one in found] == [b"d", b"aa", b"bb", b"{}"]
    assert found[1].read() == b"aa"


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_of_every_method(tmp_path: Path, method: int) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", method) as opened:
        opened.writestr("a.txt", b"word " * 5_000)
    assert only(tmp_path, "a.zip").read() == b"word " * 5_000


def test_a_zip_file_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / "w/x.ZIP").write_bytes(zipped(GOOD))
    (tmp_path / "w/y.bib").write_bytes(b"y")
    assert texts(tmp_path, "w") == {"w/x.ZIP/a.bib": "aa", "w/x.ZIP/b.bib": "bb", "w/y.bib": "y"}


def test_a_gzip_file_in_a_zip_file(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.bib.gz": gzip.compress(b"inner")}))
    item = only(tmp_path, "a.zip")
    assert (item.id, item.media_type, item.read()) == ("a.zip/a.bib.gz", "application/x-bibtex", b"inner")


def test_a_large_member_of_a_large_archive_streams(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED, allowZip64=True) as opened,
        opened.open("a.txt", "w", force_zip64=True) as member,
    ):
        member.write(NOISE)
    item = only(tmp_path, "a.zip")
    tracemalloc.start()
    try:
        size = drain(item)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert size == len(NOISE)
    assert peak < len(NOISE) // 2


@pytest.mark.parametrize(
    ("data", "member", "words"),
    [
        (zipped({**GOOD, "../up.bib": b"x"}), "../up.bib", "leads out of the archive"),
        (zipped({**GOOD, "in/../../up.bib": b"x"}), "in/../../up.bib", "leads out of the archive"),
        (zipped({**GOOD, "..\\up.bib": b"x"}), "..\\up.bib", "leads out of the archive"),
        (zipped({**GOOD, "/etc/passwd": b"x"}), "/etc/passwd", "leads out of the archive"),
        (zipped({**GOOD, "\\\\server\\a": b"x"}), "\\\\server\\a", "leads out of the archive"),
        (zipped({**GOOD, "C:\\a.bib": b"x"}), "C:\\a.bib", "leads out of the archive"),
        (renamed(zipped({**GOOD, "nul!.bib": b"x"}), b"nul!", b"nul\0"), "nul\\x00.bib", "control characters"),
        (zipped({**GOOD, "line\nend.bib": b"x"}), "line\\nend.bib", "control characters"),
        (linked("link.bib", "/etc/passwd", **GOOD), "link.bib", "a link or a device"),
        (zipped({**GOOD, "inner.zip": zipped(GOOD)}), "inner.zip", "An archive within an archive"),
        (zipped({**GOOD, "bomb.bib": bytes(12 * MIB)}), "bomb.bib", "more than 200 times its size"),
        (renamed(zipped({**GOOD, "c.bib": b"x"}), b"c.bib", b"b.bib"), "b.bib", "two members of this name"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_member_that_is_not_read_is_named_and_its_siblings_are_read(
    tmp_path: Path, data: bytes, member: str, words: str
) -> None:
    (tmp_path / "works.zip").write_bytes(data)
    found = reasons(tmp_path, "works.zip")
    assert list(found) == [f"works.zip/{member}"]
    assert words in found[f"works.zip/{member}"]
    read = [(one.id, one.read()) for one in listed(tmp_path, "works.zip") if isinstance(one, SourceItem)]
    assert read == [("works.zip/a.bib", b"aa"), ("works.zip/b.bib", b"bb")]


def test_an_encrypted_member_is_named(tmp_path: Path) -> None:
    (tmp_path / "works.zip").write_bytes(encrypted(zipped({"a.bib": b"x"})))
    assert reasons(tmp_path, "works.zip") == {
        "works.zip/a.bib": "The member is encrypted: pack it again without a password."
    }


def test_members_that_share_their_bytes_are_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "UNSUSPICIOUS_BYTES", 1000)
    (tmp_path / "works.zip").write_bytes(zipped({"a.bib": bytes(range(256)) + bytes(20_000)}))
    data = bytearray((tmp_path / "works.zip").read_bytes())
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry = bytes(data[start:end])
    many = entry * 200
    tail = bytearray(data[end:])
    struct.pack_into("<HHL", tail, 8, 200, 200, len(many))
    (tmp_path / "works.zip").write_bytes(bytes(data[:start]) + many + bytes(tail))
    with pytest.raises(SourceError, match="more than 200 times its size"):
        listed(tmp_path, "works.zip")


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.replace(b"bbbbbbbb", b"bbbbXbbb"),
        lambda data: data.replace(b"PK\x03\x04", b"PK\x03\x05", 1),
        lambda data: b"\xff" * 30 + data[30:],
    ],
    ids=["wrong sum", "no member", "overwritten"],
)
def test_a_broken_member_is_named_when_it_is_opened(tmp_path: Path, damage: object) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as opened:
        opened.writestr("a.bib", b"b" * 100)
        opened.writestr("c.bib", b"fine")
    (tmp_path / "works.zip").write_bytes(damage(file.getvalue()))  # type: ignore[operator]
    broken, good = (one for one in listed(tmp_path, "works.zip") if isinstance(one, SourceItem))
    for attempt in (broken.read, lambda: drain(broken), lambda: broken.digest):
        with pytest.raises(SourceError, match="The archive is broken") as caught:
            attempt()
        assert str(caught.value.place) == "works.zip/a.bib"
    assert good.read() == b"fine"


@pytest.mark.parametrize("data", [b"", b"no zip", zipped(GOOD)[:-30], zipped(GOOD)[:40], b"PK\x05\x06" + b"\xff" * 18])
def test_a_zip_file_that_cannot_be_read(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "works.zip").write_bytes(data)
    with pytest.raises(SourceError, match="The archive"):
        listed(tmp_path, "works.zip")
    (tmp_path / "w").mkdir()
    (tmp_path / "works.zip").rename(tmp_path / "w/works.zip")
    (tmp_path / "w/z.bib").write_text("z", encoding="utf-8")
    found = texts(tmp_path, "w")
    assert found.pop("w/works.zip").startswith("The archive")
    assert found == {"w/z.bib": "z"}


def test_any_byte_of_a_zip_file_may_be_wrong(tmp_path: Path) -> None:
    data = zipped({"a.bib": b"words " * 20, "b.bib": b"more"})
    for place in range(len(data)):
        for value in (0x00, 0xFF, data[place] ^ 0x20):
            spoilt = data[:place] + bytes([value]) + data[place + 1 :]
            (tmp_path / "works.zip").write_bytes(spoilt)
            try:
                for one in listed(tmp_path, "works.zip"):
                    if isinstance(one, SourceItem):
                        drain(one)
            except SourceError as error:
                assert "\n" not in str(error)  # noqa: PT017 - any other error fails the test


def test_an_archive_without_files(tmp_path: Path) -> None:
    (tmp_path / "works.zip").write_bytes(zipped({"folder/": b"", ".hidden": b"x"}))
    with pytest.raises(SourceError, match="holds no file"):
        listed(tmp_path, "works.zip")


def test_an_archive_of_too_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 1)
    (tmp_path / "works.zip").write_bytes(zipped(GOOD))
    with pytest.raises(SourceError, match="more than 1 members"):
        listed(tmp_path, "works.zip")


def test_an_archive_whose_directory_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_MAX_DIRECTORY_BYTES", 60)
    (tmp_path / "works.zip").write_bytes(zipped(GOOD))
    with pytest.raises(SourceError, match="directory is too large"):
        listed(tmp_path, "works.zip")


def test_an_archive_in_the_large_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
        (tmp_path / "works.zip").write_bytes(zipped(GOOD))
    assert b"PK\x06\x07" in (tmp_path / "works.zip").read_bytes()
    assert texts(tmp_path, "works.zip") == {"works.zip/a.bib": "aa", "works.zip/b.bib": "bb"}
    data = bytearray((tmp_path / "works.zip").read_bytes())
    struct.pack_into("<Q", data, data.index(b"PK\x06\x06") + 32, archives.MAX_MEMBERS + 1)
    (tmp_path / "works.zip").write_bytes(data)
    with pytest.raises(SourceError, match="more than 100,000 members"):
        listed(tmp_path, "works.zip")


def test_a_member_without_a_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "works.zip", "w") as opened:
        info = zipfile.ZipInfo("x")
        info.filename = ""
        opened.writestr(info, b"nameless")
        opened.writestr("a.bib", b"aa")
    assert texts(tmp_path, "works.zip") == {
        "works.zip/": "The member has no name: pack it again.",
        "works.zip/a.bib": "aa",
    }


def test_an_archive_that_vanishes_before_a_member_is_opened(tmp_path: Path) -> None:
    (tmp_path / "works.zip").write_bytes(zipped({"a.bib": b"a"}))
    item = only(tmp_path, "works.zip")
    (tmp_path / "works.zip").unlink()
    with pytest.raises(SourceError, match="There is no such file"):
        item.read()
