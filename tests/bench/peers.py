"""Peers on the same work in one run: `make bench-peers [CSV=counts.csv] [RUNS=5]`.

Each way to read is a process of its own, and they take turns. The audit is compared in this one.
"""

import argparse
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path

from tests.bench.clock import Clock, Parts, Spent, apart, median
from tests.bench.page import table, write
from tests.bench.setting import drops_of

OURS, UNGUARDED = "ours", "ours, neither guarded nor apart"
WORK = "work"
TRIED, RUNS_OF_PROGRAMMES, YEARS = 50, 3, 13
MOST_TO_PEER, LEAST_TO_PROGRAMMES = 1, 10


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


READERS: dict[str, Callable[[bytes], int]] = {
    OURS: ours,
    UNGUARDED: ours_unguarded,
    "python-calamine": calamine,
    "fastexcel into polars": fastexcel,
    "openpyxl, read only": openpyxl,
}


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drops", type=Path)
    parser.add_argument("--csv", type=Path, help="counts; invented ones without it")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with drops_of(options.drops) as drops:
        readers = {name: partial(read_with, name, drops) for name in READERS}
        spent = in_turns(readers, options.runs)
    write("reading", *beside_ours(spent, options.runs))
    write("programmes", *beside_programmes(options.csv))


def read_with(reader: str, drops: Path) -> Parts:
    """Read every workbook of a folder, its library imported."""
    read, clock = READERS[reader], Clock()
    contents = [path.read_bytes() for path in sorted(drops.glob("*.xlsx"))]
    read(contents[0])
    with clock.part(WORK):
        cells = sum(read(content) for content in contents)
    if not cells:
        raise RuntimeError("nothing was read")
    return clock.parts()


def in_turns(ways: Mapping[str, Callable[[], Parts]], runs: int) -> dict[str, Spent]:
    """What each way spends, each time in a fresh process: medians."""
    spent: dict[str, list[Spent]] = {name: [] for name in ways}
    for _ in range(runs):
        for name, way in ways.items():
            spent[name].append(apart(way)[0][WORK])
    return {name: median(each) for name, each in spent.items()}


def beside_ours(spent: Mapping[str, Spent], runs: int) -> tuple[str, str]:
    """A row for each way, and how ours compares with the fastest peer."""
    ours = spent[OURS].processor
    rows = [
        (name, way.seconds, way.processor, round(way.peak), way.processor / ours)
        for name, way in spent.items()
    ]
    best = min((name for name in spent if OURS not in name), key=lambda name: spent[name].processor)
    ratio = ours / spent[best].processor
    return (
        table(("", "s", "processor s", "peak MB", "times ours"), rows),
        f"Medians of {runs} runs. Ours takes {ratio:.2f} times as long as the best peer ({best}); "
        f"target {MOST_TO_PEER}: {'met' if ratio <= MOST_TO_PEER else 'missed'}.",
    )


def beside_programmes(csv: Path | None) -> tuple[str, str]:
    """The audit of all suppressed figures beside a linear programme for each."""
    from tests.bench.disclosure import compared, write_counts

    with tempfile.TemporaryDirectory() as folder:
        counts = csv or Path(folder) / "counts.csv"
        if not csv:
            write_counts(counts, YEARS)
        runs = [compared(counts, TRIED) for _ in range(RUNS_OF_PROGRAMMES)]
    result = sorted(runs, key=lambda run: run.ratio)[len(runs) // 2]
    rows = [
        ("our audit, all suppressed figures", result.audit, 1.0),
        (f"HiGHS, programmes for {result.tried} of them", result.programmes, None),
        ("HiGHS, for all of them, by proportion", result.ratio * result.audit, result.ratio),
        ("our protection", result.protect, None),
    ]
    return (
        table(("", "processor s", "times our audit"), rows),
        f"Core tables of {'counts of a file' if csv else 'invented counts'}: "
        f"{result.figures:,} figures, {result.suppressed:,} suppressed; the median of {len(runs)} "
        f"runs by the ratio. Programmes left {result.wider} of the figures tried wider than the "
        f"audit does, and none narrower. The audit is {result.ratio:,.0f} times as fast; target "
        f"{LEAST_TO_PROGRAMMES}: {'met' if result.ratio >= LEAST_TO_PROGRAMMES else 'missed'}.",
    )


if __name__ == "__main__":
    main()
