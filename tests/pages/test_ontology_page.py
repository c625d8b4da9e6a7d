"""The page of our own terms: what is deprecated, what takes its place, and how terms change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import html as parser

from scholargraph.pages import editor, ontology, representation
from scholargraph.sparql.description import LIMITS
from scholargraph.store import Snapshots
from scholargraph.vocab import SG
from tests import dumps
from tests.pages.test_views import section, text

if TYPE_CHECKING:
    from scholargraph.pages.site import Site


def test_the_page_of_our_terms_says_what_is_deprecated_and_what_replaces_it(site: Site) -> None:
    root = parser.fromstring(representation.of_ontology(site).body)
    replaced = {
        "otherValue": "rejectedValue", "why": "reason", "mostRows": "maxRows", "mostResultBytes": "maxResultBytes",
        "mostQueryBytes": "maxQueryBytes", "mostDepth": "maxDepth", "mostParallelQueries": "maxParallelQueries",
        "mostWorkerSecondsSaved": "maxWorkerSecondsSaved", "mostErrorsPerMinute": "maxErrorsPerMinute",
    }  # fmt: skip
    old = section(root, "Deprecated terms")
    for name, new in replaced.items():
        (term,) = old.xpath(f".//div[@id='{name}']")
        assert f"Deprecated: use {SG[new]} instead." in text(term)
        assert term.xpath(".//a/@href") == [f"#{new}"]
        assert len(root.xpath(f"//div[@id='{new}']")) == 1
        assert not root.xpath(f"//section[@aria-labelledby='section-deprecated']//div[@id='{new}']")
    (gone,) = old.xpath(".//div[@id='line']")
    assert "Deprecated: nothing takes its place." in text(gone)


def test_the_page_of_our_terms_says_how_they_change(site: Site) -> None:
    policy = text(section(parser.fromstring(representation.of_ontology(site).body), "How terms change"))
    assert "never removed" in policy
    assert "deprecated" in policy


def test_a_deprecated_term_is_not_offered_to_who_writes_a_query() -> None:
    classes, properties = editor._terms()
    assert SG.rejectedValue in properties
    assert SG.Evidence in classes
    assert not {SG.otherValue, SG.why, SG.line, SG.mostRows} & {*classes, *properties}


def test_nothing_that_is_published_today_is_said_in_a_deprecated_term(site: Site) -> None:
    old = {f"<{one.iri}>" for one in ontology.concepts().values() if one.deprecated}
    assert len(old) >= 11
    dump = dumps.text(Snapshots(site.settings.work).require().path).splitlines()
    said = {predicate for text in dump for predicate in text.split(" ", 2)[1:2]}
    assert f"<{SG.rejectedValue}>" in said
    assert not said & old
    assert not {f"<{term}>" for term, _, _ in LIMITS} & old
