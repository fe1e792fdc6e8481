"""Which files and rules a run takes, by the command line, else by each file's settings."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path

import click

from reportlint.acceptances.acceptance import Acceptance
from reportlint.cli.options import PATH, RuleOptions, exclude_option, settings_by_file
from reportlint.files.sources import STDIN, Source, walked
from reportlint.findings import Finding, Findings, Omission
from reportlint.language import Language, Text
from reportlint.settings import Settings, SettingsByFile
from reportlint.severities import graded

_STDIN_ALONE = Text("--stdin-filename 用于标准输入，请给出 -", "--stdin-filename goes with -")
_NOT_IN_GIT = Text(
    "--diff-base 不能用于标准输入", "--diff-base is for files; standard input is none"
)
_UNCHANGED = Text("自 {revision} 以来没有改动", "nothing has changed since {revision}")


@dataclass(frozen=True)
class PathOptions:
    """The paths that are given, the name of standard input, and since when files count."""

    paths: tuple[str, ...]
    exclude: tuple[str, ...] = ()
    stdin_name: str = STDIN
    since: str | None = None

    def changed(
        self, paths: Sequence[str | Source], exclude: tuple[str, ...]
    ) -> tuple[list[str | Source], list[Omission]]:
        """Return what of the paths has changed, and the changed files that are left out."""
        if self.since is None:
            return list(paths), []
        from reportlint.files.changed import changed

        given = [path for path in paths if isinstance(path, str)]
        found = list(changed(given, self.since, exclude))
        sources = [each for each in found if isinstance(each, Source)]
        return [*sources], [each for each in found if isinstance(each, Omission)]

    def unchanged(self, lang: Language) -> str:
        """Return the remark that nothing has changed."""
        return _UNCHANGED.fill(revision=self.since).of(lang)


def path_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options, and pass it what they say as `given`."""

    @click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=PATH)
    @exclude_option
    @click.option(
        "--stdin-filename",
        metavar="FILE",
        help="标准输入所用的文件名，与 - 同用。 The name that standard input goes by.",
    )
    @click.option(
        "--diff-base",
        metavar="REV",
        help="只检查自该 git 版本以来有改动的文件。 Only files changed in git since.",
    )
    @wraps(command)
    def with_paths(
        *,
        paths: tuple[str, ...],
        exclude: tuple[str, ...],
        stdin_filename: str | None,
        diff_base: str | None,
        lang: Language,
        **others: object,
    ) -> None:
        if stdin_filename is not None and STDIN not in paths:
            raise click.UsageError(_STDIN_ALONE.of(lang))
        if diff_base is not None and STDIN in paths:
            raise click.UsageError(_NOT_IN_GIT.of(lang))
        given = PathOptions(paths, exclude, stdin_filename or STDIN, diff_base)
        command(lang=lang, given=given, **others)

    return with_paths


@dataclass(frozen=True)
class Selection:
    """The files and rules of a run.

    `paths` are those given, without the files that their settings exclude, and `exclude` what is
    left out of folders. `select` and `ignore` hold for all files; where `varies`, they leave open
    what differs between the settings, and `stated` holds each file's findings to its own.
    """

    paths: tuple[str | Source, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    exclude: tuple[str, ...]
    used: tuple[Settings, ...]
    varies: bool
    by_file: SettingsByFile

    @classmethod
    def of(
        cls,
        context: click.Context,
        given: PathOptions,
        rules: RuleOptions | None = None,
    ) -> Selection:
        """Return what the options say, and the settings of the files for what they leave open."""
        by_file = settings_by_file(context).under((rules or RuleOptions()).over)
        name, exclude = given.stdin_name, given.exclude
        paths = [name if path == STDIN else path for path in given.paths]
        folders = sorted({str(folder) for path in paths for folder in _folders(path)})
        used = list({own.file: own for own in map(by_file.of_folder, folders)}.values())
        left_out: tuple[str, ...] = ()
        if not exclude:
            files = {path for path in paths if os.path.isfile(path)} | ({name} - {STDIN})
            paths = [x for x in paths if x not in files or not by_file.of_file(x).excludes(x)]
            of_archives = len(used) == 1 and not any(map(os.path.isdir, paths))
            shared = used[0].exclude if of_archives else ()
            left_out = (*shared, *_excluded(paths, used, by_file))
        chosen = {(own.chosen, own.ignore) for own in used}
        alike = next(iter(chosen)) if len(chosen) == 1 else ((), ())
        varies = len(chosen) > 1 or any(own.per_file_ignores for own in used)
        left_out = (*exclude, *left_out)
        named = [Source.stdin(x) if x == name and STDIN in given.paths else x for x in paths]
        return cls(tuple(named), *alike, left_out, tuple(used), varies, by_file)

    @property
    def accept(self) -> tuple[Acceptance, ...]:
        """The acceptances of all settings; each says which files it is for."""
        return tuple(acceptance for own in self.used for acceptance in own.accept)

    @property
    def files(self) -> tuple[str, ...]:
        """The settings files, as the user sees them from the working folder."""
        return tuple(os.path.relpath(own.file) for own in self.used if own.file)

    def stated(self, findings: Findings) -> Findings:
        """Return the findings that each file's own settings ask for."""
        return findings.kept(self._is_asked_for) if self.varies else findings

    def graded(self, findings: Findings) -> Findings:
        """Return findings as grave as each file's own settings say."""
        if not any(own.severity for own in self.used):
            return findings
        return graded(findings, lambda x: self.by_file.of_file(x.file).severity)

    def _is_asked_for(self, finding: Finding) -> bool:
        own = self.by_file.of_file(finding.file) if finding.file else Settings()
        return any(own.asks_for(code, finding.file) for code in finding.codes)


def _folders(path: str) -> Iterator[Path]:
    """Yield the folders in which files of a path may be."""
    if path == STDIN:
        yield Path()
    elif os.path.isdir(path):
        for parent, _ in walked(path):
            yield Path(parent)
    else:
        yield next((x for x in Path(path).parents if os.path.isdir(x)), Path())


def _excluded(
    paths: Sequence[str], used: Sequence[Settings], by_file: SettingsByFile
) -> Iterator[str]:
    """Yield the absolute paths of the files in folders that their own settings leave out."""
    if not any(own.exclude for own in used):
        return
    for path in paths:
        for parent, names in walked(path):
            own = by_file.of_folder(parent)
            for name in names if own.exclude else ():
                if own.excludes(file := Path(parent, name)):
                    yield os.path.abspath(file)
