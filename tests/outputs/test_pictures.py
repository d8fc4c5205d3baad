"""The pictures of the README, taken of the demonstration's release."""

import subprocess
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page

from tests.outputs.conftest import NAME, PICTURES, converted, program


def test_pictures_of_the_html_outputs(page: Page, release: Path) -> None:
    for name, picture in (
        (f"{NAME}-dashboard.html#area=E23000001", "dashboard"),
        ("forces/E23000014.html", "force"),
    ):
        file, _, address = name.partition("#")
        page.goto(f"{(release / file).as_uri()}#{address}")
        page.screenshot(path=PICTURES / f"{picture}.png", full_page=picture == "dashboard")


@pytest.mark.parametrize("output", ["report.pdf", "slides.pptx", "workbook.xlsx", "workbook.ods"])
def test_pictures_of_the_documents(release: Path, tmp_path: Path, output: str) -> None:
    kind = output.rpartition(".")[2]
    file = release / (f"{NAME}-{output}" if kind in {"pdf", "pptx"} else f"{NAME}.{kind}")
    pdf = file if kind == "pdf" else converted(file, "pdf", tmp_path)
    picture = PICTURES / ("open-document" if kind == "ods" else output.partition(".")[0])
    page = str(first_page(pdf, "Police Force Area by month") if kind in {"xlsx", "ods"} else 1)
    options = ["-png", "-singlefile", "-r", "60", "-f", page, "-l", page]
    subprocess.run([program("pdftoppm"), *options, str(pdf), str(picture)], check=True)
    assert picture.with_suffix(".png").stat().st_size > 5_000


def first_page(pdf: Path, words: str) -> int:
    """The number of the first page after the contents that holds the words."""
    texts = (page.extract_text() for page in pypdf.PdfReader(pdf).pages)
    return next(
        n for n, text in enumerate(texts, 1) if words in text and "What it shows" not in text
    )
