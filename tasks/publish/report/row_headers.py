"""Row headers of a report's tables, which Typst's binding cannot mark.

Typst marks the cells of a header row alone: ``pdf.header-cell`` needs a feature that its Python
binding does not switch on.
"""

from collections.abc import Iterator
from io import BytesIO

import pikepdf


def with_row_headers(report: bytes) -> bytes:
    """Return a tagged PDF in which the first cell of each row of a table is the row's header.

    Every header cell says whether it heads a column or a row (ISO 32000-1, table 349), so data
    cells need no list of headers. The same bytes in give the same bytes out.

    Raises:
        pikepdf.PdfError: ``report`` is no PDF.
    """
    made = BytesIO()
    with pikepdf.open(BytesIO(report)) as pdf:
        for row in _rows(pdf.Root.StructTreeRoot):
            first, *others = row.K
            if first.S == pikepdf.Name.TD:
                first.S = pikepdf.Name.TH
                first.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
                for cell in others:
                    del cell.A
        pdf.save(made, deterministic_id=True)
    return made.getvalue()


def _rows(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids: pikepdf.Object = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if kid.S == pikepdf.Name.TR:
                yield kid
            else:
                yield from _rows(kid)
