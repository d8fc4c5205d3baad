"""A small store, received and conformed once; the package of it, prepared once; copies for each."""

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tasks.conform.conform import conform
from tasks.govern.key import KEY_FILE, make_throw_away_key
from tasks.hand_over import recipients
from tasks.hand_over.keys import ThrowAwayKeys
from tasks.hand_over.prepare import PreparedReceipt, prepare
from tasks.hand_over.send import send
from tasks.hand_over.unpack import receive
from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tasks.synthesise import write_drop
from tests.conftest import MadeOnce
from tests.signing import approve_package

SHARP, ALL_ASSAULT, BI_ANNUAL = "monthly sharp object", "all assault", "bi-annual sharp object"
HULL = "university-of-hull"
# A whole year that is final and a month of the next; Wales is behind.
EXTRACTS = (
    (SHARP, "HES", "2013/14 M01"),
    (ALL_ASSAULT, "HES", "2013/14 M01"),
    (SHARP, "PEDW", "2012/13 M11"),
    (ALL_ASSAULT, "PEDW", "2012/13 M12"),
    (BI_ANNUAL, "HES", "2012/13 M12"),
)


@dataclass(frozen=True)
class Sent:
    """A package that stands in the transfer folder, and all that its receiver has."""

    data: DataFolder
    package: str

    @property
    def folder(self) -> Path:
        return self.data.transfer / self.package

    @property
    def file(self) -> Path:
        return self.folder / f"{self.package}.tar.age"

    @property
    def signature(self) -> Path:
        return self.folder / f"{self.package}.tar.age.sig"

    @property
    def keys(self) -> ThrowAwayKeys:
        return ThrowAwayKeys(self.data)


@pytest.fixture(scope="session")
def received(made_once: MadeOnce) -> DataFolder:
    return DataFolder(made_once("received", receive_extracts) / "data")


def receive_extracts(folder: Path) -> None:
    data, drops = DataFolder(folder / "data"), folder / "drops"
    drops.mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(KEY_FILE, raising=False)
        data.prepare()
        make_throw_away_key(data)
        for extract in EXTRACTS:
            for path in write_drop(drops, *extract):
                assert receive_drop(path, data).outcome == "landed"
        conform(data)


@pytest.fixture(scope="session")
def prepared(
    received: DataFolder, tmp_path_factory: pytest.TempPathFactory
) -> tuple[DataFolder, PreparedReceipt]:
    data = copied(received, tmp_path_factory.mktemp("prepared"))
    return data, prepare(data, HULL, "run")


@pytest.fixture
def fresh(received: DataFolder, tmp_path: Path) -> DataFolder:
    return copied(received, tmp_path)


@pytest.fixture
def ready(
    prepared: tuple[DataFolder, PreparedReceipt], tmp_path: Path
) -> tuple[DataFolder, PreparedReceipt]:
    return copied(prepared[0], tmp_path), prepared[1]


@pytest.fixture(scope="session")
def sent_once(
    prepared: tuple[DataFolder, PreparedReceipt], tmp_path_factory: pytest.TempPathFactory
) -> Sent:
    data, receipt = copied(prepared[0], tmp_path_factory.mktemp("sent")), prepared[1]
    approve_package(data, receipt.package)
    send(data, receipt.package, "run")
    return Sent(data, receipt.package)


@pytest.fixture(scope="session")
def received_once(sent_once: Sent, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The receiver's folder with the package, opened, and the receipt."""
    into = tmp_path_factory.mktemp("receiver") / "received"
    keys = sent_once.keys
    receive(sent_once.file, keys.identity, keys.allowed_signers, into)
    return into


@pytest.fixture
def sent(sent_once: Sent, tmp_path: Path) -> Sent:
    return Sent(copied(sent_once.data, tmp_path), sent_once.package)


def copied(data: DataFolder, into: Path) -> DataFolder:
    """Copy a data folder with the keys beside it."""
    copy = DataFolder(into / "data")
    shutil.copytree(data.root, copy.root)
    shutil.copy(data.throw_away_key, copy.throw_away_key)
    if data.throw_away_hand_over_keys.exists():
        shutil.copytree(data.throw_away_hand_over_keys, copy.throw_away_hand_over_keys)
    return copy


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the demonstration's register of recipients say something else."""

    def changed(*changes: tuple[str, str]) -> None:
        text = recipients.FILES["synthetic"].read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "recipients-demonstration.toml"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setitem(recipients.FILES, "synthetic", path)

    return changed


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
