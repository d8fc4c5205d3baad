"""Peers on the same work in one run: `make bench-peers [CSV=counts.csv] [RUNS=5]`.

Each way to read or to conform is a process of its own, and they take turns. Suppression and audit
are compared in this one.
"""

import argparse
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from tests.bench import disclosure
from tests.bench.clock import Spent, in_a_process, medians, parts_of
from tests.bench.conform_once import MONTH, WAYS
from tests.bench.drops import drops_of
from tests.bench.page import machine, runs_told, table, write_section
from tests.bench.reading import READERS
from tests.bench.run import drops_told

OURS, UNGUARDED = "ours", "ours, neither guarded nor apart"
WORK = "work"
TRIED = 50
RUNS_OF_PROGRAMMES = 3
# Measured elsewhere, on the file that these are about; nothing here makes them again.
MEASURED_ELSEWHERE = (
    ("GaussSuppression 1.2.3 (R), core tables and regions", 87.0),
    ("sdcTable 0.34 (R), heuristic, one year", 46.0),
    ("sdcTable 0.34 (R), attack, one year", 61.0),
)


def main() -> None:
    """Measure and write the sections."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drops", type=Path)
    parser.add_argument("--csv", type=Path, help="counts; invented ones without it")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with drops_of(options.drops) as drops:
        readers = {name: ("tests.bench.reading", name, str(drops)) for name in READERS}
        spent = in_turns(readers, options.runs)
    write_section("Peers: reading", reading_section(spent, options.runs, options.drops))
    ways = {name: ("tests.bench.conform_once", name) for name in WAYS}
    spent = in_turns(ways, options.runs)
    write_section("Peers: conforming", conforming_section(spent, options.runs))
    with disclosure.counts(options.csv) as counts:
        body = disclosure_section(counts, invented=not options.csv)
    write_section("Peers: suppression and audit", body)


def in_turns(commands: Mapping[str, tuple[str, ...]], runs: int) -> dict[str, dict[str, Spent]]:
    """The medians of the parts that each command tells."""
    told: dict[str, list[dict[str, Spent]]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, (module, *arguments) in commands.items():
            told[name].append(parts_of(in_a_process(module, *arguments)[1]))
    return {name: medians(parts) for name, parts in told.items()}


def rows_beside_ours(spent: dict[str, dict[str, Spent]], part: str) -> list[tuple[object, ...]]:
    """One row a peer: what it spent, and how many times as long as ours it took."""
    ours = spent[OURS][part]
    return [
        (
            name,
            parts[part].seconds,
            parts[part].processor,
            round(parts[part].peak),
            parts[part].processor / ours.processor,
        )
        for name, parts in spent.items()
    ]


def best_told(spent: dict[str, dict[str, Spent]], part: str) -> str:
    """How ours compares with the fastest of the peers."""
    peers = {name: parts[part].processor for name, parts in spent.items() if OURS not in name}
    best = min(peers, key=lambda name: peers[name])
    ratio = spent[OURS][part].processor / peers[best]
    verdict = "met" if ratio <= 1 else "missed"
    return f"Ours takes {ratio:.2f} times as long as the best peer ({best}); target 1: {verdict}."


def unguarded_told(spent: dict[str, dict[str, Spent]]) -> str:
    """What of reading is parsing, and what the guard and the process are."""
    guarded, alone = (spent[name]["read"].processor for name in (OURS, UNGUARDED))
    return (
        f"Parsing alone is {alone / guarded:.0%} of ours: the rest is the price of the guard and "
        "of the process, without which a file could end the run or a count be misread."
    )


HEAD = ("", "s", "processor s", "peak MB", "times ours")


def reading_section(spent: dict[str, dict[str, Spent]], runs: int, drops: Path | None) -> str:
    """Readers of workbooks."""
    others = {name: version(name) for name in ("fastexcel", "polars", "pandas")}
    return "\n\n".join(
        (
            f"All workbooks of {drops_told(drops)}; medians of {runs_told(runs)}, libraries "
            "imported. Ours "
            "starts a process for each file, holds the container and the XML to what "
            "spreadsheet programs write before calamine sees them, and hands the text back; "
            "peers read alone.",
            machine(others),
            table(HEAD, rows_beside_ours(spent, "read")),
            best_told(spent, "read"),
            unguarded_told(spent),
        )
    )


def conforming_section(spent: dict[str, dict[str, Spent]], runs: int) -> str:
    """The transformations as written in each."""
    others = {name: version(name) for name in ("polars", "pandas")}
    return "\n\n".join(
        (
            "England and Wales joined by area, month, year and twelve months ending up to "
            f"{MONTH:%B %Y}, from invented counts of three extracts, all in memory. "
            f"`tests/bench/conforming.py` has each way; tests hold them to the same "
            f"figures. Medians of {runs_told(runs)}.",
            machine(others),
            table(HEAD, rows_beside_ours(spent, WORK)),
            best_told(spent, WORK),
        )
    )


def disclosure_section(counts: Path, *, invented: bool) -> str:
    """A programme per figure, acro, and figures measured elsewhere."""
    runs = [disclosure.compared(counts, TRIED) for _ in range(RUNS_OF_PROGRAMMES)]
    result = sorted(runs, key=lambda run: run.ratio)[len(runs) // 2]
    of_all = result.programmes / result.tried * result.suppressed
    ours, bare = result.protect + result.audit, disclosure.bare_rule_seconds(counts)
    rows: list[tuple[object, ...]] = [
        ("our audit, all suppressed figures", result.audit, "measured", 1.0),
        (f"HiGHS, programmes for {result.tried} of them", result.programmes, "measured", None),
        ("HiGHS, for all of them", of_all, "by proportion", of_all / result.audit),
        ("our protection and audit", ours, "measured", 1.0),
        *(
            (name, seconds, "measured elsewhere", seconds / ours)
            for name, seconds in MEASURED_ELSEWHERE
        ),
        ("our rule alone, core tables", bare, "measured", 1.0),
        acro_row(disclosure.acro_told(counts), bare),
    ]
    what = f"invented counts of {disclosure.YEARS} years" if invented else "counts of a file"
    target = "met" if result.ratio >= 10 else "missed"
    return "\n\n".join(
        (
            f"Core tables of {what}: {result.figures:,} figures, {result.suppressed:,} suppressed. "
            f"The median of {len(runs)} runs by the ratio to the programmes. The programme over "
            "all sums is built once, outside the clock, and each figure goes on from the solution "
            f"before. Programmes left {result.wider} of the figures tried wider than the audit "
            "does, and none narrower.",
            machine(),
            table(("", "processor s", "", "times ours"), rows),
            f"The audit is {result.ratio:,.0f} times as fast as a programme per figure; target 10: "
            f"{target}. What was measured elsewhere is of another file of the same shape, on two "
            "cores, in wall time. acro hides single counts under a threshold, as our rule alone "
            "does over more tables; it neither protects them against sums nor audits.",
        )
    )


def acro_row(told: dict[str, float] | None, bare: float) -> tuple[object, ...]:
    """acro's one table, or that it does not install."""
    if told is None:
        return disclosure.ACRO, None, "does not install or run here", None
    name = f"{disclosure.ACRO.replace('==', ' ')}, one table of {told['figures']:,} figures"
    return name, told["seconds"], "measured", told["seconds"] / bare


if __name__ == "__main__":
    main()
