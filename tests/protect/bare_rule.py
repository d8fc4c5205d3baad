"""The rule alone, which does not protect: what protection is held against."""

from pathlib import Path

import duckdb

from tasks.protect.decide.decision import show
from tasks.protect.policy import Policy, make_rung, policy

BARE_DECISION = Path(__file__).parent / "bare_decision.sql"


def apply_bare_rule(con: duckdb.DuckDBPyConnection, rules: Policy | None = None) -> None:
    """Fill protected_cell by the rule alone."""
    make_rung(con, rules or policy())
    con.execute(BARE_DECISION.read_text(encoding="utf-8"))
    show(con)
