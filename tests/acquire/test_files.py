"""The items of a source: files, folders, patterns and links; what leads out of the site is named, and nothing else lost."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from scholargraph.acquire import SourceItem, items, media_type
from scholargraph.errors import SourceError
from scholargraph.model import Rejected

OUT = "This is a link out of the site."


def listed(site: Path, path: str) -> list[SourceItem | Rejected]:
    return list(items(SimpleNamespace(name="works", path=path, retrieved=date(2026, 1, 2)), site))


def texts(site: Path, path: str) -> dict[str, str]:
    """Id → content, or the reason for which there is none."""
    return {
        str(one.item if isinstance(one, Rejected) else one.id): one.reason
        if isinstance(one, Rejected)
        else one.read().decode()
        for one in listed(site, path)
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    made = tmp_path / "site"
    for name, text in {
        "profile.txt": "profile",
        "works/b.bib": "b",
        "works/a.bib": "a",
        "works/notes.txt": "notes",
        "works/2024/c.bib": "c",
        "works/2024/deep/d.bib": "d",
        "works/.hidden.bib": "no",
        "works/.git/e.bib": "no",
        "works/Grüße 千.bib": "unicode",
        "works/folder.bib/f.bib": "f",
    }.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text, encoding="utf-8")
    (tmp_path / "outside.bib").write_text("outside", encoding="utf-8")
    return made


def test_a_file(site: Path) -> None:
    (item,) = listed(site, "profile.txt")
    assert isinstance(item, SourceItem)
    assert (item.source, item.id, item.media_type, item.alone) == ("works", "profile.txt", "text/plain", True)
    assert item.retrieved == date(2026, 1, 2)
    assert [item.read(), item.read()] == [b"profile", b"profile"]


def test_the_id_is_the_path_as_written(site: Path) -> None:
    (item,) = listed(site, "./works/../profile.txt")
    assert isinstance(item, SourceItem)
    assert item.id == "./works/../profile.txt"


def test_a_folder_with_all_in_it_but_what_is_hidden(site: Path) -> None:
    assert texts(site, "works") == {
        "works/2024/c.bib": "c",
        "works/2024/deep/d.bib": "d",
        "works/Grüße 千.bib": "unicode",
        "works/a.bib": "a",
        "works/b.bib": "b",
        "works/folder.bib/f.bib": "f",
        "works/notes.txt": "notes",
    }
    found = listed(site, "works/")
    assert [one.id for one in found if isinstance(one, SourceItem)] == list(texts(site, "works"))
    assert not any(one.alone for one in found if isinstance(one, SourceItem))


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("works/*.bib", ["Grüße 千.bib", "a.bib", "b.bib"]),
        ("works/[ab].bib", ["a.bib", "b.bib"]),
        ("works/?.bib", ["a.bib", "b.bib"]),
        ("works/*/*.bib", ["2024/c.bib", "folder.bib/f.bib"]),
        ("works/20*/**/*.bib", ["2024/c.bib", "2024/deep/d.bib"]),
        ("works/**/deep/*", ["2024/deep/d.bib"]),
        ("works/2024/**", ["2024/c.bib", "2024/deep/d.bib"]),
        ("w*/*.txt", ["notes.txt"]),
    ],
)
def test_a_pattern(site: Path, pattern: str, names: list[str]) -> None:
    assert list(texts(site, pattern)) == [f"works/{name}" for name in names]


def test_a_name_with_the_signs_of_a_pattern_is_a_name(site: Path) -> None:
    (site / "works[1].txt").write_text("it", encoding="utf-8")
    (item,) = listed(site, "works[1].txt")
    assert isinstance(item, SourceItem)
    assert item.alone


def test_a_lone_file_is_one_of_many_where_a_pattern_finds_it(site: Path) -> None:
    (item,) = listed(site, "*.txt")
    assert isinstance(item, SourceItem)
    assert (item.id, item.alone) == ("profile.txt", False)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("absent.txt", "There is no such file: add it, or correct the path of “works”."),
        ("absent/*.bib", "There is no such file"),
        ("profile.txt/a", "There is no such file|Not a directory"),
        ("works/*.none", "No file is there to be read"),
        ("../outside.bib", "A source lies inside the site's directory: copy the file there."),
        ("../absent.bib", "A source lies inside the site's directory"),
        ("/etc/hostname", "A source lies inside the site's directory"),
        ("/etc/*", "A source lies inside the site's directory"),
        ("../*.bib", "A source lies inside the site's directory"),
        ("works/*/../../../*.bib", "leave out “..”"),
        ("works/a\0.bib", "NUL"),
    ],
)
def test_what_is_no_source(site: Path, path: str, words: str) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        listed(site, path)
    assert caught.value.place is not None
    assert caught.value.place.file == str(site / path)


def test_an_empty_folder(site: Path) -> None:
    (site / "empty" / "below").mkdir(parents=True)
    (site / "empty" / ".hidden").write_text("x", encoding="utf-8")
    with pytest.raises(SourceError, match="No file is there to be read"):
        listed(site, "empty")


# ----------------------------------------------------------------------------------------------------------------- links


def test_a_link_out_of_the_site_is_named_and_its_siblings_are_read(site: Path) -> None:
    (site / "works/2024/out.bib").symlink_to(site.parent / "outside.bib")
    (site / "works/away").symlink_to(site.parent)
    found = texts(site, "works")
    assert found.pop("works/2024/out.bib").startswith(OUT)
    assert found.pop("works/away").startswith(OUT)
    assert len(found) == 7
    assert [one.item for one in listed(site, "works/**/*.bib") if isinstance(one, Rejected)] == [
        "works/2024/out.bib",
        "works/away",
    ]


def test_a_source_that_is_a_link_out_of_the_site(site: Path) -> None:
    (site / "out.bib").symlink_to(site.parent / "outside.bib")
    with pytest.raises(SourceError, match="inside the site's directory"):
        listed(site, "out.bib")
    (site / "away").symlink_to(site.parent)
    with pytest.raises(SourceError, match="inside the site's directory"):
        listed(site, "away")
    with pytest.raises(SourceError, match="inside the site's directory"):
        listed(site, "away/*.bib")


def test_links_within_the_site_are_followed(site: Path) -> None:
    (site / "more").mkdir()
    (site / "more/copy.bib").symlink_to("../works/a.bib")
    (site / "more/years").symlink_to("../works/2024")
    assert texts(site, "more") == {"more/copy.bib": "a", "more/years/c.bib": "c", "more/years/deep/d.bib": "d"}


def test_links_that_lead_nowhere_or_back_are_named(site: Path) -> None:
    (site / "works/gone.bib").symlink_to("nothing.bib")
    (site / "works/self.bib").symlink_to("self.bib")
    (site / "works/2024/up").symlink_to("..")
    (site / "works/gone.other").symlink_to("nothing.bib")
    found = texts(site, "works/**/*.bib")
    assert "leads nowhere" in found["works/gone.bib"]
    assert "leads nowhere" in found["works/self.bib"]
    assert "leads back" in found["works/2024/up"]
    assert "works/gone.other" not in found
    assert found["works/a.bib"] == "a"


def test_a_file_that_is_a_link_out_when_it_is_opened(site: Path) -> None:
    (item,) = listed(site, "profile.txt")
    assert isinstance(item, SourceItem)
    (site / "profile.txt").unlink()
    (site / "profile.txt").symlink_to(site.parent / "outside.bib")
    with pytest.raises(SourceError, match="inside the site's directory"):
        item.read()


# ------------------------------------------------------------------------------------------------ what is no plain file


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(("make", "words"), [(_folder, "cannot be read"), (_pipe, "a pipe, a socket or a device")])
def test_a_file_that_is_something_else_when_it_is_opened(site: Path, make: Callable[[Path], None], words: str) -> None:
    (item,) = listed(site, "profile.txt")
    assert isinstance(item, SourceItem)
    (site / "profile.txt").unlink()
    make(site / "profile.txt")
    with pytest.raises(SourceError, match=words):
        item.read()
    with pytest.raises(SourceError, match=words):
        _ = item.digest


def test_a_file_that_vanishes_before_it_is_opened(site: Path) -> None:
    (item,) = listed(site, "profile.txt")
    assert isinstance(item, SourceItem)
    (site / "profile.txt").unlink()
    with pytest.raises(SourceError, match="There is no such file") as caught:
        item.open()
    assert str(caught.value.place) == "profile.txt"


def test_a_socket_in_a_folder_is_an_item_that_cannot_be_opened(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "more").mkdir()
    monkeypatch.chdir(site / "more")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket")
        (item,) = listed(site, "more")
        assert isinstance(item, SourceItem)
        with pytest.raises(SourceError, match="cannot be read"):
            item.read()


def test_names_that_no_text_can_hold(site: Path) -> None:
    (site / "odd").mkdir()
    for name in (b"odd/\xff.bib", b"odd/a\nb.bib", b"odd/good.bib"):
        Path(os.fsdecode(os.fsencode(site) + b"/" + name)).write_text("x", encoding="utf-8")
    found = texts(site, "odd")
    assert {name: found[name][:21] for name in ("odd/a\\nb.bib", "odd/\\udcff.bib")} == {
        "odd/a\\nb.bib": "The file's name is no",
        "odd/\\udcff.bib": "The file's name is no",
    }
    assert found["odd/good.bib"] == "x"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.bib", "application/x-bibtex"),
        ("a.BIB", "application/x-bibtex"),
        ("a.ris", "application/x-research-info-systems"),
        ("a.toml", "application/toml"),
        ("a.jsonl", "application/jsonl"),
        ("a.json", "application/json"),
        ("a.csv", "text/csv"),
        ("a.xml", "application/xml"),
        ("a.html", "text/html"),
        ("a.pdf", "application/pdf"),
        ("a.txt", "text/plain"),
        ("a", "application/octet-stream"),
        ("a.unheard-of", "application/octet-stream"),
        ("works.zip/.bib", "application/octet-stream"),
    ],
)
def test_media_types(name: str, expected: str) -> None:
    assert media_type(name) == expected
