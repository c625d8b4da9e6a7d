"""Tables: the classes and predicates of FOAF, BIBO, DCTERMS, VIVO, FaBiO and ORG in the terms that descriptions are read in.

Properties become those of schema.org where that has one of the meaning; others keep their prefix (`bibo:doi`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scholargraph.vocab import (
    BIBO,
    BIBO_DEGREE,
    BIBO_STATUS,
    DCAT,
    DCTERMS,
    FABIO,
    FOAF,
    ORG,
    OWL,
    RDF,
    RDFS,
    SDO,
    SG,
    SKOS,
    VIVO,
)

_NAMESPACES: Final[Mapping[str, str]] = {
    SDO.base: "",
    SDO.base.replace("https:", "http:"): "",
    BIBO_STATUS.base: "",
    BIBO_DEGREE.base: "",
    FOAF.base: "foaf:",
    BIBO.base: "bibo:",
    DCTERMS.base: "dcterms:",
    VIVO.base: "vivo:",
    FABIO.base: "fabio:",
    ORG.base: "org:",
    RDF.base: "rdf:",
    RDFS.base: "rdfs:",
    SKOS.base: "skos:",
    OWL.base: "owl:",
    DCAT.base: "dcat:",
    SG.base: "sg:",
}

ALIASES: Final[Mapping[str, str]] = {
    "foaf:name": "name",
    "foaf:givenName": "givenName",
    "foaf:firstName": "givenName",
    "foaf:familyName": "familyName",
    "foaf:lastName": "familyName",
    "foaf:surname": "familyName",
    "foaf:homepage": "url",
    "foaf:maker": "creator",
    "dcterms:title": "name",
    "dcterms:alternative": "alternateName",
    "dcterms:creator": "creator",
    "dcterms:contributor": "contributor",
    "dcterms:issued": "datePublished",
    "dcterms:date": "datePublished",
    "dcterms:abstract": "abstract",
    "dcterms:description": "description",
    "dcterms:isPartOf": "isPartOf",
    "dcterms:publisher": "publisher",
    "dcterms:language": "inLanguage",
    "dcterms:license": "license",
    "dcterms:rights": "copyrightNotice",
    "dcterms:subject": "keywords",
    "dcterms:identifier": "identifier",
    "dcterms:references": "citation",
    "bibo:abstract": "abstract",
    "bibo:cites": "citation",
    "bibo:editor": "editor",
    "bibo:translator": "translator",
    "bibo:issuer": "sourceOrganization",
    "bibo:edition": "bookEdition",
    "bibo:status": "creativeWorkStatus",
    "bibo:degree": "inSupportOf",
    "org:subOrganizationOf": "parentOrganization",
    "org:unitOf": "parentOrganization",
    "org:memberOf": "memberOf",
    "rdfs:label": "name",
    "skos:prefLabel": "name",
}
"""Predicates that mean what a property of schema.org means."""
INVERSE: Final[Mapping[str, str]] = {"foaf:made": "creator", "org:hasSubOrganization": "parentOrganization"}
"""Predicates that say the same from the other end."""
FALLBACKS: Final = frozenset({"rdfs:label", "skos:prefLabel", "foaf:name"})
"""Predicates that count where nothing else says the same."""
DOCUMENTS: Final = frozenset({"foaf:primaryTopic", "mainEntity"})
"""What has one of these is a page about something, not that."""
PARTS: Final = frozenset({"dcterms:hasVersion"})
"""What is named by these is a part of the record, and none by itself."""


def local_name(iri: str) -> str | None:
    """Give the name of a term of a known vocabulary; None for any other.

    >>> local_name("http://purl.org/ontology/bibo/Thesis")
    'bibo:Thesis'
    """
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = _NAMESPACES.get(iri[:cut])
    return None if prefix is None or not iri[cut:] else f"{prefix}{iri[cut:]}"
