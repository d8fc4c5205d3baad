"""Signatures of OpenSSH (``ssh-keygen -Y``): made and checked here, and nowhere else.

Keys are Ed25519, in a file or on a security key (``sk-ssh-ed25519``). A namespace says what a
signature is for; one that was made for another purpose does not count. Format: PROTOCOL.sshsig of
OpenSSH.
"""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tasks.govern.errors import SafeMessageError

# Long enough to type a passphrase, or to find and touch a security key.
SECONDS = 120
SIGNER = "signer"


class SignatureError(SafeMessageError):
    """Nothing was signed, or a signature does not hold; the message says why."""


def signature_of(content: bytes, key: Path, namespace: str) -> str:
    """Return the signature of ``content``, armoured.

    ``key`` is a private key, or the public half of one that an agent or a security key holds.

    Raises:
        SignatureError: the key cannot sign.
    """
    done = _ssh_keygen("-Y", "sign", "-f", str(key), "-n", namespace, content=content)
    if done.returncode or not done.stdout:
        raise SignatureError(f"The key {key} does not sign: {_last_line(done)}")
    return done.stdout.decode("ascii")


def is_signed_by(public_key: str, content: bytes, signature: str, namespace: str) -> bool:
    """Return whether the owner of ``public_key`` signed ``content`` for this purpose."""
    allowed = allowed_signer(SIGNER, public_key, namespace)
    return _is_verified(SIGNER, allowed, content, signature, namespace)


def signer_of(content: bytes, signature: str, allowed_signers: str, namespace: str) -> str | None:
    """Return who in a file of allowed signers (format: ``man ssh-keygen``) signed; None: nobody.

    Raises:
        SignatureError: somebody there signed, but something else than ``content``.
    """
    with _files(allowed_signers, signature) as (allowed, signed):
        found = _ssh_keygen("-Y", "find-principals", "-f", allowed, "-n", namespace, "-s", signed)
    if found.returncode or not found.stdout.strip():
        return None
    principal = found.stdout.decode().splitlines()[0].strip()
    if not _is_verified(principal, allowed_signers, content, signature, namespace):
        raise SignatureError(
            f"It is not what {principal} signed: its bytes were changed or cut, or the signature "
            "is of something else."
        )
    return principal


def allowed_signer(principal: str, public_key: str, namespace: str) -> str:
    """Return the line of a file of allowed signers for one key."""
    return f'{principal} namespaces="{namespace}" {public_key}\n'


def public_half(key: Path) -> str:
    """Return the public half of a key, as a register names it: its type and its base64.

    Raises:
        SignatureError: the file holds no key.
    """
    beside = key if key.suffix == ".pub" else key.with_name(f"{key.name}.pub")
    if beside.is_file():
        text = beside.read_text(encoding="utf-8", errors="replace")
    else:
        done = _ssh_keygen("-y", "-f", str(key))
        if done.returncode:
            raise SignatureError(f"{key} holds no key of OpenSSH: {_last_line(done)}")
        text = done.stdout.decode("utf-8", "replace")
    kind, _, rest = text.strip().partition(" ")
    return f"{kind} {rest.partition(' ')[0]}"


def make_key(path: Path) -> None:
    """Make a new key pair (Ed25519) without a passphrase: ``path`` and ``path``.pub."""
    done = _ssh_keygen("-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path))
    if done.returncode:
        raise SignatureError(f"No key was made at {path}: {_last_line(done)}")


def _is_verified(
    principal: str, allowed_signers: str, content: bytes, signature: str, namespace: str
) -> bool:
    with _files(allowed_signers, signature) as (allowed, signed):
        named = ("-f", allowed, "-I", principal, "-n", namespace, "-s", signed)
        return _ssh_keygen("-Y", "verify", *named, content=content).returncode == 0


@contextmanager
def _files(allowed_signers: str, signature: str) -> Iterator[tuple[str, str]]:
    """Put both into files, as ssh-keygen reads them, for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="signature-") as folder:
        allowed, signed = Path(folder) / "allowed_signers", Path(folder) / "signature"
        allowed.write_text(allowed_signers, encoding="utf-8")
        signed.write_text(signature, encoding="utf-8")
        yield str(allowed), str(signed)


def _ssh_keygen(*arguments: str, content: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(  # noqa: S603
            ["ssh-keygen", *arguments],  # noqa: S607
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise SignatureError("There is no ssh-keygen: install openssh-client.") from None
    except subprocess.TimeoutExpired:
        raise SignatureError(f"ssh-keygen did not end within {SECONDS} seconds.") from None


def _last_line(done: "subprocess.CompletedProcess[bytes]") -> str:
    return (done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"])[-1]
