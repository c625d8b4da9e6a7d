"""Small graphs for the endpoint's tests, and a listener that counts who comes."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Self

from scholargraph.store import Info, Snapshots, build

EVIDENCE: Final = "https://x.example/graph/evidence"
NAME: Final = "https://schema.org/name"


def lines(number: int, *, word: str = "thing") -> list[str]:
    """Sorted statements about so many things: a name, a link to the next one, and one statement of evidence."""
    found = [f'<https://x.example/t> <{NAME}> "proof" <{EVIDENCE}> .']
    for count in range(number):
        this = f"<https://x.example/t{count}>"
        found.append(f'{this} <{NAME}> "{word} {count}" .')
        found.append(f"{this} <https://schema.org/next> <https://x.example/t{(count + 1) % number}> .")
    return sorted(found)


def publish(work: Path, statements: Iterable[str]) -> Info:
    """Make statements the current snapshot of a work directory."""
    snapshots = Snapshots(work)
    with snapshots.new() as directory:
        build(directory, statements)
        snapshots.commit(directory, {})
    return snapshots.require()


class Canary:
    """A listener on the loopback address that nobody should ever reach."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.connections = 0
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/"
        self._thread = threading.Thread(target=self._count, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _count(self) -> None:
        while True:
            try:
                visitor, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            visitor.close()
