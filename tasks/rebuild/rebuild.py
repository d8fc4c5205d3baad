"""Make past releases again in a scratch folder, and compare them with those that stand.

Each is made of the originals behind it, the ledger before it and the code that made it, in a
process of that code. The standing data folder is only read.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tasks.govern.errors import SafeMessageError
from tasks.govern.key import KEY_FILE, has_own_key
from tasks.rebuild.code import NoCodeError, code_of, python_of
from tasks.rebuild.release import Release, differences, releases
from tasks.store.folders import DataFolder
from tasks.store.one_writer import one_writer


class NoReleaseError(SafeMessageError):
    """A release that was asked for was never made."""


def named(data: DataFolder, names: Sequence[str]) -> list[Release]:
    """Return the releases of these names ('2024-01/r2'), all without a name, as they were made.

    Raises:
        NoReleaseError: there is not one of them.
    """
    made = releases(data)
    if unknown := sorted(set(names) - {str(one) for one in made}):
        raise NoReleaseError(f"There is no release {', '.join(unknown)} in {data.root}.")
    return [one for one in made if not names or str(one) in names]


@contextmanager
def rebuilding(
    data: DataFolder, scratch: Path | None, code: Path | None, say: Callable[[str], object]
) -> Iterator[Callable[[Release], str]]:
    """Hold the writer's lock, and yield what makes a release again and says what differs.

    It says '' if every byte is the same. ``code`` is the folder of the code that made the release,
    where that is missing; ``scratch`` is worked in instead of the data folder's own.
    """
    with one_writer(data, say), _scratch(data, scratch) as folder:
        yield lambda release: _rebuilt(data, release, folder, code)


@contextmanager
def _scratch(data: DataFolder, named: Path | None) -> Iterator[Path]:
    """A closed folder for delivered files unsealed, removed afterwards and nothing else with it.

    Unless one is named it stands among the originals: what a rebuild that was killed leaves there
    goes before the next one, and with the store when all counts are destroyed.
    """
    home = named.resolve() if named else data.rebuild
    if named is None:
        shutil.rmtree(home, ignore_errors=True)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(prefix="rebuild-", dir=home) as folder:
            yield Path(folder)
    finally:
        if named is None:
            home.rmdir()


def _rebuilt(data: DataFolder, release: Release, scratch: Path, code: Path | None) -> str:
    """Return what differs, or '' if nothing does."""
    with TemporaryDirectory(prefix="release-", dir=scratch) as folder:
        return _differing(data, release, Path(folder), code)


def _differing(data: DataFolder, release: Release, scratch: Path, code: Path | None) -> str:
    made = DataFolder(scratch / "data")
    try:
        source = code or code_of(release.code_version, scratch / "code")
    except NoCodeError as error:
        return str(error)
    done = subprocess.run(  # noqa: S603
        [
            str(python_of(source)),
            *("-m", "tasks.rebuild.again"),
            *("--data", str(data.root), "--scratch", str(made.root), str(release)),
        ],
        cwd=source,
        env=_environment(data),
        check=False,
    )
    if done.returncode:
        return f"it could not be made again (exit code {done.returncode}): see above."
    different = differences(data, made, release)
    return f"these differ: {', '.join(different)}." if different else ""


def _environment(data: DataFolder) -> dict[str, str]:
    """Let the scratch folder open the copy of the store with the key of the standing one."""
    key = {} if has_own_key() else {KEY_FILE: str(data.throw_away_key)}
    return {**os.environ, **key}
