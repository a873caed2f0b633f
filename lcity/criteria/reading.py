"""What reading one criteria file gathers on its way, and the first steps of reading any text and any map."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from lcity.criteria.mistakes import Mistakes, Spot
from lcity.criteria.nodes import MapNode, Node, TextNode

LONGEST_TEXT = 2_000  # characters
Schema = dict[str, Any]
Pair = tuple[TextNode, Node]


class Shape(Protocol):
    def read(self, node: Node, reader: "Reader") -> Any:
        """What the node says; None where it has a mistake, which the reader then holds."""

    def schema(self) -> Schema: ...


@dataclass
class Reader:
    """What reading one file gathers on its way."""

    mistakes: Mistakes
    stem: str = ""  # the id that a file of the shelf must have
    languages: tuple[str, ...] = ()
    tables: dict[str, dict[str, tuple[TextNode, Any]]] = field(
        default_factory=dict
    )  # None: entry with mistakes
    used: set[tuple[str, str]] = field(default_factory=set)  # table and name of each reference
    path: list[TextNode] = field(default_factory=list)  # the keys down to the node being read

    @property
    def key(self) -> str:
        return self.path[-1].text if self.path else self.mistakes.file

    def add(self, spot: Spot, code: str, **values: object) -> None:
        self.mistakes.add(spot, code, **{"key": self.key, **values})

    def add_near(self, spot: Spot, code: str, given: str, known: Sequence[str]) -> str | None:
        return self.mistakes.add_near(spot, code, given, known, key=self.key)

    def entry(self, table: str, code: str) -> Any:
        """What a name stands for; None where it is not there or has mistakes: then no Criteria come out."""
        return self.tables.get(table, {}).get(code, (None, None))[1]

    def below(self, key: TextNode, shape: Shape, node: Node) -> Any:
        """Read the node that stands behind a key."""
        self.path.append(key)
        value = shape.read(node, self)
        self.path.pop()
        return value


def read_text(node: Node, reader: Reader, lines: bool = False) -> str | None:
    """The text of a node, trimmed; with `lines` it may have several."""
    if not isinstance(node, TextNode):
        reader.add(node.spot, "criteria-not-text")
        return None
    text = node.text.strip(" \t\n")
    if not text:
        reader.add(node.spot, "criteria-empty")
    elif len(text) > LONGEST_TEXT:
        reader.add(node.spot, "criteria-long", length=len(text), most=LONGEST_TEXT)
    elif check_characters(text, node.spot, reader, "\n\t" if lines else ""):
        return text
    return None


def check_characters(text: str, spot: Spot, reader: Reader, allowed: str = "") -> bool:
    """Whether a text is free of invisible characters and composed as NFC wants it."""
    if not text.isprintable():
        for character in text:
            # Separators (Zs) such as the no-break space are wanted in Vietnamese and English texts.
            if character not in allowed and unicodedata.category(character)[0] in "CZ":
                if unicodedata.category(character) == "Zs":
                    continue
                reader.add(spot, "criteria-character", character=f"U+{ord(character):04X}", given=text)
                return False
    if not unicodedata.is_normalized("NFC", text):
        reader.add(spot, "criteria-not-nfc", given=text)
        return False
    return True


def read_pairs(node: MapNode, reader: Reader) -> dict[str, Pair]:
    """The pairs of a map by key; of a key that is written twice, the first."""
    pairs: dict[str, Pair] = {}
    for key, value in node.pairs:
        if key.text in pairs:
            first = pairs[key.text][0].spot
            reader.add(key.spot, "criteria-key-twice", given=key.text, line=first.line, column=first.column)
        elif not key.text:
            reader.add(key.spot, "criteria-key-empty")
        elif check_characters(key.text, key.spot, reader):
            pairs[key.text] = (key, value)
    return pairs


def add_comma(node: MapNode, key: TextNode, value: Node, reader: Reader) -> bool:
    """Tell a «key» that is the rest of a text or number with a comma: {vi: Một, hai} or {at_least: 98,5}."""
    split = node.flow and isinstance(value, TextNode) and value.empty
    if split:
        reader.add(key.spot, "criteria-comma", given=key.text)
    return split
