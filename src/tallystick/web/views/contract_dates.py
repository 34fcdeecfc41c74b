"""A contract's dates: what has to be decided next, by when, why, and what is not known."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tallystick.contracts import actions
from tallystick.contracts.actions.keeping import NotAcceptable
from tallystick.contracts.choices import KEY_DATES, SETTLED, SETTLED_AS
from tallystick.contracts.queries import contract as contracts
from tallystick.contracts.queries import key_dates as dates
from tallystick.contracts.queries.contract import Entry, Seen
from tallystick.contracts.queries.key_dates import Listed
from tallystick.councils.actions import check
from tallystick.councils.rules.permissions import Permission
from tallystick.kit.errors import Refused
from tallystick.web import words
from tallystick.web.contract_pages import page, said_why, seen_or_404, tab_address
from tallystick.web.deciding import actor, decide
from tallystick.web.governing_forms import Typed, show_form

_TABS = {
    "duty": "governance",
    "action": "meetings",
    "meeting": "meetings",
    "certificate": "documents",
    "risk": "risks",
    "exit": "risks",
}
"""By the beginning of a key: the tab on which what it is about is kept."""
_OF_THE_TERM = frozenset(
    {"end", "start", "extensions", "renewal", "extension_notice", "break_notice", "renewal_notice", "rolling_notice"}
    | {"end_after", "review"}
)


@dataclass(frozen=True)
class Shown:
    """A key date as its page shows it.

    kind: in words. place: where what it is about is kept. settled, why_settled: the decision that was taken, in words.
    settle: where one is taken, or taken back; "" where none is.
    """

    date: Listed
    kind: str
    place: str
    settled: str = ""
    why_settled: str = ""
    settle: str = ""


def tab(request: HttpRequest, number: int) -> HttpResponse:
    """The next decision with its working, the last safe start of every route, all key dates, and what is not known."""
    told = page(request, number, "dates")
    seen: Seen = told["seen"]
    today = timezone.localdate()
    decided = _decided(seen)
    found = [_shown(seen, one, decided) for one in dates.of_contract(seen, by=actor(request), today=today)]
    term = dates.term_of(seen, today=today)
    dated = [one for one in found if one.date.kind != "find_out"]
    told |= {
        "term": term,
        "any_day": [one for one in term.dates.decisions if one.any_day and one.takes_effect] if term else [],
        "next": next((one for one in dated if one.settle and not one.settled and not one.date.overdue), None),
        "dated": dated,
        "unknown": [one for one in found if one.date.kind == "find_out"],
        "today": today,
    }
    return render(request, "web/contracts/dates/tab.html", told)


def settle(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Says what was decided about one key date, for the day that it is about."""
    seen, one = _settling(request, number, row)
    form = Typed.of(request)
    names = dict(SETTLED)
    offered = [(code, names[code]) for code in SETTLED_AS[one.kind]]
    decision = form.choice("decision", "What was decided", offered, radios=True)
    if "decision" in form.errors:
        form.wrong({"decision": "Choose what was decided"})
    back = tab_address(seen, "dates")
    if request.method == "POST" and not form.errors:
        try:
            due = words.as_date(request.POST.get("due", ""))
            decide(
                request, actions.settle, contract=seen.id, key=one.key, due=due, decision=decision,
                why=said_why(request),
            )  # fmt: skip
        except NotAcceptable as no:
            form.wrong(no.fields)
        except Refused as no:
            messages.warning(request, str(no))
            return redirect(back)
        else:
            messages.success(request, f"Kept: {names[decision].lower()}. You are reminded of that day no more.")
            return redirect(back)
    return show_form(
        request, seen, form, one.what, back, button="Keep this decision", template="web/contracts/dates/settle.html",
        date=one,
    )  # fmt: skip


@require_POST
def take_back(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Takes back what was decided, so that the day counts again."""
    seen, one = _settling(request, number, row)
    try:
        decide(request, actions.unsettle, contract=seen.id, key=one.key, due=one.about)
    except Refused as no:
        messages.warning(request, str(no))
    else:
        messages.success(request, "Taken back: the day counts again.")
    return redirect(tab_address(seen, "dates"))


def _settling(request: HttpRequest, number: int, row: int) -> tuple[Seen, Listed]:
    seen = seen_or_404(request, number)
    by = actor(request)
    check(by, Permission.KEEP_REGISTER, seen.organisation)
    one = dates.one_of(seen, row, by=by, today=timezone.localdate())
    if one is None or not dates.may_be_settled(one.kind):
        raise Http404
    return seen, one


def _decided(seen: Seen) -> dict[tuple[str, str | None], Entry]:
    """By key and day: the last decision."""
    return {(str(row.values["key"]), row.values["due"]): row for row in contracts.rows(seen, "settled")}


def _shown(seen: Seen, one: Listed, decided: dict[tuple[str, str | None], Entry]) -> Shown:
    said = decided.get((one.key, one.about.isoformat() if one.about else None)) if one.settled else None
    settle = ""
    if seen.may_change and dates.may_be_settled(one.kind):
        name = "contract-date-take-back" if one.settled else "contract-date-settle"
        settle = reverse(name, args=[seen.id, one.id])
    return Shown(
        date=one,
        kind=dict(KEY_DATES)[one.kind],
        place=_place(seen, one),
        settled=dict(SETTLED).get(str(said.values["decision"]), "") if said else "",
        why_settled=str(said.values["why"]) if said else "",
        settle=settle,
    )


def _place(seen: Seen, one: Listed) -> str:
    """Where what a key date is about is kept, and can be changed; "" for the term itself."""
    beginning, _, rest = one.key.partition(":")
    if beginning == "find_out":
        if rest in _OF_THE_TERM:
            return reverse("contract-term", args=[seen.id]) if seen.may_change else ""
        return tab_address(seen, "changes" if rest == "regime" else "agreement")
    if beginning in ("obligation", "prices"):
        return tab_address(seen, "agreement")
    return tab_address(seen, _TABS[beginning]) if beginning in _TABS else ""
