"""The drawing with the boxes of comments (VML): those of settled comments taken out, new ones put in."""

import re
from collections.abc import Collection, Mapping, Sequence
from math import ceil
from typing import NamedTuple

from lcity.workbook import LAST_COLUMN, LAST_ROW, address, position
from lcity.workbook.annotation.outline import Node, outline, splice, unsupported
from lcity.workbook.annotation.worksheet import Sizes
from lcity.workbook.markup import read_whole

_VML = "urn:schemas-microsoft-com:vml"
_SPACES = {
    "v": _VML,
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_TYPE = "_x0000_t202"
_SHAPETYPE = (
    f'<v:shapetype id="{_TYPE}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_NEW = (
    "<xml"
    + "".join(f' xmlns:{prefix}="{space}"' for prefix, space in _SPACES.items())
    + '><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)
_ID = re.compile(rb"_x0000_s([0-9]{1,7})\b")
_FIRST_ID = 1024

# Tahoma 9: what fits, rather too little than too much.
_LETTER, _LINE, _MARGIN = 6.5, 15, 14
_NARROW, _WIDE, _HIGHEST = 280, 480, 640
_SHORT = 400
_STEPS = 2_000  # so many cells are looked at, whatever is hidden


class Box(NamedTuple):
    cell: str
    text: str


def revise(
    part: str, data: bytes | None, gone: Collection[str], new: Sequence[Box], sizes: Sizes
) -> bytes | None:
    """None where no shape is left and there was one before."""
    if data is None:
        if not new:
            return None
        data = _NEW.encode()
    # Excel leaves <br> open in captions of buttons. Blanks of the same length keep every place.
    root = outline(part, data.replace(b"<br>", b"    "))
    if root.local != "xml":
        raise unsupported(f"{part}: {root.local[:40]}")
    left = [node for node in root.children if node.space == _VML and node.local != "shapetype"]
    # A box at a cell that gets its first comment now was left behind by another program.
    emptied = {*gone, *(box.cell for box in new)}
    removed = [node for node in left if _cell(node) in emptied]
    left = [node for node in left if node not in removed]
    if removed and not left and not new:
        return None
    edits = [node.remove() for node in removed]
    kept = splice(data, edits)
    declared = next((node for node in root.children if node.attributes.get("id") == _TYPE), None)
    unused = removed and f"#{_TYPE}".encode() not in kept
    if declared is not None and unused and _is_ours(data, root, declared):
        edits.append(declared.remove())
        declared = None
    if new:
        # By itself an id need only be new in its part; controls name the shape that they belong to by it.
        number = max((int(found[1]) for found in _ID.finditer(kept)), default=_FIRST_ID)
        shapes = [_shape(number + n, n, box, sizes) for n, box in enumerate(new, 1)]
        xml = b"".join(
            _declared(data, root, shape) for shape in ([_SHAPETYPE] if declared is None else []) + shapes
        )
        edits.append(root.append(xml))
    return splice(data, edits)


def _is_ours(data: bytes, root: Node, shapetype: Node) -> bool:
    return data[shapetype.start : shapetype.end] == _declared(data, root, _SHAPETYPE)


def _cell(shape: Node) -> str:
    """The cell whose comment a shape shows; "" where it shows none."""
    for client in shape.all("ClientData"):
        row, column = client.child("Row"), client.child("Column")
        if client.attributes.get("ObjectType") == "Note" and row is not None and column is not None:
            down, right = read_whole(row.text.strip(), LAST_ROW - 1), read_whole(column.text.strip())
            if down is not None and right is not None and right < LAST_COLUMN:
                return address(down + 1, right + 1)
    return ""


def _declared(data: bytes, root: Node, xml: str) -> bytes:
    """An element of ours; it declares the prefixes that the root does not declare as we do."""
    tag = data[root.start : root.inner].replace(b"'", b'"')
    missing = (
        f' xmlns:{prefix}="{space}"'
        for prefix, space in _SPACES.items()
        if f'xmlns:{prefix}="{space}"'.encode() not in tag
    )
    name, blank, rest = xml.partition(" ")
    return f"{name}{''.join(missing)}{blank}{rest}".encode()


def _shape(number: int, order: int, box: Box, sizes: Sizes) -> str:
    row, column = position(box.cell)
    width, height = _measure(box.text)
    left = _span(column + 1, 15, width, LAST_COLUMN, sizes.columns, sizes.column)
    top = _span(max(row - 1, 1), 4, height, LAST_ROW, sizes.rows, sizes.row)
    anchor = ", ".join(str(number) for ends in zip(left, top, strict=True) for end in ends for number in end)
    return (
        f'<v:shape id="_x0000_s{number}" type="#{_TYPE}" style="position:absolute;margin-left:60pt;'
        f"margin-top:2pt;width:{width * 3 // 4}pt;height:{height * 3 // 4}pt;z-index:{order};"
        'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )


def _measure(text: str) -> tuple[int, int]:
    """Width and height, in pixels, of a box into which the text fits."""
    width = _NARROW if len(text) <= _SHORT else _WIDE
    letters = int((width - _MARGIN) / _LETTER)
    # Words that do not fit go to the next line, so that lines are not full.
    lines = sum(max(1, ceil(len(line) * 1.1 / letters)) for line in text.split("\n"))
    return width, min(lines * _LINE + _MARGIN, _HIGHEST)


def _span(
    first: int, offset: int, length: int, last: int, own: Mapping[int, int], otherwise: int
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where a box begins and ends along one edge of the sheet: column or row from 0, and pixels into it."""
    first = min(first, last)
    room = -offset
    for at in range(first, min(last + 1, first + _STEPS)):
        size = own.get(at, otherwise)
        if room + size >= length:
            return (first - 1, offset), (at - 1, length - room)
        room += size
    # No room to the edge: the box goes before it, over the cell if need be.
    for at in range(last, max(1, last - _STEPS), -1):
        length -= own.get(at, otherwise)
        if length <= 0:
            break
    return (at - 1, 0), (last - 1, max(own.get(last, otherwise) - 1, 0))
