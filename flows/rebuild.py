"""Make past releases again in a scratch folder, and hold them to those that stand, byte for byte.

    python -m flows.rebuild --data FOLDER [--code FOLDER] [--scratch FOLDER] [YYYY-MM/rN ...]

Without a release all of them, each from the originals behind it, the ledger before it and the code
that made it: this one, one of the project's history, or that of ``--code``. The standing data
folder is only read. Exit code 0: every byte is the same; 1: one is not, or one could not be made.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tasks.govern.key import KEY_FILE, has_own_key
from tasks.rebuild.code import NoCodeError, code_of, python_of
from tasks.rebuild.release import Release, differences, releases
from tasks.store.folders import DataFolder
from tasks.store.one_writer import one_writer

SAME, DIFFERENT = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Rebuild what the command line names; say of each release what became of it."""
    options = _parser().parse_args(arguments)
    data = DataFolder(options.data.resolve())
    asked = {str(one) for one in options.releases}
    wanted = [one for one in releases(data) if not asked or str(one) in asked]
    unknown = asked - {str(one) for one in wanted}
    told = dict.fromkeys(sorted(unknown), "there is no such release.")
    with one_writer(data, _say), _scratch(data, options.scratch) as scratch:
        for release in wanted:
            told[str(release)] = _rebuilt(data, release, scratch, options.code)
            _say(f"{release}: {told[str(release)] or 'the same, byte for byte.'}")
    return DIFFERENT if any(told.values()) else SAME


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
        return "it could not be made again: see above."
    different = differences(data, made, release)
    return f"these differ: {', '.join(different)}." if different else ""


def _environment(data: DataFolder) -> dict[str, str]:
    """Let the scratch folder open the copy of the store with the key of the standing one."""
    key = {} if has_own_key() else {KEY_FILE: str(data.throw_away_key)}
    return {**os.environ, **key}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m flows.rebuild", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--data", type=Path, required=True, help="data folder; only read")
    parser.add_argument("--code", type=Path, help="folder of the code that made the releases")
    parser.add_argument("--scratch", type=Path, help="worked in (DATA/secure/rebuild)")
    parser.add_argument("releases", type=Release.named_by, nargs="*", metavar="YYYY-MM/rN")
    return parser


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
