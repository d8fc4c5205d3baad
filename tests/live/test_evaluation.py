"""The evaluation flow from its deployment: the run suspends until a second person has approved."""

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from prefect.client.schemas.objects import FlowRun
from prefect.deployments import run_deployment
from prefect.flow_runs import resume_flow_run

from flows.__main__ import main
from tasks.govern.access.log import DECIDED, NOT_DECIDED, lines
from tasks.govern.people_keys import throw_away_key
from tasks.hand_over.transfer_log import entries, packages, state_of
from tasks.hand_over.unpack import receive
from tests.live.conftest import Correction, new_site, served
from tests.live.live import Live, wait_until

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory, scratch: Path) -> Iterator[Live]:
    yield from served(new_site(tmp_path_factory.mktemp("evaluated")), scratch)


def started(live: Live) -> UUID:
    with live.settings():
        run = run_deployment("evaluation/evaluation", timeout=0, as_subflow=False)
    return run.id


def run_of(live: Live, number: UUID) -> FlowRun:
    (run,) = (run for run in live.runs(flow="evaluation") if run.id == number)
    return run


def in_state(live: Live, number: UUID, name: str, seconds: float = 120) -> FlowRun:
    def there() -> FlowRun | None:
        run = run_of(live, number)
        assert run.state.name == name or not run.state.is_final(), run.state
        return run if run.state.name == name else None

    return wait_until(there, seconds)


def decide(live: Live, account: str, *words: str) -> int:
    (package,) = packages(live.data)
    by = ["--key", str(throw_away_key(live.data, account)), "--note", "compared the fingerprint"]
    return main(["sign", package, *words, *by, "--yes", "--data", str(live.data.root)])


def decisions(live: Live) -> list[str]:
    return [line["event"] for line in lines(live.data, NOT_DECIDED, DECIDED)]


def test_a_second_person_approves_and_the_receiver_opens_it(
    live: Live, correction: Correction, tmp_path: Path
) -> None:
    path = correction()
    live.drop(path)
    live.one_success(path)
    number = started(live)
    in_state(live, number, "Suspended")
    (package,) = packages(live.data)

    # It waits: no process, no plaintext, nothing in the transfer folder.
    wait_until(lambda: not list(live.data.running.glob(f"{number}*")), 30)
    assert not list(live.data.hand_over.glob("work-*"))
    assert not live.data.transfer.exists()
    assert state_of(live.data, package) == "prepared"

    assert decide(live, "owner") == 1
    with live.settings():
        resume_flow_run(number)
    wait_until(lambda: decisions(live) == [NOT_DECIDED], 90)
    in_state(live, number, "Suspended")
    assert state_of(live.data, package) == "prepared"

    assert decide(live, "reviewer") == 0
    run = in_state(live, number, "Sent")
    assert package in run.state.message
    assert [entry.event for entry in entries(live.data)] == ["prepared", "approved", "sent"]
    assert {entry.run for entry in entries(live.data)} == {str(number)}

    keys = live.data.throw_away_hand_over_keys
    file = live.data.transfer / package / f"{package}.tar.age"
    receipt = receive(file, keys / "recipient.key", keys / "allowed_signers", tmp_path / "got")
    assert receipt.rows["treatment"] == 20

    again = started(live)
    assert "Nothing new" in in_state(live, again, "Sent").state.message


def test_a_rejected_package_is_not_sent(live: Live, tmp_path: Path) -> None:
    # What was destroyed may be made again: the same counts in a new package.
    (package,) = packages(live.data)
    certificate = {
        "package": package,
        "package_sha256": entries(live.data, package)[0].package_sha256,
        "destroyed_on": "2024-06-01",
        "destroyed_by": "R. Receiver",
        "how": "wiped",
    }
    path = tmp_path / "certificate.json"
    path.write_text(json.dumps(certificate))
    words = [
        "hand-over",
        "destroyed",
        str(path),
        "--data",
        str(live.data.root),
    ]
    assert main(words) == 0

    number = started(live)
    in_state(live, number, "Suspended")
    assert decide(live, "reviewer", "--reject") == 0
    run = in_state(live, number, "Rejected")

    assert "compared the fingerprint" in run.state.message
    assert state_of(live.data, package) == "rejected"
    assert not list(live.data.transfer.iterdir())
    assert not list(live.data.hand_over.iterdir())
