"""The results page of a run, for the team only: one HTML file that loads nothing else.

It holds rules and keys, no counts. It is still kept in ``secure/``, because a key shows that there
is a count.
"""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from typing import NamedTuple

from tasks.store.folders import DataFolder
from tasks.store.statements import statement
from tasks.store.stores import outcome_store

SEVERITY_WORDS = {
    "critical": "Critical: stops the drop or the release",
    "warning": "Warning: goes on",
}
PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 Arial, sans-serif; margin: 2rem; color: #0b0c0c; background: #fff; }}
table {{ border-collapse: collapse; margin: 1rem 0 2rem; }}
caption {{ font-weight: bold; text-align: left; padding: .5rem 0; }}
th, td {{ border: 1px solid #505a5f; padding: .4rem .6rem; text-align: left; vertical-align: top; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>For the Serious Violence team only. Rules and the places that break them; no counts.</p>
<p>{summary}</p>
{tables}
</main>
</body>
</html>
"""
TABLE = """<h2>{heading}</h2>
<table>
<caption>{caption}</caption>
<thead><tr>{headers}</tr></thead>
<tbody>
{rows}
</tbody>
</table>"""


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
    """Return the page: broken rules with reason and places, then every rule that holds."""
    broken = [line for line in lines if line.is_broken]
    held = [line for line in lines if not line.is_broken]
    tables = [_broken(broken)] if broken else ["<p>No rule is broken.</p>"]
    return PAGE.format(
        title=f"Checks of the run of {moment:%-d %B %Y, %H:%M} UTC",
        summary=_summary(broken, held),
        tables="\n".join([*tables, *([_held(held)] if held else [])]),
    )


def _summary(broken: list[Line], held: list[Line]) -> str:
    critical = sum(line.severity == "critical" for line in broken)
    return (
        f"Checks made: {len(broken) + len(held)}. Broken and critical: {critical}. "
        f"Broken, warning only: {len(broken) - critical}. Hold: {len(held)}."
    )


def _broken(lines: list[Line]) -> str:
    rows = [
        (
            line.rule,
            SEVERITY_WORDS[line.severity],
            line.gate,
            line.subject,
            line.reason,
            line.broken_at,
        )
        for line in lines
    ]
    headers = ("Rule", "Severity", "Gate", "What was checked", "What is wrong", "Where")
    return _table("What is broken", "Broken rules, critical ones first", headers, rows)


def _held(lines: list[Line]) -> str:
    subjects: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        subjects.setdefault((line.gate, line.subject), []).append(line.rule)
    rows = [(gate, subject, ", ".join(rules)) for (gate, subject), rules in subjects.items()]
    headers = ("Gate", "What was checked", "Rules that hold")
    return _table("What holds", "Rules that hold, by gate", headers, rows)


def _table(
    heading: str, caption: str, headers: Sequence[str], rows: Sequence[tuple[str, ...]]
) -> str:
    return TABLE.format(
        heading=heading,
        caption=caption,
        headers="".join(f'<th scope="col">{header}</th>' for header in headers),
        rows="\n".join(_row(row) for row in rows),
    )


def _row(cells: tuple[str, ...]) -> str:
    first, *others = (escape(cell) for cell in cells)
    rest = "".join(f"<td>{cell}</td>" for cell in others)
    return f'<tr><th scope="row">{first}</th>{rest}</tr>'
