"""The example queries: read from `examples/*.ttl` once, when first asked for, and given as texts ready to run.

It runs none of them. Each file is a sh:SPARQLExecutable (SHACL, section 5), so other tools can read them too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from scholargraph.errors import InternalError, Place
from scholargraph.ntriples import Term, iri, iri_value, parse_literal
from scholargraph.vocab import DCTERMS, RDFS, SDO, SG, SH, Iri

FOLDER: Final = Path(__file__).with_name("examples")
COLLECTION: Final = "collection.ttl"
"""The file with the prefixes and the groups; every other one is a query."""

Kind = Literal["select", "ask", "construct"]

_KINDS: Final[tuple[Kind, ...]] = ("select", "ask", "construct")
_RELATIVE: Final = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*:)[^<>\"{}|^`\\\s]*>")

Statements = dict[str, dict[str, list[Term]]]
"""Subject IRI → predicate IRI → objects."""


@dataclass(frozen=True, slots=True)
class Example:
    """A query with its question. `here` says that this site's own endpoint answers it; otherwise it asks this endpoint."""

    name: str
    group: str
    label: str
    question: str
    keywords: tuple[str, ...]
    kind: Kind
    query: str
    here: bool


@cache
def examples(base: str) -> tuple[Example, ...]:
    """Give the examples of a site with this base IRI, in the order of their groups and within them.

    Each query begins with the prefixes that it uses; one with addresses of the site begins with a BASE (SPARQL 1.1
    Query, section 4.1.1.2).

    Raises:
        InternalError: a file lacks something; it is named.
    """
    said = _statements()
    prefixes = _prefixes(said)
    site = iri(base)
    found: list[tuple[tuple[int, int], Example]] = []
    for path in _files():
        subject = SG.base + path.stem
        about = said.get(subject, {})
        try:
            group = said[iri_value(about[DCTERMS.isPartOf][0])]
            kind = next(kind for kind in _KINDS if SH[kind] in about)
            text = _text(about, SH[kind]).strip() + "\n"
            made = Example(
                name=path.stem,
                group=_text(group, RDFS.label),
                label=_text(about, RDFS.label),
                question=_text(about, RDFS.comment),
                keywords=tuple(sorted(parse_literal(word).value for word in about[SDO.keywords])),
                kind=kind,
                query=_complete(text, prefixes, site),
                here=SDO.target in about,
            )
            place = (int(_text(group, SH.order)), int(_text(about, SH.order)))
        except (KeyError, StopIteration, ValueError) as error:
            raise InternalError(
                f"This example query lacks something ({error!r}): mend the file.", Place(str(path))
            ) from error
        found.append((place, made))
    return tuple(made for _, made in sorted(found, key=lambda entry: (entry[0], entry[1].name)))


def _complete(text: str, prefixes: dict[str, str], site: Term) -> str:
    """Put before a query what it needs: the site's base for relative addresses, and the prefixes that it uses."""
    used = [prefix for prefix in prefixes if re.search(rf"(?<![\w:]){prefix}:", text)]
    lines = [f"BASE {site}"] if _RELATIVE.search(text) else []
    lines += [f"PREFIX {prefix}: {iri(prefixes[prefix])}" for prefix in used]
    return "".join(f"{line}\n" for line in lines) + text


@cache
def _statements() -> Statements:
    """Everything that the files say. The addresses are those of one document, whatever the file."""
    from pyoxigraph import RdfFormat, parse

    said: Statements = {}
    for path in (FOLDER / COLLECTION, *_files()):
        try:
            for quad in parse(path=str(path), format=RdfFormat.TURTLE, base_iri=SG.base):
                subject = getattr(quad.subject, "value", "")
                said.setdefault(subject, {}).setdefault(quad.predicate.value, []).append(Term(str(quad.object)))
        except (OSError, SyntaxError) as error:
            raise InternalError(
                f"This example query cannot be read ({error}): mend the file.", Place(str(path))
            ) from error
    return said


def _files() -> list[Path]:
    return [path for path in sorted(FOLDER.glob("*.ttl")) if path.name != COLLECTION]


def _prefixes(said: Statements) -> dict[str, str]:
    """The declared prefixes (SHACL, section 5.2.1), sorted."""
    declared = [entry for entry in said.values() if SH.prefix in entry and SH.namespace in entry]
    return dict(sorted((_text(entry, SH.prefix), _text(entry, SH.namespace)) for entry in declared))


def _text(about: dict[str, list[Term]], predicate: Iri) -> str:
    return parse_literal(about[predicate][0]).value
