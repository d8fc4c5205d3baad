"""Readers of delivered workbooks on the same files, a process each."""

import argparse
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from tests.bench.clock import Clock


def ours(content: bytes) -> int:
    """What receiving reads with: checked for what no workbook may hold, in a process of its own."""
    from tasks.receive.reading import read_drop

    return sum(len(sheet.content) for sheet in read_drop(content, "drop.xlsx").sheets)


def ours_unguarded(content: bytes) -> int:
    """Its parsing alone: into text as it is kept, unchecked and in this process."""
    from tasks.receive.reader.container import parts_of
    from tasks.receive.reader.raw_workbook import names_of_sheets
    from tasks.receive.reader.values import parsed

    return sum(map(len, parsed(content, names_of_sheets(parts_of(content)))))


def calamine(content: bytes) -> int:
    """python-calamine, which ours uses."""
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    sheets = (workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names)
    return sum(len(row) for sheet in sheets for row in sheet)


def fastexcel(content: bytes) -> int:
    """fastexcel into polars, every cell as text."""
    import fastexcel

    workbook = fastexcel.read_excel(content)
    sheets = (
        workbook.load_sheet(name, header_row=None, dtypes="string").to_polars()
        for name in workbook.sheet_names
    )
    return sum(sheet.width * sheet.height for sheet in sheets)


def openpyxl(content: bytes) -> int:
    """openpyxl, read only."""
    from openpyxl import load_workbook

    workbook = load_workbook(BytesIO(content), read_only=True, data_only=True)
    return sum(len(row) for sheet in workbook for row in sheet.iter_rows(values_only=True))


def pandas(content: bytes) -> int:
    """pandas with its usual reader of xlsx files, every cell as it comes."""
    import pandas

    sheets = pandas.read_excel(BytesIO(content), sheet_name=None, header=None, dtype=object)
    return sum(sheet.size for sheet in sheets.values())


def pandas_calamine(content: bytes) -> int:
    """pandas with calamine."""
    import pandas

    sheets = pandas.read_excel(
        BytesIO(content), sheet_name=None, header=None, dtype=object, engine="calamine"
    )
    return sum(sheet.size for sheet in sheets.values())


READERS: dict[str, Callable[[bytes], int]] = {
    "ours": ours,
    "ours, neither guarded nor apart": ours_unguarded,
    "python-calamine": calamine,
    "fastexcel into polars": fastexcel,
    "pandas (openpyxl)": pandas,
    "pandas (calamine)": pandas_calamine,
    "openpyxl, read only": openpyxl,
}


def main() -> None:
    """Read every workbook of a folder and tell what that spent, libraries imported."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", choices=READERS)
    parser.add_argument("drops", type=Path)
    options = parser.parse_args()
    reader, clock = READERS[options.reader], Clock()
    contents = [path.read_bytes() for path in sorted(options.drops.glob("*.xlsx"))]
    with clock.part("import and first file"):
        reader(contents[0])
    with clock.part("read"):
        cells = sum(reader(content) for content in contents)
    if not cells:
        raise SystemExit("nothing was read")
    print(clock.told())


if __name__ == "__main__":
    main()
