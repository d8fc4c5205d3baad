"""The sender's signing key, and the demonstration's throw-away keys."""

import os
from dataclasses import dataclass
from pathlib import Path

from tasks.govern.key import is_open_to_others
from tasks.govern.signature import make_key
from tasks.hand_over.encrypt_and_sign import allowed_signer
from tasks.hand_over.refusal import HandOverRefusedError
from tasks.store.folders import DataFolder
from tasks.store.whole_folder import appearing_whole

KEY_FILE = "HAND_OVER_SIGNING_KEY_FILE"
CREDENTIAL = "hand-over-signing-key"


@dataclass(frozen=True)
class ThrowAwayKeys:
    """Keys of a demonstration, in a folder beside its data folder that only its owner can read.

    ``recipient.key`` is the receiver's age key and ``signing.key`` the sender's key.
    ``allowed_signers`` holds the sender's public key. For a real package the receiver writes it.
    """

    data: DataFolder

    @property
    def folder(self) -> Path:
        """The folder of the keys."""
        return self.data.throw_away_hand_over_keys

    @property
    def identity(self) -> Path:
        """The receiver's private key."""
        return self.folder / "recipient.key"

    @property
    def signing(self) -> Path:
        """The sender's private key."""
        return self.folder / "signing.key"

    @property
    def allowed_signers(self) -> Path:
        """The signers that the receiver accepts."""
        return self.folder / "allowed_signers"

    def age_key(self) -> str:
        """Return the receiver's public key; make the keys if there are none."""
        self._make()
        return (self.folder / "recipient.pub").read_text(encoding="ascii").strip()

    def signing_public_key(self, principal: str) -> str:
        """Return the public key of the sender of that name; make the keys if there are none."""
        self._make()
        kind, key = self.signing.with_suffix(".key.pub").read_text(encoding="ascii").split()[:2]
        self.allowed_signers.write_text(allowed_signer(principal, f"{kind} {key}"))
        return f"{kind} {key}"

    def _make(self) -> None:
        if not self.folder.exists():
            with appearing_whole(self.folder) as folder:
                folder.chmod(0o700)
                _make_identity(folder / self.identity.name)
                make_key(folder / self.signing.name)


def signing_key(data: DataFolder, content: str) -> Path:
    """Return the file of the sender's private key.

    Looked for in this order: the file that ``HAND_OVER_SIGNING_KEY_FILE`` names, the systemd
    credential ``hand-over-signing-key``, for synthetic counts the throw-away key.

    Raises:
        HandOverRefusedError: there is none, or others can read it.
    """
    path = _named() or (ThrowAwayKeys(data).signing if content == "synthetic" else None)
    if path is None or not path.is_file():
        raise HandOverRefusedError(
            f"There is no key to sign with: name its file in {KEY_FILE}, or give it as the systemd "
            f"credential {CREDENTIAL}."
        )
    if is_open_to_others(path):
        raise HandOverRefusedError(f"Others may read the key {path}: run 'chmod 600' on it.")
    return path


def _make_identity(path: Path) -> None:
    from pyrage import x25519

    identity = x25519.Identity.generate()
    path.with_suffix(".pub").write_text(f"{identity.to_public()}\n", encoding="ascii")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{identity}\n")


def _named() -> Path | None:
    if KEY_FILE in os.environ:
        return Path(os.environ[KEY_FILE])
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    path = Path(folder) / CREDENTIAL if folder else None
    return path if path and path.is_file() else None
