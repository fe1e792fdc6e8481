"""Markdown shows what was found, and of what files say nothing but their text."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token
from tests.output.runs import HOSTILE, faulty_run, hostile_run

from reportlint import Findings
from reportlint.output import render

OURS = {
    *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text"),
    *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
    *("strong_open", "strong_close"),
}


def tokens(findings: Findings) -> list[Token]:
    """What a page is made of, by a reader that makes links of addresses too."""
    document = render("markdown", findings, "zh")
    assert isinstance(document, bytes)
    blocks = MarkdownIt("gfm-like").parse(document.decode())
    return [token for block in blocks for token in (block, *(block.children or ()))]


def shown(findings: Findings) -> str:
    """The page's text."""
    return "\n".join(x.content for x in tokens(findings) if x.type == "text")


def test_page_has_a_heading_a_file_and_an_item_a_finding() -> None:
    found = tokens(faulty_run())
    assert [token.tag for token in found if token.type == "heading_open"] == ["h1", "h2", "h2"]
    assert sum(token.type == "strong_open" for token in found) == len(faulty_run())
    assert "street-2021.txt:65:37" in shown(faulty_run())
    assert "填报 4，应为 3" in shown(faulty_run())


def test_reader_would_make_links_pictures_and_html_of_what_files_say() -> None:
    found = MarkdownIt("gfm-like").parse(HOSTILE.replace("\n", " "))
    kinds = {token.type for block in found for token in (block, *(block.children or ()))}
    assert {"link_open", "image", "html_inline"} <= kinds


def test_no_file_makes_anything_but_text() -> None:
    found = tokens(hostile_run())
    assert {token.type for token in found} <= OURS
    said = shown(hostile_run())
    assert "<script>alert(1)</script>" in said
    assert "@someone" not in said
    assert "#1" not in said
