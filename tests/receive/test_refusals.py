"""Each sentence of the contract, the file that breaks it, and what the sender is told.

A reason says where and what, never the text of the cell: the planted 977 must not be in it.
"""

from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from tasks.receive import contract
from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tasks.store.stores import no_store
from tasks.synthesise import Layout
from tests.receive.broken_files import (
    AREAS,
    COVER,
    CSV,
    NAMES,
    OTHERS,
    T1,
    TABLES,
    VALUES,
    Edit,
    put,
)
from tests.receive.conftest import ALL_ASSAULT, SHARP, Writer, edited, landed_rows, refused
from tests.receive.test_delivery_profile import BROKEN
from tests.receive.test_marks import REFUSED


@pytest.mark.parametrize(
    ("edit", "told"),
    [pytest.param(edit, told, id=what) for what, edit, told in (*VALUES, *AREAS, *TABLES)],
)
def test_a_workbook_that_breaks_the_contract_is_refused_whole(
    data: DataFolder, write: Writer, edit: Edit, told: str
) -> None:
    (path,) = write(SHARP)

    assert told in refused(edited(path, edit), data)


@pytest.mark.parametrize(("label", "value", "told"), COVER)
def test_a_cover_that_breaks_the_contract_is_refused(
    data: DataFolder, write: Writer, label: str, value: str | None, told: str
) -> None:
    (path,) = write(SHARP, cover={label: value})

    assert told in refused(path, data)


@pytest.mark.parametrize(
    ("name", "told"), [pytest.param(name, told, id=what) for what, name, told in NAMES]
)
def test_a_name_that_disagrees_with_the_cover_is_refused(
    data: DataFolder, write: Writer, name: str, told: str
) -> None:
    (path,) = write(SHARP)

    assert told in refused(path.rename(path.with_name(name)), data)


@pytest.mark.parametrize("name", ["=cmd.xlsx", "@SUM(1).xlsx", "+1.xlsx", "-1.xlsx", " =1.xlsx"])
def test_a_name_that_would_run_as_a_formula_is_refused(
    data: DataFolder, write: Writer, name: str
) -> None:
    (path,) = write(SHARP)

    assert "as a formula of a spreadsheet" in refused(path.rename(path.with_name(name)), data)


@pytest.mark.parametrize("name", ["extract.xlsx", "NIC-612092-Q0Y6F_final.xlsx"])
def test_a_name_that_says_nothing_is_only_a_hint(
    data: DataFolder, write: Writer, name: str
) -> None:
    (path,) = write(SHARP)

    assert receive_drop(path.rename(path.with_name(name)), data).outcome == "landed"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("drop", "edit", "told"),
    [pytest.param(drop, edit, told, id=what) for what, drop, edit, told in OTHERS],
)
def test_the_other_datasets_and_layouts_are_held_to_their_contract(
    data: DataFolder, write: Writer, drop: tuple[str, str, Layout], edit: Edit, told: str
) -> None:
    (path,) = write(*drop)

    assert told in refused(edited(path, edit), data)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "no Cover"),
        ("NIC-612092-Q0Y6F_AllAssault_HES_2012-13_M03.pdf", b"%PDF", "neither .xlsx nor .csv"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(
    data: DataFolder, drops: Path, name: str, content: bytes, told: str
) -> None:
    path = drops / name
    path.write_bytes(content)

    assert told in refused(path, data)


@pytest.mark.parametrize("cover", [{"Content": None}, {"Content": "Counts"}])
def test_of_a_file_outside_the_agreement_no_copy_is_kept(
    data: DataFolder, write: Writer, cover: dict[str, str | None]
) -> None:
    (path,) = write(SHARP, cover=cover)
    receipt = receive_drop(path, data)

    assert receipt.outcome == "refused"
    assert "ended on 27 January 2025" in receipt.reasons[0]
    assert list(data.quarantine.iterdir()) == list(data.originals.iterdir()) == []
    assert path.exists()
    assert landed_rows(data) == 0


def test_a_csv_file_holds_one_table(data: DataFolder, write: Writer) -> None:
    one, two = write(SHARP, layout=Layout(file_format="csv"))
    one.write_bytes(one.read_bytes() + b"\n" + two.read_bytes())

    assert "exactly one table" in refused(one, data)


def test_a_label_that_the_cover_gives_twice(data: DataFolder, write: Writer) -> None:
    (path,) = write(SHARP)
    edited(path, lambda book: book["Cover"].append(["Status", "2013-14 provisional"]))

    assert "gives the status twice" in refused(path, data)


def test_a_cover_with_its_values_below(data: DataFolder, write: Writer) -> None:
    (path,) = write(SHARP)

    def below(book: Workbook) -> None:
        for row in range(12, 2, -1):
            book["Cover"].move_range(f"B{row}", rows=row - 2, cols=-1)
            book["Cover"].move_range(f"A{row}", rows=row - 3)

    assert "no values right of them" in refused(edited(path, below), data)


def test_a_workbook_without_a_cover(data: DataFolder, write: Writer) -> None:
    (path,) = write(SHARP)

    assert "no Cover" in refused(edited(path, lambda book: book.remove(book["Cover"])), data)


def test_a_csv_file_without_its_cover(data: DataFolder, write: Writer) -> None:
    path, _ = write(SHARP, layout=CSV)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[12:]), encoding="utf-8")

    assert "no Cover" in refused(path, data)


def test_a_refused_file_leaves_the_store_as_it_was_to_the_byte(
    data: DataFolder, write: Writer
) -> None:
    (path,) = write(ALL_ASSAULT)
    assert receive_drop(path, data).outcome == "landed"
    (original,) = data.originals.iterdir()
    before = [data.secure_store.read_bytes(), original.read_bytes()]
    for edit in (put(T1, "C6", "*"), put(T1, "C6", 97700), put("Cover", "B5", "Registry")):
        (path,) = write(SHARP)
        assert receive_drop(edited(path, edit), data).outcome == "refused"

        assert [
            data.secure_store.read_bytes(),
            *(one.read_bytes() for one in data.originals.iterdir()),
        ] == before


ALONE = {
    "a label twice": "or the delivery profile gives the ",
    "no Cover": "no Cover",
    "a CSV file without its Cover": "no Cover",
    "a Cover with its values below": "no values right of them",
    "two tables in a CSV file": "exactly one table",
    "Content: None": "ended on 27 January 2025",
    "a name like a formula": "as a formula of a spreadsheet",
    "a real drop beside synthetic ones": "synthetic and real ones never share one",
}


def test_the_contract_lists_each_sentence_with_a_file_that_breaks_it() -> None:
    cases = {what: told for what, _, told in (*VALUES, *AREAS, *TABLES)}
    cases |= {f"{label}: {value}": told for label, value, told in COVER}
    cases |= {f"a name of another {what}": told for what, _, told in NAMES}
    cases |= {what: told for what, _, _, told in OTHERS} | ALONE
    # Of these further members of a kind are tried.
    more = {what: told for what, *_, told in (*BROKEN, *REFUSED)}
    with no_store() as connection:
        told_of = connection.execute(
            "select unnest(string_split(broken_by, ' | ')), coalesce(told, refusal) "
            "from reference.refusal"
        ).fetchall()

    assert cases.keys() <= {broken_by for broken_by, _ in told_of}
    for broken_by, told in told_of:
        known = (cases | more)[broken_by].rpartition(": ")[2]
        assert any(known in part or part in known for part in told.split("{}")), broken_by


def test_the_page_of_the_contract_is_what_is_made_of_it() -> None:
    page = contract.PAGE.read_text(encoding="utf-8")

    assert page.count("<!-- made: ") == 6
    assert contract.made(page) == page, "make contract"


def test_a_sentence_that_nothing_refuses_is_found() -> None:
    assert contract.refused_by("count_twice") == "refuse/table/15_count_twice"
    assert contract.refused_by("ages_add_up") == "landing/ages_add_up"
    with pytest.raises(contract.NoSuchRefusalError, match="refused by nothing"):
        contract.refused_by("moon_not_full")


def test_every_statement_that_refuses_has_its_sentence() -> None:
    with no_store() as connection:
        listed = connection.execute("select refusal from reference.refusal").fetchall()
    named = {contract.refused_by(refusal) for (refusal,) in listed}

    assert {
        path.relative_to(contract.REFUSE.parent).with_suffix("").as_posix()
        for path in contract.REFUSE.rglob("*.sql")
    } <= named
