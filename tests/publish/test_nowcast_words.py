"""What is said of the latest months, and what their file holds."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tasks.publish.cells import write_measures
from tasks.publish.measures import ALL_AGES, BOTH, ENGLAND, SHARP
from tasks.publish.nowcast_words import nowcast_rows, nowcast_sentences, rise_sentences
from tests.publish.histories import month, shown
from tests.publish.nowcast_cases import (
    FALLING,
    MONTHS,
    RISING,
    Connection,
    history,
    measured,
    noisy,
    of,
    read,
    shown_of_wales,
)

COLUMNS = (
    "table,cause,measure,area_level,area_code,area,period_kind,period,age,sex,ethnicity,shown,"
    "age_in_months,expected,lower_50,upper_50,lower_95,upper_95"
)


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
