"""The pictures of the documentation, from a real run: `make pictures`.

The demonstration's newest files arrive; their release waits for sign-off and is approved.
"""

import os
import sys
import tempfile
from pathlib import Path

from prefect.client.schemas.objects import FlowRun

from tasks.govern.decisions import undecided
from tasks.synthesise.demonstration import write_demonstration
from tests.live.browser import Browser, browser
from tests.live.conftest import new_site
from tests.live.live import Live, wait_until
from tests.signing import signed_by

IMAGES = Path(__file__).parents[2] / "docs" / "pictures" / "operating"
NEWEST = "HES_2023-24_M10"


def main() -> None:
    os.environ["SIGN_OFF"] = "required"
    with tempfile.TemporaryDirectory() as folder:
        drops = write_demonstration(Path(folder) / "drops")
        live = Live(new_site(Path(folder) / "site"))
        try:
            live.start_all()
            picture(live, sorted(path for path in drops if NEWEST in path.name))
        finally:
            live.stop_all()


def picture(live: Live, files: list[Path]) -> None:
    first, last = files
    live.drop(first)
    live.one_success(first)
    live.drop(last)
    (run,) = wait_until(lambda: suspended(live, last), 120)
    with browser(live.site.url, live.site.people) as opened:
        (question,) = undecided(live.data)
        signed_by(live.data, question, "reviewer", why="as expected")
        live.one_success(last)
        opened.open(f"/runs/flow-run/{run.id}")
        opened.page.wait_for_timeout(6000)
        save(opened, "flow-graph")
        with live.client() as client:
            found = client.read_artifacts()
        shown = {str(one.key): one.id for one in found if one.flow_run_id == run.id}
        opened.open(f"/artifacts/artifact/{shown['sign-off']}")
        save(opened, "artifact")


def suspended(live: Live, path: Path) -> list[FlowRun]:
    return [run for run in live.runs(path) if run.state.name == "Suspended"]


def save(opened: Browser, name: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    opened.page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
