"""A Prefect of the tests' own, started once, and the demonstration's release, made once."""

from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from flows.__main__ import main
from flows.service.run_history import NO_BLOCKS, begin
from tasks.store.folders import DataFolder
from tests.conftest import MadeOnce


@dataclass(frozen=True)
class Made:
    """A run of the demonstration: its drops, its data folder, its exit code, what it printed."""

    drops: Path
    data: DataFolder
    exit_code: int
    said: str = ""


@pytest.fixture(scope="session", autouse=True)
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    from prefect.settings import PREFECT_HOME, temporary_settings

    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("prefect")
        # Named in the environment too, so that runs share one embedded server.
        patch.setenv("PREFECT_HOME", str(home))
        begin(home)
        with temporary_settings({PREFECT_HOME: home, **NO_BLOCKS}):
            yield


@pytest.fixture(scope="session")
def demonstration(demonstration_drops: Path, made_once: MadeOnce) -> Made:
    """Made once by all processes; Prefect's history of it is that of the one that made it."""

    def make(folder: Path) -> None:
        with redirect_stdout(StringIO()) as said:
            made = run(demonstration_drops, folder / "data")
        (folder / "said.txt").write_text(said.getvalue(), encoding="utf-8")
        (folder / "exit-code.txt").write_text(f"{made.exit_code}", encoding="ascii")

    folder = made_once("demonstration", make)
    exit_code = int((folder / "exit-code.txt").read_text(encoding="ascii"))
    said = (folder / "said.txt").read_text(encoding="utf-8")
    return Made(demonstration_drops, DataFolder(folder / "data"), exit_code, said)


def run(drops: Path, data: Path, *options: str) -> Made:
    exit_code = main(["run", "--drops", str(drops), "--data", str(data), *options])
    return Made(drops, DataFolder(data), exit_code)
