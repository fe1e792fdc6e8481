"""Which files and rules a run takes, by the command line, else by each file's settings."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from reportlint.acceptances.acceptance import Acceptance
from reportlint.cli.options import RuleOptions, settings_by_file
from reportlint.files.sources import STDIN, walked
from reportlint.findings import Finding, Findings
from reportlint.settings import Settings, SettingsByFile
from reportlint.severities import graded


@dataclass(frozen=True)
class Selection:
    """The files and rules of a run.

    `paths` are those given, without the files that their settings exclude, and `exclude` what is
    left out of folders. `select` and `ignore` hold for all files; where `varies`, they leave open
    what differs between the settings, and `stated` holds each file's findings to its own.
    """

    paths: tuple[str, ...]
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
        paths: Sequence[str],
        rules: RuleOptions | None = None,
        exclude: tuple[str, ...] = (),
    ) -> Selection:
        """Return what the options say, and the settings of the files for what they leave open."""
        by_file = settings_by_file(context).under((rules or RuleOptions()).over)
        folders = sorted({str(folder) for path in paths for folder in _folders(path)})
        used = list({own.file: own for own in map(by_file.of_folder, folders)}.values())
        left_out: tuple[str, ...] = ()
        if not exclude:
            paths = [path for path in paths if not _is_excluded(path, by_file)]
            of_archives = len(used) == 1 and not any(map(os.path.isdir, paths))
            shared = used[0].exclude if of_archives else ()
            left_out = (*shared, *_excluded(paths, used, by_file))
        chosen = {(own.chosen, own.ignore) for own in used}
        alike = next(iter(chosen)) if len(chosen) == 1 else ((), ())
        varies = len(chosen) > 1 or any(own.per_file_ignores for own in used)
        left_out = (*exclude, *left_out)
        return cls(tuple(paths), *alike, left_out, tuple(used), varies, by_file)

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


def _is_excluded(path: str, by_file: SettingsByFile) -> bool:
    return os.path.isfile(path) and by_file.of_file(path).excludes(path)


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
