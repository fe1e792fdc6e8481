"""reportlint: schemas and a linter for China's annual reports on government information disclosure.

>>> import reportlint
>>> report = reportlint.Report.from_dict({"year": 2024, "agency": {"name": "某街道办事处"}})
>>> [finding.code for finding in reportlint.check(report)]
['S101']

Public is what is named here, and `reportlint.strategies`; every other module is internal.
"""

from __future__ import annotations

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Return a public name, imported when first used from where `__init__.pyi` says."""
    if name != "__all__" and name.startswith("__"):
        raise AttributeError(name)
    # Reading the stub takes as long as `check` takes for a report, which needs no public name.
    import lazy_loader

    own = globals()
    own["__getattr__"], own["__dir__"], own["__all__"] = lazy_loader.attach_stub(__name__, __file__)
    return own["__all__"] if name == "__all__" else own["__getattr__"](name)


def __dir__() -> list[str]:
    return list(__getattr__("__all__"))
