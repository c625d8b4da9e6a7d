"""Mutants: small changes of a module, each of which a test should notice.

It changes syntax trees and runs nothing. What cannot change what the program does is never drawn: docstrings, annotations
(but for the declarations of fields in them), decorators, `__all__`, imports, and what only a type checker looks at.
"""

from __future__ import annotations

import ast
import copy
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

COMPARISONS: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
OPERATORS: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}  # fmt: skip
CALLS: Final = {"any": "all", "all": "any", "min": "max", "max": "min", "sorted": "list"}
METHODS: Final = {"startswith": "endswith", "endswith": "startswith", "removeprefix": "removesuffix", "lower": "upper"}
DECLARES: Final = "declared"
"""The call within an annotation that the running program reads."""
UNSEEN_ARGUMENTS: Final = frozenset({"repr"})
ADDED: Final = "~"

Path = tuple[tuple[str, int | None], ...]
"""The way from a tree's root to a node: the names of fields, each with the place in a list, if it is one."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a module: where, what stood there, what stands there now, and the node that replaces it."""

    path: Path
    line: int
    scope: str
    before: str
    after: str
    node: ast.AST


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of a file with a name that stays the same as long as the changed code does."""

    file: str
    change: Change
    id: str

    def __str__(self) -> str:
        change = self.change
        return f"{self.file}:{change.line} ({change.scope})  {change.before}  →  {change.after}"


def mutants(file: str, source: str) -> list[Mutant]:
    """Give every mutant of a module, in the order of its code."""
    found: list[Mutant] = []
    seen: Counter[str] = Counter()
    for change in changes(ast.parse(source)):
        told = f"{file}\n{change.scope}\n{change.before}\n{change.after}"
        seen[told] += 1
        digest = hashlib.sha256(f"{told}\n{seen[told]}".encode())
        found.append(Mutant(file, change, digest.hexdigest()[:10]))
    return found


def mutated(source: str, mutant: Mutant) -> str:
    """Give the module's code with the change in it; comments and layout are lost, which no program sees."""
    tree = ast.parse(source)
    where: ast.AST = tree
    *way, (name, place) = mutant.change.path
    for step, index in way:
        held = getattr(where, step)
        where = held if index is None else held[index]
    if place is None:
        setattr(where, name, mutant.change.node)
    else:
        getattr(where, name)[place] = mutant.change.node
    return ast.unparse(ast.fix_missing_locations(tree))


def changes(tree: ast.Module) -> Iterator[Change]:
    """Give every change of a module that a test could notice."""
    for node, path, scope in _nodes(tree, (), ()):
        for new in _variants(node, in_list=path[-1][1] is not None):
            before, after = ast.unparse(node), ast.unparse(new)
            if before != after:
                line = (node.target if isinstance(node, ast.comprehension) else node).lineno  # type: ignore[attr-defined]
                yield Change(path, line, ".".join(scope) or "module", _short(before), _short(after), new)


def _nodes(node: ast.AST, path: Path, scope: tuple[str, ...]) -> Iterator[tuple[ast.AST, Path, tuple[str, ...]]]:
    """Give each node that the running program sees, with the way to it and the names around it."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        scope = (*scope, node.name)
    for name, value in ast.iter_fields(node):
        for place, child in enumerate(value) if isinstance(value, list) else ((None, value),):
            if not isinstance(child, ast.AST) or _unseen(node, name, child):
                continue
            way = (*path, (name, place))
            if name in {"annotation", "returns"}:
                yield from _declarations(child, way, scope)
                continue
            yield child, way, scope
            yield from _nodes(child, way, scope)


def _declarations(node: ast.AST, path: Path, scope: tuple[str, ...]) -> Iterator[tuple[ast.AST, Path, tuple[str, ...]]]:
    """Give what is declared of a field within its annotation."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == DECLARES:
        yield from _nodes(node, path, scope)
        return
    for name, value in ast.iter_fields(node):
        for place, child in enumerate(value) if isinstance(value, list) else ((None, value),):
            if isinstance(child, ast.AST):
                yield from _declarations(child, (*path, (name, place)), scope)


def _unseen(parent: ast.AST, name: str, child: ast.AST) -> bool:
    """Whether a part of a node has no bearing on what the program does."""
    match child:
        case ast.Expr(value=ast.Constant()) | ast.Import() | ast.ImportFrom() | ast.Pass():
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__" | "__slots__")]):
            return True
        case ast.keyword(arg=str(argument)) if argument in UNSEEN_ARGUMENTS:
            return True
        case ast.ClassDef(bases=bases) if any(isinstance(base, ast.Name) and base.id == "Protocol" for base in bases):
            return True
        case _:
            cast = isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id == "cast"
            return name == "decorator_list" or (cast and name == "args" and child is parent.args[0])  # type: ignore[attr-defined]


def _variants(node: ast.AST, *, in_list: bool) -> Iterator[ast.AST]:
    match node:
        case ast.Compare() | ast.BoolOp() | ast.BinOp() | ast.UnaryOp(op=ast.Not()):
            yield from _of_operator(node)
        case ast.Constant():
            yield from _of_constant(node)
        case ast.If() | ast.While() | ast.IfExp():
            yield _with(node, test=_negated(node.test))
        case ast.comprehension(ifs=[_, *_]):
            for place, test in enumerate(node.ifs):
                yield _with(node, ifs=[*node.ifs[:place], _negated(test), *node.ifs[place + 1 :]])
                yield _with(node, ifs=[*node.ifs[:place], *node.ifs[place + 1 :]])
        case ast.Call(func=ast.Name(id=called)) if called in CALLS:
            yield _with(node, func=ast.Name(CALLS[called], ast.Load()))
        case ast.Call(func=ast.Attribute(value=of, attr=called)) if called in METHODS:
            yield _with(node, func=ast.Attribute(of, METHODS[called], ast.Load()))
        case ast.stmt() if in_list:
            yield from _of_statement(node)


def _of_statement(node: ast.stmt) -> Iterator[ast.AST]:
    match node:
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return(ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break() | ast.Delete():
            yield ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield ast.Pass()


def _of_operator(node: ast.Compare | ast.BoolOp | ast.BinOp | ast.UnaryOp) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=ops):
            for place, op in enumerate(ops):
                yield _with(node, ops=[*ops[:place], COMPARISONS[type(op)](), *ops[place + 1 :]])
        case ast.BoolOp(op=op):
            yield _with(node, op=ast.Or() if isinstance(op, ast.And) else ast.And())
        case ast.BinOp(left=ast.Name(id=left), op=ast.BitOr(), right=ast.Name(id=right)) if _classes(left, right):
            return  # a type, which the program only compares with
        case ast.BinOp(op=operator) if type(operator) in OPERATORS:
            yield _with(node, op=OPERATORS[type(operator)]())
        case ast.UnaryOp(operand=operand):
            yield copy.deepcopy(operand)


def _of_constant(node: ast.Constant) -> Iterator[ast.AST]:
    match node.value:
        case bool(value):
            yield ast.Constant(not value)
        case int(value) | float(value):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
        case str(value):
            yield ast.Constant(value + ADDED)
        case bytes(value):
            yield ast.Constant(value + ADDED.encode())


def _classes(*names: str) -> bool:
    return all(name[:1].isupper() and not name.isupper() for name in names)


def _negated(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), copy.deepcopy(test))


def _with(node: ast.AST, **parts: object) -> ast.AST:
    """Give a copy of a node with other parts."""
    new = copy.copy(node)
    for name, value in parts.items():
        setattr(new, name, value)
    return new


def _short(code: str, length: int = 100) -> str:
    """Give code on one line; of a long piece the beginning."""
    line = " ".join(code.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
