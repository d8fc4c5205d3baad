"""Good drops of three months in several layouts, and mutated ones made of them."""

import io
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from random import Random

import openpyxl

from tasks.synthesise import Layout, write_drop
from tests.fuzz.mutations import MUTATIONS

LAYOUTS = (Layout(), Layout(months="date"), Layout(orientation="long"), Layout(stacked=True))


@cache
def good_drops() -> list[bytes]:
    """Each as it is written here, and as openpyxl writes it: with shared strings, as Excel does."""
    with tempfile.TemporaryDirectory() as folder:
        drops = []
        for layout in LAYOUTS:
            (path,) = write_drop(
                Path(folder), "monthly sharp object", "PEDW", "2012/13 M03", layout
            )
            drops.append(path.read_bytes())
            openpyxl.load_workbook(path).save(path)
            drops.append(path.read_bytes())
        return drops


def mutated(good: list[bytes], random: Random) -> tuple[bytes, list[str]]:
    """Return a mutated file and the names of what was done to it."""
    with zipfile.ZipFile(io.BytesIO(random.choice(good))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    mutations = random.choices(MUTATIONS, k=random.choice((1, 1, 1, 2, 4)))
    for mutation in mutations:
        if parts:
            mutation(parts, random)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return _container_spoiled(content.getvalue(), random), [one.__name__ for one in mutations]


def _container_spoiled(content: bytes, random: Random) -> bytes:
    """One file in ten is damaged on its way besides."""
    if random.random() > 0.1:
        return content
    spoiled = bytearray(content)
    for _ in range(random.randint(1, 4)):
        spoiled[random.randrange(len(spoiled))] = random.randrange(256)
    return bytes(spoiled[: random.choice((len(spoiled), random.randrange(len(spoiled)))) or 1])
