"""Every file that is given is accounted for, by `check` as by the library."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.commands import check, run
from tests.formats.office_documents import document

import reportlint

NOTICE = ["关于报送2024年政府信息公开工作年度报告的通知", "各单位："]
KNOWN = ["checked", "compared", "left_out", "unreadable"]


def zipped(*files: tuple[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files:
            archive.writestr(name, data)
    return content.getvalue()


def statuses(output: dict[str, Any]) -> dict[str, list[str]]:
    """The names of the files by their status, without the folder of the run."""
    found: dict[str, list[str]] = {}
    for file in output["files"]:
        name = Path(file["name"]).as_posix().removeprefix(f"{Path.cwd().as_posix()}/")
        found.setdefault(file["status"], []).append(name)
    return {status: sorted(found[status]) for status in KNOWN if status in found}


@pytest.fixture
def folder(good: Path, tmp_path: Path) -> Path:
    """A report, and with it what is no report."""
    path = tmp_path / "报送"
    path.mkdir()
    good.rename(path / "甲局.json")
    return path


def test_clean_file_has_the_short_line(good: Path) -> None:
    assert run("check", good).output == "检查了 1 份报告：0 处错误，0 处警告，0 处提示\n"
    (file,) = check(good)["files"]
    assert file["status"] == "checked"
    assert (file["organ"], file["year"], file["edition"]) == ("云溪街道办事处", 2024, "2021")


def test_unknown_kind_and_archive_in_an_archive_are_named(folder: Path) -> None:
    inner = zipped(
        ("乙局.json", (folder / "甲局.json").read_bytes()), ("照片.jpg", b"\xff\xd8\xff")
    )
    (folder / "全部.zip").write_bytes(zipped(("街道.zip", inner)))
    (folder / "第十一局.gd").write_bytes(b"\0\1")
    (folder / "第十二局.rar").write_bytes(b"Rar!")
    assert statuses(check(folder)) == {
        "checked": ["报送/全部.zip/街道.zip/乙局.json", "报送/甲局.json"],
        "left_out": ["报送/全部.zip/街道.zip/照片.jpg", "报送/第十一局.gd", "报送/第十二局.rar"],
    }
    told = run("check", folder)
    assert "给出 5 个文件：检查 2，未检查 3（照片.jpg：图片" in told.output
    assert "第十一局.gd：不是可以读取的格式" in told.output
    told = run("check", folder, "--lang", "en")
    assert "files given: 5; checked: 2, left out: 3 (照片.jpg: a picture" in told.output


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("通知.docx", document("\n\n".join(NOTICE))),
        ("README.md", "# 报送说明\n\n请于一月底前报送。\n".encode()),
        ("通知.html", f"<html><body><p>{NOTICE[0]}</p></body></html>".encode()),
        ("package.json", b'{"name": "site", "version": "1.0"}'),
        ("名单.csv", "单位,电话\n甲局,123\n".encode()),
        ("mkdocs.yml", b"site_name: x\n"),
    ],
)
def test_other_documents_are_left_out_of_folders_and_wrong_by_name(
    name: str, content: bytes, folder: Path
) -> None:
    (folder / name).write_bytes(content)
    output = check(folder)
    assert statuses(output) == {"checked": ["报送/甲局.json"], "left_out": [f"报送/{name}"]}
    assert output["summary"]["errors"] == output["summary"]["unreadable"] == 0
    if not name.endswith((".json", ".yml")):  # of data the schema says what is missing
        assert check(folder / name)["unreadable"][0]["message"]


def test_report_without_its_tables_is_no_other_document(folder: Path) -> None:
    title = "<p>青禾县水务局2024年政府信息公开工作年度报告</p>"
    (folder / "乙局.html").write_text(f"<html><body>{title}</body></html>", encoding="utf-8")
    assert statuses(check(folder))["unreadable"] == ["报送/乙局.html"]


def test_settings_outputs_and_hidden_files_are_passed_over(folder: Path, bad: Path) -> None:
    for name in ("reportlint.toml", "甲局.json.accept.toml", ".x.json", "Thumbs.db", "~$a.docx"):
        (folder / name).write_text("", encoding="utf-8")
    run("check", bad, "--write-baseline", folder / "baseline.json")
    printed = run("check", folder, bad, "--format", "json").stdout
    (folder / "findings.json").write_text(printed, encoding="utf-8")
    assert statuses(check(folder)) == {"checked": ["报送/甲局.json"]}


def test_markdown_is_read(folder: Path) -> None:
    run("convert", folder / "甲局.json", "-o", folder / "乙局.md")
    assert statuses(check(folder))["checked"] == ["报送/乙局.md", "报送/甲局.json"]


def test_members_of_one_name_are_each_read(folder: Path) -> None:
    report = json.loads((folder / "甲局.json").read_text(encoding="utf-8"))
    both = [("a.json", json.dumps({**report, "year": year}).encode()) for year in (2023, 2024)]
    with pytest.warns(UserWarning, match="Duplicate name"):
        (folder / "a.zip").write_bytes(zipped(*both))
    output = check(folder / "a.zip")
    assert [file["year"] for file in output["files"]] == [2023, 2024]
    assert statuses(output) == {"checked": ["报送/a.zip/a (2).json", "报送/a.zip/a.json"]}


def test_workbook_named_zip_in_an_archive_is_one_file(folder: Path) -> None:
    run("convert", folder / "甲局.json", "-o", folder / "a.xlsx")
    content = (folder / "a.xlsx").read_bytes()
    (folder / "a.zip").write_bytes(zipped(("b.zip", content)))
    assert statuses(check(folder / "a.zip")) == {"checked": ["报送/a.zip/b.zip"]}


def test_linked_folders_are_entered_once(folder: Path, tmp_path: Path) -> None:
    (folder / "up").symlink_to(tmp_path)
    (folder / "again").symlink_to(folder)
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "乙局.json").write_bytes((folder / "甲局.json").read_bytes())
    (folder / "linked").symlink_to(other)
    (folder / "linked-too").symlink_to(other)
    (found,) = statuses(check(folder)).values()
    assert [Path(name).name for name in found] == ["乙局.json", "甲局.json"]


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_file_is_checked_once_however_it_is_named(
    link: Callable[[Path, Path], None], folder: Path
) -> None:
    link(folder / "甲局.json", folder / "乙局.json")
    own = folder / "甲局.json"
    assert check(own, folder / ".." / "报送" / "甲局.json")["summary"]["reports"] == 1
    if link is os.symlink:
        assert statuses(check(folder)) == {"checked": ["报送/甲局.json"]}
    assert check(folder, own)["summary"]["reports"] == 1
    assert check("报送/*", "报送/甲*")["summary"]["reports"] == 1


def test_library_gives_the_same_account(folder: Path) -> None:
    (folder / "README.md").write_text("说明", encoding="utf-8")
    found = reportlint.check([folder])
    assert [(Path(x.name).name, x.status) for x in found.files] == [
        ("README.md", "left_out"),
        ("甲局.json", "checked"),
    ]
    assert found.to_dict()["files"] == check(folder)["files"]


FORWARD = [f"requests.carried_forward.{applicant}" for applicant in ("natural_person", "total")]


def codes(output: dict[str, Any]) -> set[str]:
    return {finding["code"] for finding in output["findings"]}


def messages(output: dict[str, Any], code: str) -> list[str]:
    return [finding["message"] for finding in output["findings"] if finding["code"] == code]


@pytest.fixture
def of_organ(write: Callable[..., Path]) -> Callable[[str, int], Path]:
    """A file with the report of an organ and year, in which something is carried over."""

    def make(organ: str, year: int) -> Path:
        period = {"period.start": f"{year}-01-01", "period.end": f"{year}-12-31"}
        changes = {"agency.name": organ, "year": year, **period}
        changes |= dict.fromkeys(FORWARD, 3)
        return write(f"{organ}-{year}.json", changes)

    return make


SHORT, LONG = "洪泽区人民政府", "淮安市洪泽区人民政府"


@pytest.mark.parametrize("names", [(SHORT, LONG), (LONG, SHORT)])
def test_organ_is_known_again_with_and_without_its_place(
    names: tuple[str, str], of_organ: Callable[[str, int], Path]
) -> None:
    before, now = of_organ(names[0], 2023), of_organ(names[1], 2024)
    for call in ((before, now), (now, "--previous", before)):
        output = check(*call, "--select", "Y")
        (message,) = messages(output, "Y102")
        assert message.endswith(f"（2023年度的报告署名为{names[0]}，按同一机关比较）")
        assert not codes(output) & {"Y302"}


def test_organ_that_may_be_two_is_not_compared(of_organ: Callable[[str, int], Path]) -> None:
    others = [of_organ("甲县教育局", 2023), of_organ("乙县教育局", 2023)]
    now = of_organ("教育局", 2024)
    output = check(now, *others, "--select", "Y")
    assert codes(output) == {"Y302"}
    assert "乙县教育局、甲县教育局" in messages(output, "Y302")[0]
    output = check(now, "--previous", others[0], "--previous", others[1], "--select", "Y")
    assert codes(output) == {"Y302"}
    assert [file["status"] for file in output["files"]] == ["checked", "left_out", "left_out"]


def test_place_is_no_part_of_a_word(of_organ: Callable[[str, int], Path]) -> None:
    files = of_organ("市场监督管理局", 2023), of_organ("青禾市场监督管理局", 2024)
    assert not codes(check(*files, "--select", "Y1"))


def test_two_organs_of_one_year_are_two(of_organ: Callable[[str, int], Path]) -> None:
    files = [of_organ(SHORT, 2023), of_organ(LONG, 2023), of_organ(LONG, 2024)]
    output = check(*files, "--select", "Y")
    assert "按同一机关比较" not in json.dumps(output, ensure_ascii=False)
    assert codes(output) == {"Y102"}


def test_earlier_report_of_nobody_is_said(of_organ: Callable[[str, int], Path]) -> None:
    now, other = of_organ("甲局", 2024), of_organ("乙局", 2023)
    output = check(now, "--previous", other, "--select", "Y")
    assert messages(output, "Y302") == [
        "给出的往年报告中没有甲局的，没有与往年比较；请核对机关名称"
    ]
    assert statuses(output) == {"checked": [now.name], "left_out": [other.name]}
    told = run("check", now, "--previous", other).output
    assert f"给出 2 个文件：检查 1，未检查 1（{other.name}：没有同一机关" in told


def test_earlier_report_of_the_organ_is_said_to_be_used(
    of_organ: Callable[[str, int], Path],
) -> None:
    now, before = of_organ("甲局", 2024), of_organ("甲局", 2023)
    output = check(now, "--previous", before)
    assert statuses(output) == {"checked": [now.name], "compared": [before.name]}
    assert "检查 1，只作比较 1" in run("check", now, "--previous", before).output


def test_earlier_report_that_is_checked_too_has_one_entry(
    of_organ: Callable[[str, int], Path],
) -> None:
    now, before = of_organ("甲局", 2024), of_organ("甲局", 2023)
    again = now.parent / ".." / now.parent.name
    output = check(now, "--previous", again)
    assert statuses(output) == {
        "checked": [now.name],
        "compared": [f"../{again.name}/{before.name}"],
    }


def test_year_that_is_missing_is_said(of_organ: Callable[[str, int], Path]) -> None:
    files = [of_organ("甲局", year) for year in (2021, 2022, 2024)]
    (finding,) = [x for x in check(*files)["findings"] if x["code"] == "Y301"]
    assert "没有可比的2023年度报告（最近的是2022年度）" in finding["message"]
    assert finding["location"]["file"] == str(files[-1])


def test_damaged_document_is_no_other_document(folder: Path) -> None:
    (folder / "第十一局.ofd").write_text("x", encoding="utf-8")
    assert statuses(check(folder))["unreadable"] == ["报送/第十一局.ofd"]
