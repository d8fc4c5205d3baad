"""What happens when the audit refuses: tables leave the release, in an order fixed beforehand.

Tables are decided one after the other, those that readers use most first (the steps of
sql/protect/policy.toml). A table knows nothing of those decided after it, so what is left when the
last ones leave is shown as it would be had they never been published. Whole tables leave, of all
areas and both causes: that they are missing tells that some figure was at risk in them, and nothing
of which. No person chooses, and no bound is moved, for a choice would depend on the counts.
"""

import logging

import duckdb

from tasks.protect.audit.audit import AuditReceipt, audit
from tasks.protect.audit.refusal import discloses
from tasks.protect.policy import Policy
from tasks.protect.run_sql import run

logger = logging.getLogger(__name__)


def audit_and_leave_out(con: duckdb.DuckDBPyConnection, rules: Policy) -> AuditReceipt:
    """Fill audit_cell, and leave the tables decided last out of protected_cell until it passes.

    With nothing new below national level it goes out in any case: what national totals and earlier
    releases give away by themselves, holding it back would not undo."""
    audited = audit(con, rules)
    for (step,) in run(con, "decide/last_step_first").fetchall():
        if not discloses(con, rules):
            break
        logger.warning("Tables decided in step %s leave the release.", step)
        run(con, "decide/leave_out", step=step)
        audited = audit(con, rules)
    return audited
