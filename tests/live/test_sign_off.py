"""Sign-off: the run suspends without process or slot and goes on as a person decides."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from prefect.client.schemas.objects import FlowRun
from prefect.flow_runs import resume_flow_run

from tests.live.conftest import Correction, new_site, served
from tests.live.live import Live, wait_until

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory, scratch: Path) -> Iterator[Live]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGN_OFF", "required")
        patch.setenv("SIGN_OFF_HOURS", str(40 / 3600))
        yield from served(new_site(tmp_path_factory.mktemp("signed")), scratch)


def asked(live: Live, path: Path) -> FlowRun:
    (run,) = wait_until(
        lambda: [run for run in live.runs(path) if run.state.name == "Suspended"], 90
    )
    return run


def decide(live: Live, run: FlowRun, account: str, decision: str, note: str = "seen") -> None:
    answer = {"account": account, "decision": decision, "note": note}
    with live.settings():
        resume_flow_run(UUID(str(run.id)), run_input=answer)


def log(live: Live) -> list[dict[str, str]]:
    return [json.loads(line) for line in live.data.sign_off_log.read_text().splitlines()]


def releases(live: Live) -> list[str]:
    return sorted(path.name for path in (live.data.releases / "2012-04").glob("r*"))


def test_another_registered_person_approves(live: Live, correction: Correction) -> None:
    path = correction()
    live.drop(path)
    run = asked(live, path)
    wait_until(lambda: not list(live.data.running.glob(f"{run.id}*")), 30)
    assert releases(live) == []
    with live.client() as client:
        assert client.read_work_pool("writing").status.value == "READY"

    # A file that comes meanwhile is received: the slot is free. It asks about a release of its own.
    second = correction()
    live.drop(second)
    other = asked(live, second)
    decide(live, run, "reviewer", "approve", "agrees with what the forces say")

    assert live.one_success(path).id == run.id
    # What was shown is what went out, not what has come since.
    assert releases(live) == ["r1"]
    decide(live, other, "reviewer", "reject", "wait for Wales")
    wait_until(lambda: [one for one in live.runs(second) if one.state.name == "Rejected"], 60)
    assert releases(live) == ["r1"]
    events = [(entry["release"], entry["event"], entry["account"]) for entry in log(live)]
    assert events == [
        ("2012-04/r1", "asked", ""),
        ("2012-04/r2", "asked", ""),
        ("2012-04/r1", "approved", "reviewer"),
        ("2012-04/r2", "rejected", "reviewer"),
    ]
    assert log(live)[-1]["note"] == "wait for Wales"


def test_owner_leaver_and_stranger_do_not_and_timeouts_reject(
    live: Live, correction: Correction
) -> None:
    path = correction()
    live.drop(path)
    before = len(log(live))
    for turn, account in enumerate(("owner", "leaver", "stranger"), start=1):
        run = asked(live, path)
        decide(live, run, account, "approve")
        wait_until(lambda turn=turn: len(log(live)) == before + 1 + turn, 60)
    wait_until(lambda: [one for one in live.runs(path) if one.state.name == "Rejected"], 120)
    time.sleep(3)

    (run,) = live.runs(path)
    assert "nobody decided" in run.state.message
    assert [entry["event"] for entry in log(live)][before:] == [
        "asked",
        "not entitled",
        "not entitled",
        "not entitled",
        "timed out",
    ]
    assert releases(live) == ["r1"]
