"""Which organ a report is of, and whether two reports are of the same one."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple

from reportlint.report import Report

Standing = Literal["government", "department"]

_GOVERNMENT = re.compile(r"(人民|[省市县区旗州盟镇乡])政府\Z")
_AREA = re.compile(r"[省市县旗州]\Z")
_OFFICE_OF_GOVERNMENT = re.compile(r"政府办公[室厅]\Z")
_DEPARTMENT = re.compile(r"(局|厅|委|委员会|办公室|部|署)\Z")
_AGENT = re.compile(r"(管理委员会|管委会|分局|支队|街道|社区)")
# 城乡, 城镇 and 乡村 are no towns: 住房和城乡建设局, 乡村振兴局.
_TOWNSHIP = re.compile(
    r"街道(办事处)?|(?<!城)[镇乡](人民)?政府|苏木人民政府|[县市区旗][^县市区旗]{1,4}(?<!城)[镇乡](?![村江])"
)


def is_government(name: str) -> bool:
    """Whether the organ is a people's government, of whatever level.

    >>> is_government("石桥镇人民政府"), is_government("青禾县人民政府办公室")
    (True, False)
    """
    return _GOVERNMENT.search(name) is not None


def standing(name: str, level: str | None) -> Standing | None:
    """Return how an organ stands at county level or above; None below it, or where it is unsure.

    The office of a government publishes the government's report, so it counts as one.

    >>> standing("青禾县人民政府", None), standing("青禾县住房和城乡建设局", None)
    ('government', 'department')
    >>> standing("云溪街道办事处", None) is standing("云溪开发区管理委员会", None) is None
    True
    """
    if level == "township" or _TOWNSHIP.search(name):
        return None
    if level == "state":
        return "department"
    if _GOVERNMENT.search(name) or _AREA.search(name) or _OFFICE_OF_GOVERNMENT.search(name):
        return "government"
    return "department" if _DEPARTMENT.search(name) and not _AGENT.search(name) else None


_SPACE = re.compile(r"\s+")


class Organ(NamedTuple):
    """What a report states of its organ, without spaces and in one width."""

    code: str | None
    name: str | None


def organ_key(report: Report) -> Organ:
    """Return the code and the name of the reporting organ; None where it states none.

    >>> organ_key(Report.from_dict({"agency": {"name": "云溪 街道办事处（本级）"}}))
    Organ(code=None, name='云溪街道办事处(本级)')
    """
    agency = report.data.get("agency")
    stated = agency if isinstance(agency, dict) else {}
    return Organ(_plain(stated.get("code")), _plain(stated.get("name")))


def same_organ(one: Report, other: Report) -> bool:
    """Whether both are of one organ: by code where both state one, else by name.

    >>> def of(**agency): return Report.from_dict({"agency": agency})
    >>> same_organ(of(name="云溪街道办事处"), of(name="云溪街道 办事处"))
    True
    >>> same_organ(of(name="教育局", code="1"), of(name="教育局", code="2")), same_organ(of(), of())
    (False, False)
    """
    a, b = organ_key(one), organ_key(other)
    if a.code and b.code:
        return a.code == b.code
    return a.name is not None and a.name == b.name


def _plain(stated: object) -> str | None:
    if not isinstance(stated, str | int) or isinstance(stated, bool):
        return None
    return _SPACE.sub("", unicodedata.normalize("NFKC", str(stated))).upper() or None
