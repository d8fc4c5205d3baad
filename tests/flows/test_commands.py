"""The one entry point: help at once, wrong input by name, one table of exit codes."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cyclopts import App
from prefect import flow

from flows.__main__ import app, main
from flows.commands.arguments import BEFORE_FIRST_DROP, PACKAGE, _may_become_data_folder
from flows.exit_codes import ExitCode
from flows.service import terminal
from tasks.govern.errors import SafeMessageError
from tasks.hand_over.encrypt_and_sign import ENCRYPTED
from tasks.store.folders import DataFolder

ROOT = Path(__file__).parents[2]
# What takes seconds to import.
HEAVY = ("prefect", "duckdb", "pandas", "numpy", "numba", "openpyxl", "cryptography", "pydantic")


def commands(of: App = app, *above: str) -> Iterator[list[str]]:
    for name in of:
        if not name.startswith("-"):
            yield [*above, name]
            if of[name].default_command is None:
                yield from commands(of[name], *above, name)


COMMANDS = list(commands())
# Each command that takes a data folder which has to be there, with what else it needs.
OF_A_DATA_FOLDER = [
    ["release"],
    ["backfill"],
    ["status"],
    ["explain", "E23000005", "month", "2023-11"],
    ["rebuild"],
    ["evaluate"],
    ["hand-over", "make"],
    ["hand-over", "status"],
    ["hand-over", "receipt", __file__],
    ["hand-over", "in-use", "package", "--note", "n"],
    ["hand-over", "destroyed", __file__],
    ["hand-over", "withdraw", "package", "--note", "n"],
    ["sign"],
    ["access", "verify"],
    ["access", "anchor", "--key", __file__, "--into", "/tmp/none"],
    ["access", "note", "--what", "w"],
    ["access", "unseal", __file__, "--into", "/tmp/none", "--why", "w"],
    ["access", "rotate-key", "--new-key", __file__],
    ["access", "holdings"],
    ["destroy", "--why", "w"],
    ["audit", "--into", "/tmp/none", "--sign-with", __file__],
    ["again", __file__],
]
# Those that make one, or take none.
OF_NO_DATA_FOLDER = [
    ["run"],
    ["receive"],
    ["inspect"],
    ["hand-over", "open"],
    ["hand-over", "certify"],
    ["serve"],
    ["service", "server"],
    ["service", "watch"],
    ["service", "deploy"],
    ["synthesise"],
]
GROUPS = [["hand-over"], ["access"], ["service"]]


@pytest.fixture(autouse=True)
def no_folders_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "DROPS"):
        monkeypatch.delenv(name, raising=False)


def test_every_command_is_tried_here() -> None:
    tried = [*OF_A_DATA_FOLDER, *OF_NO_DATA_FOLDER, *GROUPS]

    assert {tuple(command) for command in COMMANDS} == {
        tuple(words[: 2 if words[:1] in GROUPS else 1]) for words in tried
    }


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_says_what_it_does(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--help"]) == ExitCode.DONE
    usage, told, *_ = capsys.readouterr().out.split("\n\n")
    assert f"{usage} ".startswith(f"Usage: python -m flows {' '.join(command)} ")
    assert told.strip().endswith(".")


def test_help_imports_nothing_that_takes_seconds() -> None:
    program = (
        "import sys\nfrom flows.__main__ import main\n"
        f"for words in {[[], *COMMANDS]}: main([*words, '--help'])\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("command", OF_A_DATA_FOLDER, ids=lambda words: " ".join(words[:2]))
def test_a_mistyped_data_folder_is_said_and_not_made(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "another"
    there.mkdir()
    for folder, told in (
        (tmp_path / "mistyped", f"There is no data folder {tmp_path / 'mistyped'}."),
        (there, f"{there} is not a data folder"),
    ):
        assert main([*command, "--data", str(folder)]) == ExitCode.USAGE
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith(told)
    assert list(tmp_path.rglob("*")) == [there]


@pytest.mark.parametrize(
    "command", [["run"], ["receive"], ["backfill"], ["hand-over", "make"]], ids=" ".join
)
def test_a_mistyped_folder_of_drops_makes_no_data_folder(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--data", str(tmp_path / "data"), "--drops", str(tmp_path / "mistyped")]

    assert main([*command, *words]) == ExitCode.USAGE
    assert f"There is no folder {tmp_path / 'mistyped'}." in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_folder_of_other_files_becomes_no_data_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drops, other = tmp_path / "drops", tmp_path / "other"
    for path in (drops / "a.xlsx", other / "letter.odt"):
        path.parent.mkdir()
        path.touch()
    before = sorted(tmp_path.rglob("*"))
    for command in (
        ["run", "--drops", str(drops)],
        ["receive", "--drops", str(drops)],
        ["backfill", "--drops", str(drops)],
        ["hand-over", "make", "--drops", str(drops)],
        ["serve"],
        ["service", "watch", "--incoming", str(drops)],
    ):
        for folder, told in (
            (other, f"{other} is not a data folder, and holds other files (letter.odt)"),
            (drops / "a.xlsx", f"{drops / 'a.xlsx'} is a file: name a folder."),
        ):
            assert main([*command, "--data", str(folder)]) == ExitCode.USAGE
            assert told in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_that_a_service_made_becomes_a_data_folder(tmp_path: Path) -> None:
    for name in BEFORE_FIRST_DROP:
        (tmp_path / name).mkdir()

    _may_become_data_folder(Path, tmp_path)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["run", "--month", "2023-13"], "'2023-13' names no month"),
        (["run", "--as-of", "yesterday"], "'yesterday' names no moment"),
        (["release", "--month", "January"], "'January' names no month"),
        (["backfill", "--months", "2023"], "'2023' names no months"),
        (["backfill", "--months", "2024-02..2024-01"], "names no months"),
        (["backfill", "--series", "--scheduler", "tcp://a:1"], "--series, --scheduler"),
        (["rebuild", "2024-01"], "'2024-01' names no release"),
        (["explain", "E23000005", "week", "2023-11"], 'Invalid value "week" for KIND'),
        (["run", "--drops", "/dev/shm"], "There is no delivered file in /dev/shm."),
        (["rebuild", "--code", "/nowhere"], "There is no folder /nowhere."),
        (["rebuild", "--scratch", __file__], f"{__file__} is a file: name a folder."),
        (["synthesise", "--into", __file__], f"{__file__} is a file: name a folder."),
        (["audit", "--into", "/"], "/ is there already: name a new folder."),
        (["hand-over", "open", __file__], "is no package: its name ends in .tar.age."),
        (["service", "server", "--port", "70000"], "70000 is no port"),
        (["serve", "--port", "0"], "0 is no port"),
        (["inspect", "/nowhere/a.xlsx"], "There is no file or folder /nowhere/a.xlsx."),
        (["inspect", "/", "--html", "/nowhere/a.html"], "There is no folder /nowhere."),
        (["again", "/nowhere/a.xlsx"], "There is no file /nowhere/a.xlsx."),
        (["hand-over", "receipt", "/nowhere/a.json"], "There is no file /nowhere/a.json."),
        (["hand-over", "certify", "/nowhere/a.json"], "There is no file /nowhere/a.json."),
        (["access", "holdings", "--incoming", "/nowhere"], "There is no folder /nowhere."),
        (["destroy"], "Ask with --why, or confirm with --confirm"),
        (["destroy", "--why", "w", "--confirm"], "one of the two"),
        (["status", "--date", "x"], "Unknown option: --date. Did you mean --data?"),
        (["stauts"], 'Did you mean "status"?'),
        (["status", "--data", ""], "It is empty: name a folder."),
    ],
)
def test_wrong_input_is_one_sentence(
    words: list[str],
    told: str,
    data: DataFolder,
    drops: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATA", str(data.root))
    monkeypatch.setenv("DROPS", str(drops))
    (drops / "a.xlsx").touch()
    before = sorted(data.root.rglob("*"))

    assert main(words) == ExitCode.USAGE
    said = capsys.readouterr()
    assert told in said.err
    assert "Traceback" not in said.err
    assert said.out == ""
    assert sorted(data.root.rglob("*")) == before


def test_the_data_folder_may_be_named_in_the_environment(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA", str(data.root))
    assert main(["access", "verify"]) == ExitCode.NOT_DONE
    assert "There is no log" in capsys.readouterr().out

    # What is typed counts.
    assert main(["access", "verify", "--data", "/nowhere"]) == ExitCode.USAGE


def test_what_is_refused_is_one_sentence(
    data: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--data", str(data.root)]
    for command, told in (
        (["explain", "E23000005", "month", "2023-11"], "There are no figures in "),
        (["rebuild", "2024-01/r1"], "There is no release 2024-01/r1 in "),
        (["access", "verify", "--anchor", "1"], "'1' is no anchor: name a file"),
        (["hand-over", "in-use", "p", "--note", "n"], "Refused. "),
        (["evaluate"], "There are no figures in "),
        (["again", __file__], "No server is named"),
    ):
        assert main([*command, *words]) == ExitCode.NOT_DONE
        assert capsys.readouterr().err.startswith(told)


def test_an_empty_folder_says_where_it_stands(
    data: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status", "--data", str(data.root)]) == ExitCode.DONE
    assert capsys.readouterr().out.splitlines() == ["Nothing was received.", "No release stands."]
    assert main(["rebuild", "--data", str(data.root)]) == ExitCode.DONE
    assert capsys.readouterr().out.splitlines() == ["No release was ever made."]


def test_ctrl_c_is_no_traceback(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tasks.govern.access.verify.faults", stopped)

    assert main(["access", "verify", "--data", str(data.root)]) == ExitCode.STOPPED
    assert capsys.readouterr().err == "Stopped.\n"


def test_a_refusal_within_a_flow_is_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    @flow(name="refused in a test")
    def refused(error: Exception) -> None:
        raise error

    for error, traced in ((SafeMessageError("The door is shut."), False), (TypeError("x"), True)):
        caplog.clear()
        refused(error, return_state=True)
        (told,) = [record for record in caplog.records if "Encountered" in record.message]
        assert str(error) in told.message
        assert bool(told.exc_info) == traced


def test_every_exit_code_is_documented() -> None:
    page = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (\d+) \| ", page.split("## Exit codes")[1], re.MULTILINE)

    assert [int(code) for code in listed] == sorted(ExitCode)


def test_a_package_is_named_as_packages_are() -> None:
    assert PACKAGE == ENCRYPTED


def test_no_two_exit_codes_are_alike() -> None:
    assert len({int(code) for code in ExitCode}) == len(list(ExitCode)) == len(ExitCode.__members__)


def test_a_mistyped_folder_from_a_shell(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flows", "access", "verify"],
        cwd=ROOT,
        env={**os.environ, "DATA": str(tmp_path / "mistyped")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert done.stderr.startswith("There is no data folder ")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_shown_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = []
    for out in (io.StringIO(), Terminal()):
        monkeypatch.setattr(sys, "stdout", out)
        # What rich goes by.
        monkeypatch.setenv("TERM", "xterm")
        for item in terminal.with_progress("ab", "Receiving"):
            terminal.say(f"file {item}")
        shown.append(out.getvalue())

    in_a_pipe, on_a_terminal = shown
    assert in_a_pipe == "file a\nfile b\n"
    assert "file a" in on_a_terminal
    assert "Receiving" in on_a_terminal
    assert "2/2" in on_a_terminal
