"""What three releases show, one after the other: a year's end, its final figures, Wales behind.

``python -m tests.protect.history`` (``make golden``) writes anew what was last reviewed of it.
"""

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tasks.conform import conform
from tasks.folders import DataFolder
from tasks.protect.release import protect
from tasks.receive.arrived import delivered_files
from tasks.receive.drop import receive_drop
from tasks.secure_key import make_throw_away_key
from tasks.store import release_store
from tasks.synthesise import write_drop

GOLDEN = Path(__file__).parent / "golden.txt"
SHARP, ALL_ASSAULT, BI_ANNUAL = "monthly sharp object", "all assault", "bi-annual sharp object"
EXTRACTS = ("2012/13 M11", "2012/13 M12", "2013/14 M01")
# The second shows the year 2012-13, of which all months but March were shown before; the third
# makes it final, with the bi-annual files.
MOMENTS = tuple(datetime(2013, month, 1, tzinfo=UTC) for month in (5, 6, 8))
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
    for path in delivered_files(drops):
        assert receive_drop(path, data).outcome == "landed"
    conform(data)
    return data


def shown(data: DataFolder) -> list[str]:
    """Make the releases; return how many rows each table of the store has, and their sha256."""
    *_, last = releases(data)
    return last


def releases(data: DataFolder) -> Iterator[list[str]]:
    """Make one release after the other, and tell after each what the store holds."""
    for moment in MOMENTS:
        conform(data, as_of=moment)
        protect(data)
        yield _held(data)


def _held(data: DataFolder) -> list[str]:
    with release_store(data) as connection:
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
    sys.exit(main())
