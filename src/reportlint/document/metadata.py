"""What a document says of itself: its title, organ, year, period and notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from reportlint.document.blocks import Block, Paragraph
from reportlint.document.wording import Title, citations, period, title, whole_year
from reportlint.location import Location
from reportlint.spelling import squeezed, without_note_marks

_TITLE_LINES = 4
_LOOKED_FOR_TITLE = 30


def find_title(paragraphs: Sequence[Paragraph]) -> tuple[Title, Paragraph] | None:
    """Return the title and the line that it begins with; it may be broken over a few.

    One that names the organ is preferred.
    """
    lines = [(text, p) for p in paragraphs if (text := _without_marks(p.text))]
    nameless: tuple[Title, Paragraph] | None = None
    for length in range(1, _TITLE_LINES + 1):
        for start, (_, line) in enumerate(lines[:_LOOKED_FOR_TITLE]):
            found = title("".join(text for text, _ in lines[start : start + length]))
            if found and found.agency:
                return found, line
            if found and nameless is None:
                nameless = found, line
    return nameless


_LONGEST_TITLE = 60
_ENDS_AS_TITLE = re.compile(
    r"信息公开(?:工作)?(?:情况)?的?(?:年度)?(?:工作)?(?:报告|年报)[（(]?(?:20\d\d年?度?)?\W*\Z"
)
_OF_NOTICE = re.compile(r"报告.{0,30}(?:通知|函|方案|意见|说明|格式|模板)\W*\Z")


def is_titled(blocks: Iterable[Block]) -> bool:
    """Whether a line near the beginning may be the title of a report, or there is no text at all.

    A notice about reports, or a list of them, is not titled so.

    >>> def lines(*texts): return [Paragraph(text, Location("")) for text in texts]
    >>> is_titled(lines("青禾县水务局2024年", "政府信息公开工作年度报告"))
    True
    >>> is_titled(lines("关于做好2024年政府信息公开工作年度报告", "编制工作的通知"))
    False
    """
    texts = (block.text for block in blocks if isinstance(block, Paragraph))
    lines = list(islice(filter(None, map(_without_marks, texts)), _LOOKED_FOR_TITLE))
    for start in range(len(lines)):
        runs = ["".join(lines[start : start + n]) for n in range(1, _TITLE_LINES + 1)]
        if not any(map(_OF_NOTICE.search, runs)) and any(map(_is_title, runs)):
            return True
    return not lines


def _is_title(run: str) -> bool:
    is_line = len(run) <= _LONGEST_TITLE and not re.search("[。；;]|附件", run)
    return is_line and _ENDS_AS_TITLE.search(run) is not None


def _without_marks(line: str) -> str:
    """Return a line, squeezed, without the marks of notes and what makes it bold in Markdown."""
    return squeezed(without_note_marks(line)).lstrip("*_`")


_NAME = (
    r"(?P<agency>(?![我本该全各按由现经]|根据|依据|依照|.{0,30}国务院)(?:第\d{1,4}(?!年)|[^\d。，：:；、《》（）()“”]){1,36}?"
    r"(?:政府|[局厅委部署院会所处站校行]|办公室|办事处|中心|[支大总]队|集团|公司|[大中小]学))"
)
_DAY_OF_TITLE = r"20\d\d年\d{1,2}月\d{1,2}日"
_ALONE = re.compile(rf"\A{_NAME}(?:{_DAY_OF_TITLE})?\Z")
_AUTHOR = (
    re.compile(rf"(?:\A|[，。；由]){_NAME}(?:组织)?(?:编制|编写|制作|撰写|拟制)"),
    re.compile(rf"(?:发布|公布|公开|公示)(?:了)?{_NAME}(?:关于)?20\d\d年"),
    re.compile(rf"\A{_NAME}(?:根据|按照|依据|依照)"),
    re.compile(rf"(?:发布|公开|编制|制作|责任)(?:机构|单位|机关|主体)[:：]{_NAME}\Z"),
)


def find_organ(
    paragraphs: Sequence[Paragraph], under: Paragraph | None
) -> tuple[str, Paragraph] | None:
    """Return the organ that a report names outside its title, and the line that does.

    That is a line `under` the title, the preamble, a page's line about its publisher, or the
    signature.
    """
    lines = [(text, p) for p in paragraphs if (text := squeezed(p.text))]
    below = next((i for i, (_, line) in enumerate(lines) if line is under), len(lines))
    for (text, line), patterns in (
        *((item, (_ALONE,)) for item in lines[below + 1 : below + _TITLE_LINES]),
        *((item, _AUTHOR) for item in lines[:_LOOKED_FOR_TITLE]),
        *((item, (_ALONE,)) for item in _signature(lines)),
    ):
        if found := next((match for pattern in patterns if (match := pattern.search(text))), None):
            return found["agency"], line
    return None


def _signature(lines: Sequence[tuple[str, Paragraph]]) -> Sequence[tuple[str, Paragraph]]:
    """Return the last line, or the one above it where that is a day alone."""
    is_dated = len(lines) > 1 and re.fullmatch(_DAY_OF_TITLE, lines[-1][0])
    return lines[-2:-1] if is_dated else lines[-1:]


_PUBLISHED = re.compile(
    r"(?:发布|公布|公开|发文)(?:日期|时间)[:：]?(20\d\d)[年/.-](\d{1,2})[月/.-](\d{1,2})"
)
_SIGNED = re.compile(r"[^\d。，；：截至到自从]{0,30}(20\d\d)[年./-](\d{1,2})[月./-](\d{1,2})日?")
_NUMERAL = re.compile("[〇○零一二三四五六七八九十]+")
_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}


def _in_digits(line: str) -> str:
    """Return a day in Chinese numerals, such as 二〇二五年二月十四日, in digits."""

    def digits(found: re.Match[str]) -> str:
        tens, ten, ones = found[0].rpartition("十")
        if not ten or tens.count("十"):
            return "".join(str(_DIGITS.get(c, c)) for c in found[0])
        return str(10 * _DIGITS.get(tens or "一", 0) + _DIGITS.get(ones or "〇", 0))

    return _NUMERAL.sub(digits, line)


@dataclass
class Metadata:
    """What was found, by key of the data file, and where; `about` is what a data file lacks."""

    values: dict[str, str | int] = field(default_factory=dict)
    locations: dict[str, Location] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)

    def add(self, key: str, value: str | int, location: Location) -> None:
        """Note a value and its place, unless one was found before."""
        if key not in self.values:
            self.values[key] = value
            self.locations[key] = location

    def add_about(self, name: str, text: str, location: Location) -> None:
        """Note what the document says of itself, unless it was found before."""
        if name not in self.about:
            self.about[name] = text
            self.locations[f"about.{name}"] = location


def metadata(paragraphs: Sequence[Paragraph]) -> Metadata:
    """Find title and organ, statistical period, day of publication and the notice cited."""
    found = Metadata()
    paragraphs = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
    if titled := find_title(paragraphs):
        own, line = titled
        found.add("year", own.year, line.location)
        found.add_about("title", own.text, line.location)
        if own.agency:
            found.add("agency.name", own.agency, line.location)
    if "agency.name" not in found.values:
        organ = find_organ(paragraphs, titled[1] if titled else None)
        if organ:
            found.add("agency.name", organ[0], organ[1].location)
        elif paragraphs:
            line = titled[1] if titled else paragraphs[0]
            found.add_about("opening", line.text.strip(), line.location)
    lines = [(text, p.location) for p in paragraphs if (text := squeezed(p.text))]
    for text, location in lines:
        _note_line(text, location, found)
    if "year" not in found.values:
        _note_year(lines, found)
    signed = _SIGNED.fullmatch(_in_digits(lines[-1][0])) if lines else None
    if signed and (day := _iso(*signed.groups())):
        found.add("published", day, lines[-1][1])
    return found


def _note_year(lines: Sequence[tuple[str, Location]], found: Metadata) -> None:
    """Without a title or a period, the first whole year that is spoken of is the report's."""
    for text, location in lines:
        if year := whole_year(text):
            found.add("year", year, location)
            return


def _note_line(text: str, location: Location, found: Metadata) -> None:
    year = found.values.get("year")
    stated = period(text, year if isinstance(year, int) else None)
    if stated and "period.start" not in found.values:
        found.add("period.start", stated.start.isoformat(), location)
        found.add("period.end", stated.end.isoformat(), location)
        found.add("year", stated.start.year, location)
    if (published := _PUBLISHED.search(text)) and (day := _iso(*published.groups())):
        found.add("published", day, location)
    for citation in citations(text):
        found.add_about("notice", citation.notice, location)


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
