"""The nearest of some names to one that is none of them."""

from __future__ import annotations

from collections.abc import Iterable

from reportlint.language import Text

_MEANT = Text("，是不是 {name}？", ", did you mean {name}?")
_ALIKE = 0.5


def meant(name: str, names: Iterable[str]) -> Text:
    """Return the question whether the nearest name was meant, to end a message; or nothing.

    >>> print(f"没有规则 c2O2{meant('c2O2', ['A101', 'C202'])}")
    没有规则 c2O2，是不是 C202？
    """
    from difflib import get_close_matches

    by_letters = {each.casefold(): each for each in names}
    near = get_close_matches(name.casefold(), by_letters, 1, _ALIKE)
    return _MEANT.fill(name=by_letters[near[0]]) if near else Text("", "")
