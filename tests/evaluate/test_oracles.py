"""The estimators give the answers that their authors published."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from diff_diff import SyntheticControl

from tasks.evaluate.estimators import GroupTime, group_time, imputation, synthetic_did, two_way
from tasks.evaluate.synthetic import simplex_weights

ORACLES = Path(__file__).parent / "oracles"


def minimum_wage() -> pd.DataFrame:
    columns = {"countyreal": "unit", "year": "time", "lemp": "outcome", "first.treat": "start"}
    frame = pd.read_csv(ORACLES / "mpdta.csv").rename(columns=columns)
    return frame.assign(
        cluster=frame.unit, treated=((frame.start > 0) & (frame.time >= frame.start)).astype(int)
    )


@pytest.fixture(scope="module")
def wages() -> GroupTime:
    return group_time(minimum_wage())


@pytest.fixture(scope="module")
def california() -> pd.DataFrame:
    table = pd.read_csv(ORACLES / "california_prop99.csv").rename(columns={"Year": "time"})
    frame = table.melt(id_vars="time", var_name="unit", value_name="outcome")
    return frame.assign(start=np.where(frame.unit == "California", 1989, 0), cluster=frame.unit)


def test_minimum_wage_averages(wages: GroupTime) -> None:
    assert wages.simple.value == pytest.approx(-0.0400, abs=5e-5)
    assert wages.simple.error == pytest.approx(0.012034, rel=2e-3)  # ours is by 500 clusters / 499
    assert wages.group == pytest.approx(-0.0310, abs=5e-5)
    assert wages.dynamic.value == pytest.approx(-0.0772, abs=5e-5)
    assert wages.dynamic.error == pytest.approx(0.019965, rel=2e-3)


@pytest.mark.parametrize(
    ("event", "effect"), [(0, -0.0199), (1, -0.0510), (2, -0.1373), (3, -0.1008)]
)
def test_minimum_wage_events(wages: GroupTime, event: int, effect: float) -> None:
    assert wages.events[event].value == pytest.approx(effect, abs=5e-5)


def test_minimum_wage_two_way() -> None:
    effect = two_way(minimum_wage(), "linear", errors="CRV1")
    assert effect.value == pytest.approx(-0.036549, abs=5e-7)
    assert effect.error == pytest.approx(0.013265, abs=5e-5)


def test_castle_doctrine() -> None:
    columns = {"sid": "unit", "year": "time", "l_homicide": "outcome", "post": "treated"}
    frame = pd.read_csv(ORACLES / "castle.csv").rename(columns=columns)
    effect = two_way(frame.assign(cluster=frame.unit), "linear", weights="popwt", errors="CRV1")
    assert effect.value == pytest.approx(0.0755, abs=5e-5)
    assert effect.error == pytest.approx(0.0329, abs=5e-4)


def test_california_by_synthetic_did(california: pd.DataFrame) -> None:
    assert synthetic_did(california, 1989, "placebo").value == pytest.approx(-15.604, abs=5e-4)


def test_california_by_did(california: pd.DataFrame) -> None:
    assert imputation(california).value == pytest.approx(-27.349, abs=5e-4)


def control_of(frame: pd.DataFrame, unit: str) -> tuple[dict[str, float], "pd.Series[float]"]:
    """The donors' weights, and the gap by year."""
    wide = frame.pivot_table(index="time", columns="unit", values="outcome")
    before, donors = wide.index < 1989, wide.drop(columns=unit)
    weights = simplex_weights(wide[unit][before].to_numpy(), donors[before].to_numpy())
    return dict(zip(donors, weights, strict=True)), wide[unit] - donors @ weights


def test_california_by_synthetic_control(california: pd.DataFrame) -> None:
    weights, gaps = control_of(california, "California")
    assert gaps.loc[1989:].mean() == pytest.approx(-19.51, abs=5e-3)
    assert sum(weights.values()) == pytest.approx(1)
    for state, weight in {"Utah": 0.39, "Montana": 0.23, "Nevada": 0.21}.items():
        assert weights[state] == pytest.approx(weight, abs=6e-3)


def test_california_is_third_of_39_by_ratio(california: pd.DataFrame) -> None:
    gaps = {unit: control_of(california, unit)[1] for unit in california.unit.unique()}
    ratio = {
        unit: (gap.loc[1989:] ** 2).mean() / (gap.loc[:1988] ** 2).mean()
        for unit, gap in gaps.items()
    }
    assert len(ratio) == 39
    assert sum(value > ratio["California"] for value in ratio.values()) == 2


def test_basque_country() -> None:
    """By the library from which the other estimators are: ours takes no predictors."""
    frame = _basque()
    fit = SyntheticControl(v_method="nested", seed=0).fit(
        frame.assign(treated=((frame.start > 0) & (frame.time >= 1970)).astype(int)),
        "outcome",
        "treated",
        "unit",
        "time",
        predictors=["school.illit", "school.prim", "school.med", "school.high", "invest"],
        predictor_window=list(range(1964, 1970)),
        special_predictors=[
            ("outcome", list(range(1960, 1970)), "mean"),
            ("popdens", [1969], "mean"),
            *((sector, list(range(1961, 1970, 2)), "mean") for sector in SECTORS),
        ],
    )
    largest = sorted(fit.donor_weights.items(), key=lambda weight: -weight[1])[:2]
    assert [name for name, _ in largest] == ["Cataluna", "Madrid (Comunidad De)"]
    assert [weight for _, weight in largest] == pytest.approx([0.851, 0.149], abs=5e-4)


SECTORS = [
    f"sec.{sector}"
    for sector in (
        "agriculture",
        "energy",
        "industry",
        "construction",
        "services.venta",
        "services.nonventa",
    )
]


def _basque() -> pd.DataFrame:
    columns = {"regionname": "unit", "year": "time", "gdpcap": "outcome"}
    frame = pd.read_csv(ORACLES / "basque.csv").rename(columns=columns)
    schools = ["school.illit", "school.prim", "school.med", "school.high"]
    # As Abadie and Gardeazabal: the two highest together, in per cent; fitted from 1960 on.
    frame["school.high"] += frame.pop("school.post.high")
    frame[schools] = 100 * frame[schools].div(frame[schools].sum(axis=1), axis=0)
    recent = frame[frame.time >= 1960]
    basque = recent.unit.str.startswith("Basque")
    return recent.assign(time=recent.time.astype(int), start=basque * 1970)


@pytest.mark.parametrize("scale", [1e-4, 1e-2, 1e3])
def test_the_solver_does_not_stop_where_it_starts(california: pd.DataFrame, scale: float) -> None:
    """One that judges its steps by their size returns equal weights and says that it succeeded."""
    weights, _ = control_of(california.assign(outcome=california.outcome * scale), "California")
    assert weights["Utah"] == pytest.approx(0.394, abs=2e-3)
    assert weights["Montana"] == pytest.approx(0.232, abs=2e-3)
