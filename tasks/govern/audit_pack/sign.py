"""Sign a folder: list the sha256 of every file and sign the list with an OpenSSH key."""

from pathlib import Path

from tasks.govern.signature import signature_of
from tasks.store.digest import sha256_of

SUMS = "SHA256SUMS"
NAMESPACE = "audit-pack"
HOW_TO_VERIFY = (
    f"sha256sum --check {SUMS}",
    f"ssh-keygen -Y check-novalidate -n {NAMESPACE} -s {SUMS}.sig < {SUMS}",
    f"ssh-keygen -Y find-principals -s {SUMS}.sig -f your_allowed_signers",
)


def sign(folder: Path, key: Path) -> None:
    """Put ``SHA256SUMS`` and its signature into ``folder``.

    Raises:
        SignatureError: the key cannot sign.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = [f"{sha256_of(path)}  {path.relative_to(folder).as_posix()}" for path in files]
    listed = "\n".join([*sums, ""])
    (folder / SUMS).write_text(listed, encoding="utf-8")
    signature = signature_of(listed.encode("utf-8"), key, NAMESPACE)
    (folder / f"{SUMS}.sig").write_text(signature, encoding="ascii")
