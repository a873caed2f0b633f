"""Where the elements of an XML part lie, to the byte, and the part with some of these bytes exchanged."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.parsers import expat

from lcity.errors import LcityError
from lcity.workbook.markup import MAX_DEPTH
from lcity.workbook.package import broken

_MAX_NODES = 400_000
# In well-formed XML a tag ends at the first ">" that no quotes hold.
_TAG = re.compile(rb"""(?:[^"'>]|"[^"]*"|'[^']*')*+>""")
ATTRIBUTE = re.compile(rb"""[\s]([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")
_ENCODINGS = (None, "utf-8", "utf8")


class Edit(NamedTuple):
    """Puts `new` in the place of the bytes from `start` to `end`."""

    start: int
    end: int
    new: bytes


class Node:
    """One element: its start tag from `start` to `inner`, its end tag from `close` to `end`."""

    __slots__ = (
        *("name", "space", "local", "attributes", "text", "children"),
        *("data", "start", "inner", "close", "end", "empty"),
    )

    def __init__(self, name: str, attributes: Mapping[str, str], data: bytes, start: int) -> None:
        tag = _TAG.match(data, start)
        if tag is None:  # cannot be: expat has found the tag well-formed
            raise unsupported(f"{name[-40:]}: tag")
        self.name = name
        self.space, _, self.local = name.rpartition(" ")
        self.attributes = attributes
        self.data = data
        self.start = start
        self.inner = tag.end()
        self.empty = data.endswith(b"/>", start, self.inner)
        self.close = self.end = self.inner
        self.children: list[Node] = []
        self.text = ""  # what stands directly in it

    @property
    def tag(self) -> bytes:
        """The name as it is written."""
        return re.split(rb"[\s/>]", self.data[self.start + 1 : self.inner], maxsplit=1)[0]

    @property
    def prefix(self) -> str:
        """What names of the element's own namespace begin with inside it: "" or, for instance, "x:"."""
        before, colon, _ = self.tag.decode().rpartition(":")
        return before + colon

    def child(self, local: str) -> "Node | None":
        return next((node for node in self.children if node.local == local), None)

    def all(self, local: str) -> Iterator["Node"]:
        """The elements of that name below this one, in their order."""
        for node in self.children:
            if node.local == local:
                yield node
            yield from node.all(local)

    def append(self, new: bytes) -> Edit:
        """Adds to the end of what stands in the element."""
        if self.empty:
            return Edit(self.inner - 2, self.inner, b">" + new + b"</" + self.tag + b">")
        return Edit(self.close, self.close, new)

    def remove(self) -> Edit:
        return Edit(self.start, self.end, b"")

    def set(self, attribute: str, value: str) -> list[Edit]:
        """Exchanges the value of an attribute without prefix; nothing where there is no such attribute."""
        for found in ATTRIBUTE.finditer(self.data, self.start, self.inner):
            if found[1] == attribute.encode():
                return [Edit(found.start(2) + 1, found.end(2) - 1, value.encode())]
        return []


def outline(part: str, data: bytes, skip: str = "") -> Node:
    """The tree of a part; what lies in the element `skip` is passed over.

    Raises LcityError workbook-broken, or annotation-unsupported where the part is not in UTF-8.
    """
    return _Outliner(part, data, skip).run()


class _Outliner:
    def __init__(self, part: str, data: bytes, skip: str) -> None:
        self.part = part
        self.data = data
        self.skip = skip
        self.skipped = ""  # its whole name, once it was met
        self.open: list[Node] = []
        self.root: Node | None = None
        self.count = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")

    def run(self) -> Node:
        if b"\0" in self.data[:4] or self.data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise unsupported(f"{self.part}: UTF-16")
        parser = self.parser
        parser.buffer_text = True
        parser.XmlDeclHandler = self.declare
        parser.StartDoctypeDeclHandler = self.refuse_doctype
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.take
        try:
            parser.Parse(self.data, True)
        except expat.ExpatError as error:
            raise broken(f"{self.part}: XML {error.lineno}:{error.offset + 1}") from None
        except (UnicodeError, LookupError):
            raise unsupported(f"{self.part}: encoding") from None
        if self.root is None:
            raise broken(f"{self.part}: XML")
        return self.root

    def declare(self, version: str, encoding: str | None, standalone: int) -> None:  # noqa: ARG002
        if (encoding and encoding.lower()) not in _ENCODINGS:
            raise unsupported(f"{self.part}: encoding")

    def refuse_doctype(self, *_: object) -> None:
        raise broken(f"{self.part}: DOCTYPE")

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.count += 1
        if self.count > _MAX_NODES or len(self.open) >= MAX_DEPTH:
            raise unsupported(f"{self.part}: elements")
        node = Node(name, attributes, self.data, self.parser.CurrentByteIndex)
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)
        if node.local == self.skip and len(self.open) == 2:
            self.skipped = name
            self.parser.StartElementHandler = None
            self.parser.EndElementHandler = self.end_inside
            self.parser.CharacterDataHandler = None

    def end_inside(self, name: str) -> None:
        """Almost every element of a sheet passes here."""
        if name == self.skipped:
            self.parser.StartElementHandler = self.start
            self.parser.EndElementHandler = self.end
            self.parser.CharacterDataHandler = self.take
            self.end(name)

    def end(self, name: str) -> None:
        node = self.open.pop()
        if node.name != name:  # an element of that name inside the one left out
            raise broken(f"{self.part}: {name[-40:]}")
        if not node.empty:
            node.close = self.parser.CurrentByteIndex
            node.end = self.data.index(b">", node.close) + 1

    def take(self, text: str) -> None:
        if self.open:
            self.open[-1].text += text


def splice(data: bytes, edits: Sequence[Edit]) -> bytes:
    """The bytes with all edits made. Insertions at one place stay in the order in which they are given."""
    pieces = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < at:  # only where elements stand in others in which they have no business
            raise unsupported("nested elements")
        pieces += [data[at : edit.start], edit.new]
        at = edit.end
    return b"".join((*pieces, data[at:]))


def prefixed(xml: str, prefix: str) -> bytes:
    """XML of lcity's own making, its elements put into the namespace of that prefix."""
    if not prefix:
        return xml.encode()
    return re.sub("<(/?)", rf"<\1{prefix}", xml).encode()


def unsupported(why: str) -> LcityError:
    """`why` is for whoever gives support and the same in every language: a part, and what in it."""
    return LcityError("annotation-unsupported", why=why)
