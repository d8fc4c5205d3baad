"""The system's Chromium, and what it asks for besides the site."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from playwright.sync_api import Page, Request, TimeoutError, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@dataclass
class Browser:
    """A page, and every request that it made for another host."""

    page: Page
    site: str
    outside: set[str] = field(default_factory=set)
    inside: set[str] = field(default_factory=set)
    blocked: set[str] = field(default_factory=set)

    @property
    def reached(self) -> set[str]:
        """Requests for other hosts that the content policy did not stop within the browser."""
        return self.outside - self.blocked

    def open(self, path: str) -> None:
        """Go to a page and give it time to ask for all that it wants. One that sends the browser on
        while it loads may never say that it has loaded."""
        self.page.goto(f"{self.site}{path}", wait_until="domcontentloaded")
        with suppress(TimeoutError):
            self.page.wait_for_load_state("load", timeout=5000)
        self.page.wait_for_timeout(1000)

    def note_failed(self, request: Request) -> None:
        if request.failure and "csp" in request.failure.lower():
            self.blocked.add(request.url)

    def note(self, url: str) -> None:
        own = (self.site, self.site.replace("http", "ws", 1), "data:", "blob:", "about:")
        (self.inside if url.startswith(own) else self.outside).add(url)


@contextmanager
def browser(
    site: str, password: str = "", person: tuple[str, str] | None = None
) -> Iterator[Browser]:
    """Open Chromium for the site at this address.

    ``password`` is what the UI itself asks for, ``person`` the user of the server in front of it.
    """
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = chromium.new_context(
            ignore_https_errors=True,
            viewport={"width": 1440, "height": 900},
            http_credentials={"username": person[0], "password": person[1]} if person else None,
        )
        page = context.new_page()
        page.set_default_navigation_timeout(90_000)
        opened = Browser(page, site)
        page.on("request", lambda request: opened.note(request.url))
        page.on("requestfailed", opened.note_failed)
        page.on("websocket", lambda socket: opened.note(socket.url))
        if password:
            _log_in(opened, password)
        yield opened
        chromium.close()


def _log_in(opened: Browser, password: str) -> None:
    opened.open("/login")
    opened.page.locator("input[type=password]").fill(password)
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_timeout(1000)
