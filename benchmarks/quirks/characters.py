"""Quirks of the characters themselves, which any format can hold."""

from __future__ import annotations

from benchmarks.quirks.quirk import Quirk


def _wide(n: str) -> str:
    return n.translate({48 + i: 0xFF10 + i for i in range(10)})


def _mathematical(n: str) -> str:
    return n.translate({48 + i: 0x1D7CE + i for i in range(10)})


def _grouped(n: str, by: str) -> str:
    return f"{int(n):,}".replace(",", by)


ROUND_NUMBERS = (
    Quirk("full width", _wide, of_numbers=True),
    Quirk("mathematical figures", _mathematical, of_numbers=True),
    Quirk("zero-width space after", lambda n: f"{n}\u200b"),
    Quirk("zero-width space within", lambda n: f"{n[:1]}\u200b{n[1:]}"),
    Quirk("thousands by comma", lambda n: _grouped(n, ","), of_numbers=True),
    Quirk("thousands by wide comma", lambda n: _grouped(n, "，"), of_numbers=True),
    Quirk("unit", lambda n: f"{n}件", of_numbers=True),
    Quirk("plus sign", lambda n: f"+{n}", of_numbers=True),
)
"""Of these one may stand together with one that holds for any text."""

CHARACTERS = (
    Quirk("plain", str),
    Quirk("blank", lambda _: "", "unknown"),
    *ROUND_NUMBERS,
    Quirk("superscript figure", lambda n: f"{n}¹"),
    Quirk("superscript figures", lambda n: f"{n}¹²"),
    Quirk("subscript figure", lambda n: f"{n}₂"),
    Quirk("circled figure", lambda n: f"{n}①"),
    Quirk("circled figure before", lambda n: f"③{n}"),
    Quirk("double circled figure", lambda n: f"{n}⓵"),
    Quirk("negative circled figure", lambda n: f"{n}❶"),
    Quirk("circled twenty-one", lambda n: f"{n}㉑"),
    Quirk("bracketed figure", lambda n: f"{n}⑴"),
    Quirk("asterisk", lambda n: f"{n}*"),
    Quirk("reference mark", lambda n: f"{n}※"),
    Quirk("note in brackets", lambda n: f"{n}[1]"),
    Quirk("the word note", lambda n: f"{n}注1", of_numbers=True),
    Quirk("the word note in brackets", lambda n: f"{n}（注）"),
    Quirk("only a circled figure", lambda _: "①", "unknown"),
    Quirk("only a superscript", lambda _: "²", "unknown"),
    Quirk("fraction", lambda n: f"{n}½", "unknown"),
    Quirk("Roman numeral", lambda _: "Ⅻ", "unknown"),
    Quirk("percentage", lambda n: f"{n}%", "unknown"),
    Quirk("per mille", lambda n: f"{n}‰", "unknown"),
    Quirk("about", lambda n: f"约{n}", "unknown"),
    Quirk("more than", lambda n: f"{n}余", "unknown"),
    Quirk("at least", lambda n: f"≥{n}", "unknown"),
    Quirk("letter for a figure", lambda n: f"{n}O", "unknown"),
    Quirk("range", lambda n: f"{n}-{n}1", "unknown"),
    Quirk("word joiner", lambda n: f"{n[:1]}\u2060{n[1:]}"),
    Quirk("byte order mark", lambda n: f"\ufeff{n}"),
    Quirk("left-to-right mark", lambda n: f"\u200e{n}\u200e"),
    Quirk("bidi embedding", lambda n: f"\u202a{n}\u202c"),
    Quirk("bidi isolate", lambda n: f"\u2066{n}\u2069"),
    Quirk("soft hyphen", lambda n: f"{n[:1]}\u00ad{n[1:]}"),
    Quirk("variation selector", lambda n: f"{n}\ufe0e"),
    Quirk("no-break space before", lambda n: f"\u00a0{n}"),
    Quirk("ideographic space after", lambda n: f"{n}\u3000"),
    Quirk("explanation", lambda n: f"{n}（其中修订16件）", of_numbers=True),
    Quirk("explanation in half width", lambda n: f"{n}(其中自然失效2件)", of_numbers=True),
    Quirk("unit and note", lambda n: f"{n}件①", of_numbers=True),
    Quirk("note and unit", lambda n: f"{n}①件", of_numbers=True),
)

WITH_BLANKS = (
    *CHARACTERS,
    Quirk("thousands by blank", lambda n: _grouped(n, " "), of_numbers=True),
    Quirk("thousands by no-break space", lambda n: _grouped(n, "\u00a0"), of_numbers=True),
    Quirk("thousands by thin space", lambda n: _grouped(n, "\u2009"), of_numbers=True),
    Quirk("letter-spacing", " ".join, fewest=3),
    Quirk("two numbers", lambda n: f"{n[:-2]} {n[-2:]}", "unknown", 5),
    Quirk("two numbers far apart", lambda n: f"{n[:-2]}     {n[-2:]}", "unknown", 5),
    Quirk("two wide-spaced numbers", lambda n: f"{n[:-2]}\u3000{n[-2:]}", "unknown", 5),
    Quirk("blank before a unit", lambda n: f"{n} 件", of_numbers=True),
    Quirk("blank before an explanation", lambda n: f"{n} （其中新增2件）", of_numbers=True),
)
"""For formats in which a cell may hold blanks."""

WITH_WIDE_BLANKS = (
    *WITH_BLANKS,
    Quirk("wide blank before three figures", lambda n: f"{n[:-3]}     {n[-3:]}", "unknown", 5),
)
"""For formats that show as many blanks as are written."""
