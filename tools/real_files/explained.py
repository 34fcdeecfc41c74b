"""What people found on opening the files: explained.toml, matched with what a run finds.

An explanation holds only for the count that it was written for. What a run finds anew is not explained, and an
explanation of what is no longer there is stale: both are said, neither is hidden.
"""

import tomllib
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

NOT_EXPLAINED = "**Not explained.**"
VERDICTS = ("true", "theirs", "ours", "ours, wrong")


@dataclass(frozen=True)
class Explanation:
    """about: the section it is for. what: a pattern of file names, or as that section says. count: what it was written
    for, or None for any. verdict: whose doing it is."""

    about: str
    what: str
    verdict: str
    text: str
    count: int | None = None


@dataclass
class Explanations:
    all: tuple[Explanation, ...]
    used: set[Explanation] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> "Explanations":
        """Raises ValueError for a verdict that is none, TypeError for an unknown key."""
        entries = tuple(Explanation(**entry) for entry in tomllib.loads(path.read_text(encoding="utf-8"))["found"])
        for entry in entries:
            if entry.verdict not in VERDICTS:
                raise ValueError(f"{entry.what}: no such verdict as {entry.verdict}.")
        return cls(entries)

    def of(self, about: str, what: str, count: int | None = None) -> Explanation | None:
        """The first explanation of this finding; None, and a note of it, where there is none."""
        for entry in self.all:
            if entry.about == about and fnmatchcase(what, entry.what) and entry.count in (None, count):
                self.used.add(entry)
                return entry
        self.missing.append(f"{about}: {what}" + ("" if count is None else f" ({count:,})"))
        return None

    def say(self, about: str, what: str, count: int | None = None) -> str:
        """The explanation as a table's cell."""
        entry = self.of(about, what, count)
        return f"{whose(entry.verdict)}{entry.text}" if entry else NOT_EXPLAINED

    @property
    def stale(self) -> list[str]:
        return [
            f"{e.about}: {e.what}" + ("" if e.count is None else f" ({e.count:,})")
            for e in self.all
            if e not in self.used
        ]


def whose(verdict: str) -> str:
    return {"true": "", "theirs": "Theirs. ", "ours": "Ours. ", "ours, wrong": "**Ours, and wrong.** "}[verdict]
