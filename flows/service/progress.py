"""How far a long step of a run has come: in the UI, in its log, and in the terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import cast
from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact

from flows.service.terminal import progress_bar
from flows.service.writing import tell


@contextmanager
def progress_of(step: str, steps: int) -> Iterator[Callable[[str], None]]:
    """Yield what is called after each of ``steps`` releases is, say, 'protected', with its name."""
    started, number = monotonic(), 0
    artifact = create_progress_artifact(
        0.0, key=f"progress-{step}", description=f"{steps} releases to be {step}"
    )
    with progress_bar(f"{steps} releases to be {step}", steps) as advance:

        def done(what: str) -> None:
            nonlocal number
            number += 1
            left = (monotonic() - started) / number * (steps - number)
            update_progress_artifact(cast(UUID, artifact), 100 * number / steps)
            tell(f"[{number}/{steps}] {what}; about {left / 60:.0f} min of this step left")
            advance()

        yield done
