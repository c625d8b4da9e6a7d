"""Where requests go: to public addresses, checked where the connection is made; a canary counts those that should not come."""

from __future__ import annotations

import ipaddress
from pathlib import Path

import pytest

from scholargraph.acquire.fetching.public_addresses import RefusedError, is_allowed, is_public, refuse_odd
from scholargraph.acquire.fetching.service_table import services
from scholargraph.acquire.fetching.transport import Ask, Client, FailureError, World
from scholargraph.fetch_settings import FetchSettings
from tests.acquire.fetching import answers
from tests.acquire.fetching.public_names import look_up
from tests.acquire.fetching.server import sends, serving, to
from tests.acquire.fetching.sites import Clock, fetched, site, source

PATH = f"/crossref/works/{answers.DOI}"
WORK = answers.dumped(answers.crossref_work())
NOT_PUBLIC = [
    "0.0.0.0",  # noqa: S104 - nothing is bound to it
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.1.2.3",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "fe80::1%1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "100::1",
    "2606:4700::1111%lo",
]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_what_is_not_public_is_not_asked(address: str) -> None:
    assert not is_allowed(address, FetchSettings())


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "193.99.144.80", "::ffff:8.8.8.8"])
def test_what_is_public_is(address: str) -> None:
    assert is_allowed(address, FetchSettings())


def test_a_network_that_is_named_is_asked_and_no_other() -> None:
    settings = FetchSettings(private=("10.1.0.0/16", "fd00::/8"))
    assert is_allowed("10.1.2.3", settings)
    assert is_allowed("::ffff:10.1.2.3", settings)
    assert is_allowed("fd00::1", settings)
    assert not is_allowed("10.2.0.1", settings)
    assert not is_allowed("127.0.0.1", settings)
    assert not is_public(ipaddress.ip_address("10.1.2.3"))


@pytest.mark.parametrize(
    "host",
    ["2130706433", "0x7f000001", "0x7f.1", "017700000001", "127.1", "0177.0.0.1", "0", "1.2.3.4.5", "fe80::1%eth0"],
)
def test_an_address_in_an_odd_form_is_refused(host: str) -> None:
    with pytest.raises(RefusedError):
        refuse_odd(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "api.example", "1.example", "::1"])
def test_other_hosts_are_looked_up(host: str) -> None:
    refuse_odd(host)


def test_a_name_that_leads_to_a_private_address_is_not_asked() -> None:
    with serving({"/": sends("{}")}) as canary:
        client = Client(FetchSettings(ports=(canary.port,)), World(look_up=look_up("127.0.0.1"), sleep=lambda _: None))
        with pytest.raises(FailureError, match=r"api\.example \(127\.0\.0\.1\) is no public address"):
            client.get(Ask(service=services()["crossref"], url=f"http://api.example:{canary.port}/"))
        assert canary.connections == 0


def test_a_name_is_looked_up_once_and_the_checked_address_is_connected_to() -> None:
    """A second look-up could lead elsewhere (DNS rebinding): there is none."""
    counted: list[str] = []
    with serving({"/": sends("{}")}) as service:
        world = World(look_up=look_up("10.9.9.9", "127.0.0.1", counted=counted), sleep=lambda _: None)
        client = Client(FetchSettings(ports=(service.port,), private=("127.0.0.1/32",)), world)
        reply = client.get(Ask(service=services()["crossref"], url=f"http://api.example:{service.port}/"))
        assert (reply.body, counted, service.connections) == (b"{}", ["api.example"], 1)
        assert service.asked[0].fields["Host"] == f"api.example:{service.port}"


def test_a_port_that_is_not_named_is_not_asked(tmp_path: Path) -> None:
    with serving({PATH: sends(WORK)}) as service:
        settings = site(tmp_path, service, source("crossref", answers.DOI), ports=[9])
        (outcome,) = fetched(settings)
        assert (outcome.state, service.connections) == ("failed", 0)
        assert "`ports` of [fetch]" in outcome.reason


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("http://127.0.0.1:{canary}/x", "is not asked"),
        ("//127.0.0.1:{canary}/x", "is not asked"),
        ("http://localhost:{canary}/x", "is not asked"),
        ("http://2130706433/x", "odd form"),
        ("http://[::ffff:127.0.0.1]/x", "no public address"),
        ("http://10.0.0.1/x", "no public address"),
        ("https://127.0.0.1/x", "no public address"),
        ("http://user:secret@127.0.0.1:{own}/x", "password"),
        ("file:///etc/passwd", "no address of the web"),
        ("ftp://127.0.0.1/x", "no address of the web"),
        ("{path}", "more than 5 times"),
    ],
)
def test_where_it_is_sent_on_to_is_checked(location: str, says: str, tmp_path: Path) -> None:
    with serving() as canary, serving() as service:
        service.answers[PATH] = to(location.format(canary=canary.port, own=service.port, path=PATH))
        settings = site(tmp_path, service, source("crossref", answers.DOI))
        (outcome,) = fetched(settings, clock=Clock())
        assert outcome.state == "failed"
        assert says in outcome.reason
        assert "secret" not in outcome.reason
        assert canary.connections == 0
        assert len(service.asked) <= 6


def test_even_where_both_ports_are_named_a_private_host_is_not_sent_on_to(tmp_path: Path) -> None:
    """A private network is named for the services that the site names, not for whoever sends on to it."""
    with serving({"/": sends(WORK)}) as canary, serving() as service:
        service.answers[PATH] = to(f"{canary.address}/x")
        ports = [service.port, canary.port]
        settings = site(tmp_path, service, source("crossref", answers.DOI), ports=ports)
        (outcome,) = fetched(settings)
        assert "no public address" in outcome.reason
        assert canary.connections == 0


def test_it_is_never_sent_on_from_https_to_http() -> None:
    client = Client(FetchSettings(), World())
    ask = Ask(service=services()["crossref"], url="https://api.example/works/1")
    with pytest.raises(FailureError, match="from https to http"):
        client._next_address("https://api.example/works/1", "http://api.example/works/1", ask)


def test_an_endpoint_is_not_asked_at_a_private_address(tmp_path: Path) -> None:
    with serving() as canary:
        address = f"{canary.address}/sparql"
        settings = site(
            tmp_path, canary, source("sparql", address, options='options = { query = "w.sparql" }'), private="[]"
        )
        (tmp_path / "w.sparql").write_text("CONSTRUCT WHERE { ?s ?p ?o }", encoding="utf-8")
        (outcome,) = fetched(settings, clock=Clock())
        assert "no public address" in outcome.reason
        assert canary.connections == 0
