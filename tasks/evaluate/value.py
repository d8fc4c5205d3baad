"""Value for money in the form of the Green Book: what funding must prevent to be worth its cost.

The effect is the published one, rounded, and is applied to the figures that the release shows, with
suppressed figures taken as 0. So every number here follows from others that are published. A true
total beside the effect would disclose the sum of suppressed figures.

Costs and benefits are in prices of one year and discounted to the first year of funding (HM
Treasury, The Green Book, 2022, annex A6). Benefits are of the months that costs and effect cover.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import duckdb

from tasks.evaluate.allowed import ADMISSIONS, POUNDS, RATIO_DECIMALS
from tasks.evaluate.specification import Outcome, Specification
from tasks.store.statements import statement

Row = dict[str, Any]
CENTRAL, HIGH = "central", "high"


@dataclass(frozen=True)
class Costs:
    """Unit costs by cause, programme costs by estimate and span of years, prices by year."""

    unit: Mapping[str, tuple[float, str]]
    programme: Mapping[str, Sequence[tuple[str, str, float]]]
    index: Mapping[str, float]

    @property
    def years(self) -> list[str]:
        """The financial years that the programme costs cover."""
        spans = self.programme[CENTRAL]
        return self._span(spans[0][0], spans[-1][1])

    def unit_cost(self, cause: str, prices_of: str) -> float:
        """What one crime of the cause costs society, in pounds of a year."""
        pounds, priced = self.unit[cause]
        return pounds * self.index[prices_of] / self.index[priced]

    def by_year(self, estimate: str, prices_of: str) -> dict[str, float]:
        """What the programme was given, in pounds of a year; a span is spread evenly."""
        return {
            year: pounds / len(self._span(first, last)) * self.index[prices_of] / self.index[year]
            for first, last, pounds in self.programme[estimate]
            for year in self._span(first, last)
        }

    def _span(self, first: str, last: str) -> list[str]:
        return [year for year in self.index if first <= year <= last]


@dataclass(frozen=True)
class Case:
    """A set of assumptions; ``costs`` and ``benefits`` are factors, ``discount`` a yearly rate."""

    key: str
    name: str
    crimes: float
    discount: float
    estimate: str = CENTRAL
    costs: float = 1.0
    benefits: float = 1.0


def cases(spec: Specification) -> tuple[Case, ...]:
    """Return the central assumptions, and each one of them changed."""
    value = spec.value
    central = Case(CENTRAL, "Central", value.crimes_per_admission, value.discount_rate)

    def changed(key: str, name: str, **to: Any) -> Case:  # noqa: ANN401
        return replace(central, key=key, name=name, **to)

    apart = value.unit_cost_range
    many = value.crimes_per_admission_high
    return (
        central,
        changed("higher-costs", "Costs as answered to Parliament", estimate=HIGH),
        changed(
            "optimism-bias",
            f"Optimism bias: costs {value.optimism_costs:.0%} more, benefits"
            f" {value.optimism_benefits:.0%} less",
            costs=1 + value.optimism_costs,
            benefits=1 - value.optimism_benefits,
        ),
        changed("lower-unit-cost", f"Unit cost {apart:.0%} less", benefits=1 - apart),
        changed("higher-unit-cost", f"Unit cost {apart:.0%} more", benefits=1 + apart),
        changed("more-crimes", f"{many:g} crimes prevented with each admission", crimes=many),
        changed("undiscounted", "Not discounted", discount=0.0),
    )


def read_costs(connection: duckdb.DuckDBPyConnection) -> Costs:
    """Read the reference tables of costs and prices."""

    def rows(name: str) -> list[tuple[Any, ...]]:
        return connection.execute(statement(f"evaluate/{name}")).fetchall()

    programme: dict[str, list[tuple[str, str, float]]] = {}
    for estimate, *span in rows("programme_cost"):
        programme.setdefault(estimate, []).append((span[0], span[1], span[2]))
    return Costs(
        unit={cause: (pounds, prices_of) for cause, pounds, prices_of in rows("unit_cost")},
        programme=programme,
        index=dict(rows("price")),
    )


def shown_admissions(
    shown: Sequence[Mapping[str, Any]], outcome: Outcome, costs: Costs
) -> dict[str, int]:
    """Return the sum of an outcome's shown figures of funded areas, by year of the costs."""
    of_year = dict.fromkeys(costs.years, 0)
    for figure in shown:
        if (
            (figure["cause"], figure["age"]) == (outcome.cause, outcome.age)
            and figure["period"] in of_year
            and figure["funded_from"]
            and figure["funded_from"] <= figure["period"]
            and figure["shown"].isdigit()
        ):
            of_year[figure["period"]] += int(figure["shown"])
    return of_year


def value_for_money(
    outcome: Outcome,
    estimate: Mapping[str, Any],
    admissions: Mapping[str, int],
    costs: Costs,
    spec: Specification,
) -> Iterator[Row]:
    """Yield an outcome's rows, one a case.

    Args:
        outcome: whose admissions they are.
        estimate: its published row, of the months that the costs cover: per cent, rounded.
        admissions: by financial year, as `shown_admissions` returns them.
        costs: in pounds of their own years.
        spec: the specification.
    """
    # A fall of a tenth prevents a ninth of what was admitted.
    prevented = {name: 100 / (100 + estimate[name]) - 1 for name in ("effect", "lower", "upper")}
    for case in cases(spec):
        discount = {year: (1 + case.discount) ** -at for at, year in enumerate(costs.years)}
        given = costs.by_year(case.estimate, spec.value.prices_of)
        cost = case.costs * sum(pounds * discount[year] for year, pounds in given.items())
        each = case.benefits * case.crimes * costs.unit_cost(outcome.cause, spec.value.prices_of)
        all_prevented = each * sum(many * discount[year] for year, many in admissions.items())
        yield {
            "outcome": outcome.key,
            "case": case.key,
            "first_year": costs.years[0],
            "last_year": costs.years[-1],
            "prices_of": spec.value.prices_of,
            "crimes_per_admission": case.crimes,
            **_break_even(cost, all_prevented, sum(admissions.values()), spec),
            **_prevented(prevented, sum(admissions.values())),
            **_present_values(prevented, cost, all_prevented),
        }


def _break_even(cost: float, all_prevented: float, admissions: int, spec: Specification) -> Row:
    """What would have to be prevented; none if no admission is shown."""
    share = cost / all_prevented if all_prevented else None
    return {
        "break_even_admissions": None if share is None else _step(share * admissions, ADMISSIONS),
        "break_even_fall": None
        if share is None
        else round(100 * share / (1 + share), spec.decimals),
    }


# The lowest end of the interval of an effect is the most that is prevented.
ENDS = {"": "effect", "_lower": "upper", "_upper": "lower"}


def _prevented(prevented: Mapping[str, float], admissions: int) -> Row:
    return {
        f"admissions_prevented{end}": _step(prevented[of] * admissions, ADMISSIONS)
        for end, of in ENDS.items()
    }


def _present_values(prevented: Mapping[str, float], cost: float, all_prevented: float) -> Row:
    benefits = {end: prevented[of] * all_prevented for end, of in ENDS.items()}
    return {
        "cost": _step(cost, POUNDS),
        **{f"benefit{end}": _step(pounds, POUNDS) for end, pounds in benefits.items()},
        **{f"net_present_value{end}": _step(of - cost, POUNDS) for end, of in benefits.items()},
        **{
            f"benefit_cost_ratio{end}": round(of / cost, RATIO_DECIMALS) + 0.0
            for end, of in benefits.items()
        },
    }


def _step(value: float, step: int) -> int:
    return step * round(value / step)
