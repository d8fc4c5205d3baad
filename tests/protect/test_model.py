"""The model of a release: its sums hold for the true counts, over vintages and final years."""

import pytest

from tasks.conform import conform
from tasks.folders import DataFolder
from tasks.protect.model import make_model
from tasks.protect.release import protect, set_at_hand
from tasks.receive.arrived import delivered_files
from tasks.receive.drop import receive_drop
from tasks.secure_key import make_throw_away_key
from tasks.store import secure_and_release_store
from tasks.synthesise import write_drop

pytestmark = pytest.mark.slow

# The second shows the year 2012-13, of which all months but March were shown before; the third
# makes it final.
EXTRACTS = ("2012/13 M11", "2012/13 M12", "2013/14 M01")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    folder = tmp_path_factory.mktemp("vintages")
    data = DataFolder(folder / "data")
    data.prepare()
    make_throw_away_key(data)
    for extract in EXTRACTS:
        drops = folder / extract.replace("/", "-")
        drops.mkdir()
        for source in ("HES", "PEDW"):
            for dataset in ("monthly sharp object", "all assault"):
                write_drop(drops, dataset, source, extract)
        for path in delivered_files(drops):
            receive_drop(path, data)
        conform(data)
        protect(data)
    return data


def test_every_sum_holds_for_the_true_counts(data: DataFolder) -> None:
    with secure_and_release_store(data) as connection:
        set_at_hand(connection)
        make_model(connection)
        sums, broken = connection.execute(
            "with added as (select relation_id, any_value(total.count) = sum(part.count) as holds "
            "from relation_part join cell as total on total.cell_id = total_id "
            "join cell as part on part.cell_id = part_id group by relation_id) "
            "select count(*), count(*) filter (not holds) from added"
        ).fetchone() or (0, 0)
        kinds = {
            kind for (kind,) in connection.execute("select distinct kind from cell").fetchall()
        }
        rises = {
            vintage
            for (vintage,) in connection.execute(
                "select distinct vintage from cell where vintage like '% to %'"
            ).fetchall()
        }

    assert (sums > 5_000, broken) == (True, 0)
    assert kinds == {"exact", "frozen", "hidden", "withheld"}
    # Regions have no years: nothing links their months in between.
    assert rises == {
        "2013-02 r001 to 2013-03 r001",
        "2013-03 r001 to final",
        "2013-02 r001 to final",
    }


def test_no_release_shows_a_figure_of_a_stage_otherwise_than_before(data: DataFolder) -> None:
    with secure_and_release_store(data) as connection:
        otherwise = connection.execute(
            "select count(*) from release.cell join release.ledger using (cause, measure, "
            "area_level, area_code, period_kind, period, age, sex, ethnicity) "
            "where area_level != 'national' and cell.shown not in (ledger.shown, '[x]') "
            "and (cell.status = 'provisional') = (stage = 'first')"
        ).fetchone()

    assert otherwise == (0,)
