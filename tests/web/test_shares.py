"""While there is enough, everybody gets some; then each client has an equal part, and its networks a few times as much."""

from __future__ import annotations

from scholargraph.sparql.clients import WIDER, networks_of
from scholargraph.web.shares import Shares


def taken(shares: Shares, address: str, times: int = 1000) -> int:
    networks = networks_of(address)
    return sum(shares.take(networks) for _ in range(times))


def test_one_client_has_what_there_is_until_it_is_scarce() -> None:
    shares = Shares(90, usual=4)
    assert taken(shares, "192.0.2.1") == 60
    assert taken(shares, "192.0.2.2") == 4, "others have their part all the same"
    assert not shares.take(networks_of("192.0.2.1"))


def test_the_more_there_are_the_less_has_each_and_never_less_than_one() -> None:
    shares = Shares(90, usual=6)
    got = [taken(shares, f"192.0.2.{number}") for number in range(1, 121)]
    assert got[0] == 60
    assert set(got[1:]) == {6, 5, 4, 3, 2, 1} & set(got[1:])
    assert got[1:] == sorted(got[1:], reverse=True)
    assert got[-1] == 1


def test_networks_have_a_few_times_the_part_of_a_client() -> None:
    shares = Shares(300, usual=4)
    assert taken(shares, "192.0.2.1") == shares.scarce
    one, two, four = (4 * times for times in WIDER)
    assert taken(shares, "2001:db8:1:100::1") == one
    assert [taken(shares, f"2001:db8:1:1{number:02x}::1") for number in range(1, 9)] == [two - one, *[0] * 7]
    assert sum(taken(shares, f"2001:db8:1:{number:x}00::1") for number in range(2, 40)) == four - two
    assert taken(shares, "2001:db8:2::1") == one, "another site is another client"


def test_three_hundred_clients_have_one_each() -> None:
    shares = Shares(256, usual=4)
    assert sum(taken(shares, f"10.0.{number // 250}.{number % 250}", 1) for number in range(300)) == 300


def test_all_is_given_back() -> None:
    shares = Shares(10, usual=2)
    addresses = [f"2001:db8:{number}::1" for number in range(5)] + ["192.0.2.1"]
    for address in addresses:
        assert shares.take(networks_of(address))
    assert (shares.busy, shares.clients) == (6, 6)
    for address in addresses:
        shares.give(networks_of(address))
    assert (shares.busy, shares.clients, shares.held) == (0, 0, {})


def test_where_it_is_strict_nobody_has_what_there_is_not() -> None:
    shares = Shares(20, usual=4, strict=True)
    assert sum(taken(shares, f"10.0.0.{number}", 1) for number in range(100)) == 20
    assert not shares.take(networks_of("192.0.2.1"))
