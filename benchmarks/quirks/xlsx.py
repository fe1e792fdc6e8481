"""Quirks of SpreadsheetML: attributes and content of a `c` element, as `ATTRIBUTES>CONTENT`."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache
from html import escape

import xlsxwriter
from fixtures.documents.books import placed

from benchmarks.quirks.characters import WITH_WIDE_BLANKS
from benchmarks.quirks.medium import Medium, packed, template, unpacked
from benchmarks.quirks.quirk import Contents, Quirk
from reportlint.form.schema import Form


def _string(*runs: tuple[str, str]) -> str:
    inner = "".join(
        f'<r>{f"<rPr>{about}</rPr>" if about else ""}<t xml:space="preserve">{text}</t></r>'
        for text, about in runs
    )
    return f't="inlineStr"><is>{inner}</is>'


_FORMATS = {
    "comma": "#,##0",
    "accounting": '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ',
    "negative": "#,##0_);(#,##0)",
    "coloured": "[Red]0",
    "digit_space": "0_d",
    "case": '0"件"',
    "case_in_brackets": '0" 件";-0" 件"',
    "conditional": "[>=100000]0;0",
    "general_text": 'General"件"',
    "wan": '0!.0000"万"',
    "wan_escaped": '0\\.0,"万"',
    "thousand": "0,",
    "percent": "0%",
    "permille": "0\\‰",
    "text": "@",
    "zero_blank": "0;-0;;@",
    "chinese": "[$-804]0",
    "fraction": "# ?/?",
    "nothing": ";;;",
    "year_like": "0_);[Red]\\(0\\)",
    "elapsed_word": '0"年度"',
}
"""Number formats by the name that a quirk has for them."""


_TEXT = list(_FORMATS).index("text") + 1


def _in_format(name: str) -> Callable[[str], str]:
    number = list(_FORMATS).index(name) + 1
    return lambda n: f's="{number}"><v>{n}</v>'


QUIRKS = (
    Quirk("number", lambda n: f"><v>{n}</v>", of_numbers=True),
    Quirk("number with a point", lambda n: f"><v>{n}.0</v>", of_numbers=True),
    Quirk(
        "number in powers of ten",
        lambda n: f"><v>{int(n) / 10 ** (len(n) - 1):.12g}E{len(n) - 1}</v>",
        of_numbers=True,
    ),
    Quirk("comma", _in_format("comma"), of_numbers=True),
    Quirk("accounting", _in_format("accounting"), of_numbers=True),
    Quirk("negative in brackets", _in_format("negative"), of_numbers=True),
    Quirk("coloured", _in_format("coloured"), of_numbers=True),
    Quirk("space of a d", _in_format("digit_space"), of_numbers=True),
    Quirk("unit by format", _in_format("case"), of_numbers=True),
    Quirk("unit by format, two sections", _in_format("case_in_brackets"), of_numbers=True),
    Quirk("conditional", _in_format("conditional"), of_numbers=True),
    Quirk("General with a unit", _in_format("general_text"), of_numbers=True),
    Quirk("shown in 万, all figures", _in_format("wan"), of_numbers=True),
    Quirk("shown as a percentage", _in_format("percent"), "unknown", of_numbers=True),
    Quirk("shown as per mille", _in_format("permille"), "unknown", of_numbers=True),
    Quirk("text format", _in_format("text"), of_numbers=True),
    Quirk("zeros not shown", _in_format("zero_blank"), of_numbers=True),
    Quirk("locale", _in_format("chinese"), of_numbers=True),
    Quirk("fraction format", _in_format("fraction"), of_numbers=True),
    Quirk("format that shows nothing", _in_format("nothing"), "unknown", of_numbers=True),
    Quirk("brackets escaped", _in_format("year_like"), of_numbers=True),
    Quirk("string", lambda n: _string((n, ""))),
    Quirk("formula", lambda n: f"><f>1+1</f><v>{n}</v>", of_numbers=True),
    Quirk("formula of text", lambda n: f't="str"><f>"a"</f><v>{n}</v>'),
    Quirk("superscript run", lambda n: _string((n, ""), ("1", '<vertAlign val="superscript"/>'))),
    Quirk("subscript run", lambda n: _string((n, ""), ("1", '<vertAlign val="subscript"/>'))),
    Quirk("struck run", lambda n: _string(("511", "<strike/>"), (n, ""))),
    Quirk("strike off", lambda n: _string((n, '<strike val="0"/>'))),
    Quirk("runs within", lambda n: _string((n[:1], "<b/>"), (n[1:], ""))),
    Quirk(
        "phonetic guide",
        lambda n: f't="inlineStr"><is><t>{n}</t><rPh sb="0" eb="1"><t>9</t></rPh></is>',
    ),
    Quirk("two lines", lambda n: _string((f"{n[:-2]}\n{n[-2:]}", "")), "unknown", 5),
    Quirk("escaped line break", lambda n: _string((f"{n[:-2]}_x000a_{n[-2:]}", "")), "unknown", 5),
    Quirk("text typed with an apostrophe", lambda n: f's="{_TEXT}" {_string((n, ""))}'),
)

_SHEET, _STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?) t="s"><v>([0-9]+)</v></c>')
_STRING = re.compile(r"<si><t[^>]*>(.*?)</t></si>", re.DOTALL)


def document(form: Form, contents: Contents[str]) -> bytes:
    """Return a workbook of one sheet with a quirk."""
    parts = _parts(form.edition)
    strings = _STRING.findall(parts["xl/sharedStrings.xml"].decode())

    def cell(found: re.Match[str]) -> str:
        text = strings[int(found[3])]
        if contents.has_quirk(text):
            return f'<c r="{found[1]}" {contents.shown}</c>'
        plain = contents.plain(text)
        return found[0] if plain == text else f'<c r="{found[1]}"{found[2]}><v>{plain}</v></c>'

    sheet = _CELL.sub(cell, parts[_SHEET].decode())
    return packed({**parts, _SHEET: sheet.encode()})


@cache
def _parts(edition: str) -> dict[str, bytes]:
    """Return the parts of a workbook all of whose cells are strings."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("年度报告")
        for entry in placed(template(edition)):
            top, left = entry.row, entry.column
            if entry.height * entry.width > 1:
                bottom, right = top + entry.height - 1, left + entry.width - 1
                sheet.merge_range(top, left, bottom, right, "")
            sheet.write_string(top, left, entry.text)
    parts = unpacked(file.getvalue())
    return {**parts, _STYLES: _with_formats(parts[_STYLES].decode()).encode()}


def _with_formats(styles: str) -> str:
    """Return the styles of a workbook that has none of its own, with the number formats."""
    codes = "".join(
        f'<numFmt numFmtId="{200 + i}" formatCode="{escape(code)}"/>'
        for i, code in enumerate(_FORMATS.values())
    )
    formats = "".join(
        f'<xf numFmtId="{200 + i}" fontId="0" fillId="0" borderId="0" xfId="0"'
        ' applyNumberFormat="1"/>'
        for i in range(len(_FORMATS))
    )
    head, fonts, rest = styles.partition("<fonts")
    known = f'<numFmts count="{len(_FORMATS)}">{codes}</numFmts>'
    return (head + known + fonts + rest).replace("</cellXfs>", f"{formats}</cellXfs>")


def _text(text: str) -> str:
    return _string((escape(text), ""))


MEDIUM = Medium(".xlsx", (*(x.then(_text) for x in WITH_WIDE_BLANKS), *QUIRKS), document)
