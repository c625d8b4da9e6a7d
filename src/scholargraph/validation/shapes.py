"""Shapes as they are read: from files or folders of Turtle, into statements that any engine and any process is given.

Nothing that they name is fetched: an owl:imports, a JavaScript library and the extensions of SHACL-AF are left alone, and
that is noted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from scholargraph import assets
from scholargraph.errors import Place, ShapesError
from scholargraph.ntriples import Triple, line
from scholargraph.validation.terms import graph_of, triples_of
from scholargraph.vocab import OWL, RDF, SH

MAX_BYTES: Final = 16 * 1024 * 1024
"""The largest file of shapes that is read."""
OWL_IMPORTS: Final = f"{OWL.base}imports"
_SUFFIXES: Final = {".ttl": "turtle", ".nt": "nt"}
_IGNORED: Final = {
    OWL_IMPORTS: "owl:imports is never followed",
    SH.js: "sh:js is never run",
    SH.jsLibrary: "sh:jsLibrary is never loaded",
    SH.rule: "sh:rule is never applied",
    SH.target: "sh:target (SHACL-AF) is not a target here",
    SH.expression: "sh:expression (SHACL-AF) is not checked",
}
_INNER: Final = tuple(URIRef(term) for term in (SH.node, SH["not"], SH.property, SH.qualifiedValueShape))
_INNER_LISTS: Final = tuple(URIRef(term) for term in (SH["and"], SH["or"], SH.xone))


@dataclass(frozen=True)
class Shapes:
    """A shapes graph as statements in a fixed order; blank nodes are `_:label`. `notes` say what is left alone, and where."""

    triples: tuple[Triple, ...]
    digest: str
    notes: tuple[str, ...] = ()

    @cached_property
    def graph(self) -> Graph:
        """The same for rdflib. pySHACL adds statements of its own to a graph of shapes, so it is given one of its own."""
        return graph_of(self.triples)

    def lines(self) -> str:
        """The same as N-Triples."""
        return "".join(f"{line(triple)}\n" for triple in self.triples)


def read_shapes(paths: Sequence[Path] = ()) -> Shapes:
    """Read files, and every Turtle file of folders, into one shapes graph; by default our own shapes.

    Raises:
        ShapesError: a file or folder is absent, too large or malformed (with its line), or shapes go round in a circle.
    """
    files = tuple((file, _digest(file)) for file in _files(paths or (assets.shapes_dir(),)))
    triples, notes = _read(files)
    # In any order, and whatever the files are called.
    return Shapes(triples, hashlib.sha256(b"".join(sorted(digest for _, digest in files))).hexdigest(), notes)


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[Path, bytes], ...]) -> tuple[tuple[Triple, ...], tuple[str, ...]]:
    """Read files, each with its digest: parsing ours takes longer than judging a small site by them."""
    rules = Graph(bind_namespaces="none")
    notes = []
    for file, _ in files:
        before = set(rules)
        _parse(file, rules)
        notes += [f"{file}: {note}." for note in _notes(set(rules) - before)]
    _refuse_recursion(rules, [file for file, _ in files])
    return tuple(sorted(triples_of(rules))), tuple(notes)


def _digest(file: Path) -> bytes:
    """What tells whether a file was read before; of one that cannot be read, which parsing tells, nothing."""
    try:
        return hashlib.sha256(file.read_bytes()).digest()
    except OSError:
        return b""


def _files(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.iterdir() if file.suffix in _SUFFIXES)
            if not inside:
                raise ShapesError(
                    "There are no shapes here (*.ttl, *.nt): name a folder that has some.", Place(str(path))
                )
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise ShapesError(
                "There are no shapes here (*.ttl): name a file or a folder that is there.", Place(str(path))
            )
    return found


def _parse(file: Path, rules: Graph) -> None:
    try:
        data = file.read_bytes()
        if len(data) > MAX_BYTES:
            raise ShapesError(f"The shapes have more than {MAX_BYTES:,} bytes: split the file.", Place(str(file)))
        rules.parse(
            data=data.decode("utf-8-sig"), format=_SUFFIXES.get(file.suffix, "turtle"), publicID=file.resolve().as_uri()
        )
    except BadSyntax as error:
        raise ShapesError(
            f"The shapes cannot be read ({_reason(error)}): correct the line.", Place(str(file), error.lines + 1)
        ) from error
    # rdflib raises each of these for bad Turtle, or for what is nested too deep.
    except (OSError, SyntaxError, ValueError, AssertionError, IndexError, ParserError, RecursionError) as error:
        reason = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
        raise ShapesError(f"The shapes cannot be read ({reason}): correct the file.", Place(str(file))) from error


def _reason(error: BadSyntax) -> str:
    """What rdflib says of a fault, without the text around it."""
    return str(error._why).strip().splitlines()[0]  # noqa: SLF001 - the only place where the reason stands alone


def _notes(found: set[tuple[Node, Node, Node]]) -> Iterator[str]:
    named = {str(predicate) for _, predicate, _ in found}
    for term, note in _IGNORED.items():
        if term in named:
            yield note


def _refuse_recursion(rules: Graph, files: Sequence[Path]) -> None:
    """Raise ShapesError for a shape that is held against itself: what that means is left open (SHACL, section 3.4.3)."""
    around = circle(rules)
    if around:
        name = next((str(one) for one in around if isinstance(one, URIRef)), "one without a name")
        raise ShapesError(
            f"The shape {name} leads back to itself, and SHACL leaves open what that means: break the circle.",
            _place(name, files),
        )


def circle(rules: Graph) -> tuple[Node, ...]:
    """Give shapes of which each holds its value nodes against the next, and the last against the first; () if none do.

    Raises ShapesError for a list of shapes that leads back to itself.
    """
    done: set[Node] = set()
    for start in {subject for predicate in (*_INNER, *_INNER_LISTS) for subject in rules.subjects(predicate)}:
        way: dict[Node, Iterator[Node]] = {start: inner_shapes(rules, start)}
        while way:
            shape, rest = next(reversed(way.items()))
            after = next(rest, None)
            if after is None:
                done.add(shape)
                del way[shape]
            elif after in way:
                before = tuple(way)
                return before[before.index(after) :]
            elif after not in done:
                way[after] = inner_shapes(rules, after)
    return ()


def _place(name: str, files: Sequence[Path]) -> Place | None:
    """Find the line that names a shape, by its last words."""
    words = name.rstrip("/#").replace("#", "/").rpartition("/")[2]
    for file in files:
        for number, text in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            if words and words in text and not text.lstrip().startswith(("#", "@")):
                return Place(str(file), number)
    return Place(str(files[0])) if files else None


def inner_shapes(rules: Graph, shape: Node) -> Iterator[Node]:
    """Give the shapes that a shape holds its value nodes against (SHACL, sections 4.6 and 4.7)."""
    for predicate in _INNER:
        yield from rules.objects(shape, predicate)
    for predicate in _INNER_LISTS:
        for head in rules.objects(shape, predicate):
            if rules.value(head, URIRef(RDF.first)) is not None:
                try:
                    yield from Collection(rules, head)
                except ValueError as error:  # rdflib's word for it
                    raise ShapesError(
                        f"A list of shapes of {shape} leads back to itself: end it with rdf:nil."
                    ) from error
