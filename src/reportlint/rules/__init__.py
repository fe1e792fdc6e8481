"""The rules. A rule is one object, stated in the module of its family; here they are gathered."""

from __future__ import annotations

from reportlint.rules import (
    acceptances,
    arithmetic,
    categories,
    contents,
    document,
    narrative,
    period,
    structure,
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
        period,
        contents,
        years,
        units,
        acceptances,
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
