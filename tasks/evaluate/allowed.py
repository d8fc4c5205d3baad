"""What may be published from an evaluation: this list of tables and columns, and nothing else.

Estimates are disclosive as tables are:

- Fitted values of a Poisson model add up to each area's total.
- A gap and its synthetic line give the count.
- The total of all areas less that of all but one gives the one area's total.
- Two averages of one estimator with different weights give the effect in the two areas that were
  funded last.
- An estimate to many digits gives the one count that is not known otherwise. So do hundreds of
  estimates to few digits: what a release hides does not enter any (`tasks.evaluate.hidden`).
- A p-value or a sum of pounds made from an unrounded estimate is more digits of it.

So a value is published only in a column listed here, rounded, and for enough areas; p and smallest
detectable fall only as the rounded effect and interval give them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from tasks.evaluate.inference import p_value, recovered
from tasks.evaluate.refusal import NotAllowedError
from tasks.evaluate.rounding import P_DECIMALS, shown_detectable, shown_p
from tasks.evaluate.specification import Specification

Row = Mapping[str, object]
Check = Callable[[object, Specification], bool]

MAIN = "main"
POUNDS = 100_000
ADMISSIONS = 10
RATIO_DECIMALS = 2
# Of the table of sensitivity; p is the least of its step.
PER_CENT_STEP = 5
P_STEP = 0.05
SLOPE_STEP = 0.5
STEP_DECIMALS = 2
BREAKDOWN_STEP = 0.25
CHECKS = ("randomisation", "placebo in space", "placebo in time", "leave one out")
ESTIMATORS = (
    "poisson",
    "imputation",
    "group-time",
    "synthetic-did",
    "own-trends",
    "level-adjusted",
    "synthetic-control",
)


@dataclass(frozen=True)
class Shown:
    """A figure as the release store holds it, which tables of counts are checked against."""

    cause: str
    area_code: str
    period: str
    age: str
    shown: str


def require_allowed(
    kind: str, rows: Sequence[Row], spec: Specification, shown: frozenset[Shown] = frozenset()
) -> None:
    """Pass if every value of a table may be published.

    Raises:
        NotAllowedError: a value may not; the message names the table and column, never the value.
    """
    columns = TABLES.get(kind)
    if columns is None:
        raise NotAllowedError(
            f"An evaluation publishes no table '{kind}': only {', '.join(TABLES)}."
        )
    for row in rows:
        if list(row) != list(columns):
            unknown = sorted(set(row) - set(columns)) or sorted(set(columns) - set(row))
            raise NotAllowedError(
                f"Table '{kind}' has or lacks {', '.join(unknown)}: it has exactly the columns "
                f"{', '.join(columns)}."
            )
        for column, allowed in columns.items():
            if not allowed(row[column], spec):
                raise NotAllowedError(
                    f"Table '{kind}', column '{column}': a value that may not be published "
                    "(too many digits, too few areas, or a name that is not on the list)."
                )
    if kind == "shown":
        _require_shown(rows, shown)
    if kind == "estimates":
        _require_derived(rows, spec)


def _require_shown(rows: Iterable[Row], shown: frozenset[Shown]) -> None:
    for row in rows:
        figure = Shown(*(str(row[name]) for name in Shown.__dataclass_fields__))
        if figure not in shown:
            raise NotAllowedError(
                "Table 'shown' has a figure that the release store has not shown: "
                f"{figure.area_code}, {figure.period}."
            )


def _require_derived(rows: Iterable[Row], spec: Specification) -> None:
    for row in rows:
        clusters = cast(int, row["funded_areas"]) + cast(int, row["other_areas"])
        again = recovered(cast(Mapping[str, float], row), clusters, spec)
        by_lot = row["estimator"] == "synthetic-control"
        if row["smallest_detectable"] != shown_detectable(again, spec) or not (
            by_lot or row["p"] == shown_p(p_value(again))
        ):
            raise NotAllowedError(
                "Table 'estimates': p or smallest detectable fall is not the one that the printed "
                "effect and interval give."
            )


def _one_of(names: Callable[[Specification], Iterable[object]]) -> Check:
    return lambda value, spec: value in set(names(spec))


def _rounded(value: object, decimals: int) -> bool:
    return value is None or (isinstance(value, float) and value == round(value, decimals))


def _in_steps(step: int) -> Check:
    return lambda value, _: isinstance(value, int) and value % step == 0


def _in_steps_or_none(step: int) -> Check:
    return lambda value, spec: value is None or _in_steps(step)(value, spec)


def _ratio(value: object, _: Specification) -> bool:
    return isinstance(value, float) and _rounded(value, RATIO_DECIMALS)


def _percent(value: object, spec: Specification) -> bool:
    return _rounded(value, spec.decimals)


def _p(value: object, _: Specification) -> bool:
    return _rounded(value, P_DECIMALS)


def _in_parts(step: float) -> Check:
    def allowed(value: object, _: Specification) -> bool:
        return value is None or (
            isinstance(value, float) and value == round(round(value / step) * step, STEP_DECIMALS)
        )

    return allowed


def _funded(value: object, spec: Specification) -> bool:
    return isinstance(value, int) and value >= spec.least_funded_areas


def _number(value: object, _: Specification) -> bool:
    return isinstance(value, int)


def _text(value: object, _: Specification) -> bool:
    return isinstance(value, str)


def _ends(name: str, check: Check) -> dict[str, Check]:
    return {f"{name}{end}": check for end in ("", "_lower", "_upper")}


_outcome = _one_of(lambda spec: (outcome.key for outcome in spec.outcomes))
_interval = {"effect": _percent, "lower": _percent, "upper": _percent}

TABLES: Mapping[str, Mapping[str, Check]] = {
    "estimates": {
        "outcome": _outcome,
        "estimator": _one_of(lambda _: ESTIMATORS),
        "variant": _one_of(lambda spec: (MAIN, *(variant.key for variant in spec.variants))),
        "funded_areas": _funded,
        "other_areas": _number,
        "first_period": _text,
        "last_period": _text,
        **_interval,
        "p": _p,
        "smallest_detectable": _percent,
    },
    "sensitivity": {
        "outcome": _outcome,
        "estimator": _one_of(lambda _: ESTIMATORS),
        "funded_areas": _funded,
        "breakdown": _in_parts(BREAKDOWN_STEP),
        "relative_lower": _in_steps(PER_CENT_STEP),
        "relative_upper": _in_steps(PER_CENT_STEP),
        "straight_lower": _in_steps_or_none(PER_CENT_STEP),
        "straight_upper": _in_steps_or_none(PER_CENT_STEP),
        "pretrend_p": _in_parts(P_STEP),
        "noticeable": _in_parts(SLOPE_STEP),
    },
    "events": {
        "outcome": _outcome,
        "event": _number,
        "funded_areas": _funded,
        **_interval,
        "smallest_detectable": _percent,
    },
    "gaps": {
        "outcome": _outcome,
        "year": _text,
        "funded_areas": _funded,
        "gap": _percent,
    },
    "checks": {
        "outcome": _outcome,
        "check": _one_of(lambda _: CHECKS),
        "funded_areas": _funded,
        **_interval,
        "p": _p,
        "smallest_detectable": _percent,
    },
    "value": {
        "outcome": _outcome,
        "case": _text,
        "first_year": _text,
        "last_year": _text,
        "prices_of": _text,
        "crimes_per_admission": _one_of(
            lambda spec: (spec.value.crimes_per_admission, spec.value.crimes_per_admission_high)
        ),
        "break_even_admissions": _in_steps_or_none(ADMISSIONS),
        "break_even_fall": _percent,
        **_ends("admissions_prevented", _in_steps(ADMISSIONS)),
        "cost": _in_steps(POUNDS),
        **_ends("benefit", _in_steps(POUNDS)),
        **_ends("net_present_value", _in_steps(POUNDS)),
        **_ends("benefit_cost_ratio", _ratio),
    },
    "shown": {
        "cause": _text,
        "area_code": _text,
        "area": _text,
        "funded_from": _text,
        "period": _text,
        "age": _text,
        "shown": _text,
        "rounding": _text,
    },
}
