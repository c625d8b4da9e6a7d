"""Namespaces, closed so that a misspelt term raises, and the one table of prefixes.

It lists the terms that are used, no more; tests hold every one of them against the vocabularies in ontology/vendor/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final


class Iri(str):
    """The IRI of a vocabulary term."""

    __slots__ = ()


class Namespace:
    """A closed namespace: `SDO.name` is the term's IRI, `SDO.nmae` raises AttributeError."""

    def __init__(self, base: str, terms: str) -> None:
        self.base = base
        self._terms = {term: Iri(base + term) for term in terms.split()}

    def __getattr__(self, term: str) -> Iri:
        try:
            return self._terms[term]
        except KeyError:
            raise AttributeError(
                f"<{self.base}> has no term “{term}” here: correct it, or list it in vocab.py"
            ) from None

    def __getitem__(self, term: str) -> Iri:
        return self.__getattr__(term)

    def __iter__(self) -> Iterator[Iri]:
        return iter(self._terms.values())


JSON_SCHEMA: Final = "https://json-schema.org/draft/2020-12/schema"
"""The dialect of our JSON Schemas."""
SARIF_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
"""The schema of what `check` writes for code hosts."""

RDF: Final = Namespace(
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "type first rest nil List Statement subject predicate object value langString",
)
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#", "label comment seeAlso isDefinedBy Class subClassOf")
XSD: Final = Namespace(
    "http://www.w3.org/2001/XMLSchema#",
    "string boolean integer nonNegativeInteger decimal float double gYear gYearMonth date dateTime anyURI",
)
OWL: Final = Namespace("http://www.w3.org/2002/07/owl#", "sameAs deprecated")
SDO: Final = Namespace(
    "https://schema.org/",
    # classes
    "Person Organization CollegeOrUniversity ResearchOrganization OrganizationRole EducationalOccupationalCredential "
    "EducationalOrganization Corporation GovernmentOrganization MedicalOrganization FundingAgency Grant MediaObject Event Review "
    "CreativeWork Article ScholarlyArticle Book Chapter Thesis Report Dataset LearningResource PresentationDigitalDocument "
    "PublicationVolume Periodical CreativeWorkSeries WebSite Collection PropertyValue ProfilePage WebPage "
    "SoftwareApplication WebApplication SoftwareSourceCode Service WebAPI ResearchProject "
    # properties
    "name givenName familyName honorificSuffix alternateName description jobTitle knowsAbout worksFor affiliation memberOf alumniOf hasCredential "
    "recognizedBy roleName startDate endDate url sameAs identifier propertyID value parentOrganization founder "
    "abstract author editor translator contributor datePublished isPartOf volumeNumber pagination pageStart pageEnd "
    "publisher creativeWorkStatus inSupportOf sourceOrganization inLanguage keywords about citation creator headline "
    "codeRepository hasPart mainEntity dateModified target subjectOf correction "
    "funding fundedItem funder encoding contentUrl encodingFormat license isAccessibleForFree conditionsOfAccess bookEdition "
    "reportNumber genre award foundingDate location workFeatured",
)
FOAF: Final = Namespace(
    "http://xmlns.com/foaf/0.1/",
    "Person Organization Group Agent Document Project PersonalProfileDocument "
    "name givenName familyName homepage page made maker member topic primaryTopic",
)
BIBO: Final = Namespace(
    "http://purl.org/ontology/bibo/",
    "AcademicArticle Article Manuscript Book EditedBook Chapter Thesis Report Patent Slideshow Webpage Website Document "
    "Proceedings Journal Series Collection Periodical Standard AudioVisualDocument "
    "abstract authorList editor translator doi isbn13 issn pmid volume issue pages pageStart pageEnd numPages locator "
    "status degree issuer cites edition number presentedAt",
)
BIBO_STATUS: Final = Namespace("http://purl.org/ontology/bibo/status/", "forthcoming published")
BIBO_DEGREE: Final = Namespace("http://purl.org/ontology/bibo/degrees/", "phd ms ma")
DCTERMS: Final = Namespace(
    "http://purl.org/dc/terms/",
    "title alternative creator contributor issued isPartOf isVersionOf hasVersion abstract identifier references "
    "description modified license publisher isReplacedBy source",
)
PROV: Final = Namespace(
    "http://www.w3.org/ns/prov#",
    "Entity wasDerivedFrom hadPrimarySource wasAttributedTo",
)
ORG: Final = Namespace(
    "http://www.w3.org/ns/org#",
    "Organization OrganizationalUnit Membership Role member hasMembership organization role subOrganizationOf unitOf",
)
SKOS: Final = Namespace("http://www.w3.org/2004/02/skos/core#", "prefLabel closeMatch editorialNote")
VIVO: Final = Namespace(
    "http://vivoweb.org/ontology/core#",
    "Authorship Position rank relates relatedBy orcidId placeOfPublication sponsorAwardId",
)
FABIO: Final = Namespace(
    "http://purl.org/spar/fabio/",
    "ConferencePaper JournalArticle Preprint Book BookChapter DoctoralThesis Thesis Report Dataset WebContent Patent "
    "Presentation ComputerProgram ConferenceProceedings Journal BookSeries WebSite Repository "
    "hasArXivId hasPublicationYear RetractionNotice Correction",
)
DCAT: Final = Namespace("http://www.w3.org/ns/dcat#", "Dataset")
DOAP: Final = Namespace("http://usefulinc.com/ns/doap#", "Project name homepage")
OA: Final = Namespace(
    "http://www.w3.org/ns/oa#",
    "Annotation SpecificResource TextQuoteSelector DataPositionSelector FragmentSelector XPathSelector "
    "hasTarget hasSource hasSelector exact start end",
)
VOID: Final = Namespace(
    "http://rdfs.org/ns/void#",
    "Dataset inDataset sparqlEndpoint dataDump uriSpace vocabulary exampleResource triples entities documents classes "
    "properties classPartition class propertyPartition property rootResource feature subset",
)
SD: Final = Namespace(
    "http://www.w3.org/ns/sparql-service-description#",
    "Service Dataset Graph NamedGraph endpoint supportedLanguage SPARQL11Query resultFormat defaultDataset defaultGraph "
    "namedGraph name graph feature Function extensionFunction",
)
SD_FORMATS: Final[Mapping[str, Iri]] = {
    name: Iri(f"http://www.w3.org/ns/formats/{local}")
    for name, local in (
        ("json", "SPARQL_Results_JSON"),
        ("xml", "SPARQL_Results_XML"),
        ("csv", "SPARQL_Results_CSV"),
        ("tsv", "SPARQL_Results_TSV"),
        ("ttl", "Turtle"),
        ("nt", "N-Triples"),
        ("rdf", "RDF_XML"),
        ("jsonld", "JSON-LD"),
        ("nq", "N-Quads"),
        ("trig", "TriG"),
    )
}
"""The W3C's IRIs of file formats, by the names that `formats` gives them."""
SH: Final = Namespace(
    "http://www.w3.org/ns/shacl#",
    "ValidationReport ValidationResult conforms result focusNode resultPath value resultSeverity resultMessage "
    "sourceShape sourceConstraintComponent Violation Warning Info path "
    "targetNode targetClass targetSubjectsOf targetObjectsOf NodeShape PropertyShape ConstraintComponent "
    "inversePath alternativePath zeroOrMorePath oneOrMorePath zeroOrOnePath "
    "property node qualifiedValueShape qualifiedValueShapesDisjoint and or xone closed equals disjoint lessThan "
    "lessThanOrEquals not class severity nodeKind minLength maxLength sparql parameter message pattern js jsLibrary rule target expression "
    "SPARQLExecutable SPARQLSelectExecutable SPARQLAskExecutable SPARQLConstructExecutable select ask construct "
    "prefixes declare prefix namespace order",
)
SG: Final = Namespace(
    "https://w3id.org/scholargraph#",
    # classes
    "Conflict EditorialStatus EntryEvidence Evidence Field Gap Joining JoiningReason Notice NoticeKind OpenAccessKind RoleStatus Source StatementPattern "
    # gaps
    "TitleLost AuthorsTruncated AuthorsLost PositionUnknown DateUnknown VenueUnknown TypeUnknown AbstractCut NameUnknown AuthorUnnamed "
    # role states
    "Current Former "
    # editorial states of a work, and the kinds of notice that they follow from
    "Retracted Withdrawn OfConcern Corrected Retraction Withdrawal ExpressionOfConcern Correction Reinstatement "
    # ways in which a work can be read without paying
    "OpenAccess DiamondOpenAccess GoldOpenAccess HybridOpenAccess BronzeOpenAccess GreenOpenAccess ClosedAccess "
    # properties
    "openAccess began ended gap printedName printedAffiliation printedIdentifier roleStatus supervisor authorsComplete abstractCleaned markedForm year "
    "versionLabel conflict field stated rejectedValue reason basis editorialStatus notice noticeOf noticeKind "
    # evidence, and the patterns of the statements that it backs
    "recordField subjectFrom objectFrom record "
    # why entries were taken for the same thing
    "joining joinedEntry score joiningReason comparison outcome weight "
    # slots: what a value fills on its evidence node beside rdf:value
    "affiliation affiliationAsPrinted almaMater article arxiv asNumber asYear author authorList authorship bareValue cell "
    "conflictNode correctionAddress credential doi editor education employer employment end familyName fieldName firstPage givenName "
    "identifierAsPrinted identifierNode inScript host invited edition eventNode eventName funder fundingNode fullTextNode licenseAddress mediaType numberOfAward openAccessKind reportNumber isbn issn jobTitle kindOfNotice lastPage localAgent memberOf membership nameAsPrinted "
    "nextCell noticeItself noticeNode noticeRecord orcid organization pageCount pmid position reasonGiven role sameThing scheme sourceCode start stateOfWork status suffix "
    "supervised title titleNode translator variant version volumeNumber webAddress "
    # what shapes say for people, beside their messages
    "remedy wanted "
    # limits of an endpoint
    "deadline maxRows maxResultBytes maxQueryBytes maxDepth maxParallelQueries maxWaitingQueries maxWaitingSeconds "
    "workerSecondsPerMinute maxWorkerSecondsSaved maxErrorsPerMinute "
    # functions of queries
    "relevance "
    # deprecated: what the first release said
    "otherValue why line column mostRows mostResultBytes mostQueryBytes mostDepth mostParallelQueries "
    "mostWorkerSecondsSaved mostErrorsPerMinute",
)
SHAPES: Final = "https://w3id.org/scholargraph/shapes#"
"""The namespace of our own shapes."""
FIELDS: Final = "https://w3id.org/scholargraph/fields#"
"""The namespace of the fields of records, which evidence names; the tables of the mapping decide which there are."""


def field_iri(collection: str, field: str) -> str:
    """Give the IRI of a field of a collection's records: `fields#publication.title`; "" is the entry as a whole."""
    return f"{FIELDS}{collection}.{field}" if field else f"{FIELDS}{collection}"


FUNCTIONS: Final = "https://w3id.org/scholargraph/functions#"
"""The namespace of the functions that stand in for those of the engine; no query needs to name one."""

_LOCAL: Final = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")

PREFIXES: Final[Mapping[str, str]] = {
    "bibo": BIBO.base,
    "dcat": DCAT.base,
    "dcterms": DCTERMS.base,
    "doap": DOAP.base,
    "fabio": FABIO.base,
    "foaf": FOAF.base,
    "oa": OA.base,
    "org": ORG.base,
    "owl": OWL.base,
    "prov": PROV.base,
    "rdf": RDF.base,
    "rdfs": RDFS.base,
    "schema": SDO.base,
    "sd": SD.base,
    "sg": SG.base,
    "sgf": FIELDS,
    "sh": SH.base,
    "skos": SKOS.base,
    "vivo": VIVO.base,
    "void": VOID.base,
    "xsd": XSD.base,
}
"""Prefix → namespace, as every serialisation, page and example query uses them."""

NAMESPACES: Final = (
    RDF, RDFS, OWL, SDO, FOAF, BIBO, BIBO_STATUS, BIBO_DEGREE, DCTERMS, PROV, ORG, SKOS, VIVO, FABIO, DCAT, DOAP, OA,
    VOID, SD, SH, SG,
)  # fmt: skip
"""Every closed namespace whose terms a vocabulary in ontology/ must declare."""


def compact(iri: str) -> str:
    """Give `prefix:local` where a prefix fits, otherwise the IRI."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and _LOCAL.fullmatch(iri, len(base)):
            return f"{prefix}:{iri[len(base) :]}"
    return iri
