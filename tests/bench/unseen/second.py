"""A second generator of admissions: it shares no code and no level with that of tasks/synthesise.

Months of a force are gamma-Poisson about a level that wanders; its admissions are dealt to local
authorities and ages. Every number is invented.
"""

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tasks.store.reference import REFERENCE

AGES = (
    *("Under 16", "16-17", "18-24", "25-34", "35-44", "45-54"),
    *("55-64", "65 and over", "Not known"),
)
AGE_SHARE = np.array([0.05, 0.08, 0.27, 0.26, 0.16, 0.1, 0.05, 0.025, 0.005])
ETHNICITY = pd.read_csv(REFERENCE / "ethnicity.csv")["ethnicity"].to_numpy()
NO_KNOWN_FORCE = "E99999999"
# Admissions a month, England and Wales, assault with a sharp object; others for each of them.
SHARP_A_MONTH, OTHERS_FOR_ONE = 350.0, 4.5
NO_KNOWN_FORCE_A_MONTH = 1.3
# How far levels differ between forces, and wander from month to month (standard deviations of
# logarithms).
FORCES_DIFFER, MONTHS_WANDER = 0.55, 0.03
# Larger is closer to Poisson, to equal shares, to the shares above.
GAMMA_SHAPE, AREA_SHAPE, AGE_SHAPE = 14.0, 1.6, 80.0
CODED_AT_ONCE = 0.94
MALE = 0.9


def cases(seed: int, scale: float, share_of_wales: float, last_month: date) -> pd.DataFrame:
    """One row per admission from April 2012 on, with the columns of hospital_case.

    The same arguments give the same rows.
    """
    random = np.random.default_rng([seed, 2])
    months = pd.date_range("2012-04-01", last_month, freq="MS")
    areas = _areas()
    counts = _counts(random, areas, len(months), scale, share_of_wales)
    area, month, age, kind = np.nonzero(counts)
    each = np.repeat(np.arange(len(area)), counts[area, month, age, kind])
    frame = pd.DataFrame(
        {
            "area_code": areas["la_code"].to_numpy()[area[each]],
            "month": months[month[each]],
            "is_sharp": kind[each] == 0,
            "age": np.array(AGES)[age[each]],
        }
    )
    nowhere = random.poisson(NO_KNOWN_FORCE_A_MONTH * scale, len(months))
    without = pd.DataFrame({"month": np.repeat(months, nowhere)}).assign(
        area_code=NO_KNOWN_FORCE, is_sharp=True, age=random.choice(AGES, nowhere.sum(), p=AGE_SHARE)
    )
    return _described(random, pd.concat([frame, without], ignore_index=True))


def _areas() -> pd.DataFrame:
    """One row per local authority of today, with its force and the force's residents."""
    areas = pd.read_csv(REFERENCE / "local_authority.csv")
    residents = pd.read_csv(REFERENCE / "population.csv").query("mid_year == 2020")
    return (
        areas[areas.la_code == areas.current_la_code]
        .merge(residents, on="pfa_code")
        .sort_values(["pfa_code", "la_code"], ignore_index=True)
    )


def _counts(
    random: np.random.Generator,
    areas: pd.DataFrame,
    months: int,
    scale: float,
    share_of_wales: float,
) -> NDArray[np.int64]:
    """Admissions by local authority, month, age and kind (sharp object, other)."""
    counts = np.zeros((len(areas), months, len(AGES), 2), np.int64)
    forces = areas.groupby("pfa_code")["population"].first()
    level = forces * random.lognormal(0, FORCES_DIFFER, len(forces))
    level *= SHARP_A_MONTH * scale / level.sum()
    level[level.index.str.startswith("W")] *= share_of_wales
    season = 1 + 0.08 * np.sin(np.arange(months) * np.pi / 6 + random.uniform(0, 2 * np.pi))
    for force, of_force in level.items():
        places = np.flatnonzero(areas["pfa_code"] == force)
        wandering = np.exp(np.cumsum(random.normal(0, MONTHS_WANDER, months)))
        expected = of_force * season * wandering
        places_share = random.dirichlet(np.full(len(places), AREA_SHAPE))
        for kind, times in enumerate((1.0, OTHERS_FOR_ONE * random.gamma(30, 1 / 30))):
            age_share = random.dirichlet(AGE_SHARE * AGE_SHAPE)
            drawn = random.poisson(random.gamma(GAMMA_SHAPE, times * expected / GAMMA_SHAPE))
            by_place = random.multinomial(drawn, places_share).T
            counts[places, :, :, kind] = random.multinomial(by_place, age_share)
    return counts


def _described(random: np.random.Generator, frame: pd.DataFrame) -> pd.DataFrame:
    number = len(frame)
    return frame.assign(
        sex=np.where(random.random(number) < MALE, "Male", "Female"),
        ethnicity=ETHNICITY[random.integers(len(ETHNICITY), size=number)],
        episodes=1 + random.poisson(0.12, number),
        coded_after=random.geometric(CODED_AT_ONCE, number) - 1,
    )
