"""HTML without a table of the form: what stands in its place is said, with what to do."""

from __future__ import annotations

import pytest

from reportlint.errors import AttachedError, ReadError
from reportlint.formats import read

TITLE = "<h1>青禾县水务局2024年政府信息公开工作年度报告</h1>"
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
)


def refused(body: str) -> ReadError:
    with pytest.raises(ReadError) as raised:
        read(f"<html><body>{TITLE}\n{body}".encode(), "报告.html")
    return raised.value


@pytest.mark.parametrize(
    ("link", "named"),
    [
        ("<a href='nb.pdf'>2024年年报.pdf</a>", "2024年年报.pdf（nb.pdf）"),
        ("<a href='./P0202501.docx'>附件</a>", "附件（P0202501.docx）"),
        ("<a href='/d.jsp?id=3'>年报.doc</a>", "年报.doc"),
        ("<a href='%E5%B9%B4%E6%8A%A5.wps'></a>", "年报.wps"),
        ("<iframe src='v.html?file=a.PDF'></iframe>", "a.PDF"),
        ("<embed src=a.ofd>", "a.ofd"),
    ],
)
def test_an_attachment_is_named(link: str, named: str) -> None:
    error = refused(f"<p>附件：{link}</p>")
    assert isinstance(error, AttachedError)
    assert error.attachments == ()
    assert f"“{named}”" in error.message.zh
    assert f"“{named}”" in error.message.en
    assert error.location.line == 2


def test_of_attachments_the_report_is_named() -> None:
    others = "".join(f"<a href=x{i}.doc>表{i}</a>" for i in range(5))
    error = refused(f"{others}<a href=y.doc>2024年政府信息公开工作年度报告</a>")
    assert "y.doc" in error.message.zh
    assert "x0.doc" not in error.message.zh
    error = refused(others)
    assert "共 5 个" in error.message.zh
    assert "x2.doc" in error.message.zh
    assert "x3.doc" not in error.message.zh


def test_pictures_in_place_of_tables() -> None:
    logo = "<img src=logo.png>"
    parts = "".join(
        f"<p>{heading}</p>\n<p><img src={i}.png></p>" for i, heading in enumerate(HEADINGS)
    )
    error = refused(logo + parts)
    assert "表格是图片（3 张）" in error.message.zh
    assert "pictures" in error.message.en
    assert error.location.line == 4
    assert "表格是图片" not in refused(f"{logo}<p>{HEADINGS[0]}</p>").message.zh
    assert "表格是图片" in refused(f"{parts}<a href=a.pdf>附件</a>").message.zh


def test_tables_of_divs_that_cannot_be_told() -> None:
    labels = ("规章", "行政许可", "行政处罚", "行政强制")
    error = refused("".join(f"<div>{label}</div>\n" for label in labels))
    assert "div" in error.message.zh
    assert error.location.line == 2


def test_a_page_of_something_else() -> None:
    assert refused("<p>关于放假的通知</p>").message.zh == "没有找到年度报告的表格"
