"""What is inside the files of a release, unpacked to the last level."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pikepdf
import pypdf

# With commas or without; not the middle of a hash or of a longer number.
NUMBER = re.compile(rb"(?<![\d.a-f])(?:\d{1,3}(?:,\d{3})+|\d+)(?![\d.a-f])")


def parts(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Every part: the file, what a package holds, a PDF's streams and text, all the way down."""
    yield name, content
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as package:
            for part in package.namelist():
                yield from parts(f"{name}/{part}", package.read(part))
    elif content.startswith(b"%PDF"):
        yield from pdf_parts(name, content)


def pdf_parts(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    with pikepdf.open(BytesIO(content)) as pdf:
        for number, one in enumerate(pdf.objects):
            if isinstance(one, pikepdf.Stream):
                yield f"{name}/stream {number}", one.read_bytes()
            else:
                yield f"{name}/object {number}", str(one).encode()
    for number, page in enumerate(pypdf.PdfReader(BytesIO(content)).pages, 1):
        yield f"{name}/page {number}", page.extract_text().encode()


def parts_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield from parts(path.relative_to(folder).as_posix(), path.read_bytes())


def holders(numbers: set[int], found: Iterator[tuple[str, bytes]]) -> dict[int, str]:
    """Return the numbers that stand in any part, with one part that holds each."""
    wanted = {str(number).encode() for number in numbers}
    held: dict[int, str] = {}
    for name, content in found:
        for digits in re.findall(
            rb"(?<![\d.a-f])\d{1,3}(?:,\d{3})+(?!\d)|(?<![\d.a-f])\d+(?![\d.a-f])", content
        ):
            plain = digits.replace(b",", b"")
            if plain in wanted:
                held[int(plain)] = name
    return held
