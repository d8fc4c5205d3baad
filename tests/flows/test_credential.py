"""The password of `make serve` stays, and is its owner's alone."""

from pathlib import Path

from flows.service.credential import kept_credential


def test_the_password_is_kept(tmp_path: Path) -> None:
    made = kept_credential(tmp_path, "team")

    assert made.startswith("team:")
    assert len(made) > 20
    assert kept_credential(tmp_path, "team") == made
    assert kept_credential(tmp_path, "services") != made
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
