"""Names: the forms of BibTeX beside pybtex's reading of them, organisations, lists that are cut, ORCID iDs."""

from __future__ import annotations

import pytest
from pybtex.database import Person

from scholargraph.identifiers import Identifier
from scholargraph.model import AgentKind, ContributorRole, EntryField, Gap
from scholargraph.sources.readers.bibtex.names import names, parse
from tests.sources.readers.bibtex.reading import article, read


@pytest.mark.parametrize(
    "name",
    [
        "Ludwig van Beethoven", "van Beethoven, Ludwig", "de la Vall{\\'e}e Poussin, Jr., Charles Louis Xavier Joseph",
        "Charles Louis Xavier Joseph de la Vall{\\'e}e Poussin", "{\\'E}mile Zola", "Jean {\\'e}tienne Dupont", "Aristotle",
        "Donald E. Knuth", "First de {L}ast", "jean de la fontaine", "Jean de la fontaine", "{von} Last, First",
        "de Last, Jr., First Middle", "von Bommel", "O'Connor, Martin J.", "{\\OE} Foo", "Xu, Jun", "a b", "a b, C",
        'M{\\"u}ller, {\\"O}. K.', "Jean~Paul Sartre", "{Jean Paul} Sartre", "Al{\\'\\i} de Bar", "Nguyen, The Anh",
        "Garc{\\'\\i}a M{\\'a}rquez, Gabriel", "Викторов, Михаил Маркович", "Gauss, C.~F.",
    ],
)  # fmt: skip
def test_parts_of_names_as_pybtex_has_them(name: str) -> None:
    person = Person(name)
    (printed,) = names(name)
    found = parse(printed)
    assert (found.given or "").replace("~", " ").split() == [*person.first_names, *person.middle_names] or (
        "{" in name and (found.given or "") == " ".join([*person.first_names, *person.middle_names])
    )
    assert (found.family or "") == " ".join(person.last_names)
    assert (found.particle or "") == " ".join(person.prelast_names)
    assert (found.suffix or "") == " ".join(person.lineage_names)


def agents(author: str) -> list[tuple[str | None, str | None, str | None, str | None, str]]:
    found = article(f"title={{T}}, author={{{author}}}").work
    assert [one.position for one in found.contributions] == list(range(1, len(found.contributions) + 1))
    names_ = [(one.agent.name, one.agent.kind.value) for one in found.contributions]
    return [(name.given, name.particle, name.family, name.suffix, kind) for name, kind in names_ if name is not None]


@pytest.mark.parametrize(
    ("author", "found"),
    [
        ("van der Berg, Jr., Jan", [("Jan", "van der", "Berg", "Jr.", "person")]),
        ('M{\\"u}ller, B. and {\\c{C}}etin, D.', [("B.", None, "Müller", None, "person"), ("D.", None, "Çetin", None, "person")]),
        ("{Barnes and Noble}", [(None, None, None, None, "organization")]),
        ("{American Psychological Association}", [(None, None, None, None, "organization")]),
        ("{ATLAS Collaboration}", [(None, None, None, None, "group")]),
        ("Collaboration, ATLAS", [(None, None, None, None, "group")]),
        ("World Health Organization", [(None, None, None, None, "organization")]),
        ("{Plato}", [(None, None, None, None, "undecided")]),
        ("family=Simpson, given={Homer J.}, prefix=von", [("Homer J.", "von", "Simpson", None, "person")]),
        ("May, Keith, and Ronzino, Paola", [("Keith", None, "May", None, "person"), ("Paola", None, "Ronzino", None, "person")]),
        ("Sammy Davis Jr.", [("Sammy", None, "Davis", "Jr.", "person")]),
        ("Ada Quill AND Jun Xu", [("Ada", None, "Quill", None, "person"), ("Jun", None, "Xu", None, "person")]),
    ],
)  # fmt: skip
def test_agents(author: str, found: list[tuple[str | None, ...]]) -> None:
    assert agents(author) == found


@pytest.mark.parametrize("author", ["Quill, Ada and others", "Quill, Ada et al.", "Ada Quill and et al."])
def test_a_list_that_is_cut(author: str) -> None:
    work = article(f"title={{T}}, author={{{author}}}").work
    assert [one.printed_name for one in work.contributions] == ["Ada Quill"]
    assert Gap.AUTHORS_TRUNCATED in work.gaps
    assert not work.authors_complete


def test_a_list_without_others_is_complete() -> None:
    found = article("title={T}, author={Quill, Ada and Xu, Jun}")
    assert found.work.authors_complete
    assert found.quotes("authors_complete") == ["Quill, Ada and Xu, Jun"]
    assert found.quotes("contributions") == ["Quill, Ada", "Xu, Jun"]
    places = [one.evidence.locator for one in found.works[0].attributions if one.field == "contributions"]
    assert all(isinstance(place, EntryField) and place.field == "author" for place in places)


def test_a_missing_name_is_said() -> None:
    found = article("title={T}, author={Quill, Ada and  and Xu, Jun}")
    assert found.reasons == ["A name is missing beside “and”: add it, or remove the “and”."]
    assert not found.work.authors_complete


def test_roles() -> None:
    work = read("@book{b, author={A. B. Quill}, editor={C. D. Xu}, translator={E. F. Sato}, editora={G. H. Li}, "
                "editoratype={translator}}").work  # fmt: skip
    assert [(one.printed_name, one.role) for one in work.contributions] == [
        ("A. B. Quill", ContributorRole.AUTHOR),
        ("C. D. Xu", ContributorRole.EDITOR),
        ("G. H. Li", ContributorRole.TRANSLATOR),
        ("E. F. Sato", ContributorRole.TRANSLATOR),
    ]


def test_orcids_of_data_annotations() -> None:
    found = article('author={Quill, A. and Xu, J.}, author+an:orcid={2="0000-0002-1825-0097"; 1="0000-0002-1825-0098"}')
    first, second = found.work.contributions
    assert first.agent.identifiers == ()
    assert second.agent.identifiers == (Identifier("orcid", "0000-0002-1825-0097"),)
    assert found.reasons == ["“0000-0002-1825-0098” is no ORCID iD: compare it with the person's page."]


def test_the_kind_of_a_group_is_stated_by_its_braces() -> None:
    (one,) = article("author={{Wikimedia Foundation}}").work.contributions
    assert one.agent.kind is AgentKind.ORGANIZATION
    assert one.agent.kind_stated
