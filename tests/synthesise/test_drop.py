"""Every layout says the same counts."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tasks.synthesise import Extract, Layout, write_drop
from tasks.synthesise.admissions import invented_admissions
from tasks.synthesise.drop import counted_tables, write_tables
from tasks.synthesise.tables import Table
from tests.synthesise import read_back
from tests.synthesise.conftest import Key, counted

EXTRACT = "2012/13 M03"
DATASETS = ["monthly sharp object", "all assault", "bi-annual sharp object"]
LAYOUTS = {
    "delivered": Layout(),
    "wide": Layout(orientation="wide"),
    "long": Layout(orientation="long"),
    "Apr-12": Layout(months="Apr-12"),
    "April 2012": Layout(months="April 2012"),
    "2012-04": Layout(months="2012-04"),
    "date across": Layout(months="date", orientation="wide"),
    "date down": Layout(months="date", orientation="long"),
    "zero 0": Layout(zero="0"),
    "zero -": Layout(zero="-"),
    "zero blank": Layout(zero="blank"),
    "zero blank long": Layout(zero="blank", orientation="long"),
    "zero absent": Layout(zero="absent", orientation="long"),
    "upper": Layout(wording="upper"),
    "lower": Layout(wording="lower", orientation="long"),
    "spaced": Layout(wording="spaced"),
    "and": Layout(wording="and"),
    "ampersand": Layout(wording="ampersand"),
    "hyphenated": Layout(wording="hyphenated"),
    "unhyphenated": Layout(wording="unhyphenated"),
    "sheets reversed": Layout(sheets_reversed=True),
    "sheets renamed": Layout(sheets_renamed=True),
    "right": Layout(right=1),
    "down": Layout(down=3),
    "no band": Layout(band=False),
    "stacked": Layout(stacked=True),
    "everything": Layout(
        orientation="wide",
        months="date",
        zero="-",
        wording="upper",
        sheets_reversed=True,
        sheets_renamed=True,
        right=2,
        down=2,
        stacked=True,
    ),
    "csv": Layout(file_format="csv"),
    "csv with a mark": Layout(file_format="csv", byte_order_mark=True, right=1, down=1),
    "csv long": Layout(file_format="csv", orientation="long", zero="absent"),
}
KINDS = {"pfa": "force", "la": "local authority", "region": "region"}


def as_read(counts: dict[Key, int]) -> dict[read_back.Cell, int]:
    """The true counts above 0, keyed as a reader without reference tables would."""
    found = {}
    for (_, name, area, period, age, sex, ethnicity, measure), count in counts.items():
        labels = {kind: area for kind, words in KINDS.items() if words in name}
        labels |= {kind: age for kind in ("age group", "age category") if kind in name}
        labels |= {"sex": sex} if "sex" in name else {}
        labels |= {"ethnicity": ethnicity} if "ethnicity" in name else {}
        key = "|".join(labels[kind] for kind in sorted(labels))
        found[frozenset({*labels, name.split()[0]}), key, period, measure] = count
    return {cell: count for cell, count in found.items() if count}


@cache
def tables_of(dataset: str, source: str) -> list[Table]:
    extract = Extract(dataset, source, EXTRACT)
    with invented_admissions(extract.last_month) as connection:
        return counted_tables(connection, extract)


def laid_out(folder: Path, dataset: str, source: str, layout: Layout) -> list[Path]:
    extract = Extract(dataset, source, EXTRACT)
    return write_tables(folder, extract, tables_of(dataset, source), layout)


def sheet(path: Path, name: str) -> list[list[object]]:
    book = CalamineWorkbook.from_path(path)
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


@pytest.mark.slow
@pytest.mark.parametrize("source", ["HES", "PEDW"])
@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_says_the_true_counts(
    tmp_path: Path, name: str, dataset: str, source: str
) -> None:
    paths = laid_out(tmp_path, dataset, source, LAYOUTS[name])
    assert read_back.counts(paths) == as_read(counted(dataset, source, EXTRACT))


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name != "delivered"])
def test_a_layout_changes_a_file(tmp_path: Path, name: str) -> None:
    def content(layout: Layout) -> list[bytes]:
        return [
            path.read_bytes()
            for dataset in DATASETS
            for source in ("HES", "PEDW")
            for path in laid_out(tmp_path, dataset, source, layout)
        ]

    assert content(LAYOUTS[name]) != content(Layout())


def test_a_month_table_of_hes_looks_as_delivered(tmp_path: Path) -> None:
    (path,) = write_drop(tmp_path, "monthly sharp object", "HES", EXTRACT)
    rows = sheet(path, "Table 1 PFA")
    assert path.name == "NIC-612092-Q0Y6F_MonthlyPFA_Sharp_HES_2012-13_M03.xlsx"
    assert rows[0][0] == "Assault with a sharp object by Police Force Area of residence and month"
    assert rows[2] == [""] * 5
    assert rows[3] == ["", "", "2012-13", "", ""]
    assert rows[4] == ["PFA code", "Police Force Area of residence", "Apr-12", "May-12", "Jun-12"]
    assert rows[5][:2] == ["E23000001", "Metropolitan Police"]
    assert [row[0] for row in rows[-9:-4]] == ["E99999999", "U", "X", "Y", "E92000001"]
    assert rows[-4] == [""] * 5
    assert rows[-3][0] == "Source: NHS Digital."


def test_a_month_table_of_pedw_looks_as_delivered(tmp_path: Path) -> None:
    (path,) = write_drop(tmp_path, "monthly sharp object", "PEDW", EXTRACT)
    rows = sheet(path, "Table 2 PFA by age")
    assert rows[4][2:4] == ["Age group", "April 2012"]
    assert rows[-5][:3] == ["W15000004", "Dyfed Powys", "Not known"]
    assert "-" in rows[-5]
    assert 0 not in [value for row in rows for value in row]


def test_zeros_are_absent_from_a_long_table(tmp_path: Path) -> None:
    layout = Layout(orientation="long", zero="absent")
    (path,) = laid_out(tmp_path, "monthly sharp object", "PEDW", layout)
    counts = [row[4] for row in sheet(path, "Table 2 PFA by age")[4:-4]]
    assert len(counts) < 4 * 9 * 3
    assert min(counts) == 1


def test_years_come_first_where_they_are_delivered_so(tmp_path: Path) -> None:
    (path,) = write_drop(tmp_path, "bi-annual sharp object", "PEDW", "2013/14 M01")
    years = ["2012-13"] * 3 + ["2013-14"] * 3
    assert [row[1] for row in sheet(path, "T4 Gender by year")[4:10]] == years
    assert [row[1] for row in sheet(path, "T5 Age by year")[4:8]] == ["2012-13", "2013-14"] * 2


def test_the_cover_says_what_the_file_is(tmp_path: Path) -> None:
    (path,) = write_drop(tmp_path, "all assault", "PEDW", "2023/24 M08", cover={"Content": None})
    title, empty, *rows = sheet(path, "Cover")
    assert title[0] == "All assault admissions by Police Force Area and Local Authority"
    assert empty == ["", ""]
    assert dict(rows) == {
        "Data sharing agreement": "DARS-NIC-612092-Q0Y6F",
        "Dataset": "All assault admissions by Police Force Area and Local Authority",
        "Source": "Patient Episode Database for Wales (PEDW)",
        "Cause codes (ICD-10)": "X92-Y09",
        "Period": "April 2012 to November 2023",
        "Extract": "2023/24 M08",
        "Status": "2023-24 provisional; earlier years final",
        "Extract date": "2024-03-10",
        "Handling": "OFFICIAL-SENSITIVE. Small numbers are not suppressed. Apply the HES Analysis"
        " Guide before any release outside the team.",
    }


def test_a_cover_may_be_made_to_say_something_else(tmp_path: Path) -> None:
    changes = {"Extract date": "2025-01-28"}
    (path,) = write_drop(tmp_path, "all assault", "PEDW", EXTRACT, cover=changes)
    assert dict(sheet(path, "Cover")[2:])["Extract date"] == "2025-01-28"


@pytest.mark.parametrize(
    ("layout", "names"),
    [
        (Layout(), ["Cover", "Table 1 PFA", "Table 2 LA"]),
        (Layout(sheets_reversed=True), ["Table 2 LA", "Table 1 PFA", "Cover"]),
        (Layout(sheets_renamed=True), ["Cover", "Sheet2", "Sheet3"]),
        (Layout(stacked=True), ["Cover", "Tables"]),
    ],
)
def test_sheets_stand_in_the_order_of_the_layout(
    tmp_path: Path, layout: Layout, names: list[str]
) -> None:
    (path,) = laid_out(tmp_path, "all assault", "PEDW", layout)
    assert CalamineWorkbook.from_path(path).sheet_names == names


@pytest.mark.parametrize(("marked", "start"), [(False, b"All"), (True, b"\xef\xbb\xbfAll")])
def test_a_csv_file_holds_the_cover_and_one_table(
    tmp_path: Path, marked: bool, start: bytes
) -> None:
    layout = Layout(file_format="csv", byte_order_mark=marked)
    paths = laid_out(tmp_path, "all assault", "HES", layout)
    stem = "NIC-612092-Q0Y6F_AllAssault_HES_2012-13_M03"
    assert [path.name for path in paths] == [f"{stem}_T1.csv", f"{stem}_T2.csv"]
    for path in paths:
        assert path.read_bytes().startswith(start)
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        assert lines[1] == lines[12] == ""
        assert lines[2] == "Data sharing agreement,DARS-NIC-612092-Q0Y6F"
        assert sum("Age category" in line for line in lines) == 1


@pytest.mark.parametrize("layout", [Layout(), Layout(file_format="csv")])
def test_a_drop_is_byte_for_byte_the_same_in_another_process(
    tmp_path: Path, layout: Layout
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    program = (
        "import sys; from pathlib import Path; from tasks.synthesise import Layout, write_drop;"
        f"write_drop(Path(sys.argv[1]), 'all assault', 'HES', '{EXTRACT}', {layout!r})"
    )
    subprocess.run([sys.executable, "-c", program, str(there)], check=True)
    paths = write_drop(here, "all assault", "HES", EXTRACT, layout)
    assert [path.read_bytes() for path in paths] == [
        (there / path.name).read_bytes() for path in paths
    ]


def test_a_drop_replaces_the_file_of_its_name(tmp_path: Path) -> None:
    (first,) = write_drop(tmp_path, "all assault", "PEDW", EXTRACT, seed=1)
    before = first.read_bytes()
    (second,) = write_drop(tmp_path, "all assault", "PEDW", EXTRACT, seed=2)
    assert second == first
    assert second.read_bytes() != before
