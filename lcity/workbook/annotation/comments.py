"""The comments part of a worksheet: what lcity wrote there before is taken out, what it says now is put in.

Each text of lcity stands between two lines, the second with a checksum. Only what lies between two such lines
and agrees with the checksum is taken out again: whatever a person typed before, behind or into it stays.
"""

import re
import unicodedata
import zlib
from collections.abc import Collection, Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape

from lcity.workbook.annotation.outline import Edit, Node, outline, prefixed, splice
from lcity.workbook.spreadsheetml import unescape

MAX_LENGTH = 32_000  # Excel allows 32,767 characters in a cell and in a comment
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_CONVERSATION = "tc="  # so begins the author's name where a comment stands in for a conversation
_FONT = '<rFont val="Tahoma"/><charset val="163"/>'  # 163: Vietnamese
_NEW = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<comments xmlns="{space}"><authors></authors><commentList></commentList></comments>'
)


class Revision(NamedTuple):
    data: bytes | None  # None: no comment is left
    gone: set[str]  # cells that lost their comment
    new: list[str]  # cells that got one
    passed: set[str]  # cells whose comment must not be touched


def revise(
    part: str, data: bytes | None, space: str, author: str, texts: Mapping[str, str], closed: Collection[str]
) -> Revision:
    """`texts` by cell. `closed` are cells with a conversation, whose comment only stands in for it."""
    fresh = data is None
    data = data if data is not None else _NEW.format(space=space).encode()
    root = outline(part, data)
    people, listed = root.child("authors"), root.child("commentList")
    if people is None or listed is None:
        return Revision(data, set(), [], set(texts))
    names = [node.text for node in people.children]
    edits: list[Edit] = []
    gone: set[str] = set()
    passed = {cell for cell in texts if cell in closed}
    waiting = {cell: text for cell, text in texts.items() if cell not in passed}
    authors_in_use = set()
    for comment in listed.children:
        cell = comment.attributes.get("ref", "").replace("$", "")
        author_id = comment.attributes.get("authorId", "")
        text = comment.child("text")
        talk = author_id.isdecimal() and names[int(author_id) : int(author_id) + 1]
        if text is None or cell in closed or (talk and talk[0].startswith(_CONVERSATION)):
            passed |= {cell} & waiting.keys()
            waiting.pop(cell, None)
        elif (cut := _cut(text, author)) is None:
            gone.add(cell)
            edits.append(comment.remove())
            continue
        else:
            edits += cut.edits
            if cell in waiting:
                edits += _extend(text, cut, frame(waiting.pop(cell), author))
            elif cut.edits:
                edits += _unwrap(cut)
        authors_in_use.add(author_id)
    new = list(waiting)
    index = _index(names, author)
    # Our name goes with our last comment, unless the numbers of other people would change with it.
    last = people.children[-1] if people.children else None
    if gone and not new and last and last.text == author and str(len(names) - 1) not in authors_in_use:
        edits.append(last.remove())
    if new and index == len(names):
        edits.append(people.append(prefixed(f"<author>{escape(author)}</author>", people.prefix)))
    made = (_comment(cell, index, frame(text, author)) for cell, text in waiting.items())
    edits += [listed.append(prefixed("".join(made), listed.prefix))] if new else []
    if not new and (fresh or (gone and not authors_in_use)):
        return Revision(None, gone, [], passed)
    return Revision(splice(data, edits), gone, new, passed)


def _index(names: list[str], author: str) -> int:
    return names.index(author) if author in names else len(names)


def clean(text: str) -> str:
    """Line ends as "\\n", without characters that no part can hold, cut to what a cell takes."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", unicodedata.normalize("NFC", text)).strip()
    return text if len(text) <= MAX_LENGTH else text[: MAX_LENGTH - 1] + "…"


def written(text: str) -> str:
    """As the text of an element; what reads like an escaped character stays what it is."""
    return escape(_ESCAPED.sub("_x005F_", text))


def checksum(text: str) -> str:
    """Of the words: programs that save a file may change blanks and the way of writing diacritics."""
    words = " ".join(unicodedata.normalize("NFC", text).split())
    return f"{zlib.crc32(words.encode()):08x}"


class Frame(NamedTuple):
    """A text of lcity and the two lines around it."""

    first: str
    text: str
    last: str


def frame(text: str, author: str) -> Frame:
    text = clean(text).replace(f"— {author}", f"- {author}")  # such a line ends a text
    return Frame(f"— {author} —\n", text, f"\n— {author} {checksum(text)} —")


class _Piece(NamedTuple):
    """A <t> of a comment, the run around it if there is one, and where its text begins in the whole."""

    node: Node
    run: Node | None
    at: int
    text: str


class _Cut(NamedTuple):
    edits: list[Edit]
    pieces: list[_Piece]  # that stay
    end: int  # where runs may be added


def _cut(text: Node, author: str) -> _Cut | None:
    """What takes the texts of lcity out of a comment; None where nothing else stands in it."""
    pieces: list[_Piece] = []
    at = 0
    end = text.inner
    for node in text.children:
        if node.local not in ("t", "r"):
            continue
        end = node.end
        t = node if node.local == "t" else node.child("t")
        if t is not None:
            words = unescape(t.text).replace("\r\n", " \n")  # keeps the length
            pieces.append(_Piece(t, None if t is node else node, at, words))
            at += len(words)
    whole = "".join(piece.text for piece in pieces)
    spans = _find(whole, author)
    if not spans:
        return _Cut([], pieces, end)
    if not _without(whole, 0, spans).strip():
        return None
    edits: list[Edit] = []
    staying = []
    for piece in pieces:
        kept = _without(piece.text, piece.at, spans)
        if kept:
            staying.append(piece)
            if kept != piece.text:
                edits.append(Edit(piece.node.inner, piece.node.close, written(kept).encode()))
        elif piece.text:
            edits.append((piece.run or piece.node).remove())
    return _Cut(edits, staying, end)


def _find(whole: str, author: str) -> list[tuple[int, int]]:
    """Where texts of lcity stand, from the line end before to the end of their last line."""
    name = re.escape(author)
    words = rf"((?:(?!— {name} —).)*?)"
    pattern = re.compile(rf"\s?— {name} —\s{words}\s— {name} ([0-9a-f]{{8}}) —", re.DOTALL)
    spans = [found.span() for found in pattern.finditer(whole) if checksum(found[1]) == found[2]]
    if spans and spans[0][0] == 0 and whole[spans[0][1] :].startswith("\n"):  # what a person wrote below ours
        spans[0] = 0, spans[0][1] + 1
    return spans


def _without(text: str, at: int, spans: list[tuple[int, int]]) -> str:
    """A piece of a text that begins at `at`, less what lies within the spans of the whole."""
    kept = []
    here = 0
    for first, last in spans:
        kept.append(text[here : max(here, first - at)])
        here = max(here, last - at)
    return "".join((*kept, text[here:]))


def _extend(text: Node, cut: _Cut, ours: Frame) -> list[Edit]:
    """Adds a text below what a person wrote. A text without runs is made the first run."""
    prefix = text.prefix
    edits = []
    for piece in cut.pieces:
        if piece.run is None:
            edits += [
                Edit(piece.node.start, piece.node.start, prefixed("<r>", prefix)),
                Edit(piece.node.end, piece.node.end, prefixed("</r>", prefix)),
            ]
    runs = prefixed(_runs(ours, "\n" if cut.pieces else ""), prefix)
    if text.empty:
        return [text.append(runs)]
    return [*edits, Edit(cut.end, cut.end, runs)]


def _unwrap(cut: _Cut) -> list[Edit]:
    """The reverse of what `_extend` does to a text without runs."""
    if len(cut.pieces) != 1:
        return []
    run, node = cut.pieces[0].run, cut.pieces[0].node
    if run is None or len(run.children) != 1 or (run.inner, run.close) != (node.start, node.end):
        return []
    return [Edit(run.start, run.inner, b""), Edit(run.close, run.end, b"")]


def _runs(ours: Frame, before: str = "") -> str:
    return "".join(
        f'<r><rPr>{look}{_FONT}</rPr><t xml:space="preserve">{written(words)}</t></r>'
        for look, words in (
            ('<b/><sz val="9"/>', before + ours.first),
            ('<sz val="9"/>', ours.text),
            ('<sz val="7"/><color rgb="FF808080"/>', ours.last),
        )
        if words
    )


def _comment(cell: str, author: int, ours: Frame) -> str:
    return f'<comment ref="{cell}" authorId="{author}"><text>{_runs(ours)}</text></comment>'
