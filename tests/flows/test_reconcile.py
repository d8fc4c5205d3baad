"""The reconcile removes what has landed, where that is set, and nothing else."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows import reconcile as module
from flows.service import arrival_runs
from tasks.govern.holdings import Received, note_received
from tasks.receive.attempts import Attempt
from tasks.store.digest import sha256_of
from tasks.store.folders import DataFolder


@pytest.mark.parametrize(
    ("setting", "state", "stays"),
    [
        ("yes", "COMPLETED", False),
        ("no", "COMPLETED", True),
        ("yes", "FAILED", True),
        ("yes", "RUNNING", True),
    ],
)
def test_what_landed_goes_once_its_run_succeeded(
    data: DataFolder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    state: str,
    stays: bool,
) -> None:
    incoming = tmp_path / "incoming"
    incoming.mkdir(mode=0o700)
    path = incoming / "NIC-612092-Q0Y6F_a.csv"
    path.write_text("delivered")
    digest = sha256_of(path)
    note_received(
        data, Received(digest, path.name, "all assault", "HES", "2023-24 M10", 1, str(path))
    )
    attempt = Attempt(1, state, "", datetime.now(UTC))
    monkeypatch.setenv("REMOVE_LANDED", setting)
    monkeypatch.setattr(arrival_runs, "_attempts", lambda _: {digest: [attempt]})
    unasked = ("mark_crashed", "settle_questions", "warn_of_the_end", "tell_of_overdue")
    for name in (*unasked, "start_left_undone", "tell"):
        monkeypatch.setattr(module, name, lambda *_: 0)
    monkeypatch.setattr(module, "start_runs", lambda *_: [])

    module.reconcile.fn(str(incoming), str(data.root))
    assert path.exists() is stays
