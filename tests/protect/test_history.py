"""Release after release is shown as last reviewed: the ledger, the symbols, the audit."""

from pathlib import Path

import pytest

from tests.protect.history import GOLDEN, received, shown

pytestmark = pytest.mark.slow


def test_the_releases_show_what_was_last_reviewed(tmp_path: Path) -> None:
    assert shown(received(tmp_path, 1)) == GOLDEN.read_text().splitlines(), "make golden"
