"""The styles part: the looks that lcity's marks and list need are added at its ends and taken off again."""

from typing import NamedTuple

from lcity.workbook.annotation.outline import Edit, Node, outline, prefixed, splice

# What a stylesheet holds, in the order in which it must.
_ORDER = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
_FONT = '<color rgb="FF{color}"/><name val="Times New Roman"/><family val="1"/><charset val="163"/>'
_INK, _BLUE, _GREY = "000000", "0563C1", "808080"
_EDGES = "".join(
    f'<{side} style="thin"><color rgb="FFBFBFBF"/></{side}>' for side in ("left", "right", "top", "bottom")
)


def _font(size: int, color: str = _INK, before: str = "") -> str:
    return f'<font>{before}<sz val="{size}"/>{_FONT.format(color=color)}</font>'


def _mark(font: str, fill: str) -> str:
    return (
        f'<dxf><font><color rgb="FF{font}"/></font>'
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{fill}"/><bgColor rgb="FF{fill}"/>'
        "</patternFill></fill></dxf>"
    )


# What a part without such a collection must begin it with: cells without a style of their own have number 0.
_FIRST: dict[str, tuple[str, ...]] = {
    "fonts": ('<font><sz val="11"/><name val="Calibri"/></font>',),
    "fills": (
        '<fill><patternFill patternType="none"/></fill>',
        '<fill><patternFill patternType="gray125"/></fill>',
    ),
    "borders": ("<border><left/><right/><top/><bottom/><diagonal/></border>",),
    "cellXfs": ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
    "dxfs": (),
}
_FONTS = (
    _font(14, before="<b/>"),
    _font(12, before="<b/>"),
    _font(12),
    _font(12, _BLUE, "<u/>"),
    _font(8, _GREY),
)
_FILLS = ('<fill><patternFill patternType="solid"><fgColor rgb="FFD9E2F3"/></patternFill></fill>',)
_BORDERS = (f"<border>{_EDGES}<diagonal/></border>",)
_AS_TEXT = 49  # the number format "@": what is typed stays as it is typed
_ADDED = {"fonts": 5, "fills": 1, "borders": 1, "cellXfs": 5, "dxfs": 2}
_DXFS = (_mark("9C0006", "FFC7CE"), _mark("7F6000", "FFEB9C"))


class Looks(NamedTuple):
    """The numbers of lcity's looks in one workbook: two of conditional formats, then cell styles."""

    error: int
    warning: int
    title: int
    heading: int
    text: int
    link: int
    plain: int


def empty(space: str) -> bytes:
    """A styles part for a workbook that has none, to which the collections are added."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<styleSheet xmlns="{space}"><cellStyleXfs count="1">{_FIRST["cellXfs"][0]}</cellStyleXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ).encode()


def add(part: str, data: bytes) -> tuple[bytes, Looks]:
    root = outline(part, data)
    counts = {local: _count(root, local) for local in _FIRST}
    ours = _looks(counts, styled=_is_styled(root))
    edits: list[Edit] = []
    made: dict[int, str] = {}  # new collections, by where they go
    for local, xml in ours.items():
        node = root.child(local)
        if node is None:
            at = _place(root, local)
            made[at] = made.get(at, "") + f"<{local}>{''.join(_FIRST[local])}{''.join(xml)}</{local}>"
        else:
            edits.append(node.append(prefixed("".join(xml), node.prefix)))
            edits += node.set("count", str(len(node.children) + len(xml)))
    if root.empty:
        edits.append(root.append(prefixed("".join(made.values()), root.prefix)))
    else:
        edits += [Edit(at, at, prefixed(xml, root.prefix)) for at, xml in made.items()]
    first, dxf = counts["cellXfs"], counts["dxfs"]
    return splice(data, edits), Looks(dxf, dxf + 1, first, first + 1, first + 2, first + 3, first + 4)


def remove(part: str, data: bytes) -> bytes:
    """The reverse of `add`, for a part that no other program has written since."""
    root = outline(part, data)
    nodes = {local: node for local in _FIRST if (node := root.child(local)) is not None}
    counts = {local: len(node.children) - _ADDED[local] for local, node in nodes.items()}
    if len(nodes) < len(_FIRST) or min(counts.values()) < 0:
        return data
    edits: list[Edit] = []
    for local, xml in _looks(counts, styled=_is_styled(root)).items():
        node, kept = nodes[local], counts[local]
        added = prefixed("".join(xml), node.prefix)
        start = node.close - len(added)
        if node.empty or data[start : node.close] != added:  # not as we left it: harmless, and stays
            return data
        first = prefixed("".join(_FIRST[local]), node.prefix)
        if "count" not in node.attributes and data[node.inner : start] == first:
            edits.append(node.remove())
        elif kept:
            edits += [*node.set("count", str(kept)), Edit(start, node.close, b"")]
        else:
            edits += [*node.set("count", "0"), Edit(node.inner - 1, node.end, b"/>")]
    return splice(data, edits)


def _looks(counts: dict[str, int], *, styled: bool) -> dict[str, tuple[str, ...]]:
    """What is added to each collection, where so many stand in each already."""
    font, fill, border = counts["fonts"], counts["fills"], counts["borders"]
    parent = ' xfId="0"' if styled else ""

    def cell(number: int, own: int, edges: int, alignment: str, ground: int = 0) -> str:
        return (
            f'<xf numFmtId="{number}" fontId="{font + own}" fillId="{ground}" borderId="{edges}"{parent} '
            'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
            f"<alignment {alignment}/></xf>"
        )

    wrapped = 'vertical="top" wrapText="1"'
    cells = (
        cell(0, 0, 0, 'vertical="center"'),
        cell(0, 1, border, 'horizontal="center" vertical="center" wrapText="1"', fill),
        cell(_AS_TEXT, 2, border, wrapped),
        cell(_AS_TEXT, 3, border, wrapped),
        cell(_AS_TEXT, 4, 0, 'vertical="top"'),
    )
    return {"fonts": _FONTS, "fills": _FILLS, "borders": _BORDERS, "cellXfs": cells, "dxfs": _DXFS}


def _is_styled(root: Node) -> bool:
    parents = root.child("cellStyleXfs")
    return parents is not None and bool(parents.children)


def _count(root: Node, local: str) -> int:
    node = root.child(local)
    return len(node.children if node else _FIRST[local])


def _place(root: Node, local: str) -> int:
    """Behind the last collection that must stand before that one."""
    before = _ORDER.partition(f" {local} ")[0].split()
    return max((node.end for node in root.children if node.local in before), default=root.inner)
