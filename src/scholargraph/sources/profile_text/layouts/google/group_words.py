"""Words by which a line is known for the name of a group, an institution or a company, where it could be a title, too.

They are those of `bibliography.agent_words`, without what titles end in as often. It decides nothing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from scholargraph.bibliography.agent_words import agent_words

GROUP_OPENINGS: Final = re.compile(
    r"(?:on behalf of|for) the\s|(?:working|study|research|task|expert|focus|interest) (?:group|force)s?\s(?:on|for|of)\s"
    r"|(?:university|department|institute|ministry|academy|school|faculty|college|centre|center) of\s|(?:association|society|foundation|consortium|alliance|committee|council) (?:of|for|on|to)\s",
    re.IGNORECASE,
)
"""What the names of groups and institutions begin with."""


@cache
def group_heads() -> frozenset[str]:
    """Give what the names of groups end in, or begin with, whatever else they hold."""
    known = agent_words()
    rare = {word for word, heads_group in known.rare.items() if heads_group}
    return frozenset(
        {*(phrase[0] for phrase in known.groups if len(phrase) == 1), *rare} - known.guarded - known.ignored
    )


@cache
def institution_heads() -> frozenset[str]:
    """Give what the names of institutions and projects end in, where they hold no other word of titles."""
    known = agent_words()
    rare = {word for word, heads_group in known.rare.items() if not heads_group}
    single = {phrase[0] for phrase in known.organizations if len(phrase) == 1}
    return frozenset({*single, *rare, *known.guarded} - known.ignored)
