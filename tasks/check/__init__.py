"""Check: the rules of three gates, which stand in ``expectations/``.

``expectations/<gate>/suite.toml`` lists built-in rules of Great Expectations. Each query beside it
selects the keys, never the counts, that break a rule. A broken critical rule stops the drop or the
release; a broken warning rule is shown. All outcomes are kept.
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
