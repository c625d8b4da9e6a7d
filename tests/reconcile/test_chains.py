"""Three hundred made-up sites, each corrected ten times: every address that ever was leads to its thing, or says it is gone."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Final

from scholargraph.iris import Key
from tests.reconcile.chains import Chain

SEED: Final = 20261126
CHAINS: Final = 300
STEPS: Final = 10


@cache
def _followed() -> tuple[Counter[str], list[str]]:
    """Run the chains; count what became of every address, and tell what is wrong."""
    counted: Counter[str] = Counter()
    wrong: list[str] = []
    for number in range(CHAINS):
        chain = Chain(f"{SEED} {number}")
        chain.publish()
        for _ in range(STEPS):
            chain.correct()
            chain.publish()
        for key, thing in chain.owner.items():
            what, fault = _became(chain, key)
            final = thing.final()
            there = not final.removed
            counted[f"{'there' if there else 'removed'} {what}"] += 1
            if fault is not None:
                wrong.append(f"chain {number}: {key} ({thing.number}, {thing.name}) {fault}: {'; '.join(chain.told)}")
    print(f"\nseed {SEED}, {CHAINS} chains of {STEPS}: {dict(sorted(counted.items()))}")  # noqa: T201 - figures for -s
    return counted, wrong


def _became(chain: Chain, key: Key) -> tuple[str, str | None]:
    """What an address answers in the end: 200, 308 or 410, and what is wrong about that."""
    thing = chain.owner[key].final()
    target = chain.catalogue.aliases.get(key, key)
    if chain.catalogue.get(target) is not None:
        shown = chain.now[target]
        status = "200" if target == key else "308"
        return status, None if shown.final() is thing else f"{status} to {shown.number} {shown.name}"
    if key in chain.catalogue.retired:
        return "410 undecided" if chain.catalogue.retired[key].candidate else "410", None
    return "404", "answers 404"


def test_no_address_is_lost_and_none_leads_to_another_thing() -> None:
    _, wrong = _followed()
    assert wrong == []


def test_what_was_corrected_merged_or_renamed_is_found_at_its_old_address() -> None:
    counted, _ = _followed()
    there = {what: count for what, count in counted.items() if what.startswith("there")}
    found = there["there 200"] + there["there 308"]
    assert found >= 0.99 * sum(there.values()), there


def test_what_was_removed_is_gone() -> None:
    counted, _ = _followed()
    assert {what for what in counted if what.startswith("removed")} <= {"removed 410", "removed 410 undecided"}
