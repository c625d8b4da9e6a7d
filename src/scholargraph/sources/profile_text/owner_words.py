"""The words that the line of a name is recognised by: titles, labels, greetings, and menus and headings that are nobody.

It decides nothing. All in lower case but where a capital tells a name from a word.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.bibliography.words import DEGREES, HONORIFICS, table

# ── what stands around a name ───────────────────────────────────────────────────────────────────────────────────────

TITLES: Final = HONORIFICS | table("""
    univ.-prof. | univ.-prof.in | prof.in | prof.dr. | prof.dr | dr.in | dr.-ing. | dr-ing. | dr.-ing | dr.ing. | dr.phil. | dr.h.c.
    pd | privatdozent | privatdozentin | priv.-doz. | doz. | jun.-prof. | jun.-prof.in | jprof. | juniorprof. | juniorprofessor
    juniorprofessorin | ao.univ.-prof. | o.univ.-prof. | apl. | apl.prof. | ddr. | mag. | mag.a | dipl.-ing. | dipl.-inf. | dipl.-math.
    dipl.-phys. | dipl.-psych. | dipl.-biol. | dipl.-kfm. | ing. | ir. | drs. | mr.dr. | dott. | dott.ssa | dr.ssa | prof.ssa | doc.
    mgr. | mgr | inż. | hab. | rndr. | mudr. | phdr. | judr. | paeddr. | dra. | dra | profa. | profa | profª | profª. | prof.ª
    drª. | sra. | dña. | frau | herr | mme | mlle | monsieur | madame | professeur | professeure | pr. | professorin | professora
    profesor | profesora | professore | professoressa | hoogleraar | doç. | yrd. | öğr. | üyesi | arş. | gör. | проф. | профессор | д-р | доц.
    доцент | акад. | к.т.н. | д.т.н. | к.ф.-м.н. | д.ф.-м.н. | професор | καθ. | δρ. | δρ | أ.د. | د. | د | الدكتور | الدكتورة | الأستاذ | אדוני
    פרופ' | פרופ׳ | ד"ר | ד״ר | डॉ. | डॉ | प्रो. | श्री | श्रीमती | asst. | assoc. | assist. | ass. | adj. | rev. | hon. | docteur | engr. | shri | smt.
""")
"""Titles of address and ranks before a name."""
AFTER_TITLES: Final = table("""
    habil. | habil | h.c. | hc | mult. | em. | emer. | rer. | nat. | phil. | med. | vet. | jur. | iur. | pol. | oec. | publ. | sc. | techn.
    theol. | agr. | hum. | biol. | math. | soc. | dent. | eh. | e.h. | inż. | h. | c. | dr | phil | med | nat | rer | ing. | art. | univ. | üyesi
    and | &
""")
"""What stands before a name only after a title: “Dr. rer. nat. habil.”."""
RANK_BEGINNINGS: Final = table("""
    associate | assistant | adjunct | full | distinguished | senior | principal | visiting | research | emeritus | emerita | university
    clinical | teaching | junior | honorary | regents | chair | chief
""")
RANK_ENDS: Final = table(
    "professor | lecturer | reader | fellow | scientist | researcher | engineer | dr. | dr | prof. | prof"
)
"""The beginnings and ends of a rank before a name: “Associate Professor Mira Kovalenko”."""
MORE_DEGREES: Final = DEGREES | table("""
    mb | bch | bao | mbbs | mbchb | bchir | mrcp | mrcpi | frcp | frcpi | frcs | frsc | frse | fras | fmedsci | fba | frsa | fieee | facm | dsc | llm | llb
    edd | ed.d. | dph | drph | psyd | pharm.d. | pharmd. | dvm | meng | m.eng. | beng | b.eng. | msci | m.phil. | mphil | mres | csc. | csc | drsc. | esq | esq. | cpa | cfa | mpp | mpa
    sfhea | fhea | pfhea | ceng | cphys | miet | cstat | (hons) | hons | h.d.r. | hdr | agrégé | agrégée | m.ed. | med. | mfa | m.f.a. | mlis | mls | mha | mhs | msw | dnp | aprn | pmp
    ph.d.-ing. | dr. | dphil. | b.tech. | m.tech. | btech | mtech | d.litt. | litt.d. | ll.m. | j.d. | s.j.d. | sjd | ieee
""")
NEVER_FAMILY: Final = MORE_DEGREES - table("ma | ms | ba | pe | rn | jd | med. | dr. | ieee | hons")
"""Degrees that are no family name, so that no comma is needed before them."""
EAST_ASIAN_AFTER: Final = re.compile(
    r"\s*(?:特聘教授|副教授|准教授|助理教授|名誉教授|教授|讲师|講師|助教|博士生|硕士生|本科生|研究生|博士|老师|先生|女士|研究员|研究員|さん|氏|교수님|부교수|조교수|교수|박사님|박사|님|씨)$"
)

_PRONOUN: Final = r"(?:she|he|they|xe|ze|sie|er|elle|il|iel|ella|él|lei|lui|ela|ele|any)"
PRONOUNS: Final = re.compile(
    rf"\s*[(\[（]\s*(?:pronouns?:?\s*)?{_PRONOUN}(?:\s*[/|·,]\s*[a-zé]{{1,6}}){{1,3}}\s*[)\]）]$|(?:^|[\s,]\s*){_PRONOUN}(?:\s?/\s?[a-zé]{{1,6}}){{1,3}}$",
    re.IGNORECASE,
)
OTHERWISE: Final = re.compile(
    r"(?:née|né|nee|geb\.|geborene|geboren|formerly|also known as|a\.?k\.?a\.?|previously|born|born as|ehemals|alias|o\.s\.|ur\.|rozená|szül\.|с\. |урожд\.)\s+",
    re.IGNORECASE,
)
"""What leads to another name of the person in brackets or after a comma."""

LABELS: Final = re.compile(
    r"(?:(?:full |first and last |author |display )?name(?: and surname)?|name, vorname|vorname,? name|vor- und nachname|nom et prénom|nom, prénom|prénom et nom|nom complet|nom"
    r"|nombre completo|nombre y apellidos?|nombre|nome completo|nome e cognome|nome|naam|navn|namn|nimi|név|jméno(?: a příjmení)?|meno(?: a priezvisko)?"
    r"|imię i nazwisko|ime in priimek|ime i prezime|isim|ad[ıi]? ?soyad[ıi]?|author|姓名|氏名|名前|お名前|이름|성명|성함|фио|ф\.и\.о\.|имя|ім[’']я|піб|имя и фамилия"
    r"|الاسم(?: الكامل)?|שם(?: מלא)?|नाम|पूरा नाम|ονοματεπώνυμο|όνομα)\s*[:：]\s*(?P<name>\S.{0,120})",
    re.IGNORECASE,
)
_PAGE: Final = r"(?:(?:personal|academic|professional|research|official|private|own|faculty|new)\s+)*(?:home\s?page|home-page|web\s?site|web\s?page|page|site|profile|portfolio|blog|homepage)"
PHRASES: Final = tuple(
    re.compile(words + r"[\s.!]*$", re.IGNORECASE)
    for words in (
        rf"(?:welcome to )?(?:the )?{_PAGE}\s+(?:of|for|by)\s*:?\s+(?P<name>.{{2,90}})",
        rf"(?:welcome to )?(?P<name>.{{2,90}}?)(?:['’]s|s['’])\s+(?:{_PAGE}|cv|curriculum vitae|publications|publication list|corner of the web)",
        r"(?:(?:short |brief )?(?:curriculum vitae|curriculum vitæ|c\.?v\.?|r[ée]sum[ée]|vita|biography|bio)|(?:selected |list of )?publications)\s+(?:of|by|for)\s*:?\s+(?P<name>.{2,90})",
        r"(?:bienvenue sur )?(?:la |le )?(?:page|site)(?: (?:d['’]accueil|personnel(?:le)?|perso|professionnel(?:le)?|web|internet)){0,3} (?:de |d['’])(?P<name>.{2,90})",
        r"(?:curriculum vit(?:ae|æ)|c\.?v\.?|publications) (?:de |d['’])(?P<name>.{2,90})",
        r"(?:(?:herzlich )?willkommen auf der )?(?:(?:persönliche|offizielle|private|eigene|akademische)\w* )?(?:homepage|web-?seite|web-?site|internetseite|seite|internetpräsenz) (?:von|des|der)\s+(?P<name>.{2,90})",
        r"(?:lebenslauf|publikationen|veröffentlichungen|schriftenverzeichnis) (?:von|des|der)\s+(?P<name>.{2,90})",
        r"(?:bienvenid[oa]s? a )?(?:la |el )?(?:página|sitio|pagina|web)(?: (?:personal|web|de inicio|profesional|oficial)){0,3} de (?P<name>.{2,90})",
        r"(?:bem-vind[oa]s? à |bem-vind[oa]s? a )?(?:a )?(?:página|site|sítio)(?: (?:pessoal|web|inicial|profissional)){0,3} d[eoa] (?P<name>.{2,90})",
        r"(?:benvenut[oaie] (?:nella|sulla|nel|alla) )?(?:la |il )?(?:pagina|sito|home ?page)(?: (?:personale|web|ufficiale)){0,3} (?:di |d['’])(?P<name>.{2,90})",
        r"(?:welkom op de )?(?:(?:persoonlijke|officiële) )?(?:homepage|website|webpagina|pagina|webstek) van (?P<name>.{2,90})",
        r"(?:välkommen till )?(?:hemsida för|hemsidan för|hjemmeside for|hjemmesiden til) (?P<name>.{2,90})",
        r"(?:欢迎来到|歡迎來到|欢迎访问)?(?P<name>[^\s的]{2,8}(?: [^\s的]{1,12}){0,2}?)\s?(?:的)?(?:个人)?(?:主页|主頁|網頁|网页|个人网站|個人網站|学术主页)",
        r"(?P<name>\S{2,8}(?: \S{1,8})?)\s?の(?:ホームページ|個人ページ|ウェブサイト|ページ|サイト)(?:へようこそ)?",
        r"(?P<name>\S{2,5})(?:\s교수)?의\s?(?:개인\s)?(?:홈페이지|웹사이트)(?:입니다)?",
    )
)
"""Lines that say whose page it is, as whole lines."""
WEAK_PHRASES: Final = tuple(
    re.compile(words + r"[\s.!]*$", re.IGNORECASE)
    for words in (
        r"(?:about|meet|portrait of|photo of|picture of|image of|headshot of|profile picture of|profile of|profile image of|foto von|über|porträt von|photo de|à propos de|à propos d['’]|acerca de|sobre|foto de|foto di|over|om|profile photo of|avatar of)\s*:?\s+(?P<name>.{2,90})",
        r"(?P<name>.{2,90}?)(?:['’]s)?\s+(?:profile (?:photo|picture|image)|headshot|portrait|photo)",
        r"(?:dblp|researcher|author|staff|faculty|people|person|user|profile|member of staff)\s*:\s+(?P<name>.{2,90})",
        r"(?:关于|關於)\s?(?P<name>\S{2,8})",
    )
)
"""Lines that name somebody, who is the page's person where more speaks for it."""
OPENERS: Final = re.compile(
    r"(?:^|(?<=[\s,.!:;¡(“\"*_]))(?:I\s+am|I['’]m|[Mm]y\s+(?:full\s+)?name\s+is|[Mm]y\s+name['’]s|[Tt]his\s+is|[Jj]e\s+suis|[Jj]e\s+m['’]appelle|[Mm]on\s+nom\s+est"
    r"|[Ii]ch\s+bin|[Mm]ein\s+Name\s+ist|[Ii]ch\s+heiße|[Ss]oy|[Mm]e\s+llamo|[Mm]i\s+nombre\s+es|[Ss]ou(?:\s+[oa])?|[Mm]eu\s+nome\s+é|[Cc]hamo-me|[Mm]e\s+chamo|[Ss]ono"
    r"|[Mm]i\s+chiamo|[Ii]l\s+mio\s+nome\s+è|[Ii]k\s+ben|[Mm]ijn\s+naam\s+is|[Ii]k\s+heet|[Jj]ag\s+heter|[Jj]ag\s+är|[Jj]eg\s+heter|[Jj]eg\s+hedder|[Jj]eg\s+er|[Oo]len|[Nn]imeni\s+on"
    r"|[Nn]azywam\s+się|[Jj]menuji\s+se|[Vv]olám\s+sa|[Мм]еня\s+зовут|[Мм]ене\s+звати|[Яя]\s+[—–-]|[Bb]enim\s+adım|[Aa]dım|Είμαι\s+(?:ο|η)|Ονομάζομαι|Με\s+λένε"
    r"|أنا|اسمي|אני|שמי|मेरा\s+नाम)\s+(?=\S)"
)
"""What somebody says before their own name."""
EAST_ASIAN_OPENERS: Final = re.compile(
    r"(?:^|(?<=[，。！!,\s]))(?:我是|我叫|我的名字是|我的名字叫|私は|저는|제 이름은)\s?(?P<name>[^\s，。,.！!、です입]{2,8}(?:[ 　][^\s，。,.！!、です입]{1,8})?)(?=\s?(?:[，。,.！!、]|です|と申します|입니다|이라고|$))"
)
VERBS: Final = table("""
    is | was | has | holds | works | received | joined | leads | studies | earned | teaches | specializes | specialises | completed | obtained
    currently | does | conducts | writes | makes | builds | designs | develops | investigates | directs | heads | serves | likes | grew | graduated | researches
    ist | war | arbeitet | studierte | leitet | forscht | lehrt | hat | est | travaille | enseigne | a | dirige | es | trabaja | è | lavora
    insegna | é | trabalha | werkt | leidt | doceert | är | er | jest | pracuje | on | является | работает | є | είναι | collects | thinks | puts
    has: | explores | uses | focuses | applies | loves | enjoys | lives | came | did | got | moved | started | began | spent | wrote | worked | studied
""")
"""What follows a name that begins a sentence about the person."""

# ── what is nobody ──────────────────────────────────────────────────────────────────────────────────────────────────

ORGANISATIONS: Final = table("""
    university | universität | universitaet | université | universidad | universidade | università | universiteit | universitet | universitetet | universitatea
    üniversitesi | uniwersytet | univerzita | univerzitet | sveučilište | yliopisto | egyetem | университет | університет | πανεπιστήμιο | جامعة | אוניברסיטת | विश्वविद्यालय
    college | institute | institut | instituto | istituto | instituut | institutt | instytut | институт | інститут | school | schule | école | ecole | escuela | escola | scuola
    hochschule | fachhochschule | hogeschool | högskola | faculty | fakultät | faculté | facultad | faculdade | facoltà | faculteit | fakulta | wydział | факультет | department
    dept | dept. | departement | département | departamento | dipartimento | abteilung | fachbereich | lehrstuhl | professur | katedra | кафедра | lab | labs | laboratory
    laboratories | laboratoire | laboratorio | laboratório | laboratorium | лаборатория | group | groups | gruppe | groupe | grupo | gruppo | groep | arbeitsgruppe | team | teams | équipe
    center | centre | zentrum | centro | centrum | центр | hospital | klinik | klinikum | clinic | hôpital | akademie | academy | academia | academy | polytechnic | polytechnique
    politecnico | politécnica | council | society | gesellschaft | association | verein | foundation | stiftung | fondation | fundación | project | projekt | projet | proyecto | consortium
    network | company | corporation | inc | inc. | gmbh | ltd | llc | press | verlag | library | bibliothek | museum | ministry | agency | government | commission | committee
    program | programme | initiative | division | unit | section | seminar | graduiertenkolleg | division | ollscoil | universiti | universitas | prifysgol | háskóli | ülikool | universitāte | universitetas | sveučilište | observatory | alliance | partners | systems | technologies
    solutions | services | studio | studios | guild | club | union | federation | bureau | office
""")
"""Words of the names of organisations; none is part of a name of a person."""
MENU_FIRST: Final = table("""
    titular | catedrático | catedrática | profesora | profesor | new | latest | recent | recently | current | currently | upcoming | former | past | selected | featured | main | more | all | other | our | my | your | their | about
    contact | quick | useful | related | open | join | follow | get | find | read | see | view | show | visit | go | back | skip | jump | sign | log | toggle | search | browse
    site | web | home | top | full | short | brief | download | apply | give | research | teaching | publications | publication | news | events | office | useful | student | students
    graduate | undergraduate | prospective | people | staff | phd | ph.d. | postdoc | media | press | privacy | cookie | cookies | terms | legal | social | copyright | powered
    last | next | previous | unsere | unser | mein | meine | meinen | zur | zum | über | aktuelle | aktuelles | weitere | alle | notre | nos | mes | mon | ma | votre | page | pages | dernières
    nuestra | nuestro | nuestros | mis | meus | minha | minhas | nossa | nosso | sobre | chi | i | gli | onze | mijn | over | våra | vår | vårt | om | para | per | pour | für | start
    ana | мои | моя | наша | наши | о | про | hakkımda | özgeçmiş | google | github | linkedin | twitter | facebook | semantic | orcid | researchgate | mailing | postal | street | visiting
    invited | funded | ongoing | completed | frequently | privacy | general | personal | academic | professional | scientific | contact | site | image | photo | portrait | video | key
    important | important: | best | young | early | hot | special | technical | welcome | hello | hi | hey | i'm | i’m | bonjour | hallo | willkommen | bienvenue | bienvenidos | benvenuti | bem-vindo | table | click | enter | close
    data | deep | machine | computer | human | artificial | smart | digital | open | red | north | south | east | west | united | saint | department | head | chief | principal | associate | assistant
    senior | junior | adjunct | full-time | part-time | vice | executive | managing | deputy | research: | distinguished | honorary | registered | verified | cited | public | under | working | lecture | book
    conference | journal | workshop | course | courses | summer | winter | spring | autumn | fall | monday | tuesday | wednesday | thursday | friday | saturday | sunday | thesis | theses | grants
    projekte | dank | datenschutz | impressum | sie | ich | wir | nous | noi | nosotros | accepter | accept | alt | hide | expand | collapse | please | thank | thanks | copy | share | print | update
    aller | ir | pasar | vai | ga | gå | siirry | przejdź | перейти | menu | menú | menü | navigation | language | sprache | langue | idioma | lingua | taal | språk | welkom | välkommen
""")
"""First words of menu entries, buttons and headings; no name of a person that we would take on trust begins with one."""
MENU_WORDS: Final = MENU_FIRST | table("""
    info | information | informations | news | blog | page | homepage | link | links | map | menu | overview | profile | profiles | account | settings | alerts | metrics | bio | biography | biographie
    cv | vita | resume | curriculum | vitae | curriculum-vitae | publications | publikationen | veröffentlichungen | publicaciones | publicações | pubblicazioni | publicaties | publikationer | julkaisut
    publikacje | публикации | публікації | papers | articles | books | book | preprints | talks | slides | code | software | data | datasets | tools | resources | downloads | projects | project | projekte
    proyectos | projets | progetti | projetos | projecten | research | forschung | recherche | investigación | pesquisa | ricerca | onderzoek | forskning | tutkimus | badania | teaching | lehre
    enseignement | docencia | ensino | didattica | onderwijs | undervisning | opetus | dydaktyka | courses | classes | students | alumni | members | collaborators | collaboration | group | contact
    kontakt | contacto | contato | contatti | coordonnées | coordonnees | yhteystiedot | iletişim | контакты | контакти | impressum | datenschutz | awards | honors | honours | grants | funding | service | activities
    education | ausbildung | formation | formación | formação | formazione | opleiding | utbildning | experience | positions | employment | career | lebenslauf | werdegang | parcours | trayectoria | person
    interests | schwerpunkte | arbeitsgebiete | forschungsgebiete | tagungen | vorträge | termine | aktuelles | sprechstunde | sprechzeiten | mitarbeiter | mitarbeiterinnen | studium | lehrveranstaltungen
    actualités | actualites | séminaires | membres | accueil | thèses | inicio | noticias | miembros | equipo | docentes | notícias | início | membros | notizie | persone | studenti | nieuws | medewerkers
    etusivu | startseite | startsida | forside | strona | główna | domů | úvod | главная | новости | головна | новини | αρχική | sayfa | anasayfa | yayınlar | press | media | gallery | photos | pictures | album | misc
    miscellaneous | hobbies | fun | personal | hours | office | address | directions | location | phone | email | e-mail | mail | fax | website | english | deutsch | german | french | français | francais | español
    spanish | italiano | italian | português | portuguese | nederlands | dutch | svenska | swedish | dansk | danish | norsk | suomi | finnish | polski | polish | čeština | русский | russian | українська | ελληνικά | greek
    türkçe | turkish | magyar | română | български | hrvatski | srpski | slovenščina | slovenčina | eesti | latviešu | lietuvių | euskara | català | galego | castellano | gaeilge | cymraeg | íslenska | العربية
    arabic | עברית | hebrew | हिन्दी | hindi | chinese | japanese | korean | bahasa | indonesia | tiếng | việt | top | help | faq | terms | privacy | policy | cookies | login | logout | signin | register | search
    suche | recherche | buscar | cerca | zoeken | sök | søk | haku | szukaj | поиск | intranet | sitemap | accessibility | feedback | rss | feed | archive | archives | calendar | kalender | agenda | events | event
    veranstaltungen | seminars | seminar | workshops | conferences | lectures | thesis | theses | supervision | advising | mentoring | openings | jobs | vacancies | stellenangebote | bibliothek | mensa
    scholar | dblp | orcid | github | gitlab | twitter | linkedin | mastodon | bluesky | youtube | researchgate | arxiv | bibtex | pdf | html | xml | json | statistics | visitors | counter | theme | jekyll | hugo | wordpress
    updated | reserved | rights | copyright | updates | announcements | highlights | reading | list | lists | index | content | contents | main | skip | navigation | toggle | dark | light | mode | me | us | you
    paper | award | prize | street | building | room | floor | campus | city | country | department | faculty | university | today | tomorrow | here | more | less | all | other | others | this | that
    tag | tags | category | categories | comments | posts | post | topics | topic | subjects | keywords | abstract | abstracts | summary | introduction | conclusion | references | acknowledgements | acknowledgments
    dashboard | statement | statements | vision | mission | values | principles | approach | methods | method | results | impact | outreach | consulting | patents | patent | videos | video | podcast | podcasts | newsletter
    science | sciences | engineering | computing | informatics | statistics | mathematics | physics | chemistry | biology | medicine | economics | history | philosophy | linguistics | psychology | sociology | law
""")
"""Words of menus and headings in many languages."""
HAN_MENU: Final = re.compile(
    "研究|大学|学院|学部|学科|主页|主頁|首页|首頁|论文|論文|教学|教育|科研|简介|簡介|联系|聯絡|联络|中文|英文|英语|日本語|日本语|业绩|業績|経歴|学歴|所属|新闻|新聞|成员|团队|招生|课程|授業|担当|项目|實驗|实验"
    "|出版|发表|荣誉|获奖|受賞|个人|個人|关于|關於|登录|登入|搜索|検索|更多|学生|学会|講義|概要|紹介|連絡|活動|履历|履歴|背景|方向|领域|領域|兴趣|工作|经历|专利|著作|书籍|下载|链接|资源|通知|公告|信息|情報|博客|地址|电话|邮箱|首席|教授|老师|先生"
    "|院长|主任|博士|硕士|本科|会议|期刊|報告|报告|讲座|导航|菜单|语言|言語|帮助|版权|隐私|一覧|お知|アクセス|ホーム|リンク|メンバ|プロフィ|スキップ|サイト|ページ|ニュース|トップ|ブログ|コンタクト|プロジェクト|テーマ|グループ|センター|ゼミ|最新|动态|活动|访问|现任|高级|高校|高等|金融|方法|文章|文献|常用|常见|管理|馆|系$|所$|部$|室$|院$|局$|国$|市$|省$"
    "|홈|소개|연구|논문|학력|경력|연락처|강의|교수|대학|학과|공지|수상|안내|검색|메뉴|로그인|한국어|영어|소식|자료|게시|프로젝트|구성원|오시는|바로가기|본문|센터|학회|특허|저서|활동|이력|약력|관심|분야|이메일|전화|주소|사이트|더보기|블로그"
)
"""Pieces of Chinese, Japanese and Korean words that no name holds."""
SCRIPT_MENU: Final = table("""
    الرئيسية | الصفحة | بحث | اتصل | السيرة | الذاتية | المنشورات | الأبحاث | التعليم | الأخبار | عن | البحث | التدريس | بنا | عربي | عربية | الجامعة | كلية | قسم | مركز
    ראשי | דף | הבית | צור | קשר | אודות | פרסומים | מחקר | הוראה | חדשות | קורות | חיים | אנגלית | המחלקה | הפקולטה
    मुख्य | पृष्ठ | संपर्क | परिचय | प्रकाशन | शोध | शिक्षण | समाचार | हिंदी | विभाग | संस्थान
    биография | исследования | преподавание | студенты | студентам | проекты | ссылки | образование | награды | расписание | личная | страница | домашняя | научные | интересы | обо | мне | біографія | дослідження | викладання
    βιογραφικό | δημοσιεύσεις | έρευνα | διδασκαλία | επικοινωνία | νέα | σημείωμα
""")
PLACES: Final = table("""
    new york | los angeles | san francisco | san diego | san jose | santa barbara | santa cruz | santa clara | hong kong | tel aviv | buenos aires | rio grande | baton rouge | ann arbor | palo alto | mountain view
    menlo park | college station | costa rica | las vegas | puerto rico | sri lanka | saudi arabia | new zealand | new delhi | south korea | south africa | united kingdom | united states | saint louis | st. louis | st louis
    st. petersburg | saint petersburg | salt lake city | new haven | new brunswick | new orleans | san antonio | fort worth | kuala lumpur | ho chi minh city | mexico city | cape town | abu dhabi | addis ababa | sierra leone | el salvador
    são paulo | rio de janeiro | belo horizonte | porto alegre | santiago de compostela | san sebastián | la plata | la jolla | den haag | the hague | los alamos | oak ridge | ile de france | notre dame | johns hopkins
    carnegie mellon | virginia tech | penn state | georgia tech | texas tech | saint andrews | st andrews | st. andrews | silicon valley | north america | south america | latin america | middle east | east asia | new jersey | new mexico | new hampshire
    north carolina | south carolina | west virginia | north dakota | south dakota | british columbia | nova scotia | bosnia and herzegovina | czech republic | red hat | hugging face | stack overflow | creative commons | minimal mistakes | al folio | al-folio
    max planck | marie curie | marie skłodowska-curie | max-planck | leibniz | humboldt | nobel prize | turing award | max mustermann | lorem ipsum | john doe | jane doe | first last | your name | firstname lastname | vorname nachname
""")
"""Two words with capitals that are no person, or nobody's page."""
LANGUAGE_CODES: Final = table("""
    en | de | fr | es | it | pt | nl | sv | fi | da | no | nb | nn | pl | cs | cz | sk | ru | uk | ua | zh | cn | ja | jp | ko | kr | ar | he | hi | el | gr | tr | hu | ro | bg | hr | sr | sl | si | et | lv | lt | eu
    ca | gl | ga | cy | is | mt | fa | th | vi | id | us | gb | eng | deu | ger | fra | fre | esp | spa | ita | por | ned | nld | rus | ukr | chn | zho | jpn | kor | pol | swe | dan | nor | fin | tur | gre | ara | heb | br | lat
""")
PEOPLE_HEADINGS: Final = table("""
    students | team | the team | our team | members | group members | team members | lab members | people | our people | staff | phd students | ph.d. students | doctoral students | graduate students | master students | msc students
    current students | former students | past students | students and postdocs | postdocs | postdoctoral researchers | postdoctoral fellows | alumni | lab alumni | collaborators | co-authors | coauthors | references | referees | advisor | advisors
    advisees | adviser | supervisor | supervisors | mentors | current members | former members | past members | principal investigator | principal investigators | pi | group leader | group leaders | head | head of group | head of the group | director
    directors | faculty | researchers | research staff | academic staff | administrative staff | interns | visitors | research assistants | assistants | keynote speakers | invited speakers | keynotes | speakers | authors | editors | contributors | permanent members | membres permanents | secretary | secretariat | office | speakers | organizers | committee | mitarbeiter
    mitarbeiterinnen | mitarbeitende | mitarbeiterinnen und mitarbeiter | doktoranden | doktorandinnen | team und mitarbeiter | leitung | gruppenleiter | gruppenleitung | sekretariat | ehemalige | studierende | professoren | membres | doctorants | étudiants
    anciens membres | responsable | équipe | l'équipe | direction | miembros | estudiantes | doctorandos | equipo | investigador principal | membros | alunos | orientandos | equipe | membri | studenti | dottorandi | persone | responsabile | medewerkers
    leden | promovendi | studenten | 成员 | 团队成员 | 团队 | 学生 | 毕业生 | メンバー | 学生一覧 | 教員 | スタッフ | 卒業生 | 구성원 | 학생 | 졸업생 | сотрудники | студенты | аспиранты | співробітники | related people | people also viewed | co-authors | similar authors
    contact person | ansprechpartner | ansprechpartnerin | coordinator | webmaster | mentor | who we are | meet the team | lab director | postdoctoral researcher | phd candidates | undergraduate students | undergraduates | master's students | masters students | bachelor students | supervised students | supervision
""")
"""Headings over names of several, or of others."""
PEOPLE_AT_END: Final = re.compile(r"(?:成员|学生|メンバー|学生一覧|卒業生|구성원|연구원|团队)$")
OTHERS_HEADINGS: Final = table("""
    advisor | advisors | adviser | supervisor | supervisors | mentor | mentors | principal investigator | pi | group leader | head of group | head of the group | lab director
    assistant | assistants | secretary | secretariat | sekretariat | leitung | gruppenleiter | gruppenleitung | responsable | investigador principal | responsabile | contact person | ansprechpartner
    ansprechpartnerin | coordinator | webmaster | editor | referees | references | collaborators
""")
"""Headings over the name of one other person."""
SECTIONS: Final = PEOPLE_HEADINGS | table("""
    news | education | research | teaching | awards | service | experience | talks | projects | activities | employment | honors | honours | grants | vita | lebenslauf | forschung | lehre | werdegang | ausbildung | parcours | formation | biography
    research interests | selected publications | publications | contact | recent news | latest news | professional experience | academic positions | employment history | work experience | invited talks | media | press | blog | events | links
    miscellaneous | aktuelles | neuigkeiten | enseignement | docencia | noticias | actualités | ensino | didattica | notizie | nieuws | onderwijs | 新闻 | 教学 | 教育经历 | お知らせ | 経歴 | 学歴
""")
"""Headings of sections: the name of the page's person seldom stands below one."""
