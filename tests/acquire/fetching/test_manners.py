"""Servers that misbehave, and how they are asked all the same: no hang, no byte over the cap, never sooner than they say."""

from __future__ import annotations

import gzip
import socket
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from scholargraph.acquire.fetching import Outcome
from scholargraph.acquire.fetching.transport import FailureError
from tests.acquire.fetching import answers
from tests.acquire.fetching.server import Answer, Service, dripping, in_turn, raw, sends, serving, to
from tests.acquire.fetching.sites import Clock, bodies, fetched, site, source

PATH = f"/crossref/works/{answers.DOI}"
WORK = answers.dumped(answers.crossref_work())
SHORT = "connect = 1\nidle = 0.4\ntotal = 0.8\nmib = 1\nattempts = 2\npatience = 100\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
MIB = 1 << 20


def ask(folder: Path, answer: Answer, *, clock: Clock | None = None, fetch: str = SHORT) -> tuple[Outcome, Service]:
    """Fetch one DOI from a server that answers in one way."""
    with serving({PATH: answer}) as service:
        settings = site(folder, service, source("crossref", answers.DOI), fetch=fetch)
        (outcome,) = fetched(settings, clock=clock)
        if outcome.state == "failed":
            assert bodies(settings) == {}
    return outcome, service


@pytest.mark.parametrize(
    ("answer", "says", "times"),
    [
        pytest.param(raw(HEAD[:-9], WORK.encode()), "cut", 2, id="no end of the header"),
        pytest.param(dripping(HEAD, b"X-Drip: 1\r\n", pause=0.1), "in time", 2, id="drips a header"),
        pytest.param(dripping(HEAD + b"Content-Length: 9999\r\n\r\n", b" ", pause=0.1), "in time", 2, id="drips a body"),
        pytest.param(dripping(HEAD + b"\r\n", b" " * 65_536, pause=0), "larger than", 1, id="never ends"),
        pytest.param(
            dripping(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b" " * 65_536 + b"\r\n", pause=0),
            "larger than", 1, id="never ends, in chunks",
        ),
        pytest.param(sends(b" ", length=MIB + 1), "larger than", 1, id="says that it is too large"),
        pytest.param(sends(WORK, length=len(WORK.encode()) + 9), "cut on the way", 2, id="cut"),
        pytest.param(raw(HEAD, b"\r\n", WORK.encode()[:-9]), "cut", 2, id="cut, without a length"),
        pytest.param(
            raw(HEAD, b"Transfer-Encoding: chunked\r\n\r\n", b'8\r\n{"a": 1}\r\n'), "cut", 2, id="cut, in chunks"
        ),
        pytest.param(
            sends(gzip.compress(bytes(4 * MIB)), more={"Content-Encoding": "gzip"}), "larger than", 1, id="a bomb"
        ),
        pytest.param(
            sends(gzip.compress(WORK.encode())[:-20], more={"Content-Encoding": "gzip"}), "breaks off", 1, id="half a gzip"
        ),
        pytest.param(sends("<!DOCTYPE html><p>Log in</p>", kind="text/html"), "web page (HTML)", 1, id="a page"),
        pytest.param(sends("<html>Log in", kind="application/json"), "web page (HTML)", 1, id="a page that says JSON"),
        pytest.param(sends("<a/>", kind="application/xml"), "of another type, application/xml", 1, id="another type"),
        pytest.param(sends(WORK[:-5]), "is no JSON", 1, id="truncated JSON"),
        pytest.param(sends(b"{}", status=404), "404", 1, id="nothing"),
        pytest.param(sends(b"", status=204), "204", 1, id="no content"),
        pytest.param(sends(b"{}", status=500), "500", 2, id="an error that may pass"),
        pytest.param(raw(b"SSH-2.0-OpenSSH\r\n"), "broke", 2, id="no HTTP"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_told_and_not_kept(answer: Answer, says: str, times: int, tmp_path: Path) -> None:
    outcome, service = ask(tmp_path, answer)

    assert outcome.state == "failed"
    assert says in outcome.reason
    assert len(service.asked) == times


@pytest.mark.parametrize(
    "answer",
    [
        sends(gzip.compress(WORK.encode()), more={"Content-Encoding": "gzip"}),
        raw(HEAD, b"\r\n", WORK.encode()),
        sends(WORK, kind="text/plain"),
        in_turn(sends(b"", status=503), sends(WORK)),
        in_turn(raw(b""), sends(WORK)),
        to(f"{PATH}?moved"),
    ],
    ids=["packed", "no length", "plain text", "for a while", "hangs up", "sent on"],
)
def test_what_is_a_whole_answer_is_kept(answer: Answer, tmp_path: Path) -> None:
    with serving({PATH: answer, f"{PATH}?moved": sends(WORK)}) as service:
        settings = site(tmp_path, service, source("crossref", answers.DOI), fetch=SHORT)
        assert [(one.state, one.reason) for one in fetched(settings)] == [("changed", "")]
        assert list(bodies(settings).values()) == [WORK.encode()]


def test_a_validator_that_could_not_be_sent_back_is_none(tmp_path: Path) -> None:
    """Otherwise no later request would be one."""
    with serving({PATH: sends(WORK, more={"ETag": '"a\r\n b"', "Last-Modified": "\x01\xe9"})}) as service:
        settings = site(tmp_path, service, source("crossref", answers.DOI))
        assert [fetched(settings, clock=Clock(seconds=late))[0].state for late in (0, 9_000)] == [
            "changed",
            "unchanged",
        ]
    assert not {"If-None-Match", "If-Modified-Since"} & service.asked[1].fields.keys()


@pytest.mark.parametrize("reason", ["it says \x1b[2J", "it\u202e says"])
def test_no_words_of_others_steer_a_terminal(reason: str) -> None:
    assert FailureError(reason).reason.isprintable()


def test_a_host_that_takes_no_connection_is_given_up(tmp_path: Path) -> None:
    with socket.socket() as full, socket.socket() as first, socket.socket() as second:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for one in (first, second):
            one.setblocking(False)  # noqa: FBT003 - the name of the argument is the socket's own
            one.connect_ex(full.getsockname())
        service = Service(address=f"http://127.0.0.1:{full.getsockname()[1]}")
        settings = site(
            tmp_path, service, source("crossref", answers.DOI), fetch=SHORT.replace("connect = 1", "connect = 0.3")
        )
        (outcome,) = fetched(settings)
    assert outcome.state == "failed"
    assert "in time" in outcome.reason


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "date"])
def test_it_is_asked_again_when_it_says(status: int, form: str, tmp_path: Path) -> None:
    clock = Clock()
    later = {
        "Retry-After": "70" if form == "seconds" else format_datetime(clock.now() + timedelta(seconds=70), usegmt=True)
    }

    outcome, service = ask(tmp_path, in_turn(sends(b"", status=status, more=later), sends(WORK)), clock=clock)

    assert (outcome.state, len(service.asked)) == ("changed", 2)
    assert sum(clock.slept) == pytest.approx(70, abs=1)


@pytest.mark.parametrize("status", [429, 503])
def test_without_a_time_the_pauses_grow_and_end(status: int, tmp_path: Path) -> None:
    clock = Clock()
    fetch = SHORT.replace("attempts = 2", "attempts = 5")

    outcome, service = ask(tmp_path, sends(b"", status=status), clock=clock, fetch=fetch)

    assert (outcome.state, len(service.asked)) == ("failed", 5)
    assert [pause for pause in clock.slept if pause >= 1] == [1, 2, 4, 8]


@pytest.mark.parametrize("later", ["30000", "Mon, 02 Mar 2026 00:00:00 GMT"])
def test_hours_are_told_and_not_waited_for(later: str, tmp_path: Path) -> None:
    """What is there stays, the others go on, and the host is not asked again."""
    clock = Clock()
    both = source("openalex", "W1", "W2") + source("ror", answers.ROR)
    spent = sends(b"{}", status=429, more={"Retry-After": later})
    with serving({"/": spent}) as quota, serving(answers.everything()) as service:
        settings = site(tmp_path, service, both, fetch="patience = 60\nattempts = 3\n", others={"openalex": quota})
        first = fetched(settings, clock=clock)

    assert [one.state for one in first] == ["failed", "failed", "changed"]
    assert all("left alone" in one.reason and " hours" in one.reason for one in first[:2])
    assert first[0].retry_after in {30_000, 43_200}
    assert len(quota.asked) == 1
    assert sum(clock.slept) < 60


def test_requests_to_a_host_keep_their_distance(tmp_path: Path) -> None:
    clock = Clock()
    with serving(answers.everything()) as service:
        settings = site(tmp_path, service, source("dblp", "pid/65/9612", "rec/journals/jig/Quill21"))
        fetched(settings, clock=clock)
    assert clock.slept == [pytest.approx(2.0)]


def test_who_asks_is_told_and_nothing_is_kept_of_who_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The contact goes where the services want it; no cookie comes back, no proxy of the environment is used."""
    answer = sends(WORK, more={"Set-Cookie": "id=1"})
    with (
        serving() as proxy,
        serving({PATH: answer, "/ra/": sends(answers.dumped([{"DOI": answers.DOI, "RA": "Crossref"}]))}) as service,
    ):
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.address)
        monkeypatch.delenv("no_proxy", raising=False)
        settings = site(tmp_path, service, source("crossref", answers.DOI) + source("doi", answers.DOI))
        fetched(settings)
        assert proxy.connections == 0

    assert all(one.fields["User-Agent"].endswith("(mailto:ada@maps.example)") for one in service.asked)
    assert [path.partition("?")[2] for path in service.paths] == [
        "mailto=ada%40maps.example",
        "",
        "mailto=ada%40maps.example",
    ]
    assert not any("Cookie" in one.fields or "Authorization" in one.fields for one in service.asked)
    assert "mailto" not in "".join(bodies(settings))


@pytest.mark.parametrize(
    "answer",
    [dripping(b"HTTP/1.1 200 OK\r\nContent-Type: text/turtle\r\n\r\n", b" ", pause=0.1), sends(b"", status=503)],
)
def test_an_endpoint_that_misbehaves_is_given_up_too(answer: Answer, tmp_path: Path) -> None:
    with serving({"/sparql": answer}) as service:
        settings = site(
            tmp_path,
            service,
            source("sparql", f"{service.address}/sparql", options='options = { query = "w.sparql" }'),
            fetch=SHORT,
        )
        (tmp_path / "w.sparql").write_text("CONSTRUCT WHERE { ?s ?p ?o }", encoding="utf-8")
        clock = Clock()
        (outcome,) = fetched(settings, clock=clock)
    assert outcome.state == "failed"
    assert len(service.asked) == 2
    assert 1 in clock.slept
