"""Words by which a short line can be known for a title, in several languages.

It decides nothing. Words that are also somebody's name (Long, Rivers, Star, Sigma) are left out. All in lower case.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.bibliography.words import table

NAMES_TOO: Final = table("""
    ai | deep | young | cloud | ocean | brain | large | word | light | game | stone | surface | field | law | test | one | age | gene
    music | life | nature | page | price | lead | fellow | chief | free | too | time | play | tree | look | need | once | many | center
    human | energy | random | general | reading | noise | response | speech | voice | weather | world | state | view | space
    cell | code | control | color | local | memory | mobile | model | public | quality | safe | search | tool | topic | types | limits
""")
"""Words of titles that are somebody's name as well: alone they prove nothing."""

TITLE_WORDS: Final = table("""
    ability | absence | absorption | abuse | abusive | acceleration | acceptance | accessing | according | account
    accounting | accurate | accurately | achieving | acid | acids | acoustic | acquisition | activation | active
    adapters | adaptively | adding | additional | addressing | adults | advanced | advancing | adverse | affect
    affective | afterword | aggregate | aggregates | aggregation | agreement | agreements | aims | air | airport
    alert | alerts | aligning | allocation | alternative | alternatives | amazing | ambient | ambiguity | ambiguous
    analogies | analogy | analyses | analysing | analytic | analytical | analyzing | anchors | ancient | angles
    animals | animation | annotated | annotations | annotators | announcement | anomalies | anomaly | another
    answering | answers | antenna | antennas | anticipating | anxiety | anything | appearance | appearances | appendix
    applying | approximating | approximations | aquatic | argument | argumentation | arguments | arithmetic
    arrangement | arrays | articles | aspects | assembling | assembly | assertion | assertions | assessing | assets
    assigning | assignment | assignments | assisted | associations | assumptions | asymmetric | asymptotic
    asynchronous | atlas | atmospheric | atomic | attack | attacks | attenuation | attitude | attitudes | attractor
    attractors | attribute | attributes | authentication | authoring | authorship | autoencoders | autonomy
    autoregressive | availability | available | average | averages | avoidance | avoiding | awake | aware | awareness
    background | backpropagation | bacteria | balance | balanced | balancing | bandwidth | barrier | barriers
    baseline | baselines | basic | basics | basis | batch | batches | batteries | behavioral | belief | beliefs
    below | benchmarking | beneath | beneficial | benefit | benefits | bets | beware | biased | biases | bilingual
    billion | billions | binary | biodiversity | biological | bits | blind | blockchains | blood | blooms | blueprint
    blur | blurred | boats | body | boilers | bones | boosting | borders | boring | bottleneck | bottlenecks | bottom
    boundaries | boundary | bounded | bounding | bounds | boxes | breakdown | breaking | breathing | bridging | brief
    bringing | broadband | broadcast | broadcasting | broken | browser | browsers | browsing | bubble | bubbles
    budget | budgets | buffer | buffers | buildings | builds | bulk | burden | bursts | buttons | buying | bytes
    cables | cache | caches | caching | calculation | calculations | calculus | caller | camera | cameras | candidate
    candidates | capabilities | capability | capacities | capacity | captions | capture | captures | capturing
    cardiac | cards | careful | cascade | cascades | cases | catalog | catalogs | catalysis | categorical | categories
    category | causality | cause | causes | caution | cellphone | cells | cellular | ceramic | ceramics | certificates
    certified | chains | challenging | changed | changes | changing | channels | chaos | chaotic | character
    characteristic | characteristics | characterizing | characters | charges | charts | cheap | cheaper | chemical
    chemicals | children | chips | choice | choices | chronic | circuit | citation | citations | cities | citizens
    civic | claim | claims | class | classes | classic | classical | classifiers | classifying | cleaning | clicks
    client | clients | climates | clocks | closed | closing | clouds | coding | cognitively | coherence | coherent
    collaborating | collapse | collecting | collection | collections | collective | colors | colours | column
    columns | combination | combinations | combined | combining | comments | commerce | commitment | common | commons
    commonsense | communicating | communities | community | compact | companion | comparing | compatible | competing
    competition | competitive | complete | completion | complex | compliance | component | components | composing
    composite | composites | composition | compound | comprehension | comprehensive | compressed | compressing
    computations | concept | conceptual | concurrency | concurrent | condition | conditional | conditioning
    conditions | confidence | confident | configuration | conflict | conflicts | confusion | connected | connecting
    connection | connections | connectivity | consensus | consequences | conservation | considerations | consistent
    constants | constrained | constraining | constraint | constraints | constructing | construction | constructions
    constructive | consumer | consumers | consumption | containers | contents | contests | contexts | continuous
    contracts | contradictions | contrast | contribution | contributions | controllable | controller | controllers
    controlling | controversies | conversations | conversion | convolution | convolutions | cooperation | cooperative
    coordinated | coordinates | coordination | copies | coping | copying | corpora | corpus | correct | correcting
    correction | corrections | correctness | correlated | correlation | correlations | corrosion | cost | costs
    counterfactual | counterfactuals | counting | coupled | coupling | couplings | courses | coverage | covering
    crashes | crawling | creating | creation | creative | creativity | credit | crime | crises | crisis | criteria
    critical | criticism | crops | crowds | crucial | cryptographic | crystals | cubes | cultural | cultures
    curiosity | currency | currents | curriculum | curvature | curve | curves | customer | customers | cyber
    cybersecurity | cycle | cycles | daily | damage | dangerous | dangers | dark | dashboards | dating | dead
    deadlines | debates | debt | debug | debugging | decade | decades | decay | decentralized | deception | deciding
    declarative | decomposition | deduction | deductive | deeper | deepfakes | defaults | defect | defects | defense
    defenses | defining | definition | definitions | degradation | degrees | delay | delayed | delays | delegation
    deliberation | delivery | demand | demands | demographic | demonstration | demonstrations | denoising | dense
    density | dependence | dependencies | dependency | dependent | deploying | deployment | depression | depth
    depths | derivation | derivative | derivatives | descent | describing | description | descriptions | designing
    designs | detailed | details | detector | detectors | deterministic | developers | developing | developments
    deviation | diabetes | diagnostic | diagnostics | diagram | diagrams | dialects | dialogs | dialogues
    dictionaries | dictionary | difference | differences | different | difficult | difficulty | diffuse | dilemma
    dilemmas | dimension | dimensional | dimensionality | dimensions | direct | directed | direction | directions
    disability | disagreement | disagreements | disambiguation | disaster | disasters | disciplines | discourse
    discourses | discoveries | discovering | discrimination | discriminative | discussion | discussions | diseases
    disorder | disorders | disparity | dispatch | dissonance | distance | distances | distilling | distortion
    distributions | disturbance | diversification | documentation | dogs | domains | dominance | doors | double
    download | downloads | draft | drafts | dreams | drift | driven | driverless | drivers | driving | drones | drug
    drugs | dual | duality | dummies | dwarf | dwarfs | dying | early-stage | earthquake | earthquakes | easier | easy
    eating | echoes | ecological | ecologies | econometrics | economic | economies | economy | ecosystem | ecosystems
    edge | edges | edit | editorial | edits | educating | educational | effect | effectiveness | efficiently | effort
    effortless | eggs | elaborate | elections | electric | electrical | electricity | electrodes | electron
    electrons | elegant | element | elementary | elements | elliptic | embedded | embodied | embodiment | emergency
    emergent | emerging | emission | emissions | emotion | emotional | emotions | empathy | empowering | enable
    enabling | encoded | encounters | encrypted | endless | ends | energies | enforcement | engagement | engaging
    enhanced | enhancement | enhancing | ensemble | ensembles | ensuring | enterprise | entities | entity
    enumeration | environmental | epidemic | epidemics | episodes | episodic | epistemic | equality | equation
    equations | equilibria | equilibrium | equivalence | essay | essays | essential | estimates | estimator
    estimators | ethical | evaluate | evaluations | event | events | everyday | everyone | everything | everywhere
    evolving | exact | examination | examining | example | examples | exchange | exclusion | executable | execution
    exercise | exercises | existing | exotic | expanding | expansion | expectation | expectations | expensive
    experimentation | expert | expertise | experts | explained | explaining | exploit | exploitation | exploiting
    exploratory | explosive | exponential | exposure | expressions | expressive | extending | extensible | extension
    extensions | external | extracting | extraordinary | extreme | extremes | eyes | fabric | fabrication | face
    faces | facial | facing | fact | factor | factories | factoring | factors | factory | facts | factual | fading
    failing | failure | failures | faithful | fake | fakes | familiar | families | famous | farming | fast | faster
    fault | faults | favorite | feasibility | feasible | features | feelings | female | fiction | fighting
    figurative | figures | file | files | films | filter | filters | financial | finder | finding | fingerprint
    fingerprints | fingers | finite | fire | fires | firms | fishing | fitness | fixed | fixing | flaws | flexibility
    flexible | flight | flights | floating | flood | flooding | floods | fluctuations | fluid | fluids | flying
    focus | focused | folding | folklore | following | food | foods | football | forces | forecast | forecasts
    foreign | forensics | forests | forever | foreword | forgetting | forgotten | form | formalism | formation | forms
    formulas | forums | forward-looking | fraction | fractions | fragile | fragments | frame | frames | framing
    fraud | freedom | frequencies | frequency | frequent | freshwater | frontier | frozen | fuel | fuels | full
    fully | function | functional | functionality | fundamental | fundamentals | funding | funny | further | furthest
    fuzziness | fuzzing | galaxies | galaxy | gambling | gamification | gaming | gaps | garbage | gardening | gardens
    gate | gated | gateway | gatherings | gaze | generalizing | generator | generators | generic | genes | genre
    genres | geodesic | geographic | geography | geological | geometries | ghost | ghosts | giants | glaciers
    glasses | globally | globes | goal | goals | goodbye | goods | governance | government | governments | gradients
    grading | grammars | grammatical | granular | graphene | gravitational | gravity | greedy | greener | grid | grids
    ground | grounding | grouped | grouping | growing | guarantee | guarantees | guesses | guessing | guided
    guidelines | habit | habitat | habitats | habits | hacking | hallucination | hallucinations | handbook | handling
    handwriting | handwritten | happens | happiness | harassment | hard | harmful | harmonic | harms | harvest
    harvesting | hate | hazard | hazards | headlines | heads | healing | healthy | hearts | heat | heating | heatwaves
    heavy | heights | hello | help | helpful | helping | helps | heterogeneity | heterogeneous | heuristic
    heuristics | hidden | hiding | hierarchies | hierarchy | highly | hints | hiring | historical | histories
    hitchhiker | hoax | holes | holistic | holographic | homes | homework | homogeneous | homomorphic | honest
    horizon | horizons | hospital | hospitals | hostile | hosting | hot | hotspots | hours | households | houses
    housing | humans | humor | hundred | hundreds | hunger | hydrogen | hydrological | hype | hyperparameter
    hyperparameters | hypotheses | hypothesis | icebergs | idea | ideal | ideas | identifiable | identifiers
    identifying | identities | idioms | ignorance | illegal | illness | illusion | illusions | illustrated
    imagination | imagined | imbalanced | immersive | immune | impact | impacts | imperfect | impersonation
    implementation | implementations | implementing | implications | important | impossibility | impossible | improve
    improvement | improvements | improves | incentive | incentives | incident | incidents | inclusion | income
    incomplete | inconsistency | incorporating | increasing | incredible | independence | independent | index
    indexes | indicators | indices | indirect | individual | individuals | indoor | industrial | inequalities
    inequality | infection | infections | infectious | infer | inferring | infinite | inflation | influence
    influences | influencing | inform | informal | informative | informed | infrared | initial | initiatives
    injection | injury | inner | innovations | innovative | input | inputs | insects | inside | insight | insights
    inspection | inspired | instability | instant | instruction | instructions | instrument | instruments | integer
    integral | integrated | integrating | integrity | intelligible | intensity | intensive | intent | intention
    intentions | interacting | interdisciplinary | interest | interesting | interference | intermediate | internal
    interoperability | interplay | interpolation | interpretation | interpretations | interpreting | intersection
    intersectional | interval | intervals | intervention | interventions | interview | interviews | intrinsic
    introduction | intuition | intuitive | invariance | invariant | invariants | invention | inversion | investigating
    investigation | investment | invisible | irregular | irrigation | islands | isolated | isolation | isotropic
    issue | issues | items | iteration | jobs | joint | jointly | joints | jokes | journalism | journalists | journey
    journeys | judgement | judgements | judging | judgment | judgments | jungle | jungles | justice-oriented
    justified | keeping | keyboards | keynote | keys | keyword | keywords | kinetic | kinetics | kitchen | kitchens
    knitting | labeled | labeling | labor | laboratories | ladders | lamps | landmark | landmarks | landscape
    landscapes | languages | laplacian | laser | lasers | late | later | latest | lattice | lattices | laughter
    lawsuit | layer | layered | layout | layouts | leaks | leaning | learnability | learner | learners | lectures
    left | legacy | legal | legible | length | lenses | leptons | lessons | level | levels | leverage | leveraging
    lexicon | lexicons | liability | libraries | lies | lifelong | lifetime | lights | lightweight | likelihoods
    likely | limit | limitation | limitations | limited | linked | linking | lipschitz | liquid | liquidity | listener
    lists | literacy | literary | literature | lives | living | load | loads | loans | localized | locally | locations
    locomotion | logging | logistic | logistics | longer | longitudinal | loop | loops | losses | lossless | lossy
    lost | lotteries | lottery | lottery-ticket | loudness | low-resource | lower | loyalty | lunar | magnet
    magnetic | magnets | mail | mails | maintaining | maintenance | majority | malicious | malware | manage | managing
    manifesto | manifolds | manipulating | manipulation | manual | manufacturing | map | mapped | marginal | margins
    markers | markup | masked | masks | mass | masses | massive | massively | master-slave | mastering | material
    matters | maxima | maximal | maximizing | maximum | mazes | meaning | meaningful | meanings | means | measure
    measured | measures | meatballs | mechanical | mediated | mediation | medicines | meeting | meetings | megabytes
    melodies | membership | membrane | membranes | memories | mental | merging | meshes | message | messages
    messaging | metadata | metal | metals | metaphor | metaphors | meteor | methodological | microbes | microbial
    microphones | microprocessors | microscopic | microservices | microwave | middleware | migration | migrations
    million | millions | minds | minimal | minimalist | minimization | minimizing | minimum | ministries | minority
    minutes | mirroring | mirrors | misinformation | mismatch | missing | mission | missions | mistake | mistakes
    mitigating | mitigation | mix | mixed | mixing | mixture | mixtures | mobility | modalities | modality | mode
    moderation | modern | modernity | modes | modification | modified | modulation | module | modules | molecule
    molecules | momentum | monetary | money | monkeys | monolingual | monotone | monsters | months | mood | moral
    morality | morphological | morphology | mosaic | motifs | motivated | motivation | motives | mountains | movement
    movements | movie | movies | moving | much | multi | multicast | multicore | multidimensional | multilevel
    multiple | multiplication | multiplicity | multiscale | muscle | muscles | museum | museums | mutation | mutations
    mutual | mysteries | mystery | myth | myths | naive | naming | nano | nanoparticles | narrative | narratives
    narrow | nation | national | nations | native | naturally | navigating | nearby | nearest | nearly | necessary
    needed | needles | negation | negative | negotiating | negotiation | negotiations | neighbor | neighborhood
    neighborhoods | neighbors | nested | neurons | neutral | neutrino | neutrinos | news | newspaper | newspapers
    next | niche | nightmares | nights | node | nodes | noisy | nonconvex | nonlinear | nonlinearity | nonparametric
    nonsense | normal | normality | normalization | normative | norms | nothing | nuclear | nuclei | nudges | nudging
    null | number | numbers | numerical | nutrition | obituary | objective | objectives | objectivity | oblivious
    observation | observational | observed | observing | obstacle | obstacles | obvious | occlusion | occupancy
    oceans | odyssey | offensive | offline | offset | oil | older | ontological | opening | openness | operating
    operation | operational | operations | opinion | opinions | opportunities | opportunity | opposing | optical
    optimality | optimally | optimism | optimistic | optimized | optimizer | optimizers | option | options | oracles
    oral | orbit | orbital | orbits | ordered | ordering | orderings | orders | ordinary | organisms | organization
    organizational | organizations | organizing | orientation | oriented | origin | original | origins | orthogonal
    oscillation | oscillations | oscillator | outcome | outcomes | outliers | outline | output | outputs | outside
    overfitting | overflow | overhead | overlap | overlapping | overload | overparameterized | oversight | ownership
    packets | packing | painting | paintings | pairs | pairwise | pandemic | pandemics | panel | panels | panorama
    paper | papers | parable | paradigm | paradigms | paradox | paradoxes | paragraph | paragraphs | parallelism
    parameterized | parameters | parametric | paraphrase | parents | parity | parliaments | parser | parsers
    partially | participation | participatory | particles | parties | partition | partitioning | partitions
    partnership | partnerships | parts | passage | passages | passive | password | past | patch | patches | path
    paths | pathways | patient | patients | pavement | paying | payment | payments | peculiar | penalties | penalty
    pendulum | penguins | perceived | perceiving | perceptions | perceptual | perfect | performances | periodic
    periods | permutation | permutations | persistence | persistent | person | persona | personal | personality
    personalization | personas | persons | persuasion | persuasive | perturbation | perturbations | pervasive
    pessimism | phantom | phase | phases | phenomenology | phenomenon | phone | phoneme | phonemes | phones | phonetic
    phonological | photo | photographs | photography | photon | photonic | photons | photos | phrase | phrases
    physically | piano | picking | picture | pictures | pieces | pigeons | pipeline | pipelines | pitfalls | pixel
    pixels | placement | places | planar | planet | planets | plans | plants | plastic | plasticity | plates
    platforms | plausible | players | playground | playing | plugins | plural | pluralism | podcast | podcasts | poem
    poems | poetic | poetry | poets | point | pointer | pointers | poison | poisoning | polarization | policing
    politeness | political | polls | pollution | polymer | polymers | pooling | popular | popularity | population
    populations | portals | portrait | portraits | pose | poses | positional | positions | positive | possible
    posterior | posteriors | postscript | posture | potential | poverty | powerful | pragmatic | pragmatics | precise
    precision | preconditioned | predicates | predictability | predictable | predicting | predictor | predictors
    preface | preliminary | preparation | prerequisites | presence | present | presentation | preserving | pressure
    pretrained | pretraining | prevalence | prevention | previous | pricing | primary | primes | primitive
    primitives | printed | printing | priorities | priority | priors | prisoner | prisoners | probe | probes | probing
    procedural | procedure | procedures | proceedings | processors | producing | product | production | productive
    productivity | products | profession | professional | profile | profiles | profiling | profit | profits
    programmable | programmer | programmers | progress | progressive | prohibited | projection | projections
    projects | promise | promises | promoting | promotion | prompt | prompting | prompts | pronoun | pronouns
    propaganda | propagation | properties | property | proposals | proposed | proposition | propositional | prosody
    prospects | protected | protecting | protection | prototype | prototypes | prototyping | proven | providing
    proximal | proximity | psychological | publication | publishing | pulsar | pulse | pulses | punctuation
    purchases | purpose | purposes | pursuit | puzzle | puzzles | qualitative | quantifiers | quantitative
    quantities | quantity | quantized | quark | quarks | quasi | queries | quest | questioning | questionnaire | queue
    queues | quick | quickly | quiet | quilts | quiz | quotas | races | racial | racism | radar | radial | radiation
    radical | radio | radioactive | radiology | rail | railways | rainfall | range | ranges | ranked | rankings
    rapid | rapidly | rare | rate | rates | rating | ratings | ratio | rationales | rationality | raw | reaction
    reactions | reactive | readability | reader | readers | readiness | readings | real | realism | realization
    realizing | really | reasonable | reasons | receiver | receivers | recent | recipe | recipes | reciprocity
    recognizing | recommending | reconciliation | reconfigurable | reconsidered | reconstructing | record | recording
    recordings | records | recovering | recovery | recruitment | recursion | recursive | redefining | reduced
    reduces | redundancy | reference | references | referral | refinement | reflecting | reflection | reflections
    reform | reforms | refugee | refugees | regional | regions | registration | regret | regrets | regular
    regularities | regularized | regulating | regulation | regulations | regulatory | reinforced | rejection | related
    relating | relation | relations | relationship | relationships | relative | relativity | relaxation | relaxations
    release | relevant | reliable | religion | religious | remarks | remembering | reminders | removal | removing
    rendering | renewable | rent | repair | repairs | repeated | repetition | replacement | replay | replication
    reply | report | reporting | repositories | repository | represent | representing | reproducibility | reproducible
    reputation | request | requests | requirement | requirements | researchers | reservoirs | reset | residuals
    resilience | resilient | resistance | resistant | resolving | resonance | resource-constrained | respect
    respiratory | responses | responsibility | responsiveness | rest | restaurants | restoration | restoring
    restricted | rethinking | retina | retrieving | retrospective | return | returns | reusable | reuse | revealing
    revelation | revenue | reverse | reversible | revision | revisions | revisit | revisited | revisiting | revolution
    revolutions | rewards | rewriting | rhetoric | rhetorical | rhythm | rhythms | rides | rights | rigid | rigorous
    risks | risky | rituals | rivalry | roadmap | roadmaps | roads | role | roles | rolling | rotation | rotations
    rough | route | routes | routine | routines | row | rule | rules | rumor | rumors | running | rural | salience
    saliency | salient | sample | samples | sandbox | sandboxes | satellite | satellites | satisfaction
    satisfiability | saturation | saving | scaffolding | scalar | scales | scandals | scarcity | scattering | scenario
    scenarios | schedule | schedules | schema | schemas | scheme | schemes | scholarly | school | schools | scientists
    scoop | scope | score | scores | scoring | scratch | screen | screening | screens | script | scripts | sculpting
    seamless | searches | searching | seasonal | seasons | second | secondary | secret | secrets | section | sections
    sector | sectors | securing | seed | seeds | seeing | seeking | segment | segments | selecting | selective | self
    self-attention | selfish | selling | semantically | semigroups | sense | senses | sensitive | sensorimotor
    sensors | sentence | sentences | sentiment | sentiments | separable | separating | separation | serious | server
    serverless | servers | services | session | sessions | set | sets | setting | settings | several | severity | sex
    sexism | shadow | shadowing | shadows | shallow | shape | shapes | shaping | shared | shift | shifting | shifts
    ships | shock | shocks | shopping | short-term | shortcut | shortcuts | shortest | shots | showing | shrinkage
    shuffled | shuffling | sides | sign | signature | signatures | signed | significance | significant | signs
    silence | silent | silicon | similar | similarities | simplicial | simplicity | simplification | simplified
    simplifying | simply | simulated | simulator | simulators | simultaneous | simultaneously | single | singularities
    singularity | situated | situation | situations | size | sizes | sketch | sketches | sketching | skill | skills
    skin | skip | sleep | slicing | slides | slope | slopes | slow | slowly | smaller | smartphone | smartphones
    smooth | smoothing | smoothness | snapshot | snapshots | socially | societal | societies | socioeconomic | soft
    soils | solid | solids | solution | solutions | solve | solver | solvers | solving | something | sometimes | songs
    sonic | sound | sounds | sources | sovereign | spam | span | spanning | spans | sparsity | spatially
    spatiotemporal | speaker | speakers | speaking | special | species | specific | spectra | spectrum | speculation
    speculative | speeding | speeds | spelling | sphere | spheres | spherical | spike | spikes | spiking | spillover
    spiral | split | splitting | spoken | sponsored | sports | spread | spreading | spreadsheet | spreadsheets
    square | squared | squares | stable | stack | stacked | stages | stakeholders | stance | standard
    standardization | startup | startups | stateful | stateless | statement | statements | states | stationary
    status | stealing | steering | stellar | step | stepping | steps | stereo | stereotypes | sticky | still | stimuli
    stochasticity | stopping | stories | storytelling | straggler | stragglers | strategies | stratified | streets
    strength | stress | string | strings | stroke | strongly | structural | structuring | struggle | struggles | stuff
    style | styles | stylized | subgraph | subgraphs | subgroup | subgroups | subject | subjective | subjectivity
    subjects | subsampling | subset | subsets | subspace | subspaces | substitution | substructure | subtle | success
    successes | successful | sudden | suffering | sufficient | suite | suites | summaries | summary | summit | summits
    super | superconducting | superconductivity | superposition | supervising | supply | supporting | suppression
    surfaces | surgery | surgical | surprise | surprises | surprising | surprisingly | surrogate | surrogates
    surveillance | surveys | survival | surviving | suspicious | sustainability | sustainable | swarm | swarms
    switch | switches | switching | syllables | symmetric | symmetries | symmetry | symptom | symptoms
    synchronization | synchronous | synergy | synonyms | syntactic | syntax | synthesizing | systematically | systemic
    tables | tabular | tactile | tagging | tails | taking | tale | talents | tales | talking | tangible | target
    targeted | targets | task | tasks | taste | tax | taxes | teacher-student | teachers | teams | technological
    telescope | telescopes | television | telling | temperature | temperatures | template | templates | temporally
    tension | tensions | term | terminology | terms | terrain | terrorism | textbook | textbooks | textual | texture
    textures | theme | themes | theoretic | thermal | thermodynamic | thermodynamics | thick | thin | thinkers | third
    thorough | thought | thoughts | thousand | thousands | thread | threads | threat | threats | three | threshold
    thresholds | throughput | thumbs | thunderstorms | tight | tightness | tiles | timely | timing | tiny | tissue
    title | tolerance | tolerant | tomography | tones | toolbox | toolboxes | tools | topological | torque | touch
    touching | touchscreen | tourism | toward | toxic | toxicity | toys | trace | traces | tracing | tracks | trade
    trade-off | trade-offs | tradeoff | tradeoffs | trading | tradition | traditional | traditions | tragedy | trains
    trajectories | trajectory | transaction | transcription | transcripts | transducer | transducers | transferable
    transform | transformation-based | transforming | transforms | transient | transit | transition | transitions
    transitive | translating | translations | transmission | transparency | transparent | transportation | trapped
    traps | trauma | travel | travelers | traveling | traversal | treatment | treatments | triage | trial | trials
    triangle | triangles | triangulation | tricks | triggers | triple | triples | trivial | tropical | trouble
    troubles | truck | trucks | true | trustworthiness | trustworthy | truth | truths | tuning | tunnel | tunnels
    turbulence | turbulent | turn-taking | turning | tutorials | tutoring | tweets | twins | twists | two | type
    typed | typical | typing | typography | ubiquitous | ugly | ultimate | ultrasonic | ultrasound | umbrella
    umbrellas | unbiased | unbounded | uncertain | uncertainties | unconstrained | uncovering | undecidable
    underlying | understandable | underwater | undirected | unexpected | unfair | uniform | unifying | union | unions
    unique | uniqueness | unit | units | universality | universe | universities | unknown | unlabeled | unlearning
    unlimited | unlocking | unreasonable | unrolling | unseen | unstructured | untangling | unveiling | updates
    updating | upper | urgent | usable | usage | useful | usefulness | useless | using | utility | utterance
    utterances | vaccination | vaccines | vacuum | validating | validity | valuable | valuation | valuations | value
    values | vandalism | vanishing | variability | variable | variables | variance | variant | variants | variations
    variety | various | vehicle | vehicles | velocity | venture | verb | verbal | verbs | verifiable | verifying
    version | versions | vertical | vertices | very | viability | viable | vibration | vibrations | viewers
    viewpoint | viewpoints | views | violations | violence | viral | virtually | virus | viruses | visibility
    visible | visions | visitors | visually | vocabularies | vocabulary | vocal | volatile | volatility | volcanic
    volume | volumes | volunteering | voter | voters | votes | voting | vulnerabilities | vulnerability | vulnerable
    waiting | walking | wandering | wanted | warehouse | warehouses | warming | warning | warnings | waste
    wastewater | watching | water | waterfalls | watermark | watermarking | watermarks | wavelet | wavelets | weak
    weakly | weakness | weapons | wearables | website | websites | weight | weighted | weights | weird | welfare
    well-being | wet | whales | whole | wide | wider | widespread | wilderness | wildfires | window | windows | wires
    wisdom | witness | witnesses | women | wondering | wonders | work | worker | workers | working | workload
    workplace | workplaces | worlds | worldwide | worse | worst | wrapping | writers | writing | writings | written
    yesterday | yields | zones | zooming | leadership | scholarship | ownership | wetlands
    suspensions | nanotubes | criterion | multiplexed | pipelined | electromagnetic | insurance | convention | polygons | poisoning
""")
"""English words of titles, headings and book spines that nobody is called."""

FOREIGN_TITLE_WORDS: Final = table("""
    analyse | analysen | anwendung | anwendungen | ansatz | ansätze | aspekte | automatische | automatisches | beiträge | beitrag | bedeutung
    bewertung | daten | datenbanken | einfluss | einführung | einige | entwicklung | entwurf | erkennung | erklärbare | forschung | geschichte
    gesellschaft | grundlagen | künstliche | lernen | maschinelle | maschinelles | methoden | methode | modelle | modellierung | netze | neue | neuer
    neues | neuronale | probleme | rechnen | rechner | semantische | sprache | sprachen | sprachmodelle | statistische | systeme | theorie | tiefe | tiefes
    überblick | übersetzung | untersuchung | untersuchungen | verarbeitung | verfahren | vergleich | verstehen | verteilte | wissen | wissenschaft
    zeit | zukunft | zur | über | wie | warum | was | gegen | ohne | eine | einer | ein
    analyses | apprentissage | approche | approches | apprendre | automatique | bruit | calcul | comment | compréhension | connaissances | contribution
    contributions | détection | données | enquête | essai | étude | études | évaluation | histoire | informatique | intelligence | introduction | langage | langue
    langues | linguistique | logique | méthode | méthodes | modèle | modèles | modélisation | naturel | naturelle | neuronal | neuronaux | nouvelle | nouvelles | optimisation
    parole | pourquoi | profond | profonds | quelle | quelles | quelques | recherche | réseau | réseaux | sémantique | systèmes | système | théorie | traduction | traitement | une | vers | vie
    análisis | aplicaciones | aplicación | aprendizaje | automático | ciencia | datos | desarrollo | detección | enfoque | estudio | estudios | evaluación | evolución | hacia
    historia | introducción | investigación | lenguaje | lenguajes | lengua | lenguas | método | métodos | modelado | modelo | modelos | mundo | neuronales | nuevo | nuevos | nueva | nuevas | objetos | optimización
    problemas | procesamiento | profundo | profundas | red | redes | semántica | sistema | sistemas | sobre | técnicas | teoría | traducción | una | vida
    análise | análises | aplicações | aprendizado | aprendizagem | avaliação | ciência | dados | desenvolvimento | detecção | estudo | estudos | história | introdução | linguagem | língua | línguas | máquina | neurais
    novo | novos | nova | novas | otimização | pesquisa | processamento | profundo | tradução | teoria | um | uma
    analisi | apprendimento | automatico | conoscenza | dati | introduzione | lingua | lingue | linguaggio | metodo | metodi | modelli | neurali | nuove | nuovi | ricerca | reti | rete | sistemi | storia | studio | sviluppo | traduzione | valutazione
    een | het | onderzoek | naar | taal | nieuwe | leren | gegevens | en | voor | inleiding | geschiedenis
    badania | analiza | metody | metoda | systemy | uczenie | dane | danych | języka | sieci | nowe | wprowadzenie | zastosowanie | model | modele
    studie | studier | språk | lärande | sprog | maskinlæring | maskininlärning
    öğrenme | yöntem | yöntemi | yöntemleri | bir | için | üzerine | analizi | derin | makine | veri | yapay | zeka | dil | ağlar | ağları | ile
    egy | az | és | vizsgálata | elemzése | módszer | módszerek | tanulás | gépi | hálózatok | nyelv | nyelvi | mély
    phương | pháp | nghiên | cứu | mạng | học | sâu | cho | một | của | và | dữ | liệu | máy | tiếng
    utafiti | wa | ya | kwa | za | na | data | lugha | uchambuzi | penelitian | analisis | pembelajaran | mesin | bahasa | jaringan | untuk | dengan | menggunakan
    анализа | анализе | введение | глубокое | данных | данные | задача | задачи | изучение | исследование | исследования | история | как | методе | методы | модели | моделирование | нейронные | нейронных | новая | новые | новый | о | обзор
    обработка | обработки | оптимизация | основы | оценка | почему | применение | применении | проблема | проблемы | программирование | распознавание | сети | система | языка | языков | язык | теория | перевод | что
    аналіз | вступ | даних | дані | дослідження | методи | мережі | моделювання | навчання | огляд | теорія | мови
    ανάλυση | μέθοδοι | μελέτη | μάθηση | δεδομένα | εισαγωγή | συστήματα | γλώσσα | δίκτυα
    دراسة | تحليل | استخدام | باستخدام | تعلم | التعلم | البيانات | بيانات | نظام | أنظمة | اللغة | لغة | طريقة | شبكات | الشبكات | نموذج | نماذج | مقدمة | تاريخ | معالجة | الآلة | العميق | نحو | حول | بين | تطبيقات
    अध्ययन | विश्लेषण | भाषा | मशीन | लर्निंग | प्रणाली | डेटा | मॉडल | पहचान | परिचय | इतिहास | सीखना
    למידה | מחקר | שפה | נתונים | מבוא | רשתות | עמוקה | ניתוח | מערכות
""") - table("wa | na | en | za | ya | cho | az | vida | storia | data | red | sur | ein | theorie | zeit | wie | ile")  # fmt: skip
"""Words of titles in other languages."""

EAST_ASIAN_TITLE_WORDS: Final = re.compile(
    "学习|學習|研究|系统|系統|算法|演算|模型|网络|網絡|網路|数据|數據|分析|方法|深度|机器|機器|机械|機械|智能|智慧|优化|優化|最適|计算|計算|综述|概論|序論|史学|理论|理論|应用|應用|応用|设计|設計|"
    "识别|識別|認識|生成|图像|圖像|画像|视觉|视频|信息|情報|技术|技術|评估|評価|比較|比较|検討|提案|実験|实验|問題|问题|基于|面向|处理|処理|翻译|翻訳|文法|世界|社会|文化|歴史|历史|文学|文學|数学|數學|化学|物理|哲学|医学|工学|科学|"
    "について|における|による|ための|こと|ない|ます|です|する|した|(?<=[\u4e00-\u9fff])[のとはがをにで](?=[\u4e00-\u9fff])|"
    "학습|연구|분석|시스템|모델|방법|데이터|네트워크|인공|지능|기반|설계|평가|생성|인식|번역|언어|이론|역사|기계|심층|문제|처리|위한|에서|관한|대한|입문"
)
"""What titles in Chinese, Japanese and Korean hold and names do not."""

WORD_ENDINGS: Final = re.compile(
    r"[^\W\d_]{3,}(?:isation|ization|isations|izations|[aiu]tions?|[ae]ctions?|[ae]ptions?|missions?|ussions?|ologies|ology|ological|ograph(?:y|ic|ical)|ometr(?:y|ic|ical)"
    r"|abilit(?:y|ies)|ibilit(?:y|ies)|alit(?:y|ies)|ivit(?:y|ies)|ularit(?:y|ies)|nesses|lessness|fulness|isms|istics?|istically|[ai]tively|eously|iously|[aci]lism|icism|morphisms?|scopy|omagnetic|odynamics?"
    r"|ational|utional|ectional|ifying|izing|ising|ization-based|[ai]zable|ectives?|formers?|computing|processing|ungen|keiten|schaften|zación|zações|zação|isierung|tionen)"
)
"""Endings of long words of titles."""
