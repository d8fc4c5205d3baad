"""The bench of nowcasts: its scores, its histories, and what it finds of each in small."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.bench.nowcast import nowcasts, release, released, scores, weighted_interval_score
from tests.bench.nowcast_histories import DELAY, KINDS, Kind, drawn, read_weeks


@pytest.mark.parametrize(
    ("truth", "score"),
    [
        # Half the distance; widths by a quarter and a fortieth; how far outside.
        (10, (0 + 1 + 0.5) / 2.5),
        (13, (1.5 + 1 + 1 + 0.5) / 2.5),
        (30, (10 + 1 + 18 + 0.5 + 10) / 2.5),
    ],
)
def test_the_score_is_that_of_bracher_and_others(truth: int, score: float) -> None:
    made = pd.DataFrame(
        {
            **{"truth": [truth], "expected": [10], "lower_50": [8], "upper_50": [12]},
            **{"lower_95": [0], "upper_95": [20]},
        }
    )
    assert weighted_interval_score(made).tolist() == pytest.approx([score])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_histories_have_their_delays(kind: Kind) -> None:
    seen, final = drawn(kind, 200, np.random.default_rng(1))
    at_once = (seen[:, :, 0].sum(axis=0) / final.sum(axis=0)) * (1 - 0.02)
    slower = {"stable": (0, 0), "drift": (0, 0.15), "step": (0, 0.15)}[kind.delays]

    for month, less in zip((0, -1), slower, strict=True):
        assert at_once[month] == pytest.approx(DELAY[0] - less, abs=0.02)
    assert (seen >= 0).all()


def test_delays_that_stay_are_covered_and_beat_the_last_value() -> None:
    found = scores(nowcasts(*drawn(KINDS[0], 40, np.random.default_rng(2)), 20, 23))
    latest = found[found.age <= 2]

    assert len(latest) == 40 * 4 * 3
    assert 0.45 <= latest.of_50.mean() <= 0.65
    assert 0.92 <= latest.of_95.mean() <= 0.99
    assert latest.score.mean() < 0.4 * latest.score_of_last.mean()


def test_delays_that_change_at_once_are_not() -> None:
    """The bench can tell: intervals that rest on older delays fail where those no longer hold."""
    (kind,) = [one for one in KINDS if "first 6 months" in one.name]
    found = scores(nowcasts(*drawn(kind, 20, np.random.default_rng(2)), kind.first, kind.first + 1))
    assert found[found.age == 0].of_95.mean() < 0.5


def test_days_are_summed_to_weeks_as_their_ends_saw_them(tmp_path: Path) -> None:
    path = tmp_path / "days.csv"
    rows = [
        f"2021-04-{6 + day:02},all,{delay},{1 if delay in (0, 6, 8) else 0}\n"
        for day in range(8)
        for delay in range(41)
    ]
    path.write_text("".join(["reference_date,age_group,delay,count\n", *rows]), encoding="utf-8")
    ((seen, final),) = read_weeks(path).values()

    # Each day has one case at once, one after 6 days, one after 8. At the end of the week the first
    # day is 6 days old; a week later the last is 7.
    assert seen.shape == (1, 1, 12)
    assert seen[0, 0, :3].tolist() == [8, 7 + 7 + 6, 21]
    assert final.tolist() == [[21]]


def test_the_closing_of_a_year_is_not_given_what_late_coding_explains() -> None:
    """In the fourth month 1 % of cases come and 0.2 % go; as the year closes, 0.4 % in all."""
    seen, final = drawn(KINDS[0], 40, np.random.default_rng(3))
    with released(seen, final) as connection:
        release(connection, 12)
        rows = connection.execute("select age, median(sigma2) from factor group by age").fetchall()
    variances = dict(rows)
    assert variances[11] < variances[3] / 4
