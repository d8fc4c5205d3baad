# mypy: disable-error-code="no-untyped-def,no-untyped-call"
# compiled functions take their types from the call
"""Walk from one complete table to the next, each of which agrees with everything shown.

To raise or lower one figure by one, an attempt gives it that bound and then repairs what is outside
its bounds, move by move: always a move that helps a row which is outside, the one that costs least
in the others. Rows that stay outside weigh more and more (breakout local search, Morris 1993), and
a move is not taken back for a while. An attempt that ends with every row inside is a step of the
walk; any other is undone. Never wrong, for every table is checked as it is made; not complete:
what no walk reaches may still be possible."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.protect.audit.moves import Moves
from tasks.protect.decide.compiled import compiled
from tasks.protect.summands import Whole

TENURE = 10
"""For how many moves one is not taken back."""
LOOKED_AT = 16
"""How many of the rows outside are looked at to choose the next one to help."""
CANDIDATES = 128
"""How many moves are compared."""
HOPELESS = 100
"""An attempt with so many rows outside is given up."""
ENOUGH_VALUES = 4


class Search(NamedTuple):
    """Per row: value now, bounds, least and greatest value in any table so far, whether it is to be
    settled, its weight; outside lists the rows outside their bounds, place where each stands in it
    or -1. Per move: at which move of the attempt it was last made, and in which direction (0: not).
    size: number of rows outside."""

    value: Whole
    lo: Whole
    hi: Whole
    seen_lo: Whole
    seen_hi: Whole
    wanted: NDArray[np.bool_]
    weight: Whole
    outside: Whole
    place: Whole
    made_at: Whole
    made: Whole
    size: Whole


def make_search(value: Whole, lo: Whole, hi: Whole, wanted: Whole, moves: Moves) -> Search:
    """A search that starts from a complete table: one value per row. lo and hi are kept, not
    copied."""
    n_row, n_move = len(value), len(moves.up)
    is_wanted = np.zeros(n_row, bool)
    is_wanted[wanted] = True
    return Search(
        value=value.copy(), lo=lo, hi=hi, seen_lo=value.copy(), seen_hi=value.copy(),
        wanted=is_wanted, weight=np.ones(n_row, np.int64), outside=np.zeros(n_row, np.int64),
        place=np.full(n_row, -1), made_at=np.zeros(n_move, np.int64),
        made=np.zeros(n_move, np.int64), size=np.zeros(1, np.int64),
    )  # fmt: skip


@compiled
def shows_enough(low, high, refused_at_most):
    """Whether tables show enough values of a figure, from low to high, and one of them above what
    is refused."""
    return high - low >= ENOUGH_VALUES - 1 and high > refused_at_most


@compiled
def is_settled(search, cell, refused_at_most):
    """Whether tables show enough values of a figure, or both its ends."""
    low, high = search.seen_lo[cell], search.seen_hi[cell]
    if shows_enough(low, high, refused_at_most):
        return True
    return low == search.lo[cell] and high == search.hi[cell]


@compiled
def left_of(search, cells, refused_at_most):
    """The ones of cells that are not settled."""
    left = np.ones(len(cells), np.bool_)
    for at in range(len(cells)):
        left[at] = not is_settled(search, cells[at], refused_at_most)
    return cells[left]


@compiled
def _list(search, row):
    """Keep the list of rows outside right for one row."""
    outside, place, size = search.outside, search.place, search.size
    is_outside = search.value[row] < search.lo[row] or search.value[row] > search.hi[row]
    if is_outside and place[row] < 0:
        place[row], outside[size[0]] = size[0], row
        size[0] += 1
    elif not is_outside and place[row] >= 0:
        size[0] -= 1
        last = outside[size[0]]
        outside[place[row]], place[last] = last, place[row]
        place[row] = -1


@compiled
def make_move(moves, search, move, by):
    """Change every row that a move changes, `by` times over."""
    rows, changes, value, lo, hi = moves.row, moves.by, search.value, search.lo, search.hi
    place = search.place
    for at in range(moves.start[move], moves.start[move + 1]):
        row = rows[at]
        value[row] += by * changes[at]
        is_outside = value[row] < lo[row] or value[row] > hi[row]
        if is_outside != (place[row] >= 0):
            _list(search, row)


@compiled
def _row_to_help(moves, search):
    """A row outside its bounds that has least choice: of exact figures the one in fewest moves,
    else of all."""
    best, least = -1, 0
    start = np.random.randint(search.size[0])
    for k in range(min(search.size[0], LOOKED_AT)):
        row = search.outside[(start + k) % search.size[0]]
        choice = moves.row_start[row + 1] - moves.row_start[row]
        choice += 0 if search.lo[row] == search.hi[row] else len(moves.row)
        if best < 0 or choice < least:
            best, least = row, choice
    return best


@compiled
def _move_that_helps(moves, search, helped, now):
    """The move, its direction and its cost that brings a row nearer its bounds and costs least: how
    much farther outside, by weight, it leaves all rows; -1 if there is none.

    One long function on purpose: taking the arrays out of their tuples once makes it three times
    faster."""
    column, rows, changes = moves.start, moves.row, moves.by
    row_move, row_by = moves.row_move, moves.row_by
    value, lo, hi, weight = search.value, search.lo, search.hi, search.weight
    made, made_at = search.made, search.made_at
    first, number = moves.row_start[helped], moves.row_start[helped + 1] - moves.row_start[helped]
    upwards = value[helped] < lo[helped]
    best, direction, least, ties = -1, 0, 0, 0
    start = np.random.randint(max(number, 1))
    for k in range(min(number, CANDIDATES)):
        at = start + k
        at = first + (at if at < number else at - number)
        move = row_move[at]
        sign = 1 if (row_by[at] > 0) == upwards else -1
        if made[move] == -sign and now - made_at[move] < TENURE:
            continue
        cost = 0
        for place in range(column[move], column[move + 1]):
            row = rows[place]
            before = value[row]
            after = before + sign * changes[place]
            if after > hi[row]:
                cost += weight[row] * (after - hi[row])
            elif after < lo[row]:
                cost += weight[row] * (lo[row] - after)
            if before > hi[row]:
                cost -= weight[row] * (before - hi[row])
            elif before < lo[row]:
                cost -= weight[row] * (lo[row] - before)
        if best < 0 or cost < least:
            best, direction, least, ties = move, sign, cost, 1
        elif cost == least:
            ties += 1
            if np.random.randint(ties) == 0:
                best, direction = move, sign
    return best, direction, least


@compiled
def _repair(moves, search, made, signs, weighed):
    """Make moves until no row is outside or there is no room for more; returns how many moves and
    weights."""
    size, n_weighed = 0, 0
    while 0 < search.size[0] < HOPELESS and size < len(made):
        row = _row_to_help(moves, search)
        move, sign, cost = _move_that_helps(moves, search, row, size)
        if move < 0:
            break
        if cost >= 0:
            for at in range(min(search.size[0], len(weighed) - n_weighed)):
                weighed[n_weighed] = search.outside[at]
                search.weight[weighed[n_weighed]] += 1
                n_weighed += 1
        make_move(moves, search, move, sign)
        search.made[move], search.made_at[move] = sign, size
        made[size], signs[size] = move, sign
        size += 1
    return size, n_weighed


@compiled
def attempt(moves, search, cell, sign, made, signs, weighed):
    """Change a figure by one (sign) and repair the table; the number of moves made, 0 if it failed
    and was undone."""
    lo, hi = search.lo[cell], search.hi[cell]
    if sign > 0:
        search.lo[cell] = search.value[cell] + 1
    else:
        search.hi[cell] = search.value[cell] - 1
    _list(search, cell)
    size, n_weighed = _repair(moves, search, made, signs, weighed)
    is_table = search.size[0] == 0
    search.lo[cell], search.hi[cell] = lo, hi
    for at in range(size):
        search.made[made[at]] = 0
    for at in range(n_weighed):
        search.weight[weighed[at]] = 1
    if is_table:
        return size
    for at in range(size):
        make_move(moves, search, made[at], -signs[at])
    _list(search, cell)
    return 0


@compiled
def _see(moves, search, made, refused_at_most):
    """Note the values that moves have led to; whether that is news of a figure to be settled."""
    rows, value, wanted = moves.row, search.value, search.wanted
    seen_lo, seen_hi = search.seen_lo, search.seen_hi
    is_news = False
    for move in made:
        for at in range(moves.start[move], moves.start[move + 1]):
            row = rows[at]
            if not seen_lo[row] <= value[row] <= seen_hi[row]:
                is_news |= wanted[row] and not is_settled(search, row, refused_at_most)
                seen_lo[row] = min(seen_lo[row], value[row])
                seen_hi[row] = max(seen_hi[row], value[row])
    return is_news


@compiled
def walk(moves, search, cells, most_moves, tries, refused_at_most, seed):
    """Walk until each of cells is settled or has failed `tries` times both ways.

    Returns rows (step, move, sign) of the moves made; a step, from 0, ends where a table says
    something new."""
    np.random.seed(seed)
    made, signs = np.zeros(most_moves, np.int64), np.zeros(most_moves, np.int64)
    weighed = np.zeros(2 * most_moves, np.int64)
    log, size, step = np.zeros((1024, 3), np.int64), 0, 0
    for cell in cells:
        for sign in (1, -1):
            end, failed = search.hi if sign > 0 else search.lo, 0
            while (
                failed < tries
                and search.value[cell] != end[cell]
                and not is_settled(search, cell, refused_at_most)
            ):
                number = attempt(moves, search, cell, sign, made, signs, weighed)
                failed += number == 0
                if size + number > len(log):
                    log = np.concatenate((log, np.zeros_like(log), np.zeros((number, 3), np.int64)))
                log[size : size + number, 0] = step
                log[size : size + number, 1] = made[:number]
                log[size : size + number, 2] = signs[:number]
                size += number
                step += _see(moves, search, made[:number], refused_at_most)
    return log[:size]
