"""No traceback of an error that says itself what is wrong: it would hide what the error says."""

import logging

from tasks.govern.errors import SafeMessageError

# What Prefect logs the errors of flows and tasks by.
LOGGERS = ("prefect.flow_runs", "prefect.task_runs")


def leave_out_of_our_own() -> None:
    """Have Prefect log our own errors in one line; those of a program keep their traceback."""
    for name in LOGGERS:
        logging.getLogger(name).addFilter(_without_traceback)


def _without_traceback(record: logging.LogRecord) -> bool:
    if record.exc_info and isinstance(record.exc_info[1], SafeMessageError):
        record.exc_info = None
    return True
