"""Who published a file: from what a person said, from its content, from its path."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import polars as pl

from tallystick.kit.dates import read_date
from tallystick.lake.tidy.layout import Layout
from tallystick.reference.organisations import Directory, Organisation


@dataclass(frozen=True)
class Publisher:
    """how: ``given`` ``person`` ``content`` ``path`` or ``not known``. code and name are None when not known."""

    code: str | None
    name: str | None
    how: str

    def as_json(self) -> dict[str, str | None]:
        return {"code": self.code, "name": self.name, "how": self.how}


_NEARLY_ALL = 0.9
_ANY_BODY = re.compile(r"(?:the )?(?:nhs |local )?(?:ccg|trust|council|authority|foundation trust|board)", re.I)
"""Text that says what kind of body paid and not which."""

_BODY = re.compile(
    r"\b(?:council|nhs|authority|borough|trust|ccg|department|ministry|police|fire|university|agency|board)\b", re.I
)

NOT_KNOWN = Publisher(None, None, "not known")


def identify(layouts: Sequence[Layout], path: str, directory: Directory) -> Publisher:
    """The body that most rows name; else the one that titles or codes name; else the one that the path names."""
    named: Counter[str] = Counter()
    for layout in layouts:
        cells = layout.series("organisation")
        if cells is not None:
            named.update(_counts(cells))
    on = _day(layouts)
    found = directory.recognise(named, on) if named else None
    commonest, rows = named.most_common(1)[0] if named else ("", 0)
    plain = rows >= _NEARLY_ALL * named.total() if named else False
    if found and plain:
        return Publisher(found.code, found.name, "content")
    for layout in layouts:
        # A department of state heads every row of its family; so does a body whose rows name its several parts.
        for column in layout.columns:
            if (
                column.known_organisations >= _NEARLY_ALL
                and column.content.distinct <= 0.34
                and (found or not (plain and (_names_a_body(commonest) or _ANY_BODY.fullmatch(commonest))))
            ):
                whole = directory.recognise(_counts(layout.cells[f"c{column.position}"][layout.body :]), on)
                if whole:
                    return Publisher(whole.code, whole.name, "content")
    if found:
        return Publisher(found.code, found.name, "content")
    if plain and _names_a_body(commonest):
        near = from_path(path, directory, on)
        return near if near.code else Publisher(None, commonest, "content")
    titles = " \n ".join(text for layout in layouts for text in layout.titles()[:20])
    if found := _only(directory.in_text(titles[:2000], on)):
        return Publisher(found.code, found.name, "content")
    return from_path(path, directory, on)


def _day(layouts: Sequence[Layout]) -> str | None:
    """The first day (ISO) that the payments tell of: names have passed from one body to another."""
    for layout in layouts:
        position = layout.map.positions.get("date")
        for text in next((c.sample for c in layout.columns if c.position == position), ()):
            if read := read_date(text):
                return read.day.isoformat()
    return None


def _names_a_body(text: str) -> bool:
    """True for text that names some public body, though perhaps none in the list."""
    return len(text.split()) > 1 and bool(_BODY.search(text))


def from_path(path: str, directory: Directory, on: str | None = None) -> Publisher:
    """The body that the file's name, or the nearest folder above it, names; the one that stood on that day (ISO)."""
    parts = list(PurePath(path.replace("\\", "/").replace("!", "/")).parts)
    for i, part in enumerate(parts):
        if part.lower() in ("home", "users"):
            parts[i + 1 : i + 2] = [""]  # whoever is signed in to this computer did not publish it
    for part in reversed(parts[-5:]):
        if part and (found := _only(directory.in_text(part, on))):
            return Publisher(found.code, found.name, "path")
    return NOT_KNOWN


def row_organisations(cells: pl.Series, publisher: Publisher, directory: Directory) -> tuple[pl.Series, pl.Series]:
    """Code and name for each row: the body that the row itself names, else the publisher.

    A publisher that could not be told leaves the name as published and no code.
    """
    codes: dict[str, str | None] = {}
    names: dict[str, str | None] = {}
    for text in cells.drop_nulls().unique().to_list():
        found = directory.in_cell(text)
        codes[text] = found.code if found else publisher.code
        names[text] = found.name if found else (publisher.name or text)
    return _filled(cells, codes, publisher.code), _filled(cells, names, publisher.name)


def _filled(cells: pl.Series, values: Mapping[str, str | None], otherwise: str | None) -> pl.Series:
    if not values:
        return pl.repeat(otherwise, len(cells), dtype=pl.String, eager=True)
    if len(set(values.values()) | {otherwise}) == 1:
        return pl.repeat(otherwise, len(cells), dtype=pl.String, eager=True)
    return cells.replace_strict(list(values), list(values.values()), default=otherwise, return_dtype=pl.String)


def _counts(cells: pl.Series) -> dict[str, int]:
    counted = cells.drop_nulls().value_counts()
    return dict(zip(counted.to_series(0).to_list(), counted.to_series(1).to_list(), strict=True))


def _only(found: Sequence[Organisation]) -> Organisation | None:
    codes = {organisation.code for organisation in found}
    return found[0] if len(codes) == 1 else None
