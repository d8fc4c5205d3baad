"""The commands that begin everything."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_demonstration_empties_no_folder_but_its_own(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.touch()
    command = ["make", "run", f"DATA={tmp_path}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, kept.exists()) == (2, True)
    assert f"{tmp_path} exists: name DROPS=folder too" in done.stderr
