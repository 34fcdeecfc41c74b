"""Figures, dates and names as officers write them. Pure."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

NOT_KNOWN = "not known"
_MINUS = "\N{MINUS SIGN}"
_LONDON = ZoneInfo("Europe/London")
_LARGE = ((100_000_000_000, 100_000_000_000, "billion"), (100_000_000, 100_000_000, "million"))


def pounds(pence: int | None) -> str:
    """`pence` as £1,234.50, with a minus sign before the pound sign when it is negative."""
    if pence is None:
        return NOT_KNOWN
    whole, part = divmod(abs(pence), 100)
    return f"{_MINUS if pence < 0 else ''}£{whole:,}.{part:02d}"


def pounds_in_short(pence: int | None) -> str:
    """`pence` to three or four figures: £1.23 billion, £45.6 million, £12,345."""
    if pence is None:
        return NOT_KNOWN
    sign, size = (_MINUS if pence < 0 else ""), abs(pence)
    for least, unit, name in _LARGE:
        if size >= least:
            amount = size / unit
            return f"{sign}£{amount:,.{2 if amount < 10 else 1 if amount < 100 else 0}f} {name}"
    return f"{sign}£{round(size / 100):,}"


def count(number: int | None) -> str:
    """A whole number with thousands separators."""
    return NOT_KNOWN if number is None else f"{number:,}".replace("-", _MINUS)


def share(part: int | None, whole: int | None) -> str:
    """`part` of `whole` as a percentage; "less than 0.1%" rather than a nought that is not one."""
    if part is None or not whole:
        return NOT_KNOWN
    percent = 100 * part / whole
    if part and abs(percent) < 0.1:
        return "less than 0.1%"
    return f"{percent:.1f}%".replace("-", _MINUS)


def as_date(value: date | datetime | str | None) -> date | None:
    """A date from a date, a time or ISO text; None when it is none of these."""
    if isinstance(value, datetime):
        return value.astimezone(_LONDON).date() if value.tzinfo else value.date()
    if isinstance(value, str):
        try:
            return date.fromisoformat(value[:10])
        except ValueError:
            return None
    return value


def day(value: date | datetime | str | None) -> str:
    """3 April 2024."""
    moment = as_date(value)
    return f"{moment.day} {moment:%B %Y}" if moment else NOT_KNOWN


def month(value: date | datetime | str | None) -> str:
    """April 2024."""
    moment = as_date(value)
    return f"{moment:%B %Y}" if moment else NOT_KNOWN


def moment(value: datetime | str | None) -> str:
    """3 April 2024 at 14:05, by London's clock."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return NOT_KNOWN
    if value is None:
        return NOT_KNOWN
    there = value.astimezone(_LONDON) if value.tzinfo else value
    return f"{there.day} {there:%B %Y} at {there:%H:%M}"


def size(number: int | None) -> str:
    """A number of bytes as people say it: 812 bytes, 45 kB, 12.3 MB."""
    if number is None:
        return NOT_KNOWN
    if number < 1000:
        return f"{number} byte{'' if number == 1 else 's'}"
    unit, amount = next(
        ((name, number / of) for name, of in (("kB", 1e3), ("MB", 1e6)) if number < 1000 * of), ("GB", number / 1e9)
    )
    return f"{amount:,.0f} {unit}" if amount >= 100 or unit == "kB" else f"{amount:,.1f} {unit}"


def many(number: int | None, one: str, several: str = "") -> str:
    """1 row, 2 rows, 1,234 rows."""
    return f"{count(number)} {one if number == 1 else several or one + 's'}"


_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


def device(agent: str) -> str:
    """The browser and system that a browser says it is: "Firefox on Windows"; what it says where that is not known."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), None)
    system = next((name for sign, name in _SYSTEMS if sign in agent), None)
    if browser is None:
        return agent[:80] or NOT_KNOWN
    return f"{browser} on {system}" if system else browser
