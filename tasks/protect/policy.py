"""The disclosure policy, read from sql/protect/policy.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

import duckdb

from tasks.protect.run_sql import run
from tasks.store.statements import SQL, statement

CURRENT = "hes-2018"


@dataclass(frozen=True)
class Policy:
    """The rule in force with its ladder (one dict per rung, finest first) and the bounds that a
    figure must keep."""

    rule: str
    suppressed_from: int
    suppressed_to: int
    refused_at_most: int
    decided_at_most: int
    refused_values: int
    probed_width: int
    probed_reach: int
    rungs: tuple[dict[str, Any], ...]

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
        return [rung[name] for rung in self.rungs]


@cache
def policy_text() -> dict[str, Any]:
    """The policy file as it stands."""
    return tomllib.loads((SQL / "protect" / "policy.toml").read_text(encoding="utf-8"))


@cache
def policy(rule: str = CURRENT) -> Policy:
    """The policy under one of the file's rules. Raises KeyError for a rule that the file does not
    have."""
    text = policy_text()
    ruled = text["rule"][rule]
    return Policy(
        rule=rule,
        suppressed_from=ruled["suppressed_from"],
        suppressed_to=ruled["suppressed_to"],
        refused_at_most=text["bounds"]["refused_at_most"],
        decided_at_most=text["bounds"]["decided_at_most"],
        refused_values=text["bounds"]["refused_values"],
        probed_width=text["bounds"]["probed_width"],
        probed_reach=text["bounds"]["probed_reach"],
        rungs=tuple(ruled["rung"]),
    )


@cache
def levels() -> dict[str, int]:
    """What a figure is taken to be at most, by residents: the parameters of model/08_cell.sql."""
    return {name: value for name, value in policy_text()["level"].items() if name != "source"}


def make_rung(con: duckdb.DuckDBPyConnection, rules: Policy) -> None:
    """Fill table rung from the policy, with what stands for a bound that nobody knows."""
    con.execute(statement("protect/bounds"))
    names = ("rung", "base", "hidden_from", "hidden_to", "symbol")
    run(con, "decide/rung", **{name: rules.column(name) for name in names})
