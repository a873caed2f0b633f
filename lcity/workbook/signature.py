"""The only judge of what a file is: bytes in, the format of a workbook out, or what it looks like instead."""

from collections.abc import Mapping

from lcity.errors import LcityError
from lcity.workbook.markup import walk
from lcity.workbook.package import Package, broken
from lcity.workbook.parts import find_main, has_macros

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The first record of an .xls file older than its container (Excel 2 to 5).
_BARE_XLS = (
    b"\x09\x08\x10\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x00\x04\x00",
)
_SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"

# Names of formats are the same in every language.
_STARTS = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"SQLite": "SQLite",
}
_ARCHIVES = {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "GZIP"}
_STREAMS = {
    "WordDocument": "Word (.doc)",
    "PowerPoint Document": "PowerPoint (.ppt)",
    "__properties": "Outlook (.msg)",
}
_FOLDERS = {"word": "Word (.docx)", "ppt": "PowerPoint (.pptx)", "visio": "Visio (.vsdx)"}
_OPEN_DOCUMENTS = {"text": "OpenDocument Text (.odt)", "presentation": "OpenDocument Presentation (.odp)"}


def recognise(data: bytes) -> tuple[str, Package | None]:
    """The format of a workbook, and its package where it is one.

    Raises LcityError not-a-workbook (-but, -table), workbook-encrypted, workbook-broken.
    """
    if data.startswith(b"PK\3\4"):
        package = Package(data)
        return _recognise_package(package), package
    if data.startswith(OLE2):
        return _recognise_ole2(data), None
    if data.startswith(_BARE_XLS):
        return "xls", None
    for start, looks in _STARTS.items():
        if data.startswith(start):
            raise LcityError("not-a-workbook-but", looks=looks)
    for start, looks in _ARCHIVES.items():
        if data.startswith(start):
            raise LcityError("not-a-workbook-archive", looks=looks)
    table = _recognise_text(data)
    if table:
        raise LcityError("not-a-workbook-table", looks=table)
    if not data.strip(b"\0"):  # what a power cut or a half-synchronised folder leaves
        raise broken("00 00 00 00")
    raise LcityError("not-a-workbook")


def _recognise_package(package: Package) -> str:
    if "mimetype" in package:
        return _recognise_open_document(package)
    if "_rels/.rels" in package:
        main = find_main(package)
        folder = main.split("/")[0].lower()
        if folder in _FOLDERS:
            raise LcityError("not-a-workbook-but", looks=_FOLDERS[folder])
        if main.lower().endswith(".bin"):
            return "xlsb"
        return "xlsm" if has_macros(package, main) else "xlsx"
    if any(name.startswith("xl/") for name in package.names):
        raise broken("_rels/.rels: missing")
    if any(name.endswith(".iwa") for name in package.names):
        raise LcityError("not-a-workbook-but", looks="Numbers")
    raise LcityError("not-a-workbook-archive", looks="ZIP")


def _recognise_open_document(package: Package) -> str:
    kind = package.read("mimetype")[:200].decode("ascii", "replace").strip()
    if not kind.startswith(_SPREADSHEET):
        looks = _OPEN_DOCUMENTS.get(kind.rpartition(".")[2].split("-")[0])
        if looks is None:
            raise LcityError("not-a-workbook-archive", looks="ZIP")
        raise LcityError("not-a-workbook-but", looks=looks)
    if "META-INF/manifest.xml" in package:

        def refuse_encrypted(name: str, _: Mapping[str, str]) -> None:
            if name.endswith(" encryption-data"):
                raise LcityError("workbook-encrypted")

        walk(package, "META-INF/manifest.xml", refuse_encrypted)
    return "ods"


def _recognise_ole2(data: bytes) -> str:
    """By the names of streams, written in UTF-16. An .xls may hold a Word object: Word is asked for last."""
    if _holds(data, "EncryptedPackage"):
        raise LcityError("workbook-encrypted")
    if _holds(data, "Workbook") or _holds(data, "Book"):
        return "xls"
    raise not_xls(data)


def not_xls(data: bytes) -> LcityError:
    """What to say of an OLE2 container in which there is no workbook."""
    for stream, looks in _STREAMS.items():
        if _holds(data, stream):
            return LcityError("not-a-workbook-but", looks=looks)
    return broken("OLE2")


def _holds(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in data


def _recognise_text(data: bytes) -> str:
    """HTML, XML or CSV that was given the ending of a workbook; "" where it is no text."""
    head = data[:8192]
    try:
        text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1")
    except UnicodeDecodeError:
        return ""
    text = text.removeprefix("\xef\xbb\xbf").lstrip().lower()
    if not text or any(letter < " " and letter not in "\t\r\n\f" for letter in text):
        return ""
    if "urn:schemas-microsoft-com:office:spreadsheet" in text:
        return "XML (Excel 2003)"
    if text.startswith("<") and any(tag in text for tag in ("<html", "<table", "<!doctype html", "<body")):
        return "HTML"
    if text.startswith("mime-version:"):
        return "MHTML"
    if text.startswith("<"):
        return "XML"
    return "CSV"
