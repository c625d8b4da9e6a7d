"""The waiting room: so many in all, and whoever has most of it makes room first."""

from __future__ import annotations

import threading

import pytest

from scholargraph.errors import OverloadedError
from scholargraph.sparql.waiting import Ticket, WaitingRoom


def test_whoever_has_most_loses_the_one_that_came_last() -> None:
    room = WaitingRoom(3)
    greedy = [Ticket("greedy", 0.0) for _ in range(2)]
    calm, other = Ticket("calm", 9.0), Ticket("other", 5.0)
    for ticket in (*greedy, calm):
        room.enter(ticket)
    room.enter(other)
    assert [ticket.error is None for ticket in (*greedy, calm, other)] == [True, False, True, True]
    assert not greedy[1].told.locked(), "who waits is told"
    assert len(room) == 3
    more = Ticket("greedy", 0.0)
    with pytest.raises(OverloadedError) as caught:
        room.enter(more)
    assert (caught.value.status, caught.value.retry_after) == (503, 1)
    assert len(room) == 3


def test_of_as_many_each_whoever_has_spent_most_makes_room() -> None:
    room = WaitingRoom(2)
    much, little, late = Ticket("much", 9.0), Ticket("little", 1.0), Ticket("late", 1.0)
    room.enter(much)
    room.enter(little)
    room.enter(late)
    assert much.error is not None
    with pytest.raises(OverloadedError):
        room.enter(Ticket("later", 1.0))


def test_one_leaves_once() -> None:
    room = WaitingRoom(1)
    one = Ticket("one", 0.0)
    room.enter(one)
    assert room.threads() == {threading.get_ident()}
    assert room.leave(one)
    assert not room.leave(one)
    assert room.threads() == frozenset()


def test_a_room_without_places_lets_nobody_wait() -> None:
    with pytest.raises(OverloadedError):
        WaitingRoom(0).enter(Ticket("one", 0.0))


def test_a_call_is_heard_however_often_and_early_it_comes() -> None:
    ticket = Ticket("one", 0.0)
    assert not ticket.wait(0.0)
    ticket.call()
    ticket.call()
    assert ticket.wait(60.0)
