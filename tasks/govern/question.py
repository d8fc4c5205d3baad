"""What reviewers see before they decide about a release: tables and numbers of figures."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime

from tasks.check import CheckReceipt, Outcome
from tasks.store.folders import DataFolder
from tasks.store.statements import statement
from tasks.store.stores import release_store


def question(data: DataFolder, release: str, gates: Iterable[CheckReceipt]) -> str:
    """Return the changes, checks and audit of ``release`` ('2024-01/r2') as Markdown."""
    month, revision = release.split("/r")
    named = {"month": datetime.strptime(month, "%Y-%m").date(), "revision": int(revision)}
    with release_store(data) as connection:
        changes = connection.execute(statement("publish/change"), named).fetchall()
        audit = connection.execute(statement("publish/audit"), named).fetchall()
    return "\n\n".join(
        (
            f"# Release {release}",
            "## What changed",
            _table("table", "figures changed", changes)
            if changes
            else "The month's first release.",
            "## Checks",
            "\n".join(_outcome(outcome) for gate in gates for outcome in gate.outcomes),
            "## Audit of what its sums disclose",
            _table("verdict", "hidden figures", audit),
        )
    )


def release_digests(data: DataFolder, releases: Iterable[tuple[date, int]]) -> dict[str, str]:
    """Return the sha256 of all figures that releases (first day of month, revision) would show."""
    told = []
    with release_store(data) as connection:
        for month, revision in releases:
            named = {"month": month, "revision": revision}
            (digest,) = connection.execute(statement("publish/decided"), named).fetchone() or ("",)
            told.append(f"{month:%Y-%m}/r{revision} {digest}\n")
    return {"figures": hashlib.sha256("".join(told).encode()).hexdigest()}


def _outcome(outcome: Outcome) -> str:
    return f"- {outcome}" if outcome.passed else f"- **broken**: {outcome}"


def _table(first: str, second: str, rows: Iterable[tuple[str, int]]) -> str:
    body = "\n".join(f"| {name} | {number:,} |" for name, number in rows)
    return f"| {first} | {second} |\n|---|---:|\n{body}"
