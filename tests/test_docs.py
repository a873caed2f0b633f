"""The READMEs tell the truth: each command they show is run and its output compared; «…» is any lines."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.vi.md")


def examples(name: str) -> Iterator[tuple[str, str]]:
    """Each `$ lcity …` of a README with the output shown below it."""
    for block in re.findall(
        r"^```[a-z]*\n(.*?)^```$", (ROOT / name).read_text("utf-8"), re.DOTALL | re.MULTILINE
    ):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            if command.startswith("lcity "):
                yield command, output


def matches(shown: str, printed: str) -> bool:
    pieces = [re.escape(piece) for piece in re.split(r"^…\n", shown, flags=re.MULTILINE)]
    return re.fullmatch("(?:.*\n)*?".join(pieces), printed) is not None


CASES = [
    pytest.param(command, output, id=f"{name}: {command}")
    for name in READMES
    for command, output in examples(name)
]


@pytest.mark.parametrize(("command", "output"), CASES)
def test_a_command_prints_what_the_readme_shows(command: str, output: str) -> None:
    arguments = shlex.split(command)[1:]
    done = subprocess.run(
        [sys.executable, "-m", "lcity", *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    assert matches(output, done.stdout), done.stdout


@pytest.mark.parametrize("name", READMES)
def test_a_readme_names_every_command_and_option_of_score(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    helped = subprocess.run(
        [sys.executable, "-m", "lcity", "score", "--help"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    options = set(re.findall(r"--[a-z-]+", helped.stdout)) - {"--help"}
    assert [option for option in sorted(options) if option not in text] == []
    for command in (
        "lcity score",
        "lcity explain",
        "lcity criteria list",
        "lcity criteria show",
        "make demo",
        "make test",
    ):
        assert command in text


@pytest.mark.parametrize("name", READMES)
def test_the_files_that_a_readme_links_to_are_there(name: str) -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", (ROOT / name).read_text("utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_document_stays_free_of_machine_paths() -> None:
    for path in [
        *ROOT.glob("*.md"),
        ROOT / "Makefile",
        ROOT / ".ci" / "run",
        *ROOT.glob("requirements*.lock"),
    ]:
        text = path.read_text("utf-8")
        assert not re.search(r"/(?:work|root|tmp|opt|home)/", text), path
        assert "index-url" not in text or path.name == "Makefile", path
