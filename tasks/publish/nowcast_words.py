"""What is said of the months that are still to rise: sentences made by rules, never typed."""

from tasks.publish import design
from tasks.publish.measures import ALL_AGES, BOTH, ENGLAND, SHARP, WALES, Measures
from tasks.publish.nowcast import LEAST_VINTAGES, Nowcast, Rise
from tasks.publish.words import month_name

NATIONS = (ENGLAND, WALES, BOTH)
TABLE_HEADERS = ("Month", "So far", "Expected", "50% interval", "95% interval")
TABLE_MONTHS = 3
TOO_FEW = "Too few releases are kept to say what the latest months will become"
GAPS = (
    "The releases kept have gaps, or no financial year turned final in them, so it cannot be said"
    " what the latest months will become"
)


def nowcast_sentences(measures: Measures) -> list[str]:
    """Return what each nation's latest month is expected to become, or why that is not said."""
    if not measures.nowcasts:
        kept = max(measures.vintages.values(), default=0)
        return [_reason(kept)]
    return [
        _of_nation(measures, code)
        for code in NATIONS
        if (SHARP, code, ALL_AGES) in measures.vintages
    ]


def rise_sentences(measures: Measures) -> list[str]:
    """Return by how much a month's figure changed in the month after it was first shown."""
    told = [
        f"{_percent(first.median)} in {measures.areas[code].name} (half of {first.months} months:"
        f" {_percent(first.lower_quartile)} to {_percent(first.upper_quartile)})"
        for code in NATIONS
        if (first := _first_rise(measures, code))
    ]
    opening = "In the month after it was first shown, a month's figure changed by"
    return [f"{opening} {'; '.join(told)}."] if told else []


def nowcast_rows(measures: Measures) -> list[list[str]]:
    """Return the latest months of each nation, under ``TABLE_HEADERS``."""
    return [
        [
            f"{measures.areas[code].name}, {month_name(one.period)}",
            f"{one.shown:,}",
            f"{one.expected:,}",
            f"{one.lower_50:,} to {one.upper_50:,}",
            f"{one.lower_95:,} to {one.upper_95:,}",
        ]
        for code in NATIONS
        for one in reversed(measures.nowcasts.get((SHARP, code, ALL_AGES), ())[-TABLE_MONTHS:])
    ]


def _of_nation(measures: Measures, code: str) -> str:
    series, name = (SHARP, code, ALL_AGES), measures.areas[code].name
    nowcasts = measures.nowcasts.get(series)
    if not nowcasts or nowcasts[-1].age_in_months > 0:
        return f"{name}: {_first_lower(_reason(measures.vintages[series]))}"
    latest = nowcasts[-1]
    return (
        f"{name}, {month_name(latest.period)}: {latest.shown:,} so far; {_expected(latest)}"
        f" (95% interval {latest.lower_95:,} to {latest.upper_95:,}) when final."
    )


def _expected(nowcast: Nowcast) -> str:
    if nowcast.expected == nowcast.shown:
        return "expected to stay at about that"
    way = "reach" if nowcast.expected > nowcast.shown else "fall to"
    return f"expected to {way} about {nowcast.expected:,}"


def _reason(kept: int) -> str:
    if kept < LEAST_VINTAGES:
        return f"{TOO_FEW}: {kept} of the {LEAST_VINTAGES} needed."
    return f"{GAPS}."


def _first_lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _first_rise(measures: Measures, code: str) -> Rise | None:
    rises = measures.rises.get((SHARP, code, ALL_AGES), ())
    return next((one for one in rises if one.age_in_months == 0 and one.months >= 4), None)


def _percent(ratio: float) -> str:
    change = f"{100 * (ratio - 1):+.1f}%"
    return change.replace("-", design.MINUS)
