"""The model of a release: its sums hold for the true counts, over vintages and final years, and
over extracts that move final figures."""

from dataclasses import dataclass
from typing import Any

import duckdb
import pytest

from tasks.protect.model import make_model
from tasks.protect.policy import make_rung, policy
from tasks.protect.release import set_current_release
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_and_release_store
from tests.protect.history import MOMENTS, received, releases

pytestmark = pytest.mark.slow

SUMS = """
    with added as (
        select relation_id, any_value(total.frequency) = sum(part.frequency) as holds
        from relation_part
        inner join cell as total on total.cell_id = total_id
        inner join cell as part on part.cell_id = part_id
        group by relation_id
    )
    select count(*), count(*) filter (not holds) from added
"""
SHOWN_OTHERWISE = """
    select count(*)
    from release.cell
    inner join release.ledger
        using (
            cause, measure, area_level, area_code, period_kind, period, age, sex, ethnicity
        )
    where area_level != 'national'
        and cell.shown not in (ledger.shown, '[x]')
        and (cell.status = 'provisional') = (stage = 'first')
"""
RISES = "select distinct (risen_from, vintage) from cell where risen_from is not null"
LINKED = """
    select count(*)
    from relation_part
    inner join cell on cell_id = part_id
    where is_rest
"""


@dataclass(frozen=True)
class Model:
    """What is looked at in the model of a next release."""

    sums: int
    broken: int
    kinds: set[str]
    rises: set[tuple[str, str]]
    shown_otherwise: int
    linked: int


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> list[Model]:
    """One after each release of the history."""
    data = received(tmp_path_factory.mktemp("vintages"), 1)
    return [_model(data) for _ in releases(data)]


def _model(data: DataFolder) -> Model:
    with secure_and_release_store(data) as connection:
        set_current_release(connection)
        make_rung(connection, policy())
        make_model(connection)
        return Model(
            *(connection.execute(SUMS).fetchone() or ()),
            _set_of(connection, "select distinct kind from cell"),
            _set_of(connection, RISES),
            *(connection.execute(SHOWN_OTHERWISE).fetchone() or ()),
            *(connection.execute(LINKED).fetchone() or ()),
        )


def _set_of(connection: duckdb.DuckDBPyConnection, query: str) -> set[Any]:
    return {value for (value,) in connection.execute(query).fetchall()}


@pytest.mark.parametrize("made", range(len(MOMENTS) + 1))
def test_every_sum_holds_for_the_true_counts(models: list[Model], made: int) -> None:
    assert (models[made].sums > 1_000, models[made].broken) == (True, 0)
    assert models[-1].sums > 5_000


def test_sharp_object_is_linked_to_all_assault(models: list[Model]) -> None:
    assert all(model.linked > 1_000 for model in models)


def test_months_are_linked_over_vintages(models: list[Model]) -> None:
    assert models[-1].kinds == {"exact", "frozen", "hidden", "withheld"}
    # Regions have no years: nothing links their months in between.
    assert models[2].rises == {
        ("2013-02 r001", "2013-03 r001"),
        ("2013-03 r001", "final"),
        ("2013-02 r001", "final"),
    }


def test_no_release_shows_a_figure_of_a_stage_otherwise_than_before(models: list[Model]) -> None:
    # The last one shows a correction.
    assert [model.shown_otherwise for model in models[:-1]] == [0] * (len(models) - 1)
