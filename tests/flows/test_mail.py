"""Mails go to the site's own server, and none of them fails a run."""

import socket
from collections.abc import Iterator
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from prefect import flow
from prefect.states import Failed

from flows.service.mail import mail_end, send


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


def test_a_run_that_is_refused_is_mailed(inbox: Inbox) -> None:
    @flow(name="a flow of the test", on_failure=[mail_end], flow_run_name="receive a.xlsx")
    def refused() -> object:
        return Failed(name="Refused", message="a.xlsx was refused: no Cover.")

    refused(return_state=True)

    (mail,) = inbox.mails
    assert "Refused: receive a.xlsx" in mail["Subject"]
    assert "a.xlsx was refused: no Cover." in mail.get_payload()


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
