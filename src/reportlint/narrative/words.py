"""Words of the prose that name no part of the form: fillers, channels, changes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import product

from reportlint.form.schema import package_folder


def expand(wording: str) -> Iterator[str]:
    """Yield every text that a wording stands for.

    >>> list(expand("(上年|去年)结转"))
    ['上年结转', '去年结转']
    """
    pieces = re.split(r"[()]", wording)
    yield from map("".join, product(*(piece.split("|") for piece in pieces)))


def expanded(wordings: Iterable[str]) -> list[str]:
    """Return every text that wordings stand for, in their order."""
    return [text for wording in wordings for text in expand(wording)]


def _stated() -> dict[str, list[str]]:
    path = package_folder() / "vocabulary" / "prose.json"
    words: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))["words"]
    return {name: expanded(wordings) for name, wordings in words.items()}


_WORDS = _stated()

FILLERS = frozenset(_WORDS["fillers"])
"""Words that change nothing in what a number counts."""

CHANNELS = frozenset(_WORDS["channels"])
"""How applications come in. One of them narrows a number to a part; several are the whole."""

CHANNEL_MARKS = tuple(_WORDS["channelMarks"])
"""What tells that a label is a channel, whatever else is in it."""

MEASURES, MANNERS = tuple(_WORDS["measures"]), tuple(_WORDS["manners"])
"""Verbs of what was done for disclosure in general, and how."""

RISES, FALLS = tuple(_WORDS["rises"]), tuple(_WORDS["falls"])
"""Verbs of a change upwards and downwards."""
