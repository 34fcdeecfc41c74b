"""What each way forward would cost: prices that people give, as the business case of the decision."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tallystick.decisions.rules.routes_case import (
    MOST_YEARS,
    NoPrice,
    Priced,
    Range,
    base_of,
    case_of,
    not_one_price,
    prices_in,
    years_in,
)
from tallystick.decisions.rules.routes_words import pounds_in_words
from tallystick.kit.dates import financial_year
from tallystick.kit.errors import Refused
from tallystick.kit.months import whole_months
from tallystick.web.decide.pages import in_words, show
from tallystick.web.governing_forms import Typed, sent_version
from tallystick.web.views.decide_documents import put
from tallystick.web.views.decide_route import KIND, answered

CASE = "business_case"
_DAY = dt.timedelta(days=1)
_ENDS = ("low", "likely", "high")
_BOXES = {
    ("yearly", "low"): "A year, least", ("yearly", "likely"): "A year, likely", ("yearly", "high"): "A year, most",
    ("once", "low"): "Once, least", ("once", "likely"): "Once, likely", ("once", "high"): "Once, most",
}  # fmt: skip
_Given = dict[str, dict[str, Any]]
"""Route -> box -> pence."""


def prices(request: HttpRequest, number: int) -> HttpResponse:
    """Asks for the price of each way forward that is not shut, and of the chosen one, and keeps them as the business
    case."""
    subject, found, answer = answered(request, number)
    held = subject.current(CASE)
    said: dict[str, Any] = dict(held.said) if held else {}
    names = {one["route"]: one["name"] for one in answer["routes"]}
    was, elsewhere = prices_in(said, [*names.values()]), not_one_price(said, [*names.values()])
    chosen = (answer.get("choice") or {}).get("route")
    open_ = {
        one["route"]: one["name"]
        for one in answer["routes"]
        if one["name"] in was or ((one["open"] != "no" or one["route"] == chosen) and one["name"] not in elsewhere)
    }
    first, years = _from(answer), _years(answer)
    typed, edition = Typed.of(request, years=years_in(said, [*was]) or years), held.edition if held else 0
    lasts = typed.whole("years", "For how many years it is bought", hint=f"From {first} on", needed=True)
    given = {
        code: typed.each(code, name, list(_BOXES.values()), pence=True, before=_pence(was.get(name)))
        for code, name in open_.items()
    }
    back, base = f"{subject.document(KIND)}#costs", base_of(said, financial_year(timezone.localdate()))
    if request.method == "POST" and not typed.errors:
        edition = sent_version(request)
        try:
            written = case_of(
                _priced(open_, given), said, routes=list(names.values()), as_now=names["extend"],
                base_year=base, first_year=first, years=lasts or 0,
            )  # fmt: skip
        except Refused as no:
            box = next((code for code, name in open_.items() if isinstance(no, NoPrice) and name == no.option), "years")
            typed.wrong({box: in_words(no)})
        else:
            # The prices tell of the recommendation: they are kept out with it.
            out = True if found.exempt else None
            kept = put(request, subject, CASE, written, edition, typed, exempt=out, back=back)
            if kept:
                return kept
    return show(
        request, typed, "What each way forward would cost", row=subject.row, back=back, version=edition,
        template="web/decide/documents/recommendation_prices.html", yearly=_yearly(answer), most=MOST_YEARS,
        value=_worth(answer), base=base, elsewhere=elsewhere, case_address=subject.document(CASE),
    )  # fmt: skip


def _priced(names: Mapping[str, str], given: _Given) -> list[Priced]:
    """Raises NoPrice for a range that does not rise, or that stands around nothing."""
    found = []
    for code, name in names.items():
        yearly, once = (_range(of, name, given[code]) for of in ("yearly", "once"))
        if yearly is None and once is not None:
            raise NoPrice(name, "its price a year is not given.", what_to_do="Give it, 0 where there is none.")
        if yearly is not None:
            found.append(Priced(name, yearly, once))
    return found


def _range(of: str, name: str, given: Mapping[str, Any]) -> Range | None:
    low, likely, high = (_pounds(given.get(_BOXES[of, end])) for end in _ENDS)
    if likely is None:
        if low is not None or high is not None:
            raise NoPrice(name, "what is likely is not given.", what_to_do="Give it with its range.")
        return None
    found = Range(low, likely, high)
    found.check(name)
    return found


def _pounds(pence: Any) -> Decimal | None:
    return None if pence is None else Decimal(pence).scaleb(-2)


def _pence(was: Priced | None) -> dict[str, int]:
    found = {}
    for (of, end), box in _BOXES.items():
        range_: Range | None = getattr(was, of) if was else None
        pounds = getattr(range_, end) if range_ else None
        if pounds is not None:
            found[box] = int(pounds * 100)
    return found


def _from(answer: Mapping[str, Any]) -> str:
    """The financial year in which what follows begins, or this one where the last day is not known or past."""
    last, today = _day(answer, "last_day"), timezone.localdate()
    return financial_year(max(last + _DAY, today) if last and last < dt.date.max else today)


def _years(answer: Mapping[str, Any]) -> int | None:
    """As many whole years as the term has; None where that is not known."""
    start, last = _day(answer, "start"), _day(answer, "last_day")
    if not start or not last or last == dt.date.max:
        return None
    return min(max(whole_months(start, last + _DAY) // 12, 1), MOST_YEARS)


def _worth(answer: Mapping[str, Any]) -> str:
    value = answer["facts"]["value_pounds"]["value"]
    return "" if value is None else pounds_in_words(value)


def _yearly(answer: Mapping[str, Any]) -> str:
    """What it is worth in each year of its term, on average; "" where that is not known."""
    start, last, value = _day(answer, "start"), _day(answer, "last_day"), answer["facts"]["value_pounds"]["value"]
    if not start or not last or value is None:
        return ""
    days = (last - start).days + 1
    return pounds_in_words(round(Decimal(value) * 365 / days)) if days > 0 else ""


def _day(answer: Mapping[str, Any], key: str) -> dt.date | None:
    value = answer["facts"][key]["value"]
    return dt.date.fromisoformat(value) if value else None
