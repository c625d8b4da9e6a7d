"""A small site with a pair that is joined, one that is in doubt, and one that is neither."""

from __future__ import annotations

from pathlib import Path
from typing import Final

SITE: Final = """[site]
title = "Tides"
base = "http://127.0.0.1:8000/"
language = "en"

[[source]]
name = "curation"
kind = "curation"
path = "curation.toml"

[[source]]
name = "bib"
kind = "bibtex"
path = "a.bib"

[[source]]
name = "other"
kind = "bibtex"
path = "b.bib"
"""
CURATION: Final = """#:schema .scholargraph/curation.schema.json
# Kept as it is.

[[person]]
id = "ada"   # the owner
name = "Ada Quill"
basis = "Known."
"""
ONE: Final = """@article{tides, title={Tides of the northern harbours and their makers}, author={Quill, Ada and Okafor, Benoit},
  journal={Journal of Coasts}, year={2019}, volume={3}, pages={1--9}, doi={10.5555/1}}
@article{ladders, title={Ladders to nowhere}, author={Quill, Ada}, journal={Journal of Coasts}, year={2020}}
@article{glass, title={Rivers of glass in winter}, author={Quill, Ada}, journal={Journal of Coasts}, year={2015}}
"""
OTHER: Final = """@article{t19, title={Tides of the northern harbours and their makers}, author={Quill, Ada and Okafor, Benoit},
  journal={Journal of Coasts}, year={2018}, volume={3}, pages={1--9}, doi={10.5555/1}}
@article{g2, title={Rivers of glas}, author={Quill, A.}, year={2015}}
"""

TIDES: Final = "publication/tides-of-the-northern-harbours-and-their-makers"
GLASS: Final = "publication/rivers-of-glass-in-winter"
GLAS: Final = "publication/rivers-of-glas"


def make(directory: Path, *, curation: str = CURATION) -> Path:
    """Write the site's files."""
    directory.mkdir(exist_ok=True)
    for name, text in (("scholargraph.toml", SITE), ("curation.toml", curation), ("a.bib", ONE), ("b.bib", OTHER)):
        (directory / name).write_text(text, "utf-8", newline="")
    return directory
