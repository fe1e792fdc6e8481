"""What a list of bound numbers says of others: of their rest, of their sum, of what that holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reportlint.narrative.discourse import Claim, Discourse
from reportlint.narrative.lexicon import Interpretation, Interpreter
from reportlint.narrative.quantities import Quantity

_REST = re.compile(r"(?:以及|及|和)?其[他它](?:组织|申请人|类型?|情形|结果)?(?:的|为|有|共)?")
_FEWEST = 3


def rest(interpreter: Interpreter, discourse: Discourse, quantity: Quantity) -> Claim | None:
    """Return the claim of what is left of a list: 予以公开5件，其他3件.

    That is the form's own 其他, or all of which the list has not spoken.
    """
    last = discourse.subject
    said = _REST.fullmatch(discourse.said(quantity.before))
    if said is None or last is None or len(last.nodes) != 1:
        return None
    if discourse.paragraph.unknown_in(quantity.after) or last.quantity.unit != quantity.unit:
        return None
    sums = [claim.interpretations for claim in discourse.counts]
    least = {cell for each in sums for cell in each[0].cells}
    most = {cell for each in sums for interpretation in each for cell in interpretation.cells}
    found = tuple(
        x
        for named in (least, most)
        for x in _other_columns(interpreter, last, named) or _other_rows(interpreter, last, named)
    )
    if not found or quantity.numeral.rounded:
        return None
    # Where only the form's own 其他 is left, it is a row as any other.
    alone = len({frozenset(x.cells) for x in found if not x.less}) <= 2 and not last.columns
    nodes = (f"{last.nodes[0].rpartition('.')[0]}.other",) if alone else ()
    return replace(last, quantity=quantity, interpretations=found, nodes=nodes)


def _other_columns(
    interpreter: Interpreter, last: Claim, named: set[str]
) -> tuple[Interpretation, ...]:
    """Return what the columns that a list of columns has not named may be."""
    form, rows = interpreter.form, interpreter.rows(last.nodes[0])
    if not last.columns or any(f"{row}.other" not in form.cells for row in rows):
        return ()
    cells = [f"{row}.{column.key}" for row in rows for column in form.rows[row].columns]
    left = [x for x in cells if x not in named and not x.endswith(".total")]
    others = [f"{row}.other" for row in rows]
    return tuple(interpreter.sum_of(last.nodes, some) for some in (others, left) if some)


def _other_rows(
    interpreter: Interpreter, last: Claim, named: set[str]
) -> tuple[Interpretation, ...]:
    """Return what the rows that a list of rows has not named may be."""
    parent = last.nodes[0].rpartition(".")[0]
    siblings = interpreter.children(parent)
    if last.columns or f"{parent}.other" not in siblings:
        return ()
    left = [x for x in siblings if not named & {*interpreter.together((x,), ())[0].cells}]
    other = interpreter.interpretations((f"{parent}.other",), ())
    return (*other, *interpreter.together(left, ()))


def summed(interpreter: Interpreter, discourse: Discourse, quantity: Quantity) -> tuple[str, ...]:
    """Return the row of which a list has given the parts that add up to a number; else nothing."""
    listed, left = [], quantity.numeral.value
    for claim in reversed(discourse.counts):
        listed.append(claim)
        left -= claim.quantity.numeral.value
        if left <= 0:
            break
    if left or len(listed) < 2:
        return ()
    nodes = {claim.nodes for claim in listed}
    if all(claim.columns for claim in listed):
        return listed[0].nodes if len(nodes) == 1 else ()
    parents = {node.rpartition(".")[0] for each in nodes for node in each}
    parent = next(iter(parents))
    whole = len(parents) == 1 and interpreter.is_general(parent) and len(listed) >= _FEWEST
    # Without what was granted it may be a sum of refusals.
    first = interpreter.children(parent)[:1]
    return (parent,) if whole and any(node in first for each in nodes for node in each) else ()


def balanced(interpreter: Interpreter, claims: Iterable[Claim]) -> Iterator[Claim]:
    """Yield the claims of a sentence: where they add up as the form does, it means its own cells.

    办结5件，其中予以公开3件，不予处理2件: what was not processed is among what was done.
    """
    given = [*claims]
    meant: set[int] = set()
    for left, right in interpreter.balances if len(given) >= _FEWEST else ():
        sides = [_within(given, side) for side in (left, right)]
        numbers = [sum(given[i].quantity.numeral.value for i in side) for side in sides]
        if all(sides) and len(sides[0]) + len(sides[1]) >= _FEWEST and numbers[0] == numbers[1]:
            meant |= {*sides[0], *sides[1]}
    for i, claim in enumerate(given):
        sums = claim.interpretations
        yield replace(claim, interpretations=sums[:1]) if i in meant else claim


def _within(claims: Sequence[Claim], cells: frozenset[str]) -> list[int]:
    """Return which claims are of some of these cells alone."""
    return [
        i
        for i, claim in enumerate(claims)
        if claim.sense == "is"
        and len(claim.nodes) == 1
        and {*claim.interpretations[0].cells} <= cells
    ]
