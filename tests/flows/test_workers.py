"""Workers of this machine are reached from this machine alone, by who has their certificate."""

import logging
import os
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from distributed import Client, LocalCluster

from flows.workers import on_this_machine


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


@pytest.mark.parametrize("protocol", ["tcp", "tls"])
def test_no_other_account_has_them_run_anything(cluster: LocalCluster, protocol: str) -> None:
    address = cluster.scheduler_address.replace("tls", protocol)
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with pytest.raises((OSError, TypeError)):
        Client(address, timeout=2)


@pytest.mark.parametrize(
    "page", ["status", "info/main/workers.html", "json/counts.json", "metrics"]
)
def test_they_show_no_pages(cluster: LocalCluster, page: str) -> None:
    port = cluster.scheduler.http_server.port
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/{page}")
