"""The address of searches: reads the words, gives the page or the data.

It searches nothing and makes no markup.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from scholargraph import formats
from scholargraph.formats import Format, Kind
from scholargraph.pages import search as pages
from scholargraph.pages.bodies import Representation
from scholargraph.pages.representation import HTML
from scholargraph.search import Search
from scholargraph.web.problems import problem
from scholargraph.web.responses import deliver, etag, site

search: Final = Blueprint("search", __name__)

DATA: Final = Format("json", pages.JSON_TYPE, "json", Kind.PAGE, "JSON")
OFFERS: Final = (HTML, DATA, *formats.CITATIONS)

_NUMBER: Final = re.compile(r"[1-9][0-9]{0,5}")


@search.get(f"/{pages.PATH}")
def find() -> Response:
    """What is found for `q`, as a page or as JSON; `page` turns over."""
    wanted = request.args.get("format")
    form = formats.negotiate(request.headers.get("Accept"), OFFERS) if wanted is None else formats.named(wanted, OFFERS)
    if form is None:
        told = ", ".join(offer.media_type for offer in OFFERS)
        return problem(406, f"A search can be had as {told}: ask for one of them.")
    text, number = request.args.get("q", ""), request.args.get("page", "1")
    tag = etag("search", text, number, form.media_type)
    cited = form.name in {offer.name for offer in formats.CITATIONS}  # also under an older name of its type
    made = partial(_cited, text, number, form) if cited else partial(_found, text, number, as_data=form is DATA)
    return deliver(tag, made, negotiated=wanted is None, packs=form.packs)


def _found(text: str, number: str, *, as_data: bool) -> Representation:
    here = site()
    page = None
    if _NUMBER.fullmatch(number):
        page = pages.make(here, _index(here.reader.info.path), text, number=int(number))
    if page is None:
        raise NotFound
    return pages.of_search(here, page, as_data=as_data)


def _cited(text: str, number: str, form: Format) -> Representation:
    here = site()
    made = None
    if _NUMBER.fullmatch(number):
        made = pages.of_references(here, _index(here.reader.info.path), text, form=form, number=int(number))
    if made is None:
        raise NotFound
    return made


@lru_cache(maxsize=2)
def _index(snapshot: Path) -> Search:
    """The index of a snapshot: that of the current one and, for requests that are still at it, of the one before."""
    return Search(snapshot)
