"""A Prefect of the tests' own, started once, and the demonstration's release, made once."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.__main__ import main
from flows.service.run_history import NO_BLOCKS, begin
from tasks.store.folders import DataFolder
from tasks.synthesise.demonstration import write_demonstration


@dataclass(frozen=True)
class Made:
    """A run of the demonstration: its drops, its data folder, its exit code."""

    drops: Path
    data: DataFolder
    exit_code: int


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
def demonstration_drops(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demonstration-drops")
    write_demonstration(folder)
    return folder


@pytest.fixture(scope="session")
def demonstration(demonstration_drops: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return run(demonstration_drops, tmp_path_factory.mktemp("demonstration") / "data")


def run(drops: Path, data: Path, *options: str) -> Made:
    exit_code = main(["run", "--drops", str(drops), "--data", str(data), *options])
    return Made(drops, DataFolder(data), exit_code)
