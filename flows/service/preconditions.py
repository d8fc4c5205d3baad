"""What every flow holds to before it does anything: this machine, and the agreement's window."""

from contextlib import suppress
from pathlib import Path

from prefect.artifacts import create_markdown_artifact
from prefect.runtime import flow_run

from flows.service.awaited import awaited
from flows.service.mail import send
from flows.service.settings import require_local_api
from flows.service.told import newly_told
from flows.service.writing import tell
from tasks.govern.access.admission import log_refusal, require_window
from tasks.govern.access.content import content_of
from tasks.govern.access.local import require_local, require_local_store
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.agreement import agreement_for, today
from tasks.govern.holdings import received
from tasks.govern.key import make_throw_away_key
from tasks.store.folders import DataFolder


def enter(data: str, *drops: str | None) -> DataFolder:
    """Return the data folder of a flow, made ready; ``drops`` are the folders it receives from.

    Raises:
        AccessRefusedError: a folder or Prefect's API is on another machine, or today lies outside
            the agreement.
    """
    folder = require_this_machine(Path(data), *(Path(path) for path in drops if path))
    make_throw_away_key(folder)
    require_window(folder, f"flow {flow_run.get_flow_name()}")
    warn_of_the_end(folder)
    return folder


def require_this_machine(data: Path, *drops: Path) -> DataFolder:
    """Return the data folder if it, the folders of drops and Prefect's API are on this machine.

    Raises:
        AccessRefusedError: one is not; the log in the data folder says so.
    """
    require_local_store(data)
    folder = DataFolder(data)
    folder.prepare()
    try:
        require_local_api()
        for path in drops:
            require_local(path)
    except AccessRefusedError as refused:
        log_refusal(folder, "this machine", refused)
        raise
    return folder


def outside_the_agreement(data: DataFolder) -> str | None:
    """Say why no run is made today, or nothing: files then wait where they are."""
    try:
        agreement_for(content_of(data)).require_open(today())
    except AccessRefusedError as refused:
        return str(refused)
    return None


def tell_of_overdue(data: DataFolder) -> None:
    """Say once of each extract that should have come: in the log, by mail and in the UI."""
    late = {
        f"Overdue: {one}. Ask the sender.": one
        for one in awaited(received(data).values())
        if one.is_overdue(today())
    }
    for text in newly_told(data, "overdue", late):
        tell(text)
        one = late[text]
        key = f"overdue-{one.source}-{one.dataset.replace(' ', '-')}".lower()
        create_markdown_artifact(text, key=key, description=f"Overdue: {one.month:%Y-%m}")
        send(f"Overdue: {one.dataset} of {one.source}, {one.month:%Y-%m}", text)


def warn_of_the_end(data: DataFolder) -> None:
    """Say that the agreement ends soon; mail it and show it in the UI once at 90, 30 and 0 days."""
    agreement = agreement_for(content_of(data))
    warning, reached = agreement.warning(today()), agreement.warned_at(today())
    if warning is None:
        return
    tell(f"Warning: {warning}")
    with suppress(FileExistsError):
        (data.access / f"warned-{agreement.ends}-{reached}").touch(exist_ok=False)
        create_markdown_artifact(warning, key="agreement", description="The agreement ends soon")
        send(f"Warning: agreement {agreement.reference} ends soon", warning)
