"""What is exported comes back: a file read into a graph, exported, and read again gives the same graph.

What a format cannot hold stands in docs/formats/export.md; here each such loss is named, and nothing else may differ.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Callable
from typing import Final

import pytest

from scholargraph import config, store
from scholargraph.citation import WRITERS, CitationReader
from scholargraph.iris import Iris
from scholargraph.pages.listings import Listings
from scholargraph.publish import publish

SITE: Final = """[site]
title = "Round trip"
base = "http://127.0.0.1:8000/"
[[source]]
name = "works"
kind = "{kind}"
path = "{file}"
"""

BIBTEX: Final = r"""
@article{a, author = {Quill, Ada and van der Okafor, Beno{\^i}t and Quay, Jr., Martin and {Salt and Foam Group}},
  title = {On {H$_2$O} and \emph{C. elegans} \& the rest -- 100\% dry}, journal = {Journal of Nowhere}, year = 2019,
  month = mar, volume = 12, number = 3, pages = {100--131}, doi = {10.5555/coast.2019}, issn = {2049-3630},
  keywords = {salt, foam}, language = {en}, abstract = {Dry \& wet.}, url = {https://example.org/a_b?c=1}}
@inproceedings{b, author = {Harrow, Ines and others}, editor = {Aalto, Bo}, title = {A Theory of {DNA} Tides},
  booktitle = {Proceedings of Nowhere}, series = {Lecture Notes in Nothing}, volume = 7, year = 2020, publisher = {Salt Press},
  address = {Nowhere}, isbn = {9783161484100}, eprint = {2401.00002}, archiveprefix = {arXiv}}
@phdthesis{c, author = {Ada Quill}, title = {On the Shape of Islands}, school = {Example University}, year = 2008,
  supervisor = {Harrow, Ines}}
@mastersthesis{d, author = {Quill, Ada}, title = {Small Islands}, school = {Example University}, year = 2005}
@techreport{e, author = {Aalto, Bo}, title = {Report on Fog}, institution = {Institute of Fog}, number = {TR-7}, year = 2011}
@book{f, author = {Okafor, Uma}, title = {An Atlas of Weather}, publisher = {Example Press}, year = 2022, edition = {2},
  series = {Studies in Nowhere}, isbn = {9780306406157}, translator = {Aalto, Bo}}
@incollection{g, author = {Quill, Ada}, editor = {Harrow, Ines}, title = {Rivers}, booktitle = {Handbook of Rivers},
  publisher = {Example Press}, year = 2020, pages = {1--9}}
@article{h, author = {Quill, Ada}, title = {Clouds Without Water}, journal = {arXiv preprint arXiv:2403.00001}, year = 2023}
@article{i, author = {Quill, Ada}, title = {The Last Village}, journal = {Journal of Nowhere}, note = {To appear}}
@misc{j, author = {Quill, Ada}, title = {Letters}, year = 1999, license = {https://creativecommons.org/licenses/by/4.0/}}
@booklet{k, title = {A Booklet of {AT\&T}}, year = 1998}
@proceedings{l, editor = {Harrow, Ines}, title = {Proceedings of Nothing}, year = 1997, publisher = {Salt Press}}
"""
BIBLATEX: Final = r"""
@online{o1, author = {Quill, Ada}, title = {Fog}, date = {2024-11-02}, url = {https://notes.example.org/fog}, langid = {german}}
@dataset{o2, author = {Quill, Ada}, title = {Dry Clouds}, date = {2023-05}, publisher = {Repository of Fog}, doi = {10.5555/d}}
@software{o3, author = {Quill, Ada}, title = {Tide Table}, date = {2020}, url = {https://code.example.org/tide}}
@collection{o4, editor = {Quill, Ada}, title = {Handbook of Rivers}, date = {2020}, publisher = {Example Press}}
@report{o5, author = {Quill, Ada}, title = {On Foam}, type = {techreport}, institution = {Institute}, date = {2001}}
@patent{o6, author = {Quill, Ada}, title = {Folding}, number = {US123}, date = {2017}}
@thesis{o7, author = {Quill, Ada}, title = {Bricks}, type = {Bachelor's thesis}, institution = {Example University}, date = {2003}}
@article{o8, author = {Quill, Ada}, title = {Soon}, journaltitle = {Journal of Nowhere}, pubstate = {forthcoming}, eid = {e7}}
@inproceedings{o9, author = {Quill, Ada}, title = {Given}, booktitle = {Proceedings}, eventtitle = {Conference on Nowhere},
  date = {2021-06-14}, pagetotal = {14}}
@standard{o10, author = {{Bureau of Foam}}, title = {Foam}, number = {ISO 1}, date = {1990}}
@article{o11, author = {Quill, Ada}, title = {News}, journaltitle = {The Times of Fog}, entrysubtype = {newspaper}, date = {2002}}
"""

Triples = set[str]
Grown = Callable[[str, str], tuple[Triples, dict[str, bytes]]]
FILES: Final = {"bibtex": "works.bib", "csl-json": "works.json", "ris": "works.ris"}


@pytest.fixture
def grown(tmp_path_factory: pytest.TempPathFactory) -> Grown:
    """Return the function that publishes a file, and gives the statements and all exports."""

    def of(text: str, kind: str) -> tuple[Triples, dict[str, bytes]]:
        if importlib.util.find_spec(f"scholargraph.sources.readers.{kind.replace('-', '_')}") is None:
            pytest.skip(f"there is no reader of {kind} yet")
        folder = tmp_path_factory.mktemp("trip")
        (folder / "scholargraph.toml").write_text(SITE.format(kind=kind, file=FILES[kind]), encoding="utf-8")
        (folder / FILES[kind]).write_text(text, encoding="utf-8", newline="")
        settings = config.load(folder)
        publish(settings)
        info = store.Snapshots(settings.work).require()
        reader, listings = store.Reader(info), Listings(info.path)
        made = [
            found
            for key in listings.keys("publication")
            if (found := CitationReader(reader, Iris(settings.base)).of_work(key))
        ]
        exports = {form: b"".join(write(made)) for form, write in WRITERS.items()}
        dump = folder / "statements.nt"
        with dump.open("wb") as out:
            reader.write_statements(out, "nt")
        lines = dump.read_text("utf-8").splitlines()
        return {line for line in lines if "/source/" not in line and "wasDerivedFrom" not in line}, exports

    return of


def test_a_difference_would_be_found(grown: Grown) -> None:
    first, _ = grown(BIBTEX, "bibtex")
    second, _ = grown(BIBTEX.replace("number = {TR-7}", "number = {TR-8}"), "bibtex")
    assert len(first) > 300
    assert differences(first, second) != SAME


def differences(first: Triples, second: Triples, *, allowed: str = "(?!)") -> dict[str, list[str]]:
    """Give what is lost and what is new, without what a pattern allows."""
    form = re.compile(allowed)
    return {
        "lost": sorted(line for line in first - second if not form.search(line)),
        "new": sorted(line for line in second - first if not form.search(line)),
    }


SAME: Final[dict[str, list[str]]] = {"lost": [], "new": []}


def test_bibtex_comes_back(grown: Grown) -> None:
    first, exports = grown(BIBTEX, "bibtex")
    second, again = grown(exports["bib"].decode(), "bibtex")
    assert differences(first, second) == SAME
    assert again["bib"] == exports["bib"]


def test_biblatex_comes_back(grown: Grown) -> None:
    first, exports = grown(BIBTEX + BIBLATEX, "bibtex")
    second, again = grown(exports["biblatex"].decode(), "bibtex")
    assert differences(first, second) == SAME
    assert again["biblatex"] == exports["biblatex"]


CSL: Final = r"""[
 {"id": "a", "type": "article-journal", "title": "On H<sub>2</sub>O", "author": [{"family": "Quill", "given": "Ada"},
  {"family": "van der Okafor", "given": "Benoît"}, {"family": "Quay", "given": "Martin", "suffix": "Jr."}],
  "container-title": "Journal of Nowhere", "volume": "12", "issue": "3", "page": "100-131", "issued": {"date-parts": [[2019, 3]]},
  "DOI": "10.5555/coast.2019", "ISSN": "2049-3630", "language": "en", "abstract": "Dry & wet.", "keyword": "salt, foam"},
 {"id": "b", "type": "paper-conference", "title": "Tides", "author": [{"family": "Harrow", "given": "Ines"}, {"literal": "others"}],
  "editor": [{"family": "Aalto", "given": "Bo"}], "container-title": "Proceedings of Nowhere", "publisher": "Salt Press",
  "publisher-place": "Nowhere", "event-title": "Conference on Nowhere", "issued": {"date-parts": [[2020]]}},
 {"id": "c", "type": "thesis", "title": "Islands", "author": [{"family": "Quill", "given": "Ada"}], "genre": "PhD thesis",
  "publisher": "Example University", "issued": {"date-parts": [[2008]]}},
 {"id": "d", "type": "book", "title": "Atlas", "author": [{"family": "Okafor", "given": "Uma"}], "publisher": "Example Press",
  "ISBN": "9780306406157", "edition": "2", "issued": {"date-parts": [[2022, 1, 2]]}},
 {"id": "e", "type": "dataset", "title": "Clouds", "author": [{"family": "Quill", "given": "Ada"}], "DOI": "10.5555/d",
  "URL": "https://data.example.org/clouds", "issued": {"date-parts": [[2023]]}}
]"""


def test_csl_json_comes_back(grown: Grown) -> None:
    first, exports = grown(CSL, "csl-json")
    second, again = grown(exports["csl-json"].decode(), "csl-json")
    assert differences(first, second) == SAME
    assert json.loads(again["csl-json"]) == json.loads(exports["csl-json"])


RIS: Final = """TY  - JOUR
ID  - a
AU  - Quill, Ada
AU  - van der Okafor, Benoît
AU  - Quay, Martin, Jr.
TI  - On Dry Rivers
PY  - 2019
DA  - 2019/03/04/
T2  - Journal of Nowhere
VL  - 12
IS  - 3
SP  - 100
EP  - 131
SN  - 2049-3630
DO  - 10.5555/coast.2019
AB  - Dry & wet.
KW  - salt
KW  - foam
LA  - en
UR  - https://example.org/a
ER  -

TY  - CPAPER
ID  - b
AU  - Harrow, Ines
AU  - et al.
ED  - Aalto, Bo
TI  - A Theory of Tides
C3  - Proceedings of Nowhere
T2  - Conference on Nowhere
PY  - 2020
PB  - Salt Press
C7  - e7
ER  -

TY  - THES
ID  - c
AU  - Quill, Ada
A3  - Harrow, Ines
TI  - On the Shape of Islands
PB  - Example University
M3  - PhD thesis
PY  - 2008
ER  -

TY  - BOOK
ID  - d
AU  - Okafor, Uma
AU  - Salt and Foam Group,
TI  - An Atlas of Weather
PB  - Example Press
CY  - Nowhere
SN  - 9780306406157
ET  - 2
T3  - Studies in Nowhere
PY  - 2022
ER  -

TY  - RPRT
ID  - e
AU  - Aalto, Bo
TI  - Report on Fog
PB  - Institute of Fog
IS  - TR-7
PY  - 2011
ER  -
"""


def test_ris_comes_back(grown: Grown) -> None:
    first, exports = grown(RIS, "ris")
    second, again = grown(exports["ris"].decode(), "ris")
    assert differences(first, second) == SAME
    assert again["ris"] == exports["ris"]
