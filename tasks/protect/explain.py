"""Say in words why one figure is shown as it is, and what an outsider can make of it.

The current figures are those of the last run, with what had been shown when their release was made;
where the gate refused them, the sums that give a figure away are printed. For the team only: bounds
of a hidden figure are printed.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from tasks.govern.errors import SafeMessageError
from tasks.govern.withheld import without_values
from tasks.protect.audit.checker import Step, Sums, check_recovered
from tasks.protect.audit.leaving_out import audit_and_leave_out
from tasks.protect.audit.proof import chain
from tasks.protect.decide.decision import decide_and_show
from tasks.protect.model import make_model
from tasks.protect.policy import make_rung
from tasks.protect.release import current_rules, set_current_release
from tasks.protect.run_sql import run
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_and_release_copy

REASONS = {
    "rule": "as the rule has it: no value that it could have narrows a suppressed figure",
    "coarsened": "coarsened: finer, some value that it could have would narrow one too far",
    "withheld": "withheld: on every rung some value would give a suppressed figure away",
    "national": "national, shown exactly",
    "shown earlier": "shown in an earlier release; its symbol is kept",
    "never shown": "never shown",
}


class NoFigureError(SafeMessageError):
    """There is no such figure to explain."""


@without_values
def explain_current(
    data: str,
    area_code: str,
    period_kind: str,
    period: str,
    age: str,
    cause: str,
    say: Callable[[str], object],
) -> str:
    """Explain a figure of the last run in the data folder at path ``data``; ``say`` how far it is.

    Works on a copy, so that no run waits for it.

    Raises:
        NoFigureError: there is none, or no sum links it.
        AccessRefusedError: as for the secure store.
        StoreBusyError: a run is writing for longer than is waited for.
    """
    folder = DataFolder(Path(data))
    if not (folder.secure_store.exists() and folder.release_store.exists()):
        raise NoFigureError(f"There are no figures in {data}: make a release first.")
    say("Reading what was received and shown ...")
    with secure_and_release_copy(folder) as connection:
        set_current_release(connection, as_made=True)
        rules = current_rules(connection)
        make_rung(connection, rules)
        make_model(connection)
        key = {"area_code": area_code, "period_kind": period_kind, "period": period, "age": age}
        if not run(connection, "explain/linked", cause=cause, **key).fetchone():
            raise _no_figure(cause, key)
        say("Deciding how each figure is shown (some ten seconds) ...")
        decide_and_show(connection, rules)
        say("Auditing what that discloses (some ten seconds) ...")
        audit_and_leave_out(connection, rules)
        return explain(connection, area_code, period_kind, period, age, cause)


def explain(
    con: duckdb.DuckDBPyConnection,
    area_code: str,
    period_kind: str,
    period: str,
    age: str = "All ages",
    cause: str = "X99",
) -> str:
    """Why a figure is shown as it is, vintage by vintage: provisional ones by their release, final.

    Raises NoFigureError when no sum links such a figure. Needs protected_cell and audit_cell; for
    the secure store only."""
    key = {"area_code": area_code, "period_kind": period_kind, "period": period, "age": age}
    rows = run(con, "explain/explained", cause=cause, **key).fetchall()
    if not rows:
        raise _no_figure(cause, key)
    return "\n".join(line for row in rows for line in _vintage_in_words(con, row))


def _no_figure(cause: str, key: dict[str, str]) -> NoFigureError:
    return NoFigureError(
        f"No figure of this release that sums link: {cause} {' '.join(key.values())}"
    )


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
