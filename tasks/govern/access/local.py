"""Counts stay on this machine: folders of other machines are refused."""

import re
from pathlib import Path

from tasks.govern.access.refused import AccessRefusedError

# 's3://bucket' becomes 's3:/bucket' as a path.
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/|\\\\|//[^/]|[\w.-]+@[\w.-]+:")
MOUNTS = Path("/proc/self/mountinfo")
CLOUD = {"fuse.s3fs", "fuse.rclone", "fuse.gcsfuse", "fuse.goofys", "fuse.mountpoint-s3"}
CLOUD |= {"fuse.blobfuse", "fuse.blobfuse2", "fuse.davfs", "davfs", "fuse.sshfs"}
NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "fuse.glusterfs"}


class RemotePathError(AccessRefusedError):
    """A folder is on another machine."""


def require_local(folder: str | Path) -> None:
    """Pass if ``folder`` is on this machine or on a network share. For delivered files.

    Raises:
        RemotePathError: it is an address, or mounted cloud storage.
    """
    _require_no_address(str(folder))
    _require_filesystem(Path(folder), CLOUD)


def require_local_store(folder: Path) -> None:
    """Pass if ``folder`` is on this machine's own disks.

    Raises:
        RemotePathError: it is an address, a network share, or mounted cloud storage.
    """
    _require_no_address(str(folder))
    _require_filesystem(folder, CLOUD | NETWORK)


def absolute(folder: Path) -> Path:
    """Return the absolute path of a typed folder. An address is kept, to be refused later."""
    return folder if ADDRESS.match(str(folder)) else folder.resolve()


def filesystem_of(folder: Path, mounts: Path = MOUNTS) -> str:
    """Return a folder's kind of file system, such as 'ext4'. Without Linux it is ''."""
    if not mounts.exists():
        return ""
    whole, found = folder.resolve(), ("", "")
    for line in mounts.read_text(encoding="utf-8").splitlines():
        point, kind = line.split(" ")[4], line.partition(" - ")[2].split(" ")[0]
        path = point.replace(r"\040", " ")
        if whole.is_relative_to(path) and len(path) >= len(found[0]):
            found = path, kind
    return found[1]


def _require_no_address(folder: str) -> None:
    if ADDRESS.match(folder):
        raise RemotePathError(
            f"{folder} is an address, not a folder of this machine: counts stay on this machine."
        )


def _require_filesystem(folder: Path, refused: set[str]) -> None:
    kind = filesystem_of(folder)
    if kind in refused:
        raise RemotePathError(
            f"{folder} is on another machine ({kind}): counts stay on this machine's own disks."
        )
