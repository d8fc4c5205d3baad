"""Rules and their outcomes: keys and numbers of keys, never counts of admissions."""

from dataclasses import dataclass
from typing import Any

from tasks.govern.errors import SafeMessageError

SEVERITIES = ("critical", "warning")
MOST_KEYS = 5


class RuleUnusableError(SafeMessageError):
    """A rule cannot be read or evaluated. The run stops rather than passing without it."""


@dataclass(frozen=True)
class Rule:
    """A condition that must hold at a gate."""

    name: str
    severity: str
    reason: str


@dataclass(frozen=True)
class QueryRule(Rule):
    """A rule as a query that selects the keys that break it."""

    query: str


@dataclass(frozen=True)
class BuiltInRule(Rule):
    """A rule as a built-in expectation of Great Expectations, with the table that it reads."""

    table: str
    expect: str
    kwargs: dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """The outcome of one rule: how many keys break it, and the first few of them."""

    rule: Rule
    violations: int
    keys: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Say whether the rule holds."""
        return self.violations == 0

    @property
    def at(self) -> str:
        """Where the rule is broken, in words; empty if it holds."""
        more = self.violations - len(self.keys)
        return "; ".join(self.keys) + (f" and {more} more" if self.keys and more > 0 else "")

    def __str__(self) -> str:
        if self.passed:
            return f"{self.rule.name}: holds"
        return f"{self.rule.name}: {self.rule.reason} At: {self.at}."


@dataclass(frozen=True)
class CheckReceipt:
    """Outcomes of one gate; ``subject`` is the drop, month or release that was checked."""

    gate: str
    outcomes: tuple[Outcome, ...]
    subject: str

    @property
    def passed(self) -> int:
        """Number of rules that hold."""
        return sum(outcome.passed for outcome in self.outcomes)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Outcomes of broken critical rules."""
        return self._broken("critical")

    @property
    def warned(self) -> tuple[Outcome, ...]:
        """Outcomes of broken warning rules."""
        return self._broken("warning")

    def _broken(self, severity: str) -> tuple[Outcome, ...]:
        broken = (outcome for outcome in self.outcomes if not outcome.passed)
        return tuple(outcome for outcome in broken if outcome.rule.severity == severity)


class CheckFailedError(SafeMessageError):
    """A critical rule is broken: nothing is published. ``receipt`` has all outcomes of the gate."""

    def __init__(self, receipt: CheckReceipt) -> None:
        self.receipt = receipt
        failed = " ".join(str(outcome) for outcome in receipt.failed)
        super().__init__(f"Stopped at the {receipt.gate} gate. {failed}")
