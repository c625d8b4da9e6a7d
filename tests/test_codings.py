"""Bodies are unpacked whole or not at all, and never to more than is allowed."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholargraph.codings import BEST, LARGE, MOST_MEMBERS, OFFERED, accepted, codings_of, packed, unpacked

MIB = 1024 * 1024


def raw_deflate(data: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packing.compress(data) + packing.flush()


@pytest.mark.parametrize(
    ("field", "codings"),
    [
        ("", []),
        ("identity", []),
        ("gzip", ["gzip"]),
        ("X-GZIP", ["gzip"]),
        (" deflate , gzip ", ["deflate", "gzip"]),
        ("gzip, identity,", ["gzip"]),
    ],
)
def test_codings_are_read_in_any_writing(field: str, codings: list[str]) -> None:
    assert codings_of(field) == codings


@pytest.mark.parametrize(
    "field", ["br", "gzip, zstd", "compress", "gzip gzip", "gzip;q=1", "gzip, gzip, gzip", "x" * 999]
)
def test_what_is_not_known_or_too_much_is_refused(field: str) -> None:
    with pytest.raises(ValueError, match="packed") as caught:
        codings_of(field)
    assert len(str(caught.value)) < 60


@given(st.binary(max_size=500))
def test_what_was_packed_comes_back(data: bytes) -> None:
    half = len(data) // 2
    assert unpacked(gzip.compress(data), ["gzip"], most=500) == data
    assert unpacked(gzip.compress(data[:half]) + gzip.compress(data[half:]), ["gzip"], most=500) == data
    assert unpacked(zlib.compress(data), ["deflate"], most=500) == data
    assert unpacked(raw_deflate(data), ["deflate"], most=500) == data
    assert unpacked(gzip.compress(zlib.compress(data)), ["deflate", "gzip"], most=2000) == data


@pytest.mark.parametrize(
    ("pack", "coding"), [(gzip.compress, "gzip"), (zlib.compress, "deflate"), (raw_deflate, "deflate")]
)
def test_no_cut_of_it_is_taken_for_the_whole(pack: object, coding: str) -> None:
    assert callable(pack)
    packed = pack(b"ASK { ?s ?p ?o }")
    for length in range(len(packed)):
        with pytest.raises(ValueError, match=r"breaks off|damaged"):
            unpacked(packed[:length], [coding], most=1000)


@pytest.mark.parametrize(
    "damaged", [b"ASK {}", gzip.compress(b"x", mtime=0) + b"more", gzip.compress(b"", mtime=0)[:-8] + b"12345678"]
)
def test_what_is_damaged_is_refused(damaged: bytes) -> None:
    with pytest.raises(ValueError, match="damaged"):
        unpacked(damaged, ["gzip"], most=1000)


def test_a_bomb_is_not_unpacked() -> None:
    inner = gzip.compress(bytes(64 * MIB))
    bombs = [(inner, ["gzip"]), (gzip.compress(inner), ["gzip", "gzip"]), (raw_deflate(bytes(64 * MIB)), ["deflate"])]
    for bomb, codings in bombs:
        tracemalloc.start()
        assert len(unpacked(bomb, codings, most=MIB)) == MIB + 1
        assert tracemalloc.get_traced_memory()[1] < 8 * MIB
        tracemalloc.stop()


def test_many_small_pieces_are_not_copied_again_and_again() -> None:
    piece = gzip.compress(b"", mtime=0)
    assert unpacked(piece * MOST_MEMBERS, ["gzip"], most=MIB) == b""
    with pytest.raises(ValueError, match="too many pieces"):
        unpacked(piece * 20_000, ["gzip"], most=MIB)


@pytest.mark.parametrize(
    ("field", "coding"),
    [
        (None, None),
        ("", None),
        ("identity", None),
        ("*", "br"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP;Q=0.3", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.8, gzip", "gzip"),
        ("br;q=0, *;q=0.1", "gzip"),
        ("gzip;q=0, br;q=0.000", None),
        ("*;q=0", None),
        ("identity, gzip;q=0.5", None),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("identity;q=0, deflate", None),
        ("compress, deflate", None),
        ("gzip;q=2, br", "br"),  # what is malformed is not there
        ("gzip;q=x", None),
        ("gzip;level=9", None),
        (", ,gzip,,", "gzip"),
        ("\u0661gzip;q=\u0661", None),
        ("x" * 9999 + ",gzip", None),
        ("gzip, " + "x" * 503 + ",br;q=0", "gzip"),  # nobody knows how a part that is cut goes on
    ],
)
def test_the_coding_that_a_client_likes_best(field: str | None, coding: str | None) -> None:
    assert accepted(field) == coding


@given(st.text("gzipbr*;q=01.x, identity\t", max_size=60))
def test_any_field_gives_a_coding_or_none(field: str) -> None:
    assert accepted(field) in {None, *OFFERED}


@pytest.mark.parametrize("coding", OFFERED)
@pytest.mark.parametrize("size", [0, 1, 1000, LARGE, LARGE + 1, 1_000_000])
def test_what_is_packed_is_unpacked_by_others(coding: str, size: int) -> None:
    body = (b"<p>tides of %d harbours</p>" % size * size)[:size]
    for quality in (None, BEST[coding]):
        made = packed(body, coding, quality=quality)
        assert made == packed(body, coding, quality=quality)
        assert (gzip.decompress(made) if coding == "gzip" else brotli.decompress(made)) == body
