"""What is no delivered file is passed over, but not in silence."""

import os
from pathlib import Path

import pytest

from flows.service import watcher as watching
from flows.service.watcher import Watcher
from tasks.receive.passed_over import ANOTHER, FOLDER, SECONDS_TO_COPY, UNFINISHED, passed_over

NAME = "NIC-612092-Q0Y6F_AllAssault_HES_2324_M10"
NOW = 1_700_000_000.0


@pytest.mark.parametrize(
    ("name", "age", "reason"),
    [
        ("letter.pdf", 0, ANOTHER),
        ("letter.docx", 0, ANOTHER),
        ("counts.zip", 0, ANOTHER),
        (f"{NAME}.xlsx.part", SECONDS_TO_COPY, UNFINISHED),
        (f"{NAME}.xlsx.part", SECONDS_TO_COPY - 1, None),
        (f".{NAME}.xlsx.partial", SECONDS_TO_COPY, UNFINISHED),
        (f"{NAME}.xlsx", SECONDS_TO_COPY, None),
        (f"{NAME}.pdf", 0, None),
        (f"~${NAME}.xlsx", SECONDS_TO_COPY, None),
        (".keep", SECONDS_TO_COPY, None),
    ],
)
def test_what_is_passed_over(tmp_path: Path, name: str, age: float, reason: str | None) -> None:
    path = tmp_path / name
    path.touch()
    os.utime(path, (NOW - age, NOW - age))

    assert passed_over(tmp_path, NOW) == ({name: reason} if reason else {})


def test_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "January").mkdir()
    (tmp_path / ".snapshot").mkdir()

    assert passed_over(tmp_path, NOW) == {"January": FOLDER}


def test_a_name_that_cannot_be_printed_is_named_all_the_same(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/letter\xb4.pdf")).touch()

    ((shown, reason),) = passed_over(tmp_path, NOW).items()
    assert shown.isascii()
    assert reason == ANOTHER


def test_it_is_said_and_mailed_once_also_by_the_next_watcher(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mails: list[str] = []
    monkeypatch.setattr(watching, "send", lambda subject, _: mails.append(subject))
    incoming, data = tmp_path / "incoming", tmp_path / "data"
    incoming.mkdir(mode=0o700)
    letter = incoming / "letter.pdf"

    for _ in range(2):
        letter.touch()
        for _ in range(2):
            Watcher(incoming, data).tell_of_overlooked()
        assert capsys.readouterr().out == f"letter.pdf gets no run: {ANOTHER}\n"
        # Taken away and put back, it is said again.
        letter.unlink()
        Watcher(incoming, data).tell_of_overlooked()
    assert mails == ["No run: letter.pdf"] * 2
