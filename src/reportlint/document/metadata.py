"""What a document says of itself: its title, organ, year, period and notice."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date
from itertools import islice

from reportlint.document.blocks import Block, Paragraph
from reportlint.form.schema import forms
from reportlint.location import Location
from reportlint.spelling import squeezed, without_note_marks

_YEAR = r"(?P<year>20\d\d)年(?:度)?"
# Of an organ's name only a number such as in 第二 is written in digits.
_ORGAN = (
    r"(?!度|关于|(?:政府)?信息公开|政务(?:信息)?公开)"
    r"(?P<agency>(?:第\d{1,4}(?!年)|[^\d。，：:；《》>＞|]){2,40}?)(?:关于)?"
)
_REMARK = r"(?:[（(【\[][^（）()【】\[\]]{1,10}[）)】\]])?"
# 人民政府信息公开工作 is the work of a 人民政府.
_MATTER_OF_TITLE = r"(?:(?:(?<!人民)政府)?信息|政务(?:信息)?)公开(?:工作)?(?:情况)?的?"
_REPORT = r"(?:年度)?(?:工作)?(?:报告|年报)"
_TITLES = (
    re.compile(rf"^{_REMARK}(?:关于)?{_YEAR}{_ORGAN}{_MATTER_OF_TITLE}{_REMARK}{_REPORT}"),
    re.compile(
        rf"^{_REMARK}(?:关于)?{_ORGAN}(?:{_MATTER_OF_TITLE})?{_YEAR}(?:{_MATTER_OF_TITLE})?{_REMARK}{_REPORT}"
    ),
    re.compile(rf"^{_REMARK}(?:关于)?{_ORGAN}{_MATTER_OF_TITLE}{_REPORT}[（(]?{_YEAR}"),
)
_WITHOUT_ORGAN = (
    re.compile(rf"^{_REMARK}(?:关于)?{_YEAR}{_MATTER_OF_TITLE}{_REMARK}{_REPORT}"),
    re.compile(rf"^{_REMARK}{_MATTER_OF_TITLE}{_YEAR}{_REPORT}"),
    re.compile(rf"^{_REMARK}{_MATTER_OF_TITLE}{_REPORT}[（(]?{_YEAR}"),
)
_ZONE = r"(?:开发|高新|新|实验|试验|示范|园|保税|风景|景|管理|合作|产业|工业|度假|功能|社|小)区"
_AREA = re.compile(rf"(?!.*{_ZONE}\Z).+[省市州盟县旗区乡镇]\Z")


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it is printed, its year, and the organ that it names, if it names one."""

    text: str
    agency: str | None
    year: int


def title(text: str) -> Title | None:
    """Return the title that `text`, squeezed, begins with.

    An area stands for its government.

    >>> title("云溪街道办事处2024年政府信息公开工作年度报告").year
    2024
    >>> title("2024年青禾县政府信息公开工作年度报告").agency
    '青禾县人民政府'
    >>> title("2024年政府信息公开工作年度报告").agency is None
    True
    """
    for pattern in _TITLES:
        if found := pattern.match(text):
            return Title(found[0], _government(found["agency"]), int(found["year"]))
    for pattern in _WITHOUT_ORGAN:
        if found := pattern.match(text):
            return Title(found[0], None, int(found["year"]))
    return None


def _government(name: str) -> str:
    return f"{name}人民政府" if _AREA.fullmatch(name) else name


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


_NUMBER = re.compile(
    r"国办公开办?函?字?[〔﹝❲\[［【(（〈<]?(?P<year>20\d\d)年?[〕﹞❳\]］】)）〉>]?"
    r"第?(?P<number>\d{1,3})(?:号|文件|文|(?!\d))"
)
_LIKE_BRACKETS = str.maketrans("﹝﹞❲❳", "〔〕〔〕")
_TITLE_BEFORE = re.compile(r"《([^《》]{0,100})》[（(]?\Z")
_MATTER = re.compile(r"格式|年度报告|年报")
_LONGEST_TITLE = 110
_NEAR = 40


@dataclass(frozen=True, slots=True)
class Citation:
    """A notice as it is cited: `notice` in the proper spelling, `printed` as it stands."""

    notice: str
    printed: str

    @property
    def is_proper(self) -> bool:
        """Whether it stands as it should: the year in `〔〕`, no word left out."""
        return self.printed.translate(_LIKE_BRACKETS) == self.notice


def citations(text: str) -> Iterator[Citation]:
    """Yield what `text`, squeezed, cites as the notice on the form.

    The office that issues the form issues other notices too. Which one is meant is said by the
    title before the number; without one, by a number that a notice on the form has.

    >>> [x.notice for x in citations("按照国办公开办函202130号编制")]
    ['国办公开办函〔2021〕30号']
    >>> list(citations("《关于规范政府信息公开平台有关事项的通知》（国办公开办函〔2019〕61号）"))
    []
    """
    for match in _NUMBER.finditer(text):
        number = int(match["number"])
        if _on_the_form(text[max(0, match.start() - _LONGEST_TITLE) : match.start()], number):
            notice = f"国办公开办函〔{match['year']}〕{number}号"
            yield Citation(notice, match[0])


def _on_the_form(before: str, number: int) -> bool:
    title = _TITLE_BEFORE.search(before)
    if title:
        return _MATTER.search(title[1]) is not None
    known = any(form.notice.endswith(f"〕{number}号") for form in forms().values())
    return known or "格式" in before[-_NEAR:]


_TO = r"(?:零时|0时)?起?(?:，|,)?(?:截?至|到|[—–－\-~～]{1,3})"
_YEAR_OF_DAY = r"(?:(20\d\d)年(?:度)?|本年度?|当年|同年)?"
_DAY = rf"{_YEAR_OF_DAY}(\d{{1,2}})月(?:(\d{{1,2}})[日号])?"
_DOTTED = r"(20\d\d)[./-](\d{1,2})[./-](\d{1,2})日?"
_SPANS = (re.compile(f"{_DAY}{_TO}{_DAY}"), re.compile(f"{_DOTTED}{_TO}{_DOTTED}"))
_OF = r"(?:的|所|中|内|各项|相关|数据|统计|涵盖|覆盖|起止|截止|报告){0,8}"
_TIME = r"(?:期限|期间|时限|时间|时段|周期|区间|范围|口径|年度|期)"
_IS = r"(?:段|范围|区间|限|统一|均|分别|[自从由为是在：:（(“，,]){0,6}"
_ANNOUNCED = re.compile(rf"(?:(?:统计|数据|报告){_OF}{_TIME}{_IS}|数据均?[自从由])\Z")
_LONGEST_ANNOUNCEMENT = 60
_LONGEST_LINE = 60
_AROUND = "（）()。止"


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day."""

    start: date
    end: date

    @property
    def year(self) -> int | None:
        """The year that the period is, from its first day to its last; None where it is none."""
        first, last = date(self.start.year, 1, 1), date(self.start.year, 12, 31)
        return self.start.year if (self.start, self.end) == (first, last) else None


def period(text: str, year: int | None = None) -> Period | None:
    """Return the statistical period that `text`, squeezed, states.

    Only what is said to be the period, or is all that stands there, is one: a hearing from March
    to May is not. `year` is meant where the words name none.

    >>> period("统计期限自2024年1月1日起，至12月31日止。").year
    2024
    >>> period("1月至12月", 2024).year
    2024
    """
    for start, stop, found in _spans(text, year):
        before = text[max(0, start - _LONGEST_ANNOUNCEMENT) : start]
        alone = len(text) <= _LONGEST_LINE and not (text[:start] + text[stop:]).strip(_AROUND)
        if alone or _ANNOUNCED.search(before):
            return found
    return None


def whole_year(text: str) -> int | None:
    """Return the year of which `text`, squeezed, names the first and the last day."""
    return next((found.year for _, _, found in _spans(text, None) if found.year), None)


def _spans(text: str, year: int | None) -> Iterator[tuple[int, int, Period]]:
    for pattern in _SPANS:
        for match in pattern.finditer(text):
            first, month, day, last, last_month, last_day = match.groups()
            from_year = int(first) if first else year
            to_year = int(last) if last else from_year
            start = _day(from_year, month, day or "1")
            end = _day(to_year, last_month, last_day)
            if start and end:
                yield match.start(), match.end(), Period(start, end)


def _day(year: int | None, month: str, day: str | None) -> date | None:
    """Return a day, the month's last where none is named; None where there is no such day."""
    if year is None or not MINYEAR <= year <= MAXYEAR or not 1 <= int(month) <= 12:
        return None
    last = monthrange(year, int(month))[1]
    number = int(day) if day else last
    return date(year, int(month), number) if 1 <= number <= last else None


_PUBLISHED = re.compile(
    r"(?:发布|公布|公开|发文)(?:日期|时间)[:：]?(20\d\d)[年/.-](\d{1,2})[月/.-](\d{1,2})"
)
_SIGNED = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")


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
    if lines and (signed := _SIGNED.fullmatch(lines[-1][0])) and (day := _iso(*signed.groups())):
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
