"""What was parsed once, kept as JSON under a hash of what it was parsed from; always safe to delete."""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from lcity import __version__

KEPT = 40  # files of one kind; older ones go when a new one is written


def remember(kind: str, content: bytes, make: Callable[[], Any]) -> Any:
    """`make()`, or what it gave before for the same content. It must give plain JSON values.

    A cache that cannot be read, written or understood is no error: the value is made again. LCITY_CACHE names
    another folder; `off` switches the cache off.
    """
    home = folder()
    if home is None:
        return make()
    path = home / f"{kind}-{blake2b(content + _own(), digest_size=16).hexdigest()}.json"
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        value = make()
    _keep(path, value, kind)
    return value


@cache
def folder() -> Path | None:
    """The folder of the cache, by the habit of the system."""
    given = os.environ.get("LCITY_CACHE", "")
    if given:
        return None if given == "off" else Path(given)
    try:
        if sys.platform == "win32":
            return (
                Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "lcity" / "cache"
            )
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "lcity"
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "lcity"
    except RuntimeError:  # no home
        return None


@cache
def _own() -> bytes:
    """What else a cached value depends on: this lcity, to the second that its modules were changed."""
    package = Path(__file__).parent
    modules = (*package.glob("*.py"), *package.glob("criteria/*.py"))
    return f"{__version__} {sorted((m.name, m.stat().st_mtime_ns) for m in modules)}".encode()


def _keep(path: Path, value: object, kind: str) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=False)
        Path(made).replace(path)
        kept = sorted(path.parent.glob(f"{kind}-*.json"), key=lambda p: p.stat().st_mtime_ns, reverse=True)
        for old in kept[KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        return
