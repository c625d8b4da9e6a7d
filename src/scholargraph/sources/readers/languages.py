"""Languages as fields of structured formats name them: a tag, a code of ISO 639-2, or a name in one of four languages.

It detects no language of words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from scholargraph.ntriples import valid_language

_TABLE: Final = """
ar ara | arabic | arabisch | arabe | árabe
bg bul | bulgarian | bulgarisch | bulgare | búlgaro
ca cat | catalan | katalanisch | catalán
cs ces cze | czech | tschechisch | tchèque | checo
da dan | danish | dänisch | danois | danés
de deu ger | german | deutsch | allemand | alemán
el ell gre | greek | griechisch | grec | griego
en eng | english | englisch | anglais | inglés
es spa | spanish | spanisch | espagnol | español | castellano
et est | estonian | estnisch | estonien | estonio
fa fas per | persian | persisch | persan | persa
fi fin | finnish | finnisch | finnois | finés
fr fra fre | french | französisch | français | francés
he heb | hebrew | hebräisch | hébreu | hebreo
hr hrv | croatian | kroatisch | croate | croata
hu hun | hungarian | ungarisch | hongrois | húngaro
id ind | indonesian | indonesisch | indonésien | indonesio
it ita | italian | italienisch | italien | italiano
ja jpn | japanese | japanisch | japonais | japonés
ko kor | korean | koreanisch | coréen | coreano
la lat | latin | latein | lateinisch | latín
nl nld dut | dutch | niederländisch | néerlandais | neerlandés
no nor | norwegian | norwegisch | norvégien | noruego
pl pol | polish | polnisch | polonais | polaco
pt por | portuguese | portugiesisch | portugais | portugués
ro ron rum | romanian | rumänisch | roumain | rumano
ru rus | russian | russisch | russe | ruso
sk slk slo | slovak | slowakisch | slovaque | eslovaco
sl slv | slovenian | slowenisch | slovène | esloveno
sv swe | swedish | schwedisch | suédois | sueco
tr tur | turkish | türkisch | turc | turco
uk ukr | ukrainian | ukrainisch | ukrainien | ucraniano
zh zho chi | chinese | chinesisch | chinois | chino
"""
"""A line a language: the tag (BCP 47) and its codes in ISO 639-2, then what it is called in English, German, French, Spanish."""


def _table() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        codes, *names = (part.strip() for part in line.split("|"))
        tag = codes.split()[0]
        found.update((word, tag) for word in (*codes.split(), *names))
    return found


_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_TAGS: Final[Mapping[str, str]] = _table()


def language_tag(words: str) -> str | None:
    """Give the tag (BCP 47) of a language as a field names it; None for more than one, and for one that is not known.

    >>> language_tag("eng"), language_tag("Deutsch"), language_tag("pt-BR"), language_tag("English; French")
    ('en', 'de', 'pt-br', None)
    """
    bare = words.strip().casefold()
    known = _TAGS.get(bare)
    if known is not None:
        return known
    tag = bare.replace("_", "-")
    main, _, rest = tag.partition("-")
    if not _TAG.fullmatch(tag) or not valid_language(tag):
        return None
    main = _TAGS.get(main, main)
    return f"{main}-{rest}" if rest else main
