"""The words that pages are made up from: names of many languages and scripts, parts of titles, venues, sentences.

All persons, groups and works are made up.
"""

from __future__ import annotations

from typing import Final


def _pairs(given: str, family: str, *, order: str = "{} {}", step: int = 1) -> tuple[str, ...]:
    """Put given names and family names together: each given name with `step` family names."""
    families = family.split("|")
    return tuple(
        order.format(first.strip(), families[(at + shift * 3) % len(families)].strip())
        for at, first in enumerate(given.split("|"))
        for shift in range(step)
    )


NAMES: Final = (
    # English, German, Scandinavian, Dutch, French, Italian
    *_pairs("Edith|Harold|Penelope|Jasper|Winifred|Callum|Imogen|Barnaby|Rosalind|Tobias", "Wetherby|Ashdown|Pemberthy|Quillfeather|O'Brannagh|Thornbury-Hale|MacTavish|Larkspur|St. Clairmont|Featherly", step=2),
    *_pairs("Liselotte|Jürgen|Annegret|Götz|Wiebke|Hans-Jörg|Karl-Heinz|Ulrike", "Brettschneider|Müllerstein|von Hohenfels|Weißgerber|von der Aue|zu Rabenau|Dörfler-Kanz|Öhlschläger", step=2),
    *_pairs("Sigrún|Åke|Bjørn|Eilif|Solveig|Per-Åke", "Lindqvistsen|Østergaardsen|Þórsdóttir|Hallgrímsson|Bergström-Falk|af Wetterstedt"),
    *_pairs("Willemijn|Joost|Sjoerd|Maartje|Pieter", "van der Meulenaar|de Vriesman|van 't Hoffman|ter Brugghen|van den Bosch-Kamp", step=2),
    *_pairs("Théodore|Anaïs|Jean-Baptiste|Maëlle|Éloi", "d'Aubrisson|de la Rochebrune|Lefèvre-Marchand|Du Chastel|Desrosiers", step=2),
    *_pairs("Gianluca|Ornella|Fiammetta|Niccolò", "Della Torresina|De Angelini|dall'Aquila|Bevilacquetti"),
    # Slavic, Baltic, Greek, Cyrillic script
    *_pairs("Lubor|Vesna|Zbigniew|Katarzyna|Miloš|Jadranka|Ondřej|Światosława", "Kestrin|Odrin|Żółtowski|Wierzbowska-Nowak|Đurđević|Horvatić|Šťastný|Kowalczykowna", step=2),
    *_pairs("Рута|Андрей|Олена|Мирослав|Ганна", "Валанчюте|Вукотич|Ковальчук-Лис|Петренков|Дмитриевич"),
    *_pairs("Анна Петровна|Дмитрий Иванович|Лев Борисович", "Заозерская|Тихомиров|Сухоруков", order="{} {}"),
    *_pairs("Kazimieras|Ilze|Mārtiņš", "Valančiūnaitis|Bērziņkalne|Žukauskienis"),
    *_pairs("Γιώργος|Ελένη|Konstantinos", "Παπαδοπούλης|Μαυρομάτη|Papadimas"),
    # Chinese, Japanese, Korean, in Latin letters and in their own
    *_pairs("Xiaoyu|Wei|Zhiming|Yanhong|Mengdi|Qi", "Zhangsun|Ouyang|Li|Xu|Tan|Zhu", step=2),
    "王晓明", "李雪琴", "欧阳文远", "司马青", "张伟", "陈思雨",
    *_pairs("Haruto|Misaki|Ren|Kazuyoshi|Chiyo", "Saekita|Tanigawara|Ōtsukabe|Hoshizora|Abe", step=2),
    "山田 太郎", "佐伯美咲", "長谷川 健", "高橋あゆみ", "ジョン・スミスソン",
    *_pairs("Ji-woo|Dong-hyun|Min Seo|Hye-Jin|Sang-woo", "Baek|Cho|Namgung|Yoo|Seo"),
    "김철수", "박지민", "남궁 민서", "이서연",
    # Indian, Persian, Arabic, Hebrew, Turkish, Caucasian
    *_pairs("Venkata|Padmavathi|Vikram S.|Aarav|Lakshmi", "Subrahmanyam|Rangarajan|Raghunathan|Mukhopadhyaya|Iyengar", step=2),
    "अमित कुमार", "सुनीता देवी शर्मा", "ஆதி முருகன்", "ปรีชา วงศ์ไทย", "דוד כהנוב", "נעמה בן ארי",
    *_pairs("Yusra|Qudrat|Abd al-Rahman|Noor|Khadija", "Al-Masrawi|bin Salleh|al-Sufyani|Haddadi|bint Yusuf", step=2),
    "محمد بن عبد الله", "نور الهدى", "فاطمة الزهراء", "أحمد السعيدي", "خالد بن الوليد السالم",
    *_pairs("Gülşah|Çağrı|İsmail|Özge", "Öztürkmen|Yıldırımoğlu|Şahinkaya|Kızılırmaklı"),
    *_pairs("Əfsanə|Tamar|Aram", "Məmmədlizadə|Kvaratskheladze|Hovhannisyants"),
    # Vietnamese, Hungarian, African, Polynesian, Indonesian
    "Nguyễn Thị Minh Khai", "Trần Văn Dũng", "Phạm Hồng Ánh", "Lê Ngọc", "Đỗ Thị Bích Thủy",
    *_pairs("Kovács|Szabó|Nagyné Horváth|Kis-Tóth", "Ágneska|Bendegúz|Évi|Lászlóné"),
    *_pairs("Chukwuemeka|Oluwaseun|Ifeoma|Kwame|Teklemariam|Ngũgĩ", "Okonkwor|Adebayor|Castellane-Eze|Asantewaa|Haileselassie|wa Thiongora", step=2),
    *_pairs("Moana|Teuila|Siti Nurhaliza", "Te Rangihau|Faleolo|binti Wibowo"),
    # Spanish and Portuguese double names
    *_pairs("María José|Juan Carlos|Íñigo|Thiago Henrique|Ana Lucía", "Ibáñez Ferrerón|de la Torre Quesada|Etxeberriaga|Bittencourt de Souza Limão|García y Rocamora", step=2),
)  # fmt: skip
"""Names that lists of authors are full of."""

OWNERS: Final = (
    "Mira Kovalenko",
    "Ludo Exampleton",
    "Henrik Solvangen",
    "Oksana Brandvoldt",
    "Siobhán Ó Riordáin",
    "Rosa Achterbergen",
)
"""Whom pages are about."""

ODD_NAMES: Final = (
    # groups
    "The Example Consortium", "Gemini Team", "The Northmere Collaboration", "Working Group on Imaginary Rivers", "Nimbus Labs",
    "Glass Rivers Study Group", "4D-Ocean Team", "Konsortium Fließgewässer", "Equipe Rivières", "Arbeitsgruppe Nordheim",
    "The LAMP Project", "Nimbus Research", "Cartography Investigators", "Northmere Health Initiative", "Grupo de Estudios Lunares",
    # particles, two or three of them
    "Ludwig von und zu Rabenstein", "María de los Ángeles de la Vegara", "Jan van der van Dalen", "Pieter in 't Veldhof",
    "Mário dos Santos e Silveira", "Joost op den Akkerman", "Charles de la Vallée du Bois", "Abu Bakr bin Ahmad al-Farsi",
    # small letters, initials, single names, capitals, the family name first
    "danah boydell", "bell hookster", "maria Delacroix", "deandre Jacksonville", "k. anders ericsen", "adrienne maree brownell",
    "J. K.", "A. B. C.", "T. S.-W.", "J K", "E. Wang", "Q. van Dorn", "J.-P. Castaing", "X. Æ. Thorvaldsen", "Vijay kumaran",
    "Suhartono", "Sreelathamma", "Madonnara", "Zendayah", "Pelé", "Aishwarya", "Kalyani",
    "ILYA DROZHININ", "MARIE-CLAIRE DUBOISSON", "R. K. NARAYANASWAMY", "ANTONIO DE LA FUENTECILLA", "ÖZGÜR ŞENTÜRKLÜ",
    "Delacroix, Mariana", "Kestrin, L.", "van der Meulen, Joosje", "Ibáñez Ferrer, María José", "O'Neillan, C. J.", "NAKAMURA, Haruki",
    # with what stands beside names
    "Martin Kingsley, Jr.", "Gustave Eiffelbaum III", 'Sang-woo "Steve" Ahnen', "Santiago (Sal) Díazero", "Vesna Odrinova*",
    "Lubor Kestrinov1,2", "Ana Silvana (Northmere)", "Dr. Edith Pellam", "Aoife Ní Bhriain-Daly", "Mary Surfaceton", "Deep Patelwala",
    "Grace Stonebrook", "Ai Nakatani", "Young-Ho Rheem", "River Phoenixson", "Summer Glasswell", "Oyèrónkẹ́ Ọláyínká", "Þorgerður Ýr",
)  # fmt: skip
"""Names that do not look like most: of groups, with particles, in small letters, initials, single, inverted, with marks."""

SHORT_TITLES: Final = (
    "Deep Sets", "Sparse Attention", "Graph Kernels", "Learning to Rank", "Neural Radiance Fields", "BERT", "Federated Learning",
    "Causal Discovery", "What Is Fairness?", "Toy Models", "On Calibration", "Private Auctions", "Quantum Walks", "Model Cards",
    "Random Forests", "Data Cascades", "Language Models", "Attention", "GPT-3", "Redes neuronales profundas", "深度学习综述",
    "Robust Optimization", "Streaming Algorithms", "Word Embeddings", "Fast Transforms", "Generative Agents", "The Bitter Lesson",
)  # fmt: skip
"""Short titles of one to three words that are titles to the eye."""

STARTS: Final[dict[str, tuple[str, ...]]] = {
    "en": (
        "Learning {0} from {1}", "A Survey of {0}", "On the {0} of {1}", "Towards Better {0}: Lessons from {1}", "Is {0} Enough?",
        "{0} Revisited", "Measuring {0} in {1}", "How Do People Use {0}? A Study of {1}", "Fast and Accurate {0} for {1}",
        "{0}-50: A Corpus of {1}", "Rethinking {0} for the Analysis of {1}", "An Empirical Study of {0} with 1,200 {1}",
        "Scaling {0} to Billions of {1} with Limited Memory", "{0}, {1} and the Limits of Automation", "The {0} Hypothesis",
        "Combining {0} and {1} for Robust Prediction under Distribution Shift", "Efficient {0} via {1}", "{0} without {1}",
    ),
    "de": ("Über die Entstehung von {0} in {1}", "Verfahren zur Erkennung von {0}", "Was {0} mit {1} verbindet: eine Untersuchung", "{0} und {1} im Vergleich der letzten 20 Jahre"),
    "fr": ("Une étude de la {0} par {1}", "Comment apprendre {0} sans {1} ?", "Vers une théorie de {0} pour {1}"),
    "es": ("Un método para {0} con {1}", "Análisis de {0} mediante {1}", "¿Qué aprenden los modelos de {0}?"),
    "pt": ("Um estudo sobre {0} com {1}", "Aprendizado de {0} para {1}"),
    "ru": ("О применении {0} для {1}", "Методы {0} в задачах {1}: обзор"),
    "zh": ("基于{0}的{1}研究", "面向{0}的{1}方法综述"),
    "ja": ("{0}に基づく{1}の研究", "{0}のための{1}について"),
    "ko": ("{0}을 위한 {1}에 관한 연구", "{0} 기반 {1} 분석 방법"),
    "ar": ("دراسة في {0} من أجل {1}", "تحليل {0} باستخدام {1} على البيانات الكبيرة"),
    "hi": ("{0} के लिए {1} का अध्ययन",),
    "vi": ("Một phương pháp {0} cho {1}",),
    "tr": ("{0} için {1} tabanlı bir yöntem",),
    "hu": ("Módszer a {0} és a {1} vizsgálatára",),
    "sw": ("Utafiti wa {0} kwa ajili ya {1}",),
}  # fmt: skip
"""Titles by language, with gaps."""

MIDDLES: Final[dict[str, tuple[str, ...]]] = {
    "en": ("Graph Embeddings", "Speech Recognition", "Sparse Gradients", "Dialogue Systems", "Reward Models", "User Feedback", "Image Captions", "Privacy Budgets", "Auction Mechanisms", "Attention Heads", "Climate Simulations", "Tabular Data", "Code Generation", "Protein Folding"),
    "de": ("neuronalen Netzen", "Sprachmodellen", "großen Datenmengen", "verteilten Systemen"),
    "fr": ("parole spontanée", "réseaux profonds", "données bruitées", "traduction automatique"),
    "es": ("redes neuronales", "datos abiertos", "lenguaje natural", "grafos dispersos"),
    "pt": ("redes neurais", "dados abertos", "linguagem natural", "grafos esparsos"),
    "ru": ("нейронных сетей", "больших данных", "распознавания речи", "разреженных графов"),
    "zh": ("深度学习", "图神经网络", "语音识别", "大规模数据"),
    "ja": ("深層学習", "音声認識", "画像生成", "機械翻訳"),
    "ko": ("심층 학습", "음성 인식", "그래프 신경망", "대규모 데이터"),
    "ar": ("الشبكات العصبية", "تعلم الآلة", "معالجة اللغة", "البيانات المفتوحة"),
    "hi": ("मशीन लर्निंग", "भाषा मॉडल", "वाक् पहचान", "खुले आँकड़ों"),
    "vi": ("học sâu", "dịch máy", "nhận dạng tiếng nói", "dữ liệu mở"),
    "tr": ("derin öğrenme", "konuşma tanıma", "açık veri", "makine çevirisi"),
    "hu": ("neurális hálózatok", "beszédfelismerés", "nyílt adatok", "gépi fordítás"),
    "sw": ("mitandao ya neva", "lugha asilia", "data huria", "tafsiri ya mashine"),
}  # fmt: skip
"""What fills the gaps."""

VENUES: Final = (
    "NeurIPS ({year})", "CVPR ({year})", "arXiv ({year})", "Interspeech ({year}) (to appear)", "Nature, vol. 529 ({year}), pp. {page}-489",
    "Proceedings of the 31st Lamp Conference, ACM, New York, NY, USA ({year}), pp. {page}-428", "ICLR {year}", "{year}",
    "Journal of Imaginary Geography, vol. 12 ({year}), pp. {page}-531", "International Conference on Lamp Design (ICLD) ({year})",
    "Transactions of the Association for Rivers, 32(3) ({year}), pp. {page}-839", "Workshop on Measurements, Lisbon, Portugal ({year})",
    "Advances in Neural Lamp Processing Systems 35 (NLPS) ({year})", "ACM Trans. Textile Comput., vol. 12 ({year}), pp. {page}-631",
    "Proceedings of the ACM on Looms, vol. 7 ({year}), {page} pages", "Computer Speech & Lamps, vol. 68 ({year}), pp. {page}-723",
    "The Web Conference {year}, ACM, pp. {page}-512", "Distill ({year})", "USENIX Symposium on Storage, USENIX Association ({year})",
)  # fmt: skip
"""Venue lines with a year."""

ENDS: Final = (
    "We study a problem that many systems share.", "It is hard, and we say why.", "We present a thing that works well on nine data sets.",
    "Glass rivers flow slowly, we find in 40 maps.", "We release code and data.", "A study with 19 people shows where the approach fails.",
    "Labels are usually aggregated before training, which hides the reasons why people disagree.", "The error falls by 11%.",
    "In this paper we ask how far a smaller model can go if it is trained on the right 5% of the data, and for how long.",
    "Streaming recognizers commit to words early and cannot take them back.", "Our bound is tight up to logarithmic factors.",
    "Experiments on four languages confirm the theory.", "We close with a discussion of limits and open questions.",
    "Wir zeigen, dass es auch einfacher geht.", "Nous montrons que la méthode converge.", "我们提出了一种新的方法。", "草原の子守唄を比較する。",
    "Мы предлагаем новый метод.", "Community radio stations share air time by rules that predate computers.", "No.",
    "An interactive essay on the limits of the confusion matrix.", "We interviewed 26 moderators in four countries.",
)  # fmt: skip
"""Sentences that abstracts are made of."""
