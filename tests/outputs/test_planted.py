"""Rare large primes are planted as true counts: no file of the release holds one."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pypdf
import pytest

from tasks.synthesise.demonstration import write_demonstration
from tests.flows.conftest import run
from tests.outputs.conftest import cells_of, folder_of
from tests.outputs.inside import holders, parts, parts_of
from tests.planted import FIRST, FORCES, LATEST, plant_primes


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[int]]:
    """A release, and the true counts that were planted for it."""
    drops = tmp_path_factory.mktemp("planted")
    write_demonstration(drops)
    counts = plant_primes(drops)
    made = run(drops, tmp_path_factory.mktemp("planted-data") / "data")
    assert made.exit_code == 0
    return folder_of(made.data), counts


def test_no_file_holds_a_true_count(planted: tuple[Path, set[int]]) -> None:
    folder, counts = planted
    searched = list(parts_of(folder))

    assert len(counts) > LATEST * FORCES * 3
    assert len(searched) > 500
    assert holders(counts, iter(searched)) == {}


def test_what_was_planted_did_reach_the_release(planted: tuple[Path, set[int]]) -> None:
    folder, _ = planted
    latest = [
        int(cell["shown"])
        for cell in cells_of(folder)
        if cell["table"] in {"pfa_month", "all_assault_pfa_month"}
        and cell["period"] == "2024-01"
        and cell["area_code"].startswith("E")
        and cell["shown"].isdigit()
    ]
    assert sum(shown > FIRST - 20 for shown in latest) == 2 * FORCES


def packed(text: bytes) -> bytes:
    inner, outer = BytesIO(), BytesIO()
    with ZipFile(inner, "w", 8) as package:
        package.writestr("xl/sheet.xml", b"<v>" + text + b"</v>")
    with ZipFile(outer, "w", 8) as package:
        package.writestr("ppt/embeddings/book.xlsx", inner.getvalue())
    return outer.getvalue()


def in_pdf(text: bytes) -> bytes:
    made = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pdf.make_stream(b"BT (" + text + b") Tj ET")
        pdf.save(made, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert len(pypdf.PdfReader(made).pages) == 1
    return made.getvalue()


@pytest.mark.parametrize("content", [packed(b"500009"), packed(b"500,009"), in_pdf(b"500009")])
def test_the_search_finds_what_is_hidden_deep(content: bytes) -> None:
    assert holders({500_009}, parts("file", content)).keys() == {500_009}
