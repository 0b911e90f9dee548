"""The zip of an .xlsx: every byte checked against its CRC, and the parts a workbook consists of, by its
relations."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from kyosai_desktop.excel.reader import limits
from kyosai_desktop.excel.reader.outcomes import Outcome
from kyosai_desktop.excel.reader.refused_file import RefusedFile
from kyosai_desktop.excel.reader.xml_events import LocalNames, is_true, parse_xml

_CHUNK = 1 << 20
_KEPT_SUFFIXES = (".xml", ".rels")

_OTHER_PACKAGES = {
    "word/": "Word文書",
    "ppt/": "PowerPoint文書",
}


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One entry of the book's list of sheets; ``part`` is empty for sheets that hold only a chart or a
    dialog. ``comments`` and ``threads`` are the parts with what was written beside its cells, '' for none."""

    name: str
    hidden: bool
    part: str
    comments: str = ""
    threads: str = ""


@dataclass(slots=True)
class Package:
    """The XML parts of an .xlsx by name, and what its workbook part says."""

    parts: dict[str, bytes] = field(default_factory=dict)
    sheets: list[SheetPart] = field(default_factory=list)
    date1904: bool = False
    styles_part: str = ""
    strings_part: str = ""
    has_macros: bool = False
    has_external_links: bool = False


@contextmanager
def zip_errors_refuse() -> Iterator[None]:
    """Turns what ``zipfile`` raises for broken and locked archives into outcomes."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, UnicodeError, OSError, OverflowError) as error:
        raise RefusedFile(Outcome.DAMAGED_ZIP) from error
    except NotImplementedError as error:
        # what zipfile raises for a method of compression that it doesn't know
        raise RefusedFile(Outcome.DAMAGED_ZIP) from error
    except RuntimeError as error:
        # zipfile has no narrower class for an entry that needs a password
        raise RefusedFile(Outcome.PASSWORD) from error


def read_package(path: Path) -> Package:
    """Read and check the whole archive. Raises ``RefusedFile``."""
    with zip_errors_refuse(), zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        names = {entry.filename for entry in entries}
        _refuse_other_packages(archive, names)
        if len(entries) > limits.MAX_ZIP_ENTRIES:
            raise RefusedFile(Outcome.TOO_LARGE)
        if len(names) != len(entries):
            raise RefusedFile(Outcome.DAMAGED_ZIP)
        # zipfile reads no more of an entry than the size declared here, so the sum bounds what is inflated
        if sum(entry.file_size for entry in entries) > limits.MAX_UNZIPPED_BYTES:
            raise RefusedFile(Outcome.TOO_LARGE)
        parts = {entry.filename: _read_entry(archive, entry) for entry in entries}
    package = Package({name.replace("\\", "/").lstrip("/").lower(): data for name, data in parts.items()})
    _read_workbook_part(package)
    return package


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of an XML part; of pictures and the like only the CRC is checked."""
    if entry.filename.lower().endswith(_KEPT_SUFFIXES):
        return archive.read(entry)
    with archive.open(entry) as stream:
        while stream.read(_CHUNK):
            pass
    return b""


def _refuse_other_packages(archive: zipfile.ZipFile, names: set[str]) -> None:
    lower = {name.lower() for name in names}
    if any(name.endswith("xl/workbook.bin") for name in lower):
        raise RefusedFile(Outcome.UNSUPPORTED, found="バイナリ形式のブック（*.xlsb）")
    if "mimetype" in lower and "content.xml" in lower:
        kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
        if b"spreadsheet" in kind:
            raise RefusedFile(Outcome.UNSUPPORTED, found="OpenDocument形式の表（*.ods）")
        raise RefusedFile(Outcome.NOT_A_WORKBOOK, found="OpenDocument形式の文書")
    if "[content_types].xml" not in lower:
        raise RefusedFile(Outcome.NOT_A_WORKBOOK, found="ZIP形式の圧縮ファイル")
    for folder, found in _OTHER_PACKAGES.items():
        if any(name.startswith(folder) for name in lower):
            raise RefusedFile(Outcome.NOT_A_WORKBOOK, found=found)


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    target: str


def _relations(package: Package, part: str) -> dict[str, _Relation]:
    """Relation id → kind (last word of its type) and target part, of one part ('' for the package)."""
    folder, name = posixpath.split(part)
    data = package.parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, _Relation] = {}
    if data is None:
        return found
    local = LocalNames()

    def start(element: str, attributes: dict[str, str]) -> None:
        if local[element] != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = unquote(attributes.get("Target", "")).replace("\\", "/")
        full = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = attributes.get("Type", "").rpartition("/")[2]
        found[attributes.get("Id", "")] = _Relation(kind, full.lower())

    parse_xml(data, start)
    return found


def _read_workbook_part(package: Package) -> None:
    books = [r.target for r in _relations(package, "").values() if r.kind == "officeDocument"]
    if not books or books[0] not in package.parts:
        raise RefusedFile(Outcome.DAMAGED_ZIP)
    relations = _relations(package, books[0])
    local = LocalNames()
    is_workbook = False

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal is_workbook
        name = local[element]
        if name == "workbook":
            is_workbook = True
        elif name == "workbookPr":
            package.date1904 = is_true(attributes.get("date1904"))
        elif name == "externalReference":
            package.has_external_links = True
        elif name == "sheet":
            package.sheets.append(_sheet_part(package, relations, attributes))

    parse_xml(package.parts[books[0]], start)
    if not is_workbook or not package.sheets:
        raise RefusedFile(Outcome.DAMAGED)
    for relation in relations.values():
        if relation.kind == "styles":
            package.styles_part = relation.target
        elif relation.kind == "sharedStrings":
            package.strings_part = relation.target
        elif relation.kind == "vbaProject":
            package.has_macros = True
    for part in (package.styles_part, package.strings_part):
        # without its styles a date would be read as a number
        if part and part not in package.parts:
            raise RefusedFile(Outcome.DAMAGED_ZIP)


def _sheet_part(package: Package, relations: dict[str, _Relation], attributes: dict[str, str]) -> SheetPart:
    identifier = next((value for key, value in attributes.items() if key.endswith(":id")), "")
    relation = relations.get(identifier)
    if relation is None:
        raise RefusedFile(Outcome.DAMAGED)
    name = attributes.get("name", "")
    hidden = attributes.get("state", "visible") != "visible"
    if relation.kind != "worksheet":
        return SheetPart(name, hidden, "")
    if relation.target not in package.parts:
        raise RefusedFile(Outcome.DAMAGED_ZIP, sheet=name)
    beside = {each.kind: each.target for each in _relations(package, relation.target).values()}
    return SheetPart(
        name, hidden, relation.target, beside.get("comments", ""), beside.get("threadedComment", "")
    )
