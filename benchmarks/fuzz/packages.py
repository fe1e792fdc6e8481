"""Damage to the parts of a zip package, which is a whole package again afterwards."""

from __future__ import annotations

import io
import warnings
import zipfile
from random import Random

from benchmarks.fuzz.damage import damaged_bytes, damaged_tokens, damaged_values
from benchmarks.quirks.medium import unpacked

Parts = list[tuple[str, bytes]]


def damaged_part(package: bytes, chance: Random) -> bytes:
    """Damage the tokens of a part; one that holds more is chosen more often."""
    parts = _parts(package)
    at = chance.choices(range(len(parts)), [len(content) ** 0.5 + 1 for _, content in parts])[0]
    name, content = parts[at]
    damage = chance.choices((damaged_values, damaged_tokens, damaged_bytes), (5, 4, 1))[0]
    parts[at] = name, damage(content, chance)
    return _packed(parts, chance)


def damaged_package(package: bytes, chance: Random) -> bytes:
    """Leave out, repeat, rename or exchange parts."""
    parts = _parts(package)
    one, other = (chance.randrange(len(parts)) for _ in range(2))
    (name, content), (other_name, other_content) = parts[one], parts[other]
    step = chance.randrange(5)
    if step == 0:
        del parts[one]
    elif step == 1:
        parts[one : one + 1] = [(name, content), (name, other_content)]
    elif step == 2:
        parts[one], parts[other] = (name, other_content), (other_name, content)
    elif step == 3:
        names = (
            name.upper(),
            name.replace("/", "\\"),
            f"../{name}",
            f"/{name}",
            f"{name}/",
            "年报",
        )
        parts[one] = chance.choice(names), content
    else:
        parts.insert(0, (chance.choice(("mimetype", "OFD.xml", "xl/workbook.xml")), content))
    return _packed(parts, chance)


def _parts(package: bytes) -> Parts:
    return list(unpacked(package).items())


def _packed(parts: Parts, chance: Random) -> bytes:
    kinds = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    kind = chance.choices(kinds, (10, 10, 1, 1))[0]
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", kind) as package:
        warnings.simplefilter("ignore")  # two parts of one name are meant
        for name, content in parts:
            package.writestr(zipfile.ZipInfo(name), content, kind)
    return file.getvalue()
