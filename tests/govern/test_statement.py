"""A statement is signed over exactly what it says, by any key that a register may name."""

import base64
import hashlib
import struct
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tasks.govern.register import PUBLIC_KEY
from tasks.govern.signature import SignatureError, is_signed_by, public_half, signature_of
from tasks.govern.statement import (
    ANCHOR,
    APPROVE,
    KINDS,
    NAMESPACE,
    RELEASE,
    Statement,
    as_fields,
    from_fields,
    sign,
)
from tests.signing import new_key

SAID = Statement(
    RELEASE, "2024-01/r1", APPROVE, {"figures": "a" * 64}, "as expected", "reviewer", "2024-02-01"
)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "key"
    new_key(path)
    return path


@pytest.mark.parametrize(
    "change",
    [
        {"kind": ANCHOR},
        {"what": "2024-01/r2"},
        {"decision": "reject"},
        {"digests": {"figures": "b" * 64}},
        {"why": "another reason"},
        {"account": "owner"},
        {"at": "2024-02-02"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_signature_covers_every_word(key: Path, change: dict[str, str]) -> None:
    signed = sign(SAID, key)

    assert signed.is_by(public_half(key))
    assert not replace(signed, statement=replace(SAID, **change)).is_by(public_half(key))


def test_a_signature_for_another_purpose_or_of_another_key_does_not_count(
    key: Path, tmp_path: Path
) -> None:
    content, public = SAID.text.encode(), public_half(key)
    other = new_key(tmp_path / "other")

    assert is_signed_by(public, content, signature_of(content, key, NAMESPACE), NAMESPACE)
    assert not is_signed_by(public, content, signature_of(content, key, "file"), NAMESPACE)
    assert not is_signed_by(other, content, signature_of(content, key, NAMESPACE), NAMESPACE)
    assert not is_signed_by(public, content, "", NAMESPACE)


def test_a_key_with_its_public_half_alone_cannot_sign(key: Path, tmp_path: Path) -> None:
    alone = tmp_path / "key.pub"
    alone.write_text(f"{public_half(key)}\n")

    with pytest.raises(SignatureError, match="does not sign"):
        sign(SAID, alone)


def text(value: bytes) -> bytes:
    return struct.pack(">I", len(value)) + value


class SecurityKey:
    """What a security key does (PROTOCOL.u2f and PROTOCOL.sshsig of OpenSSH), in software."""

    kind, application = b"sk-ssh-ed25519@openssh.com", b"ssh:"

    def __init__(self) -> None:
        self._key = Ed25519PrivateKey.generate()
        self._public = text(self.kind) + text(self._key.public_key().public_bytes_raw())
        self._public += text(self.application)

    @property
    def public(self) -> str:
        return f"{self.kind.decode()} {base64.b64encode(self._public).decode()}"

    def signature(self, content: bytes) -> str:
        """Touched once: its flags say that somebody was present."""
        namespace, hashed = text(NAMESPACE.encode()), text(hashlib.sha512(content).digest())
        message = b"SSHSIG" + namespace + text(b"") + text(b"sha512") + hashed
        touched = b"\x01" + struct.pack(">I", 7)
        asked = hashlib.sha256(self.application).digest() + touched
        made = self._key.sign(asked + hashlib.sha256(message).digest())
        whole = b"SSHSIG" + struct.pack(">I", 1) + text(self._public) + namespace + text(b"")
        whole += text(b"sha512") + text(text(self.kind) + text(made) + touched)
        body = base64.encodebytes(whole).decode()
        return f"-----BEGIN SSH SIGNATURE-----\n{body}-----END SSH SIGNATURE-----\n"


def test_a_security_key_works_alike() -> None:
    key, content = SecurityKey(), SAID.text.encode()

    assert PUBLIC_KEY.fullmatch(key.public)
    assert is_signed_by(key.public, content, key.signature(content), NAMESPACE)
    assert not is_signed_by(key.public, content + b" ", key.signature(content), NAMESPACE)


@pytest.mark.parametrize("kind", KINDS)
def test_it_says_in_plain_words_what_is_signed(kind: str) -> None:
    said = replace(SAID, kind=kind).in_words("Rhys Reviewer")

    for part in ("Rhys Reviewer (reviewer)", "2024-01/r1", "as expected", "a" * 64):
        assert part in said


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace('"release"', '"another"'),
        lambda text: text.replace('"approve"', '"perhaps"'),
        lambda text: text.replace(" 1", " 2", 1),
        lambda text: text.replace("\n", "", 1),
        lambda text: text.replace("{", '{ "what": "2024-01/r2",', 1),
        lambda text: text.replace('"why"', '"because"'),
        lambda text: "[]",
        lambda text: "",
    ],
)
def test_what_is_no_statement_to_the_letter_is_none(key: Path, change: object) -> None:
    fields = as_fields(sign(SAID, key))
    assert from_fields(fields).statement == SAID

    with pytest.raises(SignatureError, match="no signed statement"):
        from_fields(fields | {"statement": change(fields["statement"])})  # type: ignore[operator]
