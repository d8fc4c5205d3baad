"""The command that says what is recognised of a delivered file, and receives nothing."""

from typing import Annotated

from cyclopts import Parameter

from flows.commands.arguments import FileOrFolder, NewFile
from flows.exit_codes import ExitCode
from flows.service.terminal import say


def inspect(
    path: Annotated[FileOrFolder, Parameter(help="A delivered file, or a folder of them.")],
    /,
    *,
    html: Annotated[NewFile | None, Parameter(help="Write it as a page too: a new file.")] = None,
) -> ExitCode:
    """Say what is recognised of a file, what is not, and what entry would mend it.

    Nothing is received and no store is opened; no count is said.

    Exit code 0: every file keeps the contract; 2: one does not.
    """
    from tasks.receive.incoming_files import delivered_files
    from tasks.receive.inspected import in_words, page
    from tasks.receive.inspection import inspect as inspect_file

    files = [path] if path.is_file() else delivered_files(path)
    if not files:
        say(f"There is no delivered file in {path}.")
    inspected = [inspect_file(file) for file in files]
    for one in inspected:
        say(in_words(one))
    if html:
        html.write_text(page(inspected), encoding="utf-8")
    is_refused = any(one.failing for one in inspected)
    return ExitCode.SOME_REFUSED if is_refused else ExitCode.DONE
