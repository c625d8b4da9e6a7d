"""Every way to misbehave, at every request that is sent: no hang, no byte over the cap, no private address, nothing kept."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Final

import pytest

from scholargraph.acquire.fetching import Outcome, World
from scholargraph.config import Settings
from tests.acquire.fetching import answers
from tests.acquire.fetching.public_names import look_up
from tests.acquire.fetching.server import Answer, Service, dripping, in_turn, raw, sends, serving, to
from tests.acquire.fetching.sites import Clock, bodies, fetched, site, source

SHORT: Final = "connect = 1\nidle = 0.25\ntotal = 0.3\nmib = 1\nattempts = 2\npatience = 100\n"
MIB: Final = 1 << 20
WORKS: Final = "/openalex/works?filter=authorships.author.id:A5&per_page=100&cursor="

REQUESTS: Final[Mapping[str, tuple[str, str, str]]] = {
    "orcid": ("orcid", answers.ORCID, f"/orcid/{answers.ORCID}/record"),
    "orcid, works": ("orcid", answers.ORCID, f"/orcid/{answers.ORCID}/works/11,12"),
    "crossref": ("crossref", answers.DOI, f"/crossref/works/{answers.DOI}"),
    "datacite": ("datacite", answers.DATA, f"/datacite/dois/{answers.DATA}"),
    "arxiv": ("arxiv", "2401.06102", "/datacite/dois/10.48550/arxiv.2401.06102"),
    "doi, agency": ("doi", answers.DOI, f"/ra/{answers.DOI}"),
    "doi, work": ("doi", answers.DATA, f"/datacite/dois/{answers.DATA}"),
    "openalex, work": ("openalex", "W1", "/openalex/works/W1"),
    "openalex, author": ("openalex", "A5", "/openalex/authors/A5"),
    "openalex, first page": ("openalex", "A5", f"{WORKS}*"),
    "openalex, second page": ("openalex", "A5", f"{WORKS}Mg"),
    "dblp, person": ("dblp", "65/9612", "/dblp/pid/65/9612.xml"),
    "dblp, record": ("dblp", "rec/journals/jig/Quill21", "/dblp/rec/journals/jig/Quill21.xml"),
    "ror": ("ror", answers.ROR, f"/ror/organizations/{answers.ROR}"),
    "oai-pmh, first page": ("oai-pmh", "/oai", "/oai?verb=ListRecords&metadataPrefix=oai_dc"),
    "oai-pmh, second page": ("oai-pmh", "/oai", "/oai?verb=ListRecords&resumptionToken="),
    "sparql": ("sparql", "/sparql", "/sparql"),
}
"""Each request that some kind of source sends: the kind, the id, the path."""
every_request = pytest.mark.parametrize("request_", REQUESTS)


def type_of(path: str) -> str:
    if path.startswith("/sparql"):
        return "application/n-triples"
    return "text/xml" if path.startswith(("/dblp", "/oai")) else "application/json"


def made(
    folder: Path, service: Service, request: str, *, fetch: str = SHORT, private: str = '["127.0.0.1/32"]'
) -> Settings:
    """Make a site that sends a request."""
    kind, id_, _path = REQUESTS[request]
    told = source(kind, f"{service.address}{id_}" if id_.startswith("/") else id_)
    if kind == "sparql":
        told = source(kind, f"{service.address}{id_}", options='options = { query = "w.sparql" }')
    settings = site(folder, service, told, fetch=fetch, private=private)
    (folder / "w.sparql").write_text("CONSTRUCT WHERE { ?s ?p ?o }", encoding="utf-8")
    return settings


def ask(
    folder: Path,
    request: str,
    answer: Callable[[str, Answer], Answer],
    *,
    clock: Clock | None = None,
    fetch: str = SHORT,
) -> tuple[Outcome, int]:
    """Send a request to a server that answers it in one way, given the type and the right answer; all else it answers well."""
    path = REQUESTS[request][2]
    good = answers.everything()
    with serving(good | {path: answer(type_of(path), good[path])}) as service:
        settings = made(folder, service, request, fetch=fetch)
        (outcome,) = fetched(settings, clock=clock)
        assert bool(bodies(settings)) is (outcome.state != "failed")
    return outcome, sum(service.answer(one) is service.answers[path] for one in service.paths)


def head(kind: str, more: str = "") -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{more}".encode()


BAD: Final[Mapping[str, tuple[Callable[[str, Answer], Answer], str, int]]] = {
    "drips a header": (lambda kind, _: dripping(head(kind), b"X-Drip: 1\r\n", pause=0.05), "in time", 2),
    "drips a body": (lambda kind, _: dripping(head(kind, "Content-Length: 9999\r\n\r\n"), b" ", pause=0.05), "in time", 2),
    "never ends": (lambda kind, _: dripping(head(kind, "\r\n"), b" " * 65_536, pause=0), "larger than", 1),
    "never ends, in chunks": (
        lambda kind, _: dripping(
            head(kind, "Transfer-Encoding: chunked\r\n\r\n"), b"10000\r\n" + b" " * 65_536 + b"\r\n", pause=0
        ), "larger than", 1,
    ),
    "is cut": (lambda kind, _: sends(b"{", kind=kind, length=99), "cut on the way", 2),
    "says less than it sends": (lambda kind, _: sends('{"a": "<b>', kind=kind, length=5), "its answer is ", 1),
    "is a page": (lambda _, __: sends("<!DOCTYPE html><p>Log in</p>", kind="text/html"), "web page (HTML)", 1),
    "is a page that says it is data": (lambda kind, _: sends("<html>Log in", kind=kind), "web page (HTML)", 1),
    "is a bomb": (
        lambda kind, _: sends(gzip.compress(bytes(4 * MIB)), kind=kind, more={"Content-Encoding": "gzip"}),
        "larger than", 1,
    ),
    "is of another charset": (
        lambda kind, _: sends(
            '<a> <b> "caf\xe9" .\n'.encode("latin-1") if "triples" in kind
            else '<?xml version="1.0" encoding="UTF-8"?><a>caf\xe9</a>'.encode("latin-1") if "xml" in kind
            else '{"a": "caf\xe9"}'.encode("latin-1"),
            kind=f"{kind}; charset=utf-8",
        ), "its answer is ", 1,
    ),
    "hangs up": (lambda _, __: raw(b""), "broke", 2),
    "is a part": (lambda kind, _: sends("{}", kind=kind, status=206), "206", 1),
    "sends on for ever": (lambda _, __: to("?again", status=307), "", 6),
}  # fmt: skip


@every_request
@pytest.mark.parametrize("bad", BAD)
def test_what_is_no_answer_is_told_and_nothing_is_kept(bad: str, request_: str, tmp_path: Path) -> None:
    answer, says, times = BAD[bad]

    outcome, asked = ask(tmp_path, request_, answer)

    assert outcome.state == "failed"
    assert says in outcome.reason
    assert asked <= times
    assert outcome.bytes <= 2 * MIB


@every_request
@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "date"])
def test_it_is_asked_again_when_it_says(form: str, status: int, request_: str, tmp_path: Path) -> None:
    clock = Clock(start=datetime.now(UTC))
    later = "70" if form == "seconds" else format_datetime(clock.now() + timedelta(seconds=70), usegmt=True)

    outcome, asked = ask(
        tmp_path,
        request_,
        lambda _, good: in_turn(sends(b"", status=status, more={"Retry-After": later}), good),
        clock=clock,
    )

    assert (outcome.state, outcome.reason, asked) == ("changed", "", 2)
    assert max(clock.slept) <= 70
    assert form == "date" or max(clock.slept) == 70


@every_request
@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "date", None])
def test_hours_are_told_and_not_waited_for(form: str | None, status: int, request_: str, tmp_path: Path) -> None:
    """Without a time the pauses grow, and end."""
    clock = Clock(start=datetime.now(UTC))
    later = "40000" if form == "seconds" else format_datetime(clock.now() + timedelta(seconds=40_000), usegmt=True)
    more = {} if form is None else {"Retry-After": later}

    outcome, asked = ask(tmp_path, request_, lambda _, __: sends(b"", status=status, more=more), clock=clock)

    assert outcome.state == "failed"
    assert asked == (1 if form else 2)
    assert (outcome.retry_after or 0) > 30_000 or form is None
    assert ("left alone for 12 hours" in outcome.reason) is bool(form)
    assert sum(clock.slept) < 30


@every_request
@pytest.mark.parametrize("host", ["127.0.0.1", "[::ffff:127.0.0.1]", "[::1]", "2130706433", "localhost"])
def test_no_private_address_is_sent_on_to(host: str, request_: str, tmp_path: Path) -> None:
    with serving(answers.everything()) as canary:
        location = f"http://{host}:{canary.port}/x"
        outcome, asked = ask(tmp_path, request_, lambda _, __: to(location), fetch=f"{SHORT}")
        assert outcome.state == "failed"
        assert (canary.connections, asked) == (0, 1)


@every_request
def test_a_name_that_leads_to_a_private_address_is_not_asked(request_: str, tmp_path: Path) -> None:
    """Whatever it led to before (DNS rebinding): each connection goes to the address that was looked up and checked for it."""
    with serving(answers.everything()) as canary:
        named = Service(address=f"http://api.example:{canary.port}")
        settings = made(tmp_path, named, request_, private="[]")
        looked_up = list[str]()
        clock = Clock()
        world = World(
            now=clock.now, monotonic=clock.monotonic, sleep=clock.sleep, look_up=look_up("127.0.0.1", counted=looked_up)
        )
        (outcome,) = fetched(settings, world=world)
        assert "no public address" in outcome.reason
        assert (canary.connections, looked_up) == (0, ["api.example"])
