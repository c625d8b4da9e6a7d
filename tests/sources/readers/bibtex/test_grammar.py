"""What is an entry, what a field, what a value: BibTeX's grammar, its traps, and what an error costs."""

from __future__ import annotations

import pytest

from scholargraph.acquire import Resolver
from scholargraph.model import EntryField, Position, Text, TextSpan
from tests.growth import grows_in_proportion
from tests.sources.readers.bibtex.reading import article, read


def titles(text: str) -> list[str]:
    return [one.record.title.value for one in read(text).works]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@misc{a, title={T}}", ["T"]),
        ("@misc(a, title={T})", ["T"]),
        ("@ misc {a, title = {T} , }", ["T"]),
        ('@MISC{a,TITLE="T"}', ["T"]),
        ("@misc{a\n,title\n=\n{T}\n}", ["T"]),
        ("@misc{a, title={T}}@misc{b, title={U}} @misc{c, title={V}}", ["T", "U", "V"]),
        ("@misc{a, title={T}}\n  @misc{b, title={U}}", ["T", "U"]),
        ("@misc{, title={T}}", ["T"]),
        ("@misc{title={T}}", ["T"]),
        ("@misc{a b/c:d+e's, title={T}}", ["T"]),
        ("@misc{ключ, title={T}}", ["T"]),
        ("@misc{a, title={T} year=2000}", ["T"]),
        ("@misc{a,, title={T},, year=2000,,}", ["T"]),
        ('@misc{a, title = "T {"}U{"}"}', ['T "U"']),
        ("@misc{a, title={@ sign and\n@ another}}", ["@ sign and @ another"]),
        ("@misc{a, title = 12}", ["12"]),
        ("words @ words me@example.org {x}\n@misc{a, title={T}}", ["T"]),
        ("% @misc{no, title={N}}\n@misc{a, title={T}}", ["T"]),
        ("@comment{x}@misc{a, title={T}}", ["T"]),
        ("@comment{@misc{n, title={N}}}\n@misc{a, title={T}}", ["T"]),
        ("@comment{\n@misc{n, title={N}}\n@misc{o, title={O}}\n}\n@misc{a, title={T}}", ["T"]),
        ("@comment{never closed\n@misc{a, title={T}}\n", ["T"]),
        ("@comment never braced\n@misc{a, title={T}}\n", ["T"]),
        ("@Comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n}\n@misc{a, title={T}}", ["T"]),
        ('@preamble{"\\def\\x{y}"}\n@misc{a, title={T}}', ["T"]),
        ("@string{s = {S}}@misc{a, title=s}", ["S"]),
        ('@string(s = "S")\n@misc{a, title = s # { and } # s}', ["S and S"]),
        ("@string{s = {S}}@string{t = s # {T}}@misc{a, title = T}", ["ST"]),
        ("@string{s = {S}, t = {T}}@misc{a, title = s # t}", ["ST"]),
        ('@misc{a, title = {x} # 1 # "y"}', ["x1y"]),
        ("@misc{a, title = {a{b{c{d{e{f}}}}}}}", ["abcdef"]),
        ("@misc{a, title={T}}\n@set{s, entryset={a}}\n@xdata{x, title={X}}", ["T"]),
    ],
)  # fmt: skip
def test_entries(text: str, found: list[str]) -> None:
    assert titles(text) == found
    assert not read(text).entries


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    text = "@misc{a,\n  title = {A\n   title},\n}\n\n@misc{b,\n  title = {U}\n}\n".replace("\n", end)
    found = read(text)
    assert [one.record.title for one in found.works] == [Text("A title"), Text("U")]  # type: ignore[union-attr]
    with Resolver(found.item) as resolver:
        assert resolver.position(found.works[1].whole.locator) == Position(6, 1)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("@misc{bad, title = {Open,\n}", "does not end before the next one begins"),
        ('@misc{bad, title = "Open,\n}', "A brace is closed that was not opened"),
        ('@misc{bad, title = "Open', "A quotation mark is not closed"),
        ("@misc{bad, title = {T}", "does not end before the next one begins: close it with “}”."),
        ("@misc(bad, title = {T}}", "Neither a field"),
        ("@misc{bad, title}", "Neither a field (name = {value}) nor the end of the entry stands at “title}”"),
        ("@misc{bad, title = {{Open}", "A brace is not closed before the next entry: close it."),
        ("@misc{bad, title = }", "The field title has no value"),
        ("@misc{bad, title = {T} # }", "The field title has no value"),
        ("@misc{bad, = {T}}", "Neither a field"),
        ("@misc{bad title = {T}}", "Neither a field"),
        ("@misc{bad, title = {T}} }", None),
        ("@misc{bad, title = " + "{" * 200 + "}" * 200 + "}", "more than 100 deep"),
        ("@misc{bad, title = {a\0b}}", "NUL"),
        ("@misc{bad, title = {T} year 2000}", "Neither a field"),
    ],
)
def test_an_error_costs_one_entry(entry: str, reason: str | None) -> None:
    found = read(f"@misc{{a, title = {{A}}}}\n\n{entry}\n\n@misc{{b, title = {{B}}}}\n")
    names = [one.record.title.value for one in found.works]  # type: ignore[union-attr]
    if reason is None:
        assert names == ["A", "T", "B"]
        return
    assert names == ["A", "B"]
    (rejected,) = found.rejected
    assert reason in rejected.reason
    assert isinstance(rejected.locator, TextSpan)
    assert found.item.read()[rejected.locator.start : rejected.locator.end].decode().strip() == entry


def test_the_line_within_the_entry_is_said() -> None:
    (reason,) = read("@misc{a,\n  year = 2000,\n  title {T}\n}\n").reasons
    assert reason.endswith("correct it (line 3 of the entry).")


def test_an_undefined_string_is_said_and_the_rest_is_read() -> None:
    found = article("title = {T}, journal = nowhere, year = 2001")
    assert found.work.venue is None
    assert found.reasons == ["“nowhere” is no @string that stands before it: define it, or put the words in braces."]
    assert isinstance(found.rejected[0].locator, EntryField)
    assert found.rejected[0].locator.field == "journal"


def test_a_string_is_evidence_where_it_is_defined_and_where_it_stands() -> None:
    found = read("@string{p = {Example Press}}\n@book{b, title={T}, publisher = p}")
    assert found.quotes("publisher") == ["p", "Example Press"]


def test_a_second_field_is_said_and_the_first_one_taken() -> None:
    found = article("title = {One}, title = {Two}, title = {One}")
    assert found.work.title == Text("One")
    assert found.reasons == ["The entry has a second title, and the first one is taken: remove one of them."]


def test_duplicate_keys_are_both_read_and_the_second_is_said() -> None:
    found = read("@misc{k, title={A}}\n@misc{K, title={B}}\n@misc{k, title={C}}\n")
    assert [one.record.key.slug for one in found.works] == ["~source/k", "~source/K#2", "~source/k#3"]
    assert len(found.reasons) == 2
    assert found.reasons[0].startswith("The key “K” stands in the file before")
    assert found.works[1].reading is not None
    assert found.works[1].reading.because == "the key stands in the file before"


def test_an_entry_without_a_key_is_known_by_its_number() -> None:
    found = read("@misc{a, title={A}}\n@misc{, title={B}}\n")
    assert [one.numbered for one in found.works] == [False, True]
    assert found.works[1].record.key.slug == "~source/entry-2"


def test_a_missing_comma_lowers_the_confidence() -> None:
    (work,) = article("title = {T} year = 2001").works
    assert work.reading is not None
    assert (work.reading.confidence, work.reading.because) == (0.8, "a comma is missing between two fields")


def test_a_broken_string_costs_itself() -> None:
    found = read("@string{s = {S}\n\n@misc{a, title={A}}\n@string{t {T}}\n@misc{b, title={B}}")
    assert len(found.works) == 2
    assert not found.entries
    assert len(found.rejected) == 2


@pytest.mark.parametrize(
    "flood",
    [
        "{" * 200_000, "}" * 200_000, "@" * 200_000, "@a{" * 50_000, "@comment{" * 20_000, "\n@comment{" * 20_000,
        "\n@string{a = a # a}" * 5_000, "@string{a={xy}}" + "@string{a = a # a # a}" * 500, '"' * 200_000,
        "@misc{a, t = " + "{\\'" * 50_000, "\n@misc{a, title = {" * 20_000, "@misc{a, author = {" + "A and " * 50_000 + "B}}",
        "@misc{a, title = {" + "\\emph{" * 20_000 + "}}", "@misc{a, title = {" + "$" * 100_001 + "}}",
        "@misc{a, title = {" + "\\(" * 50_000 + "}}", "@misc{a" + " b" * 100_000, "@misc{a, title = {" + "{x} " * 50_000 + "}}",
        "@misc{a, " + "x = {y} # " * 50_000, "@misc{a, author = {" + "{" * 90 + "}" * 90 + "," * 50_000 + "}}",
        "@misc{a, title = {" + "\\'" * 50_000 + "}}", "@misc{a," + "," * 200_000, "@misc{a, pages = {" + "1-" * 50_000 + "}}",
        "% " * 100_000 + "\n@misc{a, title={T}}",
    ],
)  # fmt: skip
def test_floods_take_no_longer_than_they_are_long(flood: str) -> None:
    found = read(f"{flood}\n\n@misc{{z, title = {{Last}}}}\n")

    def take(size: int) -> None:
        # The end closes what the beginning opens.
        read(f"{flood[: size - 40]}{flood[-40:]}\n\n@misc{{z, title = {{Last}}}}\n")

    assert grows_in_proportion(take, len(flood))
    assert found.works[-1].record.title == Text("Last")  # type: ignore[union-attr]
