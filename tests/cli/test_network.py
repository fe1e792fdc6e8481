"""Nothing is fetched, whatever a document refers to: no call of the system opens a connection."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.paths import DOCUMENTS

PAGE = """<base href="http://127.0.0.1:9/"><link rel="stylesheet" href="a.css">
<style>@import "b.css"; p { background: url(c.png) }</style><script src="d.js"></script>
<img src="e.png"><iframe src="f.html"></iframe><a href="g.pdf">附件</a>
<p>某局2024年政府信息公开工作年度报告</p>
"""
ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "http://127.0.0.1:9/b">]><a>&b;</a>'
OF_OFFICE = (".doc", ".rtf", ".odt")
"""LibreOffice speaks with itself over a socket of its own."""


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_no_connection_is_opened(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.xml").write_bytes(ENTITY)
    trace = tmp_path / "trace"
    traced = ("strace", "-f", "-e", "trace=network", "-o", str(trace))
    documents = [path for path in DOCUMENTS.glob("report*") if path.suffix not in OF_OFFICE]
    files = map(str, (tmp_path / "a.html", tmp_path / "b.xml", *documents))
    command = (*traced, sys.executable, "-m", "reportlint", "check", *files)
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1, 2):
        pytest.skip(f"strace may not trace here: {done.stderr[-200:]}")
    calls = trace.read_text(encoding="utf-8")
    assert "+++ exited with" in calls
    assert [line for line in calls.splitlines() if "AF_INET" in line or "connect(" in line] == []
