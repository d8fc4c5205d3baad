"""The section and sentences of value for money: the break-even number first."""

from collections.abc import Mapping, Sequence
from typing import Any

from tasks.evaluate import words
from tasks.evaluate.specification import Specification
from tasks.evaluate.value import CENTRAL, HIGH, Costs, cases
from tasks.publish import design

Row = Mapping[str, Any]
Section = dict[str, Any]
NO_ADMISSIONS = "none is shown"


def central(values: Sequence[Row]) -> list[Row]:
    """Return each outcome's row of the central assumptions."""
    return [row for row in values if row["case"] == CENTRAL]


def value_section(values: Sequence[Row], spec: Specification) -> Section:
    """Return the section; what must be prevented stands before what may have been."""
    names = {outcome.key: outcome.name for outcome in spec.outcomes}
    return {
        "title": "Value for money",
        "texts": [
            f"{names[row['outcome']]}: {break_even(row)} {ratio(row, spec)}"
            for row in central(values)
        ],
        "charts": [],
        "tables": [
            _table(
                f"{names[one['outcome']]}: value for money by assumption, pounds of"
                f" {spec.value.prices_of}",
                [row for row in values if row["outcome"] == one["outcome"]],
                spec,
            )
            for one in central(values)
        ],
    }


def _table(caption: str, rows: Sequence[Row], spec: Specification) -> Section:
    names = {case.key: case.name for case in cases(spec)}
    return {
        "caption": caption,
        "headers": ["Assumption", "Fall to break even", "Cost", "Benefit", "Benefit-cost ratio"],
        "rows": [
            [
                names[row["case"]],
                _fall(row),
                words.millions(row["cost"]),
                words.millions(row["benefit"]),
                f"{_number(row['benefit_cost_ratio'])} ({_ratios(row)})",
            ]
            for row in rows
        ],
    }


def break_even(row: Row) -> str:
    """Return the sentence about what would have to be prevented."""
    if row["break_even_admissions"] is None:
        return "No admission of funded areas is shown, so that nothing can be said."
    return (
        f"To be worth {words.millions(row['cost'])} in {row['first_year']} to {row['last_year']},"
        f" funding would have had to prevent {row['break_even_admissions']:,} admissions, a fall of"
        f" {_fall(row)}, counting admissions alone."
    )


def ratio(row: Row, spec: Specification) -> str:
    """Return the sentence about the benefit-cost ratio and net present value."""
    return (
        f"By the estimate the benefit-cost ratio is {_number(row['benefit_cost_ratio'])}"
        f" ({spec.confidence:.0%} interval {_ratios(row)}), the net present value"
        f" {words.millions(row['net_present_value'])}"
        f" ({words.millions(row['net_present_value_lower'])} to"
        f" {words.millions(row['net_present_value_upper'])})."
    )


def value_methods(costs: Costs, spec: Specification) -> list[str]:
    """Return how value for money is computed, what is assumed and what is not verified."""
    value = spec.value
    pounds, prices_of = costs.unit[spec.main.cause]
    first, last = costs.years[0], costs.years[-1]
    low, high = (sum(span[2] for span in costs.programme[name]) for name in (CENTRAL, HIGH))
    return [
        "Value for money is in the form of HM Treasury's Green Book (2022). The effect is the"
        f" Poisson estimate of {_variant(spec)}, as rounded, on the admissions that the release"
        " shows for funded areas and those years (hidden figures taken as none). Costs and"
        f" benefits are in prices of {value.prices_of} (HM Treasury's GDP deflators of March 2026),"
        f" discounted by {value.discount_rate:.1%} a year to {first}.",
        "Costs are what the Home Office has published for Violence Reduction Units and Grip"
        f" (formerly Surge) together: {words.millions(round(low))} in {first} to {last}"
        f" (evaluation reports), or {words.millions(round(high))} since 2019 (answer to Parliament"
        " of June 2023). Published sums differ; what others gave, and costs of the areas"
        " themselves, are not in them.",
        f"The unit cost is that of violence with injury, £{pounds:,.0f} in prices of {prices_of}"
        " (Home Office Research Report 99, 2018, as reported in the press). No interval is"
        f" published for it: {value.unit_cost_range:.0%} less and more are assumed. An admission"
        " is at the severe end of such crimes.",
        "How many crimes are prevented with an admission is not known. The central assumption is"
        f" {value.crimes_per_admission:g}, the high one {value.crimes_per_admission_high:g}: both"
        " are assumptions, not measurements. The two outcomes overlap: they are not added.",
        f"Optimism bias is shown as costs {value.optimism_costs:.0%} higher and benefits"
        f" {value.optimism_benefits:.0%} lower, which is an assumption, too.",
    ]


def _variant(spec: Specification) -> str:
    name = next(one.name for one in spec.variants if one.key == spec.value.variant)
    return f"“{name}”"


def _fall(row: Row) -> str:
    fall = row["break_even_fall"]
    return NO_ADMISSIONS if fall is None else f"{fall:.1f}%"


def _ratios(row: Row) -> str:
    lower, upper = row["benefit_cost_ratio_lower"], row["benefit_cost_ratio_upper"]
    return f"{_number(lower)} to {_number(upper)}"


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", design.MINUS)
