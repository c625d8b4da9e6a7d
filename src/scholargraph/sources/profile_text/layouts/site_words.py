"""The words that the pages of dblp, ORCID and Microsoft Research are recognised by, in the languages that they are shown in.

It decides nothing: what is done about a word stands with the layout of each site. All in lower case, without end marks.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.bibliography.words import table

# ── dblp ────────────────────────────────────────────────────────────────────────────────────────────────────────────

DBLP_WORDS: Final = table("""
    view | unpaywalled version | references & citations | details & citations | details & citations @ openalex | authority control
    export record | export bibliography | bibtex | ris | rdf n-triples | rdf turtle | rdf/xml | xml | rss | plain text | dblp key
    ask others | google | google scholar | semantic scholar | internet archive scholar | citeseerx | pubpeer | orcid | share record
    share bibliography | twitter | x | bluesky | reddit | bibsonomy | linkedin | facebook | mastodon | persistent url | [contents]
    journal articles | conference and workshop papers | informal and other publications | books and theses | editorship
    parts in books or collections | reference works | data and artifacts | withdrawn items | table of contents in dblp | no options
    temporarily not available | refine list | refine by author | refine by venue | refine by type | refine by access | see faq | note
    dismiss all constraints | view refined list in | dblp search | refinements active! | help us | stop the war! | top | details
    authored and edited | image | bibtex | download as .bib file | electronic edition | access | open access | peer review
    what is the meaning of the colors in the publication lists? | how can i correct errors in dblp? | other persons with the same name
    what is the meaning of the colors in the coauthor index? | how does dblp detect coauthor communities? | dblp | blog | statistics
""")
"""What stands in the menus of an entry or between entries."""

DBLP_ABBREVIATIONS: Final = table("""
    acad. | account. | acoust. | adapt. | adm. | admin. | adv. | aerosp. | agric. | alg. | am. | amer. | anal. | angew. | ann.
    anthropol. | appl. | approx. | arch. | archaeol. | archit. | artif. | assist. | assoc. | astron. | astrophys.
    asymptot. | atmos. | aust. | australas. | aut. | autom. | automat. | auton. | behav. | bioeng. | bioinform. | biol.
    biom. | biomed. | biometr. | bull. | bus. | calc. | can. | cartogr. | chem. | cheminform. | chin. | circ. | civ.
    classif. | clin. | clust. | cogn. | coll. | collab. | comb. | comm. | commer. | commun. | compet. | compos. | comput.
    concurr. | conf. | conserv. | constr. | consum. | contemp. | contr. | cooper. | corp. | creat. | crit. | cryptogr.
    cryptol. | cult. | curr. | cybern. | datenbank. | datensch. | decis. | democr. | dev. | devel. | digit. | discov.
    discret. | distrib. | doc. | dyn. | dynam. | ecol. | econ. | econom. | educ. | electr. | electron. | elektron. | embed.
    emerg. | emot. | empir. | endow. | eng. | engin. | enterp. | entertain. | environ. | ergonom. | eur. | eval. | evol.
    exch. | exp. | exper. | explor. | ext. | finan. | funct. | fundam. | fut. | gener. | genet. | genom. | geogr.
    geol. | geom. | geophys. | geosci. | glob. | gov. | herit. | heterog. | heurist. | hist. | hum. | hydroinf.
    hydrol. | illum. | imag. | impl. | improv. | ind. | inf. | inform. | inst. | instr. | instrum. | int. | integr. | intell.
    interact. | interdiscip. | internat. | invest. | isr. | ital. | j. | jap. | jpn. | knowl. | kybern. | lang.
    learn. | lect. | lett. | libr. | ling. | linguist. | lit. | logist. | mach. | mag. | magn. | maint. | manag.
    manuf. | mat. | mater. | math. | meas. | mech. | medic. | mem. | metaheur. | meteorol. | microelectron.
    microprocess. | microsyst. | microw. | mob. | modell. | mol. | monit. | multidiscip. | multim. | multimed. | nachr.
    nanotechnol. | nat. | navig. | netw. | neurocomput. | neurosci. | newsl. | nucl. | numer. | nurs. | nutr. | obj. | oper.
    opt. | optim. | optoelectron. | ord. | org. | organ. | patt. | perform. | pers. | perspect. | perv. | pharm. | philos.
    photogramm. | photon. | phys. | physiol. | plann. | pol. | polit. | pract. | priv. | probab. | probl. | proc. | prod.
    prof. | progr. | proj. | psychol. | publ. | qual. | quant. | quart. | radiol. | reason. | rec. | recognit. | refrig.
    regul. | rehabil. | reinf. | rel. | relat. | reliab. | relig. | reprod. | repub. | res. | resil. | resour. | rev.
    rob. | robot. | rundsch. | sc. | scand. | sched. | schol. | sci. | scient. | scientometr. | secur. | sel. | semant.
    semicond. | sens. | ser. | serv. | simul. | sist. | soc. | sociol. | softw. | softwaretechn. | spat. | spec. | spectr.
    stat. | statist. | stoch. | strateg. | struct. | supercomput. | suppl. | surg. | surv. | sustain. | symb. | symp.
    synth. | syst. | technol. | technolog. | tel. | telecommun. | telemat. | theor. | ther. | therap. | topol.
    toxicol. | trans. | transact. | transp. | transplant. | trib. | ultrason. | univ. | univers. | veh. | verif. | vet. | vib.
    vis. | wirel. | wirtsch. | z. | zeitschr. | zh.
""")
"""How the names of journals are shortened; a title hardly ever ends in one of these."""

DBLP_SHORT_OR_WHOLE: Final = table(
    "control. | model. | process. | program. | part. | comp. | art. | method. | def. | plan. | found. | lab. | log. | rep. | tech. | med. | stud."
)
"""Words of such names that also end titles."""

# ── ORCID ───────────────────────────────────────────────────────────────────────────────────────────────────────────

ORCID_WORKS: Final = table("""
    works | werke | obras | travaux | lavori | trabalhos | 作品 | 成果 | 研究作品 | 仕事 | 業績 | 연구들 | 연구업적 | работы | çalışmalar
    prace | díla | práce | أعمال
""")
ORCID_EMPLOYMENT: Final = table("""
    employment | arbeitsverhältnisse | empleo | emploi | occupazione | emprego | 任职经历 | 就业 | 就業狀態 | 雇用 | 고용상태 | работа
    трудоустройство | iş | zatrudnienie | zaměstnání | التوظيف | الوظيفة
""")
ORCID_BIOGRAPHY: Final = table("""
    biography | biografie | biografía | biographie | biografia | 简历 | 簡歷 | 経歴 | 자기소개 | биография | biyografi | životopis
    سيرة شخصية
""")
ORCID_KEYWORDS: Final = table("""
    keywords | keyword | schlüsselwörter | palabras clave | mots clés | mots-clés | parole chiave | palavras-chave | 关键字 | 關鍵字 | キーワード
    키워드 | ключевые слова | anahtar kelimeler | słowa kluczowe | klíčová slova | كلمات مفتاحية
""")
ORCID_ACTIVITIES: Final = table("""
    activities | aktivitäten | actividades | activités | attività | atividades | 活动 | 活動 | アクティビティ | 활동 | мероприятия | faaliyetler
    działalność | aktivity | الأنشطة
""")
ORCID_OTHER_SECTIONS: Final = table("""
    education and qualifications | education | qualifications | invited positions and distinctions | membership and service
    professional activities | funding | research resources | featured works | peer review | invited positions | distinctions
    memberships | service | ausbildung und qualifikationen | eingeladene positionen und auszeichnungen | mitgliedschaft und dienst
    berufliche tätigkeiten | finanzierung | forschungsressourcen | hervorgehobene werke | peer-review | educación y titulaciones
    posiciones invitadas y distinciones | membresía y servicio | actividades profesionales | financiación | financiamiento
    recursos de investigación | obras destacadas | revisión por pares | formation et qualifications | éducation et qualifications
    postes d'invités et distinctions | adhésion et service | activités professionnelles | financement | ressources de recherche
    travaux mis en avant | évaluation par les pairs | istruzione e titoli | posizioni invitate e riconoscimenti | iscrizione e servizio
    attività professionali | finanziamento | risorse di ricerca | opere in evidenza | revisione paritaria | educação e qualificações
    posições convidadas e distinções | adesão e serviço | atividades profissionais | recursos de pesquisa | trabalhos em destaque
    revisão por pares | 教育和资格 | 特邀职务和荣誉 | 成员和服务 | 专业活动 | 资金 | 研究资源 | 展示作品 | 同行评审 | 教育與認證 | 受邀職位與傑出貢獻
    會員與服務 | 專業活動 | 資金 | 研究資源 | 同儕審查 | 教育と資格 | 招待されたポジションと賞 | 会員制度とサービス | 専門研究活動 | ファンディング | 資金調達
    研究リソース | 注目の作品 | ピアレビュー | 학력 및 자격증 | 초빙직책 및 수훈 | 회원자격 및 공헌 | 전문 활동 | 자금원 | 펀딩 | 연구 리소스
    피어 리뷰 | образование и квалификация | членство и служба | профессиональная деятельность | финансирование
    исследовательские ресурсы | избранные работы | рецензия | eğitim ve nitelikler | üyelik ve hizmet | finansman
    meslektaş değerlendirmesi | wykształcenie i kwalifikacje | członkostwo i usługi | finansowanie | recenzja naukowa
    vzdělání a kvalifikace | členství a služba | financování | recenze
""")
"""Sections whose entries are no works."""

ORCID_PERSONAL: Final = table("""
    personal information | emails & domains | emails | email | websites & social links | websites and social links | websites | other ids
    countries | country | also known as | name | names | persönliche angaben | e-mails und domains | e-mail-adressen | länder | land
    websites und links zu sozialen medien | andere ids | auch bekannt als | información personal | correos electrónicos y dominios
    correos electrónicos | enlaces a sitios web y redes sociales | otros id | otros ids | países | país | también conocido como | nombre
    informations personnelles | e-mails et domaines | courriels | sites internet et liens sociaux | autres identifiants | pays
    également appelé | nom | informazioni personali | indirizzi email e domini | siti web e link sui social | altri id | paesi
    conosciuto anche come | nome | dados pessoais | e-mails e domínios | e-mails | websites e hiperligações sociais | outras ids
    também conhecido como | 个人信息 | 电子邮件和域名 | 电子邮件 | 网站和社交链接 | 其他 id | 国家/地区 | 也称为 | 個人資訊 | 網站和社交連結 | 國家 | 又稱為 | 個人情報
    ウェブサイト＆ソーシャルリンク | 他の id | 国 | 別名 | 개인 정보 | 웹사이트 및 소셜 링크 | 기타 id | 국가 | 다른 이름 | личные данные | сайты и ссылки соцсетей
    другие id | страны | также известен как | kişisel bilgiler | diğer kimlikler | ülkeler | informacje osobowe | inne identyfikatory | kraje
    osobní údaje | jiná id | země
""")
"""Headings in the column about the person."""

ORCID_ALIASES: Final = table("""
    also known as | other names | auch bekannt als | también conocido como | également appelé | conosciuto anche come | também conhecido como
    也称为 | 又稱為 | 別名 | 다른 이름 | также известен как | namıdiğer | znane również jako | také známý jako
""")
"""Over other names of the person."""

ORCID_WORDS: Final = table("""
    sort | sort by | sortieren | ordenar | trier | ordinamento | classificar | 排序 | ソート | 정렬 | сортировка | sırala | sortuj | řazení
    check_circle | expand_more | expand_less | arrow_drop_down | arrow_drop_up | add_circle_outline | star_filled | star | content_copy
    print | visibility | public | north | south | add | edit | open_in_new | chevron_right | chevron_left | navigate_next
    navigate_before | first_page | last_page | file_download | collapse all | expand all | items per page | show record summary
    hide record summary | record summary | find out more about record summaries | manage | items per page: | view all
    show all | show more | help_outline | help | validated source | self-asserted source | title | publication date | external identifiers
    type | title (ascending) | title (descending) | sort by title | sort by date | start date | end date | mostrar resumen del registro
    mehr anzeigen | alle zusammenklappen | alle ausklappen | plegar todo | expandir todo
""")
"""Buttons and icons between entries; icons are copied as their names."""

ORCID_SHOW: Final = table("""
    show more detail | show details | mehr details zeigen | details anzeigen | mostrar más detalles | mostrar detalles
    afficher plus de détails | mostra altri dettagli | exibir mais detalhes | 显示更多细节 | 顯示更多內容 | 詳細を表示 | 자세히 보기
    показать больше сведений | daha fazla ayrıntı göster | pokaż więcej szczegółów | zobrazit více podrobností | عرض تفاصيل أكثر
""")
ORCID_HIDE: Final = table("""
    show less detail | hide details | weniger details anzeigen | details ausblenden | mostrar menos detalles | ocultar detalles
    afficher moins de détails | masquer les détails | mostra meno dettagli | nascondi i dettagli | exibir menos detalhes
    显示较少的详细信息 | 顯示較少內容 | 詳細を表示しない | показать меньше сведений | daha az ayrıntı göster | pokaż mniej szczegółów
    zobrazit méně podrobností
""")
ORCID_SOURCE: Final = re.compile(
    r"(?:source|quelle|fuente|sorgente|fonte|资料来源|來源|ソース|소스|источник|kaynak|źródło|zdroj|مصدر)\s?[:：]+\s*",
    re.IGNORECASE,
)
ORCID_PREFERRED: Final = re.compile(
    r"(?:★\s?|\d{1,2} \D{1,8} \d{1,2}\s?:\s?)?(?:preferred source|bevorzugte quelle|fuente preferida|source préférée|fonte preferita|fonte preferida|首选源|偏好源|優先ソース"
    r"|우선 소스|предпочитаемый источник|tercih edilen kaynak|preferowane źródło|preferovaný zdroj|المصدر المفضل)\s*"
    r"(?:\(\D{0,12}\d{1,3}\D{0,6}\)\u200e?)?",
    re.IGNORECASE,
)
ORCID_CONTRIBUTORS: Final = re.compile(
    r"(?:contributors?|mitwirkende|contribuyentes|colaboradores|contributeurs|partecipanti|contribuidores|参与者|投稿人|寄与者|기부자|기여자"
    r"|исследователи|участники|katkıda bulunanlar|współtwórcy|přispěvatelé|المساهمون)\s?[:：]\s*",
    re.IGNORECASE,
)
ORCID_IDENTIFIER: Final = re.compile(
    r"(doi|issn|isbn|eid|wosuid|wos|pmid|pmc|pmcid|arxiv|handle|hdl|uri|url|other-id|source-work-id|bibcode|asin|jfm|mr|ssrn|urn|jstor"
    r"|lccn|lensid|oclc|ol|osti|pat|pdb|proposal-id|rfc|rrid|zbl|cienciaiul|authenticusid|grant_number|ethos|emdb|ark|raid|isni|k10plus"
    r"|cba|agr|ctx|dnb|hir|ismn|kuid|cit|cstr|vdz|uniprot|hal|nihms|doi or url)\s?[:：]\s*(\S.*)?",
    re.IGNORECASE,
)
ORCID_VIA: Final = table(
    "via | über | vía | através | 通过 | 透過 | から | 다음을 통해 | через | üzerinden | przez | přes | عبر"
)
ORCID_PART_OF: Final = re.compile(
    r"(?:part of|version of|funded by|teil von|version von|finanziert durch|parte de|versión de|financiado por|partie de"
    r"|version de|financé par|parte di|versione di|finanziato da|部分|版本|资助者|部份|次の一部|バージョン|부분|часть|версия|parçası|część|wersja"
    r"|část|verze)\b[:：]?\s*",
    re.IGNORECASE,
)
ORCID_PRESENT: Final = table("""
    present | heute | la fecha | présent | presente | 当前 | 當前 | 現在 | 현재 | настоящее время | günümüz | obecne | současnost | الحاضر
""")
ORCID_HOSTED: Final = table("""
    journal article | journal-article | conference paper | conference-paper | conference abstract | conference-abstract | conference poster
    conference-poster | conference output | conference proceedings | book chapter | book-chapter | magazine article | magazine-article
    newspaper article | newspaper-article | newsletter article | newsletter-article | book review | book-review | review
    dictionary entry | dictionary-entry | encyclopedia entry | encyclopedia-entry | zeitschriftenaufsatz | konferenzbeitrag
    konferenzabstract | konferenzposter | buchkapitel | zeitschriftenartikel | buchrezension | zeitungsartikel | artículo
    comunicación de congreso | sumario de conferencia | póster de congreso | contribución de congreso | capítulo de libro
    artículo de magacín | reseña de libro | reseña | artículo de revista | article | article dans une conférence
    résumé de conférence | poster dans une conférence | chapitre de livre | article de magazine | critique de livre | synthèse
    articolo de rivista | articolo di rivista | comunicazione a congresso | estratto della conferenza | poster in congresso
    capitolo del libro | articolo in rivista | recensione di libro | recensione | artigo | comunicação em conferência
    resumo de conferência | póster em conferência | capítulo de livro | artigo em revista | recensão de livro | recensão
    学术论文 | 期刊论文 | 会议论文 | 会议摘要 | 图书章节 | 杂志文章 | 书评 | 雜誌文章 | 會議報告 | 會議摘要 | 圖書章節 | 圖書評論 | 学術雑誌論文 | 会議発表論文 | 学会摘要
    書籍の章 | 雑誌記事 | 書評 | 학술지 논문 | 학술대회 논문 | 컨퍼런스 초록 | 책의 장 | 서평 | журнальная статья | конференционный доклад | тезисы
    стендовый доклад | глава книги | рецензия на книгу | dergi makalesi | konferans belgesi | konferans özeti | konferans posteri
    kitap bölümü | kitap eleştirisi | artykuł w czasopiśmie | publikacja na konferencję | streszczenie konferencji
    rozdział książki | recenzja książki | článek v odborném časopisu | příspěvek na konferenci | abstrakt z konference
    kapitola v knize | recenze knihy | مقال في مجلة أكاديمية | ورقة مؤتمر | ملخص مؤتمر | فصل من كتاب
""")
"""Kinds of work that nearly always stand in something: there, one line alone over the date may be what they stand in."""

ORCID_UNHOSTED: Final = table("""
    book | preprint | dissertation or thesis | dissertation | dissertation-thesis | thesis | report
    working paper | working-paper | dataset | data set | data-set | software | patent | other | translation | manual | technical standard
    technical-standard | standards or policy | standards-and-policy | online resource | interactive resource | online-resource
    data management plan | research tool | research-tool | annotation | blog post | buch | dissertation oder diplomarbeit | bericht
    arbeitspapier | datensatz | andere | übersetzung | handbuch | libro | artículo preliminar | tesina o tesis | informe
    documento de trabajo | conjunto de datos | patente | otros | traducción | livre | prépublication | mémoire ou thèse | rapport
    document de travail | jeu de données | logiciel | brevet | autres résultats | autres | traduction | articolo preliminare
    dissertazione o tesi | rapporto | foglio di lavoro | brevetto | altri | altro | traduzione | livro | dissertação ou tese | relatório
    artigo de trabalho | conjuntos de dados | outra saída | outros | tradução | 书 | 预印本 | 学位论文/毕业论文 | 报告 | 研究手稿 | 数据集 | 软件
    专利 | 其他成果 | 其他 | 翻译 | 書籍 | 預印本 | 報告 | 軟體 | 專利 | 其他產出 | 図書 | プレプリント | 博士論文または修士論文 | 報告書 | ワーキングペーパー
    データセット | ソフトウェア | 特許 | その他のアウトプット | その他 | 翻訳 | 도서 | 출판 전 논문 | 박사 또는 석사 논문 | 보고서 | 데이터 세트 | 소프트웨어
    특허 | 다른 출력물 | 기타 | книга | препринт | дипломная работа или диссертация | отчет | рабочий документ | массив данных
    программное обеспечение | патент | другой результат | другое | перевод | kitap | ön baskı | doktora tezi veya tez | rapor
    çalışma raporu | veri seti | yazılım | diğer | książka | dysertacja lub praca dyplomowa | raport | dokument roboczy | zbiór danych
    oprogramowanie | inne | kniha | disertační nebo diplomová práce | zpráva | pracovní dokument | datová sada | další výstup | jiné
    كتاب | طبعة أولية | الرسالة العلمية أو الأطروحة | تقرير
""")
"""Kinds of work that often stand alone."""

ORCID_NO_WORKS: Final = table("""
    lecture | lecture-speech | talk, interview, podcast or speech | conference presentation | supervised student publication
    supervised-student-publication | edited book | edited-book | journal issue or edition | journal-issue | journal issue | license
    trademark | registered copyright | disclosure | spin off company | spin-off-company | invention | artistic output or performance
    artistic-performance | physical object | teaching material | image | moving image or video | musical composition | sound | test
    website | design | clinical study | cartographic material | transcription | research protocol or technique | research-technique
    vorlesung | vortrag, interview, podcast oder rede | konferenzpräsentation | betreute studentische publikation | bearbeitetes buch
    zeitschriftenausgabe | webseite | bild | lehrmaterial | ponencia | charla, entrevista, podcast o discurso
    presentación de congreso | publicación estudantil supervisada | libro editado | edición o número de revista | sitio web | imagen
    cours magistral | discussion, interview, podcast ou discours | support de présentation à une conférence | livre édité
    publication d'étudiants supervisée | numéro ou édition de revue | site web | lezione | presentazione a convegno | libro corretto
    numero o edizione della rivista | palestra | apresentação em conferência | livro editado | edição de revista | 讲座 | 会议演示报告 | 编辑的图书
    講演 | 会議発表資料 | 編集書籍 | 강의 | 학술대회 발표자료 | лекция | конференционная презентация | редактура книги | ders | konferans sunumu
    wykład | prezentacja na konferencję | přednáška | prezentace na konferenci | محاضرة | عرض مؤتمر
""")
"""Kinds that are talks, editing, objects or others' works."""

ORCID_SOURCES: Final = table("""
    crossref | crossref metadata search | datacite | scopus - elsevier | scopus to orcid | researcherid | europe pubmed central
    web of science researcher profile sync | web of science | publons | clarivate | base - bielefeld academic search engine | airiti
    mla international bibliography | cinii research | doi wizard | research information system | zenodo | f1000research | redalyc
    researcherid by clarivate | multidisciplinary digital publishing institute | arxiv | hal | dimensions | dblp | openaire | ssrn
    ieee | elsevier | wiley | springer nature | taylor and francis | oxford university press | plos
""")
"""Whoever adds works to records; their names stand alone where the word before them was lost."""

# ── Microsoft Research ──────────────────────────────────────────────────────────────────────────────────────────────

MICROSOFT_BUTTONS: Final = table("""
    publication | publications | project | download bibtex | download bib | bibtex | view publication | pdf | doi | github | code
    video | slides | dataset | data | download | download pdf | article | tech report | technical report | preprint | book
    book chapter | chapter | inproceedings | proceedings | patent | thesis | poster | talk | demo | blog | blog post | website | event
    podcast | tool | manual | unpublished | miscellaneous | related tool | related video | related project | related file | arxiv
    hugging face | view article | view pdf | view preprint | publisher | conference paper | journal article | download document
    group | research area | abstract | opens in a new tab | (opens in new tab) | opens in new tab | editor's choice | author's version
    publisher's version | link | links | related info | webpage | web page | external link | appendix | supplementary | supplement
    download dataset | download code | view dataset | view code | msr video | show more | load more | view all publications
    watch video | watch the talk | workshop | extended abstract | view project | view tech report | models | foundry | azure
""")
MICROSOFT_BUTTON_ROW: Final = re.compile(
    rf"(?>(?:{'|'.join(sorted(map(re.escape, MICROSOFT_BUTTONS), key=len, reverse=True))})(?:[\s|·•]+|$)){{1,20}}"
)
"""Buttons beside each other on a line."""

MICROSOFT_NAMES_OF_TABS: Final = table("""
    about | overview | projects | publications | videos | news & features | news and features | groups | events | tools | opportunities
    featured content | blog | highlights | podcasts | people | downloads | in the news | code | datasets | research areas | research labs
    collaborators | students | teaching | service | awards | interns
""")
MICROSOFT_WORDS: Final = table("""
    skip to main content | microsoft | research | our research | programs & events | blogs & podcasts | all microsoft | search | cancel
    register: research forum | global | microsoft security | azure | dynamics 365 | microsoft 365 | microsoft teams | windows 365
    microsoft research | resources | follow | email | connect with me | linkedin | twitter | github | follow us | sort by | filter
    follow on x | follow on twitter | like on facebook | follow on linkedin | subscribe on youtube | follow on instagram | home | contact
    subscribe to our rss feed | subscribe to our newsletter | share this page | what's new | surface pro | microsoft store | account profile
    english (united states) | your privacy choices | sitemap | contact microsoft | privacy | terms of use | trademarks | safety & eco
    about our ads | consumer health privacy | manage cookies | recycling | labs | careers | academic programs | return to people
    sort by: most recent | sort by: alphabetical | most recent | alphabetical | personal website | google scholar | dblp | orcid | cv | x
    external profile | portrait | microsoft research blog | previous | next | first | last | clear all | publication type | research area
    research lab | date | date range | all | sign in | ai | business | developer & it | education | microsoft in education | other
""")
MICROSOFT_REMARK: Final = re.compile(
    r"(?:published by|organized by|organised by|presented at|invited|editors?:|in submission|to appear|accepted|runner[- ]?up|winner|finalist"
    r"|nominat|test of time|distinguished|outstanding|spotlight|oral\b|notable|isbn|related|view |download|msr-tr-|series:|edition:"
    r"|volume |vol\.? |pages? |pp\.|doi:|http|copyright|©|acm,|all rights|the definitive|this is the|opens in|also )"
    r"|.*\b(?:award|mention|best paper|best student|honou?rable|prize|medal|top \d+ ?%|spotlight|oral presentation|reviewed)\b",
    re.IGNORECASE,
)
"""Remarks between the date of a work and its buttons."""
