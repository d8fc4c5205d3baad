"""Agreement and registers of real drops count as two registered persons signed them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows.__main__ import main
from tasks.govern import review
from tasks.govern.access.account import current_account
from tasks.govern.access.log import REFUSED, lines
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.access.verify import faults
from tasks.govern.review import require_reviewed, require_reviewed_corrections, review_of
from tasks.hand_over import recipients
from tasks.hand_over.recipients import fingerprint, recipient_for, sender_for
from tasks.hand_over.refusal import HandOverRefusedError
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_store
from tests.conftest import PERSON, Real
from tests.signing import new_key, signed_by

ME = current_account().name
TODAY = datetime.now(UTC).date()
AGE = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
RECIPIENTS = f"""
[sender]
principal = "sender"
public_key = "ssh-ed25519 AAAA"

[[recipient]]
name = "hull"
organisation = "H"
team = "T"
age_key = "{AGE}"
fingerprint = "{fingerprint(AGE)}"
from = 2022-01-01
to = 2099-12-31
"""


def opened(data: DataFolder) -> None:
    with secure_store(data, read_only=False):
        pass


@pytest.fixture
def two(real: Real, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Real:
    """A folder of real drops that two persons are registered for, opened once."""
    append_person(real, "second", tmp_path)
    files = {"agreement.toml": real.agreement, "register.toml": real.register}
    files["recipients.toml"] = tmp_path / "recipients.toml"
    files["recipients.toml"].write_text(RECIPIENTS)
    monkeypatch.setitem(recipients.FILES, "real", files["recipients.toml"])
    monkeypatch.setattr(review, "REVIEWED", files)
    opened(real.data)
    return real


def append_person(real: Real, account: str, keys: Path) -> None:
    entry = PERSON.format(account=account, today=TODAY, key=new_key(keys / account))
    text = real.register.read_text() + entry.replace("A Tester", f"{account} Tester")
    real.register.write_text(text)


def sign(real: Real, file: str, key: str) -> int:
    words = ["sign", file, "--key", str(real.register.with_name(key)), "--note", "compared"]
    return main([*words, "--yes", "--data", str(real.data.root)])


def extended(real: Real) -> str:
    real.agree(ends="2098-01-01")
    return "agreement.toml"


def entered(real: Real) -> str:
    append_person(real, "third", real.register.parent)
    return "register.toml"


@pytest.mark.parametrize("change", [extended, entered])
def test_a_change_counts_as_soon_as_two_have_signed_it(
    two: Real, change: Callable[[Real], str]
) -> None:
    file = change(two)
    with pytest.raises(AccessRefusedError, match=f"{file} does not count: .* signed by: nobody"):
        opened(two.data)
    assert "signed by: nobody" in str(list(lines(two.data, REFUSED))[-1]["told"])

    assert sign(two, file, "mine") == 0
    with pytest.raises(AccessRefusedError, match=f"signed by: {ME}"):
        opened(two.data)
    assert sign(two, file, "second") == 0
    opened(two.data)
    assert faults(two.data) == []


def test_a_change_after_it_was_signed_does_not_count(two: Real) -> None:
    file = extended(two)
    for key in ("mine", "second"):
        signed_by(
            two.data,
            review_of(two.agreement),
            ME if key == "mine" else key,
            key=two.register.with_name(key),
        )
    two.agree(ends="2099-01-01")

    with pytest.raises(AccessRefusedError, match=f"{file} does not count"):
        opened(two.data)


def test_nobody_enters_themselves(two: Real, capsys: pytest.CaptureFixture[str]) -> None:
    """Two invented persons in the file, with keys of whoever edits it, sign for each other."""
    for account in ("third", "fourth"):
        append_person(two, account, two.register.parent)
    for account in ("third", "fourth"):
        assert sign(two, "register.toml", account) == 1
        assert "of nobody who is in the register today" in capsys.readouterr().err
        key = two.register.with_name(account)
        signed_by(two.data, review_of(two.register), account, key=key)

    with pytest.raises(AccessRefusedError, match=r"signed by: nobody\. 'third' is not in"):
        opened(two.data)


def test_whom_a_reviewed_change_names_signs_next(two: Real) -> None:
    file = entered(two)
    assert sign(two, file, "mine") == sign(two, file, "second") == 0

    assert sign(two, "recipients.toml", "third") == 0


def test_a_copy_that_was_changed_names_nobody(
    two: Real, capsys: pytest.CaptureFixture[str]
) -> None:
    entered(two)
    for path in two.data.history.glob("*-register-*.toml"):
        path.write_bytes(two.register.read_bytes())

    assert sign(two, "register.toml", "third") == 1
    assert "has no copy of it as it was" in capsys.readouterr().err
    with pytest.raises(AccessRefusedError, match="signed by: nobody"):
        opened(two.data)


def test_the_register_of_recipients_counts_as_two_have_signed_it(two: Real) -> None:
    def both() -> tuple[object, object]:
        return recipient_for(two.data, "real", "hull", TODAY), sender_for(two.data, "real")

    for key in ("mine", "second"):
        with pytest.raises(HandOverRefusedError, match="two registered persons have to sign"):
            both()
        assert sign(two, "recipients.toml", key) == 0
    both()

    path = recipients.FILES["real"]
    path.write_text(path.read_text().replace("2099-12-31", "2099-12-30"))
    with pytest.raises(HandOverRefusedError, match="signed by: nobody"):
        both()


def test_corrections_of_real_figures_count_as_two_have_signed_them(
    two: Real, tmp_path: Path
) -> None:
    path = tmp_path / "correction.csv"
    review.REVIEWED["correction.csv"] = path
    path.write_text("cause,reason\n")
    require_reviewed_corrections(two.data)
    path.write_text("cause,reason\nX99,wrong extract\n")

    for key in ("mine", "second"):
        with pytest.raises(AccessRefusedError, match=r"correction\.csv does not count"):
            require_reviewed_corrections(two.data)
        assert sign(two, "correction.csv", key) == 0
    require_reviewed_corrections(two.data)


def test_one_who_signs_against_it_stops_it(two: Real) -> None:
    path = recipients.FILES["real"]
    for key, account in (("mine", ME), ("second", "second")):
        signed_by(two.data, review_of(path), account, key=two.register.with_name(key))
    require_reviewed(two.data, path)
    key = two.register.with_name("second")
    signed_by(two.data, review_of(path), "second", "reject", "another number", key=key)

    with pytest.raises(AccessRefusedError, match="does not count"):
        require_reviewed(two.data, path)


def test_the_demonstration_needs_no_review(data: DataFolder) -> None:
    opened(data)

    assert recipient_for(data, "synthetic", "university-of-hull", date(2024, 1, 1)).team
