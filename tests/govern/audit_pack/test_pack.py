"""The audit pack: gathered by one command, signed, readable, without a count."""

import csv
import json
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from flows.__main__ import main
from flows.exit_codes import ExitCode
from tasks.govern.access.log import INCIDENT, Line, append, head_of
from tasks.govern.audit_pack.pack import write_table
from tasks.govern.audit_pack.sign import NAMESPACE, SUMS
from tasks.store.folders import DataFolder
from tests.conftest import Real
from tests.held import PLANTED, Held, held, received_once

__all__ = ["held", "received_once"]

pytestmark = pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="no ssh-keygen")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "auditor"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "owner@team", "-f", str(path)],
        check=True,
    )
    return path


@pytest.fixture
def filled(held: Held) -> DataFolder:
    append(held.data, Line(INCIDENT, "note", told="A stick was lost <b>"))
    (held.data.root / "transfer").mkdir()
    (held.data.root / "transfer" / "totals.json").write_text(json.dumps({"total": PLANTED}))
    return held.data


@pytest.fixture
def pack(held: Held, filled: DataFolder, tmp_path: Path, key: Path) -> Path:
    folder = tmp_path / "pack"
    command = ["audit", "--data", str(filled.root), "--into", str(folder)]
    assert main([*command, "--sign-with", str(key), "--incoming", str(held.incoming)]) == 0
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_all_that_an_auditor_asks_for_is_in_it(pack: Path, filled: DataFolder) -> None:
    files = {path.relative_to(pack).as_posix() for path in pack.rglob("*") if path.is_file()}

    assert files >= {
        "index.html",
        "agreement/agreement-demonstration.toml",
        "agreement/register-demonstration.toml",
        "log/access.jsonl",
        "log/head",
        "log/received.jsonl",
        "releases/2012-06-r1-manifest.json",
        "holdings.csv",
        "storage.csv",
        "releases.csv",
        "transfers.csv",
        "accesses.csv",
        "refusals-and-incidents.csv",
        "refused-drops.csv",
        SUMS,
        f"{SUMS}.sig",
    }
    assert len(list((pack / "history").iterdir())) == 2
    assert len(rows(pack / "holdings.csv")) == 7
    assert {row["event"] for row in rows(pack / "refusals-and-incidents.csv")} == {
        "refused",
        "incident",
        "changed",
    }
    assert "secure store" in {
        row["what"].partition("the ")[2] for row in rows(pack / "storage.csv")
    }


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1"])
def test_no_text_is_a_formula_to_a_spreadsheet(tmp_path: Path, name: str) -> None:
    """Whoever delivers names the file."""
    write_table(tmp_path / "a.csv", [{"file": name, "times": -1, "why": "a=1"}])

    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row == {"file": f"'{name}", "times": "-1", "why": "a=1"}


def test_it_holds_no_count(pack: Path) -> None:
    for path in pack.rglob("*"):
        if path.is_file():
            text = path.read_bytes().replace(b",", b"")
            assert str(PLANTED).encode() not in text, path


class Text(HTMLParser):
    """The words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(" ".join(data.split()))

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)


def test_the_front_page_says_it_in_short(pack: Path) -> None:
    page = Text()
    page.feed((pack / "index.html").read_text(encoding="utf-8"))
    said = " ".join(word for word in page.words if word)

    for words in (
        "The agreement is open today",
        "has no fault",
        "7 copies of drops are held",
        "1 refusals, 1 incidents noted",
        "A stick was lost <b>",
        "Home Office",
    ):
        assert words in said, said[:2000]
    assert "script" not in page.tags


def test_its_signature_holds_and_finds_every_change(pack: Path, key: Path) -> None:
    signers = pack.with_name("allowed_signers")
    signers.write_text(f"owner {key.with_suffix('.pub').read_text()}")

    assert verified(pack, signers)
    listed = {line.split("  ")[1] for line in (pack / SUMS).read_text().splitlines()}
    files = {path.relative_to(pack).as_posix() for path in pack.rglob("*") if path.is_file()}
    assert files - listed == {SUMS, f"{SUMS}.sig"}

    (pack / "holdings.csv").write_text("nothing")
    assert not verified(pack, signers)


def test_new_sums_without_the_key_are_found(pack: Path, key: Path) -> None:
    signers = pack.with_name("allowed_signers")
    signers.write_text(f"owner {key.with_suffix('.pub').read_text()}")
    (pack / SUMS).write_text("")

    assert not verified(pack, signers)


def verified(pack: Path, signers: Path) -> bool:
    verify = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", "owner", "-n", NAMESPACE]
    signature = subprocess.run(
        [*verify, "-s", str(pack / f"{SUMS}.sig")],
        input=(pack / SUMS).read_bytes(),
        capture_output=True,
        check=False,
    )
    sums = subprocess.run(
        ["sha256sum", "--check", "--quiet", SUMS], cwd=pack, capture_output=True, check=False
    )
    return signature.returncode == sums.returncode == 0


def test_a_log_that_was_tampered_with_is_said_on_the_front_page(
    filled: DataFolder, tmp_path: Path, key: Path
) -> None:
    text = filled.access_log.read_text().splitlines(keepends=True)
    filled.access_log.write_text("".join(text[1:]))

    assert run(filled, tmp_path / "pack", key) == 0
    assert "does not follow the one before" in (tmp_path / "pack" / "index.html").read_text()


def test_after_the_end_it_is_still_made(real: Real, tmp_path: Path, key: Path) -> None:
    real.agree(ends="2024-01-27", destroy_by="2024-01-27")

    assert run(real.data, tmp_path / "pack", key) == 0
    page = " ".join((tmp_path / "pack" / "index.html").read_text().split())
    assert "The agreement is <strong>not open</strong> today" in page


REFUSED: list[tuple[Callable[[Real, Path], object], str, ExitCode]] = [
    (lambda real, key: real.enter(account='"else"'), "is not in the register", ExitCode.NOT_DONE),
    (lambda real, key: key.write_text("no key"), "does not sign", ExitCode.NOT_DONE),
    (lambda real, key: (key.parent / "pack").mkdir(), "is there already", ExitCode.USAGE),
]


@pytest.mark.parametrize(("spoil_it", "told", "code"), REFUSED)
def test_refused_there_is_no_pack(
    real: Real,
    tmp_path: Path,
    key: Path,
    capsys: pytest.CaptureFixture[str],
    spoil_it: Callable[[Real, Path], object],
    told: str,
    code: ExitCode,
) -> None:
    spoil_it(real, key)

    assert run(real.data, tmp_path / "pack", key) == code
    assert told in capsys.readouterr().err
    assert not (tmp_path / "pack" / "index.html").exists()
    assert not list(tmp_path.glob(".pack*"))


def run(data: DataFolder, into: Path, key: Path) -> int:
    return main(["audit", "--data", str(data.root), "--into", str(into), "--sign-with", str(key)])


def test_the_log_says_that_it_was_made(pack: Path, filled: DataFolder) -> None:
    assert '"audit pack"' in filled.access_log.read_text()
    assert f"{head_of(filled)}" in (pack / "index.html").read_text()
