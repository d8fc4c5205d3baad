"""Many runs at once on SQLite: none of what they tell the server is lost to a locked database."""

import asyncio
from pathlib import Path
from uuid import UUID

import pytest
from prefect import flow
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.actions import LogCreate, WorkPoolCreate
from prefect.states import Completed, Pending, Running
from prefect.types._datetime import now

from flows.service.deployments import wait_for_api
from flows.service.serve import stop
from tests.live.conftest import new_site
from tests.live.live import Live
from tests.live.postgresql import DATABASE

pytestmark = pytest.mark.live
RUNS = 20


@flow
def told() -> None: ...


async def one_run(client: PrefectClient, deployment: UUID, number: int) -> None:
    """What a worker and a run of a delivered file tell the server."""
    await client.send_worker_heartbeat("writing", f"worker {number}", 30.0)
    run = await client.create_flow_run_from_deployment(deployment)
    for state in (Pending(), Running()):
        await client.set_flow_run_state(run.id, state, force=True)
    for step in range(5):
        lines = [
            LogCreate(
                name="run", level=20, message=f"step {step}", timestamp=now(), flow_run_id=run.id
            )
        ] * 5
        await client.create_logs(lines)
        await client.update_flow_run(run.id, name=f"receive {number} {step}")
        await client.send_worker_heartbeat("writing", f"worker {number}", 30.0)
    await client.set_flow_run_state(run.id, Completed(), force=True)


async def all_runs() -> int:
    async with get_client() as client:
        await client.create_work_pool(WorkPoolCreate(name="writing", type="process"))
        flow_id = await client.create_flow(told)
        deployment = await client.create_deployment(flow_id, "told")
        await asyncio.gather(*(one_run(client, deployment, one) for one in range(RUNS)))
        found = await client.read_flow_runs(limit=200)
    return sum(run.state is not None and run.state.is_completed() for run in found)


def test_twenty_runs_at_once_find_no_locked_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(DATABASE, raising=False)
    live = Live(new_site(tmp_path))
    server = live.site.server()
    try:
        wait_for_api(live.site.environment)
        with live.settings():
            done = asyncio.run(all_runs())
    finally:
        stop([server])

    assert done == RUNS
    assert "database is locked" not in capfd.readouterr().err
