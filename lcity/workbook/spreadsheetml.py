"""The words of spreadsheet XML that its readers share: elements by local name, yes, escaped characters."""

import re

_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # the strict form
)
_ELEMENTS = (
    "workbookPr sheet numFmts numFmt cellXfs cellStyleXfs xf dxfs si t rPh "
    "sheetData row c v f is col mergeCell fonts font name"
)
# "namespace local" -> local, for the elements that are looked at.
LOCAL = {f"{space} {local}": local for space in _NAMESPACES for local in _ELEMENTS.split()}
TRUE = ("1", "true", "on")

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Characters that XML cannot hold are written as _xHHHH_, in UTF-16 units."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
