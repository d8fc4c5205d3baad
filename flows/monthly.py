"""The monthly flow: drops in, a release out.

    python -m flows.monthly --drops FOLDER --data FOLDER [--month YYYY-MM] [--as-of TIME]

Exit code 0: every drop was received and the release stands; 2: something was refused, but a release
stands; 1: no release could be made.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from prefect import flow, task
from prefect.artifacts import create_link_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE

from flows.gate import enter, require_this_machine
from flows.history import history_in
from flows.mail import mail_end
from flows.sign_off import RejectedError, asked_before, sign_off
from flows.stored import StepFailedError, without_values
from flows.writing import writing
from tasks.access.local import absolute
from tasks.access.refused import AccessRefusedError
from tasks.check import (
    CheckFailedError,
    CheckReceipt,
    RuleUnusableError,
    check_conformed,
    keep,
    outcomes_kept,
)
from tasks.check.page import outcomes_since, write_page
from tasks.conform import ConformReceipt, NoMonthError, conform
from tasks.folders import DataFolder
from tasks.months import LATEST, NoMomentError, moment_named, month_named
from tasks.protect.audit import InconsistentError
from tasks.protect.gate import DisclosureRefusedError
from tasks.protect.release import ProtectReceipt, protect
from tasks.publish.release import PublishReceipt, publish
from tasks.question import question
from tasks.receive.arrived import delivered_files, wait_until_whole
from tasks.receive.drop import DropReceipt, receive_drop

ALL_RECEIVED, NO_RELEASE, SOME_REFUSED = 0, 1, 2
AS_OF = "use only what was known then: a date (its end) or a time"
REFUSALS = (
    NoMonthError,
    NoMomentError,
    CheckFailedError,
    RuleUnusableError,
    DisclosureRefusedError,
    InconsistentError,
    AccessRefusedError,
    RejectedError,
    StepFailedError,
    OSError,
)


@dataclass(frozen=True)
class MonthlyReceipt:
    """What a monthly run did, step by step; numbers of rows and figures only."""

    received: tuple[DropReceipt, ...]
    conformed: ConformReceipt
    checked: CheckReceipt
    protected: ProtectReceipt
    published: PublishReceipt

    @property
    def gates(self) -> tuple[CheckReceipt, ...]:
        """The gates that the run passed through: of each landed drop, the figures, the files."""
        landing = (drop.landing_gate for drop in self.received)
        passed = (self.checked, self.protected.published_gate, self.published.files_gate)
        return tuple(gate for gate in (*landing, *passed) if gate)

    @property
    def refused(self) -> tuple[DropReceipt, ...]:
        """The drops that went to quarantine."""
        return tuple(drop for drop in self.received if drop.outcome == "refused")


@task(task_run_name="receive {name}", cache_policy=NO_CACHE, persist_result=False)
@without_values
def receive_one(name: str, drops: str, data: str) -> DropReceipt:
    """Receive one delivered file."""
    receipt = receive_drop(Path(drops) / name, DataFolder(Path(data)))
    _say(str(receipt))
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


@flow(
    name="monthly",
    flow_run_name="release {month} from {drops}",
    persist_result=False,
    validate_parameters=False,
    on_failure=[mail_end],
    on_crashed=[mail_end],
)
def monthly(
    drops: str,
    data: str,
    month: str = LATEST,
    as_of: str | None = None,
    owner: str | None = None,
) -> MonthlyReceipt | None:
    """Receive every drop of a folder and release a month: 'YYYY-MM', or 'latest'.

    ``as_of``: use only what was known then, a date (its end) or a time.
    ``owner`` is the account of the person accountable for the run, who does not sign it off. None
    is returned by a run that was suspended for that.
    """
    folder = enter(data, drops)
    with writing(folder), checks_shown(folder):
        if publish_decided(data, owner):
            return None
        received = receive_all(drops, data)
        return MonthlyReceipt(received, *release_month(data, month, as_of, owner))


def receive_all(drops: str, data: str) -> tuple[DropReceipt, ...]:
    """Receive every drop of a folder."""
    files = delivered_files(Path(drops))
    wait_until_whole(files, _say)
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the flow for a person: say what it does, return the exit code."""
    options = _parser().parse_args(arguments)
    data, drops = absolute(options.data), absolute(options.drops)
    _say("Starting Prefect on this machine (5 to 20 seconds) ...")
    try:
        require_this_machine(data, drops)
        with history_in(data / "prefect"):
            receipt = monthly(str(drops), str(data), options.month, options.as_of)
    except REFUSALS as refusal:
        _say(f"No release was made. {refusal}")
        return NO_RELEASE
    if receipt is None:
        return ALL_RECEIVED
    _tell(receipt, data)
    return SOME_REFUSED if receipt.refused else ALL_RECEIVED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m flows.monthly", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--drops", type=Path, required=True, help="folder of delivered files")
    parser.add_argument("--data", type=Path, required=True, help="data folder; made if missing")
    parser.add_argument(
        "--month", type=written_as(month_named), default=LATEST, help="month to release, YYYY-MM"
    )
    parser.add_argument("--as-of", type=written_as(moment_named), help=AS_OF)
    return parser


def written_as(named: Callable[[str], object]) -> Callable[[str], str]:
    """Let a terminal's argument through if the flow can read it as ``named`` does."""

    def text(argument: str) -> str:
        try:
            named(argument)
        except (NoMonthError, NoMomentError) as error:
            raise argparse.ArgumentTypeError(str(error)) from None
        return argument

    return text


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


def _tell(receipt: MonthlyReceipt, data: Path) -> None:
    outcomes = [drop.outcome for drop in receipt.received]
    gates = receipt.gates
    rules = sum(len(gate.outcomes) for gate in gates)
    told = [f"Warning: {gate.subject}: {outcome}" for gate in gates for outcome in gate.warned]
    told += [
        f"Received: {len(outcomes)} drops ({outcomes.count('landed')} landed, "
        f"{outcomes.count('held already')} held already, {outcomes.count('refused')} refused)",
        f"Conformed: {receipt.conformed.conformed_rows:,} rows, "
        f"{receipt.conformed.set_aside_rows:,} set aside",
        f"Checked: {sum(gate.passed for gate in gates)} of {rules} checks passed",
        f"Suppressed: {receipt.protected.suppressed:,} of {receipt.protected.cells:,} cells, "
        f"{receipt.protected.coarsened:,} coarser than the rule",
        f"Published: {len(receipt.published.files)} files",
    ]
    if receipt.refused:
        told.append(f"Refused files and their reasons: {data / 'quarantine'}")
    new = "Release" if receipt.protected.is_new else "Nothing new; the release stands already"
    told.append(f"{new}: {receipt.published.folder}")
    _say("\n".join(told))


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
