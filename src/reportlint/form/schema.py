"""The statutory form of each edition: what its schema states, with the edits that follow."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path

from reportlint.errors import FormError, reason
from reportlint.form.edits import Condition, Decimals, Edit, Identity, Limit, ReservedRow
from reportlint.form.structure import PREVIOUS, Schema, Section, Structure
from reportlint.language import Text
from reportlint.location import Location


def edits_of(form: Structure) -> Iterator[Edit]:
    """Yield every statement about a report's own cells, in the order of the form."""
    for key, node in _nodes(form, "", form.schema):
        yield from _stated(form, key, node)
    yield from _domains(form)


def year_edits_of(form: Structure) -> Iterator[Edit]:
    """Yield every statement about a report and the one of the year before."""
    for key, node in _nodes(form, "", form.schema):
        yield from _years(form, key, node)


def _domains(form: Structure) -> Iterator[Edit]:
    for cell in form.cells.values():
        if cell.minimum == 0:
            yield Limit(
                "negative-number",
                _NO_DEBT if cell.decimals is None else _NO_DEBT_OF_MONEY,
                cell.text,
                (),
                (cell.key,),
            )
        if cell.decimals is not None:
            most = Text("至多 {n} 位小数", "at most {n} decimals are allowed").fill(n=cell.decimals)
            yield Decimals("money-decimals", most, cell.text, cell.key, cell.decimals)


_NO_DEBT = Text("件数不能为负数", "a count is not below 0")
_NO_DEBT_OF_MONEY = Text("金额不能为负数", "an amount is not below 0")


def _nodes(form: Structure, key: str, unresolved: Schema) -> Iterator[tuple[str, Schema]]:
    """Yield every part of the schema with its key, the inner ones first."""
    node = form.resolve(unresolved)
    for name, child in node.get("properties", {}).items():
        yield from _nodes(form, f"{key}.{name}" if key else name, child)
    yield key, node


def _stated(form: Structure, key: str, node: Schema) -> Iterator[Edit]:
    for stated in node.get("x-identities", ()):
        yield from _sums(form, Identity, key, stated, stated["equals"])
    for stated in node.get("x-limits", ()):
        yield from _sums(form, Limit, key, stated, stated["atMost"])
    for stated in node.get("x-conditions", ()):
        yield _condition(form, key, stated)
    if node.get("x-reserved"):
        row = form.rows[key]
        cells = tuple(f"{key}.{column.key}" for column in row.columns)
        text = Text(
            "只有有权制定规章的机关填报", "only organs with rule-making power fill this row"
        )
        columns = tuple(column.label.text for column in row.columns)
        yield ReservedRow("reserved-rules", text, row.text, cells, columns)


def _years(form: Structure, key: str, node: Schema) -> Iterator[Edit]:
    for stated in node.get("x-years", ()):
        if "equals" in stated:
            yield from _sums(form, Identity, key, stated, stated["equals"])
        elif "atMost" in stated:
            yield from _sums(form, Limit, key, stated, stated["atMost"])
        else:
            yield _condition(form, key, stated)


def _condition(form: Structure, key: str, stated: Schema) -> Condition:
    """Within a row the columns tell the cells apart; else they are named whole."""
    positive, *needs = (_at(key, path) for path in (stated["positive"], *stated["needs"]))
    cells = [form.cells[cell.removeprefix(PREVIOUS)] for cell in (positive, *needs)]
    names = [cell.column.label.text if key in form.rows else cell.text for cell in cells]
    subject = form.rows[key].text if key in form.rows else names[0]
    text = Text(stated["title"], stated["description"])
    return Condition(stated["name"], text, subject, positive, tuple(needs), tuple(names))


def _sums(
    form: Structure, kind: type[Identity | Limit], key: str, stated: Schema, right: list[str]
) -> Iterator[Edit]:
    """Yield the statement itself, or where its terms are rows one a column."""
    columns = form.rows[f"{key}.{right[0]}"].columns if f"{key}.{right[0]}" in form.rows else ()
    text = Text(stated["title"], stated["description"])
    for suffix in [f".{column.key}" for column in columns] or [""]:
        terms = tuple(_at(key, path) + suffix for path in right)
        parts = tuple(_at(key, path) + suffix for path in stated["sum"])
        cell = form.cells[terms[0].removeprefix(PREVIOUS)]
        subject = (
            cell.text if len(terms) == 1 else cell.column.label.text if suffix else cell.row.text
        )
        names = tuple(_named(form, (*parts, *terms), suffix))
        yield kind(stated["name"], text, subject, parts, terms, names)


def _named(form: Structure, keys: tuple[str, ...], suffix: str) -> Iterator[Text]:
    """Yield what tells the cells of a sum apart: their rows, their columns within one, or both."""
    cells = [form.cells[key.removeprefix(PREVIOUS)] for key in keys]
    is_one_row = len({cell.row.key for cell in cells}) == 1
    for key, cell in zip(keys, cells, strict=True):
        name = cell.row.text if suffix else cell.column.label.text if is_one_row else cell.text
        last = Text("上年报告的{name}", "last year’s {name}").fill(name=name)
        yield last if key.startswith(PREVIOUS) else name


def _at(key: str, path: str) -> str:
    """Return the key to which a statement's path leads from the object at `key`."""
    previous, colon, own = path.rpartition(":")
    return f"{previous}{colon}{key}.{own}"


class Form(Structure):
    """One edition of the form: its structure, and what it states of its cells.

    >>> len(form("2019").cells), len(form("2021").cells)
    (198, 200)
    >>> form("2021").notice
    '国办公开办函〔2021〕30号'
    """

    def __init__(self, schema: Schema) -> None:
        super().__init__(schema)
        self.edition: str = schema["x-edition"]
        self.notice: str = schema["x-notice"]
        self.first_year: int = schema["properties"]["year"]["minimum"]

    def __repr__(self) -> str:
        return f"Form({self.edition!r})"

    @cached_property
    def identities(self) -> tuple[Identity, ...]:
        """Every sum that the form requires, in the order of the form."""
        return tuple(edit for edit in self.edits if isinstance(edit, Identity))

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """Every statement about its cells that the schema makes, in the order of the form."""
        return tuple(edits_of(self))

    @cached_property
    def year_edits(self) -> tuple[Edit, ...]:
        """Every statement about a report and the one of the year before, in the order of the form.

        They are about one row that holds both: last year's cells by their key after
        `PREVIOUS`.
        """
        return tuple(year_edits_of(self))

    @cached_property
    def series(self) -> tuple[str, ...]:
        """The cells whose numbers are compared with all earlier years."""
        stated = self.annotated("x-series")
        return tuple(f"{key}.{path}" for key, paths in stated for path in paths)

    @cached_property
    def yearly(self) -> tuple[Section, ...]:
        """The sections of prose that are written anew each year."""
        return self._prose("x-yearly")

    @cached_property
    def on_fees(self) -> tuple[Section, ...]:
        """The sections of prose that say what fees for processing requests were charged."""
        return self._prose("x-fees")

    @cached_property
    def on_improvement(self) -> tuple[Section, ...]:
        """The sections of prose that name problems and what was done about them."""
        return self._prose("x-improvement")

    def _prose(self, keyword: str) -> tuple[Section, ...]:
        prose = self.schema["properties"]["narrative"]["properties"]
        return tuple(section for section in self.sections if keyword in prose.get(section.key, {}))

    @cached_property
    def totals(self) -> dict[str, tuple[str, ...]]:
        """The cells that are the sum of others, with the parts of their first identity."""
        sums: dict[str, tuple[str, ...]] = {}
        for identity in self.identities:
            if len(identity.right) == 1:
                sums.setdefault(identity.right[0], identity.left)
        return sums


def package_folder() -> Path:
    """Return the package's own folder of schemas: in the wheel, or beside `src/` in a checkout."""
    here = Path(__file__).parents[1]
    installed = here / "schemas"
    return installed if installed.is_dir() else here.parents[1] / "schemas"


def schema_folder() -> Path:
    """Return the folder of the editions: the package's, or what `REPORTLINT_SCHEMAS` names."""
    return Path(os.environ.get("REPORTLINT_SCHEMAS") or package_folder())


def uses_package() -> bool:
    """Whether the editions are the package's, of which its tests hold what is not tried again."""
    return not os.environ.get("REPORTLINT_SCHEMAS")


@lru_cache
def forms(folder: Path | None = None) -> dict[str, Form]:
    """Return every edition in `folder` (default: `schema_folder()`), oldest first.

    Each stands in a folder that bears its name. Raises FormError for a schema that cannot be read,
    or that has an annotation that the vocabulary does not, or one that leads nowhere; the package's
    own are inspected by its tests, and where they are asked for by their folder.

    >>> list(forms())[:2]
    ['2019', '2021']
    """
    inspected = folder is not None or not uses_package()
    folder = folder or schema_folder()
    schemas = [path / "report.schema.json" for path in _editions(folder)]
    read = [_read(path, inspected=inspected) for path in schemas]
    if not read:
        raise FormError(_NO_EDITION, Location(str(folder)))
    return {form.edition: form for form in sorted(read, key=lambda form: form.first_year)}


def _editions(folder: Path) -> list[Path]:
    try:
        return [
            path
            for path in folder.iterdir()
            if path.is_dir() and path.name != "vocabulary" and not path.name.startswith((".", "_"))
        ]
    except OSError as error:
        raise FormError(reason(error), Location(str(folder))) from error


def _inspect(schema: Schema, path: Path) -> None:
    """Raise FormError for the first of what is wrong with a schema."""
    from reportlint.form.vocabulary import Inspection, Vocabulary

    for fault in Inspection(Structure(schema), Vocabulary(package_folder())).faults():
        pointer = "".join(f"/{step}" for step in fault.steps)
        raise FormError(fault.message, Location(str(path), pointer=pointer))


def _read(path: Path, *, inspected: bool) -> Form:
    schema = _parsed(path)
    if inspected:
        _inspect(schema, path)
    form = Form(schema)
    if form.edition != path.parent.name:
        message = _OTHER_FOLDER.fill(edition=form.edition, folder=path.parent.name)
        raise FormError(message, Location(str(path), pointer="/x-edition"))
    return form


def _parsed(path: Path) -> Schema:
    place = Location(str(path))
    try:
        schema: object = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FormError(reason(error), place) from error
    except json.JSONDecodeError as error:
        raise FormError(_NO_JSON, Location(str(path), error.lineno, error.colno)) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise FormError(_NO_JSON, place) from error
    if not isinstance(schema, dict):
        raise FormError(_NO_JSON, place)
    return schema


_NO_EDITION = Text("这里没有任何版本的格式", "there is no edition of the form here")
_NO_JSON = Text("不是 JSON 对象", "this is no JSON object")
_OTHER_FOLDER = Text(
    "x-edition 是“{edition}”，与文件夹名“{folder}”不同",
    "x-edition is “{edition}”, but its folder is “{folder}”",
)


def form(edition: str) -> Form:
    """Return one edition's form; KeyError where there is no such edition."""
    return forms()[edition]


def form_of_year(year: int) -> Form | None:
    """Return the form that reports of `year` must use: the newest that had begun by then.

    >>> form_of_year(2025), form_of_year(2018)
    (Form('2021'), None)
    """
    begun = [form for form in forms().values() if form.first_year <= year]
    return begun[-1] if begun else None


def last_year(form: Form) -> int | None:
    """Return the last year of which `form` is used to report; None where there is no newer form.

    >>> last_year(form("2019"))
    2020
    """
    later = [other.first_year for other in forms().values() if other.first_year > form.first_year]
    return min(later) - 1 if later else None
