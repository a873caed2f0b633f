"""A figure in, what one sender types for it out: every sender has habits, and none of these is a fault."""

from random import Random
from typing import NamedTuple

from planting.figures import Figure
from planting.sheets import Typed

NBSP, THIN_SPACE = "\u00a0", "\u202f"
NOTHING_COLLECTED = ("chưa có số liệu", "Chưa thu thập", "KCS", "không áp dụng", "…")


class Hand(NamedTuple):
    """How one sender types. `figures`: number, grouped, plain, comma (1.234,5), point (1,234.5) or spaced."""

    figures: str
    unit: bool  # writes the unit behind some of the figures
    percent: str  # format, number, comma (98,5%), point (98.5 %) or fraction (48/51)
    yes: tuple[Typed, Typed]
    level: str  # with {} for the number, or "roman"
    proof: bool  # a decimal typed as text is on the form: then 1.234 can only mean one thing

    @property
    def decimal(self) -> str:
        return "." if self.figures == "point" else ","


YES = (
    (Typed("Có"), Typed("Không")),
    (Typed("có "), Typed("chưa")),
    (Typed("Đạt"), Typed("Chưa đạt")),
    (Typed("x"), Typed("Không")),
    (Typed("✓"), Typed("không")),
    (Typed(True, "yes_no"), Typed(False, "yes_no")),
    (Typed("CÓ"), Typed("KHÔNG")),
)
LEVELS = ("Mức độ {}", "MĐ{}", "mức {}", "{}", "đạt mức độ {}", "roman")


def grow(rnd: Random, *, decimals: bool) -> Hand:
    """A sender. `decimals`: the form asks for an amount that has decimals, which proves comma or point."""
    figures = rnd.choices(["number", "grouped", "plain", "comma", "point", "spaced"], [30, 25, 8, 20, 6, 8])[
        0
    ]
    percents = ["format", "number", "comma", "fraction"]
    percent = "point" if figures == "point" else rnd.choice(percents)
    return Hand(figures, rnd.random() < 0.3, percent, rnd.choice(YES), rnd.choice(LEVELS), decimals)


def count(number: int, unit: str, hand: Hand, rnd: Random) -> Typed:
    """A number of people or things."""
    if hand.figures in ("number", "grouped") and not (hand.unit and rnd.random() < 0.2):
        return Typed(number, hand.figures)
    mark = {"comma": ".", "point": ","}.get(hand.figures, "")
    if hand.figures == "spaced":
        mark = rnd.choice([" ", NBSP, THIN_SPACE])
    if mark in (".", ",") and not hand.proof:
        mark = NBSP
    text = f"{number:,}".replace(",", mark)
    if hand.unit and unit and rnd.random() < 0.5:
        text += rnd.choice([" ", NBSP]) + unit
    elif rnd.random() < 0.1:
        text = rnd.choice([f"{text} ", f" {text}", f"{text}{NBSP}"])
    return Typed(text)


def amount(number: float, hand: Hand) -> Typed:
    """An amount with one decimal."""
    if hand.figures in ("number", "grouped"):
        return Typed(number, "number")
    text = f"{number:,.1f}"
    if hand.figures == "point":
        return Typed(text)
    grouping = {"comma": ".", "spaced": " "}.get(hand.figures, "")
    return Typed(text.replace(",", "#").replace(".", ",").replace("#", grouping))


def percentage(value: float, part: int, whole: int, hand: Hand, rnd: Random) -> Typed:
    """A rate in percent. One below 1 is always written with its sign, as nobody could read it otherwise."""
    style = hand.percent
    if style == "fraction" and whole < 1000:
        both = f"{part}/{whole}"
        return Typed(both if rnd.random() < 0.5 else f"{both} ({value:.1f}%)".replace(".", ","))
    if style == "format":
        return Typed(round(value / 100, 4), "percent")
    if style == "number" and value > 1:
        return Typed(round(value, 2), "number")
    text = f"{value:.2f}" if rnd.random() < 0.3 else f"{value:.1f}"
    if hand.figures == "point" or style == "point":
        return Typed(text + rnd.choice(["%", " %"]))
    return Typed(text.replace(".", ",") + rnd.choice(["%", "%", " %"]))


def rate(value: float, hand: Hand) -> Typed:
    """A rate per so many people: as many decimals as it takes."""
    decimals = 2 if value >= 1 else 4
    if hand.figures in ("number", "grouped"):
        return Typed(round(value, decimals), "number")
    text = f"{value:.{decimals}f}"
    text = text + "1" if len(text.partition(".")[2]) == 3 else text  # three decimals could be thousands
    return Typed(text if hand.figures == "point" else text.replace(".", ","))


def yes(answer: Figure, hand: Hand) -> Typed:
    return hand.yes[0] if answer else hand.yes[1]


def level(number: Figure, hand: Hand, rnd: Random) -> Typed:
    """The level of a recognition, which people name in many ways."""
    if hand.figures == "number" and rnd.random() < 0.5:
        return Typed(int(number), "number")
    if hand.level == "roman":
        return Typed("I" * int(number) if number else "Chưa đạt")
    return Typed(hand.level.format(int(number)) if number else "Chưa đạt")
