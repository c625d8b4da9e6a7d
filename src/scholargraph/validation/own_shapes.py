"""A site's own shapes: the Turtle files of its folder `shapes/`, checked before anything is judged with them.

What SHACL would silently pass over (a misspelt term, a shape that looks at nothing) is an error here, and so is what
would fetch, run code or never end. It judges no graph.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import OWL, RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from scholargraph import disk
from scholargraph.errors import Place, ShapesError
from scholargraph.shape_settings import FOLDER, files_of
from scholargraph.validation.patterns import fault_of_pattern
from scholargraph.validation.report import SEVERITIES
from scholargraph.validation.rules import CORE, QUALITY, components
from scholargraph.validation.shapes import circle, inner_shapes
from scholargraph.vocab import SHAPES

MAX_BYTES: Final = 1 << 20
"""The largest file of shapes that is read."""

_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.ttl")
_TARGETS: Final = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
_REFUSED: Final = {
    OWL.imports: "nothing is imported, so copy what is needed into this file",
    SH.js: "no JavaScript is run, so write the constraint in SHACL Core or in SPARQL",
    SH.jsLibrary: "no JavaScript is run, so write the constraint in SHACL Core or in SPARQL",
    SH.jsLibraryURL: "no JavaScript is run, so write the constraint in SHACL Core or in SPARQL",
    SH.rule: "shapes judge and add nothing, so remove the rule",
    SH.target: "nodes are chosen by class or by property, so write sh:targetClass or sh:targetSubjectsOf",
    SH.shapesGraph: "data names no shapes, so remove it",
    SH.entailment: "nothing is inferred, so remove it",
}
_RDF: Final = frozenset({".ttl", ".turtle", ".nt", ".nq", ".trig", ".n3", ".rdf", ".owl", ".jsonld"})
"""Endings of files that somebody may mean as shapes."""
_REACHING_OUT: Final = re.compile(r"\b(SERVICE|FROM|LOAD)\b", re.IGNORECASE)
_NO_CODE: Final = re.compile(
    r"<[^<>\"{}|^`\\\s]*>"
    r"|\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r"|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|#[^\n]*",
    re.DOTALL,
)
"""IRIs, strings and comments of SPARQL (SPARQL 1.1, section 19.8)."""


@dataclass(frozen=True, slots=True)
class OwnShapes:
    """One file of a site's shapes: the profile is called as the file is.

    Attributes:
        profile: the name of the file, without its ending.
        graph: its statements; each property shape in it has an IRI.
        file: the path of the file, for people.
        digest: the SHA-256 of its text, in hexadecimal.
    """

    profile: str
    graph: Graph
    file: str
    digest: str


def read(directory: Path) -> tuple[OwnShapes, ...]:
    """Read and check a site's own shapes. Raises ShapesError with file, line, reason and remedy."""
    found, names = [], dict[Node, str]()
    _refuse_others(directory / FOLDER)
    for file in files_of(directory):
        one = _File(file, f"{FOLDER}/{file.name}")
        one.check()
        for shape in one.named():
            if shape in names:
                raise one.error(f"{shape} is a shape of {names[shape]} as well: rename one of the two", at=shape)
            names[shape] = one.shown
        digest = hashlib.sha256(one.text.encode()).hexdigest()
        found.append(OwnShapes(file.stem, one.graph, one.shown, digest))
    return tuple(found)


def _refuse_others(folder: Path) -> None:
    """Raise ShapesError for RDF that would be passed over: in another format, ending or folder."""
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() in _RDF and (file.suffix != ".ttl" or file.parent != folder):
            raise ShapesError(
                f"Only files called *.ttl that lie in {FOLDER}/ itself are read: write this as one, or move it away.",
                Place(f"{FOLDER}/{file.relative_to(folder).as_posix()}"),
            )


class _File:
    """One file while it is checked; knows, as well as RDF can, on which line something stands."""

    def __init__(self, file: Path, shown: str) -> None:
        self.shown = shown
        if not _NAME.fullmatch(file.name) or file.stem in {CORE, QUALITY}:
            raise ShapesError(
                "A file of shapes is called after its profile, in small letters, digits and hyphens (library.ttl), and "
                f"neither {CORE} nor {QUALITY}: rename it.",
                Place(shown),
            )
        self.text = self._read(file)
        self.graph = self._parsed()

    def error(self, message: str, *, at: Node | str | None = None) -> ShapesError:
        """Make the error for something of this file."""
        return ShapesError(message if message.endswith("?") else f"{message}.", self.place(at))

    def place(self, at: Node | str | None) -> Place:
        """Give the place of the first mention of a term."""
        words = "" if at is None or isinstance(at, BNode) else str(at)
        local = _local(URIRef(words))
        for pattern in (rf"<{re.escape(words)}>", rf"(?<![\w-])[\w-]*:{re.escape(local)}(?![\w-])", re.escape(words)):
            found = re.search(pattern, self.text) if words and local else None
            if found:
                before = self.text[: found.start()]
                return Place(self.shown, before.count("\n") + 1, found.start() - (before.rfind("\n") + 1) + 1)
        return Place(self.shown)

    def check(self) -> None:
        """Raise ShapesError for the first fault, and name the property shapes that have no IRI."""
        for check in (_refused, _known, _severities, _patterns, _queries, _shapes, _recursion):
            check(self)
        _name_property_shapes(self.graph)

    def named(self) -> list[URIRef]:
        """Give the shapes that have an IRI."""
        return sorted(shape for shape in _all_shapes(self.graph) if isinstance(shape, URIRef))

    def _read(self, file: Path) -> str:
        try:
            data = disk.read(file)
            if len(data) > MAX_BYTES:
                raise ShapesError(
                    f"The file has more than {MAX_BYTES:,} bytes, the most that is read: split it.", Place(self.shown)
                )
            return data.decode("utf-8-sig")
        except OSError as error:
            raise ShapesError(
                f"The file cannot be read ({error.strerror or error}): make it readable.", Place(self.shown)
            ) from error
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise ShapesError("The file is not UTF-8: save it as UTF-8.", Place(self.shown, line)) from error

    def _parsed(self) -> Graph:
        graph = Graph(bind_namespaces="none")
        try:
            graph.parse(data=self.text, format="turtle", publicID=f"urn:x-shapes:{self.shown}")
        except BadSyntax as error:
            # rdflib counts the lines that it has passed, and gives the offset at which it stopped.
            at = min(error._i, len(self.text))  # noqa: SLF001 - nothing else tells the place
            before = self.text.encode("utf-8")[:at].decode("utf-8", "ignore")
            place = Place(self.shown, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
            raise ShapesError(f"This is not Turtle: {error._why}; correct the line.", place) from error  # noqa: SLF001
        except (SyntaxError, ValueError, AssertionError, RecursionError) as error:  # whatever else rdflib raises
            raise ShapesError(f"This is not Turtle ({error}): correct the file.", Place(self.shown)) from error
        return graph


# ── Checks, each of one kind of fault ───────────────────────────────────────────────────────────────────────────────


def _refused(file: _File) -> None:
    for predicate, instead in _REFUSED.items():
        for _ in file.graph.subject_objects(predicate):
            raise file.error(f"{_short(predicate)} is not done here: {instead}", at=predicate)
    for subject in file.graph.subjects():
        if isinstance(subject, URIRef) and subject.startswith(SHAPES):
            raise file.error(
                f"{subject} is in the namespace of ScholarGraph's own shapes: name your shapes in one of yours, and "
                "change how grave ours are in scholargraph.toml",
                at=subject,
            )


def _known(file: _File) -> None:
    """Refuse terms that SHACL does not have: an engine would pass over them in silence."""
    known = {str(term) for term in dir(SH)} | {str(one.parameter) for one in components().values()}
    for _, predicate, value in file.graph:
        for term in (predicate, *([value] if predicate == RDF.type else [])):
            if isinstance(term, URIRef) and term.startswith(str(SH)) and str(term) not in known:
                near = difflib.get_close_matches(str(term), sorted(known), n=1)
                hint = f"did you mean {_short(near[0])}?" if near else "see the terms of SHACL."
                raise file.error(f"{_short(term)} is no term of SHACL: {hint}".rstrip("."), at=term)


def _severities(file: _File) -> None:
    for _, value in file.graph.subject_objects(SH.severity):
        if str(value) not in SEVERITIES.values():
            raise file.error(f"{_short(value)} is no severity: write sh:Violation, sh:Warning or sh:Info", at=value)


def _patterns(file: _File) -> None:
    for _, value in file.graph.subject_objects(SH.pattern):
        fault = fault_of_pattern(str(value))
        if fault is not None:
            raise file.error(f"The pattern “{value}” {fault}", at=_as_written(value))


def _queries(file: _File) -> None:
    for constraint in file.graph.objects(None, SH.sparql):
        if not any(True for _ in file.graph.objects(constraint, SH.select)):
            raise file.error("A constraint in SPARQL has no query: add sh:select", at=SH.sparql)
    for predicate in (SH.select, SH.ask, SH.construct):
        for _, query in file.graph.subject_objects(predicate):
            found = _REACHING_OUT.search(_NO_CODE.sub(" ", str(query)))
            if found:
                raise file.error(
                    f"The query says {found[0].upper()}, and no query of a shape reads anything but the graph that is "
                    "judged: remove it",
                    at=found[0],
                )


def _shapes(file: _File) -> None:
    graph = file.graph
    shapes = _all_shapes(graph)
    if not shapes:
        raise file.error("There is no shape in this file: add one with sh:targetClass, or remove the file")
    used = {inner for shape in shapes for inner in inner_shapes(graph, shape)}
    for shape in sorted(shapes, key=str):
        targeted = any((shape, target, None) in graph for target in _TARGETS)
        if targeted and isinstance(shape, BNode):
            raise file.error(
                "A shape with a target has no name: write a name such as my:Work in the place of []",
                at=next(target for target in _TARGETS if (shape, target, None) in graph),
            )
        if not targeted and shape not in used:
            raise file.error(
                f"The shape {shape} has no target and is used by no other, so it would look at nothing: add "
                "sh:targetClass, or remove it",
                at=shape,
            )
    for shape in graph.objects(None, SH.property):
        if (shape, SH.path, None) not in graph:
            raise file.error("A property shape has no sh:path: say which property it looks at", at=shape)


def _recursion(file: _File) -> None:
    shape = next(iter(circle(file.graph)), None)
    if shape is not None:
        raise file.error(
            f"The shape {shape} is used within itself, for which SHACL has no meaning: break the circle", at=shape
        )


def _all_shapes(graph: Graph) -> set[Node]:
    declared = {node for kind in (SH.NodeShape, SH.PropertyShape) for node in graph.subjects(RDF.type, kind)}
    targeted = {node for target in _TARGETS for node in graph.subjects(target, None)}
    return declared | targeted


def _name_property_shapes(graph: Graph) -> None:
    """Give each property shape in brackets a name, so that results can name it: that of its shape and its predicate.

    Of several with the same predicate, the constraints stand behind it.
    """
    taken: set[Node] = {node for node in graph.subjects() if isinstance(node, URIRef)}
    found = sorted(
        (pair for pair in graph.subject_objects(SH.property) if _is_to_be_named(*pair)),
        key=lambda pair: _order(graph, *pair),
    )
    stems = [f"{shape}-{_path_name(graph.value(inner, SH.path))}" for shape, inner in found]
    for (_, inner), stem in zip(found, stems, strict=True):
        asked = sorted(_local(one.parameter) for one in components().values() if (inner, one.parameter, None) in graph)
        whole = "-".join((stem, *asked)) if stems.count(stem) > 1 else stem
        named = next(one for one in _numbered(whole) if one not in taken)
        taken.add(named)
        for subject, predicate, _ in [*graph.triples((None, None, inner))]:
            graph.remove((subject, predicate, inner))
            graph.add((subject, predicate, named))
        for _, predicate, value in [*graph.triples((inner, None, None))]:
            graph.remove((inner, predicate, value))
            graph.add((named, predicate, value))


def _is_to_be_named(shape: Node, inner: Node) -> bool:
    return isinstance(shape, URIRef) and isinstance(inner, BNode)


def _path_name(path: Node | None) -> str:
    return _local(path) if isinstance(path, URIRef) else "path"


def _local(term: Node) -> str:
    return re.split(r"[#/]", str(term))[-1]


def _order(graph: Graph, shape: Node, inner: Node) -> tuple[str, str, list[str]]:
    """What tells property shapes apart in every reading of the same file: names of blank nodes differ each time."""
    said = sorted(
        f"{predicate} {value}" for predicate, value in graph.predicate_objects(inner) if not isinstance(value, BNode)
    )
    return str(shape), str(graph.value(inner, SH.path)), said


def _numbered(stem: str) -> Iterator[URIRef]:
    yield URIRef(stem)
    number = 2
    while True:
        yield URIRef(f"{stem}-{number}")
        number += 1


def _short(term: object) -> str:
    words = str(term)
    return f"sh:{words.removeprefix(str(SH))}" if words.startswith(str(SH)) else words.replace(str(OWL), "owl:")


def _as_written(value: Node) -> str:
    """A literal as it stands in Turtle, where every backslash is written twice."""
    return str(value).replace("\\", "\\\\").replace('"', '\\"') if isinstance(value, Literal) else str(value)
