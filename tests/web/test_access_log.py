"""What is written down of a request holds no token, no credentials, and nothing that a log could be forged with."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholargraph.web.access_log import HIDDEN, LONGEST, facts, target

SECRET = "Zm9vYmFyYmF6-cXV1eHF1dXV4X3F1dXV1eA"  # noqa: S105 - nobody's


def environ(path: str = "/sparql", query: str = "", **more: str) -> dict[str, Any]:
    return {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "REMOTE_ADDR": "192.0.2.1", **more}


def test_an_address_is_written_as_it_was_asked_for() -> None:
    query = "query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D&format=csv&timeout=2"
    assert target(environ(query=query)) == f"/sparql?{query}"
    assert target(environ("/person/ada", "sort=year&page=2")) == "/person/ada?sort=year&page=2"
    assert target(environ("/")) == "/"
    assert target(environ("/a", SCRIPT_NAME="/people")) == "/people/a"


@pytest.mark.parametrize(
    "query",
    [
        f"token={SECRET}", f"access_token={SECRET}", f"ACCESS-TOKEN={SECRET}", f"%74oken={SECRET}", f"tok%65n={SECRET}",
        f"key={SECRET}", f"api_key={SECRET}", f"apikey={SECRET}", f"X-Amz-Signature={SECRET}", f"sig={SECRET}",
        f"password={SECRET}", f"pw={SECRET}", f"jwt={SECRET}", f"whatever={SECRET}", f"Authorization=Bearer%20{SECRET}",
        SECRET, f"&&{SECRET}", f"={SECRET}", f"q=x&{SECRET}", f"query=https://u:{SECRET}@h/",
        f"query=SERVICE%20%3Chttp%3A%2F%2Fuser%3A{SECRET}%40host%2F%3E", f"query=SELECT+*+#+Bearer+{SECRET}",
        f"query=basic%20{SECRET}", f"q=://{SECRET}@", f"query=https://{SECRET}@host&format=csv",
    ],
)  # fmt: skip
def test_credentials_in_a_query_string_are_left_out(query: str) -> None:
    alone, told = (target(environ(query=given_)) for given_ in (query, f"format=csv&{query}&page=2"))
    assert SECRET not in alone + told
    assert HIDDEN in alone
    assert "format=csv" in told
    assert told.endswith("&page=2")


@pytest.mark.parametrize("place", ["path", "query", "agent", "name", "encoded"])
def test_the_token_that_came_along_stands_nowhere(place: str) -> None:
    secret = SECRET if place != "encoded" else "a/b+c=="
    asked = environ(HTTP_AUTHORIZATION=f"Bearer {secret}", HTTP_USER_AGENT="curl")
    if place == "agent":
        asked["HTTP_USER_AGENT"] = f"curl {secret}"
    elif place == "path":
        asked["PATH_INFO"] = f"/{secret}/x"
    elif place == "name":
        asked["QUERY_STRING"] = f"{secret}=1"
    else:
        asked["QUERY_STRING"] = f"q={quote(secret, safe='')}"
    told = facts(asked)
    assert all(form not in str(told) for form in (secret, quote(secret, safe="")))
    assert HIDDEN in str(told)
    assert "HTTP_AUTHORIZATION" not in told


def test_a_token_at_the_cut_is_not_cut() -> None:
    query = f"q={'x' * (LONGEST - 20)}{SECRET}"
    told = str(facts(environ(query=query, HTTP_AUTHORIZATION=f"Bearer {SECRET}"))["target"])
    assert SECRET[:6] not in told
    assert len(told) <= LONGEST


def test_what_an_agent_says_is_cut_and_its_credentials_left_out() -> None:
    told = facts(environ(HTTP_USER_AGENT=f"Basic {SECRET} " + "x" * 1000))["agent"]
    assert isinstance(told, str)
    assert SECRET not in told
    assert len(told) <= 200
    assert facts(environ())["agent"] is None


latin = st.text(st.characters(min_codepoint=0, max_codepoint=255), max_size=60)


@given(latin, latin, latin)
def test_no_character_of_a_request_breaks_a_line(path: str, query: str, agent: str) -> None:
    told = facts(environ(f"/{path}", query, HTTP_USER_AGENT=agent))
    address = told["target"]
    assert isinstance(address, str)
    assert address.isascii()
    assert address.isprintable()
    assert " " not in address
