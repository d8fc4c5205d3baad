"""Good drops of three months in several layouts, and mutated ones made of them."""

import io
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from random import Random

import openpyxl
import xlsxwriter

from tasks.synthesise import Layout, write_drop
from tests.fuzz.mutations import MUTATIONS, Parts

LAYOUTS = (Layout(), Layout(months="date"), Layout(orientation="long"), Layout(stacked=True))


@cache
def good_drops() -> list[bytes]:
    """Each as it is written here, and with texts that the sheets share, as Excel writes it."""
    with tempfile.TemporaryDirectory() as folder:
        drops = []
        for layout in LAYOUTS:
            (path,) = write_drop(
                Path(folder), "monthly sharp object", "PEDW", "2012/13 M03", layout
            )
            drops.append(path.read_bytes())
            _with_shared_texts(path)
            drops.append(path.read_bytes())
        return drops


def _with_shared_texts(path: Path) -> None:
    workbook = openpyxl.load_workbook(path)
    with xlsxwriter.Workbook(path, {"default_date_format": "mmm-yy"}) as other:
        for sheet in workbook.worksheets:
            written = other.add_worksheet(sheet.title)
            for number, row in enumerate(sheet.iter_rows(values_only=True)):
                written.write_row(number, 0, row)


def mutated(good: list[bytes], random: Random) -> tuple[bytes, list[str]]:
    """Return a mutated file and the names of what was done to it."""
    parts = parts_of(random.choice(good))
    mutations = random.choices(MUTATIONS, k=random.choice((1, 1, 1, 2, 4)))
    for mutation in mutations:
        if parts:
            mutation(parts, random)
    return _container_spoiled(zipped(parts), random), [one.__name__ for one in mutations]


def parts_of(content: bytes) -> Parts:
    """Return the parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Parts) -> bytes:
    """Return a workbook of these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def _container_spoiled(content: bytes, random: Random) -> bytes:
    """One file in ten is damaged on its way besides."""
    if random.random() > 0.1:
        return content
    spoiled = bytearray(content)
    for _ in range(random.randint(1, 4)):
        spoiled[random.randrange(len(spoiled))] = random.randrange(256)
    return bytes(spoiled[: random.choice((len(spoiled), random.randrange(len(spoiled)))) or 1])
