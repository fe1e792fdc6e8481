"""Quirks of WordprocessingML: what stands in the `w:p` of a cell, or in place of it."""

from __future__ import annotations

import re
from functools import cache, partial
from html import escape

from benchmarks.quirks.characters import WITH_WIDE_BLANKS
from benchmarks.quirks.medium import Medium, packed, template, unpacked
from benchmarks.quirks.quirk import Contents, Quirk
from reportlint.form.schema import Form
from reportlint.formats.docx import word_writer


def _run(text: str, properties: str = "") -> str:
    about = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _p(*content: str, properties: str = "") -> str:
    about = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{about}{''.join(content)}</w:p>"


def _control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _table(*cells: str) -> str:
    columns = '<w:gridCol w:w="500"/>' * len(cells)
    inner = "".join(f"<w:tc><w:tcPr/>{_p(_run(x))}</w:tc>" for x in cells)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid><w:tr>{inner}</w:tr></w:tbl><w:p/>"


_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>= 9 + 9</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_CHANGE = 'w:id="9" w:author="x" w:date="2025-01-01T00:00:00Z"'

QUIRKS = (
    Quirk("superscript", lambda n: _p(_run(n), _run("1", '<w:vertAlign w:val="superscript"/>'))),
    Quirk("subscript", lambda n: _p(_run(n), _run("1", '<w:vertAlign w:val="subscript"/>'))),
    Quirk("superscript by style", lambda n: _p(_run(n), _run("1", '<w:rStyle w:val="QRaised"/>'))),
    Quirk(
        "baseline again",
        lambda n: _p(_run(n, '<w:rStyle w:val="QRaised"/><w:vertAlign w:val="baseline"/>')),
    ),
    Quirk("hidden", lambda n: _p(_run(n), _run("9", "<w:vanish/>"))),
    Quirk("hidden off", lambda n: _p(_run(n, '<w:vanish w:val="0"/>'))),
    Quirk(
        "hidden by character style", lambda n: _p(_run(n), _run("9", '<w:rStyle w:val="QHidden"/>'))
    ),
    Quirk(
        "hidden by based-on style",
        lambda n: _p(_run(n), _run("9", '<w:rStyle w:val="QHiddenToo"/>')),
    ),
    Quirk(
        "shown though its style hides",
        lambda n: _p(_run(n, '<w:rStyle w:val="QHidden"/><w:vanish w:val="false"/>')),
    ),
    Quirk(
        "hidden by paragraph style",
        lambda n: _p(_run(n)) + _p(_run("9"), properties='<w:pStyle w:val="QHiddenParagraph"/>'),
    ),
    Quirk(
        "hidden twice by toggles", lambda n: _p(_run(n), _run("9", "<w:vanish/><w:specVanish/>"))
    ),
    Quirk("struck out", lambda n: _p(_run("511", "<w:strike/>"), _run(n))),
    Quirk("struck out twice", lambda n: _p(_run("511", "<w:dstrike/>"), _run(n))),
    Quirk("struck out by style", lambda n: _p(_run("511", '<w:rStyle w:val="QStruck"/>'), _run(n))),
    Quirk("strike off", lambda n: _p(_run(n, '<w:strike w:val="0"/>'))),
    Quirk(
        "deleted and inserted",
        lambda n: _p(
            f"<w:del {_CHANGE}><w:r><w:delText>511</w:delText></w:r></w:del>",
            f"<w:ins {_CHANGE}>{_run(n)}</w:ins>",
        ),
    ),
    Quirk("moved away", lambda n: _p(f"<w:moveFrom {_CHANGE}>{_run('511')}</w:moveFrom>", _run(n))),
    Quirk("field", lambda n: _p(_FIELD.format(_run(n)))),
    Quirk(
        "simple field",
        lambda n: _p(f'<w:fldSimple w:instr=" =SUM(ABOVE) ">{_run(n)}</w:fldSimple>'),
    ),
    Quirk("content control in the paragraph", lambda n: _p(_control(_run(n)))),
    Quirk("content control around the paragraph", lambda n: _control(_p(_run(n)))),
    Quirk(
        "empty content control",
        lambda n: _p(_run(n), _control(_run("单击此处输入文字。"), "<w:showingPlcHdr/>")),
    ),
    Quirk("hyperlink", lambda n: _p(f'<w:hyperlink w:anchor="x">{_run(n)}</w:hyperlink>')),
    Quirk("smart tag", lambda n: _p(f'<w:smartTag w:uri="u" w:element="e">{_run(n)}</w:smartTag>')),
    Quirk(
        "runs within",
        lambda n: _p(_run(n[:1], "<w:b/>"), '<w:proofErr w:type="spellStart"/>', _run(n[1:])),
    ),
    Quirk(
        "bookmark within",
        lambda n: _p(
            _run(n[:1]),
            '<w:bookmarkStart w:id="7" w:name="q"/><w:bookmarkEnd w:id="7"/>',
            _run(n[1:]),
        ),
    ),
    Quirk("nested table of one cell", _table),
    Quirk("nested table of two cells", lambda n: _table(n[:-2], n[-2:]), "unknown", 5),
    Quirk("two paragraphs", lambda n: _p(_run(n[:-2])) + _p(_run(n[-2:])), "unknown", 5),
    Quirk(
        "line break between numbers",
        lambda n: _p(_run(n[:-2]), "<w:r><w:br/></w:r>", _run(n[-2:])),
        "unknown",
        5,
    ),
    Quirk(
        "carriage return between numbers",
        lambda n: _p(_run(n[:-2]), "<w:r><w:cr/></w:r>", _run(n[-2:])),
        "unknown",
        5,
    ),
    Quirk(
        "tab between numbers",
        lambda n: _p(_run(n[:-2]), "<w:r><w:tab/></w:r>", _run(n[-2:])),
        "unknown",
        5,
    ),
    Quirk("empty paragraph before", lambda n: _p() + _p(_run(n))),
    Quirk("empty paragraph after", lambda n: _p(_run(n)) + _p()),
    Quirk(
        "footnote reference",
        lambda n: _p(
            _run(n),
            '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            '<w:footnoteReference w:id="2"/></w:r>',
        ),
    ),
    Quirk(
        "soft hyphen of its own",
        lambda n: _p(_run(n[:1]), "<w:r><w:softHyphen/></w:r>", _run(n[1:])),
    ),
    Quirk("symbol", lambda n: _p(_run(n), '<w:r><w:sym w:font="Wingdings" w:char="F081"/></w:r>')),
    Quirk(
        "ruby",
        lambda n: _p(
            f"<w:r><w:ruby><w:rubyPr/><w:rt>{_run('9')}</w:rt><w:rubyBase>{_run(n)}</w:rubyBase></w:ruby></w:r>"
        ),
    ),
    Quirk("line end before the text", lambda n: _p(f"<w:r>\n<w:t>{n}</w:t>\n</w:r>")),
    Quirk("white", lambda n: _p(_run(n), _run("9", '<w:color w:val="FFFFFF"/>'))),
    Quirk(
        "white on black",
        lambda n: _p(_run(n, '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>')),
    ),
    Quirk("annotation reference", lambda n: _p(_run(n), "<w:r><w:annotationRef/></w:r>")),
)

_STYLES = (
    '<w:style w:type="character" w:styleId="QRaised"><w:name w:val="QRaised"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="QHidden"><w:name w:val="QHidden"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style>"
    '<w:style w:type="character" w:styleId="QHiddenToo"><w:name w:val="QHiddenToo"/>'
    '<w:basedOn w:val="QHidden"/></w:style>'
    '<w:style w:type="character" w:styleId="QStruck"><w:name w:val="QStruck"/>'
    "<w:rPr><w:strike/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="QHiddenParagraph"><w:name w:val="QHiddenParagraph"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style>"
)

_PARAGRAPH = re.compile(r"<w:p>(?:(?!<w:p>).)*?<w:t[^>]*>([^<]*)</w:t></w:r></w:p>")


def _paragraph(contents: Contents[str], found: re.Match[str]) -> str:
    """Return a paragraph of the template with its number, or what has the quirk in its place."""
    if contents.has_quirk(found[1]):
        return contents.shown
    return found[0].replace(f">{found[1]}<", f">{contents.plain(found[1])}<")


def document(form: Form, contents: Contents[str]) -> bytes:
    """Return the document that the library writes, with a quirk."""
    parts = dict(_parts(form.edition))
    xml = parts["word/document.xml"].decode()
    parts["word/document.xml"] = _PARAGRAPH.sub(partial(_paragraph, contents), xml).encode()
    return packed(parts)


@cache
def _parts(edition: str) -> dict[str, bytes]:
    parts = unpacked(word_writer.write(template(edition)))
    styles = parts["word/styles.xml"]
    return parts | {
        "word/styles.xml": styles.replace(b"</w:styles>", f"{_STYLES}</w:styles>".encode())
    }


def _in_paragraph(text: str) -> str:
    return _p(_run(escape(text)))


MEDIUM = Medium(".docx", (*(x.then(_in_paragraph) for x in WITH_WIDE_BLANKS), *QUIRKS), document)
