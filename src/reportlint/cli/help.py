"""The help of commands in one language, click's own words too, with examples.

Texts of commands and options stand in both: `中文。 English.`, or a paragraph each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import copy

import click

from reportlint.cli.examples import EXAMPLES
from reportlint.cli.wrapping import columns, wrapped
from reportlint.language import Language, Text

_BOTH = re.compile(r"(?s)(?P<zh>.*?。) ?(?P<en>[A-Z0-9\"].*?)(?P<more>  \[[^]]*\])?")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_EXAMPLES = Text("例如", "Examples")
_WORDS = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "Show this message and exit.": "显示本说明。",
    "Show the version and exit.": "显示版本。",
    "INTEGER RANGE": "整数",
    "FLOAT RANGE": "数",
    "INTEGER": "整数",
    "TEXT": "文字",
    "default: ": "默认 ",
    "required": "必填",
    "; ": "；",
}
"""What click says in English."""
_FIRST = 24
"""Columns, at most, of the options beside what is said of them."""


def spoken(text: str, language: Language) -> str:
    """Return what a text of both languages says in one.

    >>> spoken("输出格式。 Output format.  [x>=1]", "zh")
    '输出格式。  [x>=1]'
    """
    if (both := _BOTH.fullmatch(text)) is not None and _CHINESE.search(both["zh"]):
        return both["zh" if language == "zh" else "en"] + (both["more"] or "")
    return text


class Help(click.HelpFormatter):
    """Writes help in one language, so wide as it is shown: a Chinese character takes two columns.

    What goes on is indented below where it began.
    """

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is called."""
        before = f"{self._said(prefix or 'Usage:').rstrip()} {prog} "
        self._write(self._said(args), before.replace("： ", "："))

    def write_heading(self, heading: str) -> None:
        """Write the heading of a part."""
        sign = "：" if self.language == "zh" else ":"
        self.write(f"{' ' * self.current_indent}{self._said(heading)}{sign}\n")

    def write_text(self, text: str) -> None:
        """Write the paragraphs that are in the language."""
        paragraphs = [" ".join(each.split()) for each in re.split(r"\n\s*\n", text)]
        both = any(_BOTH.fullmatch(each) for each in paragraphs)
        own = [x for x in paragraphs if both or self._is_own(x)]
        for number, paragraph in enumerate(own):
            self.write("\n" if number else "")
            self._write(spoken(paragraph, self.language), " " * self.current_indent)

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = _FIRST, col_spacing: int = 2
    ) -> None:
        """Write what is said of each option or command beside it, or below where that is long."""
        named = [(self._said(first), self._said(spoken(x, self.language))) for first, x in rows]
        widest = max((columns(first) for first, _ in named), default=0)
        left = self.current_indent + min(widest, col_max) + col_spacing
        for first, second in named:
            head = f"{' ' * self.current_indent}{first}"
            if columns(head) + col_spacing > left:
                self.write(f"{head}\n")
                head = ""
            self._write(second, head + " " * (left - columns(head)), left)

    def write_examples(self, examples: Sequence[tuple[Text, Text]]) -> None:
        """Write lines to type, each below what it does."""
        with self.section(_EXAMPLES.of(self.language)):
            for line, said in examples:
                indent = " " * self.current_indent
                self._write(f"# {said.of(self.language)}", indent, len(indent) + 2)
                self.write(f"{indent}{line.of(self.language)}\n")

    def _is_own(self, paragraph: str) -> bool:
        is_chinese = _CHINESE.match(paragraph) is not None
        return is_chinese == (self.language == "zh")

    def _write(self, text: str, before: str, indent: int | None = None) -> None:
        """Write text after what stands before it, and indented so far where it goes on."""
        hanging = columns(before) if indent is None else indent
        for number, line in enumerate(wrapped(text, self.width - hanging)):
            self.write(f"{' ' * hanging if number else before}{line}".rstrip() + "\n")

    def _said(self, words: str) -> str:
        """Return words of click in the language."""
        if self.language == "zh":
            for english, chinese in _WORDS.items():
                words = words.replace(english, chinese)
        return words


def help_of(context: click.Context, language: Language) -> str:
    """Return the help of a command with its examples."""
    written = Help(language)
    context.command.format_help(context, written)
    if examples := EXAMPLES.get(context.command.name or ""):
        written.write_examples(examples)
    return written.getvalue().rstrip("\n")


def in_one_language(command: click.Command, language: Language) -> click.Command:
    """Return a command that says in one language what is shown beside completions."""
    own = copy(command)
    own.params = [copy(each) for each in command.params]
    for each in own.params:
        if isinstance(each, click.Option):
            each.help = spoken(each.help or "", language)
    return own
