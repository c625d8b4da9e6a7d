"""Plants defects of ten kinds into works that have none, and says what each has to be found as.

It judges nothing. A defect is a work, statements that are dropped or added, and the shapes that have to report it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from scholargraph.ntriples import Term, Triple, iri, iri_value, literal
from scholargraph.vocab import BIBO, OWL, RDF, SDO

SHARE: Final = 0.01
"""So many of the works have a defect."""
_SHAPES: Final = "https://w3id.org/scholargraph/shapes#"
_TYPE: Final = iri(RDF.type)


@dataclass(frozen=True, slots=True)
class Defect:
    """What is wrong with one work: its IRI, and the shapes that have to report it there."""

    kind: str
    focus: str
    shapes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Planted:
    """The statements with the defects in them, and the defects."""

    triples: tuple[Triple, ...]
    defects: tuple[Defect, ...]

    @property
    def expected(self) -> set[tuple[str, str]]:
        """The focus node and the shape of every violation that there is."""
        return {(defect.focus, shape) for defect in self.defects for shape in defect.shapes}


Change = Callable[[str, "list[Triple]"], "tuple[list[Triple], list[Triple]] | None"]
"""A work's IRI and the statements about it and its parts → what to drop and what to add; None where it does not fit."""


def _adds(predicate: str, value: Term) -> Change:
    def change(work: str, about: list[Triple]) -> tuple[list[Triple], list[Triple]] | None:
        return [], [(iri(work), iri(predicate), value)]

    return change


def _drops(predicate: str) -> Change:
    def change(work: str, about: list[Triple]) -> tuple[list[Triple], list[Triple]] | None:
        found = [one for one in about if one[0] == iri(work) and one[1] == iri(predicate)]
        return (found, []) if found else None

    return change


def _open_list(work: str, about: list[Triple]) -> tuple[list[Triple], list[Triple]] | None:
    found = [one for one in about if one[1] == iri(RDF.rest) and one[2] == iri(RDF.nil)]
    return (found, []) if len(found) == 1 else None


KINDS: Final[dict[str, tuple[Change, tuple[str, ...]]]] = {
    "no title": (_drops(SDO.name), ("work-title",)),
    "two titles": (_adds(SDO.name, literal("Another title")), ("work-title-once",)),
    "blank keyword": (_adds(SDO.keywords, literal(" ")), ("work-keyword",)),
    "page count in words": (_adds(BIBO.numPages, literal("nine")), ("work-page-count",)),
    "language in words": (_adds(SDO.inLanguage, literal("English, mostly")), ("work-language",)),
    "unknown status": (_adds(BIBO.status, iri("http://purl.org/ontology/bibo/status/lost")), ("work-status",)),
    "unknown editor": (_adds(SDO.editor, iri("https://elsewhere.test/nobody")), ("editor-described",)),
    "same as elsewhere": (_adds(OWL.sameAs, iri("https://elsewhere.test/work")), ("SameSite",)),
    "no first page": (_drops(SDO.pageStart), ("pages-start",)),
    "open author list": (_open_list, ("author-list-ends",)),
}
"""Each kind: the change, and the shapes that report it (their names)."""


def planted(triples: Iterable[Triple], *, seed: int = 1, share: float = SHARE) -> Planted:
    """Plant defects into `share` of the works, the ten kinds in turn."""
    given = list(dict.fromkeys(triples))
    parts: dict[str, list[Triple]] = defaultdict(list)
    for triple in given:
        parts[triple[0].partition("#")[0]].append(triple)
    document = iri("http://xmlns.com/foaf/0.1/Document")
    works = sorted(
        iri_value(subject)
        for subject, predicate, value in given
        if predicate == _TYPE and value == document and "/publication/" in subject and subject.endswith("#this>")
    )
    chosen = random.Random(seed)
    chosen.shuffle(works)
    wanted = round(len(works) * share)
    dropped, added, defects = set[Triple](), list[Triple](), list[Defect]()
    kinds = list(KINDS.items())
    for work in works:
        if len(defects) == wanted:
            break
        kind, (change, shapes) = kinds[len(defects) % len(kinds)]
        found = change(work, parts[f"<{work}".partition("#")[0]])
        if found is None or not _has_all(work, parts):
            continue
        dropped.update(found[0])
        added.extend(found[1])
        defects.append(Defect(kind, work, frozenset(_SHAPES + name for name in shapes)))
    kept = tuple(triple for triple in given if triple not in dropped)
    return Planted((*kept, *added), tuple(defects))


def _has_all(work: str, parts: dict[str, list[Triple]]) -> bool:
    """Whether a work has title and list, and says nothing of a gap: a gap would excuse what is dropped."""
    about = parts[f"<{work}".partition("#")[0]]
    stated = {predicate for subject, predicate, _ in about if subject == iri(work)}
    return {iri(SDO.name), iri(BIBO.authorList)} <= stated and not any("scholargraph#gap" in one for one in stated)
