"""Imports go down only, and each heavy library has its rooms."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "lcity"
# A module may import from its own floor and from those below it.
FLOORS = (
    ("__main__",),
    ("cli",),
    ("checking", "explaining"),
    ("repairs",),
    ("handback",),
    ("listings",),
    ("formats", "forms"),
    ("examination",),
    ("assess", "page", "words"),
    ("records",),
    ("checks", "own_targets", "scoring"),
    ("collection",),
    ("answers",),
    ("returns",),
    ("criteria", "units", "workbook"),
    ("targets",),
    ("numbers",),
    ("vocabulary",),
    ("languages", "legacy", "text", "model", "files"),
    ("cache",),
    ("errors",),
    ("",),  # lcity itself: the version
)
ROOMS = {
    "typer": {"cli"},
    "rich": {"page", "explaining", "cli"},
    "pandas": {"answers", "assess", "checks", "collection", "own_targets", "records", "returns", "scoring"},
    "numpy": {"answers", "checks", "collection", "records", "scoring"},
    "yaml": {"criteria", "languages", "own_targets"},
    "xlrd": {"workbook"},
    "python_calamine": {"workbook"},
    "xlsxwriter": {"forms"},
    "openpyxl": {"listings"},
    "jinja2": set(),
}


def floor(module: str) -> int:
    return next(n for n, names in enumerate(FLOORS) if module in names)


def imports(path: Path) -> set[str]:
    """The modules that a file names in its imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" for name in node.names} | {node.module}
    return found


FILES = sorted(path for path in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down_only(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py").replace("__init__", "")
    for name in imports(path):
        top, _, rest = name.partition(".")
        if top == "lcity" and rest:
            other = rest.split(".")[0]
            known = {module for names in FLOORS for module in names}
            if other in known and other != room:
                assert floor(other) > floor(room), f"{path.name} imports {name} from above"
        elif top in ROOMS:
            assert room in ROOMS[top], f"{path.name} imports {name}"


def test_every_module_has_a_floor() -> None:
    modules = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in FILES} - {"__init__"}
    assert modules == {name for names in FLOORS for name in names if name}


def loaded(*arguments: str) -> set[str]:
    """The modules in memory after a command line has run."""
    code = "import sys; from lcity import cli; cli.run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    return set(done.stderr.split())


def test_score_loads_only_what_it_uses() -> None:
    modules = loaded("score", "examples/phu-ly-2022/survey.xlsx")
    assert "pandas" in modules
    assert not modules & {"openpyxl", "jinja2", "docx", "docxtpl", "xlrd", "python_calamine", "xlsxwriter"}


def test_help_loads_no_engine() -> None:
    assert not loaded("--help") & {"pandas", "numpy", "openpyxl", "jinja2", "rich"}
