"""The scheduler is no shell: neither to who may use its UI, nor to a run that got past that."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from flows.service.deployments import register
from tests.live.conftest import new_site
from tests.live.live import Live, wait_until

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server, and the one worker that these runs need."""
    running = Live(new_site(tmp_path_factory.mktemp("site")))
    try:
        running.start("server")
        register(running.site.environment)
        running.start("watching")
        yield running
    finally:
        running.stop_all()


@pytest.fixture
def person(live: Live) -> httpx.Client:
    return client_of(live, live.site.people)


def client_of(live: Live, credential: str) -> httpx.Client:
    """The API as a browser asks it: with a credential, and the token that it wants."""
    user, _, password = credential.partition(":")
    client = httpx.Client(base_url=f"{live.site.url}/api/", auth=(user, password), timeout=30)
    token = client.get("csrf-token", params={"client": user}).raise_for_status().json()["token"]
    client.headers.update({"Prefect-Csrf-Token": token, "Prefect-Csrf-Client": user})
    return client


def deployment(live: Live, name: str) -> UUID:
    with live.client() as client:
        return client.read_deployment_by_name(name).id


def variables(mark: Path) -> dict[str, Any]:
    """What would have a worker run something else: a command; a module that Python loads first."""
    folder = mark.parent
    (folder / "sitecustomize.py").write_text(f"open({str(mark)!r}, 'w')")
    return {
        "command": f"touch {mark}",
        "env": {"PYTHONPATH": str(folder)},
        "env.PYTHONPATH": str(folder),
        "working_dir": str(folder),
    }


def test_people_start_nothing_but_what_is_deployed(
    live: Live, person: httpx.Client, tmp_path: Path
) -> None:
    ours = deployment(live, "reconcile/reconcile")
    start = f"deployments/{ours}/create_flow_run"
    with live.client() as client:
        flow = client.read_flow_by_name("reconcile")
    attacks: list[tuple[str, str, dict[str, Any]]] = [
        ("POST", start, {"job_variables": variables(tmp_path / "ran")}),
        ("POST", start, {"enforce_parameter_schema": False, "parameters": {"data": 1}}),
        ("POST", start, {"parameters": {"data": str(tmp_path)}}),
        ("POST", "flow_runs/", {"flow_id": str(flow.id), "work_pool_name": "writing"}),
        ("POST", "deployments/", {"name": "mine", "flow_id": str(flow.id)}),
        ("PATCH", f"deployments/{ours}", {"job_variables": {"command": "id"}}),
        ("POST", "work_pools/", {"name": "mine", "type": "process"}),
        ("PATCH", "work_pools/writing", {"base_job_template": {}}),
        ("POST", "automations/", {"name": "mine"}),
        ("POST", "block_documents/", {}),
        ("POST", "variables/", {"name": "mine", "value": "1"}),
    ]
    for method, path, body in attacks:
        answered = person.request(method, path, json=body)
        assert answered.status_code == 403, (path, body, answered.text)
        assert "people" in answered.text

    run = person.post(start, json={"parameters": {"data": str(live.site.data)}}).json()
    wait_until(lambda: ended(live, run["id"]), 60)
    assert not (tmp_path / "ran").exists()


def test_of_a_run_that_got_past_it_the_worker_runs_the_one_command(
    live: Live, tmp_path: Path
) -> None:
    """With the services' own credential, by the call for runs that asks no template."""
    mark = tmp_path / "ran"
    ours = deployment(live, "reconcile/reconcile")
    service = client_of(live, live.site.credential)
    flow = service.get(f"deployments/{ours}").json()["flow_id"]
    forged = variables(mark)
    run = {
        "flow_id": flow,
        "deployment_id": str(ours),
        "work_pool_name": "watching",
        "parameters": {"data": str(live.site.data), "incoming": str(tmp_path)},
        "job_variables": forged,
        "state": {"type": "SCHEDULED"},
    }
    made = service.post("flow_runs/", json=run).raise_for_status().json()["id"]
    wait_until(lambda: mark.exists() or ended(live, made), 60)
    assert not mark.exists()
    for name in forged:
        refused = service.post(
            f"deployments/{ours}/create_flow_run", json={"job_variables": {name: forged[name]}}
        )
        assert refused.status_code == 422, refused.text


def ended(live: Live, run: str) -> bool:
    with live.client() as client:
        state = client.read_flow_run(UUID(run)).state
    return state is not None and state.is_final()


def test_people_cancel_a_run(live: Live, person: httpx.Client) -> None:
    later = {"state": {"type": "SCHEDULED", "state_details": {"scheduled_time": "2099-01-01"}}}
    start = f"deployments/{deployment(live, 'monthly/monthly')}/create_flow_run"
    run = person.post(start, json=later).json()["id"]
    for state in ({"type": "COMPLETED"}, {"type": "SCHEDULED", "name": "Resuming"}):
        assert person.post(f"flow_runs/{run}/set_state", json={"state": state}).status_code == 403

    stop = {"state": {"type": "CANCELLING", "name": "Cancelling"}, "force": True}
    assert person.post(f"flow_runs/{run}/set_state", json=stop).is_success
    assert person.get(f"flow_runs/{run}").json()["state"]["type"] in ("CANCELLING", "CANCELLED")
