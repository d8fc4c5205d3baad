"""The package: three formats of the same rows, described, marked, bagged; always the same bytes."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import bagit
import pandas as pd
import pytest

from tasks.hand_over import prepare as preparing
from tasks.hand_over.bag import make_bag, tar_of
from tasks.hand_over.encrypt_and_sign import decrypted
from tasks.hand_over.prepare import PreparedReceipt, prepare
from tasks.hand_over.refusal import HandOverRefusedError
from tasks.protect.policy import policy
from tasks.store.folders import DataFolder
from tasks.store.in_memory import left_over
from tests.hand_over.conftest import HULL, Sent, copied, rows_of

LATER = ("make_bag", "tar_of", "encrypted")
Prepared = tuple[DataFolder, PreparedReceipt]


@pytest.fixture(scope="module")
def payload(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the package holds, unpacked with nothing of ours but the key."""
    data, receipt = prepared
    file = data.hand_over / receipt.package / f"{receipt.package}.tar.age"
    tar = decrypted(file.read_bytes(), data.throw_away_hand_over_keys / "recipient.key")
    folder = tmp_path_factory.mktemp("unpacked")
    subprocess.run(["tar", "--extract", "--directory", folder], input=tar, check=True)
    assert [path.name for path in folder.iterdir()] == [receipt.package]
    return folder / receipt.package / "data"


def test_two_runs_on_the_same_store_give_the_same_tar(
    received: DataFolder, prepared: Prepared, tmp_path: Path
) -> None:
    again = prepare(copied(received, tmp_path), HULL, "another run")

    assert again.tar_sha256 == prepared[1].tar_sha256
    assert again.package == prepared[1].package
    assert again.package_sha256 != prepared[1].package_sha256


@pytest.mark.slow
def test_another_process_gives_the_same_tar(
    received: DataFolder, prepared: Prepared, tmp_path: Path
) -> None:
    data = copied(received, tmp_path)
    code = (
        "import sys; from pathlib import Path; from tasks.store.folders import DataFolder; "
        "from tasks.hand_over.prepare import prepare; "
        f"print(prepare(DataFolder(Path(sys.argv[1])), '{HULL}').tar_sha256)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, data.root],
        env=os.environ | {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "LC_ALL": "C"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == prepared[1].tar_sha256


def test_neither_time_nor_order_of_files_is_in_the_tar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tars = []
    listdir = os.listdir
    for number in (0, 1):
        # Every file system lists a folder in an order of its own.
        monkeypatch.setattr(
            os, "listdir", lambda path, n=number: sorted(listdir(path))[:: 1 - 2 * n]
        )
        folder = tmp_path / str(number) / "bag"
        folder.mkdir(parents=True)
        for name in ("b", "a", "c"):
            (folder / name).write_text(name)
            os.utime(folder / name, (number, number))
            (folder / name).chmod(0o600 + number * 0o044)
        make_bag(folder, {"External-Identifier": "bag"}, "2024-01-31")
        tars.append(tar_of(folder))

    assert tars[0] == tars[1]


def test_the_bag_is_whole_and_dated_by_the_newest_extract(payload: Path) -> None:
    bag = bagit.Bag(str(payload.parent))

    assert bag.is_valid()
    assert bag.info["External-Identifier"] == payload.parent.name
    newest = max(row["extract_date"] for row in rows_of(payload / "csv/vintage.csv"))
    assert bag.info["Bagging-Date"] == newest


def test_the_three_formats_hold_the_same_rows(payload: Path) -> None:
    import duckdb

    tables = sorted(path.stem for path in (payload / "csv").iterdir())
    assert len(tables) == 10
    for table in tables:
        rows = rows_of(payload / f"csv/{table}.csv")
        stata = pd.read_stata(payload / f"stata/{table}.dta")
        parquet = duckdb.read_parquet(str(payload / f"parquet/{table}.parquet"))
        assert list(stata.columns) == parquet.columns == list(rows[0])
        text = [["" if v is None else str(v) for v in row] for row in parquet.fetchall()]
        assert text == [list(row.values()) for row in rows]
        assert [_text(row) for row in stata.itertuples(index=False)] == text


def _text(row: tuple[object, ...]) -> list[str]:
    return [
        "" if pd.isna(value) else str(int(value) if isinstance(value, float) else value)
        for value in row
    ]


def test_the_description_fits_the_files(payload: Path) -> None:
    package = json.loads((payload / "datapackage.json").read_text(encoding="utf-8"))

    assert package["profile"] == "tabular-data-package"
    assert {one["path"] for one in package["resources"]} == {
        f"csv/{path.name}" for path in (payload / "csv").iterdir()
    }
    for resource in package["resources"]:
        rows = rows_of(payload / resource["path"])
        schema = resource["schema"]
        assert [field["name"] for field in schema["fields"]] == list(rows[0])
        keys = Counter(tuple(row[part] for part in schema["primaryKey"]) for row in rows)
        assert max(keys.values()) == 1
        for field in schema["fields"]:
            values = {row[field["name"]] for row in rows}
            if field["type"] == "integer":
                assert all(value == "" or int(value) >= 0 for value in values)
            if field.get("constraints", {}).get("required"):
                assert "" not in values


def test_totals_reconcile_with_the_counts(payload: Path) -> None:
    sums: Counter[tuple[str, ...]] = Counter()
    cells: Counter[tuple[str, ...]] = Counter()
    for table in ("sharp_object_pfa_month", "all_assault_pfa_month", "all_assault_la_month"):
        for row in rows_of(payload / f"csv/{table}.csv"):
            for margin, key in (
                ("area", row["area_code"]),
                ("period", row["period"]),
                ("all", "all"),
            ):
                sums[table, margin, row["measure"], row["age"], key] += int(row["count"])
                cells[table, margin, row["measure"], row["age"], key] += 1
    totals = [
        row
        for row in rows_of(payload / "csv/total.csv")
        if not row["hand_over_table"].endswith("year")
    ]

    assert len(totals) == len(sums)
    for row in totals:
        key = tuple(list(row.values())[:5])
        assert (int(row["total"]), int(row["cells"])) == (sums[key], cells[key])


def test_the_marking_names_the_agreement_and_its_end(payload: Path) -> None:
    text = (payload / "MARKING.txt").read_text(encoding="utf-8")

    for word in (
        "OFFICIAL-SENSITIVE",
        "NOT FOR ONWARD SHARING",
        "DARS-NIC-612092-Q0Y6F",
        "31 December 2099",
        "University of Hull",
        "SYNTHETIC TEST DATA",
    ):
        assert word in text


def test_the_suppression_instructions_are_the_policy(payload: Path) -> None:
    text = (payload / "SUPPRESSION.txt").read_text(encoding="utf-8")
    rule = policy()

    assert f"{rule.suppressed_from} to {rule.suppressed_to} " in text
    assert f"nearest {rule.finest.base}" in text
    assert rule.source in text
    assert f"at least {rule.refused_values + 1} values" in text
    assert 'p to 0.01, "< 0.01" under that' in text


def test_no_plaintext_is_left(prepared: Prepared) -> None:
    data, receipt = prepared
    left = sorted(path.name for path in data.hand_over.rglob("*") if path.is_file())

    assert left == [
        "MARKING.txt",
        "expected.json",
        f"{receipt.package}.tar.age",
        f"{receipt.package}.tar.age.sig",
    ]
    assert (data.hand_over / receipt.package).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "step", ["load", "sign", *(pytest.param(step, marks=pytest.mark.slow) for step in LATER)]
)
def test_no_plaintext_is_left_by_a_failure(
    fresh: DataFolder, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    # A run of an earlier version that was killed has left something, too.
    (fresh.hand_over / "work-killed").mkdir(parents=True)

    def fails(*_: object) -> None:
        assert left_over(fresh)
        raise RuntimeError(step)

    monkeypatch.setattr(preparing, step, fails)
    with pytest.raises(RuntimeError, match=step):
        prepare(fresh, HULL)

    assert list(fresh.hand_over.iterdir()) == left_over(fresh) == []


def test_a_package_that_does_not_reconcile_is_not_sealed(
    fresh: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = preparing.write_tables

    def one_lost(tables: object, folder: Path) -> None:
        written(tables, folder)  # type: ignore[arg-type]
        path = folder / "csv" / "all_assault_pfa_month.csv"
        path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))

    monkeypatch.setattr(preparing, "write_tables", one_lost)
    with pytest.raises(HandOverRefusedError, match="does not agree with its CSV file"):
        prepare(fresh, HULL)
    assert not fresh.hand_over.exists()
    assert left_over(fresh) == []


def test_a_package_that_was_sent_is_not_made_again(sent: Sent) -> None:
    before = sent.file.read_bytes()
    again = prepare(sent.data, HULL)

    assert (again.package, again.state) == (sent.package, "sent")
    assert sent.file.read_bytes() == before
    assert not (sent.data.hand_over / sent.package / sent.file.name).exists()


def test_the_keys_of_the_demonstration_are_closed(prepared: Prepared) -> None:
    folder = prepared[0].throw_away_hand_over_keys

    assert folder.stat().st_mode & 0o077 == 0
    for name in ("recipient.key", "signing.key"):
        assert (folder / name).stat().st_mode & 0o077 == 0
