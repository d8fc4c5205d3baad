"""Value for money: what the effect saves, compared with what the programme was given.

The effect is applied to the figures that the release shows, with suppressed figures taken as 0. A
true total beside the effect would disclose the sum of suppressed figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from tasks.evaluate.allowed import ADMISSIONS, POUNDS
from tasks.evaluate.estimators import Effect
from tasks.evaluate.rounding import P_DECIMALS
from tasks.evaluate.specification import Outcome, Specification
from tasks.store.statements import statement

Row = dict[str, Any]


@dataclass(frozen=True)
class Costs:
    """Unit costs by cause, programme costs by span of years, and prices by financial year."""

    unit: Mapping[str, tuple[float, str]]
    programme: Sequence[tuple[str, str, float]]
    index: Mapping[str, float]

    @property
    def years(self) -> list[str]:
        """The financial years that the programme cost covers."""
        first, last = self.programme[0][0], self.programme[-1][1]
        return [year for year in self.index if first <= year <= last]

    def unit_cost(self, cause: str, prices_of: str) -> float:
        """What one admission of the cause costs society, in pounds of a year."""
        pounds, priced = self.unit[cause]
        return pounds * self.index[prices_of] / self.index[priced]

    def programme_cost(self, prices_of: str) -> float:
        """What the programme was given, in pounds of a year; a span uses its mean prices."""
        return sum(
            pounds * self.index[prices_of] / self._mean_index(first, last)
            for first, last, pounds in self.programme
        )

    def _mean_index(self, first: str, last: str) -> float:
        span = [index for year, index in self.index.items() if first <= year <= last]
        return sum(span) / len(span)


def read_costs(connection: duckdb.DuckDBPyConnection) -> Costs:
    """Read the reference tables of costs and prices."""

    def rows(name: str) -> list[tuple[Any, ...]]:
        return connection.execute(statement(f"evaluate/{name}")).fetchall()

    return Costs(
        unit={cause: (pounds, prices_of) for cause, pounds, prices_of in rows("unit_cost")},
        programme=rows("programme_cost"),
        index=dict(rows("price")),
    )


def shown_admissions(shown: Sequence[Mapping[str, Any]], outcome: Outcome, costs: Costs) -> int:
    """Return the sum of an outcome's shown figures of funded areas and years."""
    return sum(
        int(figure["shown"])
        for figure in shown
        if (figure["cause"], figure["age"]) == (outcome.cause, outcome.age)
        and figure["period"] in costs.years
        and figure["funded_from"]
        and figure["funded_from"] <= figure["period"]
        and figure["shown"].isdigit()
    )


def value_for_money(
    outcome: Outcome, effect: Effect, admissions: int, costs: Costs, spec: Specification
) -> Row:
    """Return an outcome's row: admissions averted, benefit, cost, net benefit and its chance.

    The effect is drawn from its Student's t distribution, so that draws agree with its interval.
    ``effect`` is `inference.recovered` from the published digits: of an unrounded one, averted
    admissions would be further digits.
    """
    import numpy as np

    rng = np.random.default_rng(spec.seed)
    spread = rng.standard_t(effect.clusters - 1, spec.value_draws)
    averted = admissions * np.expm1(-(effect.value + effect.error * spread))
    expected = float(admissions * np.expm1(-effect.value))
    cost = costs.programme_cost(spec.prices_of)
    pounds = costs.unit_cost(outcome.cause, spec.prices_of)
    ends = [(1 - spec.confidence) / 2, (1 + spec.confidence) / 2]
    lower, upper = np.quantile(averted, ends)
    return {
        "outcome": outcome.key,
        "first_year": costs.years[0],
        "last_year": costs.years[-1],
        "prices_of": spec.prices_of,
        "admissions_averted": _step(expected, ADMISSIONS),
        "admissions_averted_lower": _step(lower, ADMISSIONS),
        "admissions_averted_upper": _step(upper, ADMISSIONS),
        "cost": _step(cost, POUNDS),
        "benefit": _step(expected * pounds, POUNDS),
        "net_benefit": _step(expected * pounds - cost, POUNDS),
        "net_benefit_lower": _step(lower * pounds - cost, POUNDS),
        "net_benefit_upper": _step(upper * pounds - cost, POUNDS),
        "chance_of_net_benefit": round(float(np.mean(averted * pounds > cost)), P_DECIMALS),
    }


def _step(value: float, step: int) -> int:
    return step * round(value / step)
