"""Who gets the next worker: whoever had least, and nobody can fill all the places."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest

from scholargraph.errors import OverloadedError, QueryMemoryError
from scholargraph.sparql.budget import Use
from scholargraph.sparql.limits import MIB, Limits
from scholargraph.sparql.long_queries import LongQueries, make_room
from scholargraph.sparql.turns import Turns

_NUMBERS = count()
LIMITS = Limits(workers=1, spare=0)


class FakeWorker:
    """What the turns and the long queries see of a worker."""

    def __init__(self, taken: int = 0) -> None:
        self.loader = SimpleNamespace(busy=0)
        self.number = next(_NUMBERS)
        self.aside = False
        self.copy = False
        self.fate: Any = None
        self.taken = taken

    def set_aside(self) -> None:
        self.aside = True

    def end_for(self, reason: Any) -> None:
        self.fate = reason

    def own_bytes(self) -> int:
        return self.taken


def worker(taken: int = 0) -> Any:
    return FakeWorker(taken)  # one that is no process


def test_a_free_worker_is_given_at_once() -> None:
    turns = Turns(replace(LIMITS, waiting=1))
    one = worker()
    turns.offer(one)
    assert turns.idle == [one]
    place = turns.join(Use("a"))
    assert not place.told.locked()
    assert one.loader.busy == 1
    assert place.worker is one
    assert turns.idle == []


def test_a_worker_with_a_copy_of_the_graph_goes_first() -> None:
    turns = Turns(replace(LIMITS, spare=0))
    with_copy, without = worker(), worker()
    with_copy.copy = True
    for order in ((with_copy, without), (without, with_copy)):
        for one in order:
            turns.offer(one)
        places = [turns.join(Use(name)) for name in "ab"]
        assert [place.worker for place in places] == [with_copy, without]
        turns.done(with_copy, places[0].use)
        turns.done(without, places[1].use)


def test_whoever_had_least_is_next() -> None:
    turns = Turns(replace(LIMITS, waiting=9))
    turns.offer(worker())
    turns.join(Use("busy"))
    again = turns.join(Use("busy"))
    spent = turns.join(Use("spent", spent=5.0))
    late, later = turns.join(Use("late")), turns.join(Use("later"))
    for place in (late, later, spent, again):
        assert place.told.locked()
        turns.offer(worker())
        assert not place.told.locked(), "in this order: no worker at the moment, little spent, early come"


def test_one_client_cannot_fill_all_places() -> None:
    turns = Turns(replace(LIMITS, waiting=2))
    greedy = [turns.join(Use("greedy", spent=spent)) for spent in (60.0, 61.0)]
    calm = turns.join(Use("calm"))
    assert not greedy[1].told.locked()
    assert isinstance(greedy[1].error, OverloadedError)
    assert greedy[0].told.locked()
    with pytest.raises(OverloadedError) as caught:
        turns.join(Use("greedy", spent=62.0))
    assert caught.value.retry_after == 1
    one = worker()
    turns.offer(one)
    assert calm.worker is one


def test_who_leaves_is_not_given_anything_and_the_end_is_told_to_all() -> None:
    turns = Turns(replace(LIMITS, waiting=5))
    gone, here = turns.join(Use("gone")), turns.join(Use("here"))
    assert turns.leave(gone) is None
    end = OverloadedError("The end.")
    turns.close(end)
    assert here.error is end
    assert gone.told.locked()


def test_a_long_query_makes_way_only_where_somebody_waits_for_it() -> None:
    turns = Turns(replace(LIMITS, workers=2, moment=0.0))
    busy, calm = worker(), worker()
    turns.offer(busy)
    turns.join(Use("busy", spent=50.0))
    turns.offer(calm)
    turns.join(Use("calm"))
    assert turns.overdue() is None, "nobody waits"
    turns.join(Use("next"))
    found = turns.overdue()
    assert found is not None
    assert (found[0], found[1].client) == (busy, "busy")
    assert turns.overdue() is None, "another worker is on its way already"
    turns.done(busy, found[1])
    turns.done(calm, Use("calm"))


def test_a_query_makes_way_for_whoever_had_less_sooner_than_for_its_equals() -> None:
    for spent, moment, found in ((50.0, 60.0, False), (50.0, 0.0, True), (0.5, 0.0, True), (50.0, 1e-9, True)):
        turns = Turns(replace(LIMITS, moment=moment))
        turns.offer(worker())
        turns.join(Use("busy", spent=spent))
        turns.join(Use("next"))
        assert (turns.overdue() is not None) is found


def test_the_spare_worker_is_for_those_who_have_none() -> None:
    turns = Turns(replace(LIMITS, spare=1))
    for _ in range(2):
        turns.offer(worker())
    turns.join(Use("greedy"))
    more = turns.join(Use("greedy"))
    assert more.told.locked()
    calm = turns.join(Use("calm"))
    assert not calm.told.locked()
    turns.offer(worker())
    assert more.told.locked(), "it is the spare one again"
    turns.offer(worker())
    assert not more.told.locked()


def test_of_too_many_long_queries_the_client_with_most_loses_one() -> None:
    limits = Limits(workers=1)
    assert limits.long == 2
    long = LongQueries(limits)
    workers = [worker() for _ in range(4)]
    long.add(workers[0], Use("calm", spent=90.0))
    long.add(workers[1], Use("greedy"))
    assert all(one.aside and one.fate is None for one in workers[:2])
    long.add(workers[2], Use("greedy", spent=1.0))
    assert [one.fate is None for one in workers[:3]] == [True, True, False]
    assert isinstance(workers[2].fate, OverloadedError)
    long.remove(workers[2])
    long.add(workers[3], Use("other"))
    assert [one.fate is None for one in workers] == [False, True, False, True], "one each: who has spent most"


def loader(*taken: int, held: int = 0) -> Any:
    made = SimpleNamespace(workers={number: worker(mib * MIB) for number, mib in enumerate(taken)}, held=held * MIB)
    for each in made.workers.values():
        each.loader = made
    return made


def test_the_largest_workers_end_until_the_rest_fits() -> None:
    limits = Limits(worker_bytes=244 * MIB)
    assert limits.pool_bytes(0) == 500 * MIB
    loaders = [loader(10, 300), loader(20, 400)]
    make_room(loaders, limits)
    workers = [each for one in loaders for each in one.workers.values()]
    assert [one.fate is None for one in workers] == [True, True, True, False]
    assert isinstance(workers[3].fate, QueryMemoryError)
    assert "400 MiB" in workers[3].fate.message
    make_room([], limits)


def test_workers_may_come_to_have_copies_of_the_graph() -> None:
    limits = Limits(worker_bytes=244 * MIB, workers=2)
    both = loader(800, 800, held=700)
    make_room([both, loader(40)], limits)
    assert all(one.fate is None for one in both.workers.values())
    make_room([both, loader(101)], limits)
    assert [one.fate is None for one in both.workers.values()].count(False) == 1


def test_a_worker_that_has_no_more_than_its_copy_is_not_ended_for_what_another_takes() -> None:
    limits = Limits(worker_bytes=244 * MIB, workers=2)
    one = loader(710, 720, 300, held=700)
    one.workers[0].copy = one.workers[1].copy = True
    make_room([one], limits)
    assert [each.fate is None for each in one.workers.values()] == [True, True, False]
