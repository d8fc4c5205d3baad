"""Measures of invented forces of a million residents each; England has 10 per 100,000."""

from collections.abc import Mapping

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

MAIN = ("rolling_year", "2023-12")
RESIDENTS = 1_000_000
POISSON = Variation(1.0, 0.0)


def whole(
    shown: int | str,
    *,
    kind: str = MAIN[0],
    period: str = MAIN[1],
    earlier: str = "100",
    change: int | None = None,
    residents: int = RESIDENTS,
    status: str = "final",
) -> Whole:
    """A figure rounded to 5, with a rate where it is 10 or more."""
    value = int(shown) if str(shown).isdigit() else None
    rated = [
        round((value + by) / residents * 1e5, 1) if value is not None and value >= 10 else None
        for by in (0, -7, 9)
    ]
    return Whole(
        kind, period, str(shown), 5, status, earlier, False, "100", change, "usual", None, "usual",
        residents, 2023, "estimate", 2023, *rated, None, None, None,
    )  # fmt: skip


def measures_of(
    forces: Mapping[str, Whole | None], variation: Variation | None = POISSON
) -> Measures:
    """Measures of the latest 12 months, by the names of the forces."""
    areas = {ENGLAND: Area(ENGLAND, "England", "national", "England", None, None, None, None)}
    wholes = {(SHARP, ENGLAND, ALL_AGES): [whole(5_000, residents=50_000_000)]}
    for number, (name, one) in enumerate(forces.items(), 1):
        code = f"E230000{number:02}"
        areas[code] = Area(
            code, name, FORCE, "England", name, 1 + number // 8, 1 + number % 8, None
        )
        if one:
            wholes[SHARP, code, ALL_AGES] = [one]
    return Measures(
        areas=areas,
        months={},
        wholes=wholes,
        main_periods={(SHARP, FORCE): MAIN},
        force_periods={},
        signals={},
        attention={},
        tested={SHARP: len(forces)},
        variations={SHARP: variation} if variation else {},
        seasons={},
        similar={},
        revisions=[],
        nowcasts={},
        rises={},
        vintages={},
        assaults={},
    )
