"""Counts are where they belong: after a run that failed and one that did not, nowhere else.

Everything that the runs wrote is searched: Prefect's database and its journal, logs, artifacts,
what was printed, tracebacks, temporary folders, the stores with spill and journal, releases, the
log of accesses. Sealed and encrypted files are searched as they lie on the disk.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from tasks.store.folders import DataFolder
from tests.flows.test_monthly import cells, release
from tests.outputs.inside import holders, parts_of
from tests.planted import FIRST, FORCES, LATEST, plant_primes

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
JOURNAL_INDEX = ".db-shm"
# Fails in the midst of publishing, as a library might: with counts in its message and its frames.
FAILING = """
import sys
from flows.__main__ import main
from tasks.publish import task
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_store

def publish(data, *_, **__):
    with secure_store(data) as connection:
        counts = connection.execute("select frequency from secure.landed.count").fetchall()
        connection.execute("select cast(? as date)", [f"counts {counts}"])

task.publish = publish
sys.exit(main(sys.argv[1:]))
"""


@dataclass(frozen=True)
class Ran:
    """What the runs left: exit codes, what they printed, and folders."""

    counts: set[int]
    drops: Path
    data: DataFolder
    places: dict[str, Path]
    codes: list[int]


@pytest.fixture(scope="module")
def ran(demonstration_drops: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A run that fails after its release was protected, and the same again, which does not."""
    root = tmp_path_factory.mktemp("canaries")
    places = {name: root / name for name in ("home", "temporary", "printed")}
    for place in places.values():
        place.mkdir()
    drops = shutil.copytree(demonstration_drops, root / "drops")
    counts = plant_primes(drops)
    spoil_one(drops)
    data = DataFolder(root / "data")
    commands = [[sys.executable, "-c", FAILING], [sys.executable, "-m", "flows"]]
    codes = [
        run([*command, "run", "--drops", str(drops), "--data", str(data.root)], places, f"{number}")
        for number, command in enumerate(commands)
    ]
    return Ran(counts, drops, data, places | {"data": data.root}, codes)


def spoil_one(drops: Path) -> None:
    """Refuse one file, for an added row that repeats counts: a refusal may quote none either."""
    (source,) = drops.glob("*AllAssault_HES_2023-24_M10*")
    workbook = openpyxl.load_workbook(source)
    forces = workbook.worksheets[1]
    forces.append([cell.value for cell in forces[6]])
    workbook.save(drops / "NIC-612092-Q0Y6F_AllAssault_HES_2023-24_M10_again.xlsx")


def run(command: list[str], places: dict[str, Path], name: str) -> int:
    environment = {key: value for key, value in os.environ.items() if "PREFECT" not in key}
    environment |= {
        "HOME": str(places["home"]),
        "TMPDIR": str(places["temporary"]),
        "PREFECT_LOGGING_LEVEL": "DEBUG",
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    }
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=900
    )
    (places["printed"] / f"{name}.txt").write_bytes(done.stdout + done.stderr)
    return done.returncode


def test_the_runs_were_what_they_should_be(ran: Ran) -> None:
    """Else nothing would be searched: one failed with counts at hand, one refused and released."""
    assert ran.codes == [1, 2]
    assert len(list(ran.data.errors.iterdir())) == 1
    assert len(list(ran.data.quarantine.iterdir())) == 1
    assert (ran.data.releases / "2024-01" / "r1" / "cells.csv").exists()
    printed = (ran.places["printed"] / "0.txt").read_text()
    assert "ConversionException at " in printed
    assert (ran.data.root / "prefect" / "prefect.db").stat().st_size > 1_000_000


def test_the_search_finds_what_is_there(ran: Ran) -> None:
    assert holders(ran.counts, parts_of(ran.drops)).keys() == ran.counts


def test_no_count_is_anywhere_in_clear(ran: Ran) -> None:
    assert len(ran.counts) > LATEST * FORCES * 3
    for name, place in ran.places.items():
        assert holders(ran.counts, parts_of(place)) == {}, name


def test_no_file_of_the_release_holds_one(ran: Ran) -> None:
    searched = list(parts_of(release(ran.data)))

    assert len(searched) > 500
    assert holders(ran.counts, iter(searched)) == {}


def test_what_was_planted_did_reach_the_release(ran: Ran) -> None:
    latest = [
        int(cell["shown"])
        for cell in cells(ran.data)
        if cell["table"] in {"pfa_month", "all_assault_pfa_month"}
        and cell["period"] == "2024-01"
        and cell["area_code"].startswith("E")
        and cell["shown"].isdigit()
    ]
    assert sum(shown > FIRST - 20 for shown in latest) == 2 * FORCES


def test_nor_as_a_number_of_the_machine(ran: Ran) -> None:
    """As pickled or stored columns have it.

    Not in SQLite's index of its journal: that has numbers of pages and hashes of them, four and two
    bytes each, of which any eight may look like one of ours, and nothing that a page holds.
    """
    numbers = {count.to_bytes(8, "little") for count in ran.counts}
    assert {number[2] for number in numbers} == {1}
    found = re.compile(rb"(?s)(?=(..\x01\x00{5}))")
    for name, content in everything(ran):
        if name.endswith(JOURNAL_INDEX):
            continue
        assert not numbers & set(found.findall(content)), name


def everything(ran: Ran) -> Iterator[tuple[str, bytes]]:
    for place in ran.places.values():
        yield from ((str(path), path.read_bytes()) for path in place.rglob("*") if path.is_file())
