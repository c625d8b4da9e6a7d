"""The fast engine as a scout: it looks at every node, and pySHACL confirms what it says before anybody is told.

Every violation is confirmed, and every result whose words only pySHACL knows; of other results and of conforming nodes,
samples are judged again. Where the two disagree, all that the scout looked at is judged again by pySHACL.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from rdflib import Graph, URIRef
from rdflib.term import Node

from scholargraph.ntriples import Term
from scholargraph.validation import fast, workers
from scholargraph.validation.engine import STEP_SECONDS, judged
from scholargraph.validation.index import GraphIndex
from scholargraph.validation.plan import Focus, Plan, pairs
from scholargraph.validation.report import Disagreement, Report, Result, Severity, Share, focus_of
from scholargraph.validation.shapes import Shapes
from scholargraph.validation.tasks import Task
from scholargraph.vocab import SH

SAMPLE: Final = 200
"""Results that are no violations, and conforming nodes: so many of each are judged again."""
_STATEMENTS_A_SECOND: Final = 10_000
"""So many statements at least the scout reads and judges in a second; forty times as many are usual."""


@dataclass(frozen=True, slots=True)
class Scouted:
    """Judges with the fast engine and pySHACL; `seed` draws the samples, by default from the graph's own statements.

    `seconds` and `processes` are those of PyShacl.
    """

    seconds: float = STEP_SECONDS
    seed: str | None = None
    processes: int | None = None

    def judge(self, index: GraphIndex, shapes: Shapes) -> Report:
        """Scout what the fast engine can judge, confirm it, and have pySHACL judge the rest."""
        plan = Plan.of(index, shapes)
        seed = self.seed if self.seed is not None else _seed(index)
        unfit = _unfit(plan)
        scoutable = {shape for having in plan.focus.values() for shape in having} - unfit.keys()
        claimed = self._claims(plan, scoutable)
        scouted, others = plan.only(scoutable), plan.only(unfit)
        again = _to_confirm(scouted, claimed, shapes.graph, seed)
        confirmed, found = judged(plan, [again, others], self.seconds, processes=self.processes)
        checked = {focus_of(node) for node in again}
        wrong = _disagreements({one for one in claimed if one.focus in checked}, confirmed)
        shares = [
            Share(engine="fast", pairs=pairs(scouted.values()), reason="as the scout"),
            Share(
                engine="pySHACL", pairs=pairs(again.values()), reason="violations and samples of the rest, to confirm"
            ),
        ]
        if others:
            reason = f"what the fast engine is not asked about: {'; '.join(sorted(set(unfit.values())))}"
            shares.append(Share(engine="pySHACL", pairs=pairs(others.values()), reason=reason))
        if wrong:
            # Whoever is wrong at one node is not believed at another.
            (confirmed,) = judged(plan, [scouted], self.seconds, processes=self.processes)
            claimed = set()
            shares.append(
                Share(engine="pySHACL", pairs=pairs(scouted.values()), reason="all again: the scout was wrong")
            )
        kept = {one for one in claimed if one.focus not in checked}
        return Report.of_results(found | confirmed | kept, judged=tuple(shares), disagreements=wrong, seed=seed)

    def _claims(self, plan: Plan, scoutable: Collection[Node]) -> set[Result]:
        if not scoutable:
            return set()
        given = tuple(plan.index.triples())
        task = Task(given, {}, self.seconds + len(given) / _STATEMENTS_A_SECOND, fast=True)
        (done,) = workers.run(fast.fit(plan.shapes, scoutable), [task], processes=0 if self.processes == 0 else 1)
        return set(done.results)


def _seed(index: GraphIndex) -> str:
    """The same graph draws the same samples, so that a finding can be repeated."""
    found = hashlib.sha256()
    for triple in index.triples():
        found.update(" ".join(triple).encode("utf-8", "surrogatepass"))
    return found.hexdigest()[:16]


def _unfit(plan: Plan) -> dict[Node, str]:
    """The shapes that the fast engine is not asked about, and why; what may look anywhere is among them."""
    having = fast.traits(plan.index)
    found = {}
    for shape in {shape for having in plan.focus.values() for shape in having}:
        reason = plan.whole.get(shape) or fast.unfit(plan.shapes.graph, shape, having)
        if reason is not None:
            found[shape] = reason
    return found


def _to_confirm(scouted: Focus, claimed: Iterable[Result], rules: Graph, seed: str) -> Focus:
    """Choose the nodes that pySHACL judges again: those with violations all, of the others and of conforming ones some."""
    worded = _worded(rules)
    certain, light, found = set[str](), list[Result](), set[str]()
    for result in sorted(claimed, key=lambda one: one.order):
        found.add(result.focus)
        if result.severity is Severity.VIOLATION or result.shape not in worded:
            certain.add(result.focus)
        else:
            light.append(result)
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    certain.update(one.focus for one in chance.sample(light, min(SAMPLE, len(light))))
    conforming = [node for node in scouted if focus_of(node) not in found]
    sampled = set(chance.sample(conforming, min(SAMPLE, len(conforming))))
    return {node: having for node, having in scouted.items() if node in sampled or focus_of(node) in certain}


def _worded(rules: Graph) -> set[str]:
    """The shapes whose message is theirs whatever engine says it: given, and without anything to fill in."""
    message = URIRef(SH.message)
    return {
        str(shape)
        for shape in rules.subjects(message)
        if isinstance(shape, URIRef)
        and rules.value(shape, URIRef(SH.sparql)) is None
        and not any("{" in str(words) for words in rules.objects(shape, message))
    }


def _disagreements(claimed: Iterable[Result], confirmed: Iterable[Result]) -> tuple[Disagreement, ...]:
    """Say where the two differ; in what words they say it does not count, since pySHACL's are taken."""
    theirs, ours = {_key(one): one for one in claimed}, {_key(one): one for one in confirmed}
    differing = [(theirs[key], True) for key in theirs.keys() - ours.keys()]
    differing += [(ours[key], False) for key in ours.keys() - theirs.keys()]
    return tuple(
        Disagreement(
            focus=one.focus, shape=one.shape or "a shape without a name", component=one.component, claimed=is_claim
        )
        for one, is_claim in sorted(differing, key=lambda pair: (pair[0].order, pair[1]))
    )


def _key(result: Result) -> tuple[str, str | None, Term | None, Severity, str | None, str, bool]:
    return (
        result.focus, result.path, result.value, result.severity, result.shape, result.component, result.longer,
    )  # fmt: skip
