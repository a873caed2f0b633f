"""The kinds of single words, numbers and texts: each reads a node, tells its mistake, gives a JSON Schema."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from lcity.criteria.mistakes import list_names
from lcity.criteria.nodes import Node
from lcity.criteria.reading import LONGEST_TEXT, Reader, Schema, read_text


class Pattern(NamedTuple):
    expression: str
    mistake: str  # its code; the wording says what is allowed


@dataclass(frozen=True)
class Word:
    """One line of text, of a certain pattern where one is given."""

    pattern: Pattern | None = None

    def read(self, node: Node, reader: Reader) -> str | None:
        text = read_text(node, reader)
        if text is None or self.pattern is None or re.fullmatch(self.pattern.expression, text):
            return text
        reader.add(node.spot, self.pattern.mistake, given=text)
        return None

    def schema(self) -> Schema:
        if self.pattern is None:
            return {"type": ["string", "number"]}
        return {"type": "string", "pattern": f"^(?:{self.pattern.expression})$"}


@dataclass(frozen=True)
class Choice:
    options: tuple[str, ...]

    def read(self, node: Node, reader: Reader) -> str | None:
        text = read_text(node, reader)
        if text is None or text in self.options:
            return text
        reader.add_near(node.spot, "criteria-choice", text, self.options)
        return None

    def schema(self) -> Schema:
        return {"type": "string", "enum": list(self.options)}


class YesNo:
    def read(self, node: Node, reader: Reader) -> bool | None:
        text = read_text(node, reader)
        if text in ("yes", "no"):
            return text == "yes"
        if text is not None:
            reader.add(node.spot, "criteria-not-yes-no", given=text)
        return None

    def schema(self) -> Schema:
        return {"type": "string", "enum": ["yes", "no"]}


@dataclass(frozen=True)
class Decimal:
    """A plain decimal with a point, exactly."""

    expression = r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?"
    positive: bool = False

    def read(self, node: Node, reader: Reader) -> Fraction | None:
        text = read_text(node, reader)
        if text is None:
            return None
        if not re.fullmatch(self.expression, text):
            reader.add(node.spot, "criteria-not-number", given=text)
            return None
        number = Fraction(text)
        if self.positive and number <= 0:
            reader.add(node.spot, "criteria-not-positive", given=text)
            return None
        return number

    def schema(self) -> Schema:
        bound = {"exclusiveMinimum": 0} if self.positive else {}
        return {"type": ["number", "string"], "pattern": f"^{self.expression}$", **bound}


@dataclass(frozen=True)
class Months:
    """A number of months, up to some eighty years."""

    expression = r"[1-9][0-9]{0,2}"

    def read(self, node: Node, reader: Reader) -> int | None:
        text = read_text(node, reader)
        if text is None or re.fullmatch(self.expression, text):
            return None if text is None else int(text)
        reader.add(node.spot, "criteria-form-months", given=text)
        return None

    def schema(self) -> Schema:
        return {"type": ["number", "string"], "pattern": f"^{self.expression}$"}


@dataclass(frozen=True)
class Paragraph:
    def read(self, node: Node, reader: Reader) -> str | None:
        text = read_text(node, reader, lines=True)
        return re.sub("[ \t\n]*\n[ \t\n]*", " ", text) if text and "\n" in text else text

    def schema(self) -> Schema:
        return {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}


@dataclass(frozen=True)
class Reference:
    """The name of an entry of a table, or one of the few other words that are allowed there."""

    table: str
    words: tuple[str, ...] = ()
    types: tuple[str, ...] = ()  # of questions: those that make sense here

    def read(self, node: Node, reader: Reader) -> str | None:
        text = read_text(node, reader)
        if text is None or text in self.words or self.table not in reader.tables:
            return text
        entries = reader.tables[self.table]
        if text not in entries:
            near = reader.add_near(node.spot, f"criteria-unknown-{self.table}", text, [*self.words, *entries])
            reader.used.add((self.table, near or ""))
            return None
        reader.used.add((self.table, text))
        entry = entries[text][1]
        if self.types and entry is not None and entry.type not in self.types:
            reader.add(
                node.spot, "criteria-question-type", given=text, type=entry.type, known=list_names(self.types)
            )
            return None
        return text

    def schema(self) -> Schema:
        return {"type": "string", "minLength": 1}
