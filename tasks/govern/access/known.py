"""What the log knows of agreement and register: the versions in force, and their copies."""

from pathlib import Path

from tasks.govern import register as registers
from tasks.govern.access.content import content_of
from tasks.govern.access.log import CHANGED, OPENED, lines, not_written, parsed, texts
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.register import Register, read_register, register_for
from tasks.store.digest import sha256_of
from tasks.store.folders import DataFolder


class CopyGoneError(AccessRefusedError):
    """The copy of the register in force is gone: nobody can say who may decide."""


def last_known(data: DataFolder) -> dict[str, str]:
    """Return the sha256 of agreement and register, by file, as the log last has them.

    Raises:
        LogNotWrittenError: the log cannot be read.
    """
    known: dict[str, str] = {}
    try:
        whole = texts(data)
    except OSError as error:
        raise not_written(data, error) from None
    for text in reversed(whole):
        line = parsed(text) or {}
        if line.get("event") == CHANGED:
            known.setdefault(str(line["what"]), str(line["told"]).rpartition(" ")[2])
        if line.get("event") == OPENED and line.get("about"):
            return {**line["about"], **known}
    return known


def copy_of(data: DataFolder, digest: str) -> Path | None:
    """Return the copy of an agreement or register with this sha256, by its bytes; None: none."""
    copies = data.history.glob("*.toml")
    return next((path for path in copies if sha256_of(path) == digest), None)


def register_in_force(data: DataFolder) -> Register:
    """Return the register by which decisions count: of real drops, the last that was reviewed.

    A file that was changed since, and that nobody has reviewed, names nobody.

    Raises:
        CopyGoneError: the file was changed, and its last version is gone.
    """
    content = content_held(data)
    path = registers.FILES[content]
    known = last_known(data).get(path.name)
    if content != "real" or known in (None, sha256_of(path)):
        return register_for(content)
    copy = copy_of(data, str(known))
    if copy is None:
        raise CopyGoneError(
            f"{path.name} was changed, and {data.history} has no copy of it as it was: put the "
            "file back as it was reviewed."
        )
    return read_register(copy, content)


def content_held(data: DataFolder) -> str:
    """Return whose register a folder's decisions are held to: the real one, once it was so."""
    real = registers.FILES["real"].name
    was_real = any(line["what"] == real for line in lines(data, CHANGED))
    return "real" if was_real else content_of(data)
