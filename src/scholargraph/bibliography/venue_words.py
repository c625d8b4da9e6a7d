"""The words that venue lines are taken apart by: publishers, places, months, repositories, kinds of venue.

It parses nothing.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.bibliography.words import table

PUBLISHERS: Final = table("""
    acm | acm press | association for computing machinery | acm/ieee | ieee/acm | acm/sigapp | acm sigkdd | acm sigir
    ieee | ieee press | ieee computer society | ieee computer society press | ieee xplore | iet | isca
    springer | springer-verlag | springer nature | springer berlin heidelberg | springer international publishing
    springer, cham | springer lncs | birkhäuser | elsevier | elsevier science | north-holland | academic press
    usenix | usenix association | mit press | the mit press | aaai | aaai press | association for the advancement of
    artificial intelligence | pmlr | curran associates | curran associates inc. | curran associates, inc. | jmlr.org
    wiley | john wiley & sons | wiley-blackwell | blackwell | oxford university press | cambridge university press
    princeton university press | harvard university press | stanford university press | university of chicago press
    association for computational linguistics | acl | siam | society for industrial and applied mathematics
    morgan kaufmann | morgan & claypool | crc press | chapman & hall | taylor & francis | taylor and francis | routledge
    world scientific | schloss dagstuhl | schloss dagstuhl – leibniz-zentrum für informatik | lipics | dagstuhl
    ceur-ws.org | ceur-ws | ceur | ios press | de gruyter | plos | public library of science | mdpi | frontiers media
    nature publishing group | nature research | macmillan | palgrave macmillan | sage | sage publications | emerald
    informs | now publishers | o'reilly | o'reilly media | addison-wesley | prentice hall | pearson | mcgraw-hill | apress
    manning | elra | european language resources association | john benjamins | kluwer | kluwer academic publishers
    edward elgar | edward elgar publishing | brill | hart publishing | peter lang | nomos | c.h. beck | mohr siebeck | suhrkamp | campus | campus verlag | transcript
    gallimard | seuil | éditions du seuil | puf | presses universitaires de france | armand colin | l'harmattan | la découverte | il mulino | carocci | laterza | einaudi
    francoangeli | franco angeli | feltrinelli | giuffrè | giappichelli | tirant lo blanch | dykinson | síntesis | ariel | alianza | alianza editorial | akal | trotta | siglo xxi
    karger | thieme | lippincott | lippincott williams & wilkins | wolters kluwer | human kinetics | polity | polity press | verso | zed books | bloomsbury | bloomsbury academic | ashgate
    duncker & humblot | vittorio klostermann | wilhelm fink | fink | metzler | j. b. metzler | franz steiner | franz steiner verlag | harrassowitz | olms | schöningh | narr | wallstein
    nova science | nova science publishers | igi global | intech | intechopen | humana | humana press | birkhauser | vieweg | teubner | springer vs | vs verlag | utb | almedina | edusp | unesp
    american physical society | aps | american chemical society | royal society | the royal society | osa | optica
    spie | institute of physics | iop publishing | iop | american mathematical society | ams | biomed central | bmc
    google | google inc. | google inc | google llc | google research | internet society | ieee signal processing society
    eurographics association | the eurographics association | scitepress | international speech communication association
    ijcai | ijcai organization | ijcai.org | openreview | openreview.net | open publishing association | eptcs | easychair
    american association for the advancement of science | aaas | national academy of sciences | wiley online library
""")
PUBLISHER_WORDS: Final = re.compile(
    r"\b(?:Press|Publishers?|Publishing|Publications|Verlag|[\w-]*verlag|Éditions|Editions|Ediciones|Edizioni|Editora|Editorial|Presses|Uitgeverij|Forlag|Förlag|Wydawnictwo|Kiadó|Books)\b|出版社$|出版会$|出版$|דפוס|הוצאת|دار |書店$|출판사?$|\bUP$|Изд-во|Издательство"
)

COUNTRIES: Final = table("""
    usa | u.s.a. | us | u.s. | uk | u.k. | united states | united states of america | united kingdom | england | scotland
    wales | northern ireland | ireland | france | germany | deutschland | italy | italia | spain | españa | portugal
    netherlands | the netherlands | belgium | luxembourg | switzerland | austria | denmark | sweden | norway | finland
    iceland | poland | czech republic | czechia | slovakia | slovenia | hungary | romania | bulgaria | greece | cyprus
    malta | croatia | serbia | bosnia and herzegovina | north macedonia | albania | montenegro | estonia | latvia
    lithuania | belarus | ukraine | russia | turkey | türkiye | israel | egypt | morocco | tunisia | algeria | ghana
    nigeria | kenya | rwanda | ethiopia | uganda | tanzania | south africa | senegal | saudi arabia | qatar | uae
    united arab emirates | iran | iraq | lebanon | jordan | kuwait | oman | bahrain | pakistan | india | bangladesh
    sri lanka | nepal | china | p.r. china | hong kong | macau | macao | taiwan | japan | korea | south korea
    republic of korea | vietnam | thailand | cambodia | laos | malaysia | singapore | indonesia | philippines | mongolia
    kazakhstan | uzbekistan | georgia | armenia | azerbaijan | australia | new zealand | fiji | canada | mexico | méxico
    cuba | dominican republic | puerto rico | costa rica | panama | guatemala | colombia | venezuela | ecuador | peru
    bolivia | chile | argentina | uruguay | paraguay | brazil | brasil | hawaii | california | québec | quebec | ontario
    british columbia | texas | florida | massachusetts | washington dc | washington, d.c. | d.c. | catalonia
""")
CITIES: Final = table("""
    new york | new york city | london | paris | berlin | vienna | virtual | virtual event | virtual conference | online
    virtual only | online event | tbd | tba | n/a | unpublished | none | unknown | remote
""")
"""Places that stand without a country, and words that stand for no place."""
TOWNS_WITHOUT_CAPITALS: Final = table("""
    ירושלים | תל אביב | תל-אביב | חיפה | רמת גן | רמת-גן | באר שבע | באר-שבע | ראשון לציון | רעננה | בני ברק | القاهرة | بيروت | دمشق
    بغداد | عمان | عمّان | الرياض | جدة | تونس | الرباط | الدار البيضاء | الجزائر | الكويت | الدوحة | الخرطوم | صنعاء | رام الله
""")
"""Where the publishers of Hebrew and Arabic books are, which no capital tells from a word."""
REGION: Final = re.compile(r"[A-Z]{2}")
"""States and provinces: WA, NY, BC."""

MONTHS: Final = {
    name: number
    for number, names in enumerate((
        "january jan jan.", "february feb feb.", "march mar mar.", "april apr apr.", "may", "june jun jun.",
        "july jul jul.", "august aug aug.", "september sep sep. sept sept.", "october oct oct.", "november nov nov.",
        "december dec dec.",
    ), start=1)
    for name in names.split()
}  # fmt: skip

REPOSITORIES: Final = table("arxiv | biorxiv | medrxiv | chemrxiv | psyarxiv | socarxiv | techrxiv | corr | ssrn")

CONFERENCE: Final = re.compile(
    r"\b(?:Conference|Conf\.|Workshops?|Symposium|Symposia|Symp\.|Extended Abstracts?|Annual Meeting|Colloquium"
    r"|Proceedings|Proc\.)(?!\w)"
)
JOURNAL: Final = re.compile(r"\b(?:Journal|Transactions|Trans\.)(?!\w)|^J\. ")
PERIODICAL_PROCEEDINGS: Final = re.compile(
    r"\bProc(?:eedings|\.)? (?:of (?:the )?)?(?:National Academ|Natl\.? Acad|Nat\. Acad|VLDB Endow|IEEE$|IEEE,|ACM on|Royal Society|London Math"
    r"|American Math|Machine Learning Research)|^(?:PACM|PVLDB|PNAS|PMLR)\b"
)
"""Journals, and series of volumes, that are called proceedings."""

OPENINGS: Final = re.compile(
    r"(?:(?:In|Appeared in|Published in|To appear in|Presented at|Accepted (?:to|at|by))\b:?\s+)?"
    r"(?:The\s+)?(?:(?:18|19|20)\d\d\s+)?(?:[1-9]\d*(?:st|nd|rd|th)\s+)?"
    r"(?:Proceedings\b|Proc\b|Procs\b|Extended Abstracts?\b|Findings of\b|Transactions\b|Journal (?:of|for|on)\b|Lecture Notes"
    r"|Advances in Neural\b|Annual (?:Conference|Meeting|Symposium)\b|Companion\b|Adjunct\b"
    r"|(?:[A-Z][\w/&-]*\s+){0,6}(?:Conference|Workshop|Symposium|Transactions|Journal)\b"
    r"|arXiv\b|bioRxiv\b|medRxiv\b|CoRR\b)"
)
"""How a venue line begins."""

VENUE_WORDS: Final = re.compile(
    r"\b(?:Proceedings|Proc\.|Conference|Conf\.|Workshops?|Symposium|Symp\.|Journal|Transactions|Trans\.|Letters|Magazine"
    r"|Lecture Notes|Extended Abstracts?|Annual Meeting|Congress|Colloquium|Annals|Bulletin|Quarterly|Reviews?|Acta"
    r"|Communications|Revue|Revista|Zeitschrift|Rivista|Actes|Konferenz|Tagung|Tagungsband|Conférence|Conferencia"
    r"|Congreso|Congresso|Colloque|Atti|Anais|Simpósio)(?!\w)"
    r"|(?i:труды|сборник|материалы конф|журнал|вестник|известия|конференци|会议|大会|学报|學報|論文誌|論文集|论文集|研究会|학회|학술|논문지"
    r"|مجلة|مؤتمر|पत्रिका|सम्मेलन)"
)

SINGLE_WORDS: Final = table("""
    nature | science | cell | neuron | brain | blood | gut | lancet | circulation | econometrica | mind | noûs | synthese | ethics | isis | osiris | daedalus | lingua
    language | cognition | ecology | evolution | genetics | heredity | chest | pain | sleep | cancer | oncogene | tetrahedron | langmuir | combinatorica | integers
    interspeech | eurographics | robotica | automatica | biometrika | demography | geology | hydrobiologia | chaos | entropy | sensors | animals | plants | nutrients
    pediatrics | radiology | stroke | diabetes | immunity | thorax | heart | spine | hepatology | endocrinology | neurology | psychometrika | topology | inquiry
    representations | speculum | criticism | antiquity | ethnos | africa | terrain | annales | genèses | langages | euphorion | hermes | philologus | historia
""")
"""Venues of one word, which with a year behind it looks like a town: “Nature 2019”."""
