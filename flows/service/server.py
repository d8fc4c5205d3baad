"""Prefect's server with a content policy, and a gate before its API.

Pages of either version of the UI ask hosts outside (logos of blocks, for one), analytics or not.
The policy holds the browser to the host that served the page; Prefect has no setting for it, nor
for who may ask what: gate.py.
"""

import os
from collections.abc import Mapping

import uvicorn
from fastapi import FastAPI
from prefect.server.api.server import create_app
from prefect.settings import PREFECT_HOME, PREFECT_UI_STATIC_DIRECTORY, temporary_settings
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flows.service.database import let_sqlite_wait
from flows.service.deployments import NotStartedError
from flows.service.gate import Gate
from flows.service.settings import PEOPLE, SERVICES

POLICY = "; ".join(
    (
        "default-src 'self'",
        # The UI starts from a script in its page and compiles templates of forms.
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
# The parameters of deployments that name places, by the setting that deploy/prefect.yaml reads.
PLACES = {"data": "DATA_FOLDER", "drops": "INCOMING_FOLDER", "incoming": "INCOMING_FOLDER"}


class ContentPolicy:
    """Adds the policy to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the policy in the headers."""

        async def with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = POLICY
                headers["Referrer-Policy"] = "no-referrer"
            await send(message)

        await self.app(scope, receive, with_policy)


def server(environment: Mapping[str, str]) -> FastAPI:
    """Return Prefect's API and UI, and the services that run beside them, behind gate and policy.

    Prefect writes the UI's pages for its address: not beside its code, where a service may not.

    Raises:
        NotStartedError: the environment names no credentials, or one for services and people.
    """
    services, people = environment.get(SERVICES, ""), environment.get(PEOPLE, "")
    if not services or not people or services == people:
        raise NotStartedError(
            f"Set {SERVICES} and {PEOPLE} to two different secrets: with the first one runs what "
            "one likes as the service, so people have the second."
        )
    places = {
        name: environment[setting] for name, setting in PLACES.items() if environment.get(setting)
    }
    pages = {PREFECT_UI_STATIC_DIRECTORY: str(PREFECT_HOME.value() / "ui")}
    with temporary_settings(set_defaults=pages):
        app = create_app(final=True)
    app.add_middleware(Gate, services=services, people=people, places=places)
    app.add_middleware(ContentPolicy)
    return app


def serve(host: str, port: int) -> None:
    """Serve until stopped."""
    let_sqlite_wait()
    uvicorn.run(server(os.environ), host=host, port=port, log_level="warning")
