"""The page as Chromium shows and prints it, and as axe-core judges it for those who cannot see.

`nox -s browser` installs playwright and axe-core; `REPORTLINT_NODE_MODULES` names the folder that
has axe-core. Chromium is the system's own.
"""

from __future__ import annotations

import io
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from fixtures.documents.paper import pdf
from tests.output.runs import copied_run, faulty_run
from tests.paths import CHECKOUT

import reportlint
from reportlint import Findings
from reportlint.language import Language
from reportlint.output import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

AXE = Path(os.environ.get("REPORTLINT_NODE_MODULES", ""), "axe-core", "axe.min.js")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
WRONG, DOUBTFUL = (253, 236, 234), (255, 246, 220)
A4 = (595, 842)
"""In points."""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not (CHROMIUM and find_spec("playwright") and find_spec("PIL")),
        reason="needs Chromium, and what `pip install '.[browser]'` brings",
    ),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        options = ["--no-sandbox"]  # root has none
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield started
        started.close()


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    """The findings of the faulty report as a PDF."""
    path = tmp_path_factory.mktemp("printed") / "street.pdf"
    path.write_bytes(pdf(reportlint.load(CHECKOUT / "fixtures" / "faulty" / "street-2021.txt")))
    return reportlint.check(path)


@pytest.fixture(params=["faulty", "copied", "printed"])
def run(request: pytest.FixtureRequest, printed: Findings) -> Findings:
    """Runs of every kind of part that the page can have."""
    return {"faulty": faulty_run(), "copied": copied_run(), "printed": printed}[request.param]


def shown(
    browser: Browser, findings: Findings, language: Language = "zh", *, width: int = 1100
) -> Page:
    """Open the page as a file that loads nothing; what it is not let do is said in its console."""
    page = browser.new_page(viewport={"width": width, "height": 900}, bypass_csp=True)
    page.set_content(document(findings, language))
    return page


def document(findings: Findings, language: Language = "zh") -> str:
    rendered = render("html", findings, language)
    assert isinstance(rendered, bytes)
    return rendered.decode()


@pytest.mark.skipif(not AXE.is_file(), reason="needs axe-core in REPORTLINT_NODE_MODULES")
@pytest.mark.parametrize(("language", "width"), [("zh", 1100), ("en", 1100), ("zh", 360)])
def test_axe_finds_nothing(browser: Browser, run: Findings, language: Language, width: int) -> None:
    page = shown(browser, run, language, width=width)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations', 'incomplete']})")
    assert len(found["passes"]) > 10
    said = [
        (rule["id"], rule["impact"], [node["html"][:200] for node in rule["nodes"]])
        for rule in found["violations"]
    ]
    assert said == []


def test_policy_stops_nothing_of_the_page_and_all_else(
    browser: Browser, run: Findings, tmp_path: Path
) -> None:
    injected = "<script>document.title = 'run'</script><img src='http://no.invalid/x.png'>"
    whole = document(run)
    for opened, stopped in ((whole, 0), (whole.replace("</main>", f"{injected}</main>"), 2)):
        path = tmp_path / "page.html"
        path.write_text(opened, encoding="utf-8")
        page = browser.new_page()
        said: list[str] = []
        page.on("console", partial(_add, said))
        page.goto(path.as_uri())
        assert page.title() != "run"
        style = page.evaluate("getComputedStyle(document.querySelector('table')).borderCollapse")
        assert style == "collapse"
        assert len(said) == stopped


def _add(said: list[str], message: ConsoleMessage) -> None:
    said.append(message.text)


def test_marked_cells_are_counted_in_the_picture(browser: Browser) -> None:
    """The colours in the corners of all cells of the drawn tables, as a person sees them."""
    page = shown(browser, faulty_run())
    counts: Counter[tuple[int, ...]] = Counter()
    for table in page.locator("table.form").all():
        counts += corners(table)
    assert counts[WRONG] == 1
    assert counts[DOUBTFUL] == 4
    assert set(counts) == {WRONG, DOUBTFUL, (255, 255, 255)}


def corners(table: Locator) -> Counter[tuple[int, ...]]:
    """The colours a little inside the lower left corners of a table's cells."""
    from PIL import Image

    picture = Image.open(io.BytesIO(table.screenshot())).convert("RGB")
    origin = table.bounding_box()
    assert origin
    found: Counter[tuple[int, ...]] = Counter()
    for cell in table.locator("th, td").all():
        box = cell.bounding_box()
        assert box
        x, y = box["x"] - origin["x"] + 5, box["y"] + box["height"] - origin["y"] - 5
        pixel = picture.getpixel((round(x), round(y)))
        assert isinstance(pixel, tuple)
        found[pixel] += 1
    return found


def test_boxes_on_the_page_of_a_pdf_are_seen(browser: Browser, printed: Findings) -> None:
    from PIL import Image

    figure = shown(browser, printed).locator("figure svg")
    picture = Image.open(io.BytesIO(figure.screenshot())).convert("RGB")
    origin = figure.bounding_box()
    assert origin
    for frame in figure.locator("g.wrong rect").all():
        box = frame.bounding_box()
        assert box
        side = round(box["x"] - origin["x"] + 2), round(box["y"] + box["height"] / 2 - origin["y"])
        assert picture.getpixel(side) == (164, 22, 26)


@pytest.mark.parametrize("reach", ["hover", "focus"])
def test_what_is_said_of_a_cell_appears_for_pointer_and_keyboard(
    browser: Browser, reach: str
) -> None:
    page = shown(browser, faulty_run())
    tip = page.locator("td.wrong .tip")
    assert not tip.is_visible()
    cell = page.locator("td.wrong a")
    cell.hover() if reach == "hover" else cell.focus()
    assert tip.is_visible()
    assert "应为 3" in tip.inner_text()
    box, width = tip.bounding_box(), page.viewport_size
    assert box
    assert width
    assert 0 <= box["x"] < box["x"] + box["width"] <= width["width"]


@pytest.mark.parametrize("width", [360, 1100])
def test_page_is_never_wider_than_its_window(browser: Browser, run: Findings, width: int) -> None:
    page = shown(browser, run, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_page_prints_on_a4_with_every_table_whole(browser: Browser, run: Findings) -> None:
    data = shown(browser, run).pdf(prefer_css_page_size=True, print_background=True)
    pages = pypdfium2.PdfDocument(data)
    assert all(pages.get_page_size(n) == pytest.approx(A4, abs=1) for n in range(len(pages)))
    texts = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pages]
    assert all(texts)
    assert "哪些规则" in texts[0]
    assert "机关与规则类别" in texts[0]
    for text in texts:
        assert ("三、本年度办理结果" in text) == ("四、结转下年度继续办理" in text)
        assert "跳到正文" not in text
