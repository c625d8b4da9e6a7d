"""Which part of a file a request asks for, and what is sent of it (RFC 9110, sections 13 and 14)."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from scholargraph.web.app import create_app
from scholargraph.web.ranges import Part, Pieces, UnsatisfiableError, part_of

if TYPE_CHECKING:
    from scholargraph.config import Settings

TAG: Final = "tag"
PATHS: Final = ("/dump.nq.gz", "/sitemap.xml")
LONG_AGO: Final = "Wed, 21 Oct 2015 07:28:00 GMT"
LONG_AHEAD: Final = "Wed, 21 Oct 2099 07:28:00 GMT"


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=0-0", 0, 1),
        ("bytes=90-", 90, 100),
        ("bytes=99-", 99, 100),
        ("bytes=90-1000", 90, 100),
        ("bytes=-5", 95, 100),
        ("bytes=-1000", 0, 100),
        ("BYTES=5-6", 5, 7),
        (" bytes = 5-6 ", 5, 7),
        ("bytes=,5-6,", 5, 7),
        ("bytes=0-" + "9" * 100, 0, 100),
    ],
)
def test_one_part_is_sent(asked: str, start: int, stop: int) -> None:
    assert part_of(asked, 100, tag=TAG) == Part(start, stop)


@pytest.mark.parametrize(
    "asked",
    [
        *(
            None,
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=x",
            "bytes=5-4",
            "bytes=1-x",
            "bytes=5",
            "bytes=--5",
            "bytes=5--",
        ),
        *("lines=0-1", "bytes=0-1,5-6", "bytes=-1,-2", "bytes=" + "9" * 5000 + "-", "bytes=٣-", "0-5", "bytes 0-5"),
    ],
)
def test_anything_else_is_the_whole(asked: str | None) -> None:
    assert part_of(asked, 100, tag=TAG) is None


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=" + "9" * 100 + "-"])
def test_there_is_no_part_behind_the_end(asked: str) -> None:
    with pytest.raises(UnsatisfiableError):
        part_of(asked, 100, tag=TAG)


@pytest.mark.parametrize("if_range", ['"other"', f'W/"{TAG}"', TAG, LONG_AGO, "", f'"{TAG}", "other"'])
def test_of_another_file_the_whole_is_sent(if_range: str) -> None:
    assert part_of("bytes=0-9", 100, if_range=if_range, tag=TAG) is None
    assert part_of("bytes=100-", 100, if_range=if_range, tag=TAG) is None
    assert part_of("bytes=0-9", 100, if_range=f'"{TAG}"', tag=TAG) == Part(0, 10)


@given(st.binary(min_size=1, max_size=300), st.data())
def test_a_part_is_what_stands_there(content: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(content) - 1))
    stop = data.draw(st.integers(start + 1, len(content)))
    part = part_of(f"bytes={start}-{stop - 1}", len(content), tag=TAG)
    assert part is not None
    file = io.BytesIO(content)
    assert b"".join(Pieces(file, part)) == content[start:stop]
    assert file.closed
    assert part.of(len(content)) == f"bytes {start}-{stop - 1}/{len(content)}"


def test_a_file_is_closed_when_nobody_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(bytes(1_000_000))
    opened = file.open("rb")
    reading = Pieces(opened, Part(10, 900_000))
    next(reading)
    reading.close()
    assert opened.closed


@pytest.fixture
def client(settings: Settings) -> FlaskClient:
    return create_app(settings).test_client()


@pytest.mark.parametrize("path", PATHS)
def test_conditions_are_looked_at_before_parts(path: str, client: FlaskClient) -> None:
    whole = client.get(path, buffered=True)
    tag, changed = whole.headers["ETag"], whole.headers["Last-Modified"]
    part = {"Range": "bytes=0-9"}
    for given_fields, status in (
        ({"If-Match": tag}, 206),
        ({"If-Match": "*"}, 206),
        ({"If-Match": '"other"'}, 412),
        ({"If-Match": f"W/{tag}"}, 412),
        ({"If-Unmodified-Since": changed}, 206),
        ({"If-Unmodified-Since": LONG_AGO}, 412),
        ({"If-Match": tag, "If-Unmodified-Since": LONG_AGO}, 206),
        ({"If-Modified-Since": changed}, 304),
        ({"If-Modified-Since": LONG_AGO}, 206),
        ({"If-Modified-Since": LONG_AHEAD}, 206),  # of a snapshot that was rolled back
        ({"If-None-Match": '"other"', "If-Modified-Since": changed}, 206),
        ({"If-None-Match": tag, "If-Match": '"other"'}, 412),
    ):
        told = client.get(path, headers={**part, **given_fields}, buffered=True)
        assert told.status_code == status, given_fields
        assert len(told.data) == 10 if status == 206 else told.data != whole.data
        assert status == 412 or told.headers["ETag"] == tag


@pytest.mark.parametrize("path", PATHS)
def test_only_get_asks_for_a_part(path: str, client: FlaskClient) -> None:
    whole = client.get(path, buffered=True)
    told = client.head(path, headers={"Range": "bytes=0-9"}, buffered=True)
    assert (told.status_code, told.headers["Content-Length"]) == (200, whole.headers["Content-Length"])
    assert told.headers["Accept-Ranges"] == "bytes"
