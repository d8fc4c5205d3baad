"""The results page of a run, for the team only: one HTML file that loads nothing else.

It holds rules and keys, no counts. It is still kept in ``secure/``, because a key shows that there
is a count.
"""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tasks.store.folders import DataFolder
from tasks.store.statements import statement
from tasks.store.stores import outcome_store

SEVERITY_WORDS = {
    "critical": "Critical: stops the drop or the release",
    "warning": "Warning: goes on",
}
TEMPLATE = Path(__file__).with_name("page.html.jinja")


class Line(NamedTuple):
    """One evaluated rule: its gate, its subject and its outcome."""

    gate: str
    subject: str
    rule: str
    severity: str
    is_broken: bool
    reason: str
    broken_at: str

    def shown(self) -> dict[str, str | int]:
        """Return the line as a row of Prefect's table."""
        return {
            "gate": self.gate,
            "checked": self.subject,
            "rule": self.rule,
            "severity": self.severity,
            "outcome": "broken" if self.is_broken else "holds",
            "at": self.broken_at,
        }


def outcomes_since(data: DataFolder, moment: datetime) -> list[Line]:
    """Return every outcome kept since ``moment`` (UTC), broken rules first."""
    with outcome_store(data) as connection:
        found = connection.execute(
            statement("check/outcomes_since"), {"moment": moment.replace(tzinfo=None)}
        )
        return [Line(*row) for row in found.fetchall()]


def write_page(data: DataFolder, moment: datetime, lines: list[Line]) -> Path:
    """Write the results page of the run that began at ``moment`` (UTC) and return its path."""
    data.checks.mkdir(mode=0o700, exist_ok=True)
    path = data.checks / f"{moment:%Y-%m-%dT%H%M%SZ}.html"
    path.write_text(page(moment, lines), encoding="utf-8")
    return path


def page(moment: datetime, lines: list[Line]) -> str:
    """Return the page: what is broken, with its reason and places; then every rule that holds."""
    from jinja2 import Environment, StrictUndefined

    broken = [line for line in lines if line.is_broken]
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        title=f"Checks of the run of {moment:%-d %B %Y, %H:%M} UTC",
        broken=broken,
        critical=sum(line.severity == "critical" for line in broken),
        held=_held([line for line in lines if not line.is_broken]),
        severity_words=SEVERITY_WORDS,
    )


def _held(lines: list[Line]) -> dict[tuple[str, str], list[str]]:
    """Return the rules that hold, by gate and what was checked."""
    held: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        held.setdefault((line.gate, line.subject), []).append(line.rule)
    return held
