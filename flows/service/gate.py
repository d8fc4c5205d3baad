"""What people may ask of Prefect's API: a list, and nothing else.

Prefect knows one credential, and whoever has it can change what workers run as the service. So the
services alone have that one. People, through nginx or the UI of ``make serve``, have another: with
it they read, resume and cancel runs, and start runs of what is deployed, with parameters that name
no place, no account and no command. Each request on the list goes on with the services' credential;
the others end here.
"""

import base64
import hmac
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

API = "/api"
# The settings of the server are not for people; refused them, the UI's page of deployments freezes.
SETTINGS = f"{API}/admin/settings"
MOST_BYTES = 1_000_000
ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
NAME = "[^/]+"
Body = dict[str, Any]

READ = (
    "admin/version|health|ready|hello|csrf-token|collections/views/{NAME}"
    "|(flows|flow_runs|task_runs|deployments|artifacts|work_queues|flow_run_states|task_run_states)/{ID}"
    "|flows/name/{NAME}|deployments/name/{NAME}/{NAME}|artifacts/{NAME}/latest"
    "|flow_runs/{ID}/(graph|graph-v2|logs/download|input/{NAME})|ui/task_runs/{ID}"
    "|flow_run_states/|task_run_states/|deployments/{ID}/(schedules|work_queue_check)"
    "|work_pools/{NAME}|work_pools/{NAME}/queues/{NAME}|work_queues/{ID}/status|events/filter/next"
)
# Asked with a body, and nothing is changed by it.
QUERY = (
    "(flows|flow_runs|task_runs|deployments|artifacts|work_pools|work_queues|logs|events|automations)"
    "/(filter|paginate|count|history|lateness)"
    "|artifacts/latest/(filter|count)|events/count-by/{NAME}|flow_runs/{ID}/input/filter"
    "|work_pools/{NAME}/(queues|workers)/filter|(saved_searches|concurrency_limits)/filter"
    "|(v2/concurrency_limits|task_workers)/filter"
    "|(work_pools/{NAME}|work_queues/{ID})/concurrency_status"
    "|ui/flows/(count-deployments|next-runs)|ui/flow_runs/(history|count-task-runs)"
    "|ui/task_runs/(dashboard/counts|count)|ui/schemas/validate"
)
# Parameters of a run that a person may choose. The others name places, accounts and schedulers: as
# deployed, or not at all.
CHOSEN = frozenset({"month", "months", "as_of", "parallel", "recipient"})
RUN = frozenset({"state", "name", "parameters", "tags", "empirical_policy", "work_queue_name"})
ENFORCED = "enforce_parameter_schema"


@dataclass(frozen=True)
class Gate:
    """Stands before Prefect's application.

    ``services`` and ``people`` are the two credentials (``user:password``); ``places`` are the
    values that deployments give to the parameters which name places.
    """

    app: ASGIApp
    services: str
    people: str
    places: Mapping[str, str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass what the credential allows. Of web sockets Prefect itself wants the services'."""
        if scope["type"] != "http" or not is_same(_credential(scope), self.people):
            await self.app(scope, receive, send)
            return
        body = await _body(receive)
        if (scope["method"], scope["path"]) == ("GET", SETTINGS):
            await JSONResponse({})(scope, receive, send)
            return
        told = None if body is None else self._refusal(scope["method"], scope["path"], body)
        if body is None or told:
            refused = JSONResponse({"detail": told or "The request is too large."}, 403)
            await refused(scope, receive, send)
            return
        _as_a_service(scope, self.services)
        await self.app(scope, _again(body, receive), send)

    def _refusal(self, method: str, path: str, body: bytes) -> str | None:
        if method in ("GET", "HEAD", "OPTIONS"):
            read = not path.startswith(API) or _is_one_of(READ, path)
            return None if read else f"{path} is not for people to read."
        if method != "POST":
            return f"{method} is not for people to ask."
        if _is_one_of(QUERY, path):
            return None
        for pattern, allowed in self._changes().items():
            if _is_one_of(pattern, path):
                return _refused(body, allowed)
        return f"{path} is not for people to ask."

    def _changes(self) -> dict[str, Callable[[Body], bool]]:
        return {
            "flow_runs/{ID}/resume": lambda body: body.keys() <= {"run_input"},
            "flow_runs/{ID}/set_state": _cancels,
            "deployments/{ID}/create_flow_run": self._starts,
        }

    def _starts(self, body: Body) -> bool:
        """Tell if it is a run as deployed, but for the parameters that a person may choose."""
        parameters = body.get("parameters") or {}
        return (
            # Nothing else has a value: no command, no environment, no key of a file's run.
            all(key in RUN or not value for key, value in body.items() if key != ENFORCED)
            and body.get(ENFORCED) in (None, True)
            and body.get("work_queue_name") in (None, "default")
            and _is_plain_state(body.get("state") or {}, {"SCHEDULED"}, {"Scheduled"})
            and isinstance(parameters, dict)
            and all(self._may_be(name, value) for name, value in parameters.items())
        )

    def _may_be(self, name: str, value: object) -> bool:
        # A mapping could be a template or a variable, which Prefect fills in.
        if name in CHOSEN:
            return value is None or isinstance(value, str | bool)
        return value is None or (name in self.places and value == self.places[name])


def is_same(one: str, other: str) -> bool:
    """Compare two credentials in a time that tells nothing."""
    return hmac.compare_digest(one.encode(), other.encode())


def _cancels(body: Body) -> bool:
    state = body.get("state")
    return body.keys() <= {"state", "force"} and _is_plain_state(
        state, {"CANCELLING", "CANCELLED"}, {"Cancelling", "Cancelled"}
    )


def _is_plain_state(state: object, kinds: set[str], names: set[str]) -> bool:
    """Tell if it is a state of that kind, by its own name: others mean a decision, or a retry."""
    if state == {} and "SCHEDULED" in kinds:
        return True
    return (
        isinstance(state, dict)
        and state.keys() <= {"type", "name", "message", "state_details", "data"}
        and state.get("type") in kinds
        and state.get("name") in {None, *names}
        and not state.get("data")
        and (state.get("state_details") or {}).keys() <= {"scheduled_time"}
    )


def _refused(body: bytes, allowed: Callable[[Body], bool]) -> str | None:
    try:
        read = json.loads(body or b"{}", object_pairs_hook=_once)
        ok = isinstance(read, dict) and allowed(read)
    except (ValueError, AttributeError, TypeError, RecursionError):
        ok = False
    return None if ok else "This is more than people may ask of a run: see docs/how-to/install.md."


def _once(pairs: list[tuple[str, Any]]) -> Body:
    """A mapping, unless it names a key twice: another reader might take the other value."""
    read = dict(pairs)
    if len(read) < len(pairs):
        raise ValueError
    return read


def _is_one_of(patterns: str, path: str) -> bool:
    wanted = patterns.replace("{ID}", ID).replace("{NAME}", NAME)
    return re.fullmatch(f"{API}/(?:{wanted})", path) is not None


def _credential(scope: Scope) -> str:
    scheme, _, encoded = Headers(scope=scope).get("Authorization", "").partition(" ")
    try:
        return base64.b64decode(encoded).decode() if scheme == "Basic" else ""
    except ValueError:
        return ""


def _as_a_service(scope: Scope, credential: str) -> None:
    encoded = base64.b64encode(credential.encode()).decode()
    MutableHeaders(scope=scope)["Authorization"] = f"Basic {encoded}"


async def _body(receive: Receive) -> bytes | None:
    """The whole body, or nothing if it is too large for what people ask."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MOST_BYTES:
            return None
    return body


def _again(body: bytes, receive: Receive) -> Receive:
    """What was read and judged, once more for the application."""
    left = [body]

    async def replayed() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await receive()

    return replayed
