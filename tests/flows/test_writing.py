"""A run's turn to write: what a run that was killed left in plain text goes first."""

import logging

import pytest

from flows.service import writing as turns
from flows.service.writing import writing
from tasks.store.folders import DataFolder


def test_what_a_killed_hand_over_left_goes(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "get_run_logger", logging.getLogger)
    prepared, left = data.hand_over / "hull-2024-03", data.hand_over / "work-killed"
    for folder in (prepared, left / "payload"):
        folder.mkdir(parents=True)

    with writing(data):
        assert list(data.hand_over.iterdir()) == [prepared]
