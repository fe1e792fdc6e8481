"""What is wrong with a schema of the form: keywords, shapes, and paths that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportlint.form.statements import PREVIOUS
from reportlint.form.structure import DEFINITIONS, PartKind, Schema, Structure
from reportlint.form.vocabulary import Fault, StatedPath, Vocabulary, unknown
from reportlint.language import LIST, Text, joined

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
