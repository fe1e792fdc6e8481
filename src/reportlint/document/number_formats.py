"""Number formats of workbooks: the text that a cell shows for the number that it holds.

Only what changes what a person reads is carried out (ECMA-376 part 1, 18.8.31): sections and their
conditions, literal text, thousands, scaling by commas, per cent. Decimals that a format merely
hides are shown, since they are the cell's; what is scaled is rounded as it is on the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import groupby

_TOKEN = re.compile(
    r"""(?P<general>General|G/通用格式|通用格式|@)
    | "(?P<quoted>[^"]*)" | [\\!](?P<escaped>.) | _(?P<space>.) | \*(?P<filler>.)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<digit>[0#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%)
    | (?P<power>E[+-]) | (?P<date>AM/PM|A/P|上午/下午|[ymdhsYMDHSeE]) | (?P<literal>.)""",
    re.VERBOSE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_CURRENCY = re.compile(r"\$([^-]*)")
_ELAPSED = re.compile(r"[hmsHMS]+")
_LONGEST = 255
"""Characters of a format, by the standard."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _FormatSection:
    """One of the parts that `;` separates, and the numbers that it is for."""

    tokens: tuple[_Token, ...]
    condition: tuple[str, Decimal] | None

    def takes(self, number: Decimal) -> bool:
        """Whether its condition holds."""
        if self.condition is None:
            return False
        sign, bound = self.condition
        return {
            "<": number < bound,
            "<=": number <= bound,
            ">": number > bound,
            ">=": number >= bound,
            "=": number == bound,
            "<>": number != bound,
        }[sign]


_FRACTION = _Token("literal", "/")
"""Between the figures of a format, shows what is left of a whole number as a fraction."""


def is_date(code: str) -> bool:
    """Whether a format shows a number as a date or a time.

    >>> is_date("yyyy-mm-dd"), is_date("0_d"), is_date('0"日"'), is_date("[h]:mm")
    (True, False, False, True)
    """
    return any(token.kind == "date" for section in _sections(code) for token in section.tokens)


BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);(#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);(#,##0.00)",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), "yyyy/m/d"),
}
"""The formats that every workbook has without stating them, by number; the others show all."""


def shown_number(number: Decimal, code: str) -> str:
    """Return the text that a number has in a format that is no date's.

    >>> [shown_number(Decimal(41235), x) for x in ("General", '0"件"', "#,##0", '0!.0,"万"', "0%")]
    ['41235', '41235件', '41,235', '4.1万', '4123500%']
    >>> shown_number(Decimal(41235), "# ?/?")
    '41235'
    """
    section, negative = _section_of(number, _sections(code))
    kinds = {token.kind for token in section.tokens}
    if _FRACTION in section.tokens and "digit" in kinds:
        return negative + _plain(abs(number))
    if "general" in kinds or kinds & {"power"} or not kinds & {"digit"}:
        return _general(section.tokens, abs(number), negative)
    return negative + _digits(section.tokens, abs(number))


def _section_of(number: Decimal, sections: Sequence[_FormatSection]) -> tuple[_FormatSection, str]:
    """Return the section for a number, and the sign that it does not itself show."""
    sign = "-" if number < 0 else ""
    numeric = sections[:3]
    if any(section.condition for section in numeric):
        taken = (section for section in numeric if section.takes(number))
        rest = (section for section in numeric if section.condition is None)
        return next(taken, None) or next(rest, numeric[-1]), sign
    if len(numeric) == 1:
        return numeric[0], sign
    if number < 0:
        return numeric[1], ""
    return numeric[2] if number == 0 and len(numeric) == 3 else numeric[0], ""


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_FormatSection, ...]:
    tokens = list(_tokens(code[:_LONGEST]))
    parts: list[list[_Token]] = [[]]
    for token in tokens:
        if token == _Token("literal", ";"):
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(_FormatSection(tuple(part), _condition(part)) for part in parts)


def _tokens(code: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(code):
        kind = str(found.lastgroup)
        text = found[kind]
        if kind in ("quoted", "escaped"):
            yield _Token("text", text)
        elif kind == "space":
            yield _Token("text", " ")
        elif kind == "bracket":
            yield _bracket(text)
        elif kind != "filler":
            yield _Token(kind, text)


def _bracket(text: str) -> _Token:
    """A currency, a condition, an elapsed time; a colour or a locale shows nothing."""
    if currency := _CURRENCY.match(text):
        return _Token("text", currency[1])
    if _ELAPSED.fullmatch(text):
        return _Token("date", text)
    return _Token("condition", text) if _CONDITION.fullmatch(text) else _Token("text", "")


def _condition(tokens: Sequence[_Token]) -> tuple[str, Decimal] | None:
    stated = next((token.text for token in tokens if token.kind == "condition"), None)
    found = _CONDITION.fullmatch(stated) if stated else None
    return (found[1], Decimal(found[2])) if found else None


def _general(tokens: Sequence[_Token], number: Decimal, sign: str) -> str:
    """The number as it is typed, among the text of the format; text alone hides the number."""
    kinds = {token.kind for token in tokens}
    if not kinds & {"general", "power"}:
        return "".join(token.text for token in tokens if token.kind in ("text", "literal")).strip()
    if "power" in kinds:
        return sign + _plain(number)
    words = (
        _plain(number) if token.kind == "general" else token.text
        for token in tokens
        if token.kind in ("text", "literal", "general", "percent")
    )
    return (sign + "".join(words)).strip()


def _digits(tokens: Sequence[_Token], number: Decimal) -> str:
    first = next(i for i, token in enumerate(tokens) if token.kind == "digit")
    last = max(i for i, token in enumerate(tokens) if token.kind == "digit")
    point = next((i for i, token in enumerate(tokens) if token.kind == "point"), None)
    scale = _scale(tokens, last if point is None or point > last else point, last)
    per_cent = sum(token.kind == "percent" for token in tokens)
    whole = tokens[first : last + 1 if point is None else min(point, last + 1)]
    parted = any(token.kind in ("text", "literal") and token.text.strip() for token in whole)
    places = 0 if point is None else sum(token.kind == "digit" for token in tokens[point:])
    value = number.scaleb(2 * per_cent - 3 * scale)
    if scale or per_cent or parted:
        value = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    integer, _, decimals = _plain(value).partition(".")
    grouped = any(token.kind == "comma" for token in whole[:-1])
    text = f"{int(integer):,}" if grouped and not parted else _placed(whole, integer)
    before = "".join(token.text for token in tokens[:first] if token.kind in ("text", "literal"))
    after = "".join(
        token.text for token in tokens[last + 1 :] if token.kind in ("text", "literal", "percent")
    )
    return f"{before}{text}{'.' if decimals else ''}{decimals}{after}".strip()


def _scale(tokens: Sequence[_Token], *ends: int) -> int:
    """Return how many commas directly follow the digits before the point, or the last digit."""
    runs = [
        len(list(run))
        for end in dict.fromkeys(ends)
        for is_comma, run in groupby(tokens[end + 1 :], lambda token: token.kind == "comma")
        if is_comma and tokens[end + 1].kind == "comma"
    ]
    return runs[0] if runs else 0


def _placed(tokens: Sequence[_Token], integer: str) -> str:
    """Put the figures of a whole number into the places of a format, from the right."""
    left = list(integer.lstrip("0"))
    placed: list[str] = []
    for token in reversed(tokens):
        if token.kind == "digit":
            placed.append(left.pop() if left else "0" if token.text == "0" else "")
        elif token.kind in ("text", "literal"):
            placed.append(token.text)
    return "".join(left) + "".join(reversed(placed))


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
