"""The unified social credit code (统一社会信用代码, GB 32100-2015), and its check character."""

from __future__ import annotations

import re

from reportlint.language import Text

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LENGTH = 18
_ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")

_AS_NUMBER = Text(
    "代码被电子表格当成了数，后几位已经丢失；请把这一列设为文本，重新填写",
    "the code was taken for a number by the spreadsheet, and its last digits are lost: make the "
    "column text and type it again",
)
_MAYBE_NUMBER = Text(
    "{said}（全是数字，可能被电子表格当成数，后几位已经改变；请把这一列设为文本）",
    "{said} (it is all digits: a spreadsheet may have taken it for a number and changed the last "
    "of them; make the column text)",
)
_WRONG_LENGTH = Text(
    "统一社会信用代码应为 18 位，现为 {n} 位", "a credit code has 18 characters, this one {n}"
)
_WRONG_CHARACTER = Text(
    "统一社会信用代码里不能有“{character}”", "a credit code has no {character} in it"
)
_WRONG_CHECK = Text(
    "统一社会信用代码的校验码不对：按前 17 位应为 {right}，现为 {given}",
    "the check character of the credit code is wrong: by the others it is {right}, not {given}",
)


def fault(code: str) -> Text | None:
    """Return what is wrong with a code that is written in capitals without spaces, if anything.

    >>> fault("91350100M000100Y43") is None
    True
    >>> print(fault("91350100M000100Y4X"))
    统一社会信用代码的校验码不对：按前 17 位应为 3，现为 X
    """
    if _ROUNDED.fullmatch(code):
        return _AS_NUMBER
    if len(code) != _LENGTH:
        return _WRONG_LENGTH.fill(n=len(code))
    unknown = next((x for x in code if x not in _ALPHABET), None)
    if unknown is not None:
        return _WRONG_CHARACTER.fill(character=unknown)
    right = check_character(code[:-1])
    if right == code[-1]:
        return None
    said = _WRONG_CHECK.fill(right=right, given=code[-1])
    return _MAYBE_NUMBER.fill(said=said) if code.isdecimal() else said


def check_character(body: str) -> str:
    """Return the last character of the code that begins with these 17.

    Each character counts for its place in the alphabet, times 3 to the power of its place in the
    code; what is missing to a multiple of 31 is the check character.

    >>> check_character("91350100M000100Y4")
    '3'
    """
    total = sum(_ALPHABET.index(x) * pow(3, i, 31) for i, x in enumerate(body))
    return _ALPHABET[-total % 31]
