"""The fast Poisson estimate is the library's, and resampling means what it says."""

from dataclasses import replace
from datetime import date
from math import log

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.evaluate import resampling
from tasks.evaluate.estimators import poisson, two_way
from tasks.evaluate.panel import spells
from tests.bench.evaluation import drawn


@pytest.fixture(scope="module")
def panel() -> pd.DataFrame:
    return drawn(log(0.9), np.random.default_rng(7))


@pytest.fixture(scope="module")
def of(panel: pd.DataFrame) -> resampling.Table:
    return resampling.table(spells(panel))


def one(of: resampling.Table) -> float:
    return float(resampling.effects(of.counts[None], of.treated[None])[0])


def test_it_is_the_estimate_of_the_library(panel: pd.DataFrame, of: resampling.Table) -> None:
    library = two_way(spells(panel))
    effect = poisson(spells(panel))
    assert one(of) == pytest.approx(library.value, abs=1e-8)
    assert effect.value == pytest.approx(library.value, abs=1e-9)
    assert effect.error == pytest.approx(library.error, rel=1e-6)
    assert effect.clusters == library.clusters == 43


def test_spells_give_the_estimate_of_months(panel: pd.DataFrame) -> None:
    short = panel[panel.month >= "2018-04-01"]
    months = pd.DataFrame(
        {
            "unit": short.area_code,
            "cluster": short.pfa_code,
            "time": short.month,
            "treated": (short.month >= short.starts).astype(int),
            "outcome": short["count"],
        }
    )
    by_month, by_spell = (two_way(frame, errors="CRV1") for frame in (months, spells(short)))
    assert by_spell.value == pytest.approx(by_month.value, abs=1e-7)


@given(st.lists(st.integers(1, 500), min_size=4, max_size=4))
def test_two_areas_and_two_spells_are_a_ratio_of_ratios(counts: list[int]) -> None:
    before, after, other_before, other_after = counts
    effect = resampling.effects(
        np.array([[[before, after], [other_before, other_after]]], float),
        np.array([[[0, 1], [0, 0]]], float),
    )[0]
    assert effect == pytest.approx(log(after / before) - log(other_after / other_before), abs=1e-6)


@settings(max_examples=20)
@given(st.integers(2, 9))
def test_splitting_an_area_changes_nothing(parts: int) -> None:
    """Why local authorities have no Poisson estimate of their own."""
    counts = np.array([[900.0, 720.0], [450.0, 480.0], [90.0, 99.0]])
    treated = np.array([[0, 1], [0, 0], [0, 0]], float)
    split = np.vstack([counts[:1] * share for share in np.arange(1, parts + 1)])
    split *= counts[0].sum() / split.sum()
    effects = [
        resampling.effects(counts[None], treated[None])[0],
        resampling.effects(
            np.vstack([split, counts[1:]])[None],
            np.vstack([np.repeat(treated[:1], parts, axis=0), treated[1:]])[None],
        )[0],
    ]
    assert effects[0] == pytest.approx(effects[1], abs=1e-9)


def test_an_area_without_admissions_says_nothing(of: resampling.Table) -> None:
    empty = np.vstack([of.counts, np.zeros((1, of.counts.shape[1]))])
    treated = np.vstack([of.treated, of.treated[:1]])
    assert resampling.effects(empty[None], treated[None])[0] == pytest.approx(one(of), abs=1e-9)


def test_lots_keep_how_many_start_when(of: resampling.Table) -> None:
    patterns, starts = resampling._patterns(of)
    assert sorted(patterns[starts].sum(axis=1)) == [0] * 23 + [1] * 2 + [2] * 18
    drawn_ = resampling.permuted(of, 99, seed=1)
    assert len(set(np.round(drawn_, 9))) > 90
    assert np.array_equal(drawn_, resampling.permuted(of, 99, seed=1))


def test_a_lot_gives_the_ratio_of_its_estimate_to_its_error(of: resampling.Table) -> None:
    patterns, starts = resampling._patterns(of)
    lot = np.random.default_rng(1).permutation(starts)
    alone = replace(of, treated=patterns[lot])
    ratio = one(alone) / resampling.jackknife(alone, one(alone))
    assert resampling.permuted(of, 1, seed=1)[0] == pytest.approx(ratio)


def test_an_effect_is_far_from_what_lots_give(of: resampling.Table) -> None:
    strong = resampling.table(spells(drawn(log(0.5), np.random.default_rng(3))))
    ratio = one(strong) / resampling.jackknife(strong, one(strong))
    assert resampling.p_value(ratio, resampling.permuted(strong, 199, seed=1)) == 1 / 200
    in_space = resampling.permuted_among_untreated(strong, 199, seed=1)
    assert abs(np.mean(in_space)) < 0.03


@pytest.mark.parametrize(("estimate", "p"), [(0.0, 1.0), (0.25, 0.6), (-0.25, 0.6), (9.0, 0.2)])
def test_p_counts_draws_as_far_from_none(estimate: float, p: float) -> None:
    assert resampling.p_value(estimate, np.array([-0.3, 0.1, 0.2, 0.4])) == pytest.approx(p)


def test_leaving_one_out_is_estimating_without_it(
    panel: pd.DataFrame, of: resampling.Table
) -> None:
    without = panel[panel.pfa_code != of.clusters[0]]
    assert resampling.leave_one_out(of)[0] == pytest.approx(one(resampling.table(spells(without))))
    assert len(resampling.leave_one_out(of)) == 43
    assert panel.month.min().date() == date(2013, 4, 1)
