"""From delivered files to releases: two forces merge, one splits, two local authorities merge."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tasks.check import check_conformed
from tasks.conform.conform import conform
from tasks.govern.key import make_throw_away_key
from tasks.protect.model import make_model
from tasks.protect.policy import make_rung, policy
from tasks.protect.release import protect, set_current_release
from tasks.receive.drop import receive_drop
from tasks.receive.incoming_files import delivered_files
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_and_release_store
from tasks.synthesise import write_drop
from tasks.synthesise.admissions import invented_admissions
from tasks.synthesise.drop import counted_tables, write_tables
from tasks.synthesise.extract import Extract
from tests.conform.redrawn import authorities_of, redrawn
from tests.protect.boundaries.test_sums import FALSE

pytestmark = pytest.mark.slow

SHARP, ALL_ASSAULT = "monthly sharp object", "all assault"
CUMBRIA, LANCASHIRE, MERSEYSIDE = "E23000002", "E23000003", "E23000004"
MERGED, SPLIT = "E23000098", ("E23000090", "E23000091")
BOLTON, BURY, BOTH = "E08000001", "E08000002", "E06000099"
# The second shows the year 2012-13 and the third makes it final; between them areas change.
EXTRACTS = ("2012/13 M11", "2012/13 M12", "2013/14 M01")
MOMENTS = tuple(datetime(2013, month, 1, tzinfo=UTC) for month in (5, 6, 7))
LINKED = """
    select count(distinct relation_id)
    from relation_part
    inner join cell as total on total.cell_id = total_id
    inner join cell as part on part.cell_id = part_id
    inner join reference.area_part
        on total.area_code = whole_code
        and part.area_code = part_code
    where whole_code = ?
"""


def deliver(data: DataFolder, folder: Path) -> None:
    for path in delivered_files(folder):
        assert receive_drop(path, data).outcome == "landed"


def write_redrawn(folder: Path, extract: Extract, force_of: dict[str, str]) -> None:
    """Write an extract that counts the new areas."""
    with invented_admissions(extract.last_month, 1) as connection:
        for la, force in force_of.items():
            connection.execute(
                "update finest_area set pfa_code = ? where original_la_code = ?", [force, la]
            )
        for force in set(force_of.values()):
            connection.execute(
                "insert into reference.police_force_area values ($1, $1, 'E92000001', 'E12000002')",
                [force],
            )
        connection.execute(
            "update finest_area set current_la_code = ? where current_la_code in (?, ?)",
            [BOTH, BOLTON, BURY],
        )
        connection.execute(
            "insert into reference.local_authority values "
            "($1, $1, null, null, $1, 'E23000005', 'E12000002')",
            [BOTH],
        )
        write_tables(folder, extract, counted_tables(connection, extract))


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DataFolder]:
    """Two releases of the areas of before, received and released; then the new ones hold."""
    root = tmp_path_factory.mktemp("chain")
    data = DataFolder(root / "data")
    data.prepare()
    make_throw_away_key(data)
    before, after = root / "before", root / "after"
    before.mkdir()
    after.mkdir()
    for dataset in (SHARP, ALL_ASSAULT):
        for extract in EXTRACTS[:2]:
            for source in ("HES", "PEDW"):
                write_drop(before, dataset, source, extract, seed=1)
    deliver(data, before)
    for moment in MOMENTS[:2]:
        conform(data, as_of=moment)
        protect(data)
    force_of = dict.fromkeys(authorities_of(CUMBRIA, LANCASHIRE), MERGED)
    force_of |= {la: SPLIT[at % 2] for at, la in enumerate(authorities_of(MERSEYSIDE))}
    for dataset in (SHARP, ALL_ASSAULT):
        write_redrawn(after, Extract(dataset, "HES", EXTRACTS[2]), force_of)
        write_drop(after, dataset, "PEDW", EXTRACTS[2], seed=1)
    with redrawn(root, force_of, {BOLTON: BOTH, BURY: BOTH}):
        deliver(data, after)
        yield data


def test_a_release_of_the_new_areas_goes_out(
    chain: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.conform.conform.conform_version", lambda: "redrawn")
    conform(chain, as_of=MOMENTS[2])
    assert check_conformed(chain).failed == ()
    with secure_and_release_store(chain) as connection:
        set_current_release(connection)
        make_rung(connection, policy())
        make_model(connection)
        assert connection.execute(FALSE).fetchone() == (0,)
        for area in (MERGED, MERSEYSIDE, BOTH):
            assert (connection.execute(LINKED, [area]).fetchone() or (0,))[0] > 0
    receipt = protect(chain)
    assert receipt.is_new
    assert (receipt.audit.exact, receipt.audit.at_most_2, receipt.audit.unsettled) == (0, 0, 0)
