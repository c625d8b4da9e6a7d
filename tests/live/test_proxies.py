"""Proxies of other projects before the server, with the configurations of `deploy/`: every address is the site's own.

TLS ends at the proxy, and the base of the site is that of the shipped files, whatever port the proxy has. Without a program
its tests are skipped. With SCHOLARGRAPH_CRAWL=all in the environment every page is asked for, not one of each kind.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

import pytest

from benchmarks.ports import free_port
from scholargraph import config
from scholargraph.publish import publish
from scholargraph.web_addresses import ascii_uri
from tests.conftest import CopySite
from tests.live import proxies
from tests.live.conftest import GENEROUS, Live
from tests.live.conftest import running as serving
from tests.live.crawl import crawl
from tests.live.proxies import Answer, Files, Proxy

BASE: Final = "https://example.org/people/"
OTHER_BASE: Final = "https://example.org/café%20au%20lait/"
EVIL: Final = "evil.test"
OF_EACH_KIND: Final = 1_000_000 if os.environ.get("SCHOLARGRAPH_CRAWL") == "all" else 1
FILES: Final = (
    "nginx-kept.conf",
    "nginx-stripped.conf",
    "apache-kept.conf",
    "apache-stripped.conf",
    "Caddyfile-kept",
    "Caddyfile-stripped",
)
MANY: Final = 40
"""Authors of a work whose Link field is larger than the 4 KiB that nginx has room for by itself."""


def crowd(many: int = MANY) -> str:
    """A work with many authors of long names, for a curation file."""
    names = [
        f"{chr(97 + place // 26) + chr(97 + place % 26)}enthusiastically-named cartographer of the far shore"
        for place in range(many)
    ]
    people = "".join(
        f'\n[[person]]\nid = "p{place}"\nname = "{name}"\nbasis = "made up"\n' for place, name in enumerate(names)
    )
    authors = ", ".join(f'{{ name = "{name}", person = "p{place}" }}' for place, name in enumerate(names))
    work = (
        f'\n[[publication]]\ntitle = "The work of a crowd"\nauthors = [{authors}]\nissued = 2020\nbasis = "made up"\n'
    )
    return people + work


@contextmanager
def served(published: Path, folder: Path, prefix: str) -> Iterator[Live]:
    """Serve a copy of a published site, to which requests come with the path of the base or without."""
    site = folder / prefix
    shutil.copytree(published, site)
    file = site / "scholargraph.toml"
    kept = file.read_text("utf-8").partition("[endpoint]")[0]
    file.write_text(f'{kept}\n[endpoint]\n{GENEROUS}\n[web]\nprefix = "{prefix}"\n', encoding="utf-8")
    with serving(site, free_port(), "--no-publish", "--proxies", "1", log=folder / f"{prefix}.log") as live:
        yield live


def published(site: Path, base: str) -> Path:
    file = site / "scholargraph.toml"
    file.write_text(file.read_text("utf-8").replace('"http://127.0.0.1:8000/"', f'"{base}"'), encoding="utf-8")
    ledger = site / "keys.txt"
    lines = ["=person/quill-a\tperson/ada-quill", *ledger.read_text("utf-8").splitlines()]
    ledger.write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8")
    curation = site / "curation.toml"
    curation.write_text(curation.read_text("utf-8") + crowd(), encoding="utf-8")
    publish(config.load(site))
    return site


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return proxies.certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="module")
def servers(copy_site: CopySite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Live]]:
    """A server to which proxies hand on the path of the base, and one for which they take it away."""
    site = published(copy_site("example-department"), BASE)
    folder = tmp_path_factory.mktemp("servers")
    with served(site, folder, "kept") as kept, served(site, folder, "stripped") as stripped:
        yield {"kept": kept, "stripped": stripped}


@pytest.fixture(scope="module", params=FILES)
def proxy(
    request: pytest.FixtureRequest, files: Files, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Proxy]]:
    """Each shipped configuration, running."""
    name: str = request.param
    proxies.program_of(name)
    live = request.getfixturevalue("servers")["stripped" if "stripped" in name else "kept"]
    folder = tmp_path_factory.mktemp("proxy")
    with proxies.running(name, server=live.port, files=files, folder=folder, changed={}) as running:
        yield name, running


def test_every_link_of_every_kind_of_page_is_the_sites(proxy: tuple[str, Proxy]) -> None:
    _, running = proxy
    made = crawl(BASE, lambda path: running.get(path, accept="text/html, */*;q=0.5"), of_each_kind=OF_EACH_KIND,
                 also=("https://example.org/robots.txt", f"{BASE}openapi.json"))  # fmt: skip
    assert made.wrong == []
    assert {address: status for address, status in made.statuses.items() if status != 200} == {}
    assert made.links > 1000
    for kind in ("person/", "publication/", "organization/", "venue/", "source/", "sparql?", "search", "sitemap.xml"):
        assert any(address.startswith(BASE + kind) for address in made.statuses), kind


def test_a_forged_host_shows_nowhere(proxy: tuple[str, Proxy]) -> None:
    name, running = proxy
    forged = {
        "X-Forwarded-Host": EVIL,
        "X-Forwarded-Proto": "http",
        "Forwarded": f"host={EVIL}",
        "X-Original-Host": EVIL,
    }
    for path in ("people", "people/", "people/person", "people/person/", "people/person/quill-a", "people/person/ada-quill",
                 "people/sparql/", "people/sparql", "people/sitemap.xml", "people/openapi.json", "robots.txt", "people/nowhere",
                 "people/graph/description", "people/person/ada-quill.linkset.json"):  # fmt: skip
        right = running.get(f"/{path}", accept="text/html, */*;q=0.5")
        for host, more in ((EVIL, {}), (proxies.HOST, forged)):
            answer = running.get(f"/{path}", host=host, accept="text/html, */*;q=0.5", **more)
            assert EVIL not in str(answer.fields), path
            assert EVIL.encode() not in answer.body, path
            if not (name.startswith("Caddy") and host == EVIL):  # Caddy answers nothing where it knows no site
                assert (answer.status, answer.fields.get("Location")) == (right.status, right.fields.get("Location")), (
                    path
                )
    answer = running.plain("/people/person?sort=title", EVIL)
    assert (answer.status, answer.fields["Location"]) == (308, f"{BASE}person?sort=title")


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/people", BASE),
        ("/people/person/", f"{BASE}person"),
        ("/people/person/ada-quill/", f"{BASE}person/ada-quill"),
        ("/people/person/quill-a?sort=title", f"{BASE}person/ada-quill?sort=title"),
        ("/people/person/quill-a.ttl", f"{BASE}person/ada-quill.ttl"),
        ("/people/sparql/?query=ASK%20%7B%7D&format=json", f"{BASE}sparql?query=ASK%20%7B%7D&format=json"),
        ("/people/graph/evidence/?format=nt", f"{BASE}graph/evidence?format=nt"),
        ("/people/openapi.json/", f"{BASE}openapi.json"),
        ("/people/search/?q=a%26b%2Fc", f"{BASE}search?q=a%26b%2Fc"),
    ],
)
def test_a_redirect_leads_to_the_address_of_the_site(proxy: tuple[str, Proxy], path: str, there: str) -> None:
    _, running = proxy
    answer = running.get(path)
    assert answer.status == 308
    # The query of a bare base may be an empty one: some proxies cannot leave the question mark out.
    location = urljoin(f"https://example.org{path}", answer.fields["Location"]).removesuffix("?")
    assert location == there
    address = urlsplit(location)
    assert running.get(f"{address.path}?{address.query}" if address.query else address.path).status == 200


def test_queries_graphs_and_large_fields_pass(proxy: tuple[str, Proxy]) -> None:
    _, running = proxy
    query = b"query=" + quote("ASK { ?p a <https://schema.org/Person> }").encode()
    fields = {
        "Host": "example.org",
        "Accept": "application/sparql-results+json",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    for path in ("/people/sparql",):
        assert b"true" in running.ask("POST", path, fields, query).body
    assert running.ask("POST", "/people/sparql/", fields, query).status == 308
    long = quote("ASK {} #" + "x" * 60_000)
    assert b"true" in running.get(f"/people/sparql?query={long}", accept="application/sparql-results+json").body
    graph = quote(f"{BASE}graph/evidence", safe="")
    assert running.get(f"/people/store?graph={graph}&format=nt").body.count(b"example.org/people/") > 100
    page = running.get("/people/publication/the-work-of-a-crowd", accept="text/html")
    assert page.status == 200
    assert len(page.fields["Link"]) > 4096
    assert running.get("/people/person/ada-quill", accept="text/html", **{"X-Forwarded-For": "192.0.2.1"}).status == 200


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site whose base has a path of letters beyond ASCII and a space."""
    site = tmp_path_factory.mktemp("letters")
    source = '[[source]]\nname = "facts"\nkind = "curation"\npath = "curation.toml"\n'
    (site / "scholargraph.toml").write_text(
        f'[site]\ntitle = "Letters"\nbase = "{OTHER_BASE}"\n\n{source}', encoding="utf-8"
    )
    (site / "curation.toml").write_text(crowd(3), encoding="utf-8")
    publish(config.load(site))
    return site


@pytest.mark.parametrize("name", ["nginx-kept.conf", "nginx-stripped.conf"])
def test_a_path_of_other_letters_passes(name: str, files: Files, letters: Path, tmp_path: Path) -> None:
    proxies.program_of(name)
    prefix = "stripped" if "stripped" in name else "kept"
    changed = {"^~ /people/": '^~ "/café au lait/"', "= /people {": '= "/café au lait" {'}
    if prefix == "stripped":
        changed["https://example.org/people/"] = ascii_uri(OTHER_BASE)
    with (
        served(letters, tmp_path, prefix) as live,
        proxies.running(name, server=live.port, files=files, folder=tmp_path, changed=changed) as running,
    ):

        def ask(path: str) -> Answer:
            return running.get(path, accept="text/html, */*;q=0.5")

        made = crawl(ascii_uri(OTHER_BASE), ask, of_each_kind=1)
        assert [line for line in made.wrong if ": @id " not in line] == []  # in RDF an IRI stays as it is
        assert {address: status for address, status in made.statuses.items() if status != 200} == {}
        assert made.links > 500
        bare = running.get("/caf%C3%A9%20au%20lait")
        there = urljoin("https://example.org/", bare.fields["Location"]).removesuffix("?")
        assert (bare.status, there) == (308, ascii_uri(OTHER_BASE))


# ── the crawl itself ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("fields", "page", "wrong"),
    [
        ({}, '<a href="/people/person">x</a><a href="https://other.example/">y</a>', 0),
        ({}, '<a href="/person">x</a>', 1),
        ({}, '<a href="http://127.0.0.1:8000/people/person">x</a>', 1),
        ({}, '<a href="https://example.org/people/é">x</a>', 1),
        ({}, '<link rel="canonical" href="https://example.org/people/person">', 1),
        ({}, '<link rel="canonical" href="https://example.org/people/">', 0),
        ({}, '<script type="application/ld+json">{"a": [{"@id": "https://example.org/person/x#this"}]}</script>', 1),
        ({"Link": '<https://example.org/person/x>; rel="author"'}, "<p>x</p>", 1),
        ({"Link": '<https://example.org/people/x>; rel="cite-as"'}, "<p>x</p>", 1),
        ({"Content-Location": "/index.html"}, "<p>x</p>", 1),
        ({"Location": "http://example.org/people/x"}, "<p>x</p>", 1),
    ],
)
def test_the_crawl_sees_what_is_wrong(fields: dict[str, str], page: str, wrong: int) -> None:
    there = Answer(200, {"Content-Type": "text/plain"}, b"")
    first = Answer(200, {"Content-Type": "text/html; charset=utf-8", **fields}, f"<html>{page}</html>".encode())
    made = crawl(BASE, lambda path: first if path == "/people/" else there, of_each_kind=1)
    assert len(made.wrong) == wrong, made.wrong
