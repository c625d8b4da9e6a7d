"""A client is one however its address is written, and is counted in its networks as well."""

from __future__ import annotations

import pytest

from scholargraph.sparql import clients
from scholargraph.sparql.clients import NAMELESS, client_of, named_by_proxy, networks_of

SIX = "2001:db8:1:2ff::9"


@pytest.mark.parametrize(
    "address",
    [
        "192.0.2.1",
        "192.0.2.1:5678",
        "192.0.2.1:",
        " 192.0.2.1 ",
        '"192.0.2.1:80"',
        "::ffff:192.0.2.1",
        "[::ffff:192.0.2.1]:9",
    ],
)
def test_one_ipv4_address_in_all_writings(address: str) -> None:
    assert client_of(address) == "192.0.2.1"
    assert networks_of(address) == ("192.0.2.1",)
    assert named_by_proxy(address) == "192.0.2.1"


@pytest.mark.parametrize(
    "address",
    [SIX, f"[{SIX}]", f"[{SIX}]:443", f'"[{SIX}]"', f'"[{SIX}]:443"', f"{SIX}%eth0", SIX.upper(), f" {SIX}\t"],
)
def test_one_ipv6_address_in_all_writings(address: str) -> None:
    assert client_of(address) == "2001:db8:1:2ff::/64"
    assert networks_of(address) == ("2001:db8:1:2ff::/64", "2001:db8:1:200::/56", "2001:db8:1::/48")
    assert named_by_proxy(address) == SIX


@pytest.mark.parametrize(
    "words",
    [
        *(
            "unknown",
            "_hidden",
            "",
            "   ",
            '""',
            "[]",
            "[]:80",
            "[192.0.2.1",
            "192.0.2.1]",
            "192.0.2",
            "192.0.2.1:http",
        ),
        *("1.2.3.4:5:6", "[[::1]]", "1.2.3.4, 5.6.7.8", "example.org", "::g", "%", "%eth0", "\x00", "1" * 10_240, "é"),
    ],
)
def test_garbage_of_proxies_is_one_client(words: str) -> None:
    assert named_by_proxy(words) == NAMELESS


def test_what_is_no_address_is_counted_as_it_is_and_not_remembered_where_it_is_long() -> None:
    """A token's name is one; a flood of long ones would fill the memory of those who were seen."""
    assert client_of("token somebody") == "token somebody"
    clients._networks.cache_clear()
    for number in range(100):
        assert client_of(f"{number}" + "x" * 10_000).startswith(f"{number}x")
    assert clients._networks.cache_info().currsize == 0
