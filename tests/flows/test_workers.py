"""Workers of this machine are reached from this machine alone, and keep their memory."""

import os

from distributed import Client, LocalCluster

from flows.workers import on_this_machine


def test_workers_of_this_machine() -> None:
    with LocalCluster(**on_this_machine(1)) as cluster, Client(cluster) as client:
        environment = client.run(lambda: dict(os.environ))
        addresses = [cluster.scheduler_address, *environment]

    assert [("MALLOC_TRIM_THRESHOLD_" in of_one) for of_one in environment.values()] == [False]
    assert [("OMP_NUM_THREADS" in of_one) for of_one in environment.values()] == [True]
    assert all(address.startswith("tcp://127.0.0.1:") for address in addresses)
