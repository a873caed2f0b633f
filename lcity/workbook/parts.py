"""How the parts of an Office package hang together: relations in, part names out."""

import posixpath
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote

from lcity.workbook.markup import walk
from lcity.workbook.package import Package, broken

_MAX_RELATIONS = 10_000


class Relation(NamedTuple):
    type: str  # the last word of its URI: worksheet, styles …; the same in the strict and the usual form
    part: str


def relations(package: Package, source: str) -> dict[str, Relation]:
    """The parts that a part points to, by relation id; links out of the package are left out."""
    folder, name = posixpath.split(source)
    part = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, Relation] = {}

    def each(name: str, attributes: Mapping[str, str]) -> None:
        if not name.endswith(" Relationship") or attributes.get("TargetMode") == "External":
            return
        try:
            key, uri, target = attributes["Id"], attributes["Type"], attributes["Target"]
        except KeyError:
            raise broken(f"{part}: Relationship") from None
        if key in found or len(found) >= _MAX_RELATIONS:
            raise broken(f"{part}: {key[:40]}")
        found[key] = Relation(uri.rpartition("/")[2], _resolve(folder, target))

    if part in package:
        walk(package, part, each)
    return found


def _resolve(folder: str, target: str) -> str:
    """Targets are absolute, or relative to the folder of their source."""
    joined = posixpath.normpath(posixpath.join("/", folder, unquote(target)))
    return joined.lstrip("/")


def find_main(package: Package) -> str:
    """The part that the package is about. Raises LcityError workbook-broken where there is none."""
    for relation in relations(package, "").values():
        if relation.type == "officeDocument":
            return package.part(relation.part).name
    raise broken("_rels/.rels: officeDocument")


def has_macros(package: Package, main: str) -> bool:
    found = False

    def each(_: str, attributes: Mapping[str, str]) -> None:
        nonlocal found
        if attributes.get("PartName", "").lower() == f"/{main}".lower():
            found = "macroenabled" in attributes.get("ContentType", "").lower()

    if "[Content_Types].xml" in package:
        walk(package, "[Content_Types].xml", each)
    return found
