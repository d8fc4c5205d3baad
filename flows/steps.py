"""The steps of a release as Prefect tasks, and what the flows that make one do alike."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from prefect import task
from prefect.artifacts import create_link_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE

from flows.sign_off import asked_before, sign_off
from flows.stored import without_values
from flows.terminal import say
from tasks.arrive.overlooked import NOT_UTF_8
from tasks.check import CheckReceipt, check_conformed, keep, outcomes_kept
from tasks.check.page import outcomes_since, write_page
from tasks.conform import ConformReceipt, conform
from tasks.folders import DataFolder
from tasks.months import moment_named, month_named
from tasks.protect.release import ProtectReceipt, protect
from tasks.publish.release import PublishReceipt, publish
from tasks.question import question
from tasks.receive.arrived import delivered_files, misnamed_files, wait_until_whole
from tasks.receive.drop import DropReceipt, receive_drop


@task(task_run_name="receive {name}", cache_policy=NO_CACHE, persist_result=False)
@without_values
def receive_one(name: str, drops: str, data: str) -> DropReceipt:
    """Receive one delivered file."""
    receipt = receive_drop(Path(drops) / name, DataFolder(Path(data)))
    say(str(receipt))
    return receipt


@task(name="conform", task_run_name="conform {month}", cache_policy=NO_CACHE, persist_result=False)
@without_values
def conform_month(data: str, month: str, as_of: str | None) -> ConformReceipt:
    """Conform what has landed and make the figures of the month."""
    moment = moment_named(as_of) if as_of else None
    receipt = conform(DataFolder(Path(data)), month_named(month), moment)
    _show(
        "conformed",
        [
            {"rows": "conformed", "number": receipt.conformed_rows},
            {"rows": "set aside", "number": receipt.set_aside_rows},
        ],
    )
    return receipt


@task(name="check", cache_policy=NO_CACHE, persist_result=False)
@without_values
def check_figures(data: str) -> CheckReceipt:
    """Check the figures before anything is made of them."""
    return check_conformed(DataFolder(Path(data)))


@task(name="protect", cache_policy=NO_CACHE, persist_result=False)
@without_values
def protect_month(data: str, of_the_past: bool) -> ProtectReceipt:
    """Apply the disclosure rule."""
    receipt = protect(DataFolder(Path(data)), of_the_past=of_the_past)
    _show(
        "protected",
        [
            {"figures": "shown or hidden", "number": receipt.cells},
            {"figures": "hidden", "number": receipt.suppressed},
            {"figures": "coarser than the rule", "number": receipt.coarsened},
            {"figures": "withheld", "number": receipt.withheld},
            {"figures": "hidden and exact to an outsider", "number": receipt.audit.exact},
            {"figures": "hidden and known to be 2 or less", "number": receipt.audit.at_most_2},
        ],
    )
    return receipt


@task(
    name="publish",
    task_run_name="publish {month} r{revision}",
    cache_policy=NO_CACHE,
    persist_result=False,
)
@without_values
def publish_month(data: str, month: str, revision: int) -> PublishReceipt:
    """Write the release's files."""
    folder = DataFolder(Path(data))
    # Publishing cannot open the secure store, where outcomes are kept.
    with outcomes_kept(folder):
        receipt = publish(
            folder, date.fromisoformat(f"{month}-01"), revision, lambda gate: keep(folder, gate)
        )
    _show("published", [{"file": name, "folder": str(receipt.folder)} for name in receipt.files])
    return receipt


def receive_all(drops: str, data: str) -> tuple[DropReceipt, ...]:
    """Receive every drop of a folder."""
    files = delivered_files(Path(drops))
    for path in misnamed_files(Path(drops)):
        say(f"{path.name!a} was not received: {NOT_UTF_8}")
    wait_until_whole(files, say)
    received = tuple(receive_one(path.name, drops, data) for path in files)
    show_received(received)
    return received


def release_month(
    data: str, month: str, as_of: str | None = None, owner: str | None = None
) -> tuple[ConformReceipt, CheckReceipt, ProtectReceipt, PublishReceipt]:
    """Make a month's release of what has landed, within a flow that holds the writer's lock."""
    conformed = conform_month(data, month, as_of)
    checked = check_figures(data)
    protected = protect_month(data, of_the_past=as_of is not None)
    release = f"{protected.month:%Y-%m}/r{protected.revision}"
    gates = (checked, protected.published_gate)
    folder = DataFolder(Path(data))
    sign_off(folder, release, lambda: question(folder, release, gates), owner)
    published = publish_month(data, f"{protected.month:%Y-%m}", protected.revision)
    return conformed, checked, protected, published


def publish_decided(data: str, owner: str | None = None) -> PublishReceipt | None:
    """Publish the release that this run was suspended for, as it was shown; None: it was not.

    Raises:
        RejectedError: it was rejected.
    """
    folder = DataFolder(Path(data))
    release = asked_before(folder)
    if release is None:
        return None
    sign_off(folder, release, lambda: question(folder, release, ()), owner)
    month, revision = release.split("/r")
    return publish_month(data, month, int(revision))


def show_received(received: Sequence[DropReceipt]) -> None:
    """Show what became of delivered files, in the UI."""
    _show("received", [_received_row(receipt) for receipt in received])


def _received_row(receipt: DropReceipt) -> dict[str, str | int]:
    return {
        "file": receipt.file_name,
        "outcome": receipt.outcome,
        "dataset": receipt.dataset,
        "source": receipt.source,
        "extract": receipt.extract,
        "vintage": receipt.vintage,
        "rows": receipt.landed_rows,
        "reason": "; ".join(receipt.reasons),
    }


@contextmanager
def checks_shown(data: DataFolder) -> Iterator[None]:
    """Show what became of every rule of the run, whether it ends well or not."""
    began = datetime.now(UTC)
    try:
        yield
    finally:
        lines = outcomes_since(data, began) if data.outcome_store.exists() else []
        if lines:
            _show("checked", [line.shown() for line in lines])
            page = write_page(data, began, lines).as_uri()
            create_link_artifact(page, link_text="Results of the checks", key="checks")


def _show(step: str, rows: list[dict[str, str | int]]) -> None:
    create_table_artifact(rows, key=step, description=f"Step: {step}")
