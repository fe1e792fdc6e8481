"""HTML as a browser shows it: what is hidden, struck out, raised, typed into fields, or nested."""

from __future__ import annotations

import pytest

from reportlint.formats import read
from reportlint.report import Cell, Report

HEAD = "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
STYLE = """<style>
.unseen, #unseen { display: none } var { visibility: hidden } td > i { opacity: 0 }
.raised { vertical-align: super } .gone { text-decoration: line-through 2px red }
.shown { display: inline !important } .shown { display: none }
@media print { b { display: none } } @media (max-width: 600px) { td { display: none } }
@media screen { u { font-size: 0 } } @supports (display: grid) { em { display: none } }
</style>"""
KEY = "proactive.regulations.repealed"


def page(content: str, label: str = "规章") -> Report:
    """A table in whose second column something stands."""
    row = f"<tr><td>{label}</td><td>1</td><td>{content}</td><td>3</td></tr>"
    body = f"<p>一、总体情况</p><table>{HEAD}{row}</table>"
    return read(f"<head>{STYLE}</head><body>{body}</body>".encode(), "报告.html")


def shown(content: str) -> Cell:
    report = page(content)
    assert report.value("proactive.regulations.issued") == 1
    assert report.value("proactive.regulations.in_force") == 3
    return report.cells[KEY]


def kinds(content: str) -> list[str]:
    return [x.kind for x in page(content).observations]


@pytest.mark.parametrize(
    "content",
    [
        "24<span hidden>9</span>",
        "24<span style='color: red; DISPLAY : NONE !important'>9</span>",
        "24<b style='visibility:hidden'>9</b>",
        "24<b style='font-size:0px'>9</b>",
        "24<b style='opacity: 0.0'>9</b>",
        "24<b class='a unseen'>9</b>",
        "24<b id=unseen>9</b>",
        "24<var>9</var><i>9</i><u>9</u>",
        "<b>2<b class=shown>4",
        "<var>9<span style='visibility: visible'>24</span></var>",
        "24<!-- 9 --><!--[if mso]>9<![endif]-->",
        "<![if !supportLists]>24<![endif]><?xml:namespace prefix = o ns = 'urn:x' /><o:p></o:p>",
        "2<?>4<!x></ x>",
        "24<script>9</script><style>9</style><template>9</template><noscript>9</noscript>",
        "<input type=text value=24>",
        "<INPUT value='24' size=4>件",
        "24<input type=hidden value=9><input type=checkbox value=9><input type=submit value=9>",
        "<textarea>\n24\n</textarea>",
        "<select><option>9<option selected>24</select>",
        "<select><optgroup label=9><option>24<option>9</select>",
        "<button>24</button>",
        "<label>24</label>",
        "<table><tr><td>24</td></tr></table>",
        "<table><tr><td><table><tr><td>24</table></table>",
        "2<wbr>4",
        "2&shy;4&#8203;",
        "<ruby>24<rp>(</rp><rt>9</rt><rp>)</rp></ruby>",
        "2<font>4</font>\n",
        "<ins>24</ins>",
        "<small>24</small>",
        "<span title=9>24</span><img src=a.png alt=9>",
        "24\0",
        "24<b style='color: transparent'>9</b><b style='color: RGBA(0, 0, 0, 0)'>9</b>",
        "24<font color=white>9</font><b style='color: #00f; background: blue'>9</b>",
        "<b style='color: #fff; background: #00f'>24</b>",
        "<b style='color: #fff; background: url(a.png)'>24</b>",
        "24<b style='position: absolute; left: -9999px'>9</b>",
        "24<b style='position: absolute; clip: rect(0 0 0 0)'>9</b>",
        "24<b style='display: inline-block; text-indent: -999em'>9</b>",
        "24<b style='overflow: hidden; width: 0'>9</b>",
        "24<b style='font-size: 1px'>9</b>",
        "24<em>9</em>",
        "24<dialog>9</dialog><progress value=9>9</progress>",
        "<math><mn>24</mn></math>",
        "<b style='display: inline-block; width: 5em'>24</b>",
        "<b style='display: inline-block'>2</b>4",
    ],
)
def test_a_number_is_read_as_it_is_shown(content: str) -> None:
    assert shown(content).value == 24
    assert set(kinds(content)) <= {"unit"}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("24<sup>1</sup>", "note"),
        ("24<sup><a href='#1'>[1]</a></sup>", "note"),
        ("24<sub>2</sub>", "note"),
        ("24<span class=raised>1</span>", "note"),
        ("24<small>1</small>", "note"),
        ("24<span style='font-size: 60%'>1</span>", "note"),
        ("<span style='font-size: 12pt'>24<b style='font-size: 6pt'>1</b></span>", "note"),
        ("24<font size=1>1</font>", "note"),
        ("24<b style='position: relative; top: -4px'>1</b>", "note"),
        ("<s>23</s>24", "struck"),
        ("<strike>23</strike><br>24", "struck"),
        ("<del>23</del><ins>24</ins>", "struck"),
        ("<span class=gone>2<b>3</b></span>24", "struck"),
    ],
)
def test_marks_are_no_part_of_the_number(content: str, kind: str) -> None:
    assert shown(content).value == 24
    assert kinds(content) == [kind]


@pytest.mark.parametrize(
    "content",
    [
        "41<br>235",
        "<p>41</p><p>235</p>",
        "<div>41</div>235",
        "41<span style='display: block'>235</span>",
        "<div style='display:flex'><span>41</span><span>235</span></div>",
        "<ul><li>41<li>235</ul>",
        "<table><tr><td>41<td>235</table>",
        "<pre>41\n235</pre>",
        "41&emsp;235",
        "41　235",
        "41&nbsp;&nbsp;235",
        "<input value=41><input value=235>",
        "41<b style='display: inline-block; margin-left: 2em'>235</b>",
        "<img src=24.png>",
        "<svg><text>24</text></svg>",
        "<sup>1</sup>",
    ],
)
def test_what_is_no_one_number_is_uncertain(content: str) -> None:
    assert shown(content).value is None
    assert "uncertain" in kinds(content)


@pytest.mark.parametrize("content", ["<input>", "<img src=a.gif width=1>", "<s>\n</s>", "<pre>"])
def test_what_shows_nothing_is_blank(content: str) -> None:
    assert shown(content).blank
    assert kinds(content) == []


@pytest.mark.parametrize(
    "label",
    [
        "规<br>章",
        "规<wbr>章",
        "<![if !supportLists]>1. <![endif]>规章",
        "规章<sup>①</sup>",
        "<del>条例</del>规章",
        "<label>规章</label>",
        "<input value=规章>",
        "<table><tr><td>规章</table>",
    ],
)
def test_labels_are_read_as_they_are_shown(label: str) -> None:
    assert page("24", label).value(KEY) == 24


def test_prose_is_read_as_it_is_shown() -> None:
    prose = "<p>收到16<sup>1</sup>件，<s>办结17件，</s>办结<input value=15>件<b hidden>9</b>。"
    table = f"<table>{HEAD}<tr><td>规章<td>1<td>2<td>3</table>"
    report = read(f"<body><p>一、总体情况</p>{prose}{table}".encode(), "报告.html")
    assert report.to_dict()["narrative"] == {"overview": "收到16件，办结15件。"}


@pytest.mark.parametrize("kind", ["div", "span"])
@pytest.mark.parametrize("declared", [True, False])
def test_tables_of_other_elements(kind: str, *, declared: bool) -> None:
    rows = (("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), ("规章", "1", "24", "3"))
    css = ".t{display:table}.r{display:table-row}.c{display:table-cell}" if declared else ""
    block = "" if kind == "div" else "span { display: block }"
    inner = "".join(
        f"<{kind} class=r>{''.join(f'<{kind} class=c>{x}</{kind}>' for x in row)}</{kind}>"
        for row in rows
    )
    page = f"<style>{block}{css}</style><p>一、总体情况</p><{kind} class=t>{inner}</{kind}>"
    assert read(page.encode(), "报告.html").value(KEY) == 24


def test_lines_of_a_preformatted_report_are_lines() -> None:
    lines = "一、总体情况\n\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t24\t3"
    report = read(f"<pre>{lines}</pre>".encode(), "报告.html")
    assert report.value(KEY) == 24
    place = report.cells[KEY].location
    assert place is not None
    assert place.line == 4


@pytest.mark.parametrize(
    "style",
    [
        "}{" * 1000,
        "b " * 10_000,
        ".unseen," * 100_000,
        "@media print {" * 500,
        "p{display:none}" * 20_000,
    ],
)
def test_hostile_style_sheets_end(style: str) -> None:
    body = f"<p>一、总体情况</p><table>{HEAD}<tr><td>规章<td>1<td>24<td>3</table>{'<p>' * 1000}"
    report = read(f"<style>{style}</style>{body}".encode(), "报告.html")
    assert report.value(KEY) == 24


def test_white_text_may_stand_on_what_another_style_sheet_colours() -> None:
    cells = "<tr><td>规章<td>1<td style='color: white'>24<td>3"
    body = f"<p>一、总体情况</p><table>{HEAD}{cells}</table>"
    assert read(f"<body>{body}".encode(), "报告.html").value(KEY) is None
    linked = f"<link rel=stylesheet href=a.css>{body}"
    assert read(linked.encode(), "报告.html").value(KEY) == 24


@pytest.mark.parametrize("style", ["display: none", "visibility: hidden", "opacity: 0"])
def test_a_page_that_is_hidden_until_its_script_has_run_is_read(style: str) -> None:
    table = f"<table>{HEAD}<tr><td>规章<td>1<td>24<td>3</table>"
    page = f"<body style='{style}'><p>一、总体情况</p>{table}"
    assert read(page.encode(), "报告.html").value(KEY) == 24
