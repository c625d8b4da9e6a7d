"""What stands behind a printed name in Chinese, Japanese, Korean or Thai, which put no space between words.

It goes by how names begin and end (`agent_words.toml`) and knows nobody.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.bibliography import names
from scholargraph.bibliography.agent_words import wide_words
from scholargraph.bibliography.given_names import CHINESE_FAMILY_NAMES, KOREAN_FAMILY_NAMES
from scholargraph.bibliography.words import table
from scholargraph.model import AgentKind

PERSON, ORGANIZATION, GROUP, UNDECIDED = AgentKind

_LONGEST_WIDE_NAME: Final = 6
_THAI: Final = re.compile("[\u0e00-\u0e7f]")
_SURE_ENDS: Final = frozenset("省庁厅局")
_FAMILY_PAIRS: Final = table(
    "司马 | 司馬 | 欧阳 | 歐陽 | 诸葛 | 諸葛 | 上官 | 皇甫 | 慕容 | 令狐 | 司徒 | 남궁 | 황보 | 제갈 | 선우 | 독고 | 사공"
)


def kind_without_spaces(words: str) -> AgentKind | None:
    """Tell a name in one of these scripts; None for a name in another."""
    if names.EAST_ASIAN.search(words):
        return _wide(words)
    return _thai(words) if _THAI.search(words) else None


def _wide(words: str) -> AgentKind:
    """Tell names in Chinese, Japanese or Korean script."""
    known = wide_words()
    bare = re.sub(r"[\s・·]", "", words)
    parted = bare != words
    ends, grouped = known.organization.search(bare), known.group.search(bare)
    if known.beginning.match(bare):
        return GROUP if grouped else ORGANIZATION
    if grouped is not None and len(grouped.group()) == len(bare):
        return GROUP
    families = (CHINESE_FAMILY_NAMES, KOREAN_FAMILY_NAMES, known.chinese_family_names)
    family = any(bare[0] in one for one in families) or bare[:2] in _FAMILY_PAIRS
    if len(bare) <= 3 and family and not (parted and " " not in words):
        one = ends is not None and len(ends.group()) == 1 and len(bare) == 3
        return UNDECIDED if one or (grouped is not None and len(bare) == 3 and len(grouped.group()) == 1) else PERSON
    if grouped is not None and len(grouped.group()) < len(bare):
        return GROUP
    if ends is not None and len(ends.group()) < len(bare):
        # “紫式部” ends as ministries do.
        sure = len(ends.group()) > 1 or len(bare) > 3 or bare[-1] in _SURE_ENDS
        return ORGANIZATION if sure else UNDECIDED
    if not names.is_east_asian(words):
        return PERSON if parted and not re.search(r"[A-Za-z0-9のをと]", bare) and len(bare) <= 16 else UNDECIDED
    if re.fullmatch("[\uac00-\ud7af]+", bare):
        return PERSON if family and len(bare) <= 4 else UNDECIDED
    if re.search("[\u3040-\u30ff]", bare):
        return PERSON if parted or re.search("[\u4e00-\u9fff]", bare) else UNDECIDED
    if len(bare) > _LONGEST_WIDE_NAME:
        return UNDECIDED
    begun = family or bare[0] in known.japanese_family_names
    return PERSON if parted or ((family or len(bare) > 2) and (begun or len(bare) <= 4)) else UNDECIDED


def _thai(words: str) -> AgentKind:
    known = wide_words()
    if known.thai_group.match(words):
        return GROUP
    if known.thai_organization.match(words):
        return ORGANIZATION
    return PERSON if " " in words else UNDECIDED
