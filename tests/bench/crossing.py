"""Tables with all their margins, from records and hierarchies: cells and sums for the engine.

Nothing here is of this project's model. A table crosses some dimensions; several tables of the same
records share the cells that both have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tasks.protect.model import Relations
from tasks.protect.table import EXACT, RULE, Cells, make_cells, make_sums

TOTAL = "Total"
LEVEL = 60
"""What everybody knows a cell to be at most, doubled as often as its count needs."""


@dataclass(frozen=True)
class Dimension:
    """A hierarchy over the labels of one column. families: of each node its parts, once for each
    way in which they add up to it; named: the node of each label, of whatever level."""

    column: str
    families: Mapping[str, Sequence[Sequence[str]]]
    named: Mapping[str, str]

    @property
    def nodes(self) -> list[str]:
        """All nodes: leaves first, then their groups, the total last."""
        groups = list(self.families)
        parts = {part for ways in self.families.values() for parts in ways for part in parts}
        return [*sorted(parts - set(groups)), *groups]

    def leaves(self, node: str) -> list[str]:
        """The leaves that a node is the sum of."""
        if node not in self.families:
            return [node]
        return [leaf for part in self.families[node][0] for leaf in self.leaves(part)]


def nested(records: pd.DataFrame, *paths: Sequence[str]) -> Dimension:
    """A dimension whose leaves are the labels of the first column of every path; each next column
    groups the one before, and each path adds up to the total. A group of one is no node of its
    own: it is what it holds."""
    families: dict[str, list[list[str]]] = {}
    leaf = paths[0][0]
    named = {label: label for label in records[leaf]}
    tops: list[list[str]] = []
    for path in paths:
        below, node = leaf, {label: label for label in records[leaf]}
        for column in path[1:]:
            node = _grouped(records, column, below, node, families)
            named |= node
            below = column
        tops.append(sorted(set(node.values())))
    families[TOTAL] = tops
    return Dimension(leaf, families, {**named, TOTAL: TOTAL})


def _grouped(
    records: pd.DataFrame,
    column: str,
    below: str,
    node: Mapping[str, str],
    families: dict[str, list[list[str]]],
) -> dict[str, str]:
    """The node of each label of a column, over the nodes of the column below it."""
    grouped = {}
    for label, inside in records.groupby(column)[below]:
        parts = sorted({node[one] for one in inside})
        grouped[str(label)] = parts[0] if len(parts) == 1 else f"{column} {label}"
        if len(parts) > 1:
            families[f"{column} {label}"] = [parts]
    return grouped


@dataclass(frozen=True)
class Crossing:
    """Tables of some records: key has the nodes of each cell, one per dimension."""

    key: list[tuple[str, ...]]
    cells: Cells
    sums: Relations


def crossing(
    records: pd.DataFrame,
    counted: str,
    dimensions: Sequence[Dimension],
    tables: Sequence[Sequence[int]] | None = None,
) -> Crossing:
    """Every cell and every sum of tables that cross some of the dimensions, by their places; one
    table of all of them unless any are given. Combinations that no record has count 0.

    The total of all is shown exactly and all else by the rule, the cells of fewest leaves first."""
    place: dict[tuple[str, ...], int] = {}
    sums: dict[tuple[int, tuple[int, ...]], None] = {}
    for table in tables or [range(len(dimensions))]:
        nodes = [d.nodes if at in table else [TOTAL] for at, d in enumerate(dimensions)]
        keys = list(product(*nodes))
        ids = np.array([place.setdefault(key, len(place)) for key in keys])
        ids = ids.reshape([len(some) for some in nodes])
        for axis in table:
            sums |= dict.fromkeys(_sums(ids, axis, nodes[axis], dimensions[axis]))
    key = list(place)
    counts = _added(records, counted, dimensions).reindex(key, fill_value=0).to_numpy(np.int64)
    return Crossing(key, _cells(key, counts, dimensions), make_sums(sums))


def _sums(
    ids: NDArray[np.int64], axis: int, nodes: Sequence[str], dimension: Dimension
) -> list[tuple[int, tuple[int, ...]]]:
    """The sums of a table along one of its dimensions."""
    at = {node: position for position, node in enumerate(nodes)}
    found: list[tuple[int, tuple[int, ...]]] = []
    for node, families in dimension.families.items():
        totals = ids.take(at[node], axis).ravel()
        for parts in families:
            taken = np.moveaxis(ids.take([at[part] for part in parts], axis), axis, -1)
            taken = taken.reshape(-1, len(parts))
            found += zip(totals.tolist(), map(tuple, taken.tolist()), strict=True)
    return found


def _added(
    records: pd.DataFrame, counted: str, dimensions: Sequence[Dimension]
) -> "pd.Series[int]":
    """The count of each combination of nodes that any record is in."""
    frame = records[[*(d.column for d in dimensions), counted]]
    for dimension in dimensions:
        pairs = [(leaf, node) for node in dimension.nodes for leaf in dimension.leaves(node)]
        within = pd.DataFrame(pairs, columns=[dimension.column, f"node of {dimension.column}"])
        frame = frame.merge(within, on=dimension.column).drop(columns=dimension.column)
        by = [column for column in frame.columns if column != counted]
        frame = frame.groupby(by, as_index=False)[counted].sum()
    return frame.set_index([f"node of {d.column}" for d in dimensions])[counted]


def _cells(
    key: Sequence[tuple[str, ...]], counts: NDArray[np.int64], dimensions: Sequence[Dimension]
) -> Cells:
    size = [{node: len(d.leaves(node)) for node in d.nodes} for d in dimensions]
    order = [prod(of[node] for of, node in zip(size, nodes, strict=True)) for nodes in key]
    total = (TOTAL,) * len(dimensions)
    kind = [EXACT if nodes == total else RULE for nodes in key]
    doubled = np.ceil(np.log2(np.maximum(counts, LEVEL) / LEVEL)).astype(np.int64)
    lo = np.where(doubled > 0, LEVEL * 2 ** np.maximum(doubled - 1, 0) + 1, 0)
    return make_cells(counts, kind=kind, order=order, lo=lo, hi=LEVEL * 2**doubled)
