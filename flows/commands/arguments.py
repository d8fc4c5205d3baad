"""The arguments that commands share; what is wrong with one is said before anything is begun."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, Token

from flows.commands.refusals import WrongInputError
from tasks.govern.access.local import ADDRESS, absolute
from tasks.govern.errors import SafeMessageError
from tasks.store.folders import DataFolder

# What a service, or a demonstration, puts into a data folder before anything is received.
BEFORE_FIRST_DROP = {"incoming", "prefect", "running", "lost+found"}
PACKAGE = ".tar.age"
LAST_PORT = 65535
# Any month that is well written: which ones can be made is known when the stores are open.
NO_LAST_MONTH = date(9999, 1, 1)


def _path(_: object, tokens: Sequence[Token]) -> Path:
    if not tokens[0].value.strip():
        raise ValueError("It is empty: name a folder.")
    return absolute(Path(tokens[0].value))


def _is_data_folder(_: object, folder: Path) -> None:
    if not folder.is_dir():
        raise ValueError(f"There is no data folder {folder}.")
    if not DataFolder(folder).access.is_dir():
        raise ValueError(f"{folder} is not a data folder: nothing was ever received into it.")


def _may_become_data_folder(_: object, folder: Path) -> None:
    _is_no_file(_, folder)
    if ADDRESS.match(str(folder)) or not folder.exists() or DataFolder(folder).access.is_dir():
        return
    if other := sorted({path.name for path in folder.iterdir()} - BEFORE_FIRST_DROP):
        raise ValueError(
            f"{folder} is not a data folder, and holds other files ({other[0]}): name a data "
            "folder, or a folder that is empty or not there yet."
        )


def require_data_folder(folder: Path) -> None:
    """Pass if ``folder`` is a data folder: for a command that makes one only with drops.

    Raises:
        WrongInputError: it is none.
    """
    try:
        _is_data_folder(Path, folder)
    except ValueError as error:
        raise WrongInputError(str(error)) from None


def _is_folder(_: object, folder: Path | Sequence[Path] | None) -> None:
    for one in [folder] if isinstance(folder, Path) else folder or []:
        # An address is refused by the flow, which logs it.
        if not ADDRESS.match(str(one)) and not one.is_dir():
            raise ValueError(f"There is no folder {one}.")


def _has_drops(_: object, folder: Path | None) -> None:
    from tasks.receive.incoming_files import delivered_files, misnamed_files

    _is_folder(_, folder)
    if folder is None or ADDRESS.match(str(folder)):
        return
    if not delivered_files(folder) and not misnamed_files(folder):
        raise ValueError(f"There is no delivered file in {folder}.")


def _is_no_file(_: object, folder: Path | None) -> None:
    if folder is not None and folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder} is a file: name a folder.")


def _is_new(_: object, folder: Path) -> None:
    if folder.exists():
        raise ValueError(f"{folder} is there already: name a new folder.")


def _is_file(_: object, file: Path | Sequence[Path] | None) -> None:
    for one in [file] if isinstance(file, Path) else file or []:
        if not one.is_file():
            raise ValueError(f"There is no file {one}.")


def _is_file_or_folder(_: object, path: Path) -> None:
    if not path.exists():
        raise ValueError(f"There is no file or folder {path}.")


def _is_package(_: object, file: Path) -> None:
    _is_file(_, file)
    if not file.name.endswith(PACKAGE):
        raise ValueError(f"{file} is no package: its name ends in {PACKAGE}.")


def _is_new_file(_: object, file: Path | None) -> None:
    if file is None:
        return
    if file.exists():
        raise ValueError(f"{file} is there already: name a new file.")
    _is_folder(_, file.parent)


def _is_port(_: object, port: int) -> None:
    if not 1 <= port <= LAST_PORT:
        raise ValueError(f"{port} is no port: name one from 1 to {LAST_PORT}.")


def _month(_: object, text: str) -> None:
    from tasks.conform.months import month_named

    _read(month_named, text)


def _months(_: object, text: str) -> None:
    from tasks.conform.months import months_named

    _read(lambda text: months_named(text, NO_LAST_MONTH), text)


def _moment(_: object, text: str | None) -> None:
    from tasks.conform.months import moment_named

    if text is not None:
        _read(moment_named, text)


def _read(named: Callable[[str], object], text: str) -> None:
    try:
        named(text)
    except SafeMessageError as error:
        raise ValueError(str(error)) from None


Data = Annotated[
    Path,
    Parameter(env_var="DATA", converter=_path, validator=_is_data_folder, help="Data folder."),
]
NewData = Annotated[
    Path,
    Parameter(
        env_var="DATA",
        converter=_path,
        validator=_may_become_data_folder,
        help="Data folder; made if missing.",
    ),
]
DataOrDrops = Annotated[
    Path,
    Parameter(
        env_var="DATA",
        converter=_path,
        validator=_may_become_data_folder,
        help="Data folder; with --drops made if missing.",
    ),
]
Folder = Annotated[Path, Parameter(converter=_path, validator=_is_no_file)]
FolderThere = Annotated[Path, Parameter(converter=_path, validator=_is_folder)]
NewFolder = Annotated[Path, Parameter(converter=_path, validator=_is_new)]
Drops = Annotated[
    Path,
    Parameter(
        env_var="DROPS", converter=_path, validator=_has_drops, help="Folder of delivered files."
    ),
]
Incoming = Annotated[
    list[Path],
    Parameter(
        validator=_is_folder,
        consume_multiple=True,
        show_default=False,
        help="More folders that files come into.",
    ),
]
File = Annotated[Path, Parameter(validator=_is_file)]
FileOrFolder = Annotated[Path, Parameter(converter=_path, validator=_is_file_or_folder)]
PackageFile = Annotated[Path, Parameter(validator=_is_package)]
Files = Annotated[list[Path], Parameter(validator=_is_file)]
NewFile = Annotated[Path, Parameter(validator=_is_new_file)]
Port = Annotated[int, Parameter(validator=_is_port, help="Port of the UI.")]
Month = Annotated[str, Parameter(validator=_month, help="Month to release: 'latest' or YYYY-MM.")]
Months = Annotated[
    str,
    Parameter(validator=_months, help="'all', 2023-11, 2023-04..2024-01, or several with commas."),
]
AsOf = Annotated[
    str | None,
    Parameter(validator=_moment, help="Use only what was known then: a date (its end) or a time."),
]
