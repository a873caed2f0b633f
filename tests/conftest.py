"""What several test modules share: reading a workbook that is drawn as a table (see tables.py)."""

from collections.abc import Callable
from pathlib import Path

import pytest
import tables

from lcity import criteria, returns
from lcity.model import Criteria
from lcity.returns import Return


@pytest.fixture(scope="session")
def sample() -> Criteria:
    return criteria.load(Path(__file__).parent / "sample.yaml")


@pytest.fixture
def read(tmp_path: Path, sample: Criteria) -> Callable[..., Return]:
    """Draws a workbook, writes it as a real file and reads it."""

    def draw_and_read(drawing: str, name: str = "biểu.xlsx") -> Return:
        return returns.read(tables.write(tmp_path / name, drawing), sample)

    return draw_and_read
