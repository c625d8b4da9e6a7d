"""Entries of BibTeX and CSL-JSON that are broken in one way each: «» stand around what a finding is to point at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

HEAD: Final = """\
[site]
title = "Broken"
base = "https://site.test/"

[[source]]
name = "curation"
kind = "curation"
path = "curation.toml"

[[source]]
name = "bib"
kind = "bibtex"
path = "refs/works.bib"

[[source]]
name = "json"
kind = "csl-json"
path = "refs/works.json"
"""
CURATION: Final = '[[person]]\nname = "Ada Quill"\nbasis = "Stated by the editor of this site."\n'


@dataclass(frozen=True)
class Broken:
    """An entry with what is to be said of it: the name of a shape, or words of a reader."""

    said: str
    text: str

    @property
    def plain(self) -> str:
        return self.text.replace("«", "").replace("»", "")


BIBTEX: Final = (
    Broken("no single date", "@article{a, title = {Zoë’s Tides}, author = {Ada Quill}, year = {«20x4»}}"),
    Broken("no single date", "@article{b, title = {Ebb}, author = {Ada Quill}, date = {«2014-13-45»}}"),
    Broken("is no DOI", "@article{c, title = {Flow}, author = {Ada Quill}, year = 2014, doi = {«not a doi»}}"),
    Broken("identifier-doi-placeholder", "@article{d, title = {Moon}, author = {Ada Quill}, year = 2014,\n  doi = {«10.1234/xxxx»}}"),
    Broken("PagesInFull", "@article{e, title = {Coast}, author = {Ada Quill}, year = 2014,\n\n\tpages = {«890-6»}}"),
    Broken("PagesInOrder", '@article{f, title = {Shore}, author = {Ada Quill}, pages = "«99--12»", year = 2014}'),
    Broken("is not a web address", "@article{g, title = {Reef}, author = {Ada Quill}, year = 2014, url = {«www.quill.test/a»}}"),
    Broken("is not a web address", "@article{h, title = {Isle}, author = {Ada Quill}, year = 2014, url = {«ftp://quill.test/x»}}"),
    Broken("link-same-as-example", "@article{i, title = {Bay}, author = {Ada Quill}, year = 2014, url = {«http://example.com/x»}}"),
    Broken("is no ISBN", "@book{j, title = {Gulf}, author = {Ada Quill}, year = 2014, isbn = {«978-0-00-000000-1»}}"),
    Broken("is no language", "@article{k, title = {Cape}, author = {Ada Quill}, year = 2014, language = {«englishish!!»}}"),
    Broken("is no arXiv", "@article{l, title = {Fjord}, author = {Ada Quill}, year = 2014, eprint = {«foo»}, eprinttype = {arxiv}}"),
    Broken("work-title-placeholder", "@article{m, title = {«TODO»}, author = {Ada Quill}, year = 2014}"),
    Broken("work-title-latex", "@article{n, title = {«Sand \\mymacro{x} and Salt»}, author = {Ada Quill}, year = 2014}"),
    Broken("gap-title-lost", "«@article{o, author = {Ada Quill}, year = 2013}»"),
    Broken("gap-authors-lost", "«@article{p, title = {Delta}, year = 2014}»"),
    Broken("gap-date-unknown", "«@article{q, title = {Lagoon}, author = {Ada Quill}}»"),
    Broken("gap-authors-truncated", "«@article{r, title = {Atoll}, author = {Ada Quill and others}, year = 2014}»"),
    Broken("abstract-to-do", "@article{s, title = {Strait}, author = {Ada Quill}, year = 2014, abstract = {«TODO write this»}}"),
    Broken("abstract-filler", "@article{t, title = {Sound}, author = {Ada Quill}, year = 2014, abstract = {«Lorem ipsum»}}"),
    Broken("abstract-citation-marks", "@article{u, title = {Inlet}, author = {Ada Quill}, year = 2014, abstract = {«As in [12].»}}"),
    Broken("does not end before the next", "«@article{v, title = {Dune, author = {Ada Quill}, year = 2014}»"),
)  # fmt: skip
WHO: Final = '"author": [{"family": "Quill", "given": "Ada"}]'
WHEN: Final = '"issued": {"date-parts": [[2014]]}'
JSON: Final = (
    Broken("no part of a date", f'{{"id": "a", "type": "report", "title": "Zoë’s River", {WHO}, "issued": «{{"date-parts": [["20x4"]]}}»}}'),
    Broken("no valid DOI", f'{{"id": "b", "type": "report", "title": "Brook", {WHO}, {WHEN}, "DOI": «"nope"»}}'),
    Broken("identifier-doi-placeholder", f'{{"id": "c", "type": "report", "title": "Creek", {WHO}, {WHEN},\n     "DOI":\n «"10.1234/xxxx"»}}'),
    Broken("PagesInFull", f'{{"id": "d", "type": "article-journal", "title": "Spring", {WHO}, {WHEN}, "page": «"890-6"»}}'),
    Broken("PagesInOrder", f'{{"id": "e", "page": «"99-12"», "type": "article-journal", "title": "Source", {WHO}, {WHEN}}}'),
    Broken("is not a web address", f'{{"id": "f", "type": "report", "title": "Well", {WHO}, {WHEN}, "URL": «"www.quill.test"»}}'),
    Broken("is not a web address", f'{{"id": "g", "type": "report", "title": "Pond", {WHO}, {WHEN}, "URL": «"ftp://quill.test"»}}'),
    Broken("link-same-as-example", f'{{"id": "h", "type": "report", "title": "Lake", {WHO}, {WHEN}, "URL": «"http://example.com/x"»}}'),
    Broken("gap-title-lost", f'{{"id": «"i"», "type": "report", {WHO}, "issued": {{"date-parts": [[2012]]}}}}'),
    Broken("work-title-placeholder", f'{{"id": "j", "type": "report", "title": «"Untitled"», {WHO}, {WHEN}}}'),
    Broken("work-title-latex", f'{{"id": "k", "type": "report", "title": «"Mud \\\\mymacro{{x}} and Silt"», {WHO}, {WHEN}}}'),
    Broken("gap-authors-lost", f'{{"id": «"l"», "type": "report", "title": "Canal", {WHEN}}}'),
    Broken("gap-date-unknown", f'{{"id": «"m"», "type": "report", "title": "Lock", {WHO}}}'),
    Broken("gap-type-unknown", f'{{"id": «"n"», "type": "nonsense", "title": "Weir", {WHO}, {WHEN}}}'),
    Broken("is no object", "«17»"),
    Broken("abstract-filler", f'{{"id": "p", "type": "report", "title": "Dam", {WHO}, {WHEN}, "abstract": «"Lorem ipsum"»}}'),
    Broken("abstract-citation-marks", f'{{"id": "q", "type": "report", "title": "Mill", {WHO}, {WHEN}, "abstract": «"As in [12]."»}}'),
    Broken("abstract-unresolved", f'{{"id": "r", "type": "report", "title": "Ford", {WHO}, {WHEN}, "abstract": «"As in ??."»}}'),
    Broken("no such day", f'{{"id": "s", "type": "report", "title": "Ferry", {WHO}, "issued": «{{"date-parts": [[2014, 2, 30]]}}»}}'),
    Broken("is no JSON", f'«{{"id": "t", "type": "report" "title": "Bridge", {WHO}, {WHEN}}}»'),
)  # fmt: skip


def bib() -> str:
    return "% Entries that are broken\n\n" + "\n\n".join(one.plain for one in BIBTEX) + "\n"


def json_text() -> str:
    return "[\n  " + ",\n  ".join(one.plain for one in JSON) + "\n]\n"


def place(text: str, one: Broken) -> tuple[int, int, str]:
    """Line and column, both from 1, of what an entry marks, and these words up to the end of the line."""
    at = text.index(one.plain) + one.text.index("«")
    words = one.text[one.text.index("«") + 1 : one.text.index("»")]
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), words


def make(folder: Path) -> Path:
    (folder / "refs").mkdir(parents=True)
    (folder / "scholargraph.toml").write_text(HEAD, encoding="utf-8")
    (folder / "curation.toml").write_text(CURATION, encoding="utf-8")
    (folder / "refs" / "works.bib").write_text(bib(), encoding="utf-8")
    (folder / "refs" / "works.json").write_text(json_text(), encoding="utf-8")
    return folder
