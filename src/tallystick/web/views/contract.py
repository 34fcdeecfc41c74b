"""One contract: what was agreed, and the confidential fields of it that somebody asks for."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from tallystick.contracts.choices import TIERS
from tallystick.contracts.declared import KINDS, SECTIONS
from tallystick.contracts.queries import contract as contracts
from tallystick.contracts.queries.contract import Seen
from tallystick.contracts.queries.facts import named
from tallystick.contracts.rules.value_with_vat import amounts
from tallystick.councils.actions import check
from tallystick.councils.rules.permissions import Permission
from tallystick.web import words
from tallystick.web.contract_pages import (
    Fact,
    Shown,
    contract_title,
    facts,
    page,
    said_why,
    section,
    seen_or_404,
    shown,
    tab_address,
)  # fmt: skip
from tallystick.web.contract_words import in_words
from tallystick.web.deciding import actor
from tallystick.web.views.contract_rows import SLUGS, section_addresses

_SLUG_OF = {name: slug for slug, name in SLUGS.items()}
_IN_THE_VALUE = ("value_pence", "value_period", "value_basis", "vat", "vat_pence")
_LISTED = ("lot", "obligation", "price", "relation")


@dataclass(frozen=True)
class Part:
    """A section of a contract's own fields. hidden: confidential ones that hold something."""

    slug: str
    title: str
    facts: list[Fact]
    change: str
    hidden: list[tuple[str, str]]


@dataclass(frozen=True)
class Supplier:
    """A party with who it is worked out to be. supplier_id: "" where that is not known."""

    shown: Shown
    supplier_id: str
    supplier: str
    sure: str
    why: str


def overview(request: HttpRequest, number: int) -> HttpResponse:
    """What was agreed, with whom, and where that is known from."""
    told = page(request, number, "agreement")
    seen: Seen = told["seen"]
    told |= {
        "parts": _parts(request, seen),
        "value": _value_in_words(seen),
        "amounts": amounts(seen["value_pence"], str(seen["vat"] or ""), seen["vat_pence"]),
        "suppliers": _suppliers(request, seen),
        "supplier_section": section(request, seen, "party"),
        "listed": [part for part in (section(request, seen, kind) for kind in _LISTED) if part.rows or part.add],
        "questions": [row for row in contracts.rows(seen, "question") if row.values.get("state") == "open"],
        "notices": section(request, seen, "notice", leave_out=("values", "reasons")),
        "tier": dict(TIERS)[str(seen["tier"])] if seen["tier"] else "",
        "as_written": _as_written(seen),
        "other": list((seen["other"] or {}).items()),
    }
    return render(request, "web/contracts/overview.html", told)


@require_POST
def confidential(request: HttpRequest, number: int, kind: str, row: int) -> HttpResponse:
    """Confidential fields of a row, or of all rows of the kind where `row` is 0: shown once, and noted."""
    seen = seen_or_404(request, number)
    by = actor(request)
    check(by, Permission.READ_CONFIDENTIAL, seen.organisation)
    if kind not in KINDS:
        raise Http404
    of = [seen.entry] if kind == "contract" else contracts.rows(seen, kind)
    wanted = [one for one in of if one.hidden and row in (0, one.id)]
    if not wanted:
        raise Http404
    told = contracts.read_confidential(
        seen, kind, [one.id for one in wanted], by=by, at=timezone.now(), why=said_why(request)
    )
    fields = KINDS[kind].fields
    names = named([(kind, one.values) for one in wanted], by=by)
    read = [
        (
            contract_title(seen) if kind == "contract" else shown(seen, one, names).title,
            [(fields[name].label, in_words(kind, name, told.get(one.id, {}).get(name))) for name in one.hidden],
        )
        for one in wanted
    ]
    return render(
        request,
        "web/contracts/confidential_shown.html",
        {
            "section": "contracts",
            "seen": seen,
            "contract_title": contract_title(seen),
            "read": read,
            "back": tab_address(seen, KINDS[kind].tab or "agreement"),
        },
    )


def _parts(request: HttpRequest, seen: Seen) -> list[Part]:
    names = named([("contract", seen.entry.values)], by=actor(request))
    addresses = section_addresses(seen)
    fields = KINDS["contract"].fields
    found = []
    for title in SECTIONS:
        only = [name for name, field in fields.items() if field.section == title and name not in _IN_THE_VALUE]
        said = facts("contract", seen.entry.values, names, only=only, leave_out=("title",))
        hidden = [(name, fields[name].label) for name in seen.entry.hidden if fields[name].section == title]
        if said or hidden or addresses or title == "Value":
            found.append(Part(_SLUG_OF[title], title, said, addresses.get(title, ""), hidden))
    return found


def _value_in_words(seen: Seen) -> str:
    """£12,000.00 a year, without VAT, estimated; as far as each is known."""
    if seen["value_pence"] is None:
        return ""
    period = {"year": " a year", "month": " a month", "whole_life": " over its whole life"}
    said = words.pounds(seen["value_pence"]) + period.get(str(seen["value_period"]), "")
    basis = {"exclusive": "without VAT", "inclusive": "with VAT"}.get(str(seen["vat"]), "whether with VAT is not known")
    how = {"estimated": ", estimated", "actual": ", actual"}.get(str(seen["value_basis"]), "")
    return f"{said}, {basis}{how}"


def _suppliers(request: HttpRequest, seen: Seen) -> list[Supplier]:
    rows = {row.id: row for row in contracts.rows(seen, "party")}
    names = named([], by=actor(request))
    return [
        Supplier(
            shown(seen, rows[party.pk], names),
            party.supplier_id,
            party.supplier_name,
            "" if party.match_thousandths is None else f"{min(party.match_thousandths // 10, 99)}% sure",
            party.match_why,
        )
        for party in contracts.suppliers_of(seen)
        if party.pk in rows
    ]


def _as_written(seen: Seen) -> list[tuple[str, str]]:
    return [(_label(name), str(cell)) for name, cell in (seen["as_written"] or {}).items()]


def _label(name: str) -> str:
    for among in (KINDS["contract"].fields, KINDS["party"].fields):
        if name in among:
            return among[name].label
    return name.replace("_", " ").capitalize()
