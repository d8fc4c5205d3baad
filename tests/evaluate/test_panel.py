"""Panels: which months and areas, and the shapes that estimators take."""

from dataclasses import replace
from datetime import date
from math import log

import numpy as np
import pandas as pd
import pytest

from tasks.evaluate.panel import (
    before_funding,
    forces,
    read_panel,
    spells,
    varied,
    years,
)
from tasks.evaluate.specification import Variant, specification
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_store
from tests.bench.evaluation import drawn
from tests.evaluate.invented import fill_secure

SPEC = specification()
MET, CLEVELAND, CITY = "E23000001", "E23000013", "E23000034"


@pytest.fixture(scope="module")
def panel() -> pd.DataFrame:
    return drawn(0.0, np.random.default_rng(2))


def read(data: DataFolder, unit: str) -> pd.DataFrame:
    (outcome,) = (one for one in SPEC.outcomes if one.key == "all-assault")
    with secure_store(data) as connection:
        return read_panel(connection, replace(outcome, unit=unit), SPEC.first_month)


def test_a_panel_holds_the_months_that_all_areas_are_counted_in(
    data: DataFolder, panel: pd.DataFrame
) -> None:
    fill_secure(data, panel)
    with secure_store(data, read_only=False) as connection:
        connection.execute(
            "update secure.conformed.figure set frequency = null"
            " where area_code = 'W15000001' and period = '2023-11-01'"
        )
        connection.execute(
            "insert into secure.conformed.figure select * replace (date '2013-03-01' as period)"
            " from secure.conformed.figure where period = '2013-04-01'"
        )
    found = read(data, "pfa")
    assert (found.month.min().date(), found.month.max().date()) == (
        date(2013, 4, 1),
        date(2023, 10, 1),
    )
    assert len(found) == 43 * 127
    assert (found.pfa_code == found.area_code).all()
    expected = panel[panel.month <= "2023-10-01"].set_index(["area_code", "month"])["count"]
    assert (found.set_index(["area_code", "month"])["count"] == expected).all()


def test_local_authorities_are_funded_with_their_force(
    data: DataFolder, panel: pd.DataFrame
) -> None:
    fill_secure(data, panel)
    found = read(data, "la")
    starts = found.drop_duplicates("pfa_code").set_index("pfa_code").starts
    assert found.area_code.nunique() > 43
    assert starts[MET] == pd.Timestamp(2019, 4, 1)
    assert starts[CLEVELAND] == pd.Timestamp(2022, 4, 1)
    assert pd.isna(starts[CITY])
    assert forces(found) == (20, 23)


def test_variants_change_what_they_say(panel: pd.DataFrame) -> None:
    variants = {variant.key: varied(panel, variant, SPEC) for variant in SPEC.variants}
    assert MET not in set(variants["without-metropolitan"].area_code)
    months = set(variants["without-pandemic"].month.dt.strftime("%Y-%m"))
    assert {"2020-02", "2021-08"} <= months
    assert not {"2020-03", "2021-07"} & months
    later = variants["later-start"].drop_duplicates("area_code").starts
    assert later.value_counts().to_dict() == {
        pd.Timestamp(2019, 9, 1): 18,
        pd.Timestamp(2022, 4, 1): 2,
    }
    assert varied(panel, Variant("none", "None"), SPEC).equals(panel)


def test_the_placebo_in_time_sees_no_month_with_funding(panel: pd.DataFrame) -> None:
    early = before_funding(panel, SPEC)
    assert early.month.max() < pd.Timestamp(2019, 4, 1)
    assert set(early.starts.dropna()) == {pd.Timestamp(2016, 4, 1)}
    assert forces(early) == (20, 23)


def test_spells_lose_no_admission(panel: pd.DataFrame) -> None:
    frame = spells(panel)
    assert len(frame) == 43 * 3
    assert frame.outcome.sum() == panel["count"].sum()
    assert frame.groupby("time").treated.sum().to_list() == [0, 18, 20]


def test_years_are_whole_and_without_the_city(panel: pd.DataFrame) -> None:
    frame = years(panel, SPEC.areas_left_out_of_logarithms)
    assert sorted(frame.time.unique()) == list(range(2013, 2023))
    assert CITY not in set(frame.unit)
    of_year = panel[(panel.area_code == MET) & panel.month.between("2019-04-01", "2020-03-01")]
    met = frame[(frame.unit == MET) & (frame.time == 2019)].iloc[0]
    assert met.outcome == pytest.approx(log(of_year["count"].sum() + 0.5))
    assert met.start == 2019
    assert set(frame.start) == {0, 2019, 2022}
