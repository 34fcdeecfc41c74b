"""The section on what adds up and is doubtful all the same."""

from typing import TYPE_CHECKING

from tools.real_files.checks import doubts
from tools.real_files.explained import Explanations
from tools.real_files.loaded import Run
from tools.real_files.markdown import table

if TYPE_CHECKING:
    from tools.real_files.report import Setting


def section(run: Run, explained: Explanations, setting: "Setting") -> str:
    rows = [[d.check, _named(d.what), d.rows, d.saw, explained.say(d.check, d.what, d.rows)] for d in doubts(run.files)]
    return f"""## What adds up and is doubtful all the same

Searched for in every file that was loaded: amounts that look like reference numbers, transaction numbers that are
words, dates read month first that are then spread over several months, payees that are a heading's own words (a
template's example row), and files that both count though most of one is in the other.

{table(("search", "file", "payments", "what was seen", "cause"), rows)}"""


def _named(what: str) -> str:
    return "<br>".join(f"`{name}`" for name in what.split(" + "))
