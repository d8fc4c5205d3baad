"""Read a delivered file once, whole, into memory."""

import os
from pathlib import Path

from tasks.receive.file_state import open_delivered
from tasks.receive.incoming_files import same_while
from tasks.receive.reader import limits
from tasks.receive.reader.values import TOO_LARGE
from tasks.receive.refusal import Reason, RefusedError


def read_whole(path: Path) -> bytes:
    """Read a file until nobody wrote into it meanwhile.

    Raises:
        RefusedError: it is larger than any delivered one.
        OSError: it cannot be read.
    """
    read: list[bytes] = []
    while not same_while(lambda: read.append(_read(path)), path):
        read.clear()
    return read[-1]


def _read(path: Path) -> bytes:
    with open_delivered(path) as file:
        # Its size is known before any of it is in memory; it may still grow while it is read.
        if os.fstat(file.fileno()).st_size > limits.FILE_BYTES:
            raise RefusedError([Reason(what=TOO_LARGE)])
        return file.read(limits.FILE_BYTES + 1)
