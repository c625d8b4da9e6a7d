"""Whose page it is: names as pages print them, between menus, titles and other names, and pages that are nobody's."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

import pytest

from scholargraph.bibliography.lines import Line, lines
from scholargraph.sources.profile_text.owner import Owner, find_owner
from tests.growth import grows_in_proportion

FAULTS: Final = {
    "04": "Top\nNew Info\nBiography\nPublications\nEnglish\n\nMira Kovalenko\n\nPh.D. student\n\n",
    "04, a choice of languages": "EN FR ES FI\nBiography\nPublications\n\nMira Kovalenko\n\nPh.D. student\n\n",
    "11": "Mira Kovalenko (柯米拉), Fellow of the Guild of Data\n\nChief Scientist\nNimbus\n\n",
    "11, a bar": "Mira Kovalenko | 柯米拉\n\nChief Scientist\nNimbus\n\n",
    "11, a welcome": "Welcome to Mira Kovalenko's Home Page\n\nChief Scientist\nNimbus\n\n",
    "11, a university": "Prof. Dr. Mira Kovalenko - University of Northmere\n\nChief Scientist\n\n",
    "11, a menu": "Home\nResearch Interests\nTeaching\n\nMira Kovalenko\nChief Scientist\nNimbus\n\n",
}
"""The faults in shared/faults/profile-text, and what their notes say is the same."""

MIRA: Final = "Mira Kovalenko"
FOUND: Final = [
    # the form of the line
    ("Mira Kovalenko", MIRA),
    ("Ada Bright", "Ada Bright"),
    ("# Mira Kovalenko\n\nSome words.", MIRA),
    ("**Mira Kovalenko**\nProfessor\nUniversity of Northmere", MIRA),
    ("[Mira Kovalenko](https://mira.example)\nProfessor", MIRA),
    ("Mira Kovalenko, Ph.D.\nUniversity of Northmere", MIRA),
    ("Dr.-Ing. habil. Mira Kovalenko\nHochschule Nordheim", MIRA),
    ("Univ.-Prof. Dr. rer. nat. Mira Kovalenko\nUniversität Nordheim", MIRA),
    ("Associate Professor Mira Kovalenko\nNorthmere College", MIRA),
    ("PROF. DR. MIRA KOVALENKO\nUniversity of Northmere", "MIRA KOVALENKO"),
    ("Dr Mira Kovalenko MB BCh, MRCP, PhD\nConsultant", MIRA),
    ("Mira Kovalenko, MD, PhD\nNorthmere Hospital", MIRA),
    ("Mira Kovalenko (she/her)\nPhD student", MIRA),
    ("Mira Kovalenko she/her\nPhD student", MIRA),
    ("Mira Kovalenko\nshe/her\nAssistant Professor\nDepartment of Computing", MIRA),
    ("Mira Kovalenko, Professor of Computing\nmira@northmere.example", MIRA),
    ("Mira Kovalenko, Fellow of the Guild of Data\n\nI study graphs, and what they are good for, all day.", MIRA),
    ("Mira Kovalenko | Home\nHome\nPapers\n\nI study graphs, and what they are good for, all day.", MIRA),
    ("Home | Mira Kovalenko\nMira Kovalenko\nLecturer", MIRA),
    ("University of Northmere - Mira Kovalenko\n\nMira Kovalenko\nReader", MIRA),
    ("Mira Kovalenko :: Publications\nMira Kovalenko\nEmail: mira@northmere.example", MIRA),
    ("dblp: Mira Kovalenko\ndblp\nBlog\nMira Kovalenko\nPerson information", MIRA),
    ("Name: Mira Kovalenko\nOffice: 12", MIRA),
    ("Name\nMira Kovalenko\nEmail\nmira@northmere.example", MIRA),
    ("Curriculum Vitae\n\nMira Kovalenko\n12 Hill Street\nNorthmere", MIRA),
    ("Curriculum Vitae of\nMira Kovalenko\n\nEducation\nPhD, University of Northmere, 2012", MIRA),
    ("Curriculum Vitae of Mira Kovalenko", MIRA),
    ("About Mira Kovalenko\n\nMira Kovalenko studies graphs. She likes them a lot.", MIRA),
    ("Portrait of Mira Kovalenko\nMira Kovalenko\nPrincipal Researcher", MIRA),
    # what a page says of itself
    ("Welcome to the home page of Mira Kovalenko!", MIRA),
    ("Mira Kovalenko's homepage", MIRA),
    ("Homepage of Mira Kovalenko", MIRA),
    ("Page personnelle de Mira Kovalenko", MIRA),
    ("Bienvenue sur la page web d'Anne Marchand", "Anne Marchand"),
    ("Homepage von Mira Kovalenko", MIRA),
    ("Willkommen auf der Webseite von Mira Kovalenko", MIRA),
    ("Página personal de Mira Kovalenko", MIRA),
    ("Página pessoal de Mira Kovalenko", MIRA),
    ("Pagina personale di Mira Kovalenko", MIRA),
    ("Persoonlijke pagina van Mira Kovalenko", MIRA),
    ("Hemsida för Mira Kovalenko", MIRA),
    ("王小明的个人主页", "王小明"),
    ("佐伯美咲のホームページ", "佐伯美咲"),
    # what the person says
    ("Hi, I'm Mira Kovalenko!", MIRA),
    ("Hello! My name is Mira Kovalenko and I study graphs at the University of Northmere.", MIRA),
    ("I am Mira Kovalenko, a postdoc at Nimbus Labs who studies graphs and likes them very much.", MIRA),
    ("Welcome! I’m Dr. Mira Kovalenko and I work on graphs, large ones and small ones, all day long.", MIRA),
    ("Bonjour, je suis Mira Kovalenko, chercheuse à l'Université de Valmont et amie des graphes.", MIRA),
    ("Ich bin Mira Kovalenko und forsche an Graphen, großen und kleinen, an der Hochschule Nordheim.", MIRA),
    ("Hola, soy Mira Kovalenko, investigadora en la Universidad de Montesol, y me gustan los grafos.", MIRA),
    ("Ciao, mi chiamo Mira Kovalenko e studio i grafi, quelli grandi e quelli piccoli, a Montelago.", MIRA),
    ("大家好，我是王小明，北海大学的博士生，研究图数据库和知识图谱，也喜欢登山。", "王小明"),
    ("Mira Kovalenko is a professor at the University of Northmere. She studies graphs and likes them.", MIRA),
    # menus above
    ("Skip to content\nHome\nPublications\nTeaching\nContact\n\nMira Kovalenko\nProfessor\nUniversity of Northmere", MIRA),
    ("Startseite\nTagungen\nForschung\nLehre\n\nProf. Dr. Mira Kovalenko\nProfessorin für Graphen\nUniversität Nordheim", MIRA),
    ("Accueil\nRecherche\nEnseignement\n\nMira Kovalenko\nMaîtresse de conférences\nUniversité de Valmont", MIRA),
    ("Inicio\nDocencia\nProyectos\nContacto\n\nMira Kovalenko\nProfesora titular\nUniversidad de Montesol", MIRA),
    ("Home / People / Faculty / Mira Kovalenko\nMira Kovalenko\nReader\nUniversity of Northmere", MIRA),
    ("Home\n›\nPeople\n›\nMira Kovalenko\n\nMira Kovalenko\nMy interests lie in graphs, and in what they are good for.", MIRA),
    ("Mira Kovalenko\nHome\nPublications\nGroup\nTeaching\nContact\nMira Kovalenko\nshe/her\nAssistant Professor\nUniversity of Northmere", MIRA),
    ("University of Northmere\nSchool of Computing\nPeople\n\nMira Kovalenko\nSenior Lecturer\nmira.kovalenko@northmere.example", MIRA),
    ("Mira Kovalenko\nHome\nPapers\n\nI am an assistant professor at the University of Northmere, where I study graphs.", MIRA),
    ("DE | EN\nKontakt\nImpressum\n\nMira Kovalenko\nWissenschaftliche Mitarbeiterin\nHochschule Nordheim", MIRA),
    ("TAN GROUP | Power Electronics\nHome | People | Research\n\nDr. Xin Larsson-Tan\nProfessor, Kallang Institute of Technology", "Xin Larsson-Tan"),
    ("Home\nNews\nTeaching\n\nMira Kovalenko\n\nMira is a scientist at Nimbus Labs, where she studies graphs all day.\n\n© 2024 Mira Kovalenko", MIRA),
    # names of the world
    ("Wang Xiaoming\nProfessor\nUniversity of Northmere", "Wang Xiaoming"),
    ("王小明\n教授\n星河大学", "王小明"),
    ("佐伯 美咲\n准教授\n北都工科大学", "佐伯 美咲"),
    ("김민수\n부교수\n북해대학교", "김민수"),
    ("Мира Коваленко\nПрофессор\nmira@northmere.example", "Мира Коваленко"),
    ("ميرا كوفالينكو\nميرا كوفالينكو\nأستاذة", "ميرا كوفالينكو"),
    ("מירה קובלנקו\nמירה קובלנקו\nפרופסור", "מירה קובלנקו"),
    ("Δρ. Μίρα Κοβαλένκο\nmira@northmere.example", "Μίρα Κοβαλένκο"),
    ("डॉ. मीरा कुमार\nmeera@northmere.example", "मीरा कुमार"),
    ("姓名：王小明\n职称：教授", "王小明"),
    ("KOVALENKO Mira\nDirectrice de recherche, CNRS", "KOVALENKO Mira"),
    ("MIRA KOVALENKO\nAssociate Professor\nUniversity of Northmere", "MIRA KOVALENKO"),
    ("TOBIAS UMEH\nHOME   RESEARCH   TEACHING   CV\n\nTobias Umeh\nAssociate Professor of Economics, Harrowgate School of Economics", "Tobias Umeh"),
    ("Kovalenko, Mira\nProfessor\nUniversity of Northmere", "Kovalenko, Mira"),
    ("Douwe van der Meulen\nHoogleraar\nUniversiteit Noordwijk", "Douwe van der Meulen"),
    ("J.-P. D'Angelo\nProfessor\nUniversity of Northmere", "J.-P. D'Angelo"),
    ("Walter King, Jr.\nProfessor\nUniversity of Northmere", "Walter King, Jr."),
    ("Grace Lane\nLecturer\nUniversity of Northmere", "Grace Lane"),
    ("April Fields\nApril Fields\nApril studies fields, and what grows in them, all year round.", "April Fields"),
    ("Larry Page\nProfessor of Books\nNorthmere College\nlpage@northmere.example", "Larry Page"),
    ("Mary Surface\n\nMary Surface\n\nMary Surface is a lecturer at Westmark University. She gives works names.", "Mary Surface"),
    ("Suharto\n\nSuharto\n\nSuharto studies rivers, and has written about them for many years.", "Suharto"),
    ("Michael (Mike) Okafor\nProfessor\nUniversity of Northmere", "Michael (Mike) Okafor"),
    # other people near
    ("Mira Kovalenko\nProfessor\nUniversity of Northmere\n\nStudents\nTunde Adeyemi\nAnn Lee\nBo Chen", MIRA),
    ("Mira Kovalenko\nPhD student\nUniversity of Northmere\n\nAdvisor\nProf. Tunde Adeyemi\nProfessor", MIRA),
    ("Mira Kovalenko\nProfessor\nmkovalenko@northmere.example\n\nAssistant\nTunde Adeyemi\nadeyemi@northmere.example", MIRA),
]  # fmt: skip

NOBODY: Final = [
    "New Info", "Top", "English", "Tagungen", "EN FR ES FI", "Home\nResearch\nPublications", "Publications", "",
    "Top\nNew Info\nBiography", "EN FR ES FI\nBiography", "Skip to content\nMenu\nSearch", "Nimbus Labs", "Nimbus", "Northmere",
    "University of Northmere", "University of Northmere\nDepartment of Computing\nPeople",
    "Kovalenko Lab\nHome\nPeople\nPublications", "Data Systems Group\n\nWe study data systems, and how to make them small and fast.",
    "Welcome to the Kovalenko Lab!\n\nWe study graphs and what they are good for, in all sizes.",
    "Data Systems Group\n\nMira Kovalenko\nProfessor\n\nTunde Adeyemi\nPhD student\n\nAnn Lee\nPostdoc",
    "Data Systems Group\nPeople\nMira Kovalenko\nProfessor\nTunde Adeyemi\nPhD student",
    "Kovalenko Lab\n\nWe study graphs. Our group builds tools for them, and for those who need them.\n\nContact\nProf. Mira Kovalenko\nmira@northmere.example",
    "Graph Group\n\nOur Team\nDr. Ann Lee\nDr. Bo Chen\nDr. Mira Kovalenko",
    "Ann Lee\nBo Chen\nMira Kovalenko\nTunde Adeyemi",
    "Unsere Forschung\nAktuelle Projekte\nZur Person", "Zur Person", "Open Positions\nLatest News\nContact Me",
    "Neuigkeiten\nVeranstaltungen\nStellenangebote", "Le laboratoire\nLes membres\nSéminaires", "Ana Sayfa\nÖzgeçmiş\nYayınlar",
    "Uusi Tieto\nElämäkerta\nJulkaisut", "首页\n研究方向\n论文", "ホーム\n研究\n業績", "홈\n연구\n논문", "Главная\nПубликации\nКонтакты",
    "الرئيسية\nالأبحاث\nالمنشورات", "San Francisco", "New York\nLos Angeles", "Oslo, Norway", "Santa Barbara\nCalifornia",
    "Red Hat", "Best Paper Award", "Welcome to our homepage!", "Welcome to my home page", "Today's page",
    "I am Associate Professor at the University of Northmere.", "I am Ukrainian and like graphs, large and small ones, all day.",
    "I'm Head of Computing at the University of Northmere, and have been so for many years.",
    "This is a page about graphs, and about what they are good for, and nothing else.",
    "About DeepGraph", "About Nimbus Labs", "404 Not Found\nThe page that you asked for is not here any more, we are sorry.",
    "We use cookies to make this site better for you and for us. Accept Refuse",
    "Robotics · Control · Learning", "Machine Learning\nData Mining", "Google Scholar\nSemantic Scholar\nResearch Gate",
    "Titular de Ingeniería Química", "Profesora Titular de Ingeniería Química\nUniversidad de Montesol",
    "Call for Papers\nImportant Dates\nProgram Committee", "Privacy Policy\nTerms of Use", "Powered by Jekyll",
    "My advisor is Tunde Adeyemi, and I like graphs very much, all kinds of them.",
    "Kovalenko, M., & Adeyemi, T. (2020). Graphs at large. Journal of Graphs, 3(1), 1-9.",
    "Mira Kovalenko, Tunde Adeyemi, Ann Lee", "Your Name\nYour title", "Max Mustermann",
]  # fmt: skip

MORE_FOUND: Final = [
    ("Lubor Kestrin\nAssistant Professor of Lamps @ Nordheim\n\nBio\nPapers", "Lubor Kestrin"),
    ("Nordheim University\nPeople\nLubor Kestrin\nLecturer in Lamps\nlubor.kestrin@nordheim.example", "Lubor Kestrin"),
    ("Lubor's Page\n\nMy name is Lubor Kestrin. I study lamps at Nordheim, and I like tea and cats.", "Lubor Kestrin"),
    ("About me\nI am Vesna Odrin, lecturer at Nordheim. I study lamps, and I like tea and cats and the sea.", "Vesna Odrin"),
    ("Aroha Ngata (Ngāti Porou)\nSenior Lecturer\nUniversity of Northmere", "Aroha Ngata"),
    ("Dr Safwan bin Yusof\nSenior Lecturer, Universiti Nordmere", "Safwan bin Yusof"),
    ("Orla Ní Bhriain\nLéachtóir\nOllscoil Northmere\norla@northmere.example", "Orla Ní Bhriain"),
    ("Tomasz Żurek\nAdiunkt\nUniwersytet Północny", "Tomasz Żurek"),
    ("Hyun-Ju Seo, Ph.D.\nPostdoctoral Fellow", "Hyun-Ju Seo"),
    ("林 小雨\nリン ショウウ\n助教\n北都工科大学", "林 小雨"),
    ("이름: 홍길동\n소속: 북해대학교", "홍길동"),
    ("Curriculum Vitae\nPERSONAL DATA\nName: Vesna Odrin\nDate of birth: 1 May 1980", "Vesna Odrin"),
    ("Vesna Odrin's Web Page\nLast updated: 2019", "Vesna Odrin"),
    ("Website of Prof. Vesna Odrin, Ph.D.", "Vesna Odrin"),
    ("You are here: Home > Staff > Odrin, Vesna\nOdrin, Vesna\nProfessor", "Odrin, Vesna"),
    ("Skip to main content\nNorthmere\nSaga Lindqvist\nTenure-Track Faculty\nLamp Science\nsaga@northmere.example", "Saga Lindqvist"),
    ("Saga Lindqvist – Nordheim\nabout\npublications\nSaga Lindqvist\nI am a doctoral researcher at Nordheim, where I study lamps with Oskar Brandt.", "Saga Lindqvist"),
    ("# hi, I'm Saga Lindqvist 👋\n\nPhD candidate @ Nordheim", "Saga Lindqvist"),
    ("Home – Saga Lindqvist\n\nSaga Lindqvist\nWissenschaftliche Mitarbeiterin", "Saga Lindqvist"),
    ("SAGA LINDQVIST\nResearcher | Teacher | Maker\nabout me\nI study lamps and those who light them.", "SAGA LINDQVIST"),
    ("Profile\nDr. Saga Lindqvist\nResearch Fellow\nRoom 12\n+44 1234 567", "Saga Lindqvist"),
    ("Lindqvist, Saga - Hochschule Nordheim\nLindqvist, Saga\nProf. Dr. Saga Lindqvist\nProfessorin", "Saga Lindqvist"),
    ("Oskar Brandt, Ph.D. (he/him/his)\nDirector, Lamp Center\nNordheim University", "Oskar Brandt"),
    ("Prof. Oskar BRANDT\nDirecteur de recherche CNRS", "Oskar BRANDT"),
    ("Nguyễn Văn An\nGiảng viên\nTrường Đại học Bắc Hải\nan.nguyen@bachai.example", "Nguyễn Văn An"),
    ("İpek Yıldız\nDoç. Dr.\nKuzey Üniversitesi\nipek@kuzey.example", "İpek Yıldız"),
    ("Мария Петровна Иванова\nстарший научный сотрудник\nИнститут графов", "Мария Петровна Иванова"),
    ("박지훈 교수\n북해대학교 컴퓨터공학과\njhpark@bukhae.example", "박지훈"),
    ("李 大伟 (Dawei Li)\nPhD student\nNorthmere University", "李 大伟"),
    ("Dawei Li 李大伟\nPhD student\nNorthmere University", "Dawei Li"),
    ("Photo of Oskar Brandt\n\nOskar Brandt\nSoftware engineer and lamp maker\nGitHub", "Oskar Brandt"),
    ("Oskar Brandt's Homepage\n\nHello and welcome! I am a lecturer at Northmere.", "Oskar Brandt"),
    ("Vesna Odrin – Curriculum Vitae\nAddress: Hill Street 1", "Vesna Odrin"),
    ("CURRICULUM VITAE\nVesna Odrin\nDepartment of Lamps\nNordheim University\nvodrin@nordheim.example", "Vesna Odrin"),
    ("Dra. Vesna Odrin Ruiz\nInvestigadora Titular A\nInstituto de Lámparas", "Vesna Odrin Ruiz"),
    ("Home\nTeam\nSaga Lindqvist\n\nSaga Lindqvist leads the lamp group at Nordheim. Before, she was at Nimbus Labs.", "Saga Lindqvist"),
    ("Person: Oskar Brandt\nOskar Brandt\nPosition: Lecturer", "Oskar Brandt"),
    ("Grace Hope\nProfessor of Law\nNorthmere\nghope@northmere.example", "Grace Hope"),
    ("Will Power\nLecturer\nwill.power@northmere.example", "Will Power"),
]  # fmt: skip

MORE_NOBODY: Final = [
    "Nordheim Vision Lab\n\nPeople\n\nFaculty\nSaga Lindqvist\nAssociate Professor\n\nPhD Students\nOskar Brandt\nVesna Odrin",
    "The Odrin Group\nHome\nMembers\nPapers\n\nThe Odrin Group is part of the Institute of Lamps. We design lamps that think.",
    "Reading Group on Tables\n\nOrganizers: Saga Lindqvist and Oskar Brandt\nMondays, 4pm",
    "International Conference on Lamps 2024\nKeynote Speakers\nSaga Lindqvist\nUniversity of Northmere\nOskar Brandt\nNimbus Labs",
    "CS 101: Introduction to Programming\nInstructor: Saga Lindqvist\nTA: Oskar Brandt\nOffice hours: Monday",
    "Staff directory\nA B C D E\nAdeyemi, Tunde\nLecturer\nBrandt, Oskar\nReader\nLindqvist, Saga\nProfessor",
    "Wilmington Press\nBooks\nAuthors\nContact\n\nNew titles this season, and old ones that we have printed again for you.",
    "Forschungsgruppe Digitale Lampen\nLeitung\nProf. Dr. Saga Lindqvist\nTeam\nOskar Brandt\nVesna Odrin",
    "Équipe Lumière\nResponsable : Saga Lindqvist\nMembres permanents\nOskar Brandt\nVesna Odrin",
    "Department of Physics\nSaga Lindqvist wins the Northmere Prize\n12 March 2024\nThe department congratulates Saga Lindqvist, who has won the prize for her work on lamps.",
    "Obituaries\n\nNews from the faculty, and what else has happened since last spring, in short words.",
    "Blue Lantern\nA free theme for academic pages, made with care and without scripts, for everyone.",
    "Login\nUser name\nPassword\nForgot your password?",
    "Best Wishes\nHappy New Year",
    "Ground Truth\nOpen Source\nBig Data",
    "Green Valley\nNorthern Lights",
    "Harbour Analytics\nProducts\nCustomers\nPricing\n\nWe help companies to read their data, and to find what is in it.",
    "The Lantern Project\nTeam\nSaga Lindqvist (PI)\nOskar Brandt (postdoc)",
    "Saga Lindqvist and Oskar Brandt\nJoint Home Page",
    "Faculty of Arts\nNews\nWelcome to our new lecturer Saga Lindqvist, who joins us from Nordheim this autumn.",
    "Thesis topics\nGraph kernels\nSupervisor: Saga Lindqvist\nLamp design\nSupervisor: Oskar Brandt",
    "Course catalogue\nDistributed Systems\nTeacher\nSaga Lindqvist\nCredits\n6",
    "Alumni\n2020\nSaga Lindqvist, now at Nimbus Labs\n2019\nOskar Brandt, now at Northmere",
    "Search results for: lamps\nLamp Design\nDeep Lamps\nShow more",
    "Datenschutzerklärung\nVerantwortlich\nHochschule Nordheim\nPräsident Oskar Brandt",
    "Impressum\nAngaben gemäß § 5 TMG\nHochschule Nordheim\nVertreten durch: Prof. Dr. Saga Lindqvist",
    "Seminar: Licht und Schatten\nDozent: Oskar Brandt\nMontag 10-12",
    "Workshop Program\n9:00 Opening\n9:15 Saga Lindqvist: Lamps at Night\n10:00 Oskar Brandt: Lamps at Day",
    "Kontakt\nSekretariat\nFrau Vesna Odrin\nRaum 12\nodrin@nordheim.example",
    "Mission Statement\nCore Values\nGlobal Impact",
    "Digital Humanities\nCultural Heritage\nOpen Access",
    "Bluetooth Speaker\nAdd to cart\nCustomer Reviews",
    "Terms And Conditions\nCookie Policy",
    "Institut für Lampen\nMitarbeiter\nLindqvist, Saga, Dr.\nBrandt, Oskar, M.Sc.",
    "Personal\nHier finden Sie die Seite des Lehrstuhls mit allem, was Sie wissen müssen über uns.",
    "研究室紹介\nメンバー\n佐藤 花子\n鈴木 一郎",
    "课题组成员\n王小明 博士生\n李大伟 硕士生",
    "Лаборатория графов\nСотрудники\nИванов Иван Иванович\nПетров Пётр Петрович",
    "Royal Society\nWolfson Fellow",
    "Under Construction\nComing Soon",
    "Monday Morning\nTuesday Evening",
]  # fmt: skip
"""Groups, events, courses, shops, and people who are named on a page that is not theirs."""

BESIDE: Final = [
    ("Mira Kovalenko (柯米拉), Fellow of the Guild of Data", MIRA, ["柯米拉"]),
    ("Mira Kovalenko | 柯米拉\nI study graphs, and what they are good for, all day long.", MIRA, ["柯米拉"]),
    ("柯米拉 Mira Kovalenko\nI study graphs, and what they are good for, all day long.", MIRA, ["柯米拉"]),
    ("Mira Kovalenko 柯米拉\nProfessor", MIRA, ["柯米拉"]),
    ("Mira Kovalenko\n柯米拉\nProfessor", MIRA, ["柯米拉"]),
    ("佐伯 美咲 (Misaki SAEKI)\n北都工科大学 准教授", "佐伯 美咲", ["Misaki SAEKI"]),
    ("Mira Kovalenko (née Petrova)\nProfessor", MIRA, ["Petrova"]),
    ("Xiaoming (Tom) Wang\nProfessor", "Xiaoming (Tom) Wang", ["Tom"]),
    ("Mira Kovalenko (Мира Коваленко)\nProfessor", MIRA, ["Мира Коваленко"]),
    ('ד"ר נעמה שקד-ברזילי (Naama Shaked-Barzilai)\nמרצה בכירה, אוניברסיטת גלבוע', "נעמה שקד-ברזילי", ["Naama Shaked-Barzilai"]),
]  # fmt: skip


def owner(text: str, rest: str = "") -> Owner | None:
    """Find the owner of a page; whatever is found stands where it says."""
    every = list(lines(text + "\n" + rest))
    head = [line for line in every if line.start < len(text)]
    found = find_owner(head, rest=every[len(head) :])
    if found is not None:
        whole = text + "\n" + rest
        for line in (found.name, *found.alternates):
            assert whole[line.start : line.end] == line.text != ""
        at = head[found.at]
        assert at.start <= found.name.start
        assert found.name.end <= at.end
    return found


def name(text: str, rest: str = "") -> str | None:
    found = owner(text, rest)
    return found.name.value if found is not None else None


@pytest.mark.parametrize("fault", FAULTS)
def test_faults(fault: str) -> None:
    assert name(FAULTS[fault]) == MIRA


@pytest.mark.parametrize(("text", "expected"), [*FOUND, *MORE_FOUND], ids=[text for text, _ in [*FOUND, *MORE_FOUND]])
def test_found(text: str, expected: str) -> None:
    assert name(text) == expected


@pytest.mark.parametrize("text", [*NOBODY, *MORE_NOBODY], ids=[*NOBODY, *MORE_NOBODY])
def test_nobody(text: str) -> None:
    assert name(text) is None


@pytest.mark.parametrize(("text", "expected", "others"), BESIDE, ids=[text for text, _, _ in BESIDE])
def test_other_names(text: str, expected: str, others: list[str]) -> None:
    found = owner(text)
    assert found is not None
    assert (found.name.value, [line.value for line in found.alternates]) == (expected, others)


def test_the_line_of_the_name_is_the_heading() -> None:
    text = "Home / People / Mira Kovalenko\nPortrait of Mira Kovalenko\nMira Kovalenko\nReader\nUniversity of Northmere"
    found = owner(text)
    assert found is not None
    assert (found.at, found.within_text) == (2, False)


def test_of_a_name_twice_in_a_row_the_first_is_taken() -> None:
    found = owner(
        "Skip to content\n\nMira Kovalenko\n\nMira Kovalenko\n\nMira is a reader, and she reads books all day long."
    )
    assert found is not None
    assert found.at == 1


def test_the_name_in_order_is_another_name() -> None:
    found = owner(
        "KERBRAT Maëlle\nMaîtresse de conférences\nUniversité de Valmont",
        "Maëlle Kerbrat. Lampes. Revue des lampes, 2020.",
    )
    assert found is not None
    assert (found.name.text, [line.text for line in found.alternates]) == ("KERBRAT Maëlle", ["Maëlle Kerbrat"])


def test_a_name_within_running_text_says_so() -> None:
    found = owner("Mira Kovalenko is a professor at the University of Northmere. She studies graphs and likes them.")
    assert found is not None
    assert found.within_text
    assert not (owner("Mira Kovalenko") or found).within_text


def test_what_the_list_says_counts() -> None:
    head = "Ann Lee\nHome\nBo Chen\nProfessor\nTunde Adeyemi\nLecturer\n"
    listed = "\n".join(
        f"T. Adeyemi and M. Okafor. Lamps, part {number}. Journal of Lamps, 2020." for number in range(9)
    )
    assert name(head) is None
    assert name(head, listed) == "Tunde Adeyemi"


@pytest.mark.parametrize("text", [text for text, _ in FOUND if "\n" in text])
def test_blank_lines_between_all_lines_name_nobody_else(text: str) -> None:
    expected = dict(FOUND)[text]
    assert name(text.replace("\n\n", "\n").replace("\n", "\n\n")) in {expected, None}
    assert name(text.replace("\n\n", "\n")) in {expected, None}


@pytest.mark.parametrize(
    ("line", "tail"),
    [
        ("Mira Kovalenko", None),
        ("Mira Kovalenko (柯米拉), Fellow of the Guild of Data", "Fellow of the Guild of Data"),
        ("Prof. Dr. Mira Kovalenko - University of Northmere", "University of Northmere"),
        (
            "Mira Kovalenko, Professor of Computing, University of Northmere",
            "Professor of Computing, University of Northmere",
        ),
        ("Mira Kovalenko | 柯米拉", None),
        ("Mira Kovalenko*", None),
    ],
)
def test_the_tail_of_the_line(line: str, tail: str | None) -> None:
    found = owner(f"{line}\n\nI study graphs, and what they are good for, all day long.")
    assert found is not None
    assert (found.tail.text if found.tail is not None else None) == tail


MENUS: Final = (
    "Home", "Research", "Publications", "New Info", "Top", "Teaching", "English", "Tagungen", "People", "Contact", "Startseite", "Forschung",
    "Lehre", "Kontakt", "Impressum", "Accueil", "Recherche", "Inicio", "Docencia", "Contacto", "Latest News", "Open Positions", "Our Team",
    "Site Map", "Search", "Menu", "DE | EN", "EN FR ES FI", "About", "Skip to content", "Data Systems Group", "University of Northmere",
    "Department of Computing", "首页", "论文", "ホーム", "業績", "홈", "논문", "Главная", "Публикации", "الرئيسية", "Alumni", "Software", "Blog",
    "Student Projects", "Research Interests", "Selected Publications", "Lab Members", "Kovalenko Lab", "Office Hours", "News & Events",
)  # fmt: skip
GIVEN: Final = (
    "Ottoline",
    "Zebulon",
    "Kwame A.",
    "J. P.",
    "María José",
    "Ольга",
    "Yusra",
    "Per Åke",
    "Ji-woo",
    "Nneka",
)
FAMILY: Final = (
    "Brack",
    "Lindqvist",
    "van der Meulen",
    "Okonkwo-Brandt",
    "D'Angelo",
    "de la Cruz",
    "Ó Briain",
    "Al-Masri",
    "Петрова",
)
BELOW: Final = (
    "Professor\nUniversity of Northmere", "PhD student, Nimbus Labs", "Wissenschaftliche Mitarbeiterin\nHochschule Nordheim",
    "Maître de conférences\nUniversité de Valmont", "Associate Professor\nDepartment of Computing\nUniversity of Northmere",
)  # fmt: skip


def test_a_menu_names_nobody_and_hides_nobody() -> None:
    seed = 20261126
    chance = random.Random(seed)  # noqa: S311 - pages, no secrets
    nobody = wrong = missed = 0
    for _ in range(300):
        menu = chance.sample(MENUS, chance.randint(2, 12))
        nobody += name("\n".join(menu)) is not None
        person = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
        titled = chance.choice(("{}", "{}", "Dr. {}", "Prof. Dr. {}", "{}, Ph.D.", "{} (she/her)")).format(person)
        found = name("\n".join([*menu, "", titled, chance.choice(BELOW)]))
        wrong += found not in {person, None}
        missed += found is None
    assert (nobody, wrong) == (0, 0), f"seed {seed}"
    assert missed <= 15, f"seed {seed}"


FLOODS: Final = {
    "names": "Mira Kovalenko\n", "names-of-others": "Ann Lee\nBo Chen\n", "menus": "Home\nResearch\n", "headings": "Students\nAnn Lee\n",
    "one-line": "Mira Kovalenko ", "stars": "*", "brackets": "(", "bars": "Mira | ", "dashes": "a - ", "han": "王小明", "han-lines": "王小明\n",
    "i-am": "I am Mira ", "my-name": "My name is ", "mails": "mira@northmere.example ", "degrees": "PhD, ", "titles": "Prof. Dr. ",
    "commas": "Ann, ", "links": "[a](b) ", "capitals": "A B ", "prose": "Mira Kovalenko is a professor of graphs and more at large. ",
    "prose-lines": "Mira Kovalenko is a professor of graphs and more at large.\n", "trails": "Home › ", "quotes": '"a" ', "colons": "Name: ",
}  # fmt: skip


@pytest.mark.parametrize("flood", FLOODS)
def test_no_flood_takes_longer_than_it_is_long(flood: str) -> None:
    def find(size: int) -> None:
        every = list(lines(FLOODS[flood] * (size // len(FLOODS[flood]))))
        find_owner(every, rest=every)

    assert grows_in_proportion(find, 1_000_000)


def test_the_pages_beside_have_the_names_that_are_written_beside_them() -> None:
    """The pages were written by others, with what is right for each; a page whose list is its whole text is read in part."""
    pages = sorted((Path(__file__).parent / "cases").glob("*/profile.txt"))
    assert pages
    for page in pages:
        every = list(lines(page.read_bytes().decode("utf-8")))
        place = next((at for at, line in enumerate(every) if line.key == "authored publications"), None)
        if place:
            found = find_owner(every[:place], rest=every[place:])
            assert found is not None
            assert f'name = "{found.name.value}"' in (page.parent / "expected.toml").read_text("utf-8")


def test_nobody_in_nothing() -> None:
    assert find_owner([]) is None
    assert find_owner([Line("-", 0, 1)]) is None
