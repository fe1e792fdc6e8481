"""The title of a report: the organ and the year in it; and the organ where the title has none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportlint.document.blocks import Paragraph
from reportlint.spelling import squeezed, without_note_marks

_YEAR = r"(?P<year>20\d\d)年(?:度)?"
# Of an organ's name only a number such as in 第二 is written in digits.
_ORGAN = (
    r"(?!度|关于|(?:政府)?信息公开)"
    r"(?P<agency>(?:第\d{1,4}(?!年)|[^\d。，：:；《》>＞|]){2,40}?)(?:关于)?"
)
_REMARK = r"(?:[（(【\[][^（）()【】\[\]]{1,10}[）)】\]])?"
# 人民政府信息公开工作 is the work of a 人民政府.
_MATTER = r"(?:(?<!人民)政府)?信息公开(?:工作)?(?:情况)?的?"
_REPORT = r"(?:年度)?(?:工作)?(?:报告|年报)"
_TITLES = (
    re.compile(rf"^{_REMARK}(?:关于)?{_YEAR}{_ORGAN}{_MATTER}{_REMARK}{_REPORT}"),
    re.compile(
        rf"^{_REMARK}(?:关于)?{_ORGAN}(?:{_MATTER})?{_YEAR}(?:{_MATTER})?{_REMARK}{_REPORT}"
    ),
    re.compile(rf"^{_REMARK}(?:关于)?{_ORGAN}{_MATTER}{_REPORT}[（(]?{_YEAR}"),
)
_WITHOUT_ORGAN = (
    re.compile(rf"^{_REMARK}(?:关于)?{_YEAR}{_MATTER}{_REMARK}{_REPORT}"),
    re.compile(rf"^{_REMARK}{_MATTER}{_YEAR}{_REPORT}"),
    re.compile(rf"^{_REMARK}{_MATTER}{_REPORT}[（(]?{_YEAR}"),
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


def _without_marks(line: str) -> str:
    """Return a line, squeezed, without the marks of notes and what makes it bold in Markdown."""
    return squeezed(without_note_marks(line)).lstrip("*_`")


_NAME = (
    r"(?P<agency>(?![我本该全各按由现经]|根据|依据|依照|.{0,30}国务院)(?:第\d{1,4}(?!年)|[^\d。，：:；、《》（）()“”]){1,36}?"
    r"(?:政府|[局厅委部署院会所处站校行]|办公室|办事处|中心|[支大总]队|集团|公司|[大中小]学))"
)
_DAY = r"20\d\d年\d{1,2}月\d{1,2}日"
_ALONE = re.compile(rf"\A{_NAME}(?:{_DAY})?\Z")
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
    is_dated = len(lines) > 1 and re.fullmatch(_DAY, lines[-1][0])
    return lines[-2:-1] if is_dated else lines[-1:]
