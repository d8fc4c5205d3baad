"""The receiving flow: the drops of a folder in, no release out."""

from prefect import flow

from flows.release import receive_all
from flows.service.mail import mail_end
from flows.service.preconditions import enter
from flows.service.writing import writing
from tasks.check.task import checks_shown
from tasks.receive.drop import DropReceipt


@flow(
    name="receive",
    flow_run_name="receive {drops}",
    persist_result=False,
    validate_parameters=False,
    on_failure=[mail_end],
    on_crashed=[mail_end],
)
def receive(drops: str, data: str) -> tuple[DropReceipt, ...]:
    """Receive every drop of a folder."""
    folder = enter(data, drops)
    with writing(folder), checks_shown(folder):
        return receive_all(drops, data)
