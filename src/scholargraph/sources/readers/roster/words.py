"""What columns of rosters are called, and what stands in them for states and ties, as tables in four languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scholargraph.model import RoleKind, RoleStatus
from scholargraph.sources.readers.tabular.columns import fields_of_table, folded

PRIVATE: Final = frozenset({"private"})
"""Columns that a roster may have and that nobody reads: what they hold belongs to the persons."""

FIELDS: Final = fields_of_table(
    """
id: person id | staff id | employee id | staff number | personal number | personalnummer | mitarbeiter-id | kennung | identifiant | matricule | identificador | key | uid | local id
name: full name | person | vollständiger name | nom complet | nom et prénom | nombre completo | nombre y apellidos | display name | staff name
given_name: given names | first name | first names | firstname | forename | vorname | vornamen | prénom | prénoms | nombre | nombres
family_name: family names | last name | lastname | surname | nachname | familienname | zuname | nom | nom de famille | apellido | apellidos
alternate_names: other names | also known as | weitere namen | geburtsname | former name | autres noms | otros nombres
title: academic title | titel | akademischer titel | anrede | titre | grade | título | salutation | prefix
orcid: orcid id | orcid-id | orcid id(s) | orcidid
isni: isni id
viaf: viaf id
wikidata: wikidata id | wikidata qid
openalex: openalex id | openalex author id
dblp: dblp pid | dblp id
scopus-author: scopus id | scopus author id | scopus-id
researcherid: researcher id | wos researcherid | web of science researcherid
role: position | job title | function | funktion | rolle | stelle | amtsbezeichnung | dienststellung | fonction | poste | rôle | cargo | puesto | rol | jobtitle
kind: kind of role | employment type | relation | art der zugehörigkeit | beschäftigungsart | type de contrat | tipo de relación
unit: units | organisational unit | organizational unit | department | institute | chair | division | section | group | research group | lab | laboratory | organisationseinheit | einheit | abteilung | institut | lehrstuhl | fachbereich | arbeitsgruppe | département | unité | service | laboratoire | équipe | departamento | unidad | instituto | sección | faculty | school | college | fakultät | faculté | facultad | division/unit
parent_unit: parent unit | parent | übergeordnete einheit | unité parente | unidad superior | higher unit
organisation: organization | university | institution | employer | company | universität | hochschule | einrichtung | arbeitgeber | université | établissement | universidad | institución
ror: ror id | organisation ror | organization ror
start: start date | from | since | begin | beginn | von | seit | eintritt | eintrittsdatum | début | date de début | depuis | inicio | fecha de inicio | desde | entry date
end: end date | to | until | ende | bis | austritt | austrittsdatum | fin | date de fin | jusqu'au | fecha de fin | hasta | exit date
status: state | zustand | aktiv | statut | estado | active
homepage: home page | website | web site | web page | url | webseite | internetseite | page web | site web | página web | profile | profile url | link
topics: topic | research interests | research areas | expertise | subjects | keywords | forschungsgebiete | forschungsschwerpunkte | forschungsinteressen | schlagwörter | thèmes de recherche | domaines de recherche | líneas de investigación | áreas de investigación
biography: bio | about | biografie | lebenslauf | biographie | biografía
private: email | e-mail | mail | email address | e-mail-adresse | courriel | correo electrónico | phone | telephone | telefon | téléphone | teléfono | mobile | fax | room | raum | bureau | office | despacho | address | adresse | dirección | date of birth | geburtsdatum | date de naissance | fecha de nacimiento | gender | sex | geschlecht | sexe | sexo | nationality | nationalität | nationalité | nacionalidad | salary | gehalt
""",
    private=PRIVATE,
)
"""The fields of a roster, each with what its column may be called."""

SCHEMES: Final = ("orcid", "isni", "viaf", "wikidata", "openalex", "dblp", "scopus-author", "researcherid")

STATES: Final[Mapping[str, RoleStatus]] = {
    **{
        folded(word): RoleStatus.CURRENT
        for word in [
            "current ",
            " active ",
            " yes ",
            " true ",
            " present ",
            " ja ",
            " aktiv ",
            " aktuell ",
            " actif ",
            " active ",
            " oui ",
            " actual ",
            " activo ",
            " sí ",
            " 1",
        ]
    },
    **{
        folded(word): RoleStatus.FORMER
        for word in [
            "former ",
            " inactive ",
            " left ",
            " past ",
            " no ",
            " false ",
            " nein ",
            " inaktiv ",
            " ehemalig ",
            " ausgeschieden ",
            " ancien ",
            " inactif ",
            " parti ",
            " non ",
            " anterior ",
            " inactivo ",
            " retired ",
            " alumnus ",
            " alumna ",
            " alumni ",
            " deceased ",
            " 0",
        ]
    },
}
"""What says whether a role is held today; “emeritus” is a role of its own, and says nothing of it."""

OPEN_ENDS: Final = frozenset(
    map(
        folded,
        (
            "present",
            "today",
            "current",
            "ongoing",
            "now",
            "permanent",
            "unlimited",
            "heute",
            "laufend",
            "unbefristet",
            "aktuell",
            "présent",
            "aujourd'hui",
            "actualidad",
            "actual",
            "indefinido",
        ),
    )
) | {""}
"""What stands in place of an end where there is none."""

TIES: Final[Mapping[str, RoleKind]] = {
    **{kind.value: kind for kind in RoleKind},
    **{
        folded(word): kind
        for kind, words in {
            RoleKind.EMPLOYMENT: "employee | employed | staff | permanent staff | angestellt | beamter | beamtin | mitarbeiter | mitarbeiterin | salarié | employé | empleado | empleada | personal",
            RoleKind.MEMBERSHIP: "member | affiliate | affiliated | mitglied | angehöriger | membre | miembro",
            RoleKind.INVITED: "visitor | visiting | guest | fellow | gast | gastwissenschaftler | gastwissenschaftlerin | invité | invitée | visitante | invitado",
            RoleKind.EDUCATION: "student | studierende | studierender | étudiant | étudiante | estudiante",
        }.items()
        for word in words.split("|")
    },
}
"""What a column says of the tie between person and unit."""
