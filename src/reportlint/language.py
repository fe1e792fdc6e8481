"""Texts that users read, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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


def joined(texts: Iterable[Text]) -> Text:
    """Return texts as one, parted by semicolons.

    >>> joined([Text("一", "one"), Text("二", "two")]).of("en")
    'one; two'
    """
    all_of_them = list(texts)
    return Text("；".join(x.zh for x in all_of_them), "; ".join(x.en for x in all_of_them))


def _of(values: dict[str, object], language: Language) -> dict[str, object]:
    return {
        name: value.of(language) if isinstance(value, Text) else value
        for name, value in values.items()
    }
