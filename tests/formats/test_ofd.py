"""OFD: the same pages as for PDF, drawn as an OFD, and what only an OFD can say."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from fixtures.documents.ofd_canvas import content, package, path_object, text_object
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.test_hostile import survives
from tests.printed_pages import HEIGHT, TOP, Cell, Drawn, Paper, drawn

from reportlint.errors import ReadError
from reportlint.form.schema import form
from reportlint.formats import read
from reportlint.formats.ofd.drawn_objects import deltas

SIZE = (595, HEIGHT)
CELL = "proactive.regulations.issued"


class OfdPaper(Paper):
    """Pages of an OFD; `common` and `stated` are what its document says beside its pages."""

    def __init__(self, rules: str = "all") -> None:
        super().__init__(rules)
        self.parts: dict[str, str | bytes] = {}
        self.common = ""
        self.stated = ""

    def text(self, x: float, top: float, text: str, size: float = 16) -> None:
        self.draw(text_object(x, top + size, text, size))

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> None:
        self.draw(path_object(x0, top, x1 - x0, bottom - top))

    def __bytes__(self) -> bytes:
        pages = [content("".join(page)) for page in self.pages]
        return package(pages, SIZE, self.parts, self.common, self.stated)


def of_2021(cells: dict[str, Drawn] | None = None) -> OfdPaper:
    paper = OfdPaper()
    drawn(form("2021"), cells=cells, on=paper)
    return paper


@pytest.mark.parametrize(
    ("edition", "cut", "rules"),
    [
        ("2019", "", "all"),
        ("2021", "", "all"),
        ("2021", "", "inner"),
        ("2021", "", "none"),
        ("2021", "requests.outcomes.other.fee_overdue", "all"),
        ("2021", "requests.received", "all"),
    ],
)
def test_every_cell_and_its_page(edition: str, cut: str, rules: str) -> None:
    paper, pages = drawn(form(edition), cut, on=OfdPaper(rules))
    report = read(bytes(paper), "report.ofd")
    assert [cell.value for cell in report.cells.values()] == [*range(1, len(pages) + 1)]
    assert {key: place.page for key in pages if (place := report.location(key))} == pages
    assert {seen.kind for seen in report.observations} <= {"unstated_unit"}
    assert report.to_dict()["narrative"]["overview"] == "第1部分的文字。"


def test_a_cell_says_its_table_and_row() -> None:
    place = read(bytes(of_2021()), "report.ofd").location("proactive.regulations.repealed")
    assert place
    assert place.to_dict() == {"file": "report.ofd", "page": 1, "table": 1, "row": 2, "column": 3}


def test_it_is_known_by_its_content_and_in_any_letter_case() -> None:
    with ZipFile(BytesIO(bytes(of_2021()))) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    file = BytesIO()
    with ZipFile(file, "w") as new:
        for name, part in parts.items():
            new.writestr(name.upper(), part.replace(b">Doc_0/", b">/Doc_0/"))
    assert read(file.getvalue(), "report.bin").value(CELL) == 1


Objects = Callable[[float, float], str]
"""Returns objects for a cell, given the left end of its line and its height there."""


def shown_by(objects: Objects) -> object:
    """Return what a cell reads as in which objects are drawn."""

    def draw(paper: Paper, cell: Cell) -> None:
        paper.draw(objects(cell[0] + 2, HEIGHT - cell[3] + 7))

    return read(bytes(of_2021({CELL: draw})), "report.ofd").value(CELL)


def seven(attributes: str = "", inside: str = "", text: str = "7") -> Objects:
    return lambda x, y: text_object(x, y, text, 7, attributes, inside)


def shifted(dx: float, text: str, size: float = 7) -> Objects:
    return lambda x, y: text_object(x + dx, y - (7 - size), text, size)


def both(*drawn: Objects) -> Objects:
    return lambda x, y: "".join(objects(x, y) for objects in drawn)


def box(colour: str, attributes: str = 'Fill="true" Stroke="false"') -> Objects:
    fill = f'<ofd:FillColor Value="{colour}"/>'
    return lambda x, y: path_object(x - 1, y - 6, 20, 8, attributes, fill)


WHITE = '<ofd:FillColor Value="255 255 255"/>'
CLIP = (
    '<ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary="{} 0 9 9"><ofd:AbbreviatedData>'
    "M 0 0 L 9 0 L 9 9 L 0 9 C</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips>"
)
BLOCK = "<ofd:PageBlock{}>{}</ofd:PageBlock>"


def in_block(attributes: str, objects: Objects) -> Objects:
    return lambda x, y: BLOCK.format(attributes, objects(x, y))


@pytest.mark.parametrize(
    "objects",
    [
        pytest.param(seven(), id="plain"),
        pytest.param(seven('Alpha="255" Visible="true"'), id="as it would be"),
        pytest.param(both(box("0 0 128"), seven(inside=WHITE)), id="white on dark"),
        pytest.param(both(box("#F0 #F0 #F0"), seven()), id="black on light"),
        pytest.param(seven(inside=CLIP.format(0)), id="in a clip"),
        pytest.param(in_block("", in_block("", seven())), id="in blocks"),
        pytest.param(both(seven(), seven('Visible="false"', text="1")), id="beside the invisible"),
        pytest.param(both(seven(), seven('Alpha="0"', text="1")), id="beside the clear"),
        pytest.param(both(seven(), seven(inside=WHITE, text="1")), id="beside the white"),
        pytest.param(both(seven(), seven('Fill="false"', text="1")), id="beside the empty"),
        pytest.param(both(seven(), seven(inside=CLIP.format(90), text="1")), id="clipped"),
        pytest.param(both(seven(), seven('CTM="1 1 -1 1 0 0"', text="1")), id="slanted"),
        pytest.param(both(seven(text="1"), box("255 255 255"), seven()), id="over the covered"),
        pytest.param(
            both(seven(text="\N{MATHEMATICAL BOLD DIGIT SEVEN}"), shifted(3.5, "1", 4)),
            id="mathematical figure with a mark",
        ),
        pytest.param(both(seven(text="\u200b"), seven()), id="after no width"),
    ],
)
def test_what_is_seen_is_read(objects: Objects) -> None:
    assert shown_by(objects) == 7


def test_nothing_is_read_of_a_hidden_block() -> None:
    assert shown_by(in_block(' Visible="false"', seven())) is None


PNG = "\x89PNG\r\n\x1a\n" + "\0" * 17
IMAGE = '<ofd:ImageObject ResourceID="9" Boundary="{} {} 9 9" CTM="9 0 0 9 0 0"/>'


@pytest.mark.parametrize(
    ("picture", "value"),
    [("\xff\xd8\xff", None), (PNG + "\2", None), (PNG + "\6", 7), (PNG + "\3..tRNS", 7)],
)
def test_a_picture_covers_where_it_is_opaque(picture: str, value: int | None) -> None:
    def draw(paper: Paper, cell: Cell) -> None:
        x, y = cell[0] + 2, HEIGHT - cell[3] + 7
        paper.draw(text_object(x, y, "7", 7) + IMAGE.format(x * 0.353 - 1, y * 0.353 - 5))

    paper = of_2021({CELL: draw})
    paper.parts["Doc_0/PublicRes.xml"] = (
        '<Res BaseLoc="Pictures"><MultiMedias><MultiMedia ID="9"><MediaFile>a.jpg</MediaFile>'
        "</MultiMedia></MultiMedias></Res>"
    )
    paper.parts["Doc_0/Pictures/a.jpg"] = picture.encode("latin-1")
    assert read(bytes(paper), "report.ofd").value(CELL) == value


@pytest.mark.parametrize(
    ("codes", "value"),
    [
        ('<ofd:TextCode X="0" Y="2.5" DeltaX="1.24 1.24">123</ofd:TextCode>', 123),
        ('<ofd:TextCode X="0" Y="2.5" DeltaX="g 2 1.24">123</ofd:TextCode>', 123),
        ('<ofd:TextCode X="0" Y="2.5" DeltaX="1.24">123</ofd:TextCode>', 123),
        ('<ofd:TextCode X="0" Y="2.5">123</ofd:TextCode>', 123),
        ('<ofd:TextCode X="0" Y="2.5" DeltaX="g 2000000000 1.24">123</ofd:TextCode>', 123),
        (
            '<ofd:TextCode X="0" Y="2.5">1</ofd:TextCode><ofd:TextCode X="1.24">2</ofd:TextCode>',
            12,
        ),
        (
            (
                '<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="2"><ofd:Glyphs>9 8'
                '</ofd:Glyphs></ofd:CGTransform><ofd:TextCode X="0" Y="2.5" DeltaX="1.24">12'
                "</ofd:TextCode>"
            ),
            12,
        ),
    ],
)
def test_where_characters_stand(codes: str, value: int) -> None:
    def objects(x: float, y: float) -> str:
        place = f'Boundary="{x * 25.4 / 72} {y * 25.4 / 72 - 2.5} 20 3"'
        return f'<ofd:TextObject Font="2" Size="2.47" {place}>{codes}</ofd:TextObject>'

    assert shown_by(objects) == value


def test_no_count_of_steps_is_believed() -> None:
    assert deltas("g 1000000000000 1 g 9 2", 3) == [1, 1, 1]
    assert deltas("g", 2) == []
    assert deltas("1 " * 1_000_000, 100_000) == [1] * 100_000
    assert deltas("", 2) == []


def test_templates_annotations_and_composite_objects_belong_to_the_page() -> None:
    whole = of_2021()
    first = whole.pages[0]
    table, rest = [x for x in first if "PathObject" in x], [x for x in first if "Text" in x]
    prose, last = rest[:-1], rest[-1]
    unit = (
        '<ofd:CompositeGraphicUnit ID="7"><ofd:Content>{}</ofd:Content></ofd:CompositeGraphicUnit>'
    )
    opened = '<ofd:{} xmlns:ofd="urn:another">{}</ofd:{}>'
    whole.parts = {
        "Doc_0/Tpls/Tpl_0.xml": content("".join(table)),
        "Doc_0/Res.xml": opened.format("Res", unit.format("".join(prose)), "Res"),
        "Doc_0/Annots.xml": opened.format(
            "Annotations",
            '<ofd:Page PageID="10"><ofd:FileLoc>Annots/Page_0.xml</ofd:FileLoc></ofd:Page>',
            "Annotations",
        ),
        "Doc_0/Annots/Page_0.xml": opened.format(
            "PageAnnot",
            f'<ofd:Annot Type="Path"><ofd:Appearance>{last}</ofd:Appearance></ofd:Annot>'
            f'<ofd:Annot Type="Stamp"><ofd:Appearance>{text_object(74, 400, "印", 90)}'
            "</ofd:Appearance></ofd:Annot>",
            "PageAnnot",
        ),
    }
    whole.common = (
        '<ofd:DocumentRes>Res.xml</ofd:DocumentRes><ofd:TemplatePage ID="5" '
        'BaseLoc="Tpls/Tpl_0.xml"/>'
    )
    whole.stated = "<ofd:Annotations>Annots.xml</ofd:Annotations>"
    whole.pages[0] = ['<ofd:CompositeObject ResourceID="7" Boundary="0 0 210 297"/>']
    plain = bytes(whole)
    with ZipFile(BytesIO(plain)) as old:
        parts = {name: old.read(name).decode() for name in old.namelist()}
    page = parts["Doc_0/Pages/Page_0/Content.xml"]
    parts["Doc_0/Pages/Page_0/Content.xml"] = page.replace(
        "<ofd:Content>", '<ofd:Template TemplateID="5"/><ofd:Content>'
    )
    report = read(package([], SIZE, parts), "report.ofd")
    expected = read(bytes(of_2021()), "report.ofd")
    assert report.to_dict() == expected.to_dict()


def test_watermarks_are_not_read() -> None:
    paper = of_2021()
    faint = '<ofd:FillColor Value="0 0 0" Alpha="40"/>'
    for page in paper.pages:
        page.insert(0, text_object(74, TOP + 60, "内部资料", 60, "", faint))
    assert read(bytes(paper), "a.ofd").to_dict() == read(bytes(of_2021()), "a.ofd").to_dict()


def refusal(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read(data, "report.ofd")
    assert caught.value.location.file == "report.ofd"
    return caught.value.message.en


def test_a_scan_says_so() -> None:
    picture = '<ofd:ImageObject ResourceID="9" Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/>'
    assert "OCR" in refusal(package([content(picture)], SIZE))


def test_text_drawn_as_shapes_says_so() -> None:
    paper = of_2021()
    shape = (
        '<ofd:PathObject Boundary="20 20 3 3" Fill="true" Stroke="false">'
        '<ofd:FillColor Value="0 0 0"/><ofd:AbbreviatedData>M 0 0 Q 1 1 2 0 L 1 2 C'
        "</ofd:AbbreviatedData></ofd:PathObject>"
    )
    paper.pages = [[x for x in page if "TextObject" not in x] for page in paper.pages]
    assert "shapes" not in refusal(bytes(paper))
    paper.draw(shape * 300)
    assert "drawn as shapes" in refusal(bytes(paper))


def test_an_encrypted_file_says_so() -> None:
    assert "encrypted" in refusal(package([], SIZE, {"Encryptions.xml": "<a/>"}))


@pytest.mark.parametrize(
    "part", ["OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml"]
)
def test_a_broken_part_says_so(part: str) -> None:
    assert "damaged" in refusal(package([content("")], SIZE, {part: "<a"}))


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("printed_document.MOST_PAGES", "too many pages"),
        ("printed_document._MOST_TAGS", "too long"),
        ("drawn_pages.MOST_OBJECTS", "too much on this page"),
        ("drawn_pages._MOST_POINTS", "too much on this page"),
        ("drawn_pages._MOST_LOOKS", "too much on this page"),
    ],
)
def test_too_much_is_refused(limit: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = of_2021()
    paper.draw(box("255 255 255")(300, 700) + text_object(300, 700, "7", 7))
    monkeypatch.setattr(f"reportlint.formats.ofd.{limit}", 0)
    assert message in refusal(bytes(paper))


def test_what_holds_itself_is_refused() -> None:
    itself = '<ofd:CompositeObject ResourceID="7"/>'
    resources = (
        f'<Res><CompositeGraphicUnit ID="7"><Content xmlns:ofd="x">{itself}</Content>'
        "</CompositeGraphicUnit></Res>"
    )
    data = package([content(itself)], SIZE, {"Doc_0/PublicRes.xml": resources})
    assert "too much on this page" in refusal(data)


WHOLE = package([content("".join(page)) for page in of_2021().pages[:1]], SIZE)


@pytest.mark.fuzz
@given(
    part=st.sampled_from(["OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml"]),
    at=st.integers(0, 4000),
    junk=st.sampled_from(["", "0", "-", "g 9", "1e999", '"', "<", "/", "nan", "99999999"]),
    width=st.integers(0, 6),
)
def test_changed_parts(part: str, at: int, junk: str, width: int) -> None:
    with ZipFile(BytesIO(WHOLE)) as whole:
        parts = {name: whole.read(name).decode() for name in whole.namelist()}
    text = parts[part]
    at %= len(text)
    parts[part] = text[:at] + junk + text[at + width :]
    survives(package([], SIZE, parts), "report.ofd")
