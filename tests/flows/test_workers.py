"""Workers of this machine are reached from this machine alone, by who has their certificate."""

import os
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import dask
import pytest
from distributed import Client, LocalCluster
from distributed.security import Security

from flows.service.workers import on_this_machine


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(**on_this_machine(1)) as cluster:
        yield cluster


def test_workers_listen_on_this_machine_and_keep_their_memory(cluster: LocalCluster) -> None:
    with Client(cluster) as client:
        environment = client.run(lambda: dict(os.environ))
        addresses = [cluster.scheduler_address, *environment]

    assert [("MALLOC_TRIM_THRESHOLD_" in of_one) for of_one in environment.values()] == [False]
    assert [("OMP_NUM_THREADS" in of_one) for of_one in environment.values()] == [True]
    assert all(address.startswith("tls://127.0.0.1:") for address in addresses)


def test_nothing_watches_what_they_run(cluster: LocalCluster) -> None:
    with Client(cluster) as client:
        watched = client.run(lambda: dask.config.get("distributed.worker.profile.enabled"))
    assert list(watched.values()) == [False]


@pytest.mark.parametrize("name", ["scheduler", "worker"])
@pytest.mark.parametrize("own", [False, True], ids=["no certificate", "one of its own"])
def test_no_other_account_has_them_run_anything(
    cluster: LocalCluster, tmp_path: Path, name: str, own: bool
) -> None:
    """Who would talk to anybody is asked for the certificate himself, and let go."""
    worker = cluster.workers[0].worker_address
    anybody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
    if own:
        made = Security.temporary()
        (tmp_path / "own.pem").write_text(made.tls_client_key + made.tls_client_cert)
        anybody.load_cert_chain(tmp_path / "own.pem")

    with pytest.raises(OSError, match=r"alert|reset|EOF"):
        first_word({"scheduler": cluster.scheduler_address, "worker": worker}[name], anybody)


def test_without_encryption_they_answer_nobody(cluster: LocalCluster) -> None:
    with pytest.raises(OSError, match=r"closed|Timed out"):
        Client(cluster.scheduler_address.replace("tls", "tcp"), timeout=2)


def first_word(address: str, context: ssl.SSLContext) -> bytes:
    host, port = address.removeprefix("tls://").split(":")
    with (
        socket.create_connection((host, int(port)), timeout=10) as plain,
        context.wrap_socket(plain) as sent,
    ):
        return sent.recv(1)


@pytest.mark.parametrize(
    "page", ["status", "info/main/workers.html", "json/counts.json", "metrics"]
)
def test_they_show_no_pages(cluster: LocalCluster, page: str) -> None:
    with Client(cluster) as client:
        ports = client.run(lambda dask_worker: dask_worker.http_server.port)
    for port in (cluster.scheduler.http_server.port, *ports.values()):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/{page}")
