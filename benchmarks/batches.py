"""Many files at once: written by `python -m benchmarks.batches KIND FOLDER COUNT`, read by a peer.

Kinds are `clean` (no rule has anything to say), `prose` (the same of each, with prose of its own)
and `wrong` (one cell of section three is not what its sums say); `decode` is the peer, which only
reads the files of a folder and decodes them with orjson, in two processes; `localise` prints the
milliseconds that 99 of 100 localisations stay below.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from random import Random

from benchmarks import organs
from reportlint.form.accept import certainty
from reportlint.formats import json as json_format
from reportlint.repair.background import background
from reportlint.repair.explanation import causes
from reportlint.report import Report, flatten, nest

_SEED = 20240131
_THEMES = (
    "财政",
    "教育",
    "交通",
    "水务",
    "卫生",
    "住房",
    "农业",
    "文化",
    "市场",
    "应急",
    "民政",
    "科技",
)
_DEEDS = (
    "公开预算",
    "发布解读",
    "更新目录",
    "回应关切",
    "整理档案",
    "开放数据",
    "培训人员",
    "抽查网站",
)


def clean() -> Iterator[Report]:
    """Yield reports of which the shortest way is certain that they are right."""
    for number in count():
        report = organs.report(_SEED, number)
        own = Report({"edition": _edition(report), **report.data}, report.file)
        if certainty(own.data) == "clean":
            yield own


def _edition(report: Report) -> str:
    return report.form.edition if report.form else ""


def with_prose() -> Iterator[Report]:
    """Yield the same reports, each with prose of its own that says what its tables do."""
    for number, report in enumerate(clean()):
        yield Report(
            {**report.data, "narrative": prose(report, Random(f"{_SEED}/{number}"))}, report.file
        )


def prose(report: Report, random: Random) -> dict[str, str]:
    """Return prose of which no rule has anything to say, with numbers of the tables."""
    received = report.value("requests.received.total")
    deeds = "；".join(
        f"围绕{random.choice(_THEMES)}和{random.choice(_THEMES)}工作{random.choice(_DEEDS)}，"
        f"{random.choice(_DEEDS)}，并{random.choice(_DEEDS)}"
        for _ in range(8)
    )
    return {
        "preamble": f"本报告所列数据的统计期限为{report.year}年1月1日至12月31日。",
        "overview": f"本年度主动公开政府信息，{deeds}。"
        f"\n新收到政府信息公开申请{received}件，均已按时答复。"
        "\n政府信息管理、平台建设、监督保障各项工作平稳，社会评议结果良好，工作考核为优秀，未发生责任追究。",
        "problems": f"{random.choice(_THEMES)}信息更新不够及时；"
        f"已经完善{random.choice(_THEMES)}制度，加强培训。",
        "other_matters": "本年度未收取信息处理费，没有其他需要报告的事项。",
    }


def wrong() -> Iterator[Report]:
    """Yield clean reports in which one cell of section three is larger than its sums say."""
    for number, report in enumerate(clean()):
        random = Random(f"{_SEED}/{number}")
        form = report.form
        summed = {key for x in form.identities for key in x.cells} if form else set()
        keys = sorted(key for key in summed if key.startswith("requests."))
        key = random.choice(keys)
        cells = dict(flatten(report.data))
        yield Report(nest({**cells, key: cells[key] + random.randint(1, 9)}.items()), report.file)


KINDS = {"clean": clean, "prose": with_prose, "wrong": wrong}


def write(kind: str, folder: Path, most: int) -> None:
    """Write the first reports of a kind to JSON files."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, report in enumerate(islice(KINDS[kind](), most)):
        (folder / f"{number:06}.json").write_bytes(json_format.write(report))


def decode(folder: Path) -> None:
    """Read every file and decode it with orjson, in two processes."""
    paths = sorted(map(str, folder.iterdir()))
    with multiprocessing.get_context("fork").Pool(2) as pool:
        print(sum(pool.imap_unordered(_decoded, (paths[i::40] for i in range(40)))))


def _decoded(paths: list[str]) -> int:
    import orjson

    return sum(len(orjson.loads(Path(path).read_bytes())) for path in paths)


def slowest(most: int) -> float:
    """Return the milliseconds that 99 of 100 localisations of one wrong cell stay below."""
    times = []
    for report in islice(wrong(), most):
        started = time.process_time()
        causes(report, background(report, None, None))
        times.append(1000 * (time.process_time() - started))
    return sorted(times)[len(times) * 99 // 100]


if __name__ == "__main__":
    if sys.argv[1] == "decode":
        decode(Path(sys.argv[2]))
    elif sys.argv[1] == "localise":
        print(slowest(int(sys.argv[3])))
    else:
        write(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
