"""A page as one file: style and script inlined, and a policy that allows nothing else."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tasks.publish import design
from tasks.publish.release_content import Content
from tasks.publish.words import (
    NEXT_UPDATE,
    NOT_OFFICIAL,
    UNTIL_CLEARED,
    codes,
    data_as_at,
    full_symbol_key,
    latest_months,
    release_name,
    synthetic,
)

FOLDER = Path(__file__).parent
COLOURS = ("INK", "GREY", "PALE", "LINE", "PAPER", "DARK_BLUE", "TURQUOISE", "ORANGE", "FOCUS")


def write_page(
    path: Path,
    template: str,
    *,
    styles: Sequence[str],
    scripts: Sequence[str] = (),
    **values: Any,  # noqa: ANN401 - what the template names
) -> None:
    """Render ``template`` with the named CSS and JavaScript files inlined.

    Raises:
        OSError: ``path`` cannot be written.
    """
    style = _colours() + "".join(map(_text, styles))
    script = "".join(map(_text, scripts))
    page = _environment().get_template(template)
    html = page.render(
        language=design.LANGUAGE,
        style=Markup(style),  # noqa: S704 - files of this folder
        script=Markup(script),  # noqa: S704 - files of this folder
        policy=policy(style, script),
        **values,
    )
    path.write_text(html, encoding="utf-8")


def policy(style: str, script: str) -> str:
    """Return a content security policy: this style, this script, nothing from anywhere."""
    allowed = f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src {_hash(style)}"
    return f"{allowed}; script-src {_hash(script)}" if script else allowed


def about(content: Content) -> dict[str, Any]:
    """Return what every page says of its release."""
    return {
        "release": release_name(content),
        "marking": UNTIL_CLEARED,
        "not_official": NOT_OFFICIAL,
        "synthetic": synthetic(content),
        "as_at": data_as_at(content.inputs),
        "latest_months": latest_months(content),
        "next_update": NEXT_UPDATE,
        "symbols": [*codes(), *full_symbol_key(content)],
        "statuses": list(design.STATUSES.values()),
        "caveats": design.SHORT_CAVEATS,
        "contact": design.CONTACT,
    }


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _colours() -> str:
    named = [f"--{name.lower().replace('_', '-')}:{getattr(design, name)}" for name in COLOURS]
    steps = [
        f"--step-{number}:{paper};--step-{number}-ink:{ink}"
        for number, (paper, ink) in enumerate(design.STEPS, 1)
    ]
    return f":root{{{';'.join([*named, *steps])};--font:{design.FONT},sans-serif}}\n"


@cache
def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
