"""Say in words why one figure is shown as it is, and what an outsider can make of it.

    python -m tasks.protect.explain --data FOLDER E23000005 month 2023-11 [--age A] [--cause C]

The figures at hand are those of the last run, with what had been shown when their release was made;
where the gate refused them, the sums that give a figure away are printed. For the team only: bounds
of a hidden figure are printed.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

import duckdb

from tasks.govern.access.purpose import purpose
from tasks.govern.access.refused import AccessRefusedError
from tasks.protect.audit.checker import Step, Sums, check_recovered
from tasks.protect.audit.proof import chain
from tasks.protect.release import decide_and_audit, rules_at_hand, set_at_hand
from tasks.protect.run_sql import run
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_and_release_store

REASONS = {
    "rule": "as the rule has it: no value that it could have narrows a suppressed figure",
    "coarsened": "coarsened: finer, some value that it could have would narrow one too far",
    "withheld": "withheld: on every rung some value would give a suppressed figure away",
    "national": "national, shown exactly",
    "shown earlier": "shown in an earlier release; its symbol is kept",
    "never shown": "never shown",
}


def explain(
    con: duckdb.DuckDBPyConnection,
    area_code: str,
    period_kind: str,
    period: str,
    age: str = "All ages",
    cause: str = "X99",
) -> str:
    """Why a figure is shown as it is, vintage by vintage: provisional ones by their release, final.

    Raises KeyError when no sum links such a figure. Needs protected_cell and audit_cell; for the
    secure store only."""
    key = {"area_code": area_code, "period_kind": period_kind, "period": period, "age": age}
    rows = run(con, "explain/explained", cause=cause, **key).fetchall()
    if not rows:
        raise KeyError(
            f"No figure of this release that sums link: {cause} {' '.join(key.values())}"
        )
    return "\n".join(line for row in rows for line in _vintage_in_words(con, row))


def _vintage_in_words(con: duckdb.DuckDBPyConnection, row: tuple[Any, ...]) -> list[str]:
    vintage, cell, shown, rounding, reason, lo, hi, verdict, method = row
    nearest = f" (to the nearest {rounding})" if rounding else ""
    lines = [f"{vintage}: {shown or 'nothing new'}{nearest}; {REASONS[reason]}."]
    if verdict:
        lines.append(f"An outsider can narrow it to {lo} to {hi}: {verdict} ({method}).")
    if verdict in ("exact", "known to be 2 or less"):
        lines += chain_in_words(con, cell)
    return lines


def chain_in_words(con: duckdb.DuckDBPyConnection, cell: int) -> list[str]:
    """The sums that give a figure away, one per line, checked before they are printed."""
    rows = run(con, "explain/cell_name").fetchall()
    names = {row[0]: row[1] for row in rows}
    shown = {row[0]: (row[2], row[3]) for row in rows}
    sums = linked_sums(con, cell)
    steps = chain(cell, shown, sums)
    if not steps:
        return ["No chain of sums gives it away; a programme or trying its ends does."]
    last = next(step for step in reversed(steps) if step.cell_id == cell)
    check_recovered(cell, (last.lo, last.hi), steps, shown, sums)
    return [_in_words(step, names, sums) for step in steps]


def linked_sums(con: duckdb.DuckDBPyConnection, cell: int) -> Sums:
    """The sums of the part of the model that a figure is in."""
    sums: dict[int, tuple[int, list[int]]] = {}
    for relation, total, part in run(con, "explain/part_sums", cell_id=cell).fetchall():
        sums.setdefault(relation, (total, []))[1].append(part)
    return sums


def _in_words(step: Step, names: dict[int, str], sums: Sums) -> str:
    total, parts = sums[step.relation_id]
    rest = len(parts) - 1
    said = f"{names[step.cell_id]} is {step.lo} to {step.hi}"
    if step.cell_id == total:
        return f"{said}: the sum of its {len(parts)} parts"
    return f"{said}: {names[total]} less its {rest} other parts"


def main() -> int:
    """Explain one figure of the release at hand; exit code 1 when there is none."""
    parser = argparse.ArgumentParser(prog="python -m tasks.protect.explain")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("area_code")
    parser.add_argument("period_kind", choices=["month", "year", "rolling_year"])
    parser.add_argument("period", help="2023-11, or 2022-23")
    parser.add_argument("--age", default="All ages")
    parser.add_argument("--cause", default="X99")
    asked = vars(parser.parse_args())
    data = DataFolder(asked.pop("data"))
    try:
        with purpose("explain a figure"), secure_and_release_store(data) as connection:
            set_at_hand(connection, as_made=True)
            decide_and_audit(connection, rules_at_hand(connection))
            print(explain(connection, **asked))
    except (KeyError, AccessRefusedError) as refused:
        print(refused.args[0])
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
