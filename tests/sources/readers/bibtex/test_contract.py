"""The reader of BibTeX keeps the contract of readers."""

from __future__ import annotations

from scholargraph.model import Publication
from scholargraph.sources.readers.bibtex import SOURCE
from scholargraph.testing import Broken, ReaderContract, Sample

VARIED = r"""% Encoding: UTF-8
This line is no entry, nor is ada@example.org.

@string{ jams = {J.~Amer. Math. Soc.} }
@string{ dept = "Department of " # "Rivers" }
@preamble{ "\newcommand{\noopsort}[1]{}" }
@comment{ @article{hidden, title = {Not read}} }

@Article{quill:1,
  author    = {Quill, Ada and {\"O}zkal, Erhan and others},
  title     = "A {G}rammar of $\alpha$-Coastlines and \textit{E. coli}",
  journal   = jams,
  year      = 2019, month = "10~" # jan,
  pages     = {1--12},
  doi       = {https://doi.org/10.5555/(SICI)1<1::AID-A>3.0.CO;2-#},
}

@inproceedings(paper/2, author = {{Barnes and Noble}}, title = {Tide}, crossref = proc, pages = "3")
@incollection{chap, title = {Fjords}, crossref = {coll}, author = {de la Vall{\'e}e Poussin, Jr., Charles}}

@collection{coll, title = {All Coasts}, subtitle = {A Survey}, editor = {Okafor, Benoît}, date = {2020-03/2020-05},
  isbn = {978-3-16-148410-0}, publisher = {Example Press}, series = dept, number = 7}
@thesis{ph, author = {Hana Sato}, title = {Сели}, type = {phdthesis}, school = {Example University}, year = {in press}}
"""


def entry(number: int) -> str:
    return (
        f'@article{{key{number}, author = {{Quill, Ada and M{{\\"u}}ller, B.}}, title = {{On River {number}}},\n'
        f"  journal = {{Journal of {number % 7}}}, year = {1950 + number % 70}, doi = {{10.5555/{number}}}}}\n\n"
    )


class TestBibtex(ReaderContract):
    reader = SOURCE
    samples = (
        # The year “in press” is a status; proc is no @string and no entry: two values are rejected beside the six entries.
        Sample(VARIED, entries=6, record=Publication, id="varied.bib"),
        Sample("@book{b, title={T}, author={Ada Quill}, year={2001}}", entries=1, record=Publication, id="b.bib"),
        Sample("".join(map(entry, range(30))), entries=30, record=Publication, id="many.bib"),
        Sample("@misc{u, title={Größe}}\n".encode("utf-16"), entries=1, record=Publication, id="utf16.bib"),
        Sample(
            "% Encoding: windows-1252\n@misc{u, title={Größe – „so“}}\n".encode("cp1252"),
            entries=1, record=Publication, id="cp1252.bib",
        ),
        Sample("@misc{u,\rtitle={A\rB}}\r@misc{v,title={C}}\r", entries=2, record=Publication, id="cr.bib"),
    )  # fmt: skip
    broken = (
        Broken(
            "@article{a, title = {Open\n}\n\n@book{b, title = {T}}\n",
            says="does not end before the next one",
            records=1,
        ),
        Broken('@article{a, title = "Open}\n@book{b, title = {T}}\n', says="is closed that was not opened", records=1),
        Broken("@article{a, title {T}}\n@book{b, title = {T}}\n", says="Neither a field", records=1),
        Broken(b"@article{a, title = {Gr\xf6\xdfe}}\n@book{b, title = {T}}\n", says="no UTF-8", records=1),
        Broken("@book{b, title = " + "{" * 100_000 + "x" + "}" * 100_000 + "}", says="more than 100 deep", records=0),
        Broken("@book{b, title = {T}, year = 2001", says="does not end", records=0),
        Broken("", says="empty"),
        Broken("Dear all,\nthis is no bibliography.", says="nothing of BibTeX"),
        Broken(b"\0\1\2" * 500, says="binary"),
        Broken("% Encoding: klingon\n@book{b, title = {T}}", says="“klingon”"),
    )

    def grow(self, entries: int) -> str:
        return "".join(map(entry, range(entries)))
