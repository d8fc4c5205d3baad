"""What to do when a run has ended badly: one sentence a case, from ``run_end.csv``.

The state and the mail say the same sentence.
"""

import csv
import shlex
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.runtime import flow_run

from tasks.receive.attempts import MOST_ATTEMPTS, attempt_of, is_given_up

TABLE = Path(__file__).with_suffix(".csv")
FILE, OTHER = "file", "other"


def ended(name: str, reason: str, kind: StateType = StateType.FAILED) -> State[Any]:
    """Return the state in which the current run ends: its reason first, then what to do."""
    told = what_to_do(name, flow_run.get_parameters() or {}, flow_run.get_tags() or [])
    return State(type=kind, name=name, message=f"{reason} {told}")


def what_to_do(name: str, parameters: Mapping[str, Any], tags: Iterable[str]) -> str:
    """Return what is to be done about a run that ended in the state ``name``."""
    of = FILE if "drop" in parameters else OTHER
    attempt = attempt_of(tags)
    given_up = of == OTHER or is_given_up(name, attempt)
    sentence = _sentences().get((of, name, given_up)) or _sentences()[of, "Failed", given_up]
    drop, data = str(parameters.get("drop", "")), str(parameters.get("data", ""))
    return sentence.format(attempt=attempt, most=MOST_ATTEMPTS, again=again(drop, data))


def again(drop: str, data: str) -> str:
    """Return the command that starts the run of a file again."""
    return f"python -m flows again {shlex.quote(drop)} --data {shlex.quote(data)}"


def with_what_to_do(run: FlowRun, state: State[Any]) -> str:
    """Return the message of a run's state, with what is to be done if it does not say that."""
    told = what_to_do(str(state.name), run.parameters, run.tags)
    message = state.message or ""
    return message if told in message else f"{message} {told}".strip()


@cache
def _sentences() -> dict[tuple[str, str, bool], str]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {
            (row["of"], row["state"], row["given_up"] == "yes"): row["what_to_do"]
            for row in csv.DictReader(file)
        }
