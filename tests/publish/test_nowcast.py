"""What the latest months are expected to become: only from releases, and right where it can be."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from tasks.publish.measures import ALL_AGES, SHARP, WALES
from tasks.publish.nowcast import Nowcast
from tasks.publish.nowcast_words import nowcast_sentences
from tests.publish.histories import month, revised, shown, store
from tests.publish.nowcast_cases import (
    FALLING,
    MONTHS,
    RISING,
    Connection,
    final_counts,
    history,
    measured,
    noisy,
    of,
    read,
    shown_of_wales,
)


@pytest.mark.parametrize("shares", [RISING, FALLING])
def test_with_constant_delays_and_no_noise_a_nowcast_is_the_truth(
    releases: Connection, shares: np.ndarray
) -> None:
    found = of(measured(releases, history(shares)))

    assert [one.age_in_months for one in found] == list(reversed(range(12)))
    assert [one.period for one in found] == [f"{month(at):%Y-%m}" for at in range(12, MONTHS)]
    final = final_counts()[0, 12:].tolist()
    for one, truth in zip(found, final, strict=True):
        seen = round(truth * shares[min(one.age_in_months, 3)])
        # Nothing varies, so that the intervals are the value too.
        assert one == Nowcast(one.period, seen, *[truth] * 5, one.age_in_months)


def test_a_country_that_trails_is_aged_from_its_own_latest_month(releases: Connection) -> None:
    final = final_counts()
    wales = shown(np.rint(final[:, :, None] * RISING).astype(np.int64), final, [WALES], lag=2)
    measures = measured(releases, pd.concat([history(), wales]))

    latest = of(measures, WALES)[-1]
    assert (latest.period, latest.age_in_months) == (f"{month(MONTHS - 3):%Y-%m}", 0)
    assert latest.expected == final[0, MONTHS - 3]


@pytest.mark.parametrize(("seed", "scale"), [(1, 3), (2, 10)])
def test_scaling_all_counts_scales_the_nowcast(releases: Connection, seed: int, scale: int) -> None:
    small = of(measured(releases, noisy(seed)))
    large = of(measured(releases, noisy(seed, scale)))

    assert len(small) == len(large) == 12
    for one, other in zip(small, large, strict=True):
        for name in ("expected", "lower_50", "upper_50", "lower_95", "upper_95"):
            # Each is rounded to a whole admission.
            assert abs(getattr(other, name) - scale * getattr(one, name)) <= scale / 2 + 0.5


def test_the_word_revised_changes_nothing(releases: Connection) -> None:
    plain = of(measured(releases, noisy(1)))
    marked = revised(noisy(1))
    # A year that turned final with every month of it moved, and none called final.
    closing = (marked.month == month(12)) & (marked.period < f"{month(12):%Y-%m}")
    marked.loc[closing, "status"] = "revised"
    # The latest year, every month of it delivered again.
    again = (marked.month == marked.month.max()) & (marked.status == "provisional")
    marked.loc[again, "status"] = "revised"

    assert (marked.status == "revised").mean() > 0.15
    assert of(measured(releases, marked)) == plain


def test_a_late_file_of_wales_costs_one_step_only(releases: Connection) -> None:
    cells = shown_of_wales()
    late = month(18)
    again = cells[cells.month == month(17)].assign(month=late)
    cells = cells[cells.month != late]
    # What the release of the late month shows once more has superseded what was shown before it.
    cells.loc[cells.month == month(17), "shown"] = "10"
    measures = measured(releases, pd.concat([cells, again]))

    assert measures.vintages[SHARP, WALES, ALL_AGES] == 13
    latest, truth = of(measures, WALES)[-1], final_counts()[0, MONTHS - 1]
    assert (latest.lower_95, latest.expected, latest.upper_95) == (truth, truth, truth)


@pytest.mark.parametrize(
    ("between", "ages"),
    # With one file between, younger ages are seen to move twice: too seldom.
    [((), [11]), ((20,), [11, 10, 9, 8, 7, 6])],
)
def test_files_of_wales_every_other_month_do_not_tell_the_latest(
    releases: Connection, between: tuple[int, ...], ages: list[int]
) -> None:
    cells = shown_of_wales()
    kept = [number for number in range(MONTHS) if number % 2 or number in between]
    measures = measured(releases, cells[cells.month.isin([month(number) for number in kept])])
    assert [one.age_in_months for one in of(measures, WALES)] == ages
    assert "the releases kept have gaps" in nowcast_sentences(measures)[0]


def test_a_month_taken_away_whole_breaks_nothing(releases: Connection) -> None:
    cells = history()
    gone = (cells.period == f"{month(14):%Y-%m}") & (cells.month > month(15))
    cells.loc[gone, "shown"] = "0"
    found = of(measured(releases, cells))

    # Of none nothing can be expected; the others have wider intervals.
    assert [one.period for one in found if one.period == f"{month(14):%Y-%m}"] == []
    assert len(found) == 11
    assert found[-1].lower_95 < found[-1].expected < found[-1].upper_95


@pytest.mark.parametrize("last", ["0", "5"])
def test_a_nation_that_lost_all_it_had_breaks_nothing(releases: Connection, last: str) -> None:
    cells = history()
    cells.loc[cells.month > month(13), "shown"] = "0"
    cells.loc[cells.month == cells.month.max(), "shown"] = last

    found = of(measured(releases, cells))
    assert all(one.lower_95 <= one.lower_50 <= one.upper_50 <= one.upper_95 for one in found)


def test_the_last_release_of_a_month_counts_if_it_stood_by_then(releases: Connection) -> None:
    before = of(measured(releases, noisy(1)))
    again = noisy(2)
    # Made again after the latest release: that one knew nothing of it.
    earlier = again[again.month == month(MONTHS - 2)]
    store(releases, earlier, 2)
    assert of(read(releases, MONTHS - 1)) == before
    # The same latest month, released again: now it does.
    store(releases, noisy(1).query("month == @month(@MONTHS - 1)"), 2)
    assert of(read(releases, MONTHS - 1, 2)) != before


def test_a_year_closes_by_its_months_of_three_months_and_more(releases: Connection) -> None:
    measured(releases, history())
    ages = releases.execute("select list(age order by age) from closing").fetchone()
    assert ages == (list(range(3, 12)),)


@pytest.mark.parametrize(("level", "quantile"), [("50", 0.75), ("95", 0.975)])
def test_intervals_are_log_normal_with_students_t(
    releases: Connection, level: str, quantile: float
) -> None:
    found = of(measured(releases, noisy(1)))[-3:]
    rows = releases.execute(
        "select expected, relative_error, freedom from expected order by period desc limit 3"
    ).fetchall()

    for one, (expected, error, freedom) in zip(reversed(found), rows, strict=True):
        sigma = np.log1p(error**2) ** 0.5
        reach = t.ppf(quantile, freedom) * sigma
        assert 5 < freedom < 40
        for way, limit in (("lower", -reach), ("upper", reach)):
            exact = expected * np.exp(limit - sigma**2 / 2)
            assert getattr(one, f"{way}_{level}") == pytest.approx(exact, abs=0.6)


def test_nothing_but_national_months_of_all_ages_goes_into_it(releases: Connection) -> None:
    before = measured(releases, noisy(1))
    releases.execute(
        "insert into release.cell select * replace ('national_month_age' as publication_table,"
        " 'Under 25' as age, '7' as shown) from release.cell"
    )
    after = read(releases, MONTHS - 1)
    assert (of(after), after.rises) == (of(before), before.rises)
