"""Large files to slow readers: few at a time for one client and for all, each counted until its end, small ones never."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from flask import Flask, Response

from scholargraph import store
from scholargraph.errors import OverloadedError, ThrottledError
from scholargraph.web import downloads
from scholargraph.web.app import create_app
from scholargraph.web.downloads import AT_ONCE, OF_A_CLIENT, SMALL, Downloads, sent
from scholargraph.web.server import THREADS

if TYPE_CHECKING:
    from scholargraph.config import Settings

PATHS = ("/dump.nq.gz", "/store?default", "/sitemap.xml")


@pytest.fixture
def app(settings: Settings) -> Flask:
    return create_app(settings)


def running(app: Flask) -> int:
    found: Downloads = app.extensions["scholargraph.downloads"]
    return found.running


def test_clients_and_all_of_them_together_have_a_most() -> None:
    counted = Downloads()
    ends = [counted.begin("192.0.2.1") for _ in range(OF_A_CLIENT)]
    with pytest.raises(ThrottledError, match="wait for one to end"):
        counted.begin("192.0.2.1")
    others = (AT_ONCE - OF_A_CLIENT) // OF_A_CLIENT
    ends += [counted.begin(f"2001:db8:{number}::1") for number in range(others) for _ in range(OF_A_CLIENT)]
    assert counted.running == AT_ONCE
    with pytest.raises(OverloadedError) as refused:
        counted.begin("198.51.100.1")
    assert refused.value.retry_after
    for end in ends:
        end()
    assert counted.running == 0
    counted.begin("192.0.2.1")()


def test_pages_keep_threads_of_their_own(settings: Settings) -> None:
    limits = create_app(settings).extensions["scholargraph.endpoint"].limits
    assert AT_ONCE + limits.workers + limits.waiting < THREADS


@pytest.mark.parametrize("path", PATHS)
def test_a_download_counts_until_it_is_closed(app: Flask, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(downloads, "SMALL", 10)
    client = app.test_client()
    open_ones = [client.get(path) for _ in range(OF_A_CLIENT)]
    assert running(app) == OF_A_CLIENT
    refused = client.get(path, buffered=True)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "10")
    assert client.head(path, buffered=True).status_code == 200
    tag = open_ones[0].headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}, buffered=True).status_code == 304
    next(iter(open_ones[0].iter_encoded()))  # a reader who goes away in the middle
    for made in open_ones:
        made.close()
    assert running(app) == 0
    with client.get(path) as whole:
        assert len(whole.data) == whole.content_length
    assert running(app) == 0


def test_the_server_tells_when_all_are_downloading(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "SMALL", 10)
    monkeypatch.setattr(downloads, "AT_ONCE", 0)
    refused = app.test_client().get("/dump.nq.gz")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "10")


@pytest.mark.parametrize("path", PATHS)
def test_a_small_file_is_sent_whole_and_holds_nothing(app: Flask, settings: Settings, path: str) -> None:
    with app.test_client().get(path) as made:
        assert running(app) == 0
        assert [len(piece) for piece in made.response] == [made.content_length]
    assert store.Snapshots(settings.work).require().size < SMALL


def test_part_of_a_file_is_a_download_too(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "SMALL", 10)
    made = app.test_client().get("/dump.nq.gz", headers={"Range": "bytes=1-20"})
    assert (made.status_code, running(app)) == (206, 1)
    assert len(made.data) == 20
    made.close()
    assert running(app) == 0


@pytest.mark.parametrize("path", ["/dump.nq.gz", "/sitemap.xml"])
def test_who_has_the_file_needs_no_part_of_it(app: Flask, path: str) -> None:
    client = app.test_client()
    whole = client.get(path, buffered=True)
    tag = whole.headers["ETag"]
    confirmed = client.get(path, headers={"Range": "bytes=0-9", "If-None-Match": tag}, buffered=True)
    assert (confirmed.status_code, confirmed.data, confirmed.headers["ETag"]) == (304, b"", tag)
    assert "Content-Type" not in confirmed.headers
    part = client.get(path, headers={"Range": "bytes=0-9", "If-None-Match": '"old"'}, buffered=True)
    assert (part.status_code, part.data) == (206, whole.data[:10])


def test_an_answer_that_breaks_off_ends_its_download(app: Flask) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"x"
        raise OSError("away")

    @app.get("/broken/pieces/here")
    def broken() -> Response:
        made = Response(pieces())
        made.content_length = SMALL + 1
        return sent(made)

    made = app.test_client().get("/broken/pieces/here")
    assert running(app) == 1
    with pytest.raises(OSError, match="away"):
        list(made.iter_encoded())
    made.close()
    assert running(app) == 0
