"""The rules. A rule is one object, beside its check; here those of all families are gathered.

In: a report, and the same organ's earlier ones.
Out: findings, and the statements of the form that fail.
May import: document, errors, findings, form, language, location, narrative, number, organs, peers,
report, spelling, years.
"""

from __future__ import annotations

from functools import lru_cache

from reportlint.errors import FormError
from reportlint.form.schema import Form, forms, schema_folder, uses_package
from reportlint.language import LIST, Text, joined
from reportlint.location import Location
from reportlint.rules import (
    acceptances,
    arithmetic,
    between_organs,
    categories,
    comparison,
    contents,
    document,
    earlier_years,
    last_year,
    leftovers,
    narrative,
    period,
    plausibility,
    schema,
    sections,
    structure,
    titles,
    units,
)
from reportlint.rules.choice import is_chosen
from reportlint.rules.rule import Rule

_MODULES = (
    schema,
    structure,
    arithmetic,
    categories,
    plausibility,
    document,
    sections,
    titles,
    narrative,
    period,
    contents,
    leftovers,
    last_year,
    earlier_years,
    comparison,
    between_organs,
    units,
    acceptances,
)

RULES: dict[str, Rule] = {
    rule.code: rule
    for module in _MODULES
    for rule in vars(module).values()
    if isinstance(rule, Rule)
}
"""Every rule by its code."""


def selected(select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> tuple[Rule, ...]:
    """Return the rules that are asked for by beginnings of codes, of which the longest decides.

    Raises FormError where a form of the user's makes a statement that no rule reports.

    >>> [rule.code for rule in selected(("A",), ("A10",))]
    ['A201']
    """
    require_rules()
    return _chosen(select, ignore)


@lru_cache
def _chosen(select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Rule, ...]:
    return tuple(rule for code, rule in RULES.items() if is_chosen(code, select, ignore))


def require_rules() -> None:
    """Raise FormError where a form of the user's makes a statement that no rule reports."""
    for form in () if uses_package() else forms().values():
        if names := unreported(form):
            message = Text("没有规则报告 {names}", "no rule reports {names}")
            path = schema_folder() / form.edition / "report.schema.json"
            raise FormError(message.fill(names=joined(names, LIST)), Location(str(path)))


@lru_cache
def unreported(form: Form) -> tuple[str, ...]:
    """Return the names of the statements of a form that no rule reports."""
    reported = {edit for rule in RULES.values() for edit in rule.edits(form)}
    stated = (*form.edits, *form.year_edits)
    return tuple(dict.fromkeys(edit.name for edit in stated if edit not in reported))
