"""The demonstration's release, whole, and the programs that people open it with."""

import csv
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tasks.store.folders import DataFolder
from tests.flows.conftest import Made, demonstration, prefect_home

__all__ = ["demonstration", "prefect_home"]

PICTURES = Path(__file__).parents[2] / "docs" / "pictures" / "release"
NAME = "assault-admissions-2024-01"
MET, CITY = "E23000001", "E23000034"
Cell = dict[str, str]
Opened = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("outputs")


def folder_of(data: DataFolder) -> Path:
    (folder,) = data.releases.glob("*/r1")
    return folder


def cells_of(folder: Path) -> list[Cell]:
    with (folder / "cells.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def program(name: str) -> str:
    found = shutil.which(name)
    assert found, f"{name} is needed: install what .ci/whole installs"
    return found


def converted(file: Path, kind: str, into: Path) -> Path:
    """Have LibreOffice open a file and save it as another kind."""
    home = into / "libreoffice"
    command = [program("soffice"), f"-env:UserInstallation={home.as_uri()}", "--headless"]
    command += ["--convert-to", kind, "--outdir", str(into), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return into / f"{file.stem}.{kind.partition(':')[0]}"


@pytest.fixture(scope="session")
def release(demonstration: Made) -> Path:
    assert demonstration.exit_code == 0
    return folder_of(demonstration.data)


@pytest.fixture(scope="session")
def cells(release: Path) -> list[Cell]:
    return cells_of(release)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        options = {"executable_path": program("chromium"), "args": ["--no-sandbox"]}
        browser = playwright.chromium.launch(**options)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def dashboard(page: Page, release: Path) -> Opened:
    def opened(address: str = "") -> Page:
        page.goto((release / f"{NAME}-dashboard.html").as_uri() + address)
        return page

    return opened
