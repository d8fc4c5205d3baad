"""The files of deploy/ as the tools that read them judge them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from flows.service.settings import SERVER, SETTINGS, WORKER
from tasks.govern.agreement import agreement_for

ROOT = Path(__file__).parents[2]
UNITS = sorted((ROOT / "deploy/systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
# systemd's own scale: 0 is closed, 10 is open; "OK" begins below 5, "safe" below 2.
MOST_EXPOSED = 2.0


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units, with this project in the place of the one installed."""
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/opt/serious-violence", str(ROOT))
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    return tmp_path


def run(*command: object) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)


needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze")
needs_nginx = pytest.mark.skipif(not shutil.which("nginx"), reason="no nginx")


@needs_systemd
def test_systemd_verifies_the_units(units: Path) -> None:
    names = [path.name.replace("@.", "@writing.") for path in UNITS]
    for name in names:
        template = units / name.replace("@writing.", "@.")
        if "@" in name:
            shutil.copy(template, units / name)
    done = run("systemd-analyze", "verify", "--man=no", *(units / name for name in names))

    assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("name", [path.name for path in SERVICES])
def test_every_service_is_closed_to_what_it_does_not_need(units: Path, name: str) -> None:
    done = run("systemd-analyze", "security", "--offline=true", "--no-pager", units / name)
    level = re.search(r"exposure level for .*: ([\d.]+)", done.stdout)

    assert level, done.stdout + done.stderr
    assert float(level[1]) < MOST_EXPOSED


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.stem)
def test_no_core_and_no_swap_of_what_is_in_memory(unit: Path) -> None:
    assert {"LimitCORE=0", "MemorySwapMax=0"} <= set(unit.read_text().splitlines())


def test_the_settings_are_those_of_the_flows() -> None:
    lines = (ROOT / "deploy/settings.env").read_text(encoding="utf-8").splitlines()
    deployed = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))

    assert (SETTINGS | SERVER | WORKER).items() <= deployed.items()
    assert not any("AUTH" in name for name in deployed)


def test_the_data_folder_is_a_storage_location_of_the_agreement() -> None:
    settings = (ROOT / "deploy/settings.env").read_text(encoding="utf-8")
    (folder,) = re.findall(r"^DATA_FOLDER=(.*)$", settings, re.MULTILINE)

    agreement_for("real").require_place(Path(folder))


def test_deployments_name_flows_that_exist_and_writers_share_the_pool_of_one() -> None:
    deployments = yaml.safe_load((ROOT / "deploy/prefect.yaml").read_text())["deployments"]
    pools = {one["name"]: one["work_pool"]["name"] for one in deployments}

    for one in deployments:
        path, flow = one["entrypoint"].split(":")
        assert f"def {flow}(" in (ROOT / path).read_text(encoding="utf-8")
    assert {name for name, pool in pools.items() if pool != "writing"} == {"reconcile"}


@needs_nginx
def test_nginx_accepts_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "etc"
    folder.mkdir()
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    run(*make, "-subj", "/CN=localhost", "-keyout", folder / "tls.key", "-out", folder / "tls.crt")
    (folder / "credential.conf").write_text('proxy_set_header Authorization "Basic x";')
    site = (ROOT / "deploy/nginx/serious-violence.conf").read_text(encoding="utf-8")
    site = site.replace("/etc/serious-violence", str(folder)).replace("/var/log/nginx", str(folder))
    whole = f"pid {folder}/pid; error_log stderr; events {{}} http {{ access_log off; {site} }}"
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")

    done = run("nginx", "-t", "-c", folder / "nginx.conf")
    assert done.returncode == 0, done.stderr
