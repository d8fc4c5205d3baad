"""The keys of registered people: those of the register, and the demonstration's throw-away ones."""

from pathlib import Path

from tasks.govern.access.content import content_of
from tasks.govern.register import THROW_AWAY, Person, register_for
from tasks.govern.signature import make_key, public_half
from tasks.store.folders import DataFolder
from tasks.store.whole_folder import appearing_whole


def throw_away_key(data: DataFolder, account: str) -> Path:
    """Return the private key of one of the demonstration's invented people; make all at first.

    Raises:
        SignatureError: there is no ssh-keygen.
    """
    make_throw_away_keys(data)
    return data.throw_away_people_keys / account


def make_throw_away_keys(data: DataFolder) -> None:
    """Make the keys of the demonstration's people, unless there are some."""
    folder = data.throw_away_people_keys
    if content_of(data) != "synthetic" or folder.exists():
        return
    with appearing_whole(folder) as partial:
        partial.chmod(0o700)
        for account in {one.account for one in register_for("synthetic").people if _is_thrown(one)}:
            make_key(partial / account)


def pinned(data: DataFolder, public_key: str, account: str) -> str:
    """Return a public key of the register, of a throw-away one what it is in this data folder.

    '' stands for one that was never made: nobody signed with it.
    """
    path = data.throw_away_people_keys / account
    if public_key != THROW_AWAY:
        return public_key
    return public_half(path) if path.is_file() else ""


def _is_thrown(person: Person) -> bool:
    return person.public_key == THROW_AWAY
