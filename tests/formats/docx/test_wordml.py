"""What stands on the page of a Word document, and in which column of a table."""

from __future__ import annotations

from typing import Any

import pytest

from reportlint.document.shown import ShownText
from reportlint.formats.docx import wordml

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
BOX = "<w:txbxContent><w:p><w:r><w:t>二</w:t></w:r></w:p></w:txbxContent>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def p(*inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inner)}</w:p>"


def contents(*blocks: str, styles: str = "") -> list[Any]:
    """What a document of these blocks holds: texts as shown, and tables."""
    xml = f"<w:document {NAMESPACES}><w:body>{''.join(blocks)}</w:body></w:document>".encode()
    stated = f"<w:styles {NAMESPACES}>{styles}</w:styles>".encode()
    return list(wordml.contents(wordml.body(xml, ""), wordml.styles(stated, xml, "")))


def lines(*blocks: str, styles: str = "") -> list[str]:
    found = contents(*blocks, styles=styles)
    return [x.text if isinstance(x, ShownText) else "表" for x in found]


def shown(*runs: str, styles: str = "", properties: str = "") -> ShownText:
    """What a paragraph of runs shows."""
    (found,) = contents(p(*runs, properties=properties), styles=styles)
    assert isinstance(found, ShownText)
    return found


def grid(*rows: str) -> list[list[tuple[int, str]]]:
    (found,) = contents(f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>")
    styles = wordml.styles(b"", b"", "")
    return [
        [(column, "".join(x.text for x in wordml.contents(cell, styles))) for column, cell in cells]
        for cells in wordml.rows(found)
    ]


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(r(text))}</w:tc>"


@pytest.mark.parametrize(
    "inner",
    [
        r("一") + r("二"),
        r("一") + "<w:ins>" + r("二") + "</w:ins>",
        r("一") + "<w:del><w:r><w:delText>三</w:delText></w:r></w:del>" + r("二"),
        r("一") + "<w:ins><w:del>" + r("三") + "</w:del></w:ins>" + r("二"),
        "<w:moveTo>" + r("一二") + "</w:moveTo><w:moveFrom>" + r("一二") + "</w:moveFrom>",
        r("一") + r("三", "<w:vanish/>") + r("二", '<w:vanish w:val="0"/>'),
        "<w:sdt><w:sdtPr/><w:sdtContent>" + r("一二") + "</w:sdtContent></w:sdt>",
        "<w:hyperlink>" + r("一") + "</w:hyperlink><w:smartTag>" + r("二") + "</w:smartTag>",
        '<w:fldSimple w:instr="=SUM(LEFT)">' + r("一二") + "</w:fldSimple>",
        "<w:r><w:instrText>=SUM(LEFT)</w:instrText></w:r>" + r("一二"),
        r("一") + "<m:oMath><m:r><m:t>二</m:t></m:r></m:oMath>",
        f"<w:r><w:ruby><w:rt>{r('三')}</w:rt><w:rubyBase>{r('一二')}</w:rubyBase></w:ruby></w:r>",
        r("一") + "<w:r><w:softHyphen/><w:footnoteReference/><!-- 三 --></w:r>" + r("二"),
    ],
)
def test_text_of_a_paragraph(inner: str) -> None:
    assert lines(p(inner)) == ["一二"]


def test_signs() -> None:
    signs = "<w:r><w:tab/><w:br/><w:cr/><w:noBreakHyphen/></w:r>"
    assert lines(p(r("一"), signs, properties="<w:tabs><w:tab/></w:tabs>")) == ["一\t\n\n-"]


@pytest.mark.parametrize(
    "blocks",
    [
        p(r("一")) + "<w:sdt><w:sdtContent>" + p(r("二")) + "</w:sdtContent></w:sdt>",
        "<w:customXml>" + p(r("一")) + p(r("二")) + "</w:customXml><w:sectPr/>",
        p(r("一"), f"<w:r><w:pict>{BOX}</w:pict></w:r>"),
        p(
            "<w:r><mc:AlternateContent>"
            f"<mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>",
            r("一"),
        ),
        p(r("一")) + p("<w:r><w:instrText> PAGEREF _Toc1 \\h </w:instrText></w:r>") + p(r("二")),
    ],
)
def test_order_of_paragraphs(blocks: str) -> None:
    assert lines(blocks) == ["一", "二"]


def test_text_boxes_follow_the_paragraph_that_they_hang_on() -> None:
    inner = BOX.replace("<w:p>", f"<w:p><w:r><w:pict>{BOX.replace('二', '三')}</w:pict></w:r>")
    last = BOX.replace("二", "四")
    assert lines(p(f"<w:r>{inner}</w:r><w:r>{last}</w:r>", r("一")), p(r("五"))) == [*"一二三四五"]


def test_a_deleted_end_of_paragraph_joins_the_next() -> None:
    for name in ("del", "moveFrom"):
        deleted = f"<w:rPr><w:{name}/></w:rPr>"
        joined = p(r("一"), properties=deleted) + p(properties=deleted) + p(r("二"))
        assert lines(joined, p(r("三"))) == ["一二", "三"]
    assert lines(p(r("一"), properties="<w:rPr><w:del/></w:rPr>")) == ["一"]


def test_merged_cells_stand_once() -> None:
    wide, start, goes_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    assert grid(
        tr(tc("甲", wide + start), tc("1")),
        tr(tc("旧", wide + goes_on), tc("2")),
        tr(tc("乙"), tc("丙", '<w:hMerge w:val="restart"/>'), tc("旧", "<w:hMerge/>")),
    ) == [[(0, "甲"), (2, "1")], [(2, "2")], [(0, "乙"), (1, "丙")]]


def test_a_merge_that_goes_on_from_nothing_stands() -> None:
    assert grid(tr(tc("甲", "<w:vMerge/>"), tc("1"))) == [[(0, "甲"), (1, "1")]]


def test_skipped_columns_count() -> None:
    skipped = '<w:gridBefore w:val="2"/>'
    assert grid(tr(tc("1"), properties=skipped)) == [[(2, "1")]]


@pytest.mark.parametrize("value", ["", "x", "-1", "９９", "9" * 5000])
def test_a_senseless_span_is_one_column_or_bounded(value: str) -> None:
    ((_, second),) = grid(tr(tc("1", f'<w:gridSpan w:val="{value}"/>'), tc("2")))
    assert 1 <= second[0] <= wordml.MOST_COLUMNS


def test_content_controls_around_rows_and_cells() -> None:
    controlled = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    row = tr(controlled.format(tc("1")), tc("2"))
    assert grid(controlled.format(row), row) == [[(0, "1"), (1, "2")]] * 2


@pytest.mark.parametrize("properties", ["<w:del/>", "<w:hidden/>"])
def test_deleted_and_hidden_rows_are_gone(properties: str) -> None:
    assert grid(tr(tc("1"), properties=properties), tr(tc("2"), properties="<w:ins/>")) == [
        [(0, "2")]
    ]


def test_deleted_cells_are_gone() -> None:
    assert grid(tr(tc("1", "<w:cellDel/>"), tc("2", "<w:cellIns/>"))) == [[(0, "2")]]


STYLES = "".join(
    f'<w:style w:type="{kind}" w:styleId="{name}"{more}><w:basedOn w:val="{base}"/>'
    f"<w:rPr>{properties}</w:rPr></w:style>"
    for kind, name, base, properties, more in (
        ("paragraph", "Normal", "", "", ' w:default="1"'),
        ("paragraph", "HiddenParagraph", "Normal", "<w:vanish/>", ""),
        ("paragraph", "StruckParagraph", "Normal", "<w:strike/>", ""),
        ("character", "Hidden", "", "<w:vanish/>", ""),
        ("character", "Shown", "Hidden", '<w:vanish w:val="0"/>', ""),
        ("character", "HiddenToo", "Hidden", "<w:b/>", ""),
        ("character", "Struck", "", "<w:strike/>", ""),
        ("character", "Raised", "", '<w:vertAlign w:val="superscript"/>', ""),
        ("character", "Circle", "Circle", "", ""),
    )
)


def named(style: str, more: str = "") -> str:
    return f'<w:rStyle w:val="{style}"/>{more}'


@pytest.mark.parametrize(
    ("run", "paragraph", "expected"),
    [
        (named("Hidden"), "Normal", ShownText("512")),
        (named("HiddenToo"), "Normal", ShownText("512")),
        (named("Shown"), "Normal", ShownText("5129")),
        (named("Hidden", '<w:vanish w:val="off"/>'), "Normal", ShownText("5129")),
        (named("Circle"), "Normal", ShownText("5129")),
        (named("Nowhere"), "Normal", ShownText("5129")),
        ("<w:specVanish/>", "Normal", ShownText("512")),
        ("<w:webHidden/>", "Normal", ShownText("5129")),
        ("", "HiddenParagraph", ShownText("")),
        # Two styles that hide undo each other.
        (named("Hidden"), "HiddenParagraph", ShownText("9")),
        (named("Struck"), "StruckParagraph", ShownText("9", (), ("512",))),
        (named("Struck"), "Normal", ShownText("512", (), ("9",))),
        ("<w:strike/>", "Normal", ShownText("512", (), ("9",))),
        ("<w:dstrike/>", "Normal", ShownText("512", (), ("9",))),
        (named("Struck", '<w:strike w:val="false"/>'), "Normal", ShownText("5129")),
        (named("Raised"), "Normal", ShownText("512", ("9",))),
        ('<w:vertAlign w:val="subscript"/>', "Normal", ShownText("512", ("9",))),
        (named("Raised", '<w:vertAlign w:val="baseline"/>'), "Normal", ShownText("5129")),
        ('<w:position w:val="8"/>', "Normal", ShownText("512", ("9",))),
        ('<w:position w:val="-6"/>', "Normal", ShownText("512", ("9",))),
        ('<w:position w:val="2"/>', "Normal", ShownText("5129")),
        ('<w:sz w:val="12"/>', "Normal", ShownText("512", ("9",))),
        ('<w:sz w:val="18"/>', "Normal", ShownText("5129")),
        ('<w:sz w:val="x"/><w:position w:val="99999"/>', "Normal", ShownText("5129")),
        ('<w:color w:val="FFFFFF"/><w:highlight w:val="white"/>', "Normal", ShownText("5129")),
    ],
)
def test_how_a_run_is_shown(run: str, paragraph: str, expected: ShownText) -> None:
    properties = f'<w:pStyle w:val="{paragraph}"/>'
    assert shown(r("512"), r("9", run), styles=STYLES, properties=properties) == expected


def test_a_cell_that_is_small_or_moved_as_a_whole_has_no_marks() -> None:
    for properties in ('<w:sz w:val="9"/>', '<w:position w:val="-10"/>'):
        assert shown(r("5", properties), r("12", properties + "<w:b/>")) == ShownText("512")


def test_small_words_are_no_marks() -> None:
    assert shown(r("一"), r("（万元）", '<w:sz w:val="9"/>')) == ShownText("一（万元）")


def test_defaults_of_the_document_hold_for_every_run() -> None:
    defaults = (
        "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
    )
    styles = defaults + STYLES
    assert shown(r("9"), r("512", '<w:vanish w:val="0"/>'), styles=styles) == ShownText("512")
    assert shown(r("9", named("Hidden")), styles=styles) == ShownText("")


@pytest.mark.parametrize(
    ("font", "code", "character"),
    [
        ("Wingdings", "F081", "①"),
        ("Wingdings", "8A", "⑩"),
        ("Wingdings", "F080", "⓪"),
        ("Wingdings", "F08C", "❶"),
        ("Wingdings 2", "F06A", "①"),
        ("Wingdings 2", "F075", "❶"),
        ("Wingdings", "F0FC", "◆"),
        ("Wingdings 3", "F081", "◆"),
        ("Webdings", "F031", "◆"),
        ("Symbol", "F035", "5"),
        ("宋体", "4E00", "一"),
        ("宋体", "D800", "◆"),
        ("Symbol", "", ""),
        ("Symbol", "-1", ""),
    ],
)
def test_symbols(font: str, code: str, character: str) -> None:
    symbol = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    assert shown(r("5"), symbol) == ShownText(f"5{character}")


def test_letters_in_a_symbol_font_are_signs() -> None:
    assert shown(r("5"), r("1 \x81", '<w:rFonts w:ascii="Wingdings"/>')) == ShownText("5◆ ①")


def test_blanks_at_the_ends_of_a_text_are_shown_where_that_is_said() -> None:
    kept = '<w:r><w:t xml:space="preserve">412 </w:t></w:r>'
    assert shown("<w:r><w:t>412 </w:t></w:r>", r("35")) == ShownText("41235")
    assert shown(kept, r("35")) == ShownText("412 35")
    assert shown("<w:r><w:t>\n412\n35\n</w:t></w:r>") == ShownText("412 35")


def test_formulas() -> None:
    def m(name: str, *inner: str) -> str:
        return f"<m:{name}>{''.join(inner)}</m:{name}>"

    def text(digits: str) -> str:
        return m("r", m("t", digits))

    power = m("sSup", m("e", text("512")), m("sup", text("1")))
    fraction = m("f", m("num", text("4")), m("den", text("12"), text("3")))
    assert shown(m("oMath", power)) == ShownText("512", ("1",))
    assert shown(m("oMath", fraction)) == ShownText("4/123")


def control(content: str, properties: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_what_a_content_control_shows() -> None:
    hint = r("单击此处输入文字。")
    assert lines(p(r("一"), control(hint, "<w:showingPlcHdr/>"))) == ["一"]
    assert lines(control(p(hint), "<w:showingPlcHdr/>")) == [""]
    chosen = (
        '<w:showingPlcHdr w:val="0"/><w:dropDownList><w:listItem w:value="二"/></w:dropDownList>'
    )
    assert lines(p(control(r("一"), chosen))) == ["一"]
    assert lines(p(control(r("2024年"), '<w:date w:fullDate="2024-01-01T00:00:00Z"/>'))) == [
        "2024年"
    ]


def mark(kind: str, inner: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


BEGIN, SEPARATE, END = map(mark, ("begin", "separate", "end"))
CHOICE = (
    '<w:ffData><w:ddList>{}<w:listEntry w:val="一"/><w:listEntry w:val="二"/></w:ddList></w:ffData>'
)


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ((BEGIN, code("=1+1"), SEPARATE, r("2"), END), "2"),
        ((BEGIN, code("XE"), r("词条"), END, r("2")), "2"),
        (
            (BEGIN, code("IF"), BEGIN, code("DATE"), SEPARATE, r("9"), END, SEPARATE, r("2"), END),
            "2",
        ),
        ((BEGIN, code("="), r("2")), "2"),
        ((r("2"), SEPARATE, END, END), "2"),
        ((r("2"), BEGIN, code("eq \\o\\ac(○,"), r("3"), code(")"), END), "2③"),
        ((r("2"), BEGIN, code("eq \\o\\ac(○,0)"), END), "2"),
        ((mark("begin", CHOICE.format("")), code("FORMDROPDOWN"), END), "一"),
        ((mark("begin", CHOICE.format('<w:result w:val="1"/>')), SEPARATE, END), "二"),
        ((mark("begin", CHOICE.format("")), SEPARATE, r("二"), END), "二"),
        ((mark("begin", CHOICE.format('<w:result w:val="9"/>')), SEPARATE, END), ""),
    ],
)
def test_fields_show_their_results(runs: tuple[str, ...], text: str) -> None:
    assert shown(*runs) == ShownText(text)


def test_half_a_field_in_a_cell_hides_nothing() -> None:
    begun = f"<w:tc>{p(BEGIN, r('1'))}</w:tc>"
    assert grid(tr(begun, tc("2"), f"<w:tc>{p(r('3'), END)}</w:tc>")) == [
        [(0, "1"), (1, "2"), (2, "3")]
    ]
