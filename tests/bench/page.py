"""A page of `docs/`: people write it, a bench replaces what stands between its two marks."""

import os
import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
LIBRARIES = (
    *("duckdb", "prefect", "numpy", "numba", "highspy", "python-calamine", "openpyxl"),
    *("fastexcel", "polars", "pandas"),
)
END = "<!-- end -->"


def write(name: str, *measured: str, to: Path = PAGE) -> None:
    """Replace what was measured under a name on a page; the rest of it stays as it is."""
    mark, body = f"<!-- measured: {name} -->\n", "\n\n".join((*measured, machine()))
    before, _, rest = to.read_text(encoding="utf-8").partition(mark)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"the page has no marks for {name}")
    to.write_text(f"{before}{mark}\n{body}\n\n{END}{after}", encoding="utf-8")
    print(f"{name}\n\n{body}\n", flush=True)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown; three digits of a float count, nothing is written for None."""
    lines = [head, ["---"] * len(head), *([_written(value) for value in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _written(value: object) -> str:
    match value:
        case None:
            return ""
        case int():
            return f"{value:,}"
        case float():
            return f"{float(f'{value:.3g}'):,g}"
    return str(value)


def machine() -> str:
    """The machine and the versions that it was measured with: no name, no path."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"Measured on {os.cpu_count()} cores ({_processor()}) with {memory:.0f} GB of memory, "
        f"{platform.system()}, Python {platform.python_version()}, {versions}."
    )


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    lines = about.read_text(encoding="utf-8").splitlines() if about.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
