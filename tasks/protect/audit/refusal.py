"""Refuse to publish a release that gives a suppressed figure away, or has one not decided."""

import duckdb

from tasks.govern.errors import SafeMessageError
from tasks.protect.policy import Policy, policy
from tasks.protect.run_sql import run


class DisclosureRefusedError(SafeMessageError):
    """The release gives suppressed figures away; the message names their tables, never one of
    them: which these are would tell of them what the rule hides."""


class NotDecidedError(SafeMessageError):
    """A figure would go out that nothing has decided how to show; the message names its kind."""


def gate(con: duckdb.DuckDBPyConnection, rules: Policy | None = None) -> None:
    """Pass, or raise DisclosureRefusedError, by audit_cell and the bounds of the policy.

    Nothing is repaired: a repair would depend on the values."""
    rules = rules or policy()
    refused = run(con, "audit/refused", refused_values=rules.refused_values).fetchall()
    if refused:
        number = sum(figures for *_, figures in refused)
        tables = "; ".join(" ".join(map(str, table)) for *table, _ in refused[:5])
        raise DisclosureRefusedError(
            f"{number} suppressed figures would be disclosed, of {tables}. Nothing went out, and "
            "nothing counts as shown. What to do: docs/how-to/when-something-is-wrong.md."
        )


def require_decided(con: duckdb.DuckDBPyConnection) -> None:
    """Pass if every figure of ruled_cell is shown in some way, or raise NotDecidedError."""
    left = run(con, "decide/not_decided").fetchall()
    if left:
        kinds = "; ".join(" ".join(map(str, kind)) for kind in left[:5])
        raise NotDecidedError(
            f"Nothing decides how these figures are shown: {kinds}. Nothing went out. What to do: "
            "add their table to the model (sql/protect/model), or withhold it in "
            "sql/reference/disclosure_policy.csv."
        )
