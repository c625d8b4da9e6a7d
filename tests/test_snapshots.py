"""Snapshots in their order, their leftovers and their damage: what is kept, what goes, what is read in the place of what."""

from __future__ import annotations

import json
import os
import random
import shutil
import threading
from pathlib import Path
from typing import Final

import pytest

from benchmarks.reliability.corruption import HARMS, files, harm
from scholargraph import disk, store
from scholargraph.errors import BusyError, SnapshotError
from scholargraph.store import KEPT, LAYOUT, MANIFEST, Check, Snapshots, build, soundness
from tests import dumps
from tests.waiting import until

LINES: Final = [f'<https://x.example/{letter}> <https://schema.org/name> "{letter}" .' for letter in "abc"]
BASE: Final = "https://x.example/"


def publish(snapshots: Snapshots, word: str, **more: object) -> Path:
    with snapshots.new() as directory:
        build(directory, sorted([*LINES, f'<https://x.example/w> <https://schema.org/name> "{word}" .']))
        return snapshots.commit(directory, {"word": word, "base": BASE, "layout": LAYOUT, **more})


def word(snapshots: Snapshots) -> str:
    return str(store.sound(snapshots, BASE).manifest["word"])


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    return Snapshots(tmp_path)


def edit(snapshot: Path, **values: object) -> None:
    """Change a manifest, and name the snapshot as it would be named."""
    told = {**json.loads((snapshot / MANIFEST).read_text(encoding="utf-8")), **values}
    (snapshot / MANIFEST).write_text(json.dumps(told), encoding="utf-8")


# ── damage ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("how", HARMS)
def test_damage_of_any_file_is_found_and_the_older_snapshot_is_read(snapshots: Snapshots, how: str) -> None:
    publish(snapshots, "old")
    newer = publish(snapshots, "new")
    rng = random.Random(how)  # noqa: S311 - the same damage each time
    for name in files(newer):
        kept = (newer / name).read_bytes()
        if not harm(newer / name, how, rng):
            continue
        told: list[str] = []
        assert store.sound(snapshots, BASE, told.append).manifest["word"] == "old", name
        assert "is served instead" in told[0]
        assert newer.name in told[0]
        (newer / name).write_bytes(kept)
        assert word(snapshots) == "new"


def test_each_bit_of_the_manifest_counts_or_says_nothing(snapshots: Snapshots) -> None:
    publish(snapshots, "old")
    newer = publish(snapshots, "new")
    text = (newer / MANIFEST).read_bytes()
    told = json.loads(text)
    for place in range(0, len(text), 7):
        flipped = bytearray(text)
        flipped[place] ^= 1 << place % 8
        (newer / MANIFEST).write_bytes(flipped)
        found = store.sound(snapshots, BASE).manifest
        assert found["word"] == "old" or found == told, place


def test_a_snapshot_of_another_base_or_with_a_withdrawn_name_takes_no_place(snapshots: Snapshots) -> None:
    publish(snapshots, "elsewhere", base="https://other.example/")
    newer = publish(snapshots, "new")
    dumps.file(newer).write_bytes(b"")
    with pytest.raises(SnapshotError, match="run `scholargraph publish`"):
        store.sound(snapshots, BASE)
    publish(snapshots, "with the name")
    newest = publish(snapshots, "without the name", withdrawn=["hash"])
    whole = dumps.file(newest).read_bytes()
    for damaged in (b"", whole[::-1]):
        dumps.file(newest).write_bytes(damaged)
        with pytest.raises(SnapshotError, match="run `scholargraph publish`"):
            store.sound(snapshots, BASE)


def test_a_check_can_be_interrupted_and_goes_on(snapshots: Snapshots) -> None:
    publish(snapshots, "x")
    check = Check(snapshots.require())
    rounds = 0
    while not check.run(0.0):
        rounds += 1
    assert rounds > 5
    assert check.damage is None
    assert check.read == sum(size for file, size in check.info.sizes().items())


def test_what_takes_long_is_not_checked_before_the_first_answer(
    snapshots: Snapshots, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(snapshots, "x")
    monkeypatch.setattr(soundness, "BYTES_A_SECOND", 1)
    assert not store.checked_in_time(snapshots.require()).done
    assert store.seconds(snapshots.require()) > soundness.QUICK_SECONDS


# ── versions ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_snapshot_of_a_newer_version_is_refused_in_a_sentence(snapshots: Snapshots) -> None:
    publish(snapshots, "old")
    newer = publish(snapshots, "new", layout=LAYOUT + 1, version="9.9")
    for read in (snapshots.require, lambda: store.sound(snapshots, BASE), lambda: snapshots.point_to(newer.name)):
        with pytest.raises(SnapshotError, match=r"newer version of ScholarGraph \(9\.9, .*update ScholarGraph"):
            read()
    assert snapshots.current() is None
    # Whatever else its manifest holds: nothing of it is known here.
    edit(newer, files="somewhere", store=None, withdrawn=7)
    with pytest.raises(SnapshotError, match="newer version"):
        snapshots.require()


@pytest.mark.parametrize("text", ["[]", "{}", "7", "", "[" * 100_000, '{"layout": "new"}', '{"files": 7, "store": 7}'])
def test_a_manifest_that_is_none_is_a_snapshot_that_has_lost_files(snapshots: Snapshots, text: str) -> None:
    made = publish(snapshots, "x")
    (made / MANIFEST).write_text(text, encoding="utf-8")
    assert snapshots.current() is None
    with pytest.raises(SnapshotError, match="has lost files"):
        snapshots.require()


# ── order and leftovers ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("seconds", [365 * 86_400, -3_600])
def test_the_order_does_not_depend_on_the_clock(snapshots: Snapshots, seconds: int) -> None:
    made = []
    for number in range(KEPT + 2):
        made.append(publish(snapshots, str(number)).name)
        path = snapshots.folder / made[-1]
        then = path.stat().st_mtime + seconds * (number + 1)
        os.utime(path, (then, then))
    assert snapshots.kept() == made[: -KEPT - 1 : -1]
    assert {path.name for path in snapshots.folder.iterdir() if path.is_dir()} == set(made[-KEPT:])


def test_one_too_many_after_a_kill_goes_with_the_next_start(
    snapshots: Snapshots, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [publish(snapshots, str(number)).name for number in range(KEPT)]
    with monkeypatch.context() as killed:
        killed.setattr(Snapshots, "_prune", lambda _: [])
        made.append(publish(snapshots, "killed behind the pointer").name)
    assert len(snapshots.kept()) == KEPT + 1
    snapshots.clean()
    assert snapshots.kept() == made[:0:-1]
    assert not (snapshots.folder / made[0]).exists()


def test_where_the_history_is_damaged_nobody_knows_how_many_are_too_many(snapshots: Snapshots, tmp_path: Path) -> None:
    snapshots.keep(KEPT + 2)
    made = {publish(snapshots, str(number)).name for number in range(KEPT + 2)}
    (tmp_path / "history").write_bytes(b"\xff\xfe")
    snapshots.clean()
    assert set(snapshots.kept()) == made


def test_what_was_never_pointed_at_takes_no_place_and_goes(snapshots: Snapshots, tmp_path: Path) -> None:
    made = [publish(snapshots, one).name for one in ("a", "b", "c")]
    unfinished = shutil.copytree(snapshots.folder / made[0], snapshots.folder / ("0" * 32))
    (snapshots.folder / ".new-x").mkdir()
    for name in ("current.new", "history.new"):
        (tmp_path / name).write_text("half", encoding="utf-8")
    assert snapshots.kept() == made[::-1]
    snapshots.clean()
    assert not unfinished.exists()
    assert {path.name for path in snapshots.folder.iterdir()} == {".lock", *made}
    assert {path.name for path in tmp_path.iterdir()} == {"current", "history", "snapshots"}


def test_a_pointer_that_moved_before_the_history_is_made_up_for(snapshots: Snapshots, tmp_path: Path) -> None:
    publish(snapshots, "a")
    before = (tmp_path / "history").read_bytes()
    newer = publish(snapshots, "b")
    (tmp_path / "history").write_bytes(before)
    assert snapshots.kept()[0] == newer.name
    snapshots.clean()
    assert snapshots.history().names[-1] == newer.name


@pytest.mark.parametrize("text", [b"", b"keep 0\n", b"\xff\xfe", b"sha256 0"])
def test_a_damaged_history_costs_no_snapshot(snapshots: Snapshots, tmp_path: Path, text: bytes) -> None:
    made = {publish(snapshots, one).name for one in ("a", "b", "c")}
    (tmp_path / "history").write_bytes(text)
    assert set(snapshots.kept()) == made
    snapshots.clean()
    assert {path.name for path in snapshots.folder.glob("[!.]*")} == made
    assert snapshots.history().known


def test_the_number_that_is_kept_can_be_chosen(snapshots: Snapshots) -> None:
    publish(snapshots, "0")
    snapshots.keep(5)
    made = [publish(snapshots, str(number)).name for number in range(1, 7)]
    assert snapshots.kept() == made[:-6:-1]
    assert snapshots.keep(1) == made[-2:-6:-1]
    assert snapshots.kept() == [made[-1]]


def test_what_held_a_withdrawn_name_goes_also_after_a_kill(snapshots: Snapshots) -> None:
    old = publish(snapshots, "with the name")
    new = publish(snapshots, "without", withdrawn=["hash"])
    assert old.exists()
    snapshots.clean()
    assert snapshots.kept() == [new.name]


# ── the lock ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_who_waits_for_the_lock_is_told_for_whom(snapshots: Snapshots) -> None:
    told: list[str] = []
    order: list[str] = []

    def wait() -> None:
        with Snapshots(snapshots.folder.parent).lock(told.append):
            order.append("second")

    with snapshots.lock():
        second = threading.Thread(target=wait)
        second.start()
        until(lambda: told)
        order.append("first")
    second.join()
    assert order == ["first", "second"]
    assert f"(process {os.getpid()})" in told[0]


def test_a_lock_that_is_not_given_in_time_is_an_error(snapshots: Snapshots) -> None:
    with snapshots.lock(), pytest.raises(BusyError, match="Another command"):  # noqa: SIM117
        with Snapshots(snapshots.folder.parent).lock(patience=0.0):
            pytest.fail("it is held")
    with Snapshots(snapshots.folder.parent).lock(patience=0.0):
        pass


def test_a_lock_whose_file_was_removed_keeps_others_out_all_the_same(snapshots: Snapshots) -> None:
    told: list[str] = []
    seen: list[bool] = []
    ended = threading.Event()

    def wait() -> None:
        with Snapshots(snapshots.folder.parent).lock(told.append):
            with pytest.raises(BusyError), Snapshots(snapshots.folder.parent).lock(patience=0.0):
                pass
            seen.append(True)
        ended.set()

    with snapshots.lock():
        second = threading.Thread(target=wait)
        second.start()
        until(lambda: told)
        (snapshots.folder / ".lock").unlink()
    second.join()
    assert seen == [True]


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_is_replaced_in_one_move_whatever_it_is_called(tmp_path: Path) -> None:
    for name in ("a.txt", "é" * 127 + "x", os.fsdecode(b"\xff\xfe.txt"), "x" * 255):
        file = tmp_path / name
        disk.replace(file, "one")
        disk.replace(file, "two")
        assert disk.read(file) == b"two"
    assert len(list(tmp_path.iterdir())) == 4
    link = tmp_path / "link"
    link.symlink_to("a.txt")
    disk.replace(link, "three")
    assert link.is_symlink()
    assert disk.read(tmp_path / "a.txt") == b"three"


def test_a_replacement_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.txt"
    disk.replace(file, "old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        disk.replace(file, "new")
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("a.txt", "old")]


def test_what_is_no_file_is_refused_without_being_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for special in (pipe, Path("/dev/null")):
        with pytest.raises(OSError, match="a pipe, a socket or a device"):
            disk.read(special)
    with pytest.raises(IsADirectoryError):
        disk.read(tmp_path)
