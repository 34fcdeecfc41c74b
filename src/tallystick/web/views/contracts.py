"""The register as a list: searched, filtered, sorted, in figures, and as a file."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tallystick.contracts.actions import keeping
from tallystick.contracts.actions.keeping import NotAcceptable
from tallystick.contracts.exporting import ENDINGS, MEDIA
from tallystick.contracts.queries import exporting, register
from tallystick.contracts.queries.register import Asked
from tallystick.contracts.queries.register_summary import Quarter, Summary
from tallystick.councils import queries as councils
from tallystick.councils.actions import check_anywhere
from tallystick.councils.rules.permissions import Permission
from tallystick.lake.store.page import PAGE_SIZE, Page
from tallystick.web import pictures
from tallystick.web.contract_asking import (
    EVERYTHING,
    FLAGS,
    QUESTIONS,
    STATES,
    RegisterAsked,
    category_choices,
    route_choices,
    term_choices,
    tier_choices,
)  # fmt: skip
from tallystick.web.contract_figures import figures
from tallystick.web.contract_forms import Form, Lists
from tallystick.web.contract_pages import said_why
from tallystick.web.deciding import actor, decide
from tallystick.web.listing import Asked as ListAsked
from tallystick.web.listing import Column

_CONTRACT, _REST = Column("Contract", "title"), (
    Column("Supplier", "supplier"),
    Column("Department", "department"),
    Column("Start", "start"),
    Column("End", "end"),
    Column("Value", "value", numeric=True, falls=True),
    Column("Tier"),
)  # fmt: skip
_ADDED = (
    "reference", "title", "description", "department", "category", "start", "end", "term_kind", "value_pence",
    "value_period", "value_basis", "vat", "public",
)  # fmt: skip
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def contracts(request: HttpRequest) -> HttpResponse:
    """The list, with what stands and what ends in figures."""
    by, today = actor(request), timezone.localdate()
    wanted = RegisterAsked.read(request.GET, by)
    ours = councils.organisations(by=by)
    several = len(ours) > 1 or not wanted.asked.own
    columns = [_CONTRACT, *([Column("Organisation", "organisation")] if several else []), *_REST]
    asked = ListAsked.read(request, columns, default="next")
    whose = Asked(organisation=wanted.asked.organisation, own=wanted.asked.own)
    told = figures(whose, organisations=len(ours), by=by, today=today)
    found = register.contracts(
        wanted.asked, by=by, today=today, sort=asked.order, first=(asked.page - 1) * PAGE_SIZE, count=PAGE_SIZE,
        total=told.summary.total if wanted.asked == whose else None,
    )  # fmt: skip
    listed = Page(tuple(found.rows), found.total, asked.page)
    page = {
        "section": "contracts",
        "listing": asked.listing(listed, name="contracts", download="contracts-csv"),
        "also": [
            (asked.listing(listed, name="", download=f"contracts-{form}").download, name)
            for form, name in (("xlsx", "Excel workbook"), ("json", "JSON lines"))
        ],
        "errors": wanted.errors,
        "several": several,
        **_summary(told.summary, request),
        "kept": told.kept,
        "today": today,
        "organisations": [("", "Ours"), (EVERYTHING, "All that we may see"), *((one.code, one.name) for one in ours)],
        "departments": _choices(told.departments, wanted.asked.department),
        "groups": category_choices(),
        "states": STATES,
        "tiers": tier_choices(),
        "terms": term_choices(),
        "routes": route_choices(),
        "flags": FLAGS,
        "question_choices": QUESTIONS,
        "owners": _owners(request, ours, wanted.asked),
        "may_add": bool(councils.organisations(by=by, permission=Permission.KEEP_REGISTER)),
        # Whose a register is, it says itself: the first of a council's makes a place for it.
        "may_hand_in": by.everything or bool(councils.organisations(by=by, permission=Permission.KEEP_REGISTER)),
        "may_own": by.person is not None,
        **_quarters(told.quarters, request),
    }
    return render(request, "web/contracts/list.html", page)


def export(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """All contracts that the filters leave, as a file that can be loaded again. Never what is confidential."""
    by, now = actor(request), timezone.now()
    wanted = RegisterAsked.read(request.GET, by).asked
    chunks = exporting.export(wanted, form=form, by=by, at=now, today=timezone.localdate(now))
    response = StreamingHttpResponse(chunks, content_type=MEDIA[form])
    response["Content-Disposition"] = f'attachment; filename="contracts.{ENDINGS[form]}"'
    return response


def add(request: HttpRequest) -> HttpResponse:
    """A contract that was not in any register: what is asked at first; the rest is added on its page."""
    by = actor(request)
    check_anywhere(by, Permission.KEEP_REGISTER)
    places = [(one.code, one.name) for one in councils.organisations(by=by, permission=Permission.KEEP_REGISTER)]
    if not places:
        return render(request, "web/contracts/no_organisation.html", {"section": "contracts"})
    code = request.POST.get("organisation", "") or places[0][0]
    lists = Lists(request, code)
    form, party = Form.blank("contract", lists, names=_ADDED), Form.blank("party", lists, names=("name",))
    errors: dict[str, str] = {}
    if request.method == "POST":
        form = Form.posted("contract", request.POST, lists, names=_ADDED)
        party = Form.posted("party", request.POST, lists, names=("name",))
        errors = dict(form.errors)
        if not form.values.get("title"):
            errors["title"] = "“Title” must not be empty"
        if not errors:
            named = party.values.get("name")
            try:
                new = decide(
                    request, keeping.add_contract, organisation=code, values=form.values,
                    suppliers=[{"name": named}] if named else [], why=said_why(request),
                )  # fmt: skip
            except NotAcceptable as no:
                errors = dict(no.fields)
            else:
                return redirect("contract", new.pk)
        form = form.with_errors(errors)
    boxes = [*form.boxes[:3], *(replace(box, label="Supplier", hint="As the council writes it") for box in party.boxes)]
    page = {
        "section": "contracts", "form": form, "boxes": [*boxes, *form.boxes[3:]], "errors": errors, "places": places,
        "code": code, "why": said_why(request),
    }  # fmt: skip
    return render(request, "web/contracts/add.html", page, status=422 if errors else 200)


class _Links:
    """Addresses of the list with one thing changed, keeping whose contracts it is of."""

    def __init__(self, request: HttpRequest) -> None:
        self._whose = request.GET.get("organisation", "")

    def of(self, **asked: Any) -> str:
        given = {"organisation": self._whose, **asked}
        query = urlencode({name: value for name, value in given.items() if value})
        return reverse("contracts") + (f"?{query}" if query else "")

    @property
    def current(self) -> str:
        return self.of(state="current")

    @property
    def not_known(self) -> str:
        return self.of(state="not_known")

    @property
    def questions(self) -> str:
        return self.of(questions="yes")

    @property
    def mine(self) -> str:
        return self.of(owner="me")


def _summary(told: Summary, request: HttpRequest) -> dict[str, Any]:
    """How many stand and end: (how many, what, the address of the list of them)."""
    today, links = timezone.localdate(), _Links(request)
    counted = [(told.current, "current", links.current)]
    for months, day, number in told.ending:
        ending = links.of(**{"state": "current", "from": today.isoformat(), "to": day.isoformat()})
        counted.append((number, f"end within {months} months", ending))
    counted += [
        (told.endless, "current, without an end", links.of(state="endless")),
        (told.not_known, "whose end is not known", links.not_known),
        (told.questions, "with open questions", links.questions),
    ]
    return {"summary": told, "figures": counted, "mine": links.mine}


def _quarters(rows: list[Quarter], request: HttpRequest) -> dict[str, Any]:
    """Ends by quarter, as a picture and a table."""
    links = _Links(request)
    named = [(f"{_MONTHS[row.first.month]} {row.first.year}", row) for row in rows]
    return {
        "quarters": [
            (label, row, links.of(**{"state": "current", "from": row.first.isoformat(), "to": row.last.isoformat()}))
            for label, row in named
        ],
        "pictures": [
            (name, pictures.bars([(label, row.contracts) for label, row in named], width=width))
            for name, width in (("wide", pictures.WIDE), ("narrow", pictures.NARROW))
        ],
    }


def _owners(request: HttpRequest, ours: list[Any], asked: Asked) -> list[tuple[str, str]]:
    """People to filter by: those of one organisation."""
    code = asked.organisation or (ours[0].code if len(ours) == 1 else "")
    chosen = [("", "Anybody"), *([("me", "Me")] if actor(request).person is not None else [])]
    if code in {one.code for one in ours}:
        chosen += [(str(number), name) for number, name in councils.colleagues(organisation=code, by=actor(request))]
    return chosen


def _choices(names: list[str], chosen: str) -> list[tuple[str, str]]:
    also = [chosen] if chosen and chosen not in names else []
    return [("", "Any"), *((name, name) for name in [*also, *names])]
