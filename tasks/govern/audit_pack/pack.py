"""Write the audit pack, whole or not at all: copies, tables, a front page and the signature."""

import csv
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tasks.govern import agreement as agreements
from tasks.govern import register as registers
from tasks.govern.access.content import content_of
from tasks.govern.access.log import head_of
from tasks.govern.access.verify import faults
from tasks.govern.agreement import agreement_for, today
from tasks.govern.audit_pack import gather
from tasks.govern.audit_pack.sign import HOW_TO_VERIFY, SUMS, sign
from tasks.govern.register import register_for
from tasks.store.folders import DataFolder
from tasks.store.version import ROOT, code_version

# Characters that start a formula in a spreadsheet. File names come from whoever delivers.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
TEMPLATE = Path(__file__).with_name("index.html.jinja")


def audit_pack(data: DataFolder, into: Path, key: Path, incoming: Sequence[Path] = ()) -> None:
    """Write the pack into the new folder ``into``, signed with ``key``.

    Raises:
        FileExistsError: there is such a folder.
        SignatureError: it could not be signed.
        AccessRefusedError: the agreement or the register cannot be read.
    """
    if into.exists():
        raise FileExistsError(f"{into} is there already: name a new folder.")
    partial = into.with_name(f".{into.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        _copy(data, partial)
        tables = _tables(data, incoming)
        for name, rows in tables.items():
            write_table(partial / f"{name}.csv", rows)
        (partial / "index.html").write_text(_front_page(data, tables), encoding="utf-8")
        sign(partial, key)
        partial.rename(into)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def _tables(data: DataFolder, incoming: Sequence[Path]) -> dict[str, list[gather.Row]]:
    return {
        "refusals-and-incidents": gather.notable(data),
        "refused-drops": gather.refused_drops(data),
        "errors": gather.errors(data),
        "accesses": gather.accesses(data),
        "holdings": gather.copies(data, incoming),
        "storage": gather.storage(data, incoming),
        "releases": gather.releases(data),
        "transfers": gather.transferred(data),
    }


def _copy(data: DataFolder, into: Path) -> None:
    """Copy the files that the pack includes unchanged. None of them holds a count."""
    content = content_of(data)
    for name in ("agreement", "log", "releases"):
        (into / name).mkdir()
    for path in (agreements.FILES[content], registers.FILES[content]):
        shutil.copyfile(path, into / "agreement" / path.name)
    _write_git_history(into / "agreement" / "git-history.txt")
    for path in (data.access_log, data.access_head, *data.access.glob("received*.jsonl")):
        if path.is_file():
            shutil.copyfile(path, into / "log" / path.name)
    for folder in (data.history, data.certificates):
        if folder.is_dir():
            shutil.copytree(folder, into / folder.name)
    for path in data.releases.glob("*/r*/manifest.json"):
        shutil.copyfile(path, into / "releases" / f"{'-'.join(path.parts[-3:])}")


def _write_git_history(into: Path) -> None:
    """Write the reviewed changes, if the project has its git history."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return
    done = subprocess.run(  # noqa: S603
        [git, "-C", str(ROOT), "log", "--patch", "--date=iso", "--", "deploy/*.toml"],
        capture_output=True,
        check=False,
    )
    if done.returncode == 0:
        into.write_bytes(done.stdout)


def write_table(path: Path, rows: list[gather.Row]) -> None:
    """Write rows as CSV in which no text is a formula. Without rows there is no file."""
    if rows:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows({name: _plain(value) for name, value in row.items()} for row in rows)


def _plain(value: object) -> object:
    is_formula = isinstance(value, str) and value.startswith(FORMULA)
    return f"'{value}" if is_formula else value


def _front_page(data: DataFolder, tables: dict[str, list[gather.Row]]) -> str:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    agreement = agreement_for(content_of(data))
    said: dict[str, Any] = {
        "agreement": asdict(agreement),
        "is_open": agreement.starts <= today() <= agreement.ends,
        "warning": agreement.warning(today()),
        "register": register_for(content_of(data)),
        "today": today(),
        "faults": faults(data),
        "head": head_of(data),
        "tables": tables,
        "made": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "code": code_version(),
        "folder": data.root,
        "sums": SUMS,
        "verify": HOW_TO_VERIFY,
        "is_overdue": bool(tables["holdings"]) and today() > agreement.destroy_by,
    }
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(said)
