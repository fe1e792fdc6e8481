"""The template of notices that an office starts from: a letter on A4, and its annex across.

It holds tags of jinja2 as docxtpl takes them; an office writes its own words around these.
"""

from __future__ import annotations

import io
from typing import Any

from reportlint.language import Language, Text
from reportlint.output.notice_items import HEADINGS

_TITLE_FONT, _BODY_FONT, _LATIN = "宋体", "仿宋", "Times New Roman"
_TITLE, _BODY, _TABLE = 22, 16, 9
"""Points: 二号, 三号, 小五."""
_LINE = 28
_WIDTHS = (1.0, 1.5, 2.4, 3.0, 1.9, 1.6, 1.6, 6.6, 3.4, 2.7)
"""Centimetres of the annex's columns."""

_LETTERHEAD = "{%p if office %}", "{{ office }}", "{%p endif %}"
_NUMBER = "{%p if number %}", "{{ number }}", "{%p endif %}"
_HEAD = Text(
    "关于更正{{ year }}年政府信息公开工作年度报告的通知",
    "Notice to correct the annual report on government information disclosure for {{ year }}",
)
_TO = Text("{{ unit }}：", "To {{ unit }}:")
_BODY_TEXT = (
    Text(
        "你单位报送的{{ year }}年政府信息公开工作年度报告（{{ files }}），经核对，{{ counts }}，"
        "详见附件。",
        "Your annual report on government information disclosure for {{ year }} ({{ files }}) has "
        "been checked ({{ counts }}). The annex lists what was found.",
    ),
    Text(
        "请对照附件逐项更正、核实，并在“答复”一栏写明更正后的内容；经核实无误、不需更正的，写明理由。"
        "{% if reply_by %}请于{{ reply_by }}前将更正后的年度报告连同附件一并报送。{% endif %}",
        "Please correct or check each item, and write in the last column what it says now, or why "
        "it is right as it is.{% if reply_by %} Return the corrected report with the annex by "
        "{{ reply_by }}.{% endif %}",
    ),
)
_CONTACT = Text("联系方式：{{ contact }}。", "Contact: {{ contact }}.")
_ANNEXED = Text(
    "附件：{{ unit }}{{ year }}年政府信息公开工作年度报告核对清单",
    "Annex: what was found in the report of {{ unit }} for {{ year }}",
)
_ANNEX = Text("附件", "Annex")
_ANNEX_TITLE = Text(
    "{{ unit }}{{ year }}年政府信息公开工作年度报告核对清单",
    "What was found in the report of {{ unit }} for {{ year }}",
)
_FIELDS = (
    "item.number",
    "item.asked",
    "item.section",
    "item.row",
    "item.column",
    "item.reported",
    "item.expected",
    "item.message",
    "item.basis",
)


def default_template(language: Language) -> bytes:
    """Return the template as a document."""
    from docx import Document

    document = Document()
    _NoticeTemplate(document, language).write()
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


class _NoticeTemplate:
    """The document being written."""

    def __init__(self, document: Any, language: Language) -> None:
        self.document = document
        self.language = language

    def write(self) -> None:
        from docx.enum.section import WD_SECTION
        from docx.shared import Cm

        _page(self.document.sections[0], across=False)
        self._style()
        self._letter()
        annex = self.document.add_section(WD_SECTION.NEW_PAGE)
        _page(annex, across=True)
        self._line(_ANNEX.of(self.language), size=_BODY, font="黑体")
        title = _ANNEX_TITLE.of(self.language)
        self._line(title, size=18, align="CENTER", font=_TITLE_FONT, after=8)
        self._table([Cm(width) for width in _WIDTHS])

    def _style(self) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Pt

        font = self.document.styles["Normal"].font
        font.name, font.size = _LATIN, Pt(_BODY)
        font.element.rPr.rFonts.set(qn("w:eastAsia"), _BODY_FONT)

    def _letter(self) -> None:
        language = self.language
        before, name, after = _LETTERHEAD
        self._line(before)
        self._line(name, size=32, align="CENTER", font=_TITLE_FONT, colour="C00000", after=12)
        self._line(after)
        before, number, after = _NUMBER
        self._line(before)
        self._line(number, align="CENTER", after=24)
        self._line(after)
        self._line(_HEAD.of(language), size=_TITLE, align="CENTER", font=_TITLE_FONT, after=24)
        self._line(_TO.of(language))
        for text in _BODY_TEXT:
            self._line(text.of(language), indent=True)
        self._line("{%p if contact %}")
        self._line(_CONTACT.of(language), indent=True)
        self._line("{%p endif %}")
        self._line("")
        self._line(_ANNEXED.of(language), indent=True)
        self._line("")
        for tag in (*_LETTERHEAD, "{{ date }}"):
            self._line(tag, align="RIGHT")

    def _line(
        self,
        text: str,
        *,
        size: float | None = None,
        align: str = "",
        font: str = "",
        colour: str = "",
        after: float = 0,
        indent: bool = False,
    ) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor

        paragraph = self.document.add_paragraph()
        layout = paragraph.paragraph_format
        layout.space_after = Pt(after)
        layout.space_before = Pt(0)
        layout.line_spacing = Pt(_LINE if size is None or size < _LINE - 4 else size * 1.4)
        if indent:
            layout.first_line_indent = Pt(2 * _BODY)
        if align:
            paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align)
        run = paragraph.add_run(text)
        if size is not None:
            run.font.size = Pt(size)
        if font:
            run.font.name = _LATIN
            run.font.bold = font == _TITLE_FONT
            run.element.rPr.rFonts.set(qn("w:eastAsia"), font)
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)

    def _table(self, widths: list[Any]) -> None:
        """Add the table: a heading that every page repeats, and a row for each item."""
        table = self.document.add_table(4, len(widths), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for row in table.rows:
            _mark(row, "w:cantSplit")
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width
        heading, begin, line, end = table.rows
        _mark(heading, "w:tblHeader")
        for cell, (text, _) in zip(heading.cells, HEADINGS, strict=True):
            _fill(cell, text.of(self.language), bold=True)
        _fill(begin.cells[0], "{%tr for item in items %}")
        for cell, name in zip(line.cells, _FIELDS, strict=False):
            _fill(cell, f"{{{{ {name} }}}}", centred=name not in ("item.message", "item.basis"))
        _fill(end.cells[0], "{%tr endfor %}")


def _page(section: Any, *, across: bool) -> None:
    """Make a page A4, with the margins of official documents."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section.page_width, section.page_height = (Mm(297), Mm(210)) if across else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.top_margin = section.bottom_margin = Mm(20 if across else 35)
    section.left_margin, section.right_margin = Mm(20 if across else 28), Mm(20 if across else 26)


def _mark(row: Any, name: str) -> None:
    """Have a row kept on one page, or repeated at the head of every page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001


def _fill(cell: Any, text: str, *, bold: bool = False, centred: bool = True) -> None:
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    paragraph = cell.paragraphs[0]
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(2)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.name = Pt(_TABLE), bold, _LATIN
    run.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
