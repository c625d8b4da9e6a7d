"""A site that fetches is refreshed: what changes is shown value by value before it is published; what fails changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from scholargraph import cached_answers, config, judging, store
from scholargraph.acquire.fetching import Cache, fetch, fetch_sources
from scholargraph.config import Settings
from scholargraph.errors import UsageError
from scholargraph.ntriples import Triple
from scholargraph.publish import publish
from scholargraph.refreshing import compared, prepared, publish_as_shown
from scholargraph.sources import reading
from scholargraph.validation import Report, Result, Severity
from tests import dumps
from tests.acquire.fetching import answers
from tests.acquire.fetching.server import Service, sends, serving
from tests.acquire.fetching.sites import Clock, site, source
from tests.cli.running import run

CURATED: Final = '[[source]]\nname = "facts"\nkind = "curation"\npath = "curation.toml"\n\n'
FACTS: Final = '[[person]]\nname = "Ada Quill"\nbasis = "made up"\n'
WORK: Final = f"/crossref/works/{answers.DOI}"

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Nobody sleeps between two requests."""
    made = Clock()
    monkeypatch.setattr(fetch_sources, "World", lambda: made.world)
    return made


@pytest.fixture
def service() -> Iterator[Service]:
    with serving(answers.everything()) as running:
        yield running


@pytest.fixture
def settings(tmp_path: Path, service: Service) -> Settings:
    """A site with a curation and one DOI, fetched and published."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "curation.toml").write_text(FACTS, encoding="utf-8")
    made = site(folder, service, CURATED + source("crossref", answers.DOI))
    assert run("refresh", folder, "--yes") == 0
    return made


def work(**changed: Any) -> Any:
    """Answer with the work, some of it changed."""
    told = answers.crossref_work()
    told["message"] |= changed
    return sends(answers.dumped(told))


def dump(settings: Settings) -> str:
    return dumps.text(store.Snapshots(settings.work).require().path)


def cached(settings: Settings) -> bytes:
    """All that the cache holds."""
    files = sorted(path for path in Cache(settings).folder.rglob("*") if path.is_file())
    return b"\n".join(path.read_bytes() for path in files)


def test_what_changes_is_shown_with_its_values_and_then_published(
    settings: Settings, service: Service, capsys: Output
) -> None:
    assert "Maps of Nowhere" in dump(settings)
    before = dump(settings)
    service.answers[WORK] = work(issued={"date-parts": [[2022]]}, volume="7")
    capsys.readouterr()
    assert run("refresh", settings.directory, "--dry-run") == 0
    told = capsys.readouterr().err
    assert "crossref: crossref 10.5555/maps.1 came anew" in told
    assert "  Maps of Nowhere\n      date: 2021-04 [crossref] → 2022 [crossref]\n" in told
    assert "      volume: nothing → 7 [crossref]\n" in told
    assert told.endswith("Nothing was changed.\n")
    assert dump(settings) == before
    assert cached_answers.digest(settings) == cached_answers.digest(settings, staged=True)
    assert run("refresh", settings.directory) == 2  # nobody can be asked here
    assert dump(settings) == before
    assert run("refresh", settings.directory, "--yes") == 0
    assert '"7"' in dump(settings)
    assert run("publish", settings.directory) == 0
    assert "Nothing has changed" in capsys.readouterr().err


def test_a_source_that_is_away_changes_nothing(settings: Settings, service: Service, capsys: Output) -> None:
    before, kept, ledger = dump(settings), cached_answers.digest(settings), settings.ledger.read_bytes()
    service.answers[WORK] = sends(b"", status=503, more={"Retry-After": "86400"})
    capsys.readouterr()
    assert run("refresh", settings.directory, "--yes") == 4
    told = capsys.readouterr().err
    assert "crossref: failed: " in told
    assert "Come back in 1 day." in told
    assert "Nothing has changed." in told
    assert (dump(settings), cached_answers.digest(settings), settings.ledger.read_bytes()) == (before, kept, ledger)


def test_what_is_unchanged_is_not_published_again(settings: Settings, capsys: Output) -> None:
    current = store.Snapshots(settings.work).pointed_at()
    capsys.readouterr()
    assert run("refresh", settings.directory) == 0
    assert "Nothing has changed." in capsys.readouterr().err
    assert store.Snapshots(settings.work).pointed_at() == current


def test_an_edit_that_was_not_published_is_shown_before_it_is(
    settings: Settings, service: Service, capsys: Output
) -> None:
    facts = FACTS.replace('basis = "made up"', 'topics = ["Tides"]\nbasis = "made up"')
    (settings.directory / "curation.toml").write_text(facts, encoding="utf-8")
    capsys.readouterr()
    assert run("refresh", settings.directory, "--yes") == 0
    assert "  Ada Quill\n      topic: nothing → Tides [facts]\n" in capsys.readouterr().err
    assert '"Tides"' in dump(settings)


def test_a_curation_wins_after_every_refresh(settings: Settings, service: Service) -> None:
    facts = f'[[publication]]\nmatch = {{ identifier = "doi:{answers.DOI}" }}\nissued = 1999\nbasis = "made up"\n'
    (settings.directory / "curation.toml").write_text(FACTS + facts, encoding="utf-8")
    keys = [line for line in settings.ledger.read_text("utf-8").splitlines() if "title:" in line]
    for year in (2022, 2023):
        service.answers[WORK] = work(issued={"date-parts": [[year]]})
        assert run("refresh", settings.directory, "--yes") == 0
        assert '<https://schema.org/datePublished> "1999"' in dump(settings)
        assert set(keys) <= set(settings.ledger.read_text("utf-8").splitlines())


def test_a_violation_leaves_the_old_snapshot_and_the_old_answers(
    settings: Settings, service: Service, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    def judge(triples: Iterator[Triple], **_: object) -> Report:
        list(triples)
        told = {"path": None, "value": None, "shape": None, "component": "x"}
        found = Result(focus="http://127.0.0.1/x#this", message="This cannot be.", severity=Severity.VIOLATION, **told)  # type: ignore[arg-type]
        return Report((found,))

    before, kept = dump(settings), cached_answers.digest(settings)
    service.answers[WORK] = work(title=["Another Title"])
    monkeypatch.setattr(judging, "validate", judge)
    assert run("refresh", settings.directory, "--yes") == 1
    assert "This cannot be." in capsys.readouterr().err
    assert (dump(settings), cached_answers.digest(settings)) == (before, kept)
    assert cached_answers.digest(settings, staged=True) == kept


class KilledError(BaseException):
    """Stands for a kill."""


def killed(_: Settings) -> None:
    raise KilledError


def kill_before_taking_over(settings: Settings, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Publish volume 7 of the work, and be killed before the answers that it was made of are current."""
    service.answers[WORK] = work(volume="7")
    with Cache(settings).locked(), monkeypatch.context() as patched:
        fetch(settings.sources, cache=Cache(settings), settings=settings)
        shown = compared(settings)
        patched.setattr(cached_answers, "take_over", killed)
        with pytest.raises(KilledError):
            publish_as_shown(settings, shown)


def test_killed_after_publishing_the_answers_are_taken_over_by_whoever_publishes_next(
    settings: Settings, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_before_taking_over(settings, service, monkeypatch)
    assert '"7"' in dump(settings)
    assert not publish(settings).changed
    assert b'"volume": "7"' in cached(settings) or b'"volume":"7"' in cached(settings)
    assert '"7"' in dump(settings)


def test_adding_after_such_a_kill_loses_nothing_of_what_is_published(
    settings: Settings, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_before_taking_over(settings, service, monkeypatch)
    assert run("add", settings.directory, "--dry-run", answers.ROR) == 0
    assert not publish(settings).changed
    assert '"7"' in dump(settings)


@pytest.mark.parametrize(
    "edit", ["one of two sources less", "the source under another name", "a source less, and again"]
)
def test_an_edit_of_the_sources_after_such_a_kill_brings_no_old_answers_back(
    edit: str, settings: Settings, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was published is known by what it was made of, not by what the site asks for by now."""
    text = settings.file.read_text("utf-8")
    if edit == "one of two sources less":
        settings.file.write_text(text.replace("[fetch]", source("ror", answers.ROR) + "[fetch]"), "utf-8")
        assert run("refresh", settings.directory, "--yes") == 0
    kill_before_taking_over(config.load(settings.directory), service, monkeypatch)
    if edit == "one of two sources less":
        settings.file.write_text(text, "utf-8")
    else:
        settings.file.write_text(text.replace('name = "crossref"', 'name = "works"'), "utf-8")
    if edit == "a source less, and again":
        settings.file.write_text(text.replace(source("crossref", answers.DOI), source("ror", answers.ROR)), "utf-8")
        publish(config.load(settings.directory))
        settings.file.write_text(text, "utf-8")
        publish(config.load(settings.directory))
        assert "Maps of Nowhere" not in dump(
            settings
        )  # what it asks for no more is gone, and nothing old comes in its place
        return
    publish(config.load(settings.directory))
    assert '"7"' in dump(settings)


def test_a_note_of_what_is_published_does_not_outlive_a_publishing_that_failed(
    settings: Settings, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before the snapshot was current: what was fetched then is shown to somebody first."""
    service.answers[WORK] = work(volume="7")
    with Cache(settings).locked(), monkeypatch.context() as patched:
        fetch(settings.sources, cache=Cache(settings), settings=settings)
        shown = compared(settings)
        patched.setattr(store.Snapshots, "commit", lambda *_: killed(settings))
        with pytest.raises(KilledError):
            publish_as_shown(settings, shown)
    assert Cache(settings).agreed() is not None
    assert not publish(config.load(settings.directory)).changed
    assert run("refresh", settings.directory, "--dry-run") == 0
    assert Cache(settings).agreed() is None
    assert '"7"' not in dump(settings)


def test_what_was_shown_is_published_or_nothing(settings: Settings, service: Service) -> None:
    service.answers[WORK] = work(volume="7")
    before = dump(settings)
    with Cache(settings).locked():
        fetch(prepared(settings).sources, cache=Cache(settings), settings=settings)
        shown = compared(settings)
        (settings.directory / "curation.toml").write_text(FACTS.replace("Quill", "Quilt"), encoding="utf-8")
        with pytest.raises(UsageError, match="was changed after this was shown"):
            publish_as_shown(settings, shown)
    assert dump(settings) == before


@pytest.mark.parametrize("command", [("refresh",), ("add", "arXiv:2401.06102")])
def test_a_no_changes_nothing(
    command: tuple[str, ...], settings: Settings, service: Service, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    before, kept, text = dump(settings), cached_answers.digest(settings), settings.file.read_bytes()
    service.answers[WORK] = work(volume="7")
    for module in ("refresh", "progress"):
        monkeypatch.setattr(f"scholargraph.cli.{module}.attended", lambda: True)
    monkeypatch.setattr("click.confirm", lambda *_, **__: False)
    name, *more = command
    assert run(name, settings.directory, *more) == 0
    assert capsys.readouterr().err.endswith("Nothing was changed.\n")
    assert (dump(settings), cached_answers.digest(settings), settings.file.read_bytes()) == (before, kept, text)
    assert cached_answers.digest(settings, staged=True) == kept


def test_only_what_is_named_is_fetched(settings: Settings, service: Service, capsys: Output) -> None:
    assert run("refresh", settings.directory, "--source", "nobody") == 2
    assert "there are crossref" in capsys.readouterr().err
    service.asked.clear()
    assert run("refresh", settings.directory, "--source", "crossref", "--yes") == 0
    assert len(service.asked) == 1


def test_a_site_that_fetches_nothing_says_how_it_could(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "curation.toml").write_text(FACTS, encoding="utf-8")
    (tmp_path / "scholargraph.toml").write_text(
        f'[site]\ntitle = "A"\nbase = "http://127.0.0.1/"\n\n{CURATED}', encoding="utf-8"
    )
    assert run("refresh", tmp_path) == 2
    assert "scholargraph add" in capsys.readouterr().err


# ── persons who opt out, names that are withdrawn ───────────────────────────────────────────────────────────────────

TWO: Final = [{"given": "Ida", "family": "Probe", "ORCID": "https://orcid.org/0000-0001-5109-3700", "sequence": "first"},
              {"given": "Ada", "family": "Quill", "sequence": "additional"}]  # fmt: skip
OPTED_OUT: Final = '\n[[person]]\nidentifiers = ["orcid:0000-0001-5109-3700"]\nopted_out = true\nbasis = "Asked for."\n'


def traces(settings: Settings) -> list[str]:
    """The files of what is made and kept in which the person stands."""
    words = (b"Probe", b"probe", b"0000-0001-5109-3700")
    found = []
    for path in [settings.ledger, *settings.work.rglob("*")]:
        data = path.read_bytes() if path.is_file() else b""
        found += [path.name for word in words if word in data]
    return found


def test_who_opts_out_is_blanked_in_cached_answers_at_once_and_after_every_refresh(
    settings: Settings, service: Service
) -> None:
    service.answers[WORK] = work(author=TWO)
    assert run("refresh", settings.directory, "--yes") == 0
    assert traces(settings)
    (settings.directory / "curation.toml").write_text(FACTS + OPTED_OUT, encoding="utf-8")
    assert run("publish", settings.directory) == 0
    for again in (False, True):
        if again:
            service.answers[WORK] = work(author=TWO, volume="7")
            assert run("refresh", settings.directory, "--yes") == 0
            assert '"7"' in dump(settings)
        assert traces(settings) == []
        assert "AuthorUnnamed>" in dump(settings)
        assert "authorsComplete>" not in dump(settings).replace("scholargraph#authorsComplete> <http", "")
        assert '"Ada Quill"' in dump(settings)
        assert run("publish", settings.directory) == 0


def test_the_own_record_of_who_opts_out_is_neither_fetched_nor_kept(
    tmp_path: Path, service: Service, capsys: Output
) -> None:
    (tmp_path / "curation.toml").write_text(FACTS, encoding="utf-8")
    settings = site(tmp_path, service, CURATED + source("orcid", answers.ORCID) + source("crossref", answers.DOI))
    assert run("refresh", tmp_path, "--yes") == 0
    assert answers.ORCID in dump(settings)
    gone = OPTED_OUT.replace("0000-0001-5109-3700", answers.ORCID)
    (tmp_path / "curation.toml").write_text('[[person]]\nname = "Another"\nbasis = "made up"\n' + gone, "utf-8")
    service.asked.clear()
    capsys.readouterr()
    assert run("refresh", tmp_path, "--yes") == 0
    assert not [path for path in service.paths if answers.ORCID in path]
    assert answers.ORCID not in dump(settings)
    assert answers.ORCID.encode() not in cached(settings)
    assert run("check", tmp_path) == 0
    assert "The source “orcid” names somebody who is left out" in capsys.readouterr().out


def test_who_is_left_out_is_known_without_planning_what_is_fetched(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = list[str]()

    def noted(given: Settings) -> tuple[reading.Plan, ...]:
        planned.extend(one.name for one in given.sources)
        return reading.plans(given)

    monkeypatch.setattr("scholargraph.cached_answers.plans", noted)
    cached_answers.without_left_out(settings)
    assert planned == ["facts"]


def test_nothing_is_added_of_who_opts_out(settings: Settings, service: Service, capsys: Output) -> None:
    gone = OPTED_OUT.replace("0000-0001-5109-3700", answers.ORCID)
    (settings.directory / "curation.toml").write_text(
        '[[person]]\nname = "Another"\nbasis = "made up"\n' + gone, "utf-8"
    )
    service.asked.clear()
    capsys.readouterr()
    assert run("add", settings.directory, "--yes", answers.ORCID) == 2
    assert "somebody who is left out" in capsys.readouterr().err
    assert not service.asked
    assert answers.ORCID not in settings.file.read_text("utf-8")


def test_a_name_that_is_withdrawn_is_replaced_in_cached_answers(settings: Settings, service: Service) -> None:
    service.answers[WORK] = work(author=TWO)
    facts = f'{FACTS}\n[[person]]\nname = "Ida Married"\nwithdrawn = ["Ida Probe"]\nbasis = "Asked for."\n'
    (settings.directory / "curation.toml").write_text(facts, encoding="utf-8")
    assert run("refresh", settings.directory, "--yes") == 0
    assert b"Probe" not in cached(settings)
    assert '"Ida Married"' in dump(settings)


# ── adding by identifier ────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_known_of_an_identifier_is_shown_then_added(
    settings: Settings, service: Service, capsys: Output
) -> None:
    text = "# mine\n" + settings.file.read_text("utf-8")
    settings.file.write_text(text, encoding="utf-8")
    before = cached_answers.digest(settings)
    capsys.readouterr()
    assert run("add", settings.directory, "arXiv:2401.06102", "--dry-run") == 0
    assert "1 publication new:\n  Scopes\n" in capsys.readouterr().err
    assert settings.file.read_text("utf-8") == text
    assert (cached_answers.digest(settings), b"Scopes" in cached(settings)) == (before, False)
    assert run("add", settings.directory, "arXiv:2401.06102", "--yes") == 0
    told = capsys.readouterr().err
    assert "“arxiv” (arxiv 2401.06102)" in told
    assert settings.file.read_text("utf-8").startswith(text)
    assert config.load(settings.directory).sources[-1].ids == ("2401.06102",)
    asked = len(service.asked)
    assert run("publish", settings.directory) == 0
    assert "Scopes" in dump(settings)
    assert len(service.asked) == asked
    assert run("add", settings.directory, "arXiv:2401.06102", "--yes") == 2
    assert "fetches that already" in capsys.readouterr().err


@pytest.mark.parametrize("how", ["--yes", "--dry-run"])
def test_what_is_added_is_cleaned_of_who_is_left_out_at_once(
    how: str, settings: Settings, service: Service, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    """Before it is shown, and whatever is said then: nobody may publish for long."""
    told = answers.crossref_work("10.5555/maps.2", "Maps of Somewhere")
    told["message"]["author"] = TWO
    service.answers["/crossref/works/10.5555/maps.2"] = sends(answers.dumped(told))
    service.answers["/ra/10.5555/maps.2"] = sends(answers.dumped([{"DOI": "10.5555/maps.2", "RA": "Crossref"}]))
    facts = FACTS + OPTED_OUT.replace("opted_out", 'name = "Ida Probe"\nopted_out')
    (settings.directory / "curation.toml").write_text(facts, encoding="utf-8")
    seen = list[bytes]()
    monkeypatch.setattr("scholargraph.cli.adding.show", lambda *_, **__: seen.append(cached(settings)))
    capsys.readouterr()
    assert run("add", settings.directory, "10.5555/maps.2", how) == 0
    for held in (*seen, cached(settings)):
        assert b"Probe" not in held
        assert b"0000-0001-5109-3700" not in held
    assert b"Maps of Somewhere" in seen[0]
    assert (b"Maps of Somewhere" in cached(settings)) is (how == "--yes")


def test_an_identifier_more_stands_beside_the_others_of_its_kind(settings: Settings, service: Service) -> None:
    service.answers["/datacite/dois/10.48550/arxiv.2401.06103"] = sends(
        answers.dumped(answers.datacite_doi("10.48550/arxiv.2401.06103", "Lenses"))
    )
    assert run("add", settings.directory, "arXiv:2401.06102", "--yes") == 0
    text = settings.file.read_text("utf-8")
    settings.file.write_text(text.replace('ids = ["2401.06102"]', 'ids = [  # preprints\n  "2401.06102",\n]'), "utf-8")
    assert run("add", settings.directory, "https://arxiv.org/abs/2401.06103", "--yes") == 0
    assert set(config.load(settings.directory).sources[-1].ids) == {"2401.06102", "2401.06103"}
    assert len(config.load(settings.directory).sources) == 3
    assert "# preprints" in settings.file.read_text("utf-8")


def test_a_file_and_an_identifier_are_added_together(settings: Settings, tmp_path: Path) -> None:
    more = tmp_path / "more.bib"
    more.write_text("@article{a, title = {Ladders}, author = {Saga Lindqvist}, year = {2020}}\n", encoding="utf-8")
    assert run("add", settings.directory, more, "10.5072/data.7", "--yes") == 0
    assert [one.kind for one in config.load(settings.directory).sources] == ["curation", "crossref", "doi", "bibtex"]
    assert run("publish", settings.directory) == 0
    assert {"Ladders", "A Table of Tides"} <= {one for one in ("Ladders", "A Table of Tides") if one in dump(settings)}


def test_what_cannot_be_fetched_is_not_added(settings: Settings, capsys: Output) -> None:
    text = settings.file.read_text("utf-8")
    capsys.readouterr()
    assert run("add", settings.directory, "arXiv:2401.99999", "--yes") == 4
    assert "Nothing was added: " in capsys.readouterr().err
    assert settings.file.read_text("utf-8") == text
    assert Cache(settings).staged() == {}  # nothing is left to be gone on with


def test_what_is_neither_a_file_nor_an_identifier_is_refused(settings: Settings, capsys: Output) -> None:
    assert run("add", settings.directory, "nothing-here.bib") == 2
    assert "There is no file nothing-here.bib" in capsys.readouterr().err
