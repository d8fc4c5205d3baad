"""Check: rules from ``expectations/``, each a query for the rows that break it.

A rule's file starts with its grain, its severity and its reason; it selects keys, never counts, and
is expected to be empty. Critical stops the drop or the release, warning is shown.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from tasks.folders import DataFolder
from tasks.store import secure_store

EXPECTATIONS = Path(__file__).parents[1] / "expectations"
SEVERITIES = ("critical", "warning")
MOST_KEYS = 5
HEADER = re.compile(
    r"-- grain: .+\n-- severity: (?P<severity>\w+)\n-- reason: (?P<reason>.+)\n(?!--)"
)


class RuleUnusableError(Exception):
    """A rule's file is not one: the run must stop rather than pass without it."""


class CheckFailedError(Exception):
    """A critical rule is broken: nothing goes out."""


@dataclass(frozen=True)
class Rule:
    """One thing that must hold at a gate."""

    name: str
    severity: str
    reason: str
    query: str


@dataclass(frozen=True)
class Outcome:
    """What became of one rule: how many keys break it, and the first few of them."""

    rule: Rule
    violations: int
    keys: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Say whether the rule holds."""
        return self.violations == 0

    def __str__(self) -> str:
        if self.passed:
            return f"{self.rule.name}: holds"
        more = (
            f" and {self.violations - len(self.keys)} more" if self.violations > MOST_KEYS else ""
        )
        return f"{self.rule.name}: {self.rule.reason} At: {'; '.join(self.keys)}{more}."


@dataclass(frozen=True)
class CheckReceipt:
    """Outcomes of one gate."""

    gate: str
    outcomes: tuple[Outcome, ...]

    @property
    def passed(self) -> int:
        """Number of rules that hold."""
        return sum(outcome.passed for outcome in self.outcomes)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Outcomes of critical rules that are broken."""
        return self._broken("critical")

    @property
    def warned(self) -> tuple[Outcome, ...]:
        """Outcomes of warning rules that are broken."""
        return self._broken("warning")

    def _broken(self, severity: str) -> tuple[Outcome, ...]:
        broken = (outcome for outcome in self.outcomes if not outcome.passed)
        return tuple(outcome for outcome in broken if outcome.rule.severity == severity)


@cache
def rules(gate: str) -> tuple[Rule, ...]:
    """Return the rules of a gate: 'landing', 'conformed' or 'published'.

    Raises:
        RuleUnusableError: no rule at all, or a file without grain, severity or reason.
    """
    found = tuple(_rule(path) for path in sorted((EXPECTATIONS / gate).glob("*.sql")))
    if not found:
        raise RuleUnusableError(f"There is no rule in expectations/{gate}.")
    return found


def check(connection: duckdb.DuckDBPyConnection, gate: str) -> CheckReceipt:
    """Evaluate every rule of a gate on the tables at hand.

    Raises:
        RuleUnusableError: a rule could not be evaluated.
    """
    return CheckReceipt(gate, tuple(_outcome(connection, rule) for rule in rules(gate)))


def require(receipt: CheckReceipt) -> None:
    """Pass if no critical rule is broken.

    Raises:
        CheckFailedError: one is; the message names rules and keys.
    """
    if receipt.failed:
        told = " ".join(str(outcome) for outcome in receipt.failed)
        raise CheckFailedError(f"Stopped at the {receipt.gate} gate. {told}")


def check_conformed(data: DataFolder) -> CheckReceipt:
    """Check the figures at hand.

    Raises:
        CheckFailedError: a critical rule is broken.
    """
    with secure_store(data) as connection:
        receipt = check(connection, "conformed")
    require(receipt)
    return receipt


def landing_failures(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return what is wrong with the drop at hand, in words; empty if nothing critical is."""
    return [str(outcome) for outcome in check(connection, "landing").failed]


def _rule(path: Path) -> Rule:
    text = path.read_text(encoding="utf-8")
    header = HEADER.match(text)
    if header is None or header["severity"] not in SEVERITIES:
        raise RuleUnusableError(
            f"{path.name} must start with '-- grain: ...', '-- severity: critical' (or warning) "
            "and '-- reason: ...', a line each."
        )
    return Rule(path.stem, header["severity"], header["reason"], text)


def _outcome(connection: duckdb.DuckDBPyConnection, rule: Rule) -> Outcome:
    try:
        rows = connection.execute(rule.query).fetchall()
    except duckdb.Error:
        # DuckDB's message may quote a value, so only the rule is named.
        raise RuleUnusableError(f"The rule {rule.name} could not be evaluated.") from None
    keys = tuple(", ".join(str(key) for key in row) for row in rows[:MOST_KEYS])
    return Outcome(rule, len(rows), keys)
