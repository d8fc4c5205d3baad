"""Reference files become tables of text, whatever they hold."""

from pathlib import Path

import pytest

from tasks.store import reference
from tasks.store.stores import no_store


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("code,name\nE1,Hull\n", [("E1", "Hull")]),
        ("code,name\n", []),
        ("code,name\nE1,\n", [("E1", None)]),
        ('code,name\nE1,"Hull, ""East"""\n', [("E1", 'Hull, "East"')]),
        ("code,name\n0012,1e3\n", [("0012", "1e3")]),
        ("code,name\r\nE1,Ynys Môn", [("E1", "Ynys Môn")]),
    ],
)
def test_a_file_is_a_table_of_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, rows: list[tuple[str, str]]
) -> None:
    (tmp_path / "area.csv").write_text(text, encoding="utf-8", newline="")
    monkeypatch.setattr(reference, "REFERENCE", tmp_path)
    monkeypatch.setattr(reference, "statements", lambda folder: ())

    with no_store() as connection:
        table = connection.execute("select code, name from reference.area")
        assert table.fetchall() == rows
        assert {kind for _, kind, *_ in table.description or ()} == {"VARCHAR"}


@pytest.mark.parametrize("row", ["E1", "E1,Hull,East", ""])
def test_a_row_with_other_fields_than_the_columns_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str
) -> None:
    (tmp_path / "area.csv").write_text(f"code,name\n{row}\nE2,York\n", encoding="utf-8")
    monkeypatch.setattr(reference, "REFERENCE", tmp_path)

    with (
        pytest.raises(ValueError, match=r"area\.csv, line 2: [013] fields, not 2"),
        no_store(),
    ):
        pass
