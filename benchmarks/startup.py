"""How long lcity takes beside the imports that it cannot do without; prints ratios of runs taken in turn.

    python benchmarks/startup.py [--runs 15]

Goals: `lcity --help` at most 1.6 of `import typer`; `lcity score` of one workbook at most 1.35 of
`import pandas, typer`.
"""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
SURVEY = str(ROOT / "examples" / "phu-ly-2022" / "survey.xlsx")
PAIRS = {
    "lcity --help": (["-m", "lcity", "--help"], ["-c", "import typer"], 1.6),
    "lcity score": (["-m", "lcity", "score", SURVEY], ["-c", "import pandas, typer"], 1.35),
    "lcity score -f json": (
        ["-m", "lcity", "score", SURVEY, "-f", "json"],
        ["-c", "import pandas, typer"],
        1.35,
    ),
}


def seconds(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    print(f"Python {sys.version.split()[0]}, {runs} pairs each, medians\n")
    for name, (ours, baseline, goal) in PAIRS.items():
        seconds(ours), seconds(baseline)
        pairs = [(seconds(ours), seconds(baseline)) for _ in range(runs)]
        ratio = statistics.median(a / b for a, b in pairs)
        here, there = (statistics.median(column) for column in zip(*pairs, strict=True))
        pair = f"{name:20} {here * 1000:6.0f} ms  / {baseline[1]:22} {there * 1000:6.0f} ms"
        print(f"{pair}  = {ratio:.2f}  (goal {goal})")


if __name__ == "__main__":
    main()
