"""The whole demonstration runs where there is no way out: nothing calls out, or it would fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
# Brings the loopback device up, which a new network namespace has down; then runs a command.
WITHIN = """
import fcntl, os, socket, struct, sys
with socket.socket() as one:
    request = struct.pack("16sh14x", b"lo", 0)
    flags = struct.unpack("16sh14x", fcntl.ioctl(one, 0x8913, request))[1]
    fcntl.ioctl(one, 0x8914, struct.pack("16sh14x", b"lo", flags | 1))
os.execv(sys.argv[1], sys.argv[1:])
"""
OUT = """
import socket
for family, address in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
    with socket.socket(family) as one:
        try:
            one.connect((address, 443))
        except OSError as error:
            print(error.strerror)
"""


def within(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a network namespace of its own: loopback, and no route."""
    alone = ["unshare", "--net"] if os.getuid() == 0 else ["unshare", "--net", "--map-root-user"]
    return subprocess.run(
        [*alone, sys.executable, "-c", WITHIN, *command],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if "PREFECT" not in key},
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )


@pytest.fixture(autouse=True)
def may_unshare() -> None:
    if not shutil.which("unshare"):
        pytest.skip("no unshare (util-linux): a namespace without a route cannot be made here")
    tried = within(sys.executable, "-c", "")
    if tried.returncode:
        pytest.skip(f"a namespace without a route cannot be made here: {tried.stderr.strip()}")


def test_there_is_no_route() -> None:
    assert within(sys.executable, "-c", OUT).stdout.splitlines() == ["Network is unreachable"] * 2


def test_the_demonstration_runs_all_the_same(tmp_path: Path) -> None:
    drops, data = str(tmp_path / "drops"), str(tmp_path / "data")
    made = within(sys.executable, "-m", "flows", "synthesise", "--into", drops)
    assert made.returncode == 0, made.stderr

    done = within(sys.executable, "-m", "flows", "run", "--drops", drops, "--data", data)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "14 landed" in done.stdout
    (folder,) = (tmp_path / "data" / "releases" / "2024-01").iterdir()
    assert {path.suffix for path in folder.iterdir()} >= {".xlsx", ".pdf", ".pptx", ".html"}
