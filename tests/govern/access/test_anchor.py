"""Anchors: a log written anew as a whole is found by what was kept elsewhere."""

from pathlib import Path

import pytest

from flows.__main__ import main
from tasks.govern.access.log import (
    INCIDENT,
    lines,
)
from tasks.govern.people_keys import throw_away_key
from tasks.store.folders import DataFolder
from tests.govern.access.test_log import filled


def test_the_commands(data: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, key = ["--data", str(data.root)], str(throw_away_key(data, "reviewer"))
    assert main(["access", "note", *root, "--what", "A stick was lost"]) == 0
    (line,) = lines(data)
    assert (line["event"], line["told"]) == (INCIDENT, "A stick was lost")
    file = tmp_path / "anchor.json"
    assert main(["access", "anchor", *root, "--key", key, "--into", str(file)]) == 0
    assert "Not on this machine." in capsys.readouterr().out

    for kept in (f"1:{line['hash']}", str(file)):
        assert main(["access", "verify", *root, "--anchor", kept]) == 0
        assert "2 lines, none edited" in capsys.readouterr().out
    assert main(["access", "verify", *root, "--anchor", "no head"]) == 1


def anchored(data: DataFolder, folder: Path) -> tuple[list[str], Path]:
    """A signed anchor of a log with lines, and the option that names the data folder."""
    root, key = ["--data", str(data.root)], str(throw_away_key(data, "reviewer"))
    filled(data)
    file = folder / "anchor.json"
    assert main(["access", "anchor", *root, "--key", key, "--into", str(file)]) == 0
    return root, file


def test_a_log_written_anew_is_found_by_the_signed_anchor(
    data: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, file = anchored(data, tmp_path)
    data.access_log.unlink()
    data.access_head.unlink()
    filled(data, 8)

    assert main(["access", "verify", *root, "--anchor", str(file)]) == 1
    assert "anchored head is of line 5" in capsys.readouterr().out


def test_an_anchor_that_nobody_signed_is_none(
    data: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, file = anchored(data, tmp_path)
    file.write_text(file.read_text().replace(r"\"what\": \"5\"", r"\"what\": \"4\""))

    assert main(["access", "verify", *root, "--anchor", str(file)]) == 1
    assert "no anchor that a registered person has signed" in capsys.readouterr().err
