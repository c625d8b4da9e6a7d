"""The key to OpenAlex: told to OpenAlex alone, and kept nowhere; no site file can bring it into the site's folder."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from scholargraph.acquire.fetching import Cache, FetchRequest, keys
from scholargraph.acquire.fetching.harvesting import Budget, Session
from scholargraph.acquire.fetching.service_table import services
from scholargraph.acquire.fetching.transport import Ask, Client, FailureError, World
from scholargraph.errors import SettingsError
from scholargraph.fetch_settings import FetchSettings
from tests.acquire.fetching import answers
from tests.acquire.fetching.server import Answer, Service, in_turn, raw, sends, serving, to
from tests.acquire.fetching.sites import Clock, bodies, fetched, site, source

KEY = "k3y+Sec/ret="


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv(keys.OPENALEX, KEY)
    return KEY


def is_nowhere(folder: Path) -> bool:
    forms = [form.encode() for form in (KEY, "k3y%2BSec%2Fret%3D", "k3y%2BSec/ret%3D")]
    return not any(form in path.read_bytes() for path in folder.rglob("*") if path.is_file() for form in forms)


def test_it_is_told_to_openalex_alone(key: str, tmp_path: Path) -> None:
    with serving(answers.everything()) as service:
        settings = site(
            tmp_path, service, source("openalex", "A5") + source("crossref", answers.DOI) + source("ror", answers.ROR)
        )
        assert [one.state for one in fetched(settings)] == ["changed"] * 3

    told = [path for path in service.paths if "api_key=" in path]
    assert told == [path for path in service.paths if path.startswith("/openalex/")]
    assert all("api_key=k3y%2BSec%2Fret%3D" in path for path in told)
    assert is_nowhere(tmp_path)


@pytest.mark.parametrize(
    "answer",
    [
        sends(answers.dumped(answers.openalex_work(1, f"Asked with {KEY}")), more={"ETag": KEY}),
        sends("{}", status=403),
        raw(b"HTTP/1.1 400 Bad key " + KEY.encode() + b"\r\nContent-Length: 0\r\n\r\n"),
        in_turn(to(f"/openalex/works/W1?api_key={KEY}"), sends(answers.dumped(answers.openalex_work(1, "A")))),
        to(f"http://10.0.0.1/?api_key={KEY}"),
        to(f"https://x:{KEY}@127.0.0.1/"),
        raw(KEY.encode()),
    ],
    ids=[
        "repeats it",
        "refuses",
        "names it in an error",
        "sends it on",
        "sends it elsewhere",
        "as a password",
        "no HTTP",
    ],
)
def test_what_a_service_does_with_it_brings_it_nowhere(answer: Answer, key: str, tmp_path: Path) -> None:
    with serving({"/openalex/works/W1": answer}) as service:
        settings = site(tmp_path, service, source("openalex", "W1"), fetch="attempts = 2\n")
        (outcome,) = fetched(settings, clock=Clock())
    assert KEY not in repr(outcome)
    assert "k3y" not in repr(outcome)
    assert is_nowhere(tmp_path)
    assert all(path.count("api_key=") == 1 for path in service.paths)
    assert KEY not in "".join(map(str, bodies(settings).values()))


def test_it_is_in_no_chain_of_errors() -> None:
    client = Client(FetchSettings(), World(look_up=lambda *_: []))
    ask = Ask(service=services()["openalex"], url="https://api.example/\x00works", secret=("api_key", KEY))
    with pytest.raises(FailureError) as caught:
        client._once(ask)
    text = "".join(traceback.format_exception(caught.value))
    assert KEY not in text
    assert KEY not in repr(ask)


def test_it_is_not_told_to_another_host(tmp_path: Path) -> None:
    """Where a request is sent on to another host, the key is not."""
    asked = Ask(service=services()["openalex"], url="https://api.openalex.example/works/W1", secret=("api_key", KEY))
    client = Client(FetchSettings(), World())
    assert client._parameters(asked, trusted=False) == {}
    assert client._parameters(asked, trusted=True) == {"api_key": KEY}


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://api.openalex.org/works", True),
        ("http://api.openalex.org/works", False),
        ("https://api.openalex.org.example/works", False),
        ("https://api.openalex.org:444/works", False),
        ("https://api.example/works", False),
        ("http://127.0.0.1/works", True),
    ],
)
def test_it_is_told_to_its_own_address_or_where_the_network_is_named(url: str, *, told: bool, tmp_path: Path) -> None:
    settings = site(tmp_path, Service(address="http://127.0.0.1:9"), source("openalex", "W1"))
    client, budget = Client(settings.fetch, World()), Budget("openalex", 1, 1)
    request = FetchRequest("openalex", "W1")
    session = Session(request, "", Cache(settings), client, None, {}, budget, secrets={"openalex": KEY})
    assert (session._ask(services()["openalex"], url, None, most=1).secret is not None) is told


def test_a_file_outside_the_site_holds_it(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n", encoding="utf-8")
    folder = tmp_path / "site"
    service = Service(address="http://127.0.0.1:9")
    settings = site(folder, service, source("openalex", "W1"), fetch=f'openalex_key_file = "{tmp_path / "key"}"')
    assert keys.openalex_key(settings, {}) == KEY
    settings = site(folder, service, source("openalex", "W1"), fetch='openalex_key_file = "../key"')
    assert keys.openalex_key(settings, {}) == KEY
    assert keys.openalex_key(settings, {keys.OPENALEX: "other"}) == "other"
    assert keys.openalex_key(site(folder, service, source("openalex", "W1")), {}) is None


@pytest.mark.parametrize("named", ["key", "./a/../key", "../site/key", "link"])
def test_a_file_inside_the_site_is_refused(named: str, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    settings = site(
        folder, Service(address="http://127.0.0.1:9"), source("openalex", "W1"), fetch=f'openalex_key_file = "{named}"'
    )
    (folder / "key").write_text(KEY, encoding="utf-8")
    (folder / "a").mkdir()
    (folder / "link").symlink_to(folder / "key")
    with pytest.raises(SettingsError, match="inside the site's folder"):
        keys.openalex_key(settings, {})


@pytest.mark.parametrize("text", ["", "two words", "ké\u00e9y", "a\nb", "x" * 600])
def test_what_is_no_key_is_refused_without_being_shown(text: str, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(text, encoding="utf-8")
    settings = site(
        tmp_path / "site",
        Service(address="http://127.0.0.1:9"),
        source("openalex", "W1"),
        fetch='openalex_key_file = "../key"',
    )
    if not text:
        assert keys.openalex_key(settings, {}) is None
        return
    with pytest.raises(SettingsError) as caught:
        keys.openalex_key(settings, {})
    assert text not in str(caught.value)
