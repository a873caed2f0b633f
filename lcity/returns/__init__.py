"""Workbooks in, answers out: one row an answer, each with its cell; and what was odd on the way.

Here stands only what is cheap to import. What reads lies in `workbooks`, imported where it is used: while
another process reads, this one imports pandas.
"""

import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lcity.model import Criteria, Finding
from lcity.returns.returned import Answer, Empty, Return

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Answer", "Empty", "Return", "begin", "frame", "read", "read_all"]

Read = tuple[list[Return], list[Finding]]


def read(path: Path, criteria: Criteria, file: str = "") -> Return:
    """One workbook against one criteria set.

    Raises LcityError where the file cannot be opened or read as a workbook, and `other-set` where it says
    that it answers another set.
    """
    from lcity.returns import workbooks

    return workbooks.read(path, criteria, file)


def read_all(paths: Sequence[Path], criteria: Criteria, *, forgiving: bool = False) -> Read:
    """Every workbook below the paths; one that cannot be read becomes a finding and the others go on.

    Raises LcityError where a path does not exist, a folder holds no workbook, or no workbook can be read;
    this last not if `forgiving`.
    """
    from lcity.returns import workbooks

    return workbooks.read_all(paths, criteria, forgiving=forgiving)


def begin(paths: Sequence[Path], criteria: Criteria, *, forgiving: bool = False) -> Callable[[], Read]:
    """Begin `read_all` in another process, where that saves time; what is returned waits for it.

    It saves time while pandas is not imported yet, and only where a fork makes a process in milliseconds.
    """
    apart = sys.platform == "linux" and "pandas" not in sys.modules and threading.active_count() == 1
    if not apart:
        return lambda: read_all(paths, criteria, forgiving=forgiving)
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    try:
        pool = ProcessPoolExecutor(1, mp_context=get_context("fork"), initializer=_leave_interrupts)
        future = pool.submit(read_all, paths, criteria, forgiving=forgiving)
    except OSError:  # no process to be had: read here
        return lambda: read_all(paths, criteria, forgiving=forgiving)

    def wait() -> Read:
        try:
            return future.result()
        except BrokenProcessPool:
            return read_all(paths, criteria, forgiving=forgiving)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    return wait


def _leave_interrupts() -> None:
    """Ctrl-C is for the first process: it ends the others."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def frame(returns: Iterable[Return]) -> "pd.DataFrame":
    """The answers of all returns as one frame with the columns of `Answer`."""
    import pandas as pd

    rows = [answer for one in returns for answer in one.answers]
    columns = dict(zip(Answer._fields, zip(*rows, strict=True), strict=True)) if rows else {}
    made = pd.DataFrame({name: list(columns.get(name, ())) for name in Answer._fields})
    numeric = {"value": float, "part": float, "whole": float, "other": float}
    return made.astype(numeric | {"percent": bool, "hidden": bool, "formula": bool})
