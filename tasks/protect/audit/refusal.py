"""What may not go out: a release that gives a suppressed figure away, or has one not decided."""

import duckdb

from tasks.govern.errors import SafeMessageError
from tasks.protect.policy import Policy, policy
from tasks.protect.run_sql import run


class NotDecidedError(SafeMessageError):
    """A figure would go out that nothing has decided how to show; the message names its kind."""


def discloses(con: duckdb.DuckDBPyConnection, rules: Policy | None = None) -> bool:
    """Whether what is shown gives a suppressed figure away, by audit_cell and the bounds of the
    policy. Which ones it does not say: what then leaves the release may not depend on it."""
    rules = rules or policy()
    refused = run(con, "audit/refused", refused_values=rules.refused_values)
    return refused.fetchone() is not None


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
