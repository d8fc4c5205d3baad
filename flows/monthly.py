"""The monthly flow: drops in, a release out."""

from prefect import flow
from prefect.runtime import flow_run

from flows.release import publish_decided, receive_all, release_month
from flows.service.mail import mail_end
from flows.service.monthly_receipt import MonthlyReceipt
from flows.service.preconditions import enter
from flows.service.writing import writing
from tasks.check.task import checks_shown
from tasks.conform.months import LATEST


def _run_name() -> str:
    given = flow_run.get_parameters()
    drops = given.get("drops")
    return f"release {given['month']}" + (f" from {drops}" if drops else "")


@flow(
    name="monthly",
    flow_run_name=_run_name,
    persist_result=False,
    validate_parameters=False,
    on_failure=[mail_end],
    on_crashed=[mail_end],
)
def monthly(
    drops: str | None,
    data: str,
    month: str = LATEST,
    as_of: str | None = None,
    owner: str | None = None,
) -> MonthlyReceipt | None:
    """Receive every drop of a folder, if one is named, and release a month: 'YYYY-MM', or 'latest'.

    ``as_of``: use only what was known then, a date (its end) or a time.
    ``owner`` is the account of the person accountable for the run, who does not sign it off. None
    is returned by a run that was suspended for that.
    """
    folder = enter(data, drops)
    with writing(folder), checks_shown(folder):
        if publish_decided(data, owner):
            return None
        received = receive_all(drops, data) if drops else ()
        return MonthlyReceipt(received, *release_month(data, month, as_of, owner))
