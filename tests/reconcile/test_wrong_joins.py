"""What must be joined and what must not: pairs of works, each with a sibling that differs in what decides."""

from __future__ import annotations

from itertools import permutations
from typing import Any, Final

import pytest

from scholargraph.identifiers import parse_identifier
from scholargraph.iris import Key
from scholargraph.model import (
    Contribution,
    Organization,
    Pages,
    PartialDate,
    Publication,
    PublicationType,
    SourceRecord,
    Text,
    Venue,
    VenueType,
)
from scholargraph.reconcile.join import Clusters, join
from tests.growth import grows_in_proportion
from tests.reconcile.records import joined, reading, work, works

ONE, TWO = "page", "other"
DOI: Final = parse_identifier("doi:10.5555/rivers.1")
WHO: Final = ("Ada Quill", "Benoît Okafor", "Mira Kovalenko")
CONFERENCE, JOURNAL, PREPRINT = (
    PublicationType.CONFERENCE_PAPER,
    PublicationType.JOURNAL_ARTICLE,
    PublicationType.PREPRINT,
)


def entry(title: str | None, year: int | None = None, who: tuple[str, ...] = WHO, **more: Any) -> dict[str, Any]:
    """What a source says of a work."""
    said: dict[str, Any] = dict(more)
    if title is not None:
        said["title"] = title
    if year is not None:
        said["issued"] = PartialDate(year)
    if who:
        said["contributions"] = tuple(Contribution.of(name, position=place) for place, name in enumerate(who, 1))
    if "pages" in said:
        first, _, last = said["pages"].partition("-")
        said["pages"] = Pages(first=first, last=last or None)
    return said


def found(*said: dict[str, Any], **decided: Any) -> Clusters:
    """Join works of two sources in turn."""
    works_of_them = [
        reading((ONE, TWO)[place % 2], work((ONE, TWO)[place % 2], str(place), **one)) for place, one in enumerate(said)
    ]
    known = {one["venue"] for one in said if "venue" in one}
    return join([*(one for one in (HYDROLOGY, GEOLOGY) if one.record.key in known), *works_of_them], **decided)


def count(clusters: Clusters) -> int:
    """How many works there are."""
    return sum(isinstance(group[0].record, Publication) for group in clusters.groups)


RIVERS: Final = "Sediment transport in braided rivers of the northern plain"

ABSTRACT: Final = (
    "Why do rivers braid? We measured gravel, sand and silt in forty reaches of the northern plain, and find none."
)
HYDROLOGY, GEOLOGY = (
    reading(ONE, Venue(key=Key(f"venue/~journals/{place}"), name=name, type=VenueType.JOURNAL))
    for place, name in enumerate(("Annals of Hydrology", "Letters in Sedimentary Geology"))
)

TWO_WORKS: Final = {
    "part one and two": (entry("Braided rivers: Part I", 2001), entry("Braided rivers: Part II", 2001)),
    "part one and two, in digits": (entry("Braided rivers, part 1", 2001), entry("Braided rivers, part 2", 2001)),
    "model A and B": (entry("Sediment yield of Model A", 2001), entry("Sediment yield of Model B", 2001)),
    "type 1 and 2": (entry("Erosion in type 1 catchments", 2001), entry("Erosion in type 2 catchments", 2001)),
    "volumes": (entry("Handbook of rivers, vol. 3", 2001), entry("Handbook of rivers, vol. 4", 2001)),
    "first and sequel": (entry("Braided rivers", 2001), entry("Braided rivers 2", 2001)),
    "methanol": (entry("Oxidation of methanol on silver", 2001), entry("Oxidation of ethanol on silver", 2001)),
    "hyper and hypo": (entry("Hypertension in river rats", 2001), entry("Hypotension in river rats", 2001)),
    "inter and intra": (entry("Interspecific rivalry of otters", 2001), entry("Intraspecific rivalry of otters", 2001)),
    "causal": (entry("Causal models of floods", 2001), entry("Casual models of floods", 2001)),
    "with and without": (entry("Weirs with fish ladders", 2001), entry("Weirs without fish ladders", 2001)),
    "not": (entry("Floods are predictable", 2001), entry("Floods are not predictable", 2001)),
    "pages of one issue": (
        entry("Notes on weirs", 2001, volume="7", issue="2", pages="11-19", type=JOURNAL),
        entry("Notes on weirs", 2001, volume="7", issue="2", pages="31-40", type=JOURNAL),
    ),
    "years of a report": (entry("Annual report 2019", 2019, ()), entry("Annual report 2020", 2020, ())),
    "annual reports without numbers": (entry("Annual report", 2019, ()), entry("Annual report", 2020, ())),
    "editorials": (entry("Editorial", 2001, WHO[:1], volume="1"), entry("Editorial", 2001, WHO[:1], volume="1")),
    "bare editorials": (entry("Editorial", None, ()), entry("Editorial", None, ())),
    "prefaces": (entry("Preface", 2001, WHO[:1]), entry("Preface", 2002, WHO[:1])),
    "book reviews": (entry("Book Review", 2001, WHO[:1]), entry("Book Review", 2001, WHO[1:2])),
    "erratum": (entry(RIVERS, 2001), entry(f"Erratum: {RIVERS}", 2001)),
    "retraction": (entry(RIVERS, 2001), entry(f"Retraction notice to {RIVERS}", 2001)),
    "comment": (entry(RIVERS, 2001), entry(f"Comment on “{RIVERS}”", 2001)),
    "reply": (entry(f"Comment on “{RIVERS}”", 2001), entry(f"Reply to “{RIVERS}”", 2001)),
    "extended version": (
        entry(RIVERS, 2001, type=CONFERENCE, pages="10-19"),
        entry(RIVERS, 2003, type=JOURNAL, volume="9", pages="200-240"),
    ),
    "translation": (
        entry("Le transport des sédiments", 2001, language="fr"),
        entry("Sediment transport", 2002, language="en"),
    ),
    "second edition": (
        entry("Handbook of rivers", 2001, type=PublicationType.BOOK, edition="1"),
        entry("Handbook of rivers", 2003, type=PublicationType.BOOK, edition="2"),
    ),
    "chapter and book": (
        entry("Rivers of the plain", 2001, type=PublicationType.BOOK),
        entry("Rivers of the plain", 2001, type=PublicationType.CHAPTER),
    ),
    "data and paper": (
        entry(RIVERS, 2001, type=JOURNAL),
        entry(RIVERS, 2001, type=PublicationType.DATASET),
    ),
    "a DOI on two works": (
        entry("Sediment in rivers", 2001, WHO[:1], identifiers=(DOI,)),
        entry("Wool prices of the fifteenth century", 1987, ("Karl Tanabe",), identifiers=(DOI,)),
    ),
    "two DOIs": (
        entry(RIVERS, 2001, identifiers=(DOI,)),
        entry(RIVERS, 2001, identifiers=(parse_identifier("doi:10.5555/rivers.2"),)),
    ),
    "increase and decrease": (entry("Increased load of rivers", 2001), entry("Decreased load of rivers", 2001)),
    "not, in German": (entry("Flüsse sind berechenbar", 2001), entry("Flüsse sind nicht berechenbar", 2001)),
    "C and C++": (entry("Programming rivers in C", 2001), entry("Programming rivers in C++", 2001)),
    "Roman numerals over fifty": (entry("On rivers. LXII. Weirs", 2001), entry("On rivers. LXIII. Weirs", 2001)),
    "one word of a long title": (
        entry(f"Asthma of children after exposure to particles: {RIVERS}", 2001),
        entry(f"Asthma of adults after exposure to particles: {RIVERS}", 2001),
    ),
    "statistics of two years": (
        entry("World river statistics", 2018, (), type=PublicationType.REPORT),
        entry("World river statistics", 2019, (), type=PublicationType.REPORT),
    ),
    "proceedings of two years": (
        entry("Proceedings of the Conference on Rivers", 2019, (), type=PublicationType.EDITED_BOOK),
        entry("Proceedings of the Conference on Rivers", 2020, (), type=PublicationType.EDITED_BOOK),
    ),
    "the first article of each volume": (
        entry("Cancer statistics", 2018, type=JOURNAL, volume="68", pages="7-30"),
        entry("Cancer statistics", 2019, type=JOURNAL, volume="69", pages="7-34"),
    ),
    "editions that say nothing of it": (
        entry("Handbook of rivers", 1990, type=PublicationType.BOOK),
        entry("Handbook of rivers", 2005, type=PublicationType.BOOK),
    ),
    "extended version with its abstract": (
        entry(RIVERS, 2001, type=CONFERENCE, abstract=ABSTRACT), entry(RIVERS, 2003, type=JOURNAL, abstract=ABSTRACT)
    ),
    "a DOI of two chapters": (
        entry("Sediments of Norland", 2019, type=PublicationType.CHAPTER, identifiers=(DOI,)),
        entry("Weirs and locks", 2019, type=PublicationType.CHAPTER, identifiers=(DOI,)),
    ),
    **{
        words: (entry(RIVERS, 2001), entry(f"{words} {RIVERS}", 2001))
        for words in (
            "Supplemental data:", "Invited commentary:", "Closure to", "Peer review of", "Decision letter:", "Slides for",
            "Dataset:", "Code for", "Supporting information for", "Berichtigung:", "Rezension:", "A critique of",
            "Исправление:", "Abstract:",
        )
    },
    "an abstract for two meetings": (
        entry(RIVERS, 2001, type=JOURNAL, venue=HYDROLOGY.record.key, volume="7", issue="2"),
        entry(RIVERS, 2001, type=JOURNAL, venue=GEOLOGY.record.key, volume="31", issue="9"),
    ),
    "a review in two journals": (
        entry("Braided rivers: a systematic review", 2001, type=JOURNAL, venue=HYDROLOGY.record.key, issue="1"),
        entry("Braided rivers", 2001, type=JOURNAL, venue=GEOLOGY.record.key, volume="31", issue="9"),
    ),
    "a study registered anew": (entry(RIVERS, 2001, ()), entry(RIVERS, 2002, ("Northmoor Water Board",))),
    "abstracts one below the other": (
        entry("Structural and functional studies of gravel in braided rivers", 2001, type=JOURNAL,
              venue=HYDROLOGY.record.key, volume="7", issue="2", pages="243-244"),
        entry("Analysis of the binding of silt to gravel in braided rivers of the northern plain", 2001, type=JOURNAL,
              venue=HYDROLOGY.record.key, volume="7", issue="2", pages="244-244"),
    ),
    **{
        f"a DOI typed wrongly, {name}": (
            entry(one, 2001, identifiers=(DOI,), type=JOURNAL, venue=HYDROLOGY.record.key, volume="7", issue="2"),
            entry(other, 2001, identifiers=(DOI,), type=JOURNAL, venue=HYDROLOGY.record.key, volume="7", issue="2"),
        )
        for name, one, other in (
            ("another field", RIVERS, "Wool prices of the fifteenth century"),
            ("one word in common", RIVERS, "Otters of northern lakes"),
            ("the next part", "Braided rivers: Part I", "Braided rivers: Part II"),
            ("the next model", "Sediment yield of Model A", "Sediment yield of Model B"),
            ("without not", "Floods are predictable", "Floods are not predictable"),
            ("a short title", "Weirs", "Otters"),
        )
    },
    **{
        words: (entry(RIVERS, 2001), entry(words.format(RIVERS), 2001))
        for words in (
            "{} (extended version)", "{} [Full Version]", "{}: extended version", "{} - long version", "Extended version of {}",
            "{} (extended)", "{} (technical report)", "{} (extended abstract)", "{}: Extended Abstract", "Extended abstract: {}",
            "{} (abstract only)", "{} (poster)", "Poster: {}", "{} (Poster abstract)", "{} (demo)", "Demo: {}", "Demo abstract: {}",
            "{} (demonstration)", "[Demo] {}",
        )
    },
    "an extended version with its abstract": (
        entry(RIVERS, 2001, abstract=ABSTRACT), entry(f"{RIVERS} (extended version)", 2001, type=PREPRINT, abstract=ABSTRACT)
    ),
    "a study and its protocol": (
        entry(f"{RIVERS}: a randomised controlled trial", 2004),
        entry(f"{RIVERS}: study protocol for a randomised controlled trial", 2001),
    ),
    "a review and its protocol": (
        entry(f"{RIVERS}: a systematic review", 2002), entry(f"{RIVERS}: protocol for a systematic review", 2001),
    ),
    "a study and its protocol of the same year": (entry(RIVERS, 2001), entry(f"{RIVERS} (Study Protocol)", 2001)),
    "a study and its design": (entry(RIVERS, 2001), entry(f"{RIVERS}: rationale and design", 2001)),
    "a poster and a demo": (entry(f"{RIVERS} (poster)", 2001), entry(f"{RIVERS} (demo)", 2001)),
    **{
        f"{title}, of {who}": (entry(title, 2019, (who,), type=form), entry(title, 2020, (who,), type=form))
        for title, who, form in (
            ("World river statistics", "Eurostat", PublicationType.REPORT),
            ("World river statistics", "Northmoor Water", PublicationType.OTHER),
            ("Annual report of the Northmoor waters", "Northmoor Water", PublicationType.BOOK),
            ("Jahresbericht des Wasserverbands", "Wasserverband Nordmoor", PublicationType.REPORT),
            ("Rapport annuel des voies navigables", "Voies Navigables", PublicationType.OTHER),
            ("State of the rivers of Norland", "Northmoor Water Board", PublicationType.REPORT),
            ("State of the rivers of Norland", "UNESCO", PublicationType.OTHER),
        )
    },
    "other people": (entry("Braided rivers", 2001), entry("Braided rivers", 2001, ("Karl Tanabe", "Ruth Vale"))),
}  # fmt: skip

ONE_WORK: Final = {
    **{
        words: (entry(RIVERS, 2001), entry(f"{words} {RIVERS}", 2001))
        for words in ("RETRACTED:", "RETRACTED ARTICLE:", "[Withdrawn]")
    },
    "words before, and one place": (
        entry(RIVERS, 2001, volume="7", pages="11-19"), entry(f"Session on sand: {RIVERS}", 2001, volume="7", pages="11-19")
    ),
    "roman and digit": (entry("Braided rivers: Part II", 2001), entry("Braided rivers, part 2", 2001)),
    "word and digit": (entry("Two kinds of braided rivers", 2001), entry("2 kinds of braided rivers", 2001)),
    "the case": (entry(RIVERS, 2001), entry(RIVERS.upper(), 2001)),
    "misprint": (entry(RIVERS, 2001), entry(RIVERS.replace("transport", "trasnport"), 2001)),
    "two misprints": (entry(RIVERS, 2001), entry("Sedimnet transport in braidd rivers of the northern plain", 2001)),
    "cut": (entry(RIVERS, 2001), entry("Sediment transport in braided rivers of…", 2001)),
    "without subtitle": (
        entry("Braided rivers: sediment, gravel and weirs", 2001),
        entry("Braided rivers", 2001),
    ),
    "initials": (entry(RIVERS, 2001), entry(RIVERS, 2001, ("A. Quill", "B. Okafor", "M. Kovalenko"))),
    "family name first": (entry(RIVERS, 2001), entry(RIVERS, 2001, ("Quill, Ada", "Okafor, B", "Kovalenko, M."))),
    "lost accents": (
        entry("Über die Flüsse der nördlichen Ebene", 2001),
        entry("Uber die Flusse der nordlichen Ebene", 2001, ("Ada Quill", "Benoit Okafor", "Mira Kovalenko")),
    ),
    "broken letters": (
        entry("Über die Flüsse der nördlichen Ebene", 2001),
        entry("Ãœber die FlÃ¼sse der nÃ¶rdlichen Ebene", 2001, ("Ada Quill", "BenoÃ®t Okafor", "Mira Kovalenko")),
    ),
    "swapped authors": (entry(RIVERS, 2001), entry(RIVERS, 2001, (WHO[2], WHO[0], WHO[1]))),
    "the first author only": (entry(RIVERS, 2001), entry(RIVERS, 2001, WHO[:1])),
    "signs": (
        entry("Women >=30 years of age at braided rivers: should we reconsider?", 2001),
        entry("Women >or=30 years of age at braided rivers: should we reconsider?", 2001),
    ),
    "what databases add": (entry(RIVERS, 2001), entry(f"{RIVERS} (multiple letters) [1]", 2001)),
    "a discussion is included": (entry(RIVERS, 2001), entry(f"{RIVERS}... includes discussion", 2001)),
    "a state": (entry(f"U.K. {RIVERS}", 2001), entry(f"U.K. {RIVERS.lower()}", 2001)),
    "a running head, on the same pages": (
        entry("Can weirs cure a river?", 2001, type=JOURNAL, venue=HYDROLOGY.record.key, volume="5", issue="10",
              pages="556-559"),
        entry("Fluvial morphology: can weirs cure a river?", 2001, ("Okafor, B.", "Quill, A."), type=JOURNAL,
              venue=HYDROLOGY.record.key, volume="5", issue="10", pages="556-559"),
    ),
    "British": (entry("Behaviour of randomised dams", 2001), entry("Behavior of randomized dams", 2001)),
    "the title alone": (entry(RIVERS, None, ()), entry(RIVERS, None, ())),
    "preprint": (
        entry(RIVERS, 2001, type=PREPRINT, identifiers=(parse_identifier("arxiv:2401.06102"),)),
        entry(RIVERS, 2003, type=JOURNAL, volume="9", pages="200-240", identifiers=(DOI,)),
    ),
    "a DOI and a damaged title": (
        entry(RIVERS, 2001, identifiers=(DOI,)),
        entry("Sed. transp. in br. rivers", 2001, identifiers=(DOI,)),
    ),
    "a DOI and a cut title": (
        entry(RIVERS, 2001, identifiers=(DOI,)), entry("Sediment transport in…", 2001, identifiers=(DOI,)),
    ),
    "a DOI and a title without its subtitle": (
        entry("Gravel: a history of braided rivers", 2001, identifiers=(DOI,)), entry("Gravel", 2001, identifiers=(DOI,)),
    ),
    "a DOI and a title with markup": (
        entry("<i>Lutra lutra</i> in H<sub>2</sub>O", 2001, identifiers=(DOI,)),
        entry("Lutra lutra in H2O", 2001, identifiers=(DOI,)),
    ),
    "a DOI and a translated title that a source gives": (
        entry(RIVERS, 2001, identifiers=(DOI,), alternate_titles=(Text("Geschiebe der nördlichen Flüsse"),)),
        entry("Geschiebe der nördlichen Flüsse", 2001, identifiers=(DOI,)),
    ),
    "two identifiers and a translated title": (
        entry(RIVERS, 2001, identifiers=(DOI, parse_identifier("pmid:31"))),
        entry("Geschiebe der nördlichen Flüsse", 2001, identifiers=(DOI, parse_identifier("pmid:31"))),
    ),
    "a DOI, the same pages and a translated title": (
        entry(RIVERS, 2001, identifiers=(DOI,), volume="7", pages="11-19", venue=HYDROLOGY.record.key),
        entry("Geschiebe der nördlichen Flüsse", 2001, identifiers=(DOI,), volume="7", pages="11-19",
              venue=HYDROLOGY.record.key),
    ),
    "the place of an extended abstract": (
        entry(f"{RIVERS} (extended abstract)", 2001, type=CONFERENCE, venue=HYDROLOGY.record.key, pages="11-19"),
        entry(RIVERS, 2001, type=CONFERENCE, venue=HYDROLOGY.record.key, pages="11-19"),
    ),
    "an id of arXiv with its subject class": (
        entry(RIVERS, 2003, identifiers=(parse_identifier("arxiv:math.GT/0309136v2"),)),
        entry(RIVERS, 2003, identifiers=(parse_identifier("arxiv:math/0309136"),)),
    ),
    "a DOI of a protocol": (
        entry(f"{RIVERS}: study protocol", 2001, identifiers=(DOI,)), entry(RIVERS, 2001, identifiers=(DOI,)),
    ),
    "a protocol whose subtitle is cut": (
        entry(f"{RIVERS}: study protocol for a randomised controlled trial", 2001),
        entry(f"{RIVERS}: study protocol", 2001),
    ),
    "a routing protocol": (
        entry(f"{RIVERS}: a routing protocol for a network of gauges", 2001), entry(RIVERS, 2001),
    ),
    "a DOI of a poster": (
        entry(f"{RIVERS} (poster)", 2001, identifiers=(DOI,)), entry(RIVERS, 2001, identifiers=(DOI,)),
    ),
    "a report of one year": (
        entry("World river statistics", 2019, ("Eurostat",)), entry("World river statistics", 2019, ("Eurostat",)),
    ),
    "a book of two years": (
        entry("On the reports of otters", 2019), entry("On the reports of otters", 2020),
    ),
    "a lost title": (
        entry(None, 2001, WHO[:1], abstract="Why do rivers braid? We measured gravel, sand and silt in forty reaches "
              "of the northern plain, and find that floods alone do not decide."),
        entry(RIVERS, 2001, abstract="Why do rivers braid? We measured gravel, sand and silt in forty reaches of the "
              "northern plain, and find that floods alone do not decide."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TWO_WORKS)
def test_what_differs_in_what_decides_is_two_works(name: str) -> None:
    one, other = TWO_WORKS[name]
    assert count(found(one, other)) == 2
    assert count(found(other, one)) == 2


@pytest.mark.parametrize("name", ONE_WORK)
def test_what_is_only_written_otherwise_is_one_work(name: str) -> None:
    one, other = ONE_WORK[name]
    for clusters in (found(one, other), found(other, one)):
        assert count(clusters) == 1
        (why,) = clusters.joinings
        assert why.reasons
        assert why.score >= 4


@pytest.mark.parametrize("name", [name for name in TWO_WORKS if name.startswith("a DOI typed wrongly")])
def test_an_identifier_on_two_titles_is_asked_about(name: str) -> None:
    (doubt,) = found(*TWO_WORKS[name]).doubtful
    assert ("identifier", "on another title") in {(one.comparison, one.outcome) for one in doubt.reasons}


def test_a_misprint_is_a_word_that_nobody_else_uses() -> None:
    others = [
        entry(f"{word} in the {place}", 1990 + year, (f"Author {name}",))
        for year, (word, place, name) in enumerate(
            [("Cotton trade", "south", "Alder"), ("Cotten trade", "north", "Birch"), ("Cotton mills", "east", "Cedar"),
             ("Cotten mills", "west", "Dogwood"), ("Cotton fields", "hills", "Elm"), ("Cotten fields", "vale", "Fir")]
        )
    ]  # fmt: skip
    pair = (entry("Prices of cotton bales", 2001), entry("Prices of cotten bales", 2001))
    assert len(found(*pair).groups) == 1
    assert len(found(*pair, *others).groups) == 2 + len(others)


def test_two_entries_that_share_a_doi_and_no_word_of_their_titles_are_two() -> None:
    titles = ("Sediments of Norland", "Weirs and locks in history")
    same = [entry(title, 2019, identifiers=(DOI,)) for title in titles]
    one_source = join([reading(ONE, work(ONE, str(place), **said)) for place, said in enumerate(same)])
    assert len(one_source.groups) == 2
    assert one_source.doubtful
    two_sources = found(*same)
    assert len(two_sources.groups) == 2
    assert two_sources.doubtful


def test_a_shared_doi_that_everything_speaks_against_is_in_doubt_and_said() -> None:
    (doubt,) = found(*TWO_WORKS["a DOI on two works"]).doubtful
    assert {reason.comparison for reason in doubt.reasons} >= {"identifier", "title", "authors", "year"}


def key(place: int) -> Key:
    return Key(f"publication/~{(ONE, TWO)[place % 2]}/{place}")


def test_the_curation_wins_over_everything_and_different_over_same() -> None:
    same = entry(RIVERS, 2001, identifiers=(DOI,))
    assert len(found(same, same).groups) == 1
    assert len(found(same, same, apart=[(key(0), key(1))]).groups) == 2
    unlike = (entry("Rivers", 2001), entry("Wool", 1990, ("Karl Tanabe",)), entry("Silk", 1980, ("Ruth Vale",)))
    assert len(found(*unlike, together=[(key(0), key(1))]).groups) == 2
    chain = [(key(0), key(1)), (key(1), key(2))]
    assert len(found(*unlike, together=chain).groups) == 1
    for order in permutations([key(0), key(2)]):
        groups = found(*unlike, together=chain, apart=[(order[0], order[1])]).groups
        assert len(groups) == 2
        assert not any({key(0), key(2)} <= {one.record.key for one in group} for group in groups)


def test_what_is_between_two_that_are_different_joins_neither_of_them_both() -> None:
    same = entry(RIVERS, 2001)
    groups = found(same, same, same, apart=[(key(0), key(2))]).groups
    assert not any({key(0), key(2)} <= {one.record.key for one in group} for group in groups)


@pytest.mark.parametrize("silent", [entry(RIVERS, None, type=CONFERENCE, venue=HYDROLOGY.record.key),
                                    entry(RIVERS, 1995, type=CONFERENCE)], ids=["of the year", "of the place"])  # fmt: skip
def test_what_a_cluster_says_together_keeps_a_silent_member_from_another_work(silent: dict[str, Any]) -> None:
    """By itself the silent entry fits the talk of another year and place; what its cluster says is what parts the two."""
    talk = entry(RIVERS, 1995, type=CONFERENCE, venue=HYDROLOGY.record.key, pages="21-30")
    another = entry(RIVERS, 1997, type=CONFERENCE, venue=GEOLOGY.record.key, pages="7-50")
    for said in ([talk, silent, another], [another, talk, silent]):
        assert sorted(len(group) for group in found(*said).groups if isinstance(group[0].record, Publication)) == [1, 2]
    assert count(found(silent, another)) == 1


def test_a_cycle_of_same_and_different_ends() -> None:
    same = entry(RIVERS, 2001)
    ring = [(key(place), key((place + 1) % 6)) for place in range(6)]
    groups = found(*[same] * 6, together=ring, apart=[(key(0), key(3))]).groups
    assert len(groups) >= 2


@pytest.mark.parametrize("order", [*permutations(range(4))])
def test_the_order_of_entries_decides_nothing(order: tuple[int, ...]) -> None:
    said = [
        entry("Braided rivers", 2001), entry("Braided rivers", 2002), entry("Braided rivers", None),
        entry("Braided rivers of the plain", 2001),
    ]  # fmt: skip
    readings = [reading(ONE, work(ONE, str(place), **one)) for place, one in enumerate(said)]
    groups = join([readings[place] for place in order]).groups
    expected = join(readings).groups
    assert {frozenset(one.record.key for one in group) for group in groups} == {
        frozenset(one.record.key for one in group) for group in expected
    }


def test_two_entries_of_the_curation_are_two_works() -> None:
    same = [reading("curation", work("curation", name, **entry(RIVERS, 2001))) for name in "ab"]
    assert len(works(joined(*same))) == 2
    listed = [reading("page", work("page", name, **entry(RIVERS, 2001))) for name in "ab"]
    assert len(works(joined(*listed))) == 1


def test_entries_of_one_source_with_ids_of_it_are_two_and_of_two_sources_may_be_one() -> None:
    ids = [parse_identifier(f"openalex:W{number}") for number in (11, 12)]
    one, other = (entry(RIVERS, 2001, identifiers=(each,)) for each in ids)
    assert len(join([reading(ONE, work(ONE, str(n), **said)) for n, said in enumerate((one, other))]).groups) == 2
    assert len(found(one, other).groups) == 1


def test_the_reasons_of_a_joining_reach_the_entry() -> None:
    one, other = ONE_WORK["misprint"]
    catalogue = joined(reading(ONE, work(ONE, "1", **one)), reading(TWO, work(TWO, "1", **other)))
    (found_entry,) = (each for each in catalogue.entries() if isinstance(each.record, Publication))
    (why,) = found_entry.joinings
    assert why.reasons[0].comparison == "title"
    assert {why.one, why.other} == {key(0).replace("/0", "/1"), key(1)}


# ── Organisations and venues ────────────────────────────────────────────────────────────────────────────────────────


def organization(source: str, entry_: str, name: str, **said: Any) -> SourceRecord:
    return reading(source, Organization(key=Key(f"organization/~{source}/{entry_}"), name=name, **said))


def venue(source: str, entry_: str, name: str, **said: Any) -> SourceRecord:
    return reading(source, Venue(key=Key(f"venue/~{source}/{entry_}"), name=name, **said))


RORS: Final = tuple(parse_identifier(f"ror:{value}") for value in ("01nrxwf90", "027m9bs27"))
ISSN: Final = parse_identifier("issn:0302-9743")


def test_organisations_are_joined_by_ror_or_by_names_that_nothing_speaks_against() -> None:
    one = organization(ONE, "1", "University of Northmoor", identifiers=RORS[:1])
    assert len(join([one, organization(TWO, "1", "Northmoor University", identifiers=RORS[:1])]).groups) == 1
    assert len(join([one, organization(TWO, "1", "University of Northmoor")]).groups) == 1
    known = organization(TWO, "1", "Northmoor University", alternate_names=("University of Northmoor",))
    assert len(join([one, known]).groups) == 1
    assert len(join([one, organization(TWO, "1", "University of Northmoor", identifiers=RORS[1:])]).groups) == 2


def test_a_short_acronym_joins_nothing() -> None:
    one = organization(ONE, "1", "Northmoor Institute of Technology", alternate_names=("NIT",))
    two = organization(TWO, "1", "Norland Institute of Trade", alternate_names=("NIT",))
    assert len(join([one, two]).groups) == 2
    assert len(join([one, organization(TWO, "1", "NIT")]).groups) == 2
    meetings = [venue(ONE, "1", "Annual Meeting on Canals and Locks", alternate_names=("ACL",)),
                venue(TWO, "1", "Association of Cave Lovers", alternate_names=("ACL",))]  # fmt: skip
    assert len(join(meetings).groups) == 2


def test_a_unit_and_its_whole_and_namesakes_elsewhere_stay_apart() -> None:
    whole = organization(ONE, "1", "Institute of Rivers")
    unit = organization(ONE, "2", "Institute of Rivers", parent=whole.record.key)
    assert len(join([whole, unit]).groups) == 2
    here = organization(ONE, "1", "City Hospital", location="Northmoor")
    assert len(join([here, organization(TWO, "1", "City Hospital", location="Southport")]).groups) == 2
    assert len(join([here, organization(TWO, "1", "City Hospital", location="Northmoor, Norland")]).groups) == 1


def test_a_department_that_every_university_has_is_that_of_its_source_only() -> None:
    here = organization(ONE, "1", "Department of Chemistry")
    assert len(join([here, organization(TWO, "1", "Department of Chemistry")]).groups) == 2
    assert len(join([here, organization(ONE, "2", "Department of Chemistry")]).groups) == 1
    wholes = [organization(source, "w", "University of Northmoor") for source in (ONE, TWO)]
    units = [organization(one.whole.source, "u", "Department of Chemistry", parent=one.record.key) for one in wholes]
    assert len(join([*wholes, *units]).groups) == 2
    assert len(join([*wholes, *units, here]).groups) == 2


def test_the_issn_of_a_series_makes_its_volumes_no_one_thing() -> None:
    volumes = [
        venue(source, "1", name, type=VenueType.PROCEEDINGS, identifiers=(ISSN,))
        for source, name in ((ONE, "Rivers and Canals 2019"), (TWO, "Locks and Weirs 2020"))
    ]
    assert len(join(volumes).groups) == 2
    named = [venue(source, "1", f"Rivers and Canals {year}", identifiers=(ISSN,))
             for source, year in ((ONE, 2019), (TWO, 2020))]  # fmt: skip
    assert len(join(named).groups) == 2
    journals = [venue(source, "1", name, type=VenueType.JOURNAL, identifiers=(ISSN,))
                for source, name in ((ONE, "Journal of Rivers"), (TWO, "J. Riv."))]  # fmt: skip
    assert len(join(journals).groups) == 1


PRINT, ONLINE = (parse_identifier(f"issn:{value}") for value in ("0028-0836", "1476-4687"))


def joined_both_ways(*said: SourceRecord) -> tuple[int, int]:
    """How many things there are, in any order, and how many pairs are doubtful."""
    seen = {(len(one.groups), len(one.doubtful)) for one in map(join, map(list, permutations(said)))}
    assert len(seen) == 1
    return seen.pop()


@pytest.mark.parametrize(
    ("one", "other"),
    [("Journal of Rivers", "Journal of rivers"), ("Rivers", "RIVERS"), ("Annals of Hydrology", "Annals of Hydrology")],
)
def test_a_journal_in_print_and_online_is_one(one: str, other: str) -> None:
    journals = [venue(ONE, "1", one, identifiers=(PRINT,)), venue(TWO, "1", other, identifiers=(ONLINE,))]
    assert joined_both_ways(*journals) == (1, 0)


def test_an_entry_with_both_issn_makes_one_journal_of_the_two() -> None:
    journals = [
        venue(ONE, "1", "Journal of Rivers", type=VenueType.JOURNAL, identifiers=(PRINT,)),
        venue(TWO, "1", "Riv. J.", type=VenueType.JOURNAL, identifiers=(ONLINE,)),
        venue(TWO, "2", "J. Rivers", type=VenueType.JOURNAL, identifiers=(PRINT, ONLINE)),
    ]
    assert joined_both_ways(*journals) == (1, 0)


@pytest.mark.parametrize("name", ["Bulletin", "Acta", "The Journal of Science", "Mitteilungen"])
def test_journals_of_a_name_that_many_have_are_told_apart_by_their_issn(name: str) -> None:
    journals = [venue(ONE, "1", name, identifiers=(PRINT,)), venue(TWO, "1", name, identifiers=(ONLINE,))]
    assert joined_both_ways(*journals) == (2, 0)


def test_more_issn_than_a_journal_has_are_of_several_journals() -> None:
    journals = [venue(ONE, str(at), "Journal of Rivers", identifiers=(one,))
                for at, one in enumerate((PRINT, ONLINE, ISSN))]  # fmt: skip
    assert joined_both_ways(*journals) == (3, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Journal of Rivers", "Wool Prices"), ("Journal of Northern Rivers", "Journal of Southern Rivers"),
     ("Annals of Hydrology", "Bulletin of the Otter Society")],
)  # fmt: skip
@pytest.mark.parametrize("kind", [VenueType.OTHER, VenueType.JOURNAL])
def test_an_issn_beside_clearly_different_titles_is_doubtful(one: str, other: str, kind: VenueType) -> None:
    venues = [venue(ONE, "1", one, type=kind, identifiers=(PRINT,)),
              venue(TWO, "1", other, type=kind, identifiers=(PRINT,))]  # fmt: skip
    assert joined_both_ways(*venues) == (2, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [("University of Northmoor", "University of Southport"), ("Norland Water Board", "Otter Research Institute"),
     ("Northmoor General Hospital", "Southport Children's Clinic")],
)  # fmt: skip
def test_a_ror_beside_clearly_different_names_is_doubtful(one: str, other: str) -> None:
    two = [organization(ONE, "1", one, identifiers=RORS[:1]), organization(TWO, "1", other, identifiers=RORS[:1])]
    assert joined_both_ways(*two) == (2, 1)
    (doubt,) = join(two).doubtful
    assert {reason.comparison for reason in doubt.reasons} == {"identifier", "name"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("UC Norland", "University of California, Norland"), ("Univ. of Northmoor", "Northmoor University"),
     ("NIT", "Northmoor Institute of Technology"), ("Natl. Otter Lab", "National Otter Laboratory"),
     ("Northmoor Univeristy", "University of Northmor"), ("北京大学", "Peking University"),
     ("NIT", "Nordmoorer Institut für Technologie"), ("CNEG", "Centro Nacional para la Energía y el Gas"),
     ("—", "University of Northmoor")],
)  # fmt: skip
def test_a_ror_joins_names_that_can_be_one(one: str, other: str) -> None:
    two = [organization(ONE, "1", one, identifiers=RORS[:1]), organization(TWO, "1", other, identifiers=RORS[:1])]
    assert joined_both_ways(*two) == (1, 0)


def test_one_ror_beside_many_names_takes_time_in_proportion() -> None:
    def joined_of(size: int) -> int:
        return len(join([organization(ONE, str(at), f"{chr(97 + at % 26) * 5}{at} {at}otter", identifiers=RORS[:1])
                         for at in range(size)]).groups)  # fmt: skip

    assert grows_in_proportion(joined_of, 1000)


def test_what_a_source_says_of_a_venue_tells_nothing_of_its_works() -> None:
    home = venue(ONE, "v", "Journal of Rivers", identifiers=(ISSN,))
    titles = ("On weirs of the north", "Locks and their keepers")
    listed = [reading(ONE, work(ONE, title[:2], title=Text(title), venue=home.record.key)) for title in titles]
    assert len(join([home, *listed]).groups) == 3
