"""What is delivered and gets no run is said, once."""

import os
import threading
import time
from pathlib import Path

import pytest

from flows.service import watcher as watching
from flows.service.watcher import TICK, Watcher, watch_folder
from tasks.receive import overlooked as module
from tasks.receive.complete import sha256_if_there
from tasks.receive.content import read_whole
from tasks.receive.incoming_files import delivered_files
from tasks.receive.overlooked import EMPTY, NO_FILE, SECONDS_SILENT, UNREADABLE, UNSEEN, overlooked
from tasks.receive.passed_over import passed_over
from tests.live.live import wait_until

NAME = "NIC-612092_AllAssault_HES_2324_M10.xlsx"
LATIN_1 = "NIC-612092_AllAssault_PEDW_Cas\xb4newydd_M10.xlsx".encode("latin-1")
NOW = 1_700_000_000.0


def put(folder: Path, content: bytes = b"x", age: float = SECONDS_SILENT) -> Path:
    path = folder / NAME
    path.write_bytes(content)
    os.utime(path, (NOW - age, NOW - age))
    return path


@pytest.mark.parametrize(
    ("content", "age", "reason"),
    [
        (b"x", SECONDS_SILENT, None),
        (b"", SECONDS_SILENT, EMPTY),
        (b"", SECONDS_SILENT - 1, None),
    ],
)
def test_an_empty_file_is_overlooked_after_a_minute(
    tmp_path: Path, content: bytes, age: float, reason: str | None
) -> None:
    put(tmp_path, content, age)

    assert overlooked(tmp_path, NOW) == ({NAME: reason} if reason else {})


def test_a_file_that_may_not_be_read_is_overlooked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path)
    # Root may read everything.
    monkeypatch.setattr(module.os, "access", lambda *_: False)

    assert overlooked(tmp_path, NOW) == {NAME: UNREADABLE}


def test_a_name_that_is_not_utf_8_is_overlooked_and_no_other_file_with_it(tmp_path: Path) -> None:
    path = put(tmp_path)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + LATIN_1)).write_bytes(b"x")

    assert delivered_files(tmp_path) == [path]
    assert list(overlooked(tmp_path, NOW).values()) == [UNSEEN]
    assert all(name.isascii() for name in overlooked(tmp_path, NOW))


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_what_is_no_file_is_neither_received_nor_waited_for(tmp_path: Path, kind: str) -> None:
    incoming, outside = tmp_path / "incoming", tmp_path / NAME
    incoming.mkdir(mode=0o700)
    outside.write_bytes(b"x")
    path = incoming / NAME
    if kind == "link":
        path.symlink_to(outside)
    else:
        os.mkfifo(path)

    assert delivered_files(incoming) == []
    assert overlooked(incoming, NOW) == {NAME: NO_FILE}
    assert passed_over(incoming, NOW) == {}
    assert sha256_if_there(path) is None
    with pytest.raises(OSError, match=r"is a link|is no file"):
        read_whole(path)


@pytest.mark.parametrize("seen", ["\x1b[2J", "\u202e", "\u200b", "\n"])
def test_a_name_that_a_terminal_would_obey_is_overlooked_and_said_by_numbers(
    tmp_path: Path, seen: str
) -> None:
    (tmp_path / f"NIC-612092_{seen}.xlsx").write_bytes(b"x")

    assert delivered_files(tmp_path) == []
    (name,) = overlooked(tmp_path, NOW)
    assert seen not in name
    assert name.isprintable()


def test_a_folder_that_others_reach_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    assert "mode 0755" in overlooked(tmp_path, NOW)[f"A real drop in {tmp_path}"]


def test_the_watcher_goes_on_when_one_arrives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[Path]] = []
    stop = threading.Event()
    monkeypatch.setattr(Watcher, "look", lambda self: seen.append(delivered_files(self.incoming)))
    watching = threading.Thread(target=watch_folder, args=(tmp_path, tmp_path / "data", stop))
    watching.start()
    try:
        wait_until(lambda: seen, seconds=20)
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + LATIN_1)).write_bytes(b"x")
        time.sleep(2 * TICK)
        path = put(tmp_path)
        wait_until(lambda: seen[-1] == [path], seconds=20)
    finally:
        stop.set()
        watching.join()


def test_the_watcher_says_and_mails_it_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mails = []
    monkeypatch.setattr(watching, "send", lambda *mail: mails.append(mail))
    put(tmp_path, b"")
    watcher = Watcher(tmp_path, tmp_path / ".data")
    for _ in range(2):
        watcher.tell_of_overlooked()

    assert capsys.readouterr().out == f"{NAME} gets no run: {EMPTY}\n"
    assert mails == [(f"No run: {NAME}", f"{NAME} gets no run: {EMPTY}")]
