"""The search for counts in a release finds what is hidden deep in a file."""

from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pypdf
import pytest

from tests.outputs.inside import holders, parts


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
