"""A worker in this process, at the other end of a socket pair: what it answers, and when it retires."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scholargraph.errors import (
    QueryError,
    QueryMemoryError,
    QuerySyntaxError,
    ResultTooLargeError,
    SnapshotError,
    WorkerLostError,
)
from scholargraph.formats import CSV, JSON, TURTLE, Format
from scholargraph.sparql import confinement, wire, worker
from scholargraph.sparql.confinement import Touched
from scholargraph.sparql.limits import MIB
from scholargraph.sparql.wire import News, Question
from scholargraph.sparql.worker import answer_all
from scholargraph.store import Dataset, Reader
from tests.sparql.graphs import EVIDENCE, lines, publish

linux = pytest.mark.skipif(sys.platform != "linux", reason="what a process can give up is Linux's to say")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return Reader(publish(tmp_path_factory.mktemp("work"), lines(5)))


def question(query: str, form: Format = CSV, dataset: Dataset | None = None, rows: int = 100) -> Question:
    return Question(query, "https://x.example/", form, dataset or Dataset(), rows, 10_000, 60.0)


@pytest.fixture
def asked(reader: Reader) -> Iterator[Any]:
    """Ask a worker that runs in a thread, and is never killed."""
    ours, theirs = socket.socketpair()
    ours.settimeout(10)

    def work() -> None:
        with theirs:
            answer_all(theirs, reader, touched=Touched(has_copy=False), most_touched=1 << 40, growth=MIB)

    thread = threading.Thread(target=work)
    thread.start()

    def ask(told: Question) -> tuple[bytes | QueryError, bool] | None:
        wire.send_question(ours, told)
        return wire.read_answer(ours)

    yield ask
    ours.close()
    thread.join()


def test_answers_come_back_whole(asked: Any) -> None:
    assert asked(question("SELECT (1 AS ?x) {}")) == (b"x\r\n1\r\n", False)
    assert asked(question("ASK {}", JSON)) == (b'{"head":{},"boolean":true}', False)
    assert asked(question("CONSTRUCT { <a:a> <a:b> 'ü' } {}", TURTLE)) == ('<a:a> <a:b> "ü" .\n'.encode(), False)
    query = "SELECT ?o { <t> ?p ?o }"
    assert asked(question(query)) == (b"o\r\n", False)
    assert asked(question(query, dataset=Dataset((EVIDENCE,)))) == (b"o\r\nproof\r\n", False)


def test_errors_come_back_as_they_are(asked: Any) -> None:
    answer, retiring = asked(question("SELECT * {\n ?s"))
    assert isinstance(answer, QuerySyntaxError)
    assert answer.place is not None
    assert answer.place.line == 2
    assert not retiring
    answer, _ = asked(question("SELECT * { ?s ?p ?o }", rows=3))
    assert isinstance(answer, ResultTooLargeError)
    answer, _ = asked(question("SELECT ('" + "x" * 20_000 + "' AS ?x) {}"))
    assert isinstance(answer, ResultTooLargeError)
    assert type(asked(question("SELECT * { SERVICE ?unbound {} }"))[0]) is QueryError


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (MemoryError(), QueryMemoryError),
        (SnapshotError("gone"), WorkerLostError),
        (KeyboardInterrupt(), WorkerLostError),
    ],
)
def test_what_hurts_a_worker_makes_it_retire(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, fault: BaseException, expected: type[QueryError]
) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise fault

    monkeypatch.setattr(reader, "ask", broken, raising=True)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        wire.send_question(ours, question("ASK {}"))
        answer_all(theirs, reader, touched=Touched(has_copy=False), most_touched=1 << 40, growth=MIB)
        found = wire.read_answer(ours)
    assert found is not None
    assert isinstance(found[0], expected)
    assert found[1]


@pytest.mark.parametrize("has_copy", [False, pytest.param(True, marks=linux)])
@pytest.mark.parametrize(("long", "questions"), [(-1.0, 1), (60.0, worker.OFTEN)])
def test_a_worker_that_has_made_much_memory_its_own_retires(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, *, long: float, questions: int, has_copy: bool
) -> None:
    """Whether each question takes long, or many take none: `answer_all` comes back though the socket has not ended."""
    monkeypatch.setattr(worker, "LONG_SECONDS", long)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        limits = {"touched": Touched(has_copy=has_copy), "most_touched": -1, "growth": MIB}
        thread = threading.Thread(target=answer_all, args=(theirs, reader), kwargs=limits)
        thread.start()
        for number in range(1, questions + 1):
            wire.send_question(ours, question("ASK {}"))
            assert wire.read_answer(ours) == (b"true", number == questions)
        thread.join(10)
        assert not thread.is_alive()


def test_long_answers_come_through_the_room_whole_and_leave_it_again() -> None:
    room = wire.make_room()
    assert (room is not None) is hasattr(os, "memfd_create")
    ours, theirs = socket.socketpair()
    with ours, theirs:
        for size in (3_000_000, 70_000, 5, 65_536, 100_000):
            wire.clear(room)
            answer = os.urandom(size)
            thread = threading.Thread(
                target=wire.send_answer, args=(theirs, answer), kwargs={"retiring": False, "room": room}
            )
            thread.start()
            assert wire.read_answer(ours, room) == (answer, False)
            thread.join()
        if room is not None:
            wire.clear(room)
            assert os.fstat(room).st_size <= 1 << 20
            wire.send_answer(theirs, b"x" * 100_000, retiring=True, room=room)
            os.ftruncate(room, 99_999)
            assert wire.read_answer(ours, room) is None, "what is not there is not made up"
            os.close(room)


def test_an_end_in_the_middle_of_anything_is_an_end() -> None:
    ours, theirs = socket.socketpair()
    with ours:
        wire.send_answer(theirs, b"x" * 100_000, retiring=False)
        whole = ours.recv(200_000, socket.MSG_WAITALL | socket.MSG_PEEK)
        theirs.close()
    for cut in (0, 1, 4, 5, 1_000, len(whole) - 1):
        ours, theirs = socket.socketpair()
        with ours:
            theirs.sendall(whole[:cut])
            theirs.close()
            assert wire.read_answer(ours) is None
    for cut in (0, 3, 4, 9):
        ours, theirs = socket.socketpair()
        with theirs:
            ours.sendall(b"\x00\x00\x00\x20{}......"[:cut])
            ours.close()
            assert wire.read_question(theirs) is None


def test_an_answer_that_comes_in_pieces_is_read_whole() -> None:
    ours, theirs = socket.socketpair()
    writer, copy = socket.socketpair()
    with ours, theirs, writer, copy:
        wire.send_answer(writer, QuerySyntaxError("not SPARQL"), retiring=True)
        data = copy.recv(10_000)

        def drip() -> None:
            for number in range(len(data)):
                theirs.sendall(data[number : number + 1])

        thread = threading.Thread(target=drip)
        thread.start()
        found = wire.read_answer(ours)
        thread.join()
    assert found is not None
    assert isinstance(found[0], QuerySyntaxError)
    assert found[0].place is None
    assert found[1]


def test_news_is_read_as_it_was_written() -> None:
    for kind in News:
        data = wire.news(kind, 123_456, status=-11)
        assert len(data) == wire.NEWS_SIZE
        assert wire.read_news(data) == (kind, 123_456, -11)


def run(program: str) -> subprocess.CompletedProcess[str]:
    prelude = "import os, resource, socket, sys\nfrom scholargraph.sparql import confinement\n"
    return subprocess.run(
        [sys.executable, "-c", prelude + program], capture_output=True, text=True, check=False, timeout=30
    )


@linux
def test_memory_beyond_the_limit_is_refused() -> None:
    done = run(
        "confinement.limit_memory(64 << 20)\nb = bytearray(32 << 20)\ntry: c = bytearray(64 << 20)\nexcept MemoryError: sys.exit(7)"
    )
    assert done.returncode == 7, done.stderr


@linux
def test_no_more_files_means_no_socket_either() -> None:
    done = run("confinement.open_no_more_files()\ntry: socket.socket()\nexcept OSError as error: sys.exit(error.errno)")
    assert done.returncode == 24, done.stderr


@linux
def test_without_a_network_nobody_is_reached(tmp_path: Path) -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    done = run(
        "if not confinement.leave_the_network(): sys.exit(5)\n"
        f"try: socket.create_connection(('127.0.0.1', {port}), 1)\nexcept OSError: sys.exit(7)"
    )
    listener.close()
    if done.returncode == 5:
        pytest.skip("this system allows no network of one's own")
    assert done.returncode == 7, done.stderr


@linux
def test_a_child_ends_with_its_parent() -> None:
    program = """
read, write = os.pipe()
parent = os.fork()
if parent == 0:
    middle = os.getpid()
    if os.fork() == 0:
        confinement.die_with_parent(middle)
        os.write(write, b"+")
        import time; time.sleep(60)
    os.read(read, 1)
    os._exit(0)
os.close(write)
os.waitpid(parent, 0)
assert os.read(read, 1) == b"", "the end of the pipe: nobody holds its other end"
"""
    done = run(program)
    assert done.returncode == 0, done.stderr


@linux
@pytest.mark.parametrize("has_copy", [False, True])
def test_memory_that_is_written_counts_as_touched_even_where_huge_pages_are_wanted(*, has_copy: bool) -> None:
    program = f"""
import mmap
touched = confinement.Touched(has_copy={has_copy})
confinement.open_no_more_files()
confinement.take_small_pages()
before = touched.size()
memory = mmap.mmap(-1, 32 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
memory.madvise(mmap.MADV_HUGEPAGE)
for at in range(0, len(memory), confinement.PAGE):
    memory[at] = 1
assert (32 << 20) - confinement.PAGE <= touched.size() - before < 40 << 20
"""
    done = run(program)
    assert done.returncode == 0, done.stderr
    assert confinement.address_space() > confinement.resident() > 0
