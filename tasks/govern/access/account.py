"""The operating-system account that runs this process, as the kernel knows it.

Environment variables (``$USER``, ``$LOGNAME``, ``$SUDO_USER``) are not read, because the user can
set them.
"""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

LOGIN = Path("/proc/self/loginuid")
NO_LOGIN = 2**32 - 1


@dataclass(frozen=True)
class Account:
    """The account of the process. ``login`` is the account that a person logged in with, if any.

    The kernel keeps the login through ``su`` and ``sudo``.
    """

    name: str
    login: str


def current_account() -> Account:
    """Return the account of this process."""
    login = _login()
    return Account(_name(os.getuid()), "" if login == NO_LOGIN else _name(login))


def _login() -> int:
    try:
        return int(LOGIN.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return NO_LOGIN


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"uid {uid}"
