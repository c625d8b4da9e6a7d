"""curl, with which people try an endpoint first: every way to ask, conditions, packing, redirects, and bodies too large."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import do_without
from tests.live.conftest import Live

QUERY: Final = (
    "SELECT ?name { ?who a <http://xmlns.com/foaf/0.1/Person> ; <http://xmlns.com/foaf/0.1/name> ?name } ORDER BY ?name"
)
AS_QUERY: Final = ("-H", "Content-Type: application/sparql-query")
CSV: Final = ("-H", "Accept: text/csv")
LONG: Final = 60_000
TOO_LONG: Final = 1_000_000
HUGE: Final = 20_000_000


@dataclass(frozen=True)
class Told:
    """What curl received: the heads of all answers, one after the other, and the last body."""

    heads: tuple[str, ...]
    body: bytes
    code: int
    uploaded: int

    @property
    def status(self) -> int:
        return int(self.heads[-1].split()[1])

    def field(self, name: str) -> str | None:
        lines = [line.partition(":") for line in self.heads[-1].splitlines()[1:]]
        return next((value.strip() for found, _, value in lines if found.lower() == name.lower()), None)


@dataclass(frozen=True)
class Curl:
    program: str
    folder: Path

    def __call__(self, *arguments: str) -> Told:
        head, body = self.folder / "head", self.folder / "body"
        body.write_bytes(b"")
        command = [self.program, "-sS", "--max-time", "30", "-D", str(head), "-o", str(body), "-w", "%{size_upload}"]
        done = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=60, check=False)
        heads = tuple(filter(None, head.read_text("latin-1").replace("\r\n", "\n").split("\n\n")))
        return Told(heads, body.read_bytes(), done.returncode, int(done.stdout))


@pytest.fixture
def curl(tmp_path: Path) -> Curl:
    found = shutil.which("curl")
    if found is None:
        do_without("no curl is installed")
    return Curl(found, tmp_path)


@pytest.fixture
def names(department: Live) -> bytes:
    return department.get("sparql", accept="text/csv", body=QUERY.encode(), kind="application/sparql-query").body


@pytest.mark.parametrize(
    "way",
    [
        ("-G", "--data-urlencode", f"query={QUERY}"),
        ("--data-urlencode", f"query={QUERY}"),
        (*AS_QUERY, "--data-binary", QUERY),
        (*AS_QUERY, "-H", "Transfer-Encoding: chunked", "--data-binary", QUERY),
        ("--http1.0", "--data-urlencode", f"query={QUERY}"),
        ("--http2", "--data-urlencode", f"query={QUERY}"),
    ],
    ids=["get", "form", "direct", "in chunks", "HTTP/1.0", "offering HTTP/2"],
)
def test_every_way_to_ask(way: tuple[str, ...], curl: Curl, department: Live, names: bytes) -> None:
    told = curl(department.endpoint, *CSV, *way)
    assert (told.code, told.status, told.body) == (0, 200, names)
    assert told.field("Content-Length") == str(len(names))
    assert b"Ada Quill" in names


def test_a_head_is_that_of_the_answer(curl: Curl, department: Live, names: bytes) -> None:
    asked = (department.endpoint, "-G", "--data-urlencode", f"query={QUERY}", *CSV)
    head, whole = curl("-I", *asked), curl(*asked)
    assert (head.status, head.body[:5]) == (200, b"HTTP/")  # curl -I writes the head where the body goes
    for field in ("Content-Type", "Content-Length", "ETag", "Vary", "ScholarGraph-Snapshot"):
        assert head.field(field) == whole.field(field) is not None


def test_who_has_it_already_is_sent_nothing(curl: Curl, department: Live) -> None:
    for asked in (
        (department.endpoint, "-G", "--data-urlencode", f"query={QUERY}", *CSV),
        (department.endpoint, "-H", "Accept: text/turtle"),
        (f"{department.base}person/ada-quill", "-H", "Accept: text/turtle"),
        (f"{department.base}dump.nq.gz",),
    ):
        tag = curl(*asked).field("ETag")
        assert tag
        again = curl(*asked, "-H", f"If-None-Match: {tag}")
        assert (again.status, again.body, again.field("ETag"), again.code) == (304, b"", tag, 0)
        assert curl(*asked, "-H", 'If-None-Match: "another"').status == 200


def test_compressed_is_the_same(curl: Curl, department: Live) -> None:
    page = curl(f"{department.base}sparql", "-H", "Accept: text/html").body.decode()
    script = next(word for word in page.split('"') if "yasgui.min" in word and word.endswith(".js"))
    plain = curl(f"{department.base.rstrip('/')}{script}")
    packed = curl("--compressed", f"{department.base.rstrip('/')}{script}")
    assert plain.body == packed.body
    assert packed.field("Content-Encoding") in {"br", "gzip"}
    assert int(packed.field("Content-Length") or 0) < len(packed.body) / 2
    for path in ("", "person/ada-quill", "sparql", "dump.nq.gz"):
        assert curl("--compressed", department.base + path).body == curl(department.base + path).body
    assert gzip.decompress(curl(f"{department.base}dump.nq.gz").body)


def test_a_place_that_moved_is_followed(curl: Curl, department: Live) -> None:
    told = curl("-L", f"{department.base}person/quill-a", "-H", "Accept: text/turtle")
    assert [head.split()[1] for head in told.heads] == ["308", "200"]
    assert b"Ada Quill" in told.body


@pytest.mark.parametrize("expect", ["Expect: 100-continue", "Expect:"], ids=["asking before", "at once"])
@pytest.mark.parametrize("chunks", [(), ("-H", "Transfer-Encoding: chunked")], ids=["with a length", "in chunks"])
def test_a_long_query_is_answered_and_one_too_large_refused(
    expect: str, chunks: tuple[str, ...], curl: Curl, department: Live, tmp_path: Path
) -> None:
    body = tmp_path / "long.rq"
    for length, status in ((LONG, 200), (TOO_LONG, 413)):
        body.write_bytes(b"ASK {} #".ljust(length, b"x"))
        told = curl(department.endpoint, "-H", expect, *AS_QUERY, *chunks, "--data-binary", f"@{body}")
        assert (told.code, told.status) == (0, status)
        assert (told.heads[0].split()[1] == "100") is expect.endswith("continue")
        assert status == 200 or json.loads(told.body)["status"] == 413


def test_what_is_far_too_large_is_not_read_to_its_end(curl: Curl, department: Live, tmp_path: Path) -> None:
    """The connection is closed while it is still written to, and what closes it may overtake the 413 (RFC 9112, 9.6)."""
    body = tmp_path / "huge.rq"
    body.write_bytes(b"ASK {} #".ljust(HUGE, b"x"))
    told = curl(department.endpoint, "-H", "Expect:", *AS_QUERY, "--data-binary", f"@{body}")
    assert told.uploaded < HUGE
    assert told.code in {55, 56} or (told.code, told.status) == (0, 413)
    assert curl(department.endpoint, "--data-urlencode", "query=ASK {}").status == 200


def test_a_refusal_can_be_seen_by_a_script(curl: Curl, department: Live) -> None:
    """`--fail` gives exit code 22 for every status from 400 on."""
    assert curl("--fail", department.endpoint, "--data-urlencode", "query=SELECT").code == 22
    assert curl("--fail", department.endpoint, "--data-urlencode", "query=ASK {}").code == 0
