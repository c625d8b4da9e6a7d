"""What pages plainly say their person is, in title lines and in sentences, and what they do not say plainly enough.

The fault is shared/faults/profile-text/14-roles-missed: its page is the first test.
"""

from __future__ import annotations

from typing import Final

import pytest

from scholargraph.bibliography.lines import lines
from scholargraph.model import RoleKind
from scholargraph.sources.profile_text.roles import Office, offices
from tests.growth import grows_in_proportion

FAULT: Final = (
    "Assistant Professor\nSchool of Engineering, University of Northmere",
    "I am an Assistant Professor in the Department of Computing at the University of Northmere. Mira Kovalenko works at Nimbus Labs as a Distinguished Research Scientist.",
)

TITLE_LINES: Final = [
    ("Assistant Professor\nSchool of Engineering, University of Northmere", ["Assistant Professor @ University of Northmere"]),
    ("Professor of Computer Science, University of Northmere", ["Professor of Computer Science @ University of Northmere"]),
    ("PhD student, Nimbus Labs", ["PhD student @ Nimbus Labs (education)"]),
    ("Professor\nDepartment of Computing\nUniversity of Northmere", ["Professor @ University of Northmere"]),
    ("Associate Professor, Department of Psychology, Northmere University\nEmail: m@n.example", ["Associate Professor @ Northmere University"]),
    ("Professor, School of Electrical Engineering, Kallang Institute of Technology\nSenior Member, IEEE", ["Professor @ Kallang Institute of Technology"]),
    ("she/her\nAssistant Professor\nDepartment of Computer Science\nUniversity of Northmere\nOffice: Turing 3.14", ["Assistant Professor @ University of Northmere"]),
    ("Consultant Nephrologist, St Brendan's University Hospital\nClinical Senior Lecturer, University of Corrib", ["Consultant Nephrologist @ St Brendan's University Hospital", "Clinical Senior Lecturer @ University of Corrib"]),
    ("Lecturer in Computer Science at Marlpit University", ["Lecturer in Computer Science @ Marlpit University"]),
    ("Mathematics, University of Zeta Plain\nProfessor", ["Professor @ University of Zeta Plain"]),
    ("Senior Research Scientist | Nimbus Labs", ["Senior Research Scientist @ Nimbus Labs"]),
    ("Postdoctoral Fellow at the Institute for Tides, University of Northmere", ["Postdoctoral Fellow @ University of Northmere"]),
    ("Assistant Professor\nDepartment of Mathematics & Statistics – University of Northmere\nOslo, Norway", ["Assistant Professor @ University of Northmere"]),
    ("Principal Research Scientist\nNimbus Research", ["Principal Research Scientist @ Nimbus Research"]),
    ("Associate Professor of Economics, Harrowgate School of Economics\nResearch Affiliate, Centre for Labour Policy", ["Associate Professor of Economics @ Harrowgate School of Economics", "Research Affiliate @ Centre for Labour Policy (membership)"]),
    ("Professor and Chair\nDepartment of Physics\nNorthmere Polytechnic", ["Professor and Chair @ Northmere Polytechnic"]),
    ("Professorin für Bodenkunde\nUniversität Hohenfels\nAm Kornfeld 8", ["Professorin für Bodenkunde @ Universität Hohenfels"]),
    ("Professor für Soziologie der Arbeit an der Hochschule Rheinau\nDekan des Fachbereichs Soziale Arbeit (2018–2022)", ["Professor für Soziologie der Arbeit @ Hochschule Rheinau"]),
    ("Wissenschaftlicher Mitarbeiter\nLehrstuhl für Datenbanken, Universität Nordheim", ["Wissenschaftlicher Mitarbeiter @ Universität Nordheim"]),
    ("Akademische Oberrätin\nTechnische Universität Altenstedt\nInstitut für Fördertechnik", ["Akademische Oberrätin @ Technische Universität Altenstedt"]),
    ("Maîtresse de conférences en histoire médiévale\nUniversité de Valmoutiers\nMembre du laboratoire Textes et Territoires (UMR 9999)", ["Maîtresse de conférences en histoire médiévale @ Université de Valmoutiers"]),
    ("Directrice de recherche, CNRS", ["Directrice de recherche @ CNRS"]),
    ("Profesora Titular de Ingeniería Química\nUniversidad de Monterrubio", ["Profesora Titular de Ingeniería Química @ Universidad de Monterrubio"]),
    ("Professor Adjunto\nInstituto de Computação – Universidade Federal do Vale Claro\nSala 205 | t@u.example | Currículo Lattes", ["Professor Adjunto @ Universidade Federal do Vale Claro"]),
    ("Professoressa ordinaria di Informatica, Università di Montelago", ["Professoressa ordinaria di Informatica @ Università di Montelago"]),
    ("Hoogleraar Informatica, Universiteit Noordwijk", ["Hoogleraar Informatica @ Universiteit Noordwijk"]),
    ("北都工科大学 准教授\n博士(工学)", ["准教授 @ 北都工科大学"]),
    ("教授，星河大学", ["教授 @ 星河大学"]),
    ("북해대학교 컴퓨터공학과 부교수", ["부교수 @ 북해대학교"]),
    ("Professor of Computer Science and Director of the Data Lab\nUniversity of Northmere", ["Professor of Computer Science and Director of the Data Lab @ University of Northmere"]),
    ("Research Scientist at Nimbus Labs", ["Research Scientist @ Nimbus Labs"]),
    ("Full Professor @ University of Northmere", ["Full Professor @ University of Northmere"]),
    ("Postdoc, Graph Group, University of Northmere", ["Postdoc @ University of Northmere"]),
    ("PhD Candidate\nDepartment of Mathematics\nUniversity of Northmere", ["PhD Candidate @ University of Northmere (education)"]),
    ("Ph.D. student, Computer Science, University of Northmere", ["Ph.D. student @ University of Northmere (education)"]),
    ("Reader in Logic\nUniversity of Northmere\nFellow of St Brendan's College", ["Reader in Logic @ University of Northmere"]),
    ("Assistant Professor, University of Northmere, since 2019", ["Assistant Professor @ University of Northmere"]),
    ("Applied Scientist\nNimbus Inc.", ["Applied Scientist @ Nimbus Inc."]),
    ("Position: Lecturer\nAffiliation: University of Northmere", ["Lecturer @ University of Northmere"]),
    ("职称：教授、博士生导师\n单位：临江大学\n办公室：信息楼", ["教授 @ 临江大学"]),
    ("Должность: доцент\nМесто работы: Северогорский государственный университет", ["доцент @ Северогорский государственный университет"]),
    ("أستاذ علم الاجتماع، جامعة الواحة", ["أستاذ علم الاجتماع @ جامعة الواحة"]),
    ("מרצה בכירה, אוניברסיטת גלבוע", ["מרצה בכירה @ אוניברסיטת גלבוע"]),
    ("Universitetslektor, Nordmere universitet", ["Universitetslektor @ Nordmere universitet"]),
]  # fmt: skip

SENTENCES: Final = [
    ("I am an Assistant Professor in the Department of Computing at the University of Northmere. I like graphs a lot.", ["Assistant Professor @ University of Northmere"]),
    ("Mira Kovalenko works at Nimbus Labs as a Distinguished Research Scientist. She likes graphs.", ["Distinguished Research Scientist @ Nimbus Labs"]),
    ("Mira Kovalenko works as a research engineer at Nimbus Labs.", ["research engineer @ Nimbus Labs"]),
    ("I work as a data analyst at Nimbus Labs in Oslo.", ["data analyst @ Nimbus Labs"]),
    ("Mira is a principal researcher in the Graphs group at Nimbus Research, where she builds graphs.", ["principal researcher @ Nimbus Research"]),
    ("I'm a Senior Lecturer in Robotics at Kelburn University of Technology, New Zealand, where I co-direct the Field Robotics Group.", ["Senior Lecturer in Robotics @ Kelburn University of Technology"]),
    ("Mira Kovalenko is Reader in the History of Science at St Aldhelm's University. She writes about maps.", ["Reader in the History of Science @ St Aldhelm's University"]),
    ("Hi! I'm **Mira**, a PhD candidate at [Fjordtech University](https://fjordtech.example), advised by [Ragnhild Bø](https://bo.example).", ["PhD candidate @ Fjordtech University (education)"]),
    ("I am a third-year PhD student in Computer Science at the University of Northmere, advised by Ann Lee.", ["third-year PhD student in Computer Science @ University of Northmere (education)"]),
    ("Dr. Kovalenko is an associate professor in the School of Informatics, University of Northmere.", ["associate professor @ University of Northmere"]),
    ("Since 2019, she has been a professor at the University of Northmere.", ["professor @ University of Northmere"]),
    ("I have been a lecturer at Northmere College since 2015.", ["lecturer @ Northmere College"]),
    ("Currently, I am a postdoctoral researcher at the Nimbus Institute.", ["postdoctoral researcher @ Nimbus Institute"]),
    ("I currently work as a software engineer at Nimbus Labs.", ["software engineer @ Nimbus Labs"]),
    ("Mira Kovalenko, Ph.D., is a staff scientist at the Northmere Observatory.", ["staff scientist @ Northmere Observatory"]),
    ("My name is Mira Kovalenko and I am a research fellow at the University of Northmere.", ["research fellow @ University of Northmere"]),
    ("Professor Kovalenko is the head of the Graph Group at the University of Northmere and a visiting professor at ETH Nordheim.", ["head of the Graph Group @ University of Northmere", "visiting professor @ ETH Nordheim"]),
    ("Mira is a professor at the University of Northmere, having previously worked at Nimbus Labs.", ["professor @ University of Northmere"]),
    ("Mira Kovalenko ist Professorin für Informatik an der Universität Nordheim. Sie mag Graphen.", ["Professorin für Informatik @ Universität Nordheim"]),
    ("Mira Kovalenko ist seit 2014 Professorin für Datenbanken und Informationssysteme an der Technischen Universität Nordheim.", ["Professorin für Datenbanken und Informationssysteme @ Technischen Universität Nordheim"]),
    ("Ich bin wissenschaftliche Mitarbeiterin am Institut für Informatik der Universität Nordheim.", ["wissenschaftliche Mitarbeiterin @ Universität Nordheim"]),
    ("Ich bin Doktorand am Lehrstuhl für Graphen an der Universität Nordheim.", ["Doktorand @ Universität Nordheim (education)"]),
    ("Sie ist wissenschaftliche Mitarbeiterin an der Hochschule Nordheim.", ["wissenschaftliche Mitarbeiterin @ Hochschule Nordheim"]),
    ("Seit 2018 ist Mira Kovalenko Juniorprofessorin für Robotik an der Universität Nordheim.", ["Juniorprofessorin für Robotik @ Universität Nordheim"]),
    ("Mira Kovalenko arbeitet als wissenschaftliche Mitarbeiterin am Max-Planck-Institut für Graphen.", ["wissenschaftliche Mitarbeiterin @ Max-Planck-Institut für Graphen"]),
    ("Ich arbeite bei Nimbus Labs als Forscherin und mag Graphen.", ["Forscherin @ Nimbus Labs"]),
    ("Mira Kovalenko est professeure d'informatique à l'Université de Valmont. Elle aime les graphes.", ["professeure d'informatique @ Université de Valmont"]),
    ("Je suis maître de conférences à l'Université de Valmont depuis 2012.", ["maître de conférences @ Université de Valmont"]),
    ("Mira Kovalenko est directrice de recherche au CNRS.", ["directrice de recherche @ CNRS"]),
    ("Je suis doctorante au laboratoire Graphes de l'Université de Valmont.", ["doctorante @ Université de Valmont (education)"]),
    ("Elle est chargée de recherche à l’Inria, où elle étudie les graphes.", ["chargée de recherche @ Inria"]),
    ("Mira Kovalenko es profesora titular de Informática en la Universidad de Montesol.", ["profesora titular de Informática @ Universidad de Montesol"]),
    ("Soy investigadora en el Instituto de Grafos de la Universidad de Montesol.", ["investigadora @ Universidad de Montesol"]),
    ("Mira Kovalenko è professoressa associata di Informatica presso l'Università di Montelago.", ["professoressa associata di Informatica @ Università di Montelago"]),
    ("Sono ricercatrice al Politecnico di Montelago, dove studio i grafi.", ["ricercatrice @ Politecnico di Montelago"]),
    ("Mira Kovalenko é professora adjunta da Universidade de Monteclaro.", ["professora adjunta @ Universidade de Monteclaro"]),
    ("Sou professora associada no Instituto de Computação da Universidade de Monteclaro.", ["professora associada @ Universidade de Monteclaro"]),
    ("Mira Kovalenko is hoogleraar informatica aan de Universiteit Noordwijk.", ["hoogleraar informatica @ Universiteit Noordwijk"]),
    ("Ik ben universitair docent bij de Universiteit Noordwijk.", ["universitair docent @ Universiteit Noordwijk"]),
    ("I am a tenure-track assistant professor of Computer Science at Northmere University.", ["tenure-track assistant professor of Computer Science @ Northmere University"]),
    ("I am an associate professor in the Computer Science department at Northmere College.", ["associate professor @ Northmere College"]),
    ("I am a research software engineer with the Graph Team at Nimbus Labs.", ["research software engineer @ Nimbus Labs"]),
    ("I am a PhD student at the University of Northmere working with Tunde Adeyemi.", ["PhD student @ University of Northmere (education)"]),
    ("I'm a machine learning engineer at Nimbus.", ["machine learning engineer @ Nimbus"]),
    ("I am a Professor at the Faculty of Science, University of Northmere.", ["Professor @ University of Northmere"]),
    ("I am a junior professor at the Institute of Computer Science at the University of Northmere.", ["junior professor @ University of Northmere"]),
    ("Mira Kovalenko is Professor of Linguistics at the University of Northmere and Director of the Institute of Words.", ["Professor of Linguistics @ University of Northmere", "Director @ Institute of Words (membership)"]),
    ("Mira Kovalenko ist wissenschaftliche Mitarbeiterin in der Arbeitsgruppe Graphen an der Universität Nordheim.", ["wissenschaftliche Mitarbeiterin @ Universität Nordheim"]),
    ("Mira Kovalenko ist Professorin an der Fakultät für Informatik der Hochschule Nordheim.", ["Professorin @ Hochschule Nordheim"]),
    ("Je suis professeur des universités à l'Université de Valmont.", ["professeur des universités @ Université de Valmont"]),
    ("Mira Kovalenko est chercheuse au sein du laboratoire Graphes de l’Université de Valmont.", ["chercheuse @ Université de Valmont"]),
    ("Mira Kovalenko es catedrática de Historia en la Universidad de Montesol.", ["catedrática de Historia @ Universidad de Montesol"]),
    ("È professore ordinario di Storia moderna all'Università di Montelago.", ["professore ordinario di Storia moderna @ Università di Montelago"]),
    ("Sou pesquisadora na Universidade de Monteclaro, onde estudo grafos.", ["pesquisadora @ Universidade de Monteclaro"]),
]  # fmt: skip

NO_TITLE_LINES: Final = [
    "Chief Scientist\nNimbus",
    "Professor Emeritus\nUniversity of Northmere",
    "Former Professor, University of Northmere",
    "PhD, University of Northmere",
    "PhD in Computer Science, University of Northmere, 2012",
    "Professor (2010-2015), University of Northmere",
    "Advisor: Professor Ann Lee, University of Northmere",
    "Professor Ann Lee, University of Northmere",
    "Visiting Professor, University of Northmere, 2012",
    "Incoming Assistant Professor, University of Northmere",
    "Assistant Professor, University of Northmere (from 2026)",
    "Senior Member, IEEE",
    "Fellow of the Guild of Data",
    "Robotics · Control · Learning\nUniversity of Northmere",
    "Professor\nBSc, University of Northmere",
    "Professor\nEducation\nUniversity of Northmere",
    "Chief Scientist\nPast\nNimbus Labs",
    "Professor\nAlumna, University of Northmere",
    "Student\nUniversity of Northmere",
    "Historian of science and empire",
    "Professor\nDepartment of Computing",
    "Dekan des Fachbereichs Soziale Arbeit (2018–2022)\nHochschule Rheinau",
    "Professor i.R., Universität Nordheim",
    "Membre du laboratoire Textes, Université de Valmoutiers",
    "Ancienne professeure, Université de Valmont",
    "名誉教授\n北都工科大学",
    "Graph Theory, University of Northmere",
    "University of Northmere\nNimbus Labs",
    "Professor\nUniversity of Northmere, University of Southmere",
    "Program Chair, GRAPHS 2020",
    "Associate Editor, Journal of Graphs",
    "Best Lecturer Award, University of Northmere",
    "Advisor\nProfessor\nUniversity of Northmere",
    "Visiting Scholar (Spring), Nimbus Labs\nAlumni, University of Northmere",
    "Honorary Professor, University of Northmere (2012)",
    "Retired Professor, University of Northmere",
    "Professor a.D., Universität Nordheim",
    "Position: Lecturer (until 2015)\nAffiliation: University of Northmere",
    "Title: Graphs at Large\nAffiliation: University of Northmere",
    "Member, Northmere Society",
    "IEEE Fellow\nUniversity of Northmere",
    "MSc Student, University of Northmere",
    "Student Assistant",
    "退休教授\n星河大学",
    "Projects\nLead Engineer, Nimbus Labs",
]  # fmt: skip

NO_SENTENCES: Final = [
    "I was an Assistant Professor at the University of Northmere.",
    "Mira Kovalenko was a professor at the University of Northmere until 2019.",
    "Mira Kovalenko is a professor at the University of Northmere until 2019.",
    "Previously, I was a scientist at Nimbus Labs.",
    "Mira is a former scientist at Nimbus Labs.",
    "Mira Kovalenko is professor emeritus at the University of Northmere.",
    "Mira Kovalenko is Professor Emerita of Computing at the University of Northmere.",
    "I will join the University of Northmere as an Assistant Professor in 2026.",
    "I am an incoming assistant professor at the University of Northmere.",
    "I am an assistant professor at the University of Northmere starting in Fall 2026.",
    "I am joining Nimbus Labs as a research scientist.",
    "My advisor is a professor at the University of Northmere.",
    "I am advised by Ann Lee. She is a professor at the University of Northmere.",
    "I am a student of Professor Ann Lee at the University of Northmere.",
    "I am not a professor at the University of Northmere.",
    "I am no longer a scientist at Nimbus Labs.",
    "I received my PhD from the University of Northmere.",
    "Mira Kovalenko holds a PhD in Computing from the University of Northmere.",
    "Mira has been a visiting professor at the University of Northmere.",
    "From 2010 to 2015 Mira was a professor at the University of Northmere.",
    "2010-2015 Professor at the University of Northmere.",
    "Mira Kovalenko is the daughter of a professor at the University of Northmere.",
    "Tunde Adeyemi is a professor at the University of Northmere.",
    "Mira likes working with Tunde Adeyemi. He is a professor at the University of Northmere.",
    "Mira Kovalenko is a scientist in Paris.",
    "Mira Kovalenko is a professor in the Department of Computing.",
    "Mira Kovalenko is a professor at the Department of Computing.",
    "I am an engineer in the Graphs group.",
    "Mira Kovalenko is a professor at heart.",
    "I would love to be a professor at the University of Northmere.",
    "I am applying to be a professor at the University of Northmere.",
    "I am looking for a professor at the University of Northmere.",
    "Mira is one of many scientists at Nimbus Labs.",
    "Mira Kovalenko is an alumna of the University of Northmere.",
    "Mira Kovalenko is a candidate for president at the University of Northmere.",
    "I am a student at the University of Northmere.",
    "Mira Kovalenko is a fan of Nimbus Labs.",
    "Mira Kovalenko leads the Graph Group at the University of Northmere.",
    "Mira Kovalenko ist Leiterin der Gruppe Graphen.",
    "Mira Kovalenko leitet die Gruppe Graphen an der Universität Nordheim.",
    "Mira Kovalenko war Professorin für Informatik an der Universität Nordheim.",
    "Mira Kovalenko ist emeritierte Professorin für Informatik an der Universität Nordheim.",
    "Mira Kovalenko ist ehemalige Professorin an der Universität Nordheim.",
    "Mein Doktorvater ist Professor für Informatik an der Universität Nordheim.",
    "Sie studierte Informatik an der Universität Nordheim.",
    "Ich habe an der Universität Nordheim promoviert.",
    "Mira Kovalenko wird ab 2026 Professorin für Informatik an der Universität Nordheim.",
    "Mira Kovalenko ist bis 2019 Professorin für Informatik an der Universität Nordheim gewesen.",
    "Mira Kovalenko était professeure d'informatique à l'Université de Valmont.",
    "Mira Kovalenko est professeure émérite à l'Université de Valmont.",
    "Mira Kovalenko est une ancienne professeure à l'Université de Valmont.",
    "Mira Kovalenko a été maître de conférences à l'Université de Valmont.",
    "Mira Kovalenko est docteure de l'Université de Valmont.",
    "Mira Kovalenko est professeure à Paris.",
    "Mira Kovalenko fue profesora titular en la Universidad de Montesol.",
    "Mira Kovalenko es doctora por la Universidad de Montesol.",
    "Mira Kovalenko è stata professoressa presso l'Università di Montelago.",
    "Mira Kovalenko foi professora da Universidade de Monteclaro.",
    "Mira Kovalenko was hoogleraar informatica aan de Universiteit Noordwijk.",
    "If I am a professor at the University of Northmere, so be it.",
    "“I am a professor at the University of Northmere”, said the cat.",
    "I am a professor in Northmere.",
    "Mira Kovalenko is a professor and mother of two at the University of Northmere.",
    "I am a recent graduate of the University of Northmere.",
    "I am a visitor at Nimbus Labs.",
    "Mira Kovalenko is a research assistant to Professor Ann Lee at the University of Northmere.",
    "I am a scientist by training at the University of Northmere.",
    "I am a friend of a professor at the University of Northmere.",
    "Mira Kovalenko is a professor at the University of Northmere (2010-2015).",
    "Mira Kovalenko is an assistant professor (2010–2015) at the University of Northmere.",
    "Mira Kovalenko is past president of the Northmere Society.",
    "Mira Kovalenko is president-elect of the Northmere Society.",
    "Mira Kovalenko is professor designate at the University of Northmere.",
    "I'm a retired professor at the University of Northmere.",
    "I'm about to become a professor at the University of Northmere.",
    "I'm on leave as a professor at the University of Northmere.",
    "She was born in Oslo. Her father is a professor at the University of Northmere.",
    "Mira met Tunde at Nimbus. He is a scientist at Nimbus Labs.",
    "Mira's husband, Tunde, is a professor at the University of Northmere.",
    "I collaborate with Tunde Adeyemi. He is a professor at the University of Northmere.",
    "I am the webmaster of this page at the University of Northmere.",
    "Mira Kovalenko is a member of the editorial board of Journal of Graphs.",
    "Mira Kovalenko is a fellow of the ACM.",
    "Mira Kovalenko is chair of the Graphs Conference 2020.",
    "Mira Kovalenko is the general chair of GRAPHS 2020.",
    "Mira Kovalenko is a reviewer for the Journal of Graphs.",
    "I am a lecturer for the course Graphs at the Summer School.",
    "I am a candidate for the position of professor at the University of Northmere.",
    "Since 2019, I was a professor at the University of Northmere.",
    "Between jobs, I am a scientist at large.",
    "Mira Kovalenko is a guest professor at Nimbus Labs from 2019 to 2020.",
    "In 2015 she is appointed professor at the University of Northmere.",
    "As of 2027, I am a professor at the University of Northmere starting in autumn.",
    "Ich war bis 2015 Professorin an der Universität Nordheim.",
    "Ich bin Alumna der Universität Nordheim.",
    "Ich bin Studentin an der Universität Nordheim.",
    "Meine Betreuerin ist Professorin an der Universität Nordheim.",
    "Ich bin keine Professorin an der Universität Nordheim.",
    "Je ne suis pas professeure à l'Université de Valmont.",
    "Je suis ancienne élève de l'Université de Valmont.",
    "Mon directeur de thèse est professeur à l'Université de Valmont.",
    "No soy profesora en la Universidad de Montesol.",
    "Soy exprofesora en la Universidad de Montesol.",
    "Non sono professoressa presso l'Università di Montelago.",
    "Hij is een vriend. Zij is hoogleraar aan de Universiteit Noordwijk.",
]  # fmt: skip

NOT_READ: Final = [
    "Senior Lecturer (Associate Professor)\nDepartment of Statistics\nUniversity of Northmere",
    "Lecturer (since 2019), University of Northmere",
    "Professor\n\nDepartment of Physics\n\nUniversity of Northmere",
    "Mira is the Ann and Bo Lee Professor of Law at Northmere University.",
    "Frau Prof. Dr. Kovalenko ist Inhaberin des Lehrstuhls für Graphen an der Universität Nordheim.",
]  # fmt: skip
"""What is said plainly, too, but put in a way that is not read: nothing is stated rather than half of it."""

SHORT: Final = [
    ("Ada is a principal research scientist in Google Lamps and co-lead of LAMP (Light and Mirrors Project). She lights.",
     ["principal research scientist @ Google Lamps", "co-lead @ LAMP [Light and Mirrors Project] (membership)"]),
    ("I am a software engineer at Lampworks, where I work on lamps.", ["software engineer @ Lampworks"]),
    ("I'm currently a lecturer at the University of Westmark.", ["lecturer @ University of Westmark"]),
    ("Ada Bright is Professor of Computer Science at Westmark Polytechnic.",
     ["Professor of Computer Science @ Westmark Polytechnic"]),
    ("Dr. Bright is an associate professor at ETH Lampstadt and works on lamps.", ["associate professor @ ETH Lampstadt"]),
    ("Ada likes lamps. She is a staff engineer at Lampworks, Inc. She sings.", ["staff engineer @ Lampworks, Inc."]),
    ("Ada is a scientist at Lamp Labs and an adjunct professor at Westmark University.",
     ["scientist @ Lamp Labs", "adjunct professor @ Westmark University"]),
    ("Ada is Director of Research at Lampworks.", ["Director of Research @ Lampworks"]),
    ("Ada is a research scientist at Lamp Labs in Oslo and co-lead of GLOW (Good Light Over Water).",
     ["research scientist @ Lamp Labs", "co-lead @ GLOW [Good Light Over Water] (membership)"]),
    ("Ada is a scientist at Université de Westmark.", ["scientist @ Université de Westmark"]),
    ("Ada is an engineer in the Lamps group at Lampworks.", ["engineer @ Lampworks"]),
    ("Ada is a software engineer on the Lamps team at Lampworks.", ["software engineer @ Lampworks"]),
    ("Ada is a professor in the Department of Lamps at Westmark University.", ["professor @ Westmark University"]),
    ("Ada works at Lampworks as a scientist.", ["scientist @ Lampworks"]),
    ("Ada is a PhD student at Westmark University.", ["PhD student @ Westmark University (education)"]),
]  # fmt: skip

NOT_SAID: Final = [
    "Ada was a scientist at Lampworks.",
    "Ada is a former scientist at Lampworks.",
    "Ada is a scientist.",
    "Ada is a scientist in Paris.",
    "Ada is a scientist and founder of Lampworks.",
    "Ada is a person who likes being a scientist at Lampworks.",
    "Ada is a professor in the Department of Lamps.",
    "Ada is head of Product at Lampworks until 2019.",
    "Ada is head of Machine Learning.",
    "Bo is a scientist at Lampworks.",
    "Ada is a scientist at Lampworks and Westmark University.",
    "Ada is emeritus professor at Westmark University.",
    "Ada is not a scientist at Lampworks.",
    "Ada is a scientist at lamps.",
    "She said: Ada is a scientist at Lampworks.",
    "Ada is the daughter of a professor at Westmark University.",
    "One. Two. Three. Ada is a scientist at Lampworks.",
    "Ada is a scientist with a lamp.",
]


def said(head: str, biography: str = "", *, name: str = "Mira Kovalenko") -> list[str]:
    """Read a page, and give what it says; every value stands where it says."""
    page = f"  {name}\r\n{head}\r\n\r\n{biography}"
    every = list(lines(page))[1:]
    below = len(page) - len(biography)
    found = offices(
        [line for line in every if line.start >= below],
        name=name,
        head=[line for line in every if line.start < below],
        page=page,
    )
    for one in found:
        for line in (one.clause, one.title, one.organization, *([one.long_name] if one.long_name else [])):
            assert page[line.start : line.end] == line.text == line.text.strip() != ""
        assert one.clause.start <= min(one.title.start, one.organization.start)
        assert one.clause.end >= max(one.title.end, one.organization.end)
    return [_printed(one) for one in found]


def _printed(one: Office) -> str:
    long_name = f" [{one.long_name.value}]" if one.long_name else ""
    kind = "" if one.kind is RoleKind.EMPLOYMENT else f" ({one.kind})"
    return f"{one.title.value} @ {one.organization.value}{long_name}{kind}"


def test_the_fault() -> None:
    assert said(*FAULT) == [
        "Assistant Professor @ University of Northmere",
        "Distinguished Research Scientist @ Nimbus Labs",
    ]


@pytest.mark.parametrize(("text", "expected"), TITLE_LINES, ids=[text for text, _ in TITLE_LINES])
def test_title_lines(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_sentences(text: str, expected: list[str]) -> None:
    assert said("", text) == expected


@pytest.mark.parametrize(("text", "expected"), SHORT, ids=[text for text, _ in SHORT])
def test_short_sentences(text: str, expected: list[str]) -> None:
    assert said("", text, name="Ada Bright") == expected


@pytest.mark.parametrize("text", NO_TITLE_LINES)
def test_no_title_lines(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize("text", [*NO_SENTENCES, *NOT_READ])
def test_no_sentences(text: str) -> None:
    assert said("", text) == []


@pytest.mark.parametrize("text", NOT_SAID)
def test_not_said_plainly_enough(text: str) -> None:
    assert said("", text, name="Ada Bright") == []


def test_enough_was_tried() -> None:
    assert len(TITLE_LINES) + len(SENTENCES) + len(SHORT) >= 40
    assert len(NO_TITLE_LINES) + len(NO_SENTENCES) + len(NOT_SAID) >= 40


def test_what_stands_after_the_name_on_its_line_is_a_title_line() -> None:
    assert said(", Professor of Computing, University of Northmere") == [
        "Professor of Computing @ University of Northmere"
    ]
    assert said("– University of Northmere\nProfessor") == ["Professor @ University of Northmere"]


def test_no_biography_no_office() -> None:
    assert offices([], name="Ada Bright") == []


def test_without_the_page_a_clause_over_lines_keeps_its_place() -> None:
    text = "Professor\n   University of Northmere"
    (one,) = offices([], name="Mira Kovalenko", head=list(lines(text)))
    assert (one.clause.start, one.clause.end) == (0, len(text))


@pytest.mark.parametrize(
    "name",
    [
        "Kovalenko, Mira",
        "KOVALENKO Mira",
        "MIRA KOVALENKO",
        "Mira A. Kovalenko",
        "Prof. Mira Kovalenko",
    ],
)
def test_a_person_is_called_by_parts_of_the_name(name: str) -> None:
    assert said("", "Mira Kovalenko is a professor at the University of Northmere.", name=name)
    assert said("", "Dr. Kovalenko is a professor at the University of Northmere.", name=name)
    assert not said("", "Dr. Adeyemi is a professor at the University of Northmere.", name=name)


@pytest.mark.parametrize(
    "flood",
    [
        "a ",
        "A ",
        "Professor ",
        "Professor, ",
        "at the University of ",
        "of the ",
        "**",
        "[a](b) ",
        "I am a ",
        "Mira is ",
        "professor at ",
    ],
)
def test_no_flood_takes_long(flood: str) -> None:
    def read(size: int) -> None:
        long = flood * (size // len(flood))
        said("\n".join([long[: size // 3], *["Professor"] * (size // 60)]), "Mira Kovalenko is " + long)

    assert grows_in_proportion(read, 300_000)
