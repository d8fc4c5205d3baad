"""Check: what must hold at three gates, stated in ``expectations/``.

``expectations/<gate>/suite.toml`` names built-ins of Great Expectations, and each query beside it
selects the keys, never counts, of what breaks a rule. Critical stops the drop or the release,
warning is shown; the outcomes of both are kept.
"""

from tasks.check.gate import check, check_conformed, check_landing, require
from tasks.check.outcome import CheckFailedError, CheckReceipt, Outcome, Rule, RuleUnusableError
from tasks.check.outcome_store import keep, outcomes_kept
from tasks.check.rule_files import EXPECTATIONS, rules

__all__ = [
    "EXPECTATIONS",
    "CheckFailedError",
    "CheckReceipt",
    "Outcome",
    "Rule",
    "RuleUnusableError",
    "check",
    "check_conformed",
    "check_landing",
    "keep",
    "outcomes_kept",
    "require",
    "rules",
]
