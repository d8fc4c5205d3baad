"""The monthly flow end to end, on a real Prefect and real files."""

import asyncio
import csv
import json
import os
import re
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from flows.__main__ import main
from flows.exit_codes import ExitCode
from flows.service.settings import API
from tasks.conform.conform import NoMonthError
from tasks.conform.months import NoMomentError
from tasks.conform.task import conform_month
from tasks.store.folders import DataFolder
from tasks.synthesise import true_counts, write_drop
from tests.flows.conftest import Made, run
from tests.flows.golden import GOLDEN, golden_files
from tests.protect.bare_rule import apply_bare_rule

SHARP, ALL_ASSAULT, BI_ANNUAL = "monthly sharp object", "all assault", "bi-annual sharp object"
COLUMNS = (
    "table,cause,measure,area_level,area_code,area,period_kind,period,age,sex,ethnicity,shown,"
    "rounding,status"
)


def release(data: DataFolder, month: str = "2024-01", revision: int = 1) -> Path:
    return data.releases / month / f"r{revision}"


def cells(data: DataFolder, *where: str | int) -> list[dict[str, str]]:
    with (release(data, *where) / "cells.csv").open(encoding="utf-8") as file:  # type: ignore[arg-type]
        return list(csv.DictReader(file))


def write_month(drops: Path, extract: str, source: str = "HES") -> list[Path]:
    return [
        path
        for dataset in (SHARP, ALL_ASSAULT)
        for path in write_drop(drops, dataset, source, extract)
    ]


def test_the_demonstration_makes_a_release(demonstration: Made) -> None:
    folder = release(demonstration.data)

    assert demonstration.exit_code == 0
    assert {path.name for path in folder.iterdir()} == {
        "assault-admissions-2024-01.xlsx",
        "assault-admissions-2024-01.ods",
        "assault-admissions-2024-01-report.pdf",
        "assault-admissions-2024-01-slides.pptx",
        "assault-admissions-2024-01-dashboard.html",
        "forces",
        "cells.csv",
        "rates.csv",
        "populations.csv",
        "signals.csv",
        "attention.csv",
        "cells.parquet",
        "datapackage.json",
        "national_assault.csv",
        "nowcast.csv",
        "manifest.json",
    }
    assert len(list((folder / "forces").iterdir())) == 43 + 1
    assert list(demonstration.data.quarantine.iterdir()) == []


def test_the_group_that_the_web_server_is_in_reads_releases_alone(demonstration: Made) -> None:
    root = demonstration.data.root
    open_to_it = {path.name for path in root.iterdir() if path.stat().st_mode & 0o070}

    assert open_to_it == {"releases"}
    assert not [path for path in root.rglob("*") if path.is_symlink()]


def test_the_demonstration_is_as_last_reviewed(demonstration: Made) -> None:
    made = golden_files(release(demonstration.data) / "cells.csv")

    for name, text in made.items():
        assert text == (GOLDEN / name).read_text(encoding="utf-8"), f"make golden: {name}"


def test_cells_have_the_agreed_columns_and_no_figure_twice(demonstration: Made) -> None:
    path = release(demonstration.data) / "cells.csv"
    rows = cells(demonstration.data)
    keys = Counter(tuple(row.values())[1:11] for row in rows)

    assert path.read_text(encoding="utf-8").splitlines()[0] == COLUMNS
    assert max(keys.values()) == 1
    assert {row["status"] for row in rows} <= {"final", "provisional", "revised"}
    assert {row["rounding"] for row in rows} <= {"1", "5", "10", "20", ""}


def test_months_that_wales_lacks_are_not_available(demonstration: Made) -> None:
    rows = [row for row in cells(demonstration.data) if row["table"] == "national_month"]
    shown = {(row["area"], row["period"]): row["shown"] for row in rows}

    for area in ("Wales", "England and Wales"):
        assert shown[area, "2023-11"].isdigit()
        assert shown[area, "2023-12"] == shown[area, "2024-01"] == "[x]"
    assert shown["England", "2024-01"].isdigit()


def test_shown_figures_are_the_rule_applied_to_the_true_counts(demonstration: Made) -> None:
    true = {
        (row.area_code, str(row.period)): row.value
        for row in true_counts(SHARP, "HES", "2023/24 M10")
        if row.delivered_table == "month by force"
    }
    rows = [
        row
        for row in cells(demonstration.data)
        if row["table"] == "pfa_month" and row["area_code"].startswith("E")
    ]

    assert len(rows) == 39 * 142
    coarser = [row for row in rows if is_coarser(row)]
    assert len(coarser) < len(rows) / 20
    for row in rows:
        count = true[row["area_code"], row["period"]]
        if row["shown"].isdigit():
            base = int(row["rounding"])
            low = int(row["shown"]) - base // 2
            assert low <= count <= low + base - 1
        elif not is_coarser(row):
            assert (row["shown"], 1 <= count <= 7) == ("[c]", True)
        else:
            assert count <= {"[c1]": 14, "[c2]": 29}[row["shown"]]


def is_coarser(row: dict[str, str]) -> bool:
    return row["shown"] in ("[c1]", "[c2]") or row["rounding"] in ("10", "20")


def test_nobody_can_work_a_hidden_figure_out_of_the_demonstration(demonstration: Made) -> None:
    audit = json.loads((release(demonstration.data) / "manifest.json").read_text())["audit"]

    assert audit["suppressed"] > 10_000
    assert (audit["exact"], audit["at_most_2"], audit["unsettled"]) == (0, 0, 0)


def test_the_manifest_names_every_file_and_input(demonstration: Made) -> None:
    folder = release(demonstration.data)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))

    assert manifest["release"] == "2024-01/r1"
    assert manifest["synthetic"] is True
    assert manifest["files"] == {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert {(one["source"], one["extract"]) for one in manifest["inputs"]} == {
        ("HES", "2023-24 M10"),
        ("PEDW", "2023-24 M08"),
        ("HES", "2023-24 M06"),
        ("PEDW", "2023-24 M06"),
    }
    kept = {path.name.partition(".")[0] for path in demonstration.data.originals.iterdir()}
    assert {one["sha256"] for one in manifest["inputs"]} <= kept


@pytest.mark.slow
def test_nothing_new_makes_no_new_release(
    demonstration: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.stat().st_mtime_ns for path in demonstration.data.releases.rglob("*")}

    again = run(demonstration.drops, demonstration.data.root)
    said = capsys.readouterr().out

    assert again.exit_code == 0
    assert "14 held already" in said
    assert f"Nothing new; the release stands already: {release(demonstration.data)}" in said
    # No step between was run.
    assert "Conformed" not in said
    assert {
        path: path.stat().st_mtime_ns for path in demonstration.data.releases.rglob("*")
    } == before


def test_every_step_says_what_it_did(demonstration: Made) -> None:
    said = demonstration.said

    for line in ("Received: 14 drops", "Conformed: ", "Checked: ", "Suppressed: ", "Published: 59"):
        assert line in said
    assert said.strip().endswith(str(release(demonstration.data)))


@pytest.mark.slow
def test_as_of_makes_the_release_of_the_past_again(drops: Path, tmp_path: Path) -> None:
    write_month(drops, "2012/13 M02")
    run(drops, tmp_path / "data")
    write_month(drops, "2012/13 M04")
    made = run(drops, tmp_path / "fresh", "--as-of", "2012-07-31")

    for name in ("cells.csv", "manifest.json"):
        assert (release(made.data, "2012-05") / name).read_bytes() == (
            tmp_path / "data" / "releases" / "2012-05" / "r1" / name
        ).read_bytes()


@pytest.mark.parametrize(
    ("month", "as_of", "error"),
    [("November 2023", None, NoMonthError), ("latest", "yesterday", NoMomentError)],
)
def test_a_slip_in_a_parameter_is_said_as_it_is(
    data: DataFolder, month: str, as_of: str | None, error: type[Exception]
) -> None:
    with pytest.raises(error, match=f"'{as_of or month}' names no"):
        conform_month.fn(str(data.root), month, as_of)


@pytest.mark.slow
def test_a_month_asked_for(drops: Path, tmp_path: Path) -> None:
    write_month(drops, "2012/13 M03")
    made = run(drops, tmp_path / "data", "--month", "2012-04")

    assert [path.name for path in made.data.releases.iterdir() if path.is_dir()] == ["2012-04"]


@pytest.mark.slow
def test_a_refused_drop_does_not_stop_the_others(
    drops: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_month(drops, "2012/13 M01")
    (drops / "broken.xlsx").write_bytes(b"no workbook")
    made = run(drops, tmp_path / "data")

    assert made.exit_code == 2
    assert (release(made.data, "2012-04") / "cells.csv").exists()
    assert [path.name for path in made.data.quarantine.rglob("*.sealed")] == ["broken.xlsx.sealed"]
    assert (
        "broken.xlsx: refused; The file is not a readable xlsx workbook" in capsys.readouterr().out
    )


def test_without_both_hes_files_there_is_no_release(
    drops: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_drop(drops, SHARP, "HES", "2012/13 M01")
    made = run(drops, tmp_path / "data")

    assert made.exit_code == 1
    assert list(made.data.releases.iterdir()) == []
    assert "both monthly HES files" in capsys.readouterr().err


def test_no_folder_of_drops_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "nowhere", tmp_path / "data").exit_code == ExitCode.USAGE
    assert f"There is no folder {tmp_path / 'nowhere'}" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


@pytest.mark.slow
def test_without_bi_annual_files_their_tables_are_left_out(drops: Path, tmp_path: Path) -> None:
    write_month(drops, "2012/13 M02")
    tables = {row["table"] for row in cells(run(drops, tmp_path / "data").data, "2012-05")}

    assert "pfa_month" in tables
    assert not tables & {"sex_year", "la_year", "region_month_fce"}


@pytest.mark.parametrize("url", ["https://api.prefect.cloud/api", "http://192.0.2.1:4200/api"])
def test_a_prefect_elsewhere_is_refused(
    drops: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv(API, url)
    (drops / "a.xlsx").touch()

    assert main(["run", "--drops", str(drops), "--data", str(tmp_path / "data")]) == 1


def test_artifacts_and_parameters_hold_no_count(drops: Path, tmp_path: Path) -> None:
    planted = 97_777
    (path,) = write_drop(drops, ALL_ASSAULT, "HES", "2012/13 M01")
    plant(path, planted)
    write_drop(drops, SHARP, "HES", "2012/13 M01")
    made = run(drops, tmp_path / "data")

    stored = json.dumps(asyncio.run(everything_prefect_keeps()))
    assert made.exit_code == 0
    assert "received" in stored
    # Not its digits within an id or the parts of a second, which are drawn.
    assert not re.search(rf"(?<![\w.]){planted}(?!\w)", stored.replace(",", ""))


def test_prefect_shows_every_rule_and_links_to_the_page(demonstration: Made) -> None:
    artifacts = [one for one in asyncio.run(everything_prefect_keeps()) if "key" in one]
    tables = [json.loads(one["data"]) for one in artifacts if one["key"] == "checked"]
    links = [one["data"] for one in artifacts if one["key"] == "checks"]

    assert {row["gate"] for row in max(tables, key=len)} == {
        "landing",
        "conformed",
        "published",
        "published/files",
    }
    assert {row["outcome"] for table in tables for row in table} <= {"holds", "broken"}
    pages = [path.as_uri() for path in demonstration.data.checks.iterdir()]
    assert any(pages[0] in link for link in links)


def test_a_run_that_stops_has_its_page(drops: Path, tmp_path: Path) -> None:
    (path,) = write_drop(drops, SHARP, "HES", "2012/13 M01")
    write_drop(drops, ALL_ASSAULT, "HES", "2012/13 M01")
    spoil(path)
    made = run(drops, tmp_path / "data")
    (page,) = made.data.checks.iterdir()

    assert made.exit_code == 1
    assert "ages_add_up" in page.read_text(encoding="utf-8")
    assert "97777" not in page.read_text(encoding="utf-8").replace(",", "")


@pytest.mark.slow
def test_a_release_that_would_give_figures_away_goes_out_without_them(
    drops: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_month(drops, "2012/13 M12")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tasks.protect.release.decide_and_show", apply_bare_rule)
        made = run(drops, tmp_path / "data")
    said = capsys.readouterr().out
    folder = made.data.releases / "2013-03" / "r1"
    manifest = json.loads((folder / "manifest.json").read_text())
    left_out = manifest["tables_left_out"]

    assert made.exit_code == 0
    assert left_out
    assert manifest["audit"]["exact"] == manifest["audit"]["at_most_2"] == 0
    assert all(f"Left out: {title}" in said for title in left_out)
    (dashboard,) = folder.glob("*-dashboard.html")
    assert "are left out of these tables" in dashboard.read_text()


def spoil(path: Path) -> None:
    import openpyxl

    workbook = openpyxl.load_workbook(path)
    workbook["Table 1 PFA"]["C6"] = 97_777
    workbook.save(path)


def plant(path: Path, count: int) -> None:
    """Give one force, and one authority in it, a count that stands out; totals still add up."""
    import openpyxl

    workbook = openpyxl.load_workbook(path)
    # The Metropolitan and a borough of it: found by code.
    for sheet, code in (("Table 1 PFA", "E23000001"), ("Table 2 LA", "E09000002")):
        cells_of = workbook[sheet]
        for r in range(1, cells_of.max_row + 1):
            if cells_of.cell(r, 1).value == code and cells_of.cell(r, 3).value == "All ages":
                cells_of.cell(r, 4).value += count
    workbook.save(path)


async def everything_prefect_keeps() -> list[object]:
    from prefect.client.orchestration import get_client

    async with get_client() as client:
        artifacts = await client.read_artifacts()
        flow_runs = await client.read_flow_runs()
        task_runs = await client.read_task_runs()
        logs = await client.read_logs()
    return [one.model_dump(mode="json") for one in [*artifacts, *flow_runs, *task_runs, *logs]]


@pytest.mark.slow
def test_the_command_itself(drops: Path, tmp_path: Path) -> None:
    write_month(drops, "2012/13 M01")
    done = subprocess.run(
        [sys.executable, "-m", "flows", "run", "--drops", drops, "--data", tmp_path / "data"],
        cwd=Path(__file__).parents[2],
        env={key: value for key, value in os.environ.items() if not key.startswith("PREFECT")},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("Release: ")
    assert (tmp_path / "data" / "prefect" / "prefect.db").exists()
