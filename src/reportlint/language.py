"""Texts that users read, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Text:
    """One message in both languages.

    >>> Text("错误", "error").of("en")
    'error'
    """

    zh: str
    en: str

    def of(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.zh if language == "zh" else self.en

    def fill(self, **values: object) -> Text:
        """Fill the `{names}` of both texts; a `Text` value is filled in its own language.

        >>> Text("{what}为空", "{what} is blank").fill(what=Text("总计", "total")).of("en")
        'total is blank'
        """
        return Text(self.zh.format(**_of(values, "zh")), self.en.format(**_of(values, "en")))

    def __str__(self) -> str:
        return self.zh


SEMICOLON, COMMA, LIST = Text("；", "; "), Text("，", ", "), Text("、", ", ")
"""What parts clauses, shorter clauses, and the words of a list."""


def dated(day: date) -> Text:
    """Return a day as it is written in each language.

    >>> print(dated(date(2025, 2, 14)))
    2025年2月14日
    """
    return Text(f"{day.year}年{day.month}月{day.day}日", day.isoformat())


def joined(texts: Iterable[Text | str], between: Text = SEMICOLON) -> Text:
    """Return texts as one; a `str` is the same in both languages.

    >>> joined([Text("一", "one"), Text("二", "two"), "3"], LIST).zh
    '一、二、3'
    """
    each = [Text(x, x) if isinstance(x, str) else x for x in texts]
    return Text(between.zh.join(x.zh for x in each), between.en.join(x.en for x in each))


def _of(values: dict[str, object], language: Language) -> dict[str, object]:
    return {
        name: value.of(language) if isinstance(value, Text) else value
        for name, value in values.items()
    }
