"""The whole demonstration runs where there is no way out: nothing calls out, or it would fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.conftest import Made

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


def alone(*command: str) -> list[str]:
    """The command in a network namespace of its own: loopback, and no route."""
    unshare = ["unshare", "--net"] if os.getuid() == 0 else ["unshare", "--net", "--map-root-user"]
    return [*unshare, sys.executable, "-c", WITHIN, *command]


def done(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if "PREFECT" not in key},
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )


@pytest.fixture(scope="module")
def why_not() -> str:
    """Why no namespace without a route can be made here, or nothing."""
    if not shutil.which("unshare"):
        return "no unshare (util-linux)"
    tried = done(*alone(sys.executable, "-c", ""))
    return (tried.stderr.strip() or "no reason given") if tried.returncode else ""


@pytest.fixture(scope="module")
def again(why_not: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration once more, drops and release, in processes of its own; where one can be
    made, in such a namespace."""
    folder = tmp_path_factory.mktemp("again")
    drops, data = str(folder / "drops"), str(folder / "data")
    for command in (
        ("synthesise", "--into", drops),
        ("run", "--drops", drops, "--data", data),
    ):
        here = (sys.executable, "-m", "flows", *command)
        made = done(*(here if why_not else alone(*here)))
        assert made.returncode == 0, made.stdout + made.stderr
    return folder / "data" / "releases" / "2024-01" / "r1"


def test_there_is_no_route(why_not: str) -> None:
    if why_not:
        pytest.skip(f"a namespace without a route cannot be made here: {why_not}")
    said = done(*alone(sys.executable, "-c", OUT)).stdout
    assert said.splitlines() == ["Network is unreachable"] * 2


def test_the_demonstration_runs_all_the_same(again: Path, why_not: str) -> None:
    if why_not:
        pytest.skip(f"a namespace without a route cannot be made here: {why_not}")
    assert {path.suffix for path in again.iterdir()} >= {".xlsx", ".pdf", ".pptx", ".html"}


def test_two_runs_give_the_same_bytes(again: Path, demonstration: Made) -> None:
    folder = demonstration.data.releases / "2024-01" / "r1"
    files = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]

    assert len(files) == 15 + 44
    for path in files:
        assert (again / path).read_bytes() == (folder / path).read_bytes(), path
