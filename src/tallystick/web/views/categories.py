"""What was bought: the tree of categories with what was paid, and one category."""

from collections import defaultdict
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from tallystick.lake.store import lookups, lookups_categories, lookups_cube
from tallystick.lake.store.lookups_categories import BandRow
from tallystick.reference.taxonomy import NOT_ICT, taxonomy
from tallystick.web import downloads, drawing
from tallystick.web.choosing import Choice
from tallystick.web.downloads import pounds_and_pence
from tallystick.web.drawn import chosen_chart
from tallystick.web.kept import ask
from tallystick.web.kinds import BANDS, category_name
from tallystick.web.money import money_page, nameless
from tallystick.web.tabs import category_tabs

_SURE = ("said", "high")
_PAYMENTS_SHOWN = 20


@dataclass(frozen=True)
class Branch:
    """One category of the tree. sure_pence: of `amount_pence`, what is sure. below: whether it is within a head."""

    category: str | None
    name: str
    below: bool
    is_ict: bool
    payments: int
    amount_pence: int
    suppliers: int
    sure_pence: int
    address: str
    payments_address: str


@dataclass(frozen=True)
class Band:
    """How much is how sure. address: the payments."""

    meaning: str
    payments: int
    amount_pence: int
    address: str


def categories(request: HttpRequest) -> HttpResponse:
    """The tree, with what was paid and how sure it is."""
    choice, page = money_page(request, "categories")
    branches = tree(choice)
    ict = [branch for branch in branches if branch.is_ict]
    heads = [branch for branch in ict if not branch.below]
    caption = f"Paid for ICT by kind, {page['in_words']}."
    return render(
        request,
        "web/categories/categories.html",
        {
            **page,
            "section": "categories",
            "tabs": category_tabs("categories"),
            "ict": ict,
            "rest": [branch for branch in branches if not branch.is_ict],
            "not_ict": next((branch for branch in branches if branch.category == NOT_ICT), None),
            "bands": _bands(choice),
            "chart": chosen_chart("categories", choice, caption, rows=len(heads)),
            "bands_chart": chosen_chart("bands", choice, "How sure the categories are, by money."),
            "download": choice.address("categories-csv"),
            "ict_payments": choice.payments(ict="yes"),
        },
    )


def categories_csv(request: HttpRequest) -> StreamingHttpResponse:
    columns = (
        ("category", lambda row: row.category),
        ("name", lambda row: row.name),
        ("is_ict", lambda row: row.is_ict if row.category else None),
        ("amount", lambda row: pounds_and_pence(row.amount_pence)),
        ("sure", lambda row: pounds_and_pence(row.sure_pence)),
        ("payments", lambda row: row.payments),
        ("suppliers", lambda row: row.suppliers),
    )
    return downloads.table(tree(Choice.read(request.GET)), columns, name="categories.csv")


def category(request: HttpRequest, code: str) -> HttpResponse:
    """One category: who is paid for it, by whom, when, and how sure that is."""
    known = taxonomy().by_code.get(code)
    if known is None and code != lookups.NOT_KNOWN:
        raise Http404
    choice, page = money_page(request, "categories", category=code)
    chosen, whose = choice.chosen, page["in_words"]
    paid = ask(lookups_categories.suppliers_paid, chosen, page_size=drawing.LARGEST)
    return render(
        request,
        "web/categories/category.html",
        {
            **page,
            "section": "categories",
            "code": code,
            "known": known,
            "name": category_name(code),
            "children": [branch for branch in tree(choice) if branch.category != code],
            "suppliers": [(row, choice.payments(supplier_id=row.supplier_id)) for row in paid.rows],
            "suppliers_chart": chosen_chart("suppliers", choice, f"Largest suppliers, {whose}.", rows=len(paid.rows)),
            "nameless": nameless(chosen),
            "largest": choice.address("money-largest"),
            "measured": ask(lookups_cube.concentration, chosen),
            "publishers": [
                (row, choice.payments(organisation=row.organisation_code or lookups.NOT_KNOWN))
                for row in ask(lookups_cube.by_organisation, chosen)
            ],
            "months": [
                (row, choice.payments(month=row.month) if row.month else None)
                for row in ask(lookups_cube.by_month, chosen)
            ],
            "months_chart": chosen_chart("months", choice, f"Paid by month, {whose}."),
            "bands": _bands(choice),
            "payments": ask(lookups.payments, choice.filters(), sort="-amount", page_size=_PAYMENTS_SHOWN),
        },
    )


def tree(choice: Choice) -> list[Branch]:
    """Every category that has something, in the order of the taxonomy; what is not known comes last."""
    sure = _sure(ask(lookups_categories.by_band, choice.chosen))
    return [
        Branch(
            category=row.category,
            name=row.name or "Not known",
            below=row.parent is not None,
            is_ict=bool(row.is_ict),
            payments=row.payments,
            amount_pence=row.amount_pence,
            suppliers=row.suppliers,
            sure_pence=sure[row.category],
            address=choice.address("category", {"code": row.category or lookups.NOT_KNOWN}, category=None),
            payments_address=choice.payments(category=row.category or lookups.NOT_KNOWN),
        )
        for row in ask(lookups_cube.by_category, choice.chosen)
    ]


def _sure(rows: list[BandRow]) -> dict[str | None, int]:
    """How many pence of each category are sure, with those of the categories within it."""
    sums: dict[str | None, int] = defaultdict(int)
    by_code = taxonomy().by_code
    for row in rows:
        if row.band in _SURE:
            sums[row.category] += row.amount_pence
            parent = by_code[row.category].parent if row.category in by_code else None
            if parent:
                sums[parent] += row.amount_pence
    return sums


def _bands(choice: Choice) -> list[Band]:
    """How much is how sure, from what a person said to what is not known."""
    rows = ask(lookups_categories.by_band, choice.chosen)
    return [
        Band(
            meaning,
            sum(row.payments for row in rows if row.band == band),
            sum(row.amount_pence for row in rows if row.band == band),
            choice.payments(sure=band),
        )
        for band, _, meaning in BANDS
    ]
