"""Results in, files out: written beside their place and renamed, so that none is ever half-written."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from lcity.errors import LcityError


def refuse(path: Path, *, force: bool = False, inputs: Iterable[Path] = ()) -> None:
    """Raise LcityError where the file is one of `inputs`, has no folder, or exists and `force` is off."""
    if any(_same(path, one) for one in inputs):
        raise LcityError("output-is-input", file=str(path))
    if path.is_dir():
        raise LcityError("output-is-folder", file=str(path))
    if not path.parent.is_dir():
        raise LcityError("output-no-folder", folder=str(path.parent), file=path.name)
    if path.exists() and not force:
        raise LcityError("output-exists", file=str(path))


def write(path: Path, content: str | bytes, *, force: bool = False, inputs: Iterable[Path] = ()) -> None:
    """Write a file; text as UTF-8, with the line ends that `content` has.

    Raises LcityError as `refuse` does, and where the file cannot be written.
    """
    refuse(path, force=force, inputs=inputs)
    try:
        handle, made = tempfile.mkstemp(prefix=f".{path.name[:40]}-", dir=path.parent)
    except OSError as error:
        raise LcityError("cannot-write", file=str(path)) from error
    temporary = Path(made)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise LcityError("cannot-write", file=str(path)) from error
    finally:
        temporary.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder where there is none. Raises LcityError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LcityError("cannot-write", file=str(folder)) from error


def _same(path: Path, other: Path) -> bool:
    try:
        return path.exists() and path.samefile(other)
    except OSError:
        return False


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
