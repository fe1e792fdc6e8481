"""The rules. A rule is one object, stated in the module of its family; here they are gathered."""

from __future__ import annotations

from reportlint.rules import (
    acceptance,
    arithmetic,
    categories,
    contents,
    deadline,
    document,
    narrative,
    notice,
    outdated,
    period,
    structure,
    template,
    units,
    years,
)
from reportlint.rules.rule import Rule

RULES: dict[str, Rule] = {
    rule.code: rule
    for family in (
        structure,
        arithmetic,
        categories,
        document,
        narrative,
        notice,
        period,
        contents,
        deadline,
        template,
        outdated,
        years,
        units,
        acceptance,
    )
    for rule in family.RULES
}
"""Every rule by its code."""


def selected(select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> tuple[Rule, ...]:
    """Return the rules whose code begins with one of `select` and with none of `ignore`.

    >>> [rule.code for rule in selected(("A",), ("A10",))]
    ['A201']
    """
    return tuple(
        rule
        for code, rule in RULES.items()
        if code.startswith(select or ("",)) and not (ignore and code.startswith(ignore))
    )
