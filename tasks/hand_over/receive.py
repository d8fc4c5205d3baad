"""The recipient's command: open a package, or certify that it was destroyed.

    python -m tasks.hand_over.receive open NAME.tar.age --key FILE --allowed-signers FILE
        --into FOLDER
    python -m tasks.hand_over.receive destroyed NAME-receipt.json --by PERSON --how TEXT

``open`` verifies the signature, decrypts, verifies the bag, loads every table from each format,
adds up the counts again and writes NAME-receipt.json into FOLDER: send it back. ``destroyed``
writes NAME-certificate.json beside the receipt. Exit code 1: refused; FOLDER/received.jsonl says
why.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tasks.hand_over.refusal import HandOverRefusedError
from tasks.hand_over.unpack import RECEIPT, receive

CERTIFICATE = "certificate.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the recipient's command and return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        told = _open(options) if options.what == "open" else _certify(options)
    except HandOverRefusedError as refused:
        _say(f"Refused. {refused}")
        return 1
    _say(told)
    return 0


def _open(options: argparse.Namespace) -> str:
    receipt = receive(options.package, options.key, options.allowed_signers, options.into)
    return (
        f"Signed by {receipt.signed_by}, decrypted, whole; {len(receipt.rows)} tables loaded and "
        f"reconciled.\nThe package: {options.into / receipt.package}\n"
        f"Send back: {options.into / f'{receipt.package}-{RECEIPT}'}"
    )


def _certify(options: argparse.Namespace) -> str:
    try:
        receipt = json.loads(options.receipt.read_text(encoding="utf-8"))
        named = {name: receipt[name] for name in ("package", "package_sha256")}
    except (OSError, ValueError, KeyError):
        raise HandOverRefusedError(f"{options.receipt} is no receipt of a package.") from None
    if (options.receipt.parent / named["package"]).exists():
        raise HandOverRefusedError(
            f"{options.receipt.parent / named['package']} is still there: destroy it first."
        )
    path: Path = options.receipt.with_name(f"{named['package']}-{CERTIFICATE}")
    certificate = {
        **named,
        "destroyed_on": datetime.now(UTC).date().isoformat(),
        "destroyed_by": options.by,
        "how": options.how,
    }
    path.write_text(json.dumps(certificate, indent=2) + "\n", encoding="utf-8")
    return f"Send back: {path}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tasks.hand_over.receive", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    what = parser.add_subparsers(dest="what", required=True)
    one = what.add_parser("open", help="verify, decrypt, verify the bag, load, reconcile")
    one.add_argument("package", type=Path, help="NAME.tar.age, its signature beside it")
    one.add_argument("--key", type=Path, required=True, help="file of the recipient's age key")
    one.add_argument("--allowed-signers", type=Path, required=True, help="whose signature counts")
    one.add_argument("--into", type=Path, required=True, help="folder of received packages")
    other = what.add_parser("destroyed", help="certify that every copy was destroyed")
    other.add_argument("receipt", type=Path, help="NAME-receipt.json")
    other.add_argument("--by", required=True, help="who destroyed it")
    other.add_argument("--how", required=True, help="how: wiped, shredded ...")
    return parser


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
