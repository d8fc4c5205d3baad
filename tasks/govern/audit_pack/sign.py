"""Sign a folder: list the sha256 of every file and sign the list with an OpenSSH key."""

import subprocess
from pathlib import Path

from tasks.govern.errors import SafeMessageError
from tasks.store.digest import sha256_of

SUMS = "SHA256SUMS"
NAMESPACE = "audit-pack"
HOW_TO_VERIFY = (
    f"sha256sum --check {SUMS}",
    f"ssh-keygen -Y check-novalidate -n {NAMESPACE} -s {SUMS}.sig < {SUMS}",
    f"ssh-keygen -Y find-principals -s {SUMS}.sig -f your_allowed_signers",
)


class NotSignedError(SafeMessageError):
    """The folder could not be signed; the message is that of ssh-keygen."""


def sign(folder: Path, key: Path) -> None:
    """Put ``SHA256SUMS`` and its signature into ``folder``.

    Raises:
        NotSignedError: the key is missing or has a passphrase without an agent, or there is no
            ssh-keygen.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = [f"{sha256_of(path)}  {path.relative_to(folder).as_posix()}" for path in files]
    (folder / SUMS).write_text("\n".join([*sums, ""]), encoding="utf-8")
    command = ["ssh-keygen", "-Y", "sign", "-f", str(key), "-n", NAMESPACE, str(folder / SUMS)]
    try:
        done = subprocess.run(  # noqa: S603
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise NotSignedError("There is no ssh-keygen: install openssh-client.") from None
    if done.returncode:
        raise NotSignedError(f"The pack was not signed with {key}: {done.stderr.strip()}")
