"""Run it all on this machine, for a person to try: server, workers, watcher.

Ctrl-C stops all of them. ``deploy/systemd/`` has the real thing.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from flows.service.credential import kept_credential
from flows.service.deployments import POOLS, PREFECT, ROOT, NotStartedError, register, wait_for_api
from flows.service.settings import API, PEOPLE, SERVER, SERVICES, WORKER

SECONDS_TO_STOP = 20
# A part that ends sooner would end again.
SECONDS_TO_LIVE = 10
SERVICE = [sys.executable, "-m", "flows", "service"]


@dataclass(frozen=True)
class Site:
    """Where it runs: folders, port, and the credentials of Prefect's API: the services' own, and
    the one that people have.

    ``seen_as`` is the address that browsers know it by, if a server stands in front of it.
    """

    data: Path
    incoming: Path
    port: int
    credential: str
    people: str
    seen_as: str = ""

    @property
    def url(self) -> str:
        """The address of the UI."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What every part finds in its environment."""
        return {
            **os.environ,
            "PREFECT_HOME": str(self.data / "prefect"),
            API: f"{self.url}/api",
            "PREFECT_API_AUTH_STRING": self.credential,
            "PROJECT_FOLDER": str(ROOT),
            "DATA_FOLDER": str(self.data),
            "INCOMING_FOLDER": str(self.incoming),
        }

    def server(self) -> subprocess.Popen[bytes]:
        """Start Prefect's server."""
        return self._start(
            [*SERVICE, "server", "--port", str(self.port)],
            SERVER
            | {
                SERVICES: self.credential,
                PEOPLE: self.people,
                "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": self.seen_as or self.url,
                "PREFECT_SERVER_UI_API_URL": f"{self.seen_as or self.url}/api",
            },
        )

    def worker(self, pool: str) -> subprocess.Popen[bytes]:
        """Start a worker of a pool."""
        return self._start([*PREFECT, "worker", "start", "--pool", pool], WORKER)

    def watcher(self) -> subprocess.Popen[bytes]:
        """Start the watcher of the incoming folder."""
        folders = ["--incoming", str(self.incoming), "--data", str(self.data)]
        return self._start([*SERVICE, "watch", *folders], {})

    def _start(self, command: list[str], more: dict[str, str]) -> subprocess.Popen[bytes]:
        # A group of its own, so that Ctrl-C reaches this process alone, which stops them in order.
        return subprocess.Popen(  # noqa: S603
            command, cwd=ROOT, env=self.environment | more, start_new_session=True
        )


def serve(data: Path, incoming: Path, port: int) -> None:
    """Start all parts, say where the UI is, stop them again.

    Raises:
        NotStartedError: a part did not start, or ended by itself.
    """
    (data / "prefect").mkdir(mode=0o700, parents=True, exist_ok=True)
    incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = (kept_credential(data / "prefect", who) for who in ("services", "team"))
    site = Site(data, incoming, port, *kept)
    # Both, for a shell that starts it in the background leaves SIGINT ignored.
    for stopping in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stopping, signal.default_int_handler)
    parts: list[subprocess.Popen[bytes]] = []
    try:
        _serve(site, parts)
    except KeyboardInterrupt:
        print("Stopping ...", flush=True)
    finally:
        stop(parts)


def stop(parts: list[subprocess.Popen[bytes]]) -> None:
    """Stop the parts, last started first; one that does not end in time is killed."""
    for part in reversed(parts):
        part.terminate()
        try:
            part.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            part.kill()
            part.wait()
        # What it started: the process of a run that did not end with its worker.
        with suppress(ProcessLookupError):
            os.killpg(part.pid, signal.SIGKILL)


def _serve(site: Site, parts: list[subprocess.Popen[bytes]]) -> None:
    print("Starting Prefect's server (10 to 30 seconds) ...", flush=True)
    parts.append(site.server())
    wait_for_api(site.environment, still=lambda: parts[0].poll() is None)
    register(site.environment)
    starts: list[Callable[[], subprocess.Popen[bytes]]] = [
        site.server,
        *(partial(site.worker, pool) for pool in POOLS),
        site.watcher,
    ]
    parts += [start() for start in starts[1:]]
    print(f"The UI: {site.url}  (it asks for a password: {site.people})", flush=True)
    print(f"Put delivered files into {site.incoming}; Ctrl-C stops all.", flush=True)
    names = ["Prefect's server", *(f"The worker of '{pool}'" for pool in POOLS), "The watcher"]
    started = [time.monotonic()] * len(starts)
    while True:
        time.sleep(0.5)
        for at, part in enumerate(parts):
            if part.poll() is not None:
                _require_lived(names[at], time.monotonic() - started[at])
                print(f"{names[at]} ended: it is started again.", flush=True)
                parts[at], started[at] = starts[at](), time.monotonic()


def _require_lived(name: str, seconds: float) -> None:
    if seconds < SECONDS_TO_LIVE:
        raise NotStartedError(f"{name} ended after {seconds:.0f} s: its last words are above.")
