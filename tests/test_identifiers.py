"""Identifiers: what is valid is read in every form that people write, one wrong digit is refused."""

from __future__ import annotations

import string
from typing import Final
from urllib.parse import quote

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from scholargraph.errors import IdentifierError
from scholargraph.identifiers import SCHEMES, Identifier, Url, parse_identifier, parse_url
from scholargraph.ntriples import valid_iri

CROCKFORD: Final = "0123456789abcdefghjkmnpqrstvwxyz"


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text(alphabet=string.digits, min_size=count, max_size=count)


def mod_11_2(body: str) -> str:
    """ISO 7064, MOD 11-2, by its definition: the sum of value times power of two is 1 modulo 11."""
    weights = [pow(2, place, 11) for place in range(len(body), 0, -1)]
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return next(check for check in "0123456789X" if (total + "0123456789X".index(check)) % 11 == 1)


def isbn_13(body: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(body, (1, 3) * 6, strict=True))
    return body + next(check for check in string.digits if (total + int(check)) % 10 == 0)


def isbn_10(body: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(body, range(10, 1, -1), strict=True))
    return body + next(check for check in "0123456789X" if (total + "0123456789X".index(check)) % 11 == 0)


def issn(body: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(body, range(8, 1, -1), strict=True))
    check = next(check for check in "0123456789X" if (total + "0123456789X".index(check)) % 11 == 0)
    return f"{body[:4]}-{body[4:]}{check}"


def ror(body: str) -> str:
    number = 0
    for character in body:
        number = number * 32 + CROCKFORD.index(character)
    check = next(check for check in range(2, 99) if (number * 100 + check) % 97 == 1)
    return f"0{body}{check:02d}"


orcids = (
    digits(15)
    .map(lambda body: body + mod_11_2(body))
    .map(lambda all_: "-".join(all_[i : i + 4] for i in range(0, 16, 4)))
)
isbns = st.builds(str.__add__, st.sampled_from(["978", "979"]), digits(9)).map(isbn_13)
issns = digits(7).map(issn)
rors = st.text(alphabet=CROCKFORD, min_size=6, max_size=6).map(ror)
dois = st.builds(
    "10.{}{}/{}".format,
    digits(4) | digits(9),
    st.just("") | digits(2).map(".{}".format),
    st.text(min_size=1, max_size=20),
).filter(lambda doi: not any(character.isspace() or not character.isprintable() for character in doi))
arxivs = st.one_of(
    st.from_regex(r"(0[89]|1[0-4])(0[1-9]|1[0-2])\.[0-9]{4}(v[1-9])?", fullmatch=True),
    st.from_regex(r"(1[5-9]|2[0-9])(0[1-9]|1[0-2])\.[0-9]{5}(v[1-9][0-9]?)?", fullmatch=True),
    st.from_regex(r"(hep-th|math\.GT)/9[0-9](0[1-9]|1[0-2])[0-9]{3}(v1)?", fullmatch=True),
)
others = st.sampled_from(
    ["wikidata:Q42", "pmid:12345", "pmcid:PMC123", "openalex:W2741809807", "dblp:65/1234", "dblp:d/JaneDoe", "dblp:65/12-1",
     "dblp-rec:conf/icml/Doe24", "dblp-rec:journals/corr/abs-2401-00001"]
)  # fmt: skip
identifiers = st.one_of(
    orcids.map("orcid:{}".format),
    isbns.map("isbn:{}".format),
    issns.map("issn:{}".format),
    rors.map("ror:{}".format),
    dois.map("doi:{}".format),
    arxivs.map("arxiv:{}".format),
    others,
).map(parse_identifier)


# ── Round trips ───────────────────────────────────────────────────────────────────────────────────────────────────


@given(identifiers)
def test_an_identifier_is_read_back_from_its_words(identifier: Identifier) -> None:
    assert parse_identifier(str(identifier)) == identifier


@given(identifiers)
def test_an_identifier_is_read_back_from_its_address(identifier: Identifier) -> None:
    assert valid_iri(identifier.iri)
    assert parse_identifier(identifier.iri) == identifier


@given(identifiers, st.sampled_from([str.upper, str.lower, str.title]))
def test_the_scheme_may_be_written_in_any_case(identifier: Identifier, case: object) -> None:
    scheme = case(identifier.scheme)  # type: ignore[operator]
    assert parse_identifier(f" {scheme}: {identifier.value} ") == identifier


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_is_tried(scheme: str) -> None:
    assert SCHEMES[scheme].name == scheme
    assert SCHEMES[scheme].label
    assert f"{scheme}:" in SCHEMES[scheme].prefixes
    assert SCHEMES[scheme].template.startswith(("https://", "http://", "urn:"))


# ── Check digits ──────────────────────────────────────────────────────────────────────────────────────────────────


def one_digit_wrong(value: str, place: int, other: str) -> str:
    places = [index for index, character in enumerate(value) if character in string.digits]
    index = places[place % len(places)]
    assume(value[index] != other)
    return value[:index] + other + value[index + 1 :]


@given(st.sampled_from([("orcid", orcids), ("isbn", isbns), ("issn", issns), ("ror", rors)]), st.data())
def test_one_wrong_digit_is_refused(scheme: tuple[str, st.SearchStrategy[str]], data: st.DataObject) -> None:
    name, values = scheme
    value = data.draw(values)
    wrong = one_digit_wrong(value, data.draw(st.integers(0, 20)), data.draw(st.sampled_from(string.digits)))
    assert parse_identifier(f"{name}:{value}").scheme == name
    with pytest.raises(IdentifierError):
        parse_identifier(f"{name}:{wrong}")


@given(digits(9))
@example("080442957")  # its check digit is X
def test_an_isbn_of_ten_becomes_one_of_thirteen(body: str) -> None:
    ten = isbn_10(body)
    assert parse_identifier(f"isbn:{ten}").value == isbn_13("978" + body)
    assert parse_identifier(f"isbn:{ten.lower()}") == parse_identifier(f"isbn:{ten}")


@given(digits(9), st.integers(0, 20), st.sampled_from(string.digits))
def test_one_wrong_digit_of_an_isbn_of_ten_is_refused(body: str, place: int, other: str) -> None:
    with pytest.raises(IdentifierError):
        parse_identifier(f"isbn:{one_digit_wrong(isbn_10(body), place, other)}")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("orcid:0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("https://orcid.org/0000-0002-1694-233X", "0000-0002-1694-233X"),
        ("orcid:000000021694233x", "0000-0002-1694-233X"),
        ("isbn:978-3-16-148410-0", "9783161484100"),
        ("urn:isbn:3-16-148410-X", "9783161484100"),
        ("ISBN: 978 3 16 148410 0", "9783161484100"),
        ("isbn:978–3–16–148410–0", "9783161484100"),
        ("issn:0317-8471", "0317-8471"),
        ("issn:2434561x", "2434-561X"),
        ("https://ror.org/01nrxwf90", "01nrxwf90"),
        ("ror:01NRXWF90", "01nrxwf90"),
        ("doi:10.1145/3613905.3650756", "10.1145/3613905.3650756"),
        ("https://doi.org/10.48550/arXiv.2401.06102", "10.48550/arxiv.2401.06102"),
        ("http://dx.doi.org/10.1000/182", "10.1000/182"),
        ("https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O",
         "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o"),
        ("arXiv:2406.12094", "2406.12094"),
        ("https://arxiv.org/abs/2406.12094v2", "2406.12094v2"),
        ("arxiv:math.GT/0309136", "math.GT/0309136"),
        ("arxiv:0706.0001", "0706.0001"),
        ("https://www.wikidata.org/wiki/Q42", "Q42"),
        ("http://www.wikidata.org/entity/Q42", "Q42"),
        ("https://pubmed.ncbi.nlm.nih.gov/12345", "12345"),
        ("https://dblp.org/pid/65/1234", "65/1234"),
        ("https://dblp.org/rec/conf/icml/Doe24", "conf/icml/Doe24"),
    ],
)  # fmt: skip
def test_what_people_write(text: str, value: str) -> None:
    assert parse_identifier(text).value == value


@pytest.mark.parametrize(
    "text",
    [
        "", "doi:", "10.1145/3613905", "doi:10.1145", "doi:10.1145/", "doi:11.1145/x", "doi:10.114/x", "doi:10.1145/a b",
        "doi:10.1145/a\ud800", "doi:10.1145/\x00", "https://doi.org/10.1145/%ff", "doi:١٠.١١٤٥/x", "doi:10.١١٤٥/x",
        "arxiv:2413.00001", "arxiv:2400.00001", "arxiv:0703.0001", "arxiv:1412.00001", "arxiv:1501.0001", "arxiv:2401.061021",
        "arxiv:2401.06102v0", "arxiv:٢٤٠١.٠٦١٠٢", "arxiv:math.GT/9913001",
        "orcid:0000-0002-1825-0098", "orcid:0000-0002-1825-009", "orcid:٠٠٠٠-0002-1825-0097", "orcid:0000-0002-1825-00977",
        "isbn:977-3-16-148410-0", "isbn:123", "isbn:٩٧٨٣١٦١٤٨٤١٠٠", "issn:0317-847", "issn:٠٣١٧-٨٤٧١",
        "ror:01nrxwfi0", "ror:11nrxwf90", "ror:01nrxwf9٠", "wikidata:42", "wikidata:Q0", "wikidata:P31", "wikidata:Q٤٢",
        "pmid:0", "pmid:PMC1", "pmid:١٢", "pmcid:123", "openalex:2741809807", "dblp:conf/icml/Doe24", "dblp-rec:icml",
        "https://example.test/10.1145/1", "scholar:abc",
    ],
)  # fmt: skip
def test_what_is_no_identifier_is_refused(text: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        parse_identifier(text)
    assert text.strip() in caught.value.message
    assert caught.value.exit_code == 3


@given(st.text(max_size=30))
def test_any_text_is_an_identifier_or_refused(text: str) -> None:
    for scheme in SCHEMES.values():
        try:
            found = parse_identifier(f"{scheme.name}:{text}")
        except IdentifierError:
            continue
        assert parse_identifier(str(found)) == found
        assert valid_iri(found.iri)


def test_the_label_is_for_people() -> None:
    assert parse_identifier("arxiv:2406.12094").label == "arXiv"


def test_identifiers_have_an_order() -> None:
    assert sorted([Identifier("orcid", "b"), Identifier("doi", "b"), Identifier("doi", "a")]) == [
        Identifier("doi", "a"),
        Identifier("doi", "b"),
        Identifier("orcid", "b"),
    ]


# ── Addresses ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    ["https://pages.test/", "http://pages.test", "HTTPS://Pages.Test/a?b#c", "https://pages.test/é", "https://[::1]:80/",
     "https://pages.test/a%20b", "https://user@pages.test/", " https://pages.test/ "],
)  # fmt: skip
def test_an_address_of_the_web(text: str) -> None:
    found = parse_url(text)
    assert isinstance(found, Url)
    assert found == text.strip()


@pytest.mark.parametrize(
    "text",
    ["", "pages.test", "/page", "//pages.test/", "javascript:alert(1)", "file:///etc/passwd", "ftp://pages.test/",
     "mailto:a@pages.test", "https://", "https:///page", "https://?a", "https://a b.test/", "https://pages.test/a b",
     "https://pages.test/<script>", 'https://pages.test/"', "https://pages.test/{a}", "https://pages.test/a|b",
     "https://pages.test/a\\b", "https://pages.test/\x00", "https://pages.test/a\x85b", "https://pages.test/\ud800",
     "https://pages.test:port/", "https://pages.test:99999/", "https://[::zz]/", "https://pages.test/%zz",
     "https://pages.test/[a]", "data:text/html,x"],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused(text: str) -> None:
    with pytest.raises(IdentifierError, match="web address"):
        parse_url(text)


@given(st.text(max_size=30))
def test_any_path_is_an_address_once_it_is_percent_encoded(text: str) -> None:
    assert valid_iri(parse_url("https://pages.test/" + quote(text)))


@given(st.builds("https://{}".format, st.text(max_size=20)) | st.text(max_size=20))
def test_any_address_that_is_taken_is_an_iri(text: str) -> None:
    try:
        found = parse_url(text)
    except IdentifierError:
        return
    assert valid_iri(found)
