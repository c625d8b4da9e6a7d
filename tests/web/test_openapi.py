"""The OpenAPI document says what is so: every address and every method, nothing beyond, and it is a valid document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pytest
import schemathesis

from scholargraph import __version__
from scholargraph.formats import CITATIONS, GRAPHS, HTML, RESULTS, TURTLE, Format
from scholargraph.pages.listings import COLLECTIONS, SORTS
from scholargraph.pages.relations import Relation
from scholargraph.pages.rendering import static_files
from scholargraph.pages.representation import STATEMENTS
from scholargraph.sparql.problems import TITLES, TYPES
from scholargraph.web.app import create_app
from scholargraph.web.openapi import describe
from tests.pages import sites

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from scholargraph.config import Settings

METHODS: Final = ("get", "head", "post", "options", "put", "delete", "patch", "trace")


@cache
def document() -> dict[str, Any]:
    return describe(sites.BASE)


@pytest.fixture(scope="module")
def app(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def followed(node: Any) -> Any:
    while isinstance(node, dict) and "$ref" in node:
        found: Any = document()
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node


def all_nodes(node: Any) -> Iterator[Any]:
    yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from all_nodes(child)


def types(path: str, status: str = "200", method: str = "get") -> set[str]:
    return set(followed(document()["paths"][path][method]["responses"][status]).get("content", {}))


def named(*forms: Format) -> set[str]:
    """The media types of formats, with the older names that they can be asked for by."""
    return {name for form in forms for name in (form.media_type, *(form.aliases if form is not HTML else ()))}


def enumerated(name: str) -> list[str]:
    return list(document()["components"]["parameters"][name]["schema"]["enum"])


def test_it_is_valid() -> None:
    schemathesis.openapi.from_dict(document()).validate()
    for node in all_nodes(document()):
        if isinstance(node, dict) and "$ref" in node:
            assert followed(node), node
    names = [operation["operationId"] for _, _, operation in operations()]
    assert len(names) == len(set(names))
    tags = {tag["name"] for tag in document()["tags"]}
    assert {tag for _, _, operation in operations() for tag in operation["tags"]} == tags


def test_the_validator_would_find_a_fault() -> None:
    wrong = {**document(), "paths": {"/": {"get": {"responses": {"200": {}}}}}}
    with pytest.raises(Exception, match="description"):
        schemathesis.openapi.from_dict(wrong).validate()


def test_every_component_is_used() -> None:
    used = {node["$ref"] for node in all_nodes(document()) if isinstance(node, dict) and "$ref" in node}
    components = document()["components"]
    there = {f"#/components/{kind}/{name}" for kind, named in components.items() for name in named}
    schemes = {name for _, _, operation in operations() for one in operation.get("security", ()) for name in one}
    assert used | {f"#/components/securitySchemes/{name}" for name in schemes} == there


def test_every_rule_is_an_address_and_every_address_a_rule(app: Flask) -> None:
    rules = {re.sub(r"<(\w+)>", r"{\1}", rule.rule) for rule in app.url_map.iter_rules()}
    # The endpoint is answered ahead of the framework's rules.
    assert rules | {"/sparql"} == set(document()["paths"])


def test_the_methods_are_those_that_the_address_allows(client: FlaskClient) -> None:
    for path, methods in document()["paths"].items():
        address = re.sub(r"\{\w+\}", "x", path)
        allowed = client.options(address).headers["Allow"].split(", ")
        assert {method.lower() for method in allowed} == set(methods), path
        for method in set(METHODS) - set(methods):
            made = client.open(address, method=method.upper(), buffered=True)
            assert made.status_code in {403, 405}, (path, method)
            assert set(made.headers["Allow"].split(", ")) == set(allowed), (path, method)


def test_every_variable_of_an_address_is_a_parameter() -> None:
    for path, method, operation in operations():
        given = [followed(parameter) for parameter in operation.get("parameters", ())]
        in_path = {parameter["name"] for parameter in given if parameter["in"] == "path"}
        assert in_path == set(re.findall(r"\{(\w+)\}", path)), (path, method)
        assert all(parameter.get("description") or "enum" in parameter["schema"] or parameter["name"] == "number"
                   for parameter in given), (path, method)  # fmt: skip


def test_the_lists_are_those_of_the_program() -> None:
    assert enumerated("Collection") == list(COLLECTIONS)
    assert enumerated("Sort") == list(SORTS)
    assert enumerated("Relation") == [relation for relation in Relation if relation is not Relation.MEMBERS]
    offers = named(HTML, *STATEMENTS)
    assert types("/") == types("/index.{ending}") == offers
    assert set(enumerated("Ending")) == {HTML.suffix, *(form.suffix for form in STATEMENTS)}
    assert types("/{collection}/{name}") == {*offers, *named(*CITATIONS), "application/linkset+json"}
    assert types("/{collection}.{ending}") == types("/{collection}/{name}/{relation}.{ending}")
    assert types("/{collection}.{ending}") == {form.media_type for form in CITATIONS}
    assert enumerated("ReferenceEnding") == [form.suffix for form in CITATIONS]
    assert types("/search") == {*named(*CITATIONS), "text/html", "application/json"}
    assert types("/store") == types("/graph/{name}") == named(*GRAPHS)
    assert types("/sparql") == named(*GRAPHS, *RESULTS, HTML)
    assert types("/ontology") == named(TURTLE, HTML)
    assert types("/static/{name}") == {file.media.partition(";")[0] for file in static_files().values()}


def test_every_type_of_problem_in_it_exists() -> None:
    responses = document()["components"]["responses"].values()
    examples = [told["example"] for response in responses for told in response.get("content", {}).values()
                if "example" in told]  # fmt: skip
    assert len(examples) >= 9
    for example in examples:
        kind = example["type"]
        assert kind == "about:blank" or example["title"] == TITLES[kind.removeprefix(TYPES)]
        statuses = {status for _, _, operation in operations() for status, response in operation["responses"].items()
                    if followed(response).get("content", {}).get("application/problem+json", {}).get("example") == example}  # fmt: skip
        assert statuses == {str(example["status"])}


def test_it_is_served_for_this_site_and_found_from_its_front_page(client: FlaskClient) -> None:
    made = client.get("/openapi.json")
    assert (made.status_code, made.mimetype) == (200, "application/vnd.oai.openapi+json")
    told = json.loads(made.data)
    assert told == document()
    assert (told["info"]["version"], told["servers"][0]["url"]) == (__version__, sites.BASE.rstrip("/"))
    assert client.get("/openapi.json", headers={"If-None-Match": made.headers["ETag"]}).status_code == 304
    link = f'<{sites.BASE}openapi.json>; rel="service-desc"; type="application/vnd.oai.openapi+json"'
    for path, accept in (("/", "text/html"), ("/sparql", "text/turtle"), ("/sparql", "text/html")):
        assert link in client.get(path, headers={"Accept": accept}).headers["Link"], (path, accept)


def test_a_site_below_a_path_says_so(settings: Settings) -> None:
    base = "https://people.example.org/chem/"
    made = create_app(replace(settings, base=base)).test_client().get("/chem/openapi.json")
    assert json.loads(made.data)["servers"][0]["url"] == base.rstrip("/")
    assert b"127.0.0.1" not in made.data
