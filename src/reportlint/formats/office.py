"""DOC, WPS, RTF and ODT, and the Word XML of before DOCX: turned into DOCX by LibreOffice."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from reportlint.document.content import Content
from reportlint.document.packages import parsed, part_names, read_part, refuse_bomb
from reportlint.errors import ReadError
from reportlint.formats import docx
from reportlint.formats.format import OLE, TAG, ZIP, Format
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report
from reportlint.temporary import temporary_folder

LONGEST_CONVERSION = 30.0
"""Seconds; LibreOffice takes a few, most of them to start."""
LARGEST_RESULT = 50 * 2**20
MOST_MEMORY = 2**30
"""Bytes that LibreOffice may hold; a report takes it a tenth."""

_SUFFIXES = (".doc", ".wps", ".rtf", ".odt")
_PROGRAMS = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_FORMATS = {
    ".doc": Text("Word 97–2003 文档（.doc、.wps）", "Word 97–2003 documents (.doc, .wps)"),
    ".rtf": Text("RTF 文档", "RTF documents"),
    ".odt": Text("ODT 文档", "ODT documents"),
    ".xml": Text("Word 2003 XML 文档", "Word 2003 XML documents"),
}
_BROKEN = Text(
    "LibreOffice 无法打开此文件：文件已损坏、过大或设有密码，请另存为 DOCX",
    "LibreOffice cannot open the file: it is damaged, too large or has a password; save it as DOCX",
)
_SLOW = Text(
    "LibreOffice 打开此文件用时过长，请另存为 DOCX",
    "LibreOffice takes too long to open the file; save it as DOCX",
)
_WORD, _LOCKED, *_SHEETS = (
    f"{name}\0".encode("utf-16-le")
    for name in ("WordDocument", "EncryptedPackage", "Workbook", "Book")
)
_OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
_WORD_XML = b"http://schemas.microsoft.com/office/word/2003/wordml"
_RTF = rb"{\rtf"
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "2"),
)
"""No macros, nothing fetched, no links followed."""
_BOUNDED = ("/bin/sh", "-c", f'ulimit -d {MOST_MEMORY // 1024}; exec "$@"', "sh")
_ITEM = (
    '<item oor:path="/org.openoffice.Office.{}"><prop oor:name="{}" oor:op="fuse">'
    "<value>{}</value></prop></item>"
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'
)


def recognises(content: Content) -> bool:
    """Whether the bytes are a document that LibreOffice must turn into DOCX."""
    return _kind(content) is not None


def read(content: Content) -> Report:
    """Read one report; ReadError where LibreOffice is not installed or cannot open the file."""
    suffix = _kind(content) or ".doc"
    if content.data.startswith(OLE) and _LOCKED in content.data:
        raise ReadError(Text("文件设有打开密码", "the file has a password"), Location(content.file))
    if suffix == ".odt":
        refuse_bomb(content)
    if suffix == ".xml":
        parsed(content.data, content.file)
    return docx.read(Content(content.file, _converted(content, suffix)))


def _kind(content: Content) -> str | None:
    """Return the suffix of the format that the bytes are in."""
    head = content.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(OLE):
        return ".doc" if _is_word(content) else None
    if head.startswith(_RTF):
        return ".rtf"
    if head.startswith(TAG) and _WORD_XML in head:
        return ".xml"
    if "mimetype" in part_names(content):
        return ".odt" if read_part(content, "mimetype").startswith(_OPEN_TEXT) else None
    return None


def _is_word(content: Content) -> bool:
    """Whether a compound file is a Word document; one inside the other only its name tells."""
    if _WORD not in content.data:
        return _LOCKED in content.data
    return content.suffix in _SUFFIXES or not any(name in content.data for name in _SHEETS)


def _converted(content: Content, suffix: str) -> bytes:
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise _not_installed(content.file, suffix)
    with temporary_folder() as folder:
        source = folder / f"document{suffix}"
        source.write_bytes(content.data)
        if not _ran(program, source):
            raise ReadError(_SLOW, Location(content.file))
        result = source.with_suffix(".docx")
        if not result.is_file() or result.stat().st_size > LARGEST_RESULT:
            raise ReadError(_BROKEN, Location(content.file))
        return result.read_bytes()


def _ran(program: str, source: Path) -> bool:
    """Convert a file beside itself; return whether the program ended by itself in time."""
    # A profile of its own: it may run beside others, and nobody's settings or macros count.
    profile = source.parent / "profile"
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_PROFILE.format("".join(_ITEM.format(*x) for x in _SETTINGS)), "utf-8")
    command = [*(_BOUNDED if os.name == "posix" else ()), program, "--headless", "--norestore"]
    command += [f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(source.parent)]
    silent = subprocess.DEVNULL
    process = subprocess.Popen(
        [*command, str(source)], stdin=silent, stdout=silent, stderr=silent, start_new_session=True
    )
    try:
        process.wait(LONGEST_CONVERSION)
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            _end(process)
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started: `soffice` is a script around the program proper."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _not_installed(file: str, suffix: str) -> ReadError:
    return ReadError(
        Text(
            "{format}要用 LibreOffice 打开，但没有找到：请安装 LibreOffice，或另存为 DOCX",
            "{format} are opened with LibreOffice, which was not found: install it, or save the "
            "file as DOCX",
        ).fill(format=_FORMATS[suffix]),
        Location(file),
    )


FORMAT = Format(
    "office",
    suffixes=_SUFFIXES,
    marks=(OLE, _RTF, TAG, ZIP),
    recognises=recognises,
    read=read,
    # LibreOffice takes seconds to start before it converts anything.
    patience=6,
)
