"""Words by which the name of a group, an institution or a company is known, in several languages.

It decides nothing. All in lower case.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.bibliography.words import table

GROUP_HEADS: Final = table("""
    team | teams | consortium | collaboration | collaborations | group | groups | committee | subcommittee | initiative | investigators
    collaborators | contributors | authors | coalition | alliance | taskforce | workgroup | collective | editors | maintainers
    konsortium | arbeitsgruppe | forschungsgruppe | equipe | équipe | groupe | consórcio | consorcio | consorzio | grupo | gruppo | equipo | squadra
    colectivo | coletivo | collectif | kollektiv | zespół | grupa | skupina | csoport | ekibi | grubu | topluluğu | nhóm | kelompok | группа
    коллектив | команда | консорциум | група | колектив | فريق | مجموعة | اتحاد | समूह | צוות | קבוצת | ομάδα | κοινοπραξία
""")
"""What the names of groups end in, or begin with, whatever else they hold."""

INSTITUTION_HEADS: Final = table("""
    association | society | academy | council | federation | foundation | institute | institutes | university | universität | université
    college | laboratory | laboratories | lab | labs | ministry | agency | bureau | commission | union | centre | center | department | faculty
    school | hospital | library | museum | observatory | company | corporation | inc | ltd | llc | gmbh | network | project | projects
    program | programme | community | partnership | panel | board | staff | developers | participants | volunteers | members | crew | club
    guild | unit | organization | organisation | study | trial | registry | biobank | cohort | force | institut | verein | gesellschaft | verbund
""")
"""What the names of institutions and projects end in, where they hold no other word of titles."""

GROUP_OPENINGS: Final = re.compile(
    r"(?:on behalf of|for) the\s|(?:working|study|research|task|expert|focus|interest) (?:group|force)s?\s(?:on|for|of)\s"
    r"|(?:university|department|institute|ministry|academy|school|faculty|college|centre|center) of\s|(?:association|society|foundation|consortium|alliance|committee|council) (?:of|for|on|to)\s",
    re.IGNORECASE,
)
"""What the names of groups and institutions begin with."""

GROUP_ENDINGS: Final = re.compile(
    "(?:团队|團隊|小组|小組|协作组|联盟|聯盟|研究会|委員会|委员会|チーム|グループ|連合|研究室|실험실|팀|그룹|연구회|컨소시엄|위원회)$"
)

COMPANIES: Final = table("""
    google | openai | meta | microsoft | ibm | nvidia | amazon | apple | anthropic | huawei | tencent | alibaba | baidu | intel | adobe
    samsung | bytedance | deepseek | deepseek-ai | mistral | cohere | waymo | verily | youtube | yandex | facebook
""")
COMPANY_PARTS: Final = table(
    "research | ai | labs | lab | brain | health | inc | inc. | team | cloud | quantum | robotics | quantum ai | & co"
)
"""Companies that sign works, and what stands behind their names."""
