"""Apply the disclosure rule, audit what it leaves to be worked out, and store the release."""

from dataclasses import dataclass
from datetime import date

import duckdb

from tasks.check import CheckReceipt, check, require
from tasks.folders import DataFolder
from tasks.protect.audit import propagate_bounds
from tasks.protect.decision import apply_bare_rule
from tasks.protect.policy import make_rung, policy
from tasks.statements import statement, statements
from tasks.store import secure_and_release_store
from tasks.transaction import transaction
from tasks.variables import set_variables
from tasks.version import code_version, rule_version


@dataclass(frozen=True)
class AuditReceipt:
    """How many hidden figures an outsider can work out of the sums of this release alone."""

    hidden: int
    exact: int
    at_most_2: int
    two_values: int


@dataclass(frozen=True)
class ProtectReceipt:
    """A release in the store: numbers of figures, never what they are.

    ``is_new`` is false where a release of the month shows these very figures already.
    """

    month: date
    revision: int
    is_new: bool
    cells: int
    suppressed: int
    audit: AuditReceipt
    published_gate: CheckReceipt


def protect(data: DataFolder, *, of_the_past: bool = False) -> ProtectReceipt:
    """Protect the figures at hand; a new release stands whole in the store or not at all.

    A run of today supersedes the month's latest release if any figure differs from it. A run
    ``of_the_past`` first looks whether any release of the month shows these figures.

    Raises:
        CheckFailedError: what would go out breaks a critical rule.
        InconsistentError: the figures at hand contradict each other.
    """
    with secure_and_release_store(data) as connection:
        connection.execute(statement("protect/set_release_month"))
        audited = _show(connection)
        published_gate = check(connection, "published")
        require(published_gate)
        month, revision, is_new = _revision(connection, of_the_past=of_the_past)
        if is_new:
            _store(connection, revision)
        counted = connection.execute(statement("protect/release_receipt")).fetchone()
        cells, suppressed = counted or (0, 0)
    return ProtectReceipt(month, revision, is_new, cells, suppressed, audited, published_gate)


def _show(connection: duckdb.DuckDBPyConnection) -> AuditReceipt:
    make_rung(connection, policy())
    cell, rule, shown = statements("protect/rule")
    connection.execute(cell[1])
    _model(connection)
    apply_bare_rule(connection)
    audited = _audit(connection)
    connection.execute(rule[1])
    connection.execute(shown[1])
    return audited


def _model(connection: duckdb.DuckDBPyConnection) -> None:
    for _, query in statements("protect/model"):
        connection.execute(query)
    connection.execute(statement("protect/relation_part"))


def _audit(connection: duckdb.DuckDBPyConnection) -> AuditReceipt:
    propagate_bounds(connection)
    bounds = {"refused_at_most": policy().refused_at_most}
    connection.execute(statement("protect/audit_result"), bounds)
    return AuditReceipt(*(connection.table("audit_result").fetchone() or ()))


def _revision(
    connection: duckdb.DuckDBPyConnection, *, of_the_past: bool
) -> tuple[date, int, bool]:
    (month,) = connection.execute(statement("protect/release_month")).fetchone() or ()
    (latest,) = connection.execute(statement("protect/latest_revision")).fetchone() or (0,)
    same = [one for (one,) in connection.execute(statement("protect/same_release")).fetchall()]
    if same and (of_the_past or same[0] == latest):
        return month, same[0], False
    return month, latest + 1, True


def _store(connection: duckdb.DuckDBPyConnection, revision: int) -> None:
    set_variables(
        connection, revision=revision, rule_version=rule_version(), code_version=code_version()
    )
    with transaction(connection):
        for _, insert in statements("protect/release"):
            connection.execute(insert)
