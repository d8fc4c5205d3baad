"""What a monthly run did, and the lines that say so; numbers of rows and figures only."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tasks.check import CheckReceipt
from tasks.conform.conform import ConformReceipt
from tasks.protect.release import ProtectReceipt
from tasks.publish.release import PublishReceipt
from tasks.receive.drop import DropReceipt


@dataclass(frozen=True)
class MonthlyReceipt:
    """What a monthly run did, step by step: no step between the first and the last has a receipt
    where the release stands that would be made."""

    received: tuple[DropReceipt, ...]
    conformed: ConformReceipt | None
    checked: CheckReceipt | None
    protected: ProtectReceipt | None
    published: PublishReceipt

    @property
    def gates(self) -> tuple[CheckReceipt, ...]:
        """The gates that the run passed through: of each landed drop, the figures, the files."""
        landing = (drop.landing_gate for drop in self.received)
        published = self.protected.published_gate if self.protected else None
        passed = (self.checked, published, self.published.files_gate)
        return tuple(gate for gate in (*landing, *passed) if gate)

    @property
    def refused(self) -> tuple[DropReceipt, ...]:
        """The drops that went to quarantine."""
        return tuple(drop for drop in self.received if drop.outcome == "refused")

    def in_words(self, data: Path) -> str:
        """Return the last lines of the run, which was on the folder ``data``."""
        return "\n".join(
            [
                *_warnings(self.gates),
                *([received_in_words(self.received)] if self.received else []),
                *([_conformed(self.conformed)] if self.conformed else []),
                *([_checked(self.gates)] if self.gates else []),
                *(_protected(self.protected) if self.protected else []),
                f"Published: {len(self.published.files)} files",
                *([_quarantine(data)] if self.refused else []),
                f"{_stands(self.published)}: {self.published.folder}",
            ]
        )


def received_in_words(received: Sequence[DropReceipt]) -> str:
    """Return the line that counts what became of delivered files."""
    outcomes = [drop.outcome for drop in received]
    return (
        f"Received: {len(outcomes)} drops ({outcomes.count('landed')} landed, "
        f"{outcomes.count('held already')} held already, {outcomes.count('refused')} refused)"
    )


def _warnings(gates: Sequence[CheckReceipt]) -> list[str]:
    return [f"Warning: {gate.subject}: {outcome}" for gate in gates for outcome in gate.warned]


def _checked(gates: Sequence[CheckReceipt]) -> str:
    rules = sum(len(gate.outcomes) for gate in gates)
    return f"Checked: {sum(gate.passed for gate in gates)} of {rules} checks passed"


def _quarantine(data: Path) -> str:
    return f"Refused files and their reasons: {data / 'quarantine'}"


def _stands(published: PublishReceipt) -> str:
    return "Release" if published.files_gate else "Nothing new; the release stands already"


def _conformed(receipt: ConformReceipt) -> str:
    return f"Conformed: {receipt.conformed_rows:,} rows, {receipt.set_aside_rows:,} set aside"


def _protected(receipt: ProtectReceipt) -> list[str]:
    return [
        f"Suppressed: {receipt.suppressed:,} of {receipt.cells:,} cells, "
        f"{receipt.coarsened:,} coarser than the rule",
        *(f"Left out: {title}" for title in receipt.left_out),
    ]
