"""What stands behind a printed name: a person, an organisation, a group, one of them that nobody can tell, or no name at all.

It goes by the words alone (`agent_words.toml`) and knows nobody. It is for places where names stand: whether a line is a
name or a title is decided elsewhere. Where a source says what an author is, nothing here is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Final

from scholargraph.bibliography import names
from scholargraph.bibliography.agent_scripts import kind_without_spaces
from scholargraph.bibliography.agent_words import AgentWords, agent_words, fold, marks
from scholargraph.bibliography.given_names import GIVEN_NAMES
from scholargraph.bibliography.lines import tidy
from scholargraph.bibliography.words import CONNECTORS, DEGREES, HONORIFICS, PARTICLES, SUBJECTS, SUFFIXES, table
from scholargraph.model import Agent, AgentKind, Name

PERSON, ORGANIZATION, GROUP, UNDECIDED = AgentKind

LONGEST: Final = 200
"""Words beyond this many characters are nobody's name that can be told."""
_MOST_WORDS: Final = 7
_SHORTEST_COMPOUND: Final = 3
"""A word is a compound if so many letters stand before its ending."""

_INITIALS: Final = re.compile(r"(?:[^\W\d_a-z]h?\.[-‐]?\s?)+[^\W\d_a-z]?|[^\W\d_a-z]")
_BARE_INITIALS: Final = re.compile(r"[^\W\d_a-z]{1,3}|[^\W\d_a-z]-[^\W\d_a-z]")
_ACRONYM: Final = re.compile(r"[^\W\d_a-z]{2,}(?:[-/][^\W_a-z]+)*")
_ARTICLES: Final = frozenset({"the", "der", "die", "das", "les", "los", "las", "il"})
_PREPOSITIONS: Final = table(
    "of | for | on | at | in | to | de | du | des | der | di | del | della | do | da | fur | zu | zur | pour | sur | para | por | per | pa | for | av | af | voor | van | och | и | по | для | при | על | של"
)
_CAPITALS_ONLY: Final = frozenset({"us", "uk", "eu", "un"})
_COMPANY_ENDS: Final = frozenset({"co", "company", "sons", "brothers", "bros", "partners", "cie", "co."})
_ANDS: Final = frozenset({"and", "und", "et", "og", "och", "и", "та"})
_WITHIN: Final = _ANDS | {"im"}
"""Small words that names hold, too: “von und zu”, “Schulte im Walde”."""
_NEVER_IN_NAMES: Final = table(
    "the | for | without | with | against | für | ohne | gegen | pour | contre | sans | contra | voor | tegen | à | aux | för | til | dla | для | без | против"
)
_HEADS_LAST: Final = 2


class NoName(StrEnum):
    """What stands where a name is expected, and is none."""

    CUT = "cut"  # et al.: the list goes on
    UNKNOWN = "unknown"  # Anonymous, N.N.: nobody knows the name


def agent_of(printed: str) -> Agent | NoName:
    """Make the agent of a name of which a source prints nothing else, or say that it is no name."""
    return _agent(printed, kind_of(printed))


def agents_of(printed: Sequence[str]) -> list[Agent | NoName]:
    """Make the agents of the names of one list, which is printed in one manner: “Keller AG” beside “Okafor BC” is a person."""
    kinds = [kind_of(name) for name in printed]
    if any(_ends_in_initials(name, legal=False) for name in printed):
        kinds = [
            PERSON if kind is UNDECIDED and _ends_in_initials(name, legal=True) else kind
            for name, kind in zip(printed, kinds, strict=True)
        ]
    return [_agent(name, kind) for name, kind in zip(printed, kinds, strict=True)]


def _agent(printed: str, kind: AgentKind | NoName) -> Agent | NoName:
    if isinstance(kind, NoName):
        return kind
    # A person is what anybody is taken for; what the words say otherwise is marked as no word of the source.
    return Agent(name=Name(printed=printed), kind=kind, kind_stated=None if kind is PERSON else False)


def _ends_in_initials(printed: str, *, legal: bool) -> bool:
    """Whether a name ends in bare initials, which are the letters of a legal form or are not: “Keller AG”, “Okafor BC”."""
    before, _, end = tidy(printed).rpartition(" ")
    if not before or not _is_bare_initials(end):
        return False
    return (fold(end) in agent_words().legal_initials) is legal


def without_cut(printed: str) -> str:
    """Give a name without the mark behind it that further names are left out: all of it, or nothing where it is the mark."""
    words = tidy(printed)
    if _no_name(words) is NoName.CUT:
        return ""
    found = _mark_behind(words)
    return printed if found is None else words[: found.start()].strip(" ,;、，")


def _mark_behind(words: str) -> re.Match[str] | None:
    """Find the mark behind a name: in small letters, since “Al Others” is a name, or all in capitals."""
    found = marks().behind.search(words)
    if found is None:
        return None
    letters = [letter for letter in found.group() if letter.isalpha()]
    return None if letters and letters[0].isupper() and not words.isupper() else found


def kind_of(printed: str) -> AgentKind | NoName:
    """Tell what stands behind a printed name, by its words."""
    return UNDECIDED if len(printed) > LONGEST else _kind_of(tidy(printed))


@lru_cache(maxsize=16384)
def _kind_of(words: str) -> AgentKind | NoName:
    nothing = _no_name(words)
    if nothing is not None:
        return nothing
    if _mark_behind(words) is not None:
        return NoName.CUT
    bare = names.HOMONYM_NUMBER.sub("", words).strip(" *†‡§¶∗,;“”\"'")
    known, key = agent_words(), fold(bare)
    if key in known.known_organizations or (bare.isupper() and key in known.acronyms):
        return ORGANIZATION
    return kind_without_spaces(bare) or _with_commas(bare)


def _no_name(words: str) -> NoName | None:
    bare = words.strip("[]() ")
    if marks().cut.fullmatch(words) or marks().cut.fullmatch(bare):
        return NoName.CUT
    lettered = any(map(str.isalnum, bare))
    return NoName.UNKNOWN if not lettered or marks().unknown.fullmatch(bare) else None


# ── Names with commas ──────────────────────────────────────────────────────────────────────────────────────────────


def _with_commas(words: str) -> AgentKind:
    parts = [part.strip() for part in words.split(",") if part.strip()]
    if not parts:
        return UNDECIDED
    titled = [part for part in parts[1:] if part.casefold() in DEGREES | SUFFIXES]
    parts = [parts[0], *(part for part in parts[1:] if part not in titled)]
    if titled and _strong(_tokens(words)) is None:
        return PERSON
    if len(parts) == 1:
        return _of_words(_tokens(parts[0]))
    if len(parts) == _HEADS_LAST:
        return _inverted(_tokens(parts[0]), _tokens(parts[1]))
    return _strong(_tokens(words)) or UNDECIDED


def _inverted(head: list[str], tail: list[str]) -> AgentKind:
    """Tell “Family, Given”, “Example Consortium, The”, “Institute of Salt, Bergen”."""
    person = bool(_is_given(tail[0]) or _is_initial(tail[0]) or _is_bare_initials(tail[0]))
    strong = _strong([*tail, *head])
    if strong is not None:
        # “Gallery, Jed” may be a person, “Collaboration, ATLAS” is none.
        family = len(head) == 1 and _strong(tail) is None and (person or strong is ORGANIZATION)
        return UNDECIDED if family else _strong(head) or strong
    if fold(tail[-1]) in _ARTICLES and len(tail) == 1:
        return _of_words([*tail, *head])
    if person:
        return PERSON
    if len(head) == 1 and (fold(head[0]) in agent_words().rare or fold(head[0]) in agent_words().leads):
        return UNDECIDED  # “Group, Harbour”
    kind = _of_words(head) if len(head) > 1 else PERSON
    if kind is PERSON and len(head) == 1 and fold(head[0]) in agent_words().shared:
        return _of_words([*tail, *head])  # “House, Chatham”
    # What stands so is “Family, Given”, whatever its words mean: “Pujara, Deep”.
    return UNDECIDED if kind is PERSON and any(letter.isdigit() for part in tail for letter in part) else kind


# ── Words with space between them ──────────────────────────────────────────────────────────────────────────────────


def _tokens(words: str) -> list[str]:
    return [token for token in (part.strip(',;()[]“”"«»„:') for part in words.split()) if token]


def _of_words(tokens: list[str]) -> AgentKind:
    if not tokens:
        return UNDECIDED
    strong = _strong(tokens)
    if strong is not None:
        return strong
    honoured = len(tokens) > 1 and tokens[0].casefold() in HONORIFICS
    if honoured:
        return PERSON
    if len(tokens) == 1:
        return _single(tokens[0])
    for tell in (_joined, _with_head, _with_connector, _with_legal_initials, _known_first):
        kind = tell(tokens)
        if kind is not None:
            return kind
    return _plain(tokens)


def _strong(tokens: Sequence[str]) -> AgentKind | None:
    """Tell by words that nobody is called. The head of a name is its last word before a preposition, else its first."""
    found = list(_hits(tokens))
    if not found:
        return None
    stop = next((at for at, token in enumerate(tokens) if at and fold(token) in _PREPOSITIONS), len(tokens))
    before = [kind for at, kind in found if at < stop]
    return before[-1] if before else found[0][1]


def _hits(tokens: Sequence[str]) -> Iterator[tuple[int, AgentKind]]:
    """Give where words stand that nobody is called, each with what it tells."""
    known = agent_words()
    keys = [fold(token) for token in tokens]
    for at, key in enumerate(keys):
        kind = _compound(key, known)
        for phrase in [(key,), (key.rstrip("."),), *(tuple(keys[at : at + size]) for size in known.lengths(key))]:
            if at and phrase in known.heads_first and at + len(phrase) == len(tokens) and not _led(tokens[:at]):
                continue  # “Sandro Centro” is a name
            if phrase in known.groups:
                kind = GROUP
            elif phrase in known.organizations and kind is None and not _is_initials_within(tokens, at):
                kind = ORGANIZATION
        if kind is not None:
            yield at, kind


def _led(tokens: Sequence[str]) -> bool:
    """Whether an article, an adjective or an acronym stands before the head of a name: “El Centro”, “Real Academia”."""
    return fold(tokens[0]) in _ARTICLES or any(
        _leads(token, weak=True) or (_is_acronym(token) and len(token) > 3) for token in tokens
    )


def _is_initials_within(tokens: Sequence[str], at: int) -> bool:
    """Whether a word that begins with “e.” and the like is two initials: “A. S. Byatt” is no Czech company."""
    return _INITIALS.fullmatch(tokens[at]) is not None and len(tokens[at]) <= 4 and at < len(tokens) - 1


def _compound(key: str, known: AgentWords) -> AgentKind | None:
    """Tell a long word by its ending, and a word with hyphens by its last part."""
    last = re.split(r"[-‐‑]", key)[-1]
    if last != key:
        if (last,) in known.groups or last in known.group_endings:
            return GROUP
        if (last,) in known.organizations:
            return ORGANIZATION
    for endings, kind in ((known.group_endings, GROUP), (known.organization_endings, ORGANIZATION)):
        for ending in endings:
            if key.endswith(ending) and len(key) >= len(ending) + _SHORTEST_COMPOUND and len(ending) > 3:
                return kind
    return None


def _single(token: str) -> AgentKind:
    """Tell one word: initials and given names are a person's, all else may be anything."""
    key = fold(token)
    if key in agent_words().known_persons or _is_initial(token) or _is_given(token):
        return PERSON
    if key in agent_words().rare:
        return GROUP if agent_words().rare[key] else UNDECIDED
    return ORGANIZATION if key.endswith("'s") else UNDECIDED


def _joined(tokens: list[str]) -> AgentKind | None:
    """Tell two names joined to one: a firm of two family names, or persons whom nobody took apart."""
    for at, word in enumerate(tokens):
        if word in {"&", "+", "＆"}:
            one, other = tokens[:at], tokens[at + 1 :]
            return ORGANIZATION if word != "+" and len(one) == len(other) == 1 else UNDECIDED
        # “von und zu” is within a name.
        if 0 < at < len(tokens) - 1 and word in _ANDS and tokens[at - 1] not in PARTICLES:
            return UNDECIDED
    if any(token[:-1].endswith(("&",)) or "/" in token for token in tokens):
        return UNDECIDED
    return None


def _with_head(tokens: list[str]) -> AgentKind | None:
    """Tell names that end, or begin, in a word that is a head of a name of organisations and a family name, too."""
    known = agent_words()
    keys = [fold(token).strip(".") for token in tokens]
    led = any(_leads(token) for token in tokens)
    if led:
        heads = [known.rare.get(key, False) for key in keys]
        return GROUP if any(heads) else ORGANIZATION
    if keys[0] in known.rare or keys[0] in known.rare_first:
        # “Banco Central”, “Team Tidewater”; family names stand first, too, but beside a given name or initials.
        if any(_leads(token, weak=True) for token in tokens[1:]):
            return GROUP if known.rare.get(keys[0], False) else ORGANIZATION
        personal = any(_is_given(t) or _is_initial(t) or _is_bare_initials(t) for t in tokens[1:])
        return PERSON if personal else GROUP if known.rare.get(keys[0], False) else UNDECIDED
    if keys[-1] not in known.rare and keys[-1] not in known.shared:
        return None
    rare, others = keys[-1] in known.rare, tokens[:-1]
    kind = GROUP if known.rare.get(keys[-1], False) else ORGANIZATION
    if any(_is_initial(token) for token in others):
        return PERSON
    capitals = all(token.isupper() for token in tokens)
    if fold(others[0]) in _ARTICLES or any(_leads(token, weak=True) for token in others):
        return kind
    if not capitals and any(_is_acronym(token) for token in others):
        return kind
    if fold(others[0]).endswith("'s"):
        return kind
    if _is_given(others[0]):
        proves = not rare and len(others) == 1 and fold(others[0]) not in known.places
        return PERSON if proves else UNDECIDED
    return kind if rare else UNDECIDED


def _leads(token: str, *, weak: bool = False) -> bool:
    known, key = agent_words(), fold(token)
    if key in _CAPITALS_ONLY:
        return weak and token.isupper()
    return key in known.leads or (weak and key in known.weak_leads)


def _with_connector(tokens: list[str]) -> AgentKind | None:
    """Tell names that hold a small word which joins others: “Eleanor of Aquitaine”, “Save the Children”."""
    known = agent_words()
    joining = [
        t
        for t in tokens
        if t in CONNECTORS | _NEVER_IN_NAMES and t not in PARTICLES and t not in _WITHIN and len(t) > 1
    ]
    if not joining:
        if fold(tokens[0]) == "the" and tokens[0] != "the":
            # “The Anh Nguyen” is a name.
            return PERSON if fold(tokens[-1]) in known.vietnamese and len(tokens) > _HEADS_LAST else UNDECIDED
        return None
    if len(tokens) == 3 and _is_given(tokens[0]) and joining in (["of"], ["the"]):
        return PERSON  # “Alfred the Great”
    if fold(tokens[0]) in known.rare:
        return GROUP if known.rare[fold(tokens[0])] else ORGANIZATION
    return ORGANIZATION if _NEVER_IN_NAMES & set(joining) else UNDECIDED


def _with_legal_initials(tokens: list[str]) -> AgentKind | None:
    """Tell “Keller AG”, which may be a firm or a person whose given names begin with A and G."""
    if fold(tokens[-1]) not in agent_words().legal_initials or not tokens[-1].replace(".", "").isupper():
        return None
    if len(tokens) > _HEADS_LAST and _is_given(tokens[0]) and fold(tokens[-1]) in {"ag", "kg"}:
        return ORGANIZATION
    return ORGANIZATION if fold(" ".join(tokens[:-1])) in agent_words().known_organizations else UNDECIDED


def _known_first(tokens: list[str]) -> AgentKind | None:
    """Tell the parts of firms that sign works: “Google Research”."""
    known, keys = agent_words(), [fold(token) for token in tokens]
    rest = {" ".join(keys[1:]), *keys[1:]}
    if keys[0] in known.known_organizations and rest & (known.known_parts | known.known_organizations):
        return ORGANIZATION
    return None


def _plain(tokens: list[str]) -> AgentKind:
    """Tell a name without any word of organisations: a person's, unless it has no shape of one."""
    full = [token for token in tokens if token not in PARTICLES]
    if any(letter.isdigit() for token in tokens for letter in token) or len(full) > _MOST_WORDS:
        return UNDECIDED
    if any(fold(token).endswith("'s") and len(token) > 3 for token in tokens[:-1]):
        return ORGANIZATION
    if sum(token.casefold() in SUBJECTS for token in tokens) > 1 and not _is_given(tokens[0]):
        return UNDECIDED  # “Cancer Research UK”
    if not _is_given(tokens[0]) and tokens[-2] in PARTICLES and _leads(tokens[-1], weak=True):
        return UNDECIDED  # “Salinas de México”
    if any(_is_given(t) or _is_initial(t) or _is_bare_initials(t) or t in PARTICLES for t in tokens):
        return PERSON
    known = agent_words()
    phrases = {(fold(token),) for token in tokens}
    # Words that are nobody's name, and heads of names where no head stands, leave it open.
    doubtful = phrases & known.heads_first or any(
        (t.casefold() in SUBJECTS and t != "Ai") or _leads(t, weak=True) for t in tokens
    )
    return UNDECIDED if doubtful else PERSON


def _is_given(token: str) -> bool:
    key = token.casefold().strip(".")
    forms = (key, re.split(r"[-‐‑]", key)[0], fold(key))
    return any(form in GIVEN_NAMES or form in agent_words().given for form in forms)


def _is_bare_initials(token: str) -> bool:
    return token.isupper() and _BARE_INITIALS.fullmatch(token) is not None


def _is_acronym(token: str) -> bool:
    return token.isupper() and _ACRONYM.fullmatch(token) is not None


def _is_initial(token: str) -> bool:
    """Whether a word is an initial of a given name: “W.”, “J.-P.”, “A”, no abbreviation such as “U.S.”."""
    return (
        token.replace("h", "").isupper()
        and _INITIALS.fullmatch(token) is not None
        and fold(token) not in agent_words().leads
    )
