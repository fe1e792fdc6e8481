"""Only files that have changed in git since a revision are checked."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.commands import run

Write = Callable[..., Path]
WRONG = {"requests.received.total": 3}


def git(*arguments: str) -> None:
    own = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *own, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(write: Write) -> Path:
    """A repository with two reports in folders, as committed."""
    write("reports/1.json", {})
    write("reports/年报 2.json", {})
    git("init")
    git("add", ".")
    git("commit", "-m", "reports")
    return Path("reports")


def checked(*arguments: object, code: int = 1) -> list[str]:
    result = run("check", *arguments, "--format", "json", "--select", "A")
    assert result.exit_code == code, result.output
    return [x["name"] for x in json.loads(result.stdout)["files"]]


def test_changed_and_new_files_are_checked(repository: Path, write: Write) -> None:
    write("reports/年报 2.json", WRONG)
    assert checked(repository, "--diff-base", "HEAD") == ["reports/年报 2.json"]
    write("reports/3.json", WRONG)
    assert checked(repository, "--diff-base", "HEAD") == ["reports/3.json", "reports/年报 2.json"]
    git("add", ".")
    git("commit", "-m", "more")
    assert checked(repository, "--diff-base", "HEAD~1") == ["reports/3.json", "reports/年报 2.json"]
    assert checked(repository, "--diff-base", "HEAD", code=0) == []
    (repository / "1.json").unlink()
    assert len(checked(repository, "--diff-base", "HEAD~1")) == 2


def test_paths_are_narrowed_however_they_are_given(
    repository: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("reports/1.json", WRONG)
    for given in ("reports/*.json", "reports/1.json", repository.resolve()):
        assert [Path(x).name for x in checked(given, "--diff-base", "HEAD")] == ["1.json"]
    assert checked("reports/年报 2.json", "--diff-base", "HEAD", code=0) == []
    monkeypatch.chdir(repository)
    assert checked(".", "--diff-base", "HEAD") == ["1.json"]


def test_what_changed_on_the_other_branch_is_not_ours(repository: Path, write: Write) -> None:
    git("checkout", "-b", "ours")
    write("reports/3.json", WRONG)
    git("add", ".")
    git("commit", "-m", "ours")
    git("checkout", "main")
    write("reports/1.json", {"year": 2023})
    git("commit", "-am", "theirs")
    git("checkout", "ours")
    assert checked(repository, "--diff-base", "main") == ["reports/3.json"]


def test_ignored_files_are_not_new_and_archives_count_as_a_whole(
    repository: Path, write: Write
) -> None:
    Path(".gitignore").write_text("draft*")
    write("reports/draft.json", WRONG)
    with zipfile.ZipFile(repository / "sent.zip", "w") as archive:
        archive.write(write("outside.json", WRONG), "inside.json")
    assert checked(repository, "--diff-base", "HEAD") == ["reports/sent.zip/inside.json"]


def test_nothing_changed_is_said(repository: Path) -> None:
    result = run("check", repository, "--diff-base", "HEAD", "--lang", "en")
    assert result.exit_code == 0
    assert "nothing has changed since HEAD" in result.stderr


def test_changed_files_that_are_no_reports_are_accounted_for(repository: Path) -> None:
    (repository / "photo.png").write_bytes(b"")
    assert checked(repository, "--diff-base", "HEAD", code=0) == ["reports/photo.png"]


def test_file_that_is_not_there_is_said_to_be_missing(repository: Path) -> None:
    result = run("check", repository / "none.json", "--diff-base", "HEAD")
    assert result.exit_code == 2
    assert "文件或文件夹不存在" in result.output


@pytest.mark.parametrize("revision", ["nosuch", "--output=/tmp/x", "-x", "HEAD:reports", ""])
def test_wrong_revision_is_an_error_in_words(revision: str, repository: Path) -> None:
    result = run("check", repository, f"--diff-base={revision}", "--lang", "en")
    assert result.exit_code == 2
    assert result.stderr == f"Error: git knows no revision {revision}\n"


def test_folder_outside_of_git_is_an_error_in_words(
    write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    result = run("check", write("a/1.json", {}), "--diff-base", "HEAD")
    assert result.exit_code == 2
    assert "不在 git 仓库中" in result.stderr


def test_missing_git_is_an_error_in_words(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    result = run("check", repository, "--diff-base", "HEAD", "--lang", "en")
    assert result.exit_code == 2
    assert "git, which knows what changed, is not installed" in result.stderr


def test_standard_input_is_no_file_of_git() -> None:
    result = run("check", "-", "--diff-base", "HEAD", stdin=b"{}")
    assert result.exit_code == 2
    assert "--diff-base 不能用于标准输入" in result.stderr
