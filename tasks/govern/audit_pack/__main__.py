"""Gather what a data-sharing auditor asks for into one signed folder, without a count.

    python -m tasks.govern.audit_pack --data FOLDER --into FOLDER --sign-with KEY
        [--incoming FOLDER ...]

KEY is a private key of OpenSSH, 'ssh-keygen -t ed25519 -f KEY' for one; the auditor knows its
public half. Needs no open agreement: an audit may come after its end. Start with index.html.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tasks.govern.access.admission import registered
from tasks.govern.access.log import OPENED, Line, append
from tasks.govern.access.purpose import purpose
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.audit_pack.pack import audit_pack
from tasks.govern.audit_pack.sign import NotSignedError
from tasks.store.folders import DataFolder


def main(arguments: Sequence[str] | None = None) -> int:
    """Gather and sign; exit code 1: there is no pack."""
    parser = argparse.ArgumentParser(prog="python -m tasks.govern.audit_pack", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--data", type=Path, required=True, help="data folder")
    parser.add_argument("--into", type=Path, required=True, help="a new folder")
    parser.add_argument("--sign-with", type=Path, required=True, help="private key of OpenSSH")
    parser.add_argument("--incoming", type=Path, nargs="*", default=[], help="more folders")
    options = parser.parse_args(arguments)
    data = DataFolder(options.data.resolve())
    try:
        with purpose("audit"):
            person = registered(data, "audit pack")
            append(data, Line(OPENED, "audit pack", person.name, person.role))
            audit_pack(data, options.into, options.sign_with, options.incoming)
    except (AccessRefusedError, NotSignedError, OSError) as refused:
        sys.stderr.write(f"{refused}\n")
        return 1
    sys.stdout.write(f"The audit pack: {options.into / 'index.html'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
