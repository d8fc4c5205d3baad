"""Every past release is made again byte for byte, without touching what stands."""

import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from flows.__main__ import main
from tasks.rebuild import code, rebuild
from tasks.rebuild.code import NoCodeError, code_of
from tasks.store.folders import DataFolder
from tasks.store.version import CODE, version_of
from tests.flows.conftest import run
from tests.flows.test_monthly import SHARP, write_drop, write_month

pytestmark = pytest.mark.slow
SAME, DIFFERENT = 0, 1


def digests(data: DataFolder) -> dict[str, str]:
    """Every file of a data folder but the history of runs, the log of accesses and the locks."""
    return {
        str(path.relative_to(data.root)): sha256(path.read_bytes()).hexdigest()
        for path in data.root.rglob("*")
        if path.is_file()
        and path.suffix != ".lock"
        and not {"prefect", "access"} & set(path.relative_to(data.root).parts)
    }


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """Two months, a correction of the second, and a month of the past made late."""
    folder = tmp_path_factory.mktemp("rebuild")
    drops = folder / "drops"
    drops.mkdir()
    write_month(drops, "2012/13 M02")
    run(drops, folder / "data")
    write_month(drops, "2012/13 M03")
    write_drop(drops, SHARP, "PEDW", "2012/13 M02")
    run(drops, folder / "data")
    write_drop(drops, SHARP, "HES", "2012/13 M03", seed=7)
    run(drops, folder / "data")
    made = run(drops, folder / "data", "--month", "2012-04")
    assert made.exit_code == 0
    return made.data


def test_every_release_is_made_again_and_what_stands_is_not_touched(
    data: DataFolder, capfd: pytest.CaptureFixture[str]
) -> None:
    before = digests(data)

    assert main(["rebuild", "--data", str(data.root)]) == SAME
    said = capfd.readouterr().out.splitlines()
    assert said == [
        f"{release}: the same, byte for byte."
        for release in ("2012-05/r1", "2012-06/r1", "2012-06/r2", "2012-04/r1")
    ]
    assert digests(data) == before


def test_a_byte_that_changed_is_found(data: DataFolder, capfd: pytest.CaptureFixture[str]) -> None:
    cells = data.releases / "2012-06" / "r1" / "cells.csv"
    kept = cells.read_bytes()
    cells.write_bytes(kept.replace(b"provisional", b"final", 1))
    try:
        assert main(["rebuild", "--data", str(data.root), "2012-06/r1"]) == DIFFERENT
    finally:
        cells.write_bytes(kept)
    assert "2012-06/r1: these differ: cells.csv." in capfd.readouterr().out


def test_a_lost_original_is_said(data: DataFolder, capfd: pytest.CaptureFixture[str]) -> None:
    originals = sorted(data.originals.iterdir())
    for path in originals:
        path.rename(data.root / path.name)
    try:
        assert main(["rebuild", "--data", str(data.root), "2012-05/r1"]) == DIFFERENT
    finally:
        for path in originals:
            (data.root / path.name).rename(path)
    said = capfd.readouterr()
    assert "2012-05/r1: it could not be made again" in said.out
    assert "There is no original" in said.err


def test_no_such_release(data: DataFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rebuild", "--data", str(data.root), "2011-01/r1", "2012-05/r1"]) == DIFFERENT
    assert "There is no release 2011-01/r1 in " in capsys.readouterr().err


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A project of three states in a repository of its own; return their versions."""
    root = tmp_path / "project"
    root.mkdir()
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "-q"], cwd=root, check=True)
    versions = []
    for state, lock in ((1, "a"), (2, "b"), (3, "b")):
        for place in CODE[:-1]:
            (root / place).mkdir(exist_ok=True)
            (root / place / "a.py").write_text(f"{state}")
        (root / CODE[-1]).write_text(lock)
        subprocess.run([*git, "add", "-A"], cwd=root, check=True)
        subprocess.run([*git, "commit", "-q", "-m", f"{state}"], cwd=root, check=True)
        versions.append(version_of(root, CODE))
    monkeypatch.setattr(code, "ROOT", root)
    monkeypatch.setattr(code, "code_version", lambda: versions[-1])
    return versions


def test_past_code_is_found_in_the_history(history: list[str], tmp_path: Path) -> None:
    assert code_of(history[2], tmp_path / "code") == code.ROOT
    assert (code_of(history[1], tmp_path / "code") / "flows" / "a.py").read_text() == "2"
    with pytest.raises(NoCodeError, match="other versions of the libraries"):
        code_of(history[0], tmp_path / "code")
    with pytest.raises(NoCodeError, match="history does not hold that version"):
        code_of("0" * 16, tmp_path / "code")


def test_nothing_goes_but_what_the_rebuild_made(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not what is in a folder that is named for it; but what a killed one left in its own place."""
    monkeypatch.setattr(rebuild, "_rebuilt", lambda *_: "")
    (tmp_path / "kept").touch()
    left = data.secure / "rebuild" / "rebuild-killed" / "delivered"
    left.mkdir(parents=True)
    (left / "a.xlsx").write_bytes(b"counts")

    for scratch in (tmp_path, data.root):
        words = ["rebuild", "--data", str(data.root), "--scratch", str(scratch)]
        assert main([*words, "2012-05/r1"]) == SAME
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert data.secure_store.exists()

    assert main(["rebuild", "--data", str(data.root), "2012-05/r1"]) == SAME
    assert not (data.secure / "rebuild").exists()


def test_a_rebuild_that_breaks_off_leaves_nothing(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> str:
        raise RuntimeError("broken off")

    monkeypatch.setattr(rebuild, "_rebuilt", fails)
    with pytest.raises(RuntimeError, match="broken off"):
        main(["rebuild", "--data", str(data.root), "2012-05/r1"])
    assert not (data.secure / "rebuild").exists()
