"""Who is named on a work of OpenAlex's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scholargraph.bibliography.agents import NoName, agents_of
from scholargraph.model import Affiliation, Agent, AgentKind, Funding, Key, Name
from scholargraph.sources.name_lists import NameList
from scholargraph.sources.parts import Neighbours
from scholargraph.sources.readers.json_record import JsonRecord, member_of, words_of
from scholargraph.sources.readers.openalex.entities import institution
from scholargraph.sources.readers.openalex.tables import MOST_AUTHORS


def contributions(work: JsonRecord, neighbours: Neighbours, people: Mapping[str, Key]) -> bool:
    """State the authors in their order; tell whether some are left out."""
    all_ = work.list("authorships")
    printed = [
        words_of(member_of(one, "raw_author_name")) or words_of(member_of(one, "author", "display_name")) or ""
        for one in all_
    ]
    listed = NameList()
    for place, agent in enumerate(agents_of(printed)):
        named = any(letter.isalpha() for letter in printed[place])
        if isinstance(agent, Agent) and named:
            agent = _agent(work, agent, neighbours, people, place)  # noqa: PLW2901 - what is told of it is added
        found = listed.take(agent if named or agent is NoName.CUT else None)
        if found is not None:
            work.state("contributions", found, "authorships", place)
        elif not named:
            work.reject(listed.loss(printed[place]), "authorships", place)
    truncated = work.get("is_authors_truncated") is True
    told = "is_authors_truncated" in work.entry.value or len(all_) != MOST_AUTHORS
    if listed.whole and told and not truncated:
        work.state("authors_complete", True, "authorships")  # noqa: FBT003 - the value of the field
    return truncated or listed.goes_on


def _agent(work: JsonRecord, agent: Agent, neighbours: Neighbours, people: Mapping[str, Key], place: int) -> Agent:
    path = ("authorships", place, "author")
    found = [
        one
        for scheme, member in (("orcid", "orcid"), ("openalex", "id"))
        if work.text(*path, member) and (one := work.identifier(scheme, *path, member)) is not None
    ]
    own = people.get((work.text(*path, "id") or "").rpartition("/")[2])
    if own is not None or any(one.scheme == "orcid" for one in found):
        agent = Agent(name=agent.name, kind=AgentKind.PERSON, kind_stated=True, record=own)
    return replace(agent, identifiers=tuple(found), affiliations=_affiliations(work, neighbours, place))


def _affiliations(work: JsonRecord, neighbours: Neighbours, place: int) -> tuple[Affiliation, ...]:
    """Give what is printed beside a name, with the organisation that OpenAlex found in it where that is a single one."""
    path = ("authorships", place)
    keys: dict[str, tuple[str, Key]] = {}
    for number in range(len(work.list(*path, "institutions"))):
        key = institution(work, neighbours, *path, "institutions", number)
        name = work.text(*path, "institutions", number, "display_name")
        if key is not None and name is not None:
            keys[work.text(*path, "institutions", number, "id") or name] = (name, key)
    raw = [words for one in work.list(*path, "raw_affiliation_strings") if (words := words_of(one)) is not None]
    if not raw and (only := work.text(*path, "raw_affiliation_string")) is not None:
        raw = [only]
    within = {
        words_of(member_of(one, "raw_affiliation_string")): member_of(one, "institution_ids")
        for one in work.list(*path, "affiliations")
    }
    found: dict[Affiliation, None] = {}
    linked: set[str] = set()
    for words in dict.fromkeys(raw):
        ids = within.get(words, list(keys) if len(raw) == 1 and not within else [])
        named = [one for one in ids if isinstance(one, str) and one in keys] if isinstance(ids, list) else []
        alone = named[0] if len(named) == 1 else None
        if alone is not None:
            linked.add(alone)
        found[Affiliation(name=words, organization=None if alone is None else keys[alone][1])] = None
    for id_, (name, key) in keys.items():
        if id_ not in linked:
            found[Affiliation(name=name, organization=key)] = None
    return tuple(found)


def funding(work: JsonRecord) -> None:
    """State who paid: `awards` or `grants`, and funders of which no award is named."""
    named: set[str] = set()
    for member, award, funder in (
        ("awards", "funder_award_id", "funder_id"),
        ("grants", "award_id", "funder"),
        ("funders", "", "id"),
    ):
        for place in range(len(work.list(member))):
            name = work.text(member, place, "funder_display_name" if award else "display_name")
            number = work.text(member, place, award) if award else None
            if (name is None and number is None) or (not award and name in named):
                continue
            named.add(name or "")
            scheme = work.identifier("openalex", member, place, funder)
            agent = (
                None
                if name is None
                else Agent(
                    name=Name(printed=name),
                    kind=AgentKind.ORGANIZATION,
                    kind_stated=True,
                    identifiers=() if scheme is None else (scheme,),
                )
            )
            work.state("funding", Funding(funder=agent, number=number), member, place)
