"""What misses of a measure lead to: its trigger point, its service credits, and a credit that is worked out."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tallystick.contracts import actions
from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable
from tallystick.contracts.queries import contract as contracts
from tallystick.contracts.queries.contract import Seen
from tallystick.contracts.queries.performance import Recorded, Watched, watched
from tallystick.contracts.rules.performance_credits import Credited, Miss, Scheme, credits
from tallystick.contracts.stating import plain
from tallystick.councils.actions import NotAllowed, check
from tallystick.councils.rules.permissions import Permission
from tallystick.kit.errors import Refused
from tallystick.web.contract_pages import said_why, seen_or_404, tab_address
from tallystick.web.deciding import actor, decide
from tallystick.web.governing_forms import Typed, sent_version, show_form

_WORSE = (
    ("good", "Good: every missed target counts"),
    ("approaching_target", "Approaching target"),
    ("requires_improvement", "Requires improvement"),
)
_COSTING = (
    ("approaching_target", "Approaching target"),
    ("requires_improvement", "Requires improvement"),
    ("inadequate", "Inadequate"),
)
_CAPS = (("period_cap", "Most in a period"), ("year_cap", "Most in a year"))


def terms(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """The trigger point and the service credits of a measure."""
    seen, one = _measure(request, number, row)
    said = one.entry.values
    form = Typed.of(request, **_given(said["trigger"] or {}, said["credit"] or {}))
    trigger, credit = _trigger(form), _credit(form)
    back = f"{tab_address(seen, 'performance')}#measure-{row}"
    if request.method == "POST" and not form.errors:
        try:
            decide(
                request, actions.set_measure_terms, contract=seen.id, measure=row, version=sent_version(request),
                trigger=trigger, credit=credit, why=said_why(request),
            )  # fmt: skip
        except NotAllowed:
            raise
        except ChangedMeanwhile as no:
            messages.warning(request, f"{no.reason} {no.what_to_do}")
            return redirect("contract-measure-terms", seen.id, row)
        except Refused as no:
            form.wrong({"misses": str(no)})
        else:
            messages.success(request, "Saved.")
            return redirect(back)
    heading = f"Trigger point and service credits: {one.title}"
    return show_form(request, seen, form, heading, back, version=one.entry.version)


def credit(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Works out what a missed period costs the supplier; a person records it."""
    seen = seen_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, seen.organisation)
    found = next(
        ((one, period) for one in watched(seen, today=timezone.localdate()) for period in one.owed
         if period.entry.id == row), None,
    )  # fmt: skip
    if found is None:
        raise Http404
    one, period = found
    assert one.scheme is not None
    form = Typed.of(request)
    charge = form.pounds("charge", "The period’s charge", hint="Without VAT, or as the contract says. Shares are of it")
    year = form.pounds("year", "The year’s charge", hint="Only for a cap that is a share of the year’s charge")
    worked: Credited | None = None
    if request.method == "POST" and not form.errors:
        try:
            if charge is None and _needs_the_charge(one.scheme, period.rating):
                raise Refused("The credit is a share of the period’s charge.", what_to_do="Say what that was.")
            worked = credits(
                one.scheme, [Miss(one.title, period.rating)], charge_pence=charge or 0, year_charge_pence=year,
                already_pence=_already(seen, one, period),
            )  # fmt: skip
            if request.POST.get("step") == "save":
                return _recorded(request, seen, row, worked)
        except NotAllowed:
            raise
        except NotAcceptable as no:
            form.wrong({"charge": str(no)})
        except Refused as no:
            form.wrong({"charge": str(no)})
    return show_form(
        request, seen, form, f"Service credit: {one.title}, {period.name}", tab_address(seen, "performance"),
        template="web/contracts/performance/credit.html", worked=worked, period=period, button="Work it out",
    )  # fmt: skip


def _recorded(request: HttpRequest, seen: Seen, row: int, worked: Credited) -> HttpResponse:
    decide(
        request, actions.record_credit, contract=seen.id, measurement=row, amount_pence=worked.pence,
        working=" ".join(worked.working), why=said_why(request),
    )  # fmt: skip
    messages.success(request, "The service credit is recorded as due. Say when it is claimed and received.")
    return redirect(tab_address(seen, "performance"))


def _already(seen: Seen, one: Watched, period: Recorded) -> int:
    """Credits of the measure recorded in the same year from April, but for those waived."""
    rows = [row.values for row in contracts.rows(seen, "credit") if row.values["measure_id"] == one.entry.id]
    counted = [row for row in rows if row["first"] and row["state"] != "waived"]
    same = [row for row in counted if _year(date.fromisoformat(row["first"])) == _year(period.first)]
    return sum(row["amount_pence"] or 0 for row in same)


def _year(day: date) -> int:
    """The year from April that a day is in."""
    return day.year - (day.month < 4)


def _needs_the_charge(scheme: Scheme, rating: str) -> bool:
    capped = scheme.period_cap is not None and scheme.period_cap.percent is not None
    return scheme.rates[rating].percent is not None or capped


def _trigger(form: Typed) -> dict[str, Any] | None:
    misses = form.whole("misses", "Trigger point: how many misses", hint="Empty where there is none")
    of = form.whole("of", "Out of how many periods", hint="Empty for misses in a row")
    worse = form.choice("worse_than", "A miss is any rating worse than", _WORSE)
    then = form.text("then", "What follows then", hint="For example: an improvement plan within ten days")
    if misses is None:
        return None
    return {"misses": misses, "of": of, "worse_than": worse, "then": then}


def _credit(form: Typed) -> dict[str, Any] | None:
    rates = {code: found for code, name in _COSTING if (found := _either(form, code, f"A period rated “{name}” costs"))}
    caps = {code: _either(form, code, name) for code, name in _CAPS}
    return {"rates": rates, **caps} if rates else None


def _either(form: Typed, name: str, label: str) -> dict[str, Any] | None:
    """A share in per cent or an amount; None where neither was typed."""
    share = form.figure(f"{name}_percent", f"{label}: per cent of the charge")
    pence = form.pounds(f"{name}_pence", f"{label}: or an amount")
    if share is not None and pence is not None:
        form.wrong({f"{name}_pence": f"“{label}” is either a share or an amount"})
    if share is not None:
        return {"percent": plain(Decimal(share))}
    return None if pence is None else {"pence": pence}


def _given(trigger: dict[str, Any], credit: dict[str, Any]) -> dict[str, Any]:
    said = {name: trigger.get(name) for name in ("misses", "of", "worse_than", "then")}
    parts = {**(credit.get("rates") or {}), **{code: credit.get(code) for code, _ in _CAPS}}
    for name, part in parts.items():
        said |= {f"{name}_percent": (part or {}).get("percent"), f"{name}_pence": (part or {}).get("pence")}
    return said


def _measure(request: HttpRequest, number: int, row: int) -> tuple[Seen, Watched]:
    seen = seen_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, seen.organisation)
    found = next((one for one in watched(seen, today=timezone.localdate()) if one.entry.id == row), None)
    if found is None:
        raise Http404
    return seen, found
