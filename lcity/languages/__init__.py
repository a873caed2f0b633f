"""The shelf of languages: one YAML file a language, holding what lcity says in it and what it understands."""

from functools import cache
from importlib import resources
from typing import Any

import yaml

from lcity.errors import LcityError


@cache
def codes() -> tuple[str, ...]:
    """The languages there are, Vietnamese first."""
    names = (f.name.removesuffix(".yaml") for f in resources.files(__package__).iterdir() if f.name.endswith(".yaml"))
    return tuple(sorted(names, key=lambda code: (code != "vi", code)))


@cache
def load(code: str) -> dict[str, Any]:
    """One language file, every scalar as text.

    Raises LcityError `unknown-language` where there is no such file.
    """
    if code not in codes():
        raise LcityError("unknown-language", given=code, known=", ".join(codes()))
    text = (resources.files(__package__) / f"{code}.yaml").read_text("utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    content: dict[str, Any] = yaml.load(text, Loader=loader)  # noqa: S506 - BaseLoader makes text, lists and maps only
    return content
