"""Everything that releases let one add up: unknown counts, what is known of each, and rows of sums.

Written from what a reader is told, not from the model. What is counted in one release adds up:
ages, months, forces, regions, local authorities. From one release to a later one a count rises.
Assault with a sharp object is part of all assault.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from tests.attack.areas import ENGLAND, NOWHERE, Areas
from tests.attack.published import AGES, ALL_AGES, BANDS, MOST, WITHHELD, Row

FINAL = 1_000_000
"""When a final figure was counted: after all others, and for good."""
UNKNOWN_AGE = "Not known"
SHARP, ALL_ASSAULT = "X99", "X92-Y09"
BOTH_COUNTRIES = "K04000001"
NATIONAL = ("national", "country")


class Figure(NamedTuple):
    """An unknown count. first, last: its months; counted: the release it was counted for."""

    cause: str
    area: str
    first: int
    last: int
    age: str
    counted: int


class Rise(NamedTuple):
    """By how much a figure rose from one count to the next."""

    earlier: Figure
    counted: int


class Total(NamedTuple):
    """Figures that add up to another: 0 is the total less its parts."""

    total: int
    parts: tuple[int, ...]
    what: str


@dataclass
class System:
    """The unknowns with the least and the most of each, and the sums between them."""

    at: dict[Figure | Rise, int] = field(default_factory=dict)
    lo: list[int] = field(default_factory=list)
    hi: list[int] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    # By suppressed figure: its symbol, and the release that showed it first.
    hidden: dict[int, tuple[str, int]] = field(default_factory=dict)

    def unknown(self, key: Figure | Rise, lowest: int = 0) -> int:
        """The number of an unknown, new if it has none."""
        if key not in self.at:
            self.at[key] = len(self.lo)
            self.lo.append(lowest)
            self.hi.append(MOST)
        return self.at[key]

    def hold(self, key: Figure, interval: tuple[int, int]) -> int:
        """Let an unknown be within an interval besides what is known of it."""
        at = self.unknown(key)
        self.lo[at] = max(self.lo[at], interval[0])
        self.hi[at] = min(self.hi[at], interval[1])
        return at

    def add(self, what: str, total: Figure, parts: Sequence[Figure | Rise]) -> None:
        """Let parts add up to a total."""
        numbers = tuple(self.unknown(part) for part in parts)
        self.totals.append(Total(self.unknown(total), numbers, what))


class When:
    """When figures were counted: final ones once, others for a release."""

    def __init__(self, rows: Sequence[Row]) -> None:
        # Of a year that is final all months are; some of its figures say that they are revised.
        self._final_to: dict[tuple[object, ...], int] = {}
        self._first: dict[tuple[object, ...], int] = {}
        for row in rows:
            if row.status == "final":
                files = self._files(row.cause, row.level, row.area, row.release)
                self._final_to[files] = max(row.last, self._final_to.get(files, 0))
            # What is withheld at first may be shown later, as it is counted then.
            if row.shown != WITHHELD:
                self._first.setdefault(self._key(row), row.release)

    @staticmethod
    def _key(row: Row) -> tuple[object, ...]:
        return row.cause, row.area, row.kind, row.last, row.age

    @staticmethod
    def _files(cause: str, level: str, area: str, release: int) -> tuple[object, ...]:
        """What comes from the same files is final together."""
        return cause, cause == SHARP and level == "la", area[0], release

    def counted(self, row: Row) -> int:
        """When a row's figure was counted: below national level one stays as first shown."""
        files = self._files(row.cause, row.level, row.area, row.release)
        if row.last <= self._final_to.get(files, 0):
            return FINAL
        if row.level in NATIONAL and row.shown.isdigit() and row.rounding == "1":
            return row.release
        return self._first.get(self._key(row), row.release)

    def of_month(self, cause: str, area: str, month: int, counted: int) -> int:
        """When a month in a total was counted."""
        final_to = self._final_to.get(self._files(cause, "pfa", area, counted), 0)
        return FINAL if month <= final_to else counted


def system_of(rows: Sequence[Row], areas: Areas, before: int | None = None) -> System:
    """All that can be added up of the rows of releases.

    before: of this release national figures are held only, as if no other was shown yet.
    """
    system, when = System(), When(rows)
    for row in rows:
        if row.area != BOTH_COUNTRIES and row.sex == "All":
            figure = Figure(row.cause, row.area, row.first, row.last, row.age, when.counted(row))
            at = system.unknown(figure)
            if row.level in NATIONAL or row.release != before:
                system.hold(figure, row.interval)
            if row.is_hidden and row.level not in NATIONAL:
                system.hidden.setdefault(at, (row.shown, row.release))
    _add_forces(system, areas)
    _add_months(system, areas, when)
    _add_forces(system, areas)
    _hold_nowhere(system, rows, when)
    _add_authorities(system, areas)
    _add_regions(system, areas)
    _add_ages(system)
    _add_rises(system, areas)
    _add_causes(system)
    return system


def _figures(system: System) -> list[Figure]:
    return [key for key in system.at if isinstance(key, Figure)]


def _add_forces(system: System, areas: Areas) -> None:
    """A country is its forces, and England residents of no known one; those have an age unknown."""
    done = {total.total for total in system.totals}
    for one in _figures(system):
        if one.area in areas.forces and one.age in AGES and system.at[one] not in done:
            parts = [one._replace(area=force) for force in areas.forces[one.area]]
            if one.area == ENGLAND and one.age == ALL_AGES:
                parts.append(one._replace(area=NOWHERE))
            system.add("forces", one, parts)


def _add_months(system: System, areas: Areas, when: When) -> None:
    """A total of a force, a country or nowhere is the sum of its months, as counted then."""
    monthly = {*areas.country_of, *areas.forces, NOWHERE}
    for one in _figures(system):
        if one.area in monthly and one.first < one.last:
            months = [
                one._replace(
                    first=month, last=month,
                    counted=when.of_month(one.cause, one.area, month, one.counted),
                )
                for month in range(one.first, one.last + 1)
            ]  # fmt: skip
            system.add("months", one, months)


def _hold_nowhere(system: System, rows: Iterable[Row], when: When) -> None:
    """England's tables by sex are of its forces alone."""
    sexes: dict[Figure, dict[str, int]] = defaultdict(dict)
    for row in rows:
        if row.area == ENGLAND and row.sex != "All" and when.counted(row) == FINAL:
            whole = Figure(row.cause, ENGLAND, row.first, row.last, row.age, FINAL)
            sexes[whole][row.sex] = int(row.shown)
    for whole, by_sex in sexes.items():
        if whole in system.at:
            count = system.lo[system.at[whole]] - sum(by_sex.values())
            system.hold(whole._replace(area=NOWHERE), (count, count))


def _add_authorities(system: System, areas: Areas) -> None:
    """A force is its local authorities. Those of sharp object are counted in files of their own
    until they are final."""
    for one in _figures(system):
        parts = [one._replace(area=la) for la in areas.authorities.get(one.area, ())]
        same_files = one.cause == ALL_ASSAULT or one.counted == FINAL
        if parts and same_files and all(part in system.at for part in parts):
            system.add("authorities", one, parts)


def _add_regions(system: System, areas: Areas) -> None:
    """A region is its forces; England its regions and nowhere."""
    for one in _figures(system):
        forces = [one._replace(area=force) for force in areas.regions.get(one.area, ())]
        if forces:
            system.add("region", one, forces)
        regions = [one._replace(area=region) for region in areas.regions]
        if one.area == ENGLAND and all(region in system.at for region in regions):
            system.add("regions", one, [*regions, one._replace(area=NOWHERE)])


def _add_ages(system: System) -> None:
    for one in _figures(system):
        bands = [one._replace(age=band) for band in BANDS]
        if one.age == ALL_AGES and all(band in system.at for band in bands):
            system.add("ages", one, [*bands, one._replace(age=UNKNOWN_AGE)])


def _add_rises(system: System, areas: Areas) -> None:
    """A figure rises from one count to the next; the rise of a country is that of its forces."""
    chains: dict[Figure, list[int]] = defaultdict(list)
    for one in _figures(system):
        # An age that was not known may be known later.
        if one.age != UNKNOWN_AGE:
            chains[one._replace(counted=0)].append(one.counted)
    fell = {pair for pair in _steps(chains) if _has_fallen(system, *pair)}
    for earlier, later in _steps(chains):
        country = areas.country_of.get(earlier.area, earlier.area)
        of_country = earlier._replace(area=country), later._replace(area=country)
        if of_country not in fell:
            system.add("rise", later, [earlier, Rise(earlier, later.counted)])
    for earlier, later in _steps(chains):
        _add_rise_of_country(system, areas, Rise(earlier, later.counted))


def _steps(chains: dict[Figure, list[int]]) -> Iterator[tuple[Figure, Figure]]:
    for one, counted in chains.items():
        for earlier, later in pairwise(sorted(counted)):
            yield one._replace(counted=earlier), one._replace(counted=later)


def _has_fallen(system: System, earlier: Figure, later: Figure) -> bool:
    return system.hi[system.at[later]] < system.lo[system.at[earlier]]


def _add_rise_of_country(system: System, areas: Areas, rise: Rise) -> None:
    earlier = rise.earlier
    if earlier.area not in areas.forces or rise not in system.at:
        return
    parts = [earlier._replace(area=force) for force in areas.forces[earlier.area]]
    if earlier.area == ENGLAND and earlier.age == ALL_AGES:
        parts.append(earlier._replace(area=NOWHERE))
    rises = [Rise(part, rise.counted) for part in parts]
    if all(one in system.at for one in rises):
        numbers = tuple(system.at[one] for one in rises)
        system.totals.append(Total(system.at[rise], numbers, "rises"))


def _add_causes(system: System) -> None:
    """What is left of all assault without sharp object is no less than none."""
    for one in _figures(system):
        assault = one._replace(cause=ALL_ASSAULT)
        if one.cause == SHARP and assault in system.at:
            rest = Rise(one, FINAL + 1)
            system.add("causes", assault, [one, rest])
