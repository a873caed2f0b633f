"""Returns with planted faults: how many are found (recall), how much of what is said is right (precision).

    python benchmarks/planted.py [-n 200] [--seed 101] [--show 20] [--keep FOLDER]

Each seed makes `-n` returns of each kind: communes and cities under vn-cv86-2019, communes under
vn-tt25-commune, by questions or by indicators. Seeds 1-20 served while the checks were written and mended;
judge by others. Goal: both at least 0.98.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from planting import drafts, rounds
from planting.judging import Score, Share

from lcity import examination
from lcity.model import Finding

GOAL = 0.98


def check(made: rounds.Round) -> list[Finding]:
    """What `lcity check` finds in a folder."""
    found = examination.examine([made.folder], made.criteria)
    assert not found.left_out
    return list(found.findings)


def measure(seeds: list[int], how_many: int, folder: Path) -> Score:
    """All kinds of returns of all seeds."""
    score = Score()
    for seed in seeds:
        for kind in drafts.KINDS:
            place = folder / f"{seed} {kind}"
            place.mkdir(parents=True)
            made = rounds.make(kind, how_many, seed, place)
            score.add(made.truth, check(made))
    return score


def report(score: Score, show: int) -> str:
    """Recall by kind of fault, precision by check, and some of what went wrong."""
    lines = ["recall, by kind of fault"]
    lines += [f"  {kind:36}{Share(score.found[kind], n)}" for kind, n in sorted(score.planted.items())]
    lines += ["precision, by check"]
    lines += [f"  {code:36}{Share(score.right[code], n)}" for code, n in sorted(score.said.items())]
    lines += [f"missed: {t.kind}: {t.file} {sorted(t.places)} {sorted(t.codes)}" for t in score.missed[:show]]
    lines += [f"false alarm: {f.code}: {f.place} {f.item} {dict(f.values)}" for f in score.wolves[:show]]
    lines += [f"overall: recall {score.recall}, precision {score.precision}; goal {GOAL}"]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-n", type=int, default=200, help="returns of each kind")
    parser.add_argument("--seed", type=int, nargs="+", default=[101])
    parser.add_argument("--show", type=int, default=10, help="how many misses and false alarms to print")
    parser.add_argument("--keep", type=Path, help="a new folder for the returns")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        score = measure(given.seed, given.n, given.keep or Path(folder))
    print(report(score, given.show))
    return int(min(score.recall.value, score.precision.value) < GOAL)


if __name__ == "__main__":
    sys.exit(main())
