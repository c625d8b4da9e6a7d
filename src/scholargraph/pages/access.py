"""What pages tell of money and access: full texts, open access, licences, grants.

It makes no markup.
"""

from __future__ import annotations

from typing import Final

from scholargraph.ntriples import Term
from scholargraph.pages import parts
from scholargraph.pages.graph import Graph
from scholargraph.pages.parts import Fact, fact
from scholargraph.pages.site import Ref, Site
from scholargraph.vocab import SDO, SG, VIVO

_FORMATS: Final = {"application/pdf": "PDF", "text/html": "HTML", "application/xml": "XML", "text/xml": "XML",
                   "application/epub+zip": "EPUB", "text/plain": "Text"}  # fmt: skip
"""Formats by their media types, in the words that people use."""


def access(site: Site, page: Graph, thing: Term) -> tuple[Fact, ...]:
    """Give the full texts of a work, whether it is open, and its licence."""
    kinds = [site.concept(kind).label.capitalize() for kind in page.links(thing, SG.openAccess)]
    return (
        *fact("Full text", [_full_text(site, page, node) for node in page.values(thing, SDO.encoding)]),
        *fact("Open access", [Ref(kind) for kind in kinds]),
        *fact("Licence", [parts.link(site, address) for address in page.links(thing, SDO.license)]),
        *fact("Rights", parts.refs(site, page, thing, predicate=SDO.conditionsOfAccess)),
    )


def funding(site: Site, page: Graph, thing: Term) -> tuple[Fact, ...]:
    """Give what a work or a person was paid by."""
    found: list[Ref] = []
    for node in page.values(thing, SDO.funding):
        name = page.literal(node, SDO.name)
        funders = parts.refs(site, page, node, predicate=SDO.funder)
        numbers = [ref.words for ref in parts.refs(site, page, node, predicate=VIVO.sponsorAwardId)]
        told = [*(ref.words for ref in funders), *numbers]
        words = ", ".join(told) if name is None else f"{name.value} ({', '.join(told)})" if told else name.value
        address = page.link(node, SDO.url) or next(
            (address for one in page.values(node, SDO.identifier) for address in page.links(one, SDO.url)), None
        )
        href = site.addresses.href(address) if address else next((ref.href for ref in funders if ref.href), None)
        found.append(Ref(words, href, name.language if name is not None else None))
    return tuple(fact("Funding", found))


def _full_text(site: Site, page: Graph, node: Term) -> Ref:
    address = page.link(node, SDO.contentUrl) or ""
    kind = page.words(node, SDO.encodingFormat)
    version = page.words(node, SDO.creativeWorkStatus)
    shown = parts.link(site, address)
    words = _FORMATS.get(kind, kind) if kind else shown.words
    return Ref(f"{words} ({version.lower()})" if version else words, shown.href)
