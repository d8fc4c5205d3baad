"""Mails about failures, warnings and what is to be decided, by the site's own SMTP server.

Sent if ``MAIL_SERVER`` (host:port) is set, from ``MAIL_FROM`` to ``MAIL_TO`` (with commas).
"""

import os
import smtplib
import sys
from email.message import EmailMessage
from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import FlowRun, State

from tasks.check import CheckReceipt
from tasks.govern.shown import shown

SERVER, SENDER, RECEIVERS = "MAIL_SERVER", "MAIL_FROM", "MAIL_TO"
SECONDS = 20


def send(subject: str, text: str) -> None:
    """Send a mail; a mail server that fails is said on the terminal and fails no run."""
    server = os.environ.get(SERVER)
    if not server:
        return
    mail = EmailMessage()
    mail["Subject"] = f"[Serious violence admissions] {shown(' '.join(subject.split()))}"
    mail["From"], mail["To"] = os.environ[SENDER], os.environ[RECEIVERS]
    mail.set_content(shown(text))
    host, _, port = server.partition(":")
    try:
        with smtplib.SMTP(host, int(port or 25), timeout=SECONDS) as connection:
            connection.ehlo()
            # If offered, with any certificate: a mail holds no counts, and one not sent is worse.
            if connection.has_extn("starttls"):
                connection.starttls()
            connection.send_message(mail)
    except (OSError, smtplib.SMTPException) as error:
        print(f"The mail '{shown(subject)}' was not sent: {type(error).__name__}", file=sys.stderr)


def mail_end(flow: Flow[Any, Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Mail that a run failed, was refused or rejected, or crashed: a hook of every flow."""
    send(f"{state.name}: {flow_run.name}", told(flow_run, state))


def mail_warnings(release: str, gates: tuple[CheckReceipt, ...]) -> None:
    """Mail what the checks of a release that stands warn of, if they do."""
    warned = [str(outcome) for gate in gates for outcome in gate.warned]
    if warned:
        send(f"Warning: {release}", "\n".join([f"{release} stands, with warnings:", *warned]))


def told(flow_run: FlowRun, state: State[Any]) -> str:
    """Return what the mail says of a run: its name, state, message and number."""
    return (
        f"{flow_run.name}\n{state.name}: {state.message}\n\n"
        f"Run {flow_run.id} in the UI. What to do: docs/how-to/when-something-is-wrong.md.\n"
    )
