"""The receiver's side: the key, the allowed signers and the package alone; refusals are noted."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.__main__ import main
from tasks.govern.signature import make_key
from tasks.hand_over.bag import make_bag, tar_of
from tasks.hand_over.encrypt_and_sign import allowed_signer, decrypted, encrypted, sign
from tasks.hand_over.refusal import HandOverRefusedError
from tasks.hand_over.unpack import receive
from tests.hand_over.conftest import Sent

ROOT = Path(__file__).parents[2]


@pytest.fixture
def hull(sent: Sent, tmp_path: Path) -> Path:
    """The receiver's folder: what came, the key, the allowed signers; nothing of the sender's."""
    folder = tmp_path / "hull"
    shutil.copytree(sent.folder, folder)
    shutil.copy(sent.keys.identity, folder / "recipient.key")
    shutil.copy(sent.keys.allowed_signers, folder / "allowed_signers")
    shutil.rmtree(sent.data.root)
    shutil.rmtree(sent.data.throw_away_hand_over_keys)
    sent.data.throw_away_key.unlink()
    return folder


def file_in(hull: Path) -> Path:
    (file,) = hull.glob("*.tar.age")
    return file


def signature_in(hull: Path) -> Path:
    return file_in(hull).with_name(f"{file_in(hull).name}.sig")


def opened(hull: Path) -> None:
    receive(file_in(hull), hull / "recipient.key", hull / "allowed_signers", hull / "received")


def test_a_fresh_process_with_only_the_key_verifies_decrypts_and_loads(
    sent: Sent, hull: Path
) -> None:
    file = file_in(hull)
    command = [sys.executable, "-m", "flows", "hand-over", "open", str(file)]
    command += ["--key", str(hull / "recipient.key")]
    command += ["--allowed-signers", str(hull / "allowed_signers"), "--into", str(hull / "got")]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "10 tables loaded and reconciled" in done.stdout
    receipt = json.loads((hull / "got" / f"{sent.package}-receipt.json").read_text())
    assert receipt["package_sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert receipt["signed_by"] == "serious-violence@demonstration.invalid"
    assert receipt["rows"]["treatment"] == 20
    assert (hull / "got" / sent.package / "data" / "csv" / "total.csv").exists()
    assert (hull / "got").stat().st_mode & 0o077 == 0


def wrong_key(hull: Path) -> None:
    from pyrage import x25519

    (hull / "recipient.key").write_text(str(x25519.Identity.generate()))


def no_key(hull: Path) -> None:
    (hull / "recipient.key").write_text("no key\n")


def a_bit(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def first_bit(hull: Path) -> None:
    a_bit(file_in(hull), 0)


def middle_bit(hull: Path) -> None:
    a_bit(file_in(hull), file_in(hull).stat().st_size // 2)


def last_bit(hull: Path) -> None:
    a_bit(file_in(hull), -1)


def cut(hull: Path) -> None:
    file_in(hull).write_bytes(file_in(hull).read_bytes()[:-1])


def emptied(hull: Path) -> None:
    file_in(hull).write_bytes(b"")


def lengthened(hull: Path) -> None:
    file_in(hull).write_bytes(file_in(hull).read_bytes() + b"\0")


def unsigned(hull: Path) -> None:
    signature_in(hull).unlink()


def signature_garbled(hull: Path) -> None:
    signature_in(hull).write_text("no signature\n")


def unknown_signer(hull: Path) -> None:
    make_key(hull / "stranger.key")
    sign(file_in(hull), hull / "stranger.key")


def known_by_name_only(hull: Path) -> None:
    """The allowed signer's name, with another key: what a forger would have to bring about."""
    unknown_signer(hull)
    make_key(hull / "other.key")
    key = " ".join((hull / "other.key.pub").read_text().split()[:2])
    line = allowed_signer("serious-violence@demonstration.invalid", key)
    (hull / "allowed_signers").write_text(line)


def no_allowed_signers(hull: Path) -> None:
    (hull / "allowed_signers").unlink()


def signed_for_something_else(hull: Path) -> None:
    make_key(hull / "signing.key")
    key = " ".join((hull / "signing.key.pub").read_text().split()[:2])
    (hull / "allowed_signers").write_text(allowed_signer("sender", key))
    signature_in(hull).unlink()
    command = ["ssh-keygen", "-Y", "sign", "-f", str(hull / "signing.key"), "-n", "git"]
    subprocess.run([*command, str(file_in(hull))], check=True, capture_output=True)


def renamed(hull: Path) -> None:
    for path in (signature_in(hull), file_in(hull)):
        path.rename(path.with_name(path.name.replace("2013-04", "2014-04")))


def not_a_package(hull: Path) -> None:
    file_in(hull).rename(hull / "package.tar.age.txt")
    (hull / "missing.tar.age").symlink_to(hull / "nowhere")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (wrong_key, "does not decrypt"),
        (no_key, "holds no age key"),
        (first_bit, "is not what serious-violence@demonstration.invalid signed"),
        (middle_bit, "is not what serious-violence@demonstration.invalid signed"),
        (last_bit, "is not what serious-violence@demonstration.invalid signed"),
        (cut, "is not what serious-violence@demonstration.invalid signed"),
        (emptied, "is not what serious-violence@demonstration.invalid signed"),
        (lengthened, "is not what serious-violence@demonstration.invalid signed"),
        (unsigned, "is not signed"),
        (signature_garbled, "signed by nobody"),
        (unknown_signer, "signed by nobody"),
        (known_by_name_only, "signed by nobody"),
        (no_allowed_signers, "no file of allowed signers"),
        (signed_for_something_else, "is not what sender signed|signed by nobody"),
        (renamed, "is not that of"),
        (not_a_package, "is no package"),
    ],
)
def test_what_is_not_as_it_must_be_is_refused_and_noted(
    hull: Path, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(hull)
    with pytest.raises(HandOverRefusedError, match=said):
        opened(hull)

    (line,) = (hull / "received" / "received.jsonl").read_text().splitlines()
    noted = json.loads(line)
    assert noted["event"] == "refused"
    assert noted["note"]
    assert noted["at"]
    assert [path.name for path in (hull / "received").iterdir()] == ["received.jsonl"]


def packed_again(hull: Path, change: Callable[[Path], None]) -> None:
    """Change what is inside and sign it again: what the bag and the totals are for."""
    from pyrage import x25519

    file = file_in(hull)
    name = file.name.removesuffix(".tar.age")
    opened(hull)
    folder = hull / "again"
    folder.mkdir()
    (hull / "received" / name).rename(folder / name)
    shutil.rmtree(hull / "received")
    change(folder / name)
    identity = x25519.Identity.from_str((hull / "recipient.key").read_text().strip())
    file.write_bytes(encrypted(tar_of(folder / name), str(identity.to_public())))
    make_key(hull / "signing.key")
    key = " ".join((hull / "signing.key.pub").read_text().split()[:2])
    (hull / "allowed_signers").write_text(allowed_signer("sender", key))
    sign(file, hull / "signing.key")


def count_changed(path: Path) -> None:
    lines = path.read_text().splitlines(keepends=True)
    at = lines[0].rstrip("\n").split(",").index("count")
    fields = lines[1].rstrip("\n").split(",")
    fields[at] = str(int(fields[at]) + 1)
    path.write_text("".join([lines[0], ",".join(fields) + "\n", *lines[2:]]))


def payload_changed(bag: Path) -> None:
    count_changed(bag / "data/csv/all_assault_pfa_month.csv")


def payload_lost(bag: Path) -> None:
    (bag / "data/MARKING.txt").unlink()


def payload_added(bag: Path) -> None:
    (bag / "data/more.csv").write_text("more\n")


def manifest_lost(bag: Path) -> None:
    (bag / "bagit.txt").unlink()


def bagged_again(bag: Path, change: Callable[[Path], None]) -> None:
    name = bag.name
    payload = bag.with_name("payload")
    (bag / "data").rename(payload)
    shutil.rmtree(bag)
    change(payload)
    make_bag(payload, {"External-Identifier": name}, "2024-01-31")
    payload.rename(bag)


def csv_differs(bag: Path) -> None:
    bagged_again(bag, lambda payload: count_changed(payload / "csv/all_assault_pfa_month.csv"))


def totals_differ(bag: Path) -> None:
    def change(payload: Path) -> None:
        path = payload / "csv/total.csv"
        lines = path.read_text().splitlines(keepends=True)
        path.write_text("".join(lines[:-1]))

    bagged_again(bag, change)


def stata_lost(bag: Path) -> None:
    bagged_again(bag, lambda payload: (payload / "stata/area.dta").unlink())


def parquet_is_another_tables(bag: Path) -> None:
    def change(payload: Path) -> None:
        folder = payload / "parquet"
        shutil.copy(folder / "area_history.parquet", folder / "area.parquet")

    bagged_again(bag, change)


def another_package_inside(bag: Path) -> None:
    payload = bag.with_name("payload")
    (bag / "data").rename(payload)
    shutil.rmtree(bag)
    make_bag(payload, {"External-Identifier": "university-of-hull-2012-04-00000000"}, "2024-01-31")
    payload.rename(bag)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (payload_changed, "is not whole"),
        (payload_lost, "is not whole"),
        (payload_added, "is not whole"),
        (manifest_lost, "is not whole"),
        (csv_differs, "all_assault_pfa_month.parquet does not agree with"),
        (totals_differ, "total.parquet does not agree with"),
        (stata_lost, "cannot be loaded"),
        (parquet_is_another_tables, "cannot be loaded"),
        (another_package_inside, "is another one"),
    ],
)
def test_a_signed_package_that_is_not_whole_is_refused(
    hull: Path, change: Callable[[Path], None], said: str
) -> None:
    packed_again(hull, change)
    with pytest.raises(HandOverRefusedError, match=said):
        opened(hull)

    assert [path.name for path in (hull / "received").iterdir()] == ["received.jsonl"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("{name}/data/link", tarfile.SYMTYPE),
        ("{name}/data/link", tarfile.LNKTYPE),
        ("{name}/../../out", tarfile.REGTYPE),
        ("{name}/data/../../out", tarfile.REGTYPE),
        ("/{name}/out", tarfile.REGTYPE),
        ("{name}", tarfile.REGTYPE),
        ("out", tarfile.REGTYPE),
    ],
)
def test_a_tar_that_reaches_out_of_its_folder_is_refused(
    hull: Path, place: str, kind: bytes
) -> None:
    packed_again(hull, lambda bag: None)
    tar = decrypted(file_in(hull).read_bytes(), hull / "recipient.key")
    name = file_in(hull).name.removesuffix(".tar.age")
    buffer = io.BytesIO(tar)
    with tarfile.open(fileobj=buffer, mode="a") as opened_tar:
        member = tarfile.TarInfo(place.format(name=name))
        member.type, member.linkname = kind, "/etc/passwd"
        opened_tar.addfile(member)
    from pyrage import x25519

    identity = x25519.Identity.from_str((hull / "recipient.key").read_text().strip())
    file_in(hull).write_bytes(encrypted(buffer.getvalue(), str(identity.to_public())))
    sign(file_in(hull), hull / "signing.key")
    with pytest.raises(HandOverRefusedError, match="is not that of"):
        opened(hull)
    assert not list(hull.rglob("out"))


def test_a_package_is_received_once(hull: Path) -> None:
    opened(hull)
    with pytest.raises(HandOverRefusedError, match="received before"):
        opened(hull)

    events = [
        json.loads(line)["event"]
        for line in (hull / "received" / "received.jsonl").read_text().splitlines()
    ]
    assert events == ["received", "refused"]
    assert len([path for path in (hull / "received").iterdir() if path.is_dir()]) == 1


def test_the_command_says_why_it_refuses(hull: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unsigned(hull)
    words = ["hand-over", "open", file_in(hull), "--key", hull / "recipient.key"]
    words += ["--allowed-signers", hull / "allowed_signers", "--into", hull / "received"]

    assert main([str(word) for word in words]) == 1
    assert "Refused. " in capsys.readouterr().err


def test_a_certificate_is_made_when_the_package_is_gone(
    hull: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened(hull)
    (receipt,) = (hull / "received").glob("*-receipt.json")
    words = ["hand-over", "certify", str(receipt), "--by", "R. Receiver", "--how", "wiped"]
    assert main(words) == 1
    assert "still there" in capsys.readouterr().err

    shutil.rmtree(hull / "received" / file_in(hull).name.removesuffix(".tar.age"))
    assert main(words) == 0
    (certificate,) = (hull / "received").glob("*-certificate.json")
    assert json.loads(certificate.read_text())["destroyed_by"] == "R. Receiver"
    certificate.write_text("[]")
    words[2] = str(certificate)
    assert main(words) == 1
    assert "is no receipt of a package" in capsys.readouterr().err
