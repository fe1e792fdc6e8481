from .acceptances.acceptance import Acceptance as Acceptance
from .acceptances.acceptance import accept as accept
from .acceptances.baseline import Baseline as Baseline
from .conversion import convert as convert
from .conversion import save as save
from .conversion import template as template
from .errors import ReadError as ReadError
from .errors import ReportlintError as ReportlintError
from .errors import UnitsError as UnitsError
from .findings import AcceptedFinding as AcceptedFinding
from .findings import Finding as Finding
from .findings import Findings as Findings
from .findings import Unreadable as Unreadable
from .form.schema import Form as Form
from .form.schema import form as form
from .formats import load as load
from .frames.pandera_schema import pandera_schema as pandera_schema
from .linter import check as check
from .location import Location as Location
from .report import Cell as Cell
from .report import Report as Report
from .units.consolidation import consolidate as consolidate
from .units.rollup import rollup as rollup

__version__: str
__all__: list[str]  # noqa: PYI035  (every name above)
