"""No address of another machine stands for a folder, nor a share for the stores."""

from pathlib import Path

import pytest

from tasks.govern.access import local
from tasks.govern.access.local import (
    RemotePathError,
    absolute,
    filesystem_of,
    require_local,
    require_local_store,
)

ADDRESSES = [
    "s3://bucket/drops",
    "https://example.org/drops",
    "gs://bucket",
    "abfss://box@account.dfs.core.windows.net/drops",
    "sftp://host/drops",
    "file://server/drops",
    "S3://bucket",
    r"\\server\share",
    "//server/share",
    "user@host:drops",
]
MOUNTS = """\
22 1 0:20 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
30 22 0:30 / /srv rw - nfs4 server:/srv rw
31 22 0:31 / /mnt/a\\040b rw - fuse.rclone remote: rw
32 30 0:32 / /srv/local rw - xfs /dev/vdb rw
"""


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("require", [require_local, require_local_store])
@pytest.mark.parametrize("kind", [str, Path])
def test_an_address_is_refused(address: str, require: object, kind: type) -> None:
    with pytest.raises(RemotePathError, match="is an address"):
        require(kind(address))  # type: ignore[operator]
    assert str(absolute(Path(address))) == str(Path(address))


@pytest.mark.parametrize("path", ["/srv/drops", "drops", "../drops", "/a:b/c", "C:/drops", "/s3"])
def test_a_folder_of_this_machine_is_not(path: str) -> None:
    require_local(path)
    require_local_store(Path(path))


@pytest.mark.parametrize(
    ("folder", "kind", "drops_refused", "store_refused"),
    [
        ("/var/lib", "ext4", False, False),
        ("/srv/incoming", "nfs4", False, True),
        ("/srv/local/x", "xfs", False, False),
        ("/mnt/a b/c", "fuse.rclone", True, True),
        ("/mnt/a", "ext4", False, False),
    ],
)
def test_delivered_files_may_come_over_a_share_but_no_store_stands_on_one(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    folder: str,
    kind: str,
    drops_refused: bool,
    store_refused: bool,
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    monkeypatch.setattr(local, "filesystem_of", lambda path: filesystem_of(path, mounts))

    assert filesystem_of(Path(folder), mounts) == kind
    assert refuses(lambda: require_local(folder)) == drops_refused
    assert refuses(lambda: require_local_store(Path(folder))) == store_refused


def refuses(do: object) -> bool:
    try:
        do()  # type: ignore[operator]
    except RemotePathError:
        return True
    return False
