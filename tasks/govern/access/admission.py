"""Admit registered people under an open agreement and refuse others. Log both first."""

from contextlib import suppress

from tasks.govern.access.account import current_account
from tasks.govern.access.changes import note_changes, require_reviewed_changes
from tasks.govern.access.closed import require_closed
from tasks.govern.access.content import content_of
from tasks.govern.access.local import require_local_store
from tasks.govern.access.log import OPENED, REFUSED, Line, LogNotWrittenError, append
from tasks.govern.access.places import require_places
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.agreement import agreement_for, today
from tasks.govern.register import Entrant, register_for
from tasks.store.folders import DataFolder, restrict_umask


class RotationUnfinishedError(AccessRefusedError):
    """A rotation of the key stopped at its last step. Nothing opens until it is finished."""


def admit(data: DataFolder, what: str, content: str | None = None) -> Entrant:
    """Return who opens ``what`` if agreement and register allow it, and log the access.

    ``content`` is 'real' or 'synthetic'; the default is the content of the data folder.

    Raises:
        AccessRefusedError: it is not allowed, or the log cannot be written.
    """
    try:
        entrant = _entitled(data, content or content_of(data))
        rules = note_changes(data, content or content_of(data))
    except LogNotWrittenError:
        raise
    except AccessRefusedError as refused:
        log_refusal(data, what, refused)
        raise
    append(data, Line(OPENED, what, entrant.name, entrant.role, about=rules))
    return entrant


def registered(data: DataFolder, what: str) -> Entrant:
    """Return who asks for ``what``. The agreement need not be open: counts are destroyed after it.

    Raises:
        AccessRefusedError: the person is not registered, or not entitled today.
    """
    try:
        return _registered(content_of(data))
    except AccessRefusedError as refused:
        log_refusal(data, what, refused)
        raise


def require_window(data: DataFolder, what: str) -> None:
    """Pass if the agreement of the data folder is open today.

    Raises:
        AccessRefusedError: it is not, or nobody has reviewed that it is; the log says so.
    """
    try:
        agreement_for(content_of(data)).require_open(today())
        require_reviewed_changes(data, content_of(data))
    except AccessRefusedError as refused:
        log_refusal(data, what, refused)
        raise


def log_refusal(data: DataFolder, what: str, refused: Exception) -> None:
    """Log that ``what`` was refused. It stays refused if the log cannot be written."""
    with suppress(LogNotWrittenError):
        append(data, Line(REFUSED, what, told=f"{type(refused).__name__}: {refused}"))


def _entitled(data: DataFolder, content: str) -> Entrant:
    require_local_store(data.root)
    agreement = agreement_for(content)
    agreement.require_open(today())
    require_places(data, agreement)
    entrant = _registered(content)
    restrict_umask()
    require_closed(data)
    if data.rotation.exists():
        raise RotationUnfinishedError(
            "A rotation of the key was cut off: run 'python -m flows access rotate-key' again, "
            "as before."
        )
    return entrant


def _registered(content: str) -> Entrant:
    register, account = register_for(content), current_account()
    entrant = register.admit(account.name, today())
    # A service account is used by a scheduler, or by a person who became it. That person counts.
    if account.login not in ("", account.name) and register.is_service(account.name):
        return register.admit(account.login, today())
    return entrant
