"""A process that fetches is killed at each of its steps: the cache is the old or the new one, and the next run ends what it began.

The process is a real one and dies by SIGKILL; `test_cache` has the same in one process, with half of a write on the disk.
"""

from __future__ import annotations

import multiprocessing
import shutil
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from scholargraph import config
from scholargraph.acquire.fetching import Cache
from tests.acquire.fetching import answers
from tests.acquire.fetching.killing import Still, fetch_until
from tests.acquire.fetching.server import Answer, sends, serving, with_etag
from tests.acquire.fetching.sites import bodies, fetched, site, source

WORKS: Final = "/openalex/works?filter=authorships.author.id:A5&per_page=100&cursor="


def everything(title: str) -> Mapping[str, Answer]:
    """An author with two pages of works, a work that is asked for conditionally, a repository."""
    works = [answers.openalex_work(number, f"{title} {number}") for number in (1, 2)]
    first = answers.openalex_page(works[:1], count=2, cursor="c1")
    pages = [answers.oai_page([answers.oai_record(number, title)], "more" if number == 1 else "") for number in (1, 2)]
    return {
        "/openalex/authors/A5": sends(answers.dumped(answers.openalex_author())),
        f"{WORKS}*": sends(answers.dumped(first)),
        f"{WORKS}c1": sends(answers.dumped(answers.openalex_page(works[1:], count=2, cursor=None))),
        f"/crossref/works/{answers.DOI}": with_etag(answers.dumped(answers.crossref_work()), '"1"'),
        "/oai?verb=ListRecords&metadataPrefix=oai_dc": sends(pages[0], kind="text/xml"),
        "/oai?verb=ListRecords&resumptionToken=more": sends(pages[1], kind="text/xml"),
    }


def held(folder: Path) -> Mapping[str, bytes]:
    """Give all files of the cache of a site, but for its lock."""
    cache = Cache(config.load(folder)).folder
    return {
        str(path.relative_to(cache)): path.read_bytes()
        for path in cache.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def test_killed_at_each_step_and_gone_on_with_it_is_as_if_nothing_had_happened(tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.acquire.fetching.killing"])
    steps = context.Value("i", 0)
    with serving(everything("Old")) as service:
        told = source("openalex", "A5") + source("crossref", answers.DOI) + source("oai-pmh", f"{service.address}/oai")
        settings = site(tmp_path / "site", service, told)
        fetched(settings, clock=Still())
        old = bodies(settings)
        service.answers = dict(everything("New"))
        shutil.copytree(settings.directory, tmp_path / "whole")
        whole = config.load(tmp_path / "whole")
        fetched(whole, clock=Still(hours=3))
        expected, new = held(whole.directory), bodies(whole)
        assert old != new
        number, seen = 0, set[bool]()
        while True:
            number += 1
            folder = tmp_path / str(number)
            shutil.copytree(settings.directory, folder)
            steps.value = 0
            process = context.Process(target=fetch_until, args=(folder, number, steps))
            process.start()
            process.join()
            here = config.load(folder)
            assert bodies(here) in (old, new), number
            seen.add(bodies(here) == new)
            if process.exitcode == 0:
                break
            assert process.exitcode == -signal.SIGKILL
            asked = len(service.asked)
            assert {one.reason for one in fetched(here, clock=Still(hours=3))} == {""}, number
            assert len(service.asked) - asked <= 6
            assert held(folder) == expected, number
            shutil.rmtree(folder)
    assert seen == {False, True}
    assert number > 50
