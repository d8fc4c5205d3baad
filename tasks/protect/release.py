"""Decide how the current figures are shown, audit that, and put the release into its store."""

from dataclasses import dataclass
from datetime import date

import duckdb

from tasks.check import CheckReceipt, check, outcomes_kept, require
from tasks.protect.audit.audit import AuditReceipt
from tasks.protect.audit.leaving_out import audit_and_leave_out
from tasks.protect.audit.refusal import require_decided
from tasks.protect.decide.decision import decide_and_show
from tasks.protect.model import make_model
from tasks.protect.policy import Policy, make_rung, policy, policy_kept, tables_left_out
from tasks.protect.standing import note_standing
from tasks.store.folders import DataFolder
from tasks.store.statements import statement, statements
from tasks.store.stores import secure_and_release_store
from tasks.store.transaction import transaction
from tasks.store.variables import set_variables
from tasks.store.version import code_version, rule_version


@dataclass(frozen=True)
class ProtectReceipt:
    """A release in the store: numbers of figures, never what they are.

    ``is_new`` is false where a release of the month shows these very figures already. ``left_out``
    has the titles of the tables that would have disclosed a figure.
    """

    month: date
    revision: int
    is_new: bool
    cells: int
    suppressed: int
    coarsened: int
    withheld: int
    audit: AuditReceipt
    published_gate: CheckReceipt
    left_out: tuple[str, ...]


def protect(data: DataFolder, *, of_the_past: bool = False) -> ProtectReceipt:
    """Protect the current figures; a new release stands whole in the store or not at all.

    A run of today supersedes the month's latest release if any figure differs from it. A run
    ``of_the_past`` first looks whether any release of the month shows these figures.

    Raises:
        CheckFailedError: what would go out breaks a critical rule.
        NotDecidedError: a figure is neither decided nor shown before nor withheld.
        InconsistentError: the current figures contradict each other.
    """
    with outcomes_kept(data) as outcomes, secure_and_release_store(data) as connection:
        set_current_release(connection)
        rules = current_rules(connection)
        audited = decide_and_audit(connection, rules)
        show_release(connection)
        published_gate = check(connection, "published")
        require(published_gate)
        outcomes.append(published_gate)
        month, revision, is_new = _revision(connection, of_the_past=of_the_past)
        if is_new:
            _store(connection, rules)
        note_standing(connection, month, revision)
        receipt = connection.execute(statement("protect/which_release/release_receipt")).fetchone()
        cells, suppressed, coarsened, withheld = receipt or (0, 0, 0, 0)
        left_out = tables_left_out(connection, month, revision)
    return ProtectReceipt(
        month,
        revision,
        is_new,
        cells,
        suppressed,
        coarsened,
        withheld,
        audited,
        published_gate,
        left_out,
    )


def set_current_release(connection: duckdb.DuckDBPyConnection, *, as_made: bool = False) -> None:
    """Set the figures of a new release, or, ``as_made``, as they were when the month's latest
    release was: with what had been shown by then."""
    connection.execute(statement("protect/which_release/set_release"))
    if as_made:
        connection.execute(statement("protect/which_release/set_made_release"))
    _run_all(connection, "protect/current")


def current_rules(connection: duckdb.DuckDBPyConnection) -> Policy:
    """The policy for the current release: the one it was made under where it is made again, else
    that of today."""
    month, revision = (
        connection.execute(statement("protect/which_release/release_to_make")).fetchone() or ()
    )
    return policy_kept(connection, month, revision) or policy()


def decide_and_audit(connection: duckdb.DuckDBPyConnection, rules: Policy) -> AuditReceipt:
    """Decide how the current figures are shown, audit what that leaves to be worked out, and leave
    out the tables that would disclose a figure."""
    make_rung(connection, rules)
    make_model(connection)
    decide_and_show(connection, rules)
    return audit_and_leave_out(connection, rules)


def show_release(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill ruled_cell and release_cell: every figure of the release as it goes out.

    Raises:
        NotDecidedError: a figure is neither decided nor shown before nor withheld.
    """
    _run_all(connection, "protect/show")
    require_decided(connection)


def _revision(
    connection: duckdb.DuckDBPyConnection, *, of_the_past: bool
) -> tuple[date, int, bool]:
    month, next_revision = (
        connection.execute(statement("protect/which_release/release_to_make")).fetchone() or ()
    )
    same = [
        one
        for (one,) in connection.execute(statement("protect/which_release/same_release")).fetchall()
    ]
    if same and (of_the_past or same[0] == next_revision - 1):
        return month, same[0], False
    return month, next_revision, True


def _store(connection: duckdb.DuckDBPyConnection, rules: Policy) -> None:
    """The true figures first: without a release of theirs they mean nothing, a run that is cut off
    between the two makes them again."""
    set_variables(
        connection, rule=rules.rule, rule_version=rule_version(), code_version=code_version()
    )
    for folder in ("protect/keep_counts", "protect/keep_release"):
        with transaction(connection):
            _run_all(connection, folder)


def _run_all(connection: duckdb.DuckDBPyConnection, folder: str) -> None:
    for _, query in statements(folder):
        connection.execute(query)
