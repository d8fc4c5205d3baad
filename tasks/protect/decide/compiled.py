"""Functions compiled to machine code, which is kept for the next process.

numba keeps a compiled function by the text of the file it is in, but its machine code holds that of
the functions it calls and the constants it names too, wherever those are: with an edit of another
module, the old code would still run. So all of it is kept by the text of this whole package, in a
folder beside its modules or in NUMBA_CACHE_DIR. Where nothing may be written, as in the service, a
process works with a copy of what the installation compiled."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numba
from numba.core.caching import InTreeCacheLocator

PACKAGE = Path(__file__).parents[1]
PREFIX = "compiled-"
config: Any = numba.config


class Locator(InTreeCacheLocator):
    """Where numba keeps the functions of this package."""

    def get_cache_path(self) -> str:
        """Return one folder for all of them."""
        return str(writable_folder())


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate a function that is compiled when it is first called with arguments of some types.

    numba takes the place from its configuration when the function is defined; other packages'
    functions stay where they are."""
    before = config.CACHE_LOCATOR_CLASSES
    config.CACHE_LOCATOR_CLASSES = f"{__name__}.{Locator.__name__}"
    try:
        decorated: Callable[..., Any] = numba.njit(cache=True)(function)
    finally:
        config.CACHE_LOCATOR_CLASSES = before
    return decorated


def kept_folder() -> Path:
    """The folder of this text of the package, there or not."""
    return _parent() / f"{PREFIX}{_digest()}"


def remove_older() -> None:
    """Remove the folders of other texts of the package."""
    for folder in set(_parent().glob(f"{PREFIX}*")) - {kept_folder()}:
        shutil.rmtree(folder)


@cache
def writable_folder() -> Path:
    """The kept folder, or a copy of it for this process."""
    folder = kept_folder()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder if os.access(folder, os.W_OK) else _copied(folder)


def _parent() -> Path:
    return Path(config.CACHE_DIR or PACKAGE / "__pycache__")


@cache
def _digest() -> str:
    text = sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        text.update(sha256(path.read_bytes()).digest())
    return text.hexdigest()[:16]


def _copied(folder: Path) -> Path:
    copy = Path(_temporary().name)
    if folder.is_dir():
        shutil.copytree(folder, copy, dirs_exist_ok=True)
    return copy


@cache
def _temporary() -> "TemporaryDirectory[str]":
    """Removed when the process ends."""
    return TemporaryDirectory(prefix=PREFIX)
