"""The disclosure policy, read from sql/protect/policy.toml."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import duckdb

from tasks.govern.errors import SafeMessageError
from tasks.store.statements import SQL, statement

FILE = SQL / "protect" / "policy.toml"
# That of every release made before releases kept the name of theirs.
BEFORE_KEPT = "hes-2018"


class NoRuleError(SafeMessageError):
    """No rule of the policy, or more than one, is in force on a day."""


@dataclass(frozen=True)
class Rung:
    """How coarsely a figure is shown: ``hidden_from`` to ``hidden_to`` as ``symbol``, what is above
    to the nearest ``base``, what is below as it is; ``base`` 0 withholds any count."""

    base: int
    hidden_from: int
    hidden_to: int
    symbol: str

    @property
    def hides(self) -> str:
        """The counts behind the symbol, as words after "a count"."""
        if self.hidden_from == 0:
            return f"under {self.hidden_to + 1}"
        return f"of {self.hidden_from} to {self.hidden_to}"


@dataclass(frozen=True)
class Policy:
    """A rule with its ladder, finest rung first, and the bounds that a figure must keep."""

    rule: str
    source: str
    applies_from: date
    refused_at_most: int
    decided_at_most: int
    refused_values: int
    probed_width: int
    probed_reach: int
    rungs: tuple[Rung, ...]
    step_bounds: tuple[int | None, ...]

    def decided_at(self, step: int | None) -> int:
        """The bound that figures of a step are decided by; of none where tables have no steps."""
        bound = self.step_bounds[step - 1] if step else None
        return self.decided_at_most if bound is None else bound

    @property
    def finest(self) -> Rung:
        """The rung of the rule alone: what it hides is what is suppressed."""
        return self.rungs[0]

    @property
    def coarser(self) -> tuple[Rung, ...]:
        """The rungs between the finest one and withholding."""
        return self.rungs[1:-1]

    @property
    def withheld(self) -> Rung:
        """The rung that shows nothing of a count."""
        return self.rungs[-1]

    @property
    def suppressed_from(self) -> int:
        """The least count that is suppressed."""
        return self.finest.hidden_from

    @property
    def suppressed_to(self) -> int:
        """The greatest count that is suppressed."""
        return self.finest.hidden_to

    def bounds(self) -> tuple[int, int, int, int, int, int]:
        """The fields of probing.Bounds."""
        return (
            self.suppressed_from,
            self.suppressed_to,
            self.refused_at_most,
            self.refused_values,
            self.probed_width,
            self.probed_reach,
        )

    def column(self, name: str) -> list[Any]:
        """One value per rung."""
        return [getattr(rung, name) for rung in self.rungs]


@cache
def policy_text() -> dict[str, Any]:
    """The policy file as it stands."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def policy(on: date | None = None) -> Policy:
    """The policy under the rule in force on a day, today (UTC) unless one is named.

    Raises NoRuleError when no rule is in force on it, or several are."""
    day = on or datetime.now(UTC).date()
    names = [
        name
        for name, rule in policy_text()["rule"].items()
        if rule["applies_from"] <= day <= rule.get("applies_to", date.max)
    ]
    if len(names) != 1:
        raise NoRuleError(
            f"{len(names)} rules of sql/protect/policy.toml are in force on {day}: one must be."
        )
    return policy_of(names[0])


@cache
def policy_of(rule: str) -> Policy:
    """The policy under the rule of a name. Raises KeyError for one that the file does not have."""
    text = policy_text()
    ruled = text["rule"][rule]
    return Policy(
        rule=rule,
        source=ruled["source"],
        applies_from=ruled["applies_from"],
        refused_at_most=text["bounds"]["refused_at_most"],
        decided_at_most=text["bounds"]["decided_at_most"],
        refused_values=text["bounds"]["refused_values"],
        probed_width=text["bounds"]["probed_width"],
        probed_reach=text["bounds"]["probed_reach"],
        rungs=tuple(Rung(**rung) for rung in ruled["rung"]),
        step_bounds=tuple(step.get("decided_at_most") for step in text["step"]),
    )


def policy_kept(con: duckdb.DuckDBPyConnection, month: date, revision: int) -> Policy | None:
    """The policy under the rule that a release was made under, if the release store keeps it."""
    release = {"month": month, "revision": revision}
    try:
        kept = con.execute(statement("protect/which_release/kept_rule"), release).fetchone()
    except duckdb.CatalogException:
        # A store that was last written before rules were kept.
        return None
    return policy_of(kept[0]) if kept else None


def policy_shown(con: duckdb.DuckDBPyConnection, month: date, revision: int) -> Policy:
    """The policy under which the figures of a release in the store are shown."""
    return policy_kept(con, month, revision) or policy_of(BEFORE_KEPT)


def tables_left_out(con: duckdb.DuckDBPyConnection, month: date, revision: int) -> tuple[str, ...]:
    """The titles of the tables whose steps a release in the store left out, so that no hidden count
    can be worked out."""
    release = {"month": month, "revision": revision}
    try:
        found = con.execute(statement("protect/which_release/left_out"), release).fetchall()
    except duckdb.CatalogException:
        # A store that was last written before any table was left out.
        return ()
    return tuple(title for (title,) in found)


@cache
def steps() -> dict[str, list[Any]]:
    """Each table below national level, with the number of the step in which it is decided, from 1:
    parameters of model/10_cell.sql."""
    placed = [
        (table, number)
        for number, step in enumerate(policy_text()["step"], start=1)
        for table in step["tables"]
    ]
    return {"tables": [table for table, _ in placed], "steps": [number for _, number in placed]}


@cache
def levels() -> dict[str, int]:
    """What a figure is taken to be at most, by residents: the parameters of model/10_cell.sql."""
    return {name: value for name, value in policy_text()["level"].items() if name != "source"}


def make_rung(con: duckdb.DuckDBPyConnection, rules: Policy) -> None:
    """Fill table rung from the policy, and define the rule itself, symbol_of."""
    con.execute(statement("protect/bounds"))
    con.execute(statement("protect/decide/symbol_of"))
    names = ("base", "hidden_from", "hidden_to", "symbol")
    con.execute(statement("protect/decide/rung"), {name: rules.column(name) for name in names})
