"""A new table that the model does not hold: the run stops by name, and nothing is stored."""

import shutil
from pathlib import Path

import pytest

from tasks.conform.conform import conform
from tasks.govern.key import make_throw_away_key
from tasks.protect.audit.refusal import NotDecidedError
from tasks.protect.release import protect
from tasks.receive.drop import receive_drop
from tasks.store import reference as reference_tables
from tasks.store.folders import DataFolder
from tasks.store.stores import release_store, secure_store
from tasks.synthesise import write_drop
from tests.protect.history import ALL_ASSAULT, SHARP

FORCE_BY_SEX = "31,pfa_year_sex,Force by sex,X99,FAE,pfa,month,sex,,"
FIGURE = """
    insert into secure.conformed.figure by name
    select figure.* replace ('Male' as sex, 'sex' as breakdown, 9 as frequency)
    from secure.conformed.figure as figure
    where area_level = 'pfa' and period_kind = 'month' and breakdown = 'total' and measure = 'FAE'
    limit 1
"""


@pytest.mark.slow
def test_a_new_published_table_of_forces_stops_the_run_before_anything_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = DataFolder(tmp_path / "data")
    data.prepare()
    make_throw_away_key(data)
    for dataset in (SHARP, ALL_ASSAULT):
        (path,) = write_drop(tmp_path, dataset, "HES", "2012/13 M01")
        assert receive_drop(path, data).outcome == "landed"
    conform(data)
    reference = shutil.copytree(reference_tables.REFERENCE, tmp_path / "reference")
    with (reference / "publication.csv").open("a", encoding="utf-8") as file:
        file.write(f"{FORCE_BY_SEX}\n")
    monkeypatch.setattr(reference_tables, "REFERENCE", reference)
    with secure_store(data, read_only=False) as connection:
        connection.execute(FIGURE)

    with pytest.raises(NotDecidedError, match="pfa_year_sex pfa month All ages Male All"):
        protect(data)

    with release_store(data) as connection:
        for table in ("release", "cell", "ledger"):
            held = connection.execute(f"select count(*) from release.{table}").fetchone()
            assert held == (0,), table
