"""How a text words a report's title, the notice that it cites, and its statistical period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import NamedTuple

from reportlint.form.schema import forms

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


class Title(NamedTuple):
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


_NUMBER = re.compile(
    r"(?:国办)?公开办?[函发]?字?[〔﹝❲\[［【(（〈<{｛]?(?P<year>20\d\d)年?[〕﹞❳\]］】)）〉>}｝]?"
    r"第?(?P<number>\d{1,3})(?:号|文件|文|(?!\d))"
)
_LIKE_BRACKETS = str.maketrans("﹝﹞❲❳", "〔〕〔〕")
_TITLE_BEFORE = re.compile(r"《([^《》]{0,100})》[（(]?\Z")
_MATTER = re.compile(r"格式|年度报告|年报")
_LONGEST_TITLE = 110
_NEAR = 40


class Citation(NamedTuple):
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


class Period(NamedTuple):
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
    # `calendar` takes longer to import than a report's prose to read.
    last = 31 if int(month) == 12 else (date(year, int(month) + 1, 1) - timedelta(1)).day
    number = int(day) if day else last
    return date(year, int(month), number) if 1 <= number <= last else None
