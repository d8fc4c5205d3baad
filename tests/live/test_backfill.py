"""A backfill in series and in parallel writes the same bytes, and goes on where it stopped."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from prefect.deployments import run_deployment

from flows.service.serve import stop
from tasks.synthesise import write_drop
from tests.live.conftest import ALL_ASSAULT, SHARP
from tests.live.live import Live, free_port, wait_until

pytestmark = pytest.mark.live
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def half_a_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("half-a-year")
    for dataset in (SHARP, ALL_ASSAULT):
        for source, extract in (("HES", "2012/13 M06"), ("PEDW", "2012/13 M04")):
            write_drop(folder, dataset, source, extract)
    return folder


def command(data: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "flows", "backfill", "--data", str(data), *options]


def environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith("PREFECT")}


def ran(data: Path, *options: str) -> str:
    done = subprocess.run(
        command(data, *options),
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


def digests(data: Path) -> dict[str, str]:
    releases = data / "releases"
    return {
        str(path.relative_to(releases)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(releases.glob("*/r*/**/*"))
        if path.is_file()
    }


def releases_of(data: Path) -> set[str]:
    return {name.rpartition("/manifest.json")[0] for name in digests(data) if "manifest" in name}


@pytest.fixture(scope="module")
def in_series(half_a_year: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("series") / "data"
    said = ran(data, "--drops", str(half_a_year), "--series")
    assert "[6/6] 2012-09 r1 protected" in said
    assert "[6/6] 2012-09 r1 written" in said
    return data


def test_series_is_one_by_one_and_parallel_byte_for_byte(
    in_series: Path, half_a_year: Path, tmp_path: Path
) -> None:
    ran(tmp_path / "data", "--drops", str(half_a_year))

    assert len(releases_of(in_series)) == 6
    assert digests(tmp_path / "data") == digests(in_series)
    latest = [data / "releases" / "latest.json" for data in (in_series, tmp_path / "data")]
    assert {path.read_text(encoding="utf-8") for path in latest} == {latest[0].read_text("utf-8")}
    assert '"release": "2012-09/r1"' in latest[0].read_text("utf-8")


def test_as_one_by_one(in_series: Path, half_a_year: Path, tmp_path: Path) -> None:
    for month in ("2012-04", "2012-05", "2012-06"):
        done = subprocess.run(
            [sys.executable, "-m", "flows", "run", "--month", month]  # noqa: RUF005
            + ["--drops", str(half_a_year), "--data", str(tmp_path / "data")],
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0
    one_by_one = digests(tmp_path / "data")

    assert len(releases_of(tmp_path / "data")) == 3
    assert one_by_one.items() <= digests(in_series).items()


def test_it_goes_on_where_it_was_killed(in_series: Path, half_a_year: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    begun = subprocess.Popen(
        command(data, "--drops", str(half_a_year)),
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert begun.stdout
    for line in begun.stdout:
        if line.startswith("[2/6]"):
            break
    os.killpg(begun.pid, signal.SIGKILL)
    begun.wait()
    said = ran(data, "--drops", str(half_a_year))

    assert "2 months were made before" in said or "3 months were made before" in said
    assert digests(data) == digests(in_series)


@pytest.fixture
def scheduler(live: Live) -> Iterator[str]:
    """A Dask scheduler and a worker of it, as a site runs them; return its address."""
    address = f"tcp://127.0.0.1:{free_port()}"
    dask = [sys.executable, "-m", "dask"]
    here = ["--host", "127.0.0.1", "--no-dashboard"]
    commands = (
        [*dask, "scheduler", *here, "--port", address.rpartition(":")[2]],
        [*dask, "worker", address, *here, "--nworkers", "2", "--nthreads", "1"],
    )
    parts = [
        subprocess.Popen(words, cwd=ROOT, env=live.site.environment, start_new_session=True)
        for words in commands
    ]
    try:
        yield address
    finally:
        stop(parts)


def test_from_the_deployment_on_a_given_scheduler(
    live: Live, scheduler: str, in_series: Path, half_a_year: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    asked = {
        "data": str(data),
        "drops": str(half_a_year),
        "months": "2012-04..2012-06, 2012-09",
        "scheduler": scheduler,
    }
    with live.settings():
        run = run_deployment("backfill/backfill", parameters=asked, timeout=0)
    (ended,) = wait_until(
        lambda: [one for one in live.runs(flow="backfill") if one.state.is_final()], 180
    )
    made = digests(data)

    assert ended.id == run.id
    assert ended.state.name == "Released", ended.state.message
    assert ended.name == "backfill 2012-04 to 2012-09"
    assert {name[:7] for name in made} == {"2012-04", "2012-05", "2012-06", "2012-09"}
    # September is another one without July and August before it.
    spring = {name: one for name, one in made.items() if name < "2012-07"}
    assert spring
    assert spring.items() <= digests(in_series).items()
