"""One line a finding, as editors and scripts read it: `file:Sheet!C4: error: … [code]`.

The severity is in English in every language, so that a script finds it.
"""

from lcity.examination import Examination
from lcity.listings import View, rows
from lcity.words import Words

SUFFIX = ""


def render(examination: Examination, words: Words, view: View) -> str:  # noqa: ARG001 - as all listings
    lines = (
        f"{one.place}: {one.severity}: {words.finding(one, examination.criteria)} [{one.code}]"
        for _, _, one in rows(examination)
    )
    return "".join(f"{line}\n" for line in lines)
