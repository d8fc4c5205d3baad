"""How often a rule of a drop breaks on good files, by rule and by size of counts.

Files of `good_files` are drawn by the hundred and judged by the rules' own SQL; no workbook is
written. Drops of another generator are workbooks, and are received.
"""

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import duckdb
from scipy.stats import beta

from tasks.check.outcome import QueryRule
from tasks.check.rule_files import rules
from tasks.receive.drop import receive_drop
from tests.bench.faults import ALL_ASSAULT, BI_ANNUAL, SHARP
from tests.bench.good_counts import Kind
from tests.bench.good_files import FILE_NO, ground, place
from tests.bench.ground import prepared, rule_of

# The rules that chance can break on a good file, but for the warnings of `sudden_shift` and of
# revisions, which take most of the time. The others are of sums, keys and labels, which a
# good file keeps exactly. `episodes_agree` names its tables, so its chance is only computed.
BY_CHANCE = (
    "every_force_present",
    "every_month_present",
    "no_month_half_empty",
    "vanished_cells",
    "revised_out_of_proportion",
    "uncovered_count_jumped",
    "episodes_beyond_admissions",
    "month_rather_empty",
    "rows_absent",
    "no_known_area_shift",
)
MONTHS = (30, 142)
VARIANCES = (1.0, 2.5)
# Shares of the files of a size, and how many are drawn at once: of a small country most, whose
# counts are the smallest and whose files take the least time.
SOURCES = (
    ("PEDW", SHARP, 0.55, 110),
    ("PEDW", ALL_ASSAULT, 0.31, 62),
    ("PEDW", BI_ANNUAL, 0.12, 24),
    ("HES", SHARP, 0.016, 3),
    ("HES", BI_ANNUAL, 0.016, 3),
    ("HES", ALL_ASSAULT, 0.005, 1),
)
EXTRACTS = (
    "HES:2023-24:M08:b,HES:2023-24:M09:b,PEDW:2023-24:M06:ab,PEDW:2023-24:M07:ab,PEDW:2023-24:M06:c"
)
GENERATED_LAYOUTS = ("standard", "long")


@dataclass(frozen=True)
class Alarms:
    """Of so many good files, how many each rule broke on, and how many would be refused."""

    files: int
    by_rule: Counter[str]
    refused: int


def false_alarms(scale: float, files: int) -> Alarms:
    """Judge so many good files with counts of a size, short and long, first and later."""
    held = [rule for rule in rules("landing") if rule.name in BY_CHANCE]
    made, refused, by_rule = 0, 0, Counter[str]()
    with tempfile.TemporaryDirectory() as folder, ground(Path(folder) / "data") as connection:
        for kind, seeds in kinds(scale, files):
            place(connection, kind, seeds)
            broken = {rule: broken_on(connection, rule) for rule in held}
            made += len(seeds)
            by_rule.update({rule.name: len(some) for rule, some in broken.items()})
            stops = [some for rule, some in broken.items() if rule.severity == "critical"]
            refused += len(set().union(*stops))
    return Alarms(made, by_rule, refused)


def kinds(scale: float, files: int) -> Iterator[tuple[Kind, range]]:
    """Kinds of good files, and the seeds of those that are drawn at once."""
    layouts = list(product(MONTHS, VARIANCES, (True, False), (True, False)))
    for source, dataset, share, at_once in SOURCES:
        each = max(1, round(files * share / len(layouts)))
        for months, variance, is_first, is_long in layouts:
            kind = Kind(dataset, source, scale, months, variance, is_first, is_long)
            for first in range(0, each, at_once):
                yield kind, range(first, min(each, first + at_once))


def broken_on(connection: duckdb.DuckDBPyConnection, rule: object) -> set[str]:
    """The numbers of the files on which a rule breaks; its first key is the table."""
    assert isinstance(rule, QueryRule)
    rows = connection.execute(rule.query).fetchall()
    return {str(table).partition(FILE_NO)[2] for table, *_ in rows}


def at_most(alarms: int, files: int) -> float:
    """The upper 95 % confidence limit of a share (Clopper and Pearson 1934, one-sided)."""
    return 1.0 if alarms == files else float(beta.ppf(0.95, alarms + 1, files - alarms))


def generated(script: Path, scale: float, seeds: Iterable[int]) -> tuple[int, Counter[str]]:
    """Receive the drops of another generator: how many, and which rules refused some."""
    received, refusing = 0, Counter[str]()
    for seed, layout in product(seeds, GENERATED_LAYOUTS):
        with tempfile.TemporaryDirectory() as folder:
            drops, data = Path(folder) / "drops", prepared(Path(folder) / "data")
            words = ("--seed", seed, "--scale", scale, "--layout", layout, "--extracts", EXTRACTS)
            subprocess.run([sys.executable, script, drops, *map(str, words)], check=True)
            for path in sorted(drops.glob("*.xlsx")):
                receipt = receive_drop(path, data)
                received += 1
                refusing.update({rule_of(reason) for reason in receipt.reasons})
    return received, refusing
