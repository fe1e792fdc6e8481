"""Rows of the form that are there, but hidden: no one sees their numbers, so they are unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportlint.document.blocks import GridCell
from reportlint.document.labels import label_key, labels_of
from reportlint.document.shown import is_value
from reportlint.form.schema import Form
from reportlint.report import Observation, Report, flatten, nest


def with_hidden_rows(report: Report, rows: Iterable[Sequence[GridCell]]) -> Report:
    """Return the report with the hidden rows of the form that stand nowhere else as unknown."""
    form = report.form
    if form is None:
        return report
    hidden: list[Observation] = []
    for cells in rows:
        label, keys = _hidden_row(form, [cell.text for cell in cells])
        if keys and not any(key in report.cells for key in keys):
            hidden.append(Observation("hidden_row", label, cells[0].location, keys))
    unknown = {key: None for seen in hidden for key in seen.cells}
    if not unknown:
        return report
    data = nest({**dict(flatten(report.data)), **unknown}.items())
    places = {key: seen.location for seen in hidden for key in seen.cells}
    return replace(
        report,
        data=data,
        locations={**report.locations, **places},
        # Unknown, not blank: something stands there.
        raw={**report.raw, **{key: seen.text for seen in hidden for key in seen.cells}},
        observations=(*report.observations, *hidden),
    )


def _hidden_row(form: Form, texts: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the row of the form that a hidden row is, and its cells; none where it is none."""
    labels = labels_of(form)
    for text in reversed(texts):
        if found := labels.rows.get(label_key(text)):
            section, row = found
            if not section.across:
                return text, tuple(f"{row.key}.{column.key}" for column in row.columns)
    across = next(section for section in form.tables if section.across)
    keys = tuple(f"{row.key}.{column.key}" for row in across.rows for column in row.columns)
    filled = [text for text in texts if text.strip()]
    is_row = len(filled) == len(keys) and all(map(is_value, filled))
    return across.label.title, keys if is_row else ()
