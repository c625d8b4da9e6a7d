"""The page of the query editor: a form that works by itself, the examples, and what the editor's script is told.

It runs no query and knows no endpoint but this site's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, Final, Protocol

from scholargraph.formats import GRAPHS, RESULTS
from scholargraph.pages import ontology
from scholargraph.pages.bodies import Representation
from scholargraph.pages.representation import HTML, rendered
from scholargraph.pages.site import Site
from scholargraph.vocab import NAMESPACES, PREFIXES

ENDPOINT: Final = "sparql"
"""The endpoint's path below the site's base."""

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The page's Content-Security-Policy: scripts and requests of this host alone, nothing that stands in the page."""

FIRST: Final = """PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX schema: <https://schema.org/>
SELECT ?thing ?name WHERE {
  ?page foaf:primaryTopic ?thing .
  ?thing schema:name ?name .
}
ORDER BY ?name
LIMIT 50
"""
"""The query that stands in the editor when nothing else is asked for."""


class Offer(Protocol):
    """An example query, whoever keeps it. `here` is false for one that is to be run at another endpoint."""

    @property
    def name(self) -> str: ...  # noqa: D102 - said above

    @property
    def group(self) -> str: ...  # noqa: D102

    @property
    def label(self) -> str: ...  # noqa: D102

    @property
    def question(self) -> str: ...  # noqa: D102

    @property
    def query(self) -> str: ...  # noqa: D102

    @property
    def here(self) -> bool: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class EditorPage:
    """What the template needs.

    `by_entries` is whether the evidence of each field stands beside the store; `told` is what the script reads from the
    page.
    """

    endpoint: str
    evidence: str
    by_entries: bool
    query: str
    groups: tuple[tuple[str, tuple[Offer, ...]], ...]
    chosen: Offer | None
    told: dict[str, Any]


def editor_page(site: Site, offers: Iterable[Offer], *, chosen: str | None = None) -> Representation:
    """Make the page. `chosen` names the example that stands in the editor; an unknown name is no example."""
    page = make(site, offers, chosen=chosen)
    body = rendered(
        site,
        "editor.html",
        here=ENDPOINT,
        title=f"Query – {site.settings.title}",
        page=page,
        prefixes=PREFIXES,
        results=RESULTS,
        graphs=GRAPHS,
    )
    return Representation(body, HTML.content_type)


def make(site: Site, offers: Iterable[Offer], *, chosen: str | None = None) -> EditorPage:
    """Make what the template needs; offers of one group stand together."""
    known = tuple(offers)
    found = next((offer for offer in known if offer.name == chosen), None)
    endpoint = site.addresses.local(ENDPOINT)
    classes, properties = _terms()
    return EditorPage(
        endpoint=endpoint,
        evidence=site.iris.graph("evidence"),
        by_entries=site.evidence is not None,
        query=found.query if found else FIRST,
        groups=tuple((group, tuple(members)) for group, members in groupby(known, key=lambda offer: offer.group)),
        chosen=found,
        told={
            "endpoint": endpoint,
            "base": site.settings.base,
            "root": site.addresses.root,
            "chosen": found is not None,
            "prefixes": dict(PREFIXES),
            "classes": classes,
            "properties": properties,
            "examples": {offer.name: {"query": offer.query, "here": offer.here} for offer in known},
        },
    )


@cache
def _terms() -> tuple[list[str], list[str]]:
    """The classes and the properties that the graph is said in, for completion: a class begins with a capital."""
    old = {concept.iri for concept in ontology.concepts().values() if concept.deprecated}
    terms = sorted({term for namespace in NAMESPACES for term in namespace} - old)
    names = {term: term[max(term.rfind("/"), term.rfind("#")) + 1 :] for term in terms}
    return [term for term in terms if names[term][:1].isupper()], [term for term in terms if names[term][:1].islower()]
