"""The commands that begin everything."""

import subprocess
import sys
from pathlib import Path

from flows.exit_codes import ExitCode

ROOT = Path(__file__).parents[2]


def test_a_demonstration_empties_no_folder_but_its_own(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.touch()
    command = ["make", "run", f"DATA={tmp_path}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, kept.exists()) == (2, True)
    assert f"{tmp_path} exists: name DROPS=folder too" in done.stderr


def test_the_command_of_the_projects_name_runs_from_anywhere(tmp_path: Path) -> None:
    """As make writes it, in a project of the same code."""
    project, elsewhere = tmp_path / "a project", tmp_path / "elsewhere"
    python = project / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    for name in ("Makefile", "flows", "tasks"):
        (project / name).symlink_to(ROOT / name)
    # A module of the same name where it is started is not taken for the project's.
    elsewhere.mkdir()
    (elsewhere / "flows.py").write_text("raise SystemExit(1)")
    command = ".venv/bin/serious-violence-admissions"
    subprocess.run(["make", command], cwd=project, check=True)

    done = subprocess.run(
        [project / command, "status", "--data", "none"],
        cwd=elsewhere,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == ExitCode.USAGE
    assert done.stderr.startswith(f"There is no data folder {elsewhere / 'none'}.")
