"""The engine on counts that nobody here wrote: `make bench-instances SDC=folder`.

The folder has files of other projects for disclosure control; each becomes a table with all its
margins. It is protected and audited under the policy in force, and what the audit says of each
suppressed cell is held to plain programmes over all sums. Where the folder is absent, it says so.
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from tasks.protect import engine
from tasks.protect.engine import Protected
from tasks.protect.policy import policy
from tasks.protect.table import make_cells, make_sums
from tests.bench.clock import Clock, Parts
from tests.bench.crossing import TOTAL, Crossing, Dimension, crossing, nested
from tests.bench.page import table, write
from tests.bench.plain import compare

DECIDING, AUDITING = "deciding", "auditing"
MEASURES = (
    *("", "cells", "suppressed", "coarsened", "withheld", "exact", "2 or less", "unsettled"),
    *("by exact cells", "two values", "three", "deciding s", "auditing s"),
)
COMPARED = (
    *("", "compared", "same bounds", "safe by both", "same verdict", "fewer values", "missed"),
    *("programmes", "processor s"),
)
# NACE revision 2: the sections by the last of their divisions, and their ten groups.
SECTIONS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTU",
        (3, 9, 33, 35, 39, 43, 47, 53, 56, 63, 66, 68, 75, 82, 84, 85, 88, 93, 96, 98, 99),
        strict=True,
    )
)
GROUPS = {"BE": "BCDE", "GI": "GHI", "MN": "MN", "OQ": "OPQ", "RU": "RSTU"}


class Instance(NamedTuple):
    """A table that is made of a file, and what the file's own totals say: a sentence, or none."""

    name: str
    crossing: Crossing
    said: str


def social_assistance(path: Path) -> Instance:
    """Regions, in counties and in groups that do not nest in these, by support and months."""
    records = pd.read_csv(
        path, dtype={"ant": int}, converters=dict.fromkeys(("region", "fylke"), str)
    )
    records = records.astype({"kostragr": str})
    area = nested(records, ["region", "fylke"], ["region", "kostragr"])
    dimensions = [area, nested(records, ["hovedint"]), nested(records, ["mnd"])]
    return Instance("social assistance", crossing(records, "ant", dimensions), "")


def census(path: Path) -> Instance:
    """Four tables of one census that share margins; ages and statuses are nested."""
    records = pd.read_csv(path, dtype=str, keep_default_na=False).astype({"freq": int})
    age, housing, family = (
        nested(records, [f"{name}_{level}" for level in "hml"]) for name in ("age", "hst", "fst")
    )
    marital = nested(records, ["lms_h", "lms_l"])
    dimensions = [nested(records, ["sex"]), age, marital, housing, family]
    tables = [(0, 1, 2), (0, 1, 3), (0, 1, 4), (0, 2, 3)]
    return Instance("linked census tables", crossing(records, "freq", dimensions, tables), "")


def enterprises(path: Path) -> Instance:
    """Enterprises by five dimensions."""
    names = ["treff", "cj", "A10", "type_distrib", "nuts1"]
    given = pd.read_csv(path, dtype=dict.fromkeys(names, str)).astype({"nb_obs_rnd": int})
    records = given[(given[names] != TOTAL).all(axis=1)]
    dimensions = [nested(records, [name]) for name in names]
    return _held_to_totals("enterprises", given, records, "nb_obs_rnd", dimensions)


def turnover(path: Path) -> Instance:
    """Enterprises by activity, in sections and ten groups, area and size."""
    given = pd.read_csv(path, dtype={"ACTIVITY": str}).replace({"NUTS": {"Total_EAST": TOTAL}})
    is_finest = given["ACTIVITY"].str.isdigit() & (given["NUTS"].str.len() == len("FR411"))
    records = given[is_finest & (given["NUTS"] != TOTAL) & (given["SIZE"] != TOTAL)].copy()
    records["section"] = records["ACTIVITY"].map(_section)
    records["group"] = records["section"].map(_group)
    records["NUTS2"] = records["NUTS"].str[: len("FR41")]
    paths = [["ACTIVITY", "section", "group"], ["NUTS", "NUTS2"], ["SIZE"]]
    dimensions = [nested(records, path) for path in paths]
    return _held_to_totals("turnover", given, records, "N_OBS", dimensions)


def _section(division: str) -> str:
    return next(section for section, last in SECTIONS.items() if int(division) <= last)


def _group(section: str) -> str:
    return next((group for group, of in GROUPS.items() if section in of), f"{section}Z")


def _held_to_totals(
    name: str,
    given: pd.DataFrame,
    records: pd.DataFrame,
    counted: str,
    dimensions: Sequence[Dimension],
) -> Instance:
    """A table summed from its finest cells, and how many of the file's totals are those sums."""
    made = crossing(records, counted, dimensions)
    of = dict(zip(made.key, made.cells.counts.tolist(), strict=True))
    totals = given.drop(records.index)
    columns = [totals[d.column].map(d.named) for d in dimensions]
    keys = list(zip(*columns, strict=True))
    wrong = sum(of.get(key) != count for key, count in zip(keys, totals[counted], strict=True))
    all_told = f"of the {len(totals):,} totals in the file of {name}"
    said = (
        f"{wrong:,} {all_told} are not the sums of their finest cells, of which the table is."
        if wrong
        else f"None {all_told} differs from the sum of its finest cells."
    )
    return Instance(name, made, said)


FILES: dict[str, Callable[[Path], Instance]] = {
    "social_assistance_fictitious.csv": social_assistance,
    "census_linked_d53.csv": census,
    "insee_datatest2.csv": enterprises,
    "insee_turnover_counts.csv": turnover,
}


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tried", type=int, default=0, help="cells an instance; 0 is all")
    options = parser.parse_args()
    absent = [name for name in FILES if not (options.folder / name).is_file()]
    if absent:
        print(f"Nothing was measured: {options.folder} has no {', '.join(absent)}.")
        return
    rules, clock = policy(), Clock()
    # Once before the clock starts: what numba compiles, it loads.
    engine.protect_table(make_cells([4, 5, 9], hi=60), make_sums([(2, [0, 1])]), rules)
    clock.patch(engine, "decide_and_show", DECIDING)
    clock.patch(engine, "audit_with_proofs", AUDITING)
    measured, compared, said = [], [], []
    for file, read in FILES.items():
        instance = read(options.folder / file)
        clock.spent.clear()
        found = engine.protect_table(instance.crossing.cells, instance.crossing.sums, rules)
        measured.append(measures(instance, found, clock.parts()))
        compared.append((instance.name, *compare(found, rules, options.tried)))
        said.append(instance.said)
        print(measured[-1], compared[-1], flush=True)
    write("instances", table(MEASURES, measured), *filter(None, said), table(COMPARED, compared))


def measures(instance: Instance, found: Protected, spent: Parts) -> tuple[object, ...]:
    """The row of an instance under MEASURES: numbers of cells, and processor seconds."""
    receipt, reason = found.receipt, found.shown.reason
    return (
        instance.name,
        len(instance.crossing.key),
        receipt.suppressed,
        int((reason == "coarsened").sum()),
        int((reason == "withheld").sum()),
        receipt.exact,
        receipt.at_most_2,
        receipt.unsettled,
        receipt.exact_totals,
        receipt.two_values,
        receipt.three_values,
        spent[DECIDING].processor,
        spent[AUDITING].processor,
    )
