"""Sign-off: the run suspends without process or slot and goes on as a person decides."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from prefect.client.schemas.objects import FlowRun
from prefect.flow_runs import resume_flow_run

from flows.__main__ import main
from tasks.govern.access.log import ASKED, DECIDED, NOT_DECIDED, SIGNED, TIMED_OUT, lines
from tasks.govern.decisions import undecided
from tasks.govern.people_keys import throw_away_key
from tests.live.conftest import Correction, new_site, served
from tests.live.live import Live, wait_until
from tests.signing import signed_by

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory, scratch: Path) -> Iterator[Live]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGN_OFF", "required")
        patch.setenv("SIGN_OFF_HOURS", str(float(os.environ.get("LIVE_SECONDS", "40")) / 3600))
        yield from served(new_site(tmp_path_factory.mktemp("signed")), scratch)


def asked(live: Live, path: Path) -> FlowRun:
    (run,) = wait_until(
        lambda: [run for run in live.runs(path) if run.state.name == "Suspended"], 90
    )
    return run


def decide(live: Live, release: str, account: str, *words: str, note: str) -> int:
    """Sign as a person does; the run is let go on by itself."""
    by = ["--key", str(throw_away_key(live.data, account)), "--note", note, "--yes"]
    return main(["sign", release, *words, *by, "--data", str(live.data.root)])


def log(live: Live) -> list[tuple[str, str, str]]:
    found = lines(live.data, ASKED, SIGNED, DECIDED, NOT_DECIDED, TIMED_OUT)
    return [(line["what"], line["event"], line["told"]) for line in found]


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
    assert decide(live, "2012-04/r1", "reviewer", note="agrees with what the forces say") == 0

    assert live.one_success(path).id == run.id
    # What was shown is what went out, not what has come since.
    assert releases(live) == ["r1"]
    assert decide(live, "2012-04/r2", "reviewer", "--reject", note="wait for Wales") == 0
    wait_until(lambda: [one for one in live.runs(second) if one.state.name == "Rejected"], 60)
    assert other.state.name == "Suspended"
    assert releases(live) == ["r1"]
    assert [(what, event) for what, event, _ in log(live)] == [
        ("2012-04/r1", ASKED),
        ("2012-04/r2", ASKED),
        ("2012-04/r1", SIGNED),
        ("2012-04/r1", DECIDED),
        ("2012-04/r2", SIGNED),
        ("2012-04/r2", DECIDED),
    ]
    assert log(live)[-1][2] == "2012-04/r2 was rejected by reviewer: wait for Wales"


def test_who_resumes_it_decides_nothing_and_timeouts_reject(
    live: Live, correction: Correction
) -> None:
    path = correction()
    live.drop(path)
    run = asked(live, path)
    before = len(log(live))
    (question,) = undecided(live.data)
    # The run's owner, somebody who has left, and another in the reviewer's name.
    for account, key in (("owner", "owner"), ("leaver", "leaver"), ("reviewer", "owner")):
        signed_by(live.data, question, account, key=throw_away_key(live.data, key))
    with live.settings():
        resume_flow_run(run.id)
    wait_until(lambda: log(live)[-1][1] == NOT_DECIDED, 60)
    for told in ("'owner' owns the run", "'leaver' does not hold", "'reviewer' did not sign"):
        assert told in log(live)[-1][2]
    wait_until(lambda: [one for one in live.runs(path) if one.state.name == "Rejected"], 120)
    time.sleep(3)

    (run,) = live.runs(path)
    assert "nobody decided" in run.state.message
    events = [event for _, event, _ in log(live)][before:]
    assert events == [SIGNED, SIGNED, SIGNED, NOT_DECIDED, TIMED_OUT]
    assert releases(live) == ["r1"]
