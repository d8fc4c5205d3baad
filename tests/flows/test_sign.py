"""The one command by which people decide."""

from pathlib import Path

import pytest

from flows.__main__ import main
from tasks.govern.decisions import Question, ask, decided, verdict
from tasks.govern.people_keys import throw_away_key
from tasks.govern.statement import RELEASE
from tasks.store.folders import DataFolder
from tests.conftest import Real
from tests.signing import new_key

RELEASED = Question(RELEASE, "2024-01/r1", {"figures": "a" * 64}, "owner", "run")


@pytest.fixture
def asked(data: DataFolder) -> DataFolder:
    ask(data, RELEASED)
    return data


def sign(data: DataFolder, *words: object, account: str = "reviewer") -> int:
    by = ["--key", str(throw_away_key(data, account)), "--note", "as expected"]
    return main(["sign", *map(str, words), *by, "--data", str(data.root)])


def test_it_lists_what_is_to_be_decided(
    asked: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sign", "--data", str(asked.root)]) == 0
    assert capsys.readouterr().out == "release: '2024-01/r1'\n"
    decided(asked, RELEASED, "approved")
    assert main(["sign", "--data", str(asked.root)]) == 0
    assert "Nothing is to be decided" in capsys.readouterr().out


@pytest.mark.parametrize(("answer", "code"), [("yes", 0), ("no", 1), ("", 1)])
def test_it_shows_what_is_signed_before_it_signs(
    asked: DataFolder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: str,
    code: int,
) -> None:
    shown: list[str] = []

    def answered(_: str) -> str:
        shown.append(capsys.readouterr().out)
        assert not verdict(asked, RELEASED).is_approved
        return answer

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", answered)
    assert sign(asked, "2024-01/r1") == code

    assert "Rhys Reviewer (reviewer)" in shown[0]
    assert "it is published" in shown[0]
    assert "a" * 64 in shown[0]
    assert verdict(asked, RELEASED).is_approved == (code == 0)


def test_a_rejection_is_signed_as_well(asked: DataFolder) -> None:
    assert sign(asked, "2024-01/r1", "--reject", "--yes") == 0
    assert verdict(asked, RELEASED).is_rejected


@pytest.mark.parametrize(
    ("words", "account", "told"),
    [
        (["2024-01/r1", "--yes"], "owner", "'owner' owns the run"),
        (["2024-01/r1", "--yes"], "leaver", "of nobody who is in the register today"),
        (["2024-01/r2", "--yes"], "reviewer", "Nothing is asked about '2024-01/r2'"),
        (["2024-01/r1"], "reviewer", "Nobody is at the terminal"),
    ],
)
def test_what_would_not_count_is_not_signed(
    asked: DataFolder,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    account: str,
    told: str,
) -> None:
    before = asked.access_log.read_bytes()
    assert sign(asked, *words, account=account) == 1
    assert told in capsys.readouterr().err
    assert asked.access_log.read_bytes() == before


def test_a_stranger_signs_nothing(
    asked: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new_key(tmp_path / "own")
    words = ["sign", "2024-01/r1", "--key", str(tmp_path / "own"), "--note", "seen", "--yes"]

    assert main([*words, "--data", str(asked.root)]) == 1
    assert "of nobody who is in the register today" in capsys.readouterr().err


def test_what_is_signed_elsewhere_is_entered_later(asked: DataFolder, tmp_path: Path) -> None:
    """Where the person may not write the log, or their key is on another machine."""
    file = tmp_path / "signed.json"
    assert sign(asked, "2024-01/r1", "--yes", "--into", file) == 0
    assert not verdict(asked, RELEASED).is_approved

    assert main(["sign", "--enter", str(file), "--data", str(asked.root)]) == 0
    assert verdict(asked, RELEASED).is_approved


def test_a_file_that_was_altered_is_not_entered(
    asked: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "signed.json"
    assert sign(asked, "2024-01/r1", "--reject", "--yes", "--into", file) == 0
    file.write_text(file.read_text().replace("reject", "approve"))

    assert main(["sign", "--enter", str(file), "--data", str(asked.root)]) == 1
    assert "did not sign that" in capsys.readouterr().err


def test_no_throw_away_key_signs_for_real_drops(real: Real) -> None:
    ask(real.data, RELEASED)

    assert not real.data.throw_away_people_keys.exists()
