"""How long blank forms take beside writing each with XlsxWriter; prints ratios of runs taken in turn.

    python benchmarks/blank.py [--forms 1000] [--runs 5]

Goal: all forms of a list of units at most 0.1 of the time of writing each with XlsxWriter. Both make the
very same workbooks, from one list, into memory; «with figures» also fills the column of the period before.
What XlsxWriter would take is reckoned from every twentieth form. The last line also writes files.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lcity import criteria, forms
from lcity.forms import content
from lcity.forms.book import write
from lcity.forms.copies import Copier
from lcity.words import words

GOAL = 0.1
EVERY = 20


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(count: int, runs: int, before: str | None) -> None:
    """One line: the median of the ratios of pairs of runs."""
    chosen = criteria.load("vn-tt25-commune")
    units = [(f"{number:05}", f"Xã Ví Dụ {number}") for number in range(1, count + 1)]
    form = content.make(chosen, words("vi"), content.COMMUNE, period="2025", before=before)
    figures = {q.code: float(at) for at, q in enumerate(form.questions)} if before else {}

    def copies() -> None:
        copier = Copier(form)
        for code, name in units:
            copier.copy(name, code, figures)

    def each() -> None:
        for code, name in units[::EVERY]:
            write(form, name, code)

    seconds(copies), seconds(each)
    pairs = [(seconds(copies), seconds(each) * EVERY) for _ in range(runs)]
    ratio = statistics.median(ours / theirs for ours, theirs in pairs)
    here, there = (statistics.median(column) for column in zip(*pairs, strict=True))
    title = f"{count} forms" + (", with figures" if before else "")
    print(
        f"{title:28} {here * 1000:6.0f} ms / XlsxWriter {there * 1000:6.0f} ms = {ratio:.3f}  (goal {GOAL})"
    )


def to_files(count: int) -> None:
    chosen, spoken = criteria.load("vn-tt25-commune"), words("vi")
    units = [forms.Recipient(f"{n:05}", f"Xã Ví Dụ {n}", content.COMMUNE) for n in range(1, count + 1)]
    with tempfile.TemporaryDirectory() as folder:
        taken = seconds(lambda: list(forms.write_all(chosen, spoken, units, Path(folder), period="2025")))
    print(f"{count} forms into a folder: {taken * 1000:.0f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--forms", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, {given.runs} pairs each, medians\n")
    compare(given.forms, given.runs, None)
    compare(given.forms, given.runs, "2024")
    to_files(given.forms)


if __name__ == "__main__":
    main()
