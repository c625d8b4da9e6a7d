"""The sites of data/, published as their owners would: every page keeps every promise."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html as parser

from scholargraph import config, store
from scholargraph.pages import representation
from scholargraph.pages.listings import COLLECTIONS
from scholargraph.pages.relations import Relation
from scholargraph.pages.representation import HTML
from scholargraph.publish import publish
from tests import dumps
from tests.pages import schema_org, sites
from tests.pages.test_page_graphs import read

if TYPE_CHECKING:
    from scholargraph.iris import Key
    from scholargraph.pages.site import Site


@pytest.fixture(scope="module", params=["example-department", "lucas-dixon"])
def site(request: pytest.FixtureRequest, copy_site: Callable[[str], Path]) -> Site:
    settings = config.load(copy_site(request.param))
    publish(settings)
    return sites.opened(settings)


def keys(site: Site) -> list[Key]:
    return [card.key for name in COLLECTIONS for card in site.listings.cards(name, Relation.MEMBERS, count=1000)]


def dump(site: Site) -> list[str]:
    text = dumps.text(store.Snapshots(site.settings.work).require().path)
    return [line for line in text.splitlines() if f"<{site.settings.base}graph/" not in line]


def test_all_formats_of_all_pages_are_the_same_graph_and_part_of_the_dump(site: Site) -> None:
    stated = {line.removesuffix(" .") for line in dump(site)}
    assert len(keys(site)) > 25
    for key in keys(site):
        document = site.iris.document(key)
        graphs = [
            set(read(representation.of_thing(site, key, form).body, form.suffix, document))
            for form in representation.STATEMENTS
        ]
        assert graphs[0]
        assert all(graph == graphs[0] for graph in graphs), key
        lines = representation.of_thing(site, key, representation.STATEMENTS[2]).body.decode().splitlines()
        assert {line.removesuffix(" .") for line in lines} <= stated, key


def test_all_embedded_data_is_in_the_graph(site: Site) -> None:
    stated = schema_org.said(dump(site))
    for key in keys(site):
        body = representation.of_thing(site, key, HTML).body
        if key.collection != "source":
            found = schema_org.statements(body, site.iris.document(key))
            assert found, key
            assert found <= stated, (key, found - stated)


def test_every_statement_with_evidence_shows_words_that_stand_in_the_source(site: Site) -> None:
    texts = {
        source.path: (site.settings.directory / source.path).read_text(encoding="utf-8")
        for source in site.settings.sources
    }
    shown = 0
    for key in keys(site):
        root = parser.fromstring(representation.of_thing(site, key, HTML).body)
        for figure in root.xpath("//section[@class='provenance']//figure[blockquote]"):
            quote = figure.xpath("blockquote")[0].text_content()
            place = re.fullmatch(r"(.+):(\d+):(\d+)", figure.xpath("figcaption")[0].text_content().strip())
            assert place, key
            line = texts[place[1]].splitlines()[int(place[2]) - 1]
            assert line[int(place[3]) - 1 :].startswith(quote.splitlines()[0]), (key, quote)
            shown += 1
    assert shown > 100


def test_a_field_that_sources_disagree_on_shows_the_value_that_is_stated(site: Site) -> None:
    """Each conflict of the dump: what the page gives as the field's value is what the graph states, not the other."""
    stated = dict(re.findall(r'^(\S+#conflict-\d+>) \S+#stated> "([^"]*)"', "\n".join(dump(site)), re.MULTILINE))
    other = dict(re.findall(r'^(\S+#conflict-\d+>) \S+#rejectedValue> "([^"]*)"', "\n".join(dump(site)), re.MULTILINE))
    assert stated.keys() == other.keys()
    assert stated
    seen = 0
    for node, value in stated.items():
        key = site.iris.key(node[1:-1])
        assert key is not None
        root = parser.fromstring(representation.of_thing(site, key, HTML).body)
        shown = [one.text_content() for one in root.xpath("//section[@class='provenance']//summary")]
        fields = [words for words in shown if "not stated" in words and other[node] in words]
        seen += len(fields)
        for words in fields:
            name = words.partition(":")[0].strip()
            same = [one for one in shown if one.strip().startswith(name) and "not stated" not in one]
            assert all(value in one and other[node] not in one for one in same), same
    assert seen


def test_no_page_mentions_a_thing_without_leading_to_it(site: Site) -> None:
    known = set(keys(site))
    for key in keys(site):
        root = parser.fromstring(representation.of_thing(site, key, HTML).body)
        for href in root.xpath("//main//a/@href"):
            path = href.removeprefix(site.addresses.root).partition("?")[0].partition("#")[0].partition(".")[0]
            if href.startswith(site.addresses.root):
                assert path in known or path.rpartition("/")[0] in known, (key, href)
