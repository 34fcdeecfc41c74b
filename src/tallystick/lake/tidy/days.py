"""A column of published dates to dates: the order of day and month is decided from all of its rows."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from tallystick.kit.dates import Order, ReadDate, numeric_parts, read_date


@dataclass(frozen=True)
class DateOrder:
    """order: ``day``, ``month``, or how dates are written where it does not matter (``year``, ``words``, ``serial``).
    flagged: True where it was assumed, or where some cells deny it."""

    order: str
    why: str
    flagged: bool

    @property
    def reading(self) -> Order:
        return "month" if self.order == "month" else "day"


@dataclass(frozen=True)
class Days:
    """date, month: Date, as long as the column, null where not known. unreadable: Boolean, no date is in the cell."""

    date: pl.Series
    month: pl.Series
    unreadable: pl.Series
    order: DateOrder
    months_only: int


_MONTH_NAMED = re.compile(
    r"\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)[\s\-/,']*(\d{4}|\d{2})\b",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(r"\bmm?\W{1,3}dd?\b", re.IGNORECASE)
_SHORT = re.compile(r"(\d\d)[/\-.](?:0[1-9]|1[0-2])[/\-.](\d\d)")


def decide_order(counts: dict[str, int], said: str | None = None, heading: str = "") -> DateOrder:
    """counts: distinct cell -> rows. said: a person's word, which wins. heading: it may say ``mm/dd/yyyy``, which rules
    where the cells do not."""
    if said in ("day", "month"):
        return DateOrder(str(said), f"A person said that the {said} comes first.", False)
    day_first = month_first = either = 0
    forms: Counter[str] = Counter()
    for text, rows in counts.items():
        parts = numeric_parts(text)
        if parts is None:
            read = read_date(text)
            if read:
                forms[read.form] += rows
        elif parts[0] > 12 >= parts[1]:
            day_first += rows
        elif parts[1] > 12 >= parts[0]:
            month_first += rows
        else:
            either += rows
    if month_first and not day_first and either and _falls_together(counts):
        return DateOrder(
            "day",
            f"{month_first:,} rows can only be month first and were read so; the other {either:,} fall in the same"
            " month only if the day comes first, as a spreadsheet leaves dates that it half understood.",
            True,
        )
    if day_first and month_first:
        order: Order = "day" if day_first >= month_first else "month"
        fits, denies = max(day_first, month_first), min(day_first, month_first)
        return DateOrder(
            order,
            f"{fits:,} rows can only be {order} first; {denies:,} can only be the other way round, and were read so."
            f" Check the {either:,} that could be either.",
            True,
        )
    if day_first:
        return DateOrder("day", f"{day_first:,} rows can only be day first, and none only month first.", False)
    if month_first:
        return DateOrder("month", f"{month_first:,} rows can only be month first, and none only day first.", False)
    if either and _MONTH_FIRST.search(heading):
        return DateOrder("month", f"Its heading, “{heading}”, says that the month comes first.", False)
    if either:
        return DateOrder(
            "day", "Every date could be read either way: read as day first, which is usual in the UK.", True
        )
    form = forms.most_common(1)[0][0] if forms else "words"
    name = {"iso": "year", "compact": "year", "serial": "serial"}.get(form, "words")
    how = {
        "year": "the year comes first",
        "serial": "they are spreadsheet day numbers",
        "words": "the month is in words",
    }[name]
    return DateOrder(name, f"Day and month cannot be confused: {how}.", False)


def _falls_together(counts: dict[str, int]) -> bool:
    """True where the dates that could be either way fall in the months of those that can only be month first when they
    are read day first, and not when they are read month first."""
    sure: set[tuple[int, int]] = set()
    doubtful: list[tuple[str, int]] = []
    for text, rows in counts.items():
        parts = numeric_parts(text)
        day = read_date(text, "month")
        if parts and day and parts[1] > 12:
            sure.add((day.day.year, day.day.month))
        elif parts and parts[0] != parts[1]:
            doubtful.append((text, rows))
    total = sum(rows for _, rows in doubtful)

    def share(order: Order) -> float:
        read = ((read_date(text, order), rows) for text, rows in doubtful)
        return sum(rows for day, rows in read if day and (day.day.year, day.day.month) in sure) / (total or 1)

    return total > 0 and share("day") >= 0.9 and share("month") <= 0.3


def read_days(cells: pl.Series, said: str | None = None, heading: str = "") -> Days:
    """cells: String, stripped, null for blank. said, heading: as for `decide_order`."""
    counted = cells.drop_nulls().value_counts()
    counts = dict(zip(counted.to_series(0).to_list(), counted.to_series(1).to_list(), strict=True))
    if said is None and _short_year_first(counts):
        order = DateOrder("year", "Their first numbers hardly change and their last do: the year comes first.", True)
        read: dict[str, ReadDate | None] = {text: read_date(f"20{text}") for text in counts}
    else:
        order = decide_order(counts, said, heading)
        other: Order = "day" if order.reading == "month" else "month"
        read = {text: read_date(text, order.reading) or read_date(text, other) for text in counts}
    exact = {text: day.day for text, day in read.items() if day and day.form != "month"}
    months = {text: day.day.replace(day=1) for text, day in read.items() if day}
    date = _mapped(cells, exact)
    return Days(
        date=date,
        month=_mapped(cells, months),
        unreadable=cells.is_not_null() & ~cells.is_in(list(months)).fill_null(False) if counts else cells.is_not_null(),
        order=order,
        months_only=sum(rows for text, rows in counts.items() if (day := read[text]) and day.form == "month"),
    )


def title_month(titles: Sequence[str]) -> dt.date | None:
    """The first day of the one month that titles name, as “Payments over £500, January 2013” does; None where they name
    none or several."""
    found = {(m[1][:3].lower(), m[2][-2:]): m[0] for title in titles for m in _MONTH_NAMED.finditer(title)}
    if len(found) != 1:
        return None
    read = read_date(next(iter(found.values())))
    return read.day if read else None


def _short_year_first(counts: dict[str, int]) -> bool:
    """True for a column of ``24-04-02`` and its like: days change from row to row, and years do not."""
    first, last = set(), set()
    for text in counts:
        found = _SHORT.fullmatch(text)
        if not found:
            return False
        first.add(found[1])
        last.add(found[2])
    return len(first) <= 2 and len(last) > 4


def _mapped(cells: pl.Series, values: dict) -> pl.Series:  # type: ignore[type-arg]
    if not values:
        return pl.repeat(None, len(cells), dtype=pl.Date, eager=True)
    return cells.replace_strict(list(values), list(values.values()), default=None, return_dtype=pl.Date)
