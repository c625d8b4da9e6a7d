"""What can be fetched, as people write it."""

from __future__ import annotations

import pytest

from scholargraph.acquire.fetching import FetchRequest, request_for
from scholargraph.acquire.fetching.fetch_request import checked, landing_page
from scholargraph.errors import UsageError
from scholargraph.fetch_settings import FETCHED


@pytest.mark.parametrize(
    ("words", "kind", "id_"),
    [
        ("10.5555/Maps.1", "doi", "10.5555/maps.1"),
        ("doi:10.5555/Maps.1", "doi", "10.5555/maps.1"),
        (" https://doi.org/10.5555/Maps.1 ", "doi", "10.5555/maps.1"),
        ("0000-0002-1825-0097", "orcid", "0000-0002-1825-0097"),
        ("https://orcid.org/0000-0002-1825-0097", "orcid", "0000-0002-1825-0097"),
        ("orcid.org/0000-0002-1825-0097", "orcid", "0000-0002-1825-0097"),
        ("W2741809807", "openalex", "W2741809807"),
        ("https://openalex.org/A5023888391", "openalex", "A5023888391"),
        ("openalex:w2741809807", "openalex", "W2741809807"),
        ("2401.06102", "arxiv", "2401.06102"),
        ("arXiv:2401.06102v3", "arxiv", "2401.06102"),
        ("https://arxiv.org/abs/2401.06102v2", "arxiv", "2401.06102"),
        ("arXiv:hep-th/9901001v2", "arxiv", "hep-th/9901001"),
        ("https://arxiv.org/abs/math.GT/0309136v1", "arxiv", "math/0309136"),
        ("https://dblp.org/pid/65/9612.html", "dblp", "pid/65/9612"),
        ("dblp.org/pid/65/9612", "dblp", "pid/65/9612"),
        ("https://dblp.uni-trier.de/rec/conf/acl/Quill21.xml", "dblp", "rec/conf/acl/Quill21"),
        ("dblp:65/9612", "dblp", "pid/65/9612"),
        ("https://ror.org/05dxps055", "ror", "05dxps055"),
        ("05dxps055", "ror", "05dxps055"),
    ],
)
def test_an_identifier_is_told_however_it_is_written(words: str, kind: str, id_: str) -> None:
    assert request_for(words) == FetchRequest(kind, id_)


@pytest.mark.parametrize(
    "words",
    [
        "", "Maps of Nowhere", "maps.bib", "0000-0002-1825-0098", "doi:abc", "https://example.org/a", "isbn:9783161484100",
        "openalex:I27837315", "https://dblp.org/db/conf/acl", "http://127.0.0.1/", "10.5555/", "ror:05dxps056",
    ],
)  # fmt: skip
def test_what_is_none_is_refused_with_what_is_taken(words: str) -> None:
    with pytest.raises(UsageError, match=r"write|compare"):
        request_for(words)


@pytest.mark.parametrize("kind", FETCHED)
def test_every_kind_refuses_what_is_none_of_its(kind: str) -> None:
    with pytest.raises(UsageError, match=f"as {kind}: write"):
        checked(kind, "no id")


@pytest.mark.parametrize(
    "address",
    [
        "ftp://archive.example/oai", "https://user:secret@archive.example/oai", "https://archive.example/oai?verb=Identify",
        "//archive.example/oai", "https:///oai", "https://archive.example/oai#top", "https://archive.example:x/oai",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(UsageError):
        checked("oai-pmh", address)


@pytest.mark.parametrize(
    ("kind", "id_", "page"),
    [
        ("orcid", "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("crossref", "10.5555/a", "https://doi.org/10.5555/a"),
        ("arxiv", "2401.06102", "https://arxiv.org/abs/2401.06102"),
        ("dblp", "pid/65/9612", "https://dblp.org/pid/65/9612"),
        ("openalex", "doi:10.5555/a", "https://doi.org/10.5555/a"),
        ("openalex", "A5", "https://openalex.org/A5"),
        ("ror", "05dxps055", "https://ror.org/05dxps055"),
        ("oai-pmh", "https://archive.example/oai", "https://archive.example/oai"),
    ],
)
def test_what_is_fetched_has_a_page(kind: str, id_: str, page: str) -> None:
    assert landing_page(FetchRequest(kind, id_)) == page
