"""How often nowcasts hold what months become: ``make bench-nowcast``.

Synthetic histories of 36 releases, whose last figures are known, and a real data set of
hospitalisations by delay if a path is given. The SQL is that of a release. Writes the table of
docs/explanation/nowcast.md.
"""

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from tasks.publish.nowcast import make_nowcasts
from tasks.store.reference import load_reference
from tasks.store.variables import set_variables
from tests.bench.nowcast_histories import KINDS, Kind, drawn, read_weeks
from tests.bench.page import table, write
from tests.publish.histories import Counts, month, shown, store

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "nowcast.md"
AGES_TOLD = 6
HEAD = ("history", "age", "nowcasts", "50 % holds", "95 % holds", "score", "of last value's")


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=50, help="for each seed")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4])
    parser.add_argument("--real", type=Path, help="counts by day and delay; none: skipped")
    options = parser.parse_args()
    started = time.perf_counter()
    rows = [row for kind in KINDS for row in told(kind.name, scored(kind, options))]
    if options.real and options.real.exists():
        rows += told("real weeks (hospitalisations with Covid-19)", real(options.real))
        skipped = ""
    else:
        skipped = " Real weeks are skipped: no file of them was given."
    seconds = time.perf_counter() - started
    histories = options.histories * len(options.seeds)
    made = f"{histories} histories of each kind, {seconds:.0f} s.{skipped}"
    write("nowcast", made, table(HEAD, rows), to=PAGE)


def scored(kind: Kind, options: argparse.Namespace) -> pd.DataFrame:
    """Nowcasts of histories of a kind, with their scores."""
    made = [
        nowcasts(
            *drawn(kind, options.histories, np.random.default_rng(seed)), kind.first, kind.last
        )
        for seed in options.seeds
    ]
    return scores(pd.concat(made))


def real(path: Path) -> pd.DataFrame:
    """Nowcasts of real weeks, with their scores."""
    made = [
        nowcasts(seen, final, 12, final.shape[1] - 1) for seen, final in read_weeks(path).values()
    ]
    return scores(pd.concat(made))


def nowcasts(seen: Counts, final: Counts, first: int, last: int) -> pd.DataFrame:
    """What the releases from ``first`` to ``last`` say, each history being a nation of its own."""
    with released(seen, final) as connection:
        made = pd.concat([release(connection, number) for number in range(first, last + 1)])
    period = pd.to_datetime(made.period)
    months = (period.dt.year - month(0).year) * 12 + period.dt.month - month(0).month
    return made.assign(truth=final[made.area_code.astype(int), months])


@contextmanager
def released(seen: Counts, final: Counts) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a release store in memory that holds the releases of all months."""
    with duckdb.connect(config={"threads": 1}) as connection:
        load_reference(connection)
        connection.execute("attach ':memory:' as release")
        store(connection, shown(seen, final, [f"{number:05}" for number in range(len(seen))]))
        yield connection


def release(connection: duckdb.DuckDBPyConnection, number: int) -> pd.DataFrame:
    """What the release of a month says."""
    set_variables(connection, release_month=month(number), release_revision=1)
    make_nowcasts(connection)
    return connection.execute("select * from nowcast").df()


def scores(made: pd.DataFrame) -> pd.DataFrame:
    """Whether each interval holds the truth; weighted interval scores, of the last value's too.

    The last value is the figure shown. Its intervals reach as far to either side as half, and 95 in
    a hundred, of these very figures were to move at that age: no forecast could know it so well.
    """
    of_50 = made.truth.between(made.lower_50, made.upper_50)
    of_95 = made.truth.between(made.lower_95, made.upper_95)
    moved = (made.truth / made.value - 1).abs()
    reach = {level: moved.groupby(made.age).transform("quantile", level) for level in (0.5, 0.95)}
    last = pd.DataFrame(
        {
            "truth": made.truth,
            "expected": made.value,
            "lower_50": made.value * (1 - reach[0.5]),
            "upper_50": made.value * (1 + reach[0.5]),
            "lower_95": made.value * (1 - reach[0.95]),
            "upper_95": made.value * (1 + reach[0.95]),
        }
    )
    return pd.DataFrame(
        {
            "age": made.age,
            "of_50": of_50,
            "of_95": of_95,
            "score": weighted_interval_score(made),
            "score_of_last": weighted_interval_score(last),
        }
    )


def weighted_interval_score(made: pd.DataFrame) -> pd.Series:
    """The score of a value and two intervals; lower is better.

    Source: Bracher, Ray, Gneiting and Reich, PLOS Computational Biology 17 (2021), equation 1.
    """
    parts = (made.truth - made.expected).abs() / 2
    for level in (50, 95):
        alpha = 1 - level / 100
        lower, upper = made[f"lower_{level}"], made[f"upper_{level}"]
        outside = (lower - made.truth).clip(lower=0) + (made.truth - upper).clip(lower=0)
        parts = parts + alpha / 2 * (upper - lower) + outside
    return parts / 2.5


def told(name: str, found: pd.DataFrame) -> list[tuple[object, ...]]:
    """A row of the table for each of the first ages."""
    return [
        (
            name,
            int(age),
            len(of_age),
            f"{of_age.of_50.mean():.0%}",
            f"{of_age.of_95.mean():.1%}",
            float(of_age.score.mean()),
            float(of_age.score.mean() / of_age.score_of_last.mean()),
        )
        for age, of_age in found[found.age < AGES_TOLD].groupby("age")
    ]


if __name__ == "__main__":
    main()
