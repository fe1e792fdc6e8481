"""Which files and rules a run takes, by the command line, else by each file's settings."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from reportlint.acceptances.acceptance import Acceptance
from reportlint.cli.options import settings_by_file
from reportlint.files.sources import STDIN, walked
from reportlint.findings import Finding, Findings
from reportlint.settings import Settings, SettingsByFile


@dataclass(frozen=True)
class Selection:
    """The files and rules of a run.

    `paths` are those given, without the files that their settings exclude, and `exclude` what is
    left out of folders. `select` and `ignore` hold for all files; where `varies`, they leave open
    what differs between the settings, and `kept` holds each file's findings to its own.
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
        select: tuple[str, ...] = (),
        ignore: tuple[str, ...] = (),
        exclude: tuple[str, ...] = (),
    ) -> Selection:
        """Return what the options say, and the settings of the files for what they leave open."""
        by_file = settings_by_file(context)
        folders = sorted({str(folder) for path in paths for folder in _folders(path)})
        used = list({own.file: own for own in map(by_file.of_folder, folders)}.values())
        left_out: tuple[str, ...] = ()
        if not exclude:
            paths = [path for path in paths if not _is_excluded(path, by_file)]
            of_archives = len(used) == 1 and not any(map(os.path.isdir, paths))
            shared = used[0].exclude if of_archives else ()
            left_out = (*shared, *_excluded(paths, used, by_file))
        rules = {(select or own.select, ignore or own.ignore) for own in used}
        alike = next(iter(rules)) if len(rules) == 1 else (select, ignore)
        return cls(
            tuple(paths), *alike, (*exclude, *left_out), tuple(used), len(rules) > 1, by_file
        )

    @property
    def accept(self) -> tuple[Acceptance, ...]:
        """The acceptances of all settings; each says which files it is for."""
        return tuple(acceptance for own in self.used for acceptance in own.accept)

    @property
    def files(self) -> tuple[str, ...]:
        """The settings files, as the user sees them from the working folder."""
        return tuple(os.path.relpath(own.file) for own in self.used if own.file)

    def kept(self, findings: Findings) -> Findings:
        """Return the findings that each file's own settings ask for."""
        if not self.varies:
            return findings
        found = tuple(x for x in findings if self._is_asked_for(x))
        return replace(findings, found=found)

    def _is_asked_for(self, finding: Finding) -> bool:
        place, code = finding.location, finding.code
        own = self.by_file.of_file(place.file) if place else Settings()
        select, ignore = self.select or own.select, self.ignore or own.ignore
        return code.startswith(select or ("",)) and not (ignore and code.startswith(ignore))


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
