"""The cache: what holds is not fetched again, a kill at any point loses nothing, what is damaged counts as absent."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from scholargraph import cached_answers, disk
from scholargraph.acquire import SourceItem, fetching
from scholargraph.acquire.fetching import Cache
from scholargraph.config import Settings
from scholargraph.errors import BusyError, SnapshotError
from scholargraph.model import Rejected
from scholargraph.sources import reading
from tests.acquire.fetching import answers
from tests.acquire.fetching.server import Answer, in_turn, sends, serving, with_etag
from tests.acquire.fetching.sites import Clock, bodies, fetched, site, source

PATH = f"/crossref/works/{answers.DOI}"
OLD, NEW = (answers.dumped(answers.crossref_work(title=title)) for title in ("Old Maps", "New Maps"))
LISTING = "/openalex/works?filter=authorships.author.id:A5&per_page=100&cursor="


def author(*pages: Answer, count: int = 3) -> Mapping[str, Answer]:
    """An author whose works come in pages."""
    found = {"/openalex/authors/A5": sends(answers.dumped(answers.openalex_author()))}
    for number, page in enumerate(pages):
        found[f"{LISTING}{'*' if number == 0 else f'c{number}'}"] = page
    return found


def page(number: int, *, last: bool = False, count: int = 3, after: int | None = None) -> Answer:
    """A page with one work; `after` is the number of the page, where the work has another."""
    work = answers.openalex_work(number, f"Map {number}")
    cursor = None if last else f"c{after or number}"
    return sends(answers.dumped(answers.openalex_page([work], count=count, cursor=cursor)))


# ----------------------------------------------------------------------------------------------------- what holds


def test_what_still_holds_is_not_sent_again(tmp_path: Path) -> None:
    clock = Clock()
    with serving({PATH: with_etag(OLD, '"1"')}) as service:
        settings = site(tmp_path, service, source("crossref", answers.DOI))
        first = fetched(settings, clock=clock)
        before = reading.plans(settings)[0].items[0]
        clock.seconds += 90_000
        second = fetched(settings, clock=clock)
        after = reading.plans(settings)[0].items[0]

    assert [(one.state, one.bytes > 0) for one in (*first, *second)] == [("changed", True), ("unchanged", False)]
    assert service.asked[1].fields["If-None-Match"] == '"1"'
    assert isinstance(before, SourceItem)
    assert isinstance(after, SourceItem)
    assert (before.id, before.digest, before.retrieved) == (after.id, after.digest, after.retrieved)
    assert str(after.retrieved) == "2026-03-01", "it is of the day on which it came"


def test_another_answer_is_a_change_and_the_same_one_is_none(tmp_path: Path) -> None:
    with serving({PATH: in_turn(sends(OLD), sends(OLD), sends(NEW))}) as service:
        settings = site(tmp_path, service, source("crossref", answers.DOI))
        assert [fetched(settings, clock=Clock(seconds=day * 86_400))[0].state for day in range(3)] == [
            "changed",
            "unchanged",
            "changed",
        ]
        assert list(bodies(settings).values()) == [NEW.encode()]
    assert sum(1 for _ in (Cache(settings).folder / "bodies").glob("*/*")) == 1, "what nobody needs is gone"


def test_what_only_tells_how_long_it_took_is_no_change(tmp_path: Path) -> None:
    work = answers.openalex_work(1, "Map 1")
    pages = [sends(answers.dumped(answers.openalex_page([work], count=1, cursor=None, took=took))) for took in (1, 2)]
    with serving(author(in_turn(*pages))) as service:
        settings = site(tmp_path, service, source("openalex", "A5"))
        assert [fetched(settings, clock=Clock(seconds=day * 86_400))[0].state for day in range(2)] == [
            "changed",
            "unchanged",
        ]


def test_nothing_is_current_before_it_is_taken_over(tmp_path: Path) -> None:
    with serving({PATH: in_turn(sends(OLD), sends(NEW))}) as service:
        settings = site(tmp_path, service, source("crossref", answers.DOI))
        fetched(settings)
        fetched(settings, clock=Clock(seconds=9_000), take=False)
    assert list(bodies(settings).values()) == [OLD.encode()]
    assert list(bodies(settings, staged=True).values()) == [NEW.encode()]

    with Cache(settings).locked():
        cached_answers.drop(settings)

    assert list(bodies(settings, staged=True).values()) == [OLD.encode()]


def test_another_id_address_or_parameter_is_another_request(tmp_path: Path) -> None:
    """What was fetched of one is never given for another."""
    with serving({PATH: sends(OLD)}) as service, serving({PATH: sends(NEW)}) as mirror:
        settings = site(tmp_path, service, source("crossref", answers.DOI))
        fetched(settings, take=False)
        other = site(tmp_path, mirror, source("crossref", answers.DOI))
        assert bodies(other, staged=True) == {}
        again = site(tmp_path, service, source("crossref", f"https://doi.org/{answers.DOI.upper()}"))
        assert list(bodies(again, staged=True).values()) == [OLD.encode()]
        for options in ("options = { set = 'a' }", "options = { from = 2020-01-01 }", ""):
            oai = site(tmp_path, service, source("oai-pmh", f"{service.address}/oai", options=options))
            assert bodies(oai, staged=True) == {}
            service.answers["/oai"] = sends(answers.oai_page([answers.oai_record(1, "T")]), kind="text/xml")
            fetched(oai)
            assert bodies(oai)


def test_what_the_site_asks_for_no_more_goes(tmp_path: Path) -> None:
    with serving({PATH: sends(OLD), "/ror/": sends(answers.dumped(answers.ror_record()))}) as service:
        settings = site(tmp_path, service, source("crossref", answers.DOI) + source("ror", answers.ROR))
        fetched(settings)
        fewer = site(tmp_path, service, source("ror", answers.ROR))
        fetched(fewer, clock=Clock(seconds=9_000))
    assert len(Cache(fewer).current()) == 1
    assert sum(1 for _ in (Cache(fewer).folder / "bodies").glob("*/*")) == 1


# ------------------------------------------------------------------------------------------------------ what fails


def test_what_fails_leaves_what_is_there(tmp_path: Path) -> None:
    with serving({PATH: in_turn(sends(OLD), sends(b"", status=404))}) as service:
        settings = site(tmp_path, service, source("crossref", answers.DOI))
        fetched(settings)
        assert fetched(settings, clock=Clock(seconds=9_000))[0].state == "failed"
    assert list(bodies(settings).values()) == [OLD.encode()]


@pytest.mark.parametrize("third", [sends(b"", status=404), page(3, last=True, count=9)], ids=["fails", "too few"])
def test_a_part_of_a_list_never_takes_the_place_of_the_whole(third: Answer, tmp_path: Path) -> None:
    with serving(author(page(1), page(2), page(3, last=True))) as service:
        settings = site(tmp_path, service, source("openalex", "A5"))
        fetched(settings)
        whole = bodies(settings)
        service.answers[f"{LISTING}c2"] = third
        (outcome,) = fetched(settings, clock=Clock(seconds=90_000))

    assert outcome.state == "failed"
    assert bodies(settings) == whole
    assert len(whole) == 2


def test_an_unfinished_list_is_gone_on_with(tmp_path: Path) -> None:
    """After a spent quota, and after a kill: the pages that came are not asked for again."""
    spent = sends(b"", status=429, more={"Retry-After": "40000"})
    with serving(author(page(1), page(2), in_turn(spent, page(3, last=True)))) as service:
        settings = site(tmp_path, service, source("openalex", "A5"))
        first = fetched(settings)
        asked = len(service.asked)
        second = fetched(settings, clock=Clock(seconds=50_000))

    assert [one.state for one in (*first, *second)] == ["failed", "changed"]
    assert service.paths[asked:] == [f"{LISTING}c2"]
    assert len(bodies(settings)) == 2


def test_an_unfinished_list_that_is_too_old_begins_anew(tmp_path: Path) -> None:
    with serving(author(page(1), in_turn(sends(b"", status=404), page(2, last=True, count=2)))) as service:
        settings = site(tmp_path, service, source("openalex", "A5"))
        fetched(settings)
        service.answers[f"{LISTING}*"] = page(1, count=2)
        asked = len(service.asked)
        assert fetched(settings, clock=Clock(seconds=5 * 86_400))[0].state == "changed"
    assert len(service.asked) - asked == 3


def test_a_token_that_is_taken_no_more_begins_the_list_anew(tmp_path: Path) -> None:
    first = sends(answers.oai_page([answers.oai_record(1, "A")], "old"), kind="text/xml")
    fresh = sends(answers.oai_page([answers.oai_record(1, "A")], "new"), kind="text/xml")
    gone = sends(answers.oai_error("badResumptionToken", "expired"), kind="text/xml")
    last = sends(answers.oai_page([answers.oai_record(2, "B")], ""), kind="text/xml")
    pages = {
        "/oai?verb=ListRecords&metadataPrefix": in_turn(first, fresh),
        "/oai?verb=ListRecords&resumptionToken=old": in_turn(sends(b"", status=404), gone),
        "/oai?verb=ListRecords&resumptionToken=new": last,
    }
    with serving(pages) as service:
        settings = site(tmp_path, service, source("oai-pmh", f"{service.address}/oai"))
        assert fetched(settings)[0].state == "failed"
        (outcome,) = fetched(settings, clock=Clock(seconds=9_000))
    assert (outcome.state, outcome.reason) == ("changed", "")
    assert len(bodies(settings)) == 2


def test_a_list_that_goes_in_a_circle_ends(tmp_path: Path) -> None:
    with serving(
        author(
            page(1), sends(answers.dumped(answers.openalex_page([answers.openalex_work(2, "B")], count=3, cursor="c1")))
        )
    ) as service:
        settings = site(tmp_path, service, source("openalex", "A5"))
        (outcome,) = fetched(settings)
    assert "in a circle" in outcome.reason


# --------------------------------------------------------------------------------------------------------- damage


def test_a_damaged_body_counts_as_absent_and_is_fetched_anew(tmp_path: Path) -> None:
    with serving({PATH: with_etag(OLD, '"1"')}) as service:
        settings = site(tmp_path, service, source("crossref", answers.DOI))
        fetched(settings)
        (body,) = (Cache(settings).folder / "bodies").glob("*/*")
        body.write_bytes(OLD.replace("Old", "Odd").encode())

        (told,) = reading.plans(settings)[0].items
        assert isinstance(told, Rejected)
        assert "damaged" in told.reason
        assert "scholargraph refresh" in told.reason

        (outcome,) = fetched(settings, clock=Clock(seconds=9_000))
    assert outcome.state == "changed"
    assert list(bodies(settings).values()) == [OLD.encode()]


def test_a_body_that_is_damaged_once_it_is_listed_is_not_read(tmp_path: Path) -> None:
    with serving({PATH: sends(OLD)}) as service:
        settings = site(tmp_path, service, source("crossref", answers.DOI))
        fetched(settings)
    plans = reading.plans(settings)
    (body,) = (Cache(settings).folder / "bodies").glob("*/*")
    body.write_bytes(b"{}")

    found = list(reading.read(plans))

    assert [type(one) for one in found] == [Rejected]


@pytest.mark.parametrize(
    "change",
    [lambda text: text[:-20], lambda text: text.replace(b"crossref", b"datacite"), lambda _: b"\x00\xff{}\n[]\n"],
)
def test_a_damaged_row_is_none(change: Callable[[bytes], bytes], tmp_path: Path) -> None:
    with serving({PATH: sends(OLD)}) as service:
        settings = site(tmp_path, service, source("crossref", answers.DOI))
        fetched(settings)
        index = Cache(settings).folder / "current.jsonl"
        index.write_bytes(change(index.read_bytes()))
        assert bodies(settings) == {}
        assert fetched(settings, clock=Clock(seconds=9_000))[0].state == "changed"
    assert list(bodies(settings).values()) == [OLD.encode()]


@pytest.mark.parametrize("staged", [False, True])
def test_the_index_is_read_once_for_all_sources(
    staged: bool,  # noqa: FBT001 - a parameter of the test
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    works = {
        f"/openalex/works/W{number}": sends(answers.dumped(answers.openalex_work(number, "M"))) for number in range(9)
    }
    told = "".join(source("openalex", f"W{number}", name=f"s{number}") for number in range(9))
    with serving(works) as service:
        settings = site(tmp_path, service, told)
        fetched(settings)
        fetched(settings, clock=Clock(seconds=9_000), take=False)
    read = list[str]()
    real = disk.read

    def noted(path: Path) -> bytes:
        read.append(path.name)
        return real(path)

    monkeypatch.setattr(disk, "read", noted)
    assert len(reading.plans(settings, staged=staged)) == 9
    assert [name for name in read if name.endswith(".jsonl")] == ["current.jsonl", "staged.jsonl"][: 1 + staged]


def test_what_changed_in_between_is_read_again(tmp_path: Path) -> None:
    with serving({PATH: in_turn(sends(OLD), sends(NEW))}) as service:
        settings = site(tmp_path, service, source("crossref", answers.DOI))
        cache = Cache(settings)
        seen = [len(cache.current())]
        for hours in (0, 3):
            fetched(settings, clock=Clock(seconds=hours * 3600), take=False)
            seen.append(len(cache.staged()))
            Cache(settings).take_over()
            seen += [len(cache.current()), len(cache.staged())]
    assert seen == [0, 1, 1, 0, 1, 1, 0]


def test_a_source_of_which_nothing_is_there_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    with serving({PATH: sends(OLD)}) as service:
        settings = site(tmp_path, service, source("crossref", answers.DOI) + source("ror", answers.ROR))
        fetched(settings, only={"crossref"})
        asked = len(service.asked)
        found = list(reading.read(reading.plans(settings)))
        assert len(service.asked) == asked, "reading asks nobody"
    (missing,) = (one for one in found if isinstance(one, Rejected))
    assert f"`scholargraph refresh {tmp_path}` fetches it" in missing.reason
    assert missing.item == f"ror {answers.ROR}"
    assert len(found) > 1


# ---------------------------------------------------------------------------------------------------------- kills


class Killed(BaseException):
    """The process ends here."""


@contextmanager
def killed_at(number: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """End at the n-th call that changes the disk; half of what is written there has come."""
    done: list[str] = []

    def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            done.append(name)
            if len(done) == number:
                raise Killed(name)
            return real(*given, **named)

        return call

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", counted("fsync", os.fsync))
        patched.setattr(Path, "replace", counted("rename", Path.replace))
        patched.setattr(disk, "sync", counted("sync", disk.sync))
        patched.setattr(Path, "mkdir", counted("mkdir", Path.mkdir))
        real = Path.unlink

        def unlink(path: Path, *, missing_ok: bool = False) -> None:
            if done and len(done) == number:
                return  # the dead clean nothing up
            if not missing_ok:
                counted("unlink", lambda: None)()
            real(path, missing_ok=missing_ok)

        patched.setattr(Path, "unlink", unlink)
        yield done


def states(settings: Settings) -> Mapping[str, bytes]:
    return dict(bodies(settings))


def test_killed_at_any_point_the_old_or_the_new_is_current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At each step of fetching and taking over; the next run ends what the killed one began, and leaves nothing behind."""
    points = 0
    with serving() as service:
        old = author(page(1), page(2), page(3, last=True))
        new = author(page(4, after=1), page(5, after=2), page(6, last=True))
        for number in range(1, 200):
            folder = tmp_path / str(number)
            settings = site(folder, service, source("openalex", "A5"))
            service.answers = dict(old)
            fetched(settings)
            before = states(settings)
            service.answers = dict(new)
            ended = False
            with killed_at(number, monkeypatch) as done:
                try:
                    fetched(settings, clock=Clock(seconds=9_000))
                    ended = True
                except Killed:
                    points += 1
            found = states(settings)
            assert found == before or (len(found) == 2 and b"Map 4" in b"".join(found.values())), (number, done)
            (outcome,) = fetched(settings, clock=Clock(seconds=9_100))
            assert outcome.reason == ""
            after = states(settings)
            assert b"Map 6" in b"".join(after.values())
            assert len(after) == 2
            held = {path.name for path in (Cache(settings).folder / "bodies").rglob("*") if path.is_file()}
            needed = {digest for one in Cache(settings).current().values() for digest in one.digests}
            assert held == needed, number
            if ended:
                break
        else:
            pytest.fail("it never ended")
    assert points > 20


def test_a_cut_line_of_the_staging_index_harms_no_other(tmp_path: Path) -> None:
    with serving(author(page(1), page(2), in_turn(sends(b"", status=404), page(3, last=True)))) as service:
        settings = site(tmp_path, service, source("openalex", "A5"))
        fetched(settings)
        staged = Cache(settings).folder / "staged.jsonl"
        text = staged.read_bytes()
        for cut in range(len(text) - 40, len(text), 7):
            staged.write_bytes(text[:cut])
            assert fetched(settings, clock=Clock(seconds=9_000))[0].reason == ""
            assert len(bodies(settings)) == 2


def test_two_do_not_fetch_at_once(tmp_path: Path) -> None:
    with serving() as service:
        settings = site(tmp_path, service, source("crossref", answers.DOI))
    told: list[str] = []
    with (
        Cache(settings).locked(),
        pytest.raises(BusyError, match="is fetching for this site"),
        Cache(settings).locked(told.append, patience=0),
    ):
        pass
    assert len(told) == 1


def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    with serving({PATH: in_turn(sends(OLD), sends(NEW))}) as service:
        settings = site(tmp_path, service, source("crossref", answers.DOI))
        fetched(settings)
        with monkeypatch.context() as patched:
            patched.setattr(disk, "replace_bytes", full)
            with pytest.raises(SnapshotError, match="make room"):
                fetched(settings, clock=Clock(seconds=9_000))
    assert list(bodies(settings).values()) == [OLD.encode()]


def test_an_index_that_cannot_be_read_is_not_taken_for_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise it would be replaced by one without what it holds."""

    def refused(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    with serving({PATH: sends(OLD)}) as service:
        settings = site(tmp_path, service, source("crossref", answers.DOI))
        fetched(settings)
    cache = Cache(settings)
    with cache.locked(), monkeypatch.context() as patched:
        patched.setattr(disk, "read", refused)
        for change in (cache.take_over, cache.collect, cache.current):
            with pytest.raises(PermissionError):
                change()
    assert list(bodies(settings).values()) == [OLD.encode()]


# ------------------------------------------------------------------------------------------------------ rewriting


def test_what_is_rewritten_has_no_validators_and_no_old_body_is_left(tmp_path: Path) -> None:
    with serving({PATH: with_etag(OLD, '"1"')}) as service:
        settings = site(tmp_path, service, source("crossref", answers.DOI))
        fetched(settings)
        cache = Cache(settings)
        with cache.locked():
            assert fetching.rewrite(cache, lambda body, _: body.replace(b"Old", b"New")) == 1
            assert fetching.rewrite(cache, lambda body, _: body.replace(b"Old", b"New")) == 0
        assert list(bodies(settings).values()) == [OLD.replace("Old", "New").encode()]
        assert [path.read_bytes() for path in cache.folder.glob("bodies/*/*")] == [*bodies(settings).values()]
        fetched(settings, clock=Clock(seconds=9_000))
    assert "If-None-Match" not in service.asked[1].fields


def test_what_a_kill_left_of_a_rewriting_goes_with_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({PATH: sends(OLD)}) as service:
        settings = site(tmp_path, service, source("crossref", answers.DOI))
        fetched(settings)
    cache = Cache(settings)
    with cache.locked():
        with monkeypatch.context() as patched:
            patched.setattr(Cache, "collect", lambda _: 0)  # killed before what is not needed goes
            fetching.rewrite(cache, lambda body, _: body.replace(b"Old", b"New"))
        (cache.folder / "current.jsonl.new").write_bytes(b"Old")
        fetching.rewrite(cache, lambda body, _: body.replace(b"Old", b"New"))
    assert not [path for path in cache.folder.rglob("*") if path.is_file() and b"Old" in path.read_bytes()]
