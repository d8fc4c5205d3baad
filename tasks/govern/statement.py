"""What a person decides, as a statement that they sign.

A statement says what was decided, about which bytes (by their sha256), why, by whom and when. The
text that is signed is its JSON, with its names in order; ``in_words`` says the same to whoever
signs. The kinds of statement, and how many persons each one takes, stand in ``KINDS``.
"""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from tasks.govern.signature import SignatureError, is_signed_by, signature_of
from tasks.store.strict_json import read_json

NAMESPACE = "serious-violence-statement"
FORMAT = "serious-violence-statement 1"
APPROVE, REJECT = "approve", "reject"
RELEASE, PACKAGE, DESTRUCTION, REVIEW, ANCHOR = (
    "release",
    "package",
    "destruction",
    "review",
    "anchor",
)


@dataclass(frozen=True)
class Kind:
    """A kind of statement: what approving and rejecting mean, and whose approval it takes."""

    approved: str
    rejected: str
    persons: int = 1


KINDS = {
    RELEASE: Kind(
        "{what} goes out as it was shown: it is published.",
        "{what} does not go out.",
    ),
    PACKAGE: Kind(
        "The package {what}, with unsuppressed counts, is handed over to its recipient.",
        "The package {what} is not handed over.",
    ),
    DESTRUCTION: Kind(
        "Every copy of every drop on the list {what} is destroyed. This cannot be undone.",
        "What is on the list {what} is not destroyed.",
        persons=2,
    ),
    REVIEW: Kind(
        "I have compared {what} with what it has to say, and it may be used as it stands.",
        "{what} may not be used as it stands.",
        persons=2,
    ),
    ANCHOR: Kind(
        "The log ended with line {what} when I looked, and I keep this elsewhere.",
        "I do not vouch for line {what} of the log.",
    ),
}


@dataclass(frozen=True)
class Statement:
    """A decision about bytes: ``digests`` are their sha256 by name; ``at`` is UTC."""

    kind: str
    what: str
    decision: str
    digests: dict[str, str]
    why: str
    account: str
    at: str

    @property
    def text(self) -> str:
        """The text that is signed."""
        fields = {"format": FORMAT, **asdict(self)}
        return json.dumps(fields, sort_keys=True, ensure_ascii=False, indent=1)

    @property
    def sentence(self) -> str:
        """What it says, in one sentence."""
        kind = KINDS[self.kind]
        sentence = kind.approved if self.decision == APPROVE else kind.rejected
        return sentence.format(what=_shown(self.what))

    def in_words(self, name: str) -> str:
        """Return in plain words what ``name`` signs."""
        digests = [
            f"  sha256 of {_shown(of)}: {_shown(self.digests[of])}" for of in sorted(self.digests)
        ]
        others = KINDS[self.kind].persons - 1
        more = [f"It counts when {others} other person has signed the same."] if others else []
        return "\n".join(
            (
                f"You, {name} ({self.account}), say at {self.at}:",
                f"  {self.sentence}",
                f"  Why: {_shown(self.why)}",
                "About exactly this:",
                *digests,
                *more,
            )
        )


@dataclass(frozen=True)
class Signed:
    """A statement and its signature, armoured."""

    statement: Statement
    signature: str

    def is_by(self, public_key: str) -> bool:
        """Return whether the owner of a public key signed just this."""
        content = self.statement.text.encode("utf-8")
        return is_signed_by(public_key, content, self.signature, NAMESPACE)


def stated(
    kind: str, what: str, digests: dict[str, str], why: str, account: str, decision: str = APPROVE
) -> Statement:
    """Return a statement of now."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Statement(kind, what, decision, dict(digests), why, account, now)


def sign(statement: Statement, key: Path) -> Signed:
    """Sign a statement.

    Raises:
        SignatureError: the key cannot sign.
    """
    text = statement.text.encode("utf-8")
    return Signed(statement, signature_of(text, key, NAMESPACE))


def as_fields(signed: Signed) -> dict[str, str]:
    """Return a signed statement as it stands in the log or in a file."""
    return {"statement": signed.statement.text, "signature": signed.signature}


def from_fields(fields: object) -> Signed:
    """Return a signed statement from what stands in the log or in a file.

    Raises:
        SignatureError: it is none: its text is not, to the letter, what would have been signed.
    """
    try:
        text, signature = (fields[name] for name in ("statement", "signature"))  # type: ignore[index]
        found = read_json(text)
        if found.pop("format") != FORMAT or found["kind"] not in KINDS:
            raise ValueError
        signed = Signed(Statement(**found), str(signature))
        if signed.statement.text != text or signed.statement.decision not in (APPROVE, REJECT):
            raise ValueError
        datetime.fromisoformat(signed.statement.at)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise SignatureError("That is no signed statement.") from None
    return signed


def _shown(text: str) -> str:
    """Return a text as a terminal may show it: it moves no cursor and ends no line."""
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in text
    )
