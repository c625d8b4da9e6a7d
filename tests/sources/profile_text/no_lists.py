"""Sections of pages that are no lists of works, though some of their lines look like titles, names or venues.

It decides nothing.
"""

from __future__ import annotations

from typing import Final

NO_LISTS: Final = {
    "awards": """First Prize, Northmere Teaching Award, 2026
Outstanding Advisor, University of Northmere, 2025
Best Reviewer Award, 2024""",
    "awards in two lines": """Northmere Teaching Award
University of Northmere, 2026
Best Paper Award
International Conference on Data Mining (ICDM), 2025
Distinguished Reviewer
VLDB 2024""",
    "talks": """What graphs cannot say
VIII Symposium on Invented Analysis, Torbay, June 2024
Lanterns for everyone
Seminar of the Guild of Data, Oldcastle, 12 May 2023
Why tables turn
University of Wexmouth, March 2022""",
    "talks with places": """What graphs cannot say
Keynote, Symposium on Invented Analysis, June 2024

Lanterns for everyone
Invited talk, Nimbus Labs, May 2023

Why tables turn
Colloquium, University of Wexmouth, March 2022""",
    "education": """Ph.D. in Computing
University of Northmere, 2014
M.Sc. in Mathematics
University of Wexmouth, 2010
B.Sc. in Physics
Oldcastle University, 2008""",
    "education in one line": """Ph.D. in Computing, University of Northmere, 2014
M.Sc. in Mathematics, University of Wexmouth, 2010""",
    "positions": """Assistant Professor
University of Northmere, 2020 – present
Research Scientist
Nimbus Labs, 2016–2020
Postdoctoral Researcher
Lakeside Institute, 2014–2016""",
    "Lebenslauf": """2015 – heute Professorin | Hochschule Nordheim
2010 – 2015 Wiss. Mitarbeiterin | Universität Ostmark
Mitgliedschaften
Gesellschaft für erfundene Forschung""",
    "courses": """CS 245 Database Systems (Fall 2023, Fall 2024)
CS 512 Systems for Small Data (Spring 2024)""",
    "courses with others": """CS 101 Introduction to Programming
with Hannah Oyelowo
Fall 2024
CS 590 Seminar: Types and Proofs
with Tunde Adeyemi
Spring 2025
CS 301 Programming Languages
with Saga Lindqvist
Fall 2023""",
    "German courses": """Grundlagen der Fördertechnik, Vorlesung, 4 SWS
Krane und Hebezeuge, Übung, 2 SWS
Einführung in die Bodenkunde (Vorlesung, WiSe)""",
    "news": """Sep 2024: Our paper on browser-side joins was accepted at VLDB 2025!
Jun 2024: I gave a keynote at the Workshop on Tiny Databases in Lisbon.
Jan 2024: Welcome to our new PhD student Babak Shirazi!""",
    "news in two lines": """12 November 2024
Our paper "Gradual Types for Spreadsheets" was accepted at POPL 2025!
3 September 2024
I am giving a talk at the Marlpit Open Day.
2 April 2024
New grant: Types for the Rest of Us.""",
    "menu": """Start
Lebenslauf
Publikationen
Tagungen
Kontakt""",
    "menu of capitals": """Home
Research
Our People
Data Science
Contact Us
English""",
    "students": """Aroha Ngata (PhD, 2021–)
Giulia Dell'Acqua (PhD, 2022–)
Safwan bin Yusof (PhD, 2023–)
Chia-Hao Wu (PhD 2021, now at Orchard Robotics)""",
    "students and theses": """M. Sauer
Auslegung eines Portalkrans
Masterarbeit, 2023
Y. Arslan
Simulation von Lastpendeln
Bachelorarbeit, 2022
L. Kestrin
Seile und ihre Enden
Masterarbeit, 2021""",
    "students in rows": """Current
Aroha Ngata, Giulia Dell'Acqua, Safwan bin Yusof
2024
Former
Chia-Hao Wu, Emeka Nwosu
2021""",
    "prose": """I lead the Small Data Lab at the University of Wexmouth. We build database systems that stay small: on phones and in browsers.
I am hiring! If you would like to do a PhD with me, please read this page before you write.
Before that, I was a research fellow at the Institute for Autonomous Machines (2015–2019).""",
    "service": """PC member: SIGMOD 2024, 2025; VLDB 2023; CIDR 2025
Area Chair, ICML 2024
Reviewer for the Journal of Graphs and Transactions on Tables""",
    "service in two lines": """Program Committee
SIGMOD 2024
Associate Editor
Journal of Graphs, 2021
Session Chair
VLDB 2023""",
    "grants": """Types for the Rest of Us
Council of Invented Research, 2024–2027
with Omar Haddad and Wen-Li Chao
KranSense – Zustandsüberwachung von Hebezeugen
Land, 420.000 €, 2021–2024
with Paul Hofer""",
    "grants with names": """Graphs for Everyone
Tunde Adeyemi, Mira Kovalenko
Northmere Research Council, 2021
Small Tables
Oskar Brandt, Mira Kovalenko
Nimbus Foundation, 2019""",
    "projects": """Small Data Lab
A group that builds small things
Lantern
An open source library for lamps
Sparse Tables
Code and data for our papers""",
    "contact": """Office: Turing Building 3.14
rosalind [at] cs.wexmouth.example
Phone: +44 1234 567
Department of Computer Science
University of Wexmouth""",
    "areas": """Data integration
Record linkage
Graph kernels
Robotics · Control · Learning""",
    "committee of names": """Tunde Adeyemi, Saga Lindqvist
Oskar Brandt, Vesna Odrin
Ana Silva, Lubor Kestrin""",
    "reading list": """Week 1
Introduction
Week 2
Graphs and Trees, 2023
Week 3
Kernels""",
    "foot": """Impressum
Datenschutz
Barrierefreiheit
Zuletzt geändert am 14.05.2024
© 2024 Mira Kovalenko. Template by Someone Nice. Last updated: October 2, 2024.""",
    "memberships": """Gesellschaft für erfundene Forschung
Deutsche Bodenkundliche Vereinigung
Beirat Moorschutz (seit 2021)""",
    "Japanese awards": """2021年 防災情報学研究会 論文賞
2016年 若手奨励賞""",
    "workshops organised": """Workshop on Tiny Databases
Mira Kovalenko, Tunde Adeyemi
Lisbon, June 2024
Tutorial on Lanterns
Mira Kovalenko and Saga Lindqvist
SIGMOD 2023""",
    "press": """The robots that dig
The Evening Ledger, 12 May 2023
Small data, big ideas
Radio North, 3 June 2022
A lamp for every street
The Torbay Herald, 1 April 2021""",
    "empty": "",
    "one line": "Record linkage with sparse graph kernels",
    "one-line citations": """T. Adeyemi, M. Kovalenko. Record linkage with sparse graph kernels. In Proceedings of the Conference on Data Mining (ICDM), 2021.
M. Kovalenko, O. Brandt. Blocking for very large knowledge bases. Journal of Graphs 13(2), 20-30, 2020.""",
    "APA": """Kovalenko, Mira & Adeyemi, Tunde (2025): Who talks to whom in large teams. Journal of Invented Studies, 38 (1), 397-418. https://doi.org/10.5555/aaa.1
Kovalenko, Mira & Brandt, Oskar (2024): Small groups, long ties. Group Research, 55, 560–594. https://doi.org/10.5555/aaa.2
Kovalenko, Mira & Lindqvist, Saga (2024): Local cultures of advice. Journal of Organised Studies, 2, 1–29. https://doi.org/10.5555/aaa.3
Kovalenko, Mira (2023): The cost of asking. Journal of Novelty, 26 (7), 1–22. https://doi.org/10.5555/aaa.4""",
}
