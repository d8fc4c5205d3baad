"""Commands of the service: all of it to try, and the parts that the units start."""

from typing import Annotated

from cyclopts import App, Parameter

from flows.commands.arguments import Data, Files, Folder, NewData, Port
from flows.service.terminal import say

Poll = Annotated[
    bool, Parameter(help="Look every half second, for a share that tells of no changes.")
]

app = App(name="service", help="The parts that the units of deploy/systemd start.")


def serve(
    *,
    data: NewData,
    incoming: Annotated[
        Folder | None, Parameter(help="Folder of delivered files instead of DATA/incoming.")
    ] = None,
    port: Port = 4200,
) -> None:
    """Run server, workers and watcher on this machine, to try; Ctrl-C stops them."""
    from flows.service.serve import serve

    serve(data, incoming or data / "incoming", port)


def again(files: Files, /, *, data: Data) -> None:
    """Start the run of refused, cancelled or failed files again, on the server."""
    from flows.service.arrival_runs import start_again

    say("\n".join(start_again(files, data)))


@app.command
def server(*, host: str = "127.0.0.1", port: Port = 4200) -> None:
    """Serve Prefect's API and UI until stopped."""
    from flows.service.server import serve

    serve(host, port)


@app.command
def watch(
    *,
    incoming: Annotated[Folder, Parameter(help="Folder that files come into; it may be gone.")],
    data: NewData,
    poll: Poll = False,
) -> None:
    """Make a run for every complete file, until stopped."""
    from flows.service.watcher import watch_until_stopped

    watch_until_stopped(incoming, data, poll=poll)


@app.command
def deploy() -> None:
    """Wait for the server, then bring its pools and deployments up to date."""
    from flows.service.deployments import deploy

    deploy()
