"""The bytes of a criteria file in, its nodes with line and column out; only the plain part of YAML is taken.

Every scalar is text. Anchors, aliases, merge keys, tags and second documents are refused. The parser's
events are read one by one and not composed by the library: a tree that repeats or contains itself never comes
to exist, and depth costs no stack.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import yaml

from lcity.criteria import LARGEST
from lcity.criteria.mistakes import Mistakes, Spot

LONGEST_LINE = 2_000  # characters; the parser looks far ahead in a line
DEEPEST = 12  # a criteria set needs six
MOST_EVENTS = 50_000  # texts, begins and ends of lists and maps; a set of 57 indicators has 6,000

# Control characters, and the rarer line ends that would make lines count otherwise than in an editor.
REFUSED = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)

# What the parser says, and the mistake that people mostly made then.
REASONS = (
    ("mapping values are not allowed", "yaml-colon"),
    ("could not find expected ':'", "yaml-no-colon"),
    ("unexpected end of stream", "yaml-quote"),
    ("unexpected document indicator", "yaml-quote"),
    ("unknown escape", "yaml-escape"),
    ("escape sequence", "yaml-escape"),
    ("cannot start any token", "yaml-character"),
    ("',' or", "yaml-bracket"),
    ("did not find expected", "yaml-indent"),
    ("but found", "yaml-indent"),
    ("are not allowed", "yaml-indent"),
)


@dataclass(slots=True)
class TextNode:
    text: str
    spot: Spot
    plain: bool  # written without quotes

    @property
    def empty(self) -> bool:
        return self.plain and not self.text


@dataclass(slots=True)
class ListNode:
    spot: Spot
    items: "list[Node]" = field(default_factory=list)


@dataclass(slots=True)
class MapNode:
    spot: Spot
    flow: bool  # written as {a: b}
    pairs: "list[tuple[TextNode, Node]]" = field(default_factory=list)
    key: TextNode | None = None  # read, its value not yet


Node = TextNode | ListNode | MapNode


class Mark(Protocol):
    """The place of an event, as both parsers give it, counted from 0."""

    line: int
    column: int


def parse(data: bytes, mistakes: Mistakes) -> Node:
    """Raises LcityError `criteria-wrong` where the bytes are no plain YAML document of bearable size."""
    text = decode(data, mistakes)
    check_lines(text, mistakes)
    try:
        root = build(text, mistakes)
    except yaml.MarkedYAMLError as error:
        add_syntax(error, text, mistakes)
        mistakes.stop()
    except yaml.YAMLError as error:
        mistakes.add(Spot(1, 1), "yaml-syntax", why=str(error))
        mistakes.stop()
    if root is None or (isinstance(root, TextNode) and root.empty):
        mistakes.add(Spot(1, 1), "yaml-empty")
    if root is None or mistakes.count:
        mistakes.stop()
    return root


def decode(data: bytes, mistakes: Mistakes) -> str:
    if len(data) > LARGEST:
        mistakes.add(Spot(1, 1), "yaml-too-large", most=LARGEST // 1024)
        mistakes.stop()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        mistakes.add(find_spot(before, len(before)), "yaml-not-utf8", byte=f"0x{data[error.start]:02X}")
        mistakes.stop()


def check_lines(text: str, mistakes: Mistakes) -> None:
    for found in REFUSED.finditer(text):
        mistakes.add(find_spot(text, found.start()), "yaml-control", character=f"U+{ord(found[0]):04X}")
        if mistakes.count == 20:  # a file full of them is no text
            break
    if mistakes.count:
        mistakes.stop()
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LONGEST_LINE:
            mistakes.add(
                Spot(number, LONGEST_LINE + 1), "yaml-long-line", length=len(line), most=LONGEST_LINE
            )
    if mistakes.count:
        mistakes.stop()


def read_mark(mark: Mark | None) -> Spot:
    return Spot(mark.line + 1, mark.column + 1) if mark else Spot(1, 1)


def find_spot(text: str, at: int) -> Spot:
    return Spot(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def build(text: str, mistakes: Mistakes) -> Node | None:
    """The root of the only document, None where there is none. Stops at what makes no tree."""
    root: Node | None = None
    above: list[ListNode | MapNode] = []  # the lists and maps that are still open
    documents = 0
    for count, event in enumerate(read_events(text)):
        spot = read_mark(event.start_mark)
        if count > MOST_EVENTS:
            mistakes.add(spot, "yaml-too-many", most=MOST_EVENTS)
            mistakes.stop()
        if isinstance(event, yaml.NodeEvent):
            node = make_node(event, spot, mistakes)
            if above:
                hang(node, above[-1], mistakes)
            else:
                root = node
            if not isinstance(node, TextNode):
                above.append(node)
                if len(above) > DEEPEST:
                    mistakes.add(spot, "yaml-too-deep", most=DEEPEST)
                    mistakes.stop()
        elif isinstance(event, yaml.CollectionEndEvent):
            above.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents == 2:
                mistakes.add(spot, "yaml-documents")
                mistakes.stop()
    return root


def make_node(event: yaml.NodeEvent, spot: Spot, mistakes: Mistakes) -> Node:
    if event.anchor is not None:  # `&name` before a node, or `*name` for it
        mistakes.add(spot, "yaml-alias")
    if isinstance(event, yaml.ScalarEvent):
        node: Node = TextNode(event.value, spot, not event.style)
    elif isinstance(event, yaml.SequenceStartEvent):
        node = ListNode(spot)
    elif isinstance(event, yaml.MappingStartEvent):
        node = MapNode(spot, bool(event.flow_style))
    else:
        return TextNode("*", spot, plain=True)  # an alias
    if event.tag is not None:
        mistakes.add(spot, "yaml-tag")
    return node


def read_events(text: str) -> Iterator[yaml.Event]:
    """The parser's events, from the C parser where there is one."""
    return yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def hang(node: Node, parent: ListNode | MapNode, mistakes: Mistakes) -> None:
    """Put a node below its parent; in a map, keys and values come in turn."""
    if isinstance(parent, ListNode):
        parent.items.append(node)
    elif parent.key is not None:
        parent.pairs.append((parent.key, node))
        parent.key = None
    elif not isinstance(node, TextNode):
        mistakes.add(node.spot, "yaml-key")
        mistakes.stop()
    else:
        if node.plain and node.text == "<<":
            mistakes.add(node.spot, "yaml-alias")
        parent.key = node


def add_syntax(error: yaml.MarkedYAMLError, text: str, mistakes: Mistakes) -> None:
    spot = read_mark(error.problem_mark or error.context_mark)
    why = error.problem or error.context or ""
    code = next((code for words, code in REASONS if words in why), "yaml-syntax")
    lines = text.splitlines()
    line = lines[spot.line - 1] if spot.line <= len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        code = "yaml-tab"
    if (
        code in ("yaml-quote", "yaml-no-colon") and error.context_mark
    ):  # where it began, not where it was seen
        spot = read_mark(error.context_mark)
    mistakes.add(spot, code, why=why, character=line[spot.column - 1 : spot.column])
