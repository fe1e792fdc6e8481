"""JSON; amended, the token of a value is replaced."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn

from reportlint.document.content import Content
from reportlint.document.places import Extent, LineIndex, Places, rewritten, span
from reportlint.errors import ReadError
from reportlint.formats.format import Format
from reportlint.language import Text
from reportlint.location import Location
from reportlint.number import MOST_DIGITS, Number, parsed, written_like
from reportlint.report import DEEPEST, Data, Observation, Report

_CONSTANTS = ("NaN", "Infinity", "-Infinity")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')


def recognises(content: Content) -> bool:
    """Whether the text looks like JSON."""
    return content.text.lstrip().startswith(("{", "["))


def read(content: Content) -> Report:
    """Read one report; ReadError where the text is not a JSON object."""
    text, file = content.text, content.file
    lines = LineIndex(file, text)
    if (plain := _plain(text)) is not None:
        return Report(plain, file, Places(lines, _spans))
    data = _parse(text, file)
    spans: dict[str, Extent] = {}
    duplicates: list[Observation] = []
    for part in _parts(text, file):
        inside = duplicates and part.key.startswith(f"{duplicates[-1].text}.")
        if part.key in spans and not inside:
            duplicates.append(Observation("duplicate_key", part.key, lines.at(part.span[0])))
        spans[part.key] = part.span
    return Report(data, file, Places(lines, spans), observations=tuple(duplicates))


def _spans(lines: LineIndex) -> dict[str, Extent]:
    return {part.key: part.span for part in _parts(lines.text, lines.file)}


def _plain(text: str) -> Data | None:
    """Return the data of a text in which nothing has to be looked at more closely; else None."""
    if "\\u" in text:
        return None
    try:
        data = json.loads(
            text, parse_float=_number, parse_constant=_refuse_constant, object_pairs_hook=_object
        )
    except (ValueError, RecursionError, _NoJsonError):
        return None
    return data if isinstance(data, dict) and _is_plain(data.values()) else None


def _object(pairs: list[tuple[str, object]]) -> Data:
    """Return an object; ValueError where a key stands twice, or looks like a path."""
    found = dict(pairs)
    if len(found) < len(pairs) or "." in "".join(found):
        raise ValueError
    return found


_LARGEST = 10**MOST_DIGITS


def _is_plain(parts: Iterable[object], left: int = DEEPEST) -> bool:
    """Whether nothing is nested too deeply, and every whole number has few enough digits."""
    for part in parts:
        if isinstance(part, str):
            continue
        if type(part) is int:
            if not -_LARGEST < part < _LARGEST:
                return False
        elif isinstance(part, dict | list):
            inner = part.values() if isinstance(part, dict) else part
            if left == 1 or not _is_plain(inner, left - 1):
                return False
    return True


def _parse(text: str, file: str) -> Data:
    try:
        data = json.loads(
            text, parse_int=_number, parse_float=_number, parse_constant=_refuse_constant
        )
        # A lone surrogate is no text: it could be neither printed nor written again.
        json.dumps(data, ensure_ascii=False, default=str).encode()
    except json.JSONDecodeError as error:
        place = LineIndex(file, text).at(error.pos)
        raise ReadError(
            Text(f"不是合法的 JSON：{error.msg}", f"not valid JSON: {error.msg}"), place
        ) from None
    except _NoJsonError as error:
        place = LineIndex(file, text).at(_place_of_constant(text))
        raise ReadError(
            Text(f"{error} 不是 JSON 的数；空白写 null", f"{error} is no JSON; a blank is null"),
            place,
        ) from None
    except RecursionError:
        raise _too_deep(file) from None
    except UnicodeEncodeError:
        raise ReadError(
            Text("含有不合法的 Unicode 转义", "holds an invalid Unicode escape"), Location(file)
        ) from None
    if not isinstance(data, dict):
        raise ReadError(
            Text(
                "不是一份报告：最外层应是对象 {…}",
                "not a report: the outermost value must be an object {…}",
            ),
            Location(file),
            is_foreign='"year"' not in text,
        )
    return data


class _NoJsonError(Exception):
    """NaN or Infinity, which the standard parser would take."""


def _refuse_constant(name: str) -> NoReturn:
    raise _NoJsonError(name)


def _place_of_constant(text: str) -> int:
    tokens = (match for match in _TOKEN.finditer(text) if match[0] in _CONSTANTS)
    return next((match.start() for match in tokens), 0)


def _too_deep(file: str) -> ReadError:
    return ReadError(Text("嵌套过深", "nested too deeply"), Location(file))


def _number(literal: str) -> Number | str:
    value = parsed(literal)
    return literal if value is None else value


@dataclass(frozen=True, slots=True)
class _JsonPart:
    key: str
    span: Extent


@dataclass(slots=True)
class _Container:
    """An object or array being walked; `name` is the current key, or index."""

    prefix: str
    name: str | int | None

    def next(self) -> None:
        self.name = self.name + 1 if isinstance(self.name, int) else None

    @property
    def key(self) -> str:
        return f"{self.prefix}.{self.name}" if self.prefix else str(self.name)


def _parts(text: str, file: str) -> Iterator[_JsonPart]:
    """Yield key and place of every value of valid JSON, in the order of the text.

    Of an object or array it is the place of the opening bracket. ReadError where the text is
    nested too deeply.
    """
    stack: list[_Container] = []
    for match in _TOKEN.finditer(text):
        token, inner = match[0], stack[-1] if stack else None
        if inner and inner.name is None and token.startswith('"'):
            inner.name = json.loads(token) if "\\" in token else token[1:-1]
        elif token in "}]":
            stack.pop()
        elif token == ",":
            stack[-1].next()
        elif token != ":":
            if inner:
                yield _JsonPart(inner.key, match.span())
            if token in "{[":
                if len(stack) == DEEPEST:
                    raise _too_deep(file)
                stack.append(_Container(inner.key if inner else "", None if token == "{" else 0))


def write(report: Report) -> bytes:
    """Return a report as JSON; amounts keep their digits."""
    import simplejson

    text = simplejson.dumps(report.to_dict(), ensure_ascii=False, indent=2, use_decimal=True)
    return f"{text}\n".encode()


def amend(content: Content, changes: Mapping[str, Number], report: Report) -> bytes:
    """Return the file with other numbers; null, or a number in quotes, becomes a plain number."""
    places = [(span(report, key), value) for key, value in changes.items()]
    return rewritten(
        content, ((place, written_like(content.text[slice(*place)], x)) for place, x in places)
    )


FORMAT = Format(
    "json",
    suffixes=(".json",),
    marks=(b"{", b"["),
    is_data=True,
    recognises=recognises,
    read=read,
    patience=0,
    written=(".json",),
    write=write,
    amend=amend,
)
