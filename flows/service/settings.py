"""Prefect's settings for every flow: local, silent towards the outside, no results kept."""

import os
from ipaddress import ip_address
from urllib.parse import urlsplit

from tasks.govern.access.refused import AccessRefusedError

# Set before prefect is imported; a value that is already in the environment stays.
SETTINGS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    # The embedded server starts in 5 to 16 seconds, more on a busy machine.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}
# Besides, for the process that serves Prefect's API and UI (flows/service/server.py adds what
# no setting does).
SERVER = {
    "PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED": "true",
    "PREFECT_SERVER_UI_V2_ENABLED": "false",
    # Seconds that a write waits for another one; ten were too few on a busy machine with SQLite.
    "PREFECT_SERVER_DATABASE_TIMEOUT": "60",
}
# Besides, for the processes that run flows: what a run says is kept in its log.
WORKER = {
    "PREFECT_LOGGING_LEVEL": "INFO",
    "PREFECT_WORKER_QUERY_SECONDS": "1",
}
API = "PREFECT_API_URL"
# The two credentials of Prefect's API, each "user:password": flows/service/gate.py.
SERVICES = "PREFECT_SERVER_API_AUTH_STRING"
PEOPLE = "PEOPLE_AUTH_STRING"


class RemoteApiError(AccessRefusedError):
    """Prefect's API stands on another machine: nothing may run there."""


def apply() -> None:
    """Put the settings into the environment."""
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)


def require_local_api() -> None:
    """Pass if Prefect's API is on this machine, or none is named and it starts its own.

    Raises:
        RemoteApiError: ``PREFECT_API_URL`` or Prefect's profile names another host.
    """
    from prefect.settings import PREFECT_API_URL

    # A login to Prefect Cloud writes a profile, not the environment.
    for url in (os.environ.get(API), PREFECT_API_URL.value()):
        host = urlsplit(url or "").hostname
        if host and not _is_this_machine(host):
            raise RemoteApiError(
                f"{API} names the host {host}: runs are kept on this machine only. Unset it (and "
                "'prefect config unset' it in the profile), or name a server on 127.0.0.1."
            )


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
