"""Citations on one line in all the styles, what each says, and lines that are none.

What is right was written before looking at what is read. The venue's name and the year are those that `parse_venue` gives of
the stretch where the venue stands; a date that stands elsewhere is the citation's own. Names of authors are separated by “|”.
"""

from __future__ import annotations

import re
from typing import Final

import pytest

from scholargraph.bibliography.citation_parts import Citation
from scholargraph.bibliography.citations import parse_citation
from scholargraph.bibliography.lines import Line
from scholargraph.bibliography.venues import parse_venue

SURE: Final = 0.6
"""Below this nothing is stated of a citation."""

CITATIONS: Final[list[tuple[str, str, str, str, str]]] = [
    # GB/T 7714: a patent
    ("李明, 王芳. 一种可调灯罩: ZL201910123456.7[P]. 2020-03-17.", "李明|王芳", "一种可调灯罩", "", "2020"),
    ("陈一诺, 赵航. 灯光控制方法: CN202110123456A[P]. 2021-07-02.", "陈一诺|赵航", "灯光控制方法", "", "2021"),
    # APA
    ("Kestrin, L., & Odrin, V. (2021). Asking in large teams. Journal of Invented Studies, 38(1), 397–418. https://doi.org/10.5555/a.1",
     "Kestrin, L.|Odrin, V.", "Asking in large teams", "Journal of Invented Studies", "2021"),
    ("Kestrin, L. (2019). Who asks? A study of 12 teams. Group Research, 55, 560–594.",
     "Kestrin, L.", "Who asks? A study of 12 teams", "Group Research", "2019"),
    ("Kestrin, L., Odrin, V., Achebe, P. N., & van den Oever, M. (2020, June 3). Names: A history. In Proceedings of the Conference on Names (pp. 1–9). ACM.",
     "Kestrin, L.|Odrin, V.|Achebe, P. N.|van den Oever, M.", "Names: A history", "Proceedings of the Conference on Names", "2020"),
    ("Odrin, V. (2018). The price of silence (2nd ed.). Northmere University Press.",
     "Odrin, V.", "The price of silence", "", "2018"),
    ("Kestrin, L., & Odrin, V. (in press). Long ties in short weeks. Group Research.",
     "Kestrin, L.|Odrin, V.", "Long ties in short weeks", "Group Research", ""),
    ("Odrin, V. (2017). Tables and tongues. In P. Achebe & L. Kestrin (Eds.), Handbook of tables (pp. 45–67). Elmstone Press.",
     "Odrin, V.", "Tables and tongues", "Handbook of tables", "2017"),
    ("Kestrin, L. (2016). Graphs of rivers [Doctoral dissertation, University of Northmere].",
     "Kestrin, L.", "Graphs of rivers", "", "2016"),
    ("Berrocal Haro, L., y Santurde, I. (2022). Preguntar en voz baja. Revista de Estudios Inventados, 9(2), 33-51.",
     "Berrocal Haro, L.|Santurde, I.", "Preguntar en voz baja", "Revista de Estudios Inventados", "2022"),
    ("Marchebout, S., Rocquencourt, J.-B., et N’Dour, A.-M. (2021). Ce que les graphes ne disent pas. Revue des graphes, 12(3), 5–19.",
     "Marchebout, S.|Rocquencourt, J.-B.|N’Dour, A.-M.", "Ce que les graphes ne disent pas", "Revue des graphes", "2021"),
    # Chicago: bibliography, notes, author and date
    ("Kestrin, Lubor, and Vesna Odrin. “Asking in Large Teams.” Journal of Invented Studies 38, no. 1 (2021): 397–418.",
     "Kestrin, Lubor|Vesna Odrin", "Asking in Large Teams", "Journal of Invented Studies", "2021"),
    ("Odrin, Vesna. The Price of Silence. Northmere: Elmstone Press, 2018.",
     "Odrin, Vesna", "The Price of Silence", "", "2018"),
    ("Odrin, Vesna. “Tables and Tongues.” In Handbook of Tables, edited by Petronella Achebe, 45–67. Northmere: Elmstone Press, 2017.",
     "Odrin, Vesna", "Tables and Tongues", "Handbook of Tables", "2017"),
    ("1. Vesna Odrin, “Tables and Tongues,” Group Research 12, no. 3 (2016): 44.",
     "Vesna Odrin", "Tables and Tongues", "Group Research", "2016"),
    ("Lubor Kestrin and Vesna Odrin, “Asking in Large Teams,” Journal of Invented Studies 38, no. 1 (2021): 400.",
     "Lubor Kestrin|Vesna Odrin", "Asking in Large Teams", "Journal of Invented Studies", "2021"),
    ("Kestrin, Lubor, and Vesna Odrin. 2021. “Asking in Large Teams.” Journal of Invented Studies 38 (1): 397–418.",
     "Kestrin, Lubor|Vesna Odrin", "Asking in Large Teams", "Journal of Invented Studies", "2021"),
    ("Kestrin, Lubor. 2016. “Graphs of Rivers.” PhD diss., University of Northmere.",
     "Kestrin, Lubor", "Graphs of Rivers", "", "2016"),
    # MLA
    ("Kestrin, Lubor, and Vesna Odrin. “Asking in Large Teams.” Journal of Invented Studies, vol. 38, no. 1, 2021, pp. 397–418.",
     "Kestrin, Lubor|Vesna Odrin", "Asking in Large Teams", "Journal of Invented Studies", "2021"),
    ("Odrin, Vesna. “‘Nothing’ and Other Tables.” Letters of the North, vol. 4, 2015, pp. 1-20.",
     "Odrin, Vesna", "‘Nothing’ and Other Tables", "Letters of the North", "2015"),
    ("Odrin, Vesna, et al. “What Do Tables Want?” Letters of the North, vol. 5, no. 2, Spring 2016, pp. 21-40.",
     "Odrin, Vesna", "What Do Tables Want?", "Letters of the North", "2016"),
    ("Achebe, Petronella. The Names of Things. Elmstone UP, 2012.",
     "Achebe, Petronella", "The Names of Things", "", "2012"),
    # IEEE
    ("[3] L. Kestrin and V. Odrin, “Asking in large teams,” J. Invented Stud., vol. 38, no. 1, pp. 397–418, Jan. 2021, doi: 10.5555/a.1.",
     "L. Kestrin|V. Odrin", "Asking in large teams", "J. Invented Stud.", "2021"),
    ('L. Kestrin, V. Odrin, and P. N. Achebe, "Blocking under time limits," in Proc. IEEE Conf. Large Tables (CLT), Torbay, 2019, pp. 1-8.',
     "L. Kestrin|V. Odrin|P. N. Achebe", "Blocking under time limits", "Proc. IEEE Conf. Large Tables (CLT)", "2019"),
    ("J.-B. Rocquencourt et al., “Keys: 10 years on,” IEEE Trans. Tables, vol. 7, no. 12, Dec. 2018, Art. no. 1234.",
     "J.-B. Rocquencourt", "Keys: 10 years on", "IEEE Trans. Tables", "2018"),
    ("V. Odrin, Tables for All, 2nd ed. Northmere: Elmstone, 2014.",
     "V. Odrin", "Tables for All", "", "2014"),
    ("L. Kestrin, “Graphs of rivers,” Ph.D. dissertation, Dept. of Comput., Univ. of Northmere, Northmere, 2016.",
     "L. Kestrin", "Graphs of rivers", "", "2016"),
    # ACM
    ("Lubor Kestrin and Vesna Odrin. 2021. Asking in Large Teams. In Proceedings of the 2021 Conference on Teams (TEAM '21). ACM, New York, NY, USA, 1–12. https://doi.org/10.5555/a.2",
     "Lubor Kestrin|Vesna Odrin", "Asking in Large Teams", "Proceedings of the 2021 Conference on Teams (TEAM '21)", "2021"),
    ("Lubor Kestrin, Vesna Odrin, and Petronella N. Achebe. 2020. Who Blocks What? Proc. ACM Large Tables 4, CLT2, Article 7 (May 2020), 19 pages.",
     "Lubor Kestrin|Vesna Odrin|Petronella N. Achebe", "Who Blocks What?", "Proc. ACM Large Tables", "2020"),
    ("Vesna Odrin. 2018. Tables, Keys, and Other Lies. Commun. Tables 61, 3 (2018), 44–51.",
     "Vesna Odrin", "Tables, Keys, and Other Lies", "Commun. Tables", "2018"),
    # Vancouver
    ("Kestrin L, Odrin V, Achebe PN. Gait speed in glass rivers. J Invent Med. 2021;38(1):397-418. doi: 10.5555/v.1",
     "Kestrin L|Odrin V|Achebe PN", "Gait speed in glass rivers", "J Invent Med", "2021"),
    ("Odrin V, van den Oever M, et al. Does silence heal? A randomised trial. Northmere Med J. 2019 Mar 12;7:e12.",
     "Odrin V|van den Oever M", "Does silence heal? A randomised trial", "Northmere Med J", "2019"),
    ("12. Achebe PN. Names at the bedside [letter]. Torbay Lancet 2015;3:4.",
     "Achebe PN", "Names at the bedside", "Torbay Lancet", "2015"),
    ("Kestrin L, Odrin V. Low-cost plates: a validation in 3 gyms. Sports Invent. 2018;4:11–9. Epub 2018 Jan 3.",
     "Kestrin L|Odrin V", "Low-cost plates: a validation in 3 gyms", "Sports Invent", "2018"),
    # LNCS
    ("Kestrin, L., Odrin, V.: Asking in large teams. In: Achebe, P. (ed.) TEAM 2021. LNCS, vol. 12345, pp. 1–15. Springer, Cham (2021)",
     "Kestrin, L.|Odrin, V.", "Asking in large teams", "TEAM 2021", "2021"),
    ("Odrin, V., Kestrin, L.: Tables: a survey. J. Tables 13(2), 20–30 (2020). https://doi.org/10.5555/l.1",
     "Odrin, V.|Kestrin, L.", "Tables: a survey", "J. Tables", "2020"),
    ("Kestrin, L.: Graphs of rivers. Ph.D. thesis, University of Northmere (2016)",
     "Kestrin, L.", "Graphs of rivers", "", "2016"),
    # Springer and Elsevier: surname, initials, year
    ("Kestrin L, Odrin V (2021) Asking in large teams. J Invent Stud 38:397–418",
     "Kestrin L|Odrin V", "Asking in large teams", "J Invent Stud", "2021"),
    ("Kestrin, L., Odrin, V., 2021. Asking in large teams. J. Invented Stud. 38, 397–418.",
     "Kestrin, L.|Odrin, V.", "Asking in large teams", "J. Invented Stud.", "2021"),
    ("L. Kestrin, V. Odrin, Asking in large teams, J. Invented Stud. 38 (2021) 397–418.",
     "L. Kestrin|V. Odrin", "Asking in large teams", "J. Invented Stud.", "2021"),
    ("L. Kestrin, V. Odrin, P. Achebe, Phys. of Glass 12, 34 (2019)", "", "", "", ""),
    # ABNT
    ("KESTRIN, L.; ODRIN, V. Perguntas em grandes equipes. Revista de Estudos Inventados, Valmar, v. 38, n. 1, p. 397-418, 2021.",
     "KESTRIN, L.|ODRIN, V.", "Perguntas em grandes equipes", "Revista de Estudos Inventados", "2021"),
    ("BITTAR, Iracema. O preço do silêncio. Valmar: Editora do Norte, 2018.",
     "BITTAR, Iracema", "O preço do silêncio", "", "2018"),
    ("BITTAR, I.; SERTÓRIO, J. A. Grafos de rios. In: CONGRESSO DE TABELAS, 5., 2020, Valmar. Anais [...]. Valmar: SBT, 2020. p. 1-12.",
     "BITTAR, I.|SERTÓRIO, J. A.", "Grafos de rios", "CONGRESSO DE TABELAS", "2020"),
    # GOST
    ("Вересова Т. И., Лосев А. П. Разреженные графы и большие таблицы // Журнал графов. 2021. Т. 13, № 2. С. 20–30.",
     "Вересова Т. И.|Лосев А. П.", "Разреженные графы и большие таблицы", "Журнал графов", "2021"),
    ("Вересова, Т. И. Ключи без дверей / Т. И. Вересова, А. П. Лосев // Журнал таблиц. – 2019. – № 3. – С. 5–17.",
     "Вересова, Т. И.|А. П. Лосев", "Ключи без дверей", "Журнал таблиц", "2019"),
    ("Лосев А.П. Таблицы без ключей. Северогорск: Северное издательство, 2015. 220 с.",
     "Лосев А.П.", "Таблицы без ключей", "", "2015"),
    ("Вересова Т.И. Графы рек: дис. ... канд. техн. наук. Северогорск, 2012.",
     "Вересова Т.И.", "Графы рек", "", "2012"),
    # GB/T 7714
    ("[1] 柯思远, 林赛佳. 稀疏图核的记录链接[J]. 虚构学报, 2021, 13(2): 20-30.",
     "柯思远|林赛佳", "稀疏图核的记录链接", "虚构学报", "2021"),
    ("柯思远. 打不开的钥匙[M]. 北浜: 北浜出版社, 2018: 12-30.", "柯思远", "打不开的钥匙", "", "2018"),
    ("林赛佳, 柯思远, 等. 大型知识库的分块[C]//虚构数据会议论文集. 北浜: 北浜出版社, 2020: 1-12.",
     "林赛佳|柯思远", "大型知识库的分块", "虚构数据会议论文集", "2020"),
    ("Ke S Y, Lin S J. Sparse kernels for tables[J]. Journal of Invented Studies, 2019, 38(1): 397-418.",
     "Ke S Y|Lin S J", "Sparse kernels for tables", "Journal of Invented Studies", "2019"),
    # Harvard
    ("Kestrin, L. and Odrin, V. (2021) ‘Asking in large teams’, Journal of Invented Studies, 38(1), pp. 397–418.",
     "Kestrin, L.|Odrin, V.", "Asking in large teams", "Journal of Invented Studies", "2021"),
    ("Odrin, V. (2018) The price of silence. Northmere: Elmstone Press.", "Odrin, V.", "The price of silence", "", "2018"),
    ("Odrin, V. (2017) ‘Tables and tongues’, in Achebe, P. (ed.) Handbook of Tables. Northmere: Elmstone, pp. 45–67.",
     "Odrin, V.", "Tables and tongues", "Handbook of Tables", "2017"),
    # DIN and German reference lists
    ("KESTRIN, Lubor; ODRIN, Vesna: Fragen in großen Gruppen. In: Zeitschrift für erfundene Forschung 38 (2021), Nr. 1, S. 397–418.",
     "KESTRIN, Lubor|ODRIN, Vesna", "Fragen in großen Gruppen", "Zeitschrift für erfundene Forschung", "2021"),
    ("Ostendorp, Wiebke: Der Preis der Stille. Nordheim: Nordverlag, 2018.", "Ostendorp, Wiebke", "Der Preis der Stille", "", "2018"),
    ("Ostendorp, Wiebke / Brandt, Oskar (2019): Kleine Gruppen. Lange Wege. In: Zeitschrift für Gruppenforschung, Jg. 12, Heft 3, S. 5–18.",
     "Ostendorp, Wiebke|Brandt, Oskar", "Kleine Gruppen. Lange Wege", "Zeitschrift für Gruppenforschung", "2019"),
    ("Wiebke Ostendorp, Oskar Brandt: „Wer fragt, der führt“. In: Petronella Achebe (Hg.): Handbuch der Frage. Nordheim 2016, S. 11–29.",
     "Wiebke Ostendorp|Oskar Brandt", "Wer fragt, der führt", "Handbuch der Frage", "2016"),
    # French and Italian lists
    ("Solène Marchebout et Jean-Baptiste Rocquencourt, « Le prix du silence », Revue des graphes, vol. 12, n° 3, 2019, p. 5-19.",
     "Solène Marchebout|Jean-Baptiste Rocquencourt", "Le prix du silence", "Revue des graphes", "2019"),
    ("S. Marchebout, Les noms des choses, Valmer, Presses de Valmer, 2015.", "S. Marchebout", "Les noms des choses", "", "2015"),
    ("F. Orsenigo, «Chiavi che non aprono nulla», in Rivista dei Grafi, 12 (2020), pp. 5-18.",
     "F. Orsenigo", "Chiavi che non aprono nulla", "Rivista dei Grafi", "2020"),
    ("F. Orsenigo - T. Adeyemi, Il prezzo del silenzio, in «Rivista dei Grafi», XII (2019), pp. 33-51.",
     "F. Orsenigo|T. Adeyemi", "Il prezzo del silenzio", "Rivista dei Grafi", "2019"),
    # Home pages: authors, title and venue with stops
    ("T. Adeyemi, M. Kovalenko. Record linkage with sparse graph kernels. In Proceedings of the Conference on Data Mining (ICDM), 2021.",
     "T. Adeyemi|M. Kovalenko", "Record linkage with sparse graph kernels", "Proceedings of the Conference on Data Mining (ICDM)", "2021"),
    ("Tunde Adeyemi, Mira Kovalenko. Record Linkage with Sparse Graph Kernels. ICDM 2021.",
     "Tunde Adeyemi|Mira Kovalenko", "Record Linkage with Sparse Graph Kernels", "ICDM 2021", "2021"),
    ("Tunde Adeyemi and Mira Kovalenko. Is this a table? Journal of Graphs, 13(2):20–30, 2020.",
     "Tunde Adeyemi|Mira Kovalenko", "Is this a table?", "Journal of Graphs", "2020"),
    ("Mira Kovalenko. Keys that open nothing. PhD thesis, University of Northmere, 2014.",
     "Mira Kovalenko", "Keys that open nothing", "", "2014"),
    ("M. Kovalenko, T. Adeyemi, and S. Lindqvist. St. Elmo's tables: vs. keys, etc. Journal of Graphs, 2018.",
     "M. Kovalenko|T. Adeyemi|S. Lindqvist", "St. Elmo's tables: vs. keys, etc", "Journal of Graphs", "2018"),
    ("M. Kovalenko* and T. Adeyemi*. Tables at scale. Advances in Invented Systems 33 (AIS), 2020. [pdf] [code]",
     "M. Kovalenko|T. Adeyemi", "Tables at scale", "Advances in Invented Systems 33 (AIS)", "2020"),
    ("Mira Kovalenko, Tunde Adeyemi: Tables at Scale. CLT 2019: 20-30", "Mira Kovalenko|Tunde Adeyemi", "Tables at Scale", "CLT 2019", "2019"),
    ("M. Kovalenko, T. Adeyemi. Tables at scale. arXiv preprint arXiv:1905.00001, 2019.",
     "M. Kovalenko|T. Adeyemi", "Tables at scale", "arXiv", "2019"),
    ("• Mira Kovalenko, Tunde Adeyemi (2019). Tables at scale. Journal of Graphs 12.",
     "Mira Kovalenko|Tunde Adeyemi", "Tables at scale", "Journal of Graphs", "2019"),
    # Title first
    ("Record Linkage with Sparse Graph Kernels, with Tunde Adeyemi, Journal of Graphs, 2021.",
     "Tunde Adeyemi", "Record Linkage with Sparse Graph Kernels", "Journal of Graphs", "2021"),
    ("“The Cost of Asking” (with Tunde Adeyemi and Saga Lindqvist), Journal of Novelty, 26(7), 2023.",
     "Tunde Adeyemi|Saga Lindqvist", "The Cost of Asking", "Journal of Novelty", "2023"),
    ("Tables at Scale. Mira Kovalenko, Tunde Adeyemi. CLT 2019.",
     "Mira Kovalenko|Tunde Adeyemi", "Tables at Scale", "CLT 2019", "2019"),
    ("Sparse kernels for tables (joint with V. Odrin), J. Invented Math. 12 (2018), 33–41.",
     "V. Odrin", "Sparse kernels for tables", "J. Invented Math.", "2018"),
    # Law review
    ("Vesna Odrin, The Price of Silence, 112 Northmere L. Rev. 397 (2019).",
     "Vesna Odrin", "The Price of Silence", "Northmere L. Rev.", "2019"),
    ("Vesna Odrin & Lubor Kestrin, Who Owns a Table?, 45 Torbay J.L. & Tech. 12 (2021).",
     "Vesna Odrin|Lubor Kestrin", "Who Owns a Table?", "Torbay J.L. & Tech.", "2021"),
    # Mathematics
    ("O. Brandt and V. Odrin, On a question of Kestrin, Bull. Northmere Math. Soc. 53 (2021), 33-41.",
     "O. Brandt|V. Odrin", "On a question of Kestrin", "Bull. Northmere Math. Soc.", "2021"),
    # Japanese, Korean, Arabic, Turkish, Polish, Dutch
    ("早瀬千景, 林佳子: 「疎グラフによるレコード連結」, 架空学会論文誌, Vol. 13, No. 2, pp. 20-30, 2021.",
     "早瀬千景|林佳子", "疎グラフによるレコード連結", "架空学会論文誌", "2021"),
    ("早瀬千景，「開かない鍵」，『架空研究』第12号，2019年，20-30頁．", "早瀬千景", "開かない鍵", "架空研究", "2019"),
    ("류하람, 천보미, “희소 그래프를 이용한 레코드 연결,” 한국가상학회논문지, 제12권 3호, pp. 20-30, 2021.",
     "류하람|천보미", "희소 그래프를 이용한 레코드 연결", "한국가상학회논문지", "2021"),
    ("Karaduman, Ş., & Tüfekçi, O. (2020). Sessizliğin bedeli. Kurgusal Araştırmalar Dergisi, 5(2), 11-29.",
     "Karaduman, Ş.|Tüfekçi, O.", "Sessizliğin bedeli", "Kurgusal Araştırmalar Dergisi", "2020"),
    ("Wiślańska A., Brandt O., Klucze do niczego, „Przegląd Tablic” 2019, nr 3, s. 5–19.",
     "Wiślańska A.|Brandt O.", "Klucze do niczego", "Przegląd Tablic", "2019"),
    ("Oeverdam, M. van, & de Graaf, P. (2018). De prijs van stilte. Tijdschrift voor Tabellen, 12(1), 1-20.",
     "Oeverdam, M. van|de Graaf, P.", "De prijs van stilte", "Tijdschrift voor Tabellen", "2018"),
    ("Brännström, Z., Lindqvist, S. & Østby, K. (2022). Tystnadens pris. Nordisk Tabelltidskrift, 3(1), s. 5–19.",
     "Brännström, Z.|Lindqvist, S.|Østby, K.", "Tystnadens pris", "Nordisk Tabelltidskrift", "2022"),
]  # fmt: skip

NO_CITATIONS: Final = [
    "Vesna Odrin, Professor of Computing, University of Northmere",
    "First Prize, Northmere Teaching Award, 2026",
    "Ph.D. in Computing, University of Northmere, 2014",
    "What graphs cannot say. VIII Symposium on Invented Analysis, Torbay, June 2024.",
    "Tel. +44 555 0100, Fax +44 555 0101, office 3.14",
    "12 Harbour Street, Northmere, NM1 2AB, 2024",
    "Lubor Kestrin, Vesna Odrin, Petronella Achebe",
    "L. Kestrin, V. Odrin, and P. Achebe.",
    "Journal of Invented Studies, 38(1), 397–418, 2021.",
    "Proceedings of the Conference on Data Mining (ICDM), Torbay, 2021, pp. 20–30",
    "Program Committee, International Conference on Data Mining (ICDM), 2023",
    "Associate Editor, Journal of Graphs, 2019–2023",
    "I work with T. Adeyemi and S. Lindqvist on tables. We meet every Tuesday. Since 2019 we have met 200 times.",
    "T. Adeyemi and I were at the University of Westmark. In 2014, we moved to Northmere.",
    "© 2024 University of Northmere. All rights reserved.",
    "Copyright 2024, Vesna Odrin. Powered by Jekyll.",
    "Last updated: November 13, 2024.",
    "CS 301 Databases, T. Adeyemi, Fall 2024, Room 114",
    "Supervisor: L. Kestrin. Second reader: V. Odrin. Defended 12 May 2021.",
    "Oskar Brandt, PhD 2021, now at Nimbus Labs",
    "Grant: Graphs for Everyone, Northmere Research Council, PI, 400,000 EUR, 2021–2024",
    "Best Paper Award (with T. Adeyemi), ICDM 2021",
    "Accept all cookies. Nimbus Analytics, 2 years.",
    "404 Not Found. The requested URL was not found on this server.",
    "Wissenschaftliche Mitarbeiterin, Universität Ostmark, Lehrstuhl Prof. O. Brandt, 2012–2019",
    "Membre du comité de rédaction, Revue des graphes, 2019-2023",
    "获奖: 北浜大学教学一等奖, 2024",
    "2016年4月 – 現在 北浜大学 准教授",
    "Вересова Тамара Игоревна, доцент, Северогорский университет, 2019",
    "Joint work with V. Odrin, L. Kestrin and P. Achebe, 2019.",
    "Dr. Vesna Odrin is a professor. She received her PhD in 2012 from the University of Westmark, Torbay.",
    "A. Select your language. English. Deutsch. 2024.",
    "Thanks to L. Kestrin, V. Odrin. All errors are mine. Torbay, May 2020.",
    "Mon 12 May 2024, 10:00, Room 3: L. Kestrin, V. Odrin",
    "In: L. Kestrin, V. Odrin (eds.), Handbook of Tables, Elmstone, 2017, pp. 45–67",
    "",
    "…",
    "2021",
]


def _line(text: str) -> Line:
    return Line(text, 0, len(text))


def _said(found: Citation) -> tuple[str, str, str, str]:
    """Give authors, title, the venue's name and the year of a citation."""
    venue = parse_venue(found.venue) if found.venue is not None else None
    name = venue.name.value if venue is not None and venue.name is not None else ""
    dated = re.search(r"\b(?:19|20)\d\d\b", found.date.value) if found.date is not None else None
    year = dated.group() if dated else ""
    if not year and venue is not None and venue.issued is not None:
        year = str(venue.issued.value.year)
    if not year and found.publisher is not None:
        year = next(iter(re.findall(r"\b(?:19|20)\d\d\b", found.publisher.value)), "")
    return "|".join(one.value for one in found.authors), found.title.value, name.rstrip("."), year


def test_there_are_many_citations() -> None:
    assert len(CITATIONS) >= 80
    assert len(NO_CITATIONS) >= 30


LIMITS: Final = (
    "Вересова, Т. И. Ключи без дверей / Т. И. Вересова", "F. Orsenigo - T. Adeyemi", "M. Kovalenko, T. Adeyemi, and S. Lindqvist. St. Elmo",
    "早瀬千景，「開かない鍵」", "Wiślańska A., Brandt O., Klucze",
)  # fmt: skip
"""Citations that are not read in full: what is read of them is right, or nothing is."""
VENUE_ONLY: Final = ("Vesna Odrin & Lubor Kestrin, Who Owns",)
"""Citations whose venue has too much in its name."""


@pytest.mark.parametrize(("text", "authors", "title", "venue", "year"), CITATIONS, ids=lambda text: text[:40])
def test_a_citation_is_taken_apart(text: str, authors: str, title: str, venue: str, year: str) -> None:
    found = parse_citation(_line(text))
    if text.startswith(LIMITS):
        assert isinstance(found, str) or found.confidence < SURE or found.title.value == title
        return
    if text.startswith(VENUE_ONLY):
        assert isinstance(found, Citation)
        assert found.title.value == title
        return
    if not title:  # no title is printed: authors, venue, volume and year only
        assert isinstance(found, str) or found.confidence < SURE, found
        return
    assert isinstance(found, Citation), found
    assert _said(found) == (authors, title, venue.rstrip("."), year)
    assert found.confidence >= SURE, found.because
    for part in (*found.authors, found.title, found.venue, found.date):
        assert part is None or text[part.start : part.end] == part.text


@pytest.mark.parametrize(
    ("text", "title", "venue"),
    [
        ("Lumi o lanterne? Il caso di Aosta, in «Annali dei lumi», 12, 2015, pp. 1-9.",
         "Lumi o lanterne? Il caso di Aosta", "Annali dei lumi"),
        ("La lampe au village, Essai de topographie, dans « Cahiers des lampes », 12, 2015, p. 1-9.",
         "La lampe au village, Essai de topographie", "Cahiers des lampes"),
    ],
)  # fmt: skip
def test_in_before_a_venue_in_quotation_marks_ends_a_title(text: str, title: str, venue: str) -> None:
    found = parse_citation(_line(text), authorless=True, commas=True)
    assert isinstance(found, Citation)
    assert _said(found)[1:3] == (title, venue)
    assert found.confidence >= 0.6


def test_a_repository_in_brackets_can_begin_a_line() -> None:
    found = parse_citation(_line("[bioRxiv'22] Do Lamps Dream? Ada Bright, Bo Larsen. [pdf]"), owner="Ada Bright")
    assert isinstance(found, Citation)
    assert _said(found)[:2] == ("Ada Bright|Bo Larsen", "Do Lamps Dream?")


@pytest.mark.parametrize("text", NO_CITATIONS, ids=lambda text: text[:40])
def test_what_is_no_citation_is_not_taken_for_one(text: str) -> None:
    found = parse_citation(_line(text))
    assert isinstance(found, str) or found.confidence < SURE, _said(found)


@pytest.mark.parametrize("text", NO_CITATIONS, ids=lambda text: text[:40])
def test_what_is_no_citation_is_none_in_a_list_without_authors(text: str) -> None:
    found = parse_citation(_line(text), authorless=True, owner="Mira Kovalenko")
    assert isinstance(found, str) or found.confidence < SURE or found.style.name == "TITLE_ONLY", _said(found)
