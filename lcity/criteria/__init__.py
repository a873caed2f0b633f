"""A criteria file in, Criteria out, or one error with every mistake in it; and the shelf of criteria sets."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from lcity import cache
from lcity.criteria import frozen
from lcity.errors import LcityError
from lcity.model import Criteria

LARGEST = 1 << 20  # bytes of a criteria file


def load(name: str | Path) -> Criteria:
    """The set with this id from the shelf, or the set in a .yaml file.

    Raises LcityError: `criteria-unknown` (no such id), `criteria-no-file`, `criteria-unreadable`, and
    `criteria-wrong`, whose mistakes tell all that is wrong in the file, in its order.
    """
    given = str(name)
    if not is_path(given):
        return recall(read(path_of(given)), str(path_of(given)), given)
    path = Path(name)
    return parse(read(path), str(path), path.stem if path.parent == shelf() else "")


def available() -> list[str]:
    """The ids of the sets on the shelf."""
    folder = shelf()
    return sorted(path.stem for path in folder.glob("*.yaml")) if folder.is_dir() else []


def path_of(id: str) -> Path:  # noqa: A002 - it is called so in the file
    """The file of a set on the shelf. Raises LcityError `criteria-unknown`."""
    from lcity.criteria.mistakes import find_near, list_names

    known = available()
    if id in known:
        return shelf() / f"{id}.yaml"
    near = find_near(id, known)
    if near is None:
        raise LcityError("criteria-unknown", given=id, known=list_names(known))
    raise LcityError("criteria-unknown-near", given=id, known=list_names(known), near=near)


def shelf() -> Path:
    """`criteria/` at the top of a source checkout; in an installed lcity, the copy inside the package."""
    package = Path(__file__).parent.parent
    # Beside an installed package there may lie a folder `criteria` of somebody else, but no pyproject.toml.
    checkout = package.parent / "criteria"
    return (
        checkout if (package.parent / "pyproject.toml").is_file() and checkout.is_dir() else package / "sets"
    )


def is_path(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) or "/" in name or "\\" in name


def read(path: Path) -> bytes:
    """At most a little more than a criteria file may have."""
    try:
        if not path.is_file():  # a folder or a device is none
            raise LcityError("criteria-no-file", file=str(path))
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise LcityError("criteria-unreadable", file=str(path), why=why or str(error)) from error


@lru_cache(maxsize=16)
def recall(data: bytes, file: str, stem: str) -> Criteria:
    """A set of the shelf: as it was read before, where its file and lcity are unchanged."""
    plain = cache.remember("criteria", data + stem.encode(), lambda: frozen.freeze(parse(data, "", stem)))
    try:
        found = frozen.thaw(plain)
    except (LookupError, TypeError, ValueError):  # somebody changed the cache
        found = parse(data, "", stem)
    return replace(found, path=file)


@lru_cache(maxsize=16)
def parse(data: bytes, file: str, stem: str) -> Criteria:
    """Criteria from the bytes of a file; what is read twice in one run is parsed once."""
    from lcity.criteria import nodes, outline
    from lcity.criteria.mistakes import Mistakes
    from lcity.criteria.reading import Reader

    mistakes = Mistakes(file)
    root = nodes.parse(data, mistakes)
    criteria = outline.SET.read(root, Reader(mistakes, stem))
    if not isinstance(criteria, Criteria):
        mistakes.stop()
    return criteria


def schema() -> dict[str, Any]:
    """The JSON Schema of criteria files, for editors."""
    from lcity.criteria import outline

    return outline.schema()
