"""Tables: what the types and properties of schema.org, BIBO, FaBiO, FOAF, VIVO and ORG mean in records.

Types are local names of schema.org, those of other vocabularies with their prefix. Sources: schema.org 30.0, the BIBO
ontology 1.3, FaBiO (SPAR), FOAF 0.99, VIVO-ISF, the Organization Ontology. A type that is not here makes no record.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scholargraph.model import OrganizationType, PublicationStatus, PublicationType, SoftwareType, VenueType

WORK_TYPES: Final[Mapping[str, tuple[int, PublicationType]]] = {
    # schema.org; 0 says only that it is a work, more is more precise
    "CreativeWork": (0, PublicationType.OTHER),
    "Article": (0, PublicationType.OTHER),
    "TechArticle": (0, PublicationType.OTHER),
    "DigitalDocument": (0, PublicationType.OTHER),
    "TextDigitalDocument": (0, PublicationType.OTHER),
    "ScholarlyArticle": (0, PublicationType.OTHER),
    "MedicalScholarlyArticle": (0, PublicationType.OTHER),
    "BlogPosting": (2, PublicationType.WEB_ARTICLE),
    "NewsArticle": (2, PublicationType.NEWS_ARTICLE),
    "AnalysisNewsArticle": (2, PublicationType.NEWS_ARTICLE),
    "BackgroundNewsArticle": (2, PublicationType.NEWS_ARTICLE),
    "OpinionNewsArticle": (2, PublicationType.NEWS_ARTICLE),
    "ReportageNewsArticle": (2, PublicationType.NEWS_ARTICLE),
    "ReviewNewsArticle": (2, PublicationType.NEWS_ARTICLE),
    "Book": (2, PublicationType.BOOK),
    "Chapter": (2, PublicationType.CHAPTER),
    "Thesis": (2, PublicationType.THESIS),
    "Report": (2, PublicationType.REPORT),
    "Dataset": (2, PublicationType.DATASET),
    "SoftwareSourceCode": (2, PublicationType.SOFTWARE),
    "SoftwareApplication": (2, PublicationType.SOFTWARE),
    "WebApplication": (2, PublicationType.SOFTWARE),
    "PresentationDigitalDocument": (2, PublicationType.PRESENTATION),
    "Poster": (2, PublicationType.PRESENTATION),
    # BIBO
    "bibo:Document": (0, PublicationType.OTHER),
    "bibo:Article": (0, PublicationType.OTHER),
    "bibo:AcademicArticle": (0, PublicationType.OTHER),
    "bibo:Manuscript": (0, PublicationType.OTHER),
    "bibo:Book": (2, PublicationType.BOOK),
    "bibo:EditedBook": (3, PublicationType.EDITED_BOOK),
    "bibo:Chapter": (2, PublicationType.CHAPTER),
    "bibo:Thesis": (2, PublicationType.THESIS),
    "bibo:Report": (2, PublicationType.REPORT),
    "bibo:Patent": (2, PublicationType.PATENT),
    "bibo:Slideshow": (2, PublicationType.PRESENTATION),
    "bibo:Webpage": (2, PublicationType.WEB_ARTICLE),
    # FaBiO
    "fabio:ConferencePaper": (3, PublicationType.CONFERENCE_PAPER),
    "fabio:JournalArticle": (3, PublicationType.JOURNAL_ARTICLE),
    "fabio:Preprint": (3, PublicationType.PREPRINT),
    "fabio:Book": (2, PublicationType.BOOK),
    "fabio:BookChapter": (2, PublicationType.CHAPTER),
    "fabio:Thesis": (2, PublicationType.THESIS),
    "fabio:DoctoralThesis": (2, PublicationType.THESIS),
    "fabio:Report": (2, PublicationType.REPORT),
    "fabio:Dataset": (2, PublicationType.DATASET),
    "fabio:Patent": (2, PublicationType.PATENT),
    "fabio:Presentation": (2, PublicationType.PRESENTATION),
    "fabio:WebContent": (2, PublicationType.WEB_ARTICLE),
    "dcat:Dataset": (2, PublicationType.DATASET),
    # VIVO
    "vivo:ConferencePaper": (3, PublicationType.CONFERENCE_PAPER),
}
"""Kinds of work, with how precise each is."""

BY_VENUE: Final[Mapping[tuple[str, VenueType], PublicationType]] = {
    ("ScholarlyArticle", VenueType.JOURNAL): PublicationType.JOURNAL_ARTICLE,
    ("MedicalScholarlyArticle", VenueType.JOURNAL): PublicationType.JOURNAL_ARTICLE,
    ("ScholarlyArticle", VenueType.PROCEEDINGS): PublicationType.CONFERENCE_PAPER,
    ("bibo:AcademicArticle", VenueType.JOURNAL): PublicationType.JOURNAL_ARTICLE,
    ("bibo:AcademicArticle", VenueType.PROCEEDINGS): PublicationType.CONFERENCE_PAPER,
    ("Article", VenueType.WEBSITE): PublicationType.WEB_ARTICLE,
}
"""What a type together with where the work appeared says."""

SCHOLARLY: Final = frozenset(
    {"ScholarlyArticle", "MedicalScholarlyArticle", "Thesis", "Report", "Dataset", "Chapter", "Book"}
)
"""Works whose description is their abstract; that of an article on the web is a teaser."""

VENUE_TYPES: Final[Mapping[str, VenueType]] = {
    "Periodical": VenueType.JOURNAL,
    "Newspaper": VenueType.JOURNAL,
    "bibo:Journal": VenueType.JOURNAL,
    "fabio:Journal": VenueType.JOURNAL,
    "bibo:Proceedings": VenueType.PROCEEDINGS,
    "fabio:ConferenceProceedings": VenueType.PROCEEDINGS,
    "Book": VenueType.BOOK,
    "bibo:Book": VenueType.BOOK,
    "fabio:Repository": VenueType.REPOSITORY,
    "DataCatalog": VenueType.REPOSITORY,
    "bibo:Website": VenueType.WEBSITE,
    "WebSite": VenueType.WEBSITE,
    "Blog": VenueType.WEBSITE,
    "BookSeries": VenueType.SERIES,
    "CreativeWorkSeries": VenueType.SERIES,
    "bibo:Series": VenueType.SERIES,
    "bibo:Collection": VenueType.OTHER,
}
"""What works appear in, the more telling types first."""

STANDING_VENUES: Final = frozenset(
    {
        *(
            "Periodical",
            "Newspaper",
            "bibo:Journal",
            "fabio:Journal",
            "bibo:Proceedings",
            "fabio:ConferenceProceedings",
        ),
        *("BookSeries", "bibo:Series", "bibo:Website", "bibo:Collection", "fabio:Repository"),
    }
)
"""Venues that are records by themselves where a document describes them; a web site that every page names is none."""

VOLUMES: Final = frozenset({"PublicationVolume"})
ISSUES: Final = frozenset({"PublicationIssue"})
PAGES_OF_SITES: Final = frozenset(
    {"WebPage", "AboutPage", "ItemPage", "ProfilePage", "CollectionPage", "CheckoutPage", "ContactPage", "FAQPage"}
)
"""Pages: what they are about is read, they themselves are not."""

PEOPLE: Final = frozenset({"Person", "Patient", "foaf:Person"})
ORGANIZATION_TYPES: Final[Mapping[str, OrganizationType]] = {
    "CollegeOrUniversity": OrganizationType.UNIVERSITY,
    "vivo:University": OrganizationType.UNIVERSITY,
    "EducationalOrganization": OrganizationType.EDUCATION,
    "School": OrganizationType.EDUCATION,
    "HighSchool": OrganizationType.EDUCATION,
    "Corporation": OrganizationType.COMPANY,
    "GovernmentOrganization": OrganizationType.GOVERNMENT,
    "Hospital": OrganizationType.HEALTHCARE,
    "FundingAgency": OrganizationType.FUNDER,
    "foaf:Group": OrganizationType.TEAM,
    "org:OrganizationalUnit": OrganizationType.UNIT,
    "ResearchOrganization": OrganizationType.ORGANIZATION,
    "NGO": OrganizationType.ORGANIZATION,
    "LibrarySystem": OrganizationType.ORGANIZATION,
    "Consortium": OrganizationType.ORGANIZATION,
    "NewsMediaOrganization": OrganizationType.ORGANIZATION,
    "MedicalOrganization": OrganizationType.ORGANIZATION,
    "Organization": OrganizationType.ORGANIZATION,
    "foaf:Organization": OrganizationType.ORGANIZATION,
    "org:Organization": OrganizationType.ORGANIZATION,
}
"""Kinds of organisation, the more telling first."""
ORGANIZATIONS: Final = frozenset(ORGANIZATION_TYPES)

PROJECTS: Final = frozenset({"ResearchProject", "Project", "foaf:Project"})
SERVICES: Final = frozenset({"Service", "WebAPI"})
SOFTWARE_TYPES: Final[Mapping[str, SoftwareType]] = {
    "SoftwareSourceCode": SoftwareType.SOURCE_CODE,
    "WebApplication": SoftwareType.WEB_APPLICATION,
    "SoftwareApplication": SoftwareType.APPLICATION,
}

STATUS: Final[Mapping[str, PublicationStatus]] = {
    "published": PublicationStatus.PUBLISHED,
    "preprint": PublicationStatus.PREPRINT,
    "to appear": PublicationStatus.FORTHCOMING,
    "forthcoming": PublicationStatus.FORTHCOMING,
    "in press": PublicationStatus.FORTHCOMING,
}
"""Words of `creativeWorkStatus`; it is free text, of which `Published` is schema.org's own example."""

DEGREES: Final[Mapping[str, str]] = {
    "phd": "phd", "ph.d.": "phd", "doctor of philosophy": "phd", "dphil": "phd",
    "msc": "ms", "m.sc.": "ms", "ms": "ms", "m.s.": "ms", "master of science": "ms",
    "ma": "ma", "m.a.": "ma", "master of arts": "ma",
}  # fmt: skip
"""Degrees that a thesis supports, as `inSupportOf` writes them."""

PROPERTY_IDS: Final[Mapping[str, str]] = {
    "doi": "doi", "arxiv": "arxiv", "arxiv id": "arxiv", "isbn": "isbn", "isbn-13": "isbn", "isbn-10": "isbn",
    "issn": "issn", "pmid": "pmid", "pubmed": "pmid", "pmcid": "pmcid", "pmc": "pmcid", "pubmed central": "pmcid",
    "openalex": "openalex", "wikidata": "wikidata", "orcid": "orcid", "ror": "ror", "isni": "isni", "viaf": "viaf",
    "grid": "grid", "handle": "hdl", "hdl": "hdl", "dblp": "dblp", "dblp record": "dblp-rec", "acl anthology": "acl",
    "scopus author": "scopus-author", "researcherid": "researcherid",
}  # fmt: skip
"""Schemes by `propertyID`, in small letters."""

IDENTIFIER_PROPERTIES: Final[Mapping[str, str]] = {
    "isbn": "isbn",
    "issn": "issn",
    "bibo:doi": "doi",
    "bibo:isbn13": "isbn",
    "bibo:isbn10": "isbn",
    "bibo:isbn": "isbn",
    "bibo:issn": "issn",
    "bibo:eissn": "issn",
    "bibo:pmid": "pmid",
    "fabio:hasArXivId": "arxiv",
    "vivo:orcidId": "orcid",
}
"""Properties that hold an identifier of one scheme."""

SCHEMES_OF_WORKS: Final = frozenset(
    {"doi", "arxiv", "isbn", "pmid", "pmcid", "openalex", "wikidata", "hdl", "dblp-rec", "acl"}
)
SCHEMES_OF_PEOPLE: Final = frozenset(
    {"orcid", "isni", "viaf", "wikidata", "openalex", "dblp", "scopus-author", "researcherid"}
)
SCHEMES_OF_ORGANIZATIONS: Final = frozenset({"ror", "grid", "isni", "viaf", "wikidata", "openalex", "doi"})
SCHEMES_OF_VENUES: Final = frozenset({"issn", "isbn", "doi", "wikidata", "openalex"})
