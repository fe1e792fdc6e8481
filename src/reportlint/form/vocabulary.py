"""The keywords that the vocabulary gives schemas of the form, and what is wrong with a schema."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportlint.form.structure import DEFINITIONS, PREVIOUS, PartKind, Schema, Structure
from reportlint.language import LIST, Text, joined

PointerSteps = tuple[str | int, ...]

_LEADS_TO: Mapping[str, tuple[PartKind, ...]] = {
    "path": ("cell", "row"),
    "cellPath": ("cell",),
    "partPath": ("cell", "row", "group"),
    "yearPath": ("cell", "row"),
    "yearCellPath": ("cell",),
}
"""The definitions of the meta-schema that are paths, and what each may lead to."""

_TYPES: Mapping[str | None, tuple[type, Text]] = {
    None: (object, Text("", "")),
    "string": (str, Text("文本", "a string")),
    "integer": (int, Text("整数", "an integer")),
    "array": (list, Text("数组", "an array")),
    "object": (dict, Text("对象", "an object")),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a schema: where, as the steps of a JSON pointer, and what."""

    steps: PointerSteps
    message: Text

    def within(self, *steps: str | int) -> Fault:
        """Return the fault as seen from further out."""
        return Fault((*steps, *self.steps), self.message)


@dataclass(frozen=True, slots=True)
class StatedPath:
    """A path in an annotation: where it stands there, and what it may lead to."""

    steps: PointerSteps
    path: str
    kinds: tuple[PartKind, ...]


class Vocabulary:
    """The annotations that the meta-schema of a folder of schemas knows."""

    def __init__(self, folder: Path) -> None:
        path = folder / "vocabulary" / "form.schema.json"
        meta: Schema = json.loads(path.read_text(encoding="utf-8"))
        self.keywords: dict[str, Schema] = {
            name: _inlined(rule, meta["$defs"]) for name, rule in meta["properties"].items()
        }
        self.leading = {name for name, rule in self.keywords.items() if _leads(rule)}

    def faults(self, keyword: str, value: object) -> Iterator[Fault]:
        """Yield what is wrong with the name or the shape of an annotation."""
        if keyword in self.keywords:
            yield from _faults(self.keywords[keyword], value)
        else:
            yield Fault((), unknown(keyword, self.keywords))

    def paths(self, keyword: str, value: object) -> Iterator[StatedPath]:
        """Yield every path in an annotation of the right shape."""
        return _paths(self.keywords[keyword], value)


def unknown(name: str, known: Collection[str]) -> Text:
    """Return that there is no such name, with the nearest that there is.

    >>> unknown("x-limts", ["x-limits", "x-years"]).en
    'there is no “x-limts”, did you mean “x-limits”?'
    """
    from difflib import get_close_matches

    close = get_close_matches(name, known, 1, 0.5)
    hint = Text("，是不是“{name}”？", ", did you mean “{name}”?") if close else Text("", "")
    return Text("没有“{name}”{hint}", "there is no “{name}”{hint}").fill(
        name=name, hint=hint.fill(name=close[0] if close else "")
    )


def _inlined(rule: Schema, definitions: Schema) -> Schema:
    """Return a rule of the meta-schema with every definition in the place of its name."""
    name = rule.get("$ref", "").removeprefix(DEFINITIONS)
    whole = {**(_inlined(definitions[name], definitions) if name else {}), **rule}
    if name in _LEADS_TO:
        whole["leads"] = _LEADS_TO[name]
        del whole["pattern"]  # what is no path leads nowhere
    elif "pattern" in whole:
        whole["pattern"] = re.compile(whole["pattern"])
    if "items" in whole:
        whole["items"] = _inlined(whole["items"], definitions)
    if "properties" in whole:
        inner = whole["properties"].items()
        whole["properties"] = {key: _inlined(each, definitions) for key, each in inner}
    return whole


def _faults(rule: Schema, value: object) -> Iterator[Fault]:
    kind, name = _TYPES[rule.get("type")]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        yield Fault((), Text("应为{type}", "should be {type}").fill(type=name))
    elif "const" in rule or "enum" in rule:
        allowed = rule.get("enum", [rule.get("const")])
        if value not in allowed or isinstance(value, bool) is not isinstance(allowed[0], bool):
            yield Fault((), _one_of(json.dumps(each, ensure_ascii=False) for each in allowed))
    elif isinstance(value, str):
        if not _is_well_formed(rule, value):
            wrong = Text("“{found}”写法不对", "“{found}” is not well formed")
            yield Fault((), wrong.fill(found=value))
    elif isinstance(value, int):
        if not rule.get("minimum", value) <= value <= rule.get("maximum", value):
            between = Text("应在 {least} 和 {most} 之间", "should be from {least} to {most}")
            yield Fault((), between.fill(least=rule.get("minimum"), most=rule.get("maximum", "∞")))
    elif isinstance(value, list):
        yield from _array_faults(rule, value)
    elif isinstance(value, dict):
        yield from _object_faults(rule, value)


def _is_well_formed(rule: Schema, value: str) -> bool:
    pattern = rule.get("pattern")
    return len(value) >= rule.get("minLength", 0) and (not pattern or bool(pattern.search(value)))


def _array_faults(rule: Schema, value: list[object]) -> Iterator[Fault]:
    if len(value) < rule.get("minItems", 0):
        yield Fault((), Text("不应为空", "should not be empty"))
    for index, item in enumerate(value):
        if rule.get("uniqueItems") and item in value[:index]:
            twice = Text("“{item}”重复", "“{item}” stands there twice")
            yield Fault((index,), twice.fill(item=item))
        for fault in _faults(rule["items"], item):
            yield fault.within(index)


def _object_faults(rule: Schema, value: Schema) -> Iterator[Fault]:
    properties = rule["properties"]
    for name, item in value.items():
        if name not in properties:
            yield Fault((name,), unknown(name, properties))
        else:
            for fault in _faults(properties[name], item):
                yield fault.within(name)
    for name in rule["required"]:
        if name not in value:
            yield Fault((), Text("缺少“{name}”", "“{name}” is missing").fill(name=name))
    choices = [each["required"] for each in rule.get("oneOf", ())]
    if choices and sum(all(name in value for name in names) for names in choices) != 1:
        yield Fault((), _one_of("+".join(names) for names in choices))


def _one_of(choices: Iterator[str]) -> Text:
    return Text("应为其一：{choices}", "should be one of {choices}").fill(
        choices=joined(choices, LIST)
    )


def _leads(rule: Schema) -> bool:
    """Whether there are paths in an annotation."""
    inner = [*rule.get("properties", {}).values(), *([rule["items"]] if "items" in rule else [])]
    return "leads" in rule or any(map(_leads, inner))


def _paths(rule: Schema, value: object) -> Iterator[StatedPath]:
    if isinstance(value, str) and "leads" in rule:
        yield StatedPath((), value, rule["leads"])
    elif isinstance(value, list):
        for index, item in enumerate(value):
            for found in _paths(rule["items"], item):
                yield StatedPath((index, *found.steps), found.path, found.kinds)
    elif isinstance(value, dict):
        for name, item in value.items():
            for found in _paths(rule["properties"][name], item):
                yield StatedPath((name, *found.steps), found.path, found.kinds)


_KINDS: dict[PartKind, Text] = {
    "cell": Text("格", "a cell"),
    "row": Text("行", "a row"),
    "group": Text("组", "a group"),
}
_NEEDED: tuple[tuple[tuple[str, ...], type, Text], ...] = (
    (("x-edition",), str, Text("文本", "a string")),
    (("x-notice",), str, Text("文本", "a string")),
    (("properties", "year", "minimum"), int, Text("整数", "an integer")),
    (("properties", "narrative", "properties"), dict, Text("对象", "an object")),
    (("$defs",), dict, Text("对象", "an object")),
)
"""What a schema states of itself, each with its type."""

_LABEL = ("title", "description")
_RANGE = ("minimum", "maximum")


class Inspection:
    """The inspection of one schema: each definition is judged once, where it is first met."""

    def __init__(self, structure: Structure, vocabulary: Vocabulary) -> None:
        self._structure = structure
        self._vocabulary = vocabulary
        self._definitions: Schema = structure.schema.get("$defs", {})
        self._judged: set[str] = set()

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong, the first in the order of the schema first."""
        schema = self._structure.schema
        for steps, kind, name in _NEEDED:
            value: object = schema
            for step in steps:
                value = value.get(step) if isinstance(value, dict) else None
            if not isinstance(value, kind):
                yield Fault(steps, _NO.fill(path="/".join(steps), name=name))
                return
        yield from self._part(schema, "", in_table=False)

    def _part(self, node: Schema, key: str, *, in_table: bool) -> Iterator[Fault]:
        """Yield the faults of a part of the form, of its definition and of the parts within it."""
        in_table = in_table or "x-section" in node
        if "$ref" in node:
            yield from self._definition(node["$ref"], in_table=in_table)
        for name, child in node.get("properties", {}).items():
            inner = f"{key}.{name}" if key else name
            for fault in self._child(child, inner, in_table=in_table):
                yield fault.within("properties", name)
        for keyword, value in node.items():
            if keyword.startswith("x-"):
                yield from self._annotation(node, key, keyword, value)

    def _definition(self, reference: str, *, in_table: bool) -> Iterator[Fault]:
        name = reference.removeprefix(DEFINITIONS)
        if name not in self._definitions:
            yield Fault(("$ref",), unknown(name, self._definitions))
        elif name not in self._judged:
            self._judged.add(name)
            yield from self._part(self._definitions[name], f"$defs.{name}", in_table=in_table)

    def _child(self, node: object, key: str, *, in_table: bool) -> Iterator[Fault]:
        if not isinstance(node, dict) or not isinstance(node.get("properties", {}), dict):
            yield Fault((), _NO_OBJECT.fill(key=key))
            return
        yield from self._part(node, key, in_table=in_table)
        is_cell = in_table and not self._structure.parts(node)
        for name in (*_LABEL, *_RANGE) if is_cell else _LABEL:
            if name not in node and name not in self._structure.resolve(node):
                yield Fault((), _ABOUT.fill(key=key, keyword=name, said=_MISSING))

    def _annotation(self, node: Schema, key: str, keyword: str, value: object) -> Iterator[Fault]:
        found = list(self._vocabulary.faults(keyword, value))
        if not found and keyword in self._vocabulary.leading:
            paths = self._vocabulary.paths(keyword, value)
            found = list(self._path_faults(node, paths))
        if keyword == "x-reserved" and self._structure.kind(node) != "row":
            found.append(Fault((), _NO_ROW))
        for fault in found:
            said = _ABOUT.fill(key=key or "schema", keyword=keyword, said=fault.message)
            yield Fault((keyword, *fault.steps), said)

    def _path_faults(self, whole: Schema, paths: Iterable[StatedPath]) -> Iterator[Fault]:
        """Yield a fault for a path that leads nowhere, and for terms that cannot be added."""
        columns: dict[str | int, tuple[str, ...]] = {}
        for stated in paths:
            part: Schema = whole
            for name in stated.path.removeprefix(PREVIOUS).split("."):
                inner = self._structure.parts(part)
                if name not in inner:
                    yield Fault(stated.steps, unknown(name, inner))
                    return
                part = inner[name]
            kind = self._structure.kind(part)
            if kind not in stated.kinds:
                wanted = joined((_KINDS[each] for each in stated.kinds), LIST)
                yield Fault(
                    stated.steps, _LEADS.fill(path=stated.path, found=_KINDS[kind], wanted=wanted)
                )
            own = tuple(self._structure.parts(part))
            if "group" not in stated.kinds and own != columns.setdefault(stated.steps[0], own):
                yield Fault(stated.steps, _MIXED.fill(path=stated.path))


_ABOUT = Text("{key} 的 {keyword}：{said}", "{keyword} of {key}: {said}")
_NO = Text("{path} 应为{name}", "{path} should be {name}")
_NO_OBJECT = Text("{key} 应为对象", "{key} should be an object")
_MISSING = Text("没有写", "it is missing")
_LEADS = Text("“{path}”是{found}，应为{wanted}", "“{path}” is {found}, not {wanted}")
_NO_ROW = Text("只能写在一行上", "only a row can be reserved")
_MIXED = Text(
    "“{path}”的各列与前一项不同，不能相加",
    "“{path}” has other columns than what stands before it, so they cannot be added",
)
