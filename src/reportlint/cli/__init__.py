"""The command line: a module a command, or a few that belong together.

In: arguments, files, settings.
Out: text for a terminal, documents for programs, files, an exit code.
May import: acceptances, collection, conversion, corpora, document, errors, files, findings, fix,
form, formats, frames, language, linter, location, nearest, number, opening, output, report,
reportlint, rules, settings, severities, units.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import NoReturn

from reportlint.cli.shortcuts import answer
from reportlint.language import LANGUAGES, Text


def main() -> None:
    """Run the command line; an output that cannot show a character shows its code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        printed = answer(sys.argv[1:])
        if printed is None:
            from reportlint.cli.group import cli

            cli()
        else:
            print(printed, flush=True)  # noqa: T201  (click takes longer to import)
            _leave(0)
    except OSError as error:
        if error.errno != errno.EPIPE:
            _say(error)
        _leave(2)


_OUTPUT = Text("标准输出", "standard output")


def _say(error: OSError) -> None:
    from reportlint.errors import reason

    with suppress(OSError):
        for language in LANGUAGES:
            where = error.filename or _OUTPUT.of(language)
            line = f"Error: {where}: {reason(error).of(language)}"
            print(line, file=sys.stderr, flush=True)  # noqa: T201


def _leave(code: int) -> NoReturn:
    """End at once: nothing is left to print, and to take all apart takes a sixth of the time."""
    os._exit(code)
