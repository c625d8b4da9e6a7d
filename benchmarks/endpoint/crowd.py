"""A small load generator of our own, for machines without wrk: threads that ask the request targets of a file in turn.

It is run as a process of its own, so that it does not share the interpreter's lock with what it measures. Where answers
take less than a millisecond it is itself what is slow; wrk is not.
"""

from __future__ import annotations

import argparse
import itertools
import json
import threading
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path


def main() -> None:
    """Ask for some seconds with some connections; print what happened as one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("connections", type=int)
    parser.add_argument("seconds", type=float)
    parser.add_argument("targets", type=Path)
    parser.add_argument("accept")
    options = parser.parse_args()
    turns = itertools.cycle(options.targets.read_text(encoding="utf-8").splitlines())
    crowd = [Client(options.port, turns, options.accept) for _ in range(options.connections)]
    began = time.monotonic()
    for one in crowd:
        one.until = began + options.seconds
        one.start()
    for one in crowd:
        one.join()
    took = time.monotonic() - began
    told = {
        "requests": sum(one.answered for one in crowd),
        "seconds": took,
        "bytes": sum(one.received for one in crowd),
        "status": sum(one.refused for one in crowd),
        "broken": sum(one.broken for one in crowd),
    }
    print(json.dumps(told))


class Client(threading.Thread):
    """One connection, kept alive."""

    def __init__(self, port: int, turns: itertools.cycle[str], accept: str) -> None:
        super().__init__()
        self.until = 0.0
        self.answered = 0
        self.received = 0
        self.refused = 0
        self.broken = 0
        self._turns = turns
        self._headers = {"Accept": accept}
        self._http = HTTPConnection("127.0.0.1", port, timeout=60)

    def run(self) -> None:
        """Ask until the time is up."""
        while time.monotonic() < self.until:
            try:
                self._http.request("GET", next(self._turns), headers=self._headers)
                response = self._http.getresponse()
                self.received += len(response.read())
            except (OSError, HTTPException):
                self.broken += 1
                self._http.close()
                continue
            self.refused += response.status != 200
            self.answered += 1
        self._http.close()


if __name__ == "__main__":
    main()
