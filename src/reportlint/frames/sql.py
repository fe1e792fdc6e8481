"""The A and C rules in SQL, for a table with a row a report and a column a cell."""

from __future__ import annotations

from reportlint.form.dialects import DIALECTS, SqlName
from reportlint.form.schema import Form
from reportlint.rules import selected

COLUMNS = "columns"
"""Names the verdict that a number is beyond the form's range, as in the pandera schema."""


def verdicts(form: Form, dialect: SqlName) -> dict[str, str]:
    """Return by rule code whether a row of a table fails it, as a Boolean expression.

    The table has every cell of the form by its key, `agency.name` and `agency.level`.
    """
    found = {COLUMNS: _beyond(form, dialect)}
    for rule in selected():
        if rule.needs == "cells" and rule.applies(form):
            found[rule.code] = " OR ".join(f"({x.sql(dialect)})" for x in rule.edits(form))
    return found


def view(form: Form, dialect: SqlName, table: str = "reports") -> str:
    """Return the statement that makes a view of the table's reports of an edition.

    It has the table's columns, and for every rule one that bears its code, true where the row
    fails it.
    """
    own = DIALECTS[dialect]
    columns = ",\n  ".join(
        f"{expression} AS {own.identifier(code)}"
        for code, expression in verdicts(form, dialect).items()
    )
    edition = f"{own.identifier('edition')} = {own.text(form.edition)}"
    return (
        f"CREATE OR REPLACE TEMPORARY VIEW {own.identifier(f'reportlint_{form.edition}')} AS\n"
        f"SELECT *,\n  {columns}\nFROM {own.identifier(table)}\nWHERE {edition};\n"
    )


def _beyond(form: Form, dialect: SqlName) -> str:
    own = DIALECTS[dialect]
    cells = ((own.identifier(key), cell.maximum) for key, cell in form.cells.items())
    beyond = [f"coalesce({name} NOT BETWEEN -{most} AND {most}, false)" for name, most in cells]
    return " OR ".join(beyond)
