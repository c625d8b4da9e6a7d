"""The words that offices are read by: titles, units of organisations, words of the past and of what is to come.

It reads nothing. All in lower case but where a capital tells a name from a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from scholargraph.bibliography.words import table

# ── English ─────────────────────────────────────────────────────────────────────────────────────────────────────────

NOUNS: Final = table("""
    scientist | engineer | researcher | professor | lecturer | director | manager | lead | co-lead | head | fellow
    architect | developer | designer | analyst | linguist | economist | statistician | mathematician | physicist
    evangelist | officer | president | chair | leader | reader | instructor | programmer | technologist | postdoc
    member | vp | strategist | librarian | curator | chemist | biologist | neuroscientist | psychologist | sociologist
    astronomer | historian | philosopher | geologist | ecologist | anthropologist | archaeologist | epidemiologist
    consultant | specialist | investigator | dean | provost | rector | affiliate | associate | assistant | archivist
    surgeon | physician | psychiatrist | nephrologist | neurologist | cardiologist | oncologist | radiologist
    pathologist | virologist | immunologist | post-doc | cto | ceo | bioinformatician | technician | intern
    professorship | student | candidate
""")
"""The last word of a title."""
STUDENTS: Final = table("student | candidate")
"""Titles of those who study; an office only with one of `DOCTORAL` before it."""
DOCTORAL: Final = table("phd | ph.d. | ph.d | d.phil. | dphil | doctoral | graduate | postgraduate")
ACADEMIC: Final = table("professor | lecturer | reader | instructor | chair | professorship")
"""Titles that a field goes with: “Reader in the History of Science”."""
MEMBERS: Final = table(
    "lead | co-lead | head | director | member | president | chair | manager | leader | fellow | dean"
)
"""Titles that say of what: “head of Nimbus Labs”."""
HONOURED: Final = table("fellow | member")
"""Of these “of” says an honour or a society, and no office: “Fellow of the Guild of Data”."""
TIES: Final = table("member | co-lead | affiliate")
"""Titles that tie a person to an organisation without a post at it."""
REFUSED: Final = table("""
    and | or | who | that | which | former | retired | ex | past | emeritus | emerita | honorary | aspiring | incoming
    not | no | longer | being | like | son | daughter | fan | friend | of | at | in | for | with | to | former, | previous
    outgoing | one | self-described | self-taught | by | as | from | future | next | would-be | deceased | late | under | on
    whose | former- | ex- | once | never | neither | nor | wife | husband | partner | designate | elect | advised | my | his
    her | their | our | your | prospective | wannabe
""")
"""Words that make what follows no office of today, or none of the person."""
ARTICLES: Final = table("a | an | the")
NEEDS_NO_ARTICLE: Final = table("""
    co-lead | lead | head | principal | distinguished | director | president | chair | professor | lecturer | associate
    assistant | senior | dean | reader | full
""")
AFTER_ORGANIZATION: Final = re.compile(
    r"(?:[.,;:!?)—–|]|$)|(?:and|where|who|working|leading|focusing|focused|based|in|with|since|but|whose|while|as|on|specializing"
    r"|interested|exploring|developing|studying|advised|supervised|seit|wo|und|où|et|depuis|donde|y|desde|dove|e|dal|onde|waar|en"
    r"|sinds|-)(?!\w)|[—–-]\s"
)
"""What may stand right after the name of an organisation in running text, its end being sure then."""

PAST: Final = re.compile(
    r"\b(?:until|retired|used to|no longer|from (?:18|19|20)\d\d|(?:18|19|20)\d\d\s?[-–—]\s?\d|to (?:18|19|20)\d\d"
    r"|bis (?:\w+ )?(?:19|20)\d\d|jusqu['’]en|jusqu['’]à|hasta|fino al?|até|tot (?:\w+ )?(?:19|20)\d\d|ehemalig\w*|ancienne?|ex-\w+"
    r"|[ée]m[ée]rit\w*|emerit\w*|im Ruhestand|pensioniert|retrait[ée]e?|jubilad[oa]|pensionato|aposentad[oa]|gepensioneerd"
    r"|nicht mehr|ne \w+ plus|ya no|non più|niet meer|não \w+ mais)\b"
    r"|\b(?:18|19|20)\d\d\s?[-–—]\s?\d",
    re.IGNORECASE,
)
"""Words that make a whole sentence one about the past."""
EARLIER: Final = re.compile(
    r"\b(?:previously|formerly|earlier|before that|früher|zuvor|vormals|auparavant|précédemment|anteriormente|antes"
    r"|precedentemente|già|voorheen|eerder|former|past)\b",
    re.IGNORECASE,
)
"""Words of the past that may belong to what follows them only."""
TO_COME: Final = re.compile(
    r"\b(?:(?:starting|beginning|commencing|effective|as of|from|ab|à partir|a partir|dal|vanaf)\b[^.;]{0,24}(?:20\d\d|next|soon|nächst\w*)"
    r"|will (?:be|join|start|become|take)|incoming|designate|-elect|soon|upcoming|künftig\w*|zukünftig\w*|wird (?:ab|im)|futur[ea]?|future"
    r"|próximamente|prossimo|toekomstig\w*)\b",
    re.IGNORECASE,
)
"""Words that make it a plan."""
OTHERS: Final = re.compile(
    r"\b(?:advis[oe]rs?|advised|supervis(?:ors?|ed)|mentor\w*|husband|wife|partner|father|mother|brother|sister|parents?|son|daughter"
    r"|friends?|colleagues?|co-authors?|student of|(?:together|works|working|worked|work|collaborat\w+) with|with [A-Z]\w+ [A-Z]"
    r"|[Bb]etreuer\w*|Doktorvater|Doktormutter|directeur de thèse|directrice de thèse|mari|épouse|tutor[ae]?|directora? de tesis|relatore"
    r"|orientador[a]?|promotor|[Mm]y|[Mm]eine?|[Mm]on|[Mm]a)\b"
)
"""Words that bring in somebody else, whom “he” or “she” could mean from there on."""

# ── organisations ───────────────────────────────────────────────────────────────────────────────────────────────────

GENERIC: Final = table("""
    department | dept | dept. | school | faculty | division | office | team | group | section | unit | area | field | ai | ml
    nlp | hci | ux | hr | it | usa | us | uk | uae | eu | nyc | sf | dc | la | pm | r&d | phd | cs | product | engineering
    fachbereich | fakultät | lehrstuhl | abteilung | arbeitsgruppe | professur | département | faculté | departamento | facultad
    dipartimento | facoltà | faculdade | faculteit | vakgroep | afdeling | équipe | ufr | chair
""")
"""First words of what is a part of an organisation, or none."""
ALONE_NOTHING: Final = table("""
    university | college | institute | laboratory | lab | labs | center | centre | academy | hospital | museum | research
    universität | hochschule | institut | zentrum | université | universidad | universidade | università | universiteit
    instituto | istituto | the | polytechnic | company
""")
"""Words of names of organisations that name none alone."""
UNITS: Final = table("""
    department | dept | dept. | school | faculty | division | team | group | section | unit | lab | laboratory | institute
    center | centre | chair | program | programme | college | project | initiative | institut | lehrstuhl | fakultät
    fachbereich | abteilung | arbeitsgruppe | forschungsgruppe | professur | fachgebiet | arbeitsbereich | gruppe | zentrum
    département | laboratoire | équipe | faculté | ufr | unité | centre | école | groupe | departamento | facultad | instituto | escuela
    grupo | área | dipartimento | facoltà | scuola | laboratorio | gruppo | sezione | istituto | faculdade | escola
    laboratório | faculteit | vakgroep | afdeling | groep | instituut | seminar
""")
"""Words that name a part of an organisation, which then stands further on."""
LAST_UNITS: Final = table(
    "group | team | department | division | section | unit | lab | program | programme | gruppe | project"
)
"""Last words of a part: “Human-AI Collaboration group”."""
SMALL_PARTS: Final = GENERIC | table("""
    قسم | كلية | معهد | המחלקה | החוג | הפקולטה | кафедра | факультет | отдел
    arbeitsbereich | fachgebiet | forschungsgruppe | gruppe | grupo | gruppo | groupe | groep | área | sezione | unité | seminar
""")
"""First words of a part that is stated for no organisation, even where nothing larger is named."""
HIGHEST: Final = re.compile(
    r"\b(?:Universi\w+|Univ\.|[Hh]ochschule|Hogeschool|\w*[Uu]niversität|\w*[Uu]niversiteit|Polytech\w+|Politécnic\w+|Politecnico|Politechnika"
    r"|universitet\w*|Uniwersytet\w*|Univerz\w+|[Yy]liopisto|\w+yliopisto|[Hh]ögskola\w*|Üniversitesi|[Πα]ανεπιστήμιο|[Уу]ниверситет|[Уу]ніверситет|جامعة|אוניברסיט\w+"
    r"|ETH|EPFL|\w*[Hh]ochschule|Institute of (?:Science and )?Technology|College|Institut [Pp]olytechnique|École [Nn]ormale)\b"
    r"|大学|大學|대학교|学院$"
)
"""What is the whole and not a part of one: a university, or what stands for one."""
UNIVERSITY: Final = re.compile(r"\bUniversit|\bUniversidad|\bUniversidade|\bPolitecnico|\bPolytechnic|\bETH\b|大学")
ORGANISATIONS: Final = re.compile(
    r"\b(?:Universit|Univ\.|Institut|Lab\b|Labs\b|Laborator|Research\b|Group\b|Team\b|Google\b|College\b|Centre\b|Center\b|Company\b"
    r"|Inc\b|Ltd\b|LLC\b|Corporation\b|Foundation\b|Academy\b|Society\b|Association\b|Council\b|Museum\b|Hospital\b|Polytechnic"
    r"|Politecnico|Politécnic|École|Agency\b|Ministry\b|Observatory\b|Consortium\b|Organization\b|Organisation\b|Brain\b|Studio|School of"
    r"|School\b|Universidad|[Hh]ochschule|Hogeschool|Akademie|Klinikum|Zentrum|GmbH\b|Laborato|Centro\b|Escuela|Escola|Scuola|Fundación|Fundação|Fondazione"
    r"|Consejo|Consiglio|Inria\b|Polytechnique|\w*[Uu]niversität|\w*[Uu]niversiteit|Istituto|Stiftung|Bibliothek|Bibliothèque|Musée|Hôpital"
    r"|Krankenhaus|Ospedale|Ziekenhuis|Library\b|Clinic\b|Bank\b|Bureau\b|Commission\b|Trust\b|Systems\b|Technologies\b)"
)
"""Words that say that a proper name is that of an organisation."""
JOINING: Final = table("""
    of | for | de | di | der | du | la | le | del | des | do | da | the | & | zu | für | van | von | della | degli | dei
    delle | dello | dell' | dell’ | d' | d’ | l' | l’ | los | las | el | het | voor | y | i | e | am | dos | das | pour
""")
"""Small words inside the name of an organisation."""

# ── other languages ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Tongue:
    """How a language says what somebody is; each a piece of a regular expression.

    `title` is a title with the words that belong to it, `field` what leads to the field of it, `place` what leads to an
    organisation, `strong` such that any proper name after it is one. `says` are the beginnings of a sentence, with {name}
    for the person; `works` those that go on with a place; `role` leads from there to the title.
    """

    title: str
    field: str
    place: str
    strong: str
    article: str
    says: tuple[str, ...]
    works: tuple[str, ...]
    role: str
    students: str


_ADVERBS: Final = (
    r"(?:\s+(?:derzeit|aktuell|zurzeit|zur Zeit|momentan|heute|gegenwärtig|auch|außerdem|zudem|seit (?:\w+ )?(?:19|20)\d\d"
    r"|actuellement|aussi|également|depuis (?:\w+ )?(?:19|20)\d\d|aujourd['’]hui|actualmente|también|hoy|ahora"
    r"|desde (?:\w+ )?(?:19|20)\d\d|attualmente|anche|oggi|dal (?:19|20)\d\d|atualmente|também|hoje"
    r"|momenteel|thans|ook|nu|sinds (?:\w+ )?(?:19|20)\d\d)){0,3}\s+"
)

GERMAN: Final = Tongue(
    title=(
        r"(?:(?:[Ww]issenschaftliche[rn]?|[Aa]kademische[rn]?|[Oo]rdentliche[rn]?|[Aa]ußerordentliche[rn]?|[Aa]ußerplanmäßige[rn]?"
        r"|[Ll]eitende[rn]?|[Aa]ssoziierte[rn]?|[Vv]olle[rn]?|W[123]-|[Aa]pl\.|[Gg]eschäftsführende[rn]?|[Ss]tudentische[rn]?)\s?){0,2}"
        r"(?:(?:Junior|Senior|Stiftungs|Universitäts|Honorar|Gast|Assistenz|Vertretungs)?[Pp]rofessor(?:in)?|Mitarbeiter(?:in)?|Rat|Rätin|Oberrat|Oberrätin"
        r"|Privatdozent(?:in)?|Dozent(?:in)?|Lehrstuhlinhaber(?:in)?|Postdoktorand(?:in)?|Postdoc|Doktorand(?:in)?|Lehrbeauftragte[rn]?|Direktor(?:in)?"
        r"|Wissenschaftler(?:in)?|Forscher(?:in)?|Oberassistent(?:in)?|Assistent(?:in)?|Studienrat|Studienrätin"
        r"|Universitätsassistent(?:in)?|Oberarzt|Oberärztin|Chefarzt|Chefärztin|Ingenieur(?:in)?|Entwicklungsingenieur(?:in)?)(?!\w)(?:\s\((?:W[123]|Postdoc|post-doc|praedoc)\))?"
    ),
    field=r"\s+(?:für|der)\s+",
    place=r"\s+(?:an der|an dem|am|an|bei der|bei dem|beim|bei|in der|im|der|des)\s+",
    strong=r"\s+(?:bei|bei der|beim)\s+",
    article=r"(?:eine?|der|die)\s+",
    says=(
        rf"(?:Ich bin|(?:{{name}}|Sie|Er) ist){_ADVERBS}",
        rf"(?:Seit (?:\w+ )?(?:19|20)\d\d|Derzeit|Aktuell|Zurzeit) (?:bin ich|ist (?:{{name}}|sie|er)){_ADVERBS}",
        rf"(?:Ich (?:arbeite|forsche|lehre)|(?:{{name}}|Sie|Er) (?:arbeitet|forscht|lehrt)){_ADVERBS}als (?:eine?|eine[rn] )?",
    ),
    works=(rf"(?:Ich (?:arbeite|forsche|lehre)|(?:{{name}}|Sie|Er) (?:arbeitet|forscht|lehrt))(?={_ADVERBS})",),
    role=r"\s+als\s+",
    students=r"Doktorand",
)
FRENCH: Final = Tongue(
    title=(
        r"(?:[Pp]rofesseure?|[Mm]a[iî]tre(?:sse)? de [Cc]onférences|[Cc]hargée? de [Rr]echerches?|[Dd]irect(?:eur|rice) de [Rr]echerches?"
        r"|[Cc]hercheu(?:r|se|re)|[Ee]nseignante?[- ][Cc]hercheu(?:r|se|re)|[Ii]ngénieure? de [Rr]echerches?|[Ii]ngénieure? d['’][Éé]tudes|[Dd]octorante?"
        r"|[Pp]ost-?[Dd]octorante?|[Dd]irect(?:eur|rice) scientifique|[Aa]ttachée? de [Rr]echerches?|[Aa]ttachée? temporaire d['’]enseignement et de recherche"
        r"|[Mm]a[iî]tre(?:sse)? d['’]enseignement et de recherche|[Cc]hargée? de [Cc]ours)(?!\w)"
        r"(?:\s(?:associée?|assistante?|titulaire|invitée?|agrégée?|des universités|des Universités|ordinaire|adjointe?|extraordinaire"
        r"|hors classe|de classe normale|de classe exceptionnelle|CNRS|Inria|principale?|HDR)){0,2}"
    ),
    field=r"\s+(?:d['’]|de |en |du |des )(?:l['’]|la )?",
    place=r"\s+(?:à l['’]|à la|à|au sein de l['’]|au sein du|au sein de la|au|aux|chez|de l['’]|dans l['’]|dans le|dans la)\s*",
    strong=r"\s+chez\s+",
    article=r"(?:une?|la|le|l['’])\s*",
    says=(
        rf"(?:Je suis|(?:{{name}}|Elle|Il) est){_ADVERBS}",
        rf"(?:Je travaille|(?:{{name}}|Elle|Il) travaille){_ADVERBS}(?:comme|en tant que) (?:une? )?",
    ),
    works=(rf"(?:Je travaille|(?:{{name}}|Elle|Il) travaille)(?={_ADVERBS})",),
    role=r"\s+(?:comme|en tant que)\s+",
    students=r"[Dd]octorant",
)
SPANISH: Final = Tongue(
    title=(
        r"(?:[Pp]rofesora?|[Cc]atedrátic[oa]|[Ii]nvestigadora?|[Dd]octorand[oa]|[Pp]osdoc|[Dd]irectora? de [Ii]nvestigación|[Cc]ientífic[oa] titular"
        r"|[Ii]ngenier[oa] de [Ii]nvestigación|[Dd]ocente|[Jj]ef[ea] de (?:[Ss]ección|[Ss]ervicio|[Dd]epartamento))(?!\w)"
        r"(?:\s(?:[Tt]itular|[Aa]sociad[oa]|[Aa]yudante(?: [Dd]octora?)?|[Cc]ontratad[oa](?: [Dd]octora?)?|[Aa]sistente|[Pp]rincipal|[Ii]nterin[oa]|[Aa]djunt[oa]"
        r"|[Pp]ermanente|[Pp]osdoctoral|[Pp]redoctoral|[Pp]len[oa]|de [Uu]niversidad|[Ss]enior)){0,2}"
    ),
    field=r"\s+(?:de|en(?! el | la )|del)\s+(?:la |las |los |el )?",
    place=r"\s+(?:en el|en la|en|del|de la)\s+",
    strong=r"(?!)",
    article=r"(?:una?|el|la)\s+",
    says=(
        rf"(?:(?:Yo )?[Ss]oy|(?:{{name}}|Ella|Él) es){_ADVERBS}",
        rf"(?:Trabajo|(?:{{name}}|Ella|Él) trabaja){_ADVERBS}como (?:una? )?",
    ),
    works=(rf"(?:Trabajo|(?:{{name}}|Ella|Él) trabaja)(?={_ADVERBS})",),
    role=r"\s+como\s+",
    students=r"[Dd]octorand",
)
ITALIAN: Final = Tongue(
    title=(
        r"(?:[Pp]rofessor(?:e|essa)|[Rr]icercat(?:ore|rice)|[Dd]ottorand[oa]|[Aa]ssegnista di [Rr]icerca|[Dd]irett(?:ore|rice) di [Rr]icerca"
        r"|[Pp]rim[oa] [Rr]icercat(?:ore|rice)|[Dd]irigente di [Rr]icerca|[Tt]ecnolog[oa]|[Bb]orsista)(?!\w)"
        r"(?:\s(?:[Oo]rdinari[oa]|[Aa]ssociat[oa]|[Aa]ggregat[oa]|a contratto|straordinari[oa]|universitari[oa]|a tempo determinato|confermat[oa]|senior)){0,2}"
    ),
    field=r"\s+(?:di|in|del|della|dello)\s+",
    place=r"\s+(?:presso l['’]|presso il|presso la|presso lo|presso|all['’]|alla|allo|al|dell['’]|della|del|nell['’]|nel|nella)\s*",
    strong=r"\s+presso\s+",
    article=r"(?:una?|il|la|un['’])\s*",
    says=(
        rf"(?:(?:Io )?[Ss]ono|(?:{{name}}|Lei|Lui) è|È){_ADVERBS}",
        rf"(?:Lavoro|(?:{{name}}|Lei|Lui) lavora){_ADVERBS}come (?:una? )?",
    ),
    works=(rf"(?:Lavoro|(?:{{name}}|Lei|Lui) lavora)(?={_ADVERBS})",),
    role=r"\s+come\s+",
    students=r"[Dd]ottorand",
)
PORTUGUESE: Final = Tongue(
    title=(
        r"(?:[Pp]rofessora?|[Pp]esquisadora?|[Ii]nvestigadora?|[Dd]outorand[oa]|[Pp]ós-doutorand[oa]|[Dd]ocente|[Cc]ientista)(?!\w)"
        r"(?:\s(?:[Tt]itular|[Aa]ssociad[oa]|[Aa]djunt[oa]|[Aa]ssistente|[Aa]uxiliar|[Cc]atedrátic[oa]|[Pp]rincipal|[Ss]ênior|[Cc]olaboradora?|[Dd]outora?)){0,2}"
    ),
    field=r"\s+(?:de|em|do|da)\s+",
    place=r"\s+(?:na|no|da|do|em)\s+",
    strong=r"(?!)",
    article=r"(?:uma?|[oa])\s+",
    says=(
        rf"(?:(?:Eu )?[Ss]ou|(?:{{name}}|Ela|Ele) é|É|Atualmente,? é){_ADVERBS}",
        rf"(?:Trabalho|(?:{{name}}|Ela|Ele) trabalha){_ADVERBS}como (?:uma? )?",
    ),
    works=(rf"(?:Trabalho|(?:{{name}}|Ela|Ele) trabalha)(?={_ADVERBS})",),
    role=r"\s+como\s+",
    students=r"[Dd]outorand",
)
DUTCH: Final = Tongue(
    title=(
        r"(?:(?:[Gg]ewoon|[Bb]uitengewoon|[Bb]ijzonder|[Uu]niversitair|[Ww]etenschappelijk|[Ss]enior|[Vv]oltijds)\s){0,2}"
        r"(?:[Hh]oogleraar|[Hh]oofddocente?|[Dd]ocente?|[Uu]niversitair docente?|[Oo]nderzoek(?:er|ster)|[Mm]edewerk(?:er|ster)|[Pp]romovend(?:us|a)"
        r"|[Ll]ector|[Pp]rofessor|[Pp]ostdoc)(?!\w)"
    ),
    field=r"(?:\s+(?:in de |van de |voor |in |van )|\s+(?=[a-z]|\w+(?:ica|kunde|logie|recht|techniek|wetenschap\w*)(?!\w)))(?!aan|bij)",
    place=r"\s+(?:aan de|aan het|aan|bij de|bij het|bij|van de|van het|op het|in het)\s+",
    strong=r"\s+bij\s+",
    article=r"(?:een|de|het)\s+",
    says=(
        rf"(?:Ik ben|(?:{{name}}|Zij|Ze|Hij) is){_ADVERBS}",
        rf"(?:Ik werk|(?:{{name}}|Zij|Ze|Hij) werkt){_ADVERBS}als (?:een )?",
    ),
    works=(rf"(?:Ik werk|(?:{{name}}|Zij|Ze|Hij) werkt)(?={_ADVERBS})",),
    role=r"\s+als\s+",
    students=r"[Pp]romovend",
)
_NO: Final = r"(?!)"


def _titles(title: str, students: str = _NO) -> Tongue:
    """Give a language of which only title lines are read, as its words change with what is said of them."""
    return Tongue(title, r"\s+", _NO, _NO, _NO, (), (), _NO, students)


LINE_TONGUES: Final = (
    _titles(
        r"(?:[Сс]тарший |[Вв]едущий |[Гг]лавный |[Мм]ладший )?(?:[Пп]рофессор|[Дд]оцент|[Пп]реподаватель|[Аа]спирант(?:ка)?|[Нн]аучный сотрудник|[Аа]систент|[Аа]ссистент"
        r"|[Пп]рофесор|[Сс]тарший викладач|[Нн]ауковий співробітник)(?!\w)",
        r"[Аа]спирант",
    ),
    _titles(r"(?:أستاذة?(?: (?:مشاركة?|مساعدة?|كرسي))?|محاضرة?|باحثة?(?: رئيسية?| أولى?)?|مدرسة?)(?!\w)"),
    _titles(
        r"(?:פרופסור(?:ית)?(?: חבר(?:ה)?| מן המניין)?|מרצה(?: בכיר(?:ה)?)?|חוקר(?:ת)?(?: בכיר(?:ה)?)?|דוקטורנט(?:ית)?)(?!\w)"
    ),
    _titles(
        r"(?:[Αα]ναπληρ\w+ |[Εε]πίκουρ\w+ )?(?:[Κκ]αθηγητής|[Κκ]αθηγήτρια|[Ερε]ρευνητής|[Εε]ρευνήτρια|[Λλ]έκτορας)(?!\w)"
    ),
    _titles(
        r"(?:[Uu]niversitetslektor|[Ll]ektor|[Ff]orskare|[Dd]oktorand|[Ff]ørsteamanuensis|[Ff]orsker|[Aa]djunkt|[Ss]tipendiat|[Yy]liopistonlehtori|[Pp]rofessori|[Tt]utkijatohtori"
        r"|[Aa]diunkt|[Pp]rofesor (?:uczelni|nadzwyczajny|zwyczajny)|[Dd]ocent|[Oo]dborný asistent|[Pp]rofesör|[Dd]oçent|[Dd]oktor [Öö]ğretim [Üü]yesi)(?!\w)",
        r"[Dd]oktorand|[Ss]tipendiat",
    ),
)
TONGUES: Final = (GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE, DUTCH)

TITLE_LABELS: Final = re.compile(
    r"(?:current )?(?:position|job title|academic title|academic rank|title|职称|職称|职位|职务|職名|役職|직위|직급|должность|посада|funktion|stellung|fonction|poste|cargo|puesto"
    r"|categoría(?: profesional)?|qualifica|ruolo|functie|stanowisko)\s*[:：]\s*",
    re.IGNORECASE,
)
PLACE_LABELS: Final = re.compile(
    r"(?:affiliation|institution|organi[sz]ation|employer|university|workplace|单位|所在单位|工作单位|所属|所属機関|勤務先|소속|소속기관|место работы|місце роботи|организация"
    r"|établissement|employeur|institución|universidad|instituição|universidade|ateneo|università|werkgever|universiteit|instelling|universität|hochschule|uczelnia)\s*[:：]\s*",
    re.IGNORECASE,
)
"""What stands before a title, and before an organisation, on a page that puts labels before both."""
EAST_ASIAN_TITLES: Final = table("""
    教授 | 准教授 | 副教授 | 助教 | 助理教授 | 特任教授 | 特任准教授 | 特任助教 | 講師 | 讲师 | 研究員 | 研究员 | 副研究员 | 助理研究员 | 主任研究員
    上席研究員 | 主任研究員 | 特任研究員 | 博士研究員 | 博士研究生 | 博士生 | 特聘教授 | 讲席教授 | 客員教授 | 교수 | 부교수 | 조교수 | 정교수 | 연구원 | 선임연구원 | 책임연구원 | 박사과정
""")
"""Titles that stand alone after, or before, the name of an organisation."""
EAST_ASIAN_PLACE: Final = re.compile(
    r"[^\s,，、|｜/／()（）]{1,20}?(?:大学|大學|研究所|研究院|대학교|연구소|연구원)(?!院)"
)
"""The name of an organisation in Chinese, Japanese or Korean; a part of it may follow."""
