"""A command by hand, as the services run it: their account, settings and keys."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "deploy" / "as-service"
# One of every Debian.
ACCOUNT = "games"
SHOW = "id -un; id -gn; umask; pwd; ls -l $CREDENTIALS_DIRECTORY; cat $CREDENTIALS_DIRECTORY/*; env"


@pytest.fixture
def site() -> Iterator[Path]:
    """Settings, keys and the script of a site, for another account of this machine."""
    if os.geteuid() != 0:
        pytest.skip("only root runs commands as another account")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        (folder / "settings.env").write_text(
            f"# Where\n\nPROJECT_FOLDER={folder}\nMAIL_TO=a b $c\n"
        )
        (folder / "secrets.env").write_text("PREFECT_API_AUTH_STRING=team:pass$word")
        for name in ("secrets.env", "secure-store-key"):
            (folder / name).touch(mode=0o600)
        (folder / "secure-store-key").write_text("the-key")
        script = SCRIPT.read_text(encoding="utf-8")
        script = script.replace("account=serious-violence", f"account={ACCOUNT}")
        script = script.replace("settings=/etc/serious-violence", f"settings={folder}")
        (folder / "swaps").write_text("Filename Type Size Used Priority\n")
        script = script.replace("swaps=/proc/swaps", f"swaps={folder}/swaps")
        (folder / "as-service").write_text(script)
        yield folder


def ran(site: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = ["sh", str(site / "as-service"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_account_the_settings_and_the_key_are_those_of_the_services(site: Path) -> None:
    said = ran(site, "sh", "-c", SHOW).stdout

    assert said.splitlines()[:4] == [ACCOUNT, ACCOUNT, "0027", str(site)]
    for part in ("-r-------- ", "the-key", "MAIL_TO=a b $c\n", "AUTH_STRING=team:pass$word\n"):
        assert part in said


@pytest.mark.parametrize(("command", "code"), [("exit 3", 3), ("kill -9 $$", 137)])
def test_the_key_goes_and_the_exit_code_stays(site: Path, command: str, code: int) -> None:
    done = ran(site, "sh", "-c", f"echo $CREDENTIALS_DIRECTORY; {command}")

    assert done.returncode == code
    assert done.stdout.startswith("/run/as-service-")
    assert not Path(done.stdout.strip()).exists()


def test_neither_core_nor_swap_holds_what_is_in_memory(site: Path) -> None:
    assert ran(site, "sh", "-c", "ulimit -c").stdout.strip() == "0"
    if Path("/run/systemd/system").is_dir():
        return
    with (site / "swaps").open("a") as swaps:
        swaps.write("/dev/sda2 partition 1000 0 -2\n")
    refused = ran(site, "sh", "-c", "echo began")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "swapoff -a" in refused.stderr


def test_what_is_made_before_it_is_encrypted_goes_with_the_command(site: Path) -> None:
    made = "mkdir $RUNTIME_DIRECTORY/counts && echo $RUNTIME_DIRECTORY && kill -9 $$"
    folder = Path(ran(site, "sh", "-c", made).stdout.strip())

    assert folder.is_relative_to("/run")
    assert not folder.exists()


def test_ctrl_c_leaves_no_key(site: Path) -> None:
    command = ["setsid", "sh", str(site / "as-service"), "sh", "-c"]
    script = "echo $CREDENTIALS_DIRECTORY; exec sleep 60"
    with subprocess.Popen([*command, script], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        key = Path(running.stdout.readline().strip())
        assert key.is_dir()
        # As a terminal does: to the whole group.
        os.killpg(running.pid, 2)
        assert running.wait(timeout=30) == 130

    assert not key.exists()
