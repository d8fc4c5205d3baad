"""What every test may use: a data folder of its own with the demonstration's key."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from tasks.govern import agreement, register
from tasks.govern.access.account import current_account
from tasks.govern.key import KEY_FILE, make_throw_away_key, secure_store_key
from tasks.govern.sealing import place_of, unsealed
from tasks.store.folders import DataFolder
from tasks.synthesise.demonstration import write_demonstration
from tests.signing import new_key

DEPLOY = Path(__file__).parents[1] / "deploy"
MadeOnce = Callable[[str, Callable[[Path], object]], Path]
PERSON = """\
[[person]]
account = "{account}"
name = "A Tester"
employer = "Home Office"
role = "accountable owner"
trained = {today}
from = 2022-01-28
to = 2099-12-31
public_key = "{key}"
"""


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> MadeOnce:
    """Make a folder by its name in the first process of this run that asks for it.

    It is for tests that only read it: the others' processes see the same folder."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder = shared / name
        with FileLock(shared / f"{name}.lock"):
            if not (shared / f"{name}.made").exists():
                make(folder)
                (shared / f"{name}.made").touch()
        return folder

    return made


@pytest.fixture(scope="session")
def demonstration_drops(made_once: MadeOnce) -> Path:
    """The demonstration's drops, to read: one that spoils them copies them first."""
    return made_once("demonstration-drops", write_demonstration)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    monkeypatch.delenv(KEY_FILE, raising=False)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    make_throw_away_key(folder)
    return folder


def unsealed_file(data: DataFolder, path: Path) -> bytes:
    """What is in a sealed file."""
    return unsealed(path.read_bytes(), secure_store_key(data), place_of(path))


@dataclass(frozen=True)
class Real:
    """A data folder of real drops, and the agreement and register that it is held to."""

    data: DataFolder
    agreement: Path
    register: Path

    def agree(self, **fields: str) -> None:
        """Change fields of the agreement, as TOML."""
        replace_fields(self.agreement, fields)

    def enter(self, **fields: str) -> None:
        """Change fields of the one person, as TOML."""
        replace_fields(self.register, fields)


def replace_fields(path: Path, fields: dict[str, str]) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    for name, value in fields.items():
        (at,) = [at for at, line in enumerate(lines) if line.startswith(f"{name} = ")]
        lines[at] = f"{name} = {value}"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def real(data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Real:
    """A folder of real drops (none yet) under an agreement that is open, with one person."""
    today = datetime.now(UTC).date()
    made = Real(data, tmp_path / "agreement.toml", tmp_path / "register.toml")
    made.agreement.write_text((DEPLOY / "agreement.toml").read_text(encoding="utf-8"))
    made.agree(ends=f"{today + timedelta(days=200)}", storage=f'["{tmp_path}"]')
    me, key = current_account().name, new_key(tmp_path / "mine")
    made.register.write_text(PERSON.format(account=me, today=today, key=key))
    monkeypatch.setitem(agreement.FILES, "real", made.agreement)
    monkeypatch.setitem(register.FILES, "real", made.register)
    data.content.write_text("real", encoding="ascii")
    return made


@pytest.fixture
def drops(tmp_path: Path) -> Path:
    folder = tmp_path / "drops"
    folder.mkdir(mode=0o700)
    return folder
