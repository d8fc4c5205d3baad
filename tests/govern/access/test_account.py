"""Whose process it is, by the kernel."""

import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest

from tasks.govern.access import account
from tasks.govern.access.account import Account, current_account

ROOT = Path(__file__).parents[3]
# Started as root, since the interpreter may stand where another account cannot read.
SAY = """
import os, sys
from tasks.govern.access.account import current_account
os.setuid(int(sys.argv[1]))
print(current_account().name)
"""


def test_it_is_the_account_of_the_process() -> None:
    assert current_account().name == pwd.getpwuid(os.getuid()).pw_name


@pytest.mark.skipif(os.getuid() != 0, reason="only root becomes another account")
@pytest.mark.parametrize(("uid", "name"), [(1, "daemon"), (54321, "uid 54321")])
def test_another_account_is_known_whatever_it_says(uid: int, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SAY, str(uid)],
        cwd=ROOT,
        env={"USER": "root", "LOGNAME": "root", "SUDO_USER": "root", "HOME": "/root"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == (name, "")


@pytest.mark.parametrize(
    ("said", "login"),
    [("4294967295", ""), ("0", "root"), ("54321", "uid 54321"), ("", ""), (None, "")],
)
def test_the_login_is_the_kernels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str | None, login: str
) -> None:
    monkeypatch.setattr(account, "LOGIN", tmp_path / "loginuid")
    if said is not None:
        (tmp_path / "loginuid").write_text(said)

    assert current_account() == Account(pwd.getpwuid(os.getuid()).pw_name, login)
