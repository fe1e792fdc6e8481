"""Parts that the prose lists after 其中 against the whole that it says they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reportlint.narrative import scope
from reportlint.narrative.quantities import Paragraph, Quantity, Sentence

_AMONG = "其中"
_APART = re.compile(r"另|此外|结转|转结|上年|较|同比|累计|[至到]|含|包括|同时|也|又")
_LONGEST_LABEL = 8


@dataclass(frozen=True)
class Excess:
    """Parts whose sum is more than the whole."""

    paragraph: Paragraph
    sentence: Sentence
    whole: Quantity
    parts: tuple[Quantity, ...]


def excesses(read: Paragraph) -> Iterator[Excess]:
    """Yield every list of parts in a paragraph that is more than its whole."""
    for sentence in read.sentences:
        quantities = sentence.quantities
        for i, (whole, first) in enumerate(pairwise(quantities)):
            if not _opens(read, whole, first):
                continue
            parts = _parts(read, whole, quantities[i + 1 :])
            most = sum(x.numeral.value for x in quantities[: i + 1] if x.unit == whole.unit)
            # What is listed may be of all that the sentence has counted, not of the last only.
            if sum(part.numeral.value for part in parts) > most:
                yield Excess(read, sentence, whole, parts)


def _opens(read: Paragraph, whole: Quantity, first: Quantity) -> bool:
    """Whether a list of parts of `whole` begins with `first`."""
    between = read.text[whole.span.end : first.span.start]
    clause = read.text[whole.clause.start : whole.clause.end]
    return (
        between.count(_AMONG) == 1
        and between.lstrip("，,；;（(：:").startswith(_AMONG)
        and not _APART.search(clause)
        and not scope.is_comparison(clause)
        and _is_part(whole, first)
        and not _APART.search(between)
    )


def _is_part(whole: Quantity, part: Quantity) -> bool:
    exact = not whole.numeral.rounded and not part.numeral.rounded
    return exact and part.unit == whole.unit and part.unit != "%"


def _parts(
    read: Paragraph, whole: Quantity, following: tuple[Quantity, ...]
) -> tuple[Quantity, ...]:
    """Return the first part, and those after it that are said in the same way."""
    parts = [following[0]]
    for quantity in following[1:]:
        between = read.text[parts[-1].span.end : quantity.span.start]
        label = read.text[quantity.before.start : quantity.before.end]
        listed = between[:1] == "、" or _alike(_label(read, following[0]), label)
        if not (listed and _is_part(whole, quantity) and _is_plain(between, label)):
            break
        parts.append(quantity)
    return tuple(parts)


def _is_plain(between: str, label: str) -> bool:
    marks = sum(between.count(mark) for mark in "，,、；;：:（）()")
    return (
        marks == 1
        and between[:1] in "，,、"
        and 0 < len(label) <= _LONGEST_LABEL
        and not _APART.search(between)
        and _AMONG not in between
    )


def _label(read: Paragraph, part: Quantity) -> str:
    text = read.text[part.before.start : part.before.end]
    return text.removeprefix(_AMONG)


def _alike(first: str, other: str) -> bool:
    """Whether two labels end alike, as 主办 and 会办 do."""
    return bool(first) and first[-1:] == other[-1:]
