"""Refuse to publish a release that gives a suppressed figure away."""

import duckdb

from tasks.govern.errors import SafeMessageError
from tasks.protect.policy import policy
from tasks.protect.run_sql import run


class DisclosureRefusedError(SafeMessageError):
    """The release gives suppressed figures away; the message names their tables, never one of
    them: which these are would tell of them what the rule hides."""


def gate(con: duckdb.DuckDBPyConnection) -> None:
    """Pass, or raise DisclosureRefusedError, by audit_cell and the policy's bounds.

    Nothing is repaired: a repair would depend on the values."""
    refused = run(con, "audit/refused", refused_values=policy().refused_values).fetchall()
    if refused:
        number = sum(figures for *_, figures in refused)
        tables = "; ".join(" ".join(map(str, table)) for *table, _ in refused[:5])
        raise DisclosureRefusedError(
            f"{number} suppressed figures would be given away, of {tables}. Nothing went out, and "
            "nothing counts as shown. What to do: docs/how-to/when-something-is-wrong.md."
        )
