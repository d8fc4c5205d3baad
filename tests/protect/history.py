"""What releases show, one after the other: a year's end, its final figures, Wales behind, an
extract that moves final figures, and the correction of some of them.

``python -m tests.protect.history`` (``make golden``) writes anew what was last reviewed of it.
"""

import csv
import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from unittest.mock import patch

from tasks.conform.conform import conform
from tasks.govern.key import make_throw_away_key
from tasks.protect.release import protect
from tasks.receive.drop import receive_drop
from tasks.receive.incoming_files import delivered_files
from tasks.store import reference, stores
from tasks.store.folders import DataFolder
from tasks.synthesise import write_drop
from tasks.synthesise.admissions import invented_admissions
from tasks.synthesise.drop import counted_tables, write_tables
from tasks.synthesise.extract import Extract

GOLDEN = Path(__file__).parent / "golden.txt"
SHARP, ALL_ASSAULT, BI_ANNUAL = "monthly sharp object", "all assault", "bi-annual sharp object"
EXTRACTS = ("2012/13 M11", "2012/13 M12", "2013/14 M01")
# The second shows the year 2012-13, of which all months but March were shown before; the third
# makes it final in England, with the bi-annual files; the fourth has an extract that moves final
# figures; the fifth makes the year final in Wales; the sixth has bi-annual files that moved too. A
# correction follows at the same moment.
MOMENTS = tuple(datetime(2013, month, 1, tzinfo=UTC) for month in (5, 6, 7, 8, 9, 12))
# Final months move: admissions of two episodes turn out to be none, those of three to be two.
MOVED = (Extract(SHARP, "HES", "2013/14 M02"), Extract(BI_ANNUAL, "HES", "2013/14 M06"))
MOVES = (
    "update admission set removed_after = 0 where episodes = 2 and month between $first and $last",
    "insert into admission from admission where episodes = 3 and month between $first and $last",
)
MOVED_MONTHS = {"first": date(2012, 5, 1), "last": date(2012, 8, 1)}
# Of the months that moved some are shown again, and with them the year and the totals they are in.
CORRECTION = ("X99", "E", "2012-06", "2012-07", "2013-04", "A. Reviewer", "a trust counted twice")
# Not the audit: what it settles in its time depends on the machine.
TABLES = ("cell", "ledger")


def received(root: Path, seed: int) -> DataFolder:
    """A data folder with every drop of the history, received but not released."""
    data, drops = DataFolder(root / "data"), root / "drops"
    data.prepare()
    make_throw_away_key(data)
    drops.mkdir()
    for source in ("HES", "PEDW"):
        for extract in EXTRACTS:
            for dataset in (SHARP, ALL_ASSAULT):
                write_drop(drops, dataset, source, extract, seed=seed)
        write_drop(drops, BI_ANNUAL, source, EXTRACTS[1], seed=seed)
    _write_moved(drops, seed)
    for path in delivered_files(drops):
        assert receive_drop(path, data).outcome == "landed"
    conform(data)
    return data


def _write_moved(folder: Path, seed: int) -> None:
    for extract in MOVED:
        with invented_admissions(extract.last_month, seed) as connection:
            for move in MOVES:
                connection.execute(move, MOVED_MONTHS)
            write_tables(folder, extract, counted_tables(connection, extract))


def shown(data: DataFolder) -> list[str]:
    """Make the releases; return how many rows each table of the store has, and their sha256."""
    *_, last = releases(data)
    return last


def releases(data: DataFolder) -> Iterator[list[str]]:
    """Make one release after the other, and tell after each what the store holds."""
    for moment in MOMENTS:
        yield _released(data, moment)
    with corrected(data.root.parent, CORRECTION):
        yield _released(data, MOMENTS[-1])


@contextmanager
def corrected(folder: Path, correction: Sequence[str]) -> Iterator[None]:
    """Let a reviewed correction stand in the reference tables, copied into a folder."""
    files = shutil.copytree(reference.REFERENCE, folder / "reference")
    with (files / "correction.csv").open("a", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerow(correction)
    with patch.object(reference, "REFERENCE", files):
        yield


def _released(data: DataFolder, moment: datetime) -> list[str]:
    conform(data, as_of=moment)
    protect(data)
    return _held(data)


def _held(data: DataFolder) -> list[str]:
    with stores.release_store(data) as connection:
        rows = {
            table: connection.execute(f"select * from release.{table} order by all").fetchall()
            for table in TABLES
        }
    return [
        f"{table} {len(found):,} {hashlib.sha256(repr(found).encode()).hexdigest()}"
        for table, found in rows.items()
    ]


def copied(data: DataFolder, root: Path) -> DataFolder:
    """The same data folder elsewhere, with its key."""
    copy = DataFolder(root / "data")
    shutil.copytree(data.root, copy.root)
    shutil.copy(data.throw_away_key, copy.throw_away_key)
    return copy


def main() -> None:
    """Write what is shown, to be read in review."""
    with tempfile.TemporaryDirectory() as folder:
        GOLDEN.write_text("\n".join([*shown(received(Path(folder), 1)), ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
