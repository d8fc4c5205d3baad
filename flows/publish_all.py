"""Write many releases at once, and say how far that has come.

A module of its own: a deployment loads its flow's file under another name, which the processes that
the work is sent to would not find.
"""

from time import monotonic
from typing import cast
from uuid import UUID

from prefect import flow
from prefect.artifacts import create_progress_artifact, update_progress_artifact

from flows.service.writing import tell
from tasks.publish.task import publish_month


@flow(name="publish-all", persist_result=False, validate_parameters=False)
def publish_all(releases: list[tuple[str, int]], data: str) -> None:
    """Write the files of releases that are in the release store, as many at once as may be."""
    progress = Progress("published", len(releases))
    written = [publish_month.submit(data, month, revision) for month, revision in releases]
    for (month, revision), one in zip(releases, written, strict=True):
        one.result()
        progress.step(f"{month} r{revision} written")


class Progress:
    """How far a long step has come, in the UI and in the terminal."""

    def __init__(self, step: str, steps: int) -> None:
        self.step_name, self.steps, self.done = step, steps, 0
        self.started = monotonic()
        self.artifact = cast(
            UUID,
            create_progress_artifact(
                0.0, key=f"progress-{step}", description=f"{steps} releases to be {step}"
            ),
        )

    def step(self, what: str) -> None:
        """Count one more, and say what is left."""
        self.done += 1
        left = (monotonic() - self.started) / self.done * (self.steps - self.done)
        update_progress_artifact(self.artifact, 100 * self.done / self.steps)
        tell(f"[{self.done}/{self.steps}] {what}; about {left / 60:.0f} min of this step left")
