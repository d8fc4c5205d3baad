"""The original is kept; the same bytes change nothing; other bytes are a new vintage."""

import hashlib
import stat
from pathlib import Path

from tasks.receive.drop import receive_drop
from tasks.receive.incoming_files import delivered_files
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_store
from tasks.synthesise import Layout
from tests.conftest import unsealed_file
from tests.receive.conftest import SHARP, Writer, edited, landed


def test_the_original_is_kept_read_only_under_its_sha256(data: DataFolder, write: Writer) -> None:
    (path,) = write(SHARP)
    receipt = receive_drop(path, data)
    (original,) = data.originals.iterdir()

    assert original.name == f"{receipt.sha256}.xlsx.sealed"
    assert unsealed_file(data, original) == path.read_bytes()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == receipt.sha256
    assert stat.S_IMODE(original.stat().st_mode) == 0o400


def test_who_when_size_and_source_are_kept(data: DataFolder, write: Writer) -> None:
    (path,) = write(SHARP)
    receive_drop(path, data)

    with secure_store(data) as connection:
        (kept,) = connection.execute(
            "select file_name, source_path, size_bytes, received_by != '', received_at is not null "
            "from secure.landed.drop"
        ).fetchall()
    assert kept == (path.name, str(path), path.stat().st_size, True, True)


def test_the_same_bytes_again_change_nothing(data: DataFolder, write: Writer) -> None:
    (path,) = write(SHARP)
    receive_drop(path, data)
    before = data.secure_store.read_bytes()

    again = receive_drop(path.rename(path.with_name("renamed.xlsx")), data)

    assert again.outcome == "held already"
    assert data.secure_store.read_bytes() == before
    assert len(list(data.originals.iterdir())) == 1


def test_the_same_extract_with_other_bytes_is_a_new_vintage_said_aloud(
    data: DataFolder, write: Writer
) -> None:
    (path,) = write(SHARP)
    first = receive_drop(path, data)
    second = receive_drop(edited(path, lambda workbook: None), data)

    assert (first.vintage, second.vintage) == (1, 2)
    assert "vintage 2 of extract 2012-13 M03" in str(second)
    assert len(list(data.originals.iterdir())) == 2
    assert landed(data)


def test_tables_in_files_of_their_own_are_one_vintage(data: DataFolder, write: Writer) -> None:
    receipts = [receive_drop(path, data) for path in write(SHARP, layout=Layout(file_format="csv"))]

    assert [receipt.vintage for receipt in receipts] == [1, 1]


def test_what_is_a_drop(drops: Path) -> None:
    for name in ("b.xlsx", "A.CSV", "NIC-612092-Q0Y6F_x.pdf", "FORMAT.md", "~$b.xlsx", ".c.csv"):
        (drops / name).touch()
    (drops / "folder.xlsx").mkdir()

    names = [path.name for path in delivered_files(drops)]

    assert names == ["A.CSV", "NIC-612092-Q0Y6F_x.pdf", "b.xlsx"]
