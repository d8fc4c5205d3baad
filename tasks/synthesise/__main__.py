"""Write the drops of the demonstration: `python -m tasks.synthesise --into FOLDER`."""

import argparse
import sys
from pathlib import Path

from tasks.synthesise.demonstration import write_demonstration


def main() -> None:
    """Write the drops and say where."""
    parser = argparse.ArgumentParser(prog="python -m tasks.synthesise", description=__doc__)
    parser.add_argument("--into", type=Path, required=True, help="the folder to write into")
    folder = parser.parse_args().into
    sys.stdout.write("Inventing the demonstration's drops (some ten seconds) ...\n")
    sys.stdout.flush()
    files = write_demonstration(folder)
    sys.stdout.write(f"{len(files)} synthetic drops in {folder}\n")


if __name__ == "__main__":
    main()
