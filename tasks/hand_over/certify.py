"""The recipient's certificate that a package was destroyed."""

import json
from datetime import UTC, datetime
from pathlib import Path

from tasks.hand_over.refusal import HandOverRefusedError

CERTIFICATE = "certificate.json"


def certify(receipt: Path, by: str, how: str) -> Path:
    """Write the certificate of the package that ``receipt`` is of beside it; return its path.

    Raises:
        HandOverRefusedError: it is no receipt, or the package is still there.
    """
    try:
        known = json.loads(receipt.read_text(encoding="utf-8"))
        named = {name: known[name] for name in ("package", "package_sha256")}
    except (OSError, ValueError, KeyError, TypeError):
        raise HandOverRefusedError(f"{receipt} is no receipt of a package.") from None
    if (receipt.parent / named["package"]).exists():
        raise HandOverRefusedError(
            f"{receipt.parent / named['package']} is still there: destroy it first."
        )
    path = receipt.with_name(f"{named['package']}-{CERTIFICATE}")
    certificate = {
        **named,
        "destroyed_on": datetime.now(UTC).date().isoformat(),
        "destroyed_by": by,
        "how": how,
    }
    path.write_text(json.dumps(certificate, indent=2) + "\n", encoding="utf-8")
    return path
