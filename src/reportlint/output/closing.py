"""The line that closes a run of which there is nothing more to say."""

from __future__ import annotations

from collections.abc import Mapping

from reportlint.language import Language, Text

_SUMMARY = Text(
    "检查了 {reports} 份报告：{errors} 处错误，{warnings} 处警告，{notes} 处提示",
    "reports checked: {reports}; errors: {errors}, warnings: {warnings}, notes: {notes}",
)


def summary(counts: Mapping[str, int], language: Language) -> str:
    """Return how many reports were checked and what was found."""
    return _SUMMARY.fill(**counts).of(language)


def closing_line(
    counts: Mapping[str, int], language: Language, more: str = "", code: int = 0
) -> str:
    """Return the summary in colours, then what `more` there is to say.

    `code` is the exit code, which is not 0 where something is wrong.
    """
    import click

    line = summary(counts, language) + more
    return click.style(line, fg="red" if code else "green", bold=True)
