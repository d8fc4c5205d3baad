"""The password of the UI of `make serve`: made once a data folder, and kept."""

import secrets
from pathlib import Path


def kept_credential(folder: Path, who: str) -> str:
    """Return the credential of ``who`` ('who:password'), kept in ``folder`` for its owner alone."""
    path = folder / f"credential-{who}"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(f"{who}:{secrets.token_urlsafe(16)}", encoding="ascii")
    return path.read_text(encoding="ascii")
