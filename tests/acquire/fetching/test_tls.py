"""TLS on this machine: a certificate that does not hold is refused before anything is asked, by every kind of source.

`certificates/` holds an authority, made for these tests, and certificates of it: one that is right for 127.0.0.1 until 2126,
one of another host, one that ended in 2021; and one that signed itself.
"""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Final

import pytest

from scholargraph.errors import SettingsError
from tests.acquire.fetching import answers
from tests.acquire.fetching.server import serving, to
from tests.acquire.fetching.sites import Clock, bodies, fetched, site, source

CERTIFICATES: Final = Path(__file__).with_name("certificates")
TRUSTED: Final = f"attempts = 2\nauthorities = '{CERTIFICATES / 'authority.pem'}'\n"


def speaking(name: str) -> ssl.SSLContext:
    """Give what a server with a certificate has."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / f"{name}.pem")
    return context


@pytest.mark.parametrize("kind", ["crossref", "sparql"])
@pytest.mark.parametrize(
    ("certificate", "fetch", "says"),
    [
        ("right", "attempts = 2\n", "unable to get local issuer certificate"),
        ("unknown", TRUSTED, "self-signed certificate"),
        ("other", TRUSTED, "is not valid for '127.0.0.1'"),
        ("expired", TRUSTED, "certificate has expired"),
    ],
)
def test_a_certificate_that_does_not_hold_is_refused(
    kind: str, certificate: str, fetch: str, says: str, tmp_path: Path
) -> None:
    with serving(answers.everything(), tls=speaking(certificate)) as service:
        told = {
            "crossref": source("crossref", answers.DOI),
            "sparql": source("sparql", f"{service.address}/sparql", options='options = { query = "w.sparql" }'),
        }
        settings = site(tmp_path, service, told[kind], fetch=fetch)
        (tmp_path / "w.sparql").write_text("CONSTRUCT WHERE { ?s ?p ?o }", encoding="utf-8")
        (outcome,) = fetched(settings)
    assert outcome.state == "failed"
    assert says in outcome.reason
    assert (service.asked, bodies(settings)) == ([], {})


@pytest.mark.parametrize("where", ["elsewhere", "in the site"])
def test_an_authority_that_the_site_names_is_trusted(where: str, tmp_path: Path) -> None:
    fetch = TRUSTED if where == "elsewhere" else "authorities = 'ours.pem'\n"
    (tmp_path / "ours.pem").write_bytes((CERTIFICATES / "authority.pem").read_bytes())
    with serving(answers.everything(), tls=speaking("right")) as service:
        sparql = source("sparql", f"{service.address}/sparql", options='options = { query = "w.sparql" }')
        settings = site(tmp_path, service, source("crossref", answers.DOI) + sparql, fetch=fetch)
        (tmp_path / "w.sparql").write_text("CONSTRUCT WHERE { ?s ?p ?o }", encoding="utf-8")
        assert [(one.state, one.reason) for one in fetched(settings)] == [("changed", "")] * 2


def test_it_is_not_trusted_where_a_service_sends_on_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An authority of a university speaks for its own services, not for the rest of the world."""
    monkeypatch.setattr("scholargraph.acquire.fetching.public_addresses.is_public", lambda _: True)
    with (
        serving(answers.everything(), tls=speaking("right")) as other,
        serving(tls=speaking("right")) as service,
    ):
        path = f"/crossref/works/{answers.DOI}"
        service.answers[path] = to(f"{other.address}{path}")
        settings = site(
            tmp_path, service, source("crossref", answers.DOI), fetch=TRUSTED, ports=[service.port, other.port]
        )
        (outcome,) = fetched(settings, clock=Clock())
    assert "certificate" in outcome.reason
    assert (len(service.asked), other.asked) == (1, [])


@pytest.mark.parametrize("text", [None, "no certificate"])
def test_a_file_of_authorities_that_cannot_be_used_is_told(text: str | None, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "ours.pem").write_text(text, encoding="utf-8")
    with serving() as service:
        settings = site(tmp_path, service, source("ror", answers.ROR), fetch="authorities = 'ours.pem'\n")
        with pytest.raises(SettingsError, match="correct authorities of"):
            fetched(settings)
