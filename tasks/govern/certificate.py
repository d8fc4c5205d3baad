"""The certificate of destruction: what was destroyed, what is kept and what is left to do."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tasks.govern.access.log import DESTROYED, Line, append
from tasks.govern.key import key_path
from tasks.store.digest import sha256_of
from tasks.store.folders import DataFolder

GONE = (
    "Delivered originals, refused files, the secure store with every vintage and everything made "
    "of it, its spill and write-ahead log, results of checks, errors, and of the "
    "incoming folders named the files that stand in the table."
)
KEPT = (
    "Protected releases (releases/), their store (protected/) and the ledger of what was shown.",
    "The log of accesses, decisions and transfers; agreement and register as they were.",
)
REMAINS = (
    "Backups of the data folder and snapshots of its disk: destroy each, or the key that opens it. "
    "Without the key the store and every sealed file in a backup are unreadable.",
    "What was found beside them, above: look at each, and destroy what holds counts.",
    "Copies of the incoming folder and of what carried the files there (shares, mailboxes, "
    "memory sticks): these were not encrypted by the pipeline.",
    "What the sender and a recipient still hold: a recipient sends a certificate of its own.",
    "Packages under transfer/, which only their recipient can open.",
)
KEY = "The key of the secure store, {path}, and every copy of it: destroy them."
TEMPLATE = """# Certificate of destruction

Agreement {agreement}, {content} drops. Data folder: {folder}

- Asked for by {asked[name]} ({asked[account]}) at {asked_at}: {why}
{signed}
- Destroyed by {destroyed_at} (UTC)

## What was destroyed

{gone} {copies} copies:

| what | file | extract | vintage | sha256 | where |
|---|---|---|---|---|---|
{rows}

## What was found beside them and is left

{left}

## What is kept

{kept}

## What remains to be dealt with, and is not in the software's hands

{remains}
"""


def write_certificate(data: DataFolder, done: dict[str, Any]) -> Path:
    """Write the certificate as text and as data, and log its hash."""
    data.certificates.mkdir(mode=0o700, exist_ok=True)
    path = data.certificates / f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}-destruction.md"
    remains = _remains(data)
    whole = done | {"kept": list(KEPT), "remains": remains}
    path.with_suffix(".json").write_text(
        json.dumps(whole, indent=2, ensure_ascii=False), encoding="utf-8"
    )
    path.write_text(_in_words(data, done, remains), encoding="utf-8")
    digest = sha256_of(path)
    append(data, Line(DESTROYED, path.name, told=f"certificate sha256 {digest}"))
    return path


def _remains(data: DataFolder) -> list[str]:
    key = key_path(data)
    return [*REMAINS, *([KEY.format(path=key)] if key != data.throw_away_key else [])]


def _in_words(data: DataFolder, done: dict[str, Any], remains: list[str]) -> str:
    return TEMPLATE.format(
        **{name: done[name] for name in ("agreement", "content", "why", "asked_at")},
        destroyed_at=done["destroyed_at"],
        folder=data.root,
        asked=done["asked_by"],
        signed="\n".join(f"- Signed by {_signer(one)}" for one in done["signed_by"]),
        gone=GONE,
        copies=len(done["holdings"]),
        rows="\n".join(_row(one) for one in done["holdings"]),
        left="\n".join(f"- {one}" for one in done["left"]) or "Nothing.",
        kept="\n".join(f"- {line}" for line in KEPT),
        remains="\n".join(f"- {line}" for line in remains),
    )


def _signer(statement: dict[str, Any]) -> str:
    return f"{statement['account']} at {statement['at']}: {statement['why']}"


def _row(one: dict[str, Any]) -> str:
    columns = ("kind", "file_name", "extract", "vintage", "sha256", "where")
    return f"| {' | '.join(str(one[column]) for column in columns)} |"
