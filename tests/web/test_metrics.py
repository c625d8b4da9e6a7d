"""Metrics: a strict reader reads them, they say what is so, and are given at an address of their own."""

from __future__ import annotations

import http.client
import math
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.ports import free_port
from scholargraph import publish_record
from scholargraph.config import Settings
from scholargraph.event_log import EventLog
from scholargraph.service_settings import LogFormat
from scholargraph.web import metrics as module
from scholargraph.web.app import create_app
from scholargraph.web.gauges import renderer
from scholargraph.web.metrics import BUCKETS, CONTENT_TYPE, MetricsServer, RequestCounts, Sample, exposition, gauge
from scholargraph.web.telemetry import ROUTES
from tests import prometheus
from tests.conftest import ROOT
from tests.waiting import PATIENCE, until


@given(st.text(), st.text(), st.floats(allow_nan=False))
def test_any_words_and_numbers_can_be_read_back(help_: str, label: str, value: float) -> None:
    text = exposition([gauge("a_metric", help_, Sample(value, {"label": label}))])
    if "\r" not in help_ + label:  # a reader of lines may take it for the end of one
        family = prometheus.read(text)["a_metric"]
        (((_, ((_, written),)), found),) = family.samples.items()
        assert found == value
        assert written.replace("\\\\", "\0").replace('\\"', '"').replace("\\n", "\n").replace("\0", "\\") == label


@pytest.mark.parametrize(
    "text",
    [
        "a 1\n", "# TYPE a gauge\na 1\n", "# HELP a x\n# TYPE a gauge\na 1", "# HELP a x\n# TYPE a gauge\na one\n",
        "# HELP a x\n# TYPE a gauge\nb 1\n", '# HELP a x\n# TYPE a gauge\na{l="1} 1\n', "# HELP a x\n# TYPE a counter\na 1\n",
        "# HELP a x\n# TYPE a gauge\na 1\na 1\n", '# HELP a x\n# TYPE a histogram\na_bucket{le="1"} 1\na_sum 1\na_count 1\n',
        "# HELP a x\n# TYPE a gauge\n", "# HELP a_total x\n# TYPE a_total counter\na_total -1\n",
    ],
)  # fmt: skip
def test_the_reader_is_strict(text: str) -> None:
    with pytest.raises((AssertionError, KeyError)):
        prometheus.read(text)


def test_durations_are_counted_in_buckets() -> None:
    counts = RequestCounts()
    for seconds in (0.0, 0.001, 0.0011, 0.3, 100.0):
        counts.begin()
        counts.end(route="page", status=200, seconds=seconds, sent=1, notes={})
    family = prometheus.read(exposition(counts.families()))["scholargraph_request_duration_seconds"]
    buckets = {
        dict(labels)["le"]: count for (name, labels), count in family.samples.items() if name.endswith("_bucket")
    }
    assert len(buckets) == len(BUCKETS) + 1
    assert [buckets[bound] for bound in ("0.001", "0.005", "0.25", "0.5", "30", "+Inf")] == [2, 3, 3, 4, 4, 5]
    total = family.samples["scholargraph_request_duration_seconds_sum", (("route", "page"),)]
    assert math.isclose(total, 100.3021)


def test_many_threads_lose_no_count() -> None:
    counts = RequestCounts()

    def client() -> None:
        for _ in range(500):
            counts.begin()
            counts.end(route="page", status=404, seconds=0.1, sent=2, notes={"error": "x", "budget": "errors"})

    threads = [threading.Thread(target=client) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = prometheus.read(exposition(counts.families()))
    assert found["scholargraph_requests_total"].samples.popitem()[1] == 2000
    assert found["scholargraph_refusals_total"].samples.popitem()[1] == 2000
    assert found["scholargraph_response_bytes_total"].samples.popitem()[1] == 4000
    assert found["scholargraph_requests_under_way"].samples.popitem()[1] == 0


def value(found: dict[str, prometheus.Family], name: str, **labels: str) -> float:
    return found[name].samples[name, tuple(labels.items())]


def test_an_application_tells_what_it_does(settings: Settings) -> None:
    app = create_app(settings)
    render = renderer(app, settings, counts=RequestCounts())
    client = app.test_client()
    for _ in range(2):
        assert client.get("/", headers={"Accept": "text/html"}).status_code == 200
    found = prometheus.read(render())
    assert value(found, "scholargraph_cache_requests_total", cache="pages", result="hit") == 1
    assert value(found, "scholargraph_cache_requests_total", cache="pages", result="miss") == 1
    assert value(found, "scholargraph_cache_bytes", cache="pages") > 0
    info = app.extensions["scholargraph"].info()
    assert value(found, "scholargraph_snapshot_info", digest=info.digest) == 1
    assert value(found, "scholargraph_snapshot_statements") == int(info.manifest["statements"])
    assert value(found, "scholargraph_snapshot_timestamp_seconds") > 1e9
    assert value(found, "scholargraph_query_workers", state="idle") == 0
    assert value(found, "process_resident_memory_bytes") > 1e6
    assert 1 <= value(found, "process_open_fds") < value(found, "process_max_fds")
    assert "scholargraph_last_publish_success" not in found
    with pytest.raises(KeyError), publish_record.recorded(settings):
        raise KeyError
    with publish_record.recorded(settings) as result:
        result.done(changed=True, statements=1, snapshot="x", findings={})
    found = prometheus.read(render())
    assert value(found, "scholargraph_last_publish_success") == 1
    assert value(found, "scholargraph_last_publish_info", outcome="published") == 1
    (settings.work / publish_record.RECORD).unlink()


def test_every_metric_and_every_name_in_a_log_is_documented(settings: Settings) -> None:
    document = (ROOT / "docs" / "operation.md").read_text(encoding="utf-8")
    counts = RequestCounts()
    counts.begin()
    counts.end(route="page", status=429, seconds=0.1, sent=2, notes={"error": "throttled", "budget": "errors"})
    with publish_record.recorded(settings) as result:
        result.done(changed=True, statements=1, snapshot="x", findings={})
    log = EventLog(None, LogFormat.LINES)
    found = set(prometheus.read(renderer(create_app(settings), settings, counts=counts, log=log)()))
    (settings.work / publish_record.RECORD).unlink()
    named = set(re.findall(r"`((?:scholargraph|process)_[a-z_]+)`", document))
    # One that has no value yet is left out.
    assert named - found == {"scholargraph_query_workers_ended_total"}
    assert found - named == set()
    assert {route for route in ROUTES if f"`{route}`" not in document} == set()


def test_without_a_snapshot_the_rest_is_told(tmp_path: Any) -> None:
    nothing = Settings(directory=tmp_path, title="T", base="http://127.0.0.1/")
    found = prometheus.read(renderer(create_app(nothing), nothing, counts=RequestCounts())())
    assert "scholargraph_snapshot_info" not in found
    assert "process_open_fds" in found


@contextmanager
def given_at(host: str, render: Callable[[], str]) -> Iterator[int]:
    server = MetricsServer(host, 0, render)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def get(host: str, port: int, path: str, method: str = "GET") -> tuple[int, str | None, bytes]:
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Content-Type"), answer.read()
    finally:
        connection.close()


def test_metrics_are_given_at_one_path_and_in_one_way() -> None:
    with given_at("127.0.0.1", lambda: "a_metric 1\n") as port:
        assert get("127.0.0.1", port, "/metrics") == (200, CONTENT_TYPE, b"a_metric 1\n")
        assert get("127.0.0.1", port, "/metrics?a=b")[0] == 200
        assert get("127.0.0.1", port, "/metrics", "HEAD") == (200, CONTENT_TYPE, b"")
        assert get("127.0.0.1", port, "/")[0] == 404
        assert get("127.0.0.1", port, "/metrics", "POST")[0] == 501
        with socket.create_connection(("127.0.0.1", port)):  # one that says nothing is in nobody's way
            assert get("127.0.0.1", port, "/metrics")[0] == 200


def test_an_address_that_is_taken_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "AGAIN_SECONDS", 0.02)
    port = free_port()
    with socket.create_server(("127.0.0.1", port)):
        module.serve("127.0.0.1", port, lambda: "a_metric 1\n")
        until(lambda: "cannot be given" in caplog.text)

    def answers() -> bool:
        try:
            return get("127.0.0.1", port, "/metrics")[0] == 200
        except OSError:
            return False

    until(answers)
    assert caplog.text.count("cannot be given") == 1
