"""Mails go to the site's own server, and none of them fails a run."""

import re
import socket
from collections.abc import Iterator
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from prefect import flow
from prefect.settings import PREFECT_UI_URL, temporary_settings
from prefect.states import Failed

from flows.service.mail import _address, mail_end, send
from flows.service.writing import name_run


class Inbox(MessageHandler):
    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Message] = []

    def handle_message(self, message: Message) -> None:
        self.mails.append(message)


@pytest.fixture
def inbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Inbox]:
    inbox = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(inbox, hostname="127.0.0.1", port=port)
    server.start()
    monkeypatch.setenv("MAIL_SERVER", f"127.0.0.1:{port}")
    monkeypatch.setenv("MAIL_FROM", "pipeline@home.example")
    monkeypatch.setenv("MAIL_TO", "one@home.example, two@home.example")
    yield inbox
    server.stop()


def test_a_mail(inbox: Inbox) -> None:
    send("Refused:\nreceive a.xlsx", "Sheet 'T1': row 3.")

    (mail,) = inbox.mails
    assert mail["Subject"] == "[Serious violence admissions] Refused: receive a.xlsx"
    assert mail["X-RcptTo"] == "one@home.example, two@home.example"
    assert mail.get_payload().strip() == "Sheet 'T1': row 3."
    assert mail["Date"].endswith("-0000")
    assert mail["Message-ID"].endswith("@home.example>")


def test_a_run_that_is_refused_is_mailed(inbox: Inbox) -> None:
    @flow(name="a flow of the test", on_failure=[mail_end], flow_run_name="receive a.xlsx")
    def refused() -> object:
        name_run("refuse a.xlsx")
        return Failed(name="Refused", message="a.xlsx was refused: no Cover.")

    with temporary_settings({PREFECT_UI_URL: "https://ui.example"}):
        refused(return_state=True)

    (mail,) = inbox.mails
    assert "Refused: refuse a.xlsx" in mail["Subject"]
    told = mail.get_payload(decode=True).decode()
    assert "Refused: a.xlsx was refused: no Cover. When the reason is gone, start it again" in told
    assert re.search(r"Run (\S{36}): https://ui\.example/runs/flow-run/\1\s", told)


@pytest.mark.parametrize(
    ("server", "address"),
    [
        ("mail.example", ("mail.example", 25)),
        ("mail.example:2525", ("mail.example", 2525)),
        ("192.0.2.25:25", ("192.0.2.25", 25)),
        ("[2001:db8::25]:2525", ("2001:db8::25", 2525)),
        ("[2001:db8::25]", ("2001:db8::25", 25)),
        ("2001:db8::25", ("2001:db8::25", 25)),
    ],
)
def test_where_the_server_is(server: str, address: tuple[str, int]) -> None:
    assert _address(server) == address


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("MAIL_FROM", None, "MAIL_FROM is not set"),
        ("MAIL_TO", None, "MAIL_TO is not set"),
        ("MAIL_SERVER", "mail:smtp", "is none: see"),
        ("MAIL_SERVER", ":25", "is none: see"),
        ("MAIL_FROM", "a@b\nc", "is none: see"),
    ],
)
def test_a_setting_that_is_wrong_fails_no_run(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    setting: str,
    value: str | None,
    told: str,
) -> None:
    for name in ("MAIL_SERVER", "MAIL_FROM", "MAIL_TO"):
        monkeypatch.setenv(name, "a@home.example" if name != "MAIL_SERVER" else "127.0.0.1:1")
    if value is None:
        monkeypatch.delenv(setting)
    else:
        monkeypatch.setenv(setting, value)
    send("Crashed: x", "y")

    assert told in capsys.readouterr().err


def test_without_a_server_no_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAIL_SERVER", raising=False)
    send("a", "b")


def test_a_server_that_is_down_fails_no_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MAIL_SERVER", "127.0.0.1:1")
    monkeypatch.setenv("MAIL_FROM", "a@home.example")
    monkeypatch.setenv("MAIL_TO", "b@home.example")
    send("Crashed: x", "y")

    assert "was not sent" in capsys.readouterr().err
