"""Readers run over items in a process of their own: whatever one does is named, its siblings are read, nothing is half read."""

from __future__ import annotations

import gzip
import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest

from scholargraph import config
from scholargraph.acquire import SourceItem, item_of
from scholargraph.errors import (
    InputError,
    InternalError,
    Place,
    QuoteError,
    ScholarGraphError,
    SettingsError,
    SourceError,
)
from scholargraph.model import (
    Decision,
    Evidence,
    JsonPointer,
    Position,
    Publication,
    Rejected,
    SourceRecord,
    TextSpan,
)
from scholargraph.sources import Options, Reader, reading, reading_worker
from scholargraph.sources.reading import Plan, digests, plans, read
from tests.acquire.archives import MIB, gzip_bomb, zipped
from tests.sources import toys
from tests.sources.faulty import FAULTY, STRICT, record_of

Given = Iterator[SourceRecord | Decision | Rejected]


def item(name: str, data: bytes | str, *, alone: bool = False, **more: Any) -> SourceItem:
    return item_of(data, source="works", id=name, alone=alone, **more)


def run(*items: SourceItem | Rejected, reader: Reader = FAULTY, deadline: float = 20.0) -> list[str]:
    """Read the items of one source; give titles, and places and reasons."""
    return [_shown(one) for one in read([Plan("works", reader, STRICT, items, deadline)])]


def _shown(one: SourceRecord | Decision | Rejected) -> str:
    if isinstance(one, Rejected):
        return f"{one.place}: {one.reason}"
    assert isinstance(one, SourceRecord)
    assert isinstance(one.record, Publication)
    assert one.record.title is not None
    return one.record.title.value


AUTHOR: Final = "report it to the author of the reader."

FAULTS: Final = {
    "raise": f"The reader of “faulty” raised KeyError: 'some key': {AUTHOR}",
    "internal error": "made wrongly.",
    "unprintable error": f"The reader of “faulty” raised UnprintableError: {AUTHOR}",
    "killed": f"The reader of “faulty” ended its process (SIGKILL): {AUTHOR}",
    "another signal": f"The reader of “faulty” ended its process (SIGUSR1): {AUTHOR}",
    "exit": f"The reader of “faulty” ended its process: {AUTHOR}",
    "system exit": f"The reader of “faulty” ended its process: {AUTHOR}",
    "deep": f"The reader of “faulty” raised RecursionError: maximum recursion depth exceeded: {AUTHOR}",
    "memory": f"The reader of “faulty” needs more memory than it may take: {AUTHOR}",
    "close everything": f"The reader of “faulty” ended its process: {AUTHOR}",
    "no record": f"The reader of “faulty” raised TypeError: it gives str, which is no record: {AUTHOR}",
    "nothing": f"The reader of “faulty” raised TypeError: it gives NoneType, which is no record: {AUTHOR}",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_reader_that_fails_at_one_item_of_many(fault: str) -> None:
    found = run(item("a.txt", "one\ntwo"), item("b.txt", f"half\n{fault}\nnever"), item("c.txt", "three"))
    assert found == ["one", "two", f"b.txt: {FAULTS[fault]}", "three"]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_reader_that_fails_at_the_only_item(fault: str) -> None:
    with pytest.raises(ScholarGraphError) as caught:
        run(item("b.txt", f"{fault}\nnever", alone=True))
    assert caught.value.message == FAULTS[fault]
    if fault != "internal error":
        assert type(caught.value) is SourceError
        assert caught.value.place == Place("b.txt")


ERRORS: Final = [
    ("source error", SourceError, "This is no list of titles: make it one.", Place("b.txt", 2, 5)),
    ("source error elsewhere", SourceError, "Another is wrong: correct it.", Place("other.txt", 3)),
    ("quote error", QuoteError, "These words stand nowhere: copy them.", Place("b.txt", 1)),
    ("internal error", InternalError, "made wrongly.", None),
    ("foreign error", SourceError, "foreign words about b.txt.", Place("b.txt", 7)),
]


@pytest.mark.parametrize(("fault", "kind", "message", "place"), ERRORS)
def test_our_errors_arrive_as_they_are_raised(
    fault: str, kind: type[ScholarGraphError], message: str, place: Place | None
) -> None:
    with pytest.raises(ScholarGraphError) as caught:
        run(item("b.txt", f"one\n{fault}", alone=True))
    assert (type(caught.value), caught.value.message, caught.value.place) == (kind, message, place)


@pytest.mark.parametrize(
    ("fault", "shown"),
    [
        ("source error", "b.txt:2:5: This is no list of titles: make it one."),
        ("source error elsewhere", "b.txt: other.txt:3: Another is wrong: correct it."),
        ("quote error", "b.txt:1:1: These words stand nowhere: copy them."),
        ("foreign error", "b.txt:7:1: foreign words about b.txt."),
    ],
)
def test_an_error_of_one_item_of_many_is_rejected_with_its_place(fault: str, shown: str) -> None:
    assert run(item("b.txt", f"one\n{fault}"), item("c.txt", "three")) == [shown, "three"]


@pytest.mark.parametrize("fault", ["hang", "loop"])
def test_a_reader_that_hangs(fault: str) -> None:
    words = f"The reader of “faulty” gave no record in 0.5 seconds: raise its deadline, or {AUTHOR}"
    items = (item("a.txt", "one"), item("b.txt", f"half\n{fault}\nnever"), item("c.txt", "three"))
    assert run(*items, deadline=0.5) == ["one", f"b.txt: {words}", "three"]
    with pytest.raises(SourceError) as caught:
        run(item("b.txt", fault, alone=True), deadline=0.5)
    assert (caught.value.message, caught.value.place) == (words, Place("b.txt"))


def test_each_source_has_its_own_deadline() -> None:
    found = read(
        [
            Plan("slow", FAULTY, STRICT, (item("a.txt", "hang"),), 0.2),
            Plan("works", FAULTY, STRICT, (item("b.txt", "one", alone=True),), 20.0),
            Plan("slow", FAULTY, STRICT, (item("c.txt", "hang"),), 0.3),
        ]
    )
    assert [_shown(one)[:60] for one in found] == [
        "a.txt: The reader of “faulty” gave no record in 0.2 seconds:",
        "one",
        "c.txt: The reader of “faulty” gave no record in 0.3 seconds:",
    ]


def test_a_reader_that_swallows_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_worker, "MEMORY_GROWTH", 200 * MIB)
    found = run(item("a.txt", "one"), item("b.txt", "half\nmemory bit by bit"), item("c.txt", "three"))
    assert found == ["one", f"b.txt: {FAULTS['memory']}", "three"]


def test_a_reader_that_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_worker, "UNSUSPICIOUS_BYTES", 4 * MIB)
    found = run(item("a.txt", "one\nendless"), item("c.txt", "three"))
    assert found == [f"a.txt: The reader of “faulty” gives 1,000 times the bytes that it reads: {AUTHOR}", "three"]


def test_what_a_reader_prints_is_no_result(capfd: pytest.CaptureFixture[str]) -> None:
    def noisy(item: SourceItem, options: Options) -> Given:
        print("to standard output")  # noqa: T201 - that is what it tests
        os.write(1, b"by the descriptor\n")
        print("to standard error", file=sys.stderr)  # noqa: T201
        yield from toys.LINES.read(item, STRICT)

    assert run(item("a.txt", "one"), reader=Reader("noisy", "Prints.", noisy)) == ["one"]
    out, error = capfd.readouterr()
    assert out == ""
    assert {"to standard output", "by the descriptor", "to standard error"} <= set(error.splitlines())


def test_a_reader_whose_read_is_no_generator() -> None:
    def eager(item: SourceItem, options: Options) -> Given:
        raise ValueError("at once")

    def nothing(item: SourceItem, options: Options) -> Given:
        return None  # type: ignore[return-value]

    found = run(item("a.txt", "x"), reader=Reader("eager", "Raises.", eager))
    assert found == [f"a.txt: The reader of “eager” raised ValueError: at once: {AUTHOR}"]
    (shown,) = run(item("a.txt", "x"), reader=Reader("nothing", "Gives nothing.", nothing))
    assert shown.startswith("a.txt: The reader of “nothing” raised TypeError")


# ---------------------------------------------------------------------------------------------- records that do not fit


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("no place", "gives a place that does not hold its words, a.txt (bytes 0 to 4000)"),
        ("other words", "gives a place that does not hold its words, a.txt (bytes 0 to 5)"),
        ("json in text", "gives a place that does not hold its words, a.txt /0"),
        ("value elsewhere", "gives a place that does not hold its words, a.txt (bytes 1 to 3)"),
        ("another item", "gives an entry of another item (absent.txt)"),
        ("not a record", "gives a record of no class of the model (Odd)"),
        ("no evidence", "gives a Publication with evidence that is none"),
        ("bare title", "gives a Publication whose title is of a wrong type (str)"),
    ],
)
@pytest.mark.parametrize("alone", [True, False])
def test_a_record_that_does_not_fit_is_rejected_and_the_others_are_read(fault: str, words: str, alone: bool) -> None:  # noqa: FBT001
    found = run(item("a.txt", f"first\n{fault}\nlast", alone=alone))
    assert [found[0], found[2]] == ["first", "last"]
    assert found[1].startswith("a.txt")
    assert f"The reader {words}: {AUTHOR}" in found[1]
    assert len(found) == 3


def test_evidence_of_other_items_is_held_against_them() -> None:
    page = item_of("Grüße\nan alle\n", source="page", id="page.txt")

    def quoting(item: SourceItem, options: Options) -> Given:
        found, quote = record_of(item), "an alle"
        title = found.attributions[0]
        for span in (TextSpan(8, 15), TextSpan(0, 5)):
            there = replace(title, evidence=Evidence("page", "page.txt", span, quote))
            yield replace(found, attributions=(title, there))
        elsewhere = replace(title, evidence=Evidence("page", "b", TextSpan(0, 5), quote))
        yield replace(found, attributions=(elsewhere, title))

    first, second, third = read(
        [
            Plan(
                "works",
                Reader("quoting", "Quotes.", quoting),
                {},
                (item("a.txt", "one\n", siblings=lambda: {"page": (page,)}),),
            )
        ]
    )
    assert isinstance(first, SourceRecord)
    assert [one.evidence.position for one in first.attributions] == [Position(1, 1), Position(2, 1)]
    assert str(first.attributions[1].evidence.place) == "page.txt:2:1"
    assert isinstance(second, Rejected)
    assert "does not hold its words, page.txt (bytes 0 to 5)" in second.reason
    assert (second.item, second.locator) == ("a.txt", None)
    assert isinstance(third, Rejected)
    assert "does not hold its words, b (bytes 0 to 5)" in third.reason


def test_every_kind_of_place_is_verified() -> None:
    def lying(item: SourceItem, options: Options) -> Given:
        for found in toys.JSON_LINES.read(item, {}):
            assert isinstance(found, SourceRecord)
            yield (
                found
                if found.whole.quote != '{"title":"B"}'
                else replace(found, whole=replace(found.whole, locator=JsonPointer("/0")))
            )

    reader = Reader("lying", "Lies.", lying)
    lines = item("a.jsonl", '{"title": "A"}\n{"title": "B"}\n{"title": "C"}', media_type="application/jsonl")
    found = run(lines, reader=reader)
    assert found == [
        "A",
        f"a.jsonl /0: The reader gives a place that does not hold its words, a.jsonl /0: {AUTHOR}",
        "C",
    ]


def test_positions_are_set_for_records_and_for_what_is_rejected() -> None:
    plan = Plan("works", toys.LINES, STRICT, (item("a.txt", "Grüße\r\n\nan alle\n"),))
    first, second, third = read([plan])
    assert isinstance(first, SourceRecord)
    assert isinstance(third, SourceRecord)
    assert (first.whole.position, third.whole.position) == (Position(1, 1), Position(3, 1))
    assert [one.evidence.position for one in third.attributions] == [Position(3, 1)]
    assert isinstance(second, Rejected)
    assert second.position == Position(2, 1)
    assert str(second.place) == "a.txt:2:1"


def test_a_rejected_entry_is_named_by_its_item_whatever_the_reader_says() -> None:
    def careless(item: SourceItem, options: Options) -> Given:
        yield Rejected("", "No words.")
        yield Rejected(item.source, "Elsewhere.", "page.txt", TextSpan(0, 3))

    first, second = read([Plan("works", Reader("careless", "Names nothing.", careless), {}, (item("a.txt", "x"),))])
    assert first == Rejected("works", "No words.", "a.txt")
    assert second == Rejected("works", "Elsewhere.", "page.txt", TextSpan(0, 3))


# -------------------------------------------------------------------------------------------------- order, size, streams


def test_sources_and_items_come_in_their_order_and_rejected_items_pass_through() -> None:
    rejected = Rejected("works", "This is a link out of the site.", "works/out.txt")
    sources = [
        Plan("first", toys.LINES, STRICT, (item("a.txt", "one", alone=True),)),
        Plan("works", toys.LINES, STRICT, (item("works/a.txt", "two"), rejected, item("works/b.txt", "three"))),
        Plan("last", toys.LINES, STRICT, (item("z.txt", "four", alone=True),)),
    ]
    assert [_shown(one) for one in read(sources)] == [
        "one",
        "two",
        "works/out.txt: This is a link out of the site.",
        "three",
        "four",
    ]


def test_nothing_to_read() -> None:
    assert list(read([])) == []
    assert list(read([Plan("works", FAULTY, STRICT, ())])) == []


def test_the_only_item_streams() -> None:
    count = 1_000
    found = read([Plan("works", toys.LINES, STRICT, (item("a.txt", "A title\n" * count, alone=True),))])
    first = next(found)
    assert isinstance(first, SourceRecord)
    assert sum(1 for _ in found) == count - 1


def test_what_an_item_gives_waits_on_disk_until_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_KEPT_BYTES", 1000)
    data = "".join(f"Title {number}\n" for number in range(1_000))
    assert run(item("a.txt", data)) == data.splitlines()
    assert len(run(item("b.txt", data + "raise\n"))) == 1


def test_ending_early_ends_the_process() -> None:
    found = read([Plan("works", FAULTY, STRICT, (item("a.txt", "one\n" * 10_000 + "hang", alone=True),), 60.0)])
    next(found)
    children = {path.name for path in Path(f"/proc/{os.getpid()}/task/{os.getpid()}").glob("children")}
    assert children == {"children"}
    before = _children()
    assert before
    found.close()  # type: ignore[attr-defined]
    assert len(_children()) == len(before) - 1


def _children() -> list[str]:
    return Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text("ascii").split()


def test_one_process_reads_all_items_until_it_is_lost() -> None:
    def telling(item: SourceItem, options: Options) -> Given:
        yield Rejected(item.source, str(os.getpid()), item.id)
        yield from FAULTY.read(item, options)

    reader = Reader("telling", "Tells.", telling)
    found = run(*(item(f"{n}.txt", word) for n, word in enumerate(("a", "b", "raise", "c"))), reader=reader)
    processes = {one.rpartition(" ")[2] for one in found if one.rpartition(" ")[2].isdigit()}
    assert len(processes) == 1
    assert str(os.getpid()) not in processes


def test_reading_beside_threads() -> None:
    """Python 3.12 warns of that, and warnings are errors here."""
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert run(item("a.txt", "one")) == ["one"]
    finally:
        done.set()
        other.join()


def test_an_item_larger_than_its_reader_reads(tmp_path: Path) -> None:
    opened: list[int] = []

    def never(item: SourceItem, options: Options) -> Given:
        opened.append(1)
        yield from toys.LINES.read(item, STRICT)

    reader = Reader("small", "Reads little.", never, max_bytes=10)
    (tmp_path / "large.txt").write_text("x" * 11, encoding="utf-8")
    (tmp_path / "packed.txt.gz").write_bytes(gzip.compress(b"x" * 11))
    (tmp_path / "fits.txt").write_text("x" * 10, encoding="utf-8")
    (plan,) = _plans(tmp_path, path="*.txt*")
    found = list(read([replace(plan, reader=reader, options={})]))
    assert [_shown(one) for one in found] == [
        "x" * 10,
        "large.txt: The file has more than 10 bytes, the most that “small” reads: split it.",
        "packed.txt.gz: The file has more than 10 bytes, the most that “small” reads: split it.",
    ]
    assert len(found) == 3


# ------------------------------------------------------------------------------------------------- from a site's folder

SITE: Final = (
    '[site]\ntitle = "x"\nbase = "https://example.org/"\n[[source]]\nname = "works"\nkind = "toy"\npath = "{}"\n'
)


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "reader", {"toy": toys.LINES}.__getitem__)


def _plans(site: Path, *, path: str, more: str = "") -> tuple[Plan, ...]:
    (site / config.SITE_FILE).write_text(SITE.format(path) + more, encoding="utf-8")
    made = plans(config.load(site))
    (site / config.SITE_FILE).unlink()
    return made


def test_all_that_can_be_wrong_in_one_folder(tmp_path: Path) -> None:
    site = tmp_path / "site"
    works = site / "works"
    works.mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (works / "a.txt").write_text("one\n\xe4", encoding="latin-1")
    (works / "broken.txt.gz").write_bytes(gzip.compress(b"half\n" * 500)[:-20])
    gzip_bomb(works / "gone.txt.gz", 12 * MIB)
    (works / "link.txt").symlink_to(tmp_path / "secret.txt")
    (works / "m.zip").write_bytes(
        zipped({"../up.txt": b"up", "bomb.txt": b"bomb\n" * (12 * MIB // 5), "in/good.txt": b"two"})
    )
    (works / "vanishes.txt").write_text("never", encoding="utf-8")
    (works / "z.txt").write_text("three", encoding="utf-8")
    (plan,) = _plans(site, path="works")
    (works / "vanishes.txt").unlink()
    assert [_shown(one).split(":")[0:2] for one in read([plan])] == [
        ["one"],
        ["works/a.txt", "2"],
        ["works/broken.txt.gz", " The archive is broken or of a kind that is not read (Compressed file ended before the end-of-stream marker was reached)"],
        ["works/gone.txt.gz", " It unpacks to more than 200 times its size, or than 1,073,741,824 bytes"],
        ["works/link.txt", " This is a link out of the site. A source lies inside the site's directory"],
        ["works/m.zip/../up.txt", " The member's path leads out of the archive"],
        ["works/m.zip/bomb.txt", " It unpacks to more than 200 times its size, or than 1,073,741,824 bytes"],
        ["two"],
        ["works/vanishes.txt", " There is no such file"],
        ["three"],
    ]  # fmt: skip


def test_the_only_item_that_vanishes_before_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one", encoding="utf-8")
    made = _plans(tmp_path, path="a.txt")
    (tmp_path / "a.txt").unlink()
    with pytest.raises(SourceError, match="There is no such file"):
        list(read(made))


def test_plans_hold_what_the_site_says(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one\n\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("two", encoding="utf-8")
    options = 'options = { mode = "lenient" }\ndeadline = 5\n[[source]]\nname = "b"\nkind = "toy"\npath = "b.txt"\n'
    first, second = _plans(tmp_path, path="a.txt", more=options)
    assert (first.options, first.deadline) == ({"mode": "lenient"}, 5.0)
    assert (second.options, second.deadline) == ({"mode": "strict"}, config.DEADLINE)
    item = first.items[0]
    assert isinstance(item, SourceItem)
    assert item.siblings() == {"works": first.items, "b": second.items}
    assert [_shown(one) for one in read((first, second))] == ["one", "two"]


@pytest.mark.parametrize(
    ("more", "place", "words"),
    [
        ('options = { mode = "strict", mod = 1 }\n', 8, "“mod” is no option of toy-lines: did you mean mode?"),
        ("[source.options]\nmode = 3\n", 9, "mode is a text"),
        ('[source.options]\n\nmode = "strikt"\n', 10, "did you mean strict?"),
        ("deadline = 0\n", 8, "positive number of seconds"),
    ],
)
def test_an_option_that_is_wrong_is_named_with_its_line(tmp_path: Path, more: str, place: int, words: str) -> None:
    (tmp_path / "a.txt").write_text("one", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        _plans(tmp_path, path="a.txt", more=more)
    assert words in caught.value.message
    assert caught.value.place is not None
    assert caught.value.place.line == place
    assert caught.value.exit_code == 2


def test_a_kind_that_nobody_brings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(kind: str) -> Reader:
        raise SourceError(f"“{kind}” is no kind of source: did you mean tob?")

    monkeypatch.setattr(reading, "reader", absent)
    with pytest.raises(SettingsError, match="did you mean tob") as caught:
        _plans(tmp_path, path="a.txt")
    assert caught.value.place is not None
    assert caught.value.place.line == 6


def test_digests_are_of_what_is_unpacked_and_of_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"one")
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"one"))
    (tmp_path / "c.txt.gz").write_bytes(b"broken")
    (tmp_path / "d.txt").symlink_to("nowhere")
    (plan,) = _plans(tmp_path, path="?.txt*")
    found = dict(digests([plan]))
    assert list(found) == ["a.txt", "b.txt.gz", "c.txt.gz", "d.txt"]
    assert found["a.txt"] == found["b.txt.gz"]
    assert len(found["a.txt"]) == 64
    assert found["c.txt.gz"].startswith("unreadable: The archive is broken")
    assert found["d.txt"].startswith("rejected: The link leads nowhere")
    assert dict(digests(_plans(tmp_path, path="?.txt*"))) == found


def test_an_input_error_is_what_an_item_raises() -> None:
    """The opener of an item may fail in the worker, too; it is named in the same way."""

    def opener() -> BytesIO:
        raise PermissionError(13, "Permission denied")

    locked = SourceItem("works", "locked.txt", "text/plain", opener=opener, alone=False)
    assert run(locked, item("z.txt", "one")) == [
        "locked.txt: The file cannot be read (Permission denied): make it readable.",
        "one",
    ]
    with pytest.raises(InputError, match="Permission denied"):
        run(replace(locked, alone=True))
