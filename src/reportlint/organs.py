"""Organs, by name and level: what kind an organ is of, and whether two are the same one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple, Self

from reportlint.spelling import compact

Standing = Literal["government", "department"]

_GOVERNMENT = re.compile(r"(人民|[省市县区旗州盟镇乡])政府\Z")
_AREA = re.compile(r"[省市县旗州]\Z")
_DEPARTMENT = re.compile(r"(局|厅|委|委员会|办公室|政府办|部|署)\Z")
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

    The office of a government that reports for itself is a department.

    >>> standing("青禾县人民政府", None), standing("青禾县人民政府办公室", None)
    ('government', 'department')
    >>> standing("云溪街道办事处", None) is standing("云溪开发区管理委员会", None) is None
    True
    """
    if is_below_county(name, level):
        return None
    if level == "state":
        return "department"
    if _GOVERNMENT.search(name) or _AREA.search(name):
        return "government"
    return "department" if _DEPARTMENT.search(name) and not _AGENT.search(name) else None


def is_below_county(name: str, level: str | None) -> bool:
    """Whether the organ is a town's or a street's, by its level or its name.

    >>> is_below_county("云溪街道办事处", None), is_below_county("青禾县水务局", None)
    (True, False)
    """
    return level == "township" or _TOWNSHIP.search(name) is not None


def spends_little(name: str, level: str | None) -> bool:
    """Whether the organ is a department or town of a county or city, by its level and its name.

    >>> spends_little("青禾县水务局", None), spends_little("某省水利厅", "province")
    (True, False)
    """
    if level in ("state", "province"):
        return False
    return standing(name, level) == "department" or is_below_county(name, level)


_ZONE_KINDS = "开发|高新|新|实验|试验|示范|园|保税|风景|景|管理|合作|产业|工业|度假|功能"
BELOW_CITY_LEVELS = ("county", "township")
"""The levels below a city with districts."""
BELOW_CITY_NAMES = (
    r"(街道(办事处)?|[镇乡](人民)?政府|苏木人民政府|(县|旗|[^治地政]区)(人民政府|政府)"
    r"|(县|旗|[^治地政]区).*办公[室厅])"
)
"""How the name of an organ of these levels ends, as a regular expression of Rust and of Python."""
DEPARTMENT_NAMES = (
    r"([省市州盟县旗区].*(委|委员会|管委会|办公室|中心|[支大总]队)"
    rf"|({_ZONE_KINDS})区|[局厅])"
)
"""How the name of a department, or of a zone, ends."""
RULES_NAMES = (
    r"((国家|国务院|中国|中华人民共和国)([^省市州盟县旗区]|市场|市政|地区)*"
    r"|.*政府办公[室厅])"
)
"""The whole name of a department whose report may hold rules: one of the State Council, and the
office of a government, which may report for that.
"""
# Rust's `$` is the end of the text, Python's also before a last line break.
_BELOW_CITY = re.compile(rf"{BELOW_CITY_NAMES}\Z")
_DEPARTMENTS = re.compile(rf"{DEPARTMENT_NAMES}\Z")
_RULES = re.compile(rf"{RULES_NAMES}\Z")


def makes_no_rules(name: str | None, level: str | None) -> bool:
    """Whether an organ has no power to make government rules, by its level and its name.

    Governments of provinces, cities with districts, prefectures and five cities without districts
    have it, and State Council departments. Legislation Law, articles 91 and 93.

    >>> makes_no_rules("青禾县教育局", None), makes_no_rules("青禾市教育局", "prefecture")
    (True, True)
    >>> makes_no_rules("青禾市人民政府", None), makes_no_rules("国家市场监督管理总局", None)
    (False, False)
    """
    if level in BELOW_CITY_LEVELS or level == "state" or name is None:
        return level in BELOW_CITY_LEVELS
    if level is None and _BELOW_CITY.search(name):
        return True
    return _DEPARTMENTS.search(name) is not None and not _RULES.match(name)


class Organ(NamedTuple):
    """What a report states of its organ, without spaces and in one width; None where nothing.

    >>> Organ.stated(None, "云溪 街道办事处（本级）")
    Organ(code=None, name='云溪街道办事处(本级)')
    """

    code: str | None
    name: str | None

    @classmethod
    def stated(cls, code: object, name: object) -> Self:
        """Return the organ of a code and a name as a data file holds them."""
        return cls(_plain(code), _plain(name))

    def is_same(self, other: Organ) -> bool:
        """Whether both are one organ: by code where both state one, else by name.

        >>> Organ(None, "云溪街道办事处").is_same(Organ("1", "云溪街道办事处"))
        True
        >>> Organ("1", "教育局").is_same(Organ("2", "教育局"))
        False
        >>> Organ(None, None).is_same(Organ(None, None))
        False
        """
        if self.code and other.code:
            return self.code == other.code
        return self.name is not None and self.name == other.name


_PLACES = re.compile(r"(?:[^省市州盟县区旗]{1,7}(?:自治[区州县旗]|地区|[省市州盟县区旗]))+")
_SHORTEST_NAME = 3


def without_place(name: str) -> tuple[str, ...]:
    """Return what is left of a name without the places that it may begin with, one by one.

    It is a name only where another report bears it.

    >>> without_place("江苏省淮安市洪泽区人民政府")
    ('淮安市洪泽区人民政府', '洪泽区人民政府', '人民政府')
    >>> without_place("青禾市场监督管理局")
    ('场监督管理局',)
    """
    cuts = [i for i in range(2, len(name) - _SHORTEST_NAME + 1) if _PLACES.fullmatch(name[:i])]
    return tuple(name[i:] for i in cuts)


def _plain(stated: object) -> str | None:
    if not isinstance(stated, str | int) or isinstance(stated, bool):
        return None
    return compact(str(stated)).upper() or None


@lru_cache(maxsize=64)
def names_in_prose(name: str) -> tuple[str, ...]:
    """Return how an organ's own prose may name it, or the area that it covers.

    >>> names_in_prose("青禾县云溪街道办事处")[:3]
    ('青禾县云溪街道办事处', '云溪街道办事处', '县云溪街道办事处')
    """
    area = re.search(r"([省市区县旗镇乡])(?:人民)?政府\Z", name)
    names = [] if area and area[1] in "省市区县旗" else list(_short(name))
    if area:
        place = name[: area.start() + 1]
        names += [place, f"{place}各级行政机关", f"全{area[1]}各级行政机关"]
        names += [f"全{area[1]}", f"我{area[1]}", f"全{area[1]}行政机关"]
    if name.endswith(("局", "委", "厅")):
        names.append(f"全{name[-1]}")
    if name.endswith(("街道办事处", "街道")):
        names += ["街道办事处", "办事处", "全街道", "街道"]
    if area:
        names += [f"{area[1]}人民政府", f"{area[1]}政府"]
    return tuple(sorted(dict.fromkeys(names), key=len, reverse=True)) if area else tuple(names)


_KINDS = {"委员会": "委", "办公室": "办", "局": "局", "厅": "厅", "署": "署"}


@lru_cache(maxsize=64)
def abbreviation(name: str) -> re.Pattern[str] | None:
    """Return what an organ's own prose may shorten its name to: some of its characters, in order.

    >>> pattern = abbreviation("青禾市人力资源和社会保障局")
    >>> [bool(pattern.fullmatch(short)) for short in ("市人社局", "人力资源社会保障局", "市教育局")]
    [True, True, False]
    """
    whole, kind = next(((x, y) for x, y in _KINDS.items() if name.endswith(x)), ("", ""))
    matter = re.sub(r"\A(?:.{2,6}?[省市县区旗](?=..))+", "", name).removesuffix(whole)
    if not kind or len(matter) < 3 or "政府" in matter:
        return None
    places = "".join(dict.fromkeys(re.findall("[省市县区旗]", name.removesuffix(matter + whole))))
    place = f"[{places}]?" if places else ""
    rest = "".join(f"{re.escape(x)}?" for x in matter[1:])
    return re.compile(f"{place}{matter[0]}(?!{kind}){rest}{kind}")


def _short(name: str) -> Iterator[str]:
    """Yield an organ's name, and what is left without the place before or the kind after it.

    Of the place its kind may stay: 区财政局 for 云溪区财政局.
    """
    kinds = re.findall(r"(?=([省市县区旗].{2,30}\Z))", name[2:])
    forms = [name, re.sub(r"\A.{2,6}?[省市县区旗](?=..)", "", name)]
    forms += kinds
    forms += [form.replace("人民政府", "政府") for form in forms if form.endswith("室")]
    for form in forms:
        if len(form) >= 3:
            yield form
    for form in forms:
        cut = re.sub(r"(?:办事处|人民政府)\Z", "", form)
        if cut != form and len(cut) >= 3:
            yield cut
