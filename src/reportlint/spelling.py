"""One spelling for what is the same to a reader; nothing else in the package changes characters.

Each function says what it changes and leaves all else as it is printed: what is quoted to a reader
goes through as few of them as can be. Of two that change characters the weaker comes first. Last
come the numbers that headings, labels and paragraphs begin with: 一、 （二） 3. 4）, in any width.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

_FULL_WIDTH = "０１２３４５６７８９"
_DIGITS = str.maketrans({wide: str(digit) for digit, wide in enumerate(_FULL_WIDTH)})
_WIDE_DIGIT = re.compile(f"[{_FULL_WIDTH}]")
_HALF_WIDTH = {
    **{code: code - 0xFEE0 for code in range(ord("０"), ord("ｚ") + 1)},
    **{ord(sign): ord(sign) - 0xFEE0 for sign in "％．－～"},
}
# Browsers print some ideographs as the radicals that look the same. NFKC knows the older ones.
_RADICALS = str.maketrans(
    {chr(code): normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    | dict(
        zip(
            "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
            "母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
            strict=True,
        )
    )
)
_ZERO_WIDTH = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_NOTES = "¹²³⁰⁴-⁹₀-₉①-⒛⓪-⓿❶-➓㉈-㉏㉑-㉟㊱-㊿\U0001f100-\U0001f10c"
_NOTE = re.compile(f"[{_NOTES}]")
_NOTE_WITHIN = re.compile(rf"(?<=\d)[{_NOTES}]+(?=\d)")
_FIGURES = re.compile(f"([{_NOTES}¼-¾⅐-ↈ]+)")
"""Raised, circled and bracketed figures, fractions, Roman numerals: no digits to a reader."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile(r"\r+\n|\r")
_PUNCTUATION = re.compile(r"[\W_]+")


def with_line_feeds(text: str) -> str:
    r"""Return text whose lines end with a line feed alone.

    Programs that end lines twice over write two carriage returns before one line feed.

    >>> with_line_feeds("a\r\nb\rc\r\r\nd")
    'a\nb\nc\nd'
    """
    return _LINE_ENDS.sub("\n", text) if "\r" in text else text


def without_controls(text: str) -> str:
    r"""Return text without the characters that neither XML nor a reader knows.

    >>> without_controls("a\0b\nc")
    'ab\nc'
    """
    return _CONTROLS.sub("", text)


def printable(text: str) -> str:
    r"""Return text with one kind of line end and without what no document can hold.

    >>> printable("a\r\nb\0")
    'a\nb'
    """
    return without_controls(with_line_feeds(text))


def without_zero_width(text: str) -> str:
    r"""Return text without the characters that take no room: soft hyphens, joiners, directions.

    >>> without_zero_width("政\u200b府")
    '政府'
    """
    return _ZERO_WIDTH.sub("", text) if _ZERO_WIDTH.search(text) else text


def with_ideographs(text: str) -> str:
    r"""Return text with the ideographs that its radicals stand for.

    >>> with_ideographs("⽂⻚")
    '文页'
    """
    return text.translate(_RADICALS)


def unspaced(text: str) -> str:
    r"""Return text without white space.

    >>> unspaced(" 自 然\n人 ")
    '自然人'
    """
    return "".join(text.split())


def single_spaced(text: str) -> str:
    r"""Return text on one line, with one blank where it has white space.

    >>> single_spaced(" 本年\n 新收 ")
    '本年 新收'
    """
    return " ".join(text.split())


def half_width(text: str) -> str:
    """Return text with its full-width digits, letters, `％．－～` in ASCII, each in its place.

    >>> half_width("１２．５％（Ａ）")
    '12.5%（A）'
    """
    return text.translate(_HALF_WIDTH)


def squeezed(text: str) -> str:
    """Return text without white space, its digits in ASCII: titles and dates are looked for so.

    >>> squeezed("２０２４ 年（1 月）")
    '2024年（1月）'
    """
    joined = unspaced(text)
    return joined.translate(_DIGITS) if _WIDE_DIGIT.search(joined) else joined


def folded(text: str) -> str:
    """Return text with one character for all its forms (NFKC), a minus sign as a hyphen.

    Figures that are no digits to a reader stay as they are.

    >>> folded("３２０．２３ ㎏（−１）"), folded("41235¹ ½ Ⅻ")
    ('320.23 kg(-1)', '41235¹ ½ Ⅻ')
    """
    pieces = _FIGURES.split(text) if _FIGURES.search(text) else [text]
    pieces[::2] = [normalize("NFKC", piece) for piece in pieces[::2]]
    return "".join(pieces).replace("−", "-")


def note_marks(text: str) -> tuple[str, ...]:
    """Return the characters that refer to notes: raised, lowered, circled and bracketed figures.

    >>> note_marks("41235①²"), note_marks("½㈠")
    (('①', '²'), ())
    """
    return tuple(_NOTE.findall(text))


def without_note_marks(text: str) -> str:
    """Return text without the characters that refer to notes, digits on both sides kept apart.

    >>> without_note_marks("行政许可①"), without_note_marks("4①1235")
    ('行政许可', '4  1235')
    """
    return _NOTE.sub("", _NOTE_WITHIN.sub("  ", text)) if _NOTE.search(text) else text


@lru_cache(maxsize=2048)
def compact(text: str) -> str:
    """Return folded text without white space: cells are read, and names compared, so.

    >>> compact("３２０．２３ 万元")
    '320.23万元'
    """
    return unspaced(folded(text))


def letters(text: str) -> str:
    """Return the letters, ideographs and digits of a text, folded.

    >>> letters("甲 乙（丙）_１")
    '甲乙丙1'
    """
    return _PUNCTUATION.sub("", folded(text))


DIGITS = "一二三四五六七八九"
_TEN = f"{DIGITS}十"
_NUMBER = re.compile(
    rf"[(（]?\s*(?:[{_TEN}]{{1,3}}|[0-9０-９]{{1,2}})\s*"
    r"(?:[)）][、.．]?|[、.．:：](?![0-9０-９]))"
)
_SECTION = re.compile(rf"([{_TEN}])[、.．]")


def is_numbered(text: str) -> bool:
    """Whether text begins with a number that counts it.

    >>> is_numbered("（一）予以公开"), is_numbered("１．属于"), is_numbered("3.5")
    (True, True, False)
    """
    return _NUMBER.match(text.lstrip()) is not None


def unnumbered(text: str) -> str:
    """Return text without the number that it begins with, if one does.

    >>> unnumbered("１．予以公开")
    '予以公开'
    """
    found = _NUMBER.match(text)
    return text[found.end() :] if found else text


def section_number(heading: str) -> int | None:
    """Return the number of a section's heading.

    >>> section_number("五、存在的主要问题"), section_number("（五）其他")
    (5, None)
    """
    found = _SECTION.match(compact(heading))
    return _TEN.index(found[1]) + 1 if found else None
