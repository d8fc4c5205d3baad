"""What a run says of its delivered file: gone, changed, or refused."""

from pathlib import Path
from typing import Any

from prefect.client.schemas.objects import State, StateType

from flows.service.run_end import ended
from tasks.receive.complete import sha256_if_there
from tasks.receive.drop import DropReceipt
from tasks.store.folders import DataFolder


def not_there(path: Path, sha256: str) -> State[Any] | None:
    """Return the state that a run ends in if its file is gone or was changed, None if neither."""
    found = sha256_if_there(path)
    if found is None:
        return ended("Missing", f"{path} is gone.")
    if found != sha256:
        return ended(
            "Superseded",
            f"{path.name} was changed after it was seen: its new content has its own run.",
            StateType.CANCELLED,
        )
    return None


def refusal(receipt: DropReceipt, data: str) -> str:
    """Return why a file was refused, and where it is kept."""
    folder = DataFolder(Path(data)).quarantine / receipt.sha256[:16]
    is_kept = receipt.sha256 and folder.exists()
    kept = f"The file is kept in {folder}." if is_kept else "No copy of it is kept."
    return f"{receipt.file_name} was refused: {' '.join(receipt.reasons)} {kept}"
