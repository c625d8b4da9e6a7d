"""Small RIS files, made up, each for a trap; and how many entries a file has, counted without the reader.

It decides nothing.
"""

from __future__ import annotations

import re
from typing import Final

ENTRY: Final = re.compile(rb"^(?:\xef\xbb\xbf)?TY  - ", re.MULTILINE)

JOURNAL: Final = """TY  - JOUR
ID  - quill2019
AU  - Quill, Ada
AU  - Okafor, Benoît, Jr.
AU  - Harbour Group
TI  - A <i>Grammar</i> of Coastlines
T2  - Journal of Shores
JA  - J. Shores
PY  - 2019/03/05/online first
VL  - 12
IS  - 3
SP  - 100
EP  - 131
SN  - 1234-5679
DO  - https://doi.org/10.5555/ABC<1>(2)[3];#4
UR  - https://example.org/shores?a=1&b=2
L1  - https://example.org/shores.pdf
L1  - file:///home/ada/shores.pdf
AB  - Where rivers end.
      And begin.
KW  - coast; shore
KW  - delta
      estuary
LA  - eng
PB  - Example Press
ER  -
"""

CHAPTER: Final = """TY  - CHAP
AU  - Quill, Ada
ED  - Keller, Jo
A2  - van der Berg, Jan
TI  - Maps of Nowhere
BT  - The Handbook of Maps
T3  - Series in Cartography
SN  - 978-3-16-148410-0
SP  - xi-xx
PY  - 2021
CY  - Bergen
ER  -
"""

THESIS: Final = """TY  - THES
AU  - Quill, Ada
TI  - On Salt
PY  - 2012
PB  - University of Example
M3  - PhD thesis
A3  - Keller, Jo
SP  - 214
ER  -
"""

REPORT: Final = """TY  - RPRT
AU  - World Health Organization,
TI  - Salt
PY  - 2013
PB  - World Health Organization
SN  - WHO/13.4
SP  - 40
ER  -
"""

CONFERENCE: Final = """TY  - CONF
AU  - Quill, A.
AU  - et al.
TI  - Short
T2  - The 3rd Conference on Shores
C3  - Proceedings of the 3rd Conference on Shores
DA  - 2018/13/45
C7  - 77
ER  -
"""

RETRACTED: Final = """TY  - JOUR
AU  - Quill, Ada
TI  - RETRACTED: A Study of Salt
T2  - Journal of Shores
PY  - 2015
OP  -
RP  - IN FILE
ER  -
"""

ALL: Final = JOURNAL + CHAPTER + THESIS + REPORT + CONFERENCE + RETRACTED


def count(data: bytes) -> int:
    """Count the entries by their first lines."""
    return len(ENTRY.findall(data.replace(b"\r\n", b"\n")))
