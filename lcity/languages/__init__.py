"""The shelf of languages: one YAML file a language, holding what lcity says in it and what it understands."""

import functools
from pathlib import Path
from typing import Any

from lcity import cache
from lcity.errors import LcityError


@functools.cache
def codes() -> tuple[str, ...]:
    """The languages there are, Vietnamese first."""
    names = (path.stem for path in Path(__file__).parent.glob("*.yaml"))
    return tuple(sorted(names, key=lambda code: (code != "vi", code)))


@functools.cache
def load(code: str) -> dict[str, Any]:
    """One language file, every scalar as text.

    Raises LcityError `unknown-language` where there is no such file.
    """
    if code not in codes():
        raise LcityError("unknown-language", given=code, known=", ".join(codes()))
    data = (Path(__file__).parent / f"{code}.yaml").read_bytes()
    content: dict[str, Any] = cache.remember("language", data, lambda: _parse(data))
    return content


def _parse(data: bytes) -> Any:
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(data, Loader=loader)  # noqa: S506 - BaseLoader makes text, lists and maps only
