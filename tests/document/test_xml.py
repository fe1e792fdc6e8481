"""XML from strangers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from reportlint.document.packages import parsed
from reportlint.errors import ReadError

MOST_TAGS = 400_000
DEEPEST = 256


def test_comments_and_instructions_are_left_out() -> None:
    root = parsed(b"<a>1<!-- 2 -->3<?b 4?>5</a>", "a.docx")
    assert etree.tostring(root) == b"<a>135</a>"


def test_files_of_this_machine_are_not_opened(tmp_path: Path) -> None:
    # Were the entity resolved, its own flaw would be what is wrong.
    (secret := tmp_path / "secret.txt").write_text("<broken")
    declared = f'<!DOCTYPE a [<!ENTITY b SYSTEM "{secret.as_uri()}">]><a>&b;</a>'
    with pytest.raises(ReadError) as raised:
        parsed(declared.encode(), "a.docx")
    assert raised.value.message.en == "the file is damaged: DOCTYPE"
    assert raised.value.location.file == "a.docx"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_type_is_refused_in_any_encoding(encoding: str) -> None:
    with pytest.raises(ReadError, match="DOCTYPE"):
        parsed("<!DOCTYPE a []><a/>".encode(encoding), "a.xml")


def test_depth_is_bounded() -> None:
    parsed(b"<a>" * DEEPEST + b"</a>" * DEEPEST, "a.docx")
    with pytest.raises(ReadError, match="depth"):
        parsed(b"<a>" * (DEEPEST + 1) + b"</a>" * (DEEPEST + 1), "a.docx")


def test_tags_are_bounded() -> None:
    whole = b"<a>" + b"<b/>" * (MOST_TAGS - 2) + b"</a>"
    assert len(parsed(whole, "a.docx")) == MOST_TAGS - 2
    with pytest.raises(ReadError, match="too long"):
        parsed(whole.replace(b"<b/>", b"<b/><b/>", 1), "a.docx")


def test_parser_may_use_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever libxml2 was built with: that of lxml's wheels knows no HTTP anyway."""
    flags: dict[str, Any] = {}
    made = etree.XMLParser

    def parser(**given: Any) -> Any:
        flags.update(given)
        return made(**given)

    monkeypatch.setattr(etree, "XMLParser", parser)
    parsed(b"<a/>", "a.docx")
    assert flags["no_network"]
    assert not flags.keys() & {"huge_tree", "load_dtd", "recover"}
