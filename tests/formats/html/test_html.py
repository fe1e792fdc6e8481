"""HTML: whole reports in the pages of content management systems, and how pages are written."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.document.content import Content
from reportlint.document.printed_form import PrintedCell, PrintedTable, printed_report
from reportlint.errors import ReadError
from reportlint.form.schema import form, forms
from reportlint.formats import html, read
from reportlint.report import Report, nest
from reportlint.strategies import reports

TITLE = "某市水利局2024年政府信息公开工作年度报告"
PROSE = {
    "preamble": "本报告统计期限为2024年1月1日至2024年12月31日。",
    "overview": "本年主动公开信息120条。\n收到申请7件。",
    "problems": "一是主动性有待加强；二是队伍有待充实。",
    "other_matters": "无。",
}
HEAD = "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
SMALL = f"<table>{HEAD}<tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr></table>"


def cell(box: PrintedCell, report: Report) -> str:
    spans = (("rowspan", box.height), ("colspan", box.width))
    merged = "".join(f' {name}="{span}"' for name, span in spans if span > 1)
    text = box.text_in(report)
    return f"<td{merged}><p>{text or '&nbsp;'}</p></td>"


def table(boxes: PrintedTable, report: Report) -> str:
    rows = ("".join(cell(box, report) for box in row) for row in boxes.rows)
    return "<table><tbody>" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "</tbody></table>"


def article(report: Report) -> str:
    pages = printed_report(report)
    parts = [f"<p>{line}</p>" for line in pages.preamble]
    for part in pages.parts:
        parts.append(f"<p><strong>{part.heading}</strong></p>")
        parts += [f"<p>　　{line}</p>" for line in part.paragraphs]
        parts += [table(part.table, report)] if part.table else []
    return "\n".join(parts)


def page(body: str, head: str = "") -> str:
    """A page as a site shows it."""
    return f"""<!DOCTYPE html><html><head>{head}<style>td {{ color: red }}</style></head><body>
<header><form>搜索 <input name="q"></form></header>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul></div>
<div class="box"><div>当前位置：<a href="/">首页</a> > <a href="/n">年报</a> > 正文</div>
<h1>{TITLE}</h1><div>来源：某市水利局　浏览次数：12</div>
<div id="content">{body}</div>
<div class="share">分享到：<a href="#">微信</a></div><script>document.write("一、总体情况")</script>
</div><div class="footer">版权所有 联系我们</div></body></html>"""


def made_up(edition: str, cells: dict[str, Any]) -> Report:
    about = {"edition": edition, "year": 2024, "agency": {"name": "某市水利局"}}
    period = {"start": "2024-01-01", "end": "2024-12-31"}
    narrative = {"narrative": dict(PROSE)}
    return Report.from_dict(about | {"period": period} | nest(cells.items()) | narrative)


def sample(edition: str = "2021") -> Report:
    """A report with another number in each cell."""
    cells = form(edition).cells.values()
    return made_up(edition, {x.key: 1000 + 7 * i for i, x in enumerate(cells)})


def small(body: str) -> Report:
    return read(f"<body>{body}</body>".encode(), "报告.html")


any_report = st.sampled_from(tuple(forms())).flatmap(
    lambda edition: reports(edition).map(
        lambda report: made_up(edition, {key: x.value for key, x in report.cells.items()})
    )
)


@given(report=any_report)
def test_whole_report_reads_back(report: Report) -> None:
    again = read(page(article(report)).encode(), "报告.html")
    data = again.to_dict()
    assert data["narrative"].pop("preamble") == f"{TITLE}\n{PROSE['preamble']}"
    expected = report.to_dict() | {"narrative": {k: v for k, v in PROSE.items() if k != "preamble"}}
    assert data == expected
    assert not again.observations


@pytest.mark.parametrize("edition", forms())
def test_every_cell_says_its_line_and_column(edition: str) -> None:
    written = page(article(sample(edition)))
    lines = written.split("\n")
    for key, found in read(written.encode(), "报告.html").cells.items():
        assert found.location is not None
        assert found.location.line is not None
        assert found.location.column is not None
        line = lines[found.location.line - 1]
        assert line[found.location.column - 1 :].startswith(f"{found.value}<"), key
        assert found.location.excerpt == line


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "gb2312", "gbk", "gb18030"])
@pytest.mark.parametrize("declared", ["", '<meta charset="gb2312">', '<meta charset="utf-8">'])
def test_charset_is_seen_and_not_believed(charset: str, declared: str) -> None:
    again = read(page(article(sample()), declared).encode(charset), "报告.html")
    assert again.record == sample().record


@pytest.mark.parametrize(
    "file", [f"报告{x}" for x in (".html", ".htm", ".xls", ".doc", ".txt", "")]
)
@pytest.mark.parametrize(
    "begin",
    [
        "<!DOCTYPE html>",
        "<!-- 模板 --><HTML>",
        '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN">',
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel">',
        '<div class="a">',
        "\n <table></table>",
        "<meta charset=gbk>",
    ],
)
def test_known_by_its_content(file: str, begin: str) -> None:
    again = read((begin + article(sample())).encode("gbk"), file)
    assert again.value("requests.received.total") == sample().value("requests.received.total")


@pytest.mark.parametrize("text", ["规章\t1", '{"year": 2024}', "a < b", "<w:document>", "<某局>"])
def test_other_text_is_no_page(text: str) -> None:
    assert not html.recognises(Content("报告.txt", text.encode()))


def test_an_article_without_its_title_takes_that_of_the_page() -> None:
    named = "<meta name=ArticleTitle content='某市水利局2024年政府信息公开工作年度报告'>"
    for head in (named, f"<title>某网站 - {TITLE} - 年报</title>", ""):
        title = f"<div class=title>{TITLE}</div>" if not head else ""
        written = f"{head}<body><h1>某网站</h1>{title}<div>{article(sample())}</div></body>"
        again = read(written.encode(), "报告.html")
        assert (again.agency, again.year) == ("某市水利局", 2024), head


def test_day_of_publication_is_what_the_head_says() -> None:
    head = "<meta name='PubDate' content='2025-01-20 09:30'>"
    again = read(page(article(sample()), head).encode(), "报告.html")
    assert again.data["published"] == "2025-01-20"
    assert again.locations["published"].line == 1
    assert list(again.data).index("published") < list(again.data).index("proactive")
    wrong = head.replace("2025-01-20", "2025-02-30")
    assert "published" not in read(page(article(sample()), wrong).encode(), "a.html").data


@pytest.mark.parametrize(
    "chrome",
    [
        "<nav>一、总体情况</nav>",
        "<form action=s><p>请输入</p></form>",
        "<p><a href=a>上一篇</a> <a href=b>下一篇</a></p>",
        "<p>【<a href='javascript:print()'>打印</a>】【<a href=#>关闭</a>】</p>",
        "<p>首页 > <a href=a>政务公开</a> > <a href=b>年报</a></p>",
        "<div id=breadcrumb-nav>您的位置：年报</div>",
        "<div role=navigation>栏目</div>",
        "<div style='color: red; DISPLAY : none'>隐藏</div><p hidden>隐藏</p>",
        "<script>甲</script><style>乙</style><noscript>丙</noscript><!-- 丁 -->",
        "<select><option>更多</option></select><button>提交</button><textarea>意见</textarea>",
    ],
)
def test_what_belongs_to_the_site_is_no_prose(chrome: str) -> None:
    body = article(sample()).replace("<p><strong>五", f"{chrome}<p><strong>五")
    body = body.replace("无。</p>", f"无。</p>{chrome}")
    data = small(f"<p>{TITLE}</p>{body}").to_dict()
    assert data["narrative"] == PROSE | {"preamble": f"{TITLE}\n{PROSE['preamble']}"}


def test_a_form_around_the_article_is_none_of_the_sites() -> None:
    again = small(f"<form id=aspnetForm><div class=header>{article(sample())}</div></form>")
    assert again.record == {**sample().record, "agency.name": None}
    assert again.to_dict()["narrative"] == PROSE


def test_an_article_may_be_in_several_elements() -> None:
    head, two, rest = article(sample()).partition("<p><strong>二、")
    tables, five, tail = rest.partition("<p><strong>五、")
    parts = "".join(f"<div>{x}</div>" for x in (head, two + tables, five + tail))
    again = small(f"<div>栏目</div><section>{parts}</section><div>友情链接</div>")
    assert again.to_dict()["narrative"] == PROSE


@pytest.mark.parametrize(
    ("old", "new", "seen"),
    [
        ("<td><p>1", "<td><p>１", set()),
        ("商业企业", "商业企<br>业", set()),
        ("结果维持", "结 果<p>维持", set()),
        ("（一）予以公开", "(1)予以公开", set()),
        ("1.属于国家秘密", "1、属于国家秘密", set()),
        ("申请数量", "申请数", set()),
        ("1.信访举报投诉类申请", "1.信访、举报、投诉申请", {"altered_label"}),
    ],
)
def test_writing_that_means_the_same(old: str, new: str, seen: set[str]) -> None:
    report = sample()
    assert old in article(report)
    again = small(article(report).replace(old, new))
    assert again.record == {**report.record, "agency.name": None}
    assert {x.kind for x in again.observations} == seen


def test_rows_that_do_not_fit_are_reported() -> None:
    report = sample()
    row = "requests.outcomes.refused.process_information"
    last = report.value(f"{row}.total")
    body = article(report).replace(f"<td><p>{last}</p></td>", "")
    body = body.replace("8.属于行政查询事项", "9.新增一类情形")
    again = small(body)
    lost = [
        x for x in report.cells if x.startswith((row, row.replace("process_information", "adm")))
    ]
    assert [x for x in report.cells if again.value(x) != report.value(x)] == lost
    assert [x.kind for x in again.observations] == ["misfit_row", "unmatched_row"]


@pytest.mark.parametrize(
    "body",
    [
        f"<table><tr><td><a href=x>首页</a></td><td>{SMALL}</td></tr></table>",
        f"<table><tr><td>左</td><td><table><tr><td>题</td></tr><tr><td>{SMALL}</td></tr></table>",
        f"<table>{HEAD}<tr><td>规章<td>1<td>2<td>3</table>",
        f"<table>{HEAD}<tr><td>规章</td><td>1</td><td>2</td><td>3</table>",
        SMALL.replace("<tr>", "<tbody><tr>"),
        f"<table><tfoot><tr><td>规章<td>1<td>2<td>3</tfoot><thead>{HEAD}</thead></table>",
        SMALL.replace("<td>", "<th>").replace("</td>", "</th>"),
        SMALL.replace("本年制发件数", "<p>本年</p><div><span>制发</span><br>件数</div>"),
        SMALL.replace("<td>2", "<td style='display:none'>9</td><td>\n <b> 2\n</b> "),
        SMALL.replace("</table>", "<tr style=display:none><td>规章<td>7<td>7<td>7</table>"),
        SMALL.replace("<td>2", "<td>\u200b<font>2</font>&nbsp;"),
        SMALL.replace("规章", "&#35268;&#31456;"),
        SMALL.replace("<td>", "<td colspan='0' rowspan=x>"),
        SMALL.replace("<td>", "<td colspan=3>"),
    ],
)
def test_ways_to_write_a_table(body: str) -> None:
    read_as = small(f"{body}<p>一、总体情况</p>")
    found = {key: cell.value for key, cell in read_as.cells.items()}
    assert list(found.values()) == [1, 2, 3]
    assert not read_as.observations


@pytest.mark.parametrize("blank", ["", "&nbsp;", "<p>&#160; </p>", "<br>", "　", "<p></p><p></p>"])
def test_a_blank_cell_is_blank(blank: str) -> None:
    report = small(SMALL.replace("<td>2", f"<td>{blank}"))
    assert report.cells["proactive.regulations.repealed"].blank
    assert report.value("proactive.regulations.in_force") == 3


def test_two_numbers_in_a_cell_are_not_one() -> None:
    report = small(SMALL.replace("<td>2", "<td><p>2</p><p>4</p>"))
    assert report.value("proactive.regulations.repealed") is None
    assert report.cells["proactive.regulations.repealed"].raw == "2\n4"


def test_columns_are_found_under_merged_headings() -> None:
    head = (
        "<tr><td rowspan=2 colspan=2>信息内容<td colspan=2>件数<td rowspan=2>本年废止件数"
        "<tr><td>现行有效件数<td>本年制发件数"
    )
    report = small(f"<table>{head}<tr><td colspan=2>规章<td>3<td>1<td>2</table><p>一、总体情况")
    assert [cell.value for cell in report.cells.values()] == [1, 2, 3]


def test_a_heading_in_a_row_of_its_own_parts_two_tables() -> None:
    rows = "".join(part.removeprefix("<table>").removesuffix("</table>") for part in SMALL.split())
    heads = [x.label.title for x in form("2021").sections]
    body = "".join(f"<tr><td colspan=4>{x}</td></tr>{rows if '主动' in x else ''}" for x in heads)
    assert not small(f"<table>{body}</table>").observations


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 10_000,
        "<table><tr><td>" * 10_000,
        "<b>" * 200_000,
        "<" * 200_000,
        "<table>" + "<tr><td rowspan=65534 colspan=1000>1" * 20_000,
        "<table><tr>" + "<td colspan=1000 rowspan=0>" * 1000 + "<tr><td>1" * 10_000,
    ],
)
def test_a_hostile_page_is_an_error_with_its_place(body: str) -> None:
    with pytest.raises(ReadError) as raised:
        small(SMALL + body)
    assert raised.value.location.file == "报告.html"


def test_entities_are_not_expanded() -> None:
    bomb = "<!DOCTYPE html [<!ENTITY a '规章'><!ENTITY b '&a;&a;'>]>"
    report = read(f"{bomb}<p>&b;</p>{SMALL}<p>一、总体情况</p>".encode(), "报告.html")
    assert "规章" not in report.to_dict()["narrative"]["preamble"]


WHOLE = page(article(sample())).encode()


JUNK = (b"", b"<", b"</", b"<!--", b'"', b"\xff", b"\0", b"<table>", b"</td>", b"&#x", b"</table>")


@given(
    cut=st.integers(0, len(WHOLE)),
    junk=st.sampled_from(JUNK),
    width=st.integers(0, 400),
    end=st.integers(0, len(WHOLE)) | st.none(),
)
def test_any_bytes_are_read_or_refused(cut: int, junk: bytes, width: int, end: int | None) -> None:
    with suppress(ReadError):
        read((WHOLE[:cut] + junk + WHOLE[cut + width :])[:end], "报告.html")
