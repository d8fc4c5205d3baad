"""Files that change while they are read, and a clock that does not tell the time."""

import os
import shutil
import threading
import time
from datetime import datetime, tzinfo
from hashlib import sha256
from pathlib import Path

import pytest

from tasks.conform.conform import conform
from tasks.receive import content, drop
from tasks.receive.drop import receive_drop
from tasks.receive.incoming_files import wait_until_whole
from tasks.store import on_disk
from tasks.store.folders import DataFolder
from tasks.store.on_disk import append_line, whole_lines
from tasks.store.stores import secure_store
from tests.receive.conftest import ALL_ASSAULT, SHARP, Writer, edited, landed


@pytest.mark.parametrize("how", ["written in place", "renamed over"])
def test_a_file_replaced_while_it_is_read_lands_as_one_of_the_two(
    data: DataFolder, write: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    (path,) = write(SHARP)
    other = edited(Path(shutil.copy(path, tmp_path / "other.xlsx")), lambda book: None)
    wanted = sha256(other.read_bytes()).hexdigest()
    looks = []
    read = content._read

    def half_old_half_new(source: Path) -> bytes:
        looks.append(source)
        if source != path or looks.count(path) > 1:
            return read(source)
        old, new = read(source), read(other)
        if how == "renamed over":
            (tmp_path / "new").write_bytes(new)
            (tmp_path / "new").replace(source)
        else:
            source.write_bytes(new)
        return old[: len(old) // 2] + new[len(old) // 2 :]

    monkeypatch.setattr(content, "_read", half_old_half_new)

    receipt = receive_drop(path, data)

    assert (receipt.outcome, receipt.sha256, looks.count(path)) == ("landed", wanted, 2)
    assert [one.name for one in data.originals.glob("*.sealed")] == [f"{wanted}.xlsx.sealed"]


def test_a_file_that_grows_is_waited_for_and_said(drops: Path) -> None:
    path, said = drops / "a.csv", []
    path.write_text("a")

    def grow() -> None:
        for _ in range(6):
            time.sleep(0.2)
            with path.open("a") as file:
                file.write("b")

    writer = threading.Thread(target=grow)
    writer.start()
    wait_until_whole([path], said.append)

    assert path.read_text() == "abbbbbb"
    assert said == ["a.csv is still being written: waiting until it is whole."]
    writer.join()


def test_a_file_at_rest_is_not_waited_for(drops: Path) -> None:
    path = drops / "a.csv"
    path.write_text("a")
    os.utime(path, (1, 1))
    started = time.monotonic()
    wait_until_whole([path], print)

    assert time.monotonic() - started < 0.3


class SetBack(datetime):
    """A clock that says that it is 2022."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime(2022, 6, 1, tzinfo=tz)


@pytest.mark.slow
def test_a_clock_set_back_hides_no_drop(
    data: DataFolder, write: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for dataset in (SHARP, ALL_ASSAULT):
        (path,) = write(dataset)
        assert receive_drop(path, data).outcome == "landed"
    before = conform(data)
    monkeypatch.setattr(drop, "datetime", SetBack)
    monkeypatch.setattr("tasks.conform.conform.datetime", SetBack)
    (path,) = write(SHARP)
    again = receive_drop(edited(path, lambda book: None), data)

    assert again.vintage == 2
    assert conform(data).month == before.month
    with secure_store(data) as connection:
        used = connection.execute("select drop_id from secure.conformed.release_input").fetchall()
    assert (again.sha256,) in used
    assert landed(data)


def test_half_a_line_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    append_line(path, "one")
    with path.open("ab") as file:
        file.write(b"tw")
    assert whole_lines(path) == ["one"]

    append_line(path, "three")

    assert whole_lines(path) == ["one", "three"]
    assert on_disk.whole_lines(tmp_path / "none") == []
