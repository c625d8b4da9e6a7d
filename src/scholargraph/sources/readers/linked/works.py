"""A work as a node describes it, field by field.

It makes no record: what other descriptions of the same work say comes to it first (`drafts`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from scholargraph.bibliography.pages import parse_pages
from scholargraph.identifiers import Identifier, Url, parse_url
from scholargraph.model import (
    Agent,
    Contribution,
    ContributorRole,
    FullText,
    Funding,
    Gap,
    Key,
    OpenAccess,
    Pages,
    PublicationType,
    Text,
    Version,
    fields_of,
)
from scholargraph.sources.name_lists import NameList
from scholargraph.sources.readers.linked.agents import each_named, named, organization_named
from scholargraph.sources.readers.linked.drafts import Draft
from scholargraph.sources.readers.linked.nodes import Graph, Node, Value
from scholargraph.sources.readers.linked.terms import (
    BY_VENUE,
    DEGREES,
    PAGES_OF_SITES,
    SCHEMES_OF_WORKS,
    SCHOLARLY,
    STATUS,
    WORK_TYPES,
)
from scholargraph.sources.readers.linked.values import Facts, pieces, prose, text, tidy
from scholargraph.sources.readers.linked.venues import Container, container_of

ROLES: Final[Mapping[str, ContributorRole]] = {
    "author": ContributorRole.AUTHOR,
    "creator": ContributorRole.AUTHOR,
    "editor": ContributorRole.EDITOR,
    "translator": ContributorRole.TRANSLATOR,
    "sg:supervisor": ContributorRole.SUPERVISOR,
}
"""Properties that name who made a work; `contributor` says no role, and `creator` counts where there is no `author`."""
WORKS: Final = frozenset(WORK_TYPES)
_WORDS: Final = (
    ("alternate_titles", ("alternativeHeadline", "alternateName")),
    ("genre", ("genre",)),
    ("rights", ("copyrightNotice", "conditionsOfAccess")),
)
_STRINGS: Final = (
    ("volume", ("volumeNumber", "bibo:volume")),
    ("issue", ("issueNumber", "bibo:issue")),
    ("edition", ("bookEdition",)),
    ("number", ("reportNumber",)),
)
_MANY: Final = frozenset({"alternate_titles"})
_CUT: Final = ("…", "...")


def draft_of(node: Node, graph: Graph, known: Mapping[int, Key], *, way: str) -> Draft:
    """Read what a node says of a work."""
    draft = Draft(node.at, node.quote, way)
    facts = draft.facts
    title = graph.first(node, "name", "headline")
    facts.say("title", text(title), title) if title is not None else None
    _words(node, graph, facts, known)
    _abstract(node, graph, facts)
    _contributors(node, graph, draft, known)
    facts.date("issued", graph.first(node, "datePublished"))
    _pages(node, graph, facts)
    container = container_of(node, graph, known)
    _venue(node, draft, container)
    _agents(node, graph, facts, known)
    facts.identifiers(node, graph, SCHEMES_OF_WORKS)
    _addresses(node, graph, facts)
    _access(node, graph, facts)
    _funding(node, graph, facts)
    _versions(node, graph, facts)
    return draft


def _words(node: Node, graph: Graph, facts: Facts, known: Mapping[int, Key]) -> None:
    for name, properties in _WORDS:
        values = graph.words(node, *properties)
        for value in values if name in _MANY else values[:1]:
            if "://" not in value.text:
                facts.say(name, text(value), value)
    for name, properties in _STRINGS:
        found = graph.first(node, *properties)
        if found is not None:
            facts.say(name, tidy(found.text), found)
    facts.language(_language(node, graph))
    _topics(node, graph, facts, known)
    for name, property_, table in (("status", "creativeWorkStatus", STATUS), ("degree", "inSupportOf", DEGREES)):
        said = graph.first(node, property_)
        if said is not None:
            facts.say(name, table.get(tidy(said.text).casefold()), said)


def _topics(node: Node, graph: Graph, facts: Facts, known: Mapping[int, Key]) -> None:
    for value in graph.words(node, "keywords"):
        for piece in pieces(value, ","):
            facts.say("keywords", text(piece), piece)
    for thing in graph.things(node, "about"):
        topic = thing if isinstance(thing, Value) else None if id(thing) in known else graph.first(thing, "name")
        if topic is not None and "://" not in topic.text and not topic.is_iri:
            facts.say("keywords", text(topic), topic)


def _language(node: Node, graph: Graph) -> Value | None:
    """Give the tag of the language: a word, or the `alternateName` of a Language."""
    for thing in graph.things(node, "inLanguage"):
        if isinstance(thing, Value):
            return thing
        return graph.first(thing, "alternateName", "identifier", "name")
    return None


def _abstract(node: Node, graph: Graph, facts: Facts) -> None:
    """Read the abstract; the description of a scholarly work is one, that of an article on the web is a teaser."""
    found = graph.first(node, "abstract")
    if found is None and node.has_type(SCHOLARLY):
        found = graph.first(node, "description")
    value = prose(found)
    if found is None or value is None:
        return
    facts.say("abstract", value, found)
    if value.value.endswith(_CUT):
        facts.say("gaps", Gap.ABSTRACT_CUT, found)


def _contributors(node: Node, graph: Graph, draft: Draft, known: Mapping[int, Key]) -> None:
    whole = False
    for name, role in ROLES.items():
        if name == "creator" and draft.contributors.get(ContributorRole.AUTHOR):
            continue
        things = [_of_role(one, graph, name) for one in graph.things(node, name)]
        listed = NameList(role, ordered=node.ordered)
        found = draft.contributors.setdefault(role, [])
        for thing, one in zip(things, each_named(things, graph, known, facts=draft.facts), strict=True):
            contribution = listed.take(None if one is None else one.agent)
            if contribution is not None and one is not None:
                found.append((contribution, one.of))
            elif role is not ContributorRole.AUTHOR or one is None or isinstance(one.agent, Agent):
                draft.facts.refused.append((listed.loss(thing.text if isinstance(thing, Value) else None), thing.at))
        if role is ContributorRole.AUTHOR:
            draft.truncated = draft.truncated or listed.goes_on
            whole = listed.whole
    told = graph.first(node, "sg:authorsComplete")
    if whole and told is not None and told.text == "true":
        draft.complete = told
    draft.mentioned = [
        (Contribution(agent=one.agent), one.of)
        for one in named(graph.things(node, "contributor"), graph, known, facts=draft.facts)
        if isinstance(one.agent, Agent)
    ]


def _of_role(thing: Value | Node, graph: Graph, name: str) -> Value | Node:
    """Give who stands in a Role: schema.org repeats the property inside of it."""
    if isinstance(thing, Node) and thing.has_type(frozenset({"Role", "PerformanceRole", "OrganizationRole"})):
        return next(iter(graph.things(thing, name)), thing)
    return thing


def _pages(node: Node, graph: Graph, facts: Facts) -> None:
    start, end = graph.first(node, "pageStart", "bibo:pageStart"), graph.first(node, "pageEnd", "bibo:pageEnd")
    whole = graph.first(node, "pagination", "bibo:pages")
    count = graph.first(node, "numberOfPages", "bibo:numPages")
    article = graph.first(node, "bibo:locator")
    number = int(count.text) if count is not None and count.text.strip().isdecimal() and len(count.text) < 7 else None
    of = start or whole or article or count
    if of is None:
        return
    found = Pages(first=tidy(start.text), last=tidy(end.text) if end else None) if start is not None else None
    if found is None and whole is not None:
        found = parse_pages(whole.text)
    found = found or Pages()
    pages = Pages(
        first=found.first, last=found.last, article=tidy(article.text) if article else found.article, count=number
    )
    if pages != Pages():
        facts.say("pages", pages, of)


def _venue(node: Node, draft: Draft, container: Container) -> None:
    draft.venue, draft.venue_of, draft.venue_key = container.facts, container.of, container.key
    for one in container.work.found:
        if not draft.facts.has(one.field):
            draft.facts.found.append(one)
    draft.facts.refused += container.work.refused + container.facts.refused
    ranked = sorted(
        {WORK_TYPES[one.text]: one for one in node.types if one.text in WORK_TYPES}.items(), key=lambda x: -x[0][0]
    )
    best = [kind for (rank, kind), _ in ranked if rank == ranked[0][0][0]]
    if len(set(best)) == 1 and best[0] is not PublicationType.OTHER:
        draft.facts.say("type", best[0], ranked[0][1])
        return
    by_venue = [one for one in node.types if (one.text, container.type) in BY_VENUE]
    if container.is_known and by_venue:
        draft.facts.say("type", BY_VENUE[by_venue[0].text, container.type], by_venue[0])


def _agents(node: Node, graph: Graph, facts: Facts, known: Mapping[int, Key]) -> None:
    for name, properties in (("publisher", ("publisher",)), ("institution", ("sourceOrganization",))):
        found = organization_named(named(graph.things(node, *properties), graph, known, facts=facts))
        if found is not None and not facts.has(name):
            facts.say(name, found.agent, found.of)
    publisher = facts.value("publisher")
    if (
        isinstance(publisher, Agent)
        and publisher.record is not None
        and not publisher.record.startswith("organization")
    ):
        facts.found = [one for one in facts.found if one.field != "publisher"]


def _addresses(node: Node, graph: Graph, facts: Facts) -> None:
    for url in graph.words(node, "url")[:1]:
        if not any(isinstance(one.value, Identifier) and one.at == url.at for one in facts.found):
            facts.address("homepage", url)
    for media in graph.things(node, "encoding", "associatedMedia"):
        if isinstance(media, Value):
            continue
        where = graph.first(media, "contentUrl", "url")
        address = _url(where)
        if where is None or address is None:
            continue
        format_ = graph.first(media, "encodingFormat", "fileFormat")
        kind = format_.text.strip().lower() if format_ is not None and "/" in format_.text else None
        if (
            kind is not None
            and not kind.replace("/", "", 1).replace("-", "").replace(".", "").replace("+", "").isalnum()
        ):
            kind = None
        facts.say(
            "full_texts", FullText(url=address, media_type=kind, license=_url(graph.first(media, "license"))), where
        )
    for download in graph.things(node, "distribution"):
        if isinstance(download, Node):
            facts.address("links", graph.first(download, "contentUrl"))


def _url(of: Value | None) -> Url | None:
    try:
        return None if of is None else parse_url(of.text)
    except ValueError:
        return None


def _access(node: Node, graph: Graph, facts: Facts) -> None:
    free = graph.first(node, "isAccessibleForFree")
    if free is not None:
        said = free.text.strip().casefold().rstrip("/").rsplit("/", 1)[-1]
        facts.say("open_access", {"true": OpenAccess.OPEN, "false": OpenAccess.CLOSED}.get(said), free)
    for thing in graph.things(node, "license")[:1]:
        of = graph.first(thing, "url") or thing.id if isinstance(thing, Node) else thing
        address = _url(of)
        if of is not None and address is not None:
            facts.say("license", address, of)
        elif (words := graph.first(node, "license")) is not None and not facts.has("rights"):
            facts.say("rights", text(words), words)


def _funding(node: Node, graph: Graph, facts: Facts) -> None:
    """Read grants (`funding`) and funders of which no more is told."""
    granted: set[str] = set()
    for grant in graph.nodes_of(node, "funding"):
        funders = [
            one for one in named(graph.things(grant, "funder"), graph, {}, facts=facts) if isinstance(one.agent, Agent)
        ]
        number, name = graph.first(grant, "identifier", "awardNumber"), graph.first(grant, "name")
        of = number or name or (funders[0].of if funders else None)
        if of is None:
            continue
        funder = organization_named(funders)
        found = Facts()
        found.identifiers(grant, graph, frozenset({"doi"}))
        agent = funder.agent if funder is not None and isinstance(funder.agent, Agent) else None
        granted |= {agent.printed or ""} if agent is not None else set()
        bare = None if number is None or "://" in number.text else tidy(number.text)
        if agent is None and bare is None and name is None:
            continue
        facts.say(
            "funding",
            Funding(
                funder=agent,
                number=bare,
                name=None if name is None else Text(tidy(name.text)),
                identifiers=tuple(one.value for one in found.found if one.field == "identifiers"),
                url=_url(graph.first(grant, "url")),
            ),
            of,
        )
    for thing in graph.things(node, "funder"):
        funder = organization_named(named([thing], graph, {}, facts=facts))
        if funder is not None and isinstance(funder.agent, Agent) and funder.agent.printed not in granted:
            facts.say("funding", Funding(funder=funder.agent), funder.of)


def _versions(node: Node, graph: Graph, facts: Facts) -> None:
    """Read versions that have a label, as ScholarGraph writes them."""
    pattern = fields_of(Version)["label"].spec.pattern or ""
    for one in graph.nodes_of(node, "dcterms:hasVersion"):
        label = graph.first(one, "sg:versionLabel")
        if label is None or not re.fullmatch(pattern, label.text):
            continue
        said = Facts()
        said.identifiers(one, graph, SCHEMES_OF_WORKS)
        said.date("issued", graph.first(one, "datePublished"))
        status = graph.first(one, "creativeWorkStatus")
        facts.refused += said.refused
        facts.say(
            "versions",
            Version(
                label=label.text,
                identifiers=tuple(dict.fromkeys(each.value for each in said.found if each.field == "identifiers")),
                issued=said.value("issued"),
                status=None if status is None else STATUS.get(tidy(status.text).casefold()),
                url=_url(graph.first(one, "url")),
            ),
            label,
        )


def is_work(node: Node) -> bool:
    """Whether a node is a work of a kind that makes a record."""
    return node.has_type(WORKS) and not node.has_type(PAGES_OF_SITES)
