"""Rows of a contract of any kind: add, change and remove one, by forms made from what is declared of its fields."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tallystick.contracts.actions import keeping
from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable
from tallystick.contracts.declared import KINDS, SECTIONS
from tallystick.contracts.queries import contract as contracts
from tallystick.contracts.queries import past
from tallystick.contracts.queries.contract import Entry, Seen
from tallystick.contracts.queries.facts import named
from tallystick.councils.actions import check
from tallystick.councils.rules.permissions import Permission
from tallystick.web.contract_forms import Form, Lists, same_value, typed_names
from tallystick.web.contract_meanwhile import KEEP, Meeting, chosen_names, meeting_of, not_chosen
from tallystick.web.contract_pages import contract_title, said_why, seen_or_404, shown, tab_address
from tallystick.web.deciding import actor, decide

SLUGS = dict(zip(("what", "who", "term", "value", "route", "data", "exit", "elsewhere"), SECTIONS, strict=True))
"""Sections of a contract's fields as addresses have them."""

PREVIEW = "preview"
"""What a form is sent with that is to show what follows, and not to be saved."""

_BY_THEIR_OWN = ("law",)
"""Kinds whose rows are only written by a page of their own, as more follows from them."""


@dataclass(frozen=True)
class Changing:
    """One row that is being changed. save: does it with version, values and why.

    values: what the form begins with, where that is not the row as it is. fit: fills in what follows from what was
    typed, or puts errors beside it. page: shows the form, where it has a page of its own; what is sent with `PREVIEW`
    is shown and not saved.
    """

    seen: Seen
    row: Entry
    names: Sequence[str]
    heading: str
    back: str
    save: Callable[..., Any]
    values: Mapping[str, Any] | None = None
    fit: Callable[[Form], Form] | None = None
    page: Callable[[Form, int], HttpResponse] | None = None


def add(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """A new row of a kind that forms may add."""
    seen = may_change(request, number)
    declared = KINDS.get(kind)
    if declared is None or not declared.adding:
        raise Http404
    _check_papers(seen, kind)
    lists = Lists.of(request, seen.organisation, kind, seen)
    form = Form.blank(kind, lists)
    back = tab_address(seen, declared.tab)
    if request.method == "POST":
        form = Form.posted(kind, request.POST, lists)
        if not form.errors:
            try:
                new = decide(
                    request, keeping.add_row, contract=seen.id, kind=kind, values=form.values, why=said_why(request)
                )
            except NotAcceptable as no:
                form = form.with_errors(_placed(no.fields, form))
            else:
                messages.success(request, f"The {declared.name} was added.")
                return redirect(f"{back}#{kind}-{new.pk}")
    return _form(request, seen, form, f"{declared.adding}", back, button="Save", version=0)


def change(request: HttpRequest, number: int, kind: str, row: int) -> HttpResponse:
    """One row: its fields, to be changed."""
    seen = may_change(request, number)
    entry = _row_or_404(seen, kind, row)
    declared = KINDS[kind]

    def save(**said: Any) -> Any:
        return decide(request, keeping.change_row, contract=seen.id, kind=kind, row=row, **said)

    back = f"{tab_address(seen, declared.tab)}#{kind}-{row}"
    heading = f"Change this {declared.name}"
    return changing(request, Changing(seen, entry, typed_names(kind), heading, back, save))


def change_contract(request: HttpRequest, number: int, section: str) -> HttpResponse:
    """One section of a contract's own fields, to be changed."""
    seen = may_change(request, number)
    if section not in SLUGS:
        raise Http404

    def save(**said: Any) -> Any:
        return decide(request, keeping.change_contract, contract=seen.id, **said)

    back = f"{tab_address(seen, 'agreement')}#{section}"
    names = typed_names("contract", SLUGS[section])
    return changing(request, Changing(seen, seen.entry, names, SLUGS[section], back, save))


def remove(request: HttpRequest, number: int, kind: str, row: int) -> HttpResponse:
    """Takes a row out of the register, once that is confirmed."""
    seen = may_change(request, number)
    entry = _row_or_404(seen, kind, row)
    declared = KINDS[kind]
    back = tab_address(seen, declared.tab)
    changed = False
    if request.method == "POST":
        try:
            decide(
                request, keeping.remove_row, contract=seen.id, kind=kind, row=row, version=_version(request),
                why=said_why(request),
            )  # fmt: skip
        except ChangedMeanwhile:
            changed, entry = True, _row_or_404(seen, kind, row)
        else:
            messages.success(request, f"The {declared.name} was removed. The history keeps it.")
            return redirect(back)
    page = {
        "section": "contracts", "seen": seen, "contract_title": contract_title(seen), "kind": declared, "back": back,
        "row": shown(seen, entry, named([(kind, entry.values)], by=actor(request))), "version": entry.version,
        "changed": changed,
    }  # fmt: skip
    return render(request, "web/contracts/remove_row.html", page, status=409 if changed else 200)


def remove_contract(request: HttpRequest, number: int) -> HttpResponse:
    """Takes a contract out of the register, with a reason."""
    seen = may_change(request, number)
    errors: Mapping[str, str] = {}
    changed = False
    if request.method == "POST":
        try:
            decide(request, keeping.remove_contract, contract=seen.id, version=_version(request), why=said_why(request))
        except NotAcceptable as no:
            errors = {"reason": no.fields.get("why", no.reason)}
        except ChangedMeanwhile:
            changed, seen = True, seen_or_404(request, number)
        else:
            messages.success(request, f"{contract_title(seen)} was taken out of the register. The log keeps it.")
            return redirect("contracts")
    page = {
        "section": "contracts", "seen": seen, "contract_title": contract_title(seen), "errors": errors,
        "changed": changed, "version": seen.version, "back": tab_address(seen, "agreement"),
    }  # fmt: skip
    return render(request, "web/contracts/remove.html", page, status=422 if errors else 409 if changed else 200)


def changing(request: HttpRequest, one: Changing) -> HttpResponse:
    """Shows the form of a row and saves it; where somebody else saved first, shows both and lets each be chosen."""
    kind, entry = one.row.kind, one.row
    lists = Lists.of(request, one.seen.organisation, kind, one.seen, now=entry.values)
    form = Form.of(kind, one.values or entry.values, lists, names=one.names, hidden=entry.hidden)
    version = entry.version
    if request.method == "POST":
        version = _version(request)
        missing = not_chosen(request.POST, one.names)
        if missing:
            differ = [name for name in one.names if name in request.POST.getlist("differs")]
            form = Form.posted(kind, request.POST, lists, names=differ, hidden=entry.hidden)
            return _meanwhile(request, one, form, _version(request, "was"), missing)
        names = chosen_names(request.POST, one.names)
        form = Form.posted(kind, request.POST, lists, names=names, hidden=entry.hidden)
        preview = one.page is not None and PREVIEW in request.POST
        if one.fit and not form.errors and not preview:
            form = one.fit(form)
        if not form.errors and not preview:
            try:
                one.save(version=version, values=_differing(form, entry), why=said_why(request))
            except NotAcceptable as no:
                form = form.with_errors(_placed(no.fields, form))
            except ChangedMeanwhile:
                return _meanwhile(request, one, form, version)
            else:
                messages.success(request, "Saved.")
                return redirect(one.back)
    if one.page:
        return one.page(form, version)
    return _form(request, one.seen, form, one.heading, one.back, button="Save", version=version)


def _meanwhile(
    request: HttpRequest, one: Changing, form: Form, version: int, missing: Sequence[str] = ()
) -> HttpResponse:
    """Somebody else saved since the form was opened: theirs and yours, field by field.

    missing: fields of such a page for which nothing was chosen.
    """
    seen = seen_or_404(request, one.seen.id)
    kind = one.row.kind
    theirs = seen.entry if kind == "contract" else _row_or_404(seen, kind, one.row.id)
    before = past.version_of(seen, kind, one.row.id, version)
    last = past.last_change(seen, kind, one.row.id)
    met: Meeting = meeting_of(form, before, theirs, by=actor(request))
    page = {
        "section": "contracts", "seen": seen, "contract_title": contract_title(seen), "heading": one.heading,
        "back": one.back, "met": met, "version": theirs.version, "was": version, "last": last,
        "why": said_why(request),
        "errors": {
            f"{KEEP}{name}": f"Say which is to stand of “{KINDS[kind].fields[name].label}”" for name in missing
        },
    }  # fmt: skip
    return render(request, "web/contracts/meanwhile.html", page, status=422 if missing else 409)


def _form(
    request: HttpRequest, seen: Seen, form: Form, heading: str, back: str, *, button: str, version: int
) -> HttpResponse:
    page = {
        "section": "contracts", "seen": seen, "contract_title": contract_title(seen), "form": form,
        "errors": form.errors, "heading": heading, "back": back, "button": button, "version": version,
        "why": said_why(request),
    }  # fmt: skip
    return render(request, "web/contracts/form.html", page, status=422 if form.errors else 200)


def _differing(form: Form, entry: Entry) -> dict[str, Any]:
    """What is to be changed: an owner who has left since stays where nobody chose another."""
    return {
        name: value
        for name, value in form.values.items()
        if form.box(name).confidential or not same_value(value, entry.values.get(name))
    }


def _placed(wrong: Mapping[str, str], form: Form) -> dict[str, str]:
    """What the register says is wrong, each beside a field of the form; the first takes what is of no field."""
    names = [box.name for box in form.boxes]
    return {(name if name in names else names[0]): text for name, text in wrong.items()}


def may_change(request: HttpRequest, number: int) -> Seen:
    """The contract, for somebody who may change it. Raises Http404, or NotAllowed for one that may only be read."""
    seen = seen_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, seen.organisation)
    return seen


def _check_papers(seen: Seen, kind: str) -> None:
    if KINDS[kind].access not in seen.accesses:
        raise Http404


def _row_or_404(seen: Seen, kind: str, row: int) -> Entry:
    found = contracts.row(seen, kind, row) if kind not in _BY_THEIR_OWN else None
    if found is None or not any(field.typed for field in KINDS[kind].fields.values()):
        raise Http404
    return found


def _version(request: HttpRequest, name: str = "version") -> int:
    given = request.POST.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def section_addresses(seen: Seen) -> dict[str, str]:
    """The address of the form of each section of a contract's fields; nothing where it may not be changed."""
    if not seen.may_change:
        return {}
    addresses = {name: reverse("contract-change", args=[seen.id, slug]) for slug, name in SLUGS.items()}
    return {**addresses, SLUGS["term"]: reverse("contract-term", args=[seen.id])}
