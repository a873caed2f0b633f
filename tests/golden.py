"""Outputs kept beside the tests: compared byte by byte, rewritten with LCITY_UPDATE_GOLDEN=1."""

import difflib
import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def check(name: str, made: str) -> None:
    """The text is what the file of that name holds, unless the file is to be rewritten."""
    kept = FOLDER / name
    if os.environ.get("LCITY_UPDATE_GOLDEN"):
        FOLDER.mkdir(exist_ok=True)
        kept.write_bytes(made.encode())
    before = kept.read_bytes().decode() if kept.exists() else ""
    changes = difflib.unified_diff(before.splitlines(), made.splitlines(), name, "now", lineterm="", n=1)
    assert made == before, "rewrite with LCITY_UPDATE_GOLDEN=1 if this is meant:\n" + "\n".join(changes)
