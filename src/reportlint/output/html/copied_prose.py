"""Copies between organs: a matrix of each group, and passages side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from reportlint.findings import Findings, GivenFile, Stretch
from reportlint.language import Language, Text
from reportlint.output.copies import CopyGroup, copy_groups
from reportlint.output.html.markup import Markup, MarkupOrText, element, wide
from reportlint.output.html.reports import report_title

_MOST_GROUPS = 40
_MOST_IN_MATRIX = 12
_MOST_PAIRS = 6
"""Of a group."""
_AROUND = 40
"""Characters of what is not shared that stand before and after what is."""
_HEADING = Text("机关之间雷同的文字", "Prose that several organs have")
_MATRIX = Text(
    "第{n}组：行中报告的文字有多少也在列中报告里",
    "Group {n}: how much of a row's prose the column's report has",
)
_REPORT = Text("报告", "report")
_CUT = Text("这一组还有 {n} 份", "{n} more in this group")
_GROUPS = Text("另有 {n} 组", "{n} more groups")
_PAIR = Text("{one} 与 {other}：{share} 相同", "{one} and {other}: {share} the same")


def copied_prose(findings: Findings, language: Language) -> Markup | None:
    """Return the part on copies; nothing where there are none."""
    groups = copy_groups(findings)
    if not groups:
        return None
    shown = groups[:_MOST_GROUPS]
    parts = (part for n, group in enumerate(shown, 1) for part in _group(n, group, language))
    more = len(groups) - len(shown)
    return element(
        "section",
        element("h2", _HEADING.of(language), id="copies-heading"),
        *parts,
        element("p", _GROUPS.fill(n=more).of(language), class_="account") if more else None,
        id="copies",
        aria_labelledby="copies-heading",
    )


def _group(number: int, group: CopyGroup, language: Language) -> Iterator[MarkupOrText]:
    yield _matrix(number, group, language)
    if len(group.files) > _MOST_IN_MATRIX:
        more = _CUT.fill(n=len(group.files) - _MOST_IN_MATRIX).of(language)
        yield element("p", more, class_="account")
    for file, other, copy in islice(group.told, _MOST_PAIRS):
        names = report_title(file, language), report_title(other, language)
        said = _PAIR.fill(one=names[0], other=names[1], share=f"{100 * copy.share:.0f}%")
        yield element("h3", said.of(language))
        sides = (
            element("div", element("h4", name, lang="zh-CN"), _side(text))
            for name, text in zip(names, (copy.own, copy.other), strict=True)
        )
        yield element("div", *sides, class_="sides")


def _matrix(number: int, group: CopyGroup, language: Language) -> Markup:
    files = group.files[:_MOST_IN_MATRIX]
    rows = (_row(n, file, files, group, language) for n, file in enumerate(files, 1))
    heads = [element("th", _REPORT.of(language), scope="col")]
    heads += [element("th", str(n), scope="col") for n, _ in enumerate(files, 1)]
    caption = _MATRIX.fill(n=number).of(language)
    table = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *heads)),
        element("tbody", *rows),
        class_="heat copies",
    )
    return wide(table, caption)


def _row(
    number: int,
    file: GivenFile,
    files: Sequence[GivenFile],
    group: CopyGroup,
    language: Language,
) -> Markup:
    head = element("th", f"{number} {report_title(file, language)}", scope="row", lang="zh-CN")
    shares = (group.share(file, other) for other in files)
    cells = (element("td", x, class_="shade2" if "%" in x else None) for x in shares)
    return element("tr", head, *cells)


def _side(stretches: Sequence[Stretch]) -> Markup:
    """Return a text with what it shares marked, and all else cut to what stands around that."""
    pieces: list[MarkupOrText] = []
    for i, (text, is_shared) in enumerate(stretches):
        shown = text if is_shared else _ends(text, is_first=i == 0, is_last=i == len(stretches) - 1)
        for n, line in enumerate(shown.split("\n")):
            pieces.append(element("br") if n else None)
            pieces.append(element("mark", line) if is_shared and line else line)
    return element("blockquote", *pieces, lang="zh-CN")


def _ends(text: str, *, is_first: bool, is_last: bool) -> str:
    """Return the end of a text before what is shared, its beginning after that, or both."""
    if len(text) <= 2 * _AROUND:
        return text
    begin = "" if is_first else text[:_AROUND]
    end = "" if is_last else text[-_AROUND:]
    return f"{begin} … {end}".strip()
