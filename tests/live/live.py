"""A site of the tests' own: real processes that can be killed, and what Prefect knows of runs."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowFilter, LogFilter
from prefect.client.schemas.objects import FlowRun
from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL, temporary_settings

from flows.service.deployments import register, wait_for_api
from flows.service.serve import Site, stop
from tasks.store.digest import sha256_of
from tasks.store.folders import DataFolder

T = TypeVar("T")


@dataclass
class Live:
    """The parts that run, by name; ``kill`` takes their children along, as a power cut does."""

    site: Site
    parts: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def data(self) -> DataFolder:
        return DataFolder(self.site.data)

    def start(self, *names: str) -> None:
        for name in names:
            assert name not in self.parts
            part = self._started(name)
            self.parts[name] = part
            if name == "server":
                wait_for_api(self.site.environment, still=partial(is_up, part))

    def kill(self, *names: str) -> None:
        for name in names:
            part = self.parts.pop(name)
            os.killpg(part.pid, signal.SIGKILL)
            part.wait()

    def start_all(self) -> None:
        self.start("server")
        register(self.site.environment)
        self.start("writing", "watching", "watcher")

    def stop_all(self) -> None:
        stop(list(self.parts.values()))
        self.parts.clear()

    def drop(self, path: Path, name: str = "") -> float:
        """Copy a file into the incoming folder; return when it was there whole."""
        shutil.copyfile(path, self.site.incoming / (name or path.name))
        return time.time()

    def runs(self, path: Path | None = None, flow: str = "arrival") -> list[FlowRun]:
        """Every run of a flow; for a file, those made for its bytes."""
        named = FlowFilter.model_validate({"name": {"any_": [flow]}})
        with self.client() as client:
            found = client.read_flow_runs(flow_filter=named)
        digest = sha256_of(path) if path else None
        return [run for run in found if not path or run.parameters.get("sha256") == digest]

    def successes(self, path: Path) -> list[FlowRun]:
        return [run for run in self.runs(path) if run.state and run.state.is_completed()]

    def one_success(self, path: Path, seconds: float = 90) -> FlowRun:
        """Wait for the success of a file; pass if it stays the only one."""
        wait_until(lambda: self.successes(path), seconds)
        (run,) = self.successes(path)
        return run

    def said(self, run: FlowRun) -> str:
        """The log of a run."""
        wanted = LogFilter.model_validate({"flow_run_id": {"any_": [run.id]}})
        with self.client() as client:
            return "\n".join(log.message for log in client.read_logs(log_filter=wanted))

    @contextmanager
    def client(self) -> Iterator[SyncPrefectClient]:
        with self.settings(), get_client(sync_client=True) as client:
            yield client

    @contextmanager
    def settings(self) -> Iterator[None]:
        here = {
            PREFECT_API_URL: f"{self.site.url}/api",
            PREFECT_API_AUTH_STRING: self.site.credential,
        }
        with temporary_settings(here):
            yield

    def _started(self, name: str) -> subprocess.Popen[bytes]:
        match name.split(" ")[0]:
            case "server":
                return self.site.server()
            case "watcher":
                return self.site.watcher()
        return self.site.worker(name.split(" ")[0])


def wait_until(true: Callable[[], T], seconds: float) -> T:
    """Return the first true answer; fail if there is none in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if answer := true():
            return answer
        time.sleep(0.3)
    raise AssertionError(f"not within {seconds:.0f} s")


def is_up(part: subprocess.Popen[bytes]) -> bool:
    return part.poll() is None


def free_port() -> int:
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
