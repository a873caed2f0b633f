"""What a package says of its parts: content types and relations, added and taken away."""

import posixpath
from collections.abc import Collection
from xml.sax.saxutils import quoteattr

from lcity.workbook.annotation.draft import Draft
from lcity.workbook.annotation.outline import outline, prefixed, splice

TYPES = "[Content_Types].xml"
_NEW_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


def declare(draft: Draft, part: str, content_type: str) -> None:
    data = draft.read(TYPES)
    root = outline(TYPES, data)
    for node in root.children:
        if node.attributes.get("PartName", "").lower() == f"/{part}".lower():
            return
    new = f"<Override PartName={quoteattr('/' + part)} ContentType={quoteattr(content_type)}/>"
    draft.write(TYPES, splice(data, [root.append(prefixed(new, root.prefix))]))


def drop(draft: Draft, parts: Collection[str]) -> None:
    """Leaves parts out, with their own relations and their content types."""
    names = {f"/{part}".lower() for part in parts}
    data = draft.read(TYPES)
    nodes = outline(TYPES, data).children
    edits = [node.remove() for node in nodes if node.attributes.get("PartName", "").lower() in names]
    draft.write(TYPES, splice(data, edits))
    for part in parts:
        draft.remove(part)
        draft.remove(relations_of(part))


def relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def connect(draft: Draft, source: str, kind: str, target: str) -> str:
    """Relates a part to another one: the id of the new relation."""
    name = relations_of(source)
    data = draft.read(name) if name in draft else _NEW_RELATIONS.encode()
    root = outline(name, data)
    used = {node.attributes.get("Id", "").lower() for node in root.children}
    number = next(n for n in range(1, len(used) + 2) if f"rIdLcity{n}".lower() not in used)
    new = f'<Relationship Id="rIdLcity{number}" Type={quoteattr(kind)} Target={quoteattr("/" + target)}/>'
    draft.write(name, splice(data, [root.append(prefixed(new, root.prefix))]))
    return f"rIdLcity{number}"


def disconnect(draft: Draft, source: str, relation: str) -> None:
    name = relations_of(source)
    data = draft.read(name)
    root = outline(name, data)
    left = [node for node in root.children if node.attributes.get("Id") != relation]
    if left:
        gone = [node for node in root.children if node.attributes.get("Id") == relation]
        draft.write(name, splice(data, [node.remove() for node in gone]))
    else:
        draft.remove(name)
