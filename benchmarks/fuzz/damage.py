"""Damage to bytes and to the tokens of text, whatever the format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from random import Random

Damage = Callable[[bytes, Random], bytes]
"""Returns other bytes of a file; the same bytes and the same chance make the same."""

_VALUE = re.compile(rb"([0-9]+|(?:[\xe3-\xe9][\x80-\xbf]{2})+)")
"""A number, or words in Chinese, in UTF-8."""
_TOKEN = re.compile(rb"<[^<>]*>|[0-9]+|[A-Za-z_:]+|[^\x00-\x7f]+|\s+|.", re.DOTALL)
_LONGEST_SLICE = 200
_BYTES = (b"", b"\0", b"\xff", b"\xfe\xff", b"\x80", b"\r", b"\x1b[2J", b"\xef\xbb\xbf")
_WORDS = r"""
-1 0 00 1e999 -0 NaN Infinity 0x7 1_000 3.5 -999999999999999 9007199254740993 7件 约12
１２ ② ⅷ Ⅻ ½ 七 十二万 - — / | || , ， ; : { } [ ] ( （ " ' \ # & % = + @ * !! ~ null true
2024 1899 二〇二四 2021-02-30 year agency.name 总计 一、 （一） 某局 ...
<td> </td> <tr> </table> <table> <!-- --> <![CDATA[ &#0; &lt; &nbsp; <?xml?> ]]>
rowspan=99999 colspan='-1' hidden style='display:none' &a *a <<: !!python/name:os
"""
_SIGNS = "\t\n\u200b\u202e\u3000\ufeff\u2028\ud7ff\U0001f600\u0301"
_LONG = ("9" * 400, "（" * 60, "[" * 300)
_VALUES = tuple(b"0 7 -1 -0 1e9 1.50 12345 999999999999 9007199254740993 null".split())
_PIECES = (*_BYTES, *(text.encode() for text in (*_WORDS.split(), *_SIGNS, *_LONG)))


def damaged_bytes(content: bytes, chance: Random) -> bytes:
    """Change, insert, leave out or repeat bytes in a few places."""
    found = bytearray(content)
    for _ in range(_few(chance)):
        at = chance.randrange(len(found) + 1)
        wide = chance.randrange(1, chance.choice((2, 5, _LONGEST_SLICE)))
        old = bytes(found[at : at + wide])
        found[at : at + wide] = chance.choice(
            (b"", old * 2, chance.randbytes(len(old)), chance.choice(_PIECES), old[::-1])
        )
    return bytes(found)


def changed_bytes(content: bytes, chance: Random) -> bytes:
    """Change bytes in a few places and leave the others where they are."""
    found = bytearray(content)
    for _ in range(_few(chance)):
        at = chance.randrange(len(found))
        wide = min(chance.choice((1, 1, 2, 4)), len(found) - at)
        found[at : at + wide] = chance.choice(
            (chance.randbytes(wide), b"\0" * wide, b"\xff" * wide, found[:wide])
        )
    return bytes(found)


def cut_short(content: bytes, chance: Random) -> bytes:
    """Leave out the end, as of a file that was not downloaded whole."""
    return content[: chance.randrange(len(content) + 1)]


def damaged_tokens(content: bytes, chance: Random) -> bytes:
    """Replace, repeat, exchange or leave out tags, numbers and words in a few places."""
    return b"".join(_rearranged(_TOKEN.findall(content), chance))


def damaged_values(content: bytes, chance: Random) -> bytes:
    """Replace or exchange numbers and words in Chinese, and leave all that is round them."""
    pieces = _VALUE.split(content)
    values = range(1, len(pieces), 2)
    for _ in range(_few(chance) if values else 0):
        one, other = (chance.choice(values) for _ in range(2))
        pieces[one] = chance.choice((pieces[other], chance.choice(_VALUES), pieces[one] * 2))
    return b"".join(pieces)


def damaged_lines(content: bytes, chance: Random) -> bytes:
    """Replace, repeat, exchange or leave out lines in a few places."""
    return b"".join(_rearranged(content.splitlines(keepends=True), chance))


def one_of(damages: Sequence[Damage]) -> Damage:
    """Return the damage that is now one, now another."""

    def damage(content: bytes, chance: Random) -> bytes:
        return chance.choice(damages)(content, chance)

    return damage


def _rearranged(pieces: Iterable[bytes], chance: Random) -> list[bytes]:
    found = list(pieces)
    for _ in range(_few(chance)):
        if not found:
            break
        one, other = (chance.randrange(len(found)) for _ in range(2))
        step = chance.randrange(5)
        if step == 0:
            found[one] = chance.choice(_PIECES)
        elif step == 1:
            found[one] = found[other]
        elif step == 2:
            found[one], found[other] = found[other], found[one]
        elif step == 3:
            del found[one : one + chance.choice((1, 1, 2, 20))]
        else:
            found[one:one] = found[other : other + chance.choice((1, 1, 2, 20, 400))]
    return found


def _few(chance: Random) -> int:
    """Return 1 for half of the files, 2 for a quarter, and so on."""
    return next((n for n in range(1, 12) if chance.random() < 0.5), 12)
