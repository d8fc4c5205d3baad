"""Refuse to publish a release that gives a suppressed figure away."""

import duckdb

from tasks.protect.policy import policy
from tasks.protect.store import run


class DisclosureRefusedError(RuntimeError):
    """The release gives suppressed figures away; the message names some of them, never a count."""


def gate(con: duckdb.DuckDBPyConnection) -> None:
    """Pass, or raise DisclosureRefusedError, by audit_cell and the policy's bounds.

    Nothing is repaired: a repair would depend on the values."""
    refused = run(con, "refused", refused_values=policy().refused_values).fetchall()
    if refused:
        named = "; ".join(" ".join(map(str, row)) for row in refused[:5])
        raise DisclosureRefusedError(
            f"{len(refused)} suppressed figures are given away, the first: {named}"
        )
