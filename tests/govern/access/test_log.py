"""The log of accesses: what was done to it afterwards is found."""

import errno
import json
import os
import shutil
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.__main__ import main
from tasks.govern.access.log import (
    OPENED,
    Line,
    LogNotWrittenError,
    append,
    hash_of,
    head_of,
    lines,
)
from tasks.govern.access.purpose import purpose
from tasks.govern.access.verify import faults
from tasks.store.folders import DataFolder

Edit = Callable[[list[str]], list[str]]


def filled(data: DataFolder, number: int = 5) -> None:
    for line in range(number):
        append(data, Line(OPENED, f"store {line}"))


def rewrite(data: DataFolder, edit: Edit) -> None:
    before = data.access_log.read_text(encoding="utf-8").splitlines()
    data.access_log.write_text("".join(f"{line}\n" for line in edit(before)), encoding="utf-8")


def altered(line: str, **fields: object) -> str:
    return json.dumps(json.loads(line) | fields)


def rehashed(line: str, **fields: object) -> str:
    changed = json.loads(line) | fields
    return json.dumps(changed | {"hash": hash_of(changed)})


def twice(line: str) -> str:
    """A line that names two accounts: its hash is that of the last, and others read the first."""
    return line.replace('"account": ', '"account": "another", "account": ', 1)


def test_a_line_says_who_when_why_what_run_and_code(data: DataFolder) -> None:
    with purpose("to test", "run 7"):
        append(data, Line(OPENED, "the store", "A. Name", "analyst"))
    (line,) = lines(data)

    assert (line["why"], line["run"], line["what"]) == ("to test", "run 7", "the store")
    assert (line["name"], line["role"], line["event"]) == ("A. Name", "analyst", OPENED)
    assert all(line[field] for field in ("number", "at", "account", "code", "before", "hash"))
    assert data.access_log.stat().st_mode & 0o077 == 0


def test_a_log_that_was_only_added_to_has_no_fault(data: DataFolder) -> None:
    filled(data)

    assert faults(data) == faults(data, head_of(data)) == []
    assert [line["number"] for line in lines(data)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda old: [*old[:2], altered(old[2], account="another"), *old[3:]], "Line 3 was edited"),
        (lambda old: [*old[:2], rehashed(old[2], account="x"), *old[3:]], "Line 4 does not follow"),
        (lambda old: [*old[:2], *old[3:]], "Line 3 does not follow"),
        (lambda old: [old[0], old[2], old[1], *old[3:]], "Line 2 does not follow"),
        (lambda old: old[1:], "Line 1 does not follow"),
        (lambda old: old[:-1], "head beside it is of line 5"),
        (lambda old: [], "it was erased"),
        (lambda old: [*old[:-1], twice(old[-1])], "Line 5 is no entry"),
        (lambda old: [*old[:-1], rehashed(old[-1], why="x")], "head beside it is of line 5"),
        (lambda old: [*old[:2], "not an entry", *old[2:]], "Line 3 is no entry"),
        (lambda old: [*old, old[-1]], "Line 6 does not follow"),
    ],
    ids=[
        "edit",
        "edit, rehashed",
        "deletion",
        "swap",
        "first",
        "tail",
        "all",
        "twice",
        "last",
        "odd",
        "same",
    ],
)
def test_what_was_done_to_it_is_found(data: DataFolder, edit: Edit, told: str) -> None:
    filled(data)
    rewrite(data, edit)

    assert any(told in fault for fault in faults(data)), faults(data)
    assert main(["access", "verify", "--data", str(data.root)]) == 1


def test_a_tail_cut_off_with_its_head_is_found_by_the_anchor(data: DataFolder) -> None:
    filled(data, 3)
    kept = head_of(data)
    filled(data, 2)
    anchor = head_of(data)
    rewrite(data, lambda old: old[:3])
    data.access_head.write_text(f"{kept}\n")

    assert faults(data) == []
    assert faults(data, kept) == []
    assert "anchored head is of line 5" in faults(data, anchor)[0]


def test_a_log_written_anew_as_a_whole_is_found_by_the_anchor(data: DataFolder) -> None:
    filled(data)
    anchor = head_of(data)
    data.access_log.unlink()
    data.access_head.unlink()
    filled(data)

    assert faults(data) == []
    assert faults(data, anchor) != []


def test_a_folder_without_a_log_is_not_in_order(data: DataFolder) -> None:
    assert "There is no log" in faults(data)[0]
    assert main(["access", "verify", "--data", str(data.root)]) == 1

    filled(data)
    shutil.rmtree(data.access)
    data.access.mkdir()
    assert "There is no log" in faults(data)[0]


@pytest.mark.parametrize("left", ["access_head", "secure_store", "outcome_store", "release_store"])
def test_an_erased_log_is_found_and_not_begun_anew(data: DataFolder, left: str) -> None:
    filled(data)
    data.access_log.unlink()
    data.access_head.unlink()
    getattr(data, left).write_text("there")

    assert "it was erased" in faults(data)[0]
    with pytest.raises(LogNotWrittenError, match=r"is gone, and .* was used before"):
        append(data, Line(OPENED, "store"))
    assert not data.access_log.exists()


def test_the_head_gone_is_said(data: DataFolder) -> None:
    filled(data)
    data.access_head.unlink()

    assert faults(data) == ["The head beside the log is gone."]


def test_a_crash_between_line_and_head_is_no_fault(data: DataFolder) -> None:
    filled(data, 1)
    behind = data.access_head.read_text()
    filled(data, 1)
    data.access_head.write_text(behind)

    assert faults(data) == []


def test_a_line_cut_short_by_a_crash_is_said_and_the_next_follows_the_last_whole_one(
    data: DataFolder,
) -> None:
    filled(data, 2)
    with data.access_log.open("a") as file:
        file.write('{"number": 3, "at": "20')
    filled(data, 1)

    assert [line["number"] for line in lines(data)] == [1, 2, 3]
    assert faults(data) == ["Line 3 is no entry: it was edited, or cut short by a crash."]


@pytest.mark.parametrize("written", [0, 1, 2])
def test_a_full_disk_leaves_no_half_line(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    filled(data, 2)
    write, writes = os.write, []

    def until_it_is_full(descriptor: int, content: bytes) -> int:
        writes.append(content)
        if len(writes) > written:
            raise OSError(errno.ENOSPC, "full")
        return write(descriptor, content[:20])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", until_it_is_full)
        with pytest.raises(LogNotWrittenError):
            append(data, Line(OPENED, "store"))
    assert faults(data) == []

    filled(data, 1)
    assert [line["number"] for line in lines(data)] == [1, 2, 3]
    assert faults(data) == []


@settings(deadline=None)  # each line waits for the disk
@given(st.text(), st.text(), st.text())
def test_any_text_is_kept_as_it_is(
    tmp_path_factory: pytest.TempPathFactory, what: str, why: str, told: str
) -> None:
    data = DataFolder(tmp_path_factory.mktemp("any"))
    data.access.mkdir()
    with purpose(why):
        append(data, Line(OPENED, what, told=told))
    (line,) = lines(data)

    assert (line["what"], line["why"], line["told"]) == (what, why, told)
    assert faults(data) == []


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85", "\x1c", "\v", "\r", "\n"])
def test_what_follows_a_line_with_any_end_of_line_in_it_follows_it(
    data: DataFolder, character: str
) -> None:
    append(data, Line(OPENED, "store", told=f"seen{character}here"))
    append(data, Line(OPENED, "store"))

    assert [line["number"] for line in lines(data)] == [1, 2]
    assert faults(data) == []


def write_many(root: Path) -> None:
    filled(DataFolder(root), 20)


def test_processes_at_once_lose_no_line(data: DataFolder) -> None:
    with get_context("spawn").Pool(3) as pool:
        pool.map(write_many, [data.root] * 3)

    assert len(list(lines(data))) == 60
    assert faults(data) == []


@pytest.mark.parametrize("path", ["access_log", "access_head"])
def test_a_log_that_cannot_be_written_says_so(data: DataFolder, path: str) -> None:
    getattr(data, path).mkdir()

    with pytest.raises(LogNotWrittenError, match="nothing opens without it"):
        append(data, Line(OPENED, "the store"))


def test_a_group_that_may_write_the_folder_may_write_the_log(data: DataFolder) -> None:
    data.access.chmod(0o770)
    filled(data, 1)

    assert data.access_log.stat().st_mode & 0o777 == 0o660
