"""The page of measurements, `docs/performance.md`: commands write it, each its own sections."""

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "performance.md"
HEAD = """\
# Performance

Commands write this page, each its own sections: `make bench` all of it, `make bench-run`,
`bench-annual`, `bench-history`, `bench-peers`, `bench-growth`, `bench-cluster` one part each.
Change the commands, not the page. Seconds are of one machine, which each section describes; ratios
are what to compare. Processor time is that of the process and of those that it started; the peak is
of its own resident memory alone. Other work on the machine lengthens seconds more than processor
time: ratios of the latter are the steadier ones.
"""
SECTIONS = (
    "A month's run",
    "Targets",
    "The annual run",
    "All months",
    "Peers: reading",
    "Peers: conforming",
    "Peers: suppression and audit",
    "Growth",
    "What grows first",
    "More than one machine",
    "More than one machine: the exact audit",
)
LIBRARIES = ("duckdb", "prefect", "numpy", "numba", "highspy", "python-calamine", "openpyxl")
MARK = "## "


def write_section(title: str, body: str, page: Path = PAGE) -> None:
    """Replace one section of the page, or add it at its place; the others stay as they are."""
    if title not in SECTIONS:
        raise ValueError(f"the page has no section {title}")
    sections = _sections(page.read_text(encoding="utf-8")) if page.exists() else {}
    sections[title] = body.strip()
    written = (f"{MARK}{name}\n\n{sections[name]}\n" for name in SECTIONS if name in sections)
    page.write_text("\n".join([HEAD, *written]), encoding="utf-8")
    print(f"{MARK}{title}\n\n{sections[title]}\n", flush=True)


def _sections(text: str) -> dict[str, str]:
    _, *parts = f"\n{text}".split(f"\n{MARK}")
    return {title: body.strip() for title, _, body in (part.partition("\n") for part in parts)}


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; a float is written with three digits that count, nothing for None."""
    lines = [head, ["---"] * len(head), *([_written(value) for value in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _written(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, float):
        return f"{value:,}" if isinstance(value, int) else str(value)
    for least, decimals in ((100, 0), (10, 1), (0.1, 2), (0, 3)):
        if abs(value) >= least:
            return f"{value:,.{decimals}f}"
    return str(value)


def runs_told(runs: int) -> str:
    """How many runs, in words of a sentence."""
    return "one run" if runs == 1 else f"{runs} runs"


def machine(others: Mapping[str, str] | None = None) -> str:
    """The machine and the versions that a section was measured with: no name, no path."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = {name: version(name) for name in LIBRARIES} | dict(others or {})
    return (
        f"Measured on {os.cpu_count()} cores ({_processor()}) with {memory:.0f} GB of memory, "
        f"{platform.system()}, Python {platform.python_version()}, "
        + ", ".join(f"{name} {number}" for name, number in versions.items())
        + "."
    )


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    lines = about.read_text(encoding="utf-8").splitlines() if about.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
