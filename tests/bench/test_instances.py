"""Tables that nobody here wrote: how they are read, and that programmes agree with the audit."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from tasks.protect.engine import Protected, protect_table
from tasks.protect.policy import policy
from tasks.protect.table import require_table
from tests.bench import instances, plain
from tests.bench.crossing import TOTAL, Crossing, crossing, nested

AREAS = pd.DataFrame(
    {
        "place": ["a", "b", "c", "d", "e"],
        "county": ["1", "1", "2", "2", "3"],
        "kind": ["town", "land", "town", "land", "land"],
    }
)


def records(seed: int, mean: float = 4) -> pd.DataFrame:
    """Counts by place, sex and age, most of them small."""
    frame = AREAS.merge(pd.DataFrame({"sex": ["f", "m"]}), how="cross")
    frame = frame.merge(pd.DataFrame({"age": ["young", "old", "oldest"]}), how="cross")
    frame["older"] = np.where(frame["age"] == "young", "no", "yes")
    return frame.assign(n=np.random.default_rng(seed).poisson(mean, len(frame)))


def crossed(frame: pd.DataFrame, tables: list[tuple[int, ...]] | None = None) -> Crossing:
    area = nested(frame, ["place", "county"], ["place", "kind"])
    return crossing(frame, "n", [area, nested(frame, ["sex"]), nested(frame, ["age"])], tables)


def test_groups_add_up_in_each_way_and_one_of_a_single_part_is_that_part() -> None:
    area = nested(AREAS, ["place", "county"], ["place", "kind"])

    assert area.families["county 1"] == [["a", "b"]]
    assert area.families["kind land"] == [["b", "d", "e"]]
    assert area.families[TOTAL] == [["county 1", "county 2", "e"], ["kind land", "kind town"]]
    assert area.named["3"] == "e"
    assert area.leaves(TOTAL) == ["a", "b", "c", "d", "e"]


def test_every_cell_is_the_sum_of_its_records_and_every_sum_holds() -> None:
    frame = records(1)
    made = crossed(frame)
    of = dict(zip(made.key, made.cells.counts.tolist(), strict=True))

    require_table(made.cells, made.sums)
    assert len(made.key) == 10 * 3 * 4
    assert of[TOTAL, TOTAL, TOTAL] == frame["n"].sum()
    inside = (frame["county"] == "2") & (frame["sex"] == "m")
    assert of["county 2", "m", TOTAL] == frame[inside]["n"].sum()
    # 12 sums of a county, kind or total in each of two ways; 10 areas by 4 ages, and by 3 sexes.
    assert len(np.unique(made.sums.relation_id)) == 6 * 12 + 10 * 4 + 10 * 3


def test_what_no_record_has_is_0() -> None:
    frame = records(1)
    made = crossed(frame[(frame["place"] != "a") | (frame["sex"] != "f")])
    of = dict(zip(made.key, made.cells.counts.tolist(), strict=True))

    assert of["a", "f", TOTAL] == 0


def test_linked_tables_share_their_margins() -> None:
    made = crossed(records(1), [(0, 1), (1, 2)])

    assert len(made.key) == len(set(made.key)) == 10 * 3 + 3 * 4 - 3
    assert len(np.unique(made.sums.relation_id)) == 6 * 3 + 10 + 4 + 3 - 1
    require_table(made.cells, made.sums)


@pytest.mark.parametrize(
    ("count", "known"), [(0, (0, 60)), (60, (0, 60)), (61, (61, 120)), (121, (121, 240))]
)
def test_what_is_known_of_a_cell_is_doubled(count: int, known: tuple[int, int]) -> None:
    made = crossed(records(1).assign(n=[count] + [0] * 29))
    total = made.key.index((TOTAL, TOTAL, TOTAL))

    assert (made.cells.lo[total], made.cells.hi[total]) == known


def protected(seed: int) -> Protected:
    made = crossed(records(seed))
    return protect_table(made.cells, made.sums, policy())


@pytest.mark.parametrize("seed", range(3))
def test_programmes_agree_with_the_audit_of_every_cell(seed: int) -> None:
    found = protected(seed)
    compared = plain.compare(found, policy())

    assert compared.cells == found.receipt.suppressed > 50
    assert compared.fewer == compared.missed == 0
    assert compared.equal + compared.both_safe + compared.same_verdict == compared.cells


def test_bounds_that_are_wrong_differ() -> None:
    found = protected(0)
    narrow = found.audited.verdict != "safe"
    assert narrow.any()

    for by, way in ((-1, "missed"), (2, "fewer")):
        wrong = found.audited._replace(hi=found.audited.hi + by * narrow)
        compared = plain.compare(replace(found, audited=wrong), policy())
        assert getattr(compared, way) == narrow.sum()


@pytest.mark.parametrize(
    ("interval", "left"),
    [((0, 0), 4), ((8, 8), 4), ((1, 1), 0), ((0, 2), 0), ((2, 3), 2), ((1, 3), 3), ((0, 9), 4)],
)
def test_what_discloses_leaves_nothing(interval: tuple[int, int], left: int) -> None:
    assert plain._left(interval, policy()) == left


def test_without_the_files_it_says_so(tmp_path, monkeypatch, capsys) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("sys.argv", ["instances", str(tmp_path)])
    instances.main()

    assert capsys.readouterr().out.startswith("Nothing was measured: ")
