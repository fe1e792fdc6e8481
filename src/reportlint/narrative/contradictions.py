"""The prose against itself: one thing with two numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reportlint.narrative import scope
from reportlint.narrative.quantities import Clause, ProseParagraph, Quantity, Sentence
from reportlint.narrative.sentences import Span, is_heading
from reportlint.spelling import is_numbered

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
