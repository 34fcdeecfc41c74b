"""A public body as the makers of `reference/organisations.csv` know it, and how its sources write names and dates."""

import csv
import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path

from tallystick.reference.names import fold

SMALL = {"and", "of", "the", "for", "in", "with"}
CAPITALS = {"nhs", "ccg", "icb", "uk"}


@dataclass
class Body:
    code: str
    name: str
    kind: str
    nation: str
    valid_from: str = ""
    valid_to: str = ""
    successor: str = ""
    codes: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def slug(text: str) -> str:
    return fold(text).replace(" ", "-")


def titled(text: str) -> str:
    """`NHS BARKING AND DAGENHAM CCG` as people write it."""
    words = []
    for at, word in enumerate(text.lower().split()):
        if word in CAPITALS:
            words.append(word.upper())
        elif word in SMALL and at:
            words.append(word)
        else:
            words.append("-".join(part[:1].upper() + part[1:] for part in word.split("-")))
    joined = " ".join(words)
    return re.sub(r"-(On|With|Upon|In|The)-", lambda m: m.group(0).lower(), joined)


def whole(text: str) -> str:
    """Undo UTF-8 read as Latin-1, which the source has in places."""
    try:
        return text.encode("latin-1").decode("utf-8").strip()
    except UnicodeError:
        return text.strip()


def from_date(text: str) -> str:
    """The register holds some bare years as spreadsheet serials: 1905-06-18 and 2005-06-18 both mean the year 1996."""
    if not text:
        return ""
    day = dt.date.fromisoformat(text)
    if day.month == 6 and day.year in (1905, 2005) and day.day > 1:
        year = (dt.date(1905, 6, day.day) - dt.date(1899, 12, 30)).days
        return f"{year}-04-01"
    return text


def after(text: str) -> str:
    """The first day after the last: the source mixes 31 March and 1 April for the same event."""
    if text.endswith("-31"):
        return (dt.date.fromisoformat(text) + dt.timedelta(days=1)).isoformat()
    return text


def compact(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if text else ""


def read(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter))
