"""The words that names are recognised by: particles, suffixes, titles of address, and words that no name holds.

It decides nothing: what is done about a word stands with whoever looks it up. All in lower case, without end marks.
"""

from __future__ import annotations

from typing import Final


def table(words: str) -> frozenset[str]:
    """Give the set of entries of a table, one a line or separated by bars."""
    return frozenset(entry.strip() for line in words.splitlines() for entry in line.split("| ") if entry.strip())


CONNECTORS: Final = table("""
    a | an | the | and | or | but | nor | of | for | with | without | from | by | at | as | into | onto | via | using | is
    are | was | were | be | been | has | have | does | not | how | why | what | when | where | which | who | whose | this
    that | these | those | your | our | its | their | we | it | you | all | towards | toward | between | beyond | through
    under | over | about | against | across | after | before | during | within | versus | vs | vs. | than | et | und | für
    avec | pour | dans | sur | para | por | con | sobre | och | från | över | mit | von der | im | et al | et al. | и | в
    на | с | для | по | о | об | от | из | к | й | та | для | і | у | не | как
    في | من | على | إلى | عن | مع | أو | बिना | का | की | के | में | से | और | पर | को | लिए | एवं | तथा | ने | है
    של | עם | על | את
""")
"""Words that join other words: in small letters no name holds one."""

ALSO_NAMES: Final = table("a | an | are | as | at | be | has | how | it | or | than | that | und | we | who | you")
"""Connectors that are also somebody's name once they have a capital."""

PARTICLES: Final = table("""
    de | da | do | dos | das | di | del | della | dello | degli | dei | der | den | van | von | vom | zu | zur | zum | ten
    ter | te | 't | la | le | les | los | las | el | al | bin | ibn | bint | ben | bar | abu | e | y | i | du | des | af
    av | av. | zum | san | st | st. | mac | ap | ab | ferch | dell' | d' | l' | ul | ur | ud | oğlu | kızı | qizi | ogly
    degl' | op | in | dem | abd | abdel | abdul | umm | banu | binti | binte | ait | aït | m'hamed | af | zur | auf | aus | und zu | dal | lo | 's | ould | ould. | nic | ní | ní. | ó | ua | o' | ali
""")
"""Words in small letters that names hold."""

SUFFIXES: Final = table("jr | jr. | sr | sr. | ii | iii | iv | v | filho | neto | júnior | junior | sobrinho")

DEGREES: Final = table("""
    phd | ph.d. | ph.d | ph. d. | md | m.d. | dphil | d.phil. | dsc | d.sc. | scd | sc.d. | msc | m.sc. | m.s. | ms | ma
    m.a. | mba | mph | m.p.h. | bsc | b.sc. | b.a. | ba | b.s. | jd | j.d. | pharmd | dds | rn | facm | fieee | frs | fba
    dr.-ing. | dr. rer. nat. | pe | p.e. | obe | cbe | mbe
""")

HONORIFICS: Final = table(
    "dr | dr. | prof | prof. | professor | mr | mr. | mrs | mrs. | ms | ms. | mx | mx. | sir | dame"
)

SUBJECTS: Final = table("""
    only | look | once | need | needs | know | knows | want | makes | better | faster | stronger | too | much | many | some
    every | each | never | always | again | can't | don't | let's | it's | you're | we're
    abstract | abstracts | academia | access | accessibility | accuracy | actions | activity | adaptation | adaptive
    adversarial | advertising | age | agent | agents | ai | algebra | algorithm | algorithmic | algorithms | alignment
    analysis | analytics | annotation | annual | app | application | applications | applied | approach | approaches
    approximate | approximation | architecture | architectures | archive | artificial | arxiv | assessment | attention
    attribution | auction | auctions | audio | augmentation | augmented | automata | automated | automatic | autonomous
    bandits | bayesian | behavior | behaviour | benchmark | benchmarks | bias | bioinformatics | biology
    biomedical | blockchain | brain | bulletin | business | calibration | cancer | causal | cell | challenge | challenges
    channel | characterization | chemistry | circuits | cities | classification | classifier | climate
    clinical | cloud | cluster | clustering | clusters | code | coding | cognition | cognitive | collaboration
    collaborative | color | combinatorial | communication | communications | comparative | comparison | compiler
    compilers | complexity | compositional | compression | computation | computational | computer | computers
    computing | concepts | conference | congress | consistency | content | context | contextual | continual
    contrastive | control | controlled | convergence | conversation | conversational | convex | convolutional
    cross-lingual | crowdsourcing | cryptography | culture | data | database | databases | dataset | datasets | decision
    decisions | decoding | deep | democracy | design | detecting | detection | development | device | devices
    diagnosis | dialog | dialogue | differential | differentiable | diffusion | digital | discovery | discrete | disease
    display | displays | distillation | distributed | distribution | diverse | diversity | document | documents | domain
    dynamic | dynamics | economics | ecology | editing | education | effective | effects | efficiency | efficient |
    elastic | electronic | embedding | embeddings | emergence | empirical | encoder | encoders | encoding | encryption
    energy | engine | engineering | engines | entropy | environment | environments | equity | error | errors
    estimating | estimation | ethics | evaluating | evaluation | evidence | evolution | evolutionary | experience
    experiences | experiment | experimental | experiments | explainable | explanation | explanations | exploration
    exploring | expression | extended | extraction | factorization | fairness | feature | features | federated
    feedback | few-shot | filtering | finance | findings | fine-tuning | flow | flows | forecasting | formal
    foundation | foundations | framework | frameworks | frontiers | functions | fusion | future | fuzzy | game | games
    gaussian | gender | general | generalization | generalized | generating | generation | generative | genes
    genetic | genome | genomic | genomics | geometric | geometry | gesture | gestures | global | google | gradient | grammar
    graph | graphical | graphics | graphs | grounded | growth | guide | hardware | hashing | health
    healthcare | hearing | hierarchical | high-dimensional | histograms | history | human | human-centered | hybrid
    hyperbolic | hypertext | identification | identity | image | images | imaging | imitation | immunology | implicit
    improved | improving | inclusive | incremental | indexing | induction | industry | inference | informatica
    informatics | information | infrastructure | innovation | integration | intelligence | intelligent | interaction
    interactions | interactive | interface | interfaces | international | internet | interpretability
    interpretable | introducing | introduction | inverse | iterative | journal | kernel | kernels | keyboard | knowledge
    label | labels | language | languages | large | large-scale | latency | latent | layers | learned | learning
    lecture | lessons | letters | lexical | library | life | likelihood | limits | linear | linguistic | linguistics
    listening | local | localization | locality | location | logic | logical | logics | long-term | low-rank | machine
    machines | magazine | making | management | manifold | mapping | maps | market | markets | matching | materials
    mathematical | mathematics | matrices | matrix | measurement | measurements | measuring | mechanism | mechanisms
    mechanics | media | medical | medicine | memory | meta-learning | method | methodology | methods | metric | metrics
    microscopy | mining | mobile | modal | model | modeling | modelling | models | modular | molecular | monitoring | motion
    motor | multi-agent | multi-task | multilingual | multimodal | multivariate | music | natural | nature | navigation
    network | networking | networks | neural | neuro-symbolic | neuron | neurons | neuroscience | noise | notes | novel
    numeric | numerica | object | objects | observations | ocean | oncology | online | ontologies | ontology | open
    operator | operators | optics | optimal | optimization | optimizing | organic | outlier | parallel | parameter
    parsing | partial | particle | passwords | patent | pathology | pattern | patterns | people | perception | performance
    personalized | perspective | perspectives | phenomena | philosophy | photonics | physical | physics | planning
    plasma | platform | policies | policy | politics | polynomial | practical | practice | prediction | predictions
    predictive | preference | preferences | principles | privacy | private | probabilistic | probability | problem
    problems | proceedings | process | processes | processing | processor | program | programming | programs | project
    proof | proofs | protein | proteins | protocol | protocols | provable | pruning | psychology | public | quality
    quantifying | quantization | quantum | query | querying | question | questions | random | randomized | ranking
    rational | reading | real-time | realistic | reality | reasoning | recognition | recommendation | recommendations
    recommender | reconstruction | recurrent | reducing | reduction | regression | regularization | reinforcement
    relational | relevance | reliability | remote | representation | representations | research | residual | resolution
    resource | resources | response | responsible | retrieval | review | reviews | reward | risk | robot | robotic
    robotics | robots | robust | robustness | routing | safe | safety | sampling | scalability | scalable | scale | scaling
    scene | scenes | scheduling | science | sciences | scientific | search | secure | security | segmentation | selection
    self-supervised | semantic | semantics | semi-supervised | sensing | sensitivity | sensor | sensors | sequence
    sequences | sequential | serving | sharing | signal | signals | similarity | simple | simulating | simulation
    simulations | singular | social | society | software | sorting | source | space | spaces | sparse | spatial
    specification | spectral | speech | stability | standards | state | static | statistical | statistics
    stochastic | storage | strategic | strategies | stream | streaming | streams | structure | structured | structures
    student | students | studies | study | submodular | summarization | supervised | supervision | surface | survey | symbolic
    symposium | synthesis | synthetic | system | systematic | systems | taxonomy | teaching | team | technical | techniques
    technologies | technology | temporal | tensor | tensors | test | testing | tests | text | theorem | theorems
    theoretical | theories | theory | thesis | thing | things | thinking | time | token | tokens | tool | tools | toolkit | topic
    topics | topological | topology | traceability | tracking | traffic | training | transactions | transfer
    transformation | transformations | transformer | transformers | translation | transport | tree | trees | trends
    trust | tutorial | types | uncertainty | understanding | unified | universal | unsupervised | update | usability
    user | users | vaccine | validation | variational | vector | vectors | verification | verified | video | videos | view
    virtual | vision | visual | visualization | visualizations | visualizing | voice | wearable
    weather | web | wireless | word | words | workflow | workflows | workload | workshop | world | zero-shot
    proc | proc. | conf | conf. | symp | symp. | trans | trans. | intl | intl. | int'l | acta | annals | archives | reports | advances | computer-human | human-computer | plos | one | acm | ieee | springer
    университет | обучение | методы | анализ | модель | системы | institute | university | department | college | lab
    laboratory | committee | association | foundation | company | corporation | inc | ltd | llc | gmbh | center | centre
    interests | awards | service | highlights | publications | papers | biography | bio | contact | overview
    scientist | researcher | engineer | director | lecturer | fellow | principal | staff | chief | associate
    assistant | professor | lead | manager | officer | president | prize | award | supervisor | keynote | tutorial | seminar | program | programme
""")
"""Words of titles, venues, offices and headings that are nobody's name."""

LINK_LABELS: Final = table("""
    pdf | paper | ps | html | link | links | code | data | dataset | video | videos | slides | poster | talk | demo | project | project page
    website | web | bib | bibtex | cite | citation | doi | url | arxiv | preprint | supplement | supplementary | supplementary material
    supplemental | appendix | abstract | abs | full text | fulltext | online | download | github | software | model | models | blog | blog post
    press | media | news | publisher | journal | official | open access | oa | acm | ieee | springer | elsevier | hal | ssrn | openreview | pubmed
    pmc | medline | google scholar | scholar | scopus | web of science | crossref | researchgate | view | read | more | details | summary | errata
    erratum | version | official version | published version | preprint version | draft | final version | working paper version | local copy | pdf file
    postscript | dvi | ps.gz | zip | tar | artifact | artifacts | artefact | reviews | tweet | thread | teaser | trailer | webpage | page | homepage
    share | export | bibtex entry | ris | endnote | zotero | volltext | lien | lire | texte intégral | résumé | enlace | texto completo | testo
    להורדה | להורדה (pdf) | קישור | תקציר | تحميل | رابط | الملخص | تنزيل | herunterladen | télécharger | descargar | scarica | baixar | скачать | ダウンロード | 다운로드 | 下载
    原文 | 链接 | 代码 | 論文 | 전문 | 링크 | текст | ссылка | pdf, 1 mb | link to article | link to paper | article | paper pdf | pdf preprint | arxiv link | code and data | data and code | replication files | replication package
    online appendix | non-technical summary | voxeu | vox | coverage | isbn
""")
"""What links behind a citation are called; in brackets or after a bar they are no part of it."""
