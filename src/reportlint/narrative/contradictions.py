"""The prose against itself: parts that are more than their whole, one thing with two numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from reportlint.narrative import scope
from reportlint.narrative.quantities import Clause, ProseParagraph, Quantity, Sentence
from reportlint.narrative.sentences import Span, is_heading
from reportlint.spelling import is_numbered

_AMONG = "其中"
_APART = re.compile(r"另|此外|结转|转结|上年|较|同比|累计|(?<![收接])[至到]|含|包括|同时|也|又")
_SUM = re.compile(r"，(?:合计|共计|总计)")
_LONGEST_LABEL = 14
_REST = re.compile("(?:以及|及|和)?(?:其[他它余]|剩余)")
_LONGEST_REST = 20

_WHOLE_YEAR = re.compile(r"全年|本年度|年内|(?<![0-9])20[0-9]{2}年度?(?!第|[0-9]|.{0,3}月)")
_EMPTY = re.compile(r"全年度?|本年度|年内|20[0-9]{2}年度?|共计?|合计|总计|累计|一共|[了为有的已]")
_NAME = re.compile(r"“[^“”]{1,30}”")
_SERIES = re.compile(
    r"专栏|栏目|专题|系列|板块|频道|视频号|抖音|微博|头条|小程序|首页|门户网站|公报"
)
_MEDIUM = re.compile(r"网站|新媒体|公众号|微信|公开栏|专区|公示栏|报刊|广播|电视|.{2}领域")
_VAGUE = re.compile(
    r"发布|公开|推送|更新|转载|转发|刊发|刊登|刊载|编发|报送|上传|制作"
    r"|各类|各项|各种|相关|有关|政务|动态|信息|稿件|文章|内容|作品|图文|文字"
)
_SHORTEST_SUBJECT = 4
_LONGEST_CLAUSE = 200


class PartsOfWhole(NamedTuple):
    """A list of parts, before or after their whole."""

    sentence: Sentence
    whole: Quantity
    parts: tuple[Quantity, ...]

    @property
    def total(self) -> Decimal:
        """The sum of the parts."""
        return sum((part.numeral.value for part in self.parts), Decimal())


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
    for sentence in paragraph.sentences:
        quantities = sentence.quantities
        for i, (whole, first) in enumerate(pairwise(quantities)):
            if _opens(paragraph, whole, first):
                yield PartsOfWhole(sentence, whole, _parts(paragraph, whole, quantities[i + 1 :]))
            if _closes(paragraph, whole, first):
                yield PartsOfWhole(sentence, first, _listed_up_to(paragraph, quantities[: i + 1]))


def _closes(paragraph: ProseParagraph, last: Quantity, whole: Quantity) -> bool:
    """Whether `whole` is the sum of what was listed up to `last`."""
    between = paragraph.text[last.span.end : whole.span.start]
    return _SUM.fullmatch(between) is not None and _is_part(whole, last)


def _listed_up_to(paragraph: ProseParagraph, given: Sequence[Quantity]) -> tuple[Quantity, ...]:
    parts = [given[-1]]
    for quantity in reversed(given[:-1]):
        if paragraph.text[quantity.span.end] != "、" or not _is_part(parts[0], quantity):
            break
        parts.insert(0, quantity)
    return tuple(parts)


def _is_all(paragraph: ProseParagraph, found: PartsOfWhole) -> bool:
    """Whether a list should be all: it ends with the rest or the sum, or divides by channel."""
    parts, following = found.parts, found.sentence.quantities
    if len(parts) < 2:
        return False
    if found.whole.span.start > parts[-1].span.start:
        return True
    if parts[-1] is not following[-1]:
        return False
    by_channel = all(scope.names_channel(_label(paragraph, part)) for part in parts)
    if by_channel and _is_of_requests(paragraph, found.whole):
        return True
    return _REST.match(_label(paragraph, parts[-1])) is not None


def _is_of_requests(paragraph: ProseParagraph, whole: Quantity) -> bool:
    """Whether a number counts applications, of which each comes in by one channel."""
    return "申请" in paragraph.text[whole.clause.start : whole.clause.end]


def _opens(paragraph: ProseParagraph, whole: Quantity, first: Quantity) -> bool:
    """Whether a list of parts of `whole` begins with `first`."""
    between = paragraph.text[whole.span.end : first.span.start]
    clause = paragraph.text[whole.clause.start : whole.clause.end]
    opening = between.lstrip("，,；;（：:")
    by_channel = between[:1] in ("（", ":") and scope.names_channel(opening)
    by_channel = by_channel and _is_of_requests(paragraph, whole)
    return (
        (by_channel or (between.count(_AMONG) == 1 and opening.startswith(_AMONG)))
        and not _APART.search(clause)
        and not scope.is_comparison(clause)
        and _is_part(whole, first)
        and not _APART.search(between)
    )


def _is_part(whole: Quantity, part: Quantity) -> bool:
    exact = not whole.numeral.rounded and not part.numeral.rounded
    return exact and part.unit == whole.unit and part.unit != "%"


def _parts(
    paragraph: ProseParagraph, whole: Quantity, following: tuple[Quantity, ...]
) -> tuple[Quantity, ...]:
    """Return the first part, and those after it that are said in the same way."""
    parts, first = [following[0]], _label(paragraph, following[0])
    labels = [paragraph.text[x.before.start : x.before.end] for x in following]
    last = max((i for i, label in enumerate(labels) if _REST.match(label)), default=-1)
    for i, (quantity, label) in enumerate(zip(following[1:], labels[1:], strict=True), 1):
        between = paragraph.text[parts[-1].span.end : quantity.span.start]
        by_channel = scope.names_channel(first) and scope.names_channel(label)
        listed = i <= last or between[:1] == "、" or by_channel or _alike(first, label)
        if not (listed and _is_part(whole, quantity) and _is_plain(between, label)):
            break
        parts.append(quantity)
    return tuple(parts)


def _is_plain(between: str, label: str) -> bool:
    marks = sum(between.count(mark) for mark in "，,、；;：:（）()")
    return (
        marks == 1
        and between[:1] in "，,、"
        and 0 < len(label) <= (_LONGEST_REST if _REST.match(label) else _LONGEST_LABEL)
        and not _APART.search(between)
        and _AMONG not in between
    )


def _label(paragraph: ProseParagraph, part: Quantity) -> str:
    text = paragraph.text[part.before.start : part.before.end]
    return text.removeprefix(_AMONG).lstrip("，,：:")


def _alike(first: str, other: str) -> bool:
    """Whether two labels end alike, as 主办 and 会办 do."""
    return bool(first) and first[-1:] == other[-1:]


class StatedNumber(NamedTuple):
    """A number said of the whole year, and what is known of what it counts.

    `subject` is what stands before the number, `noun` what follows it, `name` the name in quotation
    marks that was said last, `series` the words for parts of a medium in its sentence, `media` the
    words for media in the heading and in its paragraph up to it.
    """

    paragraph: ProseParagraph
    sentence: Sentence
    clause: Span
    quantity: Quantity
    subject: str
    noun: str
    name: str
    series: frozenset[str]
    media: frozenset[str]
    opens: bool

    def contradicts(self, other: StatedNumber) -> bool:
        """Whether the other says another number of what can only be taken for the same thing."""
        return self.quantity.numeral.value != other.quantity.numeral.value and self.is_same(other)

    def is_same(self, other: StatedNumber) -> bool:
        """Whether both count the same, as far as words tell."""
        if self.key != other.key or self.series != other.series:
            return False
        if self.name or other.name:
            return self.name == other.name
        specific = len(_VAGUE.sub("", self.subject + self.noun)) >= _SHORTEST_SUBJECT
        return specific and self.opens and other.opens and self.media == other.media

    @property
    def key(self) -> tuple[str, str, str]:
        """What is compared exactly: subject, unit and noun."""
        return self.subject, self.quantity.unit, self.noun


class Contradiction(NamedTuple):
    """Two statements of the same thing."""

    first: StatedNumber
    second: StatedNumber


def contradictions(
    paragraphs: Iterable[ProseParagraph], bound: frozenset[Quantity], year: int
) -> Iterator[Contradiction]:
    """Yield one pair for every subject with two numbers.

    `bound` are the numbers that the tables have an answer for.
    """
    statements: dict[tuple[str, str, str], list[StatedNumber]] = {}
    reported: set[object] = set()
    for statement in _statements(paragraphs, year):
        if statement.quantity in bound:
            continue
        known = statements.setdefault(statement.key, [])
        for other in known:
            pair = other.sentence, statement.sentence
            thing = statement.key, statement.name
            if not reported & {pair, thing} and statement.contradicts(other):
                reported |= {pair, thing}
                yield Contradiction(other, statement)
        if len(known) < 8:
            known.append(statement)


def _statements(paragraphs: Iterable[ProseParagraph], year: int) -> Iterator[StatedNumber]:
    heading: frozenset[str] = frozenset()
    for paragraph in paragraphs:
        if is_numbered(paragraph.text) or is_heading(paragraph.text):
            heading = _media(paragraph, paragraph.sentences[0])
        name, media = "", heading
        for sentence in paragraph.sentences:
            text = paragraph.text[sentence.span.start : sentence.span.end]
            series = frozenset(_SERIES.findall(text))
            media |= _media(paragraph, sentence)
            for clause in sentence.clauses:
                part = paragraph.text[clause.span.start : clause.span.end][:_LONGEST_CLAUSE]
                name = next(reversed(_NAME.findall(part)), name)
                if _is_own_year(part, year) and not scope.is_narrowed(part):
                    yield from _in_clause(paragraph, sentence, clause, name, (series, media))


def _is_own_year(text: str, year: int) -> bool:
    return bool(_WHOLE_YEAR.search(text)) and not scope.foreign_year(text, year)


def _in_clause(
    paragraph: ProseParagraph,
    sentence: Sentence,
    clause: Clause,
    name: str,
    where: tuple[frozenset[str], frozenset[str]],
) -> Iterator[StatedNumber]:
    if not clause.quantities or "、" in paragraph.text[clause.span.start : clause.span.end]:
        return
    first = clause.quantities[0]
    subject = _plain(paragraph, Span(clause.span.start, first.span.start))
    opens = clause.span.start == sentence.span.start
    for quantity in clause.quantities:
        noun = _plain(paragraph, quantity.after)
        if subject and not quantity.numeral.rounded and quantity.unit != "%":
            yield StatedNumber(
                paragraph, sentence, clause.span, quantity, subject, noun, name, *where, opens
            )


def _media(paragraph: ProseParagraph, sentence: Sentence) -> frozenset[str]:
    text = paragraph.text[sentence.span.start : sentence.span.end]
    return frozenset([*_MEDIUM.findall(text), *_SERIES.findall(text)])


def _plain(paragraph: ProseParagraph, span: Span) -> str:
    return _EMPTY.sub("", paragraph.text[span.start : span.end])
