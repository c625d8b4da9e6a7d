"""Tables compiled: each becomes, once, a function that writes the lines of N-Quads that a record is said in.

What the rows say is written out in the source of that function: predicates, slots and their order; only terms are put in
while it runs. It is made of the rows alone, so a predicate stands in its row and nowhere else. It looks up no evidence:
whoever calls it says where each value was read.
"""

from __future__ import annotations

import linecache
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any, Final

from scholargraph.errors import InternalError
from scholargraph.mapping.engine import TYPE, FieldPlan, InnerPlan, Node, TriplesMap
from scholargraph.ntriples import Term, iri
from scholargraph.vocab import SG, Iri, field_iri

_SEVERAL: Final = "several subjects and several objects for {} of {}: the row would state every pair"
_STEP: Final = "    "


@dataclass(slots=True)
class Said:
    """What a record is said in. A line can stand there twice, where two values say the same.

    Attributes:
        statements: lines of the default graph, value by value.
        evidence: lines of the evidence graph: of which field an evidence node is, and which terms it names.
        values: for each value that is said its evidence node, (field, value), by which its evidence is found, and how many
            statements there are once it is said. ("", None) is the record as a whole.
    """

    statements: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    values: list[tuple[Term, tuple[str, Hashable], int]] = field(default_factory=list)


Writer = Callable[[Any, Node, str, Said], None]
"""Says a record: the record, its node, what a line of the evidence graph ends in (` <graph> .`), and where lines go.

Raises TypeError where a term map is given what it does not take, and InternalError where a row would state every pair of
several subjects and several objects.
"""


def compiled(table: TriplesMap) -> Writer:
    """Make the function that says the records of a table."""
    source = _Source()
    text = source.of(table)
    name = f"<mapping of {table.record.__name__}>"
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)  # so that tracebacks show its lines
    exec(compile(text, name, "exec"), source.names)  # noqa: S102 - made of our own tables; no text of a source is in it
    made: Writer = source.names["write"]
    return made


class _Source:
    """Writes the source of one function, and keeps what it names: term maps, and what gives classes."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {
            "one_or_several": _one_or_several,
            "pairs": _pairs,
            "class_line_end": _class_line_end,
            "only": _only,
        }
        self._number = count()
        self._lines: list[str] = []

    def of(self, table: TriplesMap) -> str:
        """Give the source of the function for a table."""
        self._collection = table.record.collection  # type: ignore[attr-defined]  # every record has one
        self._put(0, "def write(record, node, end, said):")
        self._put(1, "statements, evidence, values = said.statements, said.evidence, said.values")
        self._put(1, "name, state = evidence.append, statements.append")
        self._put(1, "subject, prefix = node.subject, node.prefix")
        self._put(1, 'proof = f"{prefix}evidence>"')
        self._begin(1, "")
        kinds = self._name("classes", table.classes)
        self._put(1, f"statements += [f'{{subject}}{{class_line_end(kind)}}' for kind in {kinds}(record)]")
        self._put(1, 'values.append((proof, ("", None), len(statements)))')
        self._put(1, f"node.shared = {self._name('share', table.share)}(record)")
        for plan in table.plans.values():
            self._field(plan)
        return "\n".join(self._lines) + "\n"

    def _field(self, plan: FieldPlan) -> None:
        """Say the members of a field, one after the other."""
        for numbered in (plan, *(one.plan for one in plan.inner)):
            self._put(1, f"said_of_{_word(numbered.name)} = 0")
        self._put(1, f"field = record.{plan.name}")
        self._put(1, "for number, value in enumerate(field if isinstance(field, tuple) else (field,), 1):")
        self._put(2, "if value is None:")
        self._put(3, "continue")
        self._put(2, "node.number = number")
        slots = self._value(2, plan, node="node", subject="subject")
        self._put(2, f"values.append((proof, ({plan.name!r}, value), len(statements)))")
        for one in plan.inner:
            self._inner(one, slots[one.subject], plan.name)

    def _inner(self, one: InnerPlan, subject: str, outer: str) -> None:
        """Say the members of a field within the value that was just said."""
        self._put(2, f"if {subject} is not None and value.{one.within}:")
        self._put(3, f"inner = node.within(only({subject}))")
        self._put(3, f"for inner.number, member in enumerate(value.{one.within}, 1):")
        self._value(4, one.plan, node="inner", subject=subject, value="member")
        self._put(4, f"values.append((proof, ({outer!r}, value), len(statements)))")

    def _value(self, depth: int, plan: FieldPlan, *, node: str, subject: str, value: str = "value") -> dict[Iri, str]:
        """Say one value: fill its slots, and state what they stand in; give the variables of the slots."""
        word = _word(plan.name)
        filled = {slot: f"{word}_{place}" for place, (slot, _) in enumerate(plan.terms)}
        for slot, term in plan.terms:
            variable = filled[slot]
            self._put(depth, f"{variable} = {self._name(variable, term)}({value}, {node})")
            self._put(depth, f"if {variable} is not None and {variable}.__class__ is not str:")
            self._put(depth + 1, f"{variable} = one_or_several({variable})")
        self._put(depth, f"if {' is None and '.join(filled.values())} is None:")
        self._put(depth + 1, "continue")
        self._put(depth, f"said_of_{word} += 1")
        self._put(depth, f'proof = f"{{prefix}}evidence-{word.replace("_", "-")}-{{said_of_{word}}}>"')
        self._begin(depth, plan.name, subject)
        for slot, variable in filled.items():
            self._slot(depth, plan, slot, variable, subject)
        for start, end in _ends(plan, filled):
            predicates = [f"{one}" for one_start, one, one_end in plan.patterns if (one_start, one_end) == (start, end)]
            self._pairs(depth, filled[start], predicates, filled[end], name=plan.name)
        for slot, classes in plan.classes:
            variable, kinds = filled[slot], self._name("classes", classes)
            self._put(depth, f"if {variable} is not None:")
            self._put(depth + 1, f"for own in ({variable},) if {variable}.__class__ is str else {variable}:")
            self._put(depth + 2, f"statements += [f'{{own}}{{class_line_end(kind)}}' for kind in {kinds}({value})]")
        return {SG.record: subject, **filled}

    def _begin(self, depth: int, name: str, subject: str = "subject") -> None:
        """Say what the evidence node is, of which field, and of which record."""
        told = (
            f"{TYPE} {iri(SG.Evidence)}",
            f"{iri(SG.recordField)} {iri(field_iri(self._collection, name))}",
            f"{iri(SG.record)} {{{subject}}}",
        )
        self._put(depth, f"evidence += ({', '.join(_formatted(f'{{proof}} {one}{{end}}') for one in told)})")

    def _slot(self, depth: int, plan: FieldPlan, slot: Iri, variable: str, subject: str) -> None:
        """Name the terms of a slot in the evidence, and state what the record has to do with them."""
        stated = [
            _formatted(f"{{{subject}}} {predicate} {{term}} .")
            for start, predicate, end in plan.patterns
            if (start, end) == (SG.record, slot)
        ]
        stated += [
            _formatted(f"{{term}} {predicate} {{{subject}}} .")
            for start, predicate, end in plan.patterns
            if (start, end) == (slot, SG.record)
        ]
        self._put(depth, f"if {variable} is not None:")
        self._put(depth + 1, f"if {variable}.__class__ is str:")
        self._put(depth + 2, f"term = {variable}")
        self._terms(depth + 2, slot, stated)
        self._put(depth + 1, "else:")
        self._put(depth + 2, f"for term in {variable}:")
        self._terms(depth + 3, slot, stated)

    def _terms(self, depth: int, slot: Iri, stated: list[str]) -> None:
        """Name a term in the evidence, and state what it stands in."""
        self._put(depth, f"name({_formatted(f'{{proof}} {iri(slot)} {{term}}{{end}}')})")
        if stated:
            self._put(depth, _stated(stated))

    def _pairs(self, depth: int, start: str, predicates: list[str], end: str, *, name: str) -> None:
        """State what the terms of two slots have to do with each other."""
        self._put(depth, f"if {start} is not None and {end} is not None:")
        self._put(depth + 1, f"if {start}.__class__ is str and {end}.__class__ is str:")
        stated = [_formatted(f"{{{start}}} {predicate} {{{end}}} .") for predicate in predicates]
        self._put(depth + 2, _stated(stated))
        self._put(depth + 1, "else:")
        self._put(depth + 2, f"statements += pairs({start}, {tuple(predicates)!r}, {end}, {name!r})")

    def _put(self, depth: int, text: str) -> None:
        self._lines.append(_STEP * depth + text)

    def _name(self, word: str, value: object) -> str:
        """Keep a term map, or another function of the table, under a name of its own."""
        name = f"of_{word}_{next(self._number)}"
        self.names[name] = value
        return name


def _ends(plan: FieldPlan, filled: dict[Iri, str]) -> Iterator[tuple[Iri, Iri]]:
    """Give the pairs of slots, none of them the record's, that statements go between; of slots that nothing fills, none."""
    ends = dict.fromkeys((start, end) for start, _, end in plan.patterns)
    return ((start, end) for start, end in ends if start in filled and end in filled)


def _word(name: str) -> str:
    return name.replace(".", "_")


def _formatted(text: str) -> str:
    """Give the source of an f-string: what stands in it, predicates and slots, holds no quotation mark."""
    return f"f'{text}'"


def _stated(lines: list[str]) -> str:
    return f"state({lines[0]})" if len(lines) == 1 else f"statements += ({', '.join(lines)})"


# ── What the functions call where a slot has several terms ──────────────────────────────────────────────────────────


def _one_or_several(terms: tuple[Term, ...] | str) -> tuple[Term, ...] | str | None:
    """What a term map gave, as one term if it is one, and None if there is none."""
    if isinstance(terms, str):
        return str(terms) or None
    return (terms[0] if len(terms) == 1 else terms) if terms else None


def _only(terms: tuple[Term, ...] | Term) -> Term:
    """The subject of a field within a value. Raises InternalError where there are several."""
    if not isinstance(terms, str):
        raise InternalError(f"Values within a value have one subject, not several: {', '.join(terms)}.")
    return terms


def _pairs(
    start: tuple[Term, ...] | Term, predicates: Iterable[str], end: tuple[Term, ...] | Term, name: str
) -> list[str]:
    """State one subject of several objects, or several subjects of one. Raises InternalError for several of both."""
    subjects = (start,) if isinstance(start, str) else start
    objects = (end,) if isinstance(end, str) else end
    if len(subjects) > 1 and len(objects) > 1:
        raise InternalError(_SEVERAL.format(next(iter(predicates)), name))
    return [f"{one} {predicate} {other} ." for predicate in predicates for one in subjects for other in objects]


@cache
def _class_line_end(kind: Iri) -> str:
    """What follows the subject in the line that gives its class; there are as many as classes in the tables."""
    return f" {TYPE} {iri(kind)} ."
