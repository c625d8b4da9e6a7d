"""Metrics in the text format of Prometheus (version 0.0.4): what was counted of requests, and what the server is doing now.

It knows no request: `telemetry` counts them. Labels have few values each, which the code names; no address is one of them.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import AF_INET, AF_INET6
from typing import Final

from scholargraph.threads import Supervised

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
PATH: Final = "/metrics"
BUCKETS: Final = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper bounds of durations, in seconds."""
CLIENT_SECONDS: Final = 10.0
"""How long who asks for metrics may take to send its request, or to read the answer."""

AGAIN_SECONDS: Final = 1.0
"""After which an address that is taken is tried again: by the process that this one replaces, say."""
PAUSE_SECONDS: Final = 0.05
"""Between two requests: where no descriptor is left for one, it is not tried again at once."""

_log: Final = logging.getLogger(__name__)

Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sample:
    """One value, under the name of its family and a suffix."""

    value: float
    labels: Labels | None = None
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """A metric: its name, its kind (`counter`, `gauge` or `histogram`), what it is, and its values."""

    name: str
    kind: str
    help: str
    samples: tuple[Sample, ...]


def gauge(name: str, help_: str, *samples: Sample | float) -> Family:
    """Make a metric that goes up and down."""
    return Family(name, "gauge", help_, _samples(samples))


def counter(name: str, help_: str, *samples: Sample | float) -> Family:
    """Make a metric that only grows."""
    return Family(name, "counter", help_, _samples(samples))


def exposition(families: Iterable[Family]) -> str:
    """Write metrics in the text format; one without values is left out."""
    return "".join(line for family in families if family.samples for line in _lines(family))


def _samples(given: Iterable[Sample | float]) -> tuple[Sample, ...]:
    return tuple(one if isinstance(one, Sample) else Sample(one) for one in given)


def _lines(family: Family) -> Iterator[str]:
    told = family.help.replace("\\", "\\\\").replace("\n", "\\n")
    yield f"# HELP {family.name} {told}\n# TYPE {family.name} {family.kind}\n"
    for sample in family.samples:
        labels = ",".join(f'{name}="{_label(value)}"' for name, value in (sample.labels or {}).items())
        braces = f"{{{labels}}}" if labels else ""
        yield f"{family.name}{sample.suffix}{braces} {_number(sample.value)}\n"


def _label(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')


def _number(value: float) -> str:
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    return str(int(value)) if value == int(value) and abs(value) < 2**53 else repr(float(value))


class RequestCounts:
    """What was counted of requests since the process began; any number of threads may count."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._answers: Counter[tuple[str, str]] = Counter()
        self._refusals: Counter[str] = Counter()
        self._errors: Counter[str] = Counter()
        self._bytes: Counter[str] = Counter()
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._buckets: defaultdict[str, list[int]] = defaultdict(lambda: [0] * (len(BUCKETS) + 1))
        self._under_way = 0

    def begin(self) -> None:
        """Count a request that has begun."""
        with self._turn:
            self._under_way += 1

    def end(self, *, route: str, status: int, seconds: float, sent: int, notes: Mapping[str, str]) -> None:
        """Count a request that has ended, `sent` being the bytes of its answer; `notes` name its error, and whose budget it met."""
        with self._turn:
            self._under_way -= 1
            self._answers[route, f"{status // 100}xx"] += 1
            self._bytes[route] += sent
            self._seconds[route] += seconds
            self._buckets[route][bisect_left(BUCKETS, seconds)] += 1
            if "budget" in notes:
                self._refusals[notes["budget"]] += 1
            if "error" in notes:
                self._errors[notes["error"]] += 1

    def families(self) -> list[Family]:
        """Give the metrics."""
        with self._turn:
            answers = [
                Sample(count, {"route": route, "status": told}) for (route, told), count in self._answers.items()
            ]
            refusals = [Sample(count, {"budget": budget}) for budget, count in self._refusals.items()]
            errors = [Sample(count, {"error": kind}) for kind, count in self._errors.items()]
            sent = [Sample(count, {"route": route}) for route, count in self._bytes.items()]
            durations = [
                sample
                for route, counts in self._buckets.items()
                for sample in _histogram(counts, self._seconds[route], {"route": route})
            ]
            under_way = self._under_way
        return [
            counter("scholargraph_requests_total", "Requests that were answered.", *answers),
            Family(
                "scholargraph_request_duration_seconds",
                "histogram",
                "Seconds from the beginning of a request to the end of its answer.",
                tuple(durations),
            ),
            counter("scholargraph_response_bytes_total", "Bytes of answers, without header fields.", *sent),
            gauge("scholargraph_requests_under_way", "Requests that are being answered.", under_way),
            counter(
                "scholargraph_refusals_total", "Requests refused with 429, by the budget that they met.", *refusals
            ),
            counter(
                "scholargraph_query_errors_total", "Queries that were not answered, by the type of problem.", *errors
            ),
        ]


def _histogram(counts: list[int], seconds: float, labels: Labels) -> Iterator[Sample]:
    total = 0
    for bound, count in zip((*BUCKETS, math.inf), counts, strict=True):
        total += count
        yield Sample(total, {**labels, "le": _number(bound)}, "_bucket")
    yield Sample(seconds, labels, "_sum")
    yield Sample(total, labels, "_count")


def serve(host: str, port: int, render: Callable[[], str]) -> None:
    """Give metrics at an address from now on, in threads of their own; while it is taken, it is tried again."""
    Supervised("metrics", Giving(host, port, render).step, pause=PAUSE_SECONDS).start()


class Giving:
    """The steps of the thread that gives metrics: first it listens, then it takes one request after the other."""

    def __init__(self, host: str, port: int, render: Callable[[], str]) -> None:
        self._address = host, port
        self._render = render
        self._server: MetricsServer | None = None
        self._complained = False

    def step(self) -> None:
        """Wait for a request for a while, and hand it to a thread of its own."""
        if self._server is not None:
            self._server.handle_request()
            return
        try:
            self._server = MetricsServer(*self._address, self._render)
        except OSError as error:
            if not self._complained:
                _log.error("Metrics cannot be given at %s, port %d, yet: %s", *self._address, error)
            self._complained = True
            time.sleep(AGAIN_SECONDS)


class MetricsServer(ThreadingHTTPServer):
    """A server of its own for metrics: an address of ours, not for the public, and no thread of those that answer it."""

    daemon_threads = True
    timeout = AGAIN_SECONDS
    block_on_close = False

    def __init__(self, host: str, port: int, render: Callable[[], str]) -> None:
        """Listen. Raises OSError."""
        self.address_family = AF_INET6 if ":" in host else AF_INET
        self.render = render
        super().__init__((host, port), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is nothing to tell of."""


class _Handler(BaseHTTPRequestHandler):
    timeout = CLIENT_SECONDS
    server: MetricsServer
    server_version = "ScholarGraph"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer with the metrics."""
        if self.path.partition("?")[0] != PATH:
            self.send_error(HTTPStatus.NOT_FOUND, "Only /metrics is here.")
            return
        body = self.server.render().encode("utf-8")
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", CONTENT_TYPE)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815 - the name that http.server looks for

    def log_message(self, *_: object) -> None:
        """Whoever asks for metrics is not logged."""
