"""What a run would take, shown in place of the run: the settings, or the files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Literal

import click

from reportlint.cli.printing import print_text
from reportlint.cli.selection import Selection
from reportlint.files.account import entries
from reportlint.files.sources import Listing, Source
from reportlint.findings import Omission
from reportlint.language import Language, Text
from reportlint.output import text as text_output
from reportlint.settings import Settings

Shown = Literal["settings", "files"]

_DEFAULTS = Text("没有设置文件，以下是默认值", "no settings file; these are the defaults")


def shown_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options, and pass it which is asked for as `shown`."""
    show_settings = click.option(
        "--show-settings",
        "shown",
        flag_value="settings",
        help="只显示所用的设置。 Show the settings that hold, and check nothing.",
    )
    show_files = click.option(
        "--show-files",
        "shown",
        flag_value="files",
        help="只列出要检查的文件。 List the files that would be checked, and check nothing.",
    )
    return show_settings(show_files(command))


def show_settings(chosen: Selection, own: Settings, lang: Language) -> None:
    """Print the settings that hold as TOML, those of each file that states them apart.

    `own` are those of the working folder, from which some are taken for every file.
    """
    for used in chosen.used:
        stated = used.of_working_folder(own)
        where = os.path.relpath(used.file) if used.file else _DEFAULTS.of(lang)
        print_text(f"# {text_output.printable(where)}\n{stated.to_toml()}")


def show_files(
    paths: Iterable[str | Source], exclude: tuple[str, ...], lang: Language, *, quiet: bool
) -> None:
    """Print the names of the files, and on standard error which were left out."""
    listing = Listing(exclude)
    found = [each for path in paths for each in listing.files(path)]
    for source in found:
        if isinstance(source, Source):
            print_text(text_output.printable(source.name))
    if not quiet:
        left_out = entries(each for each in found if isinstance(each, Omission))
        if said := text_output.account(tuple(left_out)).of(lang):
            print_text(said, err=True)
