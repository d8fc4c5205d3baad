"""What becomes of packages after they were sent, for a registered person at a terminal.

    python -m flows.hand_over status --data FOLDER
    python -m flows.hand_over receipt FILE --data FOLDER --account ACCOUNT
    python -m flows.hand_over in-use PACKAGE --data FOLDER --account ACCOUNT --note TEXT
    python -m flows.hand_over destroyed FILE --data FOLDER --account ACCOUNT
    python -m flows.hand_over withdraw PACKAGE --data FOLDER --account ACCOUNT --note TEXT

``receipt`` compares what the recipient sent back with what was sent, ``destroyed`` takes their
certificate, ``withdraw`` takes back a package that was not sent. Exit code 1: refused.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tasks.govern.key import KeyRefusedError
from tasks.hand_over import states
from tasks.hand_over.refusal import HandOverRefusedError
from tasks.hand_over.transfer_log import entries, packages, state_of
from tasks.store.folders import DataFolder


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the person asks and say in which state the package is."""
    options = _parser().parse_args(arguments)
    data = DataFolder(options.data.resolve())
    try:
        print("\n".join(_status(data)) if options.what == "status" else _noted(data, options))
    except (HandOverRefusedError, KeyRefusedError, OSError) as refused:
        print(f"Refused. {refused}")
        return 1
    return 0


def _noted(data: DataFolder, options: argparse.Namespace) -> str:
    person = states.registered(data, options.account)
    match options.what:
        case "receipt":
            package = states.take_receipt(data, options.file, person)
        case "destroyed":
            package = states.take_certificate(data, options.file, person)
        case "in-use":
            package = options.package
            states.note_use(data, package, person, options.note)
        case _:
            package = options.package
            states.reject(data, package, options.note, person=person)
    return f"{package}: {state_of(data, package)}"


def _status(data: DataFolder) -> list[str]:
    told = [
        f"{package}: {state_of(data, package)} since {entries(data, package)[-1].at}"
        for package in packages(data)
    ]
    return told or ["No package was ever prepared."]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m flows.hand_over", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    what = parser.add_subparsers(dest="what", required=True)
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument("--data", type=Path, required=True, help="data folder")
    what.add_parser("status", parents=[everywhere], help="the state of every package")
    person = argparse.ArgumentParser(add_help=False, parents=[everywhere])
    person.add_argument("--account", required=True, help="your account in the register")
    for name, told in (("receipt", "compare a receipt"), ("destroyed", "take a certificate")):
        one = what.add_parser(name, parents=[person], help=told)
        one.add_argument("file", type=Path, help="what the recipient sent back")
    for name, told in (("in-use", "the recipient uses it"), ("withdraw", "take it back")):
        one = what.add_parser(name, parents=[person], help=told)
        one.add_argument("package", help="name of the package")
        one.add_argument("--note", required=True, help="why, or by whose word")
    return parser


if __name__ == "__main__":
    sys.exit(main())
