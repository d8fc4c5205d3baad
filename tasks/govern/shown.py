"""Text of others (names of files, above all) as a terminal, a mail or a page may show it."""

import unicodedata

# Controls, which a terminal obeys; marks that hide or turn round what follows; halves of characters
# and bytes of no encoding; ends of lines that are none to most programs.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# What Prefect's UI would take for markup: it renders cells of tables as Markdown, and that as HTML.
MARKUP = str.maketrans({mark: f"\\{mark}" for mark in "<>[]!`"})


def shown(text: str) -> str:
    """Return text with every character that is not seen written as its number."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        letter if _is_seen(letter) or letter in "\n\t" else _number(letter) for letter in text
    )


def name_shown(name: str) -> str:
    """Return the name of a file, in one line, as ``shown``."""
    return "".join(letter if _is_seen(letter) else _number(letter) for letter in name)


def can_be_shown(name: str) -> bool:
    """Say whether a name, of one line, is seen as it is."""
    return all(map(_is_seen, name))


def in_artifact(text: str) -> str:
    """Return text for an artifact, in which nothing is markup."""
    return shown(text).translate(MARKUP)


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in UNSEEN


def _number(letter: str) -> str:
    return ascii(letter)[1:-1]
