"""A package's way, as three people go it: sent, opened by its recipient, its receipt noted."""

from collections.abc import Sequence
from pathlib import Path

from flows.__main__ import main as command
from tasks.hand_over.encrypt_and_sign import ENCRYPTED
from tasks.hand_over.keys import ThrowAwayKeys
from tasks.hand_over.transfer_log import packages
from tasks.hand_over.unpack import RECEIPT, receive
from tasks.store.folders import DataFolder


def main(arguments: Sequence[str]) -> int:
    """Go all of it for the data folder that is named; return the exit code."""
    data = DataFolder(Path(arguments[0]))
    if command(["hand-over", "make", "--data", str(data.root)]):
        return 1
    (package,) = packages(data)
    receipt = _opened(data, package)
    return command(["hand-over", "receipt", str(receipt), "--data", str(data.root)])


def _opened(data: DataFolder, package: str) -> Path:
    keys, into = ThrowAwayKeys(data), data.root.with_name("received")
    if not (into / package).exists():
        file = data.transfer / package / f"{package}{ENCRYPTED}"
        receive(file, keys.identity, keys.allowed_signers, into)
    return into / f"{package}-{RECEIPT}"
