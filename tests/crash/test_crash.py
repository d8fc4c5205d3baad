"""A few of the moments at which `make test-crashes` kills: the rest takes an hour."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("case", "moments"), [("monthly", 1), ("backfill", 1), ("hand-over", 1)])
def test_what_stands_after_a_rerun_is_what_an_undisturbed_run_leaves(
    case: str, moments: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash", case]  # noqa: RUF005
        + ["--boundaries", str(moments), "--kills", str(moments), "--moments", str(moments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    assert f"and at {moments} random moments" in done.stdout
    assert f"stopped at {moments} more" in done.stdout
    assert "violations: 0" in done.stdout
