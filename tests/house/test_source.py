"""The rules of the house that no tool checks: sizes, names, no facts of persons, no lists of fields, no SPARQL from strings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from scholargraph.model import RECORD_CLASSES, fields_of

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCE: Final = ROOT / "src" / "scholargraph"
MODULES: Final = sorted(SOURCE.rglob("*.py"))

MAX_MODULE: Final = 400
MAX_CLASS: Final = 250
LARGE_CLASSES: Final = frozenset({"_Reader"})
"""It was larger when the rule was made: the entries of a profile text. No other may be."""
MAX_FUNCTION: Final = 60
MAX_POSITIONAL: Final = 3
EMPTY_NAMES: Final = frozenset(
    {"base", "common", "core", "helper", "helpers", "manager", "misc", "service", "services"}
)
FACTS: Final = re.compile("dixon|patchscopes|jigsaw|deepmind", re.IGNORECASE)
SPARQL: Final = re.compile(r"\b(SELECT|CONSTRUCT|ASK|DESCRIBE|WHERE|INSERT|DELETE)\b")
IRI: Final = re.compile(r"https?://(?!127\.0\.0\.1\b)\w")
"""An IRI with a host; a scheme alone and this machine name nothing."""

NAMES_IRIS: Final = frozenset({"vocab", "identifiers", "iris", "ntriples"})
"""The modules where IRIs stand; everybody else asks them."""

LISTS_FIELDS: Final = ("model/", "mapping/", "bibliography/", "sources/profile_text/")
"""Where fields are named one by one: the registry declares them, the tables have a row for each, a reader gives its own."""
FIELDS: Final = frozenset(name for record in RECORD_CLASSES for name in fields_of(record))
MAX_FIELDS: Final = 3
"""How many fields may stand together elsewhere."""

PLAIN_THREADS: Final = frozenset({"threads.py", "cli/query.py", "sparql/copies.py"})
"""Where threads are started that do one thing and end; the first is where the others, which go on, come from."""

each_module = pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))


def test_there_are_modules() -> None:
    assert MODULES


@each_module
def test_a_module_is_small(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= MAX_MODULE


@each_module
def test_a_function_is_small(module: Path) -> None:
    large = {
        node.name: lines
        for node in ast.walk(_tree(module))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > MAX_FUNCTION
    }
    assert large == {}


@each_module
def test_a_class_is_small(module: Path) -> None:
    large = {
        node.name: lines
        for node in ast.walk(_tree(module))
        if isinstance(node, ast.ClassDef)
        and node.name not in LARGE_CLASSES
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > MAX_CLASS
    }
    assert large == {}


@each_module
def test_fields_are_listed_by_the_registry_only(module: Path) -> None:
    if module.relative_to(SOURCE).as_posix().startswith(LISTS_FIELDS):
        return
    assert list(_lists_of_fields(_tree(module))) == []


@pytest.mark.parametrize(
    "source",
    [
        'LISTS = {"topics", "keywords", "alternate_names", "links"}',
        'WORDS = {"alternate_names": "other names", "given_name": "given name", "family_name": "x", "cites": "y"}',
        '("title", "abstract", "venue", "alternate_titles")',
    ],
)
def test_the_lint_finds_a_list_of_fields(source: str) -> None:
    assert list(_lists_of_fields(ast.parse(source)))


def test_the_lint_leaves_other_lists_alone() -> None:
    assert not list(_lists_of_fields(ast.parse('("title", "name", "abstract", "identifier", "path", "url")')))


@each_module
def test_a_thread_that_goes_on_is_supervised(module: Path) -> None:
    """No error ends a `scholargraph.threads.Supervised`; a plain thread that looks after something dies of the first."""
    if module.relative_to(SOURCE).as_posix() in PLAIN_THREADS:
        return
    assert list(_threads(_tree(module))) == []


@pytest.mark.parametrize("source", ["threading.Thread(target=x)", "Thread(target=x).start()", "threading.Timer(1, x)"])
def test_the_lint_finds_a_plain_thread(source: str) -> None:
    assert list(_threads(ast.parse(source)))


@each_module
def test_a_module_is_named_for_what_it_knows(module: Path) -> None:
    names = set(module.relative_to(SOURCE).with_suffix("").parts)
    assert not names & (EMPTY_NAMES | {"util", "utils"})


@pytest.mark.parametrize(
    "file",
    [path for path in sorted(SOURCE.rglob("*")) if path.is_file() and "__pycache__" not in path.parts],
    ids=lambda path: str(path.relative_to(SOURCE)),
)
def test_no_fact_of_a_person_stands_in_the_source(file: Path) -> None:
    assert not FACTS.search(file.read_bytes().decode("utf-8", errors="replace"))


@each_module
def test_no_query_is_made_of_strings(module: Path) -> None:
    assert list(_formatted_queries(_tree(module))) == []


@each_module
def test_iris_stand_in_their_modules_only(module: Path) -> None:
    if module.relative_to(SOURCE).with_suffix("").parts[0] in NAMES_IRIS:
        return
    tree = _tree(module)
    documentation = {id(docstring) for docstring in _docstrings(tree)}
    found = {
        node.lineno: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation
        if IRI.match(node.value)
    }
    assert found == {}


@each_module
def test_a_public_function_takes_few_arguments_by_position(module: Path) -> None:
    long = [
        f"{node.name} (line {node.lineno})"
        for node in _public_functions(_tree(module))
        if not node.decorator_list  # Click calls its commands by name
        and len(_positional(node)) > MAX_POSITIONAL
    ]
    assert long == []


@pytest.mark.parametrize(
    "source",
    [
        'f"SELECT * {{ {x} ?p ?o }}"',
        '"ASK {{ {} ?p ?o }}".format(x)',
        '"CONSTRUCT { %s ?p ?o }" % x',
        '"SELECT * WHERE { " + x',
        'x + " } WHERE { ?s ?p ?o }"',
        '"".join(["SELECT * {", x, "}"])',
        'Template("ASK { $x ?p ?o }").substitute(x=x)',
    ],
)
def test_the_lint_finds_a_query_of_strings(source: str) -> None:
    assert list(_formatted_queries(ast.parse(source)))


@pytest.mark.parametrize("source", ['query("SELECT * { ?s ?p ?o }", substitutions=x)', 'f"{x} asks where"', '"a" + x'])
def test_the_lint_leaves_other_strings_alone(source: str) -> None:
    assert not list(_formatted_queries(ast.parse(source)))


def _formatted_queries(tree: ast.AST) -> Iterator[str]:
    """Give the line and text of each expression that formats, joins or adds to a string with a keyword of SPARQL."""
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr(values=parts) if any(isinstance(part, ast.FormattedValue) for part in parts):
                candidates: list[ast.expr] = parts
            case ast.BinOp(left=left, op=ast.Add() | ast.Mod(), right=right):
                candidates = [left, right]
            case ast.Call(func=ast.Attribute(value=text, attr="format" | "format_map" | "substitute")):
                candidates = list(_constants(text))
            case ast.Call(func=ast.Attribute(attr="join" | "replace"), args=args):
                candidates = [constant for arg in args for constant in _constants(arg)]
            case _:
                continue
        for part in candidates:
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and SPARQL.search(part.value):
                yield f"line {part.lineno}: {part.value}"


def _lists_of_fields(tree: ast.AST) -> Iterator[str]:
    """Give the line and members of each literal that names many fields, and nothing else."""
    for node in ast.walk(tree):
        match node:
            case ast.Set(elts=members) | ast.List(elts=members) | ast.Tuple(elts=members):
                named = members
            case ast.Dict(keys=keys):
                named = [key for key in keys if key is not None]
            case _:
                continue
        names = [one.value for one in named if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if len(names) > MAX_FIELDS and len(names) == len(named) and set(names) <= FIELDS:
            yield f"line {node.lineno}: {', '.join(names)}"


def _threads(tree: ast.AST) -> Iterator[str]:
    """Give the line of each thread that is made without supervision."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in {"Thread", "Timer"}:
                yield f"line {node.lineno}: {ast.unparse(node)}"


def _constants(node: ast.AST) -> Iterator[ast.Constant]:
    return (inner for inner in ast.walk(node) if isinstance(inner, ast.Constant))


def _docstrings(tree: ast.AST) -> Iterator[ast.expr]:
    """Give the strings that stand alone: docstrings, and those below a constant or a field."""
    return (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))


def _public_functions(tree: ast.Module | ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give what others may call: functions of the module and methods of its classes, without a leading underscore."""
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if not name.startswith("_"):
                yield node
            case ast.ClassDef(name=name) if not name.startswith("_"):
                yield from _public_functions(node)


def _positional(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def _tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text("utf-8"), filename=str(module))
