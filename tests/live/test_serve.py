"""`make serve`: one command starts all parts and says where; Ctrl-C stops all of them."""

import os
import signal
import subprocess
import time
from pathlib import Path

import httpx
import pytest

from flows.service.serve import SECONDS_TO_LIVE
from tests.live.live import free_port, wait_until

pytestmark = pytest.mark.live
ROOT = Path(__file__).parents[2]


def children_of(group: int) -> list[str]:
    listed = subprocess.run(
        ["ps", "-eo", "args"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [line for line in listed if str(group) in line and "prefect" in line]


def watcher_on(folder: Path) -> int:
    listed = subprocess.run(
        ["pgrep", "-f", f"service watch --incoming {folder}"],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(listed.stdout.split()[0])


def test_make_serve(tmp_path: Path) -> None:
    port, said = free_port(), tmp_path / "said"
    with said.open("wb") as out:
        serve = subprocess.Popen(
            ["make", "serve", f"DATA={tmp_path / 'data'}", f"PORT={port}"],
            cwd=ROOT,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_until(lambda: "Ctrl-C stops all" in said.read_text(), 120)
        assert f"The UI: http://127.0.0.1:{port}" in said.read_text()
        answered = httpx.get(f"http://127.0.0.1:{port}/")
        assert answered.status_code == 200
        assert "default-src 'self'" in answered.headers["Content-Security-Policy"]
        time.sleep(SECONDS_TO_LIVE)
        os.kill(watcher_on(tmp_path), signal.SIGKILL)
        wait_until(lambda: "The watcher ended: it is started again." in said.read_text(), 20)
    finally:
        os.killpg(serve.pid, signal.SIGINT)
        serve.wait(90)

    assert "Stopping" in said.read_text()
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/api/health")
    assert children_of(port) == []
    kept = (tmp_path / "data/prefect/credential-team").read_text()
    assert f"it asks for a password: {kept}" in said.read_text()
