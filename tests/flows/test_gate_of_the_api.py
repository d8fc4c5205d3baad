"""What people may ask of Prefect's API: a list; whatever else they ask ends before it."""

import base64
import json
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from flows.service.deployments import NotStartedError, job_template
from flows.service.gate import Gate
from flows.service.server import server

SERVICES, PEOPLE = "services:one", "team:two"
RUN = "0f8fad5b-d9cb-469f-a165-70867728950e"
START = f"/api/deployments/{RUN}/create_flow_run"


async def prefect(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the credential and the body that it had."""
    body = (await receive()).get("body", b"")
    had = dict(scope["headers"]).get(b"authorization", b"")
    await send({"type": "http.response.start", "status": 200, "headers": [(b"had", had)]})
    await send({"type": "http.response.body", "body": body})


GATE = TestClient(Gate(prefect, SERVICES, PEOPLE, {"data": "/data", "drops": "/incoming"}))


def asked(method: str, path: str, body: Any = None, who: str = PEOPLE) -> int:
    """Ask, and return the status; what goes on has the services' credential and the same body."""
    user, _, password = who.partition(":")
    answered = GATE.request(method, path, json=body, auth=(user, password))
    if answered.status_code == 200:
        services = base64.b64encode(SERVICES.encode()).decode()
        assert answered.headers["had"] == f"Basic {services}"
        assert method != "POST" or answered.json() == body
    return answered.status_code


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/", None),
        ("GET", "/assets/index.js", None),
        ("GET", "/api/csrf-token", None),
        ("GET", f"/api/flow_runs/{RUN}", None),
        ("POST", "/api/flow_runs/filter", {"limit": 3}),
        ("POST", "/api/ui/flow_runs/history", {}),
        ("POST", f"/api/flow_runs/{RUN}/resume", {"run_input": {"decision": "approve"}}),
        ("POST", f"/api/flow_runs/{RUN}/set_state", {"state": {"type": "CANCELLING"}}),
        ("POST", START, {}),
        ("POST", START, {"state": {"type": "SCHEDULED", "message": "by hand"}, "name": "a"}),
        ("POST", START, {"parameters": {"month": "2024-01", "data": "/data", "as_of": None}}),
        ("POST", START, {"job_variables": {}, "enforce_parameter_schema": True}),
    ],
)
def test_what_people_need_goes_on(method: str, path: str, body: Any) -> None:
    assert asked(method, path, body) == 200


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        *(
            (method, f"/api/{path}", {})
            for method, path in (
                ("GET", "block_documents/" + RUN),
                ("GET", "variables/name/a"),
                ("GET", "automations/" + RUN),
                ("PATCH", "work_pools/writing"),
                ("PATCH", f"deployments/{RUN}"),
                ("PATCH", f"flow_runs/{RUN}"),
                ("PUT", "admin/storage"),
                ("DELETE", f"flow_runs/{RUN}"),
                ("POST", "deployments/"),
                ("POST", "flow_runs/"),
                ("POST", "work_pools/"),
                ("POST", "block_documents/filter"),
                ("POST", "variables/"),
                ("POST", "automations/"),
                ("POST", "events"),
                ("POST", "logs/"),
                ("POST", f"flow_runs/{RUN}/input"),
                ("POST", "flow_runs/bulk_set_state"),
                ("POST", f"deployments/{RUN}/create_flow_run/bulk"),
                ("POST", "work_pools/writing/get_scheduled_flow_runs"),
                ("POST", f"flow_runs/filter/{RUN}"),
            )
        ),
        ("POST", START, {"job_variables": {"command": "id"}}),
        ("POST", START, {"enforce_parameter_schema": False}),
        ("POST", START, {"enforce_parameter_schema": 0}),
        ("POST", START, {"parameters": {"data": "/elsewhere"}}),
        ("POST", START, {"parameters": {"drops": "/etc"}}),
        ("POST", START, {"parameters": {"scheduler": "tcp://elsewhere:8786"}}),
        ("POST", START, {"parameters": {"owner": "another"}}),
        ("POST", START, {"parameters": {"month": {"__prefect_kind": "jinja", "template": "a"}}}),
        ("POST", START, {"idempotency_key": "a file's"}),
        ("POST", START, {"work_queue_name": "mine"}),
        ("POST", START, {"state": {"type": "SCHEDULED", "name": "Resuming"}}),
        ("POST", START, {"state": {"type": "RUNNING"}}),
        ("POST", START, {"state": {"type": ["SCHEDULED"]}}),
        ("POST", START, [1]),
        ("POST", f"/api/flow_runs/{RUN}/set_state", {"state": {"type": "COMPLETED"}}),
        ("POST", f"/api/flow_runs/{RUN}/set_state", {"state": {}}),
        ("POST", f"/api/flow_runs/{RUN}/resume", {"run_input": {}, "more": 1}),
        ("POST", "/api/flow_runs/filter", {"a": "b" * 1_000_001}),
    ],
)
def test_whatever_else_ends_here_and_the_services_may(method: str, path: str, body: Any) -> None:
    assert asked(method, path, body) == 403
    assert asked(method, path, body, who=SERVICES) == 200


def test_people_are_told_no_setting_of_the_server() -> None:
    """Refused them, the UI's page of deployments freezes: tests/live/test_ui.py opens it."""
    answered = GATE.get("/api/admin/settings", auth=("team", "two"))
    assert (answered.status_code, answered.json()) == (200, {})
    assert asked("GET", "/api/admin/settings", who=SERVICES) == 200


@pytest.mark.parametrize(
    "body",
    [
        b'{"job_variables": {"command": "id"}, "job_variables": {}}',
        b"[" * 100_000,
        b"\xff{",
        b"{",
    ],
)
def test_a_body_that_two_readers_might_read_differently_ends_here(body: bytes) -> None:
    assert GATE.post(START, content=body, auth=("team", "two")).status_code == 403


def test_another_credential_is_prefects_to_refuse() -> None:
    sent = base64.b64encode(b"team:three").decode()
    assert GATE.get("/api/health", auth=("team", "three")).headers["had"] == f"Basic {sent}"
    answered = GATE.post(START, headers={"Authorization": "Basic ="})
    assert (answered.status_code, answered.headers["had"]) == (200, "Basic =")


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"PREFECT_SERVER_API_AUTH_STRING": "a:b"},
        {"PREFECT_SERVER_API_AUTH_STRING": "a:b", "PEOPLE_AUTH_STRING": "a:b"},
    ],
)
def test_no_server_without_two_credentials(environment: dict[str, str]) -> None:
    with pytest.raises(NotStartedError, match="two different secrets"):
        server(environment)


def test_a_pool_has_no_variable_and_no_environment_to_merge_with() -> None:
    template = job_template("/opt/here")

    assert template["variables"] == {
        "type": "object",
        "properties": {},
        "additionalProperties": False,
    }
    assert "env" not in template["job_configuration"]
    assert "{{" not in json.dumps(template)
