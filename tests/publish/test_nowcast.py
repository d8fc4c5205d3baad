"""What the latest months are expected to become: only from releases, and right where it can be."""

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from tasks.publish.cells import write_measures
from tasks.publish.measures import ALL_AGES, BOTH, ENGLAND, SHARP, WALES, Measures, read_measures
from tasks.publish.nowcast import Nowcast
from tasks.publish.nowcast_words import nowcast_rows, nowcast_sentences, rise_sentences
from tasks.store.reference import load_reference
from tests.publish.histories import Counts, month, revised, shown, store

Connection = duckdb.DuckDBPyConnection

# Cumulative shares of a month's figure that are shown at an age of 0, 1, 2 ... months.
RISING = np.array([0.80, 0.90, 0.95, 1.0])
FALLING = np.array([1.25, 1.10, 1.05, 1.0])
MONTHS = 24
COLUMNS = (
    "table,cause,measure,area_level,area_code,area,period_kind,period,age,sex,ethnicity,shown,"
    "age_in_months,expected,lower_50,upper_50,lower_95,upper_95"
)


def final_counts(months: int = MONTHS, scale: int = 1) -> Counts:
    """Of levels that rise and fall, so that only ratios are constant."""
    return np.array([[200 * (2 + at % 5) * scale for at in range(months)]])


def history(shares: np.ndarray = RISING, months: int = MONTHS, scale: int = 1) -> pd.DataFrame:
    final = final_counts(months, scale)
    return shown(np.rint(final[:, :, None] * shares).astype(np.int64), final, [ENGLAND])


def noisy(seed: int, scale: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    coded = rng.multinomial(rng.poisson(300, (1, MONTHS)), [0.8, 0.1, 0.05, 0.05])
    return shown(scale * coded.cumsum(axis=2), scale * coded.sum(axis=2), [ENGLAND])


@pytest.fixture(scope="module")
def opened() -> Iterator[Connection]:
    with duckdb.connect() as connection:
        load_reference(connection)
        yield connection


@pytest.fixture
def releases(opened: Connection) -> Iterator[Connection]:
    """An empty release store in memory."""
    opened.execute("attach ':memory:' as release")
    yield opened
    opened.execute("detach release")


def measured(releases: Connection, cells: pd.DataFrame, last: int = MONTHS - 1) -> Measures:
    releases.execute("drop table if exists release.release; drop table if exists release.cell")
    store(releases, cells)
    return read(releases, last)


def read(releases: Connection, last: int, revision: int = 1) -> Measures:
    return read_measures(releases, month(last), revision)


def of(measures: Measures, area: str = ENGLAND) -> list[Nowcast]:
    return list(measures.nowcasts.get((SHARP, area, ALL_AGES), ()))


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


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (0, 0, "Too few releases are kept to say what the latest months will become: 1 of the 12"),
        (2, 12, "11 of the 12 needed."),
        (0, 11, "no financial year turned final in them"),  # a whole year, April to March
        (
            1,
            12,
            "England, April 2022: 320 so far; expected to reach about 400 (95% interval 400 to",
        ),
        (
            0,
            12,
            "England, April 2022: 320 so far; expected to reach about 400 (95% interval 400 to",
        ),
    ],
)
def test_too_few_releases_say_so(releases: Connection, first: int, last: int, told: str) -> None:
    cells = steady(last + 1)
    measures = measured(releases, cells[cells.month >= month(first)], last=last)

    (sentence,) = nowcast_sentences(measures)
    assert told in sentence
    assert bool(nowcast_rows(measures)) == bool(of(measures)) == ("so far" in sentence)


def steady(months: int) -> pd.DataFrame:
    final = np.full((1, months), 400)
    return shown(np.rint(final[:, :, None] * RISING).astype(np.int64), final, [ENGLAND])


def test_without_a_figure_too_few_releases_are_kept(releases: Connection) -> None:
    measures = measured(releases, history().assign(shown="[x]"))
    assert nowcast_sentences(measures)[0].endswith("0 of the 12 needed.")


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


def shown_of_wales() -> pd.DataFrame:
    return history().assign(area_code=WALES)


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


def test_a_nation_that_cannot_be_nowcast_says_why_beside_one_that_can(releases: Connection) -> None:
    wales = shown_of_wales()
    measures = measured(releases, pd.concat([history(), wales[wales.month >= month(MONTHS - 3)]]))

    assert nowcast_sentences(measures)[1:] == [
        "Wales: too few releases are kept to say what the latest months will become: 3 of the 12"
        " needed."
    ]


def test_a_figure_that_falls_is_expected_to_fall(releases: Connection) -> None:
    (sentence,) = nowcast_sentences(measured(releases, history(FALLING)))
    assert "expected to fall to about" in sentence


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


def test_rises_are_ratios_by_age(releases: Connection) -> None:
    measures = measured(releases, history())
    rises = measures.rises[SHARP, ENGLAND, ALL_AGES]

    assert [one.age_in_months for one in rises] == list(range(11))
    ratios = [*(RISING[1:] / RISING[:-1]), *[1.0] * 8]
    for one, ratio in zip(rises, ratios, strict=True):
        quartiles = (one.lower_quartile, one.median, one.upper_quartile)
        assert quartiles == pytest.approx((ratio,) * 3)
    assert rises[0].months == 11
    assert rise_sentences(measures) == [
        "In the month after it was first shown, a month's figure changed by +12.5% in England (half"
        " of 11 months: +12.5% to +12.5%)."
    ]


def test_its_file_has_its_columns_and_what_the_release_shows(
    releases: Connection, tmp_path: Path
) -> None:
    found = of(measured(releases, noisy(1)))
    rows = written(releases, MONTHS - 1, tmp_path / "nowcast.csv")

    assert ",".join(rows[0]) == COLUMNS
    assert len(rows) == len(found) == 12
    for row, one in zip(rows, found, strict=True):
        assert (row["table"], row["area_code"], row["cause"]) == ("national_month", ENGLAND, SHARP)
        assert row["period"] == one.period
        numbers = list(row.values())[11:]
        assert numbers == [
            str(number)
            for number in (
                one.shown, one.age_in_months, one.expected, one.lower_50, one.upper_50,
                one.lower_95, one.upper_95,
            )
        ]  # fmt: skip


def test_its_file_is_a_header_alone_where_nothing_can_be_said(
    releases: Connection, tmp_path: Path
) -> None:
    measured(releases, history())
    assert written(releases, 3, tmp_path / "nowcast.csv") == []
    assert (tmp_path / "nowcast.csv").read_text(encoding="utf-8") == f"{COLUMNS}\n"


def written(releases: Connection, last: int, path: Path) -> list[dict[str, str]]:
    read(releases, last)
    write_measures(releases, path.parent)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_england_and_wales_is_nowcast_of_its_own_figures(releases: Connection) -> None:
    measures = measured(releases, pd.concat([history(), history(scale=2).assign(area_code=BOTH)]))
    sentences = nowcast_sentences(measures)

    assert [sentence.partition(",")[0] for sentence in sentences] == [
        "England",
        "England and Wales",
    ]
    assert of(measures, BOTH)[-1].expected == 2 * of(measures)[-1].expected
    assert [row[0] for row in nowcast_rows(measures)][2:4] == [
        "England, January 2023",
        "England and Wales, March 2023",
    ]
