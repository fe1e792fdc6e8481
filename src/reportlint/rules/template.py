"""Family D: what a template asked for and nobody filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.findings import Finding
from reportlint.language import LIST, Text, joined
from reportlint.report import Location, Passage, Report
from reportlint.rules.rule import ReportRule, Rule

_MARK = "[×✕XxＸｘ]"
_STAR = "[*＊]"
_TIME = "年(?![鉴级会])|月(?!刊)|日(?!报)"
_COUNT = "件|条(?![例款])|次|份|篇|期(?![刊货限])|个|元|万|%|％|余|项(?!目)"
_PLACE = "[省市县区州旗镇乡局厅委](?![长场块域道城])|街道|人民政府|办事处"
_ANYWHERE = re.compile(
    rf"(?<![A-Za-z]){_MARK}{{2,8}}(?={_TIME}|{_COUNT})"
    rf"|(?<![A-Za-z0-9]){_MARK}{{1,8}}年{_MARK}{{1,8}}月|{_MARK}{{1,8}}月{_MARK}{{1,8}}日"
    rf"|(?<![\d*＊]){_STAR}{{3,8}}(?={_TIME}|{_COUNT}|{_PLACE})"
    rf"|{_STAR}{{1,8}}年{_STAR}{{1,8}}月"
    r"|[（(]\s{0,4}文字描述[^（）()]{0,20}[）)]"
    r"|(?:此处|在此)(?:填写|插入|输入|录入|粘贴)|(?:单击|点击)此处(?:输入|添加|编辑|填写)"
    r"|(?<![A-Za-z0-9_./@-])[_＿]{2,40}(?![A-Za-z0-9_./@-])"
    r"|〔[\s×XxＸ_＿]{0,8}〕|〔20\d\d〕[\s×XxＸ_＿]{0,8}号"
    rf"|[（(]\s{{1,8}}[）)](?={_TIME}|{_COUNT})"
)
_BEFORE_SECTION_ONE = re.compile(rf"(?<![A-Za-z]){_MARK}{{2,8}}(?={_PLACE})")
_ANY_SIGN = re.compile("[×✕XxＸｘ*＊_＿〔(（]|此")
"""What every blank has one of: most paragraphs have none, and need no closer look."""
_QUOTED = re.compile(r"“[^“”]{0,80}”|《[^《》]{0,80}》|‘[^‘’]{0,80}’|「[^「」]{0,80}」")
_RULE_LINE = re.compile(r"[\s_＿*＊-]*")
_CONTEXT = 6
_MOST_SHOWN = 5


def _left_in(rule: Rule, report: Report) -> Iterator[Finding]:
    found = list(_blanks(report))
    if found:
        shown = [_shown(*blank) for blank in found[:_MOST_SHOWN]]
        more = Text("等", " and more") if found[_MOST_SHOWN:] else Text("", "")
        yield rule.finding(
            found[0][1],
            found=joined(shown, LIST),
            more=more,
            n=len(found),
        )


def _blanks(report: Report) -> Iterator[tuple[str, Location | None]]:
    """Yield every blank with some words around it, and its place.

    In sections of prose an organ written ×× may be one that is not to be named; in the title or
    the preamble it is the organ that reports.
    """
    for passage in _unquoted(report):
        patterns = (_ANYWHERE, _BEFORE_SECTION_ONE)[: 2 if passage.section == "preamble" else 1]
        for pattern in patterns:
            for match in pattern.finditer(passage.text):
                start, stop = max(0, match.start() - _CONTEXT), match.end() + _CONTEXT
                yield passage.text[start:stop].strip(), passage.location


def _unquoted(report: Report) -> Iterator[Passage]:
    """Yield the prose, and the organ's name of a data file, without what is quoted.

    The case of 《关于××镇××路的答复》 is named so on purpose.
    """
    if "title" not in report.about and report.agency:
        yield Passage("preamble", report.agency, report.location("agency.name"))
    for passage in report.passages:
        if not _ANY_SIGN.search(passage.text):
            continue
        text = _QUOTED.sub("“”", passage.text)
        if not _RULE_LINE.fullmatch(text):
            yield Passage(passage.section, text, passage.location)


def _shown(text: str, location: Location | None) -> Text:
    line = location.line if location else None
    where = Text("（第 {n} 行）", " (line {n})").fill(n=line) if line else Text("", "")
    return Text(f"“{text}”{where.zh}", f"“{text}”{where.en}")


RULES: tuple[Rule, ...] = (
    ReportRule(
        code="D307",
        name="template-text",
        severity="warning",
        title=Text("模板文字没有替换", "Text of the template was left in"),
        message=Text(
            "模板文字没有替换，共 {n} 处：{found}{more}",
            "text of the template was left in; places: {n}: {found}{more}",
        ),
        explanation=Text(
            "（文字描述）、××、XX年、****、空的六角括号和下划线是模板留待填写的地方。引号和书名号里的"
            "××，以及正文中不便写明的机关名称，不算。",
            "（文字描述）, ××, XX年, ****, empty brackets and underscores are what a template "
            "leaves to be filled in. A ×× inside quotation marks, or for another organ in a "
            "section, is not one.",
        ),
        basis=Text("年度报告表式", "the form"),
        find=_left_in,
    ),
)
