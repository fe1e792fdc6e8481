"""What stands on the page of a Word document, and in which column of a table."""

from __future__ import annotations

import pytest

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


def lines(*blocks: str) -> list[str]:
    xml = f"<w:document {NAMESPACES}><w:body>{''.join(blocks)}</w:body></w:document>"
    return [
        x if isinstance(x, str) else "表" for x in wordml.contents(wordml.body(xml.encode(), ""))
    ]


def grid(*rows: str) -> list[list[tuple[int, str]]]:
    table = f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"
    xml = f"<w:document {NAMESPACES}><w:body>{table}</w:body></w:document>"
    (found,) = wordml.contents(wordml.body(xml.encode(), ""))
    return [
        [(column, "".join(wordml.contents(cell))) for column, cell in cells]
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
