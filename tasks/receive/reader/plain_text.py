"""White space and dashes, written in one way: for every text of a file alike.

Programs and people write a space, a dash or nothing at all in many ways that look the same. Digits
are left as they are: a raised 2 is no 2.
"""

_SPACES = "\t\n\v\f\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
# Hyphens, dashes and minus signs.
_DASHES = "\u02d7\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
# Of no width; what turns the direction of writing round is no such thing.
_NOTHING = "\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_INSTEAD = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_NOTHING, ""),
}


def plain(text: str) -> str:
    """Return a text with plain spaces, hyphens for dashes, and nothing of no width."""
    if text.isascii() and text.isprintable():
        return text
    # One by one: hardly any of them is in a text.
    for written, instead in _INSTEAD.items():
        if written in text:
            text = text.replace(written, instead)
    return text
