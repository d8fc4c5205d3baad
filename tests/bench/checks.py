"""Both errors of the gates: ``make bench-checks [FAULTS=400] [FILES=3000] [SCALES="1 2"]``.

False alarms: rules that break on good files. Faults missed: each fault spoils one place of a good
drop, written as a workbook and received after the extracts before it; what lands is conformed and
checked with the others. A fault matters if it moves a delivered count by more than the revision
tolerance, 20 and 10 %. Writes its sections of docs/reliability.md.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from multiprocessing import get_context
from pathlib import Path

from tasks.govern.key import KEY_FILE
from tests.bench import page
from tests.bench.false_alarms import BY_CHANCE, Alarms, at_most, false_alarms, generated
from tests.bench.ground import Caught, Ground

PAGE = page.PAGE.with_name("reliability.md")
SEED, LEAST_CAUGHT, MOST_REFUSED = 20120401, 0.95, 0.001
Faults = dict[float, list[Caught]]

_ground: Ground | None = None


def _start(folder: str, years: int, scale: float) -> None:
    global _ground
    os.environ.pop(KEY_FILE, None)
    _ground = Ground(Path(tempfile.mkdtemp(dir=folder)), years, SEED, scale)


def _spoil(number: int) -> Caught:
    assert _ground is not None
    return _ground.spoil(number)


def mutations(faults: int, years: int, scale: float) -> list[Caught]:
    """Make the faults, every kind as often as the others."""
    with (
        tempfile.TemporaryDirectory() as folder,
        get_context("spawn").Pool(None, _start, (folder, years, scale)) as pool,
    ):
        return list(pool.imap_unordered(_spoil, range(faults), chunksize=4))


def clean(years: int, scale: float) -> list[Caught]:
    """Good drops, through both gates."""
    with tempfile.TemporaryDirectory() as folder:
        return Ground(Path(folder), years, SEED, scale).unspoiled()


def alarms_table(by_scale: dict[float, Alarms]) -> str:
    """By rule and size of counts: good files on which it broke, and the share's upper limit."""
    rows = [
        (
            name.replace("_", " "),
            *(_share(one.by_rule[name], one.files) for one in by_scale.values()),
        )
        for name in BY_CHANCE
    ]
    files = ("files", *(f"{one.files:,}" for one in by_scale.values()))
    refused = ("refused", *(_share(one.refused, one.files) for one in by_scale.values()))
    return page.table(("rule", *_sizes(by_scale)), [*rows, refused, files])


def _share(alarms: int, files: int) -> str:
    return f"{alarms} (at most {at_most(alarms, files):.2%})"


def _sizes(scales: Iterable[float]) -> Iterator[str]:
    return (f"{scale:g} times normal" for scale in scales)


def rules_table(by_scale: Faults) -> str:
    """By rule and size of counts: the share of the faults that matter on which it broke."""
    matter = {scale: [one for one in some if one.matters] for scale, some in by_scale.items()}
    rules = Counter(
        rule for some in matter.values() for one in some for rule in one.critical + one.warned
    )
    rows = [
        (rule.replace("_", " "), *(_of(some, rule) for some in matter.values()))
        for rule, _ in rules.most_common()
    ]
    caught = ("caught", *(share([one.is_caught for one in some]) for some in matter.values()))
    stopped = (
        "stopped",
        *(share([bool(one.critical) for one in some]) for some in matter.values()),
    )
    faults = ("faults that matter", *(f"{len(some)}" for some in matter.values()))
    return page.table(("rule", *_sizes(by_scale)), [*rows, caught, stopped, faults])


def _of(caught: list[Caught], rule: str) -> str:
    return share([rule in one.critical + one.warned for one in caught])


def faults_table(by_scale: Faults) -> str:
    """By fault, over all sizes: how many were made, caught and stopped, all and that matter."""
    head = ("fault", "made", "caught", "stopped", "that matter", "of these caught", "stopped")
    caught = [one for some in by_scale.values() for one in some]
    by_fault = defaultdict[str, list[Caught]](list)
    for one in caught:
        by_fault[one.fault.replace("_", " ")].append(one)
    rows = [(name, *_shares(some)) for name, some in (*by_fault.items(), ("all", caught))]
    return page.table(head, rows)


def _shares(caught: list[Caught]) -> Iterator[object]:
    for some in (caught, [one for one in caught if one.matters]):
        yield len(some)
        yield share([one.is_caught for one in some])
        yield share([bool(one.critical) for one in some])


def share(those: list[bool]) -> str:
    """A share in per cent; of none, nothing."""
    return f"{sum(those) / len(those):.1%}" if those else ""


def measured_alarms(scales: list[float], files: int) -> bool:
    """Write the false alarms; say whether too many files would be refused at a size."""
    found = {scale: false_alarms(scale, files) for scale in scales}
    page.write("false alarms", alarms_table(found), to=PAGE)
    return any(one.refused > MOST_REFUSED * one.files for one in found.values())


def measured_faults(scales: list[float], faults: int, years: int) -> bool:
    """Write what of the faults is caught; say whether it is too little at a size."""
    found = {scale: mutations(faults, years, scale) for scale in scales}
    good = [one for scale in scales for one in clean(years, scale)]
    stopped = sum(bool(one.critical) for one in good)
    alarms = f"Of {len(good)} drops that were not spoiled, {stopped} were stopped at a gate."
    page.write("faults", rules_table(found), faults_table(found), alarms, to=PAGE)
    matter = [[one.is_caught for one in some if one.matters] for some in found.values()]
    return stopped > 0 or any(sum(some) < LEAST_CAUGHT * len(some) for some in matter)


def measured_drops(script: Path, scales: list[float], seeds: int) -> bool:
    """Print what became of another generator's drops; say whether one was refused."""
    found = {scale: generated(script, scale, range(1, seeds + 1)) for scale in scales}
    rows = [
        (f"{scale:g} times normal", received, refusing.total(), ", ".join(refusing))
        for scale, (received, refusing) in found.items()
    ]
    print(page.table(("drops of another generator", "received", "refused", "by"), rows))
    return any(refusing for _, refusing in found.values())


def main() -> int:
    """Measure what was asked for; 1 if a bound was not held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scales", type=float, nargs="+", default=[0.25, 0.5, 1.0, 2.0])
    parser.add_argument("--files", type=int, default=3000, help="good files of each size; or 0")
    parser.add_argument("--faults", type=int, default=400, help="of each size; or 0")
    parser.add_argument("--years", type=int, default=2, help="of history, the last not finished")
    parser.add_argument("--generator", type=Path, help="a program that makes drops")
    parser.add_argument("--seeds", type=int, default=3, help="of its drops, for each size")
    options = parser.parse_args()
    failed = [
        options.files and measured_alarms(options.scales, options.files),
        options.faults and measured_faults(options.scales, options.faults, options.years),
        options.generator and measured_drops(options.generator, options.scales, options.seeds),
    ]
    return int(any(failed))


if __name__ == "__main__":
    sys.exit(main())
