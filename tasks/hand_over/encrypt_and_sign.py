"""Encrypt and sign, verify and decrypt.

age decides who can read a package but does not show who sent it. The signature (``ssh-keygen -Y``)
covers the encrypted bytes, so that a file from an unknown sender is never decrypted.
"""

from pathlib import Path

from tasks.govern import signature as signatures
from tasks.govern.signature import SignatureError, signature_of, signer_of
from tasks.hand_over.refusal import HandOverRefusedError

# The purpose of the signature. One made for another purpose is not valid for a package.
NAMESPACE = "serious-violence-hand-over"
ENCRYPTED, SIGNATURE = ".tar.age", ".sig"


def encrypted(content: bytes, age_key: str) -> bytes:
    """Return ``content`` encrypted to a recipient's public key.

    Raises:
        HandOverRefusedError: it is not an age key.
    """
    import pyrage

    try:
        recipient = pyrage.x25519.Recipient.from_str(age_key)
    except pyrage.RecipientError:
        raise HandOverRefusedError("The recipient's key is no age key (age1...).") from None
    return bytes(pyrage.encrypt(content, [recipient]))


def decrypted(content: bytes, key_file: Path) -> bytes:
    """Return what was encrypted to the key whose private half is in ``key_file``.

    Raises:
        HandOverRefusedError: the key is unusable or another one, or bytes were changed or cut.
    """
    import pyrage

    try:
        lines = key_file.read_text(encoding="ascii").splitlines()
        text = next(line for line in lines if line.startswith("AGE-SECRET-KEY-"))
        identity = pyrage.x25519.Identity.from_str(text.strip())
    except (OSError, UnicodeDecodeError, StopIteration, pyrage.IdentityError):
        raise HandOverRefusedError(f"{key_file} holds no age key.") from None
    try:
        return bytes(pyrage.decrypt(content, [identity]))
    except pyrage.DecryptError:
        raise HandOverRefusedError(
            f"The key in {key_file} does not decrypt the package: it was encrypted to another key, "
            "or its bytes were changed or cut."
        ) from None


def sign(path: Path, key_file: Path) -> Path:
    """Sign a file and return the signature's file, ``path``.sig.

    Raises:
        HandOverRefusedError: the key cannot sign (it is not a key, or has a passphrase).
    """
    signature = path.with_name(path.name + SIGNATURE)
    try:
        signed = signature_of(path.read_bytes(), key_file, NAMESPACE)
    except SignatureError as error:
        raise HandOverRefusedError(str(error)) from None
    signature.write_text(signed, encoding="ascii")
    return signature


def verify(path: Path, allowed_signers: Path) -> str:
    """Return who signed a file, by name in ``allowed_signers`` (format: ``man ssh-keygen``).

    Raises:
        HandOverRefusedError: there is no signature, nobody on the list made it, or the bytes are
            not those that were signed.
    """
    signature = path.with_name(path.name + SIGNATURE)
    if not signature.is_file():
        raise HandOverRefusedError(f"{path.name} is not signed: there is no {signature.name}.")
    if not allowed_signers.is_file():
        raise HandOverRefusedError(f"There is no file of allowed signers at {allowed_signers}.")
    principal = _signer(path, signature, allowed_signers.read_text(encoding="utf-8"))
    if principal is None:
        raise HandOverRefusedError(
            f"{path.name} is signed by nobody in {allowed_signers.name}, or {signature.name} is no "
            "signature: do not open it, ask the sender."
        )
    return principal


def require_own_signature(path: Path, principal: str, public_key: str) -> None:
    """Pass if ``path`` is signed by the registered sender.

    Raises:
        HandOverRefusedError: another key signed it.
    """
    signature, allowed = (
        path.with_name(path.name + SIGNATURE),
        allowed_signer(principal, public_key),
    )
    if not signature.is_file() or _signer(path, signature, allowed) is None:
        raise HandOverRefusedError(
            "The key that signs is not the sender's in the register of recipients."
        )


def allowed_signer(principal: str, public_key: str) -> str:
    """Return the line of an ``allowed_signers`` file for a sender."""
    return signatures.allowed_signer(principal, public_key, NAMESPACE)


def _signer(path: Path, signature: Path, allowed_signers: str) -> str | None:
    signed = signature.read_text(encoding="utf-8", errors="replace")
    try:
        return signer_of(path.read_bytes(), signed, allowed_signers, NAMESPACE)
    except SignatureError as error:
        raise HandOverRefusedError(f"{path.name}: {error}") from None
