"""The cache holds what fits, forgets what was not used for longest, and counts right whatever happens."""

from __future__ import annotations

import threading

from hypothesis import given
from hypothesis import strategies as st

from scholargraph.sparql.cache import Cache, Kept


def kept(size: int) -> Kept:
    return Kept(b"x" * size, "text/plain", "tag")


def test_what_was_put_is_given_and_nothing_else() -> None:
    cache = Cache(100_000)
    cache.put(("a", 1), kept(10), key_size=5)
    assert cache.get(("a", 1)) == kept(10)
    assert cache.get(("a", 2)) is None


def test_the_one_not_used_for_longest_goes_first() -> None:
    cache = Cache(20_000)
    for name in "abcdefgh":
        cache.put(name, kept(1_500), key_size=1)
    assert cache.get("a") is not None
    for name in "ij":
        cache.put(name, kept(1_500), key_size=1)
    assert cache.get("a") is not None
    assert cache.get("b") is None
    assert cache.get("j") is not None


def test_one_answer_does_not_push_out_all_others() -> None:
    cache = Cache(20_000)
    cache.put("small", kept(10), key_size=1)
    cache.put("large", kept(10_000), key_size=1)
    assert cache.get("large") is None
    assert cache.get("small") is not None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3_000))))
def test_the_room_is_never_exceeded(puts: list[tuple[int, int]]) -> None:
    cache = Cache(10_000)
    for key, size in puts:
        cache.put(key, kept(size), key_size=4)
        assert 0 <= cache.used <= 10_000
        found = cache.get(key)
        assert found is None or found.body in {b"x" * told for name, told in puts if name == key}
    assert cache.used == sum(cost for _, cost in cache._entries.values())


def test_threads_do_not_disturb_each_other() -> None:
    cache = Cache(50_000)

    def work(seed: int) -> None:
        for number in range(500):
            key = (seed * number) % 37
            cache.put(key, Kept(str(key).encode(), "text/plain", "tag"), key_size=1)
            found = cache.get(key)
            assert found is None or found.body == str(key).encode()

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.used == sum(cost for _, cost in cache._entries.values())
