"""Reports read from, and files written for, the commands that take one."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from reportlint.errors import reason
from reportlint.files.reading import Reading
from reportlint.files.sources import Source
from reportlint.language import Language, Text
from reportlint.output import text as text_output
from reportlint.report import Report

Write = Callable[[Report], bytes]


class Failure(click.ClickException):
    """Something could not be read or written."""

    exit_code = 2


def writer_for(output: str, writers: dict[str, Write]) -> Write:
    """Return the writer for a file of that name; a UsageError names those that there are."""
    suffix = Path(output).suffix.lower() or output
    if suffix not in writers:
        raise click.UsageError(f"{output}: {', '.join(writers)}")
    return writers[suffix]


def read_report(path: str, lang: Language) -> Report:
    """Return the report that a file holds; Failure where none could be read."""
    (result,) = Reading(processes=1).reports([Source(path)])
    if isinstance(result, Report):
        return result
    raise Failure(f"{text_output.place(result.location, lang)}: {result.message.of(lang)}")


def replace_file(path: Path, content: bytes, lang: Language) -> None:
    """Write a file whole or not at all; where there is one, its links and permissions stay."""
    try:
        target = Path(os.path.realpath(path))
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".reportlint-") as folder:
            whole = Path(folder, target.name)
            whole.write_bytes(content)
            if target.exists():
                shutil.copymode(target, whole)
            whole.replace(target)
    except OSError as error:
        text = Text("无法写入：{reason}", "cannot be written: {reason}").fill(reason=reason(error))
        raise Failure(f"{path}: {text.of(lang)}") from None
