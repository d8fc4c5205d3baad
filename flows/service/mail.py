"""Mails about failures, warnings and what is to be decided, by the site's own SMTP server.

Sent if ``MAIL_SERVER`` (host, host:port or [address]:port) is set, from ``MAIL_FROM`` to
``MAIL_TO`` (with commas).
"""

import os
import smtplib
import sys
from contextlib import suppress
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Any
from urllib.parse import urlsplit

import httpx
from prefect import Flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun, State
from prefect.exceptions import PrefectException
from prefect.utilities.urls import url_for

from flows.service.run_end import with_what_to_do
from tasks.check import CheckReceipt
from tasks.govern.shown import shown

SERVER, SENDER, RECEIVERS = "MAIL_SERVER", "MAIL_FROM", "MAIL_TO"
SECONDS = 20


def send(subject: str, text: str) -> None:
    """Send a mail; one that cannot be sent is said on the terminal and fails no run."""
    server = os.environ.get(SERVER)
    if not server:
        return
    try:
        mail = _mail(subject, text)
        host, port = _address(server)
        with smtplib.SMTP(host, port, timeout=SECONDS) as connection:
            connection.ehlo()
            # If offered, with any certificate: a mail holds no counts, and one not sent is worse.
            if connection.has_extn("starttls"):
                connection.starttls()
            connection.send_message(mail)
    except KeyError as unset:
        _not_sent(subject, f"{unset.args[0]} is not set")
    except ValueError:
        _not_sent(subject, f"{SERVER}, {SENDER} or {RECEIVERS} is none: see docs/how-to/install.md")
    except (OSError, smtplib.SMTPException) as error:
        _not_sent(subject, type(error).__name__)


def _mail(subject: str, text: str) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = f"[Serious violence admissions] {shown(' '.join(subject.split()))}"
    mail["From"], mail["To"] = os.environ[SENDER], os.environ[RECEIVERS]
    mail["Date"] = formatdate()
    mail["Message-ID"] = make_msgid(domain=os.environ[SENDER].rpartition("@")[2] or None)
    mail.set_content(shown(text))
    return mail


def _address(server: str) -> tuple[str, int]:
    """Return host and port of 'host', 'host:port', '[::1]:port', '[::1]' or '::1'."""
    if server.count(":") > 1 and not server.startswith("["):
        return server, smtplib.SMTP_PORT
    named = urlsplit(f"//{server}")
    if not named.hostname:
        raise ValueError
    return named.hostname, named.port or smtplib.SMTP_PORT


def _not_sent(subject: str, why: str) -> None:
    print(f"The mail '{shown(subject)}' was not sent: {why}", file=sys.stderr)


def mail_end(flow: Flow[Any, Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Mail that a run failed, was refused or rejected, or crashed: a hook of every flow."""
    run = _as_it_is_now(flow_run)
    send(f"{state.name}: {run.name}", told(run, state))


def mail_warnings(release: str, gates: tuple[CheckReceipt, ...]) -> None:
    """Mail what the checks of a release that stands warn of, if they do."""
    warned = [str(outcome) for gate in gates for outcome in gate.warned]
    if warned:
        send(f"Warning: {release}", "\n".join([f"{release} stands, with warnings:", *warned]))


def told(flow_run: FlowRun, state: State[Any]) -> str:
    """Return what the mail says of a run: its name, state, what to do, its number and address."""
    return (
        f"{flow_run.name}\n{state.name}: {with_what_to_do(flow_run, state)}\n\n"
        f"Run {flow_run.id}: {run_link(flow_run)}\n"
        "More: docs/how-to/when-something-is-wrong.md.\n"
    )


def run_link(flow_run: FlowRun) -> str:
    """Return the address of a run in the UI, where there is one."""
    return url_for("flow-run", obj_id=flow_run.id) or "in the UI"


def _as_it_is_now(flow_run: FlowRun) -> FlowRun:
    """Read a run again: it was named anew since it began."""
    with suppress(httpx.HTTPError, PrefectException), get_client(sync_client=True) as client:
        return client.read_flow_run(flow_run.id)
    return flow_run
