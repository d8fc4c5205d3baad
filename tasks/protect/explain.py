"""Say in words why one figure is shown as it is, and what an outsider can make of it."""

import duckdb

from tasks.protect.checker import Step, Sums, check_recovered
from tasks.protect.proof import chain
from tasks.protect.store import run

REASONS = {
    "rule": "as the rule has it: no value that it could have narrows a suppressed figure",
    "coarsened": "coarsened: finer, some value that it could have would narrow one too far",
    "at least": "at its cap: it is this or more; the cap comes from figures public before",
    "withheld": "withheld: on every rung some value would give a suppressed figure away",
    "national": "national, shown exactly",
    "shown earlier": "shown in an earlier release; its symbol is kept",
    "never shown": "never shown",
}


def explain(con: duckdb.DuckDBPyConnection, **key: str) -> str:
    """Why a figure is shown as it is. key: area_code, period_kind, period, age, and if needed
    cause, sex, ...

    Raises KeyError when the release has no such figure. Needs protected_cell and audit_cell; for
    the secure store only."""
    whole = {"sex": "All", "ethnicity": "All", "vintage": "final", "cause": "X92-Y09"} | key
    row = run(con, "explained", **whole).fetchone()
    if row is None:
        raise KeyError(f"no such figure: {key}")
    cell, shown, rounding, _, reason, lo, hi, verdict, method = row
    lines = [f"shown: {shown}" + (f" (to the nearest {rounding})" if rounding else "")]
    lines.append(REASONS[reason] + ".")
    if verdict:
        lines.append(f"An outsider can narrow it to {lo} to {hi}: {verdict} ({method}).")
    if verdict in ("exact", "known to be 2 or less"):
        lines += chain_in_words(con, cell)
    return "\n".join(lines)


def chain_in_words(con: duckdb.DuckDBPyConnection, cell: int) -> list[str]:
    """The sums that give a figure away, one per line, checked before they are printed."""
    rows = run(con, "cell_name").fetchall()
    names = {row[0]: row[1] for row in rows}
    shown = {row[0]: (row[2], row[3]) for row in rows}
    sums = linked_sums(con, cell)
    steps = chain(cell, shown, sums)
    if not steps:
        return ["No chain of sums gives it away; an integer programme or trying its ends does."]
    last = next(step for step in reversed(steps) if step.cell_id == cell)
    check_recovered(cell, (last.lo, last.hi), steps, shown, sums)
    return [_in_words(step, names, sums) for step in steps]


def linked_sums(con: duckdb.DuckDBPyConnection, cell: int) -> Sums:
    """The sums of the part of the model that a figure is in."""
    sums: dict[int, tuple[int, list[int]]] = {}
    for relation, total, part in run(con, "part_sums", cell_id=cell).fetchall():
        sums.setdefault(relation, (total, []))[1].append(part)
    return sums


def _in_words(step: Step, names: dict[int, str], sums: Sums) -> str:
    total, parts = sums[step.relation_id]
    rest = len(parts) - 1
    said = f"{names[step.cell_id]} is {step.lo} to {step.hi}"
    if step.cell_id == total:
        return f"{said}: the sum of its {len(parts)} parts"
    return f"{said}: {names[total]} less its {rest} other parts"
