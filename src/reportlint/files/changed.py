"""Which files have changed in git since a revision, committed or not."""

from __future__ import annotations

import glob
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from reportlint.errors import GitError, reason
from reportlint.files.sources import Listing, Source
from reportlint.findings import Omission
from reportlint.language import Text
from reportlint.spelling import without_controls

_SECONDS = 60
_NO_GIT = Text(
    "没有安装 git，无法得知哪些文件有改动", "git, which knows what changed, is not installed"
)
_NO_REPOSITORY = Text("{folder} 不在 git 仓库中", "{folder} is in no git repository")
_NO_REVISION = Text("git 中没有版本 {revision}", "git knows no revision {revision}")
_FAILED = Text("git 出错：{said}", "git failed: {said}")
_TOO_LONG = Text("git 没有在 {n} 秒内完成", "git took longer than {n} seconds")


def changed(
    paths: Iterable[str], revision: str, exclude: tuple[str, ...] = ()
) -> Iterator[Source | Omission]:
    """Yield what paths stand for, as `Listing` does, where it has changed since a revision.

    Files that git does not know yet are changed, too, unless it is to ignore them. Where the
    branch has parted from the revision, what has changed there since is not. An archive counts as
    a whole; what is not there is yielded, so that its reader says so. Raises GitError.
    """
    listing, work_trees = Listing(exclude), dict[str, frozenset[str]]()
    for path in paths:
        top = _top(_folder(path))
        if top not in work_trees:
            work_trees[top] = frozenset(_changed(top, revision))
        for found in listing.files(path):
            file = found.archive or found.name if isinstance(found, Source) else found.file
            if not os.path.lexists(file) or os.path.realpath(file) in work_trees[top]:
                yield found


def _folder(path: str) -> Path:
    """Return the nearest folder of what a path or a pattern stands for."""
    above = (each for each in (Path(path), *Path(path).parents) if not glob.has_magic(str(each)))
    return next((each for each in above if each.is_dir()), Path())


def _top(folder: Path) -> str:
    """Return the folder of the work tree that a folder is in."""
    return os.path.realpath(_git(folder, "rev-parse", "--show-toplevel").removesuffix("\n"))


def _changed(top: str, revision: str) -> Iterator[str]:
    """Yield the paths of the files of a work tree that have changed."""
    root = Path(top)
    base = _git(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").strip()
    parted = _git(root, "merge-base", base, "HEAD", may_fail=True).strip()
    compare = ("diff", "--name-only", "-z", "--no-ext-diff", "--no-textconv", "--no-renames")
    for listed in (
        _git(root, *compare, parted or base, "--"),
        _git(root, "ls-files", "--others", "--exclude-standard", "-z"),
    ):
        for name in filter(None, listed.split("\0")):
            yield os.path.realpath(root / name)


def _git(folder: Path, *arguments: str, may_fail: bool = False) -> str:
    """Return what git prints in a folder; nothing where it may fail and does. Raises GitError."""
    import subprocess

    program = shutil.which("git")
    if program is None:
        raise GitError(_NO_GIT)
    own = (program, "-c", "core.fsmonitor=false", *arguments)
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(
            own,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise GitError(_TOO_LONG.fill(n=_SECONDS)) from None
    except (OSError, ValueError) as error:
        said = reason(error) if isinstance(error, OSError) else str(error)
        raise GitError(_FAILED.fill(said=said)) from None
    if done.returncode == 0:
        return os.fsdecode(done.stdout)
    if may_fail:
        return ""
    raise GitError(_failure(folder, arguments, done.stderr.decode(errors="replace").strip()))


def _failure(folder: Path, arguments: tuple[str, ...], said: str) -> Text:
    """Return in words why git failed."""
    if "not a git repository" in said:
        return _NO_REPOSITORY.fill(folder=without_controls(os.path.abspath(folder)))
    if "--verify" in arguments:
        return _NO_REVISION.fill(revision=without_controls(arguments[-1].removesuffix("^{commit}")))
    lines = said.splitlines() or [""]
    return _FAILED.fill(said=without_controls(lines[-1]))
