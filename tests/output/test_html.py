"""The page draws the form with its wrong cells, says why, and lets no text become markup."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from fixtures.documents.paper import pdf
from justhtml import JustHTML
from justhtml.dom import Element
from tests.output.runs import HOSTILE, LOST, copied_run, faulty_run, hostile_run
from tests.paths import CHECKOUT

import reportlint
from reportlint import Finding, Findings, GivenFile, Location, ProseCopy, Stretch, Text
from reportlint.language import LANGUAGES, Language
from reportlint.output import render

HARMFUL = (
    f"{HOSTILE}</style></script></textarea><!--]]>'\"><svg onload=alert(1)><img src=x onerror=y>"
    "javascript:x&lt;b&#60;i> style=x href='#'"
)
OURS = {
    *("html", "head", "meta", "title", "style", "body", "header", "nav", "main", "section"),
    *("article", "div", "h1", "h2", "h3", "p", "ul", "ol", "li", "dl", "dt", "dd", "a", "b"),
    *("span", "strong", "blockquote", "mark", "table", "caption", "thead", "tbody", "tr", "th"),
    *(
        "td",
        "br",
        "h4",
        "figure",
        "figcaption",
        "image",
        "g",
        "text",
        "svg",
        "defs",
        "pattern",
        "path",
        "rect",
    ),
}


def page(findings: Findings, language: Language = "zh") -> JustHTML:
    """The page as a parser of HTML reads it, who takes no slip."""
    document = render("html", findings, language)
    assert isinstance(document, bytes)
    return JustHTML(document.decode(), sanitize=False, strict=True)


def every(within: JustHTML | Element | Findings, selector: str) -> list[Element]:
    """The elements of a page, or of a part of it, that a selector finds."""
    searched = page(within) if isinstance(within, Findings) else within
    return [x for x in searched.query(selector) if isinstance(x, Element)]


def harmful_run() -> Findings:
    """A run in which all that comes from a file means harm to a page."""
    run = hostile_run()
    said = Text(HARMFUL, HARMFUL)
    name = "a\"'><b>.json"
    shown = (HARMFUL,) * len(reportlint.form("2021").cells)
    file = GivenFile(name, "checked", HARMFUL, 2024, "2021", shown=shown)
    key = "proactive.licensing.decisions"
    found = replace(run[0], message=said, location=Location(name, 1, 3, excerpt=HARMFUL))
    prose = Finding("N101", "warning", said, Location(name, paragraph=1, excerpt=HARMFUL), (key,))
    other = replace(file, name=f"other {name}")
    copy = ProseCopy(other.name, 0.9, (Stretch(HARMFUL, True),), (Stretch(HARMFUL, False),))
    copied = replace(prose, code="O101", copies=(copy,))
    return replace(run, found=(found, prose, copied, *run[1:]), files=(file, other, *run.files[1:]))


def unlisted_run() -> Findings:
    """A run whose findings are only to be counted."""
    run = faulty_run()
    return replace(run, found=(), unlisted=run.found)


def test_form_is_drawn_with_the_wrong_cells_marked() -> None:
    (wrong,) = every(faulty_run(), "td.wrong")
    assert every(wrong, "a")[0].to_text().split() == ["4", "✗3", "错误所在的格"]
    assert [every(x, "a")[0].to_text().split() for x in every(faulty_run(), "td.doubtful")] == [
        ["1", "?1", "可能有误、请核对的格"],
        ["0", "?1", "可能有误、请核对的格"],
        ["1", "?1", "可能有误、请核对的格"],
        ["空白", "?2", "可能有误、请核对的格"],
    ]


def test_cell_that_is_certainly_wrong_bears_the_number_of_the_finding_that_says_so() -> None:
    key = next(iter(reportlint.form("2021").cells))
    place = Location("a.json")
    found = (
        Finding("O103", "warning", Text("也许", "maybe"), place, (key,)),
        Finding("A101", "error", Text("错", "wrong"), place, (key,)),
    )
    shown = ("1",) * len(reportlint.form("2021").cells)
    run = Findings(
        found, files=(GivenFile("a.json", "checked", "某局", 2024, "2021", shown=shown),)
    )
    (link,) = every(run, "td.wrong a")
    assert link.attrs["href"] == "#r1-2"
    assert every(run, "td.wrong .tip")[0].to_text() == "错 也许"


def test_what_is_said_of_a_cell_stands_over_it_and_beneath_the_table() -> None:
    run = faulty_run()
    (tip,) = every(run, "td.wrong .tip")
    assert "填报 4，应为 3" in tip.to_text()
    (cause,) = (x for x in run if x.broken)
    assert all(statement.message.zh in tip.to_text() for statement in cause.broken)
    (item,) = every(run, "li#r1-3")
    assert "自然人 2 + 商业企业 1 = 3" in item.to_text()
    assert "总计 4 → 3" in every(run, "li#r1-3 .suggestion")[0].to_text()
    assert every(run, "td.wrong a")[0].attrs["href"] == "#r1-3"


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_drawn_tables_have_every_cell_and_label_of_the_form(edition: str) -> None:
    form = reportlint.form(edition)
    shown = tuple(str(number) for number in range(1000, 1000 + len(form.cells)))
    key = next(iter(form.cells))
    run = Findings(
        (Finding("A101", "error", Text("错", "wrong"), Location("a.json"), (key,)),),
        reports=1,
        files=(GivenFile("a.json", "checked", "某局", 2024, edition, shown=shown),),
    )
    cells = [x.to_text() for x in every(run, "table.form td") if x.to_text()]
    assert [text[:4] for text in cells] == list(shown)
    labels = {x.to_text() for x in every(run, "table.form th")}
    assert labels >= {row.label.title for row in form.rows.values()}


def test_grid_of_every_drawn_table_is_full() -> None:
    """Each row of a table is as wide as the others, with what reaches into it from above."""
    for table in every(faulty_run(), "table.form"):
        reaching: dict[int, int] = {}
        widths = []
        for row in every(table, "tr"):
            width = sum(left > 0 for left in reaching.values())
            reaching = {x: left - 1 for x, left in reaching.items()}
            free = (x for x in range(100) if reaching.get(x, 0) <= 0)
            for cell in every(row, "td, th"):
                across = int(cell.attrs.get("colspan") or 1)
                width += across
                for _ in range(across):
                    reaching[next(free)] = int(cell.attrs.get("rowspan") or 1) - 1
            widths.append(width)
        assert len(set(widths)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_reader_of_screens_finds_its_way(language: Language) -> None:
    run = faulty_run()
    document = page(run, language)
    assert every(document, "html")[0].attrs["lang"] == ("zh-CN" if language == "zh" else "en")
    assert [len(every(document, tag)) for tag in ("h1", "main", "header", "nav")] == [1] * 4
    assert len(every(document, "table")) == len(every(document, "caption"))
    assert all(
        x.attrs["scope"] in ("col", "row", "colgroup", "rowgroup") for x in every(document, "th")
    )
    assert all(x.to_text() for x in every(document, "th, caption, h2, h3, a"))
    levels = [int(x.name[1]) for x in every(document, "h1, h2, h3")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("run", [faulty_run, copied_run, hostile_run, harmful_run, unlisted_run])
def test_links_lead_to_what_is_in_the_page_once(
    run: Callable[[], Findings], language: Language
) -> None:
    document = page(run(), language)
    known = [x.attrs["id"] for x in every(document, "[id]")]
    assert len(known) == len(set(known))
    links = {x.attrs["href"] for x in every(document, "[href]")}
    assert links
    assert links <= {f"#{name}" for name in known}
    labelled = {x.attrs["aria-labelledby"] for x in every(document, "[aria-labelledby]")}
    assert labelled <= set(known)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_document_is_markup(language: Language) -> None:
    document = page(harmful_run(), language)
    ours = page(faulty_run(), language)
    names = {str(x.name) for x in every(document, "*")}
    assert names <= OURS
    attributes = {name for x in every(document, "*") for name in x.attrs}
    assert attributes <= {name for x in every(ours, "*") for name in x.attrs}
    assert len(every(document, "style")) == 1
    assert "alert(1)" in document.to_text()
    assert not {"\x1b", "\x07", "\u202e", "\u2028"} & set(document.to_text())


def test_policy_lets_only_the_style_of_the_page_hold() -> None:
    document = page(faulty_run())
    (policy,) = (x for x in every(document, "meta") if "http-equiv" in x.attrs)
    style = every(document, "style")[0].to_text(strip=False)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.attrs["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'"
    )
    assert not every(document, "[style], script, link, img, iframe, form, object, base")
    assert not re.search(r"url\((?!\"#)|@import|https?:", style)


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_page_counts_reports_rules_and_organs(language: Language) -> None:
    document = page(faulty_run(), language)
    figures = [x.to_text() for x in every(document, "#overview .figures strong")]
    assert figures == ["2", "1", "1", "0", "0"]
    rules, organs = every(document, "#overview table.bars")
    assert [x.to_text() for x in every(rules, "th .code")] == ["A101", "C201", "D101", "D312"]
    assert [x.to_text() for x in every(organs, "td.count")] == ["3", "1"]
    assert len(every(rules, "rect")) == 4
    heat = every(document, "table.heat tbody tr")
    assert [x.to_text() for x in every(heat[0], "td")] == ["1", "1", "1"]


def test_every_file_is_a_line_and_what_was_not_read_is_said() -> None:
    rows = every(hostile_run(), "#files tbody tr")
    assert len(rows) == len(hostile_run().files)
    assert LOST in every(hostile_run(), "#files .unread")[0].to_text()


def test_findings_that_are_not_listed_are_counted() -> None:
    document, whole = page(unlisted_run()), page(faulty_run())
    for selector in (".figures strong", "table.bars td.count", "table.heat td", "#files td.count"):
        told = [x.to_text() for x in every(document, selector)]
        assert told == [x.to_text() for x in every(whole, selector)]
    assert not every(document, "article")


def test_report_that_was_given_twice_is_told_of_once() -> None:
    run = faulty_run()
    document = page(replace(run, files=(*run.files, run.files[0])))
    assert len(every(document, "article")) == len(every(page(run), "article"))
    assert [x.to_text() for x in every(document, ".figures .error strong")] == ["1"]


def test_right_report_is_a_line_and_no_drawing() -> None:
    right = GivenFile("right.json", "checked", "某局", 2024, "2021", shown=("0",) * 200)
    run = Findings((), reports=1, files=(right,))
    document = page(run)
    assert not every(document, "article, table.form, #reports, #rules")
    assert "某局" in every(document, "#files tbody tr")[0].to_text()


def test_finding_in_prose_shows_its_passage_with_the_figure_marked() -> None:
    text = "本年收到申请 22 件，均已答复。"
    place = Location("a.md", 7, 8, excerpt=text)
    run = Findings(
        (Finding("N101", "warning", Text("不符", "differs"), place),),
        files=(GivenFile("a.md", "checked", "某局", 2024),),
    )
    (quote,) = every(run, "article blockquote")
    assert quote.to_text(separator="", strip=False) == text
    assert every(quote, "mark")[0].to_text() == "22"


def test_copies_are_a_matrix_and_texts_side_by_side_with_marks() -> None:
    matrix, *others = every(copied_run(), "#copies table")
    assert not others
    assert [x.to_text() for x in every(matrix, "td")] == ["—", "91%", "91%", "—"]
    one, other = every(copied_run(), "#copies .sides blockquote")
    shared = [[x.to_text() for x in every(side, "mark")] for side in (one, other)]
    assert any(text.startswith("发文时同步确定公开属性") for text in shared[0])
    assert len(shared[0]) == len(shared[1])
    assert not any("21件" in text for text in shared[0])
    assert "全年新收政府信息公开申请21件" in one.to_text()


def test_groups_of_copies_are_apart() -> None:
    names = [f"{n}.json" for n in range(5)]
    files = tuple(GivenFile(name, "checked", name) for name in names)
    pairs = [("0.json", "3.json"), ("3.json", "4.json"), ("2.json", "1.json")]
    found = tuple(
        Finding("O101", "warning", Text("", ""), Location(x), copies=(ProseCopy(y, 0.7),))
        for x, y in pairs
    )
    tables = every(Findings(found, files=files), "#copies table")
    assert [[x.to_text() for x in every(table, "tbody th")] for table in tables] == [
        ["1 0.json", "2 3.json", "3 4.json"],
        ["1 2.json", "2 1.json"],
    ]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The faulty report as a PDF."""
    report = reportlint.load(CHECKOUT / "fixtures" / "faulty" / "street-2021.txt")
    path = tmp_path_factory.mktemp("printed") / "street.pdf"
    path.write_bytes(pdf(report))
    return path


def test_page_of_a_pdf_is_shown_with_the_marked_cells_boxed(printed: Path) -> None:
    document = page(reportlint.check(printed))
    (figure,) = every(document, "figure")
    assert len(every(figure, "g.doubtful rect")) == len(every(document, "td.doubtful")) == 4
    assert len(every(figure, "g.wrong rect")) == 1
    assert [x.to_text() for x in every(figure, "text")] == ["?1", "?2", "✗3"]
    (image,) = every(figure, "image")
    assert str(image.attrs["href"]).startswith("data:image/png;base64,")
    assert "第2页" in every(figure, "figcaption")[0].to_text()


def test_page_of_a_pdf_in_an_archive_is_shown(printed: Path, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(printed, "inner/street.pdf")
    assert every(reportlint.check(tmp_path / "all.zip"), "figure")


@pytest.mark.parametrize("now", [None, b"", b"%PDF-1.7", b"2024"])
def test_pdf_that_is_gone_or_another_has_no_picture(
    printed: Path, tmp_path: Path, now: bytes | None
) -> None:
    path = tmp_path / "street.pdf"
    path.write_bytes(printed.read_bytes())
    run = reportlint.check(path)
    path.unlink() if now is None else path.write_bytes(now)
    document = page(run)
    assert every(document, "td.wrong")
    assert not every(document, "figure")


def many(count: int) -> Findings:
    """A run of many wrong reports, each with all that one of them has."""
    run = faulty_run()
    file = run.files[0]
    files = [replace(file, name=f"{n}/street.txt", organ=f"第{n}街道办事处") for n in range(count)]
    found = [
        replace(x, location=replace(x.location, file=own.name))
        for own in files
        for x in run
        if x.location and x.location.file == file.name
    ]
    return Findings(tuple(found), (), count, tuple(files))


def test_thousand_reports_stay_small() -> None:
    wrong = many(1000)
    document = render("html", wrong, "zh")
    assert len(document) < 20 * 10**6
    right = replace(wrong, found=())
    assert len(render("html", right, "zh")) < 10**6


def test_report_with_endless_findings_tells_of_some_and_counts_the_rest() -> None:
    key = next(iter(reportlint.form("2021").cells))
    shown = ("1",) * len(reportlint.form("2021").cells)
    file = GivenFile("a.json", "checked", "某局", 2024, "2021", shown=shown)
    found = Finding("A101", "error", Text("错" * 9999, "wrong" * 9999), Location("a.json"), (key,))
    run = Findings((found,) * 2000, (), 1, (file,))
    document = page(run)
    told = every(document, "article ol > li")
    assert 0 < len(told) < 2000
    assert f"另有 {2000 - len(told)} 处" in every(document, "article > p.account")[0].to_text()
    assert len(render("html", run, "zh")) < 2 * 10**6


def test_reports_beyond_the_room_are_said_and_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportlint.output.html.page._LARGEST", 50_000)
    document = page(many(9))
    drawn = len(every(document, "article"))
    assert 0 < drawn < 9
    assert f"另有 {9 - drawn} 份" in every(document, "#reports > p")[0].to_text()
    assert len(every(document, "#files tbody tr")) == 9
    assert len(every(document, "#files tbody a")) == drawn
