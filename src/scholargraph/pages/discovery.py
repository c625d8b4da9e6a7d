"""What programs read to find their way on a site: how to search it, and what there is for those that read words.

It says where things are, and nothing about them.
"""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape, quoteattr

from scholargraph.pages import front
from scholargraph.pages.bodies import Representation
from scholargraph.pages.site import Site

OPENSEARCH: Final = "application/opensearchdescription+xml"
_SHORT: Final = 16
_LONG: Final = 48
"""Characters that a short and a long name may have (OpenSearch 1.1, "The ShortName element")."""


def opensearch(site: Site) -> Representation:
    """Describe the search (OpenSearch 1.1, draft 6)."""
    icon = site.addresses.absolute("favicon.ico")
    address, title = site.addresses.absolute("search"), _line(site.settings.title)
    urls = [
        ("results", "text/html", f"{address}?q={{searchTerms}}&page={{startPage?}}"),
        ("results", "application/json", f"{address}?q={{searchTerms}}&page={{startPage?}}&format=json"),
        ("self", OPENSEARCH, site.addresses.absolute("opensearch.xml")),
    ]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        f"<ShortName>{escape(title[:_SHORT].strip())}</ShortName>",
        f"<LongName>{escape(title[:_LONG].strip())}</LongName>",
        "<Description>Search in names, titles and abstracts</Description>",
        f'<Image width="32" height="32" type="image/vnd.microsoft.icon">{escape(icon)}</Image>',
        *(f'<Url rel="{rel}" type="{media}" template={quoteattr(template)}/>' for rel, media, template in urls),
        "<InputEncoding>UTF-8</InputEncoding>",
        "<OutputEncoding>UTF-8</OutputEncoding>",
        "</OpenSearchDescription>",
    ]
    return Representation("".join(f"{line}\n" for line in lines).encode(), f"{OPENSEARCH}; charset=utf-8")


def llms(site: Site) -> Representation:
    """Say what there is and where, in Markdown (llmstxt.org)."""
    absolute = site.addresses.absolute
    title = _line(site.settings.title)
    lists = [f"- [{ref.words}]({absolute(_path(site, ref.href))})" for ref in front.menu(site)]
    lines = [
        f"# {title}",
        "",
        "> Linked data about scholars and their works (schema.org, FOAF, BIBO). Every statement can be traced to the words it",
        "> came from; what is not known is said, never guessed.",
        "",
        "Every page is data at the same address: ask with `Accept: text/turtle` or `application/ld+json`, or add `.ttl`,",
        "`.jsonld`, `.nt` or `.rdf` to the address of a thing; works are there as `.bib`, `.ris` and `.csl.json`, too.",
        "",
        "## Lists",
        "",
        *lists,
        "",
        "## For programs",
        "",
        f"- [SPARQL endpoint]({absolute('sparql')}): SPARQL 1.1 queries; the service description by `Accept: text/turtle`",
        f"- [Search]({absolute('search')}): `?q=WORDS&format=json`",
        f"- [OpenAPI document]({absolute('openapi.json')}): every address, its parameters and answers",
        f"- [Description of the dataset]({absolute('.well-known/void')}): VoID",
        f"- [Terms]({absolute('ontology.ttl')}): what our own terms mean",
        f"- [All of it]({absolute('dump.nq.gz')}): N-Quads",
        f"- [Sitemap]({absolute('sitemap.xml')})",
    ]
    return Representation("".join(f"{line}\n" for line in lines).encode(), "text/plain; charset=utf-8")


def _path(site: Site, href: str | None) -> str:
    return (href or "").removeprefix(site.addresses.root)


def _line(words: str) -> str:
    """Give words on one line, without what XML forbids."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in words).split())
