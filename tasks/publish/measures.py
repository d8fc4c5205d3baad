"""The measures that outputs share: figures, rates, changes and signals, each made once, in SQL."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import duckdb

from tasks.protect.policy import make_rung, policy_shown
from tasks.publish.national_assault import Assault
from tasks.publish.nowcast import Nowcast, Rise, make_nowcasts
from tasks.store.statements import statement, statements
from tasks.store.variables import set_variables

SHARP, ALL_ASSAULT = "X99", "X92-Y09"
ALL_AGES = "All ages"
AGES = (ALL_AGES, "Under 25", "25 and over")
ENGLAND, WALES, BOTH = "E92000001", "W92000004", "K04000001"
BASELINE_YEAR = "2018-19"  # as in sql/publish/measures
NATIONAL, FORCE = "national", "pfa"
RUN = 8  # months in a row on one side of the mean that are a signal

Series = tuple[str, str, str]  # cause, area code, age
Made = TypeVar("Made")


@dataclass(frozen=True)
class Area:
    """A force or nation; tile and VRU are of forces only."""

    code: str
    name: str
    level: str
    country: str
    short_name: str | None
    tile_row: int | None
    tile_column: int | None
    vru_from: str | None


@dataclass(frozen=True)
class Month:
    """A figure of one month; ``base`` is what it is rounded to."""

    period: str
    shown: str
    base: int | None
    status: str

    @property
    def value(self) -> int | None:
        """The figure as a number, None for a symbol."""
        return int(self.shown) if self.shown.isdigit() else None


@dataclass(frozen=True)
class Whole:
    """A figure of a financial year or 12 months ending, its rate per 100,000 and its changes.

    Changes are whole percentages on a year earlier and on the year ending March 2019. Each has a
    verdict: `clear` (more than usual variation), `usual`, `unfinished` (a fall of a figure that
    still rises) or `untested`. An earlier figure is ``is_as_released`` where it is what the release
    of a year before showed. ``basis`` says how the residents of
    ``mid_year`` are had: an estimate, interpolated, or held from the latest one, of
    ``estimated_to``. Standardised rates (to England and Wales, mid-2021) are of all ages only.
    """

    period_kind: str
    period: str
    shown: str
    base: int | None
    status: str
    earlier_shown: str | None
    is_as_released: bool
    baseline_shown: str | None
    change_on_year: int | None
    chance_on_year: str
    change_on_baseline: int | None
    chance_on_baseline: str
    residents: int
    mid_year: int
    basis: str
    estimated_to: int
    rate: float | None
    rate_lower: float | None
    rate_upper: float | None
    standardised_rate: float | None
    standardised_lower: float | None
    standardised_upper: float | None

    @property
    def value(self) -> int | None:
        """The figure as a number, None for a symbol."""
        return int(self.shown) if self.shown.isdigit() else None


@dataclass(frozen=True)
class Signal:
    """What a control chart tells of its months; the limits are admissions a month.

    Its first month is a step of the process if ``is_stepped``, named ``event`` if one is known.
    """

    mean: float
    lower: float
    upper: float
    above: Sequence[str]
    below: Sequence[str]
    run: int
    run_side: int
    first_period: str
    baseline_to: str
    last_period: str
    is_stepped: bool
    event: str | None
    is_provisional: bool

    @property
    def special(self) -> int:
        """1 where the latest months are unusually high, -1 where unusually low, 0 as usual."""
        is_above, is_below = (self.last_period in side for side in (self.above, self.below))
        if is_above or is_below:
            return 1 if is_above else -1
        return self.run_side if self.run >= RUN else 0


@dataclass(frozen=True)
class Evidence:
    """A change of a force beyond usual variation; in percent, None on a figure under 50.

    ``period_kind`` is that of the main period, or `three months` for the latest three, which
    are compared with the same months of two years.
    """

    cause: str
    period_kind: str
    period: str
    has_risen: bool
    change: int | None


@dataclass(frozen=True)
class Variation:
    """How a force's counts vary: by ``multiplied`` x their mean + ``added`` x its square."""

    multiplied: float
    added: float


@dataclass(frozen=True)
class Revision:
    """What a published table shows otherwise than the release of the month before did."""

    table: str
    title: str
    earlier_month: date
    compared: int
    revised: int
    first_revised: str | None
    last_revised: str | None


@dataclass(frozen=True)
class Measures:
    """Everything that charts, sentences and pages are made from.

    ``variations`` are by cause, ``seasons`` by month of the year (1: a month as high as its time).
    """

    areas: Mapping[str, Area]
    months: Mapping[Series, Sequence[Month]]
    wholes: Mapping[Series, Sequence[Whole]]
    main_periods: Mapping[tuple[str, str], tuple[str, str]]
    force_periods: Mapping[tuple[str, str], tuple[str, str]]
    signals: Mapping[Series, Signal]
    attention: Mapping[str, Sequence[Evidence]]
    tested: Mapping[str, int]
    variations: Mapping[str, Variation]
    seasons: Mapping[int, float]
    similar: Mapping[str, Sequence[str]]
    revisions: Sequence[Revision]
    nowcasts: Mapping[Series, Sequence[Nowcast]]
    rises: Mapping[Series, Sequence[Rise]]
    vintages: Mapping[Series, int]
    assaults: Mapping[str, Sequence[Assault]]

    @property
    def forces(self) -> list[Area]:
        """The police forces, in the order of their codes."""
        return [area for area in self.areas.values() if area.level == FORCE]

    def whole(self, series: Series, period: tuple[str, str] | None = None) -> Whole | None:
        """Return the figure of a (kind, period); by default that which areas are compared in."""
        asked = period or self.main_periods.get((series[0], self.areas[series[1]].level))
        found = (
            one for one in self.wholes.get(series, ()) if (one.period_kind, one.period) == asked
        )
        return next(found, None)

    def leading(self, force: Area, cause: str) -> Whole | None:
        """Return the figure of all ages that a force is led with: the latest that it has itself."""
        period = self.force_periods.get((cause, force.code))
        return self.whole((cause, force.code, ALL_AGES), period) if period else None

    def comparator(self, force: Area, cause: str, period: tuple[str, str]) -> Area | None:
        """Return the nation to compare a force with: the widest that shows that very period.

        England and Wales first; where Wales lags, the force's own country, then England.
        """
        own = WALES if force.country == self.areas[WALES].name else ENGLAND
        wholes = {
            code: self.whole((cause, code, ALL_AGES), period) for code in (BOTH, own, ENGLAND)
        }
        shown = (code for code, whole in wholes.items() if whole and whole.value is not None)
        return next((self.areas[code] for code in shown), None)

    def last_month(self, series: Series) -> Month | None:
        """Return the latest month that is available, shown or hidden."""
        available = (
            month for month in reversed(self.months.get(series, ())) if month.shown != "[x]"
        )
        return next(available, None)


def read_measures(connection: duckdb.DuckDBPyConnection, month: date, revision: int) -> Measures:
    """Make the measures of a release from an open release store."""
    set_variables(connection, release_month=month, release_revision=revision)
    make_rung(connection, policy_shown(connection, month, revision))
    for _, text in statements("publish/measures"):
        connection.execute(text)
    make_nowcasts(connection)
    similar, attention, assaults = defaultdict(list), defaultdict(list), defaultdict(list)
    for code, other in _rows(connection, "similar_force"):
        similar[code].append(other)
    for code, *about in _rows(connection, "attention"):
        attention[code].append(Evidence(*about))
    for code, *about in _rows(connection, "national_assault"):
        assaults[code].append(Assault(*about))
    return Measures(
        areas={code: Area(code, *about) for code, *about in _rows(connection, "area")},
        months=_series(connection, "month", Month),
        wholes=_series(connection, "whole", Whole),
        main_periods={
            (cause, level): (kind, period)
            for cause, level, kind, period in _rows(connection, "main_period")
        },
        force_periods={
            (cause, code): (kind, period)
            for cause, code, kind, period in _rows(connection, "force_period")
        },
        signals={
            (cause, code, age): Signal(*about)
            for cause, code, age, *about in _rows(connection, "signal")
        },
        attention=attention,
        tested=dict(_rows(connection, "tested")),
        variations={
            cause: Variation(*about) for cause, *about in _rows(connection, "force_variation")
        },
        seasons=dict(_rows(connection, "season")),
        similar=similar,
        revisions=[Revision(*row) for row in _rows(connection, "revision")],
        nowcasts=_series(connection, "nowcast", Nowcast),
        rises=_series(connection, "rise", Rise),
        vintages={
            (cause, code, age): kept for cause, code, age, kept in _rows(connection, "vintage")
        },
        assaults=assaults,
    )


def _series(
    connection: duckdb.DuckDBPyConnection, name: str, made: Callable[..., Made]
) -> dict[Series, list[Made]]:
    found: dict[Series, list[Made]] = defaultdict(list)
    for cause, code, age, *about in _rows(connection, name):
        found[cause, code, age].append(made(*about))
    return dict(found)


def _rows(connection: duckdb.DuckDBPyConnection, name: str) -> list[tuple[Any, ...]]:
    return connection.execute(statement(f"publish/read/{name}")).fetchall()
