"""How often the statements of a release err, and what they find: `make bench-signals`.

    python -m tests.bench.signals [--histories 100] [--planted 20]

Histories of all forces are drawn by the month: steady levels and a season, and counts that vary
more than Poisson's. They are shown as a release shows them (rounded to 5, 1 to 7 hidden), and the
release's own SQL judges them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tasks.protect.policy import make_rung, policy
from tasks.store.reference import load_reference
from tasks.store.statements import statement, statements
from tasks.store.variables import set_variables
from tests.bench.setting import options

FIRST, MONTHS = pd.Period("2012-04", "M"), 141  # to December 2023, a quarter's end
CAUSES = {"X99": 350, "X92-Y09": 1500}  # admissions a month in England and Wales
RELEASED = date(2024, 1, 1)
SEASON, SKEW = 0.06, 0.4
SQL = Path(__file__).parent / "sql" / "signals"
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Noise:
    """Variance of a month: ``multiplied`` means, and a force's years each vary by ``added``."""

    multiplied: float
    added: float


NOISES = {
    "Poisson": Noise(1.0, 0.0),
    "2.5 times Poisson": Noise(2.5, 0.0),
    "years vary by 6 %": Noise(1.0, 0.06),
    "both": Noise(1.8, 0.03),
}


@dataclass(frozen=True)
class Planted:
    """One force's level is ``factor`` times as high from a month on (0 is the first of all)."""

    force: int
    factor: float
    from_month: int


def drawn(
    residents: NDArray[np.float64],
    months: int,
    noise: Noise,
    seed: int,
    planted: Planted | None = None,
) -> dict[str, Counts]:
    """Return counts by cause, forces by months."""
    rng = np.random.default_rng(seed)
    season = 1 + SEASON * np.cos(2 * np.pi * (np.arange(months) - 3) / 12)
    made = {}
    for cause, total in CAUSES.items():
        level = residents * np.exp(rng.normal(0, SKEW, len(residents)))
        mean = (total * level / level.sum())[:, None] * season
        mean *= np.repeat(rng.lognormal(0, noise.added, (len(level), months // 12 + 1)), 12, 1)[
            :, :months
        ]
        if planted:
            mean[planted.force, planted.from_month :] *= planted.factor
        if noise.multiplied > 1:
            further = noise.multiplied - 1
            mean = rng.gamma(mean / further, further)
        made[cause] = rng.poisson(mean)
    return made


def cells(codes: list[str], counts: Mapping[str, Counts]) -> pd.DataFrame:
    """Return the figures as a release shows them, one row each."""
    return pd.concat(
        part for cause, of_cause in counts.items() for part in _cells(cause, codes, of_cause)
    ).assign(
        measure="FAE", age="All ages", sex="All", ethnicity="All", status="final", area="",
        publication_table="",
    )  # fmt: skip


def _cells(cause: str, codes: list[str], counts: Counts) -> Iterator[pd.DataFrame]:
    months = [str(FIRST + number) for number in range(counts.shape[1])]
    ends = [
        number for number in range(11, len(months)) if months[number][-2:] in ("06", "09", "12")
    ]
    aprils = [number for number in range(0, len(months) - 11) if months[number][-2:] == "04"]
    years = [f"{months[start][:4]}-{int(months[start][2:4]) + 1:02}" for start in aprils]
    kinds = {
        "month": (months, counts),
        "rolling_year": (
            [months[end] for end in ends],
            np.stack([counts[:, end - 11 : end + 1].sum(1) for end in ends], 1),
        ),
        "year": (years, np.stack([counts[:, start : start + 12].sum(1) for start in aprils], 1)),
    }
    welsh = np.array([code.startswith("W") for code in codes])
    for kind, (periods, values) in kinds.items():
        forces = pd.DataFrame(values, index=codes, columns=periods)
        yield _long(cause, kind, "pfa", _rounded(forces), 5)
        if cause == "X99":
            nations = pd.DataFrame(
                [values[~welsh].sum(0), values[welsh].sum(0), values.sum(0)],
                index=["E92000001", "W92000004", "K04000001"],
                columns=periods,
            )
            yield _long(cause, kind, "national", nations.astype(str), 1)


def _rounded(counts: pd.DataFrame) -> pd.DataFrame:
    shown = ((counts + 2) // 5 * 5).astype(str)
    return shown.mask((counts > 0) & (counts < 8), "[c]").mask(counts == 0, "0")


def _long(cause: str, kind: str, level: str, shown: pd.DataFrame, base: int) -> pd.DataFrame:
    long = shown.rename_axis("area_code").reset_index()
    long = long.melt("area_code", var_name="period", value_name="shown")
    return long.assign(
        cause=cause,
        period_kind=kind,
        area_level=level,
        rounding=np.where(long["shown"].str.isdigit(), str(base), ""),
    )


class Judge:
    """A release's measures, made of drawn histories by the release's own SQL."""

    def __init__(self) -> None:
        """Open a release store in memory, with the reference tables."""
        self.connection = duckdb.connect()
        self.connection.execute("attach ':memory:' as release")
        self.connection.execute(statement("store/release_schema"))
        self.connection.execute(
            "insert into release.release values (?, 1, 1, 'rule', 'code')", [RELEASED]
        )
        load_reference(self.connection)
        make_rung(self.connection, policy())
        found = self.connection.sql(
            "select pfa_code, cast(population as double) from reference.population"
            " where mid_year = '2020' order by pfa_code"
        ).fetchall()
        self.codes = [code for code, _ in found]
        self.residents = np.array([residents for _, residents in found])

    def measure(self, counts: Mapping[str, Counts]) -> None:
        """Make the measures of one history as a release of its last month."""
        frame = cells(self.codes, counts).reset_index(drop=True)
        frame["cell_no"] = frame.index
        frame["month"] = RELEASED
        frame["revision"] = 1
        self.connection.execute("delete from release.cell")
        self.connection.execute("insert into release.cell by name select * from frame")
        set_variables(self.connection, release_month=RELEASED, release_revision=1)
        for _, text in statements("publish/measures"):
            self.connection.execute(text)

    def make(self, name: str) -> None:
        """Make one measure again."""
        self.connection.execute(statement(f"publish/measures/{name}"))

    def rows(self, query: str, values: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """Return the rows of a query on the measures."""
        return self.connection.execute(query, values).fetchall()


LATEST = [str(FIRST + MONTHS - back) for back in (1, 2, 3)]
# Forces by size: how many times 30 % is found depends on how large they are.
PLACES = {"largest": -1, "third": -3, "tenth": -10, "middle": -22}
SOON = (3, 6, 12)


@dataclass(frozen=True)
class Told:
    """What a release says of a level of areas: statements made, and how many claim something."""

    changes: int
    alone: int
    clear: int
    charts: int
    outside: int
    runs: int


def told(judge: Judge, level: str, area_code: str | None = None) -> Told:
    """Return what the last measured release says of forces or nations, or of one of them."""
    query = (SQL / "told.sql").read_text(encoding="utf-8")
    ((changes, alone, clear, charts, outside, runs),) = judge.rows(
        query, {"level": level, "area_code": area_code, "period": LATEST[0], "latest": LATEST}
    )
    return Told(changes, alone, clear, charts, outside, runs)


def attention(judge: Judge) -> list[tuple[str, bool]]:
    """Return the forces that the last measured release names, and whether each has risen."""
    return judge.rows("select distinct area_code, has_risen from attention")


def quiet(judge: Judge, noise: Noise, histories: int) -> dict[str, float]:
    """Return how often a release of a quiet history claims something, by kind of statement."""
    every: Counter[str] = Counter()
    for seed in range(histories):
        judge.measure(drawn(judge.residents, MONTHS, noise, seed))
        force, nation = told(judge, "pfa"), told(judge, "national")
        named = attention(judge)
        every.update(
            {
                "tests": force.changes,
                "alone": force.alone,
                "clear": force.clear > 0,
                "nations": nation.changes,
                "nation": nation.clear,
                "charts": force.charts,
                "outside": force.outside,
                "runs": force.runs,
                "named": len(named),
                "naming": bool(named),
                "steps": len(judge.rows("from process_step")),
            }
        )
    return {
        "one force tested alone, p < 0.05": every["alone"] / every["tests"],
        "a release calls any force's change clear": every["clear"] / histories,
        "a nation's change is called clear": every["nation"] / every["nations"],
        "a force's chart: one of the latest three months outside": every["outside"]
        / every["charts"],
        "a force's chart: eight months on one side": every["runs"] / every["charts"],
        "a release names any force": every["naming"] / histories,
        "forces named in a release": every["named"] / histories,
        "steps found in a history": every["steps"] / histories,
    }


def found(
    judge: Judge, noise: Noise, place: int, months: int, histories: int
) -> tuple[float, float]:
    """Return how often a force that rose by 30 % so many months ago is named, and by its chart."""
    force = int(np.argsort(judge.residents)[place])
    by_list = by_chart = 0
    for seed in range(histories):
        planted = Planted(force, 1.3, MONTHS - months)
        judge.measure(drawn(judge.residents, MONTHS, noise, seed, planted))
        by_list += (judge.codes[force], True) in attention(judge)
        chart = told(judge, "pfa", judge.codes[force])
        by_chart += chart.outside + chart.runs > 0
    return by_list / histories, by_chart / histories


def main() -> None:
    """Print how often each statement errs, and finds, as the tables of the documentation."""
    asked = options(__doc__, histories=100, planted=20)
    judge = Judge()
    errors = {name: quiet(judge, noise, asked.histories) for name, noise in NOISES.items()}
    print(pd.DataFrame(errors).map(lambda rate: f"{rate:.3f}").to_markdown())
    finds = {
        f"{place}, {months} months": {
            name: "{:.2f} / {:.2f}".format(
                *found(judge, noise, PLACES[place], months, asked.planted)
            )
            for name, noise in NOISES.items()
        }
        for place in PLACES
        for months in SOON
    }
    print(pd.DataFrame(finds).T.to_markdown())


if __name__ == "__main__":
    main()
