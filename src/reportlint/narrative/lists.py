"""Lists in the prose against their whole: more than it, or all of it and yet less."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from reportlint.narrative import scope
from reportlint.narrative.quantities import CASES, ProseParagraph, Quantity, Sentence

_AMONG = re.compile(r"[，,;；（]?其中[，,:为]?")
_NAMELY = re.compile(
    r"[，,:]?(?:主要)?(?:包括|包含|分别?[为是])[:]?|[，,（]含|:"
    r"|[，,]?(?:其中)?[，,]?[从按][^，。；:（]{1,10}(?:看|分|分类|统计)[，,:]|[^，。；:（]{0,8}申请中[，,:]"
)
_DIVIDES = re.compile("分别?[为是]|[从按].+[看分类计]")
_ASIDE = "（"
_TOGETHER = re.compile(
    r"[，,](?:以上)?(?:合计|共计|总计|总共|共|累计)(?:为|(?:收到|受理)?(?:政府信息公开)?申请)?"
)
_ACTS = re.compile(
    "发布|推送|转[载发]|更新|回应|开展|召开|组织|解读|涉及|网站|微信|公众号|微博|新媒体|平台"
)
_PERCENTAGE = re.compile(r"[、，,]占(?:比|总[数量]的)?(?:为|约)?[0-9.]+%|（[^（）]*%）")
_APART = re.compile(r"另|此外|结转|转结|上年|较|同比|累计|(?<![收接])[至到]|含|包括|同时|也|又")
_APART_WHOLE = re.compile(_APART.pattern.replace("|累计", ""))
_REST = re.compile("(?:以及|及|和|通过|以|采[取用])?(?:其[他它余]|剩余)")
_START = re.compile("[:；;（]|其中")
_ENDS = ("", "；", ";", "）")
_LONGEST_LABEL = 14
_LONGEST_REST = 20


class PartsOfWhole(NamedTuple):
    """A list of parts, before or after their whole."""

    sentence: Sentence
    whole: Quantity
    parts: tuple[Quantity, ...]
    opening: str = ""

    @property
    def total(self) -> Decimal:
        """The sum of the parts."""
        return sum((part.numeral.value for part in self.parts), Decimal())

    @property
    def is_closed(self) -> bool:
        """Whether the whole is said after the parts: A 4件、B 5件，合计9件."""
        return self.whole.span.start > self.parts[-1].span.start


def parts_over_whole(paragraph: ProseParagraph) -> Iterator[PartsOfWhole]:
    """Yield every list of parts in a paragraph that is more than its whole."""
    for found in _lists(paragraph):
        whole = found.whole
        before = [x for x in found.sentence.quantities if x.span.start < found.parts[0].span.start]
        # What is listed may be of all that the sentence has counted, not of the last only.
        most = sum(x.numeral.value for x in before if x.unit == whole.unit)
        if found.total > max(most, whole.numeral.value):
            yield found


def parts_short(paragraph: ProseParagraph) -> Iterator[PartsOfWhole]:
    """Yield every list that should be all of its whole, and is less."""
    for found in _lists(paragraph):
        if found.total < found.whole.numeral.value and _is_all(paragraph, found):
            yield found


def _lists(paragraph: ProseParagraph) -> Iterator[PartsOfWhole]:
    """Yield every whole with its parts: 9件，其中A 4件、B 5件, or A 4件、B 5件，合计9件."""
    before: list[Quantity] = []
    for sentence in paragraph.sentences:
        counted = [x for x in sentence.quantities if x.unit != "%"]
        if paragraph.text.startswith("其中", sentence.span.start):
            counted = before[-1:] + counted
        before = counted
        for i, (whole, first) in enumerate(pairwise(counted)):
            if (opening := _opening(paragraph, whole, first)) is not None:
                parts = _parts(paragraph, whole, counted[i + 1 :])
                found = PartsOfWhole(sentence, whole, parts, opening)
                if _is_list(paragraph, found):
                    yield found
            if _closes(paragraph, whole, first):
                listed = _listed_up_to(paragraph, counted[: i + 1], first)
                if listed:
                    yield PartsOfWhole(sentence, first, listed)


def _between(paragraph: ProseParagraph, one: Quantity, other: Quantity) -> str:
    """Return what stands between two numbers, without percentages of the first."""
    return _PERCENTAGE.sub("", paragraph.text[one.span.end : other.span.start])


def _opening(paragraph: ProseParagraph, whole: Quantity, first: Quantity) -> str | None:
    """Return what opens a list of parts of `whole` with `first`; None where none begins."""
    between = _between(paragraph, whole, first)
    clause = paragraph.text[whole.clause.start : whole.clause.end]
    between = between.removeprefix("。")
    said = _NAMELY.match(between) or _AMONG.match(between)
    opening = said[0] if said else between[:1]
    label = between[len(opening) :]
    opens = (
        bool(said or opening in (_ASIDE, "，", ","))
        and not _APART_WHOLE.search(clause)
        and not scope.is_comparison(clause)
        and _is_part(whole, first)
        and not _APART.search(label)
        and "其中" not in label
    )
    return opening if opens else None


def _is_list(paragraph: ProseParagraph, found: PartsOfWhole) -> bool:
    """Whether what is listed are parts: said to be, by channel, to the end, or with a rest."""
    opening = found.opening
    if _AMONG.match(opening):
        return True
    labels = [_label(paragraph, part) for part in found.parts]
    if all(map(scope.names_channel, labels)):
        whole = scope.names_channel(_label(paragraph, found.whole))
        return len(labels) > 1 and _is_of_requests(paragraph, found.whole) and not whole
    if opening in ("，", ","):
        return False
    ends = paragraph.text[found.parts[-1].after.end :][:1] in ("", "。", *_ENDS)
    return len(labels) > 1 and (_has_rest(labels) or (ends and opening != _ASIDE))


def _closes(paragraph: ProseParagraph, last: Quantity, whole: Quantity) -> bool:
    """Whether `whole` is the sum of what was listed up to `last`."""
    between = paragraph.text[last.span.end : whole.span.start]
    return _TOGETHER.fullmatch(between) is not None and _is_part(whole, last)


def _listed_up_to(
    paragraph: ProseParagraph, given: Sequence[Quantity], whole: Quantity
) -> tuple[Quantity, ...]:
    """Return the list that ends with the last number given; nothing where its start is unsure."""
    parts = [given[-1]]
    with_rest = _has_rest([_label(paragraph, given[-1])])
    for quantity in reversed(given[:-1]):
        first, label = _label(paragraph, quantity), _label(paragraph, parts[0])
        mark = paragraph.text[quantity.span.end]
        together = with_rest or _go_together(first, label)
        listed = mark == "、" or (mark in "，," and together)
        if not (listed and _is_part(parts[0], quantity)):
            break
        parts.insert(0, quantity)
    running = paragraph.text.startswith("累计", whole.before.start)
    if running and not with_rest:
        return ()
    before = given[: -len(parts)]
    between = _between(paragraph, before[-1], parts[0]) if before else ":"
    return tuple(parts) if _START.search(between) else ()


def _is_all(paragraph: ProseParagraph, found: PartsOfWhole) -> bool:
    """Whether a list should be all: it ends with the rest or the sum, or divides by channel."""
    parts = found.parts
    if len(parts) < 2:
        return False
    if found.is_closed:
        return True
    last = parts[-1] is [x for x in found.sentence.quantities if x.unit != "%"][-1]
    if not last and paragraph.text[parts[-1].after.end :][:1] not in _ENDS:
        return False
    labels = [_label(paragraph, part) for part in parts]
    by_channel = all(map(scope.names_channel, labels))
    divided = _DIVIDES.search(found.opening) is not None
    return divided or _has_rest(labels) or (by_channel and _is_of_requests(paragraph, found.whole))


def _has_rest(labels: Sequence[str]) -> bool:
    return _REST.match(labels[-1]) is not None


def _is_of_requests(paragraph: ProseParagraph, whole: Quantity) -> bool:
    """Whether a number counts applications, of which each comes in by one channel."""
    return "申请" in paragraph.text[whole.clause.start : whole.clause.end]


def _is_part(whole: Quantity, part: Quantity) -> bool:
    exact = not whole.numeral.rounded and not part.numeral.rounded
    return exact and part.unit == whole.unit


def _parts(
    paragraph: ProseParagraph, whole: Quantity, following: Sequence[Quantity]
) -> tuple[Quantity, ...]:
    """Return the first part, and those after it that are said in the same way."""
    parts, first = [following[0]], _label(paragraph, following[0])
    labels = [paragraph.text[x.before.start : x.before.end] for x in following]
    last = max((i for i, label in enumerate(labels) if _REST.match(label)), default=-1)
    free = whole.unit not in CASES
    if free and len(labels) > 1 and not any(map(_ACTS.search, labels)):
        # Documents of other kinds, to the end of the sentence.
        last = len(labels) - 1
    for i, (quantity, label) in enumerate(zip(following[1:], labels[1:], strict=True), 1):
        between = _between(paragraph, parts[-1], quantity)
        listed = i <= last or between[:1] == "、" or _go_together(first, label)
        if between[:1] in "；;" and not (free or scope.names_channel(label)):
            break
        if not (listed and _is_part(whole, quantity) and _is_plain(between, label)):
            break
        parts.append(quantity)
    return tuple(parts)


def _is_plain(between: str, label: str) -> bool:
    marks = sum(between.count(mark) for mark in "，,、；;：:（）()")
    return (
        marks == 1
        and between[:1] in "，,、；;"
        and 0 < len(label) <= (_LONGEST_REST if _REST.match(label) else _LONGEST_LABEL)
        and not _APART.search(between)
        and "其中" not in between
    )


def _label(paragraph: ProseParagraph, part: Quantity) -> str:
    text = paragraph.text[part.before.start : part.before.end]
    return re.sub(r"\A(?:其中|包括|包含)", "", text).lstrip("，,：:")


def _go_together(first: str, other: str) -> bool:
    """Whether two labels are both of channels, or end alike, as 主办 and 会办 do."""
    by_channel = scope.names_channel(first) and scope.names_channel(other)
    return by_channel or (bool(first) and first[-1:] == other[-1:])
