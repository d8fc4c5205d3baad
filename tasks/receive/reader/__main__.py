"""The reader's process: a file's content comes in, its text or the reasons to refuse it go out.

    python -m tasks.receive.reader NAME <content >answer

It has no file open but these, no environment and a limit to its memory and time, so that the worst
that a file can do is to end it.
"""

import json
import os
import resource
import sys

from tasks.receive.reader import limits
from tasks.receive.reader.values import values_of
from tasks.receive.refusal import Reason, RefusedError

TOO_COSTLY = (
    "Reading the file took more memory than any delivered one does. Do not open it by hand; ask "
    "the sender what it is."
)
UNREADABLE = (
    "The file is damaged or made as no spreadsheet program does. Ask the sender for it again."
)


def main() -> None:
    """Read standard input, answer in JSON on standard output."""
    _limit()
    content = sys.stdin.buffer.read()
    answer = json.dumps(_answer(content, sys.argv[1]), ensure_ascii=False)
    sys.stdout.buffer.write(answer.encode("utf-8", "replace"))


def _limit() -> None:
    # No core either: it would be a copy of the counts.
    for what, most in (
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _answer(content: bytes, file_name: str) -> dict[str, object]:
    try:
        delivered = values_of(content, file_name)
    except RefusedError as refused:
        return {"reasons": refused.reasons}
    except MemoryError:
        return {"reasons": [Reason(what=TOO_COSTLY)]}
    # A parser's panic is no Exception; whatever it is, the file made it.
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return {"reasons": [Reason(what=UNREADABLE)]}
    return delivered._asdict()


if __name__ == "__main__":
    main()
    # Nothing is left to tidy up, and it would take time.
    sys.stdout.flush()
    os._exit(0)
