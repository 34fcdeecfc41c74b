"""The term of a contract: said in words, read as fields, and what has to be decided by when; then saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from tallystick.contracts.actions import keeping
from tallystick.contracts.declared import KINDS
from tallystick.contracts.declared.controls import controls
from tallystick.contracts.queries.contract import Seen
from tallystick.contracts.queries.key_date_facts import facts_of
from tallystick.contracts.rules.key_dates import key_dates, term_dates_of
from tallystick.contracts.rules.key_dates_facts import Dated, Facts
from tallystick.contracts.rules.term_fits import WorkedOut, misfits, worked_out
from tallystick.contracts.rules.term_sentence import LONGEST
from tallystick.web.contract_forms import Form, typed_names
from tallystick.web.contract_pages import contract_title, said_why, tab_address
from tallystick.web.contract_term_words import SETTLE, Read, as_days, read_again, read_words
from tallystick.web.contract_typing import NotRead, from_typed
from tallystick.web.deciding import decide
from tallystick.web.views.contract_rows import SLUGS, Changing, changing, may_change

_OF_THE_TERM = frozenset({"extension", "break", "renewal", "rolling", "end", "framework_end", "find_out"})
_AS_IT_IS = "as_it_is"


@dataclass(frozen=True)
class Follows:
    """What a term comes to. dated: what has to be decided or found out. anytime: what may be decided on any day.
    too_late: that the day for notice of an extension has gone by."""

    current_end: date | None
    latest_end: date | None
    dated: Sequence[Dated]
    anytime: Sequence[tuple[str, str]]
    worked_out: Sequence[tuple[str, WorkedOut]]
    misfits: Sequence[str]
    too_late: str


def term(request: HttpRequest, number: int) -> HttpResponse:
    """A contract's term: words to be read, the fields they come to, and the dates that follow, before it is saved."""
    seen = may_change(request, number)
    names = typed_names("contract", SLUGS["term"])
    read, values = read_words(seen, request.GET)

    def save(**said: Any) -> Any:
        return decide(request, keeping.change_contract, contract=seen.id, **said)

    def fit(form: Form) -> Form:
        return _fitted(form, seen, request.POST)

    def page(form: Form, version: int) -> HttpResponse:
        if request.method != "POST":
            return _page(request, seen, form, read, version)
        again, answered, _ = read_again(seen, request.POST, form)
        return _page(request, seen, answered, again, version)

    back = f"{tab_address(seen, 'agreement')}#term"
    return changing(request, Changing(seen, seen.entry, names, "Term", back, save, values=values, fit=fit, page=page))


def _fitted(form: Form, seen: Seen, sent: QueryDict) -> Form:
    """The form with the days that follow from it, or with what does not fit, or is still asked, beside its fields."""
    _, form, asked = read_again(seen, sent, form)
    typed = {**as_days(seen.entry.values), **form.values}
    unfit = {one.field: one.say for one in misfits(typed, _changed(seen))}
    wrong = {} if sent.get(_AS_IT_IS) == "yes" else {**asked, **unfit}
    if wrong:
        return form.with_errors(wrong)
    names = {box.name for box in form.boxes}
    follow = {one.field: one.day for one in worked_out(typed, timezone.localdate()) if one.field in names}
    return replace(form, values={**form.values, **follow})


def _changed(seen: Seen) -> int:
    """Months by which changes that were made moved the end of the contract."""
    kept = facts_of([seen.id])
    return kept[seen.id].facts.changed_months if seen.id in kept else 0


def _page(request: HttpRequest, seen: Seen, form: Form, read: Read, version: int) -> HttpResponse:
    values = as_days(seen.entry.values)
    for box in form.boxes:
        if box.name in form.values:
            values[box.name] = form.values[box.name]
        elif request.method != "POST":
            values[box.name] = _typed(form, box.name)
    follows = _follows(seen, values)
    page = {
        "section": "contracts", "seen": seen, "contract_title": contract_title(seen), "form": form,
        "errors": form.errors, "heading": "Term", "back": f"{tab_address(seen, 'agreement')}#term", "button": "Save",
        "version": version, "why": said_why(request), "read": read, "follows": follows, "longest": LONGEST,
        "as_it_is": bool(follows.misfits or read.asks) and bool(form.errors), "address": request.path,
        "questions": [(ask, chosen, form.errors.get(f"{SETTLE}{ask.code}", "")) for ask, chosen in read.asks],
    }  # fmt: skip
    return render(request, "web/contracts/term.html", page, status=422 if form.errors else 200)


def _typed(form: Form, name: str) -> Any:
    """What stands in a field that was not sent yet, as a value."""
    try:
        return from_typed(controls("contract")[name], form.box(name).parts)
    except NotRead:
        return None


def _follows(seen: Seen, values: Mapping[str, Any]) -> Follows:
    """The dates of the contract if its term were `values`."""
    today = timezone.localdate()
    told = worked_out(values, today)
    said = {**values, **{one.field: one.day for one in told}}
    kept = facts_of([seen.id])
    facts = kept[seen.id].facts if seen.id in kept else Facts()
    of_the_term = {one.name for one in fields(Facts)} & set(controls("contract")) - {"owner_name", "personal_data"}
    facts = replace(facts, settled=frozenset(), **{name: said[name] for name in of_the_term if name in said})
    dates = key_dates(facts, today)
    _, counted = term_dates_of(facts, today)
    labels = KINDS["contract"].fields
    return Follows(
        dates.current_end,
        dates.latest_end,
        [one for one in dates.dates if one.kind in _OF_THE_TERM],
        [(one.working[0], " ".join(one.working[1:])) for one in counted.decisions if one.any_day],
        [(labels[one.field].label, one) for one in told],
        [one.say for one in misfits(said, facts.changed_months)],
        counted.too_late,
    )
