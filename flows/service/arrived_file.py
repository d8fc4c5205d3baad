"""What a run says of its delivered file: gone, changed, or refused."""

from pathlib import Path
from typing import Any

from prefect.client.schemas.objects import State
from prefect.states import Cancelled, Failed

from tasks.receive.complete import sha256_if_there
from tasks.receive.drop import DropReceipt
from tasks.store.folders import DataFolder


def not_there(path: Path, sha256: str) -> State[Any] | None:
    """Return the state that a run ends in if its file is gone or was changed, None if neither."""
    found = sha256_if_there(path)
    if found is None:
        return Failed(
            name="Missing",
            message=f"{path} is gone. Put it back: it is then tried again by itself.",
        )
    if found != sha256:
        return Cancelled(
            name="Superseded",
            message=f"{path.name} was changed after it was seen: its new content has its own run.",
        )
    return None


def refusal(receipt: DropReceipt, data: str) -> str:
    """Return why a file was refused, where it is kept, and what to do."""
    folder = DataFolder(Path(data)).quarantine / receipt.sha256[:16]
    is_kept = receipt.sha256 and folder.exists()
    kept = f"The file is kept in {folder}." if is_kept else "No copy of it is kept."
    return (
        f"{receipt.file_name} was refused: {' '.join(receipt.reasons)} {kept} Ask the sender for "
        "another, or start it again with 'python -m flows again' when the reason is gone."
    )
