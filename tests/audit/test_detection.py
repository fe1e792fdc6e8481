"""The circuits of small systems, known by hand, and the counts made of them."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from reportlint.audit.detection import ErrorCounts, circuits, count_errors
from reportlint.form.edits import Identity
from reportlint.language import Text
from reportlint.solving import coefficients, null_vector

NAMES = "abcdefg"


def identity(left: str, right: str = "") -> Identity:
    return Identity("sum", Text("", ""), Text("", ""), tuple(left), tuple(right))


def errors(cells: str, *identities: Identity) -> ErrorCounts:
    return count_errors(cells, circuits(cells, identities))


def pairs(found: ErrorCounts) -> dict[str, int]:
    return {verdict: n for verdict, n in found.pairs.items() if n}


def test_cell_in_no_identity_is_never_seen() -> None:
    found = errors("ab")
    assert (found.distance, found.detected, found.located) == (1, 0, 0)
    assert pairs(found) == {"unseen": 1}


def test_cells_of_one_sum_are_not_told_apart() -> None:
    found = errors("abcd", identity("ab", "c"))
    assert (found.distance, found.detected, found.located) == (1, 3, 0)
    assert pairs(found) == {"cancelling": 3, "unlocated": 3}


def test_cell_that_does_what_two_others_do_leaves_all_three_in_doubt() -> None:
    found = errors("xyz", identity("xz"), identity("yz"))
    assert (found.distance, found.detected, found.located) == (3, 3, 3)
    assert pairs(found) == {"unlocated": 3}


def test_rectangle_hides_errors_of_the_same_size() -> None:
    found = errors("abcd", identity("ab"), identity("cd"), identity("ac"), identity("bd"))
    assert (found.distance, found.located) == (4, 4)
    assert pairs(found) == {"unequal": 6}


def test_circuit_of_unlike_weights_hides_errors_in_its_proportion() -> None:
    found = errors("abcd", identity("abd"), identity("ac"), identity("bc"))
    assert found.distance == 4
    assert pairs(found) == {"proportion": 3, "unequal": 3}


def test_cells_in_an_identity_of_their_own_are_always_located() -> None:
    found = errors("ab", identity("a"), identity("b"))
    assert (found.distance, pairs(found)) == (None, {"always": 1})


sides = st.lists(st.sampled_from(NAMES), unique=True, max_size=len(NAMES)).flatmap(
    lambda cells: st.integers(0, len(cells)).map(
        lambda n: identity("".join(cells[:n]), "".join(cells[n:]))
    )
)


@given(st.lists(sides, max_size=5))
def test_search_finds_what_trying_every_set_finds(identities: list[Identity]) -> None:
    rows = [coefficients(x) for x in identities]
    every = {
        frozenset(cells)
        for size in range(1, 5)
        for cells in combinations(NAMES, size)
        if len(_dependency(rows, cells)) == size
    }
    assert {frozenset(circuit) for circuit in circuits(NAMES, identities)} == every


def _dependency(rows: list[dict[str, int]], cells: tuple[str, ...]) -> dict[str, object]:
    own = [{key: n for key, n in row.items() if key in cells} for row in rows]
    return {**(null_vector(own, cells) or {})}
