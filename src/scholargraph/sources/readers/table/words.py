"""What columns of tables of works are called, and what stands in them for types, states and licences, as tables.

The names of columns are those of the exports of Scopus, Web of Science, Dimensions, PubMed, Zotero, EndNote and Crossref, and
their words in English, German, French and Spanish.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from scholargraph.model import ContributorRole, OpenAccess, PublicationStatus, PublicationType, VenueType
from scholargraph.sources.readers.tabular.columns import fields_of_table, folded

Value = TypeVar("Value")

FIELDS: Final = fields_of_table("""
id: key | eid | item id | record id | publication id | schlüssel | clé | clave | citation key | identifier
title: titel | titre | título | article title | title of paper | paper title | document title | publication title (article) | titel der publikation | titre de l'article | título del artículo | name of publication | work title
alternate_titles: other title | translated title | original title | short title | untertitel | übersetzter titel | titre traduit | título traducido | titre court
authors: author | autor | autoren | autorinnen | autor*innen | verfasser | verfasserin | verfasser*innen | auteur | auteurs | autrices | autores | author(s) | author names | author full names | creator | creators | by | urheber | von
editors: editor | editor(s) | herausgeber | herausgeberin | herausgeber*innen | hrsg | hg | éditeurs scientifiques | éditeur scientifique | editores | editor literario | book editors
translators: translator | übersetzer | übersetzerin | traducteur | traducteurs | traductor | traductores
supervisors: supervisor | betreuer | betreuerin | directeur de thèse | director de tesis | advisor
issued: date | year | publication year | publication date | pub year | year of publication | published | py | jahr | erscheinungsjahr | datum | publikationsjahr | veröffentlichungsdatum | année | année de publication | date de publication | año | fecha | fecha de publicación | año de publicación | issue date | cover date
venue: journal | journal title | source title | source | publication | publication title | published in | container title | conference | conference name | proceedings | proceedings title | book title | zeitschrift | fachzeitschrift | zeitschriftentitel | sammelband | tagungsband | revue | journal / revue | titre de la revue | revista | título de la revista | journal/book | journal or book | container-title | erschienen in
venue_short: journal abbreviation | abbreviated source title | iso abbreviation | journal iso abbreviation | kurztitel der zeitschrift | abréviation | abreviatura
series: series title | book series title | reihe | schriftenreihe | collection | colección | serie
volume: vol | vol. | band | bd | jahrgang | volumen | tome
issue: number of issue | no | no. | nr | nr. | heft | numéro | numero | número | issue number | fascicule
pages: page | page(s) | page range | pp | seiten | seite | s. | páginas | página | pagination | page numbers
first_page: start page | page start | beginning page | first page | seite von | erste seite | première page | página inicial
last_page: end page | page end | ending page | last page | seite bis | letzte seite | dernière page | página final
article_number: art. no. | article no | article no. | artikelnummer | numéro d'article | número de artículo | elocation id | article id
page_count: number of pages | num pages | seitenzahl | nombre de pages | número de páginas | no of pages
doi: doi link | doi url | digital object identifier | article doi
isbn: isbns | isbn13 | isbn-13 | isbn10 | isbn-10 | e-isbn | eisbn
issn: issns | eissn | e-issn | print issn | electronic issn | issn-l | online issn
arxiv: arxiv id | arxiv number
pmid: pubmed id | pubmed | pm id
pmcid: pmc id | pmc | pubmed central id
url: link | links | web | website | webseite | weblink | adresse | lien | enlace | uri | landing page | web address
full_text: pdf | pdf url | pdf link | full text url | fulltext | full text | volltext | texte intégral | texto completo
type: document type | publication type | item type | kind | typ | art | dokumenttyp | publikationstyp | publikationsart | type de document | type de publication | tipo | tipo de documento | tipo de publicación | genre of work | category
genre: genre of text | kind as printed | type of work | thesis type | report type
publisher: verlag | éditeur | maison d'édition | editorial | publisher name
place: place of publication | city | ort | verlagsort | erscheinungsort | lieu | lieu d'édition | lugar | lugar de publicación | publisher location
edition: auflage | édition | edición
number: report number | patent number | standard number | nummer | berichtsnummer | numéro de rapport | número de informe
institution: university | school | hochschule | universität | université | universidad | institution name | degree granting institution
degree: abschluss | diplôme | grado
event: event name | conference title | meeting | veranstaltung | tagung | konferenz | colloque | congreso | événement | evento
abstract: summary | zusammenfassung | kurzfassung | abstrakt | résumé | resumen | abstract note
keywords: keyword | author keywords | tags | schlagwort | schlagwörter | stichwörter | schlüsselwörter | mots-clés | mots clés | palabras clave | subjects | manual tags
language: lang | language of original document | sprache | langue | idioma | lengua
license: licence | lizenz | licencia | license url | licence url
rights: copyright | rechte | droits | derechos
status: publication status | publication stage | stand | état | statut | estado
open_access: oa | oa status | open access status | open-access | accès ouvert | acceso abierto
funder: funders | funding agency | förderer | mittelgeber | financeur | financiador | sponsors
grant: grant number | award number | project number | förderkennzeichen | projektnummer | numéro de projet | número de proyecto
""")
"""The fields of a table of works, each with what its column may be called."""

PEOPLE: Final[Mapping[str, ContributorRole]] = {
    "authors": ContributorRole.AUTHOR,
    "editors": ContributorRole.EDITOR,
    "translators": ContributorRole.TRANSLATOR,
    "supervisors": ContributorRole.SUPERVISOR,
}


def _words(table: Mapping[Value, str]) -> Mapping[str, Value]:
    return {folded(word): value for value, words in table.items() for word in words.split("|")}


_P = PublicationType

TYPES: Final[Mapping[str, PublicationType]] = {
    **{folded(kind.value): kind for kind in _P if kind not in {_P.OTHER, _P.REVIEW}},
    **_words({
        _P.JOURNAL_ARTICLE: "article | journal article | research article | original article | review article | jour | articlejournal | article journal | aufsatz | zeitschriftenaufsatz | zeitschriftenartikel | artikel | article de revue | article de journal | artículo | artículo de revista | letter | short communication | article in press",
        _P.CONFERENCE_PAPER: "conference paper | conference article | inproceedings | proceedings paper | proceedings article | paper conference | cpaper | tagungsbeitrag | konferenzbeitrag | beitrag in tagungsband | communication dans un congrès | acte de colloque | ponencia | comunicación en congreso",
        _P.PREPRINT: "preprint | posted content | working paper preprint | prepublication | prépublication | vorabdruck",
        _P.BOOK: "book | monograph | buch | monographie | monografie | livre | ouvrage | libro | whole book",
        _P.CHAPTER: "book chapter | chapter | incollection | inbook | book section | chap | buchkapitel | kapitel | beitrag in sammelband | chapitre | chapitre d'ouvrage | chapitre de livre | capítulo | capítulo de libro",
        _P.EDITED_BOOK: "edited book | edited volume | collection | sammelband | herausgeberschaft | ouvrage collectif | direction d'ouvrage | libro editado",
        _P.THESIS: "thesis | dissertation | phd thesis | phdthesis | mastersthesis | master's thesis | doctoral thesis | doctoral dissertation | thes | hochschulschrift | doktorarbeit | abschlussarbeit | thèse | thèse de doctorat | tesis | tesis doctoral",
        _P.REPORT: "report | technical report | techreport | tech report | rprt | bericht | forschungsbericht | rapport | informe | informe técnico | working paper | arbeitspapier",
        _P.DATASET: "dataset | data set | data | datensatz | jeu de données | conjunto de datos",
        _P.PATENT: "patent | brevet | patente",
        _P.PRESENTATION: "presentation | talk | poster | speech | vortrag | präsentation | présentation | presentación",
        _P.WEB_ARTICLE: "web page | webpage | web article | blog post | blogpost | website | post weblog | blogbeitrag | webseite | page web | página web",
        _P.NEWS_ARTICLE: "newspaper article | news article | magazine article | zeitungsartikel | article de presse | artículo de prensa",
        _P.SOFTWARE: "software | computer program | computerprogramm | logiciel | programa informático",
        _P.STANDARD: "standard | norm | norme | norma",
        _P.REVIEW: "book review | peer review | rezension | buchbesprechung | compte rendu | reseña",
        _P.AUDIOVISUAL: "audiovisual | video | film | sound recording | podcast | motion picture | vidéo",
        _P.NOTICE: "retraction | retraction notice | erratum | correction | corrigendum",
    }),
}  # fmt: skip
"""Kinds of work as columns name them; “review” alone may be of a book or of a field, and is left open."""

VENUE_TYPES: Final[Mapping[PublicationType, VenueType]] = {
    _P.JOURNAL_ARTICLE: VenueType.JOURNAL,
    _P.NEWS_ARTICLE: VenueType.JOURNAL,
    _P.CONFERENCE_PAPER: VenueType.PROCEEDINGS,
    _P.CHAPTER: VenueType.BOOK,
}
"""What works of a kind appear in."""

STATES: Final[Mapping[str, PublicationStatus]] = _words({
    PublicationStatus.PUBLISHED: "published | final | erschienen | veröffentlicht | publié | publicado",
    PublicationStatus.FORTHCOMING: "forthcoming | in press | accepted | to appear | article in press | im druck | im erscheinen | angenommen | à paraître | sous presse | accepté | en prensa | aceptado",
    PublicationStatus.PREPRINT: "preprint | submitted | under review | eingereicht | soumis | enviado",
})  # fmt: skip

OPEN: Final[Mapping[str, OpenAccess]] = _words({
    OpenAccess.OPEN: "open | yes | true | ja | oui | sí | si | all open access | open access | oa | 1 | x",
    OpenAccess.DIAMOND: "diamond | platinum | diamant | diamond open access",
    OpenAccess.GOLD: "gold | gold open access | all open access gold | doré",
    OpenAccess.HYBRID: "hybrid | hybrid open access | hybrid gold open access | all open access hybrid gold",
    OpenAccess.BRONZE: "bronze | bronze open access | all open access bronze",
    OpenAccess.GREEN: "green | green open access | all open access green | grün",
    OpenAccess.CLOSED: "closed | no | false | nein | non | closed access | 0",
})  # fmt: skip

DEGREES: Final[Mapping[str, str]] = _words({
    "phd": "phd | ph.d. | dphil | doctorate | doctoral | doctor of philosophy | promotion | doktor | doctorat | doctorado | phd thesis | doctoral thesis | doctoral dissertation | phdthesis | thèse de doctorat | tesis doctoral | doktorarbeit",
    "ms": "ms | msc | m.sc. | m.s. | master of science",
    "ma": "ma | m.a. | master of arts | magister artium",
})  # fmt: skip

LICENCES: Final[Mapping[str, str]] = {
    folded(f"{prefix} {code}{version}"): f"creativecommons.org/licenses/{code.lower()}/{version.strip()}/"
    for prefix in ("CC", "Creative Commons")
    for code in ("BY", "BY-SA", "BY-NC", "BY-ND", "BY-NC-SA", "BY-NC-ND")
    for version in (" 4.0", " 3.0", " 2.5", " 2.0")
} | {
    **dict.fromkeys(map(folded, ("CC0", "CC0 1.0", "CC0-1.0", "CC 0")), "creativecommons.org/publicdomain/zero/1.0/"),
}
"""Licences by the short names that Creative Commons and SPDX give them; one without its version is no licence for certain."""
