"""The vocabulary of the made-up graph: words of titles and abstracts, parts of names, towns.

It names nobody and no work; whoever is called so is not meant.
"""

from __future__ import annotations

from typing import Final

ADJECTIVES: Final = tuple(
    "adaptive approximate asynchronous bounded causal collective compact composable contextual dense distributed "
    "dynamic efficient empirical explainable federated formal generative geometric hierarchical hybrid incremental "
    "interactive interpretable invariant latent layered lightweight linear local modular multilingual narrative neural "
    "optimal parallel participatory private probabilistic provable qualitative quantum recursive reliable reproducible "
    "robust scalable semantic sparse spatial stochastic streaming structured symbolic temporal tractable trustworthy "
    "uncertain visual".split()
)
NOUNS: Final = tuple(
    "abstraction agents algebras alignment analysis annotation archives argumentation attention automata benchmarks "
    "bibliographies calibration catalogues citations classification clustering collaboration communities compilers "
    "compression constraints corpora credit curation dashboards databases decisions dialogue diagrams discovery editors "
    "embeddings encryption estimation evaluation evidence explanations feedback forecasting fragments games grammars "
    "graphs histories identifiers indexing inference instruments interfaces kernels knowledge languages lattices "
    "learning ledgers libraries linkage logics maps measurement mechanisms memory metadata models networks notation "
    "observations ontologies optimisation parsing patterns planning policies predictions privacy programs proofs "
    "protocols provenance queries ranking reasoning records recommendation relations representations retrieval "
    "robustness sampling schemas search semantics sensors signals simulation sources spaces specifications statistics "
    "storage stories streams summaries surveys systems taxonomies terms theorems topologies traces transactions "
    "translation trees types vocabularies workflows".split()
)
FIELDS: Final = (
    "Astronomy", "Biodiversity", "Cartography", "Chemistry", "Climate Science", "Cognitive Science", "Computer Vision",
    "Cryptography", "Data Management", "Dialectology", "Digital Humanities", "Economics", "Education", "Epidemiology",
    "Ethics", "Genomics", "Geodesy", "Human-Computer Interaction", "Hydrology", "Information Retrieval", "Law",
    "Library Science", "Linguistics", "Logic", "Machine Learning", "Materials", "Medicine", "Musicology",
    "Natural Language", "Neuroscience", "Numismatics", "Oceanography", "Operations Research", "Palaeography",
    "Philology", "Physics", "Programming Languages", "Robotics", "Security", "Semantic Web", "Social Science",
    "Software Engineering", "Statistics", "Theory of Computation", "Visualisation", "Volcanology",
)  # fmt: skip
FILLERS: Final = tuple(
    "the of and to in a we is that for on with this by are as our from an which it be show these can than using paper "
    "results method between approach each over new two both more how present study have many first under without into "
    "propose large data also when where only such not at or its while across".split()
)
GIVEN: Final = tuple(
    "Ada Agnieszka Aïda Amélie Ana Anders Anh Aoife Arjun Aroha Ayşe Beatriz Björn Bo Božena Chidi Chloé Dagný Daiki "
    "Đorđe Edgar Eilís Elif Eun-ji Fátima Femi Frida Gábor Giulia Håkon Hana Henrique Ikram Ines Iñaki Ivana Jaan Jin "
    "João Jürgen Kaito Karin Katarína Kwame Laila László Léa Lerato Linh Lucía Łukasz Maëlle Mahsa Malik Märta Mei "
    "Mira Miroslav Nadia Ngozi Nikos Noé Oisín Olga Ömer Paulo Petra Priya Rania Renée Rúna Sami Sanne Saša Sina Siân "
    "Sofía Søren Tālis Tereza Thandi Théo Tomáš Uxía Vaiva Věra Wei Xochitl Yara Yūki Zahra Zoë Żaneta".split()
)
FAMILY: Final = tuple(
    "Aalto Abara Ångström Arslan Åsberg Ávila Bačić Balogh Barzani Benešová Bianchi Björk Bùi Çelik Chaudhary Chen "
    "Costa Cvetković Dąbrowski Demir Desrosiers Diallo Đặng Eklund Ekwueme Esposito Fernández Fitzmaurice Fjeld Fürst "
    "Gagné García Ghorbani Göransson Grünwald Guðmundsdóttir Hämäläinen Harrow Hašek Hernández Holm Hoàng Hřebík "
    "Ibáñez Ilves Ito Ivanova Jäger Jansen Jørgensen Kaplan Kettunen Kipkemboi Kőszegi Kovač Krüger Kurt Lacroix "
    "Larsson Lefèvre Lindqvist López Łuczak Macák Mäkinen Mbeki Mendoza Molnár Moreau Müller Nagy Nakamura Nguyễn "
    "Niedźwiecki Nuñez Oduya Okafor Ólafsson Ortega Østby Ozols Pálsson Patel Peeters Petrov Pham Quispe Rao Řezníček "
    "Ribeiro Rossi Sæther Sánchez Šarić Schäfer Sithole Sjöberg Škoda Sokołowska Szabó Takahashi Tamm Tanaka Thorne "
    "Türkmen Uğur Úlfarsson Vállalkozó Vandenberghe Vāvere Veselý Villeneuve Võsu Wang Weiß Wójcik Xhaka Yıldız Ylönen "
    "Zając Zhao Žižka Zulu".split()
)
TOWNS: Final = tuple(
    "Aldermoor Bekkevik Brünnthal Calanova Castelmare Dúnhaven Eldfjord Fenwick Grauburg Havnesund Illmenau Jezerka "
    "Kestrelford Lindevall Montrêve Nordhamn Ostrava-Nova Pinheiral Quellbach Rocaverde Salthaven Trevanion Uusranta "
    "Valdoria Westmarch Ystrand Zlatograd".split()
)
