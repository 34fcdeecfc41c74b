"""Where the money is: `tallystick money`, every measure of the site's pages as a table, CSV or JSON."""

import csv
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

import click

from tallystick.cli.doorway import Door, show_json, show_table
from tallystick.kit.errors import Refused
from tallystick.kit.postcodes import areas_in
from tallystick.kit.spreadsheets import defused

_MONTH = click.DateTime(["%Y-%m"])
_ALL = 10_000_000


@dataclass(frozen=True)
class Asked:
    """What a measure is asked with besides what is chosen."""

    before: tuple[date | None, date | None] = (None, None)
    percent: int = 80
    areas: tuple[str, ...] = ()
    financial: bool = True


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The filters that every command of categories and money takes: whose money, and which of it."""
    for option in reversed(
        (
            click.option(
                "--organisation", "organisations", multiple=True, metavar="NAME-OR-CODE", help="Whose; may be repeated."
            ),
            click.option("--supplier", metavar="ID", help="Only what was paid to this supplier."),
            click.option("--category", metavar="CODE", help="Only this category and those within it, or not-known."),
            click.option("--ict/--not-ict", "ict", default=None, help="Only ICT, or all but ICT."),
            click.option("--from", "first", type=_MONTH, metavar="YYYY-MM", help="The first month."),
            click.option("--to", "last", type=_MONTH, metavar="YYYY-MM", help="The last month."),
        )
    ):
        command = option(command)
    return command


def chosen_by(
    organisations: Sequence[str],
    supplier: str | None,
    category: str | None,
    ict: bool | None,
    first: datetime | None,
    last: datetime | None,
) -> Any:
    """What these options choose. Raises Refused where a publisher is not known."""
    from tallystick.intake import queries
    from tallystick.lake.store.chosen import Chosen

    directory = queries.directory()
    return Chosen(
        organisations=tuple(directory.resolve(name).code for name in organisations),
        suppliers=(supplier,) if supplier else (),
        categories=(category,) if category else (),
        ict=ict,
        first_month=first.date() if first else None,
        last_month=last.date() if last else None,
    )


def _changes(home: Any, chosen: Any, asked: Asked) -> Any:
    from tallystick.lake.store import lookups_cube

    first, last = asked.before
    if not (chosen.first_month and chosen.last_month and first and last):
        raise Refused(
            "Two periods are needed to say who is new and who has gone.",
            what_to_do="Give --from, --to, --then-from and --then-to.",
        )
    before = replace(chosen, first_month=first, last_month=last)
    return lookups_cube.new_and_gone(home, chosen, before, what=("new", "gone", "both"), most=_ALL)


def _measures() -> dict[str, Callable[[Any, Any, Asked], Any]]:
    from tallystick.lake.store import lookups_categories, lookups_cube

    return {
        "totals": lambda home, chosen, asked: [lookups_cube.totals(home, chosen)],
        "months": lambda home, chosen, asked: lookups_cube.by_month(home, chosen),
        "years": lambda home, chosen, asked: lookups_cube.by_year(home, chosen, financial=asked.financial),
        "year-on-year": lambda home, chosen, asked: lookups_cube.year_on_year(home, chosen, financial=asked.financial),
        "publishers": lambda home, chosen, asked: lookups_cube.by_organisation(home, chosen),
        "categories": lambda home, chosen, asked: lookups_cube.by_category(home, chosen),
        "confidence": lambda home, chosen, asked: lookups_categories.by_band(home, chosen),
        "coverage": lambda home, chosen, asked: lookups_cube.coverage(home, chosen),
        "largest": lambda home, chosen, asked: lookups_cube.top_suppliers(home, chosen, most=_ALL),
        "curve": lambda home, chosen, asked: lookups_cube.curve(home, chosen),
        "concentration": lambda home, chosen, asked: [lookups_cube.concentration(home, chosen)],
        "tail": lambda home, chosen, asked: [lookups_cube.tail(home, chosen, percent=asked.percent)],
        "shared": lambda home, chosen, asked: lookups_cube.shared(home, chosen, most=_ALL),
        "changes": _changes,
        "sme": lambda home, chosen, asked: lookups_cube.by_sme(home, chosen),
        "vcse": lambda home, chosen, asked: lookups_cube.by_vcse(home, chosen),
        "local": lambda home, chosen, asked: lookups_cube.by_local(home, asked.areas, chosen),
    }


MEASURES = (
    "totals", "months", "years", "year-on-year", "publishers", "categories", "confidence", "coverage", "largest",
    "curve", "concentration", "tail", "shared", "changes", "sme", "vcse", "local",
)  # fmt: skip


@click.command()
@click.argument("measure", type=click.Choice(MEASURES))
@options
@click.option("--then-from", type=_MONTH, metavar="YYYY-MM", help="For changes: the first month of the period before.")
@click.option("--then-to", type=_MONTH, metavar="YYYY-MM", help="For changes: the last month of the period before.")
@click.option("--percent", type=click.IntRange(1, 99), default=80, show_default=True, help="For tail: what is large.")
@click.option("--rate", metavar="POUNDS", help="For tail: what processing one payment costs you.")
@click.option("--areas", default="", metavar="LS,WF10", help="For local: postcode areas and districts.")
@click.option("--calendar", is_flag=True, help="Calendar years, not financial years from April.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.pass_obj
def money(
    door: Door,
    /,
    measure: str,
    then_from: datetime | None,
    then_to: datetime | None,
    percent: int,
    rate: str | None,
    areas: str,
    calendar: bool,
    form: str,
    **chosen: Any,
) -> None:
    """Where the money is: one measure of what is chosen. Keys and columns named pence are whole pence.

    MEASURE is what a page of the site shows; `docs/reference/commands.md` has what each gives.
    """
    home = door.open()
    asked = Asked(
        before=(then_from.date() if then_from else None, then_to.date() if then_to else None),
        percent=percent,
        areas=_areas(areas),
        financial=not calendar,
    )
    if measure == "local" and not asked.areas:
        raise Refused("Nothing says what is local.", what_to_do="Give --areas, such as --areas LS,WF10.")
    rows = [asdict(row) for row in _measures()[measure](home, chosen_by(**chosen), asked)]
    if measure == "tail" and rate is not None:
        pence = _pence(rate)
        rows = [{**row, "rate_pence": pence, "cost_pence": pence * row["payments"]} for row in rows]
    show_rows(rows, form)


def _areas(typed: str) -> tuple[str, ...]:
    areas, wrong = areas_in(typed)
    if wrong:
        raise Refused(f"“{wrong[0]}” is no postcode area or district.", what_to_do="Give such as --areas LS,WF10.")
    return areas


def _pence(rate: str) -> int:
    from tallystick.kit.money import read_amount

    amount = read_amount(rate)
    if amount is None or amount.pence < 0:
        raise Refused(f"{rate} is not a cost in pounds.", what_to_do="Give an amount such as 25 or 25.50.")
    return amount.pence


def show_rows(rows: Sequence[dict[str, Any]], form: str) -> None:
    """Rows with the same keys, as a table, CSV or one line of JSON each."""
    if form == "json":
        for row in rows:
            show_json(row)
        return
    columns = list(rows[0]) if rows else []
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(value) for value in row.values()] for row in rows)
        return
    right = [name for name in columns if any(isinstance(row[name], int | float) for row in rows)]
    show_table("", columns, [[_shown(value) for value in row.values()] for row in rows], right=right)


def _cell(value: Any) -> Any:
    return "" if value is None else defused(value) if isinstance(value, str) else value


def _shown(value: Any) -> str:
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}" if isinstance(value, float) else str(value)
