"""The second generator: a seed gives the same admissions, and levels are what they are asked."""

from datetime import date

import pandas as pd
import pytest

from tests.bench.unseen.second import AGES, cases

LAST = date(2012, 12, 1)


def drawn(seed: int = 1, scale: float = 1.0, wales: float = 1.0) -> pd.DataFrame:
    return cases(seed, scale, wales, LAST)


def test_the_same_seed_gives_the_same_admissions() -> None:
    pd.testing.assert_frame_equal(drawn(), drawn())


def test_another_seed_gives_others() -> None:
    assert not drawn(seed=1).equals(drawn(seed=2))


@pytest.mark.parametrize("scale", [0.25, 2.0])
def test_admissions_are_so_many_times_as_many(scale: float) -> None:
    assert len(drawn(scale=scale)) / len(drawn()) == pytest.approx(scale, rel=0.2)


def test_sparse_wales_has_fewer_and_england_as_many() -> None:
    whole, sparse = (drawn(wales=share)["area_code"].str[0].value_counts() for share in (1, 0.25))

    assert sparse["W"] / whole["W"] == pytest.approx(0.25, rel=0.2)
    assert sparse["E"] / whole["E"] == pytest.approx(1.0, rel=0.05)


def test_every_age_and_month_is_drawn_and_no_other() -> None:
    frame = drawn()

    assert set(frame["age"]) == set(AGES)
    assert frame["month"].min() == pd.Timestamp("2012-04-01")
    assert frame["month"].max() == pd.Timestamp(LAST)
    assert not frame.isna().any(axis=None)
