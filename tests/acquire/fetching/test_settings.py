"""`[fetch]` and sources that are fetched, as the site file has them; and the table of services."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scholargraph import config
from scholargraph.acquire.fetching.fetchers import FETCHERS
from scholargraph.acquire.fetching.service_table import services
from scholargraph.errors import SettingsError
from scholargraph.fetch_settings import FETCHED, SERVICES, FetchSettings

SITE = '[site]\ntitle = "T"\nbase = "http://127.0.0.1/"\n'
SOURCE = '[[source]]\nname = "a"\nkind = "orcid"\nid = "0000-0002-1825-0097"\n'


def parsed(text: str) -> config.Settings:
    return config.parse(SITE + text, Path("scholargraph.toml"))


def test_a_source_has_an_id_or_several_or_a_path() -> None:
    one = parsed(SOURCE).sources[0]
    assert (one.path, one.ids, one.title) == ("", ("0000-0002-1825-0097",), "orcid 0000-0002-1825-0097")
    more = parsed('[[source]]\nname = "a"\nkind = "doi"\nids = ["10.5555/a", " 10.5555/b", "10.5555/a"]\n').sources[0]
    assert (more.ids, more.title) == (("10.5555/a", "10.5555/b"), "doi 10.5555/a and 1 more")
    assert parsed('[[source]]\nname = "a"\nkind = "orcid"\npath = "a.json"\n').sources[0].title == "a.json"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[source]]\nname = "a"\nkind = "orcid"\n', "needs path, or an id"),
        (SOURCE + 'path = "a.json"\n', "path and id exclude each other"),
        (SOURCE + 'ids = ["a"]\n', "id and ids exclude each other"),
        (SOURCE + "retrieved = 2026-01-01\n", "kept with what is fetched"),
        (SOURCE.replace('"orcid"', '"bibtex"'), "is not fetched, it needs a path"),
        (SOURCE.replace("id = ", "ids = "), "ids is a list of ORCID iDs"),
        (SOURCE.replace('id = "0000-0002-1825-0097"', "ids = []"), "ids is a list"),
        (SOURCE.replace('id = "0000-0002-1825-0097"', "ids = [1]"), "is a text"),
        (SOURCE.replace("0097", "\\u0007"), "characters that no id has"),
        (SOURCE + '[fetch]\ncontact = "ada"\n', "e-mail address"),
        (SOURCE + '[fetch]\ncontact = "ada@a.org\\r\\nX: y"\n', "e-mail address"),
        (SOURCE + "[fetch]\nidle = 0\n", "positive number"),
        (SOURCE + "[fetch]\nattempts = 1.5\n", "positive number"),
        (SOURCE + "[fetch]\nmib = 5000\n", "at most 1024"),
        (SOURCE + "[fetch]\nmib = true\n", "positive number"),
        (SOURCE + '[fetch]\nprivate = "127.0.0.1"\n', "list of networks"),
        (SOURCE + '[fetch]\nprivate = ["localhost"]\n', "list of networks"),
        (SOURCE + "[fetch]\nports = [0]\n", "list of numbers"),
        (SOURCE + '[fetch.services]\norcid = "ftp://a.org"\n', "address of a service"),
        (SOURCE + '[fetch.services]\norcid = "https://a:b@c.org"\n', "without user, password"),
        (SOURCE + '[fetch.services]\norcld = "https://a.org"\n', "did you mean orcid"),
        (SOURCE + '[fetch]\nopenalex_key = "abc"\n', "is not known"),
        (SOURCE + "[fetch]\nservices = 1\n", "services is a table"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_at_its_line(text: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says) as caught:
        parsed(text)
    assert caught.value.place is not None
    assert (caught.value.place.line or 0) > 3


def test_what_is_not_told_has_its_default() -> None:
    assert parsed(SOURCE).fetch == FetchSettings()
    told = parsed(
        SOURCE + '[fetch]\npatience = 0\nidle = 5\n[fetch.services]\norcid = "http://127.0.0.1:9/v3/"\n'
    ).fetch
    assert (told.patience, told.idle, told.services) == (0, 5.0, {"orcid": "http://127.0.0.1:9/v3"})


def test_every_service_names_its_documentation() -> None:
    for name, row in services().items():
        assert row.documentation, name
        assert all(urlsplit(page).scheme == "https" for page in row.documentation), name
        assert row.checked >= date(2026, 1, 1), name
        assert row.interval > 0, name
        assert not row.address or row.address.startswith("https://"), name


def test_every_kind_is_fetched_from_services_of_the_table() -> None:
    assert set(FETCHERS) == set(FETCHED)
    assert {name for one in FETCHERS.values() for name in one.services} == set(SERVICES)
    assert {name for name, row in services().items() if row.address} == set(SERVICES)


def test_the_guide_has_the_table() -> None:
    """Address, pause and documentation of each service stand in docs/fetching.md as they stand in the table."""
    guide = (Path(__file__).resolve().parents[3] / "docs" / "fetching.md").read_text("utf-8")
    for name, row in services().items():
        (line,) = (line for line in guide.splitlines() if line.startswith(f"| `{name}` ") and "](https:" in line)
        assert f"| {row.interval:g} |" in line
        assert row.address in line
        assert all(f"({page})" in line for page in row.documentation)
