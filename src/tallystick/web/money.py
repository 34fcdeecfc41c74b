"""What the pages of money share: who and what is chosen, in words; how complete the figures are; years and parts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict

from tallystick.kit.dates import financial_year_of
from tallystick.kit.postcodes import areas_in
from tallystick.lake.store import lookups_cube, lookups_kinds, lookups_suppliers
from tallystick.lake.store.chosen import Chosen, mapped
from tallystick.lake.store.cube_rows import Coverage, Known
from tallystick.lake.store.lookups_kinds import KindRow
from tallystick.web import words
from tallystick.web.choosing import Choice
from tallystick.web.kept import ask
from tallystick.web.kinds import ICT_CHOICES, category_filter
from tallystick.web.tabs import money_tabs
from tallystick.web.views.spend import organisation_choices


@dataclass(frozen=True)
class Covered:
    """How complete the payments are behind a figure. gaps: publishers with a month missing. Money in pence."""

    publishers: int
    gaps: int
    missing: int
    first_month: date | None
    last_month: date | None
    payments: int
    amount_pence: int
    redacted_pence: int
    undated_pence: int
    doubtful_pence: int
    settled_pence: int


def covered(rows: Sequence[Coverage]) -> Covered:
    """The coverage of several publishers together."""
    firsts = [row.first_month for row in rows if row.first_month]
    lasts = [row.last_month for row in rows if row.last_month]
    return Covered(
        publishers=len(rows),
        gaps=sum(1 for row in rows if row.missing),
        missing=sum(row.missing for row in rows),
        first_month=min(firsts, default=None),
        last_month=max(lasts, default=None),
        payments=sum(row.payments for row in rows),
        amount_pence=sum(row.amount_pence for row in rows),
        redacted_pence=sum(row.redacted_pence for row in rows),
        undated_pence=sum(row.undated_pence for row in rows),
        doubtful_pence=sum(row.doubtful_pence for row in rows),
        settled_pence=sum(row.settled_pence for row in rows),
    )


def money_page(request: HttpRequest, tab: str, *, category: str | None = None) -> tuple[Choice, dict[str, Any]]:
    """What was asked of a page of money, and what every such page shows. category: where the page is of one, it.

    Raises NotWorkedOut without maps.
    """
    mapped(settings.TALLYSTICK_HOME)
    choice = Choice.read(request.GET)
    if category:
        choice = replace(choice, category=category)
    organisations = [(code, name) for code, name in organisation_choices() if code]
    supplier = ask(lookups_suppliers.supplier, choice.supplier_id) if choice.supplier_id else None
    name = supplier.supplier if supplier else choice.supplier_id
    rows = ask(lookups_cube.coverage, choice.chosen)
    return choice, {
        "section": "money",
        "part": "Where the money is",
        "tabs": money_tabs(tab, choice.query()),
        "choice": choice,
        "errors": choice.errors,
        "organisations": organisations,
        "groups": category_filter(),
        "ict_choices": ICT_CHOICES,
        "supplier_name": name,
        "without_supplier": choice.address("money" if tab == "categories" else tab, supplier_id=None),
        "in_words": choice.in_words(dict(organisations), name),
        "totals": ask(lookups_cube.totals, choice.chosen),
        "cover": covered(rows),
        "links": Links(choice),
    }


@dataclass(frozen=True)
class Links:
    """Addresses that pages of money share."""

    choice: Choice

    @property
    def payments(self) -> str:
        return self.choice.payments()

    @property
    def redacted(self) -> str:
        return self.choice.payments(redacted="yes")

    @property
    def doubtful(self) -> str:
        return self.choice.payments(sure="doubtful")

    @property
    def coverage(self) -> str:
        return self.choice.address("money-coverage")


def year_named(year: int, *, financial: bool = True) -> str:
    """2023/24 for the financial year that begins in April 2023."""
    return financial_year_of(year) if financial else str(year)


def year_months(year: int, *, financial: bool = True) -> tuple[date, date]:
    """The first and the last month of a year."""
    return (date(year, 4, 1), date(year + 1, 3, 1)) if financial else (date(year, 1, 1), date(year, 12, 1))


def year_payments(choice: Choice, year: int | None, *, financial: bool = True) -> str | None:
    """The payments of a year, as far as its months are chosen; None for those without a date."""
    if year is None:
        return None
    first, last = year_months(year, financial=financial)
    return choice.payments(month=max(first, choice.month_from or first), last=min(last, choice.month_to or last))


def areas_of(asked: QueryDict) -> tuple[str, ...]:
    """The postcode areas and districts that somebody typed: LS, WF10."""
    return areas_in(asked.get("areas", ""))[0]


def area_errors(asked: QueryDict) -> dict[str, str]:
    """What is wrong with the areas that somebody typed, by field."""
    _, wrong = areas_in(asked.get("areas", ""))
    if not wrong:
        return {}
    return {"areas": f"“{wrong[0][:20]}” is no postcode area or district such as LS or WF10"}


def known_parts(chosen: Chosen, areas: tuple[str, ...]) -> list[tuple[str, list[Known]]]:
    """What went to small firms, to voluntary bodies and, where areas are given, to local ones: yes, no, not known."""
    parts = [
        ("Small or medium-sized", ask(lookups_cube.by_sme, chosen)),
        ("Voluntary, community or social", ask(lookups_cube.by_vcse, chosen)),
    ]
    if areas:
        parts.append((f"Local ({', '.join(areas)})", ask(_local, areas, chosen)))
    return [(label, [_valued(rows, value) for value in ("yes", "no", "not known")]) for label, rows in parts]


def _local(home: Any, areas: tuple[str, ...], chosen: Chosen) -> list[Known]:
    return lookups_cube.by_local(home, areas, chosen)


def _valued(rows: Sequence[Known], value: str) -> Known:
    return next((row for row in rows if row.value == value), Known(value, 0, 0, 0))


def nameless(chosen: Chosen) -> list[KindRow]:
    """What was paid to people, to various payees and to names withheld or left out: no suppliers, and never listed."""
    return [row for row in ask(lookups_kinds.by_kind, chosen) if row.kind != "supplier"]


def months_before(first: date, last: date) -> tuple[date, date]:
    """The months just before a period, as many as it has."""
    number = _index(last) - _index(first) + 1
    return _month(_index(first) - number), _month(_index(first) - 1)


def year_to(last: date) -> date:
    """The first of the twelve months that end with `last`."""
    return _month(_index(last) - 11)


def _index(month: date) -> int:
    return 12 * month.year + month.month - 1


def _month(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)


def period_named(first: date, last: date) -> str:
    """April 2023 to March 2024."""
    return words.month(first) if first == last else f"{words.month(first)} to {words.month(last)}"
