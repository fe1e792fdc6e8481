"""Quirks of HTML."""

from __future__ import annotations

import re
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from functools import cache
from html import escape

from fixtures.documents.web import html

from benchmarks.quirks.characters import WITH_BLANKS
from benchmarks.quirks.medium import Medium, replaced, template
from benchmarks.quirks.quirk import Contents, Quirk
from reportlint.form.schema import Form

QUIRKS = (
    Quirk("sup", lambda n: f"{n}<sup>1</sup>"),
    Quirk("sup link", lambda n: f'{n}<sup><a href="#n1">[1]</a></sup>'),
    Quirk("sub", lambda n: f"{n}<sub>2</sub>"),
    Quirk("vertical-align: super", lambda n: f'{n}<span style="vertical-align: super">1</span>'),
    Quirk("vertical-align by class", lambda n: f'{n}<span class="raised">1</span>'),
    Quirk("s", lambda n: f"<s>511</s>{n}"),
    Quirk("strike", lambda n: f"<strike>511</strike>{n}"),
    Quirk("del and ins", lambda n: f"<del>511</del><ins>{n}</ins>"),
    Quirk("line-through", lambda n: f'<span style="text-decoration:line-through">7</span>{n}'),
    Quirk("line-through by class", lambda n: f'<span class="gone">7</span>{n}'),
    Quirk("hidden attribute", lambda n: f"{n}<span hidden>9</span>"),
    Quirk("display: none", lambda n: f'{n}<span style="display:none">9</span>'),
    Quirk(
        "DISPLAY : NONE",
        lambda n: f'{n}<span style="COLOR:red; DISPLAY : NONE !important">9</span>',
    ),
    Quirk("visibility: hidden", lambda n: f'{n}<b style="visibility: hidden">9</b>'),
    Quirk("font-size: 0", lambda n: f'{n}<b style="font-size:0px">9</b>'),
    Quirk("display: none by class", lambda n: f'{n}<span class="unseen">9</span>'),
    Quirk("display: none by id", lambda n: f'{n}<span id="unseen">9</span>'),
    Quirk("display: none by element", lambda n: f"{n}<var>9</var>"),
    Quirk(
        "shown again within hidden",
        lambda n: (
            f'<span style="visibility:hidden">9<span style="visibility:visible">{n}</span></span>'
        ),
    ),
    Quirk("comment", lambda n: f"{n}<!-- 9 -->"),
    Quirk("bogus comment", lambda n: f"<![if !supportLists]>{n}<![endif]>"),
    Quirk("conditional comment", lambda n: f"<!--[if gte mso 9]>9<![endif]-->{n}"),
    Quirk("processing instruction", lambda n: f'{n}<?xml:namespace prefix = o ns = "urn:x" />'),
    Quirk("o:p", lambda n: f"{n}<o:p></o:p>"),
    Quirk("script", lambda n: f"{n}<script>9</script>"),
    Quirk("style", lambda n: f"{n}<style>.a {{ width: 9px }}</style>"),
    Quirk("template", lambda n: f"{n}<template>9</template>"),
    Quirk("input", lambda n: f'<input type="text" value="{n}">'),
    Quirk("input without type", lambda n: f"<input value='{n}' size=4>"),
    Quirk("hidden input", lambda n: f'{n}<input type="hidden" value="9">'),
    Quirk("checkbox", lambda n: f'{n}<input type="checkbox" value="9">'),
    Quirk("textarea", lambda n: f"<textarea>{n}</textarea>"),
    Quirk("select", lambda n: f"<select><option>9</option><option selected>{n}</option></select>"),
    Quirk(
        "select without choice",
        lambda n: f"<select><option>{n}</option><option>9</option></select>",
    ),
    Quirk("button", lambda n: f"<button>{n}</button>"),
    Quirk("label", lambda n: f"<label>{n}</label>"),
    Quirk("nested table of one cell", lambda n: f"<table><tr><td>{n}</td></tr></table>"),
    Quirk(
        "nested table of two cells",
        lambda n: f"<table><tr><td>{n[:-2]}</td><td>{n[-2:]}</td></tr></table>",
        "unknown",
        5,
    ),
    Quirk("line break between numbers", lambda n: f"{n[:-2]}<br>{n[-2:]}", "unknown", 5),
    Quirk("two paragraphs", lambda n: f"<p>{n[:-2]}</p><p>{n[-2:]}</p>", "unknown", 5),
    Quirk("two blocks", lambda n: f"<div>{n[:-2]}</div><div>{n[-2:]}</div>", "unknown", 5),
    Quirk("list items", lambda n: f"<ul><li>{n[:-2]}</li><li>{n[-2:]}</li></ul>", "unknown", 5),
    Quirk("inline markup within", lambda n: f"{n[:1]}<b>{n[1:]}</b>"),
    Quirk(
        "font within", lambda n: f'<font face="宋体">{n[:1]}</font><font color="red">{n[1:]}</font>'
    ),
    Quirk("wbr within", lambda n: f"{n[:1]}<wbr>{n[1:]}"),
    Quirk("line end in markup", lambda n: f"<span\n>{n}</span\n>\n"),
    Quirk("character references", lambda n: "".join(f"&#{ord(x)};" for x in n)),
    Quirk("hexadecimal reference", lambda n: "".join(f"&#x{ord(x):x};" for x in n)),
    Quirk("nbsp", lambda n: f"&nbsp;{n}&nbsp;"),
    Quirk("zwnj", lambda n: f"{n}&zwnj;"),
    Quirk("shy", lambda n: f"{n[:1]}&shy;{n[1:]}"),
    Quirk("ruby", lambda n: f"<ruby>{n}<rp>(</rp><rt>9</rt><rp>)</rp></ruby>"),
    Quirk("u", lambda n: f"<u>{n}</u>"),
    Quirk("unknown element", lambda n: f"<xyz>{n}</xyz>"),
    Quirk("link", lambda n: f'<a href="x.html">{n}</a>'),
    Quirk("unclosed elements", lambda n: f"<b><i>{n}"),
    Quirk("NUL", lambda n: f"{n}\0"),
    Quirk("title attribute", lambda n: f'<span title="9">{n}</span>'),
    Quirk("details, closed", lambda n: f"{n}<details><summary></summary>9</details>"),
    Quirk("summary", lambda n: f"<details><summary>{n}</summary>9</details>"),
    Quirk("popover", lambda n: f"{n}<div popover>9</div>"),
    Quirk("scale(0)", lambda n: f'{n}<b style="display:inline-block;transform:scale(0)">9</b>'),
    Quirk("fill colour", lambda n: f'{n}<b style="-webkit-text-fill-color:transparent">9</b>'),
    Quirk("content-visibility", lambda n: f'{n}<b style="content-visibility:hidden">9</b>'),
    Quirk("white", lambda n: f'{n}<font color="white">9</font>'),
    Quirk("image", lambda n: f'{n}<img src="a.png" alt="">'),
)

_STYLE = """<style>
.unseen, #unseen { display: none }
var { display: none }
.raised { vertical-align: super; font-size: smaller }
.gone { text-decoration: line-through }
@media print { p { color: black } }
</style>"""

_PLACE = re.compile(r"(?<!<title)>(?:&nbsp;)?([^<>&]+)<")


def document(form: Form, contents: Contents[str]) -> bytes:
    """Return a clean page with a quirk."""
    return replaced(_PLACE, _page(form.edition), contents).encode()


@cache
def _page(edition: str) -> str:
    return html(template(edition)).replace("</head>", f"{_STYLE}</head>")


def saved(form: Form, contents: Contents[str]) -> bytes:
    """Return the page with a quirk as a browser saves it in one file."""
    letter = MIMEMultipart("related", boundary="----=_page")
    letter["Subject"] = "report"
    letter.attach(MIMEText(document(form, contents).decode(), "html", "utf-8"))
    return letter.as_bytes()


_ALL = (*(x.then(escape) for x in WITH_BLANKS), *QUIRKS)
MEDIA = (Medium(".html", _ALL, document), Medium(".mht", QUIRKS, saved))
