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

# Each public name is imported from where `__init__.pyi` says when it is first used.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
