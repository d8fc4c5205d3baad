"""JSON of which nothing is passed over: a name that stands twice in an object is an error.

Python keeps the last of two names and other readers the first, so that two people could read one
text differently.
"""

import json
from typing import Any


def read_json(text: str) -> Any:  # noqa: ANN401
    """Return what a JSON text says.

    Raises:
        ValueError: it is no JSON, or a name stands twice in one object.
    """
    return json.loads(text, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return found
