"""Find the code that made a release by its version."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tasks.govern.errors import SafeMessageError
from tasks.store.version import CODE, ROOT, code_version, version_of

LOCK = "requirements.lock"


class NoCodeError(SafeMessageError):
    """the code that made a release is missing; the message says what to do."""


def code_of(version: str, folder: Path) -> Path:
    """Return a folder with the code of ``version``: this one, or a past commit in ``folder``.

    Raises:
        NoCodeError: neither has that version.
    """
    if version == code_version():
        return ROOT
    for _ in _past_code(folder):
        if version_of(folder, CODE) == version:
            _require_same_libraries(folder)
            return folder
    raise NoCodeError(
        f"It was made by code version {version}. This is {code_version()}, and the project's "
        "history does not hold that version. Put it into a folder and name it with --code."
    )


def python_of(code: Path) -> Path:
    """Return the Python for a folder of code: that of its own environment, or else this one."""
    own = code / ".venv" / "bin" / "python"
    return own if own.exists() else Path(sys.executable)


def _past_code(folder: Path) -> Iterator[str]:
    """Put each past commit of the code into ``folder``, latest first, and yield its hash."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return
    for commit in _output(git, "rev-list", "HEAD", "--", *CODE).split():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        packed = folder / "code.zip"
        _output(git, "archive", "--output", str(packed), commit.decode())
        shutil.unpack_archive(packed, folder)
        packed.unlink()
        yield commit.decode()


def _output(git: str, *arguments: str) -> bytes:
    done = subprocess.run([git, *arguments], cwd=ROOT, capture_output=True, check=True)  # noqa: S603
    return done.stdout


def _require_same_libraries(folder: Path) -> None:
    if (folder / LOCK).read_bytes() != (ROOT / LOCK).read_bytes():
        raise NoCodeError(
            f"It was made with other versions of the libraries. Its code is in {folder}: copy it, "
            "run 'make .venv/bin/.run' there, and name it with --code."
        )
