"""The parts of a Word document that are the same for every report: page, fonts, styles.

Page and type follow what offices use for official documents (GB/T 9704—2012): A4, the title in
Song, headings in Hei, text in Fangsong of size three on lines of 28 points, tables in Song. Lines
grow with what stands in them: between fixed lines a pasted picture shows its foot alone.
"""

from __future__ import annotations

WIDTH = 9412
"""Of the text, in twentieths of a point: 166 mm."""

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = f'xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"'
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"

PAGE = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1247" w:bottom="1418"'
    ' w:left="1247" w:header="851" w:footer="907" w:gutter="0"/></w:sectPr>'
)
"""A4, with a number at the foot of each page."""


def _fonts(chinese: str, latin: str = "Times New Roman") -> str:
    return (
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}"'
        ' w:hint="eastAsia"/>'
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _paragraph(identity: str, name: str, paragraph: str, run: str, base: str = "Normal") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{base}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr>'
        "</w:style>"
    )


_CENTRED = '<w:jc w:val="center"/>'
_NOT_INDENTED = '<w:ind w:firstLine="0" w:firstLineChars="0"/>'
_TIGHT = '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>' + _NOT_INDENTED
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_LINES = "".join(f'<w:{x} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for x in _SIDES)

_STYLES = (
    f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts('仿宋')}{_size(32)}"
    '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '<w:qFormat/><w:pPr><w:spacing w:line="560" w:lineRule="atLeast"/>'
    '<w:ind w:firstLine="640" w:firstLineChars="200"/><w:jc w:val="both"/></w:pPr></w:style>'
    + _paragraph(
        "Title",
        "Title",
        f'<w:spacing w:after="280" w:line="640" w:lineRule="exact"/>{_NOT_INDENTED}{_CENTRED}',
        f"{_fonts('宋体')}<w:b/>{_size(44)}",
    )
    + _paragraph(
        "Heading1",
        "heading 1",
        '<w:keepNext/><w:spacing w:before="120" w:after="120"/><w:outlineLvl w:val="0"/>',
        f"{_fonts('黑体')}{_size(32)}",
    )
    + _paragraph("Signature", "Signature", f'{_NOT_INDENTED}<w:jc w:val="right"/>', "")
    + _paragraph("TableLabel", "Table Label", f'{_TIGHT}<w:jc w:val="left"/>', _fonts("宋体"))
    + _paragraph("TableNumber", "Table Number", _CENTRED, "", "TableLabel")
    + _paragraph("Footer", "footer", f"{_TIGHT}{_CENTRED}", f"{_fonts('宋体')}{_size(28)}")
    + '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    "</w:style>"
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{_LINES}</w:tblBorders><w:tblCellMar>'
    '<w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    "</w:style></w:styles>"
)

_FOOTER = (
    f'<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space='
    '"preserve">— </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
)

_SETTINGS = (
    f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting '
    'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)


def _relations(*targets: str) -> str:
    related = "".join(
        f'<Relationship Id="rId{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate((x.split("=") for x in targets), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>'


_TYPES = "".join(
    f'<Override PartName="/word/{part}.xml" ContentType="{_KIND}.{kind}+xml"/>'
    for part, kind in (
        ("document", "document.main"),
        ("styles", "styles"),
        ("settings", "settings"),
        ("footer", "footer"),
    )
)

PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="application/xml"/>{_TYPES}</Types>',
    "_rels/.rels": _relations("officeDocument=word/document.xml"),
    "word/_rels/document.xml.rels": _relations(
        "styles=styles.xml", "settings=settings.xml", "footer=footer.xml"
    ),
    "word/styles.xml": _STYLES,
    "word/settings.xml": _SETTINGS,
    "word/footer.xml": _FOOTER,
}
"""All parts but the document's own, by their names."""
