"""Forces beside each other and beside England, as data that pictures are drawn from.

All ages. Rates, figures and changes are those shown; none is made from a hidden figure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from tasks.publish.measures import (
    ALL_AGES,
    ENGLAND,
    FORCE,
    SHARP,
    Area,
    Measures,
    Variation,
    Whole,
)
from tasks.publish.words import last_month

NORMAL_95, NORMAL_998 = 1.959964, 3.090232  # two-sided limits of a standard normal
QUARTERS = 20
WATCHED = 6  # forces shown where none needs attention
HIDDEN, FEW, MISSING = "hidden", "few", "missing"  # why there is no number
LIMIT_STEPS = 60  # points that a funnel's limits are drawn through


@dataclass(frozen=True)
class ForceRate:
    """A force's rate per 100,000 residents with its 95% interval; ``whole`` is what it is of."""

    force: Area
    whole: Whole
    rate: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Ranking:
    """Forces by rate, highest first; ``without`` a rate are the others, with the reason.

    ``england`` is England's rate in the same ``period`` (kind, period), None if it has none.
    """

    period: tuple[str, str] | None
    england: float | None
    rates: Sequence[ForceRate]
    without: Sequence[tuple[Area, str]]

    def because(self, reason: str) -> list[Area]:
        """Return the forces without a rate for this reason."""
        return [force for force, why in self.without if why == reason]


@dataclass(frozen=True)
class FunnelPoint:
    """A force on a funnel; ``side`` is 0 inside the 95% limits, 1 or -1 outside, 2 or -2 beyond
    the 99.8% limits: above where positive."""

    force: Area
    residents: int
    rate: float
    side: int


@dataclass(frozen=True)
class FunnelLimit:
    """The limits at a number of residents, per 100,000; the outer pair are those of 99.8%."""

    residents: float
    outer_lower: float
    lower: float
    upper: float
    outer_upper: float


@dataclass(frozen=True)
class Funnel:
    """Rates beside the limits of usual variation about England's rate."""

    england: float
    points: Sequence[FunnelPoint]
    limits: Sequence[FunnelLimit]

    def beyond(self, side: int) -> list[Area]:
        """Return the forces beyond the 99.8% limits: above for 1, below for -1, farthest first."""
        points = [point for point in self.points if point.side == 2 * side]
        ordered = sorted(points, key=lambda point: (-side * point.rate, point.force.name))
        return [point.force for point in ordered]


@dataclass(frozen=True)
class HeatCell:
    """The change in percent of 12 months on those a year earlier, or ``why`` there is none."""

    change: int | None
    why: str = ""


@dataclass(frozen=True)
class HeatMap:
    """Forces by quarter; ``left_out`` have no change in any quarter.

    ``provisional_from`` is the first quarter of which a figure is provisional, None if none is.
    """

    periods: Sequence[str]
    rows: Sequence[tuple[Area, Sequence[HeatCell]]]
    left_out: Sequence[Area]
    provisional_from: str | None

    @property
    def latest(self) -> list[int]:
        """The changes of the last quarter."""
        return [cells[-1].change for _, cells in self.rows if cells[-1].change is not None]


@dataclass(frozen=True)
class Watched:
    """A force to show on its own, with the cause that it is shown for."""

    force: Area
    cause: str


def ranking(measures: Measures, cause: str = SHARP) -> Ranking:
    """Return the forces' rates in the period that they are compared in; ties are by name."""
    period = measures.main_periods.get((cause, FORCE))
    england = measures.whole((cause, ENGLAND, ALL_AGES), period) if period else None
    wholes = [(force, measures.whole((cause, force.code, ALL_AGES))) for force in measures.forces]
    rates = [rate for force, whole in wholes for rate in _rate(force, whole)]
    return Ranking(
        period,
        england.rate if england else None,
        sorted(rates, key=lambda one: (-one.rate, one.force.name)),
        [(force, _why(whole)) for force, whole in wholes if not whole or whole.rate is None],
    )


def funnel(measures: Measures, cause: str = SHARP) -> Funnel | None:
    """Return the funnel; None where England has no rate or usual variation is not known yet.

    The limits: Spiegelhalter, Funnel plots for comparing institutional performance (2005), with the
    variance of usual variation in place of Poisson's. A force lies outside where even the nearest
    count that rounds to its figure does.
    """
    ranked, variation = ranking(measures, cause), measures.variations.get(cause)
    if variation is None or ranked.england is None or not ranked.rates:
        return None
    usual = _Usual(ranked.england, variation)
    points = [
        FunnelPoint(one.force, one.whole.residents, one.rate, usual.side(one.whole))
        for one in ranked.rates
    ]
    least = min(point.residents for point in points)
    most = max(point.residents for point in points)
    ratio = (most / least) ** (1 / LIMIT_STEPS)
    steps = [least * ratio**number for number in range(LIMIT_STEPS + 1)]
    return Funnel(ranked.england, points, [usual.limit(residents) for residents in steps])


def rate_step(rate: float, rates: Sequence[float]) -> int:
    """Return which fifth of the rates one is in, 1 for the lowest; the same for the same rate."""
    below = sum(other < rate for other in rates)
    return min(5, 1 + 5 * below // len(rates))


def heat_map(measures: Measures, cause: str = SHARP) -> HeatMap:
    """Return the change on a year earlier of the 12 months to each of the last quarters' ends."""
    of_force = {
        force.code: {
            last_month(whole.period_kind, whole.period): whole
            for whole in measures.wholes.get((cause, force.code, ALL_AGES), ())
        }
        for force in measures.forces
    }
    periods = sorted({period for wholes in of_force.values() for period in wholes})[-QUARTERS:]
    rows = [
        (force, [change_cell(of_force[force.code].get(period)) for period in periods])
        for force in sorted(measures.forces, key=lambda force: force.name)
    ]
    told = [row for row in rows if any(cell.change is not None for cell in row[1])]
    codes = {force.code for force, _ in told}
    return HeatMap(
        periods,
        told,
        [force for force, _ in rows if force.code not in codes],
        min((period for period in periods if _is_provisional(of_force, period)), default=None),
    )


def watched(measures: Measures) -> list[Watched]:
    """Return the forces that need attention, or else those of the highest rates."""
    if measures.attention:
        return [
            Watched(measures.areas[code], evidence[0].cause)
            for code, evidence in measures.attention.items()
        ]
    return [Watched(one.force, SHARP) for one in ranking(measures).rates[:WATCHED]]


@dataclass(frozen=True)
class _Usual:
    england: float
    variation: Variation

    def limit(self, residents: float) -> FunnelLimit:
        inner, outer = (self._spread(residents) * normal for normal in (NORMAL_95, NORMAL_998))
        return FunnelLimit(
            residents,
            max(0.0, self.england - outer),
            max(0.0, self.england - inner),
            self.england + inner,
            self.england + outer,
        )

    def side(self, whole: Whole) -> int:
        base, value = whole.base or 1, whole.value or 0
        least, most = (
            (value + by) / whole.residents * 1e5 for by in (-(base // 2), (base - 1) // 2)
        )
        away = max(0.0, least - self.england) + min(0.0, most - self.england)
        score = abs(away) / self._spread(whole.residents)
        size = (score > NORMAL_95) + (score > NORMAL_998)
        return size if away > 0 else -size

    def _spread(self, residents: float) -> float:
        mean = self.england * residents / 1e5
        variance = self.variation.multiplied * mean + self.variation.added * mean * mean
        return 1e5 * sqrt(variance) / residents


def _is_provisional(of_force: Mapping[str, Mapping[str, Whole]], period: str) -> bool:
    found = (wholes.get(period) for wholes in of_force.values())
    return any(whole is not None and whole.status == "provisional" for whole in found)


def _rate(force: Area, whole: Whole | None) -> Iterator[ForceRate]:
    if whole and whole.rate is not None:
        yield ForceRate(force, whole, whole.rate, whole.rate_lower or 0, whole.rate_upper or 0)


def _why(whole: Whole | None) -> str:
    if whole is None or whole.shown == "[x]":
        return MISSING
    return HIDDEN if whole.value is None else FEW


def change_cell(whole: Whole | None) -> HeatCell:
    """Return the change on a year earlier of a figure of 12 months."""
    if whole is None or whole.shown == "[x]" or whole.earlier_shown in (None, "[x]"):
        return HeatCell(None, MISSING)
    if whole.value is None or not whole.earlier_shown.isdigit():
        return HeatCell(None, HIDDEN)
    return HeatCell(whole.change_on_year, "" if whole.change_on_year is not None else FEW)
