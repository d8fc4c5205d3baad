"""Which areas add up to which: public, and read from the reference tables."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ENGLAND, WALES = "E92000001", "W92000004"
NOWHERE = "E99999999"
"""Residents of no known force: England has them, and no force."""


@dataclass(frozen=True)
class Areas:
    """The parts of each area: forces of a country, forces of a region, local authorities of a
    force."""

    forces: Mapping[str, Sequence[str]]
    regions: Mapping[str, Sequence[str]]
    authorities: Mapping[str, Sequence[str]]

    @property
    def country_of(self) -> dict[str, str]:
        """The country of each force."""
        return {force: country for country, forces in self.forces.items() for force in forces}

    def block_of(self) -> dict[str, str]:
        """What is attacked together: a force of England with its local authorities, or Wales."""
        country_of = self.country_of
        whole = {force: force if country_of[force] == ENGLAND else WALES for force in country_of}
        parts = {la: whole[force] for force, las in self.authorities.items() for la in las}
        return {WALES: WALES, **whole, **parts}


def public_areas(reference: Path) -> Areas:
    """The areas of today, from a folder with the public reference tables."""
    forces, regions, authorities = defaultdict(list), defaultdict(list), defaultdict(set)
    for force in _rows(reference / "police_force_area.csv"):
        forces[force["country_code"]].append(force["pfa_code"])
        if force["region_code"]:
            regions[force["region_code"]].append(force["pfa_code"])
    for la in _rows(reference / "local_authority.csv"):
        authorities[la["pfa_code"]].add(la["current_la_code"])
    return Areas(forces, regions, {force: sorted(las) for force, las in authorities.items()})


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
