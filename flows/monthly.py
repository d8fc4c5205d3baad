"""The monthly flow: drops in, a release out.

    python -m flows.monthly --drops FOLDER --data FOLDER [--month YYYY-MM] [--as-of TIME]

Exit code 0: every drop was received and the release stands; 2: something was refused, but a release
stands; 1: no release could be made.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from prefect import flow

from flows.release import publish_decided, receive_all, release_month
from flows.service.mail import mail_end
from flows.service.preconditions import enter, require_this_machine
from flows.service.run_history import history_in
from flows.service.terminal import (
    ALL_RECEIVED,
    AS_OF,
    NO_RELEASE,
    REFUSALS,
    SOME_REFUSED,
    say,
    written_as,
)
from flows.service.writing import writing
from tasks.check import CheckReceipt
from tasks.check.task import checks_shown
from tasks.conform.conform import ConformReceipt
from tasks.conform.months import LATEST, moment_named, month_named
from tasks.govern.access.local import absolute
from tasks.protect.release import ProtectReceipt
from tasks.publish.release import PublishReceipt
from tasks.receive.drop import DropReceipt


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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the flow for a person: say what it does, return the exit code."""
    options = _parser().parse_args(arguments)
    data, drops = absolute(options.data), absolute(options.drops)
    say("Starting Prefect on this machine (5 to 20 seconds) ...")
    try:
        require_this_machine(data, drops)
        with history_in(data / "prefect"):
            receipt = monthly(str(drops), str(data), options.month, options.as_of)
    except REFUSALS as refusal:
        say(f"No release was made. {refusal}")
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
    say("\n".join(told))


if __name__ == "__main__":
    sys.exit(main())
