"""Commands at the end of the agreement, and for its audit."""

from typing import Annotated

from cyclopts import ArgumentCollection, Group, Parameter

from flows.commands.arguments import Data, File, Incoming, NewFolder
from flows.service.terminal import say


def _one_of_two(arguments: ArgumentCollection) -> None:
    if len(arguments.filter_by(value_set=True)) != 1:
        raise ValueError("Ask with --why, or confirm with --confirm: one of the two.")


SIGN_IT = "Two persons have to sign this list: 'sign destruction --key KEY --note WHY'."
ASK_OR_CONFIRM = Group("Ask or confirm", validator=_one_of_two)


def destroy(
    *,
    data: Data,
    why: Annotated[
        str | None, Parameter(group=ASK_OR_CONFIRM, help="Ask for it, with the reason.")
    ] = None,
    confirm: Annotated[
        bool,
        Parameter(
            group=ASK_OR_CONFIRM, help="Carry out what two persons signed.", show_default=False
        ),
    ] = False,
    incoming: Incoming = [],  # noqa: B006
) -> None:
    """Destroy every copy of every delivered file, when two registered persons have signed that.

    Somebody asks and is shown what would go. Two persons sign the list, each with their own key:
    'sign destruction'. Then it is confirmed, if nothing has come or gone since. Protected releases,
    their store and the log stay. A certificate in DATA/access/certificates lists what went. Cut
    off, it goes on when confirmed again. Needs no open agreement, and no key of the store.
    """
    from tasks.govern import destruction
    from tasks.govern.access.purpose import purpose
    from tasks.store.folders import DataFolder

    folder = DataFolder(data)
    with purpose(why or "confirm the destruction"):
        if confirm:
            say(f"Destroyed. The certificate: {destruction.carry_out(folder)}")
        else:
            asked = destruction.request(folder, why or "", incoming)
            say(f"{asked}\n{SIGN_IT}")


def audit(
    *,
    data: Data,
    into: Annotated[NewFolder, Parameter(help="A new folder.")],
    sign_with: Annotated[File, Parameter(help="Private key of OpenSSH.")],
    incoming: Incoming = [],  # noqa: B006
) -> None:
    """Gather what a data-sharing auditor asks for into one signed folder, without a count.

    Make the key by 'ssh-keygen -t ed25519 -f KEY'; the auditor knows its public half. Needs no open
    agreement: an audit may come after its end. Start with index.html.
    """
    from tasks.govern.access.admission import registered
    from tasks.govern.access.log import OPENED, Line, append
    from tasks.govern.access.purpose import purpose
    from tasks.govern.audit_pack.pack import audit_pack
    from tasks.store.folders import DataFolder

    folder = DataFolder(data)
    with purpose("audit"):
        person = registered(folder, "audit pack")
        append(folder, Line(OPENED, "audit pack", person.name, person.role))
        audit_pack(folder, into, sign_with, incoming)
    say(f"The audit pack: {into / 'index.html'}")
