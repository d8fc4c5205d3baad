from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from flows.__main__ import main
from tasks.synthesise import demonstration as writing
from tasks.synthesise.extract import Extract

NAMES = [
    "AllAssault_HES_2023-24_M08",
    "AllAssault_HES_2023-24_M09",
    "AllAssault_HES_2023-24_M10",
    "AllAssault_PEDW_2023-24_M06",
    "AllAssault_PEDW_2023-24_M07",
    "AllAssault_PEDW_2023-24_M08",
    "Biannual_Sharp_HES_2023-24_M06",
    "Biannual_Sharp_PEDW_2023-24_M06",
    "MonthlyPFA_Sharp_HES_2023-24_M08",
    "MonthlyPFA_Sharp_HES_2023-24_M09",
    "MonthlyPFA_Sharp_HES_2023-24_M10",
    "MonthlyPFA_Sharp_PEDW_2023-24_M06",
    "MonthlyPFA_Sharp_PEDW_2023-24_M07",
    "MonthlyPFA_Sharp_PEDW_2023-24_M08",
]


@pytest.mark.slow
def test_the_fourteen_files_are_written(demonstration: list[Path]) -> None:
    expected = [f"NIC-612092-Q0Y6F_{name}.xlsx" for name in NAMES]
    assert sorted(path.name for path in demonstration) == expected


@pytest.mark.slow
def test_every_file_says_that_it_is_synthetic(demonstration: list[Path]) -> None:
    for path in demonstration:
        rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Cover").to_python()
        assert ["Content", "Synthetic test data. No count is real."] in rows


@pytest.mark.slow
@pytest.mark.parametrize("name", ["AllAssault_PEDW_2023-24_M08", "Biannual_Sharp_HES_2023-24_M06"])
def test_calamine_and_openpyxl_read_the_same(demonstration: list[Path], name: str) -> None:
    path = next(path for path in demonstration if name in path.name)
    calamine = CalamineWorkbook.from_path(path)
    book = openpyxl.load_workbook(path, read_only=True)
    assert calamine.sheet_names == book.sheetnames
    for sheet in book:
        rows = calamine.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
        values = [["" if v is None else v for v in row] for row in sheet.values]
        filled = [row for row in rows if any(v != "" for v in row)]
        assert filled == [
            row + [""] * (len(filled[0]) - len(row)) for row in values if any(v != "" for v in row)
        ]


def test_the_command_writes_into_a_new_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # One small extract stands for the fourteen.
    small = (Extract("all assault", "PEDW", "2012/13 M01"),)
    monkeypatch.setattr("tasks.synthesise.demonstration.EXTRACTS", small)
    folder = tmp_path / "new" / "incoming"
    assert main(["synthesise", "--into", str(folder)]) == 0
    assert [path.name for path in folder.iterdir()] == [f"{small[0].file_stem}.xlsx"]
    assert capsys.readouterr().out.endswith(f"1 synthetic drops in {folder}\n")


def test_the_command_says_what_it_does_before_it_does_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = []

    def written(_: Path, **__: object) -> list[Path]:
        said.append(capsys.readouterr().out)
        return []

    monkeypatch.setattr(writing, "write_demonstration", written)
    assert main(["synthesise", "--into", str(tmp_path)]) == 0
    assert said == ["Inventing the demonstration's drops (some ten seconds) ...\n"]
