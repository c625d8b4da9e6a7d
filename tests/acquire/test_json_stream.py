"""The JSON stream: entries one at a time with their pointers, of files of every shape and in every state of damage."""

from __future__ import annotations

import json
import random
import tracemalloc
from collections.abc import Callable
from typing import Any, BinaryIO, Self

import pytest

from scholargraph.acquire import SourceItem, canonical, item_of, resolve
from scholargraph.acquire import json_scan as scan
from scholargraph.acquire.json_stream import MAX_DEPTH, JsonEntry, JsonFault, escaped, json_entries
from scholargraph.errors import SourceError
from scholargraph.model import JsonPointer

PATHS = ("/message/items", "/message", "/results")


def item(data: bytes | str, *, lines: bool = False) -> SourceItem:
    return item_of(data, id="a.json", media_type="application/jsonl" if lines else "application/json")


def given(data: bytes | str, *, lines: bool = False, **more: Any) -> list[tuple[str, Any]]:
    """The entries with their values, and of faults the pointer with the reason as bytes, which no value is."""
    found = json_entries(item(data, lines=lines), PATHS, **more)
    return [(one.pointer, one.value if isinstance(one, JsonEntry) else one.reason.encode()) for one in found]


@pytest.fixture(params=[1 << 20, 1, 3, 7, 64])
def chunk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "CHUNK", request.param)


SHAPES: dict[str, tuple[str, list[tuple[str, Any]]]] = {
    "array": ('[{"a": 1}, [2], "x", 4.5 ,null]', [("/0", {"a": 1}), ("/1", [2]), ("/2", "x"), ("/3", 4.5), ("/4", None)]),
    "empty array": (" [ \n] ", []),
    "one": ('\ufeff \n{"a": {"b": ["x, ]}", "\\"", "\\\\"]}}\n', [("", {"a": {"b": ["x, ]}", '"', "\\"]}})]),
    "envelope": (
        '{"status": "ok", "message": {"n": [1, {"items": 2}], "items": [{"a": 1}, {"a": 2}], "q": {}}, "x": [[]]}',
        [("/message/items/0", {"a": 1}), ("/message/items/1", {"a": 2})],
    ),
    "envelope of one": ('{"message": {"DOI": "x", "items": 7}, "a": "}"}', [("/message", {"DOI": "x", "items": 7})]),
    "the first path that is there": ('{"results": [1], "message": {"a": 1}}', [("/message", {"a": 1})]),
    "empty envelope": ('{"meta": {"count": 0}, "results": []}', []),
    "the last of two names": ('{"results": [1], "results": [2]}', [("/results/0", 2)]),
    "a list that another value replaces": ('{"results": [1], "results": 0}', [("", {"results": 0})]),
    "lines": ('{"a": 1}\n\n \r\n{"a": [2]}\r\n', [("/0", {"a": 1}), ("/1", {"a": [2]})]),
    "names with escapes": ('{"mess\\u0061ge": {"a~/": [1]}}', [("/message", {"a~/": [1]})]),
    "long numbers": ('[123456789012345678901234567890, 1e2, "1234567890123456789"]', [
        ("/0", 123456789012345678901234567890), ("/1", 100.0), ("/2", "1234567890123456789")
    ]),
    "letters": ('[{"a": "ä\\ud83d\\ude00😀"}]', [("/0", {"a": "ä😀😀"})]),
    "deep": ("[" + "[" * 40 + "]" * 40 + ', {"a": 1}]', [("/0", json.loads("[" * 40 + "]" * 40)), ("/1", {"a": 1})]),
}  # fmt: skip


@pytest.mark.usefixtures("chunk")
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape(shape: str) -> None:
    written, expected = SHAPES[shape]
    assert given(written) == expected


@pytest.mark.usefixtures("chunk")
@pytest.mark.parametrize("shape", SHAPES)
def test_places_resolve(shape: str) -> None:
    found = list(json_entries(item(SHAPES[shape][0]), PATHS))
    assert all(isinstance(one, JsonEntry) for one in found)
    for one in found:
        assert isinstance(one, JsonEntry)
        assert resolve(one.at(), item(SHAPES[shape][0])) == one.quote()


def test_lines_by_their_media_type() -> None:
    assert given('{"a": 1}', lines=True) == [("/0", {"a": 1})]
    assert given('{"message": {"items": [1]}}\n7\n', lines=True) == [("/0", {"message": {"items": [1]}}), ("/1", 7)]
    assert given('{"a"\n{"b": 2}\n\n', lines=True)[1:] == [("/1", {"b": 2})]


def test_a_place_within_an_entry() -> None:
    entry = JsonEntry("/items/3", {"a/b": [{"c~": 7}]})
    assert entry.at("a/b", 0, "c~") == JsonPointer("/items/3/a~1b/0/c~0")
    assert entry.quote("a/b", 0, "c~") == "7"
    assert escaped("a") == "a"
    assert JsonFault("/1", "x").locator == JsonPointer("/1")


FAULTS: dict[str, tuple[str | bytes, list[str], str]] = {
    "not a number": ('[{"a": NaN}, {"a": 2}]', ["/1"], "is no JSON"),
    "infinity": ('[-Infinity, 1e999, {"a": 2}]', ["/2"], "is no JSON"),
    "a word": ('[{"a": 1}, nil, {"a": 2}]', ["/0", "/2"], "is no JSON"),
    "half a pair": ('[{"a": "\\ud800"}, {"a": 2}]', ["/1"], "surrogate"),
    "another encoding": ('[{"a": "é"}, {"a": 2}]'.encode("latin-1"), ["/1"], "is no JSON"),
    "brackets that do not fit": ('[{"a": [}, ]}, {"a": 2}]', [], "is no JSON"),
    "a bracket of another kind": ('[{"a": [1}}, {"a": 2}]', ["/1"], "is no JSON"),
    "no comma": ('[{"a": 1} {"a": 2}, {"a": 3}]', ["/1"], "is no JSON"),
    "a comma too many": ('[{"a": 1},, {"a": 2},]', ["/0", "/2"], "delete a comma"),
    "words behind": ('[{"a": 1}] and so on', ["/0"], "behind the end"),
    "words behind an object": ('{"results": [1]} and so on', ["/results/0"], "behind the end"),
    "a list closed as an object": ('[{"a": 1}}', ["/0"], "closed by"),
    "broken off in a list": ('[{"a": 1}, {"a": 2', ["/0"], "breaks off"),
    "broken off behind a comma": ('[{"a": 1},', ["/0"], "breaks off"),
    "broken off in a string": ('{"results": [{"a": 1}, {"a": "x\\', ["/results/0"], "breaks off"),
    "broken off behind a list": ('{"results": [{"a": 1}]', ["/results/0"], "breaks off behind"),
    "broken off in an object": ('{"message": {"a": 1', [], "breaks off"),
    "broken off in the only object": ('{"a": 1', [], "breaks off"),
    "a string without its end": ('[{"a": 1}, {"a": "x}, {"a": 3}]', ["/0"], "breaks off"),
    "control characters": ('[{"a": "x\ny"}, {"a": 2}]', ["/1"], "is no JSON"),
    "a line that is none": ('{"a": 1}\n{"a":\n{"a": 3}\n', ["/0", "/2"], "is no JSON"),
    "depth": ("[" + "[" * 5000 + "]" * 5000 + ', {"a": 2}]', ["/1"], f"more than {MAX_DEPTH}"),
    "depth of objects": ("[" + '{"a":' * 300 + "1" + "}" * 300 + ', {"a": 2}]', ["/1"], f"more than {MAX_DEPTH}"),
    "depth without end": ("[" + "[" * 100_000, [], "breaks off"),
    "depth in a line": ('{"a": 1}\n{"a": ' + "[" * 2000 + "]" * 2000 + '}\n{"a": 3}', ["/0", "/2"], "more than"),
}  # fmt: skip


@pytest.mark.usefixtures("chunk")
@pytest.mark.parametrize("fault", [one for one in FAULTS if one != "depth without end"])
def test_a_fault_costs_itself_only(fault: str) -> None:
    written, whole, words = FAULTS[fault]
    found = list(json_entries(item(written), PATHS))
    assert [one.pointer for one in found if isinstance(one, JsonEntry)] == whole
    reasons = [one.reason for one in found if isinstance(one, JsonFault)]
    assert any(words in reason for reason in reasons)
    for one in found:
        if isinstance(one, JsonEntry):
            assert resolve(one.at(), item(written)) == one.quote()


def test_depth_without_end_is_one_fault() -> None:
    written, _, words = FAULTS["depth without end"]
    (only,) = json_entries(item(written))
    assert isinstance(only, JsonFault)
    assert words in only.reason


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"), (b" \n\t", "empty"), (b"\xef\xbb\xbf", "empty"), (b"@article{a}", "begins with “@article{a}”"),
        (b"{\0a", "binary"), ("[1]".encode("utf-16"), "UTF-8"), ("[1]".encode("utf-16-le"), "UTF-8"),
        (b"\x1f\x8b\x08", "is no JSON"), (b"7", "is no JSON"),
    ],
)  # fmt: skip
def test_what_is_no_json(data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        given(data)


@pytest.mark.parametrize(
    "whole",
    [
        '{"message": {"n": 2, "items": [{"a": "x,]}\\\\"}, {"b": [1, {"c": []}]}, {"d": null}]}}',
        '[{"a": "x,]}\\\\"}, {"b": [1, {"c": []}]}, {"d": null}]',
        '{"a": "x,]}\\\\"}\n{"b": [1, {"c": []}]}\n{"d": null}\n',
    ],
)
@pytest.mark.parametrize("size", [1, 5, 1 << 20])
def test_what_stands_before_a_break_is_given(whole: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut at each byte: the entries that are whole come, with places that hold, and at most one fault comes, the last."""
    monkeypatch.setattr(scan, "CHUNK", size)
    expected = given(whole)
    for cut in range(1, len(whole)):
        found = list(json_entries(item(whole[:cut]), PATHS))
        entries = [one for one in found if isinstance(one, JsonEntry)]
        assert len(found) - len(entries) <= 1
        assert isinstance(found[-1], JsonFault) or whole[:cut].endswith(("}", "\n"))
        if "/message" not in {one.pointer for one in entries} and whole[:cut].count("\n") != 1:
            assert [one.value for one in entries] == [value for _, value in expected][: len(entries)]
        for one in entries:
            assert resolve(one.at(), item(whole[:cut])) == one.quote()


def test_random_damage_gives_entries_and_faults_only() -> None:
    draw = random.Random(11)  # noqa: S311 - the same damage each time
    whole = json.dumps({"message": {"items": [{"DOI": "10.1/ä", "n": [1, {"x": "]\\"}]}] * 4}}).encode()
    for _ in range(2000):
        spoilt = bytearray(whole)
        for _ in range(draw.randrange(1, 4)):
            spoilt[draw.randrange(1, len(spoilt))] = draw.choice(b'"[]{},:\\x0\n\xff')
        for one in json_entries(item(bytes(spoilt)), PATHS):
            if isinstance(one, JsonEntry):
                assert resolve(one.at(), item(bytes(spoilt))) == canonical(one.value)


def values(draw: random.Random, depth: int) -> Any:
    kinds: list[Callable[[], Any]] = [
        lambda: draw.choice(['a"]', "\\", "{", "", ",", "é😀", "\n"]), lambda: draw.choice([0, -1.5, 1e-9, None, True])
    ]  # fmt: skip
    if depth:
        kinds += [
            lambda: [values(draw, depth - 1) for _ in range(draw.randrange(4))],
            lambda: {draw.choice(["a", "b}", '"']): values(draw, depth - 1) for _ in range(draw.randrange(4))},
        ] * 3
    return draw.choice(kinds)()


@pytest.mark.parametrize("size", [2, 9, 1 << 20])
def test_random_values_are_those_of_another_parser(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "CHUNK", size)
    draw = random.Random(7)  # noqa: S311 - the same values each time
    for number in range(300):
        expected = [values(draw, 15) for _ in range(draw.randrange(6))]
        written = json.dumps(expected, ensure_ascii=bool(number % 2), indent=number % 3 or None)
        assert [one[1] for one in given(written)] == json.loads(written)


def test_an_entry_that_is_too_large_costs_itself_only() -> None:
    large = '{"a": "' + "x" * 5000 + '"}'
    for size in (64, 1 << 20):
        scan_size, scan.CHUNK = scan.CHUNK, size  # type: ignore[misc]
        try:
            assert [one[0] for one in given(f'[{{"a": 1}}, {large}, {{"a": 3}}]', most=1000) if one[1] != b""] == [
                "/0", "/1", "/2"
            ]  # fmt: skip
            found = given(f'{{"a": 1}}\n{large}\n{{"a": 3}}', most=1000)
            assert [one[1] for one in found if isinstance(one[1], dict)] == [{"a": 1}, {"a": 3}]
            assert b"1,000 bytes" in found[1][1]
            assert b"1,000 bytes" in given(large, most=1000)[0][1]
            assert b"1,000 bytes" in given(f'{{"message": {large}}}', most=1000)[0][1]
        finally:
            scan.CHUNK = scan_size  # type: ignore[misc]


class Repeated:
    """A large file that is made while it is read."""

    def __init__(self, head: bytes, part: bytes, times: int, tail: bytes) -> None:
        self.parts = iter([head, *([part] * times), tail])
        self.rest = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def read(self, size: int) -> bytes:
        while len(self.rest) < size and (part := next(self.parts, None)) is not None:
            self.rest += part
        out, self.rest = self.rest[:size], self.rest[size:]
        return out


@pytest.mark.parametrize(
    ("head", "part", "tail", "least"),
    [
        (b'{"results": [', b'{"a": "' + b"x" * 10_000 + b'"},', b"{}]}", 1),
        (b"", b'{"a": "' + b"x" * 10_000 + b'"}\n', b"", 1),
        (b'[{"a": "', b"x" * 10_000, b'"}]', 1),  # one entry without end
        (b"[", b"[" * 10_000, b"", 1),
        (b'{"a": "', b"\\\\" * 5_000, b'"}', 1),
        (b'{"', b"x" * 10_000, b'": 1}', 1),  # a name without end
    ],
)
def test_memory_is_bounded(head: bytes, part: bytes, tail: bytes, least: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "CHUNK", 1 << 16)

    def peak(times: int) -> int:
        def opener() -> BinaryIO:
            return Repeated(head, part, times, tail)  # type: ignore[return-value]

        large = SourceItem("s", "a.json", "application/json", opener=opener)
        tracemalloc.start()
        try:
            assert sum(1 for _ in json_entries(large, ("/results",), most=1 << 18)) >= least
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(600) <= 1.2 * peak(100)


@pytest.mark.parametrize(
    ("value", "expected"),
    [({"b": [1, None], "a": "\u00e9\x1f\n\x7f\u2028/"}, '{"a":"é\\u001f\\n\x7f\u2028/","b":[1,null]}'),
     ({"a": 1.0, "b": 1e-7, "c": 2.5}, '{"a":1,"b":1e-7,"c":2.5}'), ([10**30], f"[{10**30}]"),
     ({"\uffee": 1, "😀": 2}, '{"😀":2,"\uffee":1}'), ({"a": [True, {}, []]}, '{"a":[true,{},[]]}'),
     (["1.5e3", "x", None], '["1.5e3","x",null]')],
)  # fmt: skip
def test_values_are_written_canonically(value: Any, expected: str) -> None:
    assert canonical(value) == expected


@pytest.mark.parametrize("value", [[None, float("inf")], {"a": float("nan"), "b": None}, [object()], {"a": {1, 2}}])
def test_what_is_no_value_of_json_is_not_written(value: Any) -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical(value)
