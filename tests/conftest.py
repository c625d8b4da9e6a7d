"""What all tests share: the sites of data/ as copies, the material beside the checkout, and no network but loopback.

It publishes nothing; tests that need a snapshot make one of the copy they are given. It also says which tests are long.
"""

from __future__ import annotations

import ipaddress
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NoReturn

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

# Machines are noisy and measuring coverage is slow: no test asserts a time, and each run tries the same examples.
settings.register_profile("project", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")

ROOT: Final = Path(__file__).resolve().parents[1]

LONG: Final = (
    # servers and their processes: over HTTP, the pool of query workers, the command in a process of its own
    "tests/live/",
    "tests/conformance/",
    "tests/cli/",
    "tests/sparql/test_copies.py",
    "tests/sparql/test_endpoint.py",
    "tests/sparql/test_examples.py",
    "tests/sparql/test_guard.py::test_no_mutation_of_a_hostile_query_makes_the_engine_reach_out",
    "tests/sparql/test_keeper.py",
    "tests/sparql/test_live.py",
    "tests/sparql/test_worker.py",
    "tests/sparql/test_workers.py",
    "tests/test_search_in_queries.py",
    "tests/web/test_server.py",
    "tests/web/test_supervisor.py::test_a_server_that_cannot_start_",
    "tests/web/test_app.py::test_readers_see_one_snapshot_or_the_other_while_many_are_published",
    "tests/migration/test_first_release_over_http.py",
    # processes that are killed
    "tests/acquire/fetching/test_cache.py::test_killed_",
    "tests/test_publishing_alone.py::test_what_is_no_file_",
    "tests/test_store.py::test_killed_",
    # two hundred publishes
    "tests/test_incremental_publish.py",
    # runs of pytest, pip or another engine within the test
    "tests/benchmarks/",
    "tests/house/test_new_field.py",
    "tests/mutation/test_running.py",
    "tests/house/test_growth.py",
    "tests/sources/test_plugin.py",
    # damage: hundreds of pages with lines lost, doubled, joined and shuffled
    "tests/sources/profile_text/test_damaged_google.py",
    "tests/sources/profile_text/test_faults.py::test_no_damage_",
    "tests/sources/profile_text/test_line_groups.py::test_",
    "tests/sources/profile_text/test_site_pages.py",
    "tests/sources/profile_text/test_properties.py::test_a_damaged_page_",
    # evidence of a thousand works, publishing with copies of the code, the slower judge of shapes
    "tests/test_evidence.py",
    "tests/test_inputs.py::test_after_a_new_row_",
    "tests/test_inputs.py::test_every_module_that_publishing_loads_",
    "tests/test_store_runs.py::test_memory_does_not_grow_",
    "tests/test_first_profile.py::test_two_copies_",
    "tests/test_first_profile.py::test_pyshacl_",
    "tests/validation/test_cases.py::test_pyshacl_",
    "tests/pages/test_published_sites.py::test_all_formats_",
    # hostile words on every page; any text, any page, any layout: hundreds of made ones each
    "tests/pages/test_hostile_words.py",
    "tests/bibliography/test_markup_properties.py",
    "tests/sources/profile_text/test_cases.py",
    "tests/sources/profile_text/test_html_pages.py",
    "tests/sources/profile_text/test_pages.py",
    "tests/sources/profile_text/test_properties.py",
    "tests/reconcile/test_chains.py",
    "tests/test_ntriples.py::test_any_",
    # whole sites that are published for one question, and what is exported read again
    "tests/citation/test_round_trips.py",
    "tests/citation/test_styles.py::test_an_item_of_each_kind",
    "tests/migration/test_first_release.py",
    "tests/sources/readers/test_rdf.py::test_a_site_comes_back_",
    "tests/test_markup.py",
    "tests/acquire/fetching/test_publishing.py",
    "tests/acquire/fetching/test_kills.py::test_killed_at_each_step_",
    "tests/test_publish.py",
    "tests/test_publishing_alone.py::test_whatever_is_raised_",
    "tests/test_snapshots.py::test_each_bit_",
    "tests/test_withdrawal.py",
    "tests/validation/test_cases.py::test_nothing_is_found_",
    "tests/validation/test_engines.py",
    "tests/validation/test_w3c.py",
    "tests/web/test_addresses.py",
    "tests/web/test_bases.py",
    "tests/web/test_references.py::test_what_a_search_finds_",
    "tests/web/test_references.py::test_many_works_",
    # thousands of records
    "tests/bibliography/test_agents.py::test_of_thousands_",
    "tests/sources/readers/test_roster.py::test_ten_thousand_",
    # mutants of the files of every format, all real files as one site
    "tests/sources/readers/test_fuzz.py",
    "tests/sources/readers/test_xml_fuzz.py",
    "tests/test_all_samples.py",
)
"""The beginnings of the names of tests that `make quick` leaves out: servers, killed processes, runs of pytest, whole sites."""
LONG_WORDS: Final = (
    "_longer_than_",
    "_in_proportion",
    "_memory_is_bounded",
    "_memory_does_not_grow",
    "_mutants_",
    "_grows_with_",
)
"""What stands in the names of tests that measure how work and memory grow, or damage files: they are long, too."""
LONG_FIXTURES: Final = frozenset({"browser", "terminal"})
"""What makes a test long, wherever it stands: a browser, or the terminal that the console examples run in."""

CopySite = Callable[[str], Path]
"""The name of a folder of data/ → a fresh copy of that site, never published."""


class NetworkError(RuntimeError):
    """A test reached for the network. No OSError: code that expects those must not swallow it."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: many tests wait for the processes they have started (a server, a browser)."""
    return (os.cpu_count() or 1) + 1


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--chains", type=int, default=2, help="how many chains of edits are published (test_incremental_publish)"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "long: a browser, a server, a killed process, a flood; `make quick` leaves it out"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        measures = any(words in item.name.partition("[")[0] for words in LONG_WORDS)
        if measures or item.nodeid.startswith(LONG) or LONG_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.long)
    # Their files first: several processes share the files, and one that begins late would keep the others waiting.
    long_files = {item.path for item in items if item.get_closest_marker("long")}
    items.sort(key=lambda item: item.path not in long_files)


@pytest.fixture(autouse=True, scope="session")
def _loopback_only() -> None:
    """Refuse every connection and every look-up that leaves the loopback address, in this process.

    An audit hook sees those of all libraries written in Python; it stays until the process ends.
    """
    sys.addaudithook(_refuse_network)


def _refuse_network(event: str, args: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = args[1]
        host = address[0] if isinstance(address, tuple) else None  # the address of a Unix socket is a path
    elif event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        host = args[0]
    else:
        return
    if host is not None and not is_loopback(host):
        raise NetworkError(f"{event} to {host}: tests talk to 127.0.0.1 only")


def is_loopback(host: str | bytes) -> bool:
    """Tell whether a host is this machine by itself: a loopback address, `localhost`, or none."""
    name = host.decode("ascii") if isinstance(host, bytes) else host
    if name in {"", "localhost", "0.0.0.0", "::"}:  # noqa: S104 - names to bind to; nothing is reached by them
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of given material; it stands beside the checkout and is no part of the project."""
    folder = Path(os.environ.get("SCHOLARGRAPH_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        do_without(f"the given material is not at {folder}; SCHOLARGRAPH_SHARED can name it")
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the system's Chromium, headless; ask it for a `new_page(viewport={"width": 360, "height": 800})`."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        do_without("no Chromium is installed to look at the pages with")
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])  # it sees our pages only
        yield started
        started.close()


def do_without(reason: str) -> NoReturn:
    """Skip what cannot be tested here; where the project is judged as a whole, that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def copy_site(tmp_path_factory: pytest.TempPathFactory) -> CopySite:
    """Return the function that copies a site of data/ into a folder of its own."""

    def copy(name: str) -> Path:
        copied = tmp_path_factory.mktemp("site") / name
        shutil.copytree(ROOT / "data" / name, copied, ignore=shutil.ignore_patterns(".scholargraph"))
        return copied

    return copy


@pytest.fixture
def example_site(copy_site: CopySite) -> Path:
    """Return a fresh copy of the fabricated department, not published."""
    return copy_site("example-department")


@pytest.fixture
def lucas_site(copy_site: CopySite) -> Path:
    """Return a fresh copy of the first profile's site, not published."""
    return copy_site("lucas-dixon")
