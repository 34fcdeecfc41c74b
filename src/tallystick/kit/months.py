"""Counting in months by the calendar."""

import calendar
import datetime as dt


def add_months(day: dt.date, months: int) -> dt.date:
    """The corresponding day `months` later, or earlier where it is negative; a day that month has not is its last.

    A month after 31 January is the last of February. Count several from the one day, never each from the one before,
    or the 31st is lost for good. Raises OverflowError beyond the years 1 to 9999.
    """
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise OverflowError(f"{months} months from {day} is beyond the calendar")
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def whole_months(first: dt.date, last: dt.date) -> int:
    """How many whole months lie from `first` to `last`: the most that `add_months` can add without passing it."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - 1 if add_months(first, months) > last else months
