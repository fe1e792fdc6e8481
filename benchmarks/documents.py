"""Each document reader against its extraction library alone, in one process, in turn.

`python -m benchmarks.documents` prints milliseconds (medians) and ratios; exit code 1 where a limit
is exceeded. The library's part is to open the document and to take the text of every cell, without
deciding what any of them is. The library of PDF is not the one that reads it here.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from reportlint.formats import read

CHECKOUT = Path(__file__).parents[1]
DOCUMENTS = CHECKOUT / "fixtures" / "documents"
REAL_PDF = CHECKOUT.parent / "shared" / "real" / "huaian-2024.pdf"
REPEATS = 15
LARGEST_OF_PDF = 0.35
"""What reading a PDF may take of what its peer takes."""


def python_docx(content: bytes) -> int:
    """Word: python-docx, every cell's text."""
    import docx

    document = docx.Document(io.BytesIO(content))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return sum(len(cell.text) for cell in cells)


def openpyxl(content: bytes) -> int:
    """XLSX: openpyxl, every cell's value."""
    import openpyxl as library

    book = library.load_workbook(io.BytesIO(content), data_only=True)
    return sum(len(row) for sheet in book for row in sheet.iter_rows(values_only=True))


def xlrd(content: bytes) -> int:
    """XLS: xlrd, every cell's value and the merged cells."""
    import xlrd as library

    book = library.open_workbook(file_contents=content, formatting_info=True)
    return sum(len(sheet.row_values(n)) for sheet in book.sheets() for n in range(sheet.nrows))


def justhtml(content: bytes) -> int:
    """HTML: justhtml, every cell's text."""
    from justhtml import JustHTML

    page = JustHTML(content.decode(), track_node_locations=True)
    return sum(len(cell.to_text()) for cell in page.query("td"))


def pdfplumber(content: bytes) -> int:
    """PDF: pdfplumber, its tables and its text."""
    import pdfplumber as library

    with library.open(io.BytesIO(content)) as document:
        return sum(len(page.extract_tables()) + len(page.extract_text()) for page in document.pages)


PEERS: dict[Path, Callable[[bytes], int]] = {
    DOCUMENTS / "report.docx": python_docx,
    DOCUMENTS / "report.xlsx": openpyxl,
    DOCUMENTS / "report.xls": xlrd,
    DOCUMENTS / "report.html": justhtml,
    DOCUMENTS / "report.pdf": pdfplumber,
    REAL_PDF: pdfplumber,
}


def main() -> int:
    """Time every reader and its peer in turn."""
    exceeded = False
    for path, peer in PEERS.items():
        if not path.exists():
            continue
        content = path.read_bytes()
        ours, theirs = in_turn(partial(read, content, path.name), partial(peer, content))
        over = peer is pdfplumber and ours / theirs > LARGEST_OF_PDF
        exceeded = exceeded or over
        print(
            f"{path.name:16} {ours:8.1f} ms  {peer.__name__:12} {theirs:8.1f} ms"
            f"  {ours / theirs:5.2f}{f'  over {LARGEST_OF_PDF}' if over else ''}"
        )
    return 1 if exceeded else 0


def in_turn(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """Return the median milliseconds of both, after a first call that does not count."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(REPEATS + 1):
        for call, times in zip((ours, theirs), taken, strict=True):
            started = time.perf_counter()
            call()
            times.append((time.perf_counter() - started) * 1000)
    return median(taken[0][1:]), median(taken[1][1:])


if __name__ == "__main__":
    sys.exit(main())
