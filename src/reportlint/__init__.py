"""reportlint: schemas and a linter for China's annual reports on government information disclosure.

>>> import reportlint
>>> report = reportlint.Report.from_dict({"year": 2024, "agency": {"name": "某街道办事处"}})
>>> [finding.code for finding in reportlint.check(report)]
['S101']

Public is what is named here, and `reportlint.strategies`; every other module is internal.
"""

from __future__ import annotations

import lazy_loader

__version__ = "0.1.0"


def _public_names() -> dict[str, list[str]]:
    """Return the public names by the module that `__init__.pyi` imports them from, a line each.

    To parse it takes as long as `check` takes for a report.
    """
    found: dict[str, list[str]] = {}
    with open(f"{__file__}i", encoding="utf-8") as stub:  # noqa: PTH123
        for line in stub:
            match line.split():
                case ["from", module, "import", name, "as", _]:
                    found.setdefault(module.removeprefix("."), []).append(name)
    return found


# Each is imported from there when it is first used.
__getattr__, __dir__, __all__ = lazy_loader.attach(__name__, submod_attrs=_public_names())
