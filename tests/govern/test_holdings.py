"""Every copy of every drop is listed, with what it is and until when it may be held."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.__main__ import main
from tasks.govern.destruction import carry_out, request
from tasks.govern.holdings import STORED, holdings, in_words
from tasks.store.stores import secure_store
from tests.conftest import Real
from tests.govern.test_destruction import signed_by_both
from tests.held import Held, held, received_once

__all__ = ["held", "received_once"]

YESTERDAY = datetime.now(UTC).date() - timedelta(days=1)


def test_every_copy_is_listed_with_what_it_is(held: Held) -> None:
    found = holdings(held.data, [held.incoming])
    kinds = [one.kind for one in found]
    with secure_store(held.data) as connection:
        stored = connection.execute("select drop_id, file_name, extract from secure.landed.drop")
        known = {tuple(row) for row in stored.fetchall()}

    assert sorted(kinds) == ["in the store"] * 2 + ["incoming"] * 2 + ["original"] * 2 + [
        "quarantined"
    ]
    in_store = {(one.sha256, one.file_name, one.extract) for one in found if one.kind == STORED}
    assert in_store == known
    assert {one.vintage for one in found if one.kind == "original"} == {1, 2}
    assert all(Path(one.where).exists() for one in found)
    on_disk = {str(path) for path in held.data.root.rglob("*.sealed")}
    assert on_disk <= {one.where for one in found}


@pytest.mark.parametrize(
    "place",
    [
        "secure/hand-over/work-killed/payload/admissions.csv",
        "secure/rebuild/rebuild-killed/delivered/1/a.xlsx",
        "incoming/.a.xlsx.partial",
        "incoming/a.csv.filepart",
        "incoming/.NIC-612092-Q0Y6F_a.zip.Xy12Zw",
    ],
)
def test_what_was_left_half_done_is_listed_and_destroyed(held: Held, place: str) -> None:
    left = held.data.root / place
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_text("977")

    assert [one.where for one in holdings(held.data)].count(str(left)) == 1
    request(held.data, "the agreement ends")
    signed_by_both(held.data)
    carry_out(held.data)
    assert not left.exists()


def test_other_files_beside_the_drops_are_none_of_ours(held: Held) -> None:
    held.data.incoming.mkdir(exist_ok=True)
    for name in (".gitkeep", "notes.txt", "notes.txt.part", "~$a.xlsx", "..."):
        (held.data.incoming / name).write_text("977")

    assert not [one for one in holdings(held.data) if "incoming" in Path(one.where).parts[-2]]


@pytest.mark.parametrize("name", ["counts.zip", "a.xlsx.bak", "kept/a.xlsx", ".hidden/b.csv"])
def test_a_destruction_says_what_it_leaves(held: Held, name: str) -> None:
    left = held.incoming / name
    left.parent.mkdir(exist_ok=True)
    left.write_text("977")
    told = destroyed(held)

    assert left.exists()
    assert f"- {left}\n" in told


def test_it_says_where_links_lead_and_which_drops_have_another_name(
    held: Held, tmp_path: Path
) -> None:
    outside, (drop, *_) = tmp_path / "outside.xlsx", sorted(held.incoming.glob("*.xlsx"))
    outside.hardlink_to(drop)
    link = held.incoming / "link.xlsx"
    link.symlink_to(outside)
    (held.data.root / "copy.csv").write_text("977")
    told = destroyed(held)

    assert f"- {link}, a link to {outside}\n" in told
    assert f"- another name of {drop} on the same disk\n" in told
    assert f"- {held.data.root / 'copy.csv'}\n" in told
    assert link.is_symlink()
    assert outside.exists()


def destroyed(held: Held) -> str:
    """Have it destroyed by two; return the certificate."""
    asked = request(held.data, "the agreement ends", [held.incoming])
    signed_by_both(held.data)
    told = carry_out(held.data).read_text()
    left = told.partition("is left\n\n")[2].partition("\n\n##")[0]
    assert [f"left: {one[2:]}" for one in left.splitlines()] == asked.splitlines()[
        -left.count("- ") :
    ]
    return told


def test_the_list_says_until_when(
    real: Real, drops: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (drops / "a.csv").write_bytes(b"977")
    real.agree(destroy_by=f"{YESTERDAY}")

    assert (
        main(["access", "holdings", "--data", str(real.data.root), "--incoming", str(drops)]) == 0
    )
    said = capsys.readouterr().out
    assert f"1 copies, to be destroyed by {YESTERDAY}. OVERDUE" in said
    assert "OVERDUE" not in in_words(real.data, [])
