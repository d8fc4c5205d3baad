"""The UI asks nobody outside, on any page, by itself and behind nginx."""

import base64
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.live.browser import CHROMIUM, browser
from tests.live.conftest import Correction
from tests.live.live import Live, free_port, wait_until

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium"),
]
ROOT = Path(__file__).parents[2]
PAGES = (
    "dashboard",
    "runs",
    "flows",
    "deployments",
    "work-pools",
    "work-pools/work-pool/writing",
    "blocks",
    "blocks/catalog",
    "variables",
    "automations",
    "automations/create",
    "events",
    "concurrency-limits",
    "artifacts",
    "settings",
)
PERSON = ("a.name", "their own password")


@pytest.fixture(scope="module")
def pages(live: Live) -> list[str]:
    """Every page, those of a run, a flow, a deployment and an artifact among them."""
    run = max(live.runs(), key=lambda run: run.created)
    with live.client() as client:
        (artifact, *_) = client.read_artifacts()
    own = (
        f"runs/flow-run/{run.id}",
        f"flows/flow/{run.flow_id}",
        f"deployments/deployment/{run.deployment_id}",
        f"deployments/deployment/{run.deployment_id}/run",
        f"artifacts/artifact/{artifact.id}",
    )
    return [f"/{page}" for page in (*PAGES, *own)]


@pytest.fixture(scope="module")
def nginx(live: Live, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """nginx in front of the site, by the project's own file; return its address."""
    if not shutil.which("nginx"):
        pytest.skip("no nginx")
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    keys = ["-keyout", str(folder / "tls.key"), "-out", str(folder / "tls.crt")]
    subprocess.run([*make, "-subj", "/CN=localhost", *keys], check=True, capture_output=True)
    hashed = subprocess.run(
        ["openssl", "passwd", "-apr1", PERSON[1]], check=True, capture_output=True, text=True
    ).stdout.strip()
    (folder / "users").write_text(f"{PERSON[0]}:{hashed}\n")
    shared = base64.b64encode(live.site.people.encode()).decode()
    (folder / "credential.conf").write_text(f'proxy_set_header Authorization "Basic {shared}";\n')
    live.kill("server")
    live.site = replace(live.site, seen_as=f"https://localhost:{port}")
    live.start("server")
    site = (ROOT / "deploy/nginx/serious-violence.conf").read_text()
    for one, other in (
        ("/etc/serious-violence", str(folder)),
        ("/var/log/nginx", str(folder)),
        ("/var/lib/serious-violence/data", str(live.site.data)),
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("listen 80", f"listen 127.0.0.1:{free_port()}"),
        ("127.0.0.1:4200", f"127.0.0.1:{live.site.port}"),
    ):
        site = site.replace(one, other)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"user root; pid {folder}/pid; daemon off; error_log {folder}/error.log; events {{}}"
    types = "include /etc/nginx/mime.types;"
    (folder / "nginx.conf").write_text(f"{whole} http {{ {types} {temporary} {site} }}")
    server = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf")])
    try:
        wait_until(lambda: (folder / "pid").exists(), 10)
        yield f"https://localhost:{port}"
    finally:
        server.terminate()
        server.wait()


def test_no_page_asks_outside(live: Live, pages: list[str]) -> None:
    with browser(live.site.url, live.site.people) as opened:
        for page in pages:
            opened.open(page)

    assert opened.reached == set()
    assert any("/api/flow_runs" in url for url in opened.inside)


@pytest.mark.parametrize("version", ["", "/v2"])
def test_no_page_behind_nginx_asks_outside(
    live: Live, nginx: str, pages: list[str], version: str
) -> None:
    asked: set[str] = set()
    for page in pages:
        # Each in a browser of its own: version 2's page of a work pool is never done and would
        # hold the next one up.
        with browser(nginx, person=PERSON) as opened:
            opened.open(f"{version}{page}")
        assert opened.reached == set(), page
        asked |= opened.inside

    assert any("/api/flow_runs" in url for url in asked)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/docs", 404), ("/redoc", 404), ("/openapi.json", 404), ("/api/health", 200)],
)
def test_nginx_closes_what_prefect_leaves_open(nginx: str, path: str, status: int) -> None:
    import httpx

    with httpx.Client(verify=False) as anybody:
        assert anybody.get(f"{nginx}{path}").status_code in (401, 404)
        assert anybody.get(f"{nginx}{path}", auth=PERSON).status_code == status
        assert anybody.get(f"{nginx}/", auth=(PERSON[0], "wrong")).status_code == 401


def test_the_api_wants_its_credential_and_a_token(live: Live, correction: Correction) -> None:
    import httpx

    api = f"{live.site.url}/api"
    name, _, password = live.site.credential.partition(":")
    assert httpx.get(f"{api}/admin/version").status_code == 401
    assert httpx.get(f"{api}/admin/version", auth=(name, password)).status_code == 200
    assert httpx.post(f"{api}/flow_runs/filter", json={}, auth=(name, password)).status_code == 403
    other = {"Origin": "https://elsewhere.example"}
    answered = httpx.get(f"{api}/health", headers=other, auth=(name, password))
    assert "access-control-allow-origin" not in answered.headers
