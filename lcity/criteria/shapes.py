"""The kinds that hold others (texts by language, lists, maps, tables): they read, check, give a schema."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from lcity.criteria.mistakes import Spot, list_names
from lcity.criteria.nodes import ListNode, MapNode, Node, TextNode
from lcity.criteria.reading import Pair, Reader, Schema, Shape, add_comma, read_pairs
from lcity.criteria.scalars import Paragraph, Pattern
from lcity.model import Text

PARAGRAPH = Paragraph()


class Bilingual:
    """A text in the languages of the set, in all of them unless `partial`. Line breaks become spaces."""

    def __init__(self, partial: bool = False) -> None:
        self.partial = partial

    def read(self, node: Node, reader: Reader) -> Text | None:
        if not isinstance(node, MapNode):
            reader.add(node.spot, "criteria-not-bilingual", known=list_names(reader.languages))
            return None
        count = reader.mistakes.count
        texts: dict[str, str] = {}
        for language, (key, value) in read_pairs(node, reader).items():
            if reader.languages and language not in reader.languages:
                if not add_comma(node, key, value, reader):
                    reader.add_near(key.spot, "criteria-language-unknown", language, reader.languages)
                continue
            text = reader.below(key, PARAGRAPH, value)
            if text is not None:
                texts[language] = text
        if reader.mistakes.count > count:  # a mistyped language is told once, not a second time as missing
            return None
        missing = [language for language in reader.languages if language not in texts]
        if missing and (not self.partial or not texts):
            spot = reader.path[-1].spot if reader.path else node.spot
            reader.add(spot, "criteria-language-missing", missing=list_names(missing))
            return None
        return Text(
            {language: texts[language] for language in reader.languages or texts if language in texts}
        )

    def schema(self) -> Schema:
        return {"$ref": "#/$defs/partial_text" if self.partial else "#/$defs/text"}


@dataclass(frozen=True)
class Listing:
    """A list; what stands in it, how many, and whether one alone may be written without brackets."""

    of: Shape
    least: int = 1
    most: int = 100
    alone: bool = False
    repeats: bool = False

    def read(self, node: Node, reader: Reader) -> tuple[Any, ...] | None:
        if self.alone and isinstance(node, TextNode):
            value = self.of.read(node, reader)
            return None if value is None else (value,)
        if not isinstance(node, ListNode):
            reader.add(node.spot, "criteria-not-list")
            return None
        if not self.least <= len(node.items) <= self.most:
            code = "criteria-list-exactly" if self.least == self.most else "criteria-list-length"
            reader.add(node.spot, code, given=len(node.items), least=self.least, most=self.most)
            return None
        values = []
        for item in node.items:
            value = self.of.read(item, reader)
            if value in values and value is not None and not self.repeats:
                reader.add(item.spot, "criteria-twice", given=str(value))
            values.append(value)
        return None if None in values else tuple(values)

    def schema(self) -> Schema:
        items: Schema = {
            "type": "array",
            "items": self.of.schema(),
            "minItems": self.least,
            "maxItems": self.most,
        }
        if not self.repeats:
            items["uniqueItems"] = True
        return {"anyOf": [self.of.schema(), items]} if self.alone else items


class Field(NamedTuple):
    shape: Shape
    says: str  # what an editor shows
    required: bool = True


class When(NamedTuple):
    """Which keys must and must not stand beside a key that is there (or is not, or has one value)."""

    key: str
    value: str = ""
    there: bool = True
    needs: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()

    def schema(self) -> Schema:
        condition: Schema = {"required": [self.key]}
        if self.value:
            condition["properties"] = {self.key: {"const": self.value}}
        then: Schema = {"required": list(self.needs)} if self.needs else {}
        if self.refuses:
            then["not"] = {"anyOf": [{"required": [key]} for key in self.refuses]}
        return {"if": condition if self.there else {"not": condition}, "then": then}


class Record(NamedTuple):
    """A map as read: what is written (nodes) and what of it is without mistakes (values)."""

    code: str  # the key that the map stands behind
    spot: Spot
    written: Mapping[str, Pair]
    values: Mapping[str, Any]

    def spot_of(self, key: str) -> Spot:
        return self.written[key][1].spot if key in self.written else self.spot


def check_nothing(record: Record, reader: Reader) -> None:
    """For maps without rules that join several keys."""


@dataclass(frozen=True)
class Fields:
    """A map of known keys, read in the order of the description: what is referred to comes first."""

    fields: Mapping[str, Field]
    make: Callable[[Record, Reader], Any]  # called where there is no mistake
    one_of: tuple[str, ...] = ()  # exactly one of these
    rules: tuple[When, ...] = ()
    check: Callable[[Record, Reader], None] = check_nothing  # called always

    def read(self, node: Node, reader: Reader) -> Any:
        if not isinstance(node, MapNode):
            add_not_map(node, reader, self.fields)
            return None
        before = reader.mistakes.count
        spot = reader.path[-1].spot if reader.path else node.spot
        written = read_pairs(node, reader)
        unknown = self.add_unknown(node, written, reader)
        values = {}
        for name, known in self.fields.items():
            if name in written:
                value = reader.below(written[name][0], known.shape, written[name][1])
                if value is not None:
                    values[name] = value
            elif known.required and name not in unknown:
                reader.add(spot, "criteria-key-missing", missing=name)
        record = Record(reader.key, spot, written, values)
        self.check_together(record, unknown, reader)
        self.check(record, reader)
        return self.make(record, reader) if reader.mistakes.count == before else None

    def add_unknown(self, node: MapNode, written: Mapping[str, Pair], reader: Reader) -> set[str]:
        """Tell the keys that are not known; return what they were meant to be, which is then not missing."""
        meant = set()
        for name, (key, value) in written.items():
            if name not in self.fields and not add_comma(node, key, value, reader):
                free = [known for known in self.fields if known not in written]
                meant.add(
                    reader.add_near(key.spot, "criteria-key-unknown", name, free or list(self.fields)) or ""
                )
        return meant

    def check_together(self, record: Record, meant: set[str], reader: Reader) -> None:
        given = [name for name in record.written if name in self.one_of]
        if len(given) > 1:
            spot = record.written[given[1]][0].spot
            reader.add(spot, "criteria-one-many", given=list_names(given), known=list_names(self.one_of))
        elif self.one_of and not given and not meant & set(self.one_of):
            reader.add(record.spot, "criteria-one-none", known=list_names(self.one_of))
        for rule in self.rules:
            there = rule.key in record.written or rule.key in meant
            if rule.value:
                there = there and record.values.get(rule.key) == rule.value
            if there != rule.there:
                continue
            cause = f"{rule.key}: {rule.value}" if rule.value else rule.key
            for name in rule.needs:
                if name not in record.written and name not in meant:
                    code = "criteria-key-needed" if rule.there else "criteria-key-missing"
                    reader.add(record.spot, code, missing=name, cause=cause)
            for name in rule.refuses:
                if name in record.written:
                    code = "criteria-key-beside" if rule.there else "criteria-key-alone"
                    reader.add(record.written[name][0].spot, code, given=name, cause=cause)

    def schema(self) -> Schema:
        together: list[Schema] = [rule.schema() for rule in self.rules]
        if self.one_of:
            together.append({"oneOf": [{"required": [name]} for name in self.one_of]})
        return {
            "type": "object",
            "properties": {
                name: {"description": f.says, **f.shape.schema()} for name, f in self.fields.items()
            },
            "required": [name for name, f in self.fields.items() if f.required],
            "additionalProperties": False,
            **({"allOf": together} if together else {}),
        }


@dataclass(frozen=True)
class Table:
    """A map from codes to entries of one kind; known to references by its name, where it has one."""

    name: str
    code: Pattern
    of: Shape
    least: int = 1
    keys_of: str = ""  # the table whose codes alone are allowed

    def read(self, node: Node, reader: Reader) -> dict[str, Any] | None:
        if not isinstance(node, MapNode):
            add_not_map(node, reader, ())
            return None
        before = reader.mistakes.count
        entries: dict[str, tuple[TextNode, Any]] = (
            reader.tables.setdefault(self.name, {}) if self.name else {}
        )
        if len(node.pairs) < self.least:
            code = "criteria-too-few" if node.pairs else "criteria-empty"
            reader.add(node.spot, code, given=len(node.pairs), least=self.least)
        known = reader.tables.get(self.keys_of, {})
        for name, (key, value) in read_pairs(node, reader).items():
            if not re.fullmatch(self.code.expression, name):
                reader.add(key.spot, self.code.mistake, given=name)
            elif self.keys_of and name not in known:
                reader.add_near(key.spot, f"criteria-unknown-{self.keys_of}", name, list(known))
            entries[name] = (key, reader.below(key, self.of, value))
        return (
            {name: entry for name, (_, entry) in entries.items()} if reader.mistakes.count == before else None
        )

    def schema(self) -> Schema:
        return {
            "type": "object",
            "patternProperties": {f"^(?:{self.code.expression})$": self.of.schema()},
            "additionalProperties": False,
            "minProperties": self.least,
        }


def add_not_map(node: Node, reader: Reader, keys: Mapping[str, Field] | tuple[()]) -> None:
    if isinstance(node, TextNode) and node.empty:
        reader.add(node.spot, "criteria-empty")
    elif keys:
        reader.add(node.spot, "criteria-not-map-of", known=list_names(keys))
    else:
        reader.add(node.spot, "criteria-not-map")
