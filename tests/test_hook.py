"""The pre-commit hook, installed from this checkout and tried on real commits."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.paths import CHECKOUT, FIXTURES

from reportlint.form.schema import form
from reportlint.formats import READABLE
from reportlint.report import nest

HOOK = yaml.safe_load((CHECKOUT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[0]
CONFIG = """
repos:
  - repo: {repo}
    rev: {rev}
    hooks:
      - id: reportlint
        args: [--lang, en]
"""


def test_hook_runs_on_the_files_that_readers_know() -> None:
    for suffix in READABLE:
        assert re.search(HOOK["files"], f"reports/2024{suffix}"), suffix
        assert re.search(HOOK["files"], f"reports/2024{suffix.upper()}"), suffix
    assert not re.search(HOOK["files"], "reports/json")
    for hidden in (".pre-commit-config.yaml", ".github/ci.yml", "reports/~$2024.txt"):
        assert re.search(HOOK["exclude"], hidden), hidden
    assert not re.search(HOOK["exclude"], "reports/2024.json")


def test_own_reports_are_checked_by_the_hook() -> None:
    """It is not fetched for that, but run from the project's own environment."""
    config = yaml.safe_load((CHECKOUT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    own = {hook["id"]: hook for hook in config["repos"][0]["hooks"]}[HOOK["id"]]
    for name in ("entry", "require_serial"):
        assert own[name] == HOOK[name]


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    # Neither a git hook that started the tests nor the user's own settings may have a say.
    clean = {k: v for k, v in os.environ.items() if k != "SKIP" and not k.startswith("GIT_")}
    return subprocess.run(
        command,
        cwd=folder,
        env=clean | {"GIT_CONFIG_GLOBAL": os.devnull},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )


def git(folder: Path, *arguments: str) -> str:
    done = run(folder, "git", "-c", "safe.directory=*", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def new_repository(folder: Path) -> Path:
    folder.mkdir()
    git(folder, "init", "--quiet")
    git(folder, "config", "user.name", "Tester")
    git(folder, "config", "user.email", "tester@example.org")
    git(folder, "config", "commit.gpgsign", "false")
    return folder


def commit_all(folder: Path) -> subprocess.CompletedProcess[str]:
    git(folder, "add", "--all")
    return run(folder, "git", "commit", "--message", "Try the hook")


@pytest.fixture(scope="module")
def hook_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of this checkout as they are now, committed to a repository of their own."""
    folder = new_repository(tmp_path_factory.mktemp("hook") / "reportlint")
    listed = git(CHECKOUT, "ls-files", "-co", "--exclude-standard", "-z").split("\0")
    for name in filter(None, listed):
        if (CHECKOUT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(CHECKOUT / name, folder / name)
    assert commit_all(folder).returncode == 0
    return folder


@pytest.fixture
def user_repository(hook_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository that uses the hook; pre-commit keeps its environments outside the home."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(hook_repository.parent / "pre-commit"))
    folder = new_repository(tmp_path / "user")
    config = CONFIG.format(
        repo=hook_repository.as_uri(), rev=git(hook_repository, "rev-parse", "HEAD").strip()
    )
    (folder / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    installed = run(folder, sys.executable, "-m", "pre_commit", "install")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return folder


@pytest.mark.hook
def test_good_report_is_committed_and_bad_one_is_not(user_repository: Path) -> None:
    data: dict[str, Any] = {"year": 2024, "agency": {"name": "云溪街道办事处"}}
    data |= nest((key, 0) for key in form("2021").cells)
    report = user_repository / "reports" / "2024.json"
    report.parent.mkdir()
    report.write_text(json.dumps(data), encoding="utf-8")
    good = commit_all(user_repository)
    assert good.returncode == 0, good.stdout + good.stderr
    assert git(user_repository, "log", "--format=%s") == "Try the hook\n"

    data["requests"]["received"]["total"] = 3
    report.write_text(json.dumps(data), encoding="utf-8")
    bad = commit_all(user_repository)
    assert bad.returncode == 1, bad.stdout + bad.stderr
    assert "reports/2024.json:1:" in bad.stdout + bad.stderr
    assert "A101 error" in bad.stdout + bad.stderr
    assert git(user_repository, "log", "--format=%s") == "Try the hook\n"


@pytest.mark.hook
def test_document_warning_and_excluded_file(user_repository: Path) -> None:
    """A PDF is read, a warning is seen though the commit passes, an excluded file is left out."""
    reports = user_repository / "reports"
    (reports / "drafts").mkdir(parents=True)
    shutil.copy(FIXTURES / "documents" / "report.pdf", reports / "2024.pdf")
    shutil.copy(next((FIXTURES / "P101-date-as-number").glob("fire-*.txt")), reports / "2023.txt")
    (reports / "drafts" / "2025.json").write_text("{", encoding="utf-8")
    (user_repository / "reportlint.toml").write_text('exclude = ["reports/drafts"]')
    committed = commit_all(user_repository)
    said = committed.stdout + committed.stderr
    assert committed.returncode == 0, said
    assert "P101 warning" in said
    assert "reports checked: 2" in said
    assert "2025.json" not in said.partition("create mode")[0]
