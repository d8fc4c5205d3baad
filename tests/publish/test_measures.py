"""Changes, control charts and revisions: made from shown figures, by their rules."""

from collections.abc import Iterable
from datetime import date
from math import hypot, log
from statistics import stdev

import duckdb
import pytest

from tasks.publish.figure_words import change_on_baseline, change_on_year, rate_words, signal_words
from tasks.publish.headlines import force_headlines, national_figures, revision_headline
from tasks.publish.measures import ALL_AGES, SHARP, Measures, Whole, read_measures
from tasks.store.folders import DataFolder
from tasks.store.stores import release_store
from tests.publish.invented import MONTH, Row, figures, reference, store

MET = ("E23000001", "Metropolitan Police")
SERIES = (SHARP, MET[0], ALL_AGES)
YEARS = [f"{year}-{(year + 1) % 100:02}" for year in range(2018, 2023)]
MONTHS = [f"{2021 + n // 12}-{n % 12 + 1:02}" for n in range(37)]  # January 2021 to January 2024


def shown(rows: Iterable[Row], values: Iterable[object], base: object = 5) -> list[Row]:
    return [
        {
            **row,
            "shown": str(value),
            "rounding": str(base) if str(value).isdigit() else "",
            "status": "final",
        }
        for row, value in zip(rows, values, strict=True)
    ]


def years_of(*values: object, area: tuple[str, str] = MET, base: object = 5) -> list[Row]:
    return shown(figures("pfa_year", [area], YEARS[-len(values) :]), values, base)


def months_of(*values: object, base: object = 5) -> list[Row]:
    return shown(figures("pfa_month", [MET], MONTHS[-len(values) :]), values, base)


def measured(data: DataFolder, rows: list[Row]) -> Measures:
    store(data, [{"cell_no": number, **row} for number, row in enumerate(rows, 1)])
    with release_store(data) as connection:
        return read_measures(connection, MONTH, 1)


def last_whole(data: DataFolder, rows: list[Row]) -> Whole:
    series = (SHARP, str(rows[-1]["area_code"]), ALL_AGES)
    whole = measured(data, rows).whole(series, ("year", YEARS[-1]))
    assert whole is not None
    return whole


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((100, 200), "100% more than a year earlier (100)"),
        ((200, 100), "50% fewer than a year earlier (200)"),
        ((1000, 1000), "The same to the nearest percent as a year earlier (1,000)"),
        ((100, 105), "5% more than a year earlier (100)"),
        ((45, 90), "Too few for a percentage on a year earlier (45)"),
        ((50, 55), "10% more than a year earlier (50)"),
        (
            ("[c]", 55),
            "No change from a year earlier can be told: that figure is hidden ([c]), so that"
            " nobody can be identified",
        ),
        (
            (55, "[c3]"),
            "No change from a year earlier can be told: this figure is hidden ([c3]), so that"
            " nobody can be identified",
        ),
        (
            ("[x]", 55),
            "No change from a year earlier can be told: that figure has not been received ([x])",
        ),
        ((55,), "No figure of a year earlier"),
    ],
)
def test_changes_are_told_by_their_rules(
    data: DataFolder, values: tuple[object, ...], words: str
) -> None:
    assert change_on_year(last_whole(data, years_of(*values))) == words


def test_changes_since_the_baseline(data: DataFolder) -> None:
    measures = measured(data, years_of(200, 1, 2, 3, 100, base=1))
    last = measures.whole(SERIES)
    first = measures.whole(SERIES, ("year", "2018-19"))
    assert change_on_baseline(last) == "50% fewer than the year ending March 2019 (200)"
    assert change_on_baseline(first) == "Others are compared with this year"


def test_outputs_lead_with_12_months_where_the_release_has_them(data: DataFolder) -> None:
    rolling = shown(
        ({**row, "period_kind": "rolling_year"} for row in figures("pfa_year", [MET], ["2023-09"])),
        [120],
    )
    measures = measured(data, [*years_of(100, 110), *rolling])
    assert measures.main_periods[SHARP, "pfa"] == ("rolling_year", "2023-09")
    (first, *_) = force_headlines(measures, measures.areas[MET[0]], SHARP)
    assert "the 12 months ending September 2023: 120 admissions" in first


def test_without_them_the_latest_financial_year_leads(data: DataFolder) -> None:
    measures = measured(data, years_of(100, 110))
    assert measures.main_periods[SHARP, "pfa"] == ("year", "2022-23")


STEADY = [100, 110] * 12


@pytest.mark.parametrize(
    ("last", "words"),
    [
        ([100, 110] * 6, "No signal: the months to January 2024 vary as those of the baseline do"),
        ([100, 110] * 5 + [100, 200], "Signal: January 2024 lies above the upper limit."),
        ([100, 110] * 5 + [20, 110], "Signal: December 2023 lies below the lower limit."),
        ([100] * 4 + [110] * 8, "Signal: The last 8 months to January 2024 all lie above"),
        ([100] * 5 + [110] * 7, "No signal"),
    ],
)
def test_control_charts_signal_by_their_rules(
    data: DataFolder, last: list[int], words: str
) -> None:
    signal = measured(data, months_of(*STEADY, *last)).signals[SERIES]
    assert (signal.mean, signal.lower, signal.upper) == (105, 78.4, 131.6)
    assert signal_words(signal).startswith(words)


@pytest.mark.parametrize(
    "months",
    [
        [15] * 36,  # a mean under 20
        [100] * 35,  # too few months
        ["[c]", *[100] * 35],  # a month hidden
    ],
)
def test_series_too_small_have_no_control_chart(data: DataFolder, months: list[object]) -> None:
    measures = measured(data, months_of(*months))
    assert measures.signals == {}
    assert signal_words(measures.signals.get(SERIES)).startswith("No control chart")


@pytest.mark.parametrize(("base", "charted"), [(5, True), (20, False)])
def test_series_coarsely_rounded_have_no_control_chart(
    data: DataFolder, base: int, charted: bool
) -> None:
    measures = measured(data, months_of(*[60] * 36, base=base))
    assert (SERIES in measures.signals) == charted


def test_months_not_available_do_not_stop_a_control_chart(data: DataFolder) -> None:
    measures = measured(data, months_of(*[100] * 36, "[x]"))
    assert measures.signals[SERIES].last_period == "2023-12"


def test_a_low_provisional_month_is_cautioned(data: DataFolder) -> None:
    rows = months_of(*STEADY, *[100, 110] * 5, 100, 20)
    rows[-1]["status"] = "provisional"
    words = signal_words(measured(data, rows).signals[SERIES])
    assert words.endswith("The latest months are provisional and may still rise.")


def test_similar_forces_are_the_five_nearest_in_residents_and_their_ages(data: DataFolder) -> None:
    last = [row for row in reference("population") if row["mid_year"] == "2023"]
    size = {row["pfa_code"]: log(int(row["population"])) for row in last}
    young = {row["pfa_code"]: int(row["aged_under_25"]) / int(row["population"]) for row in last}

    def distance(one: str, other: str) -> float:
        return hypot(
            *((of[one] - of[other]) / stdev(of.values()) for of in (size, young)),
        )

    nearest = {
        force: sorted(size.keys() - {force}, key=lambda other: distance(force, other))[:5]
        for force in size
    }
    assert measured(data, years_of(100)).similar == nearest


def test_there_are_20_vru_areas(data: DataFolder) -> None:
    areas = measured(data, years_of(100)).areas
    assert sum(force.vru_from is not None for force in areas.values()) == 20


def test_revisions_are_counted_against_the_month_before(data: DataFolder) -> None:
    store(data, [{"cell_no": n, **row} for n, row in enumerate(years_of(100, 110), 1)])
    later = date(2024, 2, 1)
    connection = duckdb.connect(str(data.release_store))
    connection.execute("insert into release select ?, 1, 2, 'rule', 'code'", [later])
    connection.execute("insert into cell select * replace (? as month) from cell", [later])
    connection.execute("update cell set shown = '115' where month = ? and shown = '110'", [later])
    connection.close()
    with release_store(data) as connection:
        measures = read_measures(connection, later, 1)
    (revision,) = measures.revisions
    assert (revision.compared, revision.revised, revision.first_revised) == (2, 1, "2022-23")
    assert "1 of 2 figures are shown otherwise" in revision_headline(measures)


def test_a_first_release_revises_nothing(data: DataFolder) -> None:
    measures = measured(data, years_of(100))
    assert revision_headline(measures).startswith("This is the first month released here")


def test_a_release_of_one_month_has_key_figures_all_the_same(data: DataFolder) -> None:
    england = shown(figures("national_month", [("E92000001", "England")], ["2024-01"]), [300], 1)
    (figure,) = national_figures(measured(data, england))
    assert (figure.label, figure.shown) == ("England, January 2024", "300")


def test_a_figure_without_a_rate_says_why(data: DataFolder) -> None:
    assert rate_words(last_whole(data, years_of("[c]"))).startswith("no rate: ")
    assert rate_words(None).startswith("no rate: ")
