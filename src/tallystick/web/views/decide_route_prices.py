"""What each way forward would cost: prices that people give, as the business case of the decision."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from tallystick.decisions.queries.answering import current
from tallystick.decisions.rules.routes_case import MOST_YEARS, Priced, Range, case_of, prices_in
from tallystick.decisions.rules.routes_words import pounds_in_words
from tallystick.kit.errors import Refused
from tallystick.kit.months import whole_months
from tallystick.web.decide.pages import show
from tallystick.web.governing_forms import Typed, sent_version
from tallystick.web.views.decide_documents import put
from tallystick.web.views.decide_route import KIND, answered

CASE = "business_case"
_DAY = dt.timedelta(days=1)
_ENDS = ("likely", "low", "high")
_BOXES = (
    ("yearly", "likely", "Price a year, most likely"), ("yearly", "low", "Price a year, at the least"),
    ("yearly", "high", "Price a year, at the most"), ("once", "likely", "To get there, once, most likely"),
    ("once", "low", "To get there, once, at the least"), ("once", "high", "To get there, once, at the most"),
)  # fmt: skip
_Given = dict[tuple[str, str], dict[str, Any]]


def prices(request: HttpRequest, number: int) -> HttpResponse:
    """Asks for the price of each way forward that is not shut, and keeps them as the business case."""
    subject, _, answer = answered(request, number)
    held = current(subject.row, CASE)
    if held is not None and held.exempt and not subject.exempt:
        raise Http404
    said: dict[str, Any] = dict(held.said) if held else {}
    names = {one["route"]: one["name"] for one in answer["routes"]}
    was = prices_in({**said, "options": [one for one in _options(said) if one.get("name") in names.values()]})
    open_ = [one["name"] for one in answer["routes"] if one["open"] != "no" or one["name"] in was]
    first, years = _from(answer), _years(answer)
    typed, edition = Typed.of(request, years=_years_in(said, was) or years), held.edition if held else 0
    lasts = typed.whole("years", "For how many years it is bought", hint=f"From {first} on", needed=True)
    before = _pence(was)
    given = {
        (of, end): typed.each(f"{of}-{end}", label, open_, pence=True, before=before[of, end], hint=_hint(of, end))
        for of, end, label in _BOXES
    }
    back = f"{subject.document(KIND)}#costs"
    if request.method == "POST" and not typed.errors:
        edition = sent_version(request)
        try:
            written = case_of(
                _priced(open_, given), said, routes=list(names.values()), as_now=names["extend"],
                base_year=_financial(timezone.localdate()), first_year=first, years=lasts or 0,
            )  # fmt: skip
        except Refused as no:
            typed.wrong({"years": f"{no.reason} {no.what_to_do}"})
        else:
            done = put(request, subject, CASE, written, edition, typed, exempt=bool(held and held.exempt), back=back)
            if done:
                return done
    return show(
        request, typed, "What each way forward would cost", row=subject.row, back=back, version=edition,
        template="web/decide/documents/recommendation_prices.html", yearly=_yearly(answer), most=MOST_YEARS,
        value=_worth(answer),
    )  # fmt: skip


def _priced(names: Sequence[str], given: _Given) -> list[Priced]:
    """Raises Refused for a range that does not rise, or that stands around nothing."""
    found = []
    for name in names:
        yearly, once = (_range(of, name, given) for of in ("yearly", "once"))
        if yearly is None and once is not None:
            raise Refused(f"{name}: its price a year is not given.", what_to_do="Give it, 0 where there is none.")
        if yearly is not None:
            found.append(Priced(name, yearly, once))
    return found


def _range(of: str, name: str, given: _Given) -> Range | None:
    likely, low, high = (given[of, end].get(name) for end in _ENDS)
    if likely is None:
        if low is not None or high is not None:
            raise Refused(f"{name}: what is most likely is not given.", what_to_do="Give it with its range.")
        return None
    ends = [None if one is None else Decimal(one).scaleb(-2) for one in (low, likely, high)]
    found = Range(ends[0], ends[1] or Decimal(0), ends[2])
    found.check(name)
    return found


def _pence(was: Mapping[str, Priced]) -> _Given:
    found: _Given = {(of, end): {} for of, end, _ in _BOXES}
    for name, one in was.items():
        for of, range_ in (("yearly", one.yearly), ("once", one.once)):
            for end in _ENDS:
                pounds = getattr(range_, end) if range_ else None
                if pounds is not None:
                    found[of, end][name] = int(pounds * 100)
    return found


def _hint(of: str, end: str) -> str:
    if end != "likely":
        return "Empty where nobody can say"
    if of == "yearly":
        return "In today’s prices, without VAT. A way forward that is left empty is not costed"
    return "Buying it, moving data, teaching people, leaving the supplier"


def _options(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    held = said.get("options")
    return [one for one in held if isinstance(one, dict)] if isinstance(held, list) else []


def _years_in(said: Mapping[str, Any], was: Mapping[str, Priced]) -> int | None:
    lives = [one.get("life_years") for one in _options(said) if one.get("name") in was]
    return lives[0] if lives and isinstance(lives[0], int) else None


def _from(answer: Mapping[str, Any]) -> str:
    """The financial year in which what follows begins, or this one where the last day is not known or past."""
    last, today = answer["facts"]["last_day"]["value"], timezone.localdate()
    return _financial(max(last + _DAY, today) if last and last < dt.date.max else today)


def _years(answer: Mapping[str, Any]) -> int | None:
    """As many whole years as the term has; None where that is not known."""
    start, last = (answer["facts"][key]["value"] for key in ("start", "last_day"))
    if not start or not last or last == dt.date.max:
        return None
    return min(max(whole_months(start, last + _DAY) // 12, 1), MOST_YEARS)


def _worth(answer: Mapping[str, Any]) -> str:
    value = answer["facts"]["value_pounds"]["value"]
    return "" if value is None else pounds_in_words(value)


def _yearly(answer: Mapping[str, Any]) -> str:
    """What it is worth in each year of its term, on average; "" where that is not known."""
    start, last, value = (answer["facts"][key]["value"] for key in ("start", "last_day", "value_pounds"))
    if not start or not last or value is None:
        return ""
    days = (last - start).days + 1
    return pounds_in_words(round(Decimal(value) * 365 / days)) if days > 0 else ""


def _financial(day: dt.date) -> str:
    first = day.year if (day.month, day.day) >= (4, 1) else day.year - 1
    return f"{first}/{(first + 1) % 100:02}"
