"""How invented areas change: those of before, and those after each change."""

from collections.abc import Sequence

from tests.protect.boundaries.world import Areas

BEFORE = {
    "EA": {"Ea1": "a", "Ea2": "b", "Ea3": "c"},
    "EB": {"Eb1": "de", "Eb2": "f"},
    "EC": {"Ec1": "g", "Ec2": "h"},
}
REST = {"EB": BEFORE["EB"], "EC": BEFORE["EC"]}
MERGED = {"EAB": BEFORE["EA"] | BEFORE["EB"], "EC": BEFORE["EC"]}
SMALLEST = "abcdefgh"

# Which area is the sum of which: those of the model's sums that a change brings.
CHANGES: dict[str, tuple[Sequence[Areas], set[tuple[str, str]]]] = {
    "no change": ([BEFORE], set()),
    "authorities merge": (
        [BEFORE, {"EA": {"Ea12": "ab", "Ea3": "c"}, **REST}],
        {("Ea12", "Ea1"), ("Ea12", "Ea2")},
    ),
    "authorities merge twice": (
        [BEFORE, {"EA": {"Ea12": "ab", "Ea3": "c"}, **REST}, {"EA": {"Ea123": "abc"}, **REST}],
        {("Ea12", "Ea1"), ("Ea12", "Ea2"), ("Ea123", "Ea12"), ("Ea123", "Ea3")},
    ),
    "an authority gets a new code": (
        [BEFORE, {"EA": {"Ea0": "a", "Ea2": "b", "Ea3": "c"}, **REST}],
        {("Ea0", "Ea1")},
    ),
    "forces merge": ([BEFORE, MERGED], {("EAB", "EA"), ("EAB", "EB")}),
    "forces merge, and authorities across them": (
        [BEFORE, {"EAB": {"Ea1": "a", "Ea2": "b", "Eab": "cde", "Eb2": "f"}, "EC": BEFORE["EC"]}],
        {("EAB", "EA"), ("EAB", "EB"), ("Eab", "Ea3"), ("Eab", "Eb1")},
    ),
    "a force splits": (
        [BEFORE, {"EA0": {"Ea1": "a"}, "EA9": {"Ea2": "b", "Ea3": "c"}, **REST}],
        {("EA", "EA0"), ("EA", "EA9")},
    ),
    "merged forces split otherwise": (
        [
            BEFORE, MERGED,
            {
                "EA0": {"Ea1": "a", "Eb1": "de"},
                "EA9": {"Ea2": "b", "Ea3": "c", "Eb2": "f"},
                "EC": BEFORE["EC"],
            },
        ],
        {("EAB", "EA"), ("EAB", "EB"), ("EAB", "EA0"), ("EAB", "EA9")},
    ),
}  # fmt: skip

# Neither force of after is a sum of those of before, nor the other way.
REDRAWN: Sequence[Areas] = [
    BEFORE,
    {
        "EA0": {"Ea1": "a", "Ea2": "b"},
        "EB0": {"Ea3": "c", **BEFORE["EB"]},
        "EC": BEFORE["EC"],
    },
]
