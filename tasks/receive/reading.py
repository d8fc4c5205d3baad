"""Read a delivered file into text, in a process that may die of it.

A parser meets here what anybody may have made. So it runs apart, without our environment, with a
limit to its memory and time: what kills it costs one drop, with a reason, and not the run.
"""

import json
import signal
import subprocess
import sys
from pathlib import Path

from tasks.receive.reader import limits
from tasks.receive.reader.marks import Mark
from tasks.receive.reader.values import Delivered, Sheet
from tasks.receive.refusal import Reason, RefusedError

ROOT = Path(__file__).parents[2]
READER = ["-m", "tasks.receive.reader"]
# Somebody ended the run, the file did not.
FROM_OUTSIDE = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
TOO_LONG = (
    "Reading the file took longer than any delivered one does. Do not open it by hand; ask the "
    "sender what it is."
)
DIED = (
    "Reading the file ended the reader's process: it is damaged, or made to do harm. Do not open "
    "it by hand; ask the sender for it again."
)


def read_drop(content: bytes, file_name: str) -> Delivered:
    """Read the content of an xlsx or CSV file in a process of its own.

    Raises:
        RefusedError: not a readable workbook or CSV file, one with what none may hold, or one that
            takes more memory or time than any delivered one.
        OSError: the process could not be started, or was ended from outside.
    """
    answer = json.loads(_read(content, file_name))
    if "reasons" in answer:
        raise RefusedError([Reason(*reason) for reason in answer["reasons"]])
    sheets = [
        Sheet(name, content, [Mark(*mark) for mark in marks])
        for name, content, marks in answer["sheets"]
    ]
    return Delivered(sheets, answer["layout"])


def _read(content: bytes, file_name: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, *READER, file_name],
            input=content,
            capture_output=True,
            cwd=ROOT,
            env={},
            timeout=limits.SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise RefusedError([Reason(what=TOO_LONG)]) from None
    if -done.returncode in FROM_OUTSIDE:
        raise OSError(f"The reader of {file_name} was stopped: start the run again.")
    if -done.returncode == signal.SIGXCPU:
        raise RefusedError([Reason(what=TOO_LONG)])
    if done.returncode != 0:
        raise RefusedError([Reason(what=DIED)])
    return done.stdout
