"""A page beside its attachments and frames: read in its place, held against it, never elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.paths import FIXTURES

import reportlint
from reportlint.errors import ReadError
from reportlint.formats import load

DOCUMENTS = FIXTURES / "documents"
PAGE = (DOCUMENTS / "report.html").read_text("utf-8")
RECORD = load(DOCUMENTS / "report.yaml").record
CELL = "requests.outcomes.granted.natural_person"


def linked(leads_to: str) -> str:
    return f"<html><body><h1>年度报告</h1><a href='{leads_to}'>附件</a></body></html>"


def attach(folder: Path, name: str = "附件.docx", like: str = "report.docx") -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((DOCUMENTS / like).read_bytes())


def page(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "page.html"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("name", ["附件.docx", "page_files/a.docx", "a b.xlsx", "a.xls", "a.pdf"])
@pytest.mark.parametrize("prefix", ["", "./"])
def test_the_attachment_is_read_where_the_page_has_no_table(
    tmp_path: Path, name: str, prefix: str
) -> None:
    attach(tmp_path, name, f"report{Path(name).suffix}")
    report = load(page(tmp_path, linked(prefix + name.replace(" ", "%20"))))
    assert report.record == RECORD
    assert report.file == str(tmp_path / name)


@pytest.mark.parametrize(
    "leads_to",
    [
        "../附件.docx",
        "a/../../附件.docx",
        "%2e%2e/附件.docx",
        "..\\附件.docx",
        "{folder}/附件.docx",
        "file://{folder}/附件.docx",
        "https://example.org/附件.docx",
        "//example.org/附件.docx",
        "link.docx",
        "folder.docx",
        "broken.docx",
        "a\0.docx",
        "data.yaml",
        "page.html",
        "old.doc",
    ],
)
def test_nothing_else_is_read(tmp_path: Path, leads_to: str) -> None:
    attach(tmp_path)
    inside = tmp_path / "inside"
    (inside / "folder.docx").mkdir(parents=True)
    (inside / "broken.docx").write_bytes(b"PK\3\4")
    (inside / "link.docx").symlink_to(tmp_path / "附件.docx")
    attach(inside, "data.yaml", "report.yaml")
    attach(inside, "old.doc", "report.doc")
    with pytest.raises(ReadError) as raised:
        load(page(inside, linked(leads_to.format(folder=tmp_path))))
    assert raised.value.location.file == str(inside / "page.html")


def test_the_attachment_is_held_against_the_page_cell_by_cell(tmp_path: Path) -> None:
    attach(tmp_path)
    with_link = PAGE.replace("</body>", "<a href=附件.docx>附件</a></body>")
    same = load(page(tmp_path, with_link))
    assert (same.record, same.observations) == (RECORD, ())
    unlike = load(page(tmp_path, with_link.replace(";512<", ";521<").replace(";61<", "; <")))
    found = [x for x in unlike.observations if x.kind == "other_in_attachment"]
    assert [(x.text, x.cells) for x in found] == [("512（附件.docx）", (CELL,))]
    assert found[0].location == unlike.locations[CELL]
    other_year = load(page(tmp_path, with_link.replace("2024", "2023").replace(";512<", ";521<")))
    assert not [x for x in other_year.observations if x.kind == "other_in_attachment"]


def test_frames_that_lie_beside_the_page_are_read(tmp_path: Path) -> None:
    at = PAGE.index("<h2>三")
    folder = tmp_path / "page.files"
    folder.mkdir()
    (folder / "1.htm").write_bytes(PAGE[:at].encode("gb18030"))
    (folder / "2.htm").write_text(f"<html><body>{PAGE[at:]}", "utf-8")
    frames = "".join(f"<frame src='page.files/{i}.htm'>" for i in (1, 2, 3))
    report = load(page(tmp_path, f"<html><frameset>{frames}</frameset></html>"))
    assert report.record == RECORD
    place = report.locations[CELL]
    assert place.file == str(folder / "2.htm")


def test_what_was_saved_with_a_page_is_no_report_of_its_own(tmp_path: Path) -> None:
    for folder in ("page_files", "page.files", "other_files", "_files"):
        attach(tmp_path, f"{folder}/{folder}.html", "report.html")
    page(tmp_path, PAGE)
    findings = reportlint.check(tmp_path)
    assert sorted(Path(file).name for file in findings.checked) == [
        "_files.html",
        "other_files.html",
        "page.html",
    ]


def test_an_attachment_that_is_given_too_is_read_once(tmp_path: Path) -> None:
    attach(tmp_path)
    page(tmp_path, linked("附件.docx"))
    findings = reportlint.check(tmp_path)
    assert findings.checked == (str(tmp_path / "附件.docx"),)
    assert [Path(x.name).name for x in findings.files if x.status == "left_out"] == ["page.html"]
    assert findings.reports == 1
    assert findings.unreadable == ()
