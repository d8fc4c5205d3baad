"""A force is led with its own latest period, beside a nation that shows it; no chart is empty."""

from collections.abc import Iterator, Sequence

import pytest

from tasks.publish.html.force_charts import trends, untold_sentence
from tasks.publish.html.force_pages import _compared
from tasks.publish.measures import SHARP, Measures, read_measures
from tasks.store.folders import DataFolder
from tasks.store.stores import release_store
from tests.publish.invented import MONTH, Row, figures, store

MET, GWENT = ("E23000001", "Metropolitan Police"), ("W15000002", "Gwent")
ENGLAND, WALES, BOTH = (
    ("E92000001", "England"),
    ("W92000004", "Wales"),
    ("K04000001", "England and Wales"),
)
QUARTERS = ["2023-06", "2023-09", "2023-12"]
MONTHS = [f"2023-{month:02}" for month in range(1, 13)] + ["2024-01"]
Shown = Sequence[object]


def rows_of(table: str, area: tuple[str, str], periods: Sequence[str], values: Shown) -> list[Row]:
    return [
        {
            **row,
            "shown": str(value),
            "rounding": "5" if str(value).isdigit() else "",
            "status": "final",
        }
        for row, value in zip(figures(table, [area], list(periods)), values, strict=True)
    ]


def rolling(area: tuple[str, str], *values: object) -> list[Row]:
    table = "pfa_rolling_year" if area[0][1:3] in {"23", "15"} else "national_rolling_year"
    return rows_of(table, area, QUARTERS[3 - len(values) :], values)


def years(area: tuple[str, str], *values: object) -> list[Row]:
    return rows_of("pfa_year", area, ["2020-21", "2021-22", "2022-23"][3 - len(values) :], values)


def months(area: tuple[str, str], *values: object) -> list[Row]:
    return rows_of("pfa_month", area, MONTHS[13 - len(values) :], values)


def measured(data: DataFolder, *rows: list[Row]) -> Measures:
    every: Iterator[Row] = (row for some in rows for row in some)
    store(data, [{"cell_no": number, **row} for number, row in enumerate(every, 1)])
    with release_store(data) as connection:
        return read_measures(connection, MONTH, 1)


def led(measures: Measures, area: tuple[str, str]) -> str | None:
    whole = measures.leading(measures.areas[area[0]], SHARP)
    return f"{whole.period} {whole.shown}" if whole else None


@pytest.mark.parametrize(
    ("of_gwent", "of_met", "gwent_led", "met_led"),
    [
        # Wales lags.
        ((45, "[x]"), (90, 95), "2023-09 45", "2023-12 95"),
        (("[c]", "[x]"), (90, 95), "2023-09 [c]", "2023-12 95"),
        (("[x]", "[x]"), (90, 95), None, "2023-12 95"),
        # It does not.
        ((45, 50), (90, 95), "2023-12 50", "2023-12 95"),
        # Hidden is a figure that the force has.
        ((45, "[c2]"), (90, 95), "2023-12 [c2]", "2023-12 95"),
        # A period of which every force is hidden leads nowhere, unless all are hidden.
        ((45, "[c3]"), (90, "[c3]"), "2023-09 45", "2023-09 90"),
        (("[c]", "[c3]"), (90, "[c3]"), "2023-09 [c]", "2023-09 90"),
        (("[c]", "[x]"), ("[c]", "[c]"), "2023-09 [c]", "2023-12 [c]"),
        (("[x]", "[x]"), ("[x]", "[x]"), None, None),
    ],
)
def test_a_force_is_led_with_the_latest_period_that_it_has(
    data: DataFolder, of_gwent: Shown, of_met: Shown, gwent_led: str | None, met_led: str | None
) -> None:
    measures = measured(data, rolling(GWENT, *of_gwent), rolling(MET, *of_met))
    assert (led(measures, GWENT), led(measures, MET)) == (gwent_led, met_led)


def test_a_later_financial_year_leads_before_earlier_12_months(data: DataFolder) -> None:
    # Twelve months ending March are financial years: in a release of May 2023 the latest.
    earlier = rows_of("pfa_rolling_year", MET, ["2022-12"], [90])
    measures = measured(data, earlier, years(MET, 85))
    assert led(measures, MET) == "2022-23 85"
    assert measures.main_periods[SHARP, "pfa"] == ("year", "2022-23")


def test_of_two_that_end_together_the_12_months_lead(data: DataFolder) -> None:
    same = rows_of("pfa_rolling_year", MET, ["2023-03"], [85])
    assert led(measured(data, same, years(MET, 85)), MET) == "2023-03 85"


@pytest.mark.parametrize(
    ("force", "of_england", "of_wales", "of_both", "name"),
    [
        (MET, 100, 50, 150, "England and Wales"),
        (MET, 100, "[x]", "[x]", "England"),
        (GWENT, 100, 50, "[x]", "Wales"),
        (GWENT, 100, "[x]", "[x]", "England"),
        (MET, "[x]", "[x]", "[x]", None),
    ],
)
def test_a_force_is_compared_with_the_widest_nation_that_shows_its_period(
    data: DataFolder,
    force: tuple[str, str],
    of_england: object,
    of_wales: object,
    of_both: object,
    name: str | None,
) -> None:
    measures = measured(
        data,
        rolling(force, 45),
        rolling(ENGLAND, of_england),
        rolling(WALES, of_wales),
        rolling(BOTH, of_both),
    )
    (table,) = _compared(measures, measures.areas[force[0]], SHARP)
    named = f"with {name} and similar forces" if name else "with similar forces"
    assert f"{named}, the 12 months ending December 2023; rates by" in table.caption
    assert [row[0] for row in table.rows][:2][1:] == ([name] if name else ["Thames Valley"])
    assert name is None or table.rows[1][1] != "[x]"


@pytest.mark.parametrize(
    ("of_year", "of_month", "of_quarter", "drawn", "told"),
    [
        ((85,), (10,) * 7 + ("[c]",) * 6, (90,) * 3, ["financial year", "month"], ""),
        ((85,), (10,) * 6 + ("[c]",) * 7, (90,) * 3, ["financial year", "12 months ending"], ""),
        (
            (85,),
            ("[c]",) * 13,
            ("[c]",) * 3,
            ["financial year"],
            "No chart is drawn by month or 12 months ending: most of these figures are hidden.",
        ),
        (
            ("[c]",),
            ("[c]",) * 13,
            ("[c1]",) * 3,
            [],
            "No chart is drawn by financial year, month or 12 months ending: all of these figures"
            " are hidden.",
        ),
        (
            (85,),
            ("[c]",) * 11 + ("[x]",) * 2,
            (),
            ["financial year"],
            "No chart is drawn by month: all of these figures are hidden or not available yet.",
        ),
        ((), (), (90,), [], ""),
    ],
)
def test_charts_are_drawn_of_what_is_shown(
    data: DataFolder,
    of_year: Shown,
    of_month: Shown,
    of_quarter: Shown,
    drawn: list[str],
    told: str,
) -> None:
    measures = measured(
        data, years(MET, *of_year), months(MET, *of_month), rolling(MET, *of_quarter)
    )
    charted, untold = trends(measures, measures.areas[MET[0]], SHARP)
    assert [trend.each for trend in charted] == drawn
    assert untold_sentence(untold) == told
