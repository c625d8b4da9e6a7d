"""The table of formats that citations are written in: each takes citations one after the other and gives bytes piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from scholargraph import formats
from scholargraph.citation import bibtex, csl_json, ris, table
from scholargraph.citation.model import Citation

Writer = Callable[[Iterable[Citation]], Iterator[bytes]]

WRITERS: Final[Mapping[str, Writer]] = {
    formats.BIBTEX.name: bibtex.write,
    formats.BIBLATEX.name: partial(bibtex.write, flavour=bibtex.BIBLATEX),
    formats.RIS.name: ris.write,
    formats.CSL.name: csl_json.write,
    formats.CSV.name: table.write_csv,
    formats.XLSX.name: table.write_xlsx,
}
"""By the names of `formats.CITATIONS`."""
