"""Say what was bought: for one payment, one supplier or one account, with what each would bear on before it is made."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tallystick.categories import actions, queries
from tallystick.intake.actions.keeping import AlreadyDecided
from tallystick.kit.errors import Refused
from tallystick.lake.store import lookups
from tallystick.lake.store.home import Home
from tallystick.lake.store.lookups_evidence import Reach
from tallystick.lake.store.lookups_thought import Thought, thought
from tallystick.lake.store.page import PAGE_SIZE, Page
from tallystick.suppliers import queries as suppliers
from tallystick.web.addresses import row_address
from tallystick.web.deciding import decide_and_follow, reason_given
from tallystick.web.kinds import category_groups, category_name
from tallystick.web.listing import Asked
from tallystick.web.tabs import category_tabs

_WHOEVER = "Whoever pays it, now and in files to come. What was said of one payment stays."
NOT_YET = Refused(
    "What was bought has not been worked out yet.",
    what_to_do="It is worked out when files are loaded and when the site is started.",
)


@dataclass(frozen=True)
class Offered:
    """One reach that a correction may have. key: what the form sends. reach: what it would bear on now."""

    key: str
    label: str
    reach: Reach
    hint: str = ""


def payment(request: HttpRequest, sha256: str, row: int) -> HttpResponse:
    """The form that corrects the category of one payment, and of what is like it."""
    home = settings.TALLYSTICK_HOME
    sheet = request.GET.get("sheet") or None
    paid = lookups.payment_at(home, sha256, row, sheet)
    if paid is None:
        raise Http404
    found = thought(home, paid["payment_id"])
    if found is None:
        raise NOT_YET
    offered = _offered(home, paid, found)
    errors: dict[str, str] = {}
    if request.method == "POST":
        where = {"sha256": sha256, "sheet": sheet, "row": row}
        errors = _correct(request, found, where, [one.key for one in offered])
        if not errors:
            return redirect(row_address(sha256, sheet, row))
    return render(
        request,
        "web/categories/correct.html",
        {
            "section": "categories",
            "payment": paid,
            "back": row_address(sha256, sheet, row),
            "thought": found,
            "offered": offered,
            "groups": category_groups(),
            "chosen": request.POST.get("category", found.category or ""),
            "reach": request.POST.get("reach", "payment"),
            "errors": errors,
        },
        status=422 if errors else 200,
    )


def _offered(home: Home, paid: dict[str, Any], found: Thought) -> list[Offered]:
    offered = [Offered("payment", "Only this payment", Reach(1, paid["amount_pence"], 1))]
    if found.supplier_id and found.kind == "supplier":
        whole = queries.supplier_reach(home, found.supplier_id)
        if found.category and not found.decided:
            part = queries.supplier_reach(home, found.supplier_id, found.category)
            if part != whole:
                label = f"What {found.supplier} is paid that is thought to be {found.category_name}"
                offered.append(Offered("part", label, part, _WHOEVER))
        label = f"Everything that {found.supplier} is paid"
        offered.append(Offered("supplier", label, whole, _WHOEVER))
    if found.account and found.organisation_code:
        label = f"Everything that {found.organisation} books to “{found.account}”"
        hint = "Now and in files to come. What was said of a supplier or of one payment goes before."
        reach = queries.account_reach(home, found.organisation_code, found.account)
        offered.append(Offered("account", label, reach, hint))
    return offered


def _correct(request: HttpRequest, found: Thought, where: dict[str, Any], offered: list[str]) -> dict[str, str]:
    """Corrects what the form says; gives what is wrong with it, by field."""
    category, reach = request.POST.get("category", ""), request.POST.get("reach", "")
    if not category:
        return {"category": "Choose what it was for"}
    if reach not in offered:
        return {"reach": "Choose how far the correction reaches"}
    if reach in ("part", "supplier") and not _as_shown(request, found):
        return {"reach": "What is thought of this payment has changed since the page was shown. Look at it again"}
    why = reason_given(request)
    try:
        if reach == "payment":
            decide_and_follow(request, actions.correct_payment, **where, category=category, why=why)
        elif reach == "account":
            about = {"publisher": found.organisation_code, "account": found.account}
            decide_and_follow(request, actions.correct_account, **about, category=category, why=why)
        else:
            was = found.category if reach == "part" else ""
            about = {"supplier_id": found.supplier_id, "was": was}
            decide_and_follow(request, actions.correct_supplier, **about, category=category, why=why)
    except AlreadyDecided:
        return {"category": "Exactly that was said before, and is in force"}
    messages.success(request, f"{_SAID[reach]} is now {category_name(category)}. The figures follow.")
    return {}


def _as_shown(request: HttpRequest, found: Thought) -> bool:
    """Whether the supplier and its category are still those that the person was shown, with their reach."""
    shown = (request.POST.get("shown_supplier", ""), request.POST.get("shown_category", ""))
    return shown == (found.supplier_id or "", found.category or "")


_SAID = {
    "payment": "This payment",
    "part": "That part of what the supplier is paid",
    "supplier": "Everything that the supplier is paid",
    "account": "Everything booked to the account",
}


@require_POST
def undo(request: HttpRequest, kind: str, decision_id: int) -> HttpResponse:
    """Takes a correction back, and goes back to the page that asked."""
    decide_and_follow(request, actions.undo_correction, kind=kind, decision_id=decision_id, why=reason_given(request))
    messages.success(request, "The correction was undone. The figures follow.")
    back = request.POST.get("back", "")
    ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if ours else "categories-decided")


def decided(request: HttpRequest) -> HttpResponse:
    """Every correction that people made, with who, when and why."""
    asked = Asked.read(request, (), default="")
    state = request.GET.get("state", "")
    rows = queries.corrections_made(in_force={"yes": True, "no": False}.get(state))
    first = (asked.page - 1) * PAGE_SIZE
    found = Page(tuple(rows[first : first + PAGE_SIZE]), len(rows), asked.page)
    return render(
        request,
        "web/categories/decided.html",
        {
            "section": "categories",
            "part": "Categories",
            "tabs": category_tabs("categories-decided"),
            "listing": asked.listing(found, name="corrections"),
            "state": state,
            "states": (("", "All"), ("yes", "In force"), ("no", "Not any more")),
        },
    )


def corrected_about(home: Home, found: Thought, sha256: str, sheet: str | None, row: int) -> list[queries.Corrected]:
    """Everything in force that people said of a payment, its supplier and its account, the narrowest first."""
    about = queries.corrected_payment(sha256, sheet, row)
    if found.supplier_id:
        about += queries.corrected_suppliers(suppliers.units_of(suppliers.resolution(home), found.supplier_id))
    if found.account and found.organisation_code:
        about += queries.corrected_account(found.organisation_code, found.account)
    return [one for one in about if not one.ended_how]
