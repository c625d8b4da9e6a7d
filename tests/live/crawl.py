"""Every link of every kind of page: follows what pages, header fields, linksets and sitemaps lead to.

It judges nothing but addresses; how they are asked for is given.
"""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree as ET

from lxml import html as parser

from tests.live.proxies import Answer

HTML: Final = "text/html"
_LINK: Final = re.compile(r'<([^>]*)>; rel="([^"]*)"')
_SLUG: Final = re.compile(r"/[a-z0-9]+(?:-[a-z0-9]+)*(?=[./?]|$)")
_QUERY: Final = re.compile(r"(?<==)[^&]*")
_OUR_ATTRIBUTES: Final = (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"), ("form", "action"))

Ask = Callable[[str], Answer]
"""An address below the host, as it stands in a request, → its answer; pages are asked for as HTML."""


@dataclass
class Crawled:
    """What a crawl met: each address asked for, with its status, and each address that stood where it should not."""

    statuses: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    links: int = 0


def crawl(base: str, ask: Ask, *, of_each_kind: int, also: tuple[str, ...] = ()) -> Crawled:
    """Follow all links from the base on, so many addresses of each kind (`person/*`, `person/*.ttl`, ...).

    A link is wrong that leads to the site's host without beginning with its base, that names the loopback address, or that
    is not a URI; and so is what a page says is its own address.
    """
    made, kinds = Crawled(), Counter[str]()
    site = urlsplit(base)
    origin = f"{site.scheme}://{site.netloc}"
    waiting, seen = deque([base, *also]), {base, *also}
    while waiting:
        here = waiting.popleft()
        answer = ask(here.removeprefix(origin))
        made.statuses[here] = answer.status
        for kind, link in found(here, answer):
            made.links += 1
            there = urldefrag(urljoin(here, link))[0]
            if not there.isascii() or "127.0.0.1" in there or not _is_sound(kind, here, there, base):
                made.wrong.append(f"{here}: {kind} {link}")
            if not there.startswith(base) or there in seen:
                continue
            seen.add(there)
            like = kind_of(there.removeprefix(base))
            kinds[like] += 1
            if kinds[like] <= of_each_kind:
                waiting.append(there)
    return made


def _is_sound(kind: str, here: str, there: str, base: str) -> bool:
    """Whether an address is the site's, or somebody else's; of what a page says of itself, whether it is its own."""
    if kind in {"canonical", "cite-as"}:
        path, mark, query = here.partition("?")
        path = re.sub(r"(index)?\.html$", "", path)
        return there == path or (
            kind == "canonical" and there == f"{path}{mark}{query}"
        )  # each state of a list has one
    return there.startswith(base) or urlsplit(there).hostname != urlsplit(base).hostname


def kind_of(path: str) -> str:
    """Give what addresses of one kind have in common: the collection and the ending, without the words of names."""
    return _QUERY.sub("*", _SLUG.sub("/*", path, count=1))


def found(here: str, answer: Answer) -> Iterator[tuple[str, str]]:
    """Give the addresses in an answer, each with what it is there for."""
    for name in ("Location", "Content-Location"):
        if name in answer.fields:
            yield name, answer.fields[name]
    for target, relation in _LINK.findall(answer.fields.get("Link", "")):
        yield relation, target
    media = answer.fields.get("Content-Type", "").partition(";")[0]
    if media == HTML:
        yield from _in_page(answer.text)
    elif media == "application/linkset+json":
        yield from _in_linkset(json.loads(answer.body))
    elif media == "application/xml":
        yield from (("loc", node.text or "") for node in ET.fromstring(answer.body).iter() if node.tag.endswith("}loc"))  # noqa: S314 - our own sitemap
    elif media.endswith("openapi+json"):
        yield "server", json.loads(answer.body)["servers"][0]["url"] + "/"
    elif urlsplit(here).path.endswith("robots.txt"):
        yield from (
            ("sitemap", line.partition(" ")[2]) for line in answer.text.splitlines() if line.startswith("Sitemap:")
        )


def _in_page(text: str) -> Iterator[tuple[str, str]]:
    page = parser.fromstring(text.encode())
    for tag, attribute in _OUR_ATTRIBUTES:
        for node in page.iter(tag):
            if node.get(attribute) is not None and node.get("rel") != "type":
                yield node.get("rel") or tag, node.get(attribute)
    for node in page.iter("script"):
        if node.get("type") == "application/ld+json":
            yield from (("@id", name) for name in _ids(json.loads(node.text_content())))


def _ids(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("@id"), str):
            yield node["@id"]
        for value in node.values():
            yield from _ids(value)
    elif isinstance(node, list):
        for value in node:
            yield from _ids(value)


def _in_linkset(data: dict[str, list[dict[str, object]]]) -> Iterator[tuple[str, str]]:
    for links in data["linkset"]:
        yield "anchor", str(links["anchor"])
        for relation, targets in links.items():
            if isinstance(targets, list):
                yield from ((f"linkset {relation}", target["href"]) for target in targets)
