"""The kind of a file is told by what stands in it, for the real files of others and for some made here."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from scholargraph.acquire import media_type
from scholargraph.sources import item_of
from scholargraph.sources.recognition import kind_of

SAMPLES: Final = {
    "acl-anthology/xml": "acl-anthology",
    "bibtex": "bibtex",
    "crossref": "crossref",
    "csl-json": "csl-json",
    "dblp": "dblp",
    "openalex": "openalex",
    "orcid": "orcid",
    "ris": "ris",
    "ror": "ror",
    "html": "web-page",
}
"""What the real files in each folder are."""

RDFA: Final = frozenset({f"eg-{number}.rdfa.html" for number in ("0219", "0222", "0398", "0399", "0400", "0401")})
"""Pages with RDFa alone, which is not read: nothing in them is a sign of what is."""
BARE: Final = frozenset({"commonmeta-datacite.html", "commonmeta-pan.html"})
"""Pages that say nothing for machines."""

MADE: Final[dict[str, tuple[str, str | None]]] = {
    "a.toml": ("[[person]]\n", "curation"),
    "a.txt": ("Mira Kovalenko\nProfessor\n", "profile-text"),
    "b.txt": ("  @article{key,\n title={A}}\n", "bibtex"),
    "c.txt": ("TY  - JOUR\nTI  - A\nER  - \n", "ris"),
    "mail.txt": ("Write to me @home{or there}\n", "profile-text"),
    "a.md": ("# Mira Kovalenko\n", "profile-text"),
    "a.ttl": ("<a:> a <b:> .\n", "rdf"),
    "a.nq": ("<a:> <b:> <c:> .\n", "rdf"),
    "a.jsonld": ('{"@context": "https://schema.org"}', "rdf"),
    "graph.xml": ('<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="x"/>', "rdf"),
    "oai.xml": ('<dc xmlns="http://www.openarchives.org/OAI/2.0/oai_dc/"><title>A</title></dc>', "oai-dc"),
    "works.json": ('[{"id": "x", "type": "article-journal", "title": "A"}]', "csl-json"),
    "other.json": ('{"hello": "world"}', None),
    "page.html": ("<!DOCTYPE html>\n<title>Mira Kovalenko</title>", "profile-text"),
    "meta.html": ('<html><meta content="A" name="citation_title"></html>', "web-page"),
    "record.html": ('<html><meta name="citation_title" content="A"></html>', "web-page"),
    "dc.html": ('<html><meta name="DC.Title" content="A"></html>', "web-page"),
    "other.xml": ("<feed/>", None),
    "works.csv": ("Title,Authors,Year,DOI\nA,B,2020,\n", "table"),
    "arbeiten.tsv": ("Titel\tAutoren\tJahr\nA\tB\t2020\n", "table"),
    "people.csv": ("Name;ORCID;Department;Role;Start date\nA;;B;C;2020\n", "roster"),
    "prices.csv": ("Item,Price\nA,3\n", None),
    "things.bin": ("@misc{a, title={B}}", "bibtex"),
}


@pytest.mark.parametrize("name", MADE)
def test_a_file_is_told_by_its_name_or_its_content(name: str) -> None:
    text, kind = MADE[name]
    assert kind_of(item_of(text, id=name, media_type=media_type(name))) == kind


def test_real_files_are_told(shared: Path) -> None:
    told = {}
    for folder, kind in SAMPLES.items():
        for file in sorted((shared / "samples" / folder).rglob("*")):
            if not file.is_file() or file.name in {"SOURCE.md"} | RDFA | BARE:
                continue
            found = kind_of(item_of(file.read_bytes(), id=file.name, media_type=media_type(file.name)))
            if found != kind:
                told[f"{folder}/{file.name}"] = found
    assert told == {}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_byte_order_mark_hides_nothing(encoding: str) -> None:
    data = "@article{a, title={B}}".encode(encoding)
    assert kind_of(item_of(data, id="works", media_type="application/octet-stream")) == "bibtex"
