"""Where unsuppressed counts may stand: within the agreement's storage locations, and never where
the web server reads. A link is judged by what it leads to."""

from pathlib import Path

from tasks.govern.access.local import require_local_store
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.agreement import Agreement
from tasks.store.folders import DataFolder


class ServedPlaceError(AccessRefusedError):
    """Counts would stand where the web server reads."""


def require_places(data: DataFolder, agreement: Agreement) -> None:
    """Pass if everything in a data folder that holds counts stands where counts may.

    Raises:
        OutsideAgreementError: one leads out of the storage locations.
        RemotePathError: one leads to another machine.
        ServedPlaceError: one leads to where the web server reads.
    """
    for path in (data.root, data.quarantine, data.transfer, data.secure, *_children(data.secure)):
        require_place(data, agreement, path)


def require_place(data: DataFolder, agreement: Agreement, path: Path) -> None:
    """Pass if counts may stand at ``path``. The errors are those of ``require_places``."""
    require_local_store(path)
    agreement.require_place(path)
    stands = path.resolve()
    # Of this data folder, wherever they stand; and of another one.
    if stands.is_relative_to(data.releases.resolve()) or data.releases.name in stands.parts:
        raise ServedPlaceError(
            f"{path} is where the web server reads: counts stand nowhere under releases."
        )


def _children(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []
