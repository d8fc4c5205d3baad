"""Rebuild one past release in a scratch folder, run with the code that made it.

    python -m tasks.rebuild.again --data FOLDER --scratch FOLDER YYYY-MM/rN

The ledger of earlier releases is copied. The counts are read again from the original files of the
release. The data folder is only read.
"""

import argparse
import shutil
from pathlib import Path

from tasks.conform.conform import conform
from tasks.protect.release import protect
from tasks.publish.release import publish
from tasks.rebuild.release import Release
from tasks.receive.drop import receive_drop
from tasks.receive.original import original_content
from tasks.store.folders import DataFolder
from tasks.store.in_memory import folder_in_memory
from tasks.store.statements import statement, statement_on
from tasks.store.stores import secure_and_release_store


class NotRebuiltError(Exception):
    """A release could not be rebuilt; the message says at which step."""


def make_again(data: DataFolder, scratch: DataFolder, release: Release) -> None:
    """Rebuild ``release`` of ``data`` in ``scratch``, an empty folder.

    Raises:
        NotRebuiltError: an original is missing or refused, or they make another release.
        OSError: a folder cannot be read or written.
    """
    scratch.prepare()
    shutil.copyfile(data.content, scratch.content)
    # A store opens only beside its log, and by the register that the log knows.
    for file in (data.access_log, data.access_head):
        shutil.copyfile(file, scratch.access / file.name)
    if data.history.exists():
        shutil.copytree(data.history, scratch.history, dirs_exist_ok=True)
    _take_over(data.secure_store, scratch.secure_store)
    _take_over(data.release_store, scratch.release_store)
    for drop_id, file_name in _rewound(scratch, release):
        _receive_again(data, scratch, release, drop_id, file_name)
    conform(scratch, release.month)
    made = protect(scratch)
    if (made.month, made.revision, made.is_new) != (release.month, release.revision, True):
        raise NotRebuiltError(f"{release}: the release of {made.month:%Y-%m} made is another one.")
    publish(scratch, made.month, made.revision)


def _take_over(store: Path, copy: Path) -> None:
    # The write-ahead log holds what was committed after the last checkpoint, if a run was killed.
    for suffix in ("", ".wal"):
        source = store.with_name(store.name + suffix)
        if source.exists():
            shutil.copyfile(source, copy.with_name(copy.name + suffix))


def _rewound(scratch: DataFolder, release: Release) -> list[tuple[str, str]]:
    """Remove the release and all later ones from the copy; return the release's delivered files:
    sha256 and name of each."""
    with secure_and_release_store(scratch) as connection:
        behind = connection.execute(statement("rebuild/input"), release.named()).fetchall()
        connection.execute(statement("rebuild/forgotten_release"), release.named())
        for *table, is_of_releases in connection.execute(
            statement("rebuild/stored_table")
        ).fetchall():
            forget = "forget_releases" if is_of_releases else "forget_delivered"
            connection.execute(statement_on(f"rebuild/{forget}", table=tuple(table)))
    return behind


def _receive_again(
    data: DataFolder, scratch: DataFolder, release: Release, drop_id: str, file_name: str
) -> None:
    with folder_in_memory(data) as folder:
        path = folder / file_name
        path.write_bytes(original_content(data, drop_id))
        receipt = receive_drop(path, scratch)
    if receipt.outcome != "landed":
        raise NotRebuiltError(f"{release}: {receipt}")


def main() -> None:
    """Rebuild the release that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m tasks.rebuild.again", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--scratch", type=Path, required=True)
    parser.add_argument("release", type=Release.named_by)
    options = parser.parse_args()
    make_again(DataFolder(options.data), DataFolder(options.scratch), options.release)


if __name__ == "__main__":
    main()
