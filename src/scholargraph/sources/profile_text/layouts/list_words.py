"""The words that lines of a list of works are told apart by: headings, notes, awards, offices, courses; in many languages.

It decides nothing: what is done about a word stands with whoever looks it up. All in lower case.
"""

from __future__ import annotations

from typing import Final

from scholargraph.bibliography.words import table

HEADING_NOUNS: Final = table("""
    journal | journals | article | articles | paper | papers | conference | conferences | workshop | workshops | proceedings | publication
    publications | preprint | preprints | pre-prints | book | books | chapter | chapters | monograph | monographs | thesis | theses | dissertation
    dissertations | report | reports | patent | patents | manuscript | manuscripts | works | writing | writings | editorials | posters | poster
    demos | demonstrations | abstracts | reviews | magazines | magazine | surveys | translations | encyclopedia | entries | commentaries
    contributions | miscellaneous | misc | highlights | tutorials | datasets | software | arxiv | symposia | symposium | volumes | progress
    veröffentlichungen | publikationen | zeitschriftenartikel | zeitschriftenaufsätze | zeitschriftenbeiträge | zeitschriften | aufsätze | artikel
    beiträge | buchbeiträge | buchkapitel | tagungsbeiträge | konferenzbeiträge | konferenzen | tagungsbände | sammelbände | sammelbänden
    herausgeberschaften | herausgeberschaft | monographien | monografien | bücher | dissertationen | abschlussarbeiten | berichte
    rezensionen | arbeitspapiere | qualifikationsschriften | patente | sonstiges | schriften
    revues | revue | chapitres | chapitre | ouvrages | ouvrage | livres | livre | thèse | thèses | communications | colloques | actes
    rapports | brevets | congrès | prépublications | mémoire | mémoires
    artículos | artículo | revistas | revista | capítulos | capítulo | libros | libro | congresos | tesis | comunicaciones | publicaciones
    ponencias | actas | informes | patentes | reseñas
    articoli | rivista | riviste | capitoli | libri | atti | convegno | convegni | tesi | pubblicazioni | contributi | volumi | curatele | recensioni
    artigos | artigo | periódicos | periódico | livros | teses | tese | anais | congressos | publicações | trabalhos
    artikelen | boeken | hoofdstukken | hoofdstuk | proefschrift | publicaties | tijdschriften | tijdschriftartikelen | proefschriften
    artiklar | böcker | kapitel | avhandling | avhandlingar | konferensbidrag | publikationer | artikler | bøger | bøker | tidsskrifter
    artykuły | książki | rozdziały | publikacje | monografie | czasopismach | konferencyjne | články | knihy | kapitoly
    статьи | журналы | журналах | книги | главы | тезисы | диссертация | публикации | препринты | материалы | сборниках | монографии | доклады
    статті | монографії | публікації | книжки | розділи | тези | makaleler | kitaplar | bildiriler | yayınlar | tezler
    מאמרים | ספרים | פרקים | פרסומים | المقالات | الكتب | أبحاث | مقالات | كتب
""")
"""Words one of which every heading among works holds; a title holds none of them alone."""

HEADING_FILLERS: Final = table("""
    and | & | of | in | under | to | for | the | a | with | by | on | at | or | my | our | all | as | from
    refereed | reviewed | peer | peer-reviewed | non | un-refereed | unrefereed | published | unpublished | forthcoming | accepted | submitted | working | review
    selected | recent | other | others | invited | international | national | domestic | full | short | research | major | key | main | representative
    technical | edited | volume | earlier | older | early | current | ongoing | new | work | lightly | archival | non-archival | academic | scientific
    scholarly | popular | public | phd | ph.d | msc | m.sc | master | master's | bachelor | doctoral | book | conference | journal | first | author
    co-authored | coauthored | letters | notes | preparation | press | additional | further | important | english | german | french
    begutachtete | referierte | ausgewählte | weitere | sonstige | wissenschaftliche | eingeladene | und | von | der | die | das | zu | zur | aus | mit | im | für
    begutachteten | nicht | internationale | nationale | eingereichte | peer-review | verfahren | auswahl | andere | aktuelle | deutsche | englische
    à | a | de | d | du | des | dans | les | le | la | l | et | avec | sans | comité | lecture | internationales | internationaux | nationales | nationaux | scientifiques
    direction | collectifs | collectif | autres | vulgarisation | doctorat | sélection | en | cours | soumis | acceptés
    y | con | sin | del | los | las | el | arbitradas | indexadas | internacionales | nacionales | otros | otras | doctoral | divulgación | selección | investigación | científicas | científicos
    e | di | su | in | della | scientifici | scientifiche | altri | altre | internazionali | nazionali | dottorato | selezione | curati
    do | da | dos | das | em | completos | internacionais | nacionais | outros | outras | científicos | doutorado | mestrado | seleção | publicados
    en | van | het | overige | wetenschappelijke | och | i | övriga | og | vetenskapliga | andre | w | innych | inne | wybrane | recenzowane | a | v | ve | uluslararası | ulusal | hakemli
    в | и | на | с | избранные | научные | другие | рецензируемых | конференций | конференциях | у | та | вибрані | наукові | інші | ו | و
""")
"""What else such headings are made of."""

WIDE_HEADING: Final = (
    "査読付き?|査読あり|査読なし|査読|学術|学會|学会|國際|国際|国内|会議|論文誌|論文|雑誌|発表|著書|編著|共著|単著|解説|総説|特許|著作|その他|学位|博士|修士|"
    "紀要|招待|講演|全国大会|全国|大会|研究会|研究|業績|主要|主な|一覧|リスト|原著|ポスター|プロシーディングス|誌|予稿|報告|書籍|翻訳|国際誌|国内誌|"
    "期刊|会议|論文|论文|专著|著作|专利|書籍|书籍|章节|发表|發表|代表|主要|学术|學術|国际|國際|国内|預印本|预印本|其他|年度|最新|精选|精選|"
    "논문|학술지|학술대회|학술|학회|저서|국제|국내|특허|기타|발표|게재|저널|학위|박사|석사|주요|목록|단행본|보고서"
)
"""Parts of such headings in Chinese, Japanese and Korean."""

OTHER_HEADINGS: Final = table("""
    talks | invited talks | selected talks | recent talks | conference presentations | keynotes | keynote talks | invited lectures | lectures | seminars | posters and talks
    talks and presentations | tutorials and talks | awards | honors | honours | honors and awards | honours and awards | awards and honors | awards and honours | prizes | fellowships
    awards & honors | honors & awards | awards and grants | grants | funding | research grants | grants and awards | projects | research projects | scholarships
    education | employment | experience | work experience | academic positions | positions | professional experience | appointments | career | background | training
    teaching | courses | teaching experience | courses taught | current courses | past courses | service | professional service | academic service | professional activities
    activities | community service | reviewing | memberships | editorial boards | program committees | committees | organization | event organization | outreach
    students | phd students | graduate students | current students | former students | alumni | advisees | supervision | group | group members | team | people | collaborators
    news | recent news | updates | announcements | blog posts | contact | contact information | about me | bio | biography | research interests | interests | skills
    languages | hobbies
    vorträge | eingeladene vorträge | auszeichnungen | preise | preise und auszeichnungen | stipendien | drittmittel | projekte | forschungsprojekte | ausbildung | werdegang | lebenslauf
    lehre | lehrveranstaltungen | mitgliedschaften | gutachtertätigkeit | betreute abschlussarbeiten | abschlussarbeiten | kontakt | aktuelles | sprachen | akademische selbstverwaltung
    enseignement | enseignements | responsabilités | prix | distinctions | prix et distinctions | formation | parcours | projets | encadrement | conférences invitées | exposés | contact | actualités
    docencia | premios | formación | proyectos | becas | conferencias invitadas | experiencia | noticias | contacto | didattica | premi | progetti | formazione | ensino | prêmios | projetos
    onderwijs | prijzen | undervisning | priser | nauczanie | nagrody | преподавание | награды | образование | гранты | проекты | доклады | контакты
    受賞 | 受賞歴 | 担当授業 | 担当科目 | 教育 | 経歴 | 略歴 | 学歴 | 職歴 | 所属学会 | 社会活動 | 講演 | 招待講演 | お問い合わせ | 競争的資金 | 研究費 | 获奖 | 教学 | 教育背景 | 工作经历 | 项目 | 荣誉 | 讲座 | 联系方式 | 수상 | 강의 | 학력 | 경력 | 연락처 | 과제
""")
"""Headings of sections that hold no works, whatever their lines look like."""

LINK_WORDS: Final = table("""
    open | access | from | available | at | online | here | get | the | free | full | on | via | see | also | read | more | external | link to | to | file | mb | kb | pages | slides | video
    and | & | und | et | or | web | long version | extended version | short version | camera-ready | camera ready | author version | author's version | accepted version
    acm dl | acm digital library | ieee xplore | proof | proofs | tech report | technical report | results | try it | kaggle | hugging face | huggingface | colab | pypi | youtube | podcast | twitter | x
    request | copy | issn | eprint | handle | jstor | preprint pdf | open-access | projektseite | folien | quellcode | herunterladen | télécharger | code source | vidéo | diapositives | presentación | código
""")
"""Further words of lines that are only links, beside `LINK_LABELS`."""
